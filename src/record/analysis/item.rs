//! The figures of each question, added up attempt by attempt, so that their number does not matter.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::id::{QuestionId, QuizId};
use crate::question::Response;
use crate::record::{Answered, Attempted};

use super::pick::{Pick, picks};
use super::today::Today;

/// With fewer answers than this, figures say little.
const FEW: u64 = 30;

/// So many different choices are counted of a question; the rest are counted together.
const CHOICES: usize = 60;

/// Times are counted second by second up to this.
const LONGEST: usize = 900;

/// The figures of all questions that were answered in first attempts.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    sums: BTreeMap<(QuizId, QuestionId), Sums>,
    attempts: BTreeMap<QuizId, u64>,
}

/// What is added up of one question.
#[derive(Clone, Debug, Default)]
struct Sums {
    answers: u64,
    /// Sums of the share earned here (x) and in the rest of the attempt (y), for those attempts that have a rest.
    with_rest: u64,
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
    earned: f64,
    choices: BTreeMap<Pick, Chosen>,
    other_choices: u64,
    options: usize,
    key: Option<Vec<Pick>>,
    asked: String,
    items: Vec<String>,
    regraded: u64,
    left_out: u64,
    seconds: BTreeMap<usize, u64>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Chosen {
    count: u64,
    rest: f64,
}

/// The figures of one question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The quiz.
    pub quiz: QuizId,
    /// The question.
    pub question: QuestionId,
    /// What is asked, as Markdown; empty where nothing says so.
    pub asked: String,
    /// How many answered it in their first attempt.
    pub answers: u64,
    /// The mean share of its marks, 0 to 1: how easy it is.
    pub facility: f64,
    /// How well it goes with the rest of the attempt, -1 to 1; `None` where that cannot be told.
    pub discrimination: Option<f64>,
    /// The time that half of them took at most, in seconds.
    pub median_seconds: u64,
    /// What was chosen how often.
    pub choices: Vec<Choice>,
    /// What somebody should look at.
    pub remarks: Vec<Remark>,
}

/// One thing that could be chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// Its name: `2` for the second option, `1>3` for the first put to the third.
    pub choice: String,
    /// Its words, as Markdown; empty where nothing says so.
    pub words: String,
    /// Whether it is right; `None` where nothing says so.
    pub right: Option<bool>,
    /// How many chose it.
    pub count: u64,
    /// How well those did in the rest of the attempt, 0 to 1; `None` for nobody.
    pub rest: Option<f64>,
}

/// What somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "remark", rename_all = "kebab-case")]
pub enum Remark {
    /// Too few answers to judge by.
    Few,
    /// Those who know less answer it better: the key may be wrong.
    Backwards,
    /// A wrong choice draws more than the right one.
    Lure {
        /// The choice.
        choice: String,
    },
    /// It hardly tells those who know from those who do not.
    Weak,
    /// Nearly everybody knows it.
    Easy,
    /// Hardly anybody knows it.
    Hard,
    /// A wrong option hardly anybody takes.
    Unused {
        /// The choice.
        choice: String,
    },
    /// Another answer is right by now, and by that these were graded.
    Regraded {
        /// How many.
        count: u64,
    },
    /// Another answer is right by now, and these were given to other words.
    LeftOut {
        /// How many.
        count: u64,
    },
}

impl Remark {
    /// Returns it in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Few => "too few answers to judge by".to_owned(),
            Self::Backwards => "the weaker answer it better: check the key".to_owned(),
            Self::Lure { choice } => format!("{choice} draws more than the right answer: check the key"),
            Self::Weak => "hardly tells who knows".to_owned(),
            Self::Easy => "nearly everybody knows it".to_owned(),
            Self::Hard => "hardly anybody knows it".to_owned(),
            Self::Unused { choice } => format!("hardly anybody takes {choice}"),
            Self::Regraded { count: 1 } => "1 answer graded by today's key".to_owned(),
            Self::Regraded { count } => format!("{count} answers graded by today's key"),
            Self::LeftOut { count: 1 } => "1 answer left out: other words, other key".to_owned(),
            Self::LeftOut { count } => format!("{count} left out: other words, other key"),
        }
    }
}

