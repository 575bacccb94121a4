//! A course in another language: the words of `translations/<lang>/` take the place of the course's own. Marks, targets, scores and ids
//! stay those of the course, so that no key can differ by language. Words that are missing, that do not fit what they translate, or of
//! which no page or question can be made, are left in the course's own language.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::course::setting::{Row, Site, Type};
use crate::language::Tag;
use crate::prose::Words;
use crate::prose::list::{Group, Item, List};
use crate::question::{Part, Parts, Setting};
use crate::source::Files;

use super::draft::{Draft, Sheet};
use super::section::{Entry, Section};
use super::{lesson, page};

/// Returns the language of `translations/` that fits a wish best, by the name of its folder; `None` when the course's own fits as well.
pub(super) fn chosen(files: &Files, own: &str, wanted: &Tag) -> Option<String> {
    if Tag::read(own).is_some_and(|own| own.main() == wanted.main()) {
        return None;
    }
    wanted.best(&languages(files)).map(str::to_owned)
}

/// Returns the languages a course has words in, beside its own: the folders of `translations/`.
pub(super) fn languages(files: &Files) -> Vec<String> {
    let folder = |path: &str| Some(path.strip_prefix("translations/")?.split_once('/')?.0.to_owned());
    let mut all: Vec<String> = files.texts.keys().filter_map(|path| folder(path)).collect();
    all.dedup();
    all
}

/// Puts the words of a language in the place of the course's own.
pub(super) fn translate(draft: &mut Draft, language: &str) {
    draft.own = Some(Arc::new(taken(draft, language, |_, _| {})));
}

/// Puts the words of a language in the place of the course's own, each section to stand where its translation stands: whatever is told of
/// it is told there.
pub(super) fn translate_in_place(draft: &mut Draft, language: &str) {
    taken(draft, language, stand);
}

/// Returns the draft as it was.
fn taken(draft: &mut Draft, language: &str, first: fn(&mut Section, &Section)) -> Draft {
    let whole = draft.clone();
    let words = whole.translations.iter().filter_map(|sheet| Some((of(sheet, language)?, sheet)));
    let words: BTreeMap<&str, &Sheet> = words.collect();
    for base in draft.sheets_mut() {
        let Some(words) = words.get(&*base.file) else { continue };
        if base.top.site == Site::Lesson {
            settle(Arc::make_mut(&mut base.top), &whole);
        }
        let top = Arc::make_mut(&mut base.top);
        first(top, &words.top);
        section(top, &words.top);
    }
    if let Some(course) = &mut draft.course {
        let top = Arc::make_mut(&mut course.top);
        top.parts.settings.retain(|setting| setting.name != "language");
        top.parts.settings.push(ours("language", Part::Words(Words::ours(language))));
    }
    whole
}

/// Lets a section stand where its translation stands. What is not translated stands at the head of it.
fn stand(base: &mut Section, words: &Section) {
    stand_in(&mut base.parts, &words.parts);
    for below in &mut base.sections {
        if let Some(words) = translation_of(below, words) {
            stand(below, words);
        }
    }
    for scene in &mut base.parts.scenes {
        if let Some(words) = scene_in(scene, &words.parts) {
            stand_in(scene, words);
        }
    }
}

fn stand_in(base: &mut Parts, words: &Parts) {
    base.file.clone_from(&words.file);
    base.header.clone_from(&words.header);
    for own in base.settings.iter_mut() {
        let said = words.setting(own.name);
        own.named_at = said.map_or_else(|| words.header.clone(), |said| said.named_at.clone());
        own.value_at = said.map_or_else(|| words.header.clone(), |said| said.value_at.clone());
        let at = &own.value_at;
        match &mut own.part {
            Part::Words(words) => words.span.clone_from(at),
            Part::Lines(lines) => lines.iter_mut().for_each(|line| line.span.clone_from(at)),
            Part::List(list) => list.groups.iter_mut().for_each(|group| stand_at(group, at)),
            _ => {}
        }
    }
}

