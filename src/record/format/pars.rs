//! The learner table of ACCME's PARS: credit earned, one line a physician, under the headers of its template in their order. Only an
//! accredited provider may report, so it is written only where the provider's settings are known. Look at the template of the day
//! before you send a file: its headers are what counts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use csv::{ReaderBuilder, Terminator, WriterBuilder};

use crate::record::roster::{self, likeness};
use crate::record::{Completion, Told};

use super::csv::{guarded, unguarded};
use super::{Format, Manner, Sheet, Unreadable};

/// The headers, in the template's order.
pub const HEADERS: [&str; 14] = [
    "Record Action",
    "ACCME Activity ID",
    "Completion Date",
    "First Name",
    "Last Name",
    "Date of Birth",
    "Licensing State",
    "Licensing ID or NPI",
    "Number of CME Credits",
    "Certifying Board",
    "Certifying Board ID",
    "Total Board Credits",
    "Credit Type",
    "Credits Awarded for Credit Type",
];

/// What a provider's settings say of the credit, and who the people are.
#[derive(Clone, Debug, Default)]
pub struct Credit {
    /// The activity, as ACCME numbered it.
    pub activity: String,
    /// The credits, such as `1.25`.
    pub credits: String,
    /// The certifying board; empty where none gives credit.
    pub board: String,
    /// The kind of that board's credit; empty where none gives credit.
    pub board_credit: String,
    /// The people, by their staff ids as they are compared.
    pub people: BTreeMap<String, Person>,
}

impl Credit {
    /// Returns who earned the credit for a completion, where the roster has both their names.
    #[must_use]
    pub fn earned_by(&self, completion: &Completion) -> Option<&Person> {
        let person = self.people.get(&*likeness::staff_id(&completion.staff_id)?)?;
        (!person.given.is_empty() && !person.family.is_empty()).then_some(person)
    }
}

/// What the table wants to know of a physician and no record holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// First names.
    pub given: String,
    /// Last names.
    pub family: String,
    /// Month and day of birth.
    pub born: String,
    /// The state that gave the license.
    pub state: String,
    /// The license or the NPI.
    pub npi: String,
}

impl From<roster::Person> for Person {
    fn from(person: roster::Person) -> Self {
        Self { given: person.given, family: person.family, born: person.born, state: person.state, npi: person.npi }
    }
}

/// PARS.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pars;

impl Format for Pars {
    fn name(&self) -> &'static str {
        "pars"
    }

    fn about(&self) -> &'static str {
        "credit for ACCME's PARS, where `[pars]` is in config.toml; wants --roster"
    }

    fn sheet<'a>(&self, out: &'a mut dyn Write, manner: &Manner<'a>) -> Box<dyn Sheet + 'a> {
        let writer = WriterBuilder::new().terminator(Terminator::CRLF).has_headers(false).from_writer(out);
        Box::new(Lines { writer, credit: manner.credit, is_headed: false })
    }
}

struct Lines<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
    credit: Option<&'a Credit>,
    is_headed: bool,
}

impl Lines<'_> {
    fn head(&mut self) -> io::Result<()> {
        if !self.is_headed {
            self.is_headed = true;
            self.writer.write_record(HEADERS)?;
        }
        Ok(())
    }
}

impl Sheet for Lines<'_> {
    fn add(&mut self, told: &Told) -> io::Result<usize> {
        self.head()?;
        let mut written = 0;
        for completion in &told.completions {
            // Without the names and the license of the roster there is nothing PARS could take in.
            let known = self.credit.and_then(|credit| Some((credit, credit.earned_by(completion)?)));
            if let Some((credit, person)) = known {
                let cells = line(credit, person, completion);
                self.writer.write_record(cells.iter().map(|cell| guarded(cell).into_owned()))?;
                written += 1;
            }
        }
        Ok(written)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.head()?;
        self.writer.flush()
    }
}

fn line<'a>(credit: &'a Credit, person: &'a Person, completion: &Completion) -> [Cow<'a, str>; 14] {
    let board = |words: &'a str| if credit.board.is_empty() { Cow::Borrowed("") } else { Cow::Borrowed(words) };
    [
        "Add".into(),
        credit.activity.as_str().into(),
        completion.completed_on.strftime("%m/%d/%Y").to_string().into(),
        person.given.as_str().into(),
        person.family.as_str().into(),
        born(&person.born).into(),
        person.state.as_str().into(),
        person.npi.as_str().into(),
        credit.credits.as_str().into(),
        credit.board.as_str().into(),
        "".into(),
        board(&credit.credits),
        board(&credit.board_credit),
        board(&credit.credits),
    ]
}

/// Returns month and day alone: the year of birth does not belong into the table.
fn born(written: &str) -> String {
    match roster::day(written) {
        Some(day) => day.strftime("%m/%d").to_string(),
        None => written.to_owned(),
    }
}

/// Reads the lines back, each as its cells.
///
/// # Errors
/// [`Unreadable`] when it is not what this format writes.
pub fn lines(from: &mut dyn Read) -> Result<Vec<Vec<String>>, Unreadable> {
    let unreadable = |because: String| Unreadable { format: "PARS", because };
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(from);
    let read: Result<Vec<Vec<String>>, _> = reader.records().map(|line| line.map(|line| line.iter().map(unguarded).collect())).collect();
    let mut lines = read.map_err(|said| unreadable(said.to_string()))?;
    if lines.first().is_none_or(|head| head.as_slice() != HEADERS) {
        return Err(unreadable("the first line has other headers".to_owned()));
    }
    lines.remove(0);
    Ok(lines)
}
