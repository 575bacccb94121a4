//! What was released before: answers that changed, ids that are gone, renamed or used again, a version that should rise.

use std::collections::{BTreeMap, BTreeSet};

use crate::course::abreast;
use crate::course::lock::{FILE, Lock, Noun, Released, taken};
use crate::course::read::Section;
use crate::course::{Course, Page, Version};
use crate::diagnostic::code::{B001, B204, B205, B206, B207, B208};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::id::QuestionId;
use crate::prose::Words;
use crate::prose::list::{Item, Mark};
use crate::question::{Parts, Setting};

use super::{Looked, lost, quoted};

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    retired_again(looked, found);
    retired_and_there(looked, found);
    let lock = match &looked.lock {
        None => return,
        Some(Ok(lock)) => lock,
        Some(Err(wrong)) => {
            let place = Place { file: FILE.into(), span: wrong.span().unwrap_or(0..0) };
            let complaint = Diagnostic::new(&B001, "I cannot read this line", place, "not as `bedside release` writes it");
            found.push(complaint.help("take the file from a copy; without it, the course counts as never released"));
            return;
        }
    };
    let Some(course) = looked.course else { return };
    of_another_id(looked, lock, course, found);
    let now = taken(course, looked.draft);
    let mut changed: Vec<&Released> = Vec::new();
    for old in lock.released.iter().filter(|old| !old.retired) {
        if let Some(new) = now.iter().find(|new| new.is(old)).or_else(|| heir(looked, old, &now)) {
            answer(looked, lock, old, new, found);
            pages(looked, lock, old, new, found);
        } else {
            changed.push(old);
            gone(looked, lock, old, &now, found);
        }
    }
    let unchanged = |new: &&Released| lock.released.iter().any(|old| old.is(new) && old.words == new.words && old.keeps_answer(new));
    changed.extend(now.iter().filter(|new| !unchanged(new)));
    // What was a draft at the last release still is, where no file differs.
    if changed.is_empty() || lock.version < course.version || !lock.digest.is_some_and(|digest| course.is_of(digest)) {
        version(looked, lock, &changed, found);
    }
}

/// A course that goes by another id than at its release: what every learner did stays under the old one.
fn of_another_id(looked: &Looked<'_>, lock: &Lock, course: &Course, found: &mut Vec<Diagnostic>) {
    let Some((sheet, old)) = looked.draft.course.as_ref().zip(lock.course.as_ref()) else { return };
    let top = &sheet.top;
    let Some(setting) = top.parts.setting("id").filter(|_| course.id != *old) else { return };
    let mut retired = top.lines("retired");
    if retired.iter().any(|id| id == old.as_str()) {
        return;
    }
    retired.push(old.to_string());
    let list: Vec<String> = retired.iter().map(|id| format!("\"{id}\"")).collect();
    let says = format!("learners' results are kept under `{old}`, version {}", lock.version);
    found.push(
        Diagnostic::new(&B206, format!("`{old}` seems to have been renamed"), top.parts.place(&setting.value_at), says)
            .help(format!("write `id = \"{old}\"` again: under another id every learner begins anew"))
            .help(format!("if that is meant, write `retired = [{}]` at the top of course.toml", list.join(", ")))
            .note(format!("known from {FILE}")),
    );
}

/// Ids in a list of what was taken out, and in use.
fn retired_again(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let again = |place: Place, id: &str, listed: Option<Place>| {
        let complaint = Diagnostic::new(&B207, format!("`{id}` was retired and cannot be used again"), place, "used again");
        let complaint = match listed {
            Some(listed) => complaint.and(listed, "retired"),
            None => complaint.note("known from course.lock"),
        };
        complaint.help("choose another id; old results still carry this one")
    };
    let retired: BTreeSet<(&str, &str)> = looked
        .released()
        .into_iter()
        .flat_map(|lock| &lock.released)
        .filter(|old| old.retired)
        .map(|old| (old.kind.word(), &*old.id))
        .collect();
    let once = |noun: Noun, id: &str| retired.contains(&(noun.word(), id));
    // Gathered once: a course may have ten thousand questions, and a thousand quizzes with such a list.
    let mut listed: BTreeMap<&str, (&Parts, &Words)> = BTreeMap::new();
    for (_, sheet) in &looked.quizzes {
        let parts = &sheet.top.parts;
        for line in parts.lines("retired") {
            listed.entry(line.markdown()).or_insert((parts, line));
        }
    }
    if retired.is_empty() && listed.is_empty() {
        return;
    }
    for section in looked.questions() {
        let Some((setting, id)) = section.named_by().zip(section.question_id()) else { continue };
        let list = listed.get(id).map(|(parts, line)| parts.place(&quoted(&line.span)));
        if list.is_some() || once(Noun::Question, id) {
            found.push(again(section.parts.place(&setting.value_at), id, list));
        }
    }
    for (noun, sheets) in [(Noun::Lesson, &looked.lessons), (Noun::Quiz, &looked.quizzes)] {
        for (id, sheet) in sheets {
            if once(noun, id) {
                found.push(again(sheet.top.begins(), id, None));
            }
        }
    }
}

