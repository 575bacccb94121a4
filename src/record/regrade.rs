//! Grades a hand-in again: every attempt from its answers, by the code that graded it on the learner's machine, against the
//! department's own copy of the course. What it says must be what comes out.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::clock::EARLIEST;
use crate::course::{Course, Question, Quiz, Version};
use crate::id::{QuestionId, QuizId};
use crate::journey::{Attempt, AttemptId, Drawn, Event, Fact, Progress, QuizStanding, Wording, certificate_earned, quiz_standing};
use crate::question::{Grade, Percent, Response, Shuffle};
use crate::source::Digest;

use super::completion::{is_work, minutes, rounds, row};
use super::flaw::Flaw;
use super::graded::led_to_earlier;
use super::hand_in::{Attestation, Entry, HandIn, ended, words_digest};
use super::{Assurance, Completion};

/// Further than this no clock is set back by daylight, travel or repair.
pub const SET_BACK: SignedDuration = SignedDuration::from_hours(24);

/// Finds the course of a digest.
pub type Find<'a> = dyn Fn(&Digest) -> Option<Arc<Course>> + Sync + 'a;

/// What a hand-in is graded against.
pub struct Grading<'a> {
    /// The courses that are here.
    pub courses: &'a Find<'a>,
    /// The department's time.
    pub now: Timestamp,
    /// How far ahead a learner's clock may be.
    pub tolerance: SignedDuration,
    /// What a record that comes out as it says is worth once it is countersigned.
    pub assurance: Assurance,
}

impl Grading<'_> {
    /// Grades a hand-in again and returns what it comes to.
    ///
    /// # Errors
    /// The first [`Flaw`], by the order of its events.
    pub fn grade(&self, mut hand_in: HandIn) -> Result<Completion, Flaw> {
        let events = std::mem::take(&mut hand_in.events);
        let course = &hand_in.course;
        let taught = (self.courses)(&course.digest).filter(|found| found.id == course.id && found.version == course.version);
        let Some(taught) = taught else {
            return Err(Flaw::UnknownCourse { course: course.id.clone(), version: course.version, digest: course.digest });
        };
        let earned = |entry: &Entry| matches!(entry.fact, Fact::CertificateEarned { .. });
        if !events.last().is_some_and(earned) {
            return Err(disagrees("its last event is not that a certificate was earned"));
        }
        let graded_before = led_to_earlier(&events);
        let lived = Vec::with_capacity(events.len());
        let (course, progress) = (Some(taught.clone()), Progress::default());
        let mut replay = Replay { grading: self, hand_in: &hand_in, course, before: BTreeMap::new(), progress, lived };
        for (place, entry) in events.into_iter().enumerate() {
            replay.live(entry, place >= graded_before)?;
        }
        replay.said(&taught)
    }
}

fn disagrees(what: impl Into<String>) -> Flaw {
    Flaw::Disagrees { what: what.into() }
}

/// The events so far, lived through again.
struct Replay<'a> {
    grading: &'a Grading<'a>,
    hand_in: &'a HandIn,
    /// The course that the learner had in front of them; `None` where it is not here.
    course: Option<Arc<Course>>,
    /// Those that were opened before it and are here: one of them may be in front still, in another window.
    before: BTreeMap<Digest, Arc<Course>>,
    progress: Progress,
    lived: Vec<Event>,
}