fn stand_at(group: &mut Group, at: &Range<usize>) {
    group.name.iter_mut().for_each(|name| name.span.clone_from(at));
    for item in &mut group.items {
        item.span.clone_from(at);
        let words = [&mut item.words, &mut item.reply].into_iter().chain(&mut item.target);
        words.for_each(|words| words.span.clone_from(at));
        item.mark.iter_mut().for_each(|(_, mark)| mark.clone_from(at));
    }
}

/// Returns the path that a file of a language translates.
pub(super) fn of<'s>(sheet: &'s Sheet, language: &str) -> Option<&'s str> {
    sheet.file.strip_prefix("translations/")?.strip_prefix(language)?.strip_prefix('/')
}

/// Writes down what would be worked out from the words of a lesson: the ids of its pages, and how long it takes.
fn settle(top: &mut Section, draft: &Draft) {
    if !top.has("minutes") {
        top.parts.settings.push(ours("minutes", Part::Count(lesson::minutes(top, draft))));
    }
    let ids = page::ids(&top.sections, draft);
    for (page, id) in top.sections.iter_mut().zip(ids) {
        if !page.has("id") {
            page.parts.settings.push(ours("id", Part::Words(Words::ours(id.as_str()))));
        }
    }
}

/// A setting that nobody wrote.
pub(super) const fn ours(name: &'static str, part: Part) -> Setting {
    Setting { name, named_at: 0..0, value_at: 0..0, part }
}

fn section(base: &mut Section, words: &Section) {
    let site = base.site;
    settings(site, &mut base.parts, &words.parts);
    for (name, table) in &mut base.tables {
        if let Some(words) = words.table(name) {
            section(table, words);
        }
    }
    for (name, entries) in &mut base.names {
        for entry in entries {
            let said = words.named(name).iter().find(|other| other.name == entry.name);
            if let (Part::Words(own), Some(Entry { part: Part::Words(said), .. })) = (&mut entry.part, said) {
                own.clone_from(said);
            }
        }
    }
    for below in &mut base.sections {
        if let Some(words) = translation_of(below, words) {
            section(below, words);
        }
    }
    // The scenes of a story are kept twice: as sections, and as the parts its kind reads.
    for scene in &mut base.parts.scenes {
        if let Some(said) = scene_in(scene, &words.parts) {
            settings(Site::Scene, scene, said);
        }
    }
}

/// Returns what translates a page, a question or a scene.
fn translation_of<'s>(below: &Section, words: &'s Section) -> Option<&'s Section> {
    let id = below.line("id");
    words.sections.iter().find(|other| !id.is_empty() && other.line("id") == id)
}

fn scene_in<'p>(scene: &Parts, words: &'p Parts) -> Option<&'p Parts> {
    let id = scene.words("id").map(Words::markdown);
    words.scenes.iter().find(|other| id.is_some() && other.words("id").map(Words::markdown) == id)
}

fn settings(site: Site, base: &mut Parts, words: &Parts) {
    for said in &words.settings {
        let Some(row) = site.row(said.name).filter(|row| is_translated(row)) else { continue };
        let Some(own) = base.settings.iter_mut().find(|own| own.name == said.name) else { continue };
        match (&mut own.part, &said.part) {
            (Part::Words(own), Part::Words(said)) if row.name == "mark" => marked(own, said),
            (Part::Words(own), Part::Words(said)) if !said.is_empty() => own.clone_from(said),
            (Part::List(own), Part::List(said)) if fits(own, said) => list(row.name, own, said),
            (Part::Lines(own), Part::Lines(said)) if own.len() == said.len() => own.clone_from(said),
            _ => {}
        }
    }
}

/// Whether a setting holds words that a learner reads. What is typed by a learner and compared (`accept`, `near`) is none of them.
pub(in crate::course) fn is_translated(row: &Row) -> bool {
    const NAMES: [&str; 15] = [
        "language",
        "image",
        "include",
        "by",
        "see",
        "pool",
        "set",
        "add",
        "when",
        "note",
        "contact",
        "credit_type",
        "signer",
        "tests",
        "quiz",
    ];
    match row.of {
        Type::Line | Type::Words => !NAMES.contains(&row.name),
        Type::List(..) => true,
        Type::Lines => matches!(row.name, "objectives" | "extra"),
        _ => false,
    }
}

