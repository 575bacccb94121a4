//! What lies among hand-ins and is not read: why, and what to do. It is told, for somebody may have meant it; what machines leave in every
//! folder is not.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::Path;

use serde_json::Value;

use crate::prose::safe;
use crate::record::countersign::Receipt;
use crate::record::credential::LIST_TYPE;

/// So many of what was not read for one reason are named, but of what looks like a hand-in each; after that, their number.
const NAMED: usize = 3;

/// So many bytes of what is not read by its name are looked at.
const LOOKED_AT: u64 = 128;

/// What editors put in front of a text.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";

/// How hand-ins and enrolments begin, being canonical: a member, and the one behind it.
const OURS: [[&[u8]; 2]; 2] = [[b"{\"attempts\":", b",\"attestation\":"], [b"{\"at\":\"", b",\"enrolment\":"]];

/// How files begin that are packed otherwise than as .zip: gzip, xz, 7z, bzip2, rar, zstd.
const PACKED: [&[u8]; 6] = [b"\x1f\x8b", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c", b"BZh", b"Rar!", b"\x28\xb5\x2f\xfd"];

/// How what Outlook wraps around attachments begins.
const WRAPPED: &[u8] = b"\x78\x9f\x3e\x22";

/// What systems leave in folders that somebody looked into, in small letters.
const LEFT_BEHIND: [&str; 6] = [".ds_store", ".localized", "desktop.ini", "thumbs.db", "ehthumbs.db", "icon\r"];

/// What was not read, reason by reason.
#[derive(Debug, Default)]
pub struct NotRead(BTreeMap<PassedOver, (usize, Vec<String>)>);

impl NotRead {
    /// Takes in one more.
    pub fn add(&mut self, why: PassedOver, source: &str) {
        let (count, named) = self.0.entry(why).or_default();
        *count += 1;
        if named.len() < NAMED || why.is_each_named() {
            named.push(safe::line(source).into_owned());
        }
    }

    /// Writes down, reason by reason, what was not read, why, and what to do.
    ///
    /// # Errors
    /// What the machine says when it cannot be written.
    pub fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        self.0.iter().try_for_each(|(why, (count, named))| {
            let more = if *count > named.len() { format!(", and {} more", count - named.len()) } else { String::new() };
            let between = if why.is_each_named() { "\n          " } else { ", " };
            writeln!(out, "not read  {}{more}\n          {}\n          {}", named.join(between), why.because(), why.help())
        })
    }
}

/// Why something was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassedOver {
    /// It begins as hand-ins and enrolments do, and its name is none of theirs.
    Renamed,
    /// It is what Outlook wraps around attachments.
    Wrapped,
    /// It is packed, and not as .zip.
    Packed,
    /// It is a table, as a roster is one.
    Table,
    /// Its name says that it is something else.
    Other,
    /// It is a link.
    Link,
    /// It is a folder that lies too deep.
    Deep,
    /// It is a pipe, a device or a socket.
    Special,
    /// It is a receipt of a department.
    Receipt,
    /// It is a certificate, or says so.
    Certificate,
    /// It is a list of revoked certificates.
    StatusList,
}

impl PassedOver {
    /// Returns why what is called so, and no hand-in by its name, is not read; `None` for what nobody put there.
    pub(super) fn named(file: &Path) -> Option<Self> {
        let name = file.file_name()?.to_string_lossy().to_lowercase();
        let is_litter = name.starts_with(['.', '~']) || Self::is_left_behind(&name);
        let is_table = Path::new(&name).extension().is_some_and(|end| end == "csv");
        (!is_litter).then_some(if is_table { Self::Table } else { Self::Other })
    }

