//! The address that a learning-management system starts a course with. Before its question mark our own packages name the course; an address
//! of somebody's page may say there what it likes.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Why an address starts nothing.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoLaunch {
    /// Something is not in it.
    #[error("the address has no `{name}`\ncopy the whole of it from the learning-management system, and put it between quotes")]
    Missing {
        /// What.
        name: &'static str,
    },
    /// Something is in it twice.
    #[error("the address has `{name}` twice\nstart the course anew from the learning-management system")]
    Twice {
        /// What.
        name: &'static str,
    },
    /// Something in it makes no sense.
    #[error("`{name}` in the address makes no sense: {because}\nstart the course anew from the learning-management system")]
    Senseless {
        /// What.
        name: &'static str,
        /// What is the matter with it.
        because: String,
    },
}

/// Who learns, as the system knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// As it was written, letter by letter.
    pub written: String,
    /// Who keeps the account.
    pub home_page: String,
    /// The account.
    pub name: String,
}

impl Actor {
    fn read(written: String) -> Result<Self, NoLaunch> {
        let senseless = |because: &str| NoLaunch::Senseless { name: "actor", because: because.to_owned() };
        let value: Value = serde_json::from_str(&written).map_err(|_| senseless("it is no JSON"))?;
        if !value.is_object() || value.get("objectType").is_some_and(|kind| kind != "Agent") {
            return Err(senseless("it is not one person"));
        }
        let text = |name: &str| value.pointer(&format!("/account/{name}")).and_then(Value::as_str).map(str::to_owned);
        let (home_page, name) = text("homePage").zip(text("name")).ok_or_else(|| senseless("it names no account"))?;
        Ok(Self { written, home_page, name })
    }

    /// Returns it as it stands in statements.
    #[must_use]
    pub fn in_statements(&self) -> Value {
        let mut value: Value = serde_json::from_str(&self.written).unwrap_or_default();
        if let Some(fields) = value.as_object_mut() {
            fields.insert("objectType".to_owned(), "Agent".into());
        }
        value
    }

    /// Returns the account under which this person's work is kept here: the same each time, and not to be mixed up with anybody else's.
    #[must_use]
    pub fn account(&self) -> String {
        let digest = Sha256::digest(format!("{}\n{}", self.home_page, self.name));
        let mut account = "lms-".to_owned();
        for byte in digest.iter().take(10) {
            let _written = write!(account, "{byte:02x}");
        }
        account
    }
}

/// What a system starts a course with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launch {
    /// Where statements go, and launch data comes from.
    pub endpoint: String,
    /// Where the one-time token comes from.
    pub fetch: String,
    /// Who learns.
    pub actor: Actor,
    /// Names this person's enrolment in the course.
    pub registration: Uuid,
    /// Names the course in that system.
    pub activity: String,
    /// The id of the course, where the address is one of ours (`bedside://launch/COURSE`).
    pub course: Option<String>,
}

/// How an address begins that opens a course here.
pub(super) const OURS: &str = "bedside://launch/";

/// Returns the course that an address of ours opens here; empty where it names none, and `None` for the address of somebody's page. Whatever
/// opens addresses takes the letters before the course for the same, large or small.
///
/// # Errors
/// [`NoLaunch::Senseless`] for an address of ours that names a course in no letters.
pub(super) fn course_of(address: &str) -> Result<Option<String>, NoLaunch> {
    let plain = address.split(['?', '#']).next().unwrap_or_default();
    let Some((scheme, rest)) = plain.split_once("://") else { return Ok(None) };
    let (host, named) = rest.split_once('/').unwrap_or((rest, ""));
    let begins = decoded(host).map(|host| format!("{scheme}://{host}/"));
    if !begins.is_some_and(|begins| begins.eq_ignore_ascii_case(OURS)) {
        return Ok(None);
    }
    let named = decoded(named).ok_or_else(|| NoLaunch::Senseless { name: "launch/COURSE", because: "it is not text".to_owned() })?;
    Ok(Some(named.trim_matches('/').to_owned()))
}

impl Launch {
    /// Reads an address.
    ///
    /// # Errors
    /// [`NoLaunch`] where something is missing, twice, or senseless.
    pub fn read(address: &str) -> Result<Self, NoLaunch> {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let query = query.split('#').next().unwrap_or("");
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let text = |name: &'static str| {
            let mut found = pairs.iter().filter(|(key, _)| *key == name);
            let (_, written) = found.next().ok_or(NoLaunch::Missing { name })?;
            if found.next().is_some() {
                return Err(NoLaunch::Twice { name });
            }
            let text = decoded(written).ok_or_else(|| NoLaunch::Senseless { name, because: "it is not text".to_owned() })?;
            if text.trim().is_empty() { Err(NoLaunch::Missing { name }) } else { Ok(text) }
        };
        let registration = text("registration")?;
        let registration = Uuid::try_parse(&registration);
        Ok(Self {
            endpoint: text("endpoint")?.trim_end_matches('/').to_owned(),
            fetch: text("fetch")?,
            actor: Actor::read(text("actor")?)?,
            registration: registration.map_err(|_| NoLaunch::Senseless { name: "registration", because: "it is no UUID".to_owned() })?,
            activity: text("activityId")?,
            course: course_of(address)?.filter(|named| !named.is_empty()),
        })
    }
}

