//! What stands in a row, read as what it means; and what is said of a row in which something else stands.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Row;
use rusqlite::types::Type;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as ValueError, StrDeserializer};
use uuid::Uuid;

/// Lends a text.
pub(super) fn as_text<'a>(row: &'a Row<'_>, column: usize) -> rusqlite::Result<&'a str> {
    let found = row.get_ref(column)?;
    found.as_str().map_err(|odd| rusqlite::Error::FromSqlConversionFailure(column, found.data_type(), odd.into()))
}

/// Reads an id.
pub(super) fn id(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    row.get(column).map(Uuid::from_bytes)
}

/// Reads a number that is never below nought.
pub(super) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let found: i64 = row.get(column)?;
    u64::try_from(found).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, found))
}

/// Reads a text that must mean something.
pub(super) fn read<T>(row: &Row<'_>, column: usize, mean: impl FnOnce(&str) -> Option<T>) -> rusqlite::Result<T> {
    let word = as_text(row, column)?;
    mean(word).ok_or_else(|| {
        let odd = format!("`{word}` is not what belongs in column {column}");
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, odd.into())
    })
}

/// Reads a day as it was kept, `2026-11-23`.
pub(super) fn day(word: &str) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = word.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i16::from(digit - b'0')))
    };
    let small = |digits: &[u8]| number(digits).and_then(|number| i8::try_from(number).ok());
    Date::new(number(&[y1, y2, y3, y4])?, small(&[m1, m2])?, small(&[d1, d2])?).ok()
}

/// Reads a word as the formats write it.
pub(super) fn word_of<T: DeserializeOwned>(word: &str) -> Option<T> {
    T::deserialize(StrDeserializer::<ValueError>::new(word)).ok()
}

/// Returns the moment of these milliseconds.
pub(super) fn moment(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::MIN)
}

/// Names the record, or whatever it is, in whose row something stands that does not belong there: somebody wrote it in by other means. Its
/// id is in front.
pub(super) fn odd(what: &str, row: &Row<'_>, said: rusqlite::Error) -> rusqlite::Error {
    let column = match &said {
        rusqlite::Error::SqliteFailure(..) | rusqlite::Error::ToSqlConversionFailure(..) => return said,
        rusqlite::Error::InvalidColumnType(place, ..)
        | rusqlite::Error::FromSqlConversionFailure(place, ..)
        | rusqlite::Error::IntegralValueOutOfRange(place, _) => row.as_ref().column_name(*place).ok(),
        _ => None,
    };
    let record = id(row, 0).map_or_else(|_| format!("a {what} whose id cannot be read"), |id| format!("{what} {id}"));
    let place = column.map_or_else(String::new, |column| format!(" in `{column}`"));
    // Of the errors there are, this one shows what is given to it and no more.
    rusqlite::Error::ToSqlConversionFailure(format!("{record} holds{place} what does not belong there").into())
}
