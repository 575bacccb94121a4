//! What a session keeps: facts before anything is shown as done, what can wait before the next line is heard, and the place at its end.

use crate::journey::{self, Fact, NotKept, Place, fresh};
use crate::language::Language;

use super::session::Session;

impl Session<'_> {
    /// Keeps a fact before anything is shown as done. Where it is not kept, one line says why.
    pub(super) fn keep(&mut self, fact: Fact) -> bool {
        let kept = self.append(fact);
        self.refused = kept.is_err();
        match kept {
            Ok(()) => {
                self.begun = None;
                true
            }
            Err(error) => {
                self.tell(&self.language().plain_not_kept(sentence(&error, self.language())));
                false
            }
        }
    }

    /// Keeps a fact that could wait, because what is said next depends on it. Where it is not kept, it waits with the others.
    pub(super) fn keep_early(&mut self, fact: Fact) {
        if self.append(fact.clone()).is_err() {
            self.notes.push(fact);
        }
    }

    /// Takes in what other windows have kept meanwhile. Where it cannot be read, one line says why.
    pub(super) fn hear_of_others(&mut self) -> bool {
        match self.journal.news() {
            Ok(events) => {
                for event in &events {
                    self.progress.apply(event);
                }
                true
            }
            Err(error) => {
                self.tell(&self.language().plain_not_kept(sentence(&error, self.language())));
                false
            }
        }
    }

    /// Keeps the facts that can wait. What is not kept now is tried again with the next one.
    pub(super) fn settle(&mut self) {
        let begun = self.begun.iter().filter(|begun| !self.progress.unfinished.has(begun)).cloned();
        let begun: Vec<Fact> = begun.map(|work| Fact::HalfMade { work }).collect();
        let mut notes = std::mem::take(&mut self.notes);
        notes.extend(begun);
        if let Err((error, left)) = journey::keep_in_order(notes, |fact| self.append(fact)) {
            // What is begun is tried again as it stands by then.
            self.notes = left.into_iter().filter(|fact| !matches!(fact, Fact::HalfMade { .. })).collect();
            self.tell(&format!("{}.", sentence(&error, self.language())));
        }
    }

    /// Keeps where the learner is: the last thing a session does.
    pub(super) fn finish(&mut self) {
        if let Some(place) = self.place.take().filter(|place| !is_kept(self.progress.place.as_ref(), place)) {
            self.notes.push(Fact::PlaceLeft { place });
        }
        self.settle();
    }

    /// Asks the journal to keep a fact, and keeps a certificate that has become due by it. Where another window has opened another version
    /// of the course meanwhile, it is said once more which one is in front here.
    fn append(&mut self, fact: Fact) -> Result<(), NotKept> {
        self.take_in(fact)?;
        if let Some(opened) = journey::opens(self.opened, &self.progress)
            && let Err(error) = self.take_in(opened)
        {
            self.tell(&format!("{}.", sentence(&error, self.language())));
        }
        let id = fresh::certificate(self.clock.now(), self.luck());
        if let Some(earned) = journey::certificate_due(self.course, &self.progress, self.clock.today(), id) {
            // What led to it is kept, and is not to be done again: the certificate is due with the next fact.
            if let Err(error) = self.take_in(earned) {
                self.tell(&format!("{}.", sentence(&error, self.language())));
            }
        }
        Ok(())
    }

    fn take_in(&mut self, fact: Fact) -> Result<(), NotKept> {
        for event in self.journal.append(fact, self.clock.now())? {
            self.progress.apply(&event);
        }
        Ok(())
    }
}

/// Returns an error's words with a capital letter.
fn sentence(error: &NotKept, say: Language) -> String {
    let words = error.said(say);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether a place is the one kept last; how far a page was scrolled does not matter here.
fn is_kept(kept: Option<&Place>, place: &Place) -> bool {
    match (kept, place) {
        (Some(Place::Page { lesson, page, .. }), Place::Page { lesson: left, page: at, .. }) => lesson == left && page == at,
        (kept, place) => kept == Some(place),
    }
}
