//! `bedside audit`: what was done to the department's records, and whether anything was changed behind its back.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::ControlFlow;

use clap::{Arg, ArgAction, ArgMatches};

use crate::cli::{Answer, Failure, Person, Setup, asking};
use crate::id::CourseId;
use crate::journey::{CertificateId, LearnerId};
use crate::prose::safe;
use crate::record::Records;
use crate::record::audit::{Broken, Chain};
use crate::record::countersign::holds;
use crate::record::merkle::leaf;
use crate::record::proven::{Revoked, otherwise};
use crate::record::records::{BatchId, KeptBatch, Noted, Wanted};
use crate::source::Digest;

use super::Command;

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

/// So many records that say otherwise than their documents are named; after that, their number.
const NAMED: usize = 20;

/// What a look at batches and records found.
#[derive(Debug, Default)]
struct Found {
    /// Countersigned batches that are as they were signed.
    signed: u64,
    /// Batches that nobody has signed for.
    unsigned: u64,
    /// Batches that are not as they were signed.
    changed: Vec<BatchId>,
    /// Records that say what their documents say.
    hold: u64,
    /// Records that do not, each with the columns.
    odd: Vec<(CertificateId, BTreeSet<&'static str>)>,
    /// Learners of whom it is said otherwise than by their records what they hold.
    astray: BTreeSet<(LearnerId, CourseId)>,
}

impl Found {
    /// Takes in a batch with its leaves.
    fn batch(&mut self, batch: &KeptBatch, leaves: &[Digest]) {
        if batch.countersigned.is_none() {
            self.unsigned += u64::from(batch.leaves > 0);
        } else if holds(batch, leaves) {
            self.signed += 1;
        } else {
            self.changed.push(batch.batch.id);
        }
    }

