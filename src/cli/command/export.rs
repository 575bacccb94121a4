//! `bedside export`: the records, for other systems.

mod matched;
mod others;
mod renewed;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::records::{Depth, Records};
use crate::cli::sought::By;
use crate::cli::{Answer, Failure, Person, Refused, Setup, people, sought, whole_file, whole_folder};
use crate::course::Course;
use crate::id::{CourseId, QuestionId};
use crate::record::analysis::count_without;
use crate::record::format::{FORMATS, Format, Lines, Manner, Partitions, named, pars};
use crate::record::records::is_department;
use crate::record::roster::likeness;
use crate::record::{Assurance, Completion, Told};

use super::{Command, batches, counted};

use others::others;
use renewed::Renewed;

pub(super) const COMMAND: Command = Command {
    name: "export",
    person: Person::Department,
    about: "write the records for other systems: spreadsheets, databases, record stores, calendars",
    example: "bedside export --format csv --since 2026-01-01 -o completions.csv",
    arguments,
    run,
};

fn arguments() -> Vec<Arg> {
    let batch = clap::builder::PossibleValue::new(batches::FORMAT).help("countersigned batches, for another department to collect");
    let formats = FORMATS.iter().map(|format| clap::builder::PossibleValue::new(format.name()).help(format.about())).chain([batch]);
    let word = |name: &'static str, value: &'static str, help: &'static str| Arg::new(name).long(name).value_name(value).help(help);
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    vec![
        word("format", "FORMAT", "how records are written").value_parser(formats.collect::<Vec<_>>()).required(true),
        word("since", "DATE", "only what was completed on this day or later"),
        word("until", "DATE", "only what was completed on this day or before"),
        word("department", "NAME", "only this department"),
        word("course-id", "ID", "only this course"),
        word("min-assurance", "LEVEL", "only records at least this far to be trusted, 0 to 4")
            .value_parser(clap::value_parser!(u8).range(0..=4)),
        flag("attempts", "a line for each attempt at a quiz, not for each completion"),
        flag("bom", "begin a CSV with the sign by which old spreadsheets know UTF-8"),
        flag("raw", "leave cells as they are, also those a spreadsheet would take for formulas"),
        word("home", "URL", "xapi: where your courses and people have their addresses"),
        word("roster", "FILE", "pars: the people, with names and licenses").value_parser(clap::value_parser!(PathBuf)),
        word("output", "FILE", "write into this file, all or nothing; parquet: or into this folder; - for standard output")
            .short('o')
            .value_parser(clap::value_parser!(PathBuf)),
    ]
}

