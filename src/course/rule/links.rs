//! Links in Markdown: to terms, pages, lessons and quizzes that are there, and to the web.

use std::ops::Range;

use crate::course::setting::{Row, Site};
use crate::diagnostic::code::{B301, B303, B307, B704};
use crate::diagnostic::{Diagnostic, Place, nearest};

use super::markdown::without_code;
use super::{File, Looked, some_of};

/// A link as it is written: its words and where it leads, with their places.
struct Link<'a> {
    words: &'a str,
    words_at: Place,
    to: &'a str,
    to_at: Place,
}

/// The file of the terms.
const GLOSSARY: &str = "glossary.toml";

/// The words of a link, and where it leads, are shorter than this, in bytes.
const LONGEST: usize = 2000;

pub(super) fn run(file: &File<'_, '_>, looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    // Most files of questions hold no link at all, which is seen once for all their sections.
    let text = file.text;
    parted(file, found);
    if !text.contains("](") {
        return;
    }
    for section in &file.sections {
        let holds_links = |value: &Range<usize>| text.get(value.clone()).is_some_and(|text| text.contains("]("));
        let settings = section
            .parts
            .settings
            .iter()
            .filter(|setting| holds_links(&setting.value_at))
            .filter(|setting| section.site.row(setting.name).is_some_and(|row| row.is_markdown() && row.name != "note"));
        let values = settings.map(|setting| setting.value_at.clone());
        let terms = if section.site == Site::Glossary { section.named("terms") } else { &[] };
        for value in values.chain(terms.iter().map(|term| term.value_at.clone())) {
            for link in links(text, &section.parts.file, &value) {
                check(&link, looked, found);
            }
        }
    }
}

/// Links with a space between their words and where they lead, which are shown as typed.
fn parted(file: &File<'_, '_>, found: &mut Vec<Diagnostic>) {
    let targets = ["] (term:", "] (page:", "] (lesson:", "] (quiz:", "] (https://", "] (http://"];
    if !file.text.contains("] (") {
        return;
    }
    for section in &file.sections {
        let settings = section.parts.settings.iter().filter(|setting| section.site.row(setting.name).is_some_and(Row::is_markdown));
        for setting in settings.filter(|setting| setting.name != "note") {
            let text = without_code(file.written(setting));
            for at in targets.iter().flat_map(|target| text.match_indices(target).map(|(at, _)| at)) {
                let words = text.get(..at).and_then(|before| before.rsplit_once('[')).map_or("", |(_, words)| words);
                let to = text.get(at + 3..).and_then(|after| after.split_once(')')).map_or("", |(to, _)| to);
                // The brackets before an option are none of a link.
                if words.is_empty() || to.contains(['\n', ' ']) || matches!(words, "x" | "X" | "~" | " ") {
                    continue;
                }
                let space = section.parts.place(&(setting.value_at.start + at + 1..setting.value_at.start + at + 2));
                let complaint = Diagnostic::new(&B307, "this link will not open", space, "a space between the words and where they lead");
                found.push(complaint.help(format!("write `[{words}]({to})`")));
            }
        }
    }
}

fn links<'a>(text: &'a str, file: &std::sync::Arc<str>, value: &Range<usize>) -> Vec<Link<'a>> {
    let mut links = Vec::new();
    let Some(text) = text.get(value.clone()).filter(|text| text.contains('[')) else { return links };
    let place = |span: Range<usize>| Place { file: file.clone(), span: value.start + span.start..value.start + span.end };
    let mut from = 0;
    while let Some(middle) = text.get(from..).and_then(|rest| rest.find("](")).map(|at| from + at) {
        from = middle + 2;
        let (before, after) = text.as_bytes().split_at(from);
        let Some(opens) = before.iter().rev().skip(2).take(LONGEST).position(|byte| *byte == b'[').map(|at| middle - at - 1) else {
            continue;
        };
        let closes = after.iter().take(LONGEST).position(|byte| matches!(byte, b')' | b'\n' | b' '));
        let Some(closes) = closes.map(|at| from + at) else { continue };
        let (words, to) = (text.get(opens + 1..middle).unwrap_or(""), text.get(from..closes).unwrap_or(""));
        links.push(Link { words, words_at: place(opens..middle + 1), to, to_at: place(from..closes) });
    }
    links
}

fn check(link: &Link<'_>, looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let at = link.to_at.clone();
    match link.to.split_once(':') {
        Some(("term", id)) => {
            let Some(glossary) = looked.draft.glossary.as_ref() else {
                if looked.files.texts.contains_key(GLOSSARY) {
                    return; // it cannot be read, which is told
                }
                found.push(
                    Diagnostic::new(&B303, format!("the glossary has no term `{id}`"), at, "there is no glossary.toml")
                        .help(format!("write glossary.toml: `[terms]`, and below it `{id} = \"…\"`")),
                );
                return;
            };
            let terms = glossary.top.named("terms");
            if glossary.top.holed || glossary.top.parts.unread.contains(&"terms") || terms.iter().any(|term| term.name == id) {
                return;
            }
            let complaint = Diagnostic::new(&B303, format!("the glossary has no term `{id}`"), at.clone(), "not in glossary.toml");
            found.push(match nearest(id, terms.iter().map(|term| term.name.as_str())) {
                Some(near) => complaint.help(format!("did you mean `{near}`? Or add it to glossary.toml")).fix_slip(
                    (id, near),
                    at,
                    format!("term:{near}"),
                ),
                None => complaint.help(format!("add `{id} = \"…\"` to glossary.toml")),
            });
        }
        Some(("lesson", id)) if looked.lesson(id).is_some() || looked.is_lost(id) => {}
        Some(("quiz", id)) if looked.has_quiz(id) || looked.is_lost(id) => {}
        Some(("lesson", id)) => unknown(id, "lesson", looked.lesson_ids(), at, found),
        Some(("quiz", id)) => unknown(id, "quiz", looked.quiz_ids(), at, found),
        Some(("page", to)) => page(to, looked, at, found),
        Some(("https" | "http", rest)) => web(link, rest, found),
        Some(("mailto", _)) => {}
        _ => doubtful(link, found),
    }
}

