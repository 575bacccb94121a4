//! The text by which a learner reports something wrong: whom to send it to, what it is about, to the letter, and room for the rest.

use crate::course::Course;

use super::{Subject, subject::asked_in};

/// Returns the text.
#[must_use]
pub fn report(course: &Course, about: &Subject) -> String {
    let mut lines = Vec::new();
    if !course.contact.is_empty() {
        lines.push(format!("To: {}", course.contact));
    }
    lines.push(format!("Course: {} ({}), version {}", course.title, course.id, course.version));
    match about {
        Subject::Course => {}
        Subject::Page { lesson, page } => {
            lines.push(format!("Page: {lesson}#{page}"));
            lines.extend(about.title(course));
        }
        Subject::Question { question } => {
            if let Some((quiz, question)) = asked_in(course, question) {
                lines.push(format!("Question: {} in the quiz {}, revision {}", question.id, quiz.id, question.rev));
                lines.push(question.ask.plain());
            }
        }
    }
    lines.push(String::new());
    lines.push("What is wrong, and where one can read how it is:".to_owned());
    lines.join("\n") + "\n"
}
