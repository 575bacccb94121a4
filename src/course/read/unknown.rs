//! Settings that the place does not know: misspelt ones, and those that belong elsewhere.

use std::ops::Range;

use crate::course::setting::{Fallback, Site, elsewhere};
use crate::diagnostic::code::{B101, B108};
use crate::diagnostic::{Diagnostic, nearest, within};

use super::here::Here;
use super::section::Section;
use super::text::Source;
use super::wrong::listed;

/// Complains of each; the setting that was meant counts as there, so that its absence is not told as well.
pub(super) fn report(section: &mut Section, strange: &[(&str, Range<usize>)], source: &Source<'_>, found: &mut Vec<Diagnostic>) {
    for (name, at) in strange {
        let site = section.site;
        if let Some(home) = elsewhere(name, site) {
            found.push(misplaced(name, at, home, section, source));
            continue;
        }
        let place = source.place(at);
        let message = format!("{} has no setting called `{name}`", site.called());
        let mut complaint = Diagnostic::new(&B101, message, place.clone(), format!("not a {} setting", site.noun()));
        let free = site.rows().iter().filter(|row| !section.has(row.name));
        if let Some(near) = nearest(name, free.map(|row| row.name)) {
            complaint = complaint.help(format!("did you mean `{near}`?"));
            if site.row(near).is_some_and(|row| row.fallback == Fallback::Required) {
                complaint = complaint.note(format!("the missing `{near}` is not reported as well"));
            }
            let (one, other): (Vec<char>, Vec<char>) = (name.chars().collect(), near.chars().collect());
            if within(&one, &other, 1) == Some(1) {
                complaint = complaint.fix(place, near);
            }
            if let Some(row) = site.row(near) {
                section.parts.unread.push(row.name);
            }
        } else {
            complaint = complaint.help(some_of(site, name));
        }
        found.push(complaint);
    }
}

/// So many settings are named.
const NAMED: usize = 6;
/// So many letters are enough to tell that two names are likely about one thing.
const ALIKE: usize = 3;

/// Names the settings of a place; where it has many, those that are written most nearly as what was written, and where all of them stand.
fn some_of(site: Site, written: &str) -> String {
    let mut names: Vec<&str> = site.rows().iter().filter(|row| row.kinds.is_empty()).map(|row| row.name).collect();
    let are_all = names.len() <= NAMED;
    if !are_all {
        // Of those that are as near, and of those that are not near at all, the one comes first that stands first in the table.
        names.sort_by_key(|name| slips(written, name));
        names.truncate(NAMED);
    }
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let (called, names) = (site.called(), listed(&names));
    if are_all {
        return format!("settings of {called} are {names}");
    }
    format!("settings of {called} are, among others, {names}; `bedside schema {}` tells of all of them", file_of(site))
}

/// Returns the file that a place is in, by the word for `bedside schema`.
const fn file_of(site: Site) -> &'static str {
    match site {
        Site::Lesson | Site::Page => "lesson",
        Site::Quiz | Site::Question | Site::Scene => "quiz",
        Site::Glossary => "glossary",
        Site::Shared => "shared",
        Site::Course | Site::Certificate | Site::Mastery | Site::Attest | Site::Screen | Site::Check => "course",
    }
}

/// Returns how far a name is from what was written: nothing where the two begin alike or one is in the other; for ever where they have
/// less than two thirds of their letters in common.
fn slips(written: &str, name: &str) -> usize {
    let letters = |word: &str| word.to_lowercase().chars().collect::<Vec<_>>();
    let (one, other) = (letters(written), letters(name));
    let begin_alike = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    if begin_alike >= ALIKE || (one.len() >= ALIKE && name.contains(&*written.to_lowercase())) || written.contains(name) {
        return 0;
    }
    within(&one, &other, one.len().max(other.len()) / 3).unwrap_or(usize::MAX)
}

/// Complains of a setting that stands below a table of names, and so is read as one of them.
pub(super) fn swallowed(name: &str, at: &Range<usize>, table: &Here, source: &Source<'_>) -> Diagnostic {
    let (called, belongs) = (table.row.name, the(table.site));
    let message = format!("`{name}` belongs to {belongs}, not to `[{called}]`");
    Diagnostic::new(&B108, message, source.place(at), format!("so this is read as one of the names in `[{called}]`"))
        .and(source.place(&table.value_at), format!("`[{called}]` begins here and goes on to the next `[`"))
        .help(format!("move the line above `[{called}]`"))
}

