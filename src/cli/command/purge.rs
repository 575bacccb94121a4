//! `bedside purge`: takes out what need not be kept any longer, and nothing earlier; holds records back; erases a person on request.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::cli::{Answer, Failure, Person, Setup, asking, matches};
use crate::clock::{Clock as _, SystemClock};
use crate::journey::{CertificateId, LearnerId};
use crate::prose::safe;
use crate::record::Records;
use crate::record::records::{Act, Wanted};
use crate::record::retention::{YEARS, may_go};
use crate::record::roster::likeness;

use super::{Command, counted};

pub(super) const COMMAND: Command = Command {
    name: "purge",
    person: Person::Department,
    about: "take out records whose time to be kept is over, or a person who asked to be erased",
    example: "bedside purge --dry-run\n  bedside purge --erase 0071 --reason \"request of 2026-11-20\"\n  bedside purge --hold 0071 --reason \"case 12\"",
    arguments,
    run: from_arguments,
};

/// How many records go in one transaction.
const CHUNK: usize = 1000;

fn arguments() -> Vec<Arg> {
    let staff = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("STAFF-ID")
            .help(help)
            .conflicts_with_all(["erase", "hold", "release"].into_iter().filter(|other| *other != name).collect::<Vec<_>>())
    };
    vec![
        Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help("say what would go, and take nothing out"),
        Arg::new("years")
            .long("years")
            .value_name("N")
            .value_parser(clap::value_parser!(u32))
            .default_value("6")
            .help("keep for this many years, 6 at least, from completion or from the last valid day"),
        staff("erase", "take out everything that tells of this person, whatever its age; a learner's id does as well"),
        staff("hold", "hold this person's records back from every purge, those that come later too"),
        staff("release", "no longer hold this person's records back"),
        Arg::new("reason").long("reason").value_name("WORDS").help("why, for the audit log; name nobody here"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let text = |name: &str| arguments.get_one::<String>(name).map(String::as_str);
    let years = arguments.get_one::<u32>("years").copied().unwrap_or(YEARS);
    let is_dry = arguments.get_flag("dry-run");
    // What is taken out is gone: nobody does that on a day that is still to come.
    if let Some(ahead) = setup.today.filter(|day| !is_dry && *day > SystemClock::default().today()) {
        let told = format!("{ahead} is still to come; to see what would go on that day, add `--dry-run`");
        return Err(Failure::Usage { told });
    }
    let asked = Asked {
        today: setup.clock().today(),
        now: setup.clock().now(),
        data: setup.data()?,
        dry: is_dry,
        reason: text("reason").unwrap_or_default().to_owned(),
    };
    let Some(mut records) = asking::department_if_there(setup)? else {
        writeln!(io::stderr(), "there are no records here")?;
        return Ok(Answer::Done);
    };
    let mut out = io::stdout().lock();
    match (text("erase"), text("hold"), text("release")) {
        (Some(staff), _, _) => erase(&mut *records, staff, &asked, &mut out),
        (_, Some(staff), _) => hold(&mut *records, staff, true, &asked, &mut out),
        (_, _, Some(staff)) => hold(&mut *records, staff, false, &asked, &mut out),
        _ => run(&mut *records, years, &asked, &mut out),
    }
}

/// What the command was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The day.
    pub today: Date,
    /// The moment.
    pub now: Timestamp,
    /// The folder where it stands who is who on the roster.
    pub data: PathBuf,
    /// Whether nothing is to be taken out.
    pub dry: bool,
    /// Why.
    pub reason: String,
}

impl Asked {
    fn act(&self, what: &str, to: String) -> Act {
        Act { at: self.now, who: super::who(), what: what.to_owned(), to, why: self.reason.clone() }
    }

    /// Whoever erases or holds says whom, and why.
    fn must_say_whose(&self, whose: &str) -> Result<(), Failure> {
        super::must_say_why("reason", &self.reason)?;
        if whose.trim().is_empty() {
            return Err(Failure::Usage { told: "say whom you mean: a staff id, or the id of a learner".to_owned() });
        }
        Ok(())
    }
}

