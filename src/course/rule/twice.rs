//! Ids that name two things, now or before: results could not be told apart.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::course::lock::Noun;
use crate::course::read::{Section, Sheet};
use crate::diagnostic::code::{B201, B203};
use crate::diagnostic::{Diagnostic, Place};
use crate::prose::Words;

use super::{Looked, copies, quoted};

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    now(looked, |_| true, found);
    former(looked, found);
    listed(looked, found);
}

/// The same of what learners are shown alone: a draft is nobody's yet.
pub(super) fn shown(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    now(looked, |sheet| !sheet.top.flag("draft"), found);
}

/// Two things that have one id now: one of them is never met, and what was answered to either is taken for made by hand.
fn now(looked: &Looked<'_>, counts: impl Fn(&Sheet) -> bool, found: &mut Vec<Diagnostic>) {
    let mut copies = Copies { looked, told: BTreeSet::new() };
    for (sheets, noun) in [(&looked.lessons, Noun::Lesson), (&looked.quizzes, Noun::Quiz)] {
        let kept = kept(looked, noun);
        report(
            several(noun),
            "course",
            &kept,
            &mut copies,
            sheets.iter().filter(|(_, sheet)| counts(sheet)).map(|(id, sheet)| (id.as_str(), &*sheet.top)),
            found,
        );
    }
    for (_, lesson) in looked.lessons.iter().filter(|(_, sheet)| counts(sheet)) {
        report("pages", "lesson", &BTreeMap::new(), &mut copies, lesson.top.sections.iter().filter_map(written), found);
    }
    let questions = looked.draft.quizzes.iter().filter(|sheet| counts(sheet)).flat_map(|sheet| &sheet.top.sections);
    report("questions", "course", &kept(looked, Noun::Question), &mut copies, questions.filter_map(asked), found);
}

/// The files that are copies of others, and those of which that was said.
struct Copies<'l> {
    looked: &'l Looked<'l>,
    told: BTreeSet<&'l str>,
}

impl<'l> Copies<'l> {
    /// Returns what this section's file is a copy of, where the other section is in that file.
    fn between(&self, section: &Section, other: &Section) -> Option<(&'l str, &'l str)> {
        let (copy, original) = copies::copies(self.looked).get_key_value(&*section.parts.file)?;
        (*original == other.parts.file).then_some((&**copy, &**original))
    }
}

const fn several(noun: Noun) -> &'static str {
    match noun {
        Noun::Lesson => "lessons",
        Noun::Quiz => "quizzes",
        Noun::Question => "questions",
    }
}

/// Returns in which file each id stood at the last release.
fn kept<'l>(looked: &'l Looked<'_>, noun: Noun) -> BTreeMap<&'l str, &'l str> {
    let released = looked.released().into_iter().flat_map(|lock| &lock.released);
    released.filter(|old| old.kind == noun).map(|old| (&*old.id, &*old.file)).collect()
}

/// Steps that the order of the course has twice. A lesson and its quiz may share an id, and each has a place of its own.
fn listed(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(top) = looked.draft.course.as_ref().map(|sheet| &sheet.top) else { return };
    let mut seen: HashMap<&str, (usize, &Words)> = HashMap::new();
    for word in top.parts.lines("order") {
        let id = word.markdown();
        let (count, first) = seen.entry(id).or_insert((0, word));
        *count += 1;
        let places = usize::from(looked.lesson(id).is_some()) + usize::from(looked.has_quiz(id));
        if *count > places.max(1) {
            found.push(
                Diagnostic::new(&B201, format!("`order` names `{id}` twice"), top.parts.place(&quoted(&word.span)), "second time")
                    .and(top.parts.place(&quoted(&first.span)), "first time")
                    .help("take it out in one of the two places; learners meet it where it stands first"),
            );
        }
    }
}

