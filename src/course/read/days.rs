//! Days as people write them in words: with the name of a month, or as eight digits.

use jiff::civil::Date;

/// How the names of the months begin, in English and in Spanish.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene"],
    &["feb"],
    &["mar"],
    &["apr", "abr"],
    &["may"],
    &["jun"],
    &["jul"],
    &["aug", "ago"],
    &["sep", "set"],
    &["oct"],
    &["nov"],
    &["dec", "dic"],
];

/// Words between a day, a month and a year.
const BETWEEN: [&str; 5] = ["", "de", "del", "of", "the"];

/// Returns the day that is spelled out, as it is written in a course; `None` where a day, a month or a year is not there, or there twice.
pub(super) fn spelled(written: &str) -> Option<String> {
    let small = written.to_lowercase();
    let mut words = small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !BETWEEN.contains(word));
    if let Some(digits) = words.clone().next().filter(|digits| digits.len() == 8 && words.clone().count() == 1) {
        let day = format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?);
        return day.parse::<Date>().ok().map(|day| day.to_string());
    }
    let (mut day, mut month, mut year) = (None, None, None);
    words.try_for_each(|word| {
        let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic());
        let (slot, number) = match (digits.len(), word.len() - digits.len()) {
            (4, 0) => (&mut year, digits.parse::<i16>().ok()?),
            (1 | 2, 0 | 2) => (&mut day, digits.parse().ok()?),
            (0, _) => (&mut month, month_of(word)?),
            _ => return None,
        };
        slot.replace(number).is_none().then_some(())
    })?;
    Date::new(year?, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok().map(|day| day.to_string())
}

fn month_of(word: &str) -> Option<i16> {
    let place = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    i16::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_known_by_the_name_of_its_month() {
        for written in ["November 23, 2026", "23 Nov 2026", "23rd of November 2026", "23 de noviembre de 2026", "2026 Nov. 23", "20261123"]
        {
            assert_eq!(spelled(written).as_deref(), Some("2026-11-23"), "{written}");
        }
        for strange in ["November 2026", "23.11.2026", "31 June 2026", "May 2026 June 3", "soon", "20261323", ""] {
            assert_eq!(spelled(strange), None, "{strange}");
        }
    }
}