/// Whether two lists have the same items, group by group.
pub(super) fn fits(own: &List, said: &List) -> bool {
    let counts = |list: &List| list.groups.iter().map(|group| (group.name.is_some(), group.items.len())).collect::<Vec<_>>();
    said.broken.is_empty() && counts(own) == counts(said)
}

/// Takes words and replies over; marks and targets stay. Only the right sides of pairs are words.
fn list(name: &str, own: &mut List, said: &List) {
    for (own, said) in own.groups.iter_mut().zip(&said.groups) {
        if let (Some(own), Some(said)) = (&mut own.name, &said.name) {
            own.clone_from(said);
        }
        for (own, said) in own.items.iter_mut().zip(&said.items) {
            own.words = if name == "choices" { with_braces(own, &said.words) } else { said.words.clone() };
            if name == "pairs"
                && let (Some(own), Some(said)) = (&mut own.target, &said.target)
            {
                own.clone_from(said);
            }
            if !own.reply.is_empty() && !said.reply.is_empty() {
                own.reply = said.reply.clone();
            }
        }
    }
}

/// Returns the words of a choice with the conditions and changes that its own words end in.
fn with_braces(own: &Item, said: &Words) -> Words {
    let braces = |words: &str| words.strip_suffix('}').and_then(|open| open.rfind('{'));
    let (own, written) = (own.words.markdown().trim_end(), said.markdown().trim_end());
    let bare = braces(written).and_then(|at| written.get(..at)).unwrap_or(written).trim_end();
    match braces(own).and_then(|at| own.get(at..)) {
        Some(inside) => Words::new(format!("{bare} {inside}"), said.span.clone()),
        None => said.clone(),
    }
}

/// Takes a text with phrases over: which of them identify is told by the course's own, in the order they stand.
fn marked(own: &mut Words, said: &Words) {
    let whole = own.markdown();
    let kinds = opens(whole);
    let text = said.markdown();
    let there = opens(text);
    if kinds.len() != there.len() {
        return;
    }
    let (mut made, mut from) = (String::new(), 0);
    for ((own_at, identifies), (at, was)) in kinds.iter().zip(&there) {
        let (open, shut) = if *identifies { ("[[", "]]") } else { ("((", "))") };
        let (Some(before), Some(phrase)) = (text.get(from..*at), phrase_at(text, *at, *was)) else { return };
        made.extend([before, open, phrase]);
        // A reason that was left out is told in the course's own language, as all else is that was.
        if let Some(why) = phrase_at(whole, *own_at, *identifies).and_then(reason).filter(|_| reason(phrase).is_none()) {
            made.extend(["|", why]);
        }
        made.push_str(shut);
        from = at + 2 + phrase.len() + 2;
    }
    made.push_str(text.get(from..).unwrap_or(""));
    *own = Words::new(made, said.span.clone());
}

/// Returns what stands between the brackets that open at a place; `None` where they are left open.
pub(super) fn phrase_at(text: &str, at: usize, identifies: bool) -> Option<&str> {
    let inside = text.get(at + 2..)?;
    inside.get(..inside.find(if identifies { "]]" } else { "))" })?)
}

/// Returns why a phrase identifies or does not, as it is written behind it.
pub(super) fn reason(phrase: &str) -> Option<&str> {
    phrase.split_once('|').map(|(_, why)| why).filter(|why| !why.trim().is_empty())
}

/// Returns how many phrases a text to mark has; one that is left open is none.
pub(in crate::course) fn phrases(text: &str) -> usize {
    opens(text).into_iter().filter(|(at, identifies)| phrase_at(text, *at, *identifies).is_some()).count()
}

/// Returns where phrases open, and whether they identify.
pub(in crate::course) fn opens(text: &str) -> Vec<(usize, bool)> {
    let mut all: Vec<(usize, bool)> = text.match_indices("[[").map(|(at, _)| (at, true)).collect();
    all.extend(text.match_indices("((").map(|(at, _)| (at, false)));
    all.sort_unstable();
    all
}