/// Takes out the records whose time is over.
///
/// # Errors
/// Fewer years than the law asks for, and records that cannot be read or changed.
pub fn run(records: &mut dyn Records, years: u32, asked: &Asked, out: &mut dyn Write) -> Result<Answer, Failure> {
    if years < YEARS {
        return Err(Failure::Usage {
            told: format!(
                "records are kept for {YEARS} years from completion or from their last valid day (45 CFR 164.530(j)); {years} is too few, \
                 nothing was taken out"
            ),
        });
    }
    let (mut due, mut kept, mut held) = (Vec::new(), 0_u64, 0_u64);
    records.each(&Wanted::default(), &mut |record| {
        if may_go(&record, years, asked.today) {
            due.push(record.completion.record_id);
        } else {
            kept += 1;
            held += u64::from(record.held);
        }
        ControlFlow::Continue(())
    })?;
    let gone = if asked.dry { due.len() } else { take_out(records, &due, asked, "purge")? };
    let verb = if asked.dry { "would go" } else { "taken out" };
    writeln!(out, "{gone} {verb}, {kept} kept, {held} of these held back")?;
    Ok(Answer::Done)
}

fn take_out(records: &mut dyn Records, due: &[CertificateId], asked: &Asked, what: &str) -> Result<usize, Failure> {
    let mut all = 0;
    for chunk in due.chunks(CHUNK) {
        let gone = records.erase(chunk, asked.now)?;
        if gone > 0 {
            // At once: whatever stops the next one, this one is in the log.
            records.note(&asked.act(what, counted(gone as u64, "record", "records")))?;
        }
        all += gone;
    }
    Ok(all)
}

/// Everything that is kept of one person.
#[derive(Default)]
struct Known {
    records: Vec<CertificateId>,
    learners: Vec<LearnerId>,
    /// The staff id as it was typed where tokens were given out.
    spelled: Vec<String>,
    held: bool,
    /// The same learners' records under other staff ids, which may be another person's who learned on the same account.
    elsewhere: BTreeSet<String>,
}

