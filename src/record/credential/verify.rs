//! Checks a certificate, whatever form it comes in: the credential, a PDF with the credential in it, or the slip out of a QR code.
//! Asks nobody: whom to believe, which lists of revocation there are and what time it is are handed in.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use crate::record::seal::KeyId;

use super::canonical::CONTEXTS;
use super::compact::Slip;
use super::entry::Entry;
use super::flaw::Flaw;
use super::issue::EVIDENCE;
use super::proof::{self, Suite, text, when};
use super::saved::plain;
use super::status::StatusList;
use super::terms::{self, Odd};
use super::trust::Trust;
use super::{pdf, person, strict};

/// The largest file that is looked at, in bytes.
pub const LARGEST: u64 = 16 << 20;

/// The largest credential, in bytes.
const LARGEST_CREDENTIAL: usize = 1 << 20;

/// A day on a learner's calendar begins up to so many hours before it begins at Greenwich.
const EAST: SignedDuration = SignedDuration::from_hours(14);

/// What a check came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Signed by an issuer we believe, unchanged, in force.
    Valid,
    /// Its time is over.
    Expired,
    /// Its time has not begun.
    NotYet,
    /// Its issuer took it back.
    Revoked,
    /// It says that it may have been revoked, and the list that would tell is not at hand or too old.
    Unchecked {
        /// The list's address.
        list: String,
        /// The key of a list that was given and did not count, because nobody pinned it as this issuer's.
        not_pinned: Option<Box<KeyId>>,
        /// From when to when the issuer's list counts that was given, where that is not now.
        elapsed: Option<Box<(Timestamp, Option<Timestamp>)>>,
    },
    /// It is unchanged, but signed by somebody we were not told to believe.
    Untrusted,
    /// It is not what its issuer signed.
    Tampered(Flaw),
    /// It is no certificate, or none that can be read.
    Unreadable(Flaw),
}

impl Verdict {
    /// Returns the word for it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Expired => "expired",
            Self::NotYet => "not yet valid",
            Self::Revoked => "revoked",
            Self::Unchecked { .. } => "unchecked",
            Self::Untrusted => "untrusted",
            Self::Tampered(_) => "tampered",
            Self::Unreadable(_) => "unreadable",
        }
    }
}

/// What a certificate says of itself. Only where the verdict is neither tampered nor unreadable, so somebody did sign all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Names the credential.
    pub id: String,
    /// The learner's name, where it says it: the slip does, the credential does not.
    pub name: Option<String>,
    /// What the course is called.
    pub course: String,
    /// Its version.
    pub version: String,
    /// The key that signed it.
    pub issuer: KeyId,
    /// What the issuer is called: by the trust file where it is believed, else by itself.
    pub issuer_name: String,
    /// From when it is valid.
    pub from: Option<Timestamp>,
    /// Until when; `None` for ever.
    pub until: Option<Timestamp>,
    /// The score and the pass mark, in words.
    pub score: Option<String>,
    /// How much to trust it, in words.
    pub trust: Option<String>,
    pub(super) status: Option<Entry>,
    pub(super) identifiers: Vec<Map<String, Value>>,
}

impl Told {
    /// Whether it is about the person of this name or staff id, letter for letter.
    #[must_use]
    pub fn is_about(&self, said: &str) -> bool {
        self.name.as_ref().is_some_and(|name| person::same(name, said)) || person::is_about(&self.identifiers, said)
    }

    /// Whether it tells that it is about somebody else than was said. Where there is no staff id in it, as in no slip, it tells nothing of
    /// what may be one.
    #[must_use]
    pub fn is_about_another(&self, said: &str) -> bool {
        let tells = person::has_staff_id(&self.identifiers) || !person::may_be_staff_id(said);
        tells && !self.is_about(said)
    }
}

/// A certificate that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it came to.
    pub verdict: Verdict,
    /// What it says, where it is what somebody signed.
    pub told: Option<Told>,
}

/// Checks a certificate against whom we believe and which lists of revocation we have, at a moment.
#[must_use]
pub fn verify(bytes: &[u8], trust: &Trust, lists: &[StatusList], now: Timestamp) -> Checked {
    match read(bytes) {
        Ok(mut told) => {
            let believed = trust.of(told.issuer);
            if let Some(believed) = believed {
                told.issuer_name.clone_from(&believed.name);
            }
            let verdict = if believed.is_none() { Verdict::Untrusted } else { in_force(&told, trust, lists, now) };
            Checked { verdict, told: Some(told) }
        }
        Err(verdict) => Checked { verdict, told: None },
    }
}

