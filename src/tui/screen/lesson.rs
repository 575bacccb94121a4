//! A lesson, page by page. Resumes at the exact page and scroll; links open over it and Esc comes back.

mod renewed;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::course::proof::Part;
use crate::course::{self, Page, PageKind, Step};
use crate::id::{LessonId, PageId};
use crate::journey::{
    Fact, HalfMade, LONGEST_REFLECTION, LessonProgress, LessonStanding, Place, Route, Subject, goes_on_at, lesson_standing, minutes_from,
    step_done, trail,
};
use crate::tui::keymap::{Action, Context, Idle};
use crate::tui::sheet::{Sheet, Spot, Touch};
use crate::tui::sighted::Sighted;
use crate::tui::view::{Outcome, View, has_more};
use crate::tui::widget::field::Field;
use crate::tui::widget::frame::Header;
use crate::tui::world::{Effect, Screen, World, look};

use super::follow;
use super::page::{self, Shown};

/// A lesson, open at a page.
#[derive(Debug)]
pub(super) struct Lesson {
    id: LessonId,
    page: PageId,
    view: View,
    looked_at: BTreeSet<usize>,
    note: Field,
    sighted: Sighted,
    /// The number of the question it was opened over.
    over: Option<usize>,
    /// Whether it was said that nothing is written yet.
    is_told: bool,
}

impl Lesson {
    /// Opens a lesson where it goes on; a lesson that is read begins anew.
    pub(super) fn opened(id: &LessonId, world: &World<'_>) -> Option<(Self, Vec<Fact>)> {
        let lesson = world.course.lesson(id)?;
        match lesson_standing(world.course, world.progress, lesson) {
            LessonStanding::Reading { .. } => {
                let done = world.progress.in_lesson(lesson);
                let (page, scroll) = goes_on_at(lesson, done.as_deref())?;
                Self::scrolled(&lesson.id, &page.id, scroll, world)
            }
            _ => Self::at(&lesson.id, &lesson.pages.first()?.id, world),
        }
    }

    /// Opens a lesson where it was left, also where all of it is read.
    pub(super) fn left(id: &LessonId, world: &World<'_>) -> Option<(Self, Vec<Fact>)> {
        let lesson = world.course.lesson(id)?;
        let left = world.progress.in_lesson(lesson).and_then(|done| done.place.clone());
        let (page, scroll) =
            left.filter(|(page, _)| lesson.position(page).is_some()).or_else(|| lesson.pages.first().map(|page| (page.id.clone(), 0)))?;
        Self::scrolled(&lesson.id, &page, scroll, world)
    }

    /// Opens a lesson at a page and a row of it.
    fn scrolled(id: &LessonId, page: &PageId, scroll: u16, world: &World<'_>) -> Option<(Self, Vec<Fact>)> {
        let (mut opened, facts) = Self::at(id, page, world)?;
        opened.view.scroll = usize::from(scroll);
        if scroll > 0 {
            // What is in focus is what can be seen.
            let sheet = opened.sheet(world, world.columns());
            let seen = |spot: &Spot| !spot.is_link() && spot.cursor.0 >= opened.view.scroll;
            if let Some(focus) = sheet.spots.iter().position(seen) {
                opened.view = View { focus, is_new: false, ..opened.view };
            }
        }
        Some((opened, facts))
    }

    /// Opens a lesson at a page.
    pub(super) fn at(id: &LessonId, page: &PageId, world: &World<'_>) -> Option<(Self, Vec<Fact>)> {
        let lesson = world.course.lesson(id)?;
        let page = lesson.page(page)?;
        let mut opened = Self {
            id: lesson.id.clone(),
            page: page.id.clone(),
            view: View::default(),
            looked_at: BTreeSet::new(),
            note: Field::new("", LONGEST_REFLECTION),
            sighted: Sighted::default(),
            over: None,
            is_told: false,
        };
        opened.begin(world);
        let mut facts = Vec::new();
        if world.progress.in_lesson(lesson).is_none_or(|done| done.opened.is_none()) {
            facts.push(Fact::LessonOpened { lesson: lesson.id.clone() });
        }
        facts.extend(opened.read(world));
        Some((opened, facts))
    }

    /// Returns the fact that this page was in front of the learner, unless that is known and the last thing known.
    fn read(&self, world: &World<'_>) -> Option<Fact> {
        let done = self.done(world);
        let known =
            done.is_some_and(|done| done.read.contains(&self.page) && done.place.as_ref().is_some_and(|(page, _)| *page == self.page));
        (!known).then(|| Fact::PageRead { lesson: self.id.clone(), page: self.page.clone() })
    }

