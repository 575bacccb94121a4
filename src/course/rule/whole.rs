//! The course as a whole: titles that fit, time and credit, reviews, quizzes for lessons.

use std::collections::BTreeSet;

use jiff::civil::Date;
use unicode_width::UnicodeWidthChar;

use crate::course::read::Section;
use crate::course::setting::{Site, WIDEST_TITLE};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B104, B105, B112, B604, B903, B904, B904_ENDED, B907, B908, B909};
use crate::id::LessonId;
use crate::language::Tag;
use crate::question::Part;

use super::translated::language_called;
use super::{File, Looked};

pub(super) fn titles(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    file.sections.iter().for_each(|section| title(section, found));
}

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    file.sections.iter().for_each(|section| odd_units(section, found));
    let Some(quiz) = file.quiz_top() else { return };
    let questions = &quiz.sections;
    let recall =
        questions.iter().filter(|question| question.parts.words("level").is_some_and(|level| level.markdown() == "recall")).count();
    if recall > 1 && recall == questions.len() {
        let says = format!("{recall} of {recall} questions are `level = \"recall\"`");
        found.push(
            Diagnostic::new(&B908, "the quiz asks for facts only", quiz.begins(), says)
                .help("turn some into situations: what do you do next?"),
        );
    }
}

pub(super) fn course(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let followed = looked.course.iter().flat_map(|course| &course.quizzes).filter_map(|quiz| quiz.lesson.as_ref());
    let followed: BTreeSet<&str> = followed.map(LessonId::as_str).collect();
    let quizzes: BTreeSet<&str> = looked.draft.quizzes.iter().map(|quiz| &*quiz.stem).collect();
    for (id, sheet) in &looked.lessons {
        let top = &sheet.top;
        let quiz = followed.contains(id.as_str()) || quizzes.contains(&*sheet.stem);
        if !quiz && !top.flag("draft") && !top.has("quiz") {
            let at = top.parts.setting("title").map_or_else(|| top.begins(), |title| top.parts.place(&title.named_at));
            found.push(
                Diagnostic::new(&B907, "this lesson has no quiz", at, format!("no quizzes/{}.toml", sheet.stem))
                    .help(format!("run `bedside new quiz {id}`")),
            );
        }
    }
    if let Some(course) = &looked.draft.course {
        language(&course.top, found);
        credit(&course.top, looked, found);
        review(&course.top, looked.today, found);
    }
}

fn title(section: &Section, found: &mut Vec<Diagnostic>) {
    if !matches!(section.site, Site::Course | Site::Lesson | Site::Quiz | Site::Page) {
        return;
    }
    let Some(words) = section.parts.words("title").filter(|words| words.markdown().len() > WIDEST_TITLE) else { return };
    let mut wide = 0;
    for (at, letter) in words.markdown().char_indices() {
        wide += letter.width().unwrap_or(0);
        if wide > WIDEST_TITLE {
            let place = section.parts.place(&((words.span.start + at).min(words.span.end)..words.span.end));
            found.push(
                Diagnostic::new(&B604, "the title is cut off on an 80-column screen", place, "beyond 60 columns").help(
                    shorter(words.markdown(), at)
                        .map_or_else(|| "shorten it; the rest can stand in the text".to_owned(), |short| format!("try \"{short}\"")),
                ),
            );
            return;
        }
    }
}

/// Returns a title up to the last place, before a byte, where a thought ends.
fn shorter(title: &str, before: usize) -> Option<&str> {
    let fits = title.get(..before)?;
    let ends = [", ", "; ", ": ", ". ", " – ", " — ", " and ", " or "];
    let short = fits.get(..ends.iter().filter_map(|end| fits.rfind(end)).max()?)?;
    let short = short.trim_end_matches([',', ';', ':', '.', ' ', '–', '—']);
    (short.split_whitespace().count() > 1).then_some(short)
}

/// Times that look as if they were given in another unit.
fn odd_units(section: &Section, found: &mut Vec<Diagnostic>) {
    if !matches!(section.site, Site::Quiz | Site::Question) {
        return;
    }
    for (name, most, per, what) in [
        ("time_limit_minutes", 300, 60, "time limit"),
        ("wait_minutes", 60 * 24 * 31, 60, "wait"),
        ("time_limit_seconds", 1800, 60, "time limit"),
    ] {
        let Some((setting, count)) = section.parts.setting(name).zip(section.parts.count(name)).filter(|(_, count)| *count > most) else {
            continue;
        };
        let unit = if name.ends_with("seconds") { "seconds" } else { "minutes" };
        let larger = if unit == "seconds" { "minutes" } else { "hours" };
        let says = format!("{} {larger}", spelt(count / per));
        let complaint = Diagnostic::new(&B112, format!("this {what} is very long"), section.parts.place(&setting.value_at), says);
        found.push(complaint.help(format!("did you mean {}? The unit is {unit}", count / per)));
    }
}

