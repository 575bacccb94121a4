//! A countersigned batch as a file, by which one department hands its records on to another. Its first line names the batch and is sealed;
//! then comes a line for each record: what the first department says of it, a tab, and the exact bytes that were handed in. The root over
//! the records is made anew from those bytes, so one signature proves them all, and nothing is signed for that was not graded.

use jiff::{SignedDuration, Timestamp};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::journey::CertificateId;
use crate::source::Digest;

use super::countersign::{holds, signed};
use super::fingerprint;
use super::flaw::Flaw;
use super::hand_in::{self, LARGEST};
use super::merkle::{leaf, root};
use super::records::{Absent, Batch, BatchId, Countersigned, Evidence, Incoming, KeptBatch, Leaf, Record, Salt};
use super::seal::{Key, KeyId, Seal};
use super::summary::{Beside, Summary};
use super::{Assurance, Completion};

/// The newest format this program reads and writes. It rises when something is added; a file says the earliest that has all that is in it.
/// The second has the places of records that were left out.
pub const FORMAT: u32 = 2;

/// How many records a batch may have.
pub const MOST: u32 = 65_536;

/// How many bytes a batch may have: what is collected at a time, and a hand-in as large as any.
pub const LARGEST_BATCH: usize = (32 << 20) + LARGEST + (MOST as usize) * 512;

/// The longest line: a hand-in as large as any, and what is said of it.
pub const LONGEST_LINE: usize = LARGEST + (64 << 10);

/// What is sealed begins with this, so that a seal made for something else never passes for one of a batch's file.
const SEALED: &[u8] = b"bedside batch file 1\n";

/// The first line: which batch it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// How it is written.
    pub batch_file: u32,
    /// Names the batch.
    pub batch: BatchId,
    /// When its records were collected first.
    pub received_at: Timestamp,
    /// How many records it has, erased ones too.
    pub leaves: u32,
    /// The root over them.
    pub root: Digest,
    /// The key that countersigned the batch.
    pub key: KeyId,
    /// That key's seal on the batch.
    pub seal: Seal,
    /// The digest of what is said of the records, line by line.
    pub lines: Digest,
    /// The key of the department that wrote the file.
    pub by: KeyId,
}

/// What the first department says of a record; the rest is in the record itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    assurance: Assurance,
    course_title: String,
    enrolled: bool,
    organization: String,
    /// How many attempts its completion took, which a hand-in counts at quizzes besides, too.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    attempts: Option<u32>,
    salt: Salt,
    /// For what was taken over from another system, which tells nothing by itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    completion: Option<Completion>,
}

/// The place of a record that does not come along: its leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Gone {
    Erased(Digest),
    LeftOut(Digest),
}

/// A line of another system's, as it is kept.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OtherLine {
    #[expect(dead_code, reason = "it may be there")]
    #[serde(default)]
    instead_of: Option<CertificateId>,
    #[expect(dead_code, reason = "it has to be there")]
    row: IgnoredAny,
    taken_over: u32,
}

/// The department's time, and how far ahead somebody's clock may be.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The time.
    pub at: Timestamp,
    /// How far ahead.
    pub tolerance: SignedDuration,
}

fn odd(because: impl Into<String>) -> Flaw {
    Flaw::Batch { because: because.into() }
}

/// The lines of a batch on their way into a file.
#[derive(Debug, Default)]
pub struct Lines {
    said: Vec<u8>,
    written: Vec<u8>,
    leaves: Vec<Digest>,
    is_any_left_out: bool,
}

impl Lines {
    /// Adds the next record of the batch.
    ///
    /// # Errors
    /// Whatever keeps it from being written as JSON, which nothing in it should.
    pub fn record(&mut self, record: &Record, evidence: &Evidence) -> serde_json::Result<()> {
        let completion = &record.completion;
        let is_taken_over = completion.assurance == Assurance::SELF_ATTESTED;
        let said = Said {
            assurance: completion.assurance,
            course_title: completion.course_title.clone(),
            enrolled: completion.enrolled,
            organization: completion.organization.clone(),
            attempts: (!is_taken_over).then_some(completion.attempts),
            salt: evidence.salt,
            completion: is_taken_over.then(|| completion.clone()),
        };
        self.line(&serde_json::to_vec(&said)?, evidence.document.as_bytes());
        self.leaves.push(leaf(evidence.salt, evidence.document.as_bytes()));
        Ok(())
    }

