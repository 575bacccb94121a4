//! Where each point that a source asks for is taught and tested: the last two columns of `docs/coverage.md`. Reads no file.

use crate::id::PointId;

use super::{Course, Step};

/// Returns a page of Markdown with the last two columns of its table as they are in this course: on which pages a point is
/// taught, and by which questions it is tested.
///
/// A row begins with three cells of the trainer's: what it is called, what it says, and the teaching point that covers it.
/// Every other line is kept as it is.
#[must_use]
pub fn coverage(course: &Course, page: &str) -> String {
    page.lines().map(|line| row(course, line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
}

/// Returns a row with its last two cells written anew; `None` for a line that is no row of the table.
fn row(course: &Course, line: &str) -> Option<String> {
    let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
    let (name, words, point) = (cells.next()?, cells.next()?, cells.next()?);
    let id = PointId::new(point.strip_prefix('`')?.strip_suffix('`')?).ok()?;
    Some(format!("| {name} | {words} | {point} | {} | {} |", listed(&taught(course, &id)), listed(&tested(course, &id))))
}

/// Returns the pages that teach a point, in the order of the course; of a lesson that teaches it as a whole, the lesson.
fn taught(course: &Course, point: &PointId) -> Vec<String> {
    let mut places = Vec::new();
    let lesson = |step: &Step| if let Step::Lesson(id) = step { course.lesson(id) } else { None };
    for lesson in course.order.iter().filter_map(lesson) {
        let pages: Vec<_> = lesson.pages.iter().filter(|page| page.teaches.contains(point)).collect();
        if pages.is_empty() && lesson.teaches.contains(point) {
            places.push(lesson.id.to_string());
        }
        places.extend(pages.iter().map(|page| format!("{}#{}", lesson.id, page.id)));
    }
    places
}

/// Returns the questions that test a point, in the order of the course.
fn tested(course: &Course, point: &PointId) -> Vec<String> {
    let quiz = |step: &Step| if let Step::Quiz(id) = step { course.quiz(id) } else { None };
    let questions = course.order.iter().filter_map(quiz).flat_map(|quiz| &quiz.questions);
    questions.filter(|question| question.tests.as_ref() == Some(point)).map(|question| question.id.to_string()).collect()
}

fn listed(places: &[String]) -> String {
    places.iter().map(|place| format!("`{place}`")).collect::<Vec<_>>().join(", ")
}