/// Ids that something had before, and that another has now or had, too: its results would follow to both. A draft asks for none.
fn former(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let is_there = |sheet: &Sheet| !sheet.top.flag("draft");
    for (sheets, noun) in [(&looked.lessons, "lessons"), (&looked.quizzes, "quizzes")] {
        let there = sheets.iter().filter(|(_, sheet)| is_there(sheet));
        claimed(noun, there.map(|(id, sheet)| Thing::of(id, &sheet.top)), found);
    }
    for (_, sheet) in &looked.lessons {
        let Some(lesson) = looked.made_of(sheet).filter(|lesson| lesson.pages.len() == sheet.top.sections.len()) else { continue };
        let pages = lesson.pages.iter().zip(&sheet.top.sections);
        claimed("pages", pages.map(|(page, section)| Thing::of(page.id.as_str(), section)), found);
    }
    let quizzes = looked.draft.quizzes.iter().filter(|sheet| is_there(sheet));
    let questions = quizzes.flat_map(|sheet| &sheet.top.sections).filter_map(asked);
    let questions = questions.map(|(id, section)| Thing { before: looked.draft.before(section), ..Thing::of(id, section) });
    claimed("questions", questions, found);
}

/// What has an id, and where its former ids are written: those of an included question stand in a shared file.
#[derive(Clone, Copy)]
struct Thing<'a> {
    id: &'a str,
    section: &'a Section,
    before: &'a Section,
}

impl<'a> Thing<'a> {
    const fn of(id: &'a str, section: &'a Section) -> Self {
        Self { id, section, before: section }
    }

    /// Returns its former ids with the places to point at.
    fn claims(self) -> impl Iterator<Item = (&'a Section, &'a str, Place)> {
        let Self { section, before, .. } = self;
        before.parts.lines("was").iter().map(move |word| {
            let own = std::ptr::eq(section, before);
            let at = if own { section.parts.place(&quoted(&word.span)) } else { place(section) };
            (section, word.markdown(), at)
        })
    }
}

fn claimed<'a>(noun: &str, things: impl Iterator<Item = Thing<'a>>, found: &mut Vec<Diagnostic>) {
    let things: Vec<Thing<'a>> = things.collect();
    if things.iter().all(|thing| thing.before.parts.lines("was").is_empty()) {
        return;
    }
    let now: HashMap<&str, &Section> = things.iter().map(|thing| (thing.id, thing.section)).collect();
    let mut before: HashMap<&str, Place> = HashMap::new();
    for (section, id, at) in things.iter().flat_map(|thing| thing.claims()) {
        let one = one_of(noun);
        let complaint = if let Some(other) = now.get(id).filter(|other| !std::ptr::eq(**other, section)) {
            Diagnostic::new(&B201, format!("a {one} was called `{id}`, and another is"), at, "its results would follow to here")
                .and(place(other), "still its id")
        } else if let Some(first) = before.get(id) {
            Diagnostic::new(&B201, format!("two {noun} were called `{id}`"), at, format!("second {one} with this former id"))
                .and(first.clone(), "the first one")
        } else {
            before.insert(id, at);
            continue;
        };
        found.push(complaint.help("take it out of `was` in one of the two").note("learners' results follow a former id to one place only"));
    }
}

/// Returns the word for one of some.
fn one_of(noun: &str) -> &str {
    if noun == "quizzes" { "quiz" } else { noun.trim_end_matches('s') }
}

