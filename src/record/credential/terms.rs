//! Every word a credential and a status list may say, and in what shape. A term that is not here is never signed and never believed:
//! the proof over the meaning does not see what the contexts do not define.

use serde_json::{Map, Value};

use super::canonical::CONTEXTS;

/// What may stand in a place.
pub(super) enum Shape {
    /// A text.
    Text,
    /// The name of a thing: an absolute address. One that is not absolute states nothing, so nobody would have signed it.
    Name,
    /// Yes or no.
    Flag,
    /// The contexts, in their order.
    Contexts,
    /// The types of a thing: the first must be among them, the others may.
    Types(&'static [&'static str]),
    /// An object with these entries and no others.
    Object(&'static [Term]),
    /// One or more of these.
    Several(&'static [Term]),
    /// Proofs, which are checked elsewhere.
    Proofs,
}

/// An entry of an object.
pub(super) struct Term {
    name: &'static str,
    is_needed: bool,
    shape: Shape,
}

const fn needs(name: &'static str, shape: Shape) -> Term {
    Term { name, is_needed: true, shape }
}

const fn may(name: &'static str, shape: Shape) -> Term {
    Term { name, is_needed: false, shape }
}

/// A credential of a completion.
pub(super) const CREDENTIAL: &[Term] = &[
    needs("@context", Shape::Contexts),
    needs("id", Shape::Name),
    needs("type", Shape::Types(&["VerifiableCredential", "OpenBadgeCredential", "AchievementCredential"])),
    needs("name", Shape::Text),
    may("description", Shape::Text),
    needs("issuer", Shape::Object(ISSUER)),
    needs("validFrom", Shape::Text),
    may("validUntil", Shape::Text),
    needs("credentialSubject", Shape::Object(SUBJECT)),
    may("evidence", Shape::Several(EVIDENCE)),
    may("credentialStatus", Shape::Object(STATUS)),
    may("credentialSchema", Shape::Several(SCHEMA)),
    needs("proof", Shape::Proofs),
];

/// How a status list calls what it is.
pub const LIST_TYPE: &str = "BitstringStatusListCredential";

/// A status list.
pub(super) const STATUS_LIST: &[Term] = &[
    needs("@context", Shape::Contexts),
    needs("id", Shape::Name),
    needs("type", Shape::Types(&["VerifiableCredential", LIST_TYPE])),
    needs("issuer", Shape::Object(ISSUER)),
    needs("validFrom", Shape::Text),
    may("validUntil", Shape::Text),
    needs("credentialSubject", Shape::Object(LIST)),
    needs("proof", Shape::Proofs),
];

const ISSUER: &[Term] =
    &[needs("id", Shape::Name), needs("type", Shape::Types(&["Profile"])), needs("name", Shape::Text), may("url", Shape::Text)];

const SUBJECT: &[Term] = &[
    may("id", Shape::Name),
    needs("type", Shape::Types(&["AchievementSubject"])),
    may("activityStartDate", Shape::Text),
    may("activityEndDate", Shape::Text),
    may("identifier", Shape::Several(IDENTIFIER)),
    needs("achievement", Shape::Object(ACHIEVEMENT)),
    may("result", Shape::Several(RESULT)),
];

const IDENTIFIER: &[Term] = &[
    needs("type", Shape::Types(&["IdentityObject"])),
    needs("hashed", Shape::Flag),
    needs("identityHash", Shape::Text),
    needs("identityType", Shape::Text),
    may("salt", Shape::Text),
];

const ACHIEVEMENT: &[Term] = &[
    needs("id", Shape::Name),
    needs("type", Shape::Types(&["Achievement"])),
    may("achievementType", Shape::Text),
    needs("name", Shape::Text),
    may("humanCode", Shape::Text),
    may("version", Shape::Text),
    may("inLanguage", Shape::Text),
    needs("description", Shape::Text),
    needs("criteria", Shape::Object(CRITERIA)),
    may("resultDescription", Shape::Several(RESULT_DESCRIPTION)),
];

const CRITERIA: &[Term] = &[needs("narrative", Shape::Text)];

const RESULT_DESCRIPTION: &[Term] = &[
    needs("id", Shape::Name),
    needs("type", Shape::Types(&["ResultDescription"])),
    needs("name", Shape::Text),
    needs("resultType", Shape::Text),
    may("requiredValue", Shape::Text),
    may("valueMin", Shape::Text),
    may("valueMax", Shape::Text),
];

const RESULT: &[Term] = &[
    needs("type", Shape::Types(&["Result"])),
    may("resultDescription", Shape::Name),
    may("status", Shape::Text),
    may("value", Shape::Text),
];

const EVIDENCE: &[Term] =
    &[may("id", Shape::Name), needs("type", Shape::Types(&["Evidence"])), may("name", Shape::Text), may("narrative", Shape::Text)];

const STATUS: &[Term] = &[
    needs("id", Shape::Name),
    needs("type", Shape::Types(&["BitstringStatusListEntry"])),
    needs("statusPurpose", Shape::Text),
    needs("statusListIndex", Shape::Text),
    needs("statusListCredential", Shape::Name),
];

const SCHEMA: &[Term] = &[needs("id", Shape::Name), needs("type", Shape::Types(&["1EdTechJsonSchemaValidator2019"]))];

const LIST: &[Term] = &[
    needs("id", Shape::Name),
    needs("type", Shape::Types(&["BitstringStatusList"])),
    needs("statusPurpose", Shape::Text),
    needs("encodedList", Shape::Text),
];

/// More of one thing than any credential has.
const MOST: usize = 32;

/// The first place where a document is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Odd {
    /// It says something that is not known.
    Unknown(String),
    /// It lacks something, or says it in another shape.
    Misshapen(String),
}