impl Analysis {
    /// Takes in an attempt. Whoever calls this hands over first attempts only.
    pub fn add(&mut self, attempt: &Attempted) {
        *self.attempts.entry(attempt.quiz_id.clone()).or_default() += 1;
        let (mut earned, mut points) = (0.0, 0.0);
        for answer in &attempt.answers {
            earned += share(answer) * f64::from(answer.points);
            points += f64::from(answer.points);
        }
        for answer in &attempt.answers {
            let others = points - f64::from(answer.points);
            let rest = (others > 0.0).then(|| (earned - share(answer) * f64::from(answer.points)) / others);
            self.sums.entry((attempt.quiz_id.clone(), answer.question.clone())).or_default().add(answer, rest);
        }
    }

    /// Takes in an attempt as it looks today, and counts what was graded anew or left out for that.
    pub fn add_today(&mut self, today: &Today) {
        self.add(&today.attempt);
        let quiz = &today.attempt.quiz_id;
        let mut of = |question: &QuestionId, count: fn(&mut Sums) -> &mut u64| {
            *count(self.sums.entry((quiz.clone(), question.clone())).or_default()) += 1;
        };
        today.regraded.iter().for_each(|question| of(question, |sums| &mut sums.regraded));
        today.left_out.iter().for_each(|question| of(question, |sums| &mut sums.left_out));
    }

    /// Returns how many first attempts there were at a quiz.
    #[must_use]
    pub fn attempts(&self, quiz: &QuizId) -> u64 {
        self.attempts.get(quiz).copied().unwrap_or(0)
    }

    /// Returns the figures of each question, by quiz and question.
    #[must_use]
    pub fn items(&self) -> Vec<Item> {
        self.sums.iter().map(|((quiz, question), sums)| sums.item(quiz, question)).collect()
    }
}

fn share(answer: &Answered) -> f64 {
    let (earned, of) = answer.grade.ratio();
    as_float(earned) / as_float(of.max(1))
}

#[expect(clippy::cast_precision_loss, reason = "counts of answers are far below 2^52")]
const fn as_float(count: u64) -> f64 {
    count as f64
}

impl Sums {
    fn add(&mut self, answer: &Answered, rest: Option<f64>) {
        let x = share(answer);
        self.answers += 1;
        self.earned += x;
        if let Some(y) = rest {
            self.with_rest += 1;
            self.x += x;
            self.y += y;
            self.xx += x * x;
            self.yy += y * y;
            self.xy += x * y;
        }
        for pick in picks(&answer.response) {
            if self.choices.len() >= CHOICES && !self.choices.contains_key(&pick) {
                self.other_choices += 1;
                continue;
            }
            let chosen = self.choices.entry(pick).or_default();
            chosen.count += 1;
            chosen.rest += rest.unwrap_or(0.0);
        }
        if matches!(answer.response, Response::One(_) | Response::Some(_)) {
            self.options = self.options.max(answer.wording.items.len());
        }
        if self.asked.is_empty() {
            answer.wording.ask.clone_into(&mut self.asked);
            self.items.clone_from(&answer.wording.items);
        }
        if self.key.is_none() {
            self.key = answer.key.as_ref().map(picks);
        }
        let seconds = usize::try_from(answer.millis / 1000).unwrap_or(LONGEST).min(LONGEST);
        *self.seconds.entry(seconds).or_default() += 1;
    }