    /// Adds the place of an erased record.
    ///
    /// # Errors
    /// Whatever keeps it from being written as JSON, which nothing in it should.
    pub fn erased(&mut self, digest: Digest) -> serde_json::Result<()> {
        self.gone(Gone::Erased(digest), digest)
    }

    /// Adds the place of a record that may come another time.
    ///
    /// # Errors
    /// Whatever keeps it from being written as JSON, which nothing in it should.
    pub fn left_out(&mut self, digest: Digest) -> serde_json::Result<()> {
        self.is_any_left_out = true;
        self.gone(Gone::LeftOut(digest), digest)
    }

    fn gone(&mut self, gone: Gone, digest: Digest) -> serde_json::Result<()> {
        self.line(&serde_json::to_vec(&gone)?, b"");
        self.leaves.push(digest);
        Ok(())
    }

    fn line(&mut self, said: &[u8], document: &[u8]) {
        for into in [&mut self.said, &mut self.written] {
            into.extend_from_slice(said);
        }
        self.said.push(b'\n');
        self.written.push(b'\t');
        self.written.extend_from_slice(document);
        self.written.push(b'\n');
    }

    /// Seals the file of the batch, and returns it; `None` where the records are not those that were countersigned.
    ///
    /// # Errors
    /// Whatever keeps it from being written as JSON, which nothing in it should.
    pub fn sealed(self, kept: &KeptBatch, by: &Key) -> serde_json::Result<Option<Vec<u8>>> {
        let Some(countersigned) = kept.countersigned.filter(|_| holds(kept, &self.leaves)) else { return Ok(None) };
        let head = Head {
            batch_file: if self.is_any_left_out { FORMAT } else { 1 },
            batch: kept.batch.id,
            received_at: kept.batch.received_at,
            leaves: kept.leaves,
            root: countersigned.root,
            key: countersigned.key,
            seal: countersigned.seal,
            lines: fingerprint::of(&[&self.said]),
            by: by.id(),
        };
        let head = serde_json_canonicalizer::to_vec(&head)?;
        let seal = by.seal(&[SEALED, &head].concat()).to_string();
        Ok(Some([&head, b"\t".as_slice(), seal.as_bytes(), b"\n", &self.written].concat()))
    }
}

impl Head {
    /// Reads the first line, without its end. Whether its keys are ones to trust is for whoever asks to say.
    ///
    /// # Errors
    /// A [`Flaw`] where it is none, or one of its seals does not hold.
    pub fn read(line: &[u8]) -> Result<Self, Flaw> {
        let text = std::str::from_utf8(line).map_err(|_| odd("its first line is not text"))?;
        let (head, seal) = text.split_once('\t').ok_or_else(|| odd("its first line names no batch"))?;
        let read: Self = serde_json::from_str(head).map_err(|said| odd(format!("its first line names no batch ({said})")))?;
        if !(1..=FORMAT).contains(&read.batch_file) {
            return Err(Flaw::Newer { format: read.batch_file.into() });
        }
        if read.leaves == 0 || read.leaves > MOST {
            return Err(odd(format!("it says that it has {} records", read.leaves)));
        }
        let seal = Seal::read(seal).ok_or(Flaw::Seal)?;
        let leaves = usize::try_from(read.leaves).unwrap_or(usize::MAX);
        let of_the_batch = signed(read.batch, read.received_at, leaves, &read.root);
        if read.by.has_sealed(&[SEALED, head.as_bytes()].concat(), &seal) && read.key.has_sealed(&of_the_batch, &read.seal) {
            Ok(read)
        } else {
            Err(Flaw::Seal)
        }
    }

    /// Returns the batch, as it is kept; `from` says where it came from.
    #[must_use]
    pub fn batch(&self, from: String) -> Batch {
        Batch { id: self.batch, source: from, received_at: self.received_at }
    }

    /// Returns the signature on the batch.
    #[must_use]
    pub const fn countersigned(&self) -> Countersigned {
        Countersigned { root: self.root, key: self.key, seal: self.seal }
    }

