//! `bedside revoke`: takes back the credentials that were issued for a record.

use std::io::{self, Write};
use std::ops::ControlFlow;

use clap::{Arg, ArgMatches};
use jiff::Timestamp;
use uuid::Uuid;

use crate::cli::{Answer, Failure, Person, Setup, asking};
use crate::journey::CertificateId;
use crate::record::Records;
use crate::record::proven::{REVOKE, named};
use crate::record::records::Act;

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
        Arg::new("id")
            .value_name("ID")
            .required(true)
            .value_parser(clap::value_parser!(Uuid))
            .help("the id of the certificate, or of the credential"),
        Arg::new("reason").long("reason").value_name("WORDS").required(true).help("why; the audit log keeps it, so name nobody there"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let id = arguments.get_one::<Uuid>("id").copied().unwrap_or_default();
    let reason = arguments.get_one::<String>("reason").cloned().unwrap_or_default();
    let Some(mut records) = asking::department_if_there(setup)? else {
        writeln!(io::stderr(), "there are no records here")?;
        return Ok(Answer::No);
    };
    run(&mut *records, id, &reason, setup.clock().now(), &mut io::stdout().lock())
}

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
    let is_open = !record.0.is_nil() && records.issued_for(record)?.iter().any(|issued| issued.revoked.is_none());
    if !is_open {
        writeln!(out, "no credential of that id was issued here, or it is revoked already")?;
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
