//! Makes statements of what records tell. No category of cmi5 stands in them: that is for a course which a learning-management
//! system has started.

use jiff::SignedDuration;
use uuid::Uuid;

use crate::id::CourseId;
use crate::journey::LearnerId;
use crate::record::{Answered, Attempted, Completion, Told};

use super::answer::{asked, written};
use super::parts::{Account, Activity, ActivityKind, Actor, Context, ContextActivities, Moment, Outcome, Score, Statement, duration};

/// Returns the statements of what is told of a learner, in the order things happened.
#[must_use]
pub fn statements(told: &Told, home: &str) -> Vec<Statement> {
    let home = home.trim_end_matches('/');
    let mut all = Vec::new();
    for completion in &told.completions {
        of_completion(completion, (home, &told.language), &mut all);
    }
    for attempt in &told.attempts {
        of_attempt(attempt, (home, &told.language), &mut all);
    }
    for read in &told.lessons {
        let (of, lesson) = (Subject { home, course: &read.course_id, learner: read.learner_id, revision: None }, &read.lesson);
        let activity = Activity::named(&of.address(&format!("lesson/{lesson}")), ActivityKind::Lesson, &read.title, &told.language);
        let outcome = Outcome { completion: Some(true), duration: Some(duration(read.took)), ..Outcome::default() };
        let id = Uuid::new_v5(&read.learner_id.0, format!("experienced/{}/{lesson}", read.course_id).as_bytes());
        all.push(of.statement(id, Moment::Experienced, activity, Some(outcome), &of.course(), read.at));
    }
    all.sort_by_key(|statement| statement.timestamp);
    all
}

/// Whose statement it is, and in which course.
struct Subject<'a> {
    home: &'a str,
    course: &'a CourseId,
    learner: LearnerId,
    revision: Option<String>,
}

impl Subject<'_> {
    fn course(&self) -> String {
        format!("{}/{}", self.home, self.course)
    }

    fn address(&self, place: &str) -> String {
        format!("{}/{}/{place}", self.home, self.course)
    }

    fn statement(
        &self,
        id: Uuid,
        moment: Moment,
        object: Activity,
        result: Option<Outcome>,
        parent: &str,
        timestamp: jiff::Timestamp,
    ) -> Statement {
        let course = self.course();
        let is_course = object.id == course;
        let around = || ContextActivities { parent: vec![Activity::at(parent)], grouping: vec![Activity::at(&course)] };
        Statement {
            id,
            actor: Actor {
                object_type: "Agent".to_owned(),
                account: Account { home_page: self.home.to_owned(), name: self.learner.0.to_string() },
            },
            verb: moment.verb(),
            object,
            result,
            context: Context {
                registration: Uuid::new_v5(&self.learner.0, self.course.as_str().as_bytes()),
                revision: self.revision.clone(),
                platform: "bedside".to_owned(),
                context_activities: (!is_course).then(around),
            },
            timestamp,
        }
    }
}

fn of_completion(row: &Completion, (home, language): (&str, &str), all: &mut Vec<Statement>) {
    let revision = Some(row.course_version.to_string());
    let of = Subject { home, course: &row.course_id, learner: row.learner_id, revision };
    let course = of.course();
    let id = |moment: Moment| Uuid::new_v5(&row.record_id.0, moment.word().as_bytes());
    let activity = || Activity::named(&course, ActivityKind::Course, &row.course_title, language);
    if let Some(started) = row.started_at {
        all.push(of.statement(id(Moment::Attempted), Moment::Attempted, activity(), None, &course, started));
    }
    let took = Some(duration(SignedDuration::from_mins(row.minutes.into())));
    let completed = Outcome { completion: Some(true), duration: took.clone(), ..Outcome::default() };
    all.push(of.statement(id(Moment::Completed), Moment::Completed, activity(), Some(completed), &course, row.completed_at));
    let score = row.tells_score().then(|| Score::of(row.score_earned, row.score_of));
    let passed = Outcome { success: Some(row.passed), score, duration: took, ..Outcome::default() };
    let verdict = if row.passed { Moment::Passed } else { Moment::Failed };
    all.push(of.statement(id(verdict), verdict, activity(), Some(passed), &course, row.completed_at));
}

fn of_attempt(row: &Attempted, (home, language): (&str, &str), all: &mut Vec<Statement>) {
    let revision = row.course_version.map(|version| version.to_string());
    let of = Subject { home, course: &row.course_id, learner: row.learner_id, revision };
    let (course, quiz) = (of.course(), of.address(&format!("quiz/{}", row.quiz_id)));
    let id = |what: &str| Uuid::new_v5(&row.attempt_id.0, what.as_bytes());
    let activity = || Activity::named(&quiz, ActivityKind::Assessment, &row.quiz_title, language);
    all.push(of.statement(id("attempted"), Moment::Attempted, activity(), None, &course, row.started_at));
    for answer in &row.answers {
        let id = id(&format!("answered/{}", answer.question));
        all.push(of.statement(id, Moment::Answered, question(&quiz, answer, language), Some(outcome(answer)), &quiz, answer.at));
    }
    let verdict = if row.passed { Moment::Passed } else { Moment::Failed };
    let ended = Outcome {
        success: Some(row.passed),
        score: Some(Score::of(row.score_earned, row.score_of)),
        duration: Some(duration(row.ended_at.duration_since(row.started_at))),
        ..Outcome::default()
    };
    all.push(of.statement(id(verdict.word()), verdict, activity(), Some(ended), &course, row.ended_at));
}

fn question(quiz: &str, answer: &Answered, language: &str) -> Activity {
    let definition = asked(&answer.response, answer.key.as_ref(), &answer.wording, language);
    Activity { definition: Some(definition), ..Activity::at(&format!("{quiz}/{}", answer.question)) }
}

fn outcome(answer: &Answered) -> Outcome {
    let (earned, of) = answer.grade.ratio();
    Outcome {
        response: written(&answer.response),
        success: Some(answer.grade.is_full()),
        score: Some(Score::share(earned, of)),
        duration: Some(duration(SignedDuration::from_millis(i64::try_from(answer.millis).unwrap_or(i64::MAX)))),
        completion: None,
    }
}
