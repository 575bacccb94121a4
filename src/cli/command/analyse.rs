//! `bedside analyse`: what first attempts tell of the questions; and throwing a question out of the results, or putting it back.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{self, BufWriter, Write};

use clap::{Arg, ArgAction, ArgMatches};

use crate::cli::records::Records;
use crate::cli::{Answer, Failure, Person, Refused, Setup, width};
use crate::course::Course;
use crate::id::{QuestionId, QuizId};
use crate::journey::{AttemptId, LearnerId};
use crate::prose::safe;
use crate::record::Attempted;
use crate::record::analysis::{Analysis, Item, Line, PUT_BACK, THROWN_OUT, heat, line, named, question_of, regraded, today};
use crate::record::format::{CsvRows, Manner};
use crate::record::records::Act;
use crate::record::table::Row;

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "analyse",
    person: Person::Trainer,
    about: "say which questions are too easy, too hard, or tell nothing, from first attempts",
    example: "bedside analyse --quiz privacy",
    arguments,
    run,
};

fn arguments() -> Vec<Arg> {
    let word = |name: &'static str, value: &'static str, help: &'static str| Arg::new(name).long(name).value_name(value).help(help);
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    vec![
        word("quiz", "ID", "only this quiz"),
        flag("json", "print the figures for programs").conflicts_with("csv"),
        flag("csv", "print a table, a line for each question and each choice"),
        word("throw-out", "QUESTION", "take this question out of all results; noted in the department's log, and nobody's result falls")
            .requires("why"),
        word("put-back", "QUESTION", "put a question back that was thrown out").requires("why").conflicts_with("throw-out"),
        word("why", "WORDS", "the reason, for the log"),
    ]
}

