//! The course of a session: a part of it until more is wanted, the whole, or the one that was written anew meanwhile.

use std::sync::Arc;

use crate::clock::Clock;
use crate::course::Course;
use crate::course::proof::Proof;
use crate::journey;
use crate::tui::screen;
use crate::tui::start::Rest;
use crate::tui::world::{Screen, World};

use super::App;

/// A screen that shows what the course no longer has.
#[derive(Debug)]
pub(super) struct Gone {
    /// The course that had it.
    course: Arc<Course>,
    /// How many screens lay below it.
    height: usize,
    screen: Box<dyn Screen>,
}

impl App {
    /// Says that the course is only the part of one that this screen shows.
    #[must_use]
    pub fn part_of(mut self, rest: Option<Rest>) -> Self {
        self.rest = rest;
        self
    }

    /// Says that the course is shown to whoever writes it: nothing is kept.
    #[must_use]
    pub fn of_proofs(self) -> Self {
        Self { remarks: Some(Arc::default()), ..self }
    }

    /// Reads the rest of the course where the screen in front shows more than the part that the session began with.
    pub fn read_what_is_shown(&mut self, clock: &dyn Clock) {
        if self.rest.is_some() && !self.screens.last().is_some_and(|screen| screen.keeps_to_its_lesson(&self.world(clock))) {
            self.read_the_rest(clock);
        }
    }

    /// Goes on with the whole course, where the session began with a part of it.
    pub(super) fn read_the_rest(&mut self, clock: &dyn Clock) {
        let Some(rest) = self.rest.take() else { return };
        self.drawn = None;
        let Some(course) = (rest.read)() else {
            self.is_cut_short = true;
            return;
        };
        self.course = course;
        let home = screen::home(&self.world(clock));
        if let Some(first) = self.screens.first_mut() {
            *first = home;
        }
    }

    /// Whether the session can go no further: the course turned out to be one that may not be shown.
    #[must_use]
    pub const fn is_cut_short(&self) -> bool {
        self.is_cut_short
    }

    /// Goes on with the course as it was written anew, at the same place of it, or at the one that was gone and is back.
    pub fn renew(&mut self, proof: Proof, clock: &dyn Clock) {
        (self.drawn, self.held, self.opened) = (None, None, None);
        let course = self.course.clone();
        let (screens, were_gone) = (std::mem::take(&mut self.screens), std::mem::take(&mut self.gone));
        // The words that a preview begins with have been read by whoever has saved a file since, and would hide what is wrong with it.
        if self.remarks.as_ref().is_some_and(|before| *before != proof.remarks) {
            let begins = self.language().preview_begins();
            self.notice.take_if(|notice| notice == begins);
        }
        (self.course, self.remarks) = (proof.course, Some(proof.remarks));
        let (was, now) = (&course.files, &self.course.files);
        self.gallery.take_down(|path| was.pixels(path) != now.pixels(path));
        let now = self.world(clock);
        let before = World { course: &course, ..now };
        let (mut facts, mut stay, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for (height, mut screen) in screens.into_iter().enumerate() {
            match screen.renewed(&before, &now) {
                Some(renewed) => {
                    facts.extend(renewed);
                    stay.push(screen);
                }
                None => gone.push(Gone { course: course.clone(), height, screen }),
            }
        }
        let (is_gone, was_gone) = (!gone.is_empty(), !were_gone.is_empty());
        for mut one in were_gone {
            match one.screen.renewed(&World { course: &one.course, ..now }, &now) {
                Some(renewed) => {
                    facts.extend(renewed);
                    stay.insert(one.height.min(stay.len()), one.screen);
                }
                None => gone.push(one),
            }
        }
        (self.screens, self.gone) = (stay, gone);
        self.notes.extend(facts);
        let words = self.language().no_longer_in_course();
        if is_gone {
            self.notice = Some(words.to_owned());
        } else if was_gone && self.gone.is_empty() {
            self.notice.take_if(|notice| notice == words);
        }
    }

    /// Notes which version of the course this is, when it is not the one last opened. Done once the first frame is drawn: the digest
    /// of a whole course takes longer than a frame.
    pub(super) fn begin(&mut self, clock: &dyn Clock) {
        if std::mem::replace(&mut self.is_begun, true) {
            return;
        }
        if let Some(rest) = &self.rest {
            if self.progress.opened.is_some_and(|(_, opened)| Some(opened) == rest.digest) {
                self.opened = self.progress.opened;
                return;
            }
            self.read_the_rest(clock);
        }
        if self.is_cut_short {
            return;
        }
        let opened = (self.course.version, self.course.digest());
        self.opened = Some(opened);
        if let Some(fact) = journey::opens(opened, &self.progress) {
            self.notes.insert(0, fact);
        }
    }
}
