//! Findings for programs: one short line each, one JSON object each, or GitHub's annotations. Same findings, same order.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::excerpt::{Texts, safe, steers};
use super::{Diagnostic, Label, Place, Severity};

/// Returns one line: `lessons/a.toml:1:7: error[B009]: message`.
#[must_use]
pub fn short(finding: &Diagnostic, texts: &mut Texts<'_, '_>) -> String {
    let place = &finding.primary.place;
    texts.open(&place.file);
    let at = texts.of(&place.file).map_or_else(String::new, |text| {
        let (line, column) = text.position(place.span.start);
        format!(":{line}:{column}")
    });
    let code = finding.code;
    format!("{}{at}: {}[{}]: {}\n", safe(&place.file), finding.severity.word(), code.number, masked(finding, &safe(&finding.message)))
}

/// Returns one line of JSON.
#[must_use]
pub fn object(finding: &Diagnostic, texts: &mut Texts<'_, '_>) -> String {
    let places = std::iter::once(&finding.primary.place).chain(finding.others.iter().map(|label| &label.place));
    places.chain(finding.edits.iter().map(|edit| &edit.place)).for_each(|place| texts.open(&place.file));
    let texts = &*texts;
    let label = |label: &Label, primary: bool| {
        let mut value = place_of(&label.place, texts);
        if let Value::Object(fields) = &mut value {
            fields.insert("primary".into(), json!(primary));
            fields.insert("says".into(), json!(masked(finding, &label.says)));
        }
        value
    };
    let labels: Vec<Value> =
        std::iter::once(label(&finding.primary, true)).chain(finding.others.iter().map(|other| label(other, false))).collect();
    let edits: Vec<Value> = finding
        .edits
        .iter()
        .map(|edit| {
            let mut value = place_of(&edit.place, texts);
            if let Value::Object(fields) = &mut value {
                fields.insert("with".into(), json!(masked(finding, &edit.with)));
            }
            value
        })
        .collect();
    let primary = place_of(&finding.primary.place, texts);
    let object = json!({
        "code": finding.code.number,
        "name": finding.code.name,
        "severity": finding.severity.word(),
        "message": masked(finding, &finding.message),
        "file": primary.get("file"),
        "start": primary.get("start"),
        "end": primary.get("end"),
        "labels": labels,
        "help": finding.help,
        "notes": finding.notes,
        "edits": edits,
    });
    harmless(&object.to_string()) + "\n"
}

/// Returns one annotation for GitHub's workflows.
#[must_use]
pub fn annotation(finding: &Diagnostic, texts: &mut Texts<'_, '_>) -> String {
    let place = &finding.primary.place;
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut at = format!("file={}", property(&place.file));
    texts.open(&place.file);
    if let Some(text) = texts.of(&place.file) {
        let ((line, column), (end_line, end_column)) = (text.position(place.span.start), text.position(place.span.end));
        let _ = write!(at, ",line={line},endLine={end_line},col={column},endColumn={end_column}");
    }
    let title = property(&format!("{} {}", finding.code.number, finding.code.name));
    // What to write instead holds no digit of the trainer's, and says nothing without its own.
    let words: Vec<String> = std::iter::once(masked(finding, &finding.message)).chain(finding.help.iter().cloned()).collect();
    let words: Vec<String> = words.iter().map(|line| safe(line)).collect();
    let message = words.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    format!("::{kind} {at},title={title}::{message}\n")
}

fn property(words: &str) -> String {
    safe(words).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A").replace(':', "%3A").replace(',', "%2C")
}

/// Writes letters that steer or reorder what a terminal shows as JSON names them, so that nothing is lost and nothing is obeyed.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        if steers(letter) {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(letter);
        }
    }
    out
}

fn place_of(place: &Place, texts: &Texts<'_, '_>) -> Value {
    let text = texts.of(&place.file);
    let point = |at: usize| {
        let (line, column) = text.map_or((1, 1), |text| text.position(at));
        json!({ "byte": at, "line": line, "column": column })
    };
    json!({ "file": *place.file, "start": point(place.span.start), "end": point(place.span.end) })
}

/// Hides the digits of what may be a real number, so that a log never keeps one.
fn masked(finding: &Diagnostic, words: &str) -> String {
    if matches!(finding.code.number, "B701" | "B702") {
        words.chars().map(|letter| if letter.is_ascii_digit() { '#' } else { letter }).collect()
    } else {
        words.to_owned()
    }
}
