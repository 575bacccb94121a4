//! `bedside issue`: signs a credential for each countersigned record that has none, as countersigning does at its end, and writes them as files.

use std::collections::{BTreeSet, HashSet};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::cli::department::{self, Department};
use crate::cli::named_record::CERTIFICATE;
use crate::cli::{Answer, Failure, Person, Setup, asking, fonts, key_file, passphrase, signed_here, whole_file};
use crate::course::Course;
use crate::prose::safe;
use crate::record::credential::{Entry, Grounds, Signed, issue, place};
use crate::record::paper::{NotDrawn, Paper, draw};
use crate::record::records::{Act, BatchId, Issued, Issuing, Record, Wanted};
use crate::record::seal::Key;
use crate::record::{Assurance, Records};

use super::{Command, counted};

pub(super) const COMMAND: Command = Command {
    name: "issue",
    person: Person::Department,
    about: "sign certificates for the records that have none yet",
    example: "bedside issue --to certificates/",
    arguments,
    run: from_arguments,
};

/// So many are kept at once: all of these, or none.
const AT_ONCE: usize = 500;

/// So many whose page was not written are named at the end.
const NAMED: usize = 20;

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("to")
            .long("to")
            .value_name("DIR")
            .value_parser(clap::value_parser!(PathBuf))
            .help("also write every certificate here that is not there yet, as .json and as .pdf"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let data = setup.data()?;
    let Some(key) = key_file::department(&data, passphrase::asked)? else {
        return Err(signed_here::no_key(setup)?);
    };
    let Some(department) = Department::read(&data)? else {
        let told = format!(
            "say who the department is: write {} with a line such as `name = \"Department of Medicine\"`",
            data.join(department::FILE).display()
        );
        return Err(Failure::Usage { told });
    };
    let course = setup.read_course_as_written()?;
    asking::by_that_day(setup);
    let Some(mut records) = asking::department_or_word(setup)? else { return Ok(Answer::No) };
    let to = arguments.get_one::<PathBuf>("to").map(PathBuf::as_path);
    run(&mut *records, &By { key: &key, department: &department, course: &course }, to, setup.clock().now(), &mut io::stdout().lock())
}

/// Signs certificates for what was just countersigned by a department that has said what it is called.
pub(super) fn after_countersigning(records: &mut dyn Records, by: &By<'_>, now: Timestamp) -> Result<(), Failure> {
    run(records, by, None, now, &mut io::stderr().lock()).map(drop)
}

/// The same after collecting, which has nothing to say of certificates where there is none to sign.
pub(super) fn after_collecting(records: &mut dyn Records, by: &By<'_>, now: Timestamp) -> Result<(), Failure> {
    let count = sign_all(records, by, now)?;
    if count > 0 {
        writeln!(io::stderr(), "{} signed", counted(count as u64, "certificate", "certificates"))?;
    }
    Ok(())
}

/// Who issues, and for which course.
#[derive(Clone, Copy)]
pub struct By<'a> {
    /// The department's key.
    pub key: &'a Key,
    /// Who the department is.
    pub department: &'a Department,
    /// The course; its words stand on the pages of its own certificates.
    pub course: &'a Course,
}

impl<'a> By<'a> {
    /// The course of a record, where it is the one at hand.
    fn course_of(&self, record: &Record) -> Option<&'a Course> {
        Some(self.course).filter(|course| course.id == record.completion.course_id)
    }

    fn language(&self, record: &Record) -> &'a str {
        self.course_of(record).map_or("en", |course| course.language.as_str())
    }
}

