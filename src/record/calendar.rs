//! iCalendar (RFC 5545): days on which something is due, with reminders before them. Long lines are folded, words are escaped.

use std::io::{self, Write};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

/// How many days before its end people are reminded.
pub const REMINDERS: [u16; 4] = [90, 60, 30, 7];

/// The longest line, in bytes, without its end.
const LONGEST: usize = 75;

/// A day in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Names it for ever, so that a second import changes it instead of doubling it.
    pub id: Uuid,
    /// When it was written down.
    pub written: Timestamp,
    /// The day.
    pub on: Date,
    /// What is due, in a line.
    pub summary: String,
    /// What to do.
    pub words: String,
    /// How many days before to remind.
    pub before: Vec<u16>,
}

/// Writes what stands before the first entry.
///
/// # Errors
/// What the machine says when it cannot be written.
pub fn begin(out: &mut dyn Write) -> io::Result<()> {
    ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bedside//records//EN", "CALSCALE:GREGORIAN"].iter().try_for_each(|line| put(out, line))
}

/// Writes an entry.
///
/// # Errors
/// What the machine says when it cannot be written.
pub fn entry(out: &mut dyn Write, entry: &Entry) -> io::Result<()> {
    let day = |day: Date| day.strftime("%Y%m%d").to_string();
    let next = entry.on.checked_add(1.day()).unwrap_or(entry.on);
    put(out, "BEGIN:VEVENT")?;
    put(out, &format!("UID:{}@bedside", entry.id))?;
    put(out, &format!("DTSTAMP:{}", entry.written.strftime("%Y%m%dT%H%M%SZ")))?;
    put(out, &format!("DTSTART;VALUE=DATE:{}", day(entry.on)))?;
    put(out, &format!("DTEND;VALUE=DATE:{}", day(next)))?;
    put(out, &format!("SUMMARY:{}", escaped(&entry.summary)))?;
    put(out, &format!("DESCRIPTION:{}", escaped(&entry.words)))?;
    put(out, "TRANSP:TRANSPARENT")?;
    for days in &entry.before {
        put(out, "BEGIN:VALARM")?;
        put(out, "ACTION:DISPLAY")?;
        put(out, &format!("DESCRIPTION:{}", escaped(&entry.summary)))?;
        put(out, &format!("TRIGGER:-P{days}D"))?;
        put(out, "END:VALARM")?;
    }
    put(out, "END:VEVENT")
}

/// Writes what stands after the last entry.
///
/// # Errors
/// What the machine says when it cannot be written.
pub fn end(out: &mut dyn Write) -> io::Result<()> {
    put(out, "END:VCALENDAR")
}

/// Escapes words: no letter of them can end a line or begin another property.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\\' | ';' | ',' => text.extend(['\\', letter]),
            '\n' => text.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => text.push(letter),
        }
    }
    text
}

/// Writes a line, folded where it is long; no letter is cut in two.
fn put(out: &mut dyn Write, line: &str) -> io::Result<()> {
    let mut used = 0;
    let mut buffer = [0; 4];
    for letter in line.chars() {
        if used + letter.len_utf8() > LONGEST {
            out.write_all(b"\r\n ")?;
            used = 1;
        }
        used += letter.len_utf8();
        out.write_all(letter.encode_utf8(&mut buffer).as_bytes())?;
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_in_their_property_and_lines_stay_short() {
        let entry = Entry {
            id: Uuid::nil(),
            written: Timestamp::UNIX_EPOCH,
            on: jiff::civil::date(2027, 12, 31),
            summary: format!("Renew, {} \\; now\r\nBEGIN:VALARM", "ß".repeat(200)),
            words: String::new(),
            before: vec![90],
        };
        let mut out = Vec::new();
        super::entry(&mut out, &entry).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:Renew\\, {} \\\\\\; now\\nBEGIN:VALARM\r\n", "ß".repeat(200))), "{unfolded}");
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20271231\r\nDTEND;VALUE=DATE:20280101\r\n"));
    }
}
