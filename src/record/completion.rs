//! A completion: one row for each certificate that somebody earned, as other systems want it.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer, Serialize};

use crate::course::{Course, Step, Version};
use crate::id::CourseId;
use crate::journey::{Attempt, Certificate, CertificateId, Event, Fact, LearnerId, Progress, Role};
use crate::prose::safe;
use crate::question::{Grade, Percent};
use crate::source::Digest;

use super::table::{Cell, Cells, Column, Holds, Row};

/// A pause longer than this says nothing about what the learner did meanwhile, and counts nothing.
const PAUSE: SignedDuration = SignedDuration::from_mins(10);

/// How much a record is to be trusted: 0 self-attested, 1 sealed by a device key, 2 countersigned by the department, 3 graded on
/// a host the learner does not own, 4 proctored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Assurance(pub u8);

impl Assurance {
    /// What a computer says of itself.
    pub const SELF_ATTESTED: Self = Self(0);
    /// What the key of a device has sealed.
    pub const SEALED: Self = Self(1);
    /// What the department has graded again and signed for.
    pub const COUNTERSIGNED: Self = Self(2);
    /// What was graded on a host that the learner does not own.
    pub const HOSTED: Self = Self(3);
    /// What was graded on such a host under somebody's eyes.
    pub const PROCTORED: Self = Self(4);
}

/// Somebody completed a course. The fields are the columns of an export, in their order; a field is only ever added, at the end.
///
/// Version, digest, score and pass mark are those the certificate was earned on, whatever the course is now; the title is the
/// course's own of today, and the person is who the learner said to be last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// Names the record and its certificate.
    pub record_id: CertificateId,
    /// Names the learner.
    pub learner_id: LearnerId,
    /// The learner's account on this computer.
    pub account: String,
    /// The name as it stands on the certificate.
    pub name: String,
    /// What the learner is; `None` for one who never said.
    pub role: Option<Role>,
    /// The staff id; may be empty.
    pub staff_id: String,
    /// The department; may be empty.
    pub department: String,
    /// The course.
    pub course_id: CourseId,
    /// What the course is called.
    pub course_title: String,
    /// The version completed.
    pub course_version: Version,
    /// What was taught.
    pub course_digest: Digest,
    /// When the learner began: at first, or after the certificate before this one.
    pub started_at: Option<Timestamp>,
    /// The moment of completion.
    pub completed_at: Timestamp,
    /// Its day on the learner's calendar.
    pub completed_on: Date,
    /// The last day it is valid; `None` for ever.
    pub expires_on: Option<Date>,
    /// The share of marks in per cent, rounded down; in an export empty where there is none.
    #[serde(deserialize_with = "percent_or_none")]
    pub score_percent: Percent,
    /// The same share, exactly: this many …
    #[serde(deserialize_with = "earned_or_none")]
    pub score_earned: u64,
    /// … of this many, in lowest terms.
    #[serde(deserialize_with = "of_or_none")]
    pub score_of: u64,
    /// The pass mark; weighed as the marks are, where quizzes differ. What an earlier program kept has the highest.
    pub pass_mark: Percent,
    /// Whether the course was passed. Always so for a certificate, even where marks over several quizzes with several pass marks
    /// come to less than the highest of those.
    pub passed: bool,
    /// Attempts that were brought to an end, over the quizzes the certificate needs.
    pub attempts: u32,
    /// Minutes at work; [`completions`] says how they are counted.
    pub minutes: u32,
    /// How much to trust all this.
    pub assurance: Assurance,
    /// The organization; empty where the record was not collected by one.
    #[serde(default)]
    pub organization: String,
    /// The share of marks that was handed in, where it counts otherwise today because a question was thrown out.
    #[serde(default)]
    pub original_score: Option<Grade>,
    /// Whether the department has bound the key that sealed it to the learner.
    #[serde(default)]
    pub enrolled: bool,
    /// When the department took back what it had issued for this; the completion has not counted since.
    #[serde(default)]
    pub revoked_at: Option<Timestamp>,
}

impl Completion {
    /// Whether there is a score to tell of. A course without a quiz has none: it asks for no pass mark, and every quiz for 1 % or more.
    #[must_use]
    pub const fn is_scored(&self) -> bool {
        self.pass_mark.0 > 0
    }

    /// Whether anybody told a score. Another system may tell one without a pass mark, or none at all.
    #[must_use]
    pub const fn tells_score(&self) -> bool {
        self.is_scored() || self.score_earned > 0
    }