    /// Checks that these are the records of the batch, all of them and in their order, and that nothing else is said of them.
    ///
    /// # Errors
    /// [`Flaw::Batch`] where they are not.
    pub fn check(&self, leaves: &[Digest], lines: &Digest) -> Result<(), Flaw> {
        if u32::try_from(leaves.len()).ok() != Some(self.leaves) {
            return Err(odd(format!("it has {} records, and {} were countersigned", leaves.len(), self.leaves)));
        }
        if root(leaves) != self.root {
            return Err(odd("its records are not those that were countersigned: one was changed, left out, put in, or moved"));
        }
        if *lines == self.lines { Ok(()) } else { Err(odd("what is said of its records is not what was sealed")) }
    }
}

/// Parts a line of a record: what is said of it, and the record. The digest over the first of all lines, each with a line end, is what
/// [`Head::check`] asks for.
///
/// # Errors
/// [`Flaw::Batch`] where it is no such line.
pub fn parts(line: &str) -> Result<(&str, &str), Flaw> {
    line.split_once('\t').ok_or_else(|| odd("a line of it tells of no record"))
}

/// Reads a record. It proves nothing until [`Head::check`] has been asked about its leaf.
///
/// # Errors
/// A [`Flaw`] where it is none.
pub fn record(said: &str, document: &str, now: Now) -> Result<Leaf, Flaw> {
    let unread = |wrong: serde_json::Error| odd(format!("a line of it tells of no record ({wrong})"));
    if document.is_empty() {
        let (digest, why) = match serde_json::from_str(said).map_err(unread)? {
            Gone::Erased(digest) => (digest, Absent::Erased),
            Gone::LeftOut(digest) => (digest, Absent::LeftOut),
        };
        return Ok(Leaf { digest, record: Err(why) });
    }
    if document.len() > LARGEST {
        return Err(Flaw::TooLarge);
    }
    let said: Said = serde_json::from_str(said).map_err(unread)?;
    let salt = said.salt;
    let digest = fingerprint::of(&[document.as_bytes()]);
    let (completion, key) = match said.completion.clone() {
        Some(completion) => (taken_over(&said, completion, document)?, String::new()),
        None => handed_in(said, document)?,
    };
    if completion.completed_at.duration_since(now.at) > now.tolerance {
        return Err(Flaw::Future { at: completion.completed_at });
    }
    let document = document.to_owned();
    let leaf = leaf(salt, document.as_bytes());
    Ok(Leaf { digest: leaf, record: Ok(Incoming { completion, key, document, digest, salt }) })
}

/// What was taken over is on another system's word, whoever has signed for its batch.
fn taken_over(said: &Said, completion: Completion, document: &str) -> Result<Completion, Flaw> {
    let is_one = serde_json::from_str::<OtherLine>(document).is_ok_and(|row| row.taken_over == 1);
    let is_trusted = [said.assurance, completion.assurance].iter().any(|assurance| *assurance != Assurance::SELF_ATTESTED);
    if !is_one || is_trusted {
        return Err(odd("a record that was taken over from another system is said to be more than that"));
    }
    // Revoking is for the department that issues.
    Ok(Completion { enrolled: said.enrolled, revoked_at: None, ..completion }.on_lines())
}

/// What was handed in says itself what it comes to; its department has graded it and vouches for that.
fn handed_in(said: Said, document: &str) -> Result<(Completion, String), Flaw> {
    let unread = |wrong: serde_json::Error| odd(format!("a record in it cannot be read ({wrong})"));
    let summary: Summary = serde_json::from_str(document).map_err(unread)?;
    if summary.format != hand_in::FORMAT {
        return Err(Flaw::Newer { format: summary.format.into() });
    }
    if !(Assurance::COUNTERSIGNED..=Assurance::PROCTORED).contains(&said.assurance) {
        return Err(odd(format!("a countersigned record in it is said to have assurance {}", said.assurance.0)));
    }
    // Its events were graded by the department that countersigned it.
    let (mut completion, key) = summary.columns(Beside {
        course_title: said.course_title,
        organization: said.organization,
        assurance: said.assurance,
        enrolled: said.enrolled,
    });
    completion.attempts = said.attempts.unwrap_or(completion.attempts).min(completion.attempts);
    Ok((completion, key))
}
