//! What a trainer means by a file, an id, or one with `#` and the id of a page or question.

use crate::diagnostic::nearest;
use crate::id::{LessonId, QuestionId, QuizId};

use super::proof::{Part, Proof};
use super::{Course, Lesson, Quiz};

/// Why nothing of the course was meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no {noun} `{written}` in {within}; {}", instead(.near.as_deref(), known))]
pub struct Unnamed {
    noun: &'static str,
    written: String,
    within: String,
    near: Option<String>,
    known: Vec<String>,
}

/// How many names are told where none is near.
const TOLD: usize = 6;

fn instead(near: Option<&str>, known: &[String]) -> String {
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "it has none".to_owned(),
        None => {
            let more = if known.len() > TOLD { ", and others" } else { "" };
            format!("there are: {}{more}", known.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Returns the part of a course that is named by a file (`lessons/consent.toml`), the id of a lesson, quiz or question, or a file or id
/// with the id of a page or question after `#`.
///
/// # Errors
/// [`Unnamed`] when there is no such part, with the nearest name.
pub fn named(proof: &Proof, written: &str) -> Result<Part, Unnamed> {
    let course = &*proof.course;
    if let Some(part) = proof.shared.get(written) {
        return Ok(part.clone());
    }
    let (whole, inner) = written.split_once('#').map_or((written, None), |(whole, inner)| (whole, Some(inner)));
    let is_file = whole.contains('/') || whole.contains(".toml");
    let lesson = course.lessons.iter().find(|lesson| *lesson.file == *whole);
    let lesson = lesson.or_else(|| course.lesson(&LessonId::new(whole).ok()?));
    let quiz = course.quizzes.iter().find(|quiz| *quiz.file == *whole);
    let quiz = quiz.or_else(|| course.quiz(&QuizId::new(whole).ok()?));
    match (inner, lesson, quiz) {
        (None, Some(lesson), _) => Ok(Part::Lesson(lesson.id.clone())),
        (None, None, Some(quiz)) => Ok(Part::Quiz(quiz.id.clone())),
        (Some(inner), Some(lesson), None) => page(lesson, inner),
        (Some(inner), None, Some(quiz)) => question(quiz, inner),
        // A lesson and its quiz share an id, and either may have what is named.
        (Some(inner), Some(lesson), Some(quiz)) => page(lesson, inner).or_else(|told| question(quiz, inner).map_err(|_| told)),
        (None, None, None) if !is_file && asked(course, whole).is_some() => asked(course, whole).ok_or_else(|| nothing(course, whole)),
        (_, None, None) => Err(nothing(course, whole)),
    }
}

fn asked(course: &Course, id: &str) -> Option<Part> {
    let id = QuestionId::new(id).ok()?;
    course.quizzes.iter().find_map(|quiz| quiz.question(&id)).map(|question| Part::Question(question.id.clone()))
}

fn page(lesson: &Lesson, id: &str) -> Result<Part, Unnamed> {
    let page = lesson.pages.iter().find(|page| page.id.as_str() == id || page.was.iter().any(|was| was.as_str() == id));
    let known = || lesson.pages.iter().map(|page| page.id.to_string()).collect();
    page.map(|page| Part::Page(lesson.id.clone(), page.id.clone())).ok_or_else(|| unnamed("page", id, &lesson.file, known()))
}

fn question(quiz: &Quiz, id: &str) -> Result<Part, Unnamed> {
    let question = QuestionId::new(id).ok().and_then(|id| quiz.question(&id));
    let known = || quiz.questions.iter().map(|question| question.id.to_string()).collect();
    question.map(|question| Part::Question(question.id.clone())).ok_or_else(|| unnamed("question", id, &quiz.file, known()))
}

fn nothing(course: &Course, written: &str) -> Unnamed {
    let files = course.lessons.iter().map(|lesson| &lesson.file).chain(course.quizzes.iter().map(|quiz| &quiz.file));
    let known: Vec<String> = files.map(ToString::to_string).collect();
    let stem = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let stems: Vec<String> = known.iter().map(|path| stem(path)).collect();
    let near = nearest(&stem(written), stems.iter().map(String::as_str)).and_then(|near| known.iter().find(|path| stem(path) == near));
    let near = near.cloned();
    let mut unnamed = Unnamed { near, ..unnamed("lesson, quiz or question", written, "this course", known) };
    if !written.contains(['/', '.']) {
        let lessons = course.lessons.iter().map(|lesson| lesson.id.as_str());
        let quizzes = course
            .quizzes
            .iter()
            .flat_map(|quiz| std::iter::once(quiz.id.as_str()).chain(quiz.questions.iter().map(|question| question.id.as_str())));
        unnamed.near = nearest(written, lessons.chain(quizzes)).map(str::to_owned);
    }
    unnamed
}

fn unnamed(noun: &'static str, written: &str, within: &str, known: Vec<String>) -> Unnamed {
    let near = nearest(written, known.iter().map(String::as_str)).map(str::to_owned);
    Unnamed { noun, written: written.to_owned(), within: within.to_owned(), near, known }
}