impl Odd {
    /// Returns the place.
    pub(super) fn place(&self) -> &str {
        match self {
            Self::Unknown(place) | Self::Misshapen(place) => place,
        }
    }
}

/// Checks a document against the terms it may be made of.
///
/// # Errors
/// [`Odd`] with the place.
pub(super) fn check(document: &Map<String, Value>, terms: &[Term]) -> Result<(), Odd> {
    object(document, terms, "")
}

fn object(document: &Map<String, Value>, terms: &[Term], at: &str) -> Result<(), Odd> {
    let place = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    if let Some(unknown) = document.keys().find(|key| !terms.iter().any(|term| term.name == key.as_str())) {
        return Err(Odd::Unknown(place(unknown)));
    }
    for term in terms {
        match document.get(term.name) {
            Some(value) => shaped(value, &term.shape, &place(term.name))?,
            None if term.is_needed => return Err(Odd::Misshapen(place(term.name))),
            None => {}
        }
    }
    Ok(())
}

fn shaped(value: &Value, shape: &Shape, at: &str) -> Result<(), Odd> {
    let good = match (shape, value) {
        (Shape::Name, Value::String(name)) => is_absolute(name),
        (Shape::Text, Value::String(_)) | (Shape::Flag, Value::Bool(_)) | (Shape::Proofs, Value::Object(_) | Value::Array(_)) => true,
        (Shape::Object(terms) | Shape::Several(terms), Value::Object(inner)) => return object(inner, terms, at),
        (Shape::Several(terms), Value::Array(list)) if (1..=MOST).contains(&list.len()) => {
            for (place, item) in list.iter().enumerate() {
                let at = format!("{at}[{place}]");
                match item {
                    Value::Object(inner) => object(inner, terms, &at)?,
                    _ => return Err(Odd::Misshapen(at)),
                }
            }
            true
        }
        (Shape::Contexts, Value::Array(list)) => {
            list.len() == CONTEXTS.len() && list.iter().zip(CONTEXTS).all(|(named, (known, _))| named == known)
        }
        (Shape::Types(types), Value::String(named)) => types.first() == Some(&named.as_str()),
        (Shape::Types(types), Value::Array(list)) => {
            let known = |named: &Value| named.as_str().is_some_and(|named| types.contains(&named));
            list.len() <= types.len()
                && list.iter().all(known)
                && types.first().is_some_and(|first| list.iter().any(|named| named == first))
        }
        _ => false,
    };
    if good { Ok(()) } else { Err(Odd::Misshapen(at.to_owned())) }
}

/// Whether a name begins with what kind of name it is, such as `urn:` or `https:`.
fn is_absolute(name: &str) -> bool {
    name.split_once(':').is_some_and(|(kind, rest)| {
        let known = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
        kind.starts_with(|letter: char| letter.is_ascii_alphabetic()) && kind.chars().all(known) && !rest.is_empty()
    })
}