/// Finds what is kept of a person, by a staff id or by the id of a learner.
fn known(records: &dyn Records, whose: &str) -> Result<Known, Failure> {
    let marks = records.marks()?;
    let mut known = Known { held: marks.holds(LearnerId(Uuid::nil()), whose), ..Known::default() };
    let wanted = whose.trim();
    let learner = Uuid::parse_str(wanted).ok().map(LearnerId);
    let is_this = |staff_id: &str| !wanted.is_empty() && staff_id.trim().eq_ignore_ascii_case(wanted);
    records.each(&Wanted::default(), &mut |record| {
        let completion = &record.completion;
        if is_this(&completion.staff_id) || learner == Some(completion.learner_id) {
            known.records.push(completion.record_id);
            known.learners.push(completion.learner_id);
            known.held |= record.held;
        }
        ControlFlow::Continue(())
    })?;
    for one in records.enrolled()? {
        if is_this(&one.staff_id) || learner == Some(one.learner) {
            known.learners.push(one.learner);
        }
    }
    known.held |= known.learners.iter().chain(&learner).any(|one| marks.holds(*one, ""));
    known.spelled = records.tokens()?.into_iter().map(|token| token.staff_id).filter(|staff_id| is_this(staff_id)).collect();
    known.spelled.sort_unstable();
    known.spelled.dedup();
    known.learners.sort_unstable();
    known.learners.dedup();
    for learner in known.learners.clone() {
        let wanted = Wanted { learner: Some(learner), ..Wanted::default() };
        records.each(&wanted, &mut |record| {
            let staff_id = record.completion.staff_id.trim();
            // Whoever left the staff id out once is the same learner all the same.
            if staff_id.is_empty() && !known.records.contains(&record.completion.record_id) {
                known.records.push(record.completion.record_id);
                known.held |= record.held;
            } else if !known.records.contains(&record.completion.record_id) {
                known.elsewhere.insert(staff_id.to_owned());
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(known)
}

/// Erases a person who asked for it, whatever the age of the records, unless they are held back. The proofs of others stay valid. The
/// answer is no where nobody of that staff id, or no such learner, is known, or where records are held back.
///
/// # Errors
/// No reason given, and records that cannot be read or changed.
pub fn erase(records: &mut dyn Records, whose: &str, asked: &Asked, out: &mut dyn Write) -> Result<Answer, Failure> {
    asked.must_say_whose(whose)?;
    let known = known(records, whose)?;
    if known.held {
        writeln!(out, "nothing was erased: these records are held back; release them first with `bedside purge --release`")?;
        return Ok(Answer::No);
    }
    let is_matched = matches::is_known(&asked.data, whose, &known.learners)?;
    if known.learners.is_empty() && known.spelled.is_empty() && !is_matched {
        writeln!(out, "nobody of that staff id is known here, and no such learner")?;
        return Ok(Answer::No);
    }
    let count = known.records.len();
    if asked.dry {
        writeln!(out, "{} would be erased", counted(count as u64, "record", "records"))?;
        return tell_of_others(&known, out);
    }
    take_out(records, &known.records, asked, "erase")?;
    let mut spelled = known.spelled.clone();
    let had_tokens = !spelled.is_empty();
    spelled.push(whose.to_owned());
    records.forget_person(&known.learners, &spelled)?;
    if count == 0 {
        let what = match (known.learners.is_empty(), had_tokens) {
            (false, _) => "a key and its tokens",
            (true, true) => "tokens",
            (true, false) => "a match on the roster",
        };
        records.note(&asked.act("erase", what.to_owned()))?;
    }
    matches::forget(&asked.data, whose, &known.learners)?;
    writeln!(
        out,
        "{} erased, with keys and tokens; what stays in {} place tells nothing of anybody\n\
         copies outside these records (exports, mail, back-ups, the learner's own machine) are yours to see to",
        counted(count as u64, "record", "records"),
        if count == 1 { "its" } else { "their" },
    )?;
    tell_of_others(&known, out)
}

/// Says under which other staff ids the same learners handed in: a typing error, or another person on the same account.
fn tell_of_others(known: &Known, out: &mut dyn Write) -> Result<Answer, Failure> {
    if !known.elsewhere.is_empty() {
        let others: Vec<&str> = known.elsewhere.iter().map(String::as_str).collect();
        let told = safe::line(&others.join(", ")).into_owned();
        writeln!(
            out,
            "from the same account, and left as they are: records under the staff id {told}; if that is the same person, erase them too"
        )?;
    }
    Ok(Answer::Done)
}

/// Holds a person's records back from every purge and erasure, those that come later too, or lets go of them.
///
/// # Errors
/// No reason given, and records that cannot be read or changed.
pub fn hold(records: &mut dyn Records, whose: &str, held: bool, asked: &Asked, out: &mut dyn Write) -> Result<Answer, Failure> {
    asked.must_say_whose(whose)?;
    let known = known(records, whose)?;
    let plain = likeness::staff_id(whose).unwrap_or_default();
    let learners: Vec<LearnerId> = Uuid::parse_str(&plain).ok().map(LearnerId).into_iter().chain(known.learners).collect();
    let changed = if held { records.hold(&learners, &plain)? } else { records.release(&learners, &plain)? };
    if !changed {
        let is = if held { "is held back already" } else { "is held back" };
        writeln!(out, "nothing to do: {} of that person {is}", if held { "everything" } else { "nothing" })?;
        return Ok(Answer::No);
    }
    let told = counted(known.records.len() as u64, "record", "records");
    records.note(&asked.act(if held { "hold" } else { "release" }, told.clone()))?;
    let is = if known.records.len() == 1 { "is" } else { "are" };
    let what = if held { "held back from now on, and so is whatever comes of that person later" } else { "no longer held back" };
    writeln!(out, "{told} {is} {what}")?;
    Ok(Answer::Done)
}
