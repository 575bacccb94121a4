//! What one line of another system's table comes to.

use csv::StringRecord;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use crate::course::{Course, Terms, Version};
use crate::id::CourseId;
use crate::journey::{CertificateId, LearnerId, Role};
use crate::prose::safe;
use crate::question::{Grade, Percent};
use crate::record::flaw::Flaw;
use crate::record::format::unguarded;
use crate::record::roster::{Field, SWALLOWED, day, is_no_day, swallows, told};
use crate::record::{Assurance, Completion};
use crate::source::Digest;

use super::columns::Tells;

/// Names are made in this space, so that the same line always makes the same record.
const SPACE: Uuid = Uuid::from_u128(0x8f0c_71d2_5b0e_4d53_9a6b_3f1f_0c5e_27a4);

/// Words for having passed, without anything but their letters. No other word is taken for one of them.
const PASSED: [&str; 23] = [
    "yes",
    "y",
    "1",
    "true",
    "t",
    "passed",
    "pass",
    "p",
    "ok",
    "complete",
    "completed",
    "done",
    "finished",
    "successful",
    "success",
    "satisfactory",
    "certified",
    "completedpassed",
    "passedcompleted",
    "aprobado",
    "completado",
    "bestanden",
    "réussi",
];

/// Words for not having passed.
const NOT_PASSED: [&str; 14] = [
    "no",
    "n",
    "0",
    "false",
    "f",
    "failed",
    "fail",
    "incomplete",
    "notattempted",
    "inprogress",
    "notcompleted",
    "notpassed",
    "notstarted",
    "didnotpass",
];

/// A course that a line may mean.
#[derive(Clone, Copy)]
pub(in crate::record) struct Meant<'a> {
    pub(in crate::record) id: &'a CourseId,
    pub(in crate::record) title: &'a str,
    /// Its rule for how long a certificate counts, where it is known.
    pub(in crate::record) terms: Option<&'a Terms>,
}

impl<'a> Meant<'a> {
    pub(super) fn of(course: &'a Course) -> Self {
        Self { id: &course.id, title: &course.title, terms: Some(&course.certificate) }
    }
}

/// A line, and what its columns tell.
pub(super) struct Cells<'a> {
    pub(super) tells: &'a [Option<Tells>],
    pub(super) line: &'a StringRecord,
    /// The course that is meant where none is named, and then the others that are known.
    pub(super) courses: &'a [Meant<'a>],
    pub(super) now: Timestamp,
    /// What stands between two cells.
    pub(super) separator: u8,
}

