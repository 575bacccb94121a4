//! `bedside audit`: what was done to the department's records, and whether anything was changed behind its back.

use std::io::{self, Write};
use std::ops::ControlFlow;

use clap::{Arg, ArgAction, ArgMatches};

use crate::cli::{Answer, Failure, Person, Setup, asking};
use crate::prose::safe;
use crate::record::Records;
use crate::record::audit::{Broken, Chain};
use crate::record::countersign::holds;
use crate::record::records::Noted;

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
    vec![Arg::new("json").long("json").action(ArgAction::SetTrue).help("tell as one JSON object a line")]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let Some(records) = asking::department_if_there(setup)? else {
        writeln!(io::stderr(), "there are no records here yet; `bedside collect` begins them")?;
        return Ok(Answer::Done);
    };
    run(&*records, arguments.get_flag("json"), &mut io::stdout().lock())
}

/// Lists the acts, then says whether their chain holds and whether every countersigned batch is as it was signed. The answer is no
/// where one of them does not hold.
///
/// # Errors
/// Records that cannot be read, and results that cannot be written.
pub fn run(records: &dyn Records, json: bool, out: &mut dyn Write) -> Result<Answer, Failure> {
    let broken = acts(records, json, out)?;
    let (mut signed, mut unsigned, mut changed) = (0_u64, 0_u64, Vec::new());
    for batch in records.batches()? {
        if batch.countersigned.is_none() {
            unsigned += u64::from(batch.leaves > 0);
        } else if holds(&batch, &records.leaves(batch.batch.id)?) {
            signed += 1;
        } else {
            changed.push(batch.batch.id);
        }
    }
    if json {
        let changed: Vec<String> = changed.iter().map(ToString::to_string).collect();
        let sum = serde_json::json!({ "chain": broken.is_none(), "broken_at": broken.map(|broken| broken.seq), "batches_hold": signed,
            "batches_unsigned": unsigned, "batches_changed": changed });
        writeln!(out, "{sum}")?;
    } else {
        match broken {
            None => writeln!(out, "\nthe log holds: no act was changed, dropped or put in")?,
            Some(broken) => writeln!(out, "\nTHE LOG DOES NOT HOLD: {broken}")?,
        }
        let (hold, are) = (if signed == 1 { "batch holds" } else { "batches hold" }, if unsigned == 1 { "is" } else { "are" });
        writeln!(out, "{signed} countersigned {hold}; {unsigned} {are} not countersigned")?;
        for batch in &changed {
            writeln!(out, "BATCH {batch} IS NOT WHAT WAS SIGNED: a record in it was changed or taken out by other means")?;
        }
        if broken.is_some() || !changed.is_empty() {
            writeln!(out, "put a back-up in the place of these records, and find out who could write to them")?;
        }
    }
    Ok(if broken.is_none() && changed.is_empty() { Answer::Done } else { Answer::No })
}

/// Lists the acts and follows their chain.
fn acts(records: &dyn Records, json: bool, out: &mut dyn Write) -> Result<Option<Broken>, Failure> {
    let (mut chain, mut broken, mut failed) = (Chain::default(), None, None);
    let mut visit = |noted: Noted| {
        if broken.is_none() {
            broken = chain.follow(&noted).err();
        }
        match tell(&noted, json, out) {
            Ok(()) => ControlFlow::Continue(()),
            Err(because) => {
                failed = Some(because);
                ControlFlow::Break(())
            }
        }
    };
    records.each_act(&mut visit)?;
    failed.map_or(Ok(broken), |because| Err(because.into()))
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
