//! An attempt as the course at hand sees it today: under the ids that its quiz and its questions have now, and by the right answers that they have
//! now. Figures are made of this; what was handed in stays as it was.

use crate::course::{Course, Question};
use crate::id::QuestionId;
use crate::journey::{Wording, followed};
use crate::question::{Grade, Response};
use crate::record::{Answered, Attempted};

/// An attempt as it looks today.
#[derive(Clone, Debug)]
pub struct Today {
    /// The attempt, without the answers that today's right answers say nothing of.
    pub attempt: Attempted,
    /// The questions of which another answer is right by now: the answers to them are graded anew.
    pub regraded: Vec<QuestionId>,
    /// Those of which another is right by now, and that had other words when they were answered: these answers are left out.
    pub left_out: Vec<QuestionId>,
}

/// Returns a question by its id or one it had before. One that has the id goes before one that had it, whatever quiz it is in.
#[must_use]
pub fn question_of<'c>(course: &'c Course, id: &QuestionId) -> Option<&'c Question> {
    let named = || course.quizzes.iter().filter_map(|quiz| quiz.question(id));
    named().find(|question| question.id == *id).or_else(|| named().next())
}

/// Returns an attempt as it looks today.
#[must_use]
pub fn today(course: &Course, attempt: &Attempted) -> Today {
    let mut attempt = attempt.clone();
    let (mut regraded, mut left_out) = (Vec::new(), Vec::new());
    if let Some(quiz) = course.quiz(&attempt.quiz_id) {
        attempt.quiz_id.clone_from(&quiz.id);
    }
    attempt.answers.retain_mut(|answer| {
        let Some(question) = question_of(course, &answer.question) else { return true };
        answer.question.clone_from(&question.id);
        // Where the course at hand is the older one, what it says of the right answer is no correction.
        if answer.rev >= question.rev {
            return true;
        }
        if is_graded_anew(answer, question) {
            regraded.push(question.id.clone());
            return true;
        }
        left_out.push(question.id.clone());
        false
    });
    Today { attempt, regraded, left_out }
}

/// Grades an answer by what is right today, where it was given to the same words; says whether it was.
fn is_graded_anew(answer: &mut Answered, question: &Question) -> bool {
    let is_asked = answer.key.is_some() || answer.wording.ask == question.ask.markdown();
    let response = if answer.key.is_some() { Some(answer.response.clone()) } else { followed(question, &answer.wording, &answer.response) };
    let Some(response) = response.filter(|_| is_asked) else { return false };
    // Nothing chosen before the time was up earned nothing, and does not now.
    let is_late = answer.grade == Grade::NONE && matches!(&response, Response::Some(chosen) if chosen.is_empty());
    if !is_late {
        answer.grade = question.kind.grade(&response, question.partial);
    }
    answer.response = response;
    answer.key = Some(question.kind.key());
    answer.wording = Wording::of(question);
    true
}
