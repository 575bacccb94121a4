//! `bedside keys`: the department's signing key, this device's key, and the tokens that bind a device's key to a person.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use jiff::{SignedDuration, Timestamp};

use crate::cli::asking::{self, asking};
use crate::cli::collecting::ENROLMENT;
use crate::cli::key_file::{self, BadKey};
use crate::cli::signed_here::{self, CREATE_KEY};
use crate::cli::{Answer, Failure, Person, Refused, Setup, passphrase, whole_file};
use crate::id::CourseId;
use crate::prose::safe;
use crate::record::Records;
use crate::record::enrolment::{Enrolment, Secret};
use crate::record::records::{Act, Deed};
use crate::record::seal::{KeyId, Locked};
use crate::store::{self, At, Journals};

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "keys",
    person: Person::Department,
    about: "make and show the department's key, and bind a learner's key to a person",
    example: "bedside keys create\n  bedside keys enrol --for 0071 --name \"Ana Lima\"   (the department: prints a token)\n  bedside keys enrol K7Q2M-…                         (the learner: writes a file to hand in)",
    arguments,
    run: from_arguments,
};

/// For how many days a token is worth something, unless told otherwise.
const DAYS: &str = "14";

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("what")
            .value_name("WHAT")
            .required(true)
            .value_parser(["create", "show", "enrol", "revoke"])
            .help("create the department's key; show every key; enrol a learner's key; revoke one"),
        Arg::new("which").value_name("TOKEN|KEY").help("the token that a learner was given, or the key to revoke"),
        Arg::new("passphrase").long("passphrase").action(ArgAction::SetTrue).help("with create: protect the key by a passphrase"),
        Arg::new("another")
            .long("another")
            .action(ArgAction::SetTrue)
            .help("with create: make a key also where another one has signed, which is lost or stolen"),
        Arg::new("for").long("for").value_name("STAFF-ID").help("with enrol: whom the token is for"),
        Arg::new("name").long("name").value_name("NAME").default_value("").help("with enrol: that person's name"),
        Arg::new("days")
            .long("days")
            .value_name("N")
            .value_parser(clap::value_parser!(u32).range(1..=366))
            .default_value(DAYS)
            .help("with enrol: for how many days the token is worth something"),
        Arg::new("to")
            .long("to")
            .value_name("DIR")
            .value_parser(clap::value_parser!(PathBuf))
            .default_value(".")
            .help("with enrol TOKEN: write the file into this folder"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let text = |name: &str| arguments.get_one::<String>(name).map(String::as_str);
    let (records, data) = (setup.place()?, setup.data()?);
    let (mut out, now) = (io::stdout().lock(), setup.clock().now());
    match (text("what").unwrap_or_default(), text("which"), text("for")) {
        ("create", None, None) => {
            if !arguments.get_flag("another") && is_another(setup, &data, &mut out)? {
                return Ok(Answer::No);
            }
            let words = if arguments.get_flag("passphrase") {
                Some(passphrase::chosen().ok_or_else(|| Failure::Usage {
                    told: "no passphrase was given, or not the same one twice; nothing was made".to_owned(),
                })?)
            } else {
                None
            };
            asking(setup, &records, || create((&records, &data), words.as_ref().map(|words| words.as_str()), now, &mut out))
        }
        ("show", None, None) => show((&records, &data), &mut out),
        ("enrol", None, Some(staff_id)) => {
            let days = arguments.get_one::<u32>("days").copied().unwrap_or_default();
            asking(setup, &records, || give(&records, staff_id, text("name").unwrap_or_default(), days, now, &mut out))
        }
        ("enrol", Some(token), None) => {
            let course = setup.read_course()?.id;
            let to = arguments.get_one::<PathBuf>("to").cloned().unwrap_or_default();
            let learner = Learner { records: &records, account: &setup.account, course: &course };
            asking(setup, &records, || enrol(&data, &learner, token, &to, now, &mut out))
        }
        ("revoke", Some(key), None) => asking(setup, &records, || revoke(&records, key, now, &mut out)),
        _ => Err(Failure::Usage {
            told: "that does not go together; `bedside keys --help` shows what does: create, show, enrol --for STAFF-ID, enrol TOKEN, revoke KEY"
                .to_owned(),
        }),
    }
}

