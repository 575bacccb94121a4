//! Opens a hand-in: any bytes at all in, and either a record whose spelling, chain and seal hold comes out, or the reason why not.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::journey::CertificateId;
use crate::question::{Grade, Percent};
use crate::source::Digest;

use super::canonical::{Member, Whole, whole};
use super::flaw::Flaw;
use super::hand_in::{Attestation, Entry, FORMAT, HandIn, LARGEST, SEALED, Taught, Who, first_link, next_link};
use super::seal::{KeyId, Seal};
use super::spelled;

/// All of a hand-in but its events and its seal.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    format: u32,
    record_id: CertificateId,
    learner: Who,
    course: Taught,
    started_at: Option<Timestamp>,
    completed_at: Timestamp,
    completed_on: Date,
    expires_on: Option<Date>,
    score: Grade,
    pass_mark: Percent,
    attempts: u32,
    minutes: u32,
    attestation: Option<Attestation>,
    tool: String,
    chain: Digest,
    key: KeyId,
}

/// Whether a text begins with the mark of UTF-16, in which no record was ever sealed.
#[must_use]
pub fn is_utf_16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

/// Opens the bytes of a file, or of a line.
///
/// # Errors
/// The first [`Flaw`]: size, spelling, format, chain, seal, in this order.
pub fn open(bytes: &[u8]) -> Result<HandIn, Flaw> {
    if bytes.len() > LARGEST {
        return Err(Flaw::TooLarge);
    }
    open_text(std::str::from_utf8(bytes).map_err(|_| why_odd(bytes))?)
}

/// Opens what is known to be text.
///
/// # Errors
/// As [`open`].
pub fn open_text(text: &str) -> Result<HandIn, Flaw> {
    if text.len() > LARGEST {
        return Err(Flaw::TooLarge);
    }
    let Whole { members: found, elements } = whole(text, "events", &spelled::entry).map_err(|_| why_odd(text.as_bytes()))?;
    let value = |key: &str| found.iter().find(|member| member.key == key).map(|member| member.value.clone());
    let (Some(_), Some(seal)) = (value("events"), value("seal")) else { return Err(no_record(value("format"), text)) };
    let sealed = envelope(text, &found);
    let inside = sealed.get(SEALED.len()..).unwrap_or_default();
    let read: Result<Envelope, _> = serde_json::from_str(inside);
    let envelope = read.map_err(|said| newer(value("format"), text).unwrap_or_else(|| Flaw::Unreadable { because: said.to_string() }))?;
    if envelope.format != FORMAT {
        return Err(Flaw::Newer { format: envelope.format.into() });
    }
    let elements = elements.ok_or_else(|| Flaw::Unreadable { because: "its events are no list".to_owned() })?;
    let event = |place: &Range<usize>| text.get(place.clone()).unwrap_or_default();
    let first = first_link(&envelope.learner.id, &envelope.course.id);
    if elements.iter().fold(first, |link, (place, _)| next_link(&link, event(place).as_bytes())) != envelope.chain {
        return Err(Flaw::Chain);
    }
    let seal = text.get(seal).and_then(|written| Seal::read(written.strip_prefix('"')?.strip_suffix('"')?)).ok_or(Flaw::Seal)?;
    if !envelope.key.has_sealed(sealed.as_bytes(), &seal) {
        return Err(Flaw::Seal);
    }
    // Sealed by the device, and still not to be read: a newer program's facts.
    let read = |(place, known): (Range<usize>, Option<Entry>)| known.map_or_else(|| serde_json::from_str(event(&place)), Ok);
    let events: serde_json::Result<Vec<Entry>> = elements.into_iter().map(read).collect();
    let events = events.map_err(|said| Flaw::Unreadable { because: format!("one of its events means nothing here ({said})") })?;
    Ok(with_events(envelope, events, seal))
}

/// Returns the text that was sealed: what every seal begins with, and the object without its events and its seal.
fn envelope(text: &str, found: &[Member<'_>]) -> String {
    let mut sealed = String::with_capacity(1024);
    sealed.push_str(SEALED);
    let mut before = '{';
    for member in found.iter().filter(|member| !matches!(member.key, "events" | "seal")) {
        sealed.push(before);
        sealed.push_str(text.get(member.whole.clone()).unwrap_or_default());
        before = ',';
    }
    sealed.push('}');
    sealed
}

/// Says what is the matter with bytes that are not canonical JSON.
fn why_odd(bytes: &[u8]) -> Flaw {
    if bytes.trim_ascii().is_empty() {
        return Flaw::Unreadable { because: "it is empty".to_owned() };
    }
    if is_utf_16(bytes) {
        return Flaw::Utf16;
    }
    if let Err(said) = std::str::from_utf8(bytes)
        && said.error_len().is_some()
    {
        return Flaw::Unreadable { because: "it is not text".to_owned() };
    }
    match serde_json::from_slice::<IgnoredAny>(bytes) {
        Ok(_) => Flaw::Rewritten,
        Err(said) if said.is_eof() && bytes.trim_ascii_start().starts_with(b"{") => Flaw::Truncated,
        Err(_) if !bytes.trim_ascii_start().starts_with(b"{") => Flaw::Unreadable { because: "it does not begin with `{`".to_owned() },
        Err(said) => Flaw::Unreadable { because: said.to_string() },
    }
}

/// Says what is the matter with an object that lacks what every hand-in has.
fn no_record(format: Option<Range<usize>>, text: &str) -> Flaw {
    newer(format, text).unwrap_or_else(|| Flaw::Unreadable { because: "it has no events or no seal".to_owned() })
}

fn newer(format: Option<Range<usize>>, text: &str) -> Option<Flaw> {
    let format: u64 = text.get(format?)?.parse().ok()?;
    (format > u64::from(FORMAT)).then_some(Flaw::Newer { format })
}

fn with_events(envelope: Envelope, events: Vec<Entry>, seal: Seal) -> HandIn {
    let Envelope {
        format,
        record_id,
        learner,
        course,
        started_at,
        completed_at,
        completed_on,
        expires_on,
        score,
        pass_mark,
        attempts,
        minutes,
        attestation,
        tool,
        chain,
        key,
    } = envelope;
    HandIn {
        format,
        record_id,
        learner,
        course,
        started_at,
        completed_at,
        completed_on,
        expires_on,
        score,
        pass_mark,
        attempts,
        minutes,
        attestation,
        events,
        tool,
        chain,
        key,
        seal,
    }
}