    /// Returns why a file that is passed over by its name is not read, having looked how it begins: mail programs change the names of
    /// hand-ins.
    pub(super) fn by_its_beginning(self, from: impl Read) -> Self {
        let mut first = Vec::new();
        // What cannot be read is told of by its name.
        let _read = from.take(LOOKED_AT).read_to_end(&mut first);
        let text = first.strip_prefix(MARK).unwrap_or(&first);
        let is_ours = |[begins, goes_on]: &[&[u8]; 2]| {
            text.strip_prefix(*begins).is_some_and(|rest| rest.windows(goes_on.len()).any(|part| part == *goes_on))
        };
        if OURS.iter().any(is_ours) {
            Self::Renamed
        } else if first.starts_with(WRAPPED) {
            Self::Wrapped
        } else if PACKED.iter().any(|begins| first.starts_with(begins)) {
            Self::Packed
        } else {
            self
        }
    }

    /// Whether each such file is told by its name: a hand-in that nobody misses is never asked for.
    const fn is_each_named(self) -> bool {
        matches!(self, Self::Renamed | Self::Wrapped | Self::Packed)
    }

    /// Whether a file of this name is what systems leave in a folder that somebody looked into, so that nobody misses it. A hidden file may be
    /// somebody's own.
    pub(in crate::cli) fn is_left_behind(name: &str) -> bool {
        name.starts_with("._") || LEFT_BEHIND.contains(&name.to_lowercase().as_str())
    }

    /// Returns what a file is that is ours and for others than whoever collects; `None` for any other.
    pub(super) fn of_ours(bytes: &[u8]) -> Option<Self> {
        if Receipt::read(bytes).is_ok() {
            return Some(Self::Receipt);
        }
        let document: Value = serde_json::from_slice(bytes).ok()?;
        document.get("@context")?;
        let is_list = document.get("type").and_then(Value::as_array).is_some_and(|types| types.iter().any(|kind| kind == LIST_TYPE));
        Some(if is_list { Self::StatusList } else { Self::Certificate })
    }

    /// Returns the reason in one word, for machines.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Renamed => "renamed",
            Self::Wrapped => "wrapped",
            Self::Packed => "packed",
            Self::Table => "table",
            Self::Other => "other",
            Self::Link => "link",
            Self::Deep => "deep",
            Self::Special => "special",
            Self::Receipt => "receipt",
            Self::Certificate => "certificate",
            Self::StatusList => "status-list",
        }
    }

    /// Returns the reason in a sentence.
    #[must_use]
    pub const fn because(self) -> &'static str {
        match self {
            Self::Renamed => "it looks like a hand-in; only its name does not end in .json, as mail programs change names",
            Self::Wrapped => "Outlook wrapped attachments in it, and only Outlook opens that",
            Self::Packed => "it is packed, and not as .zip",
            Self::Table => "a table is only taken where it is named itself, for a folder may hold a roster",
            Self::Other => "what learners hand in ends in .json, .jsonl or .zip, what departments hand on in .batch",
            Self::Link => "a link may lead elsewhere",
            Self::Deep => "folders are looked through twelve deep",
            Self::Special => "it is a pipe, a device or a socket, and no file",
            Self::Receipt => "it is a receipt, which a department gives for a hand-in, and no hand-in",
            Self::Certificate => "it is a certificate, which says less than the hand-in it was made from",
            Self::StatusList => "it is a list of revoked certificates",
        }
    }

    /// Returns what to do about it.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Renamed => {
                "name it on the command line, `bedside collect FILE`, or rename it to end with .json (with .jsonl where it has one on each line); out of an archive, unpack it first"
            }
            Self::Wrapped => "open that mail in Outlook and save what is attached, or ask the learner to send the file in a .zip",
            Self::Packed => "if hand-ins are in it, unpack it and collect what was in it",
            Self::Table => {
                "if completions of another system are in it, name the file itself, outside of any archive: `bedside collect FILE.csv`"
            }
            Self::Other => {
                "if a hand-in is in it, ask the learner for the file as `bedside hand-in` wrote it, in a .zip where a mail program changes it"
            }
            Self::Special => "if hand-ins come that way, save them into files first",
            Self::Receipt | Self::Certificate => {
                "ask the learner for the file as `bedside hand-in` wrote it; `bedside verify` says whether this one holds"
            }
            Self::StatusList => "name it where certificates are checked: `bedside verify FILE --status LIST`",
            Self::Link | Self::Deep => "if hand-ins are there, name the place itself",
        }
    }
}
