//! A learner's progress: a fold over events, and nothing else.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::course::{Lesson, Question, Quiz, Version};
use crate::id::{LessonId, PageId, QuestionId};
use crate::question::{Grade, Percent};
use crate::source::Digest;

use super::{
    Answer, Attempt, AttemptId, CertificateId, Ended, Event, Fact, Introduction, Place, Preference, Preferences, Subject, Unfinished,
};

/// What one learner has done in one course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Who the learner says to be.
    pub learner: Option<Introduction>,
    /// When the course was first opened.
    pub started: Option<Timestamp>,
    /// The latest moment at which anything was kept that a department is told of, by whatever clock.
    pub latest: Option<Timestamp>,
    /// The version last opened.
    pub opened: Option<(Version, Digest)>,
    /// When each edition was first opened.
    pub editions: BTreeMap<u32, Timestamp>,
    /// Where the learner was last.
    pub place: Option<Place>,
    /// Lessons that were opened.
    pub lessons: BTreeMap<LessonId, LessonProgress>,
    /// Attempts, oldest first.
    pub attempts: Vec<Attempt>,
    /// Refreshers answered, oldest first.
    pub refreshed: Vec<(Timestamp, QuestionId, Grade)>,
    /// The statement signed last, with the name typed and the moment.
    pub attested: Option<(Timestamp, String, String)>,
    /// The notes, by what they are about.
    pub notes: BTreeMap<Subject, String>,
    /// What was begun and is not done yet.
    pub unfinished: Unfinished,
    /// What was set the way the learner likes it.
    pub preferences: Preferences,
    /// Certificates, oldest first.
    pub certificates: Vec<Certificate>,
    /// Whether the newest of them was not looked at yet. Whoever shows it notes once more the place that the learner has.
    pub is_certificate_new: bool,
    /// The last event applied; 0 for none.
    pub seq: u64,
}

/// What a learner has done in a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LessonProgress {
    /// When it was first opened.
    pub opened: Option<Timestamp>,
    /// The pages that were read.
    pub read: BTreeSet<PageId>,
    /// The choice made last on each decision page.
    pub decisions: BTreeMap<PageId, usize>,
    /// Reflections that were revealed, with the note kept.
    pub reflections: BTreeMap<PageId, String>,
    /// The ticks on each checklist page.
    pub ticks: BTreeMap<PageId, BTreeSet<usize>>,
    /// The page last in front of the learner, and how far it was scrolled.
    pub place: Option<(PageId, u16)>,
}

impl LessonProgress {
    /// Returns it with pages by the ids they have today. What was done under today's id counts before what was done under a former one.
    fn named_today(&self, lesson: &Lesson) -> Self {
        let today = |page: &PageId| lesson.page(page).map_or_else(|| page.clone(), |page| page.id.clone());
        Self {
            opened: self.opened,
            read: self.read.iter().map(today).collect(),
            decisions: renamed(&self.decisions, today),
            reflections: renamed(&self.reflections, today),
            ticks: renamed(&self.ticks, today),
            place: self.place.as_ref().map(|(page, scroll)| (today(page), *scroll)),
        }
    }

    /// Returns it with what was done later.
    fn and_then(mut self, later: Self) -> Self {
        self.opened = self.opened.into_iter().chain(later.opened).min();
        self.read.extend(later.read);
        self.decisions.extend(later.decisions);
        self.reflections.extend(later.reflections);
        self.ticks.extend(later.ticks);
        self.place = later.place.or(self.place);
        self
    }
}

fn renamed<T: Clone>(by_page: &BTreeMap<PageId, T>, today: impl Fn(&PageId) -> PageId) -> BTreeMap<PageId, T> {
    let (own, former): (Vec<_>, Vec<_>) = by_page.iter().partition(|(page, _)| today(page) == **page);
    former.into_iter().chain(own).map(|(page, done)| (today(page), done.clone())).collect()
}

