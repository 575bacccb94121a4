//! One attempt at a quiz: what was drawn, what was answered, what it came to.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};

use crate::course::{Course, Question, Quiz, Rescore};
use crate::id::{PointId, QuestionId, QuizId};
use crate::question::{Grade, Marks, Percent, Response, Shuffle};
use crate::source::Digest;

use super::{AttemptId, Drawn, Fact, Wording, followed};

/// An attempt, as the journal tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Names it.
    pub id: AttemptId,
    /// The quiz.
    pub quiz: QuizId,
    /// The pass mark it began with.
    pub pass: Percent,
    /// When it began.
    pub started: Timestamp,
    /// The files of the course it began on, where the journal tells.
    pub course: Option<Digest>,
    /// The questions in the order they are asked.
    pub drawn: Vec<Drawn>,
    /// When each question with a time limit was first put in front of the learner.
    pub shown: BTreeMap<QuestionId, Timestamp>,
    /// The choices made so far in each scenario.
    pub scenes: BTreeMap<QuestionId, Vec<usize>>,
    /// The answers so far.
    pub answers: BTreeMap<QuestionId, Answer>,
    /// How it ended.
    pub ended: Option<Ended>,
}

/// An answer that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// When.
    pub at: Timestamp,
    /// What was answered.
    pub response: Response,
    /// What it earned.
    pub grade: Grade,
    /// The points it could earn.
    pub points: u32,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// The words it was answered on.
    pub wording: Wording,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// The share of all marks.
    pub grade: Grade,
    /// Whether that passed.
    pub passed: bool,
}

impl Attempt {
    /// Returns the questions that are asked in this attempt: those drawn, without what the trainer has since taken out or, while the
    /// attempt is open, given another right answer (a higher `rev`). Such an item drops out of the attempt's total.
    pub fn asked<'s, 'q>(&'s self, quiz: &'q Quiz) -> impl Iterator<Item = (&'s Drawn, &'q Question)> {
        let asked = self.drawn.iter().filter_map(|drawn| Some((drawn, quiz.question(&drawn.question)?)));
        asked.filter(|(drawn, question)| question.rev == drawn.rev)
    }

    /// Whether it goes on and asks nothing any more: the trainer took out all that was drawn. It counts as none, and another may begin.
    #[must_use]
    pub fn is_void(&self, quiz: &Quiz) -> bool {
        self.ended.is_none() && self.asked(quiz).next().is_none()
    }

    /// Whether another, begun on some files of the course, says that this one is void: nobody begins one beside one that goes on, except
    /// in two windows at one moment, and then on the same files.
    pub(super) fn gives_way_to(&self, drawn: &[Drawn], course: Option<Digest>) -> bool {
        let asks_still = |before: &Drawn| drawn.iter().any(|now| (&now.question, now.rev) == (&before.question, before.rev));
        self.course != course && !self.drawn.iter().any(asks_still)
    }

    /// Returns how a question was drawn, also when it had another id then.
    #[must_use]
    pub fn drawn_as(&self, question: &Question) -> Option<&Drawn> {
        self.drawn.iter().find(|drawn| drawn.question == question.id || question.was.contains(&drawn.question))
    }

    /// Returns the answer to a question, also when it had another id then.
    #[must_use]
    pub fn answer_to(&self, question: &Question) -> Option<&Answer> {
        self.answers.get(&self.drawn_as(question)?.question)
    }

    /// Returns when the time for all of it is over, where the quiz has a limit.
    #[must_use]
    pub fn until(&self, quiz: &Quiz) -> Option<Timestamp> {
        self.started.checked_add(SignedDuration::from_mins(i64::from(quiz.time_limit_minutes?))).ok()
    }

    /// Returns when the time for a question is over, where it has a limit and was put in front of the learner already.
    #[must_use]
    pub fn until_for(&self, question: &Question) -> Option<Timestamp> {
        let shown = self.shown.get(&self.drawn_as(question)?.question)?;
        shown.checked_add(SignedDuration::from_secs(i64::from(question.time_limit_seconds?))).ok()
    }

    /// Returns the choices made so far in a scenario.
    #[must_use]
    pub fn choices_in(&self, question: &Question) -> &[usize] {
        self.drawn_as(question).and_then(|drawn| self.scenes.get(&drawn.question)).map_or(&[], Vec::as_slice)
    }