fn spelt(count: u32) -> String {
    const WORDS: [&str; 21] = [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    usize::try_from(count).ok().and_then(|count| WORDS.get(count)).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// A language that no learner's wish can name. Tags of one's own (`x-…`) and those of old lists (`i-…`) are tags, too.
fn language(top: &Section, found: &mut Vec<Diagnostic>) {
    let Some((setting, words)) = top.parts.setting("language").zip(top.parts.words("language")) else { return };
    let written = words.markdown();
    if Tag::read(written).is_some() || written.starts_with("x-") || written.starts_with("i-") {
        return;
    }
    let dashes = written.replace('_', "-");
    let meant = language_called(written).or_else(|| Tag::read(&dashes).map(|_| &*dashes));
    let help = meant.map_or_else(
        || "write the language's tag, such as `language = \"en\"` or `language = \"pt-BR\"`".to_owned(),
        |tag| format!("write `language = \"{tag}\"`"),
    );
    let place = top.parts.place(&setting.value_at);
    found.push(Diagnostic::new(&B105, format!("`language` cannot be \"{written}\""), place, "not the tag of a language").help(help));
}

fn credit(top: &Section, looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let Some(setting) = top.parts.setting("credit_hours") else { return };
    let Part::Hundredths(hundredths) = setting.part else { return };
    if hundredths == 0 {
        return;
    }
    let wanted: Vec<String> = ["audience", "objectives", "disclosure", "released", "reviewed", "ends"]
        .iter()
        .filter(|name| !top.has(name))
        .map(|name| format!("`{name}`"))
        .collect();
    if !wanted.is_empty() {
        let complaint = Diagnostic::new(
            &B909,
            "learners must be told more before a course may give credit",
            top.parts.place(&setting.named_at),
            "the course gives credit",
        );
        found.push(
            complaint
                .help(format!("add {}", crate::course::read::listed(&wanted)))
                .note("wanted by the rules for enduring material; ask your education office which apply"),
        );
    }
    let minutes: u32 = looked.course.map_or(0, |course| course.lessons.iter().map(|lesson| lesson.minutes).sum());
    let given = hundredths * 60 / 100;
    if minutes > 0 && given * 3 > minutes * 4 {
        let quarters = (minutes / 15).max(1) * 25;
        let hours = format!("{}.{}", quarters / 100, format!("{:02}", quarters % 100).trim_end_matches('0'));
        let hours = hours.trim_end_matches('.').to_owned();
        found.push(
            Diagnostic::new(
                &B903,
                "the course is shorter than the credit it gives",
                top.parts.place(&setting.value_at),
                format!("the lessons and quizzes take {minutes} minutes"),
            )
            .help(format!("write {hours}, or correct `minutes` in the lessons")),
        );
    }
}

fn review(top: &Section, today: Option<Date>, found: &mut Vec<Diagnostic>) {
    let date = |name: &str| match top.parts.setting(name).map(|setting| (&setting.part, setting)) {
        Some((Part::Date(date), setting)) => Some((*date, setting)),
        _ => None,
    };
    let ends = date("ends");
    if let Some(((released, first), (_, at))) = date("released").zip(ends).filter(|((released, _), (ends, _))| ends < released) {
        let place = top.parts.place(&at.value_at);
        let complaint = Diagnostic::new(&B104, "`ends` must be after `released`", place, format!("before {released}"));
        found.push(complaint.and(top.parts.place(&first.value_at), "").help("write the last day on which credit may be given"));
        return;
    }
    if let Some((ends, at)) = ends.filter(|(ends, _)| today.is_some_and(|today| today > *ends)) {
        let complaint =
            Diagnostic::new(&B904_ENDED, "the course has ended", top.parts.place(&at.value_at), format!("{ends} was its last day"));
        found.push(complaint.help("have the content reviewed, then write the new dates").note("no credit may be given after `ends`"));
        return;
    }
    let Some((reviewed, at)) = date("reviewed") else { return };
    let until = reviewed.checked_add(jiff::Span::new().months(36)).unwrap_or(reviewed);
    let late = ends.is_some_and(|(ends, _)| ends > until);
    if late || today.is_some_and(|today| today > until) {
        let says = if late { "more than 36 months before `ends`" } else { "more than 36 months ago" };
        let complaint = Diagnostic::new(&B904, "the review is older than the rules for credit allow", top.parts.place(&at.value_at), says);
        let complaint = match ends.filter(|_| late) {
            Some((_, ends)) => complaint.and(top.parts.place(&ends.value_at), ""),
            None => complaint,
        };
        found.push(
            complaint
                .help("have the content reviewed, then write the new date")
                .note("an error from the day after `ends`: no credit may be given"),
        );
    }
}