/// Whether a certificate that we believe counts at a moment. A department that has a new key signs its list with that one, so a list
/// counts that any key signed which is pinned as the same issuer's; what a list calls its issuer itself counts for nothing. No certificate that
/// was taken back ever counts again: so any list that says it was is right, and a newer one that does not was made from records that somebody
/// put back from a copy.
pub(super) fn in_force(told: &Told, trust: &Trust, lists: &[StatusList], now: Timestamp) -> Verdict {
    let mut unchecked = None;
    if let Some(Entry { list, index }) = &told.status {
        let named = || lists.iter().filter(|known| known.id == *list);
        let is_own = |known: &StatusList| trust.are_one(known.issuer, told.issuer);
        let own = || named().filter(|known| is_own(known) && known.from <= now);
        if own().any(|known| known.has_revoked(*index) == Some(true)) {
            return Verdict::Revoked;
        }
        let newest = own().max_by_key(|known| (known.from, known.has_revoked(*index)));
        let clears = |newest: &StatusList| newest.has_revoked(*index).is_some() && newest.until.is_none_or(|until| now <= until);
        if !newest.is_some_and(clears) {
            let not_pinned = named().find(|known| !is_own(known)).map(|known| Box::new(known.issuer));
            // One that counts now and has no such place is as good as none.
            let later = || named().filter(|known| is_own(known) && known.from > now).min_by_key(|known| known.from);
            let is_over = |known: &&StatusList| known.until.is_some_and(|until| now > until);
            let elapsed = newest.map_or_else(later, |newest| Some(newest).filter(is_over));
            let elapsed = elapsed.map(|known| Box::new((known.from, known.until)));
            unchecked = Some(Verdict::Unchecked { list: list.clone(), not_pinned, elapsed });
        }
    }
    if told.until.is_some_and(|until| now > until) {
        Verdict::Expired
    } else if told.from.is_some_and(|from| now.saturating_add(EAST).is_ok_and(|now| now < from)) {
        Verdict::NotYet
    } else {
        unchecked.unwrap_or(Verdict::Valid)
    }
}

/// Reads a certificate in any form, also where a program saved it anew, and checks its signatures.
fn read(bytes: &[u8]) -> Result<Told, Verdict> {
    if bytes.len() as u64 > LARGEST {
        return Err(Verdict::Unreadable(Flaw::TooLarge));
    }
    let bytes = &*plain(bytes);
    if pdf::is_pdf(bytes) {
        return credential(&pdf::attached(bytes).map_err(Verdict::Unreadable)?);
    }
    if Slip::begins(bytes) {
        return Slip::read(bytes).map(of_slip).map_err(|flaw| match flaw {
            Flaw::Changed | Flaw::NoProof | Flaw::Key => Verdict::Tampered(flaw),
            flaw => Verdict::Unreadable(flaw),
        });
    }
    credential(bytes)
}

fn credential(bytes: &[u8]) -> Result<Told, Verdict> {
    if bytes.len() > LARGEST_CREDENTIAL {
        return Err(Verdict::Unreadable(Flaw::TooLarge));
    }
    let document = match strict::read(bytes) {
        Ok(Value::Object(document)) => document,
        Ok(_) => return Err(Verdict::Unreadable(Flaw::NoCredential { place: "the whole".to_owned() })),
        Err(said) => return Err(Verdict::Unreadable(no_json(bytes, &said))),
    };
    if is_hand_in(&document) {
        return Err(Verdict::Unreadable(Flaw::HandIn));
    }
    if terms::check(&document, terms::STATUS_LIST).is_ok() {
        return Err(Verdict::Unreadable(Flaw::StatusList));
    }
    // Something that is not even meant to be a credential was not tampered with.
    if !document.contains_key("proof") && !document.contains_key("credentialSubject") {
        return Err(Verdict::Unreadable(Flaw::NoCredential { place: "credentialSubject".to_owned() }));
    }
    let tampered = |flaw: Flaw| Verdict::Tampered(flaw);
    let proofs = proof::of(&document).map_err(|wrong| tampered(wrong.into()))?;
    let mut signers = Vec::new();
    // The proof over the bytes first: it is cheap, and it covers what the other does not see.
    for (suite, proof) in proofs.iter().filter(|(suite, _)| *suite == Suite::Bytes) {
        signers.push(proof::signer(&document, *suite, proof, CONTEXTS).map_err(|wrong| tampered(wrong.into()))?);
    }
    if let Err(odd) = terms::check(&document, terms::CREDENTIAL) {
        return Err(match odd {
            Odd::Unknown(place) if signers.is_empty() => tampered(Flaw::Added { place }),
            Odd::Unknown(_) | Odd::Misshapen(_) => Verdict::Unreadable(odd.into()),
        });
    }
    for (suite, proof) in proofs.iter().filter(|(suite, _)| *suite == Suite::Meaning) {
        signers.push(proof::signer(&document, *suite, proof, CONTEXTS).map_err(|wrong| tampered(wrong.into()))?);
    }
    let told = of_credential(&document).ok_or(Verdict::Unreadable(Flaw::NoCredential { place: "issuer".to_owned() }))?;
    if signers.iter().any(|signer| *signer != told.issuer) {
        return Err(tampered(Flaw::OtherKey));
    }
    let dates = [("validFrom", true), ("validUntil", document.contains_key("validUntil"))];
    match dates.into_iter().find(|(name, needed)| *needed && when(&document, name).is_none()) {
        Some((name, _)) => Err(Verdict::Unreadable(Flaw::NoCredential { place: name.to_owned() })),
        None => Ok(told),
    }
}

