//! The rule of the certificate: when all that it needs is done, it is earned; when its time comes, it is earned anew.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::course::{Course, Quiz, Retake, Step};
use crate::question::{Grade, Marks, Percent};

use super::{Attempt, Certificate, CertificateId, Ended, Fact, Progress, step_done};

/// Where a learner stands with the certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certified<'a> {
    /// None was earned yet.
    NotYet,
    /// One is held, and nothing is to be done about it.
    Valid(&'a Certificate),
    /// One is held, or was, and may be earned anew.
    Renewing {
        /// The newest. Until when it counts, [`as_it_counts`] says.
        held: &'a Certificate,
        /// Quizzes passed and statements signed from this moment on count for the next one.
        since: Timestamp,
    },
}

impl Certified<'_> {
    /// Returns the moment from which work counts for the next certificate; `None` when all of it does.
    #[must_use]
    pub const fn since(&self) -> Option<Timestamp> {
        match self {
            Self::Renewing { since, .. } => Some(*since),
            Self::NotYet | Self::Valid(_) => None,
        }
    }
}

/// Returns where a learner stands with the certificate on a day.
///
/// It may be renewed within the last `renew_days` of its validity and ever after; where a course says `retake = "now"`, also from the
/// moment a newer edition was first opened, and then it counts for `renew_days` more at most. A higher revision changes nothing.
#[must_use]
pub fn certified<'a>(course: &Course, progress: &'a Progress, today: Date) -> Certified<'a> {
    let Some(held) = progress.certificates.last() else { return Certified::NotYet };
    if let Some(opened) = superseded(course, progress, held) {
        return Certified::Renewing { held, since: opened.max(just_after(held.at)) };
    }
    let Some(until) = held.until else { return Certified::Valid(held) };
    let days = i64::from(course.certificate.renew_days);
    // A certificate that is valid no longer than that need not be renewed on the day it is earned.
    let valid = i64::from(held.on.until(until).map_or(0, |span| span.get_days()));
    let days = if days < valid { days } else { valid / 2 };
    let window = until.checked_sub(days.days()).unwrap_or(held.on).max(held.on);
    if today < window {
        return Certified::Valid(held);
    }
    Certified::Renewing { held, since: beginning_of(held, window).max(just_after(held.at)) }
}

/// Returns a certificate with the last day it counts as that is today: a newer edition that wants it anew ends it earlier than it says.
/// Whoever shows or counts certificates asks here. A record that is handed in says what was earned.
#[must_use]
pub fn as_it_counts(course: &Course, progress: &Progress, held: &Certificate, zone: &TimeZone) -> Certificate {
    let until = last_day(course, progress, held, |opened| opened.to_zoned_datetime(zone.clone()).date());
    Certificate { until, ..held.clone() }
}

/// Returns the certificate that is held as it counts, where a newer edition ends it earlier than it says. The `zone` is asked for only where one
/// is held: to find out the machine's takes as long as a first screen.
#[must_use]
pub fn ended_early(course: &Course, progress: &Progress, zone: impl FnOnce() -> TimeZone) -> Option<Certificate> {
    let held = progress.certificates.last()?;
    Some(as_it_counts(course, progress, held, &zone())).filter(|counts| counts.until != held.until)
}

/// Whether a certificate was held that counts no longer.
#[must_use]
pub fn has_run_out(course: &Course, progress: &Progress, today: Date, zone: &TimeZone) -> bool {
    progress.certificates.last().is_some_and(|held| as_it_counts(course, progress, held, zone).has_expired(today))
}

/// Returns the moment at which a newer edition was opened that wants the certificate anew.
fn superseded(course: &Course, progress: &Progress, held: &Certificate) -> Option<Timestamp> {
    let edition = course.version.edition;
    let wants_anew = course.retake == Retake::Now && edition > held.version.edition;
    progress.editions.get(&edition).copied().filter(|_| wants_anew)
}

/// Returns the last day a certificate counts, by the calendar of whoever asks.
fn last_day(course: &Course, progress: &Progress, held: &Certificate, day_of: impl Fn(Timestamp) -> Date) -> Option<Date> {
    let days = i64::from(course.certificate.renew_days);
    let last = superseded(course, progress, held).and_then(|opened| day_of(opened).checked_add(days.days()).ok());
    held.until.into_iter().chain(last).min()
}

/// Returns the moment from which attempts count for a renewal. Whoever has not renewed when the certificate might have run out once more has
/// them anew, from the moment on that they count from: by its day alone they would be without number until its hour.
pub(super) fn attempts_since(course: &Course, progress: &Progress, now: Timestamp, today: Date) -> Option<Timestamp> {
    let since = certified(course, progress, today).since()?;
    let Some(months) = course.certificate.valid_months else { return Some(since) };
    let opened = since.to_zoned_datetime(TimeZone::UTC);
    let later = |round: i64| opened.checked_add(round.checked_mul(i64::from(months))?.months()).ok().map(|at| at.timestamp());
    Some((1..).map_while(|round| later(round).filter(|at| *at <= now)).last().unwrap_or(since))
}

/// Returns the day of a later moment by the hours since the certificate was earned, which may be a day too early: whoever grades does not know
/// the learner's calendar.
fn day_by_hours(held: &Certificate, moment: Timestamp) -> Date {
    let days = moment.duration_since(held.at).as_hours() / 24;
    held.on.checked_add(days.days()).unwrap_or(held.on)
}

