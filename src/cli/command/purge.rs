//! `bedside purge`: takes out what need not be kept any longer, and nothing earlier. `person` holds somebody's records back, and erases
//! a person on request; `holds` lists who is held back.

mod holds;
mod person;
mod refused;

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::cli::{Answer, Failure, Person, Setup, asking};
use crate::clock::{Clock as _, SystemClock};
use crate::journey::CertificateId;
use crate::prose::safe;
use crate::record::proven::PURGE;
use crate::record::records::{Act, Deed, Marks, Wanted};
use crate::record::retention::{YEARS, may_go};
use crate::record::{Completion, Records};

use super::Command;

pub use holds::{list, reach};
pub use person::{erase, hold};

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
        Arg::new("dry-run")
            .long("dry-run")
            .action(ArgAction::SetTrue)
            .conflicts_with_all(["hold", "release"])
            .help("say what would go, and take nothing out"),
        Arg::new("years")
            .long("years")
            .value_name("N")
            .value_parser(clap::value_parser!(u32).range(0..=1000))
            .default_value("6")
            .help("keep for this many years, 6 at least, from completion or from the last valid day"),
        staff("erase", "take out everything that tells of this person, whatever its age; a learner's id does as well"),
        staff("hold", "hold this person's records back from every purge, those that come later too"),
        staff("release", "no longer hold this person's records back"),
        Arg::new("holds")
            .long("holds")
            .action(ArgAction::SetTrue)
            .conflicts_with_all(["erase", "hold", "release", "dry-run", "reason"])
            .help("list whose records are held back, and take nothing out"),
        Arg::new("json").long("json").action(ArgAction::SetTrue).requires("holds").help("tell as one JSON object a line"),
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
    let Some(mut records) = asking::department_or_word(setup)? else { return Ok(Answer::No) };
    let mut out = io::stdout().lock();
    if arguments.get_flag("holds") {
        return list(&*records, arguments.get_flag("json"), &mut out);
    }
    match (text("erase"), text("hold"), text("release")) {
        (Some(staff), _, _) => erase(&mut *records, staff, &asked, &mut out),
        (_, Some(staff), _) => hold(&mut *records, staff, true, &asked, &mut out),
        (_, _, Some(staff)) => hold(&mut *records, staff, false, &asked, &mut out),
        _ => {
            if setup.today.is_none() && !is_dry {
                must_be_that_day(&*records, asked.today)?;
            }
            run(&mut *records, years, &asked, &mut out)
        }
    }
}

/// Whether it may well be that day, by the last that was done or collected here. A clock that is ahead by years would have records taken out
/// that nobody gets back.
///
/// # Errors
/// A day more than a year after anything that happened here, and records that cannot be read.
pub fn must_be_that_day(records: &dyn Records, today: Date) -> Result<(), Failure> {
    let mut last = records.batches()?.into_iter().map(|kept| kept.batch.received_at).max();
    records.each_act(&mut |noted| {
        last = last.max(Some(noted.act.at));
        ControlFlow::Continue(())
    })?;
    let Some(last) = last.map(|at| at.to_zoned_datetime(TimeZone::UTC).date()) else { return Ok(()) };
    if last.saturating_add(1.year()) >= today {
        return Ok(());
    }
    let told = format!(
        "this computer's clock shows {today}, and the last that was done here was on {last}; nothing was taken out\n\
         set the clock if it is wrong; if it is right, say so with `--today {today}`"
    );
    Err(Failure::Usage { told })
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

    /// Whoever erases or holds says whom, and why; whoever only looks at what would go needs no reason.
    fn must_say_whose(&self, whose: &str) -> Result<(), Failure> {
        if !self.dry {
            super::must_say_why("reason", &self.reason)?;
        }
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
    let mut gone = 0;
    let list = loop {
        let marks = records.marks()?;
        let list = List::of(records, years, asked, out)?;
        if asked.dry {
            gone = list.due.len();
            break list;
        }
        let (taken, is_done) = list.take_out(records, &marks, years, asked)?;
        gone += taken;
        if is_done {
            break list;
        }
    };
    let verb = if asked.dry { "would go" } else { "taken out" };
    writeln!(out, "{gone} {verb}, {} kept, {} of these held back", list.kept, list.held)?;
    Ok(Answer::Done)
}

/// Says on a line which record is meant, for somebody who knows the people.
fn named(one: &Completion) -> String {
    let words = [&one.name, &one.staff_id].map(|words| safe::line(words));
    let [name, staff_id] = words.each_ref().map(|words| if words.trim().is_empty() { "-" } else { words.trim() });
    let until = one.expires_on.map_or_else(|| "for ever".to_owned(), |day| format!("until {day}"));
    format!("{name}, {staff_id}, {}, {}, {until}, record {}", one.course_id, one.completed_on, one.record_id.0)
}

/// What may go, and how much may not.
#[derive(Default)]
struct List {
    due: Vec<CertificateId>,
    kept: u64,
    held: u64,
}

impl List {
    /// Looks at every record. Where nothing is to be taken out yet, what may go is told one by one: whoever takes it out looks at it first.
    fn of(records: &dyn Records, years: u32, asked: &Asked, out: &mut dyn Write) -> Result<Self, Failure> {
        let (mut list, mut told) = (Self::default(), Ok(()));
        records.each(&Wanted::default(), &mut |record| {
            if may_go(&record, years, asked.today) {
                list.due.push(record.completion.record_id);
                if asked.dry && told.is_ok() {
                    told = writeln!(out, "would go  {}", named(&record.completion));
                }
            } else {
                list.kept += 1;
                list.held += u64::from(record.held);
            }
            ControlFlow::Continue(())
        })?;
        told?;
        Ok(list)
    }

    /// Takes out what may go, and says how many and whether that is all: somebody else may have held records back meanwhile, and then it
    /// has to be looked at anew.
    fn take_out(&self, records: &mut dyn Records, marks: &Marks, years: u32, asked: &Asked) -> Result<(usize, bool), Failure> {
        let mut gone = 0;
        for chunk in self.due.chunks(CHUNK) {
            if !records.marks()?.holds_as(marks) {
                return Ok((gone, false));
            }
            let act = asked.act(PURGE, format!(", kept for {years} years"));
            gone += records.does(&Deed::Erase { records: chunk.to_vec(), at: act.at, whose: None }, Some(&act))?;
        }
        Ok((gone, true))
    }
}
