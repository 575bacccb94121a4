//! A time limit leaves time to read.

use crate::course::read::Section;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B414;
use crate::question::Part;

use super::{File, Looked};

/// Words a slow reader reads in a minute, and half-minutes to think about each question.
const WORDS_A_MINUTE: usize = 200;

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(top) = file.quiz_top() else { return };
    let limit = top.parts.setting("time_limit_minutes").zip(top.parts.count("time_limit_minutes")).filter(|(_, limit)| *limit > 0);
    let Some((setting, limit)) = limit else { return };
    let words: usize = top.sections.iter().map(words).sum();
    let questions = top.sections.len();
    let needed = (words * 2).div_ceil(WORDS_A_MINUTE) + questions;
    let minutes = u32::try_from(needed.div_ceil(2)).unwrap_or(u32::MAX);
    if limit >= minutes {
        return;
    }
    let says = format!("about {minutes} minutes are needed for {} words and {questions} questions", thousands(words));
    found.push(
        Diagnostic::new(&B414, "the time limit is shorter than the reading time", top.parts.place(&setting.value_at), says)
            .help(format!("write {} or more, or delete the line; slow readers know the rules as well", minutes + minutes.div_ceil(3))),
    );
}

fn words(question: &Section) -> usize {
    let shown =
        question.parts.settings.iter().filter(|setting| {
            matches!(setting.name, "ask" | "post" | "options" | "order" | "pairs" | "bins" | "mark" | "draft" | "rubric")
        });
    let own: usize = shown
        .map(|setting| match &setting.part {
            Part::Words(words) => words.count(),
            Part::List(list) => {
                list.items().map(|item| item.words.count() + item.target.as_ref().map_or(0, crate::prose::Words::count)).sum()
            }
            _ => 0,
        })
        .sum();
    // Nobody meets every scene of a story; half of them is a long way through it.
    let scenes: usize = question.parts.scenes.iter().filter_map(|scene| scene.words("text")).map(crate::prose::Words::count).sum();
    own + scenes.div_ceil(2)
}

fn thousands(count: usize) -> String {
    if count < 1000 { count.to_string() } else { format!("{},{:03}", count / 1000, count % 1000) }
}
