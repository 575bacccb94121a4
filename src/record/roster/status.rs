//! What a roster says of whether somebody still works there, under the many words that personnel systems have for it.

use std::fmt;

/// Words that say so alone, and mean something else beside others.
const ALONE: [&str; 6] = ["term", "t", "no", "n", "0", "false"];

/// Words for having left, whatever follows them: `Terminated - Voluntary`.
const GONE: [&str; 30] = [
    "left",
    "inactive",
    "terminated",
    "termination",
    "former",
    "formerly",
    "retired",
    "retirement",
    "resigned",
    "resignation",
    "separated",
    "separation",
    "deceased",
    "ended",
    "departed",
    "closed",
    "withdrawn",
    "withdrew",
    "dismissed",
    "discharged",
    "quit",
    "offboarded",
    "leaver",
    "inactivo",
    "inactiva",
    "baja",
    "cesado",
    "cesada",
    "inaktiv",
    "ausgetreten",
];

/// What has an end: `Contract Ended`.
const ENDS: [&str; 9] =
    ["contract", "employment", "assignment", "appointment", "position", "service", "agreement", "voluntary", "involuntary"];

/// What is not so any more: `Not Active`.
const WAS: [&str; 5] = ["active", "employed", "current", "working", "longer"];

/// Beside a word for having left, these say that it is not so, or not yet: `Termination pending`, `Inactive - Leave of Absence`.
const YET: [&str; 12] =
    ["leave", "loa", "pending", "future", "scheduled", "planned", "notice", "rehired", "rehire", "rescinded", "cancelled", "canceled"];

/// Words for being there, whatever follows them.
const HERE: [&str; 46] = [
    "active",
    "a",
    "employed",
    "employee",
    "current",
    "currently",
    "full",
    "fulltime",
    "ft",
    "part",
    "parttime",
    "pt",
    "yes",
    "y",
    "1",
    "true",
    "on",
    "leave",
    "loa",
    "hired",
    "hire",
    "rehired",
    "rehire",
    "new",
    "permanent",
    "perm",
    "temporary",
    "temp",
    "contract",
    "contractor",
    "per",
    "prn",
    "casual",
    "regular",
    "probation",
    "probationary",
    "suspended",
    "working",
    "paid",
    "unpaid",
    "present",
    "here",
    "activo",
    "activa",
    "alta",
    "aktiv",
];

/// Words for not being active any more: where a column says whether somebody is, `T` is for true.
const INACTIVE: [&str; 5] = ["no", "n", "0", "false", "f"];

/// What a status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Still there.
    Here,
    /// Gone.
    Gone,
    /// Nobody knows.
    Unknown,
}

/// Returns what a cell of a column for status says.
pub(super) fn status(cell: &str) -> Status {
    let plain = cell.to_lowercase();
    let words: Vec<&str> = plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is = |known: &[&str], place: usize| words.get(place).is_some_and(|word| known.contains(word));
    let is_not = is(&["not", "non", "no"], 0) && is(&WAS, 1);
    let has_ended = is(&ENDS, 0) && (is(&GONE, 1) || is(&["expired"], 1));
    match words.as_slice() {
        [] => Status::Here,
        [word] if ALONE.contains(word) => Status::Gone,
        _ if (is(&GONE, 0) || has_ended) && words.iter().any(|word| YET.contains(word)) => Status::Unknown,
        _ if is(&GONE, 0) || has_ended || is_not => Status::Gone,
        _ if is(&HERE, 0) => Status::Here,
        _ => Status::Unknown,
    }
}

/// Whether a cell of a column that says whether somebody is active says no.
pub(super) fn is_inactive(cell: &str) -> bool {
    INACTIVE.contains(&cell.to_lowercase().as_str())
}

/// So many words are told.
const TOLD: usize = 5;

/// Words for a status that nobody knows, each with the first line that has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strange {
    words: Vec<(u64, String)>,
    more: bool,
}

impl Strange {
    /// Takes in a word that is not known.
    pub(super) fn take(&mut self, line: u64, word: &str) {
        if self.words.iter().any(|(_, known)| known == word) {
            return;
        }
        if self.words.len() < TOLD { self.words.push((line, word.to_owned())) } else { self.more = true }
    }

    /// Whether there is any.
    #[must_use]
    pub const fn is_any(&self) -> bool {
        !self.words.is_empty()
    }
}

impl fmt::Display for Strange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.words.iter().map(|(line, word)| format!("`{word}` on line {line}")).collect();
        let more = if self.more { " and more" } else { "" };
        write!(f, "whether somebody has left is not told by the status {}{more}; they were taken to be there still", words.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_known_by_many_words() {
        for (cell, told) in [
            ("Terminated - Voluntary", Status::Gone),
            ("Contract Ended", Status::Gone),
            ("Not Active", Status::Gone),
            ("Withdrawn", Status::Gone),
            ("No longer employed", Status::Gone),
            ("Involuntary Termination", Status::Gone),
            ("TERM", Status::Gone),
            ("Full-time", Status::Here),
            ("Active - Leave of Absence", Status::Here),
            ("Contract", Status::Here),
            ("Probation ended", Status::Here),
            ("", Status::Here),
            ("Inactive (LOA)", Status::Unknown),
            ("Termination pending", Status::Unknown),
            ("Zzz", Status::Unknown),
        ] {
            assert_eq!(status(cell), told, "{cell}");
        }
    }

    #[test]
    fn of_many_strange_words_a_few_are_told() {
        let mut strange = Strange::default();
        for (line, word) in (2..).zip(["a1", "b", "a1", "c", "d", "e", "f"]) {
            strange.take(line, word);
        }
        let told = strange.to_string();
        assert!(told.contains("`a1` on line 2, `b` on line 3, `c` on line 5") && told.contains("`e` on line 7 and more"), "{told}");
    }
}
