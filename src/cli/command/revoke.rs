//! `bedside revoke`: takes back the credentials that were issued for a record, or the record where none was.

use std::io::{self, Write};
use std::ops::ControlFlow;

use clap::{Arg, ArgAction, ArgMatches};
use jiff::Timestamp;
use uuid::Uuid;

use crate::cli::{Answer, Failure, Person, Setup, asking, named_record};
use crate::journey::CertificateId;
use crate::prose::safe;
use crate::record::proven::{REINSTATE, REVOKE, named};
use crate::record::records::{Act, Deed, Issued, Wanted};
use crate::record::taken_back::TakenBack;
use crate::record::{Completion, Records};

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "revoke",
    person: Person::Department,
    about: "take back a certificate that was issued, or a record that has none",
    example: "bedside revoke 01936f3e-7c1a-7b52-9d0e-3c5a8b1f2e47 --reason \"issued by mistake\"",
    arguments,
    run: from_arguments,
};

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("id")
            .value_name("ID")
            .required(true)
            .help("the id of the certificate, of the credential, or of the record; the name of a certificate's file does as well"),
        Arg::new("undo").long("undo").action(ArgAction::SetTrue).help("let a record count again that was revoked without a certificate"),
        Arg::new("reason").long("reason").value_name("WORDS").required(true).help("why; the audit log keeps it, so name nobody there"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let id = id_of(arguments.get_one::<String>("id").map_or("", String::as_str))?;
    let reason = arguments.get_one::<String>("reason").cloned().unwrap_or_default();
    let Some(mut records) = asking::department_if_there(setup)? else {
        writeln!(io::stderr(), "there are no records here")?;
        return Ok(Answer::No);
    };
    asking::by_that_day(setup);
    let act = if arguments.get_flag("undo") { undo } else { run };
    act(&mut *records, id, &reason, setup.clock().now(), &mut io::stdout().lock())
}

fn id_of(typed: &str) -> Result<Uuid, Failure> {
    named_record::id_of(typed).ok_or_else(|| {
        let told =
            format!("`{}` is no id of a certificate, which looks like 01936f3e-7c1a-7b52-9d0e-3c5a8b1f2e47\n{WHERE}", safe::line(typed));
        Failure::Usage { told }
    })
}

/// Where ids stand.
const WHERE: &str =
    "it stands on the certificate, in the name of its file, and as `record_id` in what `bedside export --format csv` writes";

/// Revokes every credential of a record, or the record itself where none was issued: it no longer counts. The answer is no where there is no
/// such record, or where it is revoked already.
///
/// # Errors
/// No reason given, and records that cannot be read or changed.
pub fn run(records: &mut dyn Records, id: Uuid, reason: &str, now: Timestamp, out: &mut dyn Write) -> Result<Answer, Failure> {
    super::must_say_why("reason", reason)?;
    let found = Found::of(records, id)?;
    if let Some(why_not) = found.not_to_revoke() {
        writeln!(out, "nothing was revoked: {why_not}")?;
        return Ok(Answer::No);
    }
    let (what, to) = (REVOKE.to_owned(), named(found.record));
    let act = Act { at: now, who: super::who(), what, to, why: reason.to_owned() };
    records.does(&Deed::Revoke { record: found.record, at: now, why: reason.to_owned() }, Some(&act))?;
    let what = if found.kept.is_some() {
        "revoked: the completion no longer counts in reports, and exports say so"
    } else {
        "revoked: the certificate alone, for its record was erased before"
    };
    writeln!(out, "{what}")?;
    let then = if found.issued.is_empty() {
        "no certificate was issued for it here; `bedside revoke --undo` lets it count again"
    } else if found.issued.iter().any(may_name_a_list) {
        "those who check the certificate hear of it once you publish a new status list"
    } else {
        "the certificate names no status list, so nobody who checks it hears of it: tell those who rely on it\n\
         certificates that are signed once `department.toml` has a line `status_list` name one"
    };
    writeln!(out, "{then}")?;
    Ok(Answer::Done)
}

/// Lets a record count again that was revoked without a certificate. The answer is no where there is none such: a certificate that was
/// taken back stays so, for others may have been told.
///
/// # Errors
/// No reason given, and records that cannot be read or changed.
pub fn undo(records: &mut dyn Records, id: Uuid, reason: &str, now: Timestamp, out: &mut dyn Write) -> Result<Answer, Failure> {
    super::must_say_why("reason", reason)?;
    let found = Found::of(records, id)?;
    let erased = found.kept.is_none() && TakenBack::read(records)?.of(found.record).is_some();
    let why_not = match (&found.kept, found.issued.is_empty()) {
        (None, _) if !erased => Some(format!("there is no record of that id here\n{WHERE}")),
        (None, true) => None,
        (_, false) => Some("a certificate was issued for that record, and others may have heard of its revocation".to_owned()),
        (Some(kept), true) => kept.revoked_at.is_none().then(|| "that record was not revoked".to_owned()),
    };
    if let Some(why_not) = why_not {
        writeln!(out, "nothing was undone: {why_not}")?;
        return Ok(Answer::No);
    }
    let (what, to) = (REINSTATE.to_owned(), named(found.record));
    let act = Act { at: now, who: super::who(), what, to, why: reason.to_owned() };
    records.does(&Deed::Reinstate { record: found.record }, Some(&act))?;
    let what = if erased {
        // A batch leaves the place of what was erased empty, as the other department was told.
        "the record was erased; it is taken, and counts, once it is collected again from the learner's own file, or the table it stood in"
    } else {
        "the completion counts again"
    };
    writeln!(out, "{what}")?;
    Ok(Answer::Done)
}

/// Whether a certificate says where its revocation is told. Of somebody who was erased nobody knows any more.
fn may_name_a_list(issued: &Issued) -> bool {
    issued.document.is_empty() || issued.document.contains("\"statusListCredential\"")
}

/// What an id names.
struct Found {
    record: CertificateId,
    /// What was issued for the record.
    issued: Vec<Issued>,
    /// The record itself, where it is here.
    kept: Option<Completion>,
}

impl Found {
    fn of(records: &dyn Records, id: Uuid) -> Result<Self, Failure> {
        let mut found = Self { record: CertificateId(id), issued: Vec::new(), kept: None };
        let mut erased = Vec::new();
        records.each_issued(&mut |issued| {
            if issued.id == id {
                // The credential of an erased record goes by its own id alone. The same hand-in may have come again since.
                if issued.record.0.is_nil() { erased.push(issued) } else { found.record = issued.record }
            }
            ControlFlow::Continue(())
        })?;
        let record = found.record;
        // The credentials of all who were erased are nobody's.
        if !record.0.is_nil() {
            found.issued = records.issued_for(record)?;
            found.issued.append(&mut erased);
            records.each(&Wanted { record: Some(record), ..Wanted::default() }, &mut |record| {
                found.kept = Some(record.completion);
                ControlFlow::Break(())
            })?;
        }
        Ok(found)
    }

    /// Says why there is nothing to revoke, where that is so.
    fn not_to_revoke(&self) -> Option<String> {
        let already = |at: Timestamp| format!("it is revoked already, since {}", at.strftime("%Y-%m-%d"));
        match (&self.kept, self.issued.iter().find_map(|issued| issued.revoked.as_ref())) {
            _ if self.issued.iter().any(|issued| issued.revoked.is_none()) => None,
            // What was issued before an erasure says nothing of the record that came since.
            (Some(kept), _) => kept.revoked_at.map(already),
            (None, Some((at, _))) => Some(already(*at)),
            (None, None) => Some(format!("there is no certificate of that id here\n{WHERE}")),
        }
    }
}