/// Lessons and quizzes that are to be taken out and still lie there: learners go on meeting them. A lesson and its quiz share an id, and one
/// of them may be gone.
fn retired_and_there(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(sheet) = looked.draft.course.as_ref() else { return };
    for line in sheet.top.parts.lines("retired") {
        let id = line.markdown();
        // A draft is met by nobody.
        let lies = |noun: Noun| {
            let sheets = if noun == Noun::Lesson { &looked.lessons } else { &looked.quizzes };
            sheets.iter().find(|(name, sheet)| name == id && !sheet.top.flag("draft"))
        };
        let was = |noun: Noun| looked.released().is_some_and(|lock| lock.released.iter().any(|old| old.kind == noun && old.id == id));
        let nouns = [Noun::Lesson, Noun::Quiz];
        let Some((_, there)) = nouns.into_iter().find_map(lies) else { continue };
        if nouns.into_iter().any(|noun| lies(noun).is_none() && was(noun)) {
            continue;
        }
        let complaint = Diagnostic::new(
            &B207,
            format!("`{id}` is in `retired` and is still there"),
            sheet.top.parts.place(&quoted(&line.span)),
            "so learners go on meeting it",
        );
        found.push(
            complaint
                .and(there.top.begins(), "here it is")
                .help(format!("delete {} to take it out; or take `{id}` out of the list", there.file)),
        );
    }
}

fn answer(looked: &Looked<'_>, lock: &Lock, old: &Released, new: &Released, found: &mut Vec<Diagnostic>) {
    if new.rev > old.rev || old.keeps_answer(new) {
        return;
    }
    let Some(section) = question(looked, &new.id) else { return };
    let Some(place) = changed(section, old) else { return };
    let version = lock.version;
    let at = section.parts.setting("rev").or_else(|| section.parts.setting("id"));
    let mut complaint =
        Diagnostic::new(&B204, format!("the right answer of `{}` has changed since version {version}", new.id), place.0, place.1);
    if let Some(at) = at {
        complaint = complaint.and(section.parts.place(&at.value_at), format!("`rev` is still {}", new.rev));
    }
    if let Some(was) = place.2 {
        complaint = complaint.and(was, format!("right until version {version}"));
    }
    let next = old.rev + 1;
    found.push(
        complaint
            .help(format!("if that is meant, add `rev = {next}`; learners' old scores stay, or rise, as `rescore` says"))
            .help(if section.has("options") { "if not, move the `[x]` back" } else { "if not, put it back as it was" })
            .note(format!("known from {FILE}")),
    );
}

/// Pages of a lesson whose ids are not what they were, though their words are: learners have read them under the old ids.
fn pages(looked: &Looked<'_>, lock: &Lock, old: &Released, new: &Released, found: &mut Vec<Diagnostic>) {
    let Some(lesson) = looked.course.and_then(|course| course.lessons.iter().find(|lesson| *lesson.file == *new.file)) else { return };
    let Some(sheet) = looked.draft.lessons.iter().find(|sheet| *sheet.file == *new.file) else { return };
    let (before, now) = (old.pages(), new.pages());
    for (id, words) in &before {
        let is_known = |page: &Page| page.id.as_str() == *id || page.was.iter().any(|was| was.as_str() == *id);
        let heir = now.iter().find(|(other, same)| same == words && before.iter().all(|(known, _)| known != other));
        let Some((heir, _)) = heir.filter(|_| !lesson.pages.iter().any(is_known)) else { continue };
        let page = lesson.pages.iter().position(|page| page.id.as_str() == *heir).and_then(|place| sheet.top.sections.get(place));
        let Some(page) = page else { continue };
        let place = page.parts.setting("id").or_else(|| page.parts.setting("title"));
        let place = place.map_or_else(|| page.begins(), |setting| page.parts.place(&setting.value_at));
        let says = format!("the words are those of `{id}`, version {}", lock.version);
        let line = if page.has("id") { format!("was = [\"{id}\"]") } else { format!("id = \"{id}\"") };
        let complaint = Diagnostic::new(&B206, format!("`{id}` seems to have been renamed"), place, says);
        let complaint = complaint.help(format!("add `{line}` so that learners' results follow"));
        let by = if page.has("title") { "title" } else { "place" };
        found.push(if page.has("id") { complaint } else { complaint.note(format!("a page without an `id` is called by its {by}")) });
    }
}