fn run(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let text = |name: &str| arguments.get_one::<String>(name).map(String::as_str);
    let name = text("format").unwrap_or_default();
    if name == batches::FORMAT {
        return batches::run(arguments, text("since").map(day).transpose()?, setup);
    }
    let format = named(name).ok_or_else(|| Failure::Usage { told: format!("there is no format `{name}`") })?;
    let course = setup.read_course_as_written()?;
    let course_id = text("course-id").map(course_named).transpose()?;
    let lines = if arguments.get_flag("attempts") { Lines::Attempts } else { Lines::Completions };
    if lines == Lines::Attempts && format.table().is_none() {
        return Err(Failure::Usage { told: format!("`--attempts` is for tables; `{name}` is none") });
    }
    let credit =
        if name == "pars" { Some(credit(setup, course_id.as_ref().unwrap_or(&course.id), arguments.get_one("roster"))?) } else { None };
    // Credit is that of one course; completions of another earn none of it.
    let course_id = course_id.or_else(|| credit.is_some().then(|| course.id.clone()));
    let home = text("home").or(setup.home.as_deref());
    if let Some(home) = home.filter(|home| name == "xapi" && !is_address(home)) {
        return Err(Failure::Usage { told: format!("`{home}` is no address; write one such as `--home https://training.example.org`") });
    }
    if let (Some(result), Some(roster)) = (super::output(arguments), arguments.get_one::<PathBuf>("roster")) {
        whole_file::is_apart(result, roster)?;
    }
    let (since, until) = (text("since").map(day).transpose()?, text("until").map(day).transpose()?);
    if let (Some(since), Some(until)) = (since, until)
        && since > until
    {
        return Err(Failure::Usage { told: format!("`--since {since}` is after `--until {until}`, so nothing can be of both") });
    }
    let mut wanted = Wanted {
        format,
        since,
        until,
        department: text("department"),
        course: course_id.as_ref(),
        organization: &setup.organization,
        assurance: Assurance(arguments.get_one::<u8>("min-assurance").copied().unwrap_or(0)),
        manner: Manner {
            lines,
            marked: arguments.get_flag("bom"),
            raw: arguments.get_flag("raw"),
            home: home.unwrap_or(Manner::default().home),
            credit: credit.as_ref(),
        },
        others: &[],
    };
    let records = Records::open(setup)?;
    if records.are_none(&course, setup, "there is nothing to export, and nothing was written")? {
        return Ok(Answer::No);
    }
    records.are_not_handed_in(&course, setup)?;
    // A word that no record has is a slip of the pen; what was written before stays as it was.
    for (by, word) in [(By::Course, course_id.as_ref().map(CourseId::as_str)), (By::Department, wanted.department)] {
        if let Some(word) = word
            && sought::is_nowhere(&records, &course, by, word)?
        {
            return Ok(Answer::No);
        }
    }
    let others = if format.table().is_some() { others(&records, &course, course_id.as_ref(), setup)? } else { Vec::new() };
    wanted.others = &others;
    if format.table().is_none() {
        tell_of_revoked(&records, &wanted)?;
    }
    if let Some(credit) = &credit {
        tell_of_strangers(&records, &course, &wanted, credit)?;
    }
    if format.table().is_some() || credit.is_some() {
        matched::tell(&records, &wanted, &setup.data()?)?;
    }
    let Some(place) = super::output(arguments) else {
        write(&records, &course, &wanted, &mut io::stdout().lock())?;
        return Ok(Answer::Done);
    };
    let is_folder = name == "parquet" && (place.is_dir() || place.as_os_str().as_encoded_bytes().ends_with(b"/"));
    let count = if is_folder { write_folder(&records, &course, &wanted, place)? } else { write_file(&records, &course, &wanted, place)? };
    writeln!(io::stderr(), "{count} {} written to {}", if count == 1 { "record" } else { "records" }, place.display())?;
    Ok(Answer::Done)
}

/// Says that what was revoked is not in a format that has no column for it.
fn tell_of_revoked(records: &Records, wanted: &Wanted<'_>) -> Result<(), Failure> {
    let mut count = 0_u64;
    records.each_revoked(|row| count += u64::from(wanted.chooses(row)))?;
    match count {
        0 => {}
        1 => writeln!(io::stderr(), "the record that was revoked is left out")?,
        more => writeln!(io::stderr(), "the {more} records that were revoked are left out")?,
    }
    Ok(())
}

/// Says how many completions earn no credit, because the roster does not say enough of whose they are.
fn tell_of_strangers(records: &Records, course: &Course, wanted: &Wanted<'_>, credit: &pars::Credit) -> Result<(), Failure> {
    let (mut strangers, mut unlicensed) = (0, 0);
    wanted.each(records, course, |told| {
        for completion in &told.completions {
            match credit.earned_by(completion) {
                None => strangers += 1,
                Some(person) => unlicensed += u64::from(person.npi.is_empty()),
            }
        }
        Ok(())
    })?;
    if strangers > 0 {
        let (are, whose) =
            (counted(strangers, "completion is", "completions are"), "whose staff id is on the roster with a first and a last name");
        writeln!(io::stderr(), "{are} left out: nobody {whose} earned {}", if strangers == 1 { "it" } else { "them" })?;
    }
    if unlicensed > 0 {
        writeln!(io::stderr(), "{} no NPI and no license on the roster; ACCME wants one", counted(unlicensed, "line has", "lines have"))?;
    }
    Ok(())
}

fn day(written: &str) -> Result<Date, Failure> {
    written.parse().map_err(|_| Failure::Usage { told: format!("`{written}` is no day; write it as 2026-11-23") })
}

/// Whether words can begin the addresses of statements: a scheme, and something after it without blanks.
fn is_address(home: &str) -> bool {
    let rest = home.strip_prefix("https://").or_else(|| home.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.chars().any(|letter| letter.is_whitespace() || letter.is_control()))
}