    /// Returns the first question that is asked and has no answer; `None` when all are answered.
    #[must_use]
    pub fn next<'a>(&'a self, quiz: &'a Quiz) -> Option<(&'a Drawn, &'a Question)> {
        self.unanswered(quiz).next()
    }

    /// Returns the marks of the questions that are asked, an unanswered one earning nothing.
    #[must_use]
    pub fn marks(&self, quiz: &Quiz) -> Marks {
        let mut marks = Marks::default();
        for (drawn, question) in self.asked(quiz) {
            match self.answers.get(&drawn.question) {
                Some(answer) => marks.add(answer.points, answer.grade),
                None => marks.add(question.points, Grade::NONE),
            }
        }
        marks
    }

    /// Returns the questions that were asked and have no answer, as when the time was over.
    pub fn unanswered<'s, 'q>(&'s self, quiz: &'q Quiz) -> impl Iterator<Item = (&'s Drawn, &'q Question)> {
        self.asked(quiz).filter(|(drawn, _)| !self.answers.contains_key(&drawn.question))
    }

    /// Returns the points that could be earned in it: what was answered counts as it was worth then.
    #[must_use]
    pub fn worth(&self, quiz: &Quiz) -> u32 {
        let answered: u32 = self.answers.values().map(|answer| answer.points).sum();
        self.unanswered(quiz).fold(answered, |all, (_, question)| all + question.points)
    }

    /// Returns the marks of what was answered, by the teaching point it tests.
    #[must_use]
    pub fn marks_by_point<'a>(&self, quiz: &'a Quiz) -> BTreeMap<&'a PointId, Marks> {
        let mut points: BTreeMap<&PointId, Marks> = BTreeMap::new();
        for (id, answer) in &self.answers {
            if let Some(point) = quiz.question(id).and_then(|question| question.tests.as_ref()) {
                points.entry(point).or_default().add(answer.points, answer.grade);
            }
        }
        points
    }

    /// Returns the questions that were answered and did not earn all marks, in the order asked. A question without points is not among
    /// them: nothing was missed where nothing is scored.
    pub fn missed<'s, 'q>(&'s self, quiz: &'q Quiz) -> impl Iterator<Item = (&'s Drawn, &'q Question)> {
        let short = move |drawn: &Drawn| self.answers.get(&drawn.question).is_some_and(|answer| !answer.grade.is_full());
        self.asked(quiz).filter(move |(drawn, question)| question.points > 0 && short(drawn))
    }

    /// Returns the fact that ends this attempt: its marks against its pass mark.
    #[must_use]
    pub fn finish(&self, quiz: &Quiz) -> Fact {
        let marks = self.marks(quiz);
        Fact::AttemptFinished { attempt: self.id, grade: marks.grade(), passed: marks.reaches(self.pass) }
    }

    /// Returns how an ended attempt counts today. Where a right answer has changed since (`rev`), the quiz's `rescore` decides: its
    /// score stays, rises, or follows. Everything else a trainer changes leaves it as it was. What was not answered earns nothing
    /// here either.
    #[must_use]
    pub fn result(&self, quiz: &Quiz) -> Option<Ended> {
        let ended = self.ended?;
        if quiz.rescore == Rescore::Keep || !self.is_outdated(quiz) || self.ended_without(ended.grade, quiz) {
            return Some(ended);
        }
        let mut marks = Marks::default();
        for drawn in &self.drawn {
            let Some(answer) = self.answers.get(&drawn.question) else { continue };
            let changed = quiz.question(&drawn.question).filter(|question| question.rev > drawn.rev);
            let regraded = |question: &Question| {
                let response = followed(question, &answer.wording, &answer.response)?;
                Some(question.kind.grade(&response, question.partial))
            };
            let grade = changed.and_then(regraded).unwrap_or(answer.grade);
            marks.add(answer.points, if quiz.rescore == Rescore::Raise { grade.max(answer.grade) } else { grade });
        }
        for (_, question) in self.unanswered(quiz) {
            marks.add(question.points, Grade::NONE);
        }
        let today = Ended { at: ended.at, grade: marks.grade(), passed: marks.reaches(self.pass) };
        // An attempt that was open while one of several answers changed ended without that question: with it, it may come to less.
        Some(match quiz.rescore {
            Rescore::Raise => Ended { grade: today.grade.max(ended.grade), passed: today.passed || ended.passed, ..today },
            Rescore::Keep | Rescore::All => today,
        })
    }

    /// Whether it was open while the right answers changed, and ended without the questions of which it has the former ones: they do not
    /// count, as the learner was told.
    fn ended_without(&self, end: Grade, quiz: &Quiz) -> bool {
        let mut with_all = Marks::default();
        for answer in self.answers.values() {
            with_all.add(answer.points, answer.grade);
        }
        for (_, question) in self.unanswered(quiz) {
            with_all.add(question.points, Grade::NONE);
        }
        end != with_all.grade() && end == self.marks(quiz).grade()
    }

    fn is_outdated(&self, quiz: &Quiz) -> bool {
        self.drawn.iter().any(|drawn| quiz.question(&drawn.question).is_some_and(|question| question.rev > drawn.rev))
    }
}