    fn item(&self, quiz: &QuizId, question: &QuestionId) -> Item {
        let mut item = Item {
            quiz: quiz.clone(),
            question: question.clone(),
            asked: self.asked.clone(),
            answers: self.answers,
            facility: self.earned / as_float(self.answers.max(1)),
            discrimination: self.discrimination(),
            median_seconds: self.median(),
            choices: self.choices(),
            remarks: Vec::new(),
        };
        item.remarks = remarks(&item, self.options > 0);
        let counted =
            [(self.regraded, Remark::Regraded { count: self.regraded }), (self.left_out, Remark::LeftOut { count: self.left_out })];
        item.remarks.extend(counted.into_iter().filter(|(count, _)| *count > 0).map(|(_, remark)| remark));
        item
    }

    /// Pearson's correlation of the question with the rest of the attempt.
    fn discrimination(&self) -> Option<f64> {
        let n = as_float(self.with_rest);
        let (vx, vy) = (n * self.xx - self.x * self.x, n * self.yy - self.y * self.y);
        // Where all earned the same, here or in the rest, nothing can go together; a rounding is not a difference.
        if self.with_rest < 3 || vx < 1e-9 || vy < 1e-9 {
            return None;
        }
        Some(((n * self.xy - self.x * self.y) / (vx * vy).sqrt()).clamp(-1.0, 1.0))
    }

    fn median(&self) -> u64 {
        let mut left = self.answers.div_ceil(2);
        for (seconds, count) in &self.seconds {
            if *count >= left {
                return *seconds as u64;
            }
            left -= count;
        }
        0
    }

    fn choices(&self) -> Vec<Choice> {
        let all = (0..self.options).map(Pick::Item).filter(|pick| !self.choices.contains_key(pick));
        let mut picks: Vec<(Pick, Chosen)> = self.choices.iter().map(|(pick, chosen)| (pick.clone(), *chosen)).collect();
        picks.extend(all.map(|pick| (pick, Chosen::default())));
        picks.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut choices: Vec<Choice> = picks.into_iter().map(|(pick, chosen)| self.choice(&pick, chosen)).collect();
        if self.other_choices > 0 {
            let (choice, words) = ("others".to_owned(), String::new());
            choices.push(Choice { choice, words, right: None, count: self.other_choices, rest: None });
        }
        choices
    }

    fn choice(&self, pick: &Pick, chosen: Chosen) -> Choice {
        let words = match pick {
            Pick::Item(item) => self.items.get(*item).cloned().unwrap_or_default(),
            Pick::Put(..) | Pick::Words(_) => String::new(),
        };
        // That a written answer is not the trainer's own example does not make it wrong.
        let right = self.key.as_ref().filter(|_| !matches!(pick, Pick::Words(_))).map(|key| key.contains(pick));
        let rest = (chosen.count > 0).then(|| chosen.rest / as_float(chosen.count.max(1)));
        Choice { choice: pick.label(), words, right, count: chosen.count, rest }
    }
}

fn remarks(item: &Item, has_options: bool) -> Vec<Remark> {
    if item.answers < FEW {
        return vec![Remark::Few];
    }
    let mut remarks = Vec::new();
    match item.discrimination {
        Some(negative) if negative < 0.0 => remarks.push(Remark::Backwards),
        Some(small) if small < 0.15 => remarks.push(Remark::Weak),
        _ => {}
    }
    if item.facility >= 0.95 {
        remarks.push(Remark::Easy);
    } else if item.facility <= 0.30 {
        remarks.push(Remark::Hard);
    }
    if has_options {
        let rights = item.choices.iter().filter(|choice| choice.right == Some(true));
        let least_right = rights.map(|choice| choice.count).min();
        for choice in item.choices.iter().filter(|choice| choice.right == Some(false)) {
            if least_right.is_some_and(|right| choice.count > right) {
                remarks.push(Remark::Lure { choice: choice.choice.clone() });
            }
            if choice.count * 20 < item.answers {
                remarks.push(Remark::Unused { choice: choice.choice.clone() });
            }
        }
    }
    remarks
}