    /// Returns the record with each of its free texts harmless for a terminal, which most are already.
    pub(super) fn on_lines(mut self) -> Self {
        for text in self.texts() {
            if let Cow::Owned(harmless) = safe::line(text) {
                *text = harmless;
            }
        }
        self
    }

    fn texts(&mut self) -> [&mut String; 6] {
        [&mut self.account, &mut self.name, &mut self.staff_id, &mut self.department, &mut self.course_title, &mut self.organization]
    }

    /// Returns the record with each of its free texts changed by `change`. Formats use it to guard their cells.
    #[must_use]
    pub fn with_texts(mut self, change: impl Fn(&str) -> String) -> Self {
        for text in self.texts() {
            *text = change(text);
        }
        self
    }
}

impl Row for Completion {
    const COLUMNS: &'static [Column] = &[
        Column::new("record_id", Holds::Code),
        Column::new("learner_id", Holds::Code),
        Column::new("account", Holds::Text),
        Column::new("name", Holds::Text),
        Column::new("role", Holds::Code),
        Column::new("staff_id", Holds::Text),
        Column::new("department", Holds::Text),
        Column::new("course_id", Holds::Code),
        Column::new("course_title", Holds::Text),
        Column::new("course_version", Holds::Code),
        Column::new("course_digest", Holds::Code),
        Column::new("started_at", Holds::Moment),
        Column::new("completed_at", Holds::Moment),
        Column::new("completed_on", Holds::Day),
        Column::new("expires_on", Holds::Day),
        Column::new("score_percent", Holds::Number),
        Column::new("score_earned", Holds::Number),
        Column::new("score_of", Holds::Number),
        Column::new("pass_mark", Holds::Number),
        Column::new("passed", Holds::Flag),
        Column::new("attempts", Holds::Number),
        Column::new("minutes", Holds::Number),
        Column::new("assurance", Holds::Number),
        Column::new("organization", Holds::Text),
        Column::new("original_score", Holds::Code),
        Column::new("enrolled", Holds::Flag),
        Column::new("revoked_at", Holds::Moment),
    ];

    fn cells(&self, to: &mut impl Cells) {
        to.cell(Cell::Id(self.record_id.0));
        to.cell(Cell::Id(self.learner_id.0));
        to.cell(Cell::Text(&self.account));
        to.cell(Cell::Text(&self.name));
        to.cell(self.role.map_or(Cell::Empty, |role| Cell::Code(role.word())));
        to.cell(Cell::Text(&self.staff_id));
        to.cell(Cell::Text(&self.department));
        to.cell(Cell::Code(self.course_id.as_str()));
        to.cell(Cell::Text(&self.course_title));
        to.cell(Cell::Shown(&self.course_version));
        to.cell(Cell::Shown(&self.course_digest));
        to.cell(self.started_at.map_or(Cell::Empty, Cell::Moment));
        to.cell(Cell::Moment(self.completed_at));
        to.cell(Cell::Day(self.completed_on));
        to.cell(self.expires_on.map_or(Cell::Empty, Cell::Day));
        // No score is no score, and not 0 of 1.
        let scored = |number: u64| if self.tells_score() { Cell::Number(number) } else { Cell::Empty };
        for score in [self.score_percent.0.into(), self.score_earned, self.score_of] {
            to.cell(scored(score));
        }
        to.cell(Cell::Number(self.pass_mark.0.into()));
        to.cell(Cell::Flag(self.passed));
        to.cell(Cell::Number(self.attempts.into()));
        to.cell(Cell::Number(self.minutes.into()));
        to.cell(Cell::Number(self.assurance.0.into()));
        to.cell(Cell::Text(&self.organization));
        match &self.original_score {
            Some(score) => to.cell(Cell::Code(&score.in_words())),
            None => to.cell(Cell::Empty),
        }
        to.cell(Cell::Flag(self.enrolled));
        to.cell(self.revoked_at.map_or(Cell::Empty, Cell::Moment));
    }
}

fn percent_or_none<'a, D: Deserializer<'a>>(from: D) -> Result<Percent, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_else(|| Grade::NONE.shown()))
}

fn earned_or_none<'a, D: Deserializer<'a>>(from: D) -> Result<u64, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or(Grade::NONE.ratio().0))
}

fn of_or_none<'a, D: Deserializer<'a>>(from: D) -> Result<u64, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or(Grade::NONE.ratio().1))
}