/// A certificate, as it was earned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Names it.
    pub id: CertificateId,
    /// The moment.
    pub at: Timestamp,
    /// The version completed.
    pub version: Version,
    /// What was taught.
    pub digest: Digest,
    /// The day.
    pub on: Date,
    /// The last day it is valid; `None` for ever.
    pub until: Option<Date>,
    /// The share of all marks.
    pub grade: Grade,
    /// The pass mark.
    pub pass: Percent,
    /// Who the learner said to be that day: what the record of it says for ever.
    pub holder: Option<Introduction>,
}

impl Certificate {
    /// Whether it has run out.
    #[must_use]
    pub fn has_expired(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// Whether there is a score to tell of. A course without a quiz has none: it asks for no pass mark, and every quiz for 1 % or more.
    #[must_use]
    pub const fn is_scored(&self) -> bool {
        self.pass.0 > 0
    }

    /// Whether its record has another name or staff id than the learner has now.
    #[must_use]
    pub fn names_otherwise(&self, now: Option<&Introduction>) -> bool {
        let named = |who: Option<&Introduction>| who.map(|who| (who.name.clone(), who.staff_id.clone()));
        named(self.holder.as_ref()) != named(now)
    }
}

impl Certificate {
    /// Returns the name, and the staff id where one was given, that the learner had on the day of completion, where it is another now; `None`
    /// inside where there was no name. A department gets those, and one certificate is never two persons'.
    #[must_use]
    pub fn named_then(&self, now: Option<&Introduction>) -> Option<Option<String>> {
        let said = || {
            let then = self.holder.as_ref().map_or_else(Vec::new, |then| vec![then.name.trim(), then.staff_id.trim()]);
            then.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(", ")
        };
        self.names_otherwise(now).then(|| Some(said()).filter(|said| !said.is_empty()))
    }
}

impl Progress {
    /// Whether the record of the newest certificate has another name or staff id than the learner has now.
    #[must_use]
    pub fn is_named_otherwise(&self) -> bool {
        self.certificates.last().is_some_and(|held| held.names_otherwise(self.learner.as_ref()))
    }

    /// Returns the fold over all events.
    #[must_use]
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut progress = Self::default();
        for event in events {
            progress.apply(event);
        }
        progress
    }

    /// Takes one event in. Events already taken in are passed over.
    pub fn apply(&mut self, event: &Event) {
        if event.seq <= self.seq {
            return;
        }
        self.seq = event.seq;
        if !matches!(event.fact, Fact::HalfMade { .. }) {
            self.latest = self.latest.max(Some(event.at));
        }
        self.unfinished.take_in(&event.fact);
        match &event.fact {
            Fact::HalfMade { .. } => {}
            Fact::Introduced(introduction) => self.learner = Some(introduction.clone()),
            Fact::CourseOpened { version, digest } => {
                self.started.get_or_insert(event.at);
                self.opened = Some((*version, *digest));
                self.editions.entry(version.edition).or_insert(event.at);
            }
            Fact::LessonOpened { lesson } => {
                self.lesson(lesson).opened.get_or_insert(event.at);
            }
            Fact::PageRead { lesson, page } => {
                let progress = self.lesson(lesson);
                progress.read.insert(page.clone());
                progress.place = Some((page.clone(), 0));
                self.place = Some(Place::Page { lesson: lesson.clone(), page: page.clone(), scroll: 0 });
            }
            Fact::PlaceLeft { place } => {
                if let Place::Page { lesson, page, scroll } = place {
                    self.lesson(lesson).place = Some((page.clone(), *scroll));
                }
                self.is_certificate_new &= *place != self.place_again();
                self.place = Some(place.clone());
            }
            Fact::DecisionTaken { lesson, page, choice } => {
                self.lesson(lesson).decisions.insert(page.clone(), *choice);
            }
            Fact::Reflected { lesson, page, note } => {
                self.lesson(lesson).reflections.insert(page.clone(), note.clone());
            }
            Fact::Ticked { lesson, page, items } => {
                self.lesson(lesson).ticks.insert(page.clone(), items.clone());
            }
            Fact::AttemptStarted { .. }
            | Fact::QuestionShown { .. }
            | Fact::SceneChosen { .. }
            | Fact::QuestionAnswered { .. }
            | Fact::AttemptFinished { .. } => {
                self.attempt_event(event);
            }
            Fact::Refreshed { question, grade, .. } => self.refreshed.push((event.at, question.clone(), *grade)),
            Fact::Attested { words, name } => self.attested = Some((event.at, words.clone(), name.clone())),
            Fact::NoteWritten { about, text } if text.is_empty() => {
                self.notes.remove(about);
            }
            Fact::NoteWritten { about, text } => {
                self.notes.insert(about.clone(), text.clone());
            }
            Fact::Preferred { preference, value } => self.preferences.set(*preference, value),
            Fact::CertificateEarned { certificate, version, digest, on, until, grade, pass } => {
                if self.certificates.iter().all(|kept| kept.id != *certificate) {
                    self.is_certificate_new = true;
                    self.certificates.push(Certificate {
                        id: *certificate,
                        at: event.at,
                        version: *version,
                        digest: *digest,
                        on: *on,
                        until: *until,
                        grade: *grade,
                        pass: *pass,
                        holder: self.learner.clone(),
                    });
                }
            }
        }
    }

