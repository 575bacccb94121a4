//! One value, read by its type. Complains of wrong types, numbers out of bounds, unknown words, and lists that are broken.

use std::borrow::Cow;
use std::mem;

use jiff::civil::Date;
use toml::de::DeValue;

use crate::course::setting::{Site, Type};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B305;
use crate::prose::Words;
use crate::prose::list::{self, Because};
use crate::question::Part;
use crate::source::Text;

use super::here::Here;
use super::text::{Source, Way};
use super::wrong;

/// Reads a value; `None` when it cannot be read, which has been told.
pub(super) fn read(
    of: Type,
    name: &str,
    here: &Here,
    value: &DeValue<'_>,
    source: &Source<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Part> {
    let mistaken = |found: &mut Vec<Diagnostic>| {
        found.push(wrong::kind_of_value(of, name, here, value, source));
        None
    };
    match (of, value) {
        (Type::Line | Type::Words | Type::Id | Type::Version | Type::OneOf(_), DeValue::String(text)) => {
            let escaped = matches!(text, Cow::Owned(_));
            let way = source.way(&here.span, escaped);
            let words = Words::new(source.text.lend(text), way.all());
            let complaint = wrong::text(of, name, here, &words, source);
            let good = complaint.is_none();
            // In a path, a backslash that made another letter of the next is told as that.
            if complaint.as_ref().is_none_or(|complaint| *complaint.code != B305) {
                wrong::letters(text, escaped, &way, source, found);
            }
            found.extend(complaint);
            good.then_some(Part::Words(words))
        }
        (Type::List(grammar, least, most), DeValue::String(text)) => {
            let escaped = matches!(text, Cow::Owned(_));
            let way = source.way(&here.span, escaped);
            wrong::letters(text, escaped, &way, source, found);
            let part = list_part(&source.text.lend(text), grammar, &way, (here.site, &source.file));
            wrong::list(&part, (least, most), here, source, found);
            Some(Part::List(part))
        }
        (Type::Lines | Type::Ids, DeValue::Array(array)) => {
            let mut lines = Vec::new();
            for each in array {
                let DeValue::String(text) = each.get_ref() else { return mistaken(found) };
                let escaped = matches!(text, Cow::Owned(_));
                let way = source.way(&each.span(), escaped);
                wrong::letters(text, escaped, &way, source, found);
                lines.push(Words::new(source.text.lend(text), way.all()));
            }
            Some(Part::Lines(lines))
        }
        (Type::Flag, DeValue::Boolean(flag)) => Some(Part::Flag(*flag)),
        (Type::Whole(least, most) | Type::Percent(least, most), DeValue::Integer(number)) => {
            let written = i64::from_str_radix(number.as_str(), number.radix()).unwrap_or(i64::MAX);
            let count = u32::try_from(written).ok().filter(|count| (least..=most).contains(count));
            if count.is_none() {
                found.push(wrong::bounds(name, here, (written, least, most), source));
            }
            count.map(Part::Count)
        }
        (Type::Number, DeValue::Integer(number)) => match number.as_str().parse::<u32>().ok().and_then(|whole| whole.checked_mul(100)) {
            Some(hundredths) => Some(Part::Hundredths(hundredths)),
            None => mistaken(found),
        },
        (Type::Number, DeValue::Float(number)) => match hundredths(number.as_str()) {
            Some(hundredths) => Some(Part::Hundredths(hundredths)),
            None => mistaken(found),
        },
        (Type::Date, DeValue::Datetime(moment)) => match moment.date.filter(|_| moment.time.is_none()).and_then(day) {
            Some(day) => Some(Part::Date(day)),
            None => mistaken(found),
        },
        _ => mistaken(found),
    }
}

fn list_part(text: &Text, grammar: list::Grammar, way: &Way, (site, file): (Site, &str)) -> list::List {
    let mut list = list::read(text, grammar);
    // A decision's choice may end without a branch; the lesson then goes on. In a translation the way on is that of the original.
    if site == Site::Page || site == Site::Scene && file.starts_with("translations/") {
        list.broken.retain(|broken| !matches!(broken.because, Because::NoTarget | Because::OtherArrow));
    }
    if site == Site::Page {
        let (below, broken) = mem::take(&mut list.broken).into_iter().partition(|broken| broken.because == Because::ArrowBelow);
        list.broken = broken;
        list.slips.extend::<Vec<_>>(below);
    }
    way.shift(&mut list);
    list
}

fn day(written: toml::value::Date) -> Option<Date> {
    Date::new(i16::try_from(written.year).ok()?, i8::try_from(written.month).ok()?, i8::try_from(written.day).ok()?).ok()
}

/// Reads `1.75` as 175; at most two decimals count.
fn hundredths(written: &str) -> Option<u32> {
    let (whole, part) = written.split_once('.').unwrap_or((written, ""));
    let mut digits = part.bytes().filter(u8::is_ascii_digit).map(|byte| u32::from(byte - b'0'));
    let tens = digits.next().unwrap_or(0);
    let ones = digits.next().unwrap_or(0);
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(tens * 10 + ones)
}