/// The question that says it had this id before.
fn heir<'n>(looked: &Looked<'_>, old: &Released, now: &'n [Released]) -> Option<&'n Released> {
    let was = |new: &&Released| {
        let question = looked.draft.question(&new.id);
        question.is_some_and(|question| looked.draft.before(question).lines("was").contains(&old.id))
    };
    now.iter().filter(|new| new.kind == Noun::Question && old.kind == Noun::Question).find(was)
}

/// Where a changed answer shows: the item that is right now, and the one that was.
fn changed(section: &Section, old: &Released) -> Option<(Place, &'static str, Option<Place>)> {
    let parts = &section.parts;
    if let Some(list) = parts.list("options") {
        let right = |item: &&Item| item.mark.as_ref().is_some_and(|(mark, _)| *mark == Mark::Right);
        let was_right = |item: &&Item| old.sign_of(&item.words) == Some("x");
        let now = list.items().filter(right).find(|item| !was_right(item));
        let was = list.items().filter(was_right).find(|item| !right(item));
        let was_place = was.map(|item| parts.place(&item.span));
        if let Some(mark) = now.and_then(|item| item.mark.as_ref()) {
            return Some((parts.place(&mark.1), "now right", was_place));
        }
        return Some((parts.place(&parts.setting("options")?.named_at), "not marked as it was", was_place));
    }
    let telling = ["answer", "order", "pairs", "bins", "mark", "accept"].iter().find_map(|name| parts.setting(name));
    let at = telling.map_or_else(|| section.begins(), |setting| parts.place(&setting.named_at));
    Some((at, "not what it was", None))
}

fn question<'a>(looked: &Looked<'a>, id: &str) -> Option<&'a Section> {
    looked.draft.asked(&QuestionId::new(id).ok()?)
}

/// Something that was released is not there any more: renamed, taken out without a word, or only a draft again.
fn gone(looked: &Looked<'_>, lock: &Lock, old: &Released, now: &[Released], found: &mut Vec<Diagnostic>) {
    let still = match old.kind {
        Noun::Question => looked.draft.question(&old.id).is_some(),
        Noun::Lesson => looked.lessons.iter().any(|(id, _)| *id == old.id),
        Noun::Quiz => looked.quizzes.iter().any(|(id, _)| *id == old.id),
    };
    hidden(looked, lock, old, found);
    if still || is_retired(looked, old) || looked.draft.former_ids().any(|(noun, id)| noun == old.kind && id == old.id) {
        return;
    }
    let heir = now.iter().find(|new| new.kind == old.kind && new.words == old.words && !lock.released.iter().any(|known| known.is(new)));
    if let Some(heir) = heir {
        renamed(looked, lock, old, heir, found);
        return;
    }
    if old.kind == Noun::Question && !looked.quizzes.iter().any(|(_, sheet)| *sheet.file == *old.file) {
        return; // its quiz is gone or renamed, which is told
    }
    if old.kind != Noun::Question
        && let Some(complaint) = lost::run(looked, lock, old)
    {
        found.push(complaint);
        return;
    }
    let noun = old.kind.word();
    let quiz = looked.quizzes.iter().find(|(_, sheet)| old.kind == Noun::Question && *sheet.file == *old.file).map(|(_, sheet)| *sheet);
    let Some(sheet) = quiz.or(looked.draft.course.as_ref()) else { return };
    // What cannot be read may be this very question; what is the matter with it is told.
    let is_holed = |section: &Section| section.holed || section.question_id().is_none();
    if old.kind == Noun::Question && (sheet.top.holed || sheet.top.sections.iter().any(is_holed)) {
        return;
    }
    if old.kind == Noun::Question && sheet.top.sections.is_empty() {
        emptied(lock, old, &sheet.top, found);
        return;
    }
    let parts = &sheet.top.parts;
    let (place, says) = match parts.setting("retired") {
        Some(Setting { value_at, .. }) => (parts.place(value_at), format!("`{}` is not in this list", old.id)),
        None => (sheet.top.begins(), format!("no `retired` in this file names `{}`", old.id)),
    };
    let list: Vec<String> = parts.lines("retired").iter().map(|line| format!("\"{}\"", line.markdown())).collect();
    let list = list.into_iter().chain([format!("\"{}\"", old.id)]).collect::<Vec<_>>().join(", ");
    found.push(
        Diagnostic::new(&B205, format!("the {noun} `{}` was released in version {} and is gone", old.id, lock.version), place, says)
            .help(format!("if you removed it, write `retired = [{list}]`; old results stay"))
            .help(format!("if you renamed it, put `was = [\"{}\"]` into the {noun}", old.id)),
    );
}

/// A quiz without any of its questions, as a program leaves it that was stopped while it saved: that is told once.
fn emptied(lock: &Lock, old: &Released, top: &Section, found: &mut Vec<Diagnostic>) {
    let message = format!("the questions of this quiz were released in version {} and are gone", lock.version);
    let complaint = Diagnostic::new(&B205, message, top.begins(), format!("no `[[question]]` in {}", old.file));
    let complaint = complaint.help("put the file back from a copy; old results hang on its questions");
    if !found.contains(&complaint) {
        found.push(complaint);
    }
}

