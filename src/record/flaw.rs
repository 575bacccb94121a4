//! Why a hand-in is not taken: one reason each, with its word for machines, its sentence, and what to do about it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::course::Version;
use crate::id::CourseId;
use crate::journey::CertificateId;
use crate::source::Digest;

/// Why a hand-in is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The machine does not give it.
    #[error("it cannot be read: {because}")]
    File {
        /// What the machine said.
        because: String,
    },
    /// An archive that unpacks to far more than it is, or holds what it may not.
    #[error("the archive is not safe to open: {because}")]
    Archive {
        /// Why.
        because: String,
    },
    /// More bytes than any hand-in has.
    #[error("it is larger than a record can be")]
    TooLarge,
    /// It ends too early.
    #[error("it ends in the middle: part of the file is missing")]
    Truncated,
    /// It is something else.
    #[error("it is no record of bedside: {because}")]
    Unreadable {
        /// What the reader said.
        because: String,
    },
    /// It is JSON that somebody has written anew.
    #[error("it was written anew by another program: a record has one spelling, and this is another")]
    Rewritten,
    /// It is text that a program saved in another encoding.
    #[error("a program saved it anew, as UTF-16: what a record was sealed as is UTF-8")]
    Utf16,
    /// A newer program wrote it.
    #[error("it was written by a newer bedside (format {format})")]
    Newer {
        /// Its format.
        format: u64,
    },
    /// The events are not those that were sealed.
    #[error("its events are not those that were sealed: one was changed, left out, put in, or moved")]
    Chain,
    /// The seal does not hold.
    #[error("its seal does not hold: something in it was changed after it was sealed")]
    Seal,
    /// It tells of what has not happened yet.
    #[error("it tells of {at}, which is still to come by this computer's clock")]
    Future {
        /// The moment.
        at: Timestamp,
    },
    /// The clock went back by more than a day between two events.
    #[error("the learner's clock was set back by more than a day before event {seq}")]
    ClockBack {
        /// The event.
        seq: u64,
    },
    /// It was completed before there was anything to complete.
    #[error("it was completed on {on} by the learner's clock, and no course of this kind was there before {since}")]
    TooEarly {
        /// The day of completion.
        on: Date,
        /// The first day on which one was.
        since: Date,
    },
    /// Nobody here has that course.
    #[error("the course it is about is not here: {course}, version {version}, digest {digest}")]
    UnknownCourse {
        /// The course.
        course: CourseId,
        /// The version.
        version: Version,
        /// What was taught.
        digest: Digest,
    },
    /// What it says is not what comes of its answers.
    #[error("graded again, it does not come out as it says: {what}")]
    Disagrees {
        /// What differs.
        what: String,
    },
    /// Keys are enrolled here, and not this one.
    #[error("its key is not enrolled here: {key}")]
    UnknownKey {
        /// The key.
        key: String,
    },
    /// The key is enrolled for somebody else.
    #[error("its key is enrolled for another person (staff id \"{staff_id}\")")]
    OtherPerson {
        /// That person's staff id.
        staff_id: String,
    },
    /// The key was revoked before.
    #[error("its key was revoked on {}", at.strftime("%Y-%m-%d"))]
    RevokedKey {
        /// When.
        at: Timestamp,
    },
    /// The token of an enrolment is not one that was given out, or it is spent, or too old.
    #[error("its enrolment does not hold: {because}")]
    Enrolment {
        /// Why.
        because: &'static str,
    },
    /// A line of another system's file tells of no completion.
    #[error("the line cannot be used: {because}")]
    Line {
        /// Why.
        because: String,
    },
    /// A line of another system's file says that the completion was taken back.
    #[error("it was revoked where it comes from: `{said}`")]
    TakenBack {
        /// What stands in the column for it.
        said: String,
    },
    /// It is in another encoding.
    #[error("it is not UTF-8 text, so that names would come out wrong")]
    Encoding,
    /// A file of another system's completions cannot be read at all.
    #[error("its lines cannot be read as completions: {because}")]
    Table {
        /// Why.
        because: String,
    },
    /// The days of another system's file cannot all be read in the same way.
    #[error("its days are written in two ways: {because}")]
    Days {
        /// Which.
        because: String,
    },
    /// A batch that another department handed on is not what was countersigned.
    #[error("the batch is not taken: {because}")]
    Batch {
        /// Why.
        because: String,
    },
    /// The same as of a hand-in, of a batch that another department handed on: it is that department that is to be asked.
    #[error("{flaw}")]
    HandedOn {
        /// What is the matter with it.
        flaw: Box<Flaw>,
    },
    /// A batch by a key that nobody here has pinned.
    #[error("the batch is signed by a key that is not pinned here: {key}")]
    UntrustedBatch {
        /// The key.
        key: String,
    },
    /// It was revoked here, and taken out since.
    #[error(
        "the record {} was revoked here on {} (\"{why}\") and erased since; erasing it did not make it count again",
        record.0, at.strftime("%Y-%m-%d")
    )]
    RevokedBefore {
        /// The record.
        record: CertificateId,
        /// When.
        at: Timestamp,
        /// Why, in the words of whoever revoked it.
        why: String,
    },
    /// The same of a line of another system.
    #[error(
        "the record {} was revoked here on {} (\"{why}\") and erased since; erasing it did not make it count again",
        record.0, at.strftime("%Y-%m-%d")
    )]
    RevokedLine {
        /// The record.
        record: CertificateId,
        /// When.
        at: Timestamp,
        /// Why, in the words of whoever revoked it.
        why: String,
    },
    /// A record of the same id is here, with other bytes.
    #[error("another record with the same id is here already, and stays as it is")]
    Conflict,
    /// The same of a line of another system.
    #[error("another record with the same id is here already, and stays as it is: {}", record.0)]
    OtherLine {
        /// The record.
        record: CertificateId,
    },
}