/// Returns the fact that begins an attempt. The questions without a pool are always asked; of each pool as many as the quiz says,
/// those already `met` last. The same seed draws the same attempt.
#[must_use]
pub fn begin(quiz: &Quiz, attempt: AttemptId, met: &BTreeSet<QuestionId>, seed: u64) -> Fact {
    let mut luck = Rng::with_seed(seed);
    let mut asked = quiz.questions.fixed().to_vec();
    for (pool, draw) in &quiz.pools {
        let is_met = |place: usize| quiz.questions.get(place).is_some_and(|question| met.contains(&question.id));
        asked.extend(draw_of(quiz.questions.pool(pool), usize::try_from(*draw).unwrap_or(usize::MAX), is_met, &mut luck));
    }
    asked.sort_unstable();
    if quiz.shuffle_questions {
        luck.shuffle(&mut asked);
    }
    let drawn = asked.into_iter().filter_map(|place| quiz.questions.get(place)).map(|question| Drawn {
        question: question.id.clone(),
        rev: question.rev,
        order: order(question, &mut luck),
    });
    Fact::AttemptStarted { attempt, quiz: quiz.id.clone(), pass: quiz.pass, drawn: drawn.collect() }
}

/// Draws some of a pool, those already met last. Takes them one by one from the pool, so that a large pool costs no more than what
/// is drawn of it; what was put elsewhere is noted, the rest stands where it stood.
fn draw_of(pool: &[usize], draw: usize, is_met: impl Fn(usize) -> bool, luck: &mut Rng) -> Vec<usize> {
    let mut moved: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut new, mut met) = (Vec::new(), Vec::new());
    for left in (1..=pool.len()).rev() {
        if new.len() == draw {
            break;
        }
        let (taken, last) = (luck.usize(0..left), left - 1);
        let stands_last = moved.get(&last).copied().unwrap_or(last);
        let place = pool.get(moved.insert(taken, stands_last).unwrap_or(taken)).copied();
        new.extend(place.filter(|place| !is_met(*place)));
        met.extend(place.filter(|place| is_met(*place)));
    }
    let short = draw.saturating_sub(new.len());
    new.into_iter().chain(met.into_iter().take(short)).collect()
}

/// Returns the order in which a question's items are shown outside an attempt. The same seed gives the same order.
#[must_use]
pub fn shuffled(question: &Question, seed: u64) -> Vec<usize> {
    order(question, &mut Rng::with_seed(seed))
}

/// Returns the order in which a question's items are shown; empty when they stand as written.
fn order(question: &Question, luck: &mut Rng) -> Vec<usize> {
    let count = match question.kind.shuffle() {
        Shuffle::Always(count) => count,
        Shuffle::IfWanted(count) if question.shuffle => count,
        Shuffle::IfWanted(_) | Shuffle::Never => return Vec::new(),
    };
    let mut order: Vec<usize> = (0..count).collect();
    luck.shuffle(&mut order);
    order
}

impl Wording {
    /// Returns the words of a question in the language of this reading of its course, then in every one the course has words in.
    pub fn in_every_language<'a>(course: &'a Course, question: &'a QuestionId) -> impl Iterator<Item = Self> + 'a {
        let others = std::iter::once_with(|| course.in_every_language()).flatten();
        std::iter::once(course)
            .chain(others)
            .filter_map(|course| course.quizzes.iter().find_map(|quiz| quiz.question(question)))
            .map(Self::of)
    }

    /// Returns the words of a question as they are now.
    #[must_use]
    pub fn of(question: &Question) -> Self {
        let items = question.kind.wording();
        Self { ask: question.ask.markdown().to_owned(), items: items.iter().map(|words| words.markdown().to_owned()).collect() }
    }
}