/// Signs and keeps a credential for each countersigned record that has none. Where a folder is named, every certificate that counts
/// and is not in it yet is written there, also those that were signed when they were countersigned. The answer is no where a page of one
/// could not be made.
///
/// # Errors
/// Records that cannot be read or added to, and files that cannot be written.
pub fn run(records: &mut dyn Records, by: &By<'_>, to: Option<&Path>, now: Timestamp, out: &mut dyn Write) -> Result<Answer, Failure> {
    let count = sign_all(records, by, now)?;
    writeln!(out, "{} signed", counted(count as u64, "certificate", "certificates"))?;
    // What is written was kept before: a power cut in between leaves a file to be written again, never one that nobody knows of.
    if let Some(folder) = to {
        let (written, unmade) = write_all(records, by, (folder, now.to_zoned_datetime(TimeZone::system()).date()), out)?;
        writeln!(out, "{written} written into {}", safe::line(&folder.display().to_string()))?;
        if !unmade.is_empty() {
            let pages = counted(unmade.len() as u64, "page", "pages");
            let alone = counted(unmade.len() as u64, "certificate is", "certificates are");
            let more = if unmade.len() > NAMED { format!("; and {} more", unmade.len() - NAMED) } else { String::new() };
            let whose: Vec<&str> = unmade.iter().take(NAMED).map(String::as_str).collect();
            writeln!(out, "{pages} not written: {}{more}\n{alone} there as .json alone", whose.join("; "))?;
            return Ok(Answer::No);
        }
    }
    Ok(Answer::Done)
}

/// Signs and keeps a credential for each countersigned record that has none, notes that, and says how many.
fn sign_all(records: &mut dyn Records, by: &By<'_>, now: Timestamp) -> Result<usize, Failure> {
    let mut count = 0;
    // Who issues beside us takes places of the status list too, and who purges takes records: what is left is then looked for anew.
    while let Some(signed) = sign_and_keep(records, by, now)? {
        count += signed;
    }
    if count > 0 {
        let (what, to) = ("issue".to_owned(), counted(count as u64, "record", "records"));
        records.note(&Act { at: now, who: super::who(), what, to, why: String::new() })?;
    }
    Ok(count)
}

/// Signs and keeps a credential for each countersigned record that has none, and says how many; `None` where there is none such. Stops
/// early where somebody else issues.
fn sign_and_keep(records: &mut dyn Records, by: &By<'_>, now: Timestamp) -> Result<Option<usize>, Failure> {
    // Whoever issues after this look and takes a place that is free by it is found out when these are kept.
    let (mut have, mut taken) = (HashSet::new(), BTreeSet::new());
    records.each_issued(&mut |issued| {
        have.insert(issued.record);
        taken.insert(issued.status);
        ControlFlow::Continue(())
    })?;
    // What another department countersigned is that department's to certify.
    let of_others: HashSet<BatchId> = records.batches()?.into_iter().filter(|kept| kept.of_others).map(|kept| kept.batch.id).collect();
    let mut waiting: Vec<Record> = Vec::new();
    let wanted = Wanted { min_assurance: Some(Assurance::COUNTERSIGNED), ..Wanted::default() };
    records.each(&wanted, &mut |record| {
        let counts = record.completion.passed && record.completion.revoked_at.is_none();
        if counts && !of_others.contains(&record.batch) && !have.contains(&record.completion.record_id) {
            waiting.push(record);
        }
        ControlFlow::Continue(())
    })?;
    if waiting.is_empty() {
        return Ok(None);
    }
    let mut count = 0;
    for some in waiting.chunks(AT_ONCE) {
        let mut signed = Vec::new();
        for record in some {
            let place = place(record.completion.record_id, &taken).map_err(|because| Failure::NotIssued { because })?;
            taken.insert(place);
            signed.push(sign(record, by, place, now)?);
        }
        match records.issue(&signed)? {
            Issuing::Kept => count += signed.len(),
            Issuing::Overtaken => break,
        }
    }
    Ok(Some(count))
}

fn sign(record: &Record, by: &By<'_>, place: u64, now: Timestamp) -> Result<Issued, Failure> {
    let completion = &record.completion;
    let entry = by.department.status_list.clone().map(|list| Entry { list, index: place });
    let grounds = Grounds { record: record.digest, language: by.language(record), at: now, status: entry.as_ref() };
    let signed = issue(&by.department.issuer(by.key), completion, &grounds).map_err(|because| Failure::NotIssued { because })?;
    Ok(Issued {
        id: signed.id,
        record: completion.record_id,
        learner: completion.learner_id,
        key: by.key.id(),
        issued_at: now,
        status: place,
        revoked: None,
        document: signed.document,
    })
}

