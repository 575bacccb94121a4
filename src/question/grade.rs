//! Exact marks. Nothing is rounded before it is compared with a pass mark.

use std::fmt;

use num_rational::Ratio;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::word;

/// A whole number of per cent, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub u8);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.0)
    }
}

/// How a question with several right answers pays for some of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Partial {
    /// `+ 1/right` for each right option marked, `- 1/wrong` for each wrong one, not below 0 (R/exams, rule "false"): marking
    /// everything and marking nothing both earn 0.
    #[default]
    Balanced,
    /// The share of options judged rightly (edX).
    EveryDecision,
    /// Full marks or none.
    AllOrNothing,
}

/// The share of a question's full marks that a response earned: exact, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade(Ratio<u64>);

impl Grade {
    /// Nothing.
    pub const NONE: Self = Self(Ratio::new_raw(0, 1));
    /// Half of the marks.
    pub const HALF: Self = Self(Ratio::new_raw(1, 2));
    /// All of the marks.
    pub const FULL: Self = Self(Ratio::new_raw(1, 1));

    /// Returns `part` of `whole`, at most all of it; nothing of nothing is nothing.
    #[must_use]
    pub fn share(part: u32, whole: u32) -> Self {
        if whole == 0 { Self::NONE } else { Self(Ratio::new(u64::from(part.min(whole)), u64::from(whole))) }
    }

    /// Returns the share of decisions that were right.
    #[must_use]
    pub fn share_of(decisions: impl Iterator<Item = bool>) -> Self {
        let (right, all) = decisions.fold((0, 0), |(right, all), decision| (right + u32::from(decision), all + 1));
        Self::share(right, all)
    }

    /// Returns `gained/gainable - lost/losable`, not below nothing. A share of nothing is nothing.
    #[must_use]
    pub fn balanced(gained: u32, gainable: u32, lost: u32, losable: u32) -> Self {
        let (plus, minus) = (Self::share(gained, gainable).0, Self::share(lost, losable).0);
        if plus > minus { Self(plus - minus) } else { Self::NONE }
    }

    /// Returns `score` per cent of the marks.
    #[must_use]
    pub fn percent(score: Percent) -> Self {
        Self::share(u32::from(score.0), 100)
    }

    /// Whether all marks were earned.
    #[must_use]
    pub fn is_full(self) -> bool {
        self == Self::FULL
    }

    /// Whether no mark was earned.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Reads `2/3`; `None` where it is no share from 0 to 1.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let (part, whole) = written.split_once('/')?;
        let (part, whole): (u64, u64) = (part.parse().ok()?, whole.parse().ok()?);
        (whole > 0 && part <= whole).then(|| Self(Ratio::new(part, whole)))
    }

    /// Returns the share as a part and a whole in lowest terms, for records.
    #[must_use]
    pub const fn ratio(self) -> (u64, u64) {
        (*self.0.numer(), *self.0.denom())
    }

    /// Returns the share as a table has it, such as `3 of 4`: a spreadsheet takes `3/4` for a day in March.
    #[must_use]
    pub fn in_words(self) -> String {
        format!("{} of {}", self.0.numer(), self.0.denom())
    }

    /// Returns the share in per cent, rounded down, for people to read; never for comparing.
    #[must_use]
    pub fn shown(self) -> Percent {
        Percent(u8::try_from((self.0 * 100).to_integer()).unwrap_or(100))
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0.numer(), self.0.denom())
    }
}

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Grade {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, |written| Self::read(written).ok_or_else(|| format!("`{written}` is no share from 0 to 1")))
    }
}

/// Points earned out of points that could be earned: exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Marks {
    earned: Ratio<u64>,
    of: u32,
}

impl Default for Marks {
    fn default() -> Self {
        Self { earned: Ratio::new_raw(0, 1), of: 0 }
    }
}

impl Marks {
    /// Adds a question of `points` points that was graded.
    pub fn add(&mut self, points: u32, grade: Grade) {
        self.earned += grade.0 * u64::from(points);
        self.of += points;
    }

    /// Returns the points that could be earned.
    #[must_use]
    pub const fn of(&self) -> u32 {
        self.of
    }

    /// Returns the share earned; nothing of nothing is nothing.
    #[must_use]
    pub fn grade(&self) -> Grade {
        if self.of == 0 { Grade::NONE } else { Grade(self.earned / u64::from(self.of)) }
    }

    /// Whether the share reaches a pass mark, before any rounding.
    #[must_use]
    pub fn reaches(&self, pass: Percent) -> bool {
        self.of > 0 && self.grade() >= Grade::percent(pass)
    }

    /// Returns the points earned as people write them: `7` or `6.5`, to one decimal, rounded down.
    #[must_use]
    pub fn shown(&self) -> String {
        let tenths = (self.earned * 10).to_integer();
        if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_mark_is_compared_before_rounding() {
        let mut marks = Marks::default();
        for (points, grade) in [(1, Grade::share(2, 3)), (1, Grade::FULL), (1, Grade::share(11, 15))] {
            marks.add(points, grade);
        }
        assert_eq!(marks.grade(), Grade::share(4, 5));
        assert!(marks.reaches(Percent(80)));
        assert!(!marks.reaches(Percent(81)));
        marks.add(1, Grade::share(79, 100));
        assert_eq!(marks.grade().shown(), Percent(79));
        assert!(!marks.reaches(Percent(80)));
    }

    #[test]
    fn balanced_marks_never_fall_below_nothing() {
        assert_eq!(Grade::balanced(2, 3, 1, 2), Grade::share(1, 6));
        assert_eq!(Grade::balanced(3, 3, 2, 2), Grade::NONE);
        assert_eq!(Grade::balanced(1, 3, 2, 2), Grade::NONE);
        assert_eq!(Grade::balanced(0, 0, 0, 0), Grade::NONE);
    }

    #[test]
    fn a_grade_is_kept_as_a_fraction() {
        let kept = serde_json::to_string(&Grade::share(2, 6)).unwrap();
        assert_eq!(kept, "\"1/3\"");
        assert_eq!(serde_json::from_str::<Grade>(&kept).unwrap(), Grade::share(1, 3));
        for bad in ["\"2/1\"", "\"1/0\"", "\"-1/2\"", "\"x\"", "3"] {
            assert!(serde_json::from_str::<Grade>(bad).is_err(), "{bad}");
        }
    }
}
