//! What is said about the place in front, after it. Only whoever writes the course is told.

use crate::course::proof::Part;
use crate::journey::{Place, Subject, asked_in};

use super::session::Session;

/// Tells what is said about the place in front, once each time it is another one.
pub(super) fn tell(session: &mut Session<'_>) {
    let parts = parts(session);
    let remarks = session.remarks.clone();
    let about = remarks.about(&parts);
    let elsewhere = remarks.elsewhere(&about);
    if session.remarked.replace(parts.clone()).is_some_and(|before| before == parts) || (about.is_empty() && elsewhere.is_none()) {
        return;
    }
    session.paper.gap();
    for remark in about {
        session.paper.say(&remark.to_string());
        if let Some(help) = &remark.help {
            session.paper.say(help);
        }
    }
    if let Some(elsewhere) = elsewhere {
        session.paper.say(&elsewhere);
    }
}

/// Returns the parts of the course that are in front.
fn parts(session: &Session<'_>) -> Vec<Part> {
    let course = session.course;
    match (&session.subject, &session.place) {
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
