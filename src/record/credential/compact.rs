//! The slip: the essentials of a credential as a few signed lines that fit into a QR code and that a person can read. Unlike the
//! credential it says the name, because it stands on a page that says it too.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::record::Completion;
use crate::record::seal::{KeyId, Seal};

use super::entry::Entry;
use super::flaw::Flaw;
use super::issue::{Grounds, Issuer};
use super::layout::{self, BEGINS};

/// The largest slip there can be, in bytes: what a QR code holds.
const LARGEST: usize = 2953;

/// What a slip says, once its signature was found to be good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Names the credential.
    pub id: String,
    /// The learner's name.
    pub name: String,
    /// What the course is called.
    pub course: String,
    /// Its id and version.
    pub version: String,
    /// The day of completion.
    pub completed: Date,
    /// The last day it is valid; `None` for ever.
    pub until: Option<Date>,
    /// The score and the pass mark; `None` where the course has no quiz.
    pub score: Option<String>,
    /// How much to trust it.
    pub trust: String,
    /// The key that signed it.
    pub issuer: KeyId,
    /// Its place in a status list.
    pub status: Option<Entry>,
}

/// Writes the slip of a completion.
#[must_use]
pub fn slip(issuer: &Issuer<'_>, completion: &Completion, grounds: &Grounds<'_>) -> String {
    let until = completion.expires_on.map_or_else(|| WITHOUT_END.to_owned(), |last| last.to_string());
    let score = if completion.is_scored() {
        format!("{} of 100, pass mark {}", completion.score_percent.0, completion.pass_mark.0)
    } else {
        NO_SCORE.to_owned()
    };
    let mut lines = vec![
        ("id", completion.record_id.0.to_string()),
        ("name", completion.name.trim().to_owned()),
        ("course", completion.course_title.trim().to_owned()),
        ("version", format!("{} {}", completion.course_id, completion.course_version)),
        ("completed", completion.completed_on.to_string()),
        ("valid until", until),
        ("score", score),
        ("trust", format!("level {} of 4", completion.assurance.0)),
        ("issuer", issuer.key.id().to_string()),
    ];
    if let Some(Entry { list, index }) = grounds.status {
        lines.push(("status", format!("{list}#{index}")));
    }
    let mut text = format!("{BEGINS}\n");
    for (label, said) in lines {
        let said: String = said.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        text.extend([label, ": ", &said, "\n"]);
    }
    let seal = issuer.key.seal(text.as_bytes());
    format!("{text}seal: {seal}\n")
}

const WITHOUT_END: &str = "without end";

/// What a slip says of the score where the course has no quiz.
const NO_SCORE: &str = "none";

impl Slip {
    /// Whether a file begins as a slip does.
    pub(super) fn begins(bytes: &[u8]) -> bool {
        // The last two are the bytes of a space that breaks no line.
        let is_before = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | 0xc2 | 0xa0);
        let quoted = bytes.iter().take_while(|byte| is_before(byte)).count();
        bytes.get(quoted..).is_some_and(|text| text.starts_with(b"bedside certificate"))
    }

    /// Reads a slip and checks its signature. A scanner may have changed the ends of its lines, and mail or a paste how they are laid out:
    /// whether the words are those that were signed, the signature says.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Flaw> {
        if bytes.len() > 2 * LARGEST {
            return Err(Flaw::TooLarge);
        }
        let text = str::from_utf8(bytes).map_err(|_| odd("slip"))?;
        let as_it_is = Self::signed(&text.trim().replace("\r\n", "\n"));
        let Err(flaw) = as_it_is else { return as_it_is };
        let lines = layout::lines(text);
        let cleaned = Self::signed(&lines.join("\n"));
        if cleaned.is_ok() || layout::is_as_written(&lines) {
            return cleaned;
        }
        match layout::put_back(&lines) {
            // What follows the seal may have run into it.
            Some(text) => Self::signed(&text).map_err(|flaw| if flaw == Flaw::NoProof { Flaw::Lines } else { flaw }),
            None if layout::has_seal(&lines) => Err(Flaw::Lines),
            None => Err(flaw),
        }
    }

    /// Reads a slip that is laid out as it was signed.
    fn signed(text: &str) -> Result<Self, Flaw> {
        let (signed, seal) = text.rsplit_once("\nseal: ").ok_or(Flaw::NoProof)?;
        let signed = format!("{signed}\n");
        let mut lines = signed.strip_prefix(BEGINS).and_then(|rest| rest.strip_prefix('\n')).ok_or_else(|| odd("first line"))?.lines();
        let mut says = |label: &'static str| -> Result<String, Flaw> {
            let said = lines.next().and_then(|line| line.strip_prefix(label)).and_then(|line| line.strip_prefix(": "));
            said.map(str::to_owned).ok_or_else(|| odd(label))
        };
        let slip = Self {
            id: says("id")?,
            name: says("name")?,
            course: says("course")?,
            version: says("version")?,
            completed: says("completed")?.parse().map_err(|_| odd("completed"))?,
            until: match says("valid until")?.as_str() {
                WITHOUT_END => None,
                last => Some(last.parse().map_err(|_| odd("valid until"))?),
            },
            score: Some(says("score")?).filter(|said| said != NO_SCORE),
            trust: says("trust")?,
            issuer: super::proof::key_named(&says("issuer")?).ok_or(Flaw::Key)?,
            status: None,
        };
        let status = match lines.next().map(|line| line.strip_prefix("status: ").and_then(|line| line.rsplit_once('#'))) {
            None => None,
            Some(Some((list, index))) => Some(Entry { list: list.to_owned(), index: index.parse().map_err(|_| odd("status"))? }),
            Some(None) => return Err(odd("status")),
        };
        let seal = Seal::read(seal).ok_or(Flaw::NoProof)?;
        if lines.next().is_some() || !slip.issuer.has_sealed(signed.as_bytes(), &seal) {
            return Err(Flaw::Changed);
        }
        Ok(Self { status, ..slip })
    }

    /// Returns the end of its validity: the end of its last day.
    pub(super) fn ends(&self) -> Option<Timestamp> {
        self.until.and_then(|last| format!("{last}T23:59:59Z").parse().ok())
    }
}

fn odd(place: &str) -> Flaw {
    Flaw::NoCredential { place: place.to_owned() }
}
