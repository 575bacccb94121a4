//! A lesson, page by page. Resumes at the exact page.

use std::borrow::Cow;

use crate::course::{Lesson, Page, Step};
use crate::id::{LessonId, PageId};
use crate::journey::{
    Fact, LessonProgress, LessonStanding, Place, Route, Subject, goes_on_at, lesson_standing, minutes_from, step_done, trail,
};
use crate::plain::session::{Leave, Session, Way};

use super::page::{self, Turned};

/// Leads to the page at which a lesson goes on; a lesson that is read begins anew.
pub(super) fn resumed(session: &mut Session<'_>, id: &LessonId) -> Way {
    let Some(lesson) = session.course.lesson(id) else { return gone(session) };
    let reading = matches!(lesson_standing(session.course, &session.progress, lesson), LessonStanding::Reading { .. });
    let next = goes_on_at(lesson, done(session, lesson).as_deref()).filter(|_| reading).map(|(page, _)| page);
    let page = next.or_else(|| lesson.pages.first()).map(|page| page.id.clone());
    page.map_or_else(|| gone(session), |page| Way::Turn(Route::Page(lesson.id.clone(), page)))
}

/// Reads a page aloud and lets its kind ask what it asks.
pub(super) fn visit(session: &mut Session<'_>, id: &LessonId, page: &PageId) -> Result<Way, Leave> {
    let Some((lesson, page)) = session.course.lesson(id).and_then(|lesson| Some((lesson, lesson.page(page)?))) else {
        return Ok(gone(session));
    };
    note(session, lesson, page);
    session.subject = Subject::Page { lesson: lesson.id.clone(), page: page.id.clone() };
    let at = head(session, lesson, page);
    let here = Route::Page(lesson.id.clone(), page.id.clone());
    let back = session.shown.clone().filter(|(route, _)| session.opened_over && *route == here).map(|(_, words)| words);
    let on = if last(session, lesson, page) { last_words(session, lesson) } else { session.language().next_page() };
    match page::visit(session, lesson, page, &at, back.as_deref().unwrap_or(on))? {
        // Who was led here by a question goes back to the quiz, and not on through the lesson.
        Turned::On | Turned::Elsewhere(Way::Back) if back.is_some() => {
            session.shown = None;
            Ok(Way::Back)
        }
        Turned::Elsewhere(Way::Back) => Ok(before(session, lesson, page)),
        Turned::Elsewhere(way) => Ok(way),
        Turned::On => Ok(after(session, lesson, page)),
    }
}

/// Notes that this page is in front of the learner, unless that is the last thing known.
fn note(session: &mut Session<'_>, lesson: &Lesson, page: &Page) {
    let done = done(session, lesson);
    let opened = done.as_ref().is_some_and(|done| done.opened.is_some());
    let known = done.as_ref().is_some_and(|done| done.read.contains(&page.id) && done.place.as_ref().is_some_and(|(at, _)| *at == page.id));
    if !opened {
        session.notes.push(Fact::LessonOpened { lesson: lesson.id.clone() });
    }
    // Whoever looks at a page meanwhile is in the attempt still.
    let attempt = session.attempt_below().map(|quiz| Place::Quiz { quiz });
    if !known {
        session.notes.push(Fact::PageRead { lesson: lesson.id.clone(), page: page.id.clone() });
        session.notes.extend(attempt.clone().map(|place| Fact::PlaceLeft { place }));
    }
    session.place = attempt.or_else(|| Some(Place::Page { lesson: lesson.id.clone(), page: page.id.clone(), scroll: 0 }));
}

/// Says which page this is, and returns it as a sentence.
fn head(session: &mut Session<'_>, lesson: &Lesson, page: &Page) -> String {
    let (here, count) = {
        let pages = trail(lesson, done(session, lesson).as_deref());
        (pages.iter().position(|met| met.id == page.id).unwrap_or(0), pages.len().max(1))
    };
    let say = session.language();
    let left = say.about_minutes(minutes_from(lesson, done(session, lesson).as_deref(), &page.id));
    session.paper.begins();
    if here == 0 {
        session.paper.say(&say.lesson_head(count, &lesson.title, &left));
        session.paper.gap();
    }
    let is_titled = !page.title.is_empty();
    session.paper.say(&if is_titled { say.lesson_page_titled(here + 1, count, &page.title) } else { say.lesson_page(here + 1, count) });
    session.paper.gap();
    if is_titled {
        say.at_page_titled(&lesson.title, here + 1, count, left, &page.title)
    } else {
        say.at_page(&lesson.title, here + 1, count, left)
    }
}

fn last(session: &Session<'_>, lesson: &Lesson, page: &Page) -> bool {
    trail(lesson, done(session, lesson).as_deref()).last().is_none_or(|last| last.id == page.id)
}

fn last_words(session: &Session<'_>, lesson: &Lesson) -> &'static str {
    if quiz(session, lesson).is_some() { session.language().next_quiz() } else { session.language().next_steps() }
}

/// Goes on from a page: to the next, from the last to the quiz while it is not passed, else to the list.
fn after(session: &Session<'_>, lesson: &Lesson, page: &Page) -> Way {
    let pages = trail(lesson, done(session, lesson).as_deref());
    let here = pages.iter().position(|met| met.id == page.id).unwrap_or(0);
    match pages.get(here + 1) {
        Some(next) => Way::Turn(Route::Page(lesson.id.clone(), next.id.clone())),
        None => quiz(session, lesson).map_or(Way::Home, Way::Turn),
    }
}

/// Goes back from a page: to the place it was opened over, else to the page before, from the first to the list.
fn before(session: &Session<'_>, lesson: &Lesson, page: &Page) -> Way {
    if session.opened_over {
        return Way::Back;
    }
    let pages = trail(lesson, done(session, lesson).as_deref());
    let here = pages.iter().position(|met| met.id == page.id).unwrap_or(0);
    let page = here.checked_sub(1).and_then(|before| pages.get(before));
    page.map_or(Way::Back, |page| Way::Turn(Route::Page(lesson.id.clone(), page.id.clone())))
}

fn quiz(session: &Session<'_>, lesson: &Lesson) -> Option<Route> {
    let quiz = session.course.quiz_of(&lesson.id)?;
    (!step_done(session.course, &session.progress, &Step::Quiz(quiz.id.clone()))).then(|| Route::Quiz(quiz.id.clone()))
}

fn done<'s>(session: &'s Session<'_>, lesson: &Lesson) -> Option<Cow<'s, LessonProgress>> {
    session.progress.in_lesson(lesson)
}

fn gone(session: &mut Session<'_>) -> Way {
    session.tell(session.language().not_in_course());
    Way::Back
}
