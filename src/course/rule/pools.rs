//! Pools from which questions are drawn, and whether the pass mark can be reached.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B407;
use crate::question::Part;

use super::Looked;

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for (_, sheet) in &looked.quizzes {
        let top = &sheet.top;
        if top.holed || top.sections.iter().any(|section| section.holed) {
            continue;
        }
        for pool in top.named("pools") {
            let Part::Count(draw) = pool.part else { continue };
            let there =
                top.sections.iter().filter(|section| section.parts.words("pool").is_some_and(|name| name.markdown() == pool.name)).count();
            let there = u32::try_from(there).unwrap_or(u32::MAX);
            if there >= draw {
                continue;
            }
            let at = top.parts.place(&pool.value_at);
            let name = &pool.name;
            found.push(if there == 0 {
                Diagnostic::new(
                    &B407,
                    format!("no question belongs to the pool `{name}`"),
                    at,
                    format!("no question has `pool = \"{name}\"`"),
                )
                .help("write the pool into its questions, or delete this line")
            } else {
                let noun = if there == 1 { "question has" } else { "questions have" };
                let more = number(usize::try_from(draw - there).unwrap_or(usize::MAX));
                Diagnostic::new(
                    &B407,
                    format!("the pool `{name}` is too small to draw {draw}"),
                    at,
                    format!("only {there} {noun} `pool = \"{name}\"`"),
                )
                .help(format!("draw {there}, or write {more} more"))
            });
        }
    }
}

pub(super) fn number(count: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
