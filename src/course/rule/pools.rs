//! Pools from which questions are drawn, and whether the pass mark can be reached.

use crate::course::read::Section;
use crate::course::setting::{Site, elsewhere};
use crate::course::{Question, Quiz};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B108, B407};
use crate::question::{Marks, Part};

use super::{File, Looked};

/// What else is out of reach.
const ALSO: &str = "also: a pool nobody belongs to; `pass` above what the drawn points can reach";

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(quiz) = file.quiz {
        out_of_reach(quiz, &file.sheet.top, found);
    }
    if let Some(top) = file.quiz_top() {
        too_small(top, found);
    }
}

fn too_small(top: &Section, found: &mut Vec<Diagnostic>) {
    if top.holed || top.sections.iter().any(|section| section.holed) {
        return;
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
        let owner = if Site::Quiz.row(name).is_some() { Some(Site::Quiz) } else { elsewhere(name, Site::Quiz) };
        if let Some(owner) = owner.filter(|_| there == 0) {
            let belongs = owner.called().replacen("a ", "the ", 1);
            let place = top.parts.place(&pool.named_at);
            let help = match owner {
                Site::Quiz => "move the line above `[pools]`".to_owned(),
                other => format!("move the line to {}", other.called().replacen("a ", "the ", 1)),
            };
            let says = "so this is read as one of the names in `[pools]`";
            found.push(Diagnostic::new(&B108, format!("`{name}` belongs to {belongs}, not to `[pools]`"), place, says).help(help));
            continue;
        }
        found.push(if there == 0 {
            Diagnostic::new(&B407, format!("no question belongs to the pool `{name}`"), at, format!("no question has `pool = \"{name}\"`"))
                .help("write the pool into its questions, or delete this line")
                .note(ALSO)
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
            .note(ALSO)
        });
    }
}

/// A pass mark above what even the best draw can earn, and a quiz in which nothing counts, or nothing is asked.
fn out_of_reach(quiz: &Quiz, top: &Section, found: &mut Vec<Diagnostic>) {
    let read = quiz.questions.len() == top.sections.len();
    if !read || !top.parts.unread.is_empty() || top.holed || top.sections.iter().any(|section| section.holed) {
        return;
    }
    let best = best(quiz);
    if best.reaches(quiz.pass) {
        return;
    }
    let setting = top.parts.setting("pass");
    let at = setting.map_or_else(|| top.begins(), |pass| top.parts.place(&pass.value_at));
    let (message, says, help) = if quiz.questions.is_empty() {
        let help = "write a `[[question]]`, or `draft = true` while you work on it";
        ("nobody can pass this quiz", "no question in this file".to_owned(), help.to_owned())
    } else if best.of() == 0 {
        let help = "give a question `points`, or write `counts = true` into a rewrite";
        ("nobody can pass this quiz", "no question earns points".to_owned(), help.to_owned())
    } else {
        let most = best.grade().shown().0;
        let says = format!("the best answers earn {most} %");
        ("`pass` is more than anybody can reach", says, format!("write `pass = {most}`, or give an ending of each story a `score` of 100"))
    };
    found.push(Diagnostic::new(&B407, message, at, says).help(help));
}

/// What the right answers earn in the luckiest draw.
fn best(quiz: &Quiz) -> Marks {
    let worth = |question: &Question| (question.points, question.kind.grade(&question.kind.key(), question.partial));
    let mut marks = Marks::default();
    for (points, grade) in quiz.questions.iter().filter(|question| question.pool.is_none()).map(worth) {
        marks.add(points, grade);
    }
    for (pool, draw) in &quiz.pools {
        let mut all: Vec<_> = quiz.questions.iter().filter(|question| question.pool.as_ref() == Some(pool)).map(worth).collect();
        all.sort_by(|one, other| other.1.cmp(&one.1).then(other.0.cmp(&one.0)));
        for (points, grade) in all.into_iter().take(usize::try_from(*draw).unwrap_or(usize::MAX)) {
            marks.add(points, grade);
        }
    }
    marks
}

pub(super) fn number(count: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
