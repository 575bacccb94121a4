//! The text by which a learner reports something wrong: whom to send it to, what it is about, to the letter, and room for the rest.

use crate::course::Course;
use crate::language::Language;

use super::{Subject, subject::asked_in};

/// Returns the text.
#[must_use]
pub fn report(course: &Course, about: &Subject, say: Language) -> String {
    let mut lines = Vec::new();
    if !course.contact.is_empty() {
        lines.push(say.report_to(&course.contact));
    }
    lines.push(say.report_course(&course.title, &course.id, course.version));
    match about {
        Subject::Course => {}
        Subject::Page { lesson, page } => {
            lines.push(say.report_page(format!("{lesson}#{page}")));
            lines.extend(about.title(course));
        }
        Subject::Question { question } => {
            if let Some((quiz, question)) = asked_in(course, question) {
                lines.push(say.report_question(&question.id, &quiz.id, question.rev));
                lines.push(question.ask.plain());
            }
        }
    }
    lines.push(String::new());
    lines.push(say.report_what().to_owned());
    lines.join("\n") + "\n"
}
