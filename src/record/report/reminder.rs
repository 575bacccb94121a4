//! Reminders: who is to hear that a day comes nearer, and in how many days. A table for the mail program, and the days for a calendar.

use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::record::calendar::{self, REMINDERS};
use crate::record::format::{CsvRows, Manner};
use crate::record::roster::Person;
use crate::record::table::{Cell, Cells, Column, Holds, Row};

use super::standing::days_between;
use super::{Standing, Word};

/// Returns the reminders of somebody: of those who hold a certificate only such as come once it may be renewed, so many days before its end.
/// Before that there is nothing to be done about it. The last one always comes.
fn reminders(standing: Standing, renew_days: u32) -> impl DoubleEndedIterator<Item = u16> {
    let last = REMINDERS.into_iter().min();
    let is_held = matches!(standing.word(), Word::Complete | Word::Expiring);
    REMINDERS.into_iter().filter(move |days| !is_held || u32::from(*days) <= renew_days || Some(*days) == last)
}

/// Returns which of the reminders somebody is to get today: the nearest of 90, 60, 30 and 7 days that is not yet passed by.
/// `None` for those whose day is further away, over, or not set, or whose certificate may not be renewed yet.
#[must_use]
pub fn in_days(standing: Standing, renew_days: u32, today: Date) -> Option<u16> {
    if !matches!(standing.word(), Word::Complete | Word::Expiring | Word::Due) {
        return None;
    }
    let left = days_between(today, standing.day()?);
    reminders(standing, renew_days).rev().find(|days| (0..=i64::from(*days)).contains(&left))
}

/// The reminders of one kind on their way out.
pub struct Mailing<'a> {
    rows: CsvRows<'a>,
    course: &'a str,
    today: Date,
}

struct Letter<'a> {
    person: &'a Person,
    course: &'a str,
    standing: Standing,
    day: Date,
    left: u64,
}

impl<'a> Mailing<'a> {
    /// Begins a table for the mail program.
    #[must_use]
    pub fn new(out: &'a mut dyn Write, course: &'a str, today: Date) -> Self {
        // A mail merge is mostly done by a spreadsheet's neighbour, which knows UTF-8 by its mark.
        let manner = Manner { marked: true, ..Manner::default() };
        Self { rows: CsvRows::new(out, Letter::COLUMNS, &manner), course, today }
    }

    /// Writes a line.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn add(&mut self, person: &Person, standing: Standing) -> io::Result<()> {
        let Some(day) = standing.day() else { return Ok(()) };
        let left = u64::try_from(days_between(self.today, day)).unwrap_or(0);
        self.rows.row(&Letter { person, course: self.course, standing, day, left })
    }

    /// Writes what comes after the last one.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        self.rows.finish()
    }
}

impl Row for Letter<'_> {
    const COLUMNS: &'static [Column] = &[
        Column::new("mail", Holds::Text),
        Column::new("name", Holds::Text),
        Column::new("first_name", Holds::Text),
        Column::new("last_name", Holds::Text),
        Column::new("staff_id", Holds::Text),
        Column::new("department", Holds::Text),
        Column::new("course", Holds::Text),
        Column::new("standing", Holds::Code),
        Column::new("day", Holds::Day),
        Column::new("days_left", Holds::Number),
    ];

    fn cells(&self, to: &mut impl Cells) {
        let person = self.person;
        for text in [&person.mail, &person.name, &person.given, &person.family, &person.staff_id, &person.department] {
            to.cell(Cell::Text(text));
        }
        to.cell(Cell::Text(self.course));
        to.cell(Cell::Code(self.standing.word().code()));
        to.cell(Cell::Day(self.day));
        to.cell(Cell::Number(self.left));
    }
}

/// Writes the day of somebody into a calendar, with the reminders that are still to come: a calendar would ring at once for the others. The same person and day are the same entry, however often it is written.
///
/// # Errors
/// What the machine says when it cannot be written.
pub fn appointment(
    out: &mut dyn Write,
    course: &str,
    person: &Person,
    (standing, renew_days): (Standing, u32),
    today: Date,
    written: Timestamp,
) -> io::Result<()> {
    let Some(on) = standing.day() else { return Ok(()) };
    let left = days_between(today, on);
    let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("bedside:{course}:{}:{}:{on}", person.staff_id, person.name).as_bytes());
    let what = if standing.word() == Word::Due { "is due" } else { "runs out" };
    let who = if person.name.is_empty() { &person.staff_id } else { &person.name };
    let entry = calendar::Entry {
        id,
        written,
        on,
        summary: format!("{who}: \"{course}\" {what}"),
        words: "The course has to be completed by the end of this day.".to_owned(),
        before: reminders(standing, renew_days).filter(|days| i64::from(*days) <= left).collect(),
    };
    calendar::entry(out, &entry)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_calendar_rings_for_what_is_still_to_come() {
        let (today, on) = (date(2026, 11, 25), date(2027, 1, 4));
        let mut out = Vec::new();
        let until = Standing::Expiring { until: on };
        appointment(&mut out, "Course", &Person::default(), (until, 90), today, Timestamp::UNIX_EPOCH).unwrap();
        let text = String::from_utf8(out).unwrap();
        let rings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("TRIGGER:")).collect();
        assert_eq!(rings, ["-P30D", "-P7D"]);
    }

    #[test]
    fn each_reminder_comes_in_its_time() {
        let today = date(2026, 11, 25);
        let after = |days: i64| Standing::Complete { until: Some(today.checked_add(jiff::Span::new().days(days)).unwrap()) };
        for (days, reminder) in [
            (0, Some(7)),
            (7, Some(7)),
            (8, Some(30)),
            (30, Some(30)),
            (31, Some(60)),
            (61, Some(90)),
            (90, Some(90)),
            (91, None),
            (-1, None),
        ] {
            assert_eq!(in_days(after(days), 90, today), reminder, "{days}");
        }
        assert_eq!(in_days(Standing::NeverStarted, 90, today), None);
        assert_eq!(in_days(Standing::Overdue { since: today }, 90, today), None);
    }

    #[test]
    fn nobody_is_reminded_of_a_certificate_that_cannot_be_renewed_yet() {
        let today = date(2026, 11, 25);
        let day = |days: i64| today.checked_add(jiff::Span::new().days(days)).unwrap();
        let held = |days| in_days(Standing::Expiring { until: day(days) }, 60, today);
        assert_eq!([held(90), held(61), held(60), held(31), held(5)], [None, None, Some(60), Some(60), Some(7)]);
        assert_eq!(in_days(Standing::Expiring { until: day(5) }, 0, today), Some(7), "the last one comes all the same");
        assert_eq!(in_days(Standing::Due { by: Some(day(90)) }, 60, today), Some(90), "who has none can begin at once");
        let mut out = Vec::new();
        let until = Standing::Expiring { until: day(85) };
        appointment(&mut out, "Course", &Person::default(), (until, 60), today, Timestamp::UNIX_EPOCH).unwrap();
        assert!(!String::from_utf8(out).unwrap().contains("-P90D"));
    }
}