    /// Begins a page. It is laid out once, when it is drawn.
    fn begin(&mut self, world: &World<'_>) {
        self.looked_at.clear();
        (self.is_told, self.sighted) = (false, Sighted::default());
        self.note = Field::new(self.begun(world), LONGEST_REFLECTION);
        self.view = View::on_what_comes();
    }

    /// Returns what was written here and left before it was done.
    fn begun<'a>(&self, world: &World<'a>) -> &'a str {
        world.progress.unfinished.reflection(&self.id, &self.page).unwrap_or_default()
    }

    fn done<'a>(&self, world: &World<'a>) -> Option<Cow<'a, LessonProgress>> {
        world.progress.in_lesson(self.lesson(world)?)
    }

    fn lesson<'a>(&self, world: &World<'a>) -> Option<&'a course::Lesson> {
        world.course.lesson(&self.id)
    }

    fn page<'a>(&self, world: &World<'a>) -> Option<&'a Page> {
        self.lesson(world)?.page(&self.page)
    }

    /// Returns the pages on the way, and where this one stands.
    fn trail<'a>(&self, world: &World<'a>) -> (Vec<&'a Page>, usize) {
        let pages = self.lesson(world).map(|lesson| trail(lesson, self.done(world).as_deref())).unwrap_or_default();
        let here = pages.iter().position(|page| page.id == self.page).unwrap_or(0);
        (pages, here)
    }

    /// Returns how many more must be ticked here before the next page.
    fn to_tick(&self, world: &World<'_>) -> usize {
        let Some(PageKind::Checklist { must, .. }) = self.page(world).map(|page| &page.kind) else { return 0 };
        let ticked = self.done(world).and_then(|done| done.ticks.get(&self.page).map(BTreeSet::len)).unwrap_or(0);
        usize::try_from(*must).unwrap_or(0).saturating_sub(ticked)
    }

    /// Goes to the next page, or on from the last.
    fn go_on(&mut self, world: &World<'_>) -> Vec<Effect> {
        if self.to_tick(world) > 0 {
            return vec![Effect::Say(world.language.page_space_ticks().to_owned())];
        }
        let (pages, here) = self.trail(world);
        match pages.get(here + 1) {
            Some(page) => self.turn_to(&page.id, world),
            None => self.end(world),
        }
    }

    /// Goes on from the last page: to the lesson's quiz while it is not passed, else to the list.
    fn end(&self, world: &World<'_>) -> Vec<Effect> {
        match self.quiz(world) {
            Some(quiz) => vec![Effect::Turn(Route::Quiz(quiz))],
            None => vec![Effect::Home],
        }
    }

    fn quiz(&self, world: &World<'_>) -> Option<crate::id::QuizId> {
        let quiz = world.course.quiz_of(&self.id)?;
        (!step_done(world.course, world.progress, &Step::Quiz(quiz.id.clone()))).then(|| quiz.id.clone())
    }

    fn go_back(&mut self, world: &World<'_>) -> Vec<Effect> {
        let (pages, here) = self.trail(world);
        match here.checked_sub(1).and_then(|before| pages.get(before)) {
            Some(page) => self.turn_to(&page.id, world),
            None => vec![Effect::Say(world.language.page_first().to_owned())],
        }
    }

    fn turn_to(&mut self, page: &PageId, world: &World<'_>) -> Vec<Effect> {
        self.page = page.clone();
        self.begin(world);
        self.read(world).map(Effect::Note).into_iter().collect()
    }

    /// Returns what touching an item of this page means.
    fn touch(&mut self, place: usize, world: &World<'_>) -> Vec<Effect> {
        let Some(page) = self.page(world) else { return Vec::new() };
        let (lesson, id) = (self.id.clone(), self.page.clone());
        match &page.kind {
            PageKind::Decision { choices } if place < choices.len() => {
                if page::taken(page, self.done(world).as_deref()).is_none() {
                    return vec![Effect::Record(Fact::DecisionTaken { lesson, page: id, choice: place })];
                }
                self.looked_at.insert(place);
                // Where it leads is seen below it; what is next is to go on.
                let sheet = self.sheet(world, world.columns());
                let next = sheet.spots.iter().position(|spot| spot.touch == Touch::Next);
                self.view.focus = next.unwrap_or(self.view.focus);
                Vec::new()
            }
            PageKind::Checklist { items, .. } if place < items.len() => {
                let mut items = self.done(world).and_then(|done| done.ticks.get(&id).cloned()).unwrap_or_default();
                if !items.remove(&place) {
                    items.insert(place);
                }
                vec![Effect::Record(Fact::Ticked { lesson, page: id, items })]
            }
            _ => Vec::new(),
        }
    }

    /// Returns what is in focus and seen.
    fn focused<'s>(&self, sheet: &'s Sheet, world: &World<'_>) -> Option<&'s Spot> {
        self.view.within(sheet, world.rows()).focused(sheet, world.rows())
    }

    /// Whether the second voice of this page is still to be asked for.
    fn is_hidden(&self, world: &World<'_>) -> bool {
        self.page(world).is_some_and(|page| {
            matches!(page.kind, PageKind::Reflect { .. }) && page::revealed(page, self.done(world).as_deref()).is_none()
        })
    }
}