fn run(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let text = |name: &str| arguments.get_one::<String>(name).map(String::as_str);
    let course = setup.read_course_as_written()?;
    let quiz = text("quiz").map(|word| quiz_named(&course, word)).transpose()?;
    let mut records = Records::open(setup)?;
    if records.are_none(&course, setup, "there are no attempts to look at")? {
        return Ok(Answer::No);
    }
    let is_of_others = records.are_of_others(&course)?;
    if is_of_others && !setup.asked.course {
        return Ok(Answer::No);
    }
    let why = text("why").unwrap_or_default();
    for (act, word) in [(THROWN_OUT, text("throw-out")), (PUT_BACK, text("put-back"))] {
        if let Some(word) = word {
            super::must_say_why("why", why)?;
            let question = question_named(&course, word)?;
            let out = records.thrown_out(&course)?;
            if let Some(told) = may_not(&course, act, &question, &out) {
                return Err(Failure::Usage { told });
            }
            if act == THROWN_OUT && is_of_others {
                return Ok(Answer::No);
            }
            let (at, who) = (setup.clock().now(), super::who());
            records.note(&Act { at, who, what: act.to_owned(), to: named(&course.id, &question), why: why.to_owned() })?;
            let done = if act == THROWN_OUT { "thrown out" } else { "put back" };
            writeln!(io::stderr(), "{question} of {} is {done}; the log says so", course.id)?;
        }
    }
    let study = Study::of(&records, &course, quiz.as_ref())?;
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.get_flag("json") {
        study.json(&mut out)?;
    } else if arguments.get_flag("csv") {
        study.csv(&mut out)?;
    } else {
        for line in study.chart(width::within(setup.columns)) {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(Answer::Done)
}

fn quiz_named(course: &Course, word: &str) -> Result<QuizId, Failure> {
    let found = QuizId::new(word).ok().and_then(|id| course.quiz(&id)).map(|quiz| quiz.id.clone());
    found.ok_or_else(|| {
        let known: Vec<&str> = course.quizzes.iter().map(|quiz| quiz.id.as_str()).collect();
        Failure::Usage { told: format!("the course has no quiz `{word}`; it has {}", known.join(", ")) }
    })
}

fn question_named(course: &Course, word: &str) -> Result<QuestionId, Failure> {
    let found = QuestionId::new(word).ok().and_then(|id| question_of(course, &id));
    let told = || format!("the course has no question `{word}`; `bedside analyse` lists those that were answered");
    found.map(|question| question.id.clone()).ok_or_else(|| Failure::Usage { told: told() })
}

/// Says why a question may not be thrown out or put back, where it may not.
fn may_not(course: &Course, act: &str, question: &QuestionId, out: &BTreeSet<QuestionId>) -> Option<String> {
    if act == PUT_BACK {
        return (!out.contains(question)).then(|| format!("`{question}` counts already: it was not thrown out"));
    }
    if out.contains(question) {
        return Some(format!("`{question}` is thrown out already"));
    }
    let quiz = course.quizzes.iter().find(|quiz| quiz.question(question).is_some())?;
    // One that is worth no points never counted.
    let is_left = quiz.questions.iter().any(|one| one.id != *question && !out.contains(&one.id) && one.points > 0);
    (!is_left).then(|| {
        format!(
            "`{question}` is the last question of {} that counts: without it nothing is left to be graded, and every result would stay as it was\n\
             put another one back first, or change the quiz and release the course anew",
            quiz.id
        )
    })
}

/// The figures of a course, and what throwing questions out comes to.
#[derive(Debug)]
pub struct Study<'a> {
    course: &'a Course,
    analysis: Analysis,
    items: Vec<Item>,
    out: BTreeSet<QuestionId>,
    effect: BTreeMap<QuizId, Effect>,
}

/// What throwing out questions comes to in one quiz, over all attempts.
#[derive(Clone, Copy, Debug, Default)]
struct Effect {
    higher: u64,
    newly_passed: u64,
    /// Attempts that asked nothing else, which stay as they were.
    as_before: u64,
}

impl<'a> Study<'a> {
    /// Adds up the first attempts of every learner.
    ///
    /// # Errors
    /// [`Refused`] when the records cannot be read.
    pub fn of(records: &Records, course: &'a Course, quiz: Option<&QuizId>) -> Result<Self, Refused> {
        let out = records.thrown_out(course)?;
        let (mut analysis, mut effect) = (Analysis::default(), BTreeMap::<QuizId, Effect>::new());
        let mut met = Met::default();
        records.each_attempted(course, |attempts| {
            for attempt in attempts {
                let at = course.quiz(&attempt.quiz_id).map_or(&attempt.quiz_id, |quiz| &quiz.id);
                if quiz.is_some_and(|quiz| at != quiz) || !met.is_new(attempt) {
                    continue;
                }
                if met.is_first(attempt, at) {
                    analysis.add_today(&today(course, attempt));
                }
                if let Some(after) = regraded(attempt, &out) {
                    let effect = effect.entry(at.clone()).or_default();
                    effect.higher += u64::from(after.grade.ratio() != (attempt.score_earned, attempt.score_of));
                    effect.newly_passed += u64::from(after.passed && !attempt.passed);
                } else if attempt.asked_any(&out) {
                    effect.entry(at.clone()).or_default().as_before += 1;
                }
            }
            Ok(())
        })?;
        let items = analysis.items();
        Ok(Self { course, analysis, items, out, effect })
    }

    /// Returns the figures in lines for a screen.
    #[must_use]
    pub fn chart(&self, columns: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut quizzes: Vec<&QuizId> = self.items.iter().map(|item| &item.quiz).collect();
        quizzes.dedup();
        for quiz in quizzes {
            let title = self.course.quiz(quiz).map_or(quiz.as_str(), |quiz| quiz.title.as_str());
            let count = self.analysis.attempts(quiz);
            lines.push(crate::prose::layout::cut(&format!("{title} ({quiz})"), columns));
            lines.push(format!("first attempts: {count}"));
            lines.push(String::new());
            let items: Vec<&Item> = self.items.iter().filter(|item| item.quiz == *quiz).collect();
            lines.extend(heat(&items, &self.out, columns));
            if let Some(effect) = self.effect.get(quiz) {
                lines.push(String::new());
                lines.push(format!("without what is thrown out: {} higher, {} pass that", effect.higher, effect.newly_passed));
                lines.push("had not, none lower".to_owned());
                match effect.as_before {
                    0 => {}
                    1 => lines.push("1 attempt asked nothing else, and stays as it was".to_owned()),
                    some => lines.push(format!("{some} attempts asked nothing else, and stay as they were")),
                }
            }
            lines.push(String::new());
        }
        if lines.is_empty() {
            lines.push("There are no attempts to look at yet.".to_owned());
        }
        lines
    }

    /// Writes the figures for programs.
    ///
    /// # Errors
    /// What the machine says when they cannot be written.
    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let effect: BTreeMap<&str, serde_json::Value> = self
            .effect
            .iter()
            .map(|(quiz, effect)| {
                (
                    quiz.as_str(),
                    serde_json::json!({ "higher": effect.higher, "newly_passed": effect.newly_passed, "as_before": effect.as_before }),
                )
            })
            .collect();
        let attempts: BTreeMap<&str, u64> =
            self.items.iter().map(|item| (item.quiz.as_str(), self.analysis.attempts(&item.quiz))).collect();
        let is_its_name = |id: &&QuestionId| question_of(self.course, id).is_none_or(|question| question.id == **id);
        let thrown_out: BTreeSet<&QuestionId> = self.out.iter().filter(is_its_name).collect();
        let whole = serde_json::json!({
            "course": self.course.id, "first_attempts": attempts, "items": self.items, "thrown_out": thrown_out, "without_them": effect,
        });
        writeln!(out, "{}", safe::json(&whole.to_string()))
    }

    /// Writes the figures as a table, a line for each question and each choice.
    ///
    /// # Errors
    /// What the machine says when they cannot be written.
    pub fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut rows = CsvRows::new(out, Line::COLUMNS, &Manner::default());
        for item in &self.items {
            rows.row(&line(item, None))?;
            item.choices.iter().try_for_each(|choice| rows.row(&line(item, Some(choice))))?;
        }
        rows.finish()
    }
}

/// Which attempts were met already: a learner's later hand-ins tell of the earlier attempts again.
#[derive(Debug, Default)]
struct Met {
    attempts: HashSet<(LearnerId, AttemptId)>,
    quizzes: HashSet<(LearnerId, QuizId)>,
}

impl Met {
    fn is_new(&mut self, attempt: &Attempted) -> bool {
        self.attempts.insert((attempt.learner_id, attempt.attempt_id))
    }

    /// Whether it is the first at a quiz, which may have had another id then.
    fn is_first(&mut self, attempt: &Attempted, quiz: &QuizId) -> bool {
        self.quizzes.insert((attempt.learner_id, quiz.clone()))
    }
}
