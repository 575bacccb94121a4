//! `bedside doctor`: looks at everything the program stands on, and says what to do about what is not well. `department` looks at what a
//! department keeps, `rights` at who else may read and change what lies there.

mod department;
mod rights;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::asking::asking;
use crate::cli::key_file::{self, BadKey};
use crate::cli::{Answer, Failure, Person, Setup};
use crate::clock::EARLIEST;
use crate::prose::safe;
use crate::record::seal::KeyId;
use crate::store::{self, At, Outbox, Queue};

use super::Command;
use super::verify::{ISSUERS, trust};
use department::{department, named, past};
use rights::rights;

pub(super) const COMMAND: Command = Command {
    name: "doctor",
    person: Person::Keeper,
    about: "look at records, keys, clock, rights, course, and queue, and say what to do",
    example: "bedside doctor",
    arguments,
    run,
};

/// By how many seconds two clocks may differ, and events may lie ahead.
const SKEW: i64 = 120;
/// For how many seconds statements may wait: a day.
const OLD: i64 = 86_400;

fn arguments() -> Vec<Arg> {
    vec![Arg::new("json").long("json").action(ArgAction::SetTrue).help("tell as one JSON object a line")]
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Well,
    /// Worth knowing, and nothing to worry about.
    Note,
    /// To be put right.
    Ill,
}

/// What a look at one thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub about: &'static str,
    /// How it is.
    pub state: State,
    /// What was found, in a sentence.
    pub says: String,
    /// What to do about it; empty where nothing is to be done.
    pub todo: String,
}

fn run(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let now = setup.clock().now();
    let (place, data) = (setup.place()?, setup.data()?);
    let mut findings = asking(setup, &place, || journals(&place, now));
    findings.push(writing(&place, &data));
    let (kept, signed) = department(&place, &data);
    if !kept.is_empty() {
        // Nobody learns at a department, and nobody need.
        for found in findings.iter_mut().filter(|found| found.about == "records" && found.state == State::Note) {
            *found = finding("records", State::Well, format!("a department's; nobody learns here: {}", where_to(&place)), "");
        }
    }
    findings.extend(kept);
    findings.extend(named(&data));
    findings.extend(keys(&data, &place, signed));
    findings.extend(issuers(&data, setup));
    findings.extend(rights(&data, setup));
    findings.push(course(setup));
    findings.extend(past(&data));
    findings.push(queue(&data, now));
    let mut out = io::stdout().lock();
    tell(&findings, arguments.get_flag("json"), &mut out)?;
    Ok(if findings.iter().any(|finding| finding.state == State::Ill) { Answer::No } else { Answer::Done })
}

/// Tells what was found, a line for each thing and one for what to do.
///
/// # Errors
/// A result that cannot be written.
pub fn tell(findings: &[Finding], json: bool, out: &mut dyn Write) -> io::Result<()> {
    for Finding { about, state, says, todo } in findings {
        let word = match state {
            State::Well => "well",
            State::Note => "note",
            State::Ill => "ILL",
        };
        if json {
            let row = serde_json::json!({ "about": about, "state": word.to_lowercase(), "says": says, "to_do": todo });
            writeln!(out, "{}", safe::json(&row.to_string()))?;
            continue;
        }
        writeln!(out, "{word:<5} {about:<11} {}", safe::line(says))?;
        if !todo.is_empty() {
            writeln!(out, "{:18}{}", "", safe::line(todo))?;
        }
    }
    let ill = findings.iter().filter(|finding| finding.state == State::Ill).count();
    match (json, ill) {
        (true, _) => Ok(()),
        (false, 0) => writeln!(out, "\nall is well"),
        (false, 1) => writeln!(out, "\none thing is to be put right"),
        (false, more) => writeln!(out, "\n{more} things are to be put right"),
    }
}

fn finding(about: &'static str, state: State, says: impl Into<String>, todo: impl Into<String>) -> Finding {
    Finding { about, state, says: says.into(), todo: todo.into() }
}