    fn attempt_event(&mut self, event: &Event) {
        match &event.fact {
            Fact::AttemptStarted { attempt, quiz, pass, drawn } => {
                self.place = Some(Place::Quiz { quiz: quiz.clone() });
                let course = self.opened.map(|(_, digest)| digest);
                let is_open = |open: &Attempt| open.quiz == *quiz && open.ended.is_none();
                self.attempts.retain(|open| !(is_open(open) && open.gives_way_to(drawn, course)));
                // Two windows may begin at the same moment: the attempt that is open already goes on.
                if !self.attempts.iter().any(is_open) {
                    self.attempts.push(Attempt {
                        id: *attempt,
                        quiz: quiz.clone(),
                        pass: *pass,
                        started: event.at,
                        course,
                        drawn: drawn.clone(),
                        shown: BTreeMap::new(),
                        scenes: BTreeMap::new(),
                        answers: BTreeMap::new(),
                        ended: None,
                    });
                }
            }
            Fact::QuestionShown { attempt, question } => {
                if let Some(open) = self.attempt_mut(*attempt) {
                    open.shown.entry(question.clone()).or_insert(event.at);
                }
            }
            Fact::SceneChosen { attempt, question, turn, choice, .. } => {
                let Some(open) = self.attempt_mut(*attempt).filter(|open| open.ended.is_none()) else { return };
                let made = open.scenes.entry(question.clone()).or_default();
                if made.len() == *turn {
                    made.push(*choice);
                }
            }
            Fact::QuestionAnswered { attempt, question, response, grade, points, millis, wording } => {
                let Some(open) = self.attempt_mut(*attempt).filter(|open| open.ended.is_none()) else { return };
                if !open.drawn.iter().any(|drawn| drawn.question == *question) {
                    return;
                }
                open.answers.entry(question.clone()).or_insert_with(|| Answer {
                    at: event.at,
                    response: response.clone(),
                    grade: *grade,
                    points: *points,
                    millis: *millis,
                    wording: wording.clone(),
                });
            }
            Fact::AttemptFinished { attempt, grade, passed } => {
                if let Some(open) = self.attempt_mut(*attempt) {
                    open.ended.get_or_insert(Ended { at: event.at, grade: *grade, passed: *passed });
                }
            }
            _ => {}
        }
    }

    fn lesson(&mut self, lesson: &LessonId) -> &mut LessonProgress {
        self.lessons.entry(lesson.clone()).or_default()
    }