    fn is_sound(&self) -> bool {
        self.changed.is_empty() && self.odd.is_empty() && self.astray.is_empty()
    }
}

/// Lists the acts, then says whether their chain holds, whether every countersigned batch is as it was signed, and whether the tables, which
/// reports and exports read, say what documents and log say. The answer is no where one of them does not hold.
///
/// # Errors
/// Records that cannot be read, and results that cannot be written.
pub fn run(records: &dyn Records, asked: Asked, out: &mut dyn Write) -> Result<Answer, Failure> {
    let Asked { json, quick } = asked;
    let (broken, revoked) = acts(records, json, out)?;
    let look = |revoked: &Revoked| if quick { glance(records) } else { look(records, revoked) };
    let mut found = look(&revoked)?;
    if !found.is_sound() {
        // Somebody may have collected or revoked between one look and the next: what is wrong is wrong the second time too.
        let mut revoked = Revoked::default();
        records.each_act(&mut |noted| {
            revoked.act(&noted.act);
            ControlFlow::Continue(())
        })?;
        found = look(&revoked)?;
    }
    let holds = broken.is_none() && found.is_sound();
    if json {
        let changed: Vec<String> = found.changed.iter().map(ToString::to_string).collect();
        let odd = found.odd.iter().map(|(record, columns)| serde_json::json!({ "record": record, "columns": columns }));
        let astray = found.astray.iter().map(|(learner, course)| serde_json::json!({ "learner": learner, "course": course }));
        let sum = serde_json::json!({ "chain": broken.is_none(), "broken_at": broken.map(|broken| broken.seq),
            "batches_hold": found.signed, "batches_unsigned": found.unsigned, "batches_changed": changed, "records_hold": found.hold,
            "records_changed": odd.collect::<Vec<_>>(), "holders_changed": astray.collect::<Vec<_>>() });
        writeln!(out, "{sum}")?;
    } else {
        match broken {
            None => writeln!(out, "\nthe log holds: no act was changed, dropped or put in")?,
            Some(broken) => writeln!(out, "\nTHE LOG DOES NOT HOLD: {broken}")?,
        }
        tell_found(&found, quick, out)?;
        if !holds {
            writeln!(out, "put a back-up in the place of these records, and find out who could write to them")?;
        }
    }
    Ok(if holds { Answer::Done } else { Answer::No })
}

fn tell_found(found: &Found, quick: bool, out: &mut dyn Write) -> io::Result<()> {
    let Found { signed, unsigned, hold, .. } = found;
    let (batches, are) = (if *signed == 1 { "batch holds" } else { "batches hold" }, if *unsigned == 1 { "is" } else { "are" });
    writeln!(out, "{signed} countersigned {batches}; {unsigned} {are} not countersigned")?;
    if quick {
        writeln!(out, "what the columns of each record say was not looked at; without `--quick` it is")?;
    }
    let say = if *hold == 1 { "record says what its document says" } else { "records say what their documents say" };
    if !quick {
        writeln!(out, "{hold} {say}")?;
    }
    for batch in &found.changed {
        writeln!(out, "BATCH {batch} IS NOT WHAT WAS SIGNED: a record in it was changed or taken out by other means")?;
    }
    for (record, columns) in found.odd.iter().take(NAMED) {
        let columns: Vec<&str> = columns.iter().copied().collect();
        writeln!(out, "RECORD {} SAYS OTHERWISE THAN ITS DOCUMENT OR THE LOG: {}", record.0, columns.join(", "))?;
    }
    for (learner, course) in found.astray.iter().take(NAMED) {
        writeln!(out, "WHAT LEARNER {} HOLDS IN `{course}` IS NOT WHAT THE RECORDS SAY", learner.0)?;
    }
    for (count, what) in [(found.odd.len(), "records"), (found.astray.len(), "learners")] {
        if count > NAMED {
            writeln!(out, "and {} {what} more; `--json` names them all", count - NAMED)?;
        }
    }
    Ok(())
}

/// Looks whether the batches are as they were signed.
fn glance(records: &dyn Records) -> Result<Found, Failure> {
    let mut found = Found::default();
    for batch in records.batches()? {
        let leaves = if batch.countersigned.is_some() { records.leaves(batch.batch.id)? } else { Vec::new() };
        found.batch(&batch, &leaves);
    }
    Ok(found)
}

/// Goes through the batches: the bytes of each record make its leaf, and have to say what its columns say.
fn look(records: &dyn Records, revoked: &Revoked) -> Result<Found, Failure> {
    let mut found = Found::default();
    for batch in records.batches()? {
        let mut leaves: BTreeMap<u32, Digest> = records.erased(batch.batch.id)?.into_iter().collect();
        let wanted = Wanted { batch: Some(batch.batch.id), ..Wanted::default() };
        records.each_with_evidence(&wanted, &mut |(record, evidence)| {
            let id = record.completion.record_id;
            leaves.insert(record.leaf, leaf(evidence.salt, evidence.document.as_bytes()));
            let odd = otherwise(record, &evidence, &batch, revoked);
            if odd.is_empty() {
                found.hold += 1;
            } else {
                found.odd.push((id, odd));
            }
            ControlFlow::Continue(())
        })?;
        found.batch(&batch, &leaves.into_values().collect::<Vec<_>>());
    }
    records.each_astray(&mut |astray| {
        found.astray.insert(astray);
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Lists the acts and follows their chain.
fn acts(records: &dyn Records, json: bool, out: &mut dyn Write) -> Result<(Option<Broken>, Revoked), Failure> {
    let (mut chain, mut revoked, mut broken, mut failed) = (Chain::default(), Revoked::default(), None, None);
    let mut visit = |noted: Noted| {
        if broken.is_none() {
            broken = chain.follow(&noted).err();
        }
        revoked.act(&noted.act);
        match tell(&noted, json, out) {
            Ok(()) => ControlFlow::Continue(()),
            Err(because) => {
                failed = Some(because);
                ControlFlow::Break(())
            }
        }
    };
    records.each_act(&mut visit)?;
    failed.map_or(Ok((broken, revoked)), |because| Err(because.into()))
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