fn course_named(word: &str) -> Result<CourseId, Failure> {
    CourseId::new(word).map_err(|flaw| Failure::Usage { told: format!("`{word}` cannot be the id of a course: {flaw}") })
}

/// Gathers what a report of credit needs: the provider's settings and the people.
fn credit(setup: &Setup, course: &CourseId, roster: Option<&PathBuf>) -> Result<pars::Credit, Failure> {
    let Some(settings) = setup.pars.get(course.as_str()) else {
        let told = format!(
            "only an accredited provider reports credit, and config.toml says nothing of it for this course\n\
             write `[pars.{course}]` there, with `activity = \"...\"` as ACCME numbered it and `credits = \"1.25\"`"
        );
        return Err(Failure::Usage { told });
    };
    let Some(file) = roster else {
        let told = "the report of credit needs names and licenses that no record holds; name the list of people with `--roster FILE`";
        return Err(Failure::Usage { told: told.to_owned() });
    };
    let (known, doubts) = people::gathered(file, BTreeMap::new, |known, person| {
        if let Some(staff_id) = likeness::staff_id(&person.staff_id) {
            known.insert(staff_id.into_owned(), pars::Person::from(person.clone()));
        }
    })?;
    people::tell_of(file, &doubts)?;
    let settings = settings.clone();
    Ok(pars::Credit {
        activity: settings.activity,
        credits: settings.credits,
        board: settings.board,
        board_credit: settings.board_credit,
        people: known,
    })
}

/// Which records are wanted, and how.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// How they are written.
    pub format: &'static dyn Format,
    /// The first day that counts.
    pub since: Option<Date>,
    /// The last day that counts.
    pub until: Option<Date>,
    /// The department they are from, whatever the case of its letters.
    pub department: Option<&'a str>,
    /// The course.
    pub course: Option<&'a CourseId>,
    /// How far they are to be trusted at least.
    pub assurance: Assurance,
    /// The organization they belong to; may be empty.
    pub organization: &'a str,
    /// How they are written in particular.
    pub manner: Manner<'a>,
    /// The other courses of which questions were thrown out.
    pub others: &'a [Arc<Course>],
}