    /// Returns what was done in a lesson, also when it, or a page of it, had another id then. Pages are named as they are today.
    #[must_use]
    pub fn in_lesson(&self, lesson: &Lesson) -> Option<Cow<'_, LessonProgress>> {
        let own = self.lessons.get(&lesson.id);
        let mut before = lesson.was.iter().filter_map(|id| self.lessons.get(id)).peekable();
        if before.peek().is_none() && lesson.pages.iter().all(|page| page.was.is_empty()) {
            return own.map(Cow::Borrowed);
        }
        before.chain(own).map(|done| done.named_today(lesson)).reduce(LessonProgress::and_then).map(Cow::Owned)
    }

    fn attempt_mut(&mut self, id: AttemptId) -> Option<&mut Attempt> {
        self.attempts.iter_mut().rev().find(|attempt| attempt.id == id)
    }

    /// Returns the place to come back to: a page, or a quiz whose attempt is still open. A quiz that is over is no place to be.
    #[must_use]
    pub fn place_to_resume(&self) -> Option<&Place> {
        self.place.as_ref().filter(|place| match place {
            Place::Quiz { quiz } => self.attempts.iter().any(|attempt| attempt.quiz == *quiz && attempt.ended.is_none()),
            Place::Home | Place::Page { .. } => true,
        })
    }

    /// Returns the place the learner has, to be noted once more.
    fn place_again(&self) -> Place {
        self.place.clone().unwrap_or(Place::Home)
    }

    /// Returns the fact by which a new certificate is known to have been looked at; `None` where none is new.
    #[must_use]
    pub fn certificate_seen(&self) -> Option<Fact> {
        self.is_certificate_new.then(|| Fact::PlaceLeft { place: self.place_again() })
    }

    /// Returns when the time for all of an attempt is over, where its quiz has a limit and the learner did not switch limits off.
    #[must_use]
    pub fn until(&self, attempt: &Attempt, quiz: &Quiz) -> Option<Timestamp> {
        attempt.until(quiz).filter(|_| self.preferences.is_on(Preference::TimeLimits))
    }

    /// Returns when the time for a question is over, where it has a limit and the learner did not switch limits off.
    #[must_use]
    pub fn until_for(&self, attempt: &Attempt, question: &Question) -> Option<Timestamp> {
        attempt.until_for(question).filter(|_| self.preferences.is_on(Preference::TimeLimits))
    }

    /// Whether the time for all of an attempt is over.
    #[must_use]
    pub fn is_over(&self, attempt: &Attempt, quiz: &Quiz, now: Timestamp) -> bool {
        self.until(attempt, quiz).is_some_and(|until| until < now)
    }

    /// Returns an attempt.
    #[must_use]
    pub fn attempt(&self, id: AttemptId) -> Option<&Attempt> {
        self.attempts.iter().rev().find(|attempt| attempt.id == id)
    }

    /// Returns the attempts at a quiz, oldest first, also those made when it had another id.
    #[must_use]
    pub fn attempts_at<'a>(&'a self, quiz: &'a Quiz) -> impl DoubleEndedIterator<Item = &'a Attempt> {
        let is_at = move |attempt: &Attempt| attempt.quiz == quiz.id || quiz.was.contains(&attempt.quiz);
        self.attempts.iter().filter(move |attempt| is_at(attempt) && !attempt.is_void(quiz))
    }

    /// Returns the attempt at a quiz that has not ended.
    #[must_use]
    pub fn open_attempt<'a>(&'a self, quiz: &'a Quiz) -> Option<&'a Attempt> {
        self.attempts_at(quiz).rev().find(|attempt| attempt.ended.is_none())
    }

    /// Returns the ended attempt with the best share of marks as it counts today, the earlier of two alike.
    #[must_use]
    pub fn best_attempt<'a>(&'a self, quiz: &'a Quiz) -> Option<(&'a Attempt, Ended)> {
        let ended = self.attempts_at(quiz).filter_map(|attempt| Some((attempt, attempt.result(quiz)?)));
        ended.rev().max_by_key(|(_, ended)| (ended.passed, ended.grade))
    }

    /// Returns the questions of a quiz that were answered in any attempt.
    #[must_use]
    pub fn seen(&self, quiz: &Quiz) -> BTreeSet<QuestionId> {
        self.attempts_at(quiz).flat_map(|attempt| attempt.answers.keys().cloned()).collect()
    }
}
