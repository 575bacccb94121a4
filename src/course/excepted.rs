//! `allow` and `deny` in `[check]`, for the course as a whole: what is denied is an error, and a code that is of no use there is told of.

use crate::diagnostic::code::B014;
use crate::diagnostic::{CODES, Diagnostic, Severity, nearest};
use crate::prose::Words;

use super::allow::names;
use super::rule::{Looked, quoted};

/// Makes errors of what the course denies.
pub(super) fn raise(looked: &Looked<'_>, found: &mut [Diagnostic]) {
    let denied = looked.draft.table("check").map(|table| table.lines("deny")).unwrap_or_default();
    for finding in found.iter_mut().filter(|finding| denied.iter().any(|what| names(what, finding.code))) {
        finding.severity = Severity::Error;
    }
}

/// Returns complaints of codes that are none, and of what is allowed though nothing in the course is so.
pub(super) fn useless(looked: &Looked<'_>, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let Some(check) = looked.draft.table("check") else { return Vec::new() };
    let complaint = |list: &str, word: &Words| {
        let (what, place) = (word.markdown(), check.parts.place(&quoted(&word.span)));
        if !CODES.iter().any(|code| names(what, code)) {
            let complaint = Diagnostic::new(&B014, format!("`{what}` is no code"), place, "nothing is reported under this name");
            return Some(match nearest(what, CODES.iter().flat_map(|code| [code.number, code.name])) {
                Some(near) => complaint.help(format!("did you mean `{near}`?")),
                None => complaint.help("write a code, a family or a name: B504, B5, all-of-the-above"),
            });
        }
        let is_used = list == "deny" || found.iter().any(|finding| names(what, finding.code));
        let says = format!("nothing in the course would be reported as {what}");
        (!is_used).then(|| Diagnostic::new(&B014, "this exception is not needed", place, says).help("take it out of `allow`"))
    };
    ["allow", "deny"].into_iter().flat_map(|list| check.parts.lines(list).iter().filter_map(move |word| complaint(list, word))).collect()
}
