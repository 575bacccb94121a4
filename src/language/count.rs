//! Numbers that words depend on: one page, two pages.

use std::fmt;

use super::Language;

/// A number of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(u64);

/// The kinds of number that some grammar tells apart, as Unicode names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// One thing.
    One,
    /// A number of millions, in Spanish.
    Many,
    /// Any other.
    Other,
}

impl Language {
    /// Returns which kind a number is in this language, by Unicode's rules (CLDR) for whole numbers.
    #[must_use]
    pub const fn plural(self, count: Count) -> Plural {
        match (self, count.0) {
            (_, 1) => Plural::One,
            (Self::Spanish, million) if million != 0 && million.is_multiple_of(1_000_000) => Plural::Many,
            _ => Plural::Other,
        }
    }

    /// Returns a number as it is written in running words: `2,000` in English; in Spanish numbers of four digits stand as they are.
    #[must_use]
    pub fn thousands(self, number: usize) -> String {
        let digits = number.to_string();
        let (mark, least) = match self {
            Self::English => (',', 4),
            Self::Spanish => ('\u{a0}', 5),
        };
        if digits.len() < least {
            return digits;
        }
        let mut written = String::new();
        for (place, digit) in digits.char_indices() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                written.push(mark);
            }
            written.push(digit);
        }
        written
    }
}

impl Count {
    /// Returns the number.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl From<usize> for Count {
    fn from(count: usize) -> Self {
        Self(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl From<u32> for Count {
    fn from(count: u32) -> Self {
        Self(count.into())
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_as_the_language_does_it() {
        let of = |number| (Language::English.thousands(number), Language::Spanish.thousands(number));
        assert_eq!(of(200), ("200".into(), "200".into()));
        assert_eq!(of(2_000), ("2,000".into(), "2000".into()));
        assert_eq!(of(1_234_567), ("1,234,567".into(), "1\u{a0}234\u{a0}567".into()));
    }

    #[test]
    fn one_is_one_and_nothing_is_many() {
        let kinds = |language: Language| [0_u32, 1, 2, 1_000_000, 2_500_000].map(|count| language.plural(count.into()));
        let other = Plural::Other;
        assert_eq!(kinds(Language::English), [other, Plural::One, other, other, other]);
        assert_eq!(kinds(Language::Spanish), [other, Plural::One, other, Plural::Many, other]);
    }
}