/// Whether another key has signed here that is not in the folder. Then it says which, and what follows from a second one.
fn is_another(setup: &Setup, data: &Path, out: &mut dyn Write) -> Result<bool, Failure> {
    if data.join(key_file::DEPARTMENT).exists() {
        return Ok(false);
    }
    let Some(records) = asking::department_if_there(setup)? else { return Ok(false) };
    let Some(key) = signed_here::last(&*records)? else { return Ok(false) };
    writeln!(
        out,
        "nothing was made: another key has signed here, {key}\n\
         put {} back into {} from its copy, and all is as it was\n\
         with another key, what you sign is untrusted, and your status list says nothing of the certificates there are, until whoever\n\
         trusts you has pinned the new one too, under the same name as the old one; what the old one signed stays good for as long as\n\
         that one is pinned, and is not signed anew\n\
         where the old key is lost or stolen, `bedside keys create --another` makes another one",
        key_file::DEPARTMENT,
        safe::line(&data.display().to_string()),
    )?;
    Ok(true)
}

/// Makes the department's key and says what to do with it.
///
/// # Errors
/// A key that is there already, and whatever the machine refuses.
pub fn create((records, data): (&At, &Path), passphrase: Option<&str>, now: Timestamp, out: &mut impl Write) -> Result<Answer, Failure> {
    // The records first: a key that is made is to be in their log.
    let mut records = store::department(records)?;
    // The log before the file, too: no key signs anything of which the log does not tell.
    let key = key_file::make_department(data, passphrase, |key| -> Result<(), Failure> {
        let (what, to) = (CREATE_KEY.to_owned(), key.id().to_string());
        records.note(&Act { at: now, who: super::who(), what, to, why: String::new() })?;
        Ok(())
    })?;
    let protected = if passphrase.is_some() { "protected by your passphrase" } else { "not protected by a passphrase" };
    writeln!(
        out,
        "the department's key is made, {protected}: {}\n\
         it lies in {}\n\
         keep a copy of that file in a safe place: what it signed can be checked\n\
         without it, but nothing new can be signed\n\
         whoever is to trust your records needs its public name:\n\
         \n  {}",
        key_file::DEPARTMENT,
        safe::line(&data.display().to_string()),
        key.id()
    )?;
    Ok(Answer::Done)
}

/// Shows the public names of the keys that are here.
///
/// # Errors
/// Keys and records that cannot be read.
pub fn show((records, data): (&At, &Path), out: &mut impl Write) -> Result<Answer, Failure> {
    let line = |label: &str, key: Option<KeyId>| format!("{label:<12} {}", key.map_or("none".to_owned(), |key| key.to_string()));
    let department = match key_file::department(data, passphrase::asked) {
        Ok(key) => line("department", key.map(|key| key.id())),
        Err(BadKey::Locked { because, .. }) => match because {
            Locked::NeedsPassphrase => "department   protected by a passphrase that was not given".to_owned(),
            Locked::WrongPassphrase => "department   protected by another passphrase than the one that was given".to_owned(),
            Locked::NoKey => format!("department   damaged: {} holds no key; put a back-up in its place", key_file::DEPARTMENT),
        },
        Err(bad) => return Err(bad.into()),
    };
    writeln!(out, "{department}")?;
    let device = if data.join(key_file::DEVICE).exists() { Some(key_file::device(data)?.id()) } else { None };
    writeln!(out, "{}", line("this device", device))?;
    let Some(records) = store::department_if_there(records)? else { return Ok(Answer::Done) };
    for one in records.enrolled()? {
        let state = one.revoked_at.map_or(String::new(), |at| format!(", revoked on {}", at.strftime("%Y-%m-%d")));
        let (staff, name) = (safe::line(&one.staff_id), safe::line(&one.name));
        writeln!(out, "{:<12} {} for staff id {staff} {name}{state}", "enrolled", one.key)?;
    }
    Ok(Answer::Done)
}

/// Gives out a token for a person.
///
/// # Errors
/// Records that cannot be added to.
pub fn give(records: &At, staff_id: &str, name: &str, days: u32, now: Timestamp, out: &mut impl Write) -> Result<Answer, Failure> {
    if staff_id.trim().is_empty() {
        return Err(Failure::Usage { told: "say whose key it will be: `--for STAFF-ID`".to_owned() });
    }
    let mut luck = [0; 25];
    getrandom::fill(&mut luck).map_err(|said| BadKey::NoLuck { because: said.to_string() })?;
    let secret = Secret::new(&luck);
    let until = now.checked_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(Timestamp::MAX);
    let mut records = store::department(records)?;
    let is_first = records.enrolled()?.is_empty();
    let (what, to) = ("give-token".to_owned(), format!("token {}", secret.id()));
    let act = Act { at: now, who: super::who(), what, to, why: String::new() };
    records.does(&Deed::GiveToken(secret.kept(staff_id, name, until)), Some(&act))?;
    writeln!(
        out,
        "{secret}\n\
         \n\
         Give this token to staff id {} and nobody else, by a way you trust.\n\
         It is not shown again. They type\n\
         \n  bedside keys enrol {secret}\n\
         \n\
         and hand in the file it writes.\n\
         It works once, until {}.",
        safe::line(staff_id),
        until.strftime("%Y-%m-%d %H:%M UTC")
    )?;
    if is_first {
        writeln!(
            out,
            "\n\
             No key is enrolled here yet. Once you collect the first enrolment, only records under enrolled keys are taken:\n\
             those of everybody else are refused until they have a token, too. What was collected before stays."
        )?;
    }
    Ok(Answer::Done)
}