impl Screen for Lesson {
    fn header(&self, world: &World<'_>) -> Header {
        let Some(lesson) = self.lesson(world) else { return Header::default() };
        let (pages, here) = self.trail(world);
        let count = u32::try_from(pages.len()).unwrap_or(1).max(1);
        let left = minutes_from(lesson, self.done(world).as_deref(), &self.page);
        Header {
            here: lesson.title.clone(),
            far: world.language.page_far(here + 1, count),
            left: world.language.home_time_left(world.language.about_minutes(left)),
            done: Some((here + 1, pages.len())),
            ..Header::default()
        }
    }

    fn sheet(&self, world: &World<'_>, columns: usize) -> Sheet {
        let mut sheet = Sheet::new(columns);
        let Some(page) = self.page(world) else { return sheet };
        let terminal = world.area.width;
        let (say, done) = (world.language, self.done(world));
        let mut shown = Shown {
            done: done.as_deref(),
            looked_at: &self.looked_at,
            note: &self.note,
            say,
            terminal,
            gallery: world.gallery,
            tight: false,
        };
        page::lay(&mut sheet, page, &shown);
        // The row that leads on belongs to the page.
        if matches!(page.kind, PageKind::Case { .. }) && sheet.rows.len() + 1 > world.rows() {
            shown.tight = true;
            sheet = Sheet::new(columns);
            page::lay(&mut sheet, page, &shown);
        }
        let waits = matches!(page.kind, PageKind::Decision { .. }) && page::taken(page, shown.done).is_none();
        if !waits && !self.is_hidden(world) {
            let (pages, here) = self.trail(world);
            let last = here + 1 >= pages.len();
            let words = match last.then(|| self.quiz(world)) {
                None => say.page_next(),
                Some(Some(_)) => say.page_to_quiz(),
                Some(None) => say.page_end(),
            };
            sheet.button(words, Touch::Next);
        }
        sheet
    }

    fn view(&self) -> View {
        self.view
    }

    fn context(&self, world: &World<'_>) -> Context {
        let Some(page) = self.page(world) else { return Context::Page };
        match &page.kind {
            PageKind::Decision { .. } if page::taken(page, self.done(world).as_deref()).is_none() => Context::Decision,
            PageKind::Checklist { .. } => Context::Checklist,
            PageKind::Reflect { keep: true, .. } if self.is_hidden(world) => Context::Think,
            PageKind::Reflect { .. } if self.is_hidden(world) => Context::Reflect,
            _ => Context::Page,
        }
    }

    fn opened_over(&mut self, question: usize) {
        self.over = Some(question);
    }

    fn over(&self) -> Option<usize> {
        self.over
    }

    /// The last page says what comes after it.
    fn keeps_to_its_lesson(&self, world: &World<'_>) -> bool {
        let (pages, here) = self.trail(world);
        here + 1 < pages.len()
    }

    fn shown_context(&self, sheet: &Sheet, world: &World<'_>) -> Context {
        match self.context(world) {
            Context::Page if self.focused(sheet, world).is_some_and(|spot| spot.touch != Touch::Next) => Context::Opening,
            Context::Page if sheet.spots.iter().any(Spot::is_link) => Context::Linked,
            context => context,
        }
    }

    fn idle(&self, sheet: &Sheet, world: &World<'_>) -> Idle {
        let refuses = self.to_tick(world) > 0 && !has_more(sheet, self.view.within(sheet, world.rows()), world.rows());
        Idle::default().and(&Action::Before, self.context(world) != Context::Think && self.trail(world).1 == 0).and(&Action::Enter, refuses)
    }

