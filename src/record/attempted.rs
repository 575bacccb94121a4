//! An attempt at a quiz, as other systems want it: one row for each attempt that was brought to an end.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::course::{Course, Version};
use crate::id::{CourseId, QuestionId, QuizId};
use crate::journey::{Attempt, AttemptId, Event, Fact, LearnerId, Preference, Progress, Role, Wording};
use crate::prose::safe;
use crate::question::{Grade, Marks, Percent, Response};

use super::Assurance;
use super::table::{Cell, Cells, Column, Holds, Row};

/// Somebody brought an attempt to an end. The fields are the columns of an export, in their order; a field is only ever added, at
/// the end. The answers stand in no table; statements are made of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempted {
    /// Names the attempt.
    pub attempt_id: AttemptId,
    /// Names the learner.
    pub learner_id: LearnerId,
    /// The learner's account on this computer.
    pub account: String,
    /// The learner's name.
    pub name: String,
    /// What the learner is; `None` for one who never said.
    pub role: Option<Role>,
    /// The staff id; may be empty.
    pub staff_id: String,
    /// The department; may be empty.
    pub department: String,
    /// The course.
    pub course_id: CourseId,
    /// The version that was open; `None` where nothing says so.
    pub course_version: Option<Version>,
    /// The quiz.
    pub quiz_id: QuizId,
    /// What the quiz is called today.
    pub quiz_title: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Timestamp,
    /// How many questions were drawn.
    pub questions: u32,
    /// How many of them were answered.
    pub answered: u32,
    /// The share of marks in per cent, rounded down.
    pub score_percent: Percent,
    /// The same share, exactly: this many …
    pub score_earned: u64,
    /// … of this many, in lowest terms.
    pub score_of: u64,
    /// The pass mark it began with.
    pub pass_mark: Percent,
    /// Whether it passed.
    pub passed: bool,
    /// How much to trust all this.
    pub assurance: Assurance,
    /// The organization; may be empty.
    #[serde(default)]
    pub organization: String,
    /// The share of marks that was earned, where it counts otherwise today because a question was thrown out.
    #[serde(default)]
    pub original_score: Option<Grade>,
    /// Whether time limits were switched off while it lasted.
    #[serde(default)]
    pub untimed: bool,
    /// The answers, in the order the questions were asked.
    #[serde(skip)]
    pub answers: Vec<Answered>,
    /// The questions that were asked and not answered, as when the time was over, each with the points it could have earned.
    #[serde(skip)]
    pub unanswered: Vec<(QuestionId, u32)>,
}

/// One answer of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The question.
    pub question: QuestionId,
    /// When.
    pub at: Timestamp,
    /// What was answered.
    pub response: Response,
    /// What would have been right; `None` where the question has changed since or is gone.
    pub key: Option<Response>,
    /// What it earned.
    pub grade: Grade,
    /// The points it could earn.
    pub points: u32,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// The words it was answered on.
    pub wording: Wording,
    /// The revision of the question that was drawn: where it is another today, another answer is right.
    pub rev: u32,
}

impl Attempted {
    /// Whether it asked one of these questions.
    #[must_use]
    pub fn asked_any(&self, questions: &BTreeSet<QuestionId>) -> bool {
        let mut asked = self.answers.iter().map(|answer| &answer.question).chain(self.unanswered.iter().map(|(question, _)| question));
        asked.any(|question| questions.contains(question))
    }

    /// Adds to some marks what it comes to without some questions; what was not answered earns nothing.
    pub fn add_without(&self, out: &BTreeSet<QuestionId>, marks: &mut Marks) {
        for answer in self.answers.iter().filter(|answer| !out.contains(&answer.question)) {
            marks.add(answer.points, answer.grade);
        }
        for (_, points) in self.unanswered.iter().filter(|(question, _)| !out.contains(question)) {
            marks.add(*points, Grade::NONE);
        }
    }

    /// Returns the row with each of its free texts changed by `change`. Formats use it to guard their cells.
    #[must_use]
    pub fn with_texts(mut self, change: impl Fn(&str) -> String) -> Self {
        let texts =
            [&mut self.account, &mut self.name, &mut self.staff_id, &mut self.department, &mut self.quiz_title, &mut self.organization];
        for text in texts {
            *text = change(text);
        }
        self
    }
}

