//! All lessons and pages, and the certificate that is held, to go anywhere by.

use std::borrow::Cow;

use crate::course::proof::Part;
use crate::course::{Lesson, Page, PageKind, Step};
use crate::journey::{LessonStanding, Place, Route, lesson_standing, step_done, trail};
use crate::language::Language;
use crate::prose::Words;
use crate::prose::layout::{cut, width};
use crate::tui::keymap::{Action, Context};
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;
use crate::tui::view::View;
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, chosen};

use super::called;

/// The table of contents.
#[derive(Debug)]
pub(super) struct Contents {
    view: View,
}

/// One line of it.
struct Entry {
    route: Option<Route>,
    indent: &'static str,
    words: String,
    end: &'static str,
}

impl Contents {
    /// Begins at the learner's place.
    pub(super) fn new(world: &World<'_>) -> Self {
        let mut contents = Self { view: View::default() };
        let here = match &world.progress.place {
            Some(Place::Page { lesson, page, .. }) => Some(Route::Page(lesson.clone(), page.clone())),
            Some(Place::Quiz { quiz }) => Some(Route::Quiz(quiz.clone())),
            Some(Place::Home) | None => None,
        };
        let mut open = entries(world).into_iter().filter(|entry| entry.route.is_some());
        contents.view.focus = open.position(|entry| entry.route == here).unwrap_or(0);
        let sheet = contents.sheet(world, world.columns());
        contents.view.show(&sheet, world.rows());
        contents
    }
}

fn entries(world: &World<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for step in &world.course.order {
        match step {
            Step::Lesson(id) => {
                if let Some(lesson) = world.course.lesson(id) {
                    pages(lesson, world, &mut entries);
                }
            }
            Step::Quiz(id) => {
                let end = if step_done(world.course, world.progress, step) { world.language.contents_passed() } else { "" };
                let words = called(world, step);
                entries.push(Entry { route: Some(Route::Quiz(id.clone())), indent: "   ", words, end });
            }
        }
    }
    if !world.progress.certificates.is_empty() {
        let words = world.language.certificate().to_owned();
        entries.push(Entry { route: Some(Route::Certificate), indent: "", words, end: "" });
    }
    entries
}

fn pages(lesson: &Lesson, world: &World<'_>, entries: &mut Vec<Entry>) {
    let locked = matches!(lesson_standing(world.course, world.progress, lesson), LessonStanding::Locked { .. });
    let end = if locked { world.language.contents_later() } else { "" };
    entries.push(Entry { route: None, indent: "", words: lesson.title.clone(), end });
    let done = world.progress.in_lesson(lesson);
    for (place, page) in trail(lesson, done.as_deref()).into_iter().enumerate() {
        let read = done.as_ref().is_some_and(|done| done.read.contains(&page.id));
        let title = page_called(page, world.language);
        entries.push(Entry {
            route: (!locked).then(|| Route::Page(lesson.id.clone(), page.id.clone())),
            indent: "   ",
            words: format!("{:>2}  {title}", place + 1),
            end: if read { world.language.contents_read() } else { "" },
        });
    }
}

/// Returns what a page is called: by its title or, where it has none, by its first words.
fn page_called(page: &Page, say: Language) -> Cow<'_, str> {
    if !page.title.is_empty() {
        return Cow::Borrowed(&page.title);
    }
    let shown = match &page.kind {
        PageKind::Case { timeline, .. } => timeline.first().map(|moment| &moment.words),
        PageKind::Post(post) => Some(&post.words),
        PageKind::Decision { choices } => choices.first().map(|choice| &choice.words),
        PageKind::Reflect { reveal, .. } => Some(reveal),
        PageKind::Checklist { items, .. } | PageKind::Takeaways { items } => items.first(),
        PageKind::Dos { dos, .. } => dos.first(),
        PageKind::Prose => None,
    };
    let words = [Some(&page.text), shown].into_iter().flatten().map(Words::plain);
    let begins = |words: String| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = words.map(begins).find(|words| !words.is_empty());
    first.map_or(Cow::Borrowed(say.contents_no_title()), Cow::Owned)
}

impl Screen for Contents {
    fn header(&self, world: &World<'_>) -> Header {
        Header { here: world.course.title.clone(), far: world.language.contents().to_owned(), ..Header::default() }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        for (place, entry) in entries(world).into_iter().enumerate() {
            if entry.indent.is_empty() {
                sheet.gap();
            }
            let from = sheet.rows.len();
            let role = match (&entry.route, entry.indent.is_empty()) {
                (_, true) => Role::Heading,
                (Some(_), false) => Role::Text,
                (None, false) => Role::Faint,
            };
            let words = format!("{}{}", entry.indent, entry.words);
            let room = columns.saturating_sub(width(entry.end) + 2);
            sheet.row_with_end(vec![piece(&cut(&words, room), role)], vec![piece(entry.end, Role::Faint)]);
            if entry.route.is_some() {
                sheet.spot(from, Touch::Item(place));
                if let Some(spot) = sheet.spots.last_mut() {
                    spot.cursor.1 = entry.indent.len();
                }
            }
        }
        sheet
    }

    fn parts(&self, _: &World<'_>) -> Vec<Part> {
        vec![Part::File("course.toml".into()), Part::Course]
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, _: &World<'_>) -> Context {
        Context::Contents
    }

    fn opened_by(&self) -> Option<Action> {
        Some(Action::Contents)
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        if *action == Action::Back {
            return vec![Effect::Close];
        }
        let entry = chosen(&mut self.view, action, sheet, world).and_then(|place| entries(world).into_iter().nth(place));
        entry.and_then(|entry| entry.route).map(|route| vec![Effect::Turn(route)]).unwrap_or_default()
    }
}