    fn shows_more(&self, sheet: &Sheet, world: &World<'_>) -> bool {
        self.context(world) == Context::Decision && self.sighted.shows_more(sheet, self.view, world)
    }

    fn act(&mut self, action: &Action, sheet: &Sheet, world: &World<'_>) -> Vec<Effect> {
        let context = self.context(world);
        match action {
            _ if context == Context::Think && self.note.act(action) => {
                self.is_told = false;
                self.view.aim(sheet, &Touch::Text, world.rows());
                return Vec::new();
            }
            Action::Before => return self.go_back(world),
            Action::After => return self.go_on(world),
            Action::Back => return vec![Effect::Close],
            Action::Pick(place) if context == Context::Decision => return self.touch(*place, world),
            _ => {}
        }
        let on_link = self.focused(sheet, world).is_some_and(Spot::is_link);
        if context == Context::Checklist && *action == Action::Enter && !on_link {
            // Enter ticks nothing, as the footer says: it shows what is still below, and then goes on.
            if !has_more(sheet, self.view, world.rows()) {
                return self.go_on(world);
            }
            self.view.act(&Action::PageDown, None, sheet, world.rows());
            return Vec::new();
        }
        if context == Context::Decision && self.sighted.reads_on(action, sheet, &mut self.view, world) {
            return Vec::new();
        }
        match look(&mut self.view, action, sheet, world) {
            Outcome::Seen => {
                self.sighted.take_in(sheet, self.view, world);
                Vec::new()
            }
            Outcome::Touched(Touch::Item(place)) => self.touch(place, world),
            Outcome::Touched(Touch::Text) if matches!(action, Action::Click { .. }) => Vec::new(),
            // Once the other voice is there, nothing can be written any more.
            Outcome::Touched(Touch::Next | Touch::Text) if context == Context::Think && self.note.text().is_empty() && !self.is_told => {
                self.is_told = true;
                vec![Effect::Say(world.language.page_nothing_written().to_owned())]
            }
            Outcome::Touched(Touch::Next | Touch::Text) if self.is_hidden(world) => {
                let (lesson, page) = (self.id.clone(), self.page.clone());
                vec![Effect::Record(Fact::Reflected { lesson, page, note: self.note.text().to_owned() })]
            }
            Outcome::Touched(Touch::Next) => self.go_on(world),
            Outcome::Touched(Touch::Link(target)) => follow(&target, world),
            _ => Vec::new(),
        }
    }

    fn ahead(&self, world: &World<'_>) -> Option<Box<dyn Screen>> {
        let (pages, here) = self.trail(world);
        let (next, _) = Self::at(&self.id, &pages.get(here + 1)?.id, world)?;
        Some(Box::new(next))
    }

    fn kept(&mut self, world: &World<'_>) -> Vec<Effect> {
        let sheet = self.sheet(world, world.columns());
        if self.context(world) != Context::Checklist {
            self.view.aim(&sheet, &Touch::Next, world.rows());
        }
        Vec::new()
    }

    fn unkept(&self, world: &World<'_>) -> Option<Fact> {
        let note = self.note.text();
        let is_begun = self.context(world) == Context::Think && note != self.begun(world);
        let work = || HalfMade::Reflection { lesson: self.id.clone(), page: self.page.clone(), note: note.to_owned() };
        is_begun.then(|| Fact::HalfMade { work: work() })
    }

    fn subject(&self, _: &World<'_>) -> Subject {
        Subject::Page { lesson: self.id.clone(), page: self.page.clone() }
    }

    fn parts(&self, world: &World<'_>) -> Vec<Part> {
        let Some(lesson) = self.lesson(world) else { return Vec::new() };
        let mut parts = vec![Part::File(lesson.file.clone()), Part::Page(self.id.clone(), self.page.clone())];
        if lesson.position(&self.page) == Some(0) {
            parts.push(Part::Lesson(self.id.clone()));
        }
        parts
    }

    fn renewed(&mut self, before: &World<'_>, now: &World<'_>) -> Option<Vec<Fact>> {
        self.goes_on(before, now)
    }

    fn place(&self, _: &World<'_>) -> Option<Place> {
        let scroll = u16::try_from(self.view.scroll).unwrap_or(u16::MAX);
        Some(Place::Page { lesson: self.id.clone(), page: self.page.clone(), scroll })
    }
}
