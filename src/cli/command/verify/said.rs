//! Says what became of a certificate that was checked: in words, or for programs.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::prose::safe;
use crate::record::certificate::day;
use crate::record::credential::{Checked, Flaw, Told, Verdict};

use super::Against;

/// Whether it is about whom was asked for; `None` where nobody was, and where it does not tell.
pub(super) fn is_about(checked: &Checked, against: &Against) -> Option<bool> {
    let (told, asked) = (checked.told.as_ref()?, against.name.as_ref()?);
    let is_so = told.is_about(asked);
    (is_so || told.is_about_another(asked)).then_some(is_so)
}

/// What a file came to, in words.
pub(super) fn words(file: &Path, checked: &Checked, against: &Against) -> String {
    let mut lines = vec![format!("{}: {}", file.display(), checked.verdict.word())];
    let mut says = |label: &str, said: &str| lines.push(format!("  {label:<10} {said}"));
    match &checked.verdict {
        Verdict::Tampered(flaw) => says("why", &format!("{flaw}; believe nothing in it")),
        Verdict::Unreadable(flaw) => says("why", &flaw.to_string()),
        Verdict::Unchecked { list, elapsed: Some(span), .. } => {
            says("why", &format!("it may have been revoked: {}", not_now(list, **span, against.now)));
            says("", "ask the issuer for one that counts now, and add it with --status FILE");
        }
        Verdict::Unchecked { list, not_pinned: Some(key), .. } => {
            let given = format!("it may have been revoked: the status list that was given for {list} is signed with a key that is");
            if let Some(other) = against.trust.of(**key) {
                says("why", &format!("{given} pinned under another name,"));
                says("", &format!("\"{}\", {key}; if it is this issuer's, too, pin both keys under one name", other.name));
            } else {
                says("why", &format!("{given} not pinned"));
                says("", &format!("as this issuer's, {key}; ask the issuer for it by another way, and pin it under the same name"));
            }
        }
        Verdict::Unchecked { list, not_pinned: None, .. } => {
            says("why", &format!("it may have been revoked: no status list in force was given for {list}; add it with --status FILE"));
        }
        Verdict::Untrusted => {
            says("why", "it is unchanged, but its issuer is none that you have pinned");
            says("", "ask the issuer for this key by another way; if it is the same, add it to issuers.toml");
        }
        _ => {}
    }
    if let Some(told) = &checked.told {
        says("course", &format!("{} ({})", told.course, told.version));
        if let Some(name) = &told.name {
            says("name", name);
        }
        says("issuer", &told.issuer_name);
        says("key", &told.issuer.to_string());
        says("valid", &in_force(told));
        for (label, said) in [("score", &told.score), ("trust", &told.trust)] {
            if let Some(said) = said {
                says(label, said);
            }
        }
        match is_about(checked, against) {
            Some(true) => says("person", "the name you gave is the one it is about"),
            Some(false) => says("person", "it is NOT about the name you gave, or the name is spelled in another way"),
            None if against.name.is_none() && told.name.is_none() => {
                says("person", "it hides the name; add --name \"…\" to ask whether it is about somebody");
            }
            None if against.name.is_some() => {
                says("person", "what you gave is not its name, and there is no staff ID in it, so it does not tell whose one is");
                says("", "ask with the name; instead of a QR code, check the certificate itself (.json, .pdf)");
            }
            None => {}
        }
    }
    lines.iter().fold(String::new(), |text, line| format!("{text}{}\n", safe::line(line)))
}

/// Says that the list which was given does not count now, and when it does.
fn not_now(list: &str, (from, until): (Timestamp, Option<Timestamp>), now: Timestamp) -> String {
    let moment = |at: Timestamp| at.strftime("%Y-%m-%d %H:%M UTC");
    match until.filter(|_| from <= now) {
        Some(until) => format!("the status list that was given for {list} has run out: it counted until {}", moment(until)),
        None => format!("the status list that was given for {list} counts only from {} on", moment(from)),
    }
}

fn in_force(told: &Told) -> String {
    let date = |moment: Timestamp| day(moment.to_zoned_datetime(TimeZone::UTC).date());
    match (told.from, told.until) {
        (Some(from), Some(until)) => format!("{} to {}", date(from), date(until)),
        (None, Some(until)) => format!("until {}", date(until)),
        (Some(from), None) => format!("from {}, without end", date(from)),
        (None, None) => "without end".to_owned(),
    }
}

/// What a file came to, for programs. A field is only ever added.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    file: String,
    status: &'static str,
    why: Option<String>,
    id: Option<&'a str>,
    name: Option<&'a str>,
    course: Option<&'a str>,
    version: Option<&'a str>,
    issuer: Option<&'a str>,
    key: Option<String>,
    valid_from: Option<Timestamp>,
    valid_until: Option<Timestamp>,
    score: Option<&'a str>,
    trust: Option<&'a str>,
    is_about: Option<bool>,
}

impl<'a> Line<'a> {
    pub(super) fn of(file: &Path, checked: &'a Checked, against: &Against) -> Self {
        let told = checked.told.as_ref();
        let why = match &checked.verdict {
            Verdict::Tampered(flaw) | Verdict::Unreadable(flaw) => Some(Flaw::to_string(flaw)),
            Verdict::Unchecked { list, elapsed: Some(span), .. } => Some(not_now(list, **span, against.now)),
            Verdict::Unchecked { list, not_pinned: Some(key), .. } => Some(match against.trust.of(**key) {
                Some(other) => format!(
                    "the status list that was given for {list} is signed with a key that is pinned under another name, \"{}\", {key}",
                    other.name
                ),
                None => {
                    format!("the status list that was given for {list} is signed with a key that is not pinned as this issuer's, {key}")
                }
            }),
            Verdict::Unchecked { list, not_pinned: None, .. } => Some(format!("no status list in force was given for {list}")),
            Verdict::Untrusted => Some("its issuer is none that was pinned".to_owned()),
            _ => None,
        };
        Self {
            file: file.display().to_string(),
            status: checked.verdict.word(),
            why,
            id: told.map(|told| told.id.as_str()),
            name: told.and_then(|told| told.name.as_deref()),
            course: told.map(|told| told.course.as_str()),
            version: told.map(|told| told.version.as_str()),
            issuer: told.map(|told| told.issuer_name.as_str()),
            key: told.map(|told| told.issuer.to_string()),
            valid_from: told.and_then(|told| told.from),
            valid_until: told.and_then(|told| told.until),
            score: told.and_then(|told| told.score.as_deref()),
            trust: told.and_then(|told| told.trust.as_deref()),
            is_about: is_about(checked, against),
        }
    }
}
