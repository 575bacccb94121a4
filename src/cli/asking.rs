//! Asks whoever keeps the records: where a server takes longer than a moment to let somebody in, or others are at work on the same records,
//! one line on standard error says so. Ctrl+C leaves at once meanwhile.

use std::io::{self, Write};

use jiff::civil::Date;

use crate::clock::{Clock, SystemClock};
use crate::course::Course;
use crate::id::CourseId;
use crate::journey::{Progress, meanwhile};
use crate::language::Language;
use crate::record::Records;
use crate::record::records::Wait;
use crate::store::{self, At, Journals, OneJournal};

use super::notice::Notice;
use super::{Failure, Setup};

/// Does something that a place is asked for first. A folder answers at once.
pub(super) fn asking<T>(setup: &Setup, place: &At, work: impl FnOnce() -> T) -> T {
    match place {
        At::Folder(_) => work(),
        At::Server(address) => {
            let words = setup.language().asking_server(address.to_string());
            meanwhile(move || say(&words), work)
        }
    }
}

/// Opens the journal of the learner who is meant.
///
/// # Errors
/// Those of [`Journals::journal`].
pub(super) fn journal(setup: &Setup, place: &At, journals: Journals, course: &CourseId) -> Result<OneJournal, store::Error> {
    asking(setup, place, || journals.journal(&setup.account, course))
}

/// Returns the course as the learner who is meant reads it, all that they have done in it, and the language to speak to them.
///
/// # Errors
/// A course or records that cannot be read.
pub(super) fn learner(setup: &Setup) -> Result<(Course, Progress, Language), Failure> {
    let (course, place) = (setup.read_course()?, setup.place()?);
    let progress = match Journals::open_to_read(&place)? {
        Some(records) => Progress::replay(&journal(setup, &place, records, &course.id)?.read()?),
        None => Progress::default(),
    };
    let say = setup.language_for(&progress.preferences);
    Ok((setup.read_again_for(&progress.preferences, course)?, progress, say))
}

/// Returns the language to speak to the learner who is meant, whatever the course; where what they set cannot be read, the machine's.
pub(super) fn language(setup: &Setup) -> Language {
    let set = || -> Option<Language> {
        // What was set holds in every course, and so in one that nobody has.
        let (place, course) = (setup.place().ok()?, CourseId::new("any").ok()?);
        let records = Journals::open_to_read(&place).ok()??;
        let events = journal(setup, &place, records, &course).ok()?.read().ok()?;
        Some(setup.language_for(&Progress::replay(&events).preferences))
    };
    set().unwrap_or_else(|| setup.language())
}

/// Opens the journal of the learner who is meant, or looks at it where that tells as much as a first screen needs; and returns what is to
/// be known about the place.
///
/// # Errors
/// Those of [`Journals::open`] and [`Journals::journal`].
pub(super) fn begun(setup: &Setup, place: &At, course: &CourseId) -> Result<(OneJournal, Option<Notice>), store::Error> {
    if let Some(journal) = OneJournal::glance(place, &setup.account, course) {
        return Ok((journal, Notice::of(setup, None)));
    }
    let records = Journals::open(place)?;
    let notice = Notice::of(setup, records.warning());
    Ok((journal(setup, place, records, course)?, notice))
}

/// Opens the department's records where there are any, and says so where there are none: a command that signs for records, or takes some out,
/// begins none.
///
/// # Errors
/// Those of [`store::department_if_there`].
pub(super) fn department_or_word(setup: &Setup) -> Result<Option<Box<dyn Records>>, Failure> {
    let records = department_if_there(setup)?;
    if records.is_none() {
        say("there are no records here, so nothing was done; `bedside collect` begins them, `--data DIR` names others");
    }
    Ok(records)
}

/// Opens the department's records; makes them where there are none.
///
/// # Errors
/// Those of [`store::department`].
pub(super) fn department(setup: &Setup) -> Result<Box<dyn Records>, Failure> {
    let place = setup.place()?;
    Ok(telling(asking(setup, &place, || store::department(&place))?))
}

/// Opens the department's records where there are any.
///
/// # Errors
/// Those of [`store::department_if_there`].
pub(super) fn department_if_there(setup: &Setup) -> Result<Option<Box<dyn Records>>, Failure> {
    let place = setup.place()?;
    Ok(asking(setup, &place, || store::department_if_there(&place))?.map(telling))
}

/// Says that what is signed or noted from here on goes by a day that somebody has set with `--today`: it stands there for good.
pub(super) fn by_that_day(setup: &Setup) {
    let is_another = |day: &Date| *day != SystemClock::default().today();
    if let Some(day) = setup.today.filter(is_another) {
        say(&format!("going by {day}, as `--today` or BEDSIDE_TODAY says; what is signed and noted now says that day for good"));
    }
}

fn telling(mut records: Box<dyn Records>) -> Box<dyn Records> {
    records.when_waiting(Wait::told(|| say("somebody else is keeping records here at this moment; waiting for them")));
    records
}

fn say(words: &str) {
    // Where nobody can be told, the work goes on all the same.
    let _closed = writeln!(io::stderr(), "{words}");
}
