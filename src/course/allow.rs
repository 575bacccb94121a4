//! Exceptions: `# allow B504: reason` above a setting or a header, and `allow` in `[check]`.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::code::{B014, B015};
use crate::diagnostic::{CODES, Code, Diagnostic, Place, Severity};

use super::read::listed;
use super::rule::Looked;

/// One comment that allows something.
struct Exception {
    file: Arc<str>,
    /// The comment.
    span: Range<usize>,
    /// The code, family or name it allows.
    what: String,
    reason: bool,
    /// What it stands above: one setting, or a whole section.
    covers: Range<usize>,
    used: bool,
}

/// Takes out what is allowed and not denied, and reports exceptions that are of no use.
pub(super) fn apply(looked: &Looked<'_>, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let check = looked.draft.table("check");
    let listed = |name: &str| check.map(|table| table.lines(name)).unwrap_or_default();
    let (allowed, denied) = (listed("allow"), listed("deny"));
    let mut exceptions = exceptions(looked);
    let mut kept = Vec::new();
    for finding in found {
        let place = &finding.primary.place;
        let mut excused = false;
        for exception in &mut exceptions {
            let here = exception.file == place.file
                && (exception.covers.contains(&place.span.start) || exception.covers.start == place.span.start);
            if here && names(&exception.what, finding.code) {
                exception.used = true;
                excused = excused || (exception.reason && may_be_allowed(&finding));
            }
        }
        let everywhere = allowed.iter().any(|what| names(what, finding.code)) && may_be_allowed(&finding) && !needs_reason(finding.code);
        if excused || (everywhere && !denied.iter().any(|what| names(what, finding.code))) {
            continue;
        }
        kept.push(finding);
    }
    for exception in exceptions {
        let place = Place { file: exception.file.clone(), span: exception.span.clone() };
        if !exception.used && !CODES.iter().any(|code| names(&exception.what, code)) {
            kept.push(unreadable(&exception, place));
        } else if !exception.used {
            let says = format!("nothing below it would be reported as {}", exception.what);
            kept.push(Diagnostic::new(&B014, "this exception is not needed", place.clone(), says).help("delete the line").fix(place, ""));
        } else if !exception.reason {
            let help = format!("add it: `# allow {}: the order is fixed and nothing qualifies`", exception.what);
            kept.push(
                Diagnostic::new(&B015, "an exception needs a reason", place, "no reason")
                    .help(help)
                    .note("until then the finding below is shown as well"),
            );
        }
    }
    kept
}

/// Complains of an exception that names no code, or more than one. It may be a note, or hold somebody's reason, and stays.
fn unreadable(exception: &Exception, place: Place) -> Diagnostic {
    let what = &exception.what;
    let codes: Vec<&str> = what
        .split([',', ' ', ';'])
        .filter_map(|word| CODES.iter().find(|code| code.number.eq_ignore_ascii_case(word) || code.name.eq_ignore_ascii_case(word)))
        .map(|code| code.number)
        .collect();
    let complaint = Diagnostic::new(&B014, "I cannot read this exception", place, "no code, family, or name stands before a colon");
    match codes.as_slice() {
        [] => complaint.help("write `# allow B504: reason`; or begin the line with another word if it is a note to yourself"),
        [one] => complaint.help(format!("write `# allow {one}: reason`, with a colon before the reason")),
        [first, ..] => {
            let each: Vec<String> = codes.iter().map(|code| format!("`# allow {code}: reason`")).collect();
            let mut complaint = complaint.help(format!("write one line for each: {}", listed(&each)));
            complaint.primary.says = format!("more than one code; one exception lets one pass, such as {first}");
            complaint
        }
    }
    .note("nothing is let pass by it")
}

/// Whether a word names a code: its number, its family, or its name.
pub(super) fn names(what: &str, code: &Code) -> bool {
    what == code.number || what == code.name || (what.len() == 2 && what == code.family())
}

/// Errors of reading, settings, ids, references, answers and branches cannot be allowed.
/// The warning of a code that is else an error can.
fn may_be_allowed(finding: &Diagnostic) -> bool {
    finding.severity != Severity::Error || !matches!(finding.code.family(), "B0" | "B1" | "B2" | "B3" | "B4" | "B8")
}

/// What could be a real person's number is let pass only where it stands, and with a reason.
fn needs_reason(code: &Code) -> bool {
    matches!(code.number, "B701" | "B702")
}

/// So many exceptions of one file count: each is held against every finding, and nobody has more reasons than that.
const MOST: usize = 500;

fn exceptions(looked: &Looked<'_>) -> Vec<Exception> {
    let mut exceptions = Vec::new();
    for file in looked.draft.files() {
        let Some(text) = looked.files.text(file) else { continue };
        if !text.contains("# allow ") {
            continue;
        }
        let settings = looked.draft.extents(file, text.len());
        let (mut at, before) = (0, exceptions.len());
        for line in text.split_inclusive('\n') {
            if exceptions.len() - before == MOST {
                break;
            }
            let from = at + line.len() - line.trim_start().len();
            at += line.len();
            let Some(written) = line.trim().strip_prefix("# allow ") else { continue };
            let span = from..from + line.trim().len();
            if settings.iter().any(|(covers, _)| covers.start < from && from < covers.end && is_inside_value(looked, file, from)) {
                continue; // words of a text that happen to look like an exception
            }
            let (what, reason) = written.split_once(':').unwrap_or((written, ""));
            // The first setting or header below; other comments may stand between.
            let Some((covers, _)) =
                settings.iter().filter(|(covers, _)| covers.start >= span.end).min_by_key(|(covers, wide)| (covers.start, !wide))
            else {
                continue;
            };
            exceptions.push(Exception {
                file: file.clone(),
                span,
                what: what.trim().to_owned(),
                reason: !reason.trim().is_empty(),
                covers: covers.clone(),
                used: false,
            });
        }
    }
    exceptions
}

fn is_inside_value(looked: &Looked<'_>, file: &str, at: usize) -> bool {
    looked.draft.values(file).iter().any(|value| value.contains(&at))
}
