//! `bedside audit`: what was done to the department's records, and whether anything was changed behind its back.

mod found;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;

use clap::{Arg, ArgAction, ArgMatches};

use crate::cli::{Answer, Failure, Person, Setup, asking};
use crate::prose::safe;
use crate::record::audit::{Broken, Chain};
use crate::record::certified;
use crate::record::merkle::leaf;
use crate::record::proven::{Logged, otherwise};
use crate::record::records::{KeptBatch, Noted, Wanted};
use crate::record::{NotStored, Records};
use crate::source::Digest;

use super::Command;
use found::Found;

pub(super) const COMMAND: Command = Command {
    name: "audit",
    person: Person::Department,
    about: "list what was done to the records, and check that nothing was changed behind your back",
    example: "bedside audit",
    arguments,
    run: from_arguments,
};

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("json").long("json").action(ArgAction::SetTrue).help("tell as one JSON object a line"),
        Arg::new("quick")
            .long("quick")
            .action(ArgAction::SetTrue)
            .help("check signed batches alone, and not what the columns of each record say"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let Some(records) = asking::department_if_there(setup)? else {
        writeln!(
            io::stderr(),
            "there are no records here, so there is nothing to check; `bedside collect` begins them, `--data DIR` names others"
        )?;
        return Ok(Answer::No);
    };
    let asked = Asked { json: arguments.get_flag("json"), quick: arguments.get_flag("quick") };
    run(&*records, asked, &mut io::stdout().lock())
}

/// How the records are looked at, and how that is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// As JSON, for programs.
    pub json: bool,
    /// The signed batches alone, and not what the columns of each record say.
    pub quick: bool,
}

/// Lists the acts, then says whether their chain holds, whether every countersigned batch is as it was signed, and whether the tables, which
/// reports and exports read, say what documents and log say. The answer is no where one of them does not hold.
///
/// # Errors
/// Records that cannot be read, of which all else is told first, and results that cannot be written.
pub fn run(records: &dyn Records, asked: Asked, out: &mut dyn Write) -> Result<Answer, Failure> {
    let Asked { json, quick } = asked;
    let (broken, logged) = acts(records, json, out)?;
    let look = |logged: &Logged| {
        let mut found = Found::default();
        let done = if quick { glance(records, logged, &mut found) } else { look(records, logged, &mut found) };
        match done {
            // Where rows cannot be read, that may be what stopped the look too: what was found until then is told.
            Err(because) if found.unreadable() > 0 => found.cannot_read(because),
            done => done?,
        }
        Ok::<Found, NotStored>(found)
    };
    let mut found = look(&logged)?;
    if !found.is_sound() {
        // Somebody may have collected or revoked between one look and the next: what is wrong is wrong the second time too.
        let mut logged = Logged::default();
        records.each_act(&mut |noted| {
            logged.act(&noted.act);
            ControlFlow::Continue(())
        })?;
        found = look(&logged)?;
    }
    let holds = broken.is_none() && found.is_sound();
    if json {
        writeln!(out, "{}", found.as_json(broken))?;
    } else {
        match broken {
            None => writeln!(out, "\nthe log holds: no act was changed, dropped or put in")?,
            Some(broken) => writeln!(out, "\nTHE LOG DOES NOT HOLD: {broken}")?,
        }
        found.tell(quick, out)?;
        if !holds {
            writeln!(out, "put a back-up in the place of these records, and find out who could write to them")?;
        }
    }
    found.told_unreadable().map_or(Ok(if holds { Answer::Done } else { Answer::No }), |because| Err(because.into()))
}

/// Looks whether the batches are as they were signed.
fn glance(records: &dyn Records, logged: &Logged, found: &mut Found) -> Result<(), NotStored> {
    for batch in records.batches()? {
        account(&batch, logged, found);
        match if batch.countersigned.is_some() { records.leaves(batch.batch.id) } else { Ok(Vec::new()) } {
            Ok(leaves) => found.batch(&batch, &leaves),
            Err(because) => {
                let before = found.unreadable();
                records.each_row(&of(&batch), &mut |row| {
                    row.err().into_iter().for_each(|because| found.cannot_read(because));
                    ControlFlow::Continue(())
                })?;
                // Where every row can be read, it is not the rows.
                if found.unreadable() == before {
                    return Err(because);
                }
                found.torn(&batch);
            }
        }
    }
    Ok(())
}

