//! What a session keeps: the facts that something waits for, at once, and the others once the frame is drawn.

use crate::clock::Clock;
use crate::course::{Lesson, Step};
use crate::id::QuizId;
use crate::journey::{self, Event as Kept, Fact, Journal, NotKept, Place, fresh};
use crate::tui::world::Effect;

use super::App;

impl App {
    /// Whether there are facts to keep that could wait until the frame was drawn.
    #[must_use]
    pub const fn has_to_settle(&self) -> bool {
        !self.is_begun || self.closed > 0 || !self.notes.is_empty()
    }

    /// Keeps the facts that could wait until the frame was drawn. Returns whether there is something new to draw.
    pub fn settle(&mut self, journal: &mut dyn Journal, clock: &dyn Clock) -> bool {
        let was_part = self.rest.is_some();
        self.begin(clock);
        if self.notes.is_empty() && self.closed == 0 {
            return was_part && self.rest.is_none();
        }
        match self.keep_notes(journal, clock) {
            Ok(()) => {
                self.settle_preferences();
                self.come_back(clock);
            }
            Err(error) => self.notice = Some(format!("{}.", error.said(self.language()))),
        }
        true
    }

    /// Lets the screen that came to the front again take up what was kept meanwhile.
    fn come_back(&mut self, clock: &dyn Clock) {
        if std::mem::take(&mut self.closed) > 0
            && let Some(mut screen) = self.screens.pop()
        {
            self.notes.extend(screen.came_back(&self.world(clock)));
            self.screens.push(screen);
            self.drawn = None;
        }
    }

    /// Keeps what waits. What is not kept is tried again with the next page, in its order.
    fn keep_notes(&mut self, journal: &mut dyn Journal, clock: &dyn Clock) -> Result<(), NotKept> {
        if self.notes.iter().any(|fact| matches!(fact, Fact::PageRead { .. }))
            && let Some(fact) = self.attempt_below(clock).map(|place| Fact::PlaceLeft { place })
            && self.notes.last() != Some(&fact)
        {
            self.notes.push(fact);
        }
        let notes = std::mem::take(&mut self.notes);
        journey::keep_in_order(notes, |fact| self.keep(fact, journal, clock)).map_err(|(error, left)| {
            self.notes = left;
            error
        })
    }

    /// Keeps where the learner is. The last thing a session does, whatever ends it.
    ///
    /// # Errors
    /// [`NotKept`] when more than the place was lost, such as a note that was being written: nobody sees the screen any more.
    pub fn finish(&mut self, journal: &mut dyn Journal, clock: &dyn Clock) -> Result<(), NotKept> {
        if self.is_cut_short {
            return Ok(());
        }
        self.leave_place(clock);
        self.begin(clock);
        match self.keep_notes(journal, clock) {
            Err(NotKept { because }) if self.notes.iter().any(|fact| !matches!(fact, Fact::PlaceLeft { .. })) => {
                let say = self.language();
                Err(NotKept { because: say.not_kept_last(because.in_a_line(say)).into() })
            }
            _ => Ok(()),
        }
    }

    /// Notes what the screens would lose, and the place of the one in front, when it has changed.
    pub(super) fn leave_place(&mut self, clock: &dyn Clock) {
        let world = self.world(clock);
        // What has just come to the front again has not taken up yet what was kept in front of it.
        let behind = self.screens.len() - usize::from(self.closed > 0).min(self.screens.len());
        let unkept = self.screens.iter().take(behind).enumerate().filter_map(|(below, screen)| Some((below, screen.unkept(&world)?)));
        let unkept: Vec<(usize, Fact)> = unkept.filter(|(_, fact)| !self.notes.contains(fact)).collect();
        for (below, fact) in unkept {
            if let Fact::HalfMade { work } = &fact {
                self.unsaid.insert(below, work.clone());
            }
            self.notes.push(fact);
        }
        let front = || self.screens.last().and_then(|screen| screen.place(&self.world(clock)));
        let place = self.attempt_below(clock).or_else(front);
        let Some(place) = place.filter(|place| self.progress.place.as_ref() != Some(place)) else { return };
        if matches!((&place, &self.progress.place), (Place::Home, None)) {
            return;
        }
        self.notes.push(Fact::PlaceLeft { place });
    }

