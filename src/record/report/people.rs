//! The report person by person: as CSV, and as the list inside its JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use crate::journey::LearnerId;
use crate::prose::safe;
use crate::record::Assurance;
use crate::record::format::{CsvRows, Manner};
use crate::record::roster::Person;
use crate::record::table::{Cell, Cells, Column, Holds, Row};

use super::{Doubtful, Groups, Known, Says, Standing, Suggestion, Tally, Title, Unlike, Word};

/// One person of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry<'a> {
    /// The staff id.
    pub staff_id: &'a str,
    /// The name.
    pub name: &'a str,
    /// The mail address.
    pub mail: &'a str,
    /// The organization.
    pub organization: &'a str,
    /// The department.
    pub department: &'a str,
    /// The site.
    pub site: &'a str,
    /// The role.
    pub role: &'a str,
    /// Where they stand.
    pub standing: Word,
    /// The day that matters: until when it counts, by when it is due, since when it is late.
    pub day: Option<Date>,
    /// The day of the newest completion.
    pub completed_on: Option<Date>,
    /// The learner in the records.
    pub learner_id: Option<LearnerId>,
    /// How far the newest completion is to be trusted.
    pub assurance: Option<Assurance>,
}

impl<'a> Entry<'a> {
    /// Returns the entry of somebody.
    #[must_use]
    pub fn of(person: &'a Person, known: Option<&Known>, standing: Standing) -> Self {
        let newest = known.and_then(|known| known.newest);
        Self {
            staff_id: &person.staff_id,
            name: &person.name,
            mail: &person.mail,
            organization: &person.organization,
            department: &person.department,
            site: &person.site,
            role: &person.role,
            standing: standing.word(),
            day: standing.day(),
            completed_on: newest.map(|newest| newest.on),
            learner_id: known.map(|known| known.learner),
            assurance: newest.map(|newest| newest.assurance),
        }
    }
}

impl Row for Entry<'_> {
    const COLUMNS: &'static [Column] = &[
        Column::new("staff_id", Holds::Text),
        Column::new("name", Holds::Text),
        Column::new("mail", Holds::Text),
        Column::new("organization", Holds::Text),
        Column::new("department", Holds::Text),
        Column::new("site", Holds::Text),
        Column::new("role", Holds::Text),
        Column::new("standing", Holds::Code),
        Column::new("day", Holds::Day),
        Column::new("completed_on", Holds::Day),
        Column::new("learner_id", Holds::Code),
        Column::new("assurance", Holds::Number),
    ];

    fn cells(&self, to: &mut impl Cells) {
        for text in [self.staff_id, self.name, self.mail, self.organization, self.department, self.site, self.role] {
            to.cell(Cell::Text(text));
        }
        to.cell(Cell::Code(self.standing.code()));
        to.cell(self.day.map_or(Cell::Empty, Cell::Day));
        to.cell(self.completed_on.map_or(Cell::Empty, Cell::Day));
        to.cell(self.learner_id.map_or(Cell::Empty, |learner| Cell::Id(learner.0)));
        to.cell(self.assurance.map_or(Cell::Empty, |assurance| Cell::Number(assurance.0.into())));
    }
}

/// A learner of the records for whom nobody on the roster is found.
#[derive(Clone, Copy, Debug)]
pub struct Stranger<'a> {
    /// What the records tell.
    pub known: &'a Known,
    /// Who they say to be.
    pub says: Says<'a>,
}

impl Row for Stranger<'_> {
    const COLUMNS: &'static [Column] = &[
        Column::new("staff_id", Holds::Text),
        Column::new("name", Holds::Text),
        Column::new("account", Holds::Text),
        Column::new("learner_id", Holds::Code),
        Column::new("completed_on", Holds::Day),
        Column::new("expires_on", Holds::Day),
        Column::new("assurance", Holds::Number),
    ];

    fn cells(&self, to: &mut impl Cells) {
        let Says { account, name, staff_id } = self.says;
        for text in [staff_id, name, account] {
            to.cell(Cell::Text(text));
        }
        to.cell(Cell::Id(self.known.learner.0));
        let newest = self.known.newest;
        to.cell(newest.map_or(Cell::Empty, |newest| Cell::Day(newest.on)));
        to.cell(newest.and_then(|newest| newest.until).map_or(Cell::Empty, Cell::Day));
        to.cell(newest.map_or(Cell::Empty, |newest| Cell::Number(newest.assurance.0.into())));
    }
}

/// The report on its way out, person by person.
pub enum Listing<'a> {
    /// A table.
    Csv(Box<CsvRows<'a>>),
    /// One object; this is what stands before the next person.
    Json(&'a mut dyn Write, &'static str),
}

/// What the JSON says before the people.
#[derive(Serialize)]
struct Head<'a> {
    course: &'a str,
    as_of: Date,
    counts: &'a Tally,
    min_assurance: Assurance,
    by_assurance: &'a BTreeMap<Assurance, u64>,
    by: &'static str,
    groups: Vec<Group<'a>>,
    not_on_the_roster: u64,
    but_for_noughts: u64,
    without_staff_id: u64,
    suggestions: &'a [Suggestion],
    unlike: &'a [Unlike],
}

#[derive(Serialize)]
struct Group<'a> {
    name: &'a str,
    counts: &'a Tally,
}

impl<'a> Listing<'a> {
    /// Begins a table.
    #[must_use]
    pub fn csv(out: &'a mut dyn Write) -> Self {
        Self::Csv(Box::new(CsvRows::new(out, Entry::COLUMNS, &Manner::default())))
    }

    /// Begins an object: the course, the day and the counts come first.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn json(out: &'a mut dyn Write, title: &Title<'_>, groups: &Groups, doubtful: Doubtful<'_>) -> io::Result<Self> {
        let each = groups.each.iter().map(|(name, counts)| Group { name, counts }).collect();
        let Doubtful { lost: not_on_the_roster, but_for_noughts, suggestions, unlike, .. } = doubtful;
        let head = Head {
            course: title.course,
            as_of: title.today,
            counts: &groups.all,
            min_assurance: title.least,
            by_assurance: &groups.trust,
            by: title.by.word(),
            groups: each,
            not_on_the_roster,
            but_for_noughts,
            without_staff_id: groups.without_staff_id,
            suggestions,
            unlike,
        };
        let head = serde_json::to_string(&head)?;
        let open = head.strip_suffix('}').unwrap_or(&head);
        out.write_all(safe::json(open).as_bytes())?;
        out.write_all(b",\"people\":[")?;
        Ok(Self::Json(out, "\n"))
    }

    /// Writes a person.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn add(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        match self {
            Self::Csv(rows) => rows.row(entry),
            Self::Json(out, before) => {
                out.write_all(before.as_bytes())?;
                *before = ",\n";
                out.write_all(safe::json(&serde_json::to_string(entry)?).as_bytes())
            }
        }
    }

    /// Writes what comes after the last one.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(rows) => rows.finish(),
            Self::Json(out, _) => {
                out.write_all(b"\n]}\n")?;
                out.flush()
            }
        }
    }
}