/// Complains of a question that is called a draft: a whole quiz may be one, and the setting of this name is the text of a rewrite.
pub(super) fn draft(here: &Here, source: &Source<'_>) -> Diagnostic {
    let place = source.place(&(here.named_at.start..here.value_at.end));
    Diagnostic::new(&B108, "`draft` belongs to the quiz, not to a question", place, "so the question would be asked")
        .help("to leave out the whole quiz, move the line above the first `[[question]]`")
        .help("to leave out this question, begin each of its lines with `#`")
}

fn misplaced(name: &str, at: &Range<usize>, home: Site, section: &Section, source: &Source<'_>) -> Diagnostic {
    let belongs = match home {
        Site::Quiz if section.site == Site::Course => "`[quiz]`".to_owned(),
        _ => the(home),
    };
    let message = format!("`{name}` belongs to {belongs}, not to {}", section.site.called());
    let header = source.original.get(section.parts.header.clone()).unwrap_or("").to_owned();
    let complaint = Diagnostic::new(&B108, message, source.place(at), String::new());
    let help = match (section.site, home) {
        (Site::Page | Site::Question | Site::Scene, Site::Lesson | Site::Quiz) => {
            format!("move the line above the first `[[{}]]`", section.site.noun())
        }
        (Site::Scene, Site::Question) => "move the line above the first `[[question.scene]]` of the question".to_owned(),
        (_, Site::Page | Site::Question) => format!("move the line below a `[[{}]]`", home.noun()),
        (_, Site::Scene) => "move the line below a `[[question.scene]]`".to_owned(),
        (Site::Course, Site::Lesson) => "move the line to the lesson's file".to_owned(),
        (_, Site::Course) => "move the line to the top of course.toml".to_owned(),
        _ => format!("move the line below {}", bracketed(home)),
    };
    let mut complaint = complaint.help(help);
    if let Some((line, above)) = moved(name, at, home, section, source) {
        let text = source.original.get(line.clone()).unwrap_or("").trim().to_owned();
        complaint = complaint.fix(source.place(&(above..above)), format!("{text}\n\n")).fix(source.place(&line), "");
    }
    if header.is_empty() {
        complaint.primary.says = format!("not a {} setting", section.site.noun());
        return complaint;
    }
    complaint.primary.says = format!("so this is read as part of {}", the(section.site));
    let begins =
        format!("{} begins here and goes on to the next `[{}`", the(section.site), if header.starts_with("[[") { "[" } else { "" });
    complaint.and(source.place(&section.parts.header), begins)
}

/// Returns the whole line of a setting of the file's top that stands below a header, and where the first header begins, if the setting can
/// simply be moved there: it ends on its line, and is not set there already.
fn moved(name: &str, at: &Range<usize>, home: Site, section: &Section, source: &Source<'_>) -> Option<(Range<usize>, usize)> {
    if !matches!((section.site, home), (Site::Page | Site::Question | Site::Scene, Site::Lesson | Site::Quiz)) {
        return None;
    }
    let text = source.original;
    let start = text.get(..at.start)?.rfind('\n').map_or(0, |before| before + 1);
    let end = text.get(at.end..)?.find('\n').map_or(text.len(), |long| at.end + long + 1);
    let written = text.get(start..end)?;
    let goes_on =
        ["'''", "\"\"\""].iter().any(|marks| written.contains(marks)) || written.matches('[').count() != written.matches(']').count();
    let above = source.first_header.map(|at| above_notes(text, at))?;
    let there = text.get(..above)?.lines().any(|line| line.split('=').next().is_some_and(|known| known.trim() == name));
    (!goes_on && !there && above < start).then_some((start..end, above))
}

/// Returns where the notes directly above a header begin: an exception among them stays with its header.
fn above_notes(text: &str, header: usize) -> usize {
    let is_note = |line: &str| line.starts_with('#') && !["'''", "\"\"\""].iter().any(|marks| line.contains(marks));
    let lines = text.get(..header).unwrap_or("").split_inclusive('\n').rev();
    header - lines.take_while(|line| is_note(line)).map(str::len).sum::<usize>()
}

/// Returns what a person calls it, with the definite article.
pub(super) fn the(site: Site) -> String {
    let called = site.called();
    called.strip_prefix("a ").map_or_else(|| called.to_owned(), |noun| format!("the {noun}"))
}

fn bracketed(site: Site) -> String {
    let called = site.called();
    if called.starts_with('`') { called.to_owned() } else { format!("`[{}]`", site.noun()) }
}