impl Replay<'_> {
    /// Takes the next event in, once it was found to be as it says. An attempt that led to an earlier certificate and cannot be graded,
    /// because its course is gone, is not taken in: nothing may come of a score that was typed in.
    fn live(&mut self, entry: Entry, is_graded: bool) -> Result<(), Flaw> {
        self.in_time(&entry)?;
        let Entry { seq, at, fact, words } = entry;
        let mut event = Event { seq, at, fact };
        let is_believed = match &event.fact {
            Fact::CourseOpened { version, digest } => {
                self.course = self.find(*version, digest);
                let opened = self.course.iter().map(|found| (*digest, found.clone()));
                self.before.extend(opened);
                true
            }
            Fact::AttemptStarted { .. } | Fact::QuestionAnswered { .. } | Fact::AttemptFinished { .. } | Fact::CertificateEarned { .. } => {
                // A certificate says itself of which course it is: one of a course that is here is graded, whichever was opened last.
                let of = match &event.fact {
                    Fact::CertificateEarned { version, digest, .. } => Some((*version, *digest)),
                    _ => None,
                };
                match of.map_or_else(|| self.course.clone(), |(version, digest)| self.find(version, &digest)) {
                    Some(course) => {
                        self.graded_by_any(&course, &mut event, words.as_ref())?;
                        true
                    }
                    None if is_graded => return Err(self.missing(of)),
                    None => of.is_some() && of == self.progress.opened,
                }
            }
            _ => true,
        };
        if is_believed {
            self.progress.apply(&event);
        }
        self.lived.push(event);
        Ok(())
    }

    /// Returns a version of the course that is here.
    fn find(&self, version: Version, digest: &Digest) -> Option<Arc<Course>> {
        let id = &self.hand_in.course.id;
        (self.grading.courses)(digest).filter(|found| found.id == *id && found.version == version)
    }

    /// Grades an event by the course that was opened last or, where it does not come out by that, by one opened before: a window goes on
    /// with the course it began with, whatever another opens. Whoever makes up events may say as well that any of them was opened last. A certificate names its own.
    fn graded_by_any(&self, last: &Course, event: &mut Event, words: Option<&Digest>) -> Result<(), Flaw> {
        let found = self.graded(last, event, words);
        let names_its_own = matches!(event.fact, Fact::CertificateEarned { .. });
        if found.is_err() && !names_its_own && self.before.values().any(|course| self.graded(course, event, words).is_ok()) {
            return Ok(());
        }
        found
    }

    /// Grades one event of an attempt, or the certificate. An answer gets its words back, which a hand-in leaves out.
    fn graded(&self, course: &Course, event: &mut Event, words: Option<&Digest>) -> Result<(), Flaw> {
        let (seq, at, progress) = (event.seq, event.at, &self.progress);
        let found = match &mut event.fact {
            Fact::AttemptStarted { quiz, pass, drawn, .. } => begun(course, progress, (quiz, *pass, drawn), at),
            Fact::QuestionAnswered { .. } => self.answered(course, event, words),
            Fact::AttemptFinished { attempt, .. } => {
                let attempt = *attempt;
                finished(course, progress, attempt, event)
            }
            Fact::CertificateEarned { .. } => earned(course, progress, event),
            _ => Ok(()),
        };
        found.map_err(|what| disagrees(format!("{what} (event {seq})")))
    }

    /// Whether an answer earned what it says.
    fn answered(&self, course: &Course, event: &mut Event, words: Option<&Digest>) -> Result<(), String> {
        let at = event.at;
        let Fact::QuestionAnswered { attempt, question, response, grade, points, millis, wording } = &mut event.fact else { return Ok(()) };
        let Some((attempt, quiz)) = open(course, &self.progress, *attempt)? else { return Ok(()) };
        let Some(asked) = asked(attempt, quiz, question) else {
            return Err(format!("`{question}` was not drawn"));
        };
        // From here on it is as if it had been answered in the course's own language: which item stands where is the same in all.
        *wording = Wording::of(asked);
        let is_of = |wording: &Wording| words == Some(&words_digest(wording));
        let has_words = is_of(wording) || Wording::in_every_language(course, question).any(|wording| is_of(&wording));
        let earned = asked.kind.grade(response, asked.partial);
        // A question that nobody answered before its time was up is kept as nothing chosen, which may be right as an answer.
        let is_timed = asked.time_limit_seconds.is_some() || quiz.time_limit_minutes.is_some();
        let is_late = is_timed && *grade == Grade::NONE && matches!(response, Response::Some(chosen) if chosen.is_empty());
        let lasted = at.duration_since(attempt.started) + self.grading.tolerance;
        let fits = |millis: u64| i64::try_from(millis).is_ok_and(|millis| SignedDuration::from_millis(millis) <= lasted);
        if !has_words {
            Err(format!("`{question}` was answered on other words than the course has"))
        } else if *grade != earned && !is_late {
            Err(format!("`{question}` earned {earned}, not {grade}"))
        } else if *points != asked.points {
            Err(format!("`{question}` is worth {}, not {points}", asked.points))
        } else if fits(*millis) || self.was_set_back(attempt.id, at) {
            Ok(())
        } else {
            Err(format!("`{question}` took longer than its attempt had lasted"))
        }
    }

    /// Whether the clock was set back since an attempt began: then its times do not tell how long it has lasted.
    fn was_set_back(&self, attempt: AttemptId, now: Timestamp) -> bool {
        let mut later = now;
        for event in self.lived.iter().rev() {
            if event.at > later {
                return true;
            }
            if matches!(event.fact, Fact::AttemptStarted { attempt: begun, .. } if begun == attempt) {
                return false;
            }
            later = event.at;
        }
        false
    }

    /// The course of a certificate is not here, or the one that was opened last.
    fn missing(&self, of: Option<(Version, Digest)>) -> Flaw {
        let course = self.hand_in.course.id.clone();
        let (version, digest) = of.or(self.progress.opened).unwrap_or((self.hand_in.course.version, self.hand_in.course.digest));
        Flaw::UnknownCourse { course, version, digest }
    }

    fn in_time(&self, entry: &Entry) -> Result<(), Flaw> {
        if entry.at.duration_since(self.grading.now) > self.grading.tolerance {
            return Err(Flaw::Future { at: entry.at });
        }
        let Some(last) = self.lived.last() else { return Ok(()) };
        if entry.seq <= last.seq {
            return Err(disagrees(format!("event {} comes after event {}", entry.seq, last.seq)));
        }
        if last.at.duration_since(entry.at) > SET_BACK {
            return Err(Flaw::ClockBack { seq: entry.seq });
        }
        Ok(())
    }

    /// Returns the completion, where the head of the hand-in says what its events say.
    fn said(self, taught: &Course) -> Result<Completion, Flaw> {
        let HandIn { record_id, learner, course, .. } = self.hand_in;
        let last = rounds(&self.progress).pop().filter(|(id, _)| id == record_id);
        let certificate = self.progress.certificates.iter().find(|kept| kept.id == *record_id);
        let (Some((_, round)), Some(certificate)) = (last, certificate) else {
            return Err(disagrees("the certificate it is about is not the last one it tells of"));
        };
        let person = self.progress.learner.as_ref();
        let signed = self.progress.attested.as_ref();
        let signed = signed.map(|(at, words, name)| Attestation { at: *at, words: words.clone(), name: name.clone() });
        let started = self.lived.iter().find(|event| is_work(&event.fact) && round.holds(event.at)).map(|event| event.at);
        let said = self.hand_in;
        for (what, same) in [
            ("the name", person.map_or("", |person| &person.name) == learner.name),
            ("the role", person.map(|person| person.role) == learner.role),
            ("the staff id", person.map_or("", |person| &person.staff_id) == learner.staff_id),
            ("the department", person.map_or("", |person| &person.department) == learner.department),
            ("the version or the digest of the course", (certificate.version, certificate.digest) == (course.version, course.digest)),
            ("the moment of completion", certificate.at == said.completed_at),
            ("the day of completion", certificate.on == said.completed_on),
            ("the last valid day", certificate.until == said.expires_on),
            ("the score", certificate.grade == said.score),
            ("the pass mark", certificate.pass == said.pass_mark),
            ("the number of attempts", ended(&self.progress, round) == said.attempts),
            ("the minutes", minutes(&self.lived, round) == said.minutes),
            ("the beginning", started == said.started_at),
            ("the statement that was signed", signed == said.attestation),
        ] {
            if !same {
                return Err(disagrees(format!("{what} at its head is not what its events come to")));
            }
        }
        // A course may be tried before the day of its release, but by nobody before there was the program.
        if said.completed_on < EARLIEST {
            return Err(Flaw::TooEarly { on: said.completed_on, since: EARLIEST });
        }
        let mut completion = row(taught, &learner.account, learner.id, &self.progress, &self.lived, certificate, round);
        completion.assurance = self.grading.assurance;
        Ok(completion)
    }
}

