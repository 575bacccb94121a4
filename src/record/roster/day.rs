//! Days as people and personnel systems write them.

use jiff::civil::Date;

/// The names of the months by their first three letters.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Which of two numbers is the day, in a writing that begins with neither a year nor a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The first one surely is: there are no so many months.
    DayFirst,
    /// The second one surely is.
    MonthFirst,
    /// Either may be; the month is taken to come first.
    Either,
}

/// Returns which number is the day where that can be in question; `None` for what is no day, and for days written in another way.
pub(super) fn order(written: &str) -> Option<Order> {
    let bare = written.trim().split(['T', ' ']).next().unwrap_or_default();
    // Most tables have the year first, and a table may have many days.
    if bare.len() > 3 && bare.bytes().take(4).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    day(bare).filter(|_| !bare.contains('.'))?;
    let parts: Vec<&str> = bare.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let &[one, two, _] = parts.as_slice() else { return None };
    match (one.parse::<i8>().ok()?, two.parse::<i8>().ok()?) {
        (13.., _) => Some(Order::DayFirst),
        (_, 13..) => Some(Order::MonthFirst),
        (one, two) => (one != two).then_some(Order::Either),
    }
}

/// Reads a day: `2026-11-23`, `20261123`, `11/23/2026`, `23.11.2026`, `23-Nov-2026`, `November 23, 2026`, each with or without a time
/// behind it. Between slashes the month comes first, as in the United States, unless it cannot be one. `None` for anything else.
#[must_use]
pub fn day(written: &str) -> Option<Date> {
    let written = written.trim();
    if written.len() == 8 && written.bytes().all(|byte| byte.is_ascii_digit()) {
        return Date::strptime("%Y%m%d", written).ok();
    }
    let is_word = |part: &str| part.len() >= 3 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let named = written.split(|letter: char| !letter.is_alphanumeric()).any(is_word);
    // A time stands behind a `T`, or behind a blank where no blank stands in the day itself.
    let bare = if named { written } else { written.split(['T', ' ']).next().unwrap_or(written) };
    let parts: Vec<&str> = bare.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let &[first, second, third, ..] = parts.as_slice() else { return None };
    if !named && parts.len() != 3 {
        return None;
    }
    let month_of = |word: &str| {
        let word: String = word.chars().take(3).flat_map(char::to_lowercase).collect();
        MONTHS.iter().position(|month| *month == word).and_then(|place| i8::try_from(place + 1).ok())
    };
    let number = |word: &str| word.parse::<i16>().ok();
    let small = |word: &str| word.parse::<i8>().ok();
    if let Some(month) = month_of(first) {
        return dated(number(third)?, month, small(second)?);
    }
    if let Some(month) = month_of(second) {
        return dated(number(third)?, month, small(first)?);
    }
    if first.len() == 4 {
        return dated(number(first)?, small(second)?, small(third)?);
    }
    let (one, two, year) = (small(first)?, small(second)?, number(third)?);
    if bare.contains('.') || one > 12 { dated(year, two, one) } else { dated(year, one, two) }
}

/// Whether what stands for a day stands for none, as some systems write it: an end that never comes (`31.12.9999`), or nothing (`00.00.0000`).
#[must_use]
pub fn is_no_day(written: &str) -> bool {
    let bare = written.trim().split(['T', ' ']).next().unwrap_or_default();
    let plain: String = bare.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    NO_DAYS.contains(&plain.as_str())
}

/// The last day there is, in every order, and the one that is none; without what stands between their numbers.
const NO_DAYS: [&str; 5] = ["99991231", "31129999", "12319999", "31dec9999", "00000000"];

/// A year of two digits is of this century up to 59, and of the last from 60 on: nobody was hired before, and nothing is valid longer.
fn dated(year: i16, month: i8, day: i8) -> Option<Date> {
    let year = match year {
        0..60 => 2000 + year,
        60..100 => 1900 + year,
        whole => whole,
    };
    (1900..=2200).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_day_is_known_in_every_writing() {
        for written in [
            "2026-11-23",
            "20261123",
            "11/23/2026",
            "11/23/26",
            "23.11.2026",
            "23/11/2026",
            "23-Nov-2026",
            "Nov 23, 2026",
            "November 23 2026",
            "2026/11/23",
            " 2026-11-23T08:15:00Z ",
            "11/23/2026 8:15",
            "2026-11-23 00:00:00",
        ] {
            assert_eq!(day(written), Some(jiff::civil::date(2026, 11, 23)), "{written}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_the_nearer_one() {
        for (written, year) in
            [("3/15/98", 1998), ("6/30/99", 1999), ("1/2/60", 1960), ("1/2/59", 2059), ("1/2/31", 2031), ("1-Jan-07", 2007)]
        {
            assert_eq!(day(written).map(Date::year), Some(year), "{written}");
        }
    }

    #[test]
    fn which_number_is_the_day_is_told_where_it_can_be_in_question() {
        for (written, told) in [
            ("13/02/2026", Some(Order::DayFirst)),
            ("02/13/2026 8:15", Some(Order::MonthFirst)),
            ("2-3-26", Some(Order::Either)),
            ("03/03/2026", None),
            ("13.02.2026", None),
            ("2026-02-13", None),
            ("20260213", None),
            ("13-Feb-2026", None),
            ("13/13/2026", None),
            ("soon", None),
        ] {
            assert_eq!(order(written), told, "{written}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for written in ["", "soon", "2026", "31.02.2026", "13/13/2026", "2026-11", "1/2/3/4", "=1+1", "99999999"] {
            assert_eq!(day(written), None, "{written}");
        }
    }
}