/// What to do about a batch that is not as its department wrote it.
const ASK_DEPARTMENT: &str = "ask the department it is from for the file again, as `bedside export --format batch` wrote it";

impl Flaw {
    /// Returns the same, of a batch that another department handed on.
    #[must_use]
    pub fn handed_on(self) -> Self {
        Self::HandedOn { flaw: Box::new(self) }
    }

    /// Returns the reason in one word, for machines.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::File { .. } => "file",
            Self::Archive { .. } => "archive",
            Self::TooLarge => "too-large",
            Self::Truncated => "truncated",
            Self::Unreadable { .. } => "unreadable",
            Self::Rewritten | Self::Utf16 => "rewritten",
            Self::Newer { .. } => "newer",
            Self::Chain => "chain",
            Self::Seal => "seal",
            Self::Future { .. } => "future",
            Self::ClockBack { .. } => "clock-back",
            Self::TooEarly { .. } => "too-early",
            Self::UnknownCourse { .. } => "unknown-course",
            Self::Disagrees { .. } => "disagrees",
            Self::UnknownKey { .. } => "unknown-key",
            Self::OtherPerson { .. } => "other-person",
            Self::RevokedKey { .. } => "revoked-key",
            Self::Enrolment { .. } => "enrolment",
            Self::Line { .. } => "line",
            Self::TakenBack { .. } => "revoked",
            Self::Encoding => "encoding",
            Self::Table { .. } => "table",
            Self::Days { .. } => "days",
            Self::Batch { .. } => "batch",
            Self::HandedOn { flaw } => flaw.word(),
            Self::UntrustedBatch { .. } => "untrusted",
            Self::RevokedBefore { .. } | Self::RevokedLine { .. } => "revoked-before",
            Self::Conflict | Self::OtherLine { .. } => "conflict",
        }
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::File { .. } => "see that it is there and that you may read it, then collect it again",
            Self::Archive { .. } => "unpack it by hand, look at what is in it, and collect the folder",
            Self::TooLarge | Self::Unreadable { .. } => "leave it out, or ask the sender which file was meant",
            Self::Truncated => "ask the learner to send the file again; `bedside hand-in` writes the same one",
            Self::Rewritten | Self::Utf16 => {
                "ask the learner for the file as `bedside hand-in` wrote it, not opened and saved by another program"
            }
            Self::Newer { .. } => "install the newest bedside here and collect it again",
            Self::Chain | Self::Seal => {
                "ask the learner to send the file as `bedside hand-in` wrote it; if it comes the same, speak with them"
            }
            Self::Future { .. } => {
                "look at the clocks of both computers; if the learner's was ahead, collect it again once that moment is past, or ask them to put the \
                 clock right, type `bedside forget`, and complete the course anew"
            }
            Self::ClockBack { .. } => {
                "speak with the learner; once their clock is right, `bedside forget` and what they complete anew is taken, or take it on their word \
                 from a table, as level 0"
            }
            Self::TooEarly { .. } => {
                "speak with the learner about the clock of their computer; what they complete anew once it is right is taken"
            }
            Self::UnknownCourse { .. } => {
                "name the folder of that version with `--course DIR`, or put it among the past ones with `--courses DIR`"
            }
            Self::Disagrees { .. } => "the record was made by a changed program or by hand; speak with the learner",
            Self::UnknownKey { .. } => {
                "give the learner a token with `bedside keys enrol --for STAFF-ID`, and collect it again after their enrolment"
            }
            Self::OtherPerson { .. } => "find out whose computer it came from; enroll the key for this person too if they share it",
            Self::RevokedKey { .. } => {
                "if nobody else has their computer, give the learner a new token with `bedside keys enrol --for STAFF-ID`, and collect it again \
                 after their enrolment"
            }
            Self::Enrolment { .. } => "give the learner a new token with `bedside keys enrol --for STAFF-ID`",
            Self::Line { .. } => {
                "mend the line in the system it came from, and collect the file again; the lines that are kept stay as they are"
            }
            Self::TakenBack { .. } => {
                "nothing, where it was never collected; a record of it that came before it was revoked stays as it is"
            }
            Self::Encoding => "save it again as UTF-8 (in Excel: File, Save As, and there the type \"CSV UTF-8\"), and collect it again",
            Self::Table { .. } => "give it a first line such as `staff id,name,course,completed on,expires on,score`, and collect it again",
            Self::Days { .. } => "write all days of the table as 2026-11-23, and collect it again; nothing of it was kept",
            Self::Batch { .. } => ASK_DEPARTMENT,
            Self::HandedOn { flaw } => match **flaw {
                Self::Truncated | Self::Seal => ASK_DEPARTMENT,
                Self::Future { .. } => {
                    "look at the clocks of both departments; if theirs was ahead, or a learner's, collect it again once that moment is past"
                }
                _ => flaw.help(),
            },
            Self::UntrustedBatch { .. } => {
                "ask that department for its key by another way; if it is the same, add it to issuers.toml and collect it again"
            }
            Self::OtherLine { .. } => {
                "if this line is right and that record is wrong, take the record back with `bedside revoke`, and collect the table again; where only \
                 a name or a mail address differs, what is here stays and counts, and nothing is to be done; where it was revoked already, and is this \
                 person's by that staff id, `bedside revoke --undo` lets it count"
            }
            Self::RevokedBefore { .. } => {
                "what the learner completes anew, after `bedside forget`, is another record and is taken; where this one was revoked by mistake and \
                 no certificate was issued for it, `bedside revoke --undo` with its id lets it in"
            }
            Self::RevokedLine { .. } => {
                "where the line is right, or was mended since, `bedside revoke --undo` with that id lets it in when the table is collected again; \
                 where it still is wrong, mend it first in the system it came from, or leave it out"
            }
            Self::Conflict => "keep both files and ask the learner; the one that came first counts",
        }
    }
}
