//! Numbers with a tolerance, as the answers that this course can compare: written out where they are few.

/// More whole numbers than this are not written out.
const MOST: f64 = 20.0;

/// What a range of numbers becomes.
#[derive(Debug, PartialEq)]
pub(super) enum Accepted {
    /// These answers, and no other.
    All(Vec<String>),
    /// The one in the middle, because there are too many.
    Middle(String),
}

/// Returns the answers between two numbers.
pub(super) fn between(least: f64, most: f64) -> Accepted {
    if least.fract() == 0.0 && most.fract() == 0.0 && (0.0..=MOST).contains(&(most - least)) {
        let steps = std::iter::successors(Some(least), |number| Some(number + 1.0)).take_while(|number| *number <= most);
        // Beyond the whole numbers that a float can count, one more is the same again.
        return Accepted::All(steps.take(21).map(|number| number.to_string()).collect());
    }
    if (least - most).abs() < f64::EPSILON {
        return Accepted::All(vec![least.to_string()]);
    }
    Accepted::Middle(least.midpoint(most).to_string())
}

/// Whether an answer is a plain number, the same for every program.
pub(super) fn is_plain(words: &str) -> bool {
    let digits = words.strip_prefix('-').unwrap_or(words);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|digit| digit.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_whole_numbers_are_written_out_and_others_have_a_middle() {
        assert_eq!(between(17.0, 19.0), Accepted::All(vec!["17".into(), "18".into(), "19".into()]));
        assert_eq!(between(0.5, 0.5), Accepted::All(vec!["0.5".into()]));
        assert_eq!(between(0.5, 0.75), Accepted::Middle("0.625".into()));
        assert_eq!(between(1e17, 1e17), Accepted::All(vec!["100000000000000000".into(); 21]));
    }

    #[test]
    fn a_plain_number_has_digits_on_both_sides_of_its_point() {
        assert_eq!(["17", "-0.5", "1.", ".5", "1e3", "", "1,5"].map(is_plain), [true, true, false, false, false, false, false]);
    }
}
