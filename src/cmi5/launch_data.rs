//! What a learning-management system tells of a launch, and of how the learner likes things.

use serde_json::{Map, Number, Value};

use crate::language::Tag;

/// Where the session has its id in a context.
pub(super) const SESSION: &str = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";

/// How the id of the unit ends, after that of the course.
pub(super) const UNIT: &str = "/unit";

/// What is the matter with the launch data.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoLaunchData {
    /// They are no JSON object.
    #[error("they are not one JSON object")]
    NoObject,
    /// A field is missing or is not what it should be.
    #[error("`{name}` is not there, or is not what cmi5 says it is")]
    Field {
        /// Which.
        name: &'static str,
    },
}

/// What the learner was sent to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// To learn, and to be judged.
    Normal,
    /// To look around; nothing counts.
    Browse,
    /// To look at what was done; nothing counts.
    Review,
}

/// The share of marks from which the system takes a course as passed.
#[derive(Clone, Debug, PartialEq)]
pub struct Mastery {
    /// As it was written.
    pub written: Number,
    /// In ten-thousandths: cmi5 gives it four decimals.
    pub parts: u64,
}

/// What the system tells of a launch.
#[derive(Clone, Debug, PartialEq)]
pub struct LaunchData {
    /// What every statement begins with.
    pub context: Map<String, Value>,
    /// The session, where the system names it, as it should.
    pub session: Option<String>,
    /// What the learner was sent to do.
    pub mode: Mode,
    /// From which share of marks it takes the course as passed.
    pub mastery: Option<Mastery>,
    /// Where the learner goes afterwards.
    pub return_url: Option<String>,
}

impl LaunchData {
    /// Reads the document `LMS.LaunchData`.
    ///
    /// # Errors
    /// [`NoLaunchData`].
    pub fn read(document: &str) -> Result<Self, NoLaunchData> {
        let Ok(Value::Object(mut fields)) = serde_json::from_str(document) else { return Err(NoLaunchData::NoObject) };
        let wrong = |name| NoLaunchData::Field { name };
        let Some(Value::Object(context)) = fields.remove("contextTemplate") else { return Err(wrong("contextTemplate")) };
        let listed = |name: &str| context.get(name).is_none_or(Value::is_object);
        if !listed("contextActivities") || !listed("extensions") {
            return Err(wrong("contextTemplate"));
        }
        let mode = match fields.get("launchMode").and_then(Value::as_str) {
            Some("Normal") => Mode::Normal,
            Some("Browse") => Mode::Browse,
            Some("Review") => Mode::Review,
            _ => return Err(wrong("launchMode")),
        };
        let mastery = match fields.get("masteryScore") {
            None | Some(Value::Null) => None,
            Some(Value::Number(written)) => Some(mastery(written).ok_or_else(|| wrong("masteryScore"))?),
            Some(_) => return Err(wrong("masteryScore")),
        };
        let session = context.get("extensions").and_then(|all| all.get(SESSION)).and_then(Value::as_str).map(str::to_owned);
        let return_url = fields.get("returnURL").and_then(Value::as_str).filter(|url| !url.trim().is_empty()).map(str::to_owned);
        Ok(Self { context, session, mode, mastery, return_url })
    }

    /// Returns the ids of the courses that the launch data may name, where they are ones that `package` wrote (`HOME/COURSE/unit`): cmi5 has the
    /// one that was started among the groupings of the context, and other activities may stand beside it.
    #[must_use]
    pub fn courses(&self) -> Vec<&str> {
        let groupings = self.context.get("contextActivities").and_then(|all| all.get("grouping")).and_then(Value::as_array);
        let units = groupings.into_iter().flatten().filter_map(|activity| activity.get("id")?.as_str()?.strip_suffix(UNIT));
        units.filter_map(|course| course.rsplit('/').next()).filter(|id| !id.is_empty()).collect()
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 1")]
fn mastery(written: &Number) -> Option<Mastery> {
    let share = written.as_f64().filter(|share| (0.0..=1.0).contains(share))?;
    Some(Mastery { written: written.clone(), parts: (share * 10_000.0).round() as u64 })
}

/// Returns the languages that the document `cmi5LearnerPreferences` asks for, best first; none where it asks for none.
#[must_use]
pub fn languages(document: &str) -> Vec<Tag> {
    let value: Value = serde_json::from_str(document).unwrap_or_default();
    let list = value.get("languagePreference").and_then(Value::as_str).unwrap_or_default();
    list.split(',').filter_map(|tag| Tag::read(tag.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_course_that_may_have_been_started_is_named() {
        let named = |groupings: &str| {
            let data = format!(r#"{{"contextTemplate":{{"contextActivities":{{"grouping":[{groupings}]}}}},"launchMode":"Normal"}}"#);
            LaunchData::read(&data).unwrap().courses().iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(named(""), [""; 0]);
        assert_eq!(
            named(r#"{"id":"https://hospital.example/nursing/unit"},{"id":"https://x.example/sample/unit"}"#),
            ["nursing", "sample"]
        );
        assert_eq!(named(r#"{"id":"https://lms.example/activity/7"},{"id":7},{"id":"/unit"}"#), [""; 0]);
    }

    #[test]
    fn launch_data_are_read_and_what_is_wrong_is_named() {
        let good = format!(
            r#"{{"contextTemplate":{{"extensions":{{"{SESSION}":"s-1"}}}},"launchMode":"Normal","masteryScore":0.8,"moveOn":"Passed","returnURL":"https://lms.example.org/"}}"#
        );
        let data = LaunchData::read(&good).unwrap();
        assert_eq!((data.session.as_deref(), data.mode), (Some("s-1"), Mode::Normal));
        assert_eq!(data.mastery.map(|mastery| mastery.parts), Some(8000));
        assert_eq!(data.return_url.as_deref(), Some("https://lms.example.org/"));
        let told = |from: &str, to: &str| LaunchData::read(&good.replace(from, to)).unwrap_err();
        assert_eq!(told("contextTemplate", "context"), NoLaunchData::Field { name: "contextTemplate" });
        assert_eq!(told(r#""extensions":{"#, r#""extensions":3,"more":{"#), NoLaunchData::Field { name: "contextTemplate" });
        assert_eq!(told("\"Normal\"", "\"Fast\""), NoLaunchData::Field { name: "launchMode" });
        assert_eq!(told("0.8", "1.8"), NoLaunchData::Field { name: "masteryScore" });
        assert_eq!(told("0.8", "\"0.8\""), NoLaunchData::Field { name: "masteryScore" });
        for document in ["", "[]", "null", "<html>"] {
            assert_eq!(LaunchData::read(document), Err(NoLaunchData::NoObject));
        }
    }

    #[test]
    fn preferences_that_make_no_sense_ask_for_nothing() {
        let tags = |document: &str| languages(document).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(tags(r#"{"languagePreference":"es-ES, en-US,*","audioPreference":"on"}"#), ["es-es", "en-us"]);
        assert!(tags("not found").is_empty() && tags("{}").is_empty() && tags(r#"{"languagePreference":7}"#).is_empty());
    }
}