/// A lesson or quiz that was released and is a draft again: it may come back, and until then no learner sees it.
fn hidden(looked: &Looked<'_>, lock: &Lock, old: &Released, found: &mut Vec<Diagnostic>) {
    let sheets = match old.kind {
        Noun::Lesson => &looked.lessons,
        Noun::Quiz => &looked.quizzes,
        Noun::Question => return,
    };
    let Some((_, sheet)) = sheets.iter().find(|(id, _)| *id == old.id) else { return };
    let Some(draft) = sheet.top.parts.setting("draft").filter(|_| sheet.top.flag("draft")) else { return };
    let message = format!("the {} `{}` was released in version {} and is a draft again", old.kind.word(), old.id, lock.version);
    let place = sheet.top.parts.place(&(draft.named_at.start..draft.value_at.end));
    let complaint = Diagnostic::new(&B205, message, place, "so learners no longer see it, and the certificate does not need it")
        .help("delete this line to bring it back; what learners did in it stays")
        .help(format!("if it is gone for good, delete the file and add `{}` to `retired` in course.toml", old.id));
    found.push(Diagnostic { severity: Severity::Warning, ..complaint });
}

fn renamed(looked: &Looked<'_>, lock: &Lock, old: &Released, heir: &Released, found: &mut Vec<Diagnostic>) {
    let sheets = looked.draft.lessons.iter().chain(&looked.draft.quizzes);
    let Some(sheet) = sheets.into_iter().find(|sheet| *sheet.file == *heir.file) else { return };
    let top = &sheet.top;
    let named = |section: &Section| section.named_by().map(|id| section.parts.place(&id.value_at));
    let place = if old.kind == Noun::Question {
        top.sections.iter().find(|section| section.question_id() == Some(&*heir.id)).and_then(named)
    } else {
        named(top)
    };
    found.push(
        Diagnostic::new(
            &B206,
            format!("`{}` seems to have been renamed", old.id),
            place.unwrap_or_else(|| top.begins()),
            format!("the words are those of `{}`, version {}", old.id, lock.version),
        )
        .help(format!("add `was = [\"{}\"]` so that learners' results follow", old.id)),
    );
}

/// Whether it, or the quiz it stood in, is in a list of what was taken out.
fn is_retired(looked: &Looked<'_>, old: &Released) -> bool {
    let course = looked.draft.course.as_ref().map(|sheet| sheet.top.lines("retired")).unwrap_or_default();
    let stem = old.file.trim_start_matches("quizzes/").trim_end_matches(".toml");
    match old.kind {
        Noun::Question => {
            course.iter().any(|id| id == stem) || looked.quizzes.iter().any(|(_, sheet)| sheet.top.lines("retired").contains(&old.id))
        }
        Noun::Lesson | Noun::Quiz => course.contains(&old.id),
    }
}

fn version(looked: &Looked<'_>, lock: &Lock, changed: &[&Released], found: &mut Vec<Diagnostic>) {
    let released = lock.version;
    let Some(sheet) = &looked.draft.course else { return };
    let Some((setting, now)) = sheet.top.parts.setting("version").zip(Version::read(&sheet.top.line("version"))) else { return };
    if now > released {
        return;
    }
    let of = |noun: Noun| (changed.iter().filter(|new| new.kind == noun).count(), noun.word());
    let translated = (abreast::changed(looked.draft, &lock.translated), "translated file");
    let counts = [of(Noun::Lesson), of(Noun::Quiz), of(Noun::Question), translated];
    let all: usize = counts.iter().map(|(count, _)| count).sum();
    if all == 0 && now == released {
        return;
    }
    let counted = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| {
        let plural = if noun == "quiz" { "quizzes".to_owned() } else { format!("{noun}s") };
        format!("{} {}", super::pools::number(count), if count == 1 { noun } else { &plural })
    });
    let counted: Vec<String> = counted.collect();
    let have = if all == 1 { "has" } else { "have" };
    let says = if now == released { "the same as the last release" } else { "lower than the last release" };
    let (edition, revision) = (released.edition, released.revision);
    found.push(
        Diagnostic::new(
            &B208,
            if all == 0 {
                format!("the version has fallen below {released}, which is released")
            } else {
                format!("{} {have} changed since version {released}", crate::course::read::listed(&counted))
            },
            sheet.top.parts.place(&setting.value_at),
            says,
        )
        .help(format!("write \"{edition}.{}\" for a correction, \"{}.0\" if what you teach has changed", revision + 1, edition + 1))
        .note("`bedside release` will not go on without it"),
    );
}