/// Numbers the ids on that are offered to questions without one, so that none is in use, was in use, or is offered twice.
pub(super) fn set_apart(looked: &Looked<'_>, found: &mut [Diagnostic]) {
    if !found.iter().any(|finding| *finding.code == B203) {
        return;
    }
    // Each id with the number to try next behind it, so that a thousand questions of the same words are not counted through for each.
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let shared = looked.draft.shared.iter().flat_map(|sheet| &sheet.top.sections);
    let ids = looked.questions().filter_map(asked).chain(shared.filter_map(written)).map(|(id, _)| id.to_owned());
    let retired = looked.draft.quizzes.iter().flat_map(|sheet| sheet.top.lines("retired"));
    let former = looked.draft.former_ids().filter(|(noun, _)| *noun == Noun::Question).map(|(_, id)| id);
    let released = looked.released().into_iter().flat_map(|lock| &lock.released);
    let released = released.filter(|old| old.kind == Noun::Question).map(|old| old.id.clone());
    known.extend(ids.chain(retired).chain(former).chain(released).map(|id| (id, 2)));
    for finding in found.iter_mut().filter(|finding| *finding.code == B203) {
        let Some(word) = finding.edits.first().and_then(|edit| edit.with.split('"').nth(1)).map(str::to_owned) else { continue };
        let id = free(&word, &mut known);
        let (old, new) = (format!("\"{word}\""), format!("\"{id}\""));
        finding.help.iter_mut().for_each(|help| *help = help.replace(&old, &new));
        finding.edits.iter_mut().for_each(|edit| edit.with = edit.with.replace(&old, &new));
    }
}

/// Returns an id that is not known yet, a number behind it where it must be, and makes it known.
fn free(word: &str, known: &mut BTreeMap<String, usize>) -> String {
    let Some(next) = known.get(word).copied() else {
        known.insert(word.to_owned(), 2);
        return word.to_owned();
    };
    let stem = word.get(..word.len().min(33)).unwrap_or(word).trim_end_matches('-');
    let numbered = |count: usize| format!("{stem}-{count}");
    let free = (next..=next + known.len()).map(|count| (count, numbered(count))).find(|(_, id)| !known.contains_key(id));
    let (count, id) = free.unwrap_or_else(|| (next, numbered(next)));
    known.insert(word.to_owned(), count + 1);
    known.insert(id.clone(), 2);
    id
}

fn written(section: &Section) -> Option<(&str, &Section)> {
    Some((section.parts.words("id")?.markdown(), section))
}

/// Returns the id under which a question is asked, its own or that of the shared question it includes.
fn asked(section: &Section) -> Option<(&str, &Section)> {
    Some((section.question_id()?, section))
}

/// Returns where an id stands, or where a file begins that has none of its own.
fn place(section: &Section) -> Place {
    section.named_by().map_or_else(|| section.begins(), |id| section.parts.place(&id.value_at))
}

/// Complains of ids that are there twice. The first of them is the one that stood in its file at the last release: files come in the order
/// of their names, and a copy may be called `a-copy`. Of a file that is a copy by its name, one id is told of.
fn report<'a>(
    noun: &str,
    within: &str,
    kept: &BTreeMap<&str, &str>,
    copies: &mut Copies<'_>,
    ids: impl Iterator<Item = (&'a str, &'a Section)>,
    found: &mut Vec<Diagnostic>,
) {
    let ids: Vec<(&str, &Section)> = ids.collect();
    let mut first: HashMap<&str, &Section> = HashMap::new();
    for (id, section) in &ids {
        let known = first.entry(id).or_insert(section);
        let was_in = |section: &Section| kept.get(id).is_some_and(|file| **file == *section.parts.file);
        let is_copied = || !std::ptr::eq(*known, *section) && !was_in(known) && copies.between(known, section).is_some();
        if was_in(section) && !was_in(known) || is_copied() {
            *known = section;
        }
    }
    for (id, section) in ids {
        let Some(before) = first.get(id).filter(|before| !std::ptr::eq(**before, section)) else { continue };
        let copy = copies.between(section, before);
        if copy.is_some_and(|(copy, _)| !copies.told.insert(copy)) {
            continue;
        }
        let help = if let Some((_, original)) = copy {
            copies::help(original)
        } else if section.has("include") && !section.has("id") {
            format!("give this one an id of its own: `id = \"{id}-2\"`")
        } else {
            format!("call this one `{id}-2`, or say what is different about it")
        };
        found.push(
            Diagnostic::new(
                &B201,
                format!("two {noun} are called `{id}`"),
                place(section),
                format!("second {} with this id", one_of(noun)),
            )
            .and(place(before), "the first one")
            .help(help)
            .note(format!("learners' results are kept under the id, so it must be the only one in the {within}")),
        );
    }
}