impl Cells<'_> {
    /// Returns the cell of a column, harmless and trimmed; empty where there is none.
    fn cell(&self, wanted: Tells) -> String {
        let place = self.tells.iter().position(|tells| *tells == Some(wanted));
        let cell = place.and_then(|place| self.line.get(place)).unwrap_or_default();
        safe::line(&unguarded(told(cell))).trim().to_owned()
    }

    fn day(&self, wanted: Tells, column: &str) -> Result<Option<Date>, Flaw> {
        let cell = self.cell(wanted);
        if cell.is_empty() || is_no_day(&cell) {
            return Ok(None);
        }
        day(&cell).map(Some).ok_or_else(|| line(format!("`{cell}` in the column for {column} is no day; write it as 2026-11-23")))
    }

    fn percent(&self, wanted: Tells) -> Result<Option<Percent>, Flaw> {
        let cell = self.cell(wanted);
        let number = cell.trim_end_matches('%').trim();
        if number.is_empty() {
            return Ok(None);
        }
        let is_share = |rest: &str| rest.trim_end_matches('0').chars().any(|digit| digit.is_ascii_digit());
        if !cell.ends_with('%') && number.strip_prefix(['0']).and_then(|rest| rest.strip_prefix(['.', ','])).is_some_and(is_share) {
            return Err(line(format!("`{cell}` looks like a share of 1; write per cent, such as 85")));
        }
        // Rounded down, as everywhere.
        let whole = number.split(['.', ',']).next().and_then(|whole| whole.parse::<u8>().ok()).filter(|whole| *whole <= 100);
        whole.map(|whole| Some(Percent(whole))).ok_or_else(|| line(format!("`{cell}` is no number of per cent from 0 to 100")))
    }

    fn name(&self) -> String {
        let name = self.cell(Tells::Person(Field::Name));
        if !name.is_empty() {
            return name;
        }
        let (given, family) = (self.cell(Tells::Person(Field::Given)), self.cell(Tells::Person(Field::Family)));
        format!("{given} {family}").trim().to_owned()
    }

    /// Returns the course that is meant: its id, its title, and its version where the file tells it; and its rule, where it is known.
    fn course(&self) -> Result<(CourseId, String, Version, Option<&Terms>), Flaw> {
        let (id, title) = (self.cell(Tells::Course), self.cell(Tells::Title));
        let version = Version::read(&self.cell(Tells::Version)).unwrap_or(Version { edition: 0, revision: 0 });
        let said = if id.is_empty() { &title } else { &id };
        let is_said = |known: &&Meant<'_>| *said == known.id.as_str() || said.to_lowercase() == known.title.to_lowercase();
        let known = if said.is_empty() { self.courses.first() } else { self.courses.iter().find(is_said) };
        if let Some(known) = known {
            return Ok((known.id.clone(), known.title.to_owned(), version, known.terms));
        }
        let named = CourseId::new(said).ok().or_else(|| CourseId::nearest(said));
        let id = named.ok_or_else(|| line(format!("`{said}` names no course")))?;
        Ok((id, if title.is_empty() { said.clone() } else { title }, version, None))
    }

    /// Whether the line says that the course was passed, or says nothing of it: the day of completion says so then.
    fn is_passed(&self) -> Result<(), Flaw> {
        let cell = self.cell(Tells::Outcome);
        let word: String = cell.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
        if word.is_empty() || PASSED.contains(&word.as_str()) {
            Ok(())
        } else if NOT_PASSED.contains(&word.as_str()) {
            Err(line("it says that the course was not passed, so there is nothing to keep"))
        } else {
            Err(line(format!("`{cell}` does not say whether the course was passed; write `passed`, or take the line out")))
        }
    }

    /// What the line says of the completion's having been taken back, where it says that.
    pub(super) fn taken_back(&self) -> Option<String> {
        let cells = self.tells.iter().zip(self.line).filter(|(tells, _)| **tells == Some(Tells::Revoked));
        let mut said = cells.map(|(_, cell)| safe::line(cell.trim()).into_owned());
        said.find(|said| !["", "no", "n", "false", "f", "0", "-"].contains(&said.to_lowercase().as_str()) && !is_no_day(said))
    }

    /// Returns what tells namesakes apart, as it is compared: mail address, NPI and day of birth, each empty where it is not told.
    pub(super) fn whose(&self) -> [String; 3] {
        let cell = |field: Field| self.cell(Tells::Person(field));
        let born = cell(Field::Born);
        [cell(Field::Mail).to_lowercase(), cell(Field::Npi), day(&born).map_or(born, |born| born.to_string())]
    }

    /// Returns the completion that the line tells of.
    pub(super) fn completion(&self) -> Result<Completion, Flaw> {
        let (staff_id, name) = (self.cell(Tells::Person(Field::StaffId)), self.name());
        if staff_id.is_empty() && name.is_empty() {
            return Err(line("it has neither a staff id nor a name"));
        }
        let is_on_one_line = |tells: Tells| match tells {
            Tells::Person(field) => matches!(field, Field::StaffId | Field::Name | Field::Given | Field::Family | Field::Mail),
            Tells::Title => false,
            _ => true,
        };
        let mut cells = self.tells.iter().zip(self.line);
        let columns = self.tells.len();
        if cells.any(|(tells, cell)| tells.is_some_and(is_on_one_line) && swallows(cell, self.separator, columns)) {
            return Err(line(SWALLOWED));
        }
        self.is_passed()?;
        let completed_on = self.day(Tells::Completed, "the day of completion")?.ok_or_else(|| line("it has no day of completion"))?;
        let completed_at =
            completed_on.to_zoned_datetime(TimeZone::UTC).map(|moment| moment.timestamp()).map_err(|said| line(said.to_string()))?;
        // West of Greenwich, somebody's today begins when ours is nearly over.
        let tomorrow = self.now.to_zoned_datetime(TimeZone::UTC).date().saturating_add(1.day());
        if completed_on > tomorrow {
            return Err(Flaw::Future { at: completed_at });
        }
        let (course_id, course_title, course_version, terms) = self.course()?;
        let who = if staff_id.is_empty() { format!("name\n{}", name.to_lowercase()) } else { format!("id\n{}", staff_id.to_lowercase()) };
        let (score, pass_mark) = (self.percent(Tells::Score)?, self.percent(Tells::PassMark)?);
        if let (Some(Percent(score)), Some(Percent(pass))) = (score, pass_mark)
            && score < pass
        {
            return Err(line(format!("its score of {score} % is below its pass mark of {pass} %, so there is nothing to keep")));
        }
        let expires_on = self.day(Tells::Expires, "the last valid day")?;
        if let Some(day) = expires_on.filter(|day| *day < completed_on) {
            return Err(line(format!("its last valid day, {day}, is before the day of completion, {completed_on}")));
        }
        // Where the table does not say until when, the course does: a yearly course is not done once and for all.
        let expires_on = expires_on.or_else(|| terms?.until(completed_on));
        let grade = score.map_or(Grade::NONE, Grade::percent);
        let (score_earned, score_of) = grade.ratio();
        let role = self.cell(Tells::Person(Field::Role)).to_lowercase();
        Ok(Completion {
            record_id: CertificateId(named(&format!("record\n{who}\n{course_id}\n{completed_on}"))),
            learner_id: LearnerId(named(&format!("learner\n{who}"))),
            account: String::new(),
            name,
            role: Role::ALL.into_iter().find(|known| known.word() == role || known.called().to_lowercase() == role),
            staff_id,
            department: self.cell(Tells::Person(Field::Department)),
            course_id,
            course_title,
            course_version,
            // Nobody knows what exactly was taught.
            course_digest: Digest([0; 32]),
            started_at: None,
            completed_at,
            completed_on,
            expires_on,
            score_percent: score.unwrap_or(Percent(0)),
            score_earned,
            score_of,
            pass_mark: pass_mark.unwrap_or(Percent(0)),
            passed: true,
            attempts: 0,
            minutes: 0,
            assurance: Assurance::SELF_ATTESTED,
            organization: self.cell(Tells::Person(Field::Organization)),
            original_score: None,
            enrolled: false,
            revoked_at: None,
        })
    }
}

/// Returns the id of the record that stands in the place of another one.
pub(super) fn after(record: CertificateId) -> CertificateId {
    CertificateId(named(&format!("instead of\n{}", record.0)))
}

fn named(words: &str) -> Uuid {
    Uuid::new_v5(&SPACE, words.as_bytes())
}

pub(super) fn line(because: impl Into<String>) -> Flaw {
    Flaw::Line { because: because.into() }
}
