//! The table of settings as a JSON Schema (draft 7), so that editors complete names and show what each is for. `bedside check` alone judges.

use serde_json::{Map, Value, json};

use super::setting::{Fallback, Row, Site, Type};

/// The files an editor may ask about, by the word for `bedside schema`.
pub const FILES: [(&str, Site); 5] =
    [("course", Site::Course), ("lesson", Site::Lesson), ("quiz", Site::Quiz), ("glossary", Site::Glossary), ("shared", Site::Shared)];

/// Returns the schema of a file.
#[must_use]
pub fn schema(site: Site) -> Value {
    let mut whole = Map::new();
    whole.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    whole.insert("title".into(), json!(format!("bedside: {}", site.called())));
    whole.extend(table(site, site != Site::Quiz));
    Value::Object(whole)
}

/// A table with its settings. Unknown ones are wrong, as they are for `bedside check`.
fn table(site: Site, demanding: bool) -> Map<String, Value> {
    let settings = site.rows().iter().map(|row| (row.name.to_owned(), setting(row)));
    let mut table = Map::new();
    table.insert("type".into(), json!("object"));
    table.insert("additionalProperties".into(), json!(false));
    table.insert("properties".into(), Value::Object(settings.collect()));
    let required: Vec<&str> = site.rows().iter().filter(|row| row.fallback == Fallback::Required).map(|row| row.name).collect();
    // What is included takes the rest from its shared file.
    if demanding && !required.is_empty() && site.row("include").is_none() {
        table.insert("required".into(), json!(required));
    }
    table
}

fn setting(row: &Row) -> Value {
    let mut schema = value(row.of);
    let only = if row.kinds.is_empty() { String::new() } else { format!(" (only: {})", row.kinds.join(", ")) };
    schema.insert("description".into(), json!(format!("{}{only}", row.about)));
    let default = match row.fallback {
        Fallback::Count(count) if row.of == Type::Number => Some(json!(f64::from(count) / 100.0)),
        Fallback::Count(count) => Some(json!(count)),
        Fallback::Flag(flag) => Some(json!(flag)),
        Fallback::Word(word) => Some(json!(word)),
        Fallback::Nothing | Fallback::Worked(_) | Fallback::Required => None,
    };
    if let Some(default) = default {
        schema.insert("default".into(), default);
    }
    Value::Object(schema)
}

fn value(of: Type) -> Map<String, Value> {
    const ID: &str = "^[a-z](-?[a-z0-9])+$";
    let written = match of {
        Type::Line => json!({ "type": "string", "pattern": "^[^\\n]*$" }),
        Type::Words | Type::List(..) => json!({ "type": "string" }),
        Type::Id => json!({ "type": "string", "pattern": ID, "maxLength": 40 }),
        Type::Ids => json!({ "type": "array", "items": { "type": "string", "pattern": ID, "maxLength": 40 } }),
        Type::Lines => json!({ "type": "array", "items": { "type": "string" } }),
        Type::Flag => json!({ "type": "boolean" }),
        Type::Whole(least, most) if most >= 1_000_000 => json!({ "type": "integer", "minimum": least }),
        Type::Whole(least, most) | Type::Percent(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Type::Number => json!({ "type": "number", "minimum": 0 }),
        // A day is a value of TOML's own; editors hand it on as text.
        Type::Date => json!({ "type": "string", "format": "date" }),
        Type::Version => json!({ "type": "string", "pattern": "^[0-9]+\\.[0-9]+$" }),
        Type::OneOf(words) => json!({ "type": "string", "enum": words }),
        Type::Table(site) => return table(site, site != Site::Quiz),
        Type::Names(of) => json!({ "type": "object", "additionalProperties": value(*of) }),
        Type::Sections(site) => json!({ "type": "array", "items": table(site, true) }),
    };
    if let Value::Object(schema) = written { schema } else { Map::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every name of the table is in the schema of its file, however deep.
    fn names(schema: &Value, found: &mut Vec<String>) {
        if let Some(settings) = schema.get("properties").and_then(Value::as_object) {
            for (name, below) in settings {
                found.push(name.clone());
                names(below, found);
                names(&below["items"], found);
            }
        }
    }

    #[test]
    fn every_setting_is_in_the_schema_of_its_file() {
        let mut found = Vec::new();
        for (_, site) in FILES {
            names(&schema(site), &mut found);
        }
        for site in crate::course::setting::SITES {
            for row in site.rows() {
                assert!(found.iter().any(|name| name == row.name), "{}", row.name);
            }
        }
    }
}
