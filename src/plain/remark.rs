//! What is said about the place in front, after it. Only whoever writes the course is told.

use crate::course::Course;
use crate::course::proof::{Part, Remarks};
use crate::journey::{Place, Subject, asked_in};

use super::paper::Paper;

/// Tells what is said about these parts of the course.
pub(super) fn tell(remarks: &Remarks, parts: &[Part], paper: &mut Paper<'_>) {
    let about = remarks.about(parts);
    let elsewhere = remarks.elsewhere(&about);
    if about.is_empty() && elsewhere.is_none() {
        return;
    }
    paper.gap();
    for remark in about {
        paper.say(&remark.to_string());
        if let Some(help) = &remark.help {
            paper.say(help);
        }
    }
    if let Some(elsewhere) = elsewhere {
        paper.say(&elsewhere);
    }
}

/// Returns the parts of a course that are in front.
pub(super) fn parts(course: &Course, subject: &Subject, place: Option<&Place>) -> Vec<Part> {
    match (subject, place) {
        (Subject::Page { lesson: id, page }, _) => {
            let Some(lesson) = course.lesson(id) else { return Vec::new() };
            let mut parts = vec![Part::File(lesson.file.clone()), Part::Page(id.clone(), page.clone())];
            if lesson.position(page) == Some(0) {
                parts.push(Part::Lesson(id.clone()));
            }
            parts
        }
        (Subject::Question { question }, _) => {
            let file = asked_in(course, question).map(|(quiz, _)| Part::File(quiz.file.clone()));
            file.into_iter().chain([Part::Question(question.clone())]).collect()
        }
        (Subject::Course, Some(Place::Quiz { quiz: id })) => {
            let file = course.quiz(id).map(|quiz| Part::File(quiz.file.clone()));
            file.into_iter().chain([Part::Quiz(id.clone())]).collect()
        }
        (Subject::Course, _) => vec![Part::File("course.toml".into()), Part::Course],
    }
}