fn is_hand_in(document: &Map<String, Value>) -> bool {
    document.contains_key("record_id") && document.contains_key("chain")
}

/// Says what may have been meant by bytes that are no JSON.
fn no_json(bytes: &[u8], said: &serde_json::Error) -> Flaw {
    let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    match strict::read(first_line) {
        Ok(Value::Object(first)) if is_hand_in(&first) => Flaw::HandIn,
        _ if !bytes.trim_ascii_start().starts_with(b"{") => Flaw::NoForm,
        _ if said.is_eof() => Flaw::CutOff,
        _ => Flaw::NoJson { said: said.to_string() },
    }
}

fn of_credential(document: &Map<String, Value>) -> Option<Told> {
    let inner = |object: &Map<String, Value>, name: &str| object.get(name).and_then(Value::as_object).cloned();
    let (issuer, subject) = (inner(document, "issuer")?, inner(document, "credentialSubject")?);
    let achievement = inner(&subject, "achievement")?;
    let status = inner(document, "credentialStatus");
    let all = |object: &Map<String, Value>, name: &str| -> Vec<Map<String, Value>> {
        match object.get(name) {
            Some(Value::Object(one)) => vec![one.clone()],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_object).cloned().collect(),
            _ => Vec::new(),
        }
    };
    let result = all(&subject, "result").into_iter().next();
    let wanted = all(&achievement, "resultDescription").into_iter().next();
    let score = result.and_then(|result| text(&result, "value").map(str::to_owned)).map(|value| {
        match wanted.as_ref().and_then(|wanted| text(wanted, "requiredValue")) {
            Some(pass) => format!("{value} of 100, pass mark {pass}"),
            None => value,
        }
    });
    let evidence = all(document, "evidence");
    let trust = evidence.iter().find(|piece| text(piece, "name") == EVIDENCE.last().copied()).and_then(|piece| text(piece, "narrative"));
    Some(Told {
        id: text(document, "id")?.to_owned(),
        name: None,
        course: text(&achievement, "name")?.to_owned(),
        version: [text(&achievement, "humanCode"), text(&achievement, "version")].into_iter().flatten().collect::<Vec<_>>().join(" "),
        issuer: text(&issuer, "id").and_then(proof::key_named)?,
        issuer_name: text(&issuer, "name")?.to_owned(),
        from: when(document, "validFrom"),
        until: when(document, "validUntil"),
        score,
        trust: trust.map(str::to_owned),
        status: match &status {
            // A place that cannot be read is a place nobody can look up.
            Some(status) => Some(Entry {
                list: text(status, "statusListCredential")?.to_owned(),
                index: text(status, "statusListIndex").filter(|_| text(status, "statusPurpose") == Some("revocation"))?.parse().ok()?,
            }),
            None => None,
        },
        identifiers: all(&subject, "identifier"),
    })
}

fn of_slip(slip: Slip) -> Told {
    let until = slip.ends();
    Told {
        id: format!("urn:uuid:{}", slip.id),
        name: Some(slip.name),
        course: slip.course,
        version: slip.version,
        issuer: slip.issuer,
        issuer_name: slip.issuer.to_string(),
        from: format!("{}T00:00:00Z", slip.completed).parse().ok(),
        until,
        score: slip.score,
        trust: Some(slip.trust),
        status: slip.status,
        identifiers: Vec::new(),
    }
}
