//! `bedside revoke`: takes back the credentials that were issued for a record.

use std::io::{self, Write};
use std::ops::ControlFlow;

use clap::{Arg, ArgMatches};
use jiff::Timestamp;
use uuid::Uuid;

use crate::cli::{Answer, Failure, Person, Setup, asking};
use crate::journey::CertificateId;
use crate::prose::safe;
use crate::record::proven::{REVOKE, named};
use crate::record::records::{Act, Wanted};
use crate::record::{Assurance, Records};

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "revoke",
    person: Person::Department,
    about: "take back a credential that was issued",
    example: "bedside revoke 01936f3e-7c1a-7b52-9d0e-3c5a8b1f2e47 --reason \"issued by mistake\"",
    arguments,
    run: from_arguments,
};

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("id").value_name("ID").required(true).help("the id of the certificate, or of the credential"),
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
    run(&mut *records, id, &reason, setup.clock().now(), &mut io::stdout().lock())
}

fn id_of(typed: &str) -> Result<Uuid, Failure> {
    Uuid::parse_str(typed.trim()).map_err(|_| {
        let told =
            format!("`{}` is no id of a certificate, which looks like 01936f3e-7c1a-7b52-9d0e-3c5a8b1f2e47\n{WHERE}", safe::line(typed));
        Failure::Usage { told }
    })
}

/// Where ids stand.
const WHERE: &str =
    "it stands on the certificate, in the name of its file, and as `record_id` in what `bedside export --format csv` writes";

/// Revokes every credential of a record, which no longer counts. The answer is no where there is none, or none that is not revoked already.
///
/// # Errors
/// No reason given, and records that cannot be read or changed.
pub fn run(records: &mut dyn Records, id: Uuid, reason: &str, now: Timestamp, out: &mut dyn Write) -> Result<Answer, Failure> {
    let mut record = CertificateId(id);
    records.each_issued(&mut |issued| {
        if issued.id == id {
            record = issued.record;
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    super::must_say_why("reason", reason)?;
    // The credential of an erased record is nobody's, and so are those of all who were erased.
    let issued = if record.0.is_nil() { Vec::new() } else { records.issued_for(record)? };
    if issued.iter().all(|issued| issued.revoked.is_some()) {
        let why_not = match issued.first().and_then(|issued| issued.revoked.as_ref()) {
            Some((at, _)) => format!("it is revoked already, since {}", at.strftime("%Y-%m-%d")),
            None => without_credential(records, record)?,
        };
        writeln!(out, "nothing was revoked: {why_not}")?;
        return Ok(Answer::No);
    }
    // The log first: whatever stops it here, the same once more finds the credential open, and does both.
    let (what, to) = (REVOKE.to_owned(), named(record));
    records.note(&Act { at: now, who: super::who(), what, to, why: reason.to_owned() })?;
    records.revoke(record, now, reason)?;
    writeln!(
        out,
        "revoked: the completion no longer counts in reports, and exports say so\n\
         those who check the certificate hear of it once you publish a new status list"
    )?;
    Ok(Answer::Done)
}

/// Says why there is nothing to take back for a record that has no credential, or that is none.
fn without_credential(records: &dyn Records, record: CertificateId) -> Result<String, Failure> {
    let mut found = None;
    if !record.0.is_nil() {
        records.each(&Wanted { record: Some(record), ..Wanted::default() }, &mut |record| {
            found = Some(record.completion.assurance);
            ControlFlow::Break(())
        })?;
    }
    Ok(match found {
        None => format!("there is no certificate of that id here\n{WHERE}"),
        Some(Assurance::SELF_ATTESTED) => {
            "that record is on another system's word, and no certificate was issued for it; see to it there".to_owned()
        }
        Some(_) => "no certificate was issued for that record here".to_owned(),
    })
}
