//! The rules, one a file. Each is a row of [`RULES`].

mod alternatives;
mod certificate;
mod circle;
mod clues;
mod copies;
mod dates;
mod feedback;
mod files;
mod identifiers;
mod idle;
mod include;
mod item;
mod links;
mod looked;
mod lost;
mod markdown;
mod pattern;
mod people;
mod pictures;
mod points;
mod pools;
mod reading;
mod references;
mod released;
mod repeated;
mod ruled;
mod slips;
mod tables;
mod terms;
mod time;
mod translated;
mod twice;
mod unmet;
mod whole;

use std::ops::Range;

use crate::diagnostic::Diagnostic;

use super::hands;
use super::read::Sheet;

use looked::{Asked, Choice, File, MadeUp};

pub(super) use looked::Looked;
pub(super) use translated::is_told_until_released;

/// Looks at a course, and tells what it found.
enum Rule {
    /// Looks at one file at a time, and tells of each the same whichever it looked at before.
    File(fn(&File<'_, '_>, &Looked<'_>, &mut Vec<Diagnostic>)),
    /// Does so too, and looks at nothing but words that a learner reads: they are the same in every language.
    Words(fn(&File<'_, '_>, &Looked<'_>, &mut Vec<Diagnostic>)),
    /// Looks at the course as a whole.
    Course(fn(&Looked<'_>, &mut Vec<Diagnostic>)),
}

use Rule::{Course as OfCourse, File as OfFile, Words as OfWords};

/// Every rule that looks at the course alone. They know nothing of each other, so that several are asked at once.
static RULES: &[Rule] = &[
    OfCourse(files::run),       // B011, B013, B103
    OfCourse(twice::run),       // B201
    OfFile(unmet::run),         // B103, B104
    OfCourse(unmet::course),    // B011
    OfCourse(released::run),    // B204, B205, B206, B207, B208
    OfWords(slips::run),        // B110
    OfFile(idle::run),          // B108
    OfFile(references::run),    // B301, B302
    OfWords(links::run),        // B303, B307, B704
    OfCourse(circle::run),      // B304
    OfFile(pictures::run),      // B305, B605, B606
    OfCourse(pictures::unused), // B306
    OfFile(include::run),       // B308
    OfFile(feedback::run),      // B406
    OfFile(pools::run),         // B407
    OfFile(item::run),          // B501, B504, B507, B512, B513, B514
    OfFile(pattern::run),       // B502, B503
    OfFile(clues::run),         // B505, B506, B508, B509, B510, B511
    OfWords(reading::run),      // B601, B602, B603
    OfWords(markdown::run),     // B113
    OfWords(ruled::run),        // B113
    OfFile(time::run),          // B414
    OfCourse(terms::run),       // B309
    OfWords(tables::run),       // B607
    OfWords(people::run),       // B701, B702, B703
    OfWords(identifiers::run),  // B701, B705
    OfFile(alternatives::run),  // B110, B801, B802
    OfCourse(repeated::run),    // B515
    OfCourse(points::run),      // B901, B902
    OfCourse(translated::run),  // B906, and what reading finds in other languages
    OfWords(whole::titles),     // B604
    OfFile(whole::run),         // B112, B908
    OfCourse(whole::course),    // B903, B904, B907, B909
];

/// The rule that puts its own words in the place of others', and so comes after them: B905.
static LAST: fn(&Looked<'_>, &mut Vec<Diagnostic>) = certificate::run;

/// So many files are looked at before somebody else's turn: few enough that whoever no longer waits is heard soon.
const FILES_AT_ONCE: usize = 8;

/// What there is to do.
enum Task<'a> {
    /// To ask one rule about the course, by its place in the table.
    Course(usize, fn(&Looked<'_>, &mut Vec<Diagnostic>)),
    /// To ask every rule that looks at one file at a time about some files: of each file all of them, before the next is opened.
    Files(&'a [&'a Sheet]),
    /// The same about some translations: what is said of words alone.
    Words(&'a [Sheet]),
}

/// Asks every rule as long as somebody `waits` for it, several at once, and adds what they tell to what is `found`, in the order of the
/// rules; `None` when nobody waits any more.
pub(super) fn ask(looked: &Looked<'_>, waits: &mut dyn FnMut() -> bool, mut found: Vec<Diagnostic>) -> Option<Vec<Diagnostic>> {
    let sheets: Vec<&Sheet> = looked.draft.sheets().collect();
    let places = RULES.iter().enumerate();
    let whole = places.filter_map(|(place, rule)| if let OfCourse(ask) = rule { Some(Task::Course(place, *ask)) } else { None });
    let translations = looked.draft.translations.chunks(FILES_AT_ONCE).map(Task::Words);
    let tasks: Vec<Task<'_>> = whole.chain(sheets.chunks(FILES_AT_ONCE).map(Task::Files)).chain(translations).collect();
    let told = hands::each_while(&tasks, hands::hands_for(&looked.files), waits, |task| match task {
        Task::Course(place, ask) => {
            let mut told = Vec::new();
            ask(looked, &mut told);
            told.into_iter().map(|finding| (*place, finding)).collect()
        }
        Task::Files(sheets) => sheets.iter().flat_map(|sheet| about(sheet, looked, Spoken::Here)).collect::<Vec<_>>(),
        Task::Words(sheets) => sheets.iter().flat_map(|sheet| about(sheet, looked, Spoken::Elsewhere)).collect(),
    })?;
    let mut told: Vec<(usize, Diagnostic)> = told.into_iter().flatten().collect();
    told.sort_by_key(|(place, _)| *place);
    found.extend(told.into_iter().map(|(_, finding)| finding));
    twice::set_apart(looked, &mut found);
    slips::alone(looked, &mut found);
    LAST(looked, &mut found);
    Some(found)
}

/// Returns what makes a course unfit for learners though it can be read: a certificate would say what is not so, or a department would take
/// what they hand in for made by hand.
pub(super) fn unfit(looked: &Looked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    files::unnamed(looked, &mut found);
    twice::shown(looked, &mut found);
    certificate::missing(looked, &mut found);
    found
}

/// Whose words a file holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spoken {
    /// The course's own.
    Here,
    /// Those of another language.
    Elsewhere,
}

/// Returns what the rules tell of one file, each finding with the place of its rule.
fn about<'a>(sheet: &'a Sheet, looked: &Looked<'a>, spoken: Spoken) -> Vec<(usize, Diagnostic)> {
    let file = looked.open(sheet);
    let mut told = Vec::new();
    let mut found = Vec::new();
    for (place, rule) in RULES.iter().enumerate() {
        let ask = match rule {
            OfWords(ask) => Some(ask),
            OfFile(ask) if spoken == Spoken::Here => Some(ask),
            OfFile(_) | OfCourse(_) => None,
        };
        if let Some(ask) = ask {
            ask(&file, looked, &mut found);
            told.extend(found.drain(..).map(|finding| (place, finding)));
        }
    }
    told
}

/// Whether any byte of a text is one of those `wanted`. Looks at every byte, many at a time, which is faster than to stop at the first.
pub(super) fn has_byte(text: &str, wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().chunks(256).any(|bytes| bytes.iter().fold(false, |found, byte| found | wanted(*byte)))
}

/// Whether a digit stands in a text: without one there is neither a date nor a number.
pub(super) fn has_digit(text: &str) -> bool {
    has_byte(text, |byte| byte.is_ascii_digit())
}

/// Returns the bytes of a text with its quotation marks.
pub(in crate::course) fn quoted(span: &Range<usize>) -> Range<usize> {
    span.start.saturating_sub(1)..span.end + 1
}

/// Returns several words as `a`, `b`, and `c`, at most six.
pub(super) fn some_of<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.take(6).collect::<Vec<_>>().join(", ")
}
