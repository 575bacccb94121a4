//! Takes out of the outbox what waits for an address that nobody will send it to: a mistyped one, or that of a store that is no more.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::cli::command::{counted, who};
use crate::cli::records::Records;
use crate::cli::{Answer, Failure, Refused, Setup};
use crate::prose::safe;
use crate::record::records::Act;
use crate::store::{Outbox, Queue};

use super::address::without_secrets;
use super::over;

/// So many addresses are named.
const NAMED: usize = 10;

/// What is done, as the log calls it.
const LET_GO: &str = "withdraw";

/// Lets go of what waits for an address or was set aside for it, and says how much that was. What is there already stays noted as being
/// there. The answer is no where nothing waits for it.
pub(super) fn run(typed: &str, setup: &Setup, out: &mut dyn Write) -> Result<Answer, Failure> {
    let typed = typed.trim().trim_end_matches('/');
    let (data, mut records) = (setup.data()?, Records::open(setup)?);
    let there = Outbox::open_if_there(&data)?;
    let known = in_records(&records)?.into_keys().chain(there.as_ref().map(Outbox::destinations).transpose()?.into_iter().flatten());
    // An earlier version kept addresses with a name and a password in them, which are shown without.
    let known: Vec<String> = known.collect();
    let whole = known.iter().find(|to| *to == typed).or_else(|| known.iter().find(|to| without_secrets(to) == typed));
    let (to, shown) = (whole.map_or(typed, String::as_str), safe::line(&without_secrets(typed)).into_owned());
    let is_in_records = in_records(&records)?.contains_key(to);
    let outbox = if is_in_records { Some(Outbox::open(&data)?) } else { there };
    let Some(mut outbox) = outbox else {
        writeln!(io::stderr(), "nothing was ever queued here, so nothing waits for {shown}")?;
        return Ok(Answer::No);
    };
    over(setup, to, &mut records, &mut outbox)?;
    let Queue { waiting, aside, sent, .. } = outbox.stand(to)?;
    if waiting + aside == 0 {
        writeln!(io::stderr(), "nothing waits for {shown}, so nothing was let go of\n{}", others(&outbox, &in_records(&records)?)?)?;
        return Ok(Answer::No);
    }
    let count = counted(waiting + aside, "statement", "statements");
    // The log first: whatever stops it here, the same once more finds them, and does both.
    if let Some(department) = records.department_mut() {
        let (what, to) = (LET_GO.to_owned(), format!("{count} that waited for {}", without_secrets(to)));
        department.note(&Act { at: setup.clock().now(), who: who(), what, to, why: String::new() }).map_err(Refused::from)?;
    }
    outbox.let_go(to)?;
    outbox.forget_rights()?;
    writeln!(out, "{count} let go of that waited for {shown}")?;
    if sent > 0 {
        writeln!(out, "{} there already, and stay there", counted(sent, "is", "are"))?;
    }
    writeln!(out, "the records are as they were: whoever names that address again with `--to` has them queued anew")?;
    Ok(Answer::Done)
}

/// Says for which addresses something waits.
fn others(outbox: &Outbox, in_records: &BTreeMap<String, u64>) -> Result<String, Failure> {
    let waited_for = waited_for(outbox, in_records)?;
    if waited_for.is_empty() {
        return Ok("nothing waits for any other address either".to_owned());
    }
    let more = if waited_for.len() > NAMED { format!("\n  and {} more", waited_for.len() - NAMED) } else { String::new() };
    let told = |(to, count): &(String, u64)| format!("\n  {}: {count}", safe::line(&without_secrets(to)));
    Ok(format!("statements wait for{}{more}", waited_for.iter().take(NAMED).map(told).collect::<String>()))
}

/// Returns the addresses for which something waits or was set aside, in the outbox or still in the records, each with how much.
pub(super) fn waited_for(outbox: &Outbox, in_records: &BTreeMap<String, u64>) -> Result<Vec<(String, u64)>, Failure> {
    let mut found = in_records.clone();
    for to in outbox.destinations()? {
        let Queue { waiting, aside, .. } = outbox.stand(&to)?;
        if waiting + aside > 0 {
            *found.entry(to).or_default() += waiting + aside;
        }
    }
    Ok(found.into_iter().collect())
}

/// Returns how much was put down with a department's records and waits there for each address.
pub(super) fn in_records(records: &Records) -> Result<BTreeMap<String, u64>, Failure> {
    let Some(department) = records.department() else { return Ok(BTreeMap::new()) };
    Ok(department.waited_for().map_err(Refused::from)?.into_iter().collect())
}