/// Whether an attempt may begin at that moment, and like this.
fn begun(course: &Course, progress: &Progress, (quiz, pass, drawn): (&QuizId, Percent, &[Drawn]), at: Timestamp) -> Result<(), String> {
    let Some(quiz) = course.quiz(quiz).filter(|found| found.id == *quiz) else {
        return Err(format!("the course has no quiz `{quiz}`"));
    };
    started(quiz, pass, drawn)?;
    match quiz_standing(course, progress, quiz, at) {
        QuizStanding::Failed { .. } => Err(format!("`{}` was tried more often than it may be", quiz.id)),
        QuizStanding::Locked { .. } => Err(format!("`{}` was begun before what it needs was done", quiz.id)),
        QuizStanding::NotYet { wait_until: Some(_), .. } => Err(format!("`{}` was tried again before the wait was over", quiz.id)),
        _ => Ok(()),
    }
}

/// Whether an attempt was over, and came to what its answers come to.
fn finished(course: &Course, progress: &Progress, attempt: AttemptId, event: &Event) -> Result<(), String> {
    let Some((attempt, quiz)) = open(course, progress, attempt)? else { return Ok(()) };
    let is_over = attempt.next(quiz).is_none() || attempt.until(quiz).is_some_and(|until| until <= event.at);
    if !is_over {
        Err(format!("an attempt at `{}` ended before its last question", quiz.id))
    } else if attempt.finish(quiz) == event.fact {
        Ok(())
    } else {
        Err(format!("an attempt at `{}` came to another end than its answers", quiz.id))
    }
}