/// Returns a moment at which a later day has not begun yet; it may be up to a day too early, in the learner's favour.
fn beginning_of(held: &Certificate, day: Date) -> Timestamp {
    let days = held.on.until(day).map_or(0, |span| i64::from(span.get_days()));
    held.at.checked_add(SignedDuration::from_hours(24 * (days - 1))).unwrap_or(held.at)
}

fn just_after(moment: Timestamp) -> Timestamp {
    moment.checked_add(SignedDuration::from_millis(1)).unwrap_or(moment)
}

/// Returns the steps that are still to be done for the next certificate, in order. For a renewal those are the quizzes that have not
/// been passed again; lessons that were read stay read.
#[must_use]
pub fn certificate_left(course: &Course, progress: &Progress, today: Date) -> Vec<Step> {
    let certified = certified(course, progress, today);
    let is_left = |step: &&Step| match (&certified, step) {
        (Certified::Valid(_), _) => false,
        (Certified::Renewing { since, .. }, Step::Quiz(id)) => {
            course.quiz(id).is_some_and(|quiz| counted(progress, quiz, Some(*since)).is_none_or(|(_, ended)| !ended.passed))
        }
        _ => !step_done(course, progress, step),
    };
    course.certificate.needs.iter().filter(is_left).cloned().collect()
}

/// Returns what is to be done again, or for the first time, to renew the certificate; nothing while none is to be renewed.
#[must_use]
pub fn to_renew(course: &Course, progress: &Progress, today: Date) -> Vec<Step> {
    let renews = certified(course, progress, today).since().is_some();
    if renews { certificate_left(course, progress, today) } else { Vec::new() }
}

/// Whether the course's statement is still to be signed for the next certificate.
#[must_use]
pub fn must_sign(course: &Course, progress: &Progress, today: Date) -> bool {
    if course.attest.is_none() {
        return false;
    }
    let signed = progress.attested.as_ref().map(|(at, _, _)| *at);
    match certified(course, progress, today) {
        Certified::NotYet => signed.is_none(),
        Certified::Valid(_) => false,
        Certified::Renewing { since, .. } => signed.is_none_or(|at| at < since),
    }
}

/// Returns the best attempt at a quiz that counts for the next certificate.
fn counted<'a>(progress: &'a Progress, quiz: &'a Quiz, since: Option<Timestamp>) -> Option<(&'a Attempt, Ended)> {
    let ended = progress.attempts_at(quiz).filter_map(|attempt| Some((attempt, attempt.result(quiz)?)));
    ended.filter(|(_, ended)| since.is_none_or(|since| ended.at >= since)).rev().max_by_key(|(_, ended)| (ended.passed, ended.grade))
}

/// What a certificate says when it is earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earned {
    /// The last day it is valid; `None` for ever.
    pub until: Option<Date>,
    /// The share of all marks over the quizzes it needs, each at its best attempt that counts, as that counts today.
    pub grade: Grade,
    /// The pass mark of those attempts, weighed as the score is where they differ, and rounded down: no score that passed lies below it.
    pub pass: Percent,
    /// The highest pass mark of those quizzes, which certificates said before.
    pub highest: Percent,
}

/// Returns the fact that the certificate is earned, where [`certificate_earned`] says so.
#[must_use]
pub fn certificate_due(course: &Course, progress: &Progress, today: Date, certificate: CertificateId) -> Option<Fact> {
    let Earned { until, grade, pass, .. } = certificate_earned(course, progress, today)?;
    Some(Fact::CertificateEarned { certificate, version: course.version, digest: course.digest(), on: today, until, grade, pass })
}

/// Returns what the certificate says, when all it needs is done, its statement is signed where the course has one,
/// and none is held that is valid outside its days of renewal. For a renewal the quizzes must have been passed again and the statement
/// signed again.
#[must_use]
pub fn certificate_earned(course: &Course, progress: &Progress, today: Date) -> Option<Earned> {
    let terms = &course.certificate;
    let certified = certified(course, progress, today);
    // Where nothing can be done anew, nothing is renewed before it has run out.
    let again = course.attest.is_some() || terms.needs.iter().any(|step| matches!(step, Step::Quiz(_)));
    let runs_on = |held: &Certificate| last_day(course, progress, held, |at| day_by_hours(held, at)).is_none_or(|last| last >= today);
    let early = !again && matches!(certified, Certified::Renewing { held, .. } if runs_on(held));
    if early
        || matches!(certified, Certified::Valid(_))
        || terms.needs.is_empty()
        || must_sign(course, progress, today)
        || !certificate_left(course, progress, today).is_empty()
    {
        return None;
    }
    let (mut marks, mut asked, mut highest) = (Marks::default(), Marks::default(), Percent(0));
    for quiz in terms.needs.iter().filter_map(|step| match step {
        Step::Quiz(id) => course.quiz(id),
        Step::Lesson(_) => None,
    }) {
        highest = highest.max(quiz.pass);
        let Some((attempt, ended)) = counted(progress, quiz, certified.since()) else { continue };
        let worth = attempt.worth(quiz);
        marks.add(worth, ended.grade);
        asked.add(worth, Grade::percent(attempt.pass));
    }
    let pass = if asked.of() == 0 { highest } else { asked.grade().shown() };
    Some(Earned { until: terms.until(today), grade: marks.grade(), pass, highest })
}
