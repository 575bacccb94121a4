//! Numbers with a tolerance, as the answers that this course can compare: written out where they are few.

use super::Taken;

/// More whole numbers than this are not written out.
const MOST: f64 = 20.0;

/// What a range of numbers becomes.
#[derive(Debug, PartialEq)]
pub(super) enum Accepted {
    /// This number alone, in each way it is written.
    One(Vec<String>),
    /// The whole numbers of the range; the decimals between them are given up.
    Whole(Vec<String>),
    /// The one in the middle, because there are too many.
    Middle(String),
}

impl Accepted {
    /// Returns the answers, and lists what of the range is not among them.
    pub(super) fn listed(self, range: &str, line: usize, taken: &mut Taken) -> Vec<String> {
        match self {
            Self::One(all) => all,
            Self::Whole(all) => {
                taken.lose(line, format!("the decimals in {range}; only its whole numbers are accepted"));
                all
            }
            Self::Middle(middle) => {
                taken.lose(line, format!("{range}; only {middle} is accepted"));
                vec![middle]
            }
        }
    }
}

/// Returns the answers between two numbers.
pub(super) fn between(least: f64, most: f64) -> Accepted {
    if (least - most).abs() < f64::EPSILON {
        return Accepted::One(vec![plain(least)]);
    }
    if least.fract() == 0.0 && most.fract() == 0.0 && (0.0..=MOST).contains(&(most - least)) {
        let steps = std::iter::successors(Some(least), |number| Some(number + 1.0)).take_while(|number| *number <= most);
        // Beyond the whole numbers that a float can count, one more is the same again.
        return Accepted::Whole(steps.take(21).map(plain).collect());
    }
    Accepted::Middle(plain(least.midpoint(most)))
}

/// Returns the answers for a number without a range: as it stands, and as the same number is usually written.
pub(super) fn one(words: &str) -> Vec<String> {
    let usual = words.parse().ok().filter(|_| is_plain(words)).map(plain).filter(|usual| usual != words);
    std::iter::once(words.to_owned()).chain(usual).collect()
}

/// Writes a number as a person would: a sum of decimals is not told to the sixteenth digit.
pub(super) fn plain(number: f64) -> String {
    if number.fract() == 0.0 || number.abs() > 1e5 || number.abs() < 1e-5 {
        return number.to_string();
    }
    let digits = format!("{number:.10}");
    digits.trim_end_matches('0').to_owned()
}

/// Whether an answer is a plain number, the same for every program.
pub(super) fn is_plain(words: &str) -> bool {
    let digits = words.strip_prefix('-').unwrap_or(words);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Whether a plain number is written as a person would.
pub(super) fn is_usual(words: &str) -> bool {
    words.parse().is_ok_and(|number| plain(number) == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_whole_numbers_are_written_out_and_others_have_a_middle() {
        assert_eq!(between(17.0, 19.0), Accepted::Whole(vec!["17".into(), "18".into(), "19".into()]));
        assert_eq!(between(0.5, 0.5), Accepted::One(vec!["0.5".into()]));
        assert_eq!(between(0.3 - 0.1, 0.3 + 0.1), Accepted::Middle("0.3".into()));
        assert_eq!(one("3.50"), ["3.50", "3.5"]);
        assert_eq!(between(0.5, 0.75), Accepted::Middle("0.625".into()));
        assert_eq!(["18", "38.5", "-0.25", "007", "3.50"].map(is_usual), [true, true, true, false, false]);
        assert_eq!(between(1e17, 1e17), Accepted::One(vec!["100000000000000000".into()]));
    }

    #[test]
    fn a_plain_number_has_digits_on_both_sides_of_its_point() {
        assert_eq!(["17", "-0.5", "1.", ".5", "1e3", "", "1,5"].map(is_plain), [true, true, false, false, false, false, false]);
    }
}