/// Whether a certificate was due, and says what was earned. Two windows may have come to the end at one moment: the second certificate
/// says what the first did, and is no completion of its own.
fn earned(course: &Course, progress: &Progress, event: &Event) -> Result<(), String> {
    let Fact::CertificateEarned { version, digest, on, until, grade, pass, .. } = &event.fact else { return Ok(()) };
    let (said, pass) = ((*version, *until, *grade, *pass), *pass);
    let twin = progress.certificates.last().filter(|kept| (kept.digest, kept.on) == (*digest, *on));
    if twin.is_some_and(|kept| (kept.version, kept.until, kept.grade, kept.pass) == said) {
        return Ok(());
    }
    let Some(earned) = certificate_earned(course, progress, *on) else {
        return Err("the certificate was not due".to_owned());
    };
    let by_utc = event.at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let apart = by_utc.until(*on).map_or(i32::MAX, |span| span.get_days());
    // An earlier program said the highest of several pass marks.
    let is_pass = [earned.pass, earned.highest].contains(&pass);
    if !is_pass || said != (course.version, earned.until, earned.grade, pass) {
        Err("the certificate says another version, score, pass mark or end than was earned".to_owned())
    } else if apart.abs() > 1 {
        Err("the day of the certificate is not the day it was earned".to_owned())
    } else {
        Ok(())
    }
}

/// Returns an attempt that goes on, and its quiz. What is said of another counts nothing, here as on the learner's machine; of one at a quiz
/// that the course in front of the learner does not have, nothing can be said.
fn open<'a>(course: &'a Course, progress: &'a Progress, id: AttemptId) -> Result<Option<(&'a Attempt, &'a Quiz)>, String> {
    let Some(attempt) = progress.attempt(id).filter(|attempt| attempt.ended.is_none()) else { return Ok(None) };
    let quiz = course.quiz(&attempt.quiz).ok_or_else(|| format!("the course has no quiz `{}`", attempt.quiz))?;
    Ok(Some((attempt, quiz)))
}

/// Returns a question that was drawn.
fn asked<'a>(attempt: &Attempt, quiz: &'a Quiz, question: &QuestionId) -> Option<&'a Question> {
    attempt.drawn.iter().find(|drawn| drawn.question == *question)?;
    quiz.question(question)
}

/// Whether an attempt may begin like this: the pass mark of the quiz, and questions as they are drawn.
fn started(quiz: &Quiz, pass: Percent, drawn: &[Drawn]) -> Result<(), String> {
    if pass != quiz.pass {
        return Err(format!("the pass mark of `{}` is {}, not {pass}", quiz.id, quiz.pass));
    }
    let mut from_pools = BTreeMap::<Option<&str>, usize>::new();
    for (place, one) in drawn.iter().enumerate() {
        let Some(question) = quiz.question(&one.question).filter(|found| found.id == one.question && found.rev == one.rev) else {
            return Err(format!("`{}` has no question `{}` of revision {}", quiz.id, one.question, one.rev));
        };
        if drawn.iter().take(place).any(|before| before.question == one.question) {
            return Err(format!("`{}` was drawn twice", one.question));
        }
        if !is_an_order_of(question, &one.order) {
            return Err(format!("`{}` was shown in an order it does not have", one.question));
        }
        *from_pools.entry(question.pool.as_deref()).or_default() += 1;
    }
    let drawn_of = |pool: Option<&str>| from_pools.get(&pool).copied().unwrap_or(0);
    let all_of_pools = quiz.pools.iter().all(|(pool, draw)| {
        let most = quiz.questions.pool(pool).len();
        drawn_of(Some(pool)) == most.min(usize::try_from(*draw).unwrap_or(usize::MAX))
    });
    if drawn.len() != quiz.asked() || drawn_of(None) != quiz.questions.fixed().len() || !all_of_pools {
        return Err(format!("`{}` draws {} questions in another way", quiz.id, quiz.asked()));
    }
    Ok(())
}

/// Whether the items of a question can be shown in this order.
fn is_an_order_of(question: &Question, order: &[usize]) -> bool {
    let count = match question.kind.shuffle() {
        Shuffle::Always(count) => count,
        Shuffle::IfWanted(count) if question.shuffle => count,
        Shuffle::IfWanted(_) | Shuffle::Never => 0,
    };
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    sorted.iter().copied().eq(0..count)
}
