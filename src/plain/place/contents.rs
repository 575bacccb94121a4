//! All lessons and pages, to go anywhere by their numbers.

use crate::course::{Lesson, Step};
use crate::journey::{LessonStanding, Route, lesson_standing, step_done, trail};
use crate::plain::form::typed;
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

use super::step::called;

/// One line of it; a lesson that opens later leads nowhere yet.
struct Entry {
    route: Option<Route>,
    words: String,
}

/// Says what there is and goes where the learner wants.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let entries = entries(session);
    let open: Vec<&Entry> = entries.iter().filter(|entry| entry.route.is_some()).collect();
    let say = session.language();
    let help = say.contents_help();
    session.paper.begins();
    session.paper.say(say.contents_all());
    let mut number = 0;
    for entry in &entries {
        let mark = if entry.route.is_some() {
            number += 1;
            format!("{number}. ")
        } else {
            session.paper.gap();
            String::new()
        };
        session.paper.say_after(&mark, &entry.words);
    }
    session.paper.gap();
    session.paper.say(help);
    let words: Vec<String> = open.iter().map(|entry| entry.words.clone()).collect();
    loop {
        let line = match session.ask(&Asks { at: say.at_contents().to_owned(), help, text: false })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) => line,
        };
        match typed::one(&line, &words, say) {
            Err(why) => session.tell(&why),
            Ok(place) => {
                if let Some(route) = open.get(place).and_then(|entry| entry.route.clone()) {
                    return Ok(Way::Turn(route));
                }
            }
        }
    }
}

fn entries(session: &Session<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for step in &session.course.order {
        match step {
            Step::Lesson(id) => {
                if let Some(lesson) = session.course.lesson(id) {
                    pages(lesson, session, &mut entries);
                }
            }
            Step::Quiz(id) => {
                let (say, words) = (session.language(), called(session.course, step, session.language()));
                let words = if step_done(session.course, &session.progress, step) { say.contents_is_passed(words) } else { words };
                entries.push(Entry { route: Some(Route::Quiz(id.clone())), words });
            }
        }
    }
    entries
}

fn pages(lesson: &Lesson, session: &Session<'_>, entries: &mut Vec<Entry>) {
    let locked = matches!(lesson_standing(session.course, &session.progress, lesson), LessonStanding::Locked { .. });
    let say = session.language();
    let words = if locked { say.contents_lesson_later(&lesson.title) } else { say.contents_lesson(&lesson.title) };
    entries.push(Entry { route: None, words });
    if locked {
        return;
    }
    let done = session.progress.in_lesson(lesson);
    for (place, page) in trail(lesson, done.as_deref()).into_iter().enumerate() {
        let title = if page.title.is_empty() { say.contents_untitled(place + 1) } else { page.title.clone() };
        let words = if done.as_ref().is_some_and(|done| done.read.contains(&page.id)) { say.contents_is_read(title) } else { title };
        entries.push(Entry { route: Some(Route::Page(lesson.id.clone(), page.id.clone())), words });
    }
}