/// Returns the completions that a learner's events tell of, oldest first. Free texts are made harmless for terminals.
///
/// **Minutes** are the time between one fact and the next, added up from the certificate before to this one. A stretch of more
/// than ten minutes in which nothing happened counts nothing, as does one that ends with the program being opened: the learner
/// may have been away. So the sum may be less than the time spent, and is never more than what the clock showed.
#[must_use]
pub fn completions(course: &Course, account: &str, learner: LearnerId, events: &[Event]) -> Vec<Completion> {
    let progress = Progress::replay(events);
    let rounds = rounds(&progress);
    let of = |(id, round): &(CertificateId, Round)| {
        let certificate = progress.certificates.iter().find(|kept| kept.id == *id)?;
        Some(row(course, account, learner, &progress, events, certificate, *round))
    };
    rounds.iter().filter_map(of).collect()
}

/// Returns the certificates that are completions, each with what belongs to it, oldest first. Two windows may have come to the end at
/// the same moment: that is one completion.
pub(super) fn rounds(progress: &Progress) -> Vec<(CertificateId, Round)> {
    let mut rounds: Vec<(&Certificate, Round)> = Vec::new();
    let mut after = Timestamp::MIN;
    for certificate in &progress.certificates {
        if rounds.iter().any(|(before, _)| before.digest == certificate.digest && before.on == certificate.on) {
            continue;
        }
        rounds.push((certificate, Round { after, until: certificate.at }));
        after = certificate.at;
    }
    rounds.into_iter().map(|(certificate, round)| (certificate.id, round)).collect()
}

/// From the certificate before, exclusive, to a certificate, inclusive.
#[derive(Clone, Copy)]
pub(super) struct Round {
    pub(super) after: Timestamp,
    pub(super) until: Timestamp,
}

impl Round {
    pub(super) fn holds(self, moment: Timestamp) -> bool {
        moment > self.after && moment <= self.until
    }
}

pub(super) fn row(
    course: &Course,
    account: &str,
    learner: LearnerId,
    progress: &Progress,
    events: &[Event],
    certificate: &Certificate,
    round: Round,
) -> Completion {
    let person = progress.learner.clone().unwrap_or_default();
    let (score_earned, score_of) = certificate.grade.ratio();
    let needed = |attempt: &&Attempt| is_needed(course, attempt) && attempt.ended.is_some_and(|ended| round.holds(ended.at));
    Completion {
        record_id: certificate.id,
        learner_id: learner,
        account: account.to_owned(),
        name: person.name,
        role: progress.learner.as_ref().map(|person| person.role),
        staff_id: person.staff_id,
        department: person.department,
        course_id: course.id.clone(),
        course_title: course.title.clone(),
        course_version: certificate.version,
        course_digest: certificate.digest,
        started_at: events.iter().find(|event| is_work(&event.fact) && round.holds(event.at)).map(|event| event.at),
        completed_at: certificate.at,
        completed_on: certificate.on,
        expires_on: certificate.until,
        score_percent: certificate.grade.shown(),
        score_earned,
        score_of,
        pass_mark: certificate.pass,
        passed: true,
        attempts: u32::try_from(progress.attempts.iter().filter(needed).count()).unwrap_or(u32::MAX),
        minutes: minutes(events, round),
        assurance: Assurance::SELF_ATTESTED,
        organization: String::new(),
        original_score: None,
        enrolled: false,
        revoked_at: None,
    }
    .on_lines()
}

/// Whether a fact is about the course, rather than about the person.
pub(super) const fn is_work(fact: &Fact) -> bool {
    !matches!(fact, Fact::Introduced(_) | Fact::Preferred { .. } | Fact::HalfMade { .. })
}

/// Whether a fact is the department's affair: what was begun and left is the learner's own until it is done.
pub(super) const fn is_told(fact: &Fact) -> bool {
    !matches!(fact, Fact::HalfMade { .. })
}

fn is_needed(course: &Course, attempt: &Attempt) -> bool {
    let needs = &course.certificate.needs;
    let quiz = course.quiz(&attempt.quiz).map(|quiz| &quiz.id);
    needs.is_empty() || needs.iter().any(|step| matches!(step, Step::Quiz(id) if Some(id) == quiz || *id == attempt.quiz))
}

pub(super) fn minutes(events: &[Event], round: Round) -> u32 {
    let mut spent = SignedDuration::ZERO;
    // A hand-in comes to the same minutes.
    let told = || events.iter().filter(|event| is_told(&event.fact));
    for (before, event) in told().zip(told().skip(1)) {
        let stretch = event.at.duration_since(before.at);
        let opened = matches!(event.fact, Fact::CourseOpened { .. });
        if round.holds(event.at) && !opened && stretch > SignedDuration::ZERO && stretch <= PAUSE {
            spent = spent.saturating_add(stretch);
        }
    }
    u32::try_from(spent.as_mins()).unwrap_or(u32::MAX)
}