fn account(batch: &KeptBatch, logged: &Logged, found: &mut Found) {
    if batch.leaves > 0 && !logged.accounts_for(batch) {
        found.unaccounted(batch);
    }
}

fn of(batch: &KeptBatch) -> Wanted {
    Wanted { batch: Some(batch.batch.id), ..Wanted::default() }
}

/// Goes through the batches: the bytes of each record make its leaf, and have to say what its columns say.
fn look(records: &dyn Records, logged: &Logged, found: &mut Found) -> Result<(), NotStored> {
    // What cannot be read of a credential may keep the records from being read.
    records.each_certified(&mut |row| {
        match row {
            Ok(certified) => found.certificate(certified.issued.id, certified::otherwise(&certified, logged)),
            Err(because) => found.cannot_read(because),
        }
        ControlFlow::Continue(())
    })?;
    let marks = records.marks()?;
    found.holds(logged.holds_otherwise(&marks).map(|said| (said.to_owned(), marks.in_all())));
    for batch in records.batches()? {
        account(&batch, logged, found);
        let gone = records.absent(batch.batch.id)?.into_iter();
        let mut leaves: BTreeMap<u32, Digest> = gone.map(|(place, digest, _)| (place, digest)).collect();
        let before = found.unreadable();
        records.each_row(&of(&batch), &mut |row| {
            match row {
                Ok((record, evidence)) => {
                    let id = record.completion.record_id;
                    leaves.insert(record.leaf, leaf(evidence.salt, evidence.document.as_bytes()));
                    found.record(id, otherwise(record, &evidence, &batch, logged));
                }
                Err(because) => found.cannot_read(because),
            }
            ControlFlow::Continue(())
        })?;
        if found.unreadable() == before {
            found.batch(&batch, &leaves.into_values().collect::<Vec<_>>());
            continue;
        }
        // A column that cannot be read says nothing of the document, which is what was signed.
        match records.leaves(batch.batch.id) {
            Ok(leaves) => found.batch(&batch, &leaves),
            Err(_) => found.torn(&batch),
        }
    }
    records.each_astray(&mut |astray| {
        found.astray(astray);
        ControlFlow::Continue(())
    })
}

/// Lists the acts and follows their chain.
fn acts(records: &dyn Records, json: bool, out: &mut dyn Write) -> Result<(Option<Broken>, Logged), Failure> {
    let (mut chain, mut logged, mut broken, mut failed) = (Chain::default(), Logged::default(), None, None);
    let mut visit = |noted: Noted| {
        if broken.is_none() {
            broken = chain.follow(&noted).err();
        }
        logged.act(&noted.act);
        match tell(&noted, json, out) {
            Ok(()) => ControlFlow::Continue(()),
            Err(because) => {
                failed = Some(because);
                ControlFlow::Break(())
            }
        }
    };
    records.each_act(&mut visit)?;
    failed.map_or(Ok((broken, logged)), |because| Err(because.into()))
}

fn tell(noted: &Noted, json: bool, out: &mut dyn Write) -> io::Result<()> {
    let Noted { seq, act, link } = noted;
    if json {
        let row = serde_json::json!({ "seq": seq, "at": act.at.to_string(), "who": act.who, "what": act.what, "to": act.to,
            "why": act.why, "link": link.to_string() });
        return writeln!(out, "{}", safe::json(&row.to_string()));
    }
    let why = if act.why.is_empty() { String::new() } else { format!(" ({})", safe::line(&act.why)) };
    let at = act.at.strftime("%Y-%m-%d %H:%M");
    writeln!(out, "{seq:>5}  {at}  {}  {}: {}{why}", safe::line(&act.who), safe::line(&act.what), safe::line(&act.to))
}
