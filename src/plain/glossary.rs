//! The words of the glossary, told at any prompt.

use crate::course::Course;

use super::paper::Paper;

/// Says which words there are.
pub(super) fn list(course: &Course, paper: &mut Paper<'_>) {
    paper.gap();
    if course.terms.is_empty() {
        paper.say(paper.language.glossary_none());
        return;
    }
    paper.say(paper.language.glossary_words());
    for id in course.terms.keys() {
        paper.say_after("- ", &id.as_str().replace('-', " "));
    }
}

/// Says what a word means.
pub(super) fn tell(course: &Course, word: &str, paper: &mut Paper<'_>) {
    let wanted = plainly(word);
    let exact = course.terms.iter().find(|(id, _)| plainly(id.as_str()) == wanted);
    let near = || course.terms.iter().find(|(id, _)| !wanted.is_empty() && plainly(id.as_str()).contains(&wanted));
    paper.gap();
    match exact.or_else(near) {
        Some((id, meaning)) => {
            paper.say(&format!("{}:", id.as_str().replace('-', " ")));
            paper.words(meaning);
        }
        None => paper.say(paper.language.glossary_unknown()),
    }
}

fn plainly(word: &str) -> String {
    word.trim().to_lowercase().replace('-', " ")
}
