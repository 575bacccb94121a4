//! Reads back what was written: each row as an object, and the object as a record.

use std::io::Read;

use bytes::Bytes;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::{Span, ToSpan};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Unreadable;

/// Reads all rows.
pub(super) fn rows<R: DeserializeOwned>(from: &mut dyn Read) -> Result<Vec<R>, Unreadable> {
    let unreadable = |because: String| Unreadable { format: "Parquet", because };
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).map_err(|said| unreadable(said.to_string()))?;
    let file = SerializedFileReader::new(Bytes::from(bytes)).map_err(|said| unreadable(said.to_string()))?;
    let rows = file.get_row_iter(None).map_err(|said| unreadable(said.to_string()))?;
    let read = rows.map(|row| {
        let row = row.map_err(|said| unreadable(said.to_string()))?;
        let cells: Option<Map<String, Value>> = row.get_column_iter().map(|(name, field)| Some((name.clone(), value(field)?))).collect();
        let cells = cells.ok_or_else(|| unreadable("a column holds what no record holds".to_owned()))?;
        serde_json::from_value(Value::Object(cells)).map_err(|said| unreadable(said.to_string()))
    });
    read.collect()
}

fn value(field: &Field) -> Option<Value> {
    Some(match field {
        Field::Null => Value::Null,
        Field::Bool(flag) => Value::Bool(*flag),
        Field::Long(number) => Value::from(*number),
        Field::Str(words) => Value::String(words.clone()),
        Field::Date(days) => Value::String(date(1970, 1, 1).checked_add(span(*days)).ok()?.to_string()),
        Field::TimestampMillis(millis) => Value::String(Timestamp::from_millisecond(*millis).ok()?.to_string()),
        _ => return None,
    })
}

fn span(days: i32) -> Span {
    i64::from(days).days()
}