/// Writes every certificate that counts and is not in the folder yet, whenever it was signed, and says whose each is; returns how many of them
/// are there whole, and whose have no page.
fn write_all(
    records: &dyn Records,
    by: &By<'_>,
    (folder, today): (&Path, Date),
    out: &mut dyn Write,
) -> Result<(usize, Vec<String>), Failure> {
    whole_file::make_folder(folder)?;
    let mut lacking = Vec::new();
    records.each_issued(&mut |issued| {
        let is_there = |end| folder.join(name(&issued, end)).exists();
        if issued.revoked.is_none() && !(is_there("json") && is_there("pdf")) {
            lacking.push(issued);
        }
        ControlFlow::Continue(())
    })?;
    let (mut written, mut unmade) = (0, Vec::new());
    for issued in &lacking {
        let mut found = None;
        records.each(&Wanted { record: Some(issued.record), ..Wanted::default() }, &mut |record| {
            found = Some(record);
            ControlFlow::Break(())
        })?;
        if let Some(record) = found {
            let whose = whose(&record);
            if write(issued, &paper(issued, &record, by, today), &whose, folder)? {
                written += 1;
                writeln!(out, "{CERTIFICATE}{}  {whose}", issued.record.0)?;
            } else {
                unmade.push(whose);
            }
        }
    }
    Ok((written, unmade))
}

/// Says whose a record is, for the file has only its id in its name.
fn whose(record: &Record) -> String {
    let one = &record.completion;
    let staff = if one.staff_id.is_empty() { String::new() } else { format!(" ({})", safe::line(&one.staff_id)) };
    let name = if one.name.trim().is_empty() { "(no name)".into() } else { safe::line(&one.name) };
    format!("{name}{staff}, {} {}", one.course_id, one.completed_on)
}

/// The page of a certificate that was signed, as it is to be made today.
fn paper(issued: &Issued, record: &Record, by: &By<'_>, today: Date) -> Paper {
    // Where revocation is told is what the certificate says, whatever the department says of itself by now.
    let document: Value = serde_json::from_str(&issued.document).unwrap_or_default();
    let list = document.pointer("/credentialStatus/statusListCredential").and_then(Value::as_str);
    let entry = list.map(|list| Entry { list: list.to_owned(), index: issued.status });
    let grounds = Grounds { record: record.digest, language: by.language(record), at: issued.issued_at, status: entry.as_ref() };
    let signed = Signed { id: issued.id, document: issued.document.clone() };
    let paper = Paper::issued(by.course_of(record), &record.completion, &by.department.issuer(by.key), &grounds, (&signed, today));
    if issued.key == by.key.id() { paper } else { paper.of_earlier_key(issued.key) }
}

fn name(issued: &Issued, end: &str) -> String {
    format!("{CERTIFICATE}{}.{end}", issued.record.0)
}

/// Says what a department can do about letters that no font has.
fn about_letters(letters: &BTreeSet<char>) -> String {
    let named: Vec<String> = fonts::with(letters).into_iter().map(|(font, package)| format!("{font} (Debian: {package})")).collect();
    let such = if named.is_empty() { String::new() } else { format!(", such as {}", named.join(" and ")) };
    format!(
        "\ninstall a font that has them{such}, and type the same again; the signed certificate is in the .json beside it, and holds \
         without a page"
    )
}

/// Writes one certificate, and says whether its page could be drawn.
fn write(issued: &Issued, paper: &Paper, whose: &str, folder: &Path) -> Result<bool, Failure> {
    let pdf_file = folder.join(name(issued, "pdf"));
    whole_file::write(&folder.join(name(issued, "json")), |out| Ok(out.write_all(issued.document.as_bytes())?))?;
    let damaged = || NotDrawn::Format { because: "the fonts of the program cannot be read".to_owned() };
    let faces = fonts::faces_for(&paper.words()).ok_or_else(damaged)?;
    match draw(paper, &faces) {
        Ok(pdf) => {
            whole_file::write(&pdf_file, |out| Ok(out.write_all(&pdf)?))?;
            Ok(true)
        }
        // One name in letters that no font here has must not keep the others from theirs; the signed file is there all the same.
        Err(because) => {
            let because = match &because {
                NotDrawn::Letters { letters } => format!("{because}{}", about_letters(letters)),
                NotDrawn::Format { .. } => Failure::from(because).to_string(),
            };
            writeln!(io::stderr(), "bedside: {}, of {whose}, was not written: {because}", safe::line(&pdf_file.display().to_string()))?;
            Ok(false)
        }
    }
}