    /// Returns the place of the open attempt that the page in front was opened over: whoever looks at a page meanwhile is in the attempt still.
    fn attempt_below(&self, clock: &dyn Clock) -> Option<Place> {
        let world = self.world(clock);
        let mut places = self.screens.iter().rev().map(|screen| screen.place(&world));
        places.next().flatten().filter(|front| matches!(front, Place::Page { .. }))?;
        places.flatten().find(|below| matches!(below, Place::Quiz { .. }))
    }

    /// Whether the screen in front, which is about to be closed, leaves an answer half made that nothing was said of yet. Only of what is
    /// left: what stays open below is not to be gone on with, but there.
    pub(super) fn leaves_half_made(&mut self, clock: &dyn Clock) -> bool {
        let below = self.screens.len().saturating_sub(1);
        let unsaid = self.unsaid.remove(&below).is_some_and(|work| self.progress.unfinished.has(&work));
        let unkept = self.screens.last().and_then(|screen| screen.unkept(&self.world(clock)));
        unsaid || matches!(unkept, Some(Fact::HalfMade { .. }))
    }

    /// Asks the journal to keep a fact, takes in what it kept, and keeps a certificate that has become due by it. Where another window has
    /// opened another version of the course meanwhile, it is said once more which one is in front here.
    pub(super) fn keep(&mut self, fact: Fact, journal: &mut dyn Journal, clock: &dyn Clock) -> Result<(), NotKept> {
        if let Fact::Preferred { preference, .. } = &fact {
            // What is set now wins for the rest of the session over what it began with.
            self.given.forget(*preference);
        }
        let events = journal.append(fact, clock.now())?;
        self.apply(&events);
        if let Some(opened) = self.opened.and_then(|opened| journey::opens(opened, &self.progress)) {
            self.keep_beside(opened, journal, clock);
        }
        if self.rest.is_some() {
            // A step that does not end earns nothing.
            let is_done = |lesson: &Lesson| journey::step_done(&self.course, &self.progress, &Step::Lesson(lesson.id.clone()));
            if !self.course.lessons.iter().any(is_done) {
                return Ok(());
            }
            self.read_the_rest(clock);
        }
        let id = fresh::certificate(clock.now(), fresh::stir(self.seed, self.progress.seq));
        if let Some(earned) = journey::certificate_due(&self.course, &self.progress, clock.today(), id) {
            // What led to it is kept, and is not to be done again: the certificate is due with the next fact.
            self.keep_beside(earned, journal, clock);
        }
        Ok(())
    }

    /// Returns what begins an attempt, once what other windows have kept is known too. Where that changes how the quiz stands nothing begins:
    /// its screen shows by then how it does.
    pub(super) fn begins_attempt(&mut self, quiz: &QuizId, journal: &mut dyn Journal, clock: &dyn Clock) -> Vec<Effect> {
        let (now, today) = (clock.now(), clock.today());
        let stands = |app: &Self| Some(journey::quiz_today(&app.course, &app.progress, app.course.quiz(quiz)?, now, today));
        let shown = stands(self);
        match journal.news() {
            Ok(events) => self.apply(&events),
            Err(error) => return vec![Effect::Say(self.language().not_kept_retry(error.said(self.language())))],
        }
        let world = self.world(clock);
        match world.course.quiz(quiz).filter(|_| stands(self) == shown) {
            Some(quiz) => {
                let attempt = fresh::attempt(now, world.seed);
                vec![Effect::Record(journey::begin(quiz, attempt, &world.progress.seen(quiz), world.seed))]
            }
            None => self.tell_kept(clock),
        }
    }

    /// Keeps what goes with a fact that is kept already, or says why not.
    fn keep_beside(&mut self, fact: Fact, journal: &mut dyn Journal, clock: &dyn Clock) {
        match journal.append(fact, clock.now()) {
            Ok(events) => self.apply(&events),
            Err(error) => self.notice = Some(format!("{}.", error.said(self.language()))),
        }
    }

    fn apply(&mut self, events: &[Kept]) {
        self.drawn = None;
        for event in events {
            self.progress.apply(event);
        }
    }

    pub(super) fn tell_kept(&mut self, clock: &dyn Clock) -> Vec<Effect> {
        let Some(mut screen) = self.screens.pop() else { return Vec::new() };
        let effects = screen.kept(&self.world(clock));
        self.screens.push(screen);
        effects
    }
}
