//! The words of the glossary, told at any prompt.

use crate::course::Course;
use crate::search::folded;

use super::paper::Paper;

/// Says which words there are.
pub(super) fn list(course: &Course, paper: &mut Paper<'_>) {
    paper.gap();
    if course.terms.is_empty() {
        paper.say(paper.language.glossary_none());
        return;
    }
    paper.say(paper.language.glossary_words());
    for term in course.glossary() {
        paper.say_after("- ", term.name);
    }
}

/// Says what a word means: a term's name, or its id.
pub(super) fn tell(course: &Course, word: &str, paper: &mut Paper<'_>) {
    let (wanted, terms) = (plainly(word), course.glossary());
    let called = |fits: &dyn Fn(&str) -> bool| terms.iter().find(|term| fits(&plainly(term.name)) || fits(&plainly(term.id.as_str())));
    let exact = called(&|name| name == wanted);
    let near = || called(&|name| !wanted.is_empty() && name.contains(&wanted));
    paper.gap();
    match exact.or_else(near) {
        Some(term) => {
            paper.say(&format!("{}:", term.name));
            paper.words(term.meaning);
        }
        None => paper.say(paper.language.glossary_unknown()),
    }
}

fn plainly(word: &str) -> String {
    folded(word.trim()).replace('-', " ")
}
