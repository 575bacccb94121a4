//! Whether two statements say the same, as xAPI 1.0.3 compares them: not by what a store adds, nor by how a moment is spelt.

use jiff::Timestamp;
use serde_json::Value;

/// Whether what we sent and what a store has are one statement.
pub(super) fn statements(ours: &str, theirs: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<Value>(text).ok().map(bare);
    matches!((read(ours), read(theirs)), (Some(ours), Some(theirs)) if ours == theirs)
}

/// Takes out what does not count.
fn bare(mut statement: Value) -> Value {
    if let Some(fields) = statement.as_object_mut() {
        for name in ["id", "authority", "stored", "version", "attachments"] {
            fields.remove(name);
        }
        if let Some(moment) = fields.get_mut("timestamp") {
            let read = moment.as_str().and_then(|text| text.parse::<Timestamp>().ok());
            *moment = read.map_or(Value::Null, |at| at.as_millisecond().into());
        }
        if let Some(verb) = fields.get_mut("verb").and_then(Value::as_object_mut) {
            verb.remove("display");
        }
    }
    without_definitions(&mut statement);
    statement
}

/// What an activity is may be told otherwise by others; a list of one is what stands alone, and an agent is one unless it says otherwise.
fn without_definitions(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("definition");
            if fields.get("objectType").is_some_and(|kind| kind == "Agent" || kind == "Activity") {
                fields.remove("objectType");
            }
            fields.values_mut().for_each(without_definitions);
        }
        Value::Array(list) => list.iter_mut().for_each(without_definitions),
        Value::Number(number) => {
            // 1 and 1.0 are one number.
            if let Some(float) = number.as_f64() {
                *value = serde_json::Number::from_f64(float).map_or(Value::Null, Value::Number);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_store_adds_does_not_count_and_what_somebody_changed_does() {
        let ours = r#"{"id":"1","actor":{"objectType":"Agent","account":{"name":"p"}},"verb":{"id":"v","display":{"en":"did"}},
            "object":{"id":"o","definition":{"type":"t"}},"result":{"score":{"raw":1}},"timestamp":"2026-11-23T17:00:00Z"}"#;
        let stored = r#"{"id":"1","actor":{"account":{"name":"p"}},"verb":{"id":"v"},"object":{"objectType":"Activity","id":"o"},
            "result":{"score":{"raw":1.0}},"timestamp":"2026-11-23T18:00:00.000+01:00","stored":"now","authority":{},"version":"1.0.0"}"#;
        assert!(statements(ours, stored));
        assert!(!statements(ours, &stored.replace("\"p\"", "\"q\"")));
        assert!(!statements(ours, &stored.replace("18:00", "18:01")));
        assert!(!statements(ours, "<html>"));
    }
}
