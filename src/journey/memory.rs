//! When a question is likely to be forgotten: FSRS-6 with its 21 default weights, and no learning steps, because refreshers come in
//! days. Formulas: the open-spaced-repetition wiki, "The Algorithm", FSRS-6; py-fsrs 6.3 is the oracle of the tests.

use jiff::{SignedDuration, Timestamp};

use crate::question::{Grade, Percent};

/// The default weights of FSRS-6.
const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729,
    0.5425, 0.0912, 0.0658, 0.1542,
];

/// The longest time between two refreshers, in days.
const LONGEST: f64 = 36_500.0;
/// The least stability, in days.
const LEAST_STABILITY: f64 = 0.001;

/// How well an answer was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// Not known.
    Again,
    /// Known by half.
    Hard,
    /// Known.
    Good,
    /// Known at once. No answer of the course says so; the formulas have it.
    Easy,
}

impl Rating {
    /// Returns the rating of a graded answer: all marks are "known", half of them or more "by half".
    #[must_use]
    pub fn of(grade: Grade) -> Self {
        if grade.is_full() {
            Self::Good
        } else if grade >= Grade::HALF {
            Self::Hard
        } else {
            Self::Again
        }
    }

    const fn number(self) -> f64 {
        match self {
            Self::Again => 1.0,
            Self::Hard => 2.0,
            Self::Good => 3.0,
            Self::Easy => 4.0,
        }
    }
}

/// What is remembered of one question, after its last answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// The days after which the chance of knowing it has fallen to 90 %.
    pub stability: f64,
    /// How hard it is for this learner, 1 to 10.
    pub difficulty: f64,
    /// When it was last answered.
    pub answered: Timestamp,
}

impl Memory {
    /// Returns what is remembered after a first answer.
    #[must_use]
    pub fn first(rating: Rating, at: Timestamp) -> Self {
        let [again, hard, good, easy, ..] = W;
        let stability = match rating {
            Rating::Again => again,
            Rating::Hard => hard,
            Rating::Good => good,
            Rating::Easy => easy,
        };
        Self { stability, difficulty: initial_difficulty(rating).clamp(1.0, 10.0), answered: at }
    }

    /// Returns what is remembered after another answer.
    #[must_use]
    pub fn next(self, rating: Rating, at: Timestamp) -> Self {
        let stability = if whole_days(self.answered, at) < 1.0 { self.same_day(rating) } else { self.later(rating, self.chance(at)) };
        Self { stability: stability.max(LEAST_STABILITY), difficulty: self.next_difficulty(rating), answered: at }
    }

    /// Returns the chance, 0 to 1, of still knowing it at a moment.
    #[must_use]
    pub fn chance(self, at: Timestamp) -> f64 {
        let days = whole_days(self.answered, at).max(0.0);
        (1.0 + factor() * days / self.stability).powf(-W[20])
    }

    /// Returns the moment at which that chance has fallen to `retention`; whole days after the last answer, at least one.
    #[must_use]
    pub fn due(self, retention: Percent) -> Timestamp {
        let kept = f64::from(retention.0) / 100.0;
        let days = (self.stability / factor()) * (kept.powf(-1.0 / W[20]) - 1.0);
        let days = days.round_ties_even().clamp(1.0, LONGEST);
        #[expect(clippy::cast_possible_truncation, reason = "clamped to 36,500 above")]
        let hours = 24 * days as i64;
        self.answered.checked_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX)
    }

    fn next_difficulty(self, rating: Rating) -> f64 {
        let step = -W[6] * (rating.number() - 3.0);
        let damped = self.difficulty + (10.0 - self.difficulty) * step / 9.0;
        (W[7] * initial_difficulty(Rating::Easy) + (1.0 - W[7]) * damped).clamp(1.0, 10.0)
    }

    fn same_day(self, rating: Rating) -> f64 {
        let growth = (W[17] * (rating.number() - 3.0 + W[18])).exp() * self.stability.powf(-W[19]);
        self.stability * if rating == Rating::Again { growth } else { growth.max(1.0) }
    }

    fn later(self, rating: Rating, chance: f64) -> f64 {
        let Self { stability, difficulty, .. } = self;
        if rating == Rating::Again {
            let long = W[11] * difficulty.powf(-W[12]) * ((stability + 1.0).powf(W[13]) - 1.0) * ((1.0 - chance) * W[14]).exp();
            return long.min(stability / (W[17] * W[18]).exp());
        }
        let penalty = if rating == Rating::Hard { W[15] } else { 1.0 };
        let bonus = if rating == Rating::Easy { W[16] } else { 1.0 };
        let growth = W[8].exp() * (11.0 - difficulty) * stability.powf(-W[9]) * (((1.0 - chance) * W[10]).exp() - 1.0);
        stability * (1.0 + growth * penalty * bonus)
    }
}

fn initial_difficulty(rating: Rating) -> f64 {
    W[4] - (W[5] * (rating.number() - 1.0)).exp() + 1.0
}

fn factor() -> f64 {
    0.9_f64.powf(-1.0 / W[20]) - 1.0
}

/// Returns the whole days between two moments; less than none when the clock went back.
fn whole_days(from: Timestamp, to: Timestamp) -> f64 {
    let seconds = to.duration_since(from).as_secs();
    #[expect(clippy::cast_precision_loss, reason = "days of a lifetime are exact in an f64")]
    let days = seconds.div_euclid(86_400) as f64;
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One history of `tests/it/fixtures/fsrs.json`: `[seconds, rating, stability, difficulty, due in seconds]` for each answer.
    type History = Vec<(i64, u8, f64, f64, i64)>;

    #[test]
    fn two_hundred_histories_equal_py_fsrs_to_four_decimals() {
        let histories: Vec<(u8, History)> = serde_json::from_str(include_str!("../../tests/it/fixtures/fsrs.json")).unwrap();
        assert_eq!(histories.len(), 200);
        for (retention, history) in histories {
            let mut memory: Option<Memory> = None;
            for (seconds, rating, stability, difficulty, due) in history {
                let at = Timestamp::from_second(seconds).unwrap();
                let rating = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy][usize::from(rating) - 1];
                let now = memory.map_or_else(|| Memory::first(rating, at), |memory| memory.next(rating, at));
                assert!((now.stability - stability).abs() < 5e-5, "{now:?} against {stability}");
                assert!((now.difficulty - difficulty).abs() < 5e-5, "{now:?} against {difficulty}");
                assert_eq!(now.due(Percent(retention)).as_second(), due);
                memory = Some(now);
            }
        }
    }
}