impl<'a> Wanted<'a> {
    /// Wants everything in a format.
    #[must_use]
    pub fn all(format: &'static dyn Format) -> Wanted<'a> {
        let manner = Manner::default();
        let (assurance, organization, others) = (Assurance(0), "", &[]);
        Wanted { format, since: None, until: None, department: None, course: None, assurance, organization, manner, others }
    }

    /// Returns how much has to be told for it.
    fn depth(&self) -> Depth {
        let is_table = self.format.table().is_some() && self.manner.lines == Lines::Completions;
        if is_table || ["pars", "ics"].contains(&self.format.name()) { Depth::Completions } else { Depth::Everything }
    }

    /// Returns the questions that no longer count. Tables say what counts today; a statement stays what it was when it was sent.
    fn thrown_out(&self, records: &Records, course: &Course) -> Result<BTreeSet<QuestionId>, Refused> {
        if self.format.table().is_some() { records.thrown_out(course) } else { Ok(BTreeSet::new()) }
    }

    /// Calls `visit` with what is wanted of each learner, one at a time: first of the course at hand and all others, then of those of which
    /// questions were thrown out.
    fn each(&self, records: &Records, course: &Course, mut visit: impl FnMut(&Told) -> Result<(), Refused>) -> Result<(), Refused> {
        for one in std::iter::once(course).chain(self.others.iter().map(AsRef::as_ref)) {
            let thrown = self.thrown_out(records, one)?;
            // What a completion comes to without a question is in its attempts.
            let depth = if thrown.is_empty() { self.depth() } else { Depth::Everything };
            let is_first = one.id == course.id;
            records.each(one, depth, |mut told| {
                let of = told.completions.first().map(|row| &row.course_id).or_else(|| told.attempts.first().map(|row| &row.course_id));
                let has_its_turn = of.is_some_and(|of| *of == one.id);
                if !has_its_turn && (!is_first || of.is_some_and(|of| self.others.iter().any(|other| other.id == *of))) {
                    return Ok(());
                }
                count_without(one, &thrown, &mut told);
                self.sift(&mut told);
                visit(&told)
            })?;
        }
        Ok(())
    }

    /// Whether a completion is wanted: a table says of what was revoked that it was, anything else would say that it counts. It is said whose
    /// it is where it does not say so itself.
    fn wants(&self, row: &mut Completion) -> bool {
        if row.organization.is_empty() {
            self.organization.clone_into(&mut row.organization);
        }
        (row.revoked_at.is_none() || self.format.table().is_some()) && self.chooses(row)
    }

    /// Whether a completion is among those that were chosen.
    fn chooses(&self, row: &Completion) -> bool {
        self.holds(row.completed_on, &row.department) && self.is_of(&row.course_id) && row.assurance >= self.assurance
    }

    /// Takes out of what is told what is not wanted.
    fn sift(&self, told: &mut Told) {
        let day = |moment: jiff::Timestamp| moment.to_zoned_datetime(TimeZone::UTC).date();
        told.completions.retain_mut(|row| self.wants(row));
        for attempt in told.attempts.iter_mut().filter(|attempt| attempt.organization.is_empty()) {
            self.organization.clone_into(&mut attempt.organization);
        }
        told.attempts
            .retain(|row| self.holds(day(row.ended_at), &row.department) && self.is_of(&row.course_id) && row.assurance >= self.assurance);
        // That a lesson was read is what a computer says of itself.
        told.lessons.retain(|row| {
            self.holds(day(row.at), &row.department) && self.is_of(&row.course_id) && self.assurance == Assurance::SELF_ATTESTED
        });
    }

    fn holds(&self, on: Date, department: &str) -> bool {
        let same = |wanted: &str| is_department(wanted, department);
        self.since.is_none_or(|since| on >= since) && self.until.is_none_or(|until| on <= until) && self.department.is_none_or(same)
    }

    fn is_of(&self, course: &CourseId) -> bool {
        self.course.is_none_or(|wanted| wanted == course)
    }
}

/// Writes the records that are wanted and returns how many there were. A computer without records has none.
///
/// # Errors
/// [`Refused`] when the records cannot be read or the result cannot be written.
pub fn write(records: &Records, course: &Course, wanted: &Wanted<'_>, out: &mut dyn Write) -> Result<usize, Refused> {
    let mut sheet = wanted.format.sheet(out, &wanted.manner);
    let mut count = 0;
    let renewed = if wanted.format.name() == "ics" { Renewed::of(records, course)? } else { Renewed::default() };
    let counts_all = wanted.others.is_empty() && wanted.thrown_out(records, course)?.is_empty();
    if let (Records::Department(_), Depth::Completions, true) = (records, wanted.depth(), counts_all) {
        records.each_completion(|row| {
            if wanted.wants(row) && !renewed.has(row) {
                count += sheet.add_completion(row)?;
            }
            Ok(())
        })?;
    } else {
        wanted.each(records, course, |told| {
            if told.completions.iter().any(|row| renewed.has(row)) {
                let mut told = told.clone();
                told.completions.retain(|row| !renewed.has(row));
                count += sheet.add(&told)?;
                return Ok(());
            }
            count += sheet.add(told)?;
            Ok(())
        })?;
    }
    sheet.finish()?;
    Ok(count)
}

/// Writes the records into a file, all or nothing, and returns how many there were.
///
/// # Errors
/// [`Refused`] when the records cannot be read or the file cannot be written; a file that was there is then as it was.
pub fn write_file(records: &Records, course: &Course, wanted: &Wanted<'_>, file: &Path) -> Result<usize, Refused> {
    whole_file::write(file, |out| write(records, course, wanted, out))
}

/// Writes the records into a folder of Parquet files by year and organization, all or nothing, and returns how many there were.
///
/// # Errors
/// [`Refused`] when the records cannot be read or the folder cannot be written; a folder that was there is then as it was.
pub fn write_folder(records: &Records, course: &Course, wanted: &Wanted<'_>, folder: &Path) -> Result<usize, Refused> {
    whole_folder::write(folder, |store| {
        let mut partitions = Partitions::new(store, wanted.manner.lines);
        let mut count = 0;
        wanted.each(records, course, |told| {
            count += partitions.add(told)?;
            Ok(())
        })?;
        partitions.finish()?;
        Ok(count)
    })
}