/// An error's words: what is the matter, and after the first line what to do.
fn ill(about: &'static str, error: &impl ToString) -> Finding {
    let words = error.to_string();
    let (says, todo) = words.split_once('\n').unwrap_or((words.as_str(), ""));
    finding(about, State::Ill, says, todo.replace('\n', "; "))
}

/// The journals, the clock by them, and the place they lie in.
fn journals(place: &At, now: Timestamp) -> Vec<Finding> {
    let where_to = where_to(place);
    let found = match store::checkup(place) {
        Err(error) => return vec![ill("records", &error), clock(now, None, None)],
        Ok(None) => {
            let says = format!("nobody has learned here yet: {where_to}");
            return vec![finding("records", State::Note, says, ""), clock(now, None, None)];
        }
        Ok(Some(found)) => found,
    };
    let counted = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let says = format!("{}, {} in {where_to}", counted(found.learners, "learner"), counted(found.facts, "fact"));
    let records = match &found.damage {
        None => finding("records", State::Well, says, ""),
        Some(damage) => finding(
            "records",
            State::Ill,
            format!("the database is damaged: {damage}"),
            format!("copy the folder {where_to} to a safe place, then put a back-up in its place"),
        ),
    };
    let warning =
        store::Journals::open_to_read(place).ok().flatten().and_then(|journals| journals.warning()).map(|warning| warning.to_string());
    let warning = warning.map(|words| {
        let (says, todo) = words.split_once('\n').unwrap_or((words.as_str(), ""));
        finding("place", State::Note, says, todo)
    });
    std::iter::once(records).chain(warning).chain([clock(now, found.newest, found.clock)]).collect()
}

/// This computer's clock, by what is known of the time otherwise.
#[must_use]
pub fn clock(now: Timestamp, newest: Option<Timestamp>, server: Option<Timestamp>) -> Finding {
    let todo = "set the clock of this computer, or let it set itself (NTP)";
    let shown = now.strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
    if now.to_zoned_datetime(TimeZone::UTC).date() < EARLIEST {
        return finding("clock", State::Ill, format!("it shows {shown}, which cannot be"), todo);
    }
    if let Some(server) = server {
        let apart = now.as_second() - server.as_second();
        if apart.abs() > SKEW {
            let word = if apart > 0 { "ahead of" } else { "behind" };
            return finding("clock", State::Ill, format!("it is {} seconds {word} the server's", apart.abs()), todo);
        }
    }
    match newest {
        Some(newest) if newest.as_second() > now.as_second() + SKEW => {
            let says = format!("it shows {shown}, and something was kept on {} already", newest.strftime("%Y-%m-%d %H:%M UTC"));
            finding("clock", State::Ill, says, todo)
        }
        _ => finding("clock", State::Well, shown, ""),
    }
}

/// Whether records can be written where they are kept.
fn writing(place: &At, data: &Path) -> Finding {
    let At::Folder(_) = place else {
        return finding("writing", State::Note, format!("keys and hand-ins are kept in {}", data.display()), "");
    };
    // What is to be made is made in the nearest folder that is there.
    let there = data.ancestors().find(|folder| folder.exists()).unwrap_or(data);
    let there = if there.as_os_str().is_empty() { Path::new(".") } else { there };
    match probed(there) {
        Ok(()) if there == data => finding("writing", State::Well, "the folder can be written to", ""),
        Ok(()) => finding("writing", State::Note, "the folder is made with the first fact", ""),
        Err(because) => finding(
            "writing",
            State::Ill,
            format!("nothing can be written in {}: {because}", there.display()),
            "make the folder yours and writable, free some space, or name another one with `--data DIR`",
        ),
    }
}

/// Writes a few pages into a folder, as the records would, and takes them out again: a disk that is full takes an empty file.
fn probed(folder: &Path) -> io::Result<()> {
    let probe = folder.join(format!(".doctor-{}", std::process::id()));
    let mut opened = File::create_new(&probe)?;
    let written = opened.write_all(&vec![0; 32768]).and_then(|()| opened.sync_all());
    drop(opened);
    let removed = fs::remove_file(&probe);
    written.and(removed)
}

