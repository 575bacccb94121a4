//! One lesson, made of its file's settings.

use crate::course::Lesson;
use crate::diagnostic::Diagnostic;
use crate::id::{Id, LessonId, QuizId};
use crate::prose::words_in;

use super::draft::{Draft, Sheet};
use super::page;
use super::section::Section;

/// How many words a minute a careful reader reads.
const WORDS_A_MINUTE: usize = 200;

/// Makes a lesson, but for what it needs: that is known when all are made.
pub(super) fn lesson(sheet: &Sheet, id: LessonId, draft: &Draft, found: &mut Vec<Diagnostic>) -> Lesson {
    let top = &sheet.top;
    let mut pages = Vec::with_capacity(top.sections.len());
    let mut taken = Vec::with_capacity(top.sections.len() * 2);
    // Ids that are written go first: a title never takes one of them.
    taken.extend(top.sections.iter().filter_map(|section| Id::new(section.parts.words("id")?.markdown()).ok()));
    for place in 0..top.sections.len() {
        let made = draft.made((sheet, place), found, |section, draft, found| page::page(section, draft, place, &taken, found));
        if let Some(page) = made {
            taken.push(page.id.clone());
            pages.push(page);
        }
    }
    let minutes = top.parts.count("minutes").unwrap_or_else(|| minutes(top, draft));
    Lesson {
        title: top.line("title"),
        summary: top.line("summary"),
        sources: top.lines("sources"),
        minutes,
        needs: Vec::new(),
        teaches: top.ids("teaches"),
        quiz: top.parts.words("quiz").and_then(|quiz| QuizId::new(quiz.markdown()).ok()),
        was: top.ids("was"),
        pages: pages.into(),
        file: sheet.file.clone(),
        id,
    }
}

/// Works out how long a lesson takes: a minute for 200 words, and one for each decision or reflection.
pub(super) fn minutes(top: &Section, draft: &Draft) -> u32 {
    let shown = |section| {
        let section: &Section = section;
        let include = section.parts.words("include");
        include.and_then(|include| draft.shared(include.markdown(), section.site)).unwrap_or(section)
    };
    let words: usize = top.sections.iter().map(|section| words(shown(section))).sum();
    let pauses = top.sections.iter().map(shown).filter(|page| page.has("choices") || page.has("reveal")).count();
    u32::try_from(words.div_ceil(WORDS_A_MINUTE) + pauses).unwrap_or(120).clamp(1, 120)
}

/// Counts the words of a section as they are written, which is near enough and needs no Markdown.
fn words(section: &Section) -> usize {
    use crate::question::Part;
    let of_part = |part: &Part| match part {
        Part::Words(words) => words_in(words.markdown()),
        Part::List(list) => list.items().map(|item| words_in(item.words.markdown()) + words_in(item.reply.markdown())).sum(),
        _ => 0,
    };
    let shown =
        section.parts.settings.iter().filter(|setting| !matches!(setting.name, "id" | "note" | "image" | "kind" | "include" | "on"));
    shown.map(|setting| of_part(&setting.part)).sum()
}