impl Row for Attempted {
    const COLUMNS: &'static [Column] = &[
        Column::new("attempt_id", Holds::Code),
        Column::new("learner_id", Holds::Code),
        Column::new("account", Holds::Text),
        Column::new("name", Holds::Text),
        Column::new("role", Holds::Code),
        Column::new("staff_id", Holds::Text),
        Column::new("department", Holds::Text),
        Column::new("course_id", Holds::Code),
        Column::new("course_version", Holds::Code),
        Column::new("quiz_id", Holds::Code),
        Column::new("quiz_title", Holds::Text),
        Column::new("started_at", Holds::Moment),
        Column::new("ended_at", Holds::Moment),
        Column::new("questions", Holds::Number),
        Column::new("answered", Holds::Number),
        Column::new("score_percent", Holds::Number),
        Column::new("score_earned", Holds::Number),
        Column::new("score_of", Holds::Number),
        Column::new("pass_mark", Holds::Number),
        Column::new("passed", Holds::Flag),
        Column::new("assurance", Holds::Number),
        Column::new("organization", Holds::Text),
        Column::new("original_score", Holds::Code),
        Column::new("untimed", Holds::Flag),
    ];

    fn cells(&self, to: &mut impl Cells) {
        to.cell(Cell::Id(self.attempt_id.0));
        to.cell(Cell::Id(self.learner_id.0));
        to.cell(Cell::Text(&self.account));
        to.cell(Cell::Text(&self.name));
        to.cell(self.role.map_or(Cell::Empty, |role| Cell::Code(role.word())));
        to.cell(Cell::Text(&self.staff_id));
        to.cell(Cell::Text(&self.department));
        to.cell(Cell::Code(self.course_id.as_str()));
        match &self.course_version {
            Some(version) => to.cell(Cell::Shown(version)),
            None => to.cell(Cell::Empty),
        }
        to.cell(Cell::Code(self.quiz_id.as_str()));
        to.cell(Cell::Text(&self.quiz_title));
        to.cell(Cell::Moment(self.started_at));
        to.cell(Cell::Moment(self.ended_at));
        to.cell(Cell::Number(self.questions.into()));
        to.cell(Cell::Number(self.answered.into()));
        to.cell(Cell::Number(self.score_percent.0.into()));
        to.cell(Cell::Number(self.score_earned));
        to.cell(Cell::Number(self.score_of));
        to.cell(Cell::Number(self.pass_mark.0.into()));
        to.cell(Cell::Flag(self.passed));
        to.cell(Cell::Number(self.assurance.0.into()));
        to.cell(Cell::Text(&self.organization));
        match &self.original_score {
            Some(score) => to.cell(Cell::Code(&score.in_words())),
            None => to.cell(Cell::Empty),
        }
        to.cell(Cell::Flag(self.untimed));
    }
}

/// Returns the attempts that a learner's events tell of and that have ended, oldest first. Free texts are made harmless for
/// terminals.
#[must_use]
pub fn attempts(course: &Course, account: &str, learner: LearnerId, events: &[Event]) -> Vec<Attempted> {
    let progress = Progress::replay(events);
    progress.attempts.iter().filter_map(|attempt| attempted(course, account, learner, &progress, events, attempt)).collect()
}

fn attempted(
    course: &Course,
    account: &str,
    learner: LearnerId,
    progress: &Progress,
    events: &[Event],
    attempt: &Attempt,
) -> Option<Attempted> {
    let ended = attempt.ended?;
    let person = progress.learner.clone().unwrap_or_default();
    let (score_earned, score_of) = ended.grade.ratio();
    let answers = attempt.drawn.iter().filter_map(|drawn| Some((drawn, attempt.answers.get(&drawn.question)?)));
    let answers: Vec<Answered> = answers
        .map(|(drawn, answer)| {
            let (key, wording) = as_now(course, &drawn.question, &answer.wording).unzip();
            Answered {
                question: drawn.question.clone(),
                at: answer.at,
                response: answer.response.clone(),
                key,
                grade: answer.grade,
                points: answer.points,
                millis: answer.millis,
                wording: wording.unwrap_or_else(|| answer.wording.clone()),
                rev: drawn.rev,
            }
        })
        .collect();
    let row = Attempted {
        attempt_id: attempt.id,
        learner_id: learner,
        account: account.to_owned(),
        name: person.name,
        role: progress.learner.as_ref().map(|person| person.role),
        staff_id: person.staff_id,
        department: person.department,
        course_id: course.id.clone(),
        course_version: version_at(events, attempt.started),
        quiz_id: attempt.quiz.clone(),
        quiz_title: course.quiz(&attempt.quiz).map(|quiz| quiz.title.clone()).unwrap_or_default(),
        started_at: attempt.started,
        ended_at: ended.at,
        questions: u32::try_from(attempt.drawn.len()).unwrap_or(u32::MAX),
        answered: u32::try_from(answers.len()).unwrap_or(u32::MAX),
        score_percent: ended.grade.shown(),
        score_earned,
        score_of,
        pass_mark: attempt.pass,
        passed: ended.passed,
        assurance: Assurance::SELF_ATTESTED,
        organization: String::new(),
        original_score: None,
        untimed: untimed(events, attempt.started, ended.at),
        answers,
        unanswered: course.quiz(&attempt.quiz).map_or_else(Vec::new, |quiz| {
            attempt.unanswered(quiz).map(|(drawn, question)| (drawn.question.clone(), question.points)).collect()
        }),
    };
    Some(row.with_texts(|text| safe::line(text).into_owned()))
}

/// The version that was open at a moment.
fn version_at(events: &[Event], moment: Timestamp) -> Option<Version> {
    let opened = events.iter().take_while(|event| event.at <= moment).filter_map(|event| match event.fact {
        Fact::CourseOpened { version, .. } => Some(version),
        _ => None,
    });
    opened.last()
}

/// Whether time limits were switched off at any moment of an attempt.
fn untimed(events: &[Event], from: Timestamp, to: Timestamp) -> bool {
    let mut is_off = false;
    for event in events.iter().take_while(|event| event.at <= to) {
        if let Fact::Preferred { preference: Preference::TimeLimits, value } = &event.fact {
            is_off = if event.at <= from { value == "off" } else { is_off || value == "off" };
        }
    }
    is_off
}

/// What would have been right, and the question's words in the language of the course at hand, as long as the question still has the
/// words it was answered on, in one language or another.
fn as_now(course: &Course, question: &QuestionId, wording: &Wording) -> Option<(Response, Wording)> {
    let question = course.quizzes.iter().find_map(|quiz| quiz.question(question))?;
    let is_now = Wording::in_every_language(course, &question.id).any(|now| now == *wording);
    is_now.then(|| (question.kind.key(), Wording::of(question)))
}