/// Names the place of the records, without a password.
fn where_to(place: &At) -> String {
    match place {
        At::Folder(folder) => folder.display().to_string(),
        At::Server(address) => address.to_string(),
    }
}

fn keys(data: &Path, place: &At, signed: Option<KeyId>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if data.join(key_file::DEVICE).exists() {
        findings.push(match key_file::device(data) {
            Ok(_) => finding("device key", State::Well, "there, and yours alone", ""),
            Err(bad) => ill("device key", &bad),
        });
    }
    if data.join(key_file::DEPARTMENT).exists() {
        // The passphrase is not asked for: that it is protected is all there is to see.
        findings.push(match key_file::department(data, || None) {
            Ok(_) => finding("dept. key", State::Well, "there, and yours alone", "keep a copy of it in a safe place"),
            Err(BadKey::Locked { because: crate::record::seal::Locked::NeedsPassphrase, .. }) => {
                finding("dept. key", State::Well, "there, protected by a passphrase", "keep a copy of it in a safe place")
            }
            Err(bad) => ill("dept. key", &bad),
        });
    } else if let Some(key) = signed {
        // Who shares a server's records need not be the one who signs.
        let state = if matches!(place, At::Folder(_)) { State::Ill } else { State::Note };
        let says = format!("the key that signed here, {key}, is not in {}", data.display());
        let todo = format!(
            "put {} back from its copy; `bedside keys create --another` makes another one, which is to be pinned too",
            key_file::DEPARTMENT
        );
        findings.push(finding("dept. key", state, says, todo));
    }
    if findings.is_empty() {
        findings.push(finding("keys", State::Note, "none yet; the first hand-in makes this computer's", ""));
    }
    findings
}

/// What is on its way to a learning record store.
fn queue(data: &Path, now: Timestamp) -> Finding {
    let look = || -> Result<Option<Queue>, store::Error> {
        let Some(outbox) = Outbox::open_if_there(data)? else { return Ok(None) };
        let mut all = Queue::default();
        for to in outbox.destinations()? {
            let one = outbox.stand(&to)?;
            all.waiting += one.waiting;
            all.sent += one.sent;
            all.aside += one.aside;
            all.oldest = match (all.oldest, one.oldest) {
                (Some(first), Some(second)) => Some(first.min(second)),
                (first, second) => first.or(second),
            };
        }
        Ok(Some(all))
    };
    let Queue { waiting, oldest, sent, aside } = match look() {
        Err(error) => return ill("queue", &error),
        Ok(None) => return finding("queue", State::Well, "nothing is sent anywhere", ""),
        Ok(Some(queue)) => queue,
    };
    let says = format!("{sent} statements sent, {waiting} waiting, {aside} set aside");
    let is_old = oldest.is_some_and(|oldest| now.as_second() - oldest.as_second() > OLD);
    match (is_old, aside) {
        (true, _) => finding(
            "queue",
            State::Ill,
            says,
            "see with `bedside send` why the store does not take them; where `--queue` shows a wrong address, `--forget URL` lets go of what waits for it",
        ),
        (false, 0) => finding("queue", State::Well, says, ""),
        (false, _) => finding("queue", State::Ill, says, "`bedside send --queue` says what the store said; `--retry` sends them once more"),
    }
}

/// Whom the department believes, where that cannot be read: nothing that needs it can be collected or verified.
fn issuers(data: &Path, setup: &Setup) -> Option<Finding> {
    let file = data.join(ISSUERS);
    // A link that leads nowhere is one that cannot be read, too.
    fs::symlink_metadata(&file).ok()?;
    trust(Some(&file), setup).err().map(|failure| ill("issuers", &failure))
}

fn course(setup: &Setup) -> Finding {
    match setup.read_course() {
        Ok(course) => {
            let (title, steps) = (&course.title, course.lessons.len() + course.quizzes.len());
            let word = if steps == 1 { "step" } else { "steps" };
            finding("course", State::Well, format!("\"{title}\", version {}, {steps} {word}", course.version), "")
        }
        Err(failure) => ill("course", &failure),
    }
}