fn unknown<'n>(id: &str, noun: &str, names: impl Iterator<Item = &'n str> + Clone, at: Place, found: &mut Vec<Diagnostic>) {
    let complaint = Diagnostic::new(&B301, format!("the course has no {noun} `{id}`"), at.clone(), format!("no such {noun}"));
    found.push(match nearest(id, names.clone()) {
        Some(near) => complaint.help(format!("did you mean `{near}`?")).fix_slip((id, near), at, format!("{noun}:{near}")),
        None => complaint.help(format!("there are: {}", some_of(names))),
    });
}

fn page(to: &str, looked: &Looked<'_>, at: Place, found: &mut Vec<Diagnostic>) {
    let (lesson, page) = to.split_once('#').unwrap_or((to, ""));
    let Some(sheet) = looked.lesson(lesson) else {
        if looked.is_lost(lesson) {
            return;
        }
        let names = looked.lesson_ids();
        found.push(Diagnostic::new(&B301, format!("the course has no lesson `{lesson}`"), at, "no such lesson").help(
            match nearest(lesson, names.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are: {}", some_of(names)),
            },
        ));
        return;
    };
    let Some(read) = looked.made_of(sheet) else { return };
    if sheet.top.holed || sheet.top.sections.len() != read.pages.len() || read.has_page(page) {
        return;
    }
    let names: Vec<&str> = read.pages.iter().map(|page| page.id.as_str()).collect();
    let complaint = Diagnostic::new(&B301, format!("the lesson `{lesson}` has no page `{page}`"), at, "no such page");
    let complaint = match nearest(page, names.iter().copied()) {
        Some(near) => complaint.help(format!("did you mean `{near}`?")),
        None => complaint,
    };
    found.push(complaint.note(format!("its pages: {}", some_of(names.into_iter()))));
}

/// Words that say nothing when they are read alone, as screen readers list them.
fn is_empty_talk(words: &str) -> bool {
    matches!(words.to_lowercase().as_str(), "here" | "click here" | "link" | "this" | "this link" | "more" | "read more" | "this page")
}

/// Sites and paths that lead to one person's post.
fn leads_to_a_post(rest: &str) -> Option<&str> {
    let path = rest.trim_start_matches('/').split_once('/').map(|(_, path)| path)?;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let parts: Vec<&str> = path.split('/').collect();
    let personal = parts.iter().any(|part| part.starts_with('@') && part.len() > 1)
        || parts.windows(2).any(|two| matches!(two, ["status" | "posts", number] if number.bytes().any(|b| b.is_ascii_digit())));
    personal.then_some(path)
}

fn web(link: &Link<'_>, rest: &str, found: &mut Vec<Diagnostic>) {
    let at = &link.to_at;
    if let Some(path) = leads_to_a_post(rest) {
        let person = path.find('@').map_or(path, |from| path.get(from..).unwrap_or(path));
        let person = person.split_inclusive('/').take(2).collect::<String>();
        let start = at.span.start + link.to.find(person.as_str()).unwrap_or(0);
        let place = Place { file: at.file.clone(), span: start..start + person.trim_end_matches('/').len() };
        found.push(
            Diagnostic::new(&B704, "a lesson should not send learners to a real person's post", place, "leads to one person's post")
                .help("retell it with an invented account, as a `post` page"),
        );
    } else if is_empty_talk(link.words) {
        found.push(
            Diagnostic::new(&B307, "this link does not say where it leads", link.words_at.clone(), "says nothing out of context")
                .help(format!("let the words name the target: `[our policy]({})`", link.to)),
        );
    }
}

/// The ends of pictures' names.
const PICTURES: [&str; 5] = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

fn doubtful(link: &Link<'_>, found: &mut Vec<Diagnostic>) {
    let small = link.to.to_lowercase();
    if PICTURES.iter().any(|end| small.ends_with(end)) && !link.to.contains("://") {
        let complaint =
            Diagnostic::new(&B307, "a picture does not stand in a text", link.to_at.clone(), "shown as a link that will not open");
        let says = if link.words.is_empty() { "…" } else { link.words };
        found.push(complaint.help(format!("give the page or question `image = \"{}\"` and `alt = \"{says}\"`", link.to)));
        return;
    }
    let (scheme, rest) = link.to.split_once("://").map_or((link.to, None), |(scheme, rest)| (scheme, Some(rest)));
    let long = if rest.is_some() { scheme.len() + 1 } else { link.to.len() };
    let place = Place { file: link.to_at.file.clone(), span: link.to_at.span.start..link.to_at.span.start + long.max(1) };
    let mut complaint = Diagnostic::new(&B307, "this link will not open", place, "not a kind of link I know");
    let vague = is_empty_talk(link.words);
    if vague {
        complaint = complaint.and(link.words_at.clone(), "says nothing out of context");
    }
    found.push(match rest {
        Some(rest) if vague => complaint.help(format!("write `https:`, and let the words name the target: `[our policy](https://{rest})`")),
        Some(rest) => complaint.help(format!("write `https://{rest}`")),
        None => complaint.help("write `term:…`, `page:lesson#page`, `lesson:…`, `quiz:…`, or `https://…`"),
    });
}