/// Whose key is enrolled.
pub struct Learner<'a> {
    /// Where the journals are.
    pub records: &'a At,
    /// The account.
    pub account: &'a str,
    /// Any course of theirs.
    pub course: &'a CourseId,
}

/// Writes the file by which the department binds this device's key to the learner. The answer is no for who has not begun yet.
///
/// # Errors
/// A token that is none, and files that cannot be read or written.
pub fn enrol(data: &Path, who: &Learner<'_>, token: &str, to: &Path, now: Timestamp, out: &mut impl Write) -> Result<Answer, Failure> {
    let Some(secret) = Secret::read(token) else {
        return Err(Failure::Usage { told: "that is no token: it has five groups of five letters and digits".to_owned() });
    };
    let learner = match Journals::open_to_read(who.records)? {
        Some(records) => records.journal(who.account, who.course)?.learner(),
        None => None,
    };
    let Some(learner) = learner else {
        return Err(Failure::Usage { told: "open the course once and say who you are; then enrol".to_owned() });
    };
    let enrolment = Enrolment::new(&secret, learner, now, &key_file::device(data)?);
    let file = to.join(format!("{ENROLMENT}{}.json", enrolment.token.to_lowercase()));
    let written = enrolment.written().map_err(io::Error::from)?;
    whole_file::write(&file, |out| -> Result<(), Refused> { Ok(out.write_all(written.as_bytes())?) })?;
    writeln!(
        out,
        "Your enrolment is in {}\n\nSend that file to your department, once. It binds this computer's key to you;\nthe token is not in it.",
        safe::line(&file.display().to_string())
    )?;
    Ok(Answer::Done)
}

/// Revokes a learner's key: nothing that it seals is taken from now on, and what was taken stays.
///
/// # Errors
/// Records that cannot be read or added to.
pub fn revoke(records: &At, written: &str, now: Timestamp, out: &mut impl Write) -> Result<Answer, Failure> {
    let known = |records: &dyn Records, key: &KeyId| -> Result<bool, Failure> {
        Ok(records.enrolled()?.iter().any(|one| one.key == *key && one.revoked_at.is_none()))
    };
    let key = KeyId::read(written).ok_or_else(|| Failure::Usage { told: format!("`{written}` is no did:key of a learner") })?;
    let records = store::department_if_there(records)?;
    let Some(mut records) = records else { return not_enrolled(out) };
    if !known(&*records, &key)? {
        if signed_here::is_own(key, &*records)? {
            return own(out);
        }
        return not_enrolled(out);
    }
    let (what, to) = ("revoke-key".to_owned(), key.to_string());
    let act = Act { at: now, who: super::who(), what, to, why: String::new() };
    records.does(&Deed::RevokeKey { key, at: now }, Some(&act))?;
    writeln!(out, "revoked: nothing that this key seals is taken from now on; what was taken before stays")?;
    Ok(Answer::Done)
}

/// What somebody else may have is the department's own key.
fn own(out: &mut impl Write) -> Result<Answer, Failure> {
    writeln!(
        out,
        "nothing was revoked: that is the department's own key, which signs batches, certificates and status lists, and no learner's\n\
         whoever has pinned it decides whether it counts; where somebody else may have it:\n\
         - make another: move {} away, and type `bedside keys create --another`\n\
         - tell all who have pinned the old one to take it out of their issuers.toml, and to pin the new one, which you tell them by a way they trust\n\
         - what the old one signed is untrusted there from then on; \"A stolen key\" in docs/credentials.md says what is to be done about it",
        key_file::DEPARTMENT
    )?;
    Ok(Answer::No)
}

fn not_enrolled(out: &mut impl Write) -> Result<Answer, Failure> {
    writeln!(out, "no such key is enrolled here, or it was revoked before")?;
    Ok(Answer::No)
}