/// Returns what `%41` and `+` stand for. `None` for what is no UTF-8, or half an escape.
fn decoded(written: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                let (high, low) = (digit()?, digit()?);
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "bedside://course/sample?endpoint=https%3A%2F%2Flms.example.org%2Fxapi%2F&fetch=https://lms.example.org/fetch%3Fk%3D1\
        &actor=%7B%22account%22%3A%7B%22homePage%22%3A%22https%3A%2F%2Flms.example.org%22%2C%22name%22%3A%22Zo%C3%AB+B%22%7D%7D\
        &registration=9c4e3e44-25b1-4baf-a532-61ea3527a02d&activityId=https%3A%2F%2Flms.example.org%2Factivity%2F7#top";

    #[test]
    fn an_address_is_read_in_any_order_and_its_escapes_are_undone() {
        let launch = Launch::read(GOOD).unwrap();
        assert_eq!(launch.endpoint, "https://lms.example.org/xapi");
        assert_eq!(launch.fetch, "https://lms.example.org/fetch?k=1");
        assert_eq!((launch.actor.home_page.as_str(), launch.actor.name.as_str()), ("https://lms.example.org", "Zoë B"));
        assert_eq!(launch.activity, "https://lms.example.org/activity/7");
        assert_eq!(launch.course, None, "somebody's page is no name of a course");
        let ours = |start: &str| Launch::read(&GOOD.replace("bedside://course/sample", start)).unwrap().course;
        assert_eq!(ours("bedside://launch/sample"), Some("sample".to_owned()));
        assert_eq!(ours("bedside://launch/s%61mple/"), Some("sample".to_owned()));
        assert_eq!(ours("bedside://launch/"), None);
        for written in ["BEDSIDE://launch/other", "bedside://LAUNCH/other", "Bedside://%6Caunch/other"] {
            assert_eq!(ours(written), Some("other".to_owned()), "whatever opens addresses takes them for the same");
        }
        assert_eq!(ours("https://learn.example.org/launch/other"), None);
        assert_eq!(launch.actor.in_statements()["objectType"], "Agent");
        let (before, query) = GOOD.trim_end_matches("#top").split_once('?').unwrap();
        let turned: Vec<&str> = query.split('&').rev().collect();
        assert_eq!(Launch::read(&format!("{before}?{}&more=1", turned.join("&"))).unwrap(), launch);
    }

    #[test]
    fn what_is_missing_twice_or_senseless_is_named() {
        for name in ["endpoint", "fetch", "actor", "registration", "activityId"] {
            let without = GOOD.replace(&format!("{name}="), "other=");
            assert_eq!(Launch::read(&without), Err(NoLaunch::Missing { name }));
            assert_eq!(Launch::read(&GOOD.replace(&format!("{name}="), &format!("{name}=x&{name}="))), Err(NoLaunch::Twice { name }));
            assert_eq!(Launch::read(&GOOD.replace(&format!("{name}="), &format!("{name}=&other="))), Err(NoLaunch::Missing { name }));
        }
        let senseless = |from: &str, to: &str| match Launch::read(&GOOD.replace(from, to)) {
            Err(NoLaunch::Senseless { name, because }) => format!("{name}: {because}"),
            other => format!("{other:?}"),
        };
        assert_eq!(senseless("9c4e3e44", "9c4e"), "registration: it is no UUID");
        assert_eq!(senseless("%7B%22account", "%7Baccount"), "actor: it is no JSON");
        assert_eq!(senseless("homePage", "home"), "actor: it names no account");
        assert_eq!(senseless("%7B%22account", "%7B%22objectType%22%3A%22Group%22%2C%22account"), "actor: it is not one person");
        assert_eq!(senseless("Zo%C3%AB", "Zo%C3"), "actor: it is not text");
        assert_eq!(senseless("bedside://course/sample", "bedside://launch/%ff"), "launch/COURSE: it is not text");
        assert_eq!(Launch::read("bedside://course/sample"), Err(NoLaunch::Missing { name: "registration" }));
    }

    #[test]
    fn two_people_never_share_an_account_and_one_always_has_the_same() {
        let actor = |home: &str, name: &str| Actor { written: String::new(), home_page: home.into(), name: name.into() };
        let account = actor("https://a.example", "7").account();
        assert_eq!(account, actor("https://a.example", "7").account());
        assert!(account.starts_with("lms-") && account.len() == 24, "{account}");
        assert_ne!(account, actor("https://a.example", "8").account());
        assert_ne!(account, actor("https://b.example", "7").account());
    }
}
