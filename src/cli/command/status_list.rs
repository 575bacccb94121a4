//! `bedside status-list`: the signed list of which certificates were revoked. `before` is what is in its place, `addresses` where certificates say
//! that it is.

mod addresses;
mod before;

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};
use jiff::{SignedDuration, Timestamp};

use crate::cli::department::Department;
use crate::cli::{Answer, Failure, Person, Setup, asking, key_file, passphrase, signed_here, whole_file};
use crate::prose::safe;
use crate::record::Records;
use crate::record::credential::{NotIssued, StatusList, list};
use crate::record::seal::Key;

use super::Command;
use before::Before;

pub(super) use addresses::{addresses, elsewhere};

pub(super) const COMMAND: Command = Command {
    name: "status-list",
    person: Person::Department,
    about: "write the signed list of revoked certificates, to publish or to mail",
    example: "bedside status-list -o status.json --days 31",
    arguments,
    run: from_arguments,
};

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("output")
            .long("output")
            .short('o')
            .value_name("FILE")
            .required(true)
            .value_parser(clap::value_parser!(PathBuf))
            .help("write it into this file, all or nothing"),
        Arg::new("days")
            .long("days")
            .value_name("N")
            .default_value("31")
            .value_parser(clap::value_parser!(u16).range(1..=3660))
            .help("for how many days it counts; publish a new one before"),
        Arg::new("for")
            .long("for")
            .value_name("URL")
            .help("sign it for an earlier address that certificates name, not for the one in department.toml"),
        Arg::new("replace")
            .long("replace")
            .action(ArgAction::SetTrue)
            .help("replace what is in FILE also where certificates that it revokes would count again, or it is no list of ours"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let data = setup.data()?;
    let Some(key) = key_file::department(&data, passphrase::asked)? else {
        return Err(signed_here::no_key(setup)?);
    };
    let department = Department::read(&data)?;
    let earlier = arguments.get_one::<String>("for");
    let address = department.as_ref().and_then(|department| earlier.or(department.status_list.as_ref())).cloned();
    let Some((department, address)) = department.zip(address) else {
        let told = "name the list first: write `status_list = \"https://…\"` into department.toml, in the folder of the records".to_owned();
        return Err(Failure::Usage { told });
    };
    let days = i64::from(arguments.get_one::<u16>("days").copied().unwrap_or(31));
    asking::by_that_day(setup);
    let Some(records) = asking::department_or_word(setup)? else { return Ok(Answer::No) };
    // Other records than those that certificates were issued from would clear whatever was revoked.
    if !has_issued(&*records)? {
        writeln!(
            io::stderr(),
            "no certificate was issued from these records, so nothing was signed; `bedside issue` issues them, `--data DIR` names other records"
        )?;
        return Ok(Answer::No);
    }
    let named = addresses(&*records)?;
    if earlier.is_some_and(|earlier| !named.contains_key(earlier)) {
        let known: Vec<_> = named.keys().map(|address| safe::line(address)).collect();
        let known = if known.is_empty() { "none names any".to_owned() } else { format!("they name {}", known.join(", ")) };
        let told = format!("no certificate names {} for what is revoked; {known}", safe::line(&address));
        return Err(Failure::Usage { told });
    }
    let text = text(&*records, &key, &department, &address, setup.clock().now(), days)?;
    let Some(file) = super::output(arguments) else {
        io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(Answer::Done);
    };
    let new = StatusList::read(text.as_bytes()).map_err(|_| Failure::NotIssued { because: NotIssued::Form })?;
    let shown = safe::line(&file.display().to_string()).into_owned();
    let before = Before::of(file, &address, key.id(), &*records)?;
    let takes_back = before.map(|before| before.says(&shown, &new, &*records)).transpose()?.flatten();
    if let Some(told) = takes_back {
        let is_meant = arguments.get_flag("replace");
        let then = if is_meant { "it is replaced all the same" } else { REFUSED };
        writeln!(io::stderr(), "{told}\n{then}")?;
        if !is_meant {
            return Ok(Answer::No);
        }
    }
    whole_file::write(file, |out| Ok(out.write_all(text.as_bytes())?))?;
    writeln!(io::stderr(), "the status list is in {shown}; it counts for {days} days")?;
    // Whoever signs for an earlier address knows of it.
    if let Some((says, todo)) = elsewhere(&named, Some(&address)).filter(|_| earlier.is_none()) {
        writeln!(io::stderr(), "{says}\n{todo}")?;
    }
    Ok(Answer::Done)
}

const REFUSED: &str = "nothing was written; where that is meant all the same, add `--replace`";

fn has_issued(records: &dyn Records) -> Result<bool, Failure> {
    let mut has_issued = false;
    records.each_issued(&mut |_| {
        has_issued = true;
        ControlFlow::Break(())
    })?;
    Ok(has_issued)
}

/// Returns the signed list of what was revoked until now, which counts for so many days.
///
/// # Errors
/// Records that cannot be read, and a list that cannot be signed.
pub fn text(
    records: &dyn Records,
    key: &Key,
    department: &Department,
    address: &str,
    now: Timestamp,
    days: i64,
) -> Result<String, Failure> {
    let (mut revoked, mut last) = (Vec::new(), 0);
    records.each_issued(&mut |issued| {
        last = last.max(issued.status);
        if issued.revoked.is_some() {
            revoked.push(issued.status);
        }
        ControlFlow::Continue(())
    })?;
    let until = now.saturating_add(SignedDuration::from_hours(24 * days)).ok();
    list(&department.issuer(key), address, &revoked, last, now, until).map_err(|because| Failure::NotIssued { because })
}
