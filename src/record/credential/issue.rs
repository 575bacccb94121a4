//! Issues a credential: a completion in, the exact bytes of a signed document out. The same completion on the same grounds always
//! gives the same bytes.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::language::Language;
use crate::record::seal::Key;
use crate::record::{Assurance, Completion};
use crate::source::Digest;

use super::canonical::{self, CONTEXTS};
use super::entry::Entry;
use super::proof::moment;
use super::{person, proof, terms};

/// Who issues.
#[derive(Clone, Copy, Debug)]
pub struct Issuer<'a> {
    /// The department's key.
    pub key: &'a Key,
    /// What the department is called.
    pub name: &'a str,
    /// Its page, if it has one.
    pub page: Option<&'a str>,
}

/// What a credential stands on, besides the completion.
#[derive(Clone, Copy, Debug)]
pub struct Grounds<'a> {
    /// The digest of the record that was handed in and kept.
    pub record: Digest,
    /// The language of the course, such as `en`.
    pub language: &'a str,
    /// The moment of signing.
    pub at: Timestamp,
    /// Its place in the status list; only where the department publishes one, because a verifier that cannot see a list it is told
    /// of refuses.
    pub status: Option<&'a Entry>,
}

/// A credential as it was signed. It is frozen: nothing in it ever changes, and another completion gets another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Names it; the same as the record's.
    pub id: Uuid,
    /// Its exact bytes.
    pub document: String,
}

/// Why a credential could not be issued.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotIssued {
    /// The course was not passed.
    #[error("could not issue a credential: the course was not passed")]
    NotPassed,
    /// Something would be said that is not on our list of terms.
    #[error("could not issue a credential: `{place}` is not one of the terms that are signed")]
    Term {
        /// Where.
        place: String,
    },
    /// It could not be brought into the form that is signed.
    #[error("could not issue a credential: it cannot be put into the form that is signed")]
    Form,
    /// A status list would have too many places.
    #[error("could not write the status list: it has no more than {most} places")]
    TooMany {
        /// How many there may be.
        most: usize,
    },
}

/// Issues the credential of a completion.
///
/// # Errors
/// [`NotIssued`] when the course was not passed, or the document cannot be signed.
pub fn issue(issuer: &Issuer<'_>, completion: &Completion, grounds: &Grounds<'_>) -> Result<Signed, NotIssued> {
    if !completion.passed {
        return Err(NotIssued::NotPassed);
    }
    let mut document = unsigned(issuer, completion, grounds);
    proof::sign(&mut document, issuer.key, grounds.at).map_err(|_| NotIssued::Form)?;
    terms::check(&document, terms::CREDENTIAL).map_err(|odd| NotIssued::Term { place: odd.place().to_owned() })?;
    let document = canonical::bytes(&Value::Object(document)).map_err(|_| NotIssued::Form)?;
    Ok(Signed { id: completion.record_id.0, document })
}

fn unsigned(issuer: &Issuer<'_>, completion: &Completion, grounds: &Grounds<'_>) -> Map<String, Value> {
    let mut document = Map::new();
    let mut says = |name: &str, value: Value| document.insert(name.to_owned(), value);
    says("@context", contexts());
    says("id", json!(completion.record_id.0.urn().to_string()));
    says("type", json!(["VerifiableCredential", "OpenBadgeCredential"]));
    says("name", json!(completion.course_title));
    says("issuer", profile(issuer));
    says("validFrom", json!(moment(completion.completed_at)));
    if let Some(last) = completion.expires_on {
        says("validUntil", json!(format!("{last}T23:59:59Z")));
    }
    says("credentialSubject", subject(issuer, completion, grounds));
    says("evidence", evidence(completion, grounds));
    if let Some(Entry { list, index }) = grounds.status {
        says(
            "credentialStatus",
            json!({"id": format!("{list}#{index}"), "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
                "statusListIndex": index.to_string(), "statusListCredential": list}),
        );
    }
    says("credentialSchema", json!([{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}]));
    document
}

/// The schema that an achievement credential follows.
const SCHEMA: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

fn subject(issuer: &Issuer<'_>, completion: &Completion, grounds: &Grounds<'_>) -> Value {
    let salt = salt(issuer.key, completion);
    let known = [("name", &completion.name, "name"), (person::STAFF_ID, &completion.staff_id, "staff id")];
    let identifiers: Vec<Value> = known
        .into_iter()
        .filter(|(_, said, _)| !said.trim().is_empty())
        .map(|(kind, said, of)| person::hashed(kind, said, &hex(&Sha256::digest(format!("{of}\n{salt}").as_bytes()), 16)))
        .collect();
    let edition = format!("{}\n{}\n{}", completion.course_id, completion.course_version, completion.course_digest);
    let result = named("result", &edition);
    let mut subject = Map::new();
    let mut says = |name: &str, value: Value| subject.insert(name.to_owned(), value);
    says("id", json!(completion.learner_id.0.urn().to_string()));
    says("type", json!(["AchievementSubject"]));
    if let Some(started) = completion.started_at {
        says("activityStartDate", json!(moment(started)));
    }
    says("activityEndDate", json!(moment(completion.completed_at)));
    if !identifiers.is_empty() {
        says("identifier", Value::Array(identifiers));
    }
    says("achievement", achievement(completion, grounds, &edition, &result));
    if completion.is_scored() {
        let value = completion.score_percent.0.to_string();
        says("result", json!([{"type": ["Result"], "resultDescription": result, "value": value, "status": "Completed"}]));
    }
    Value::Object(subject)
}

/// What was achieved. Where the course has no quiz, nothing is said of a score.
fn achievement(completion: &Completion, grounds: &Grounds<'_>, edition: &str, result: &str) -> Value {
    let pass = completion.pass_mark.0;
    let criteria = if completion.is_scored() {
        format!("All that the course asks for was done, and its quizzes were passed with a pass mark of {pass} %.")
    } else {
        "All that the course asks for was done.".to_owned()
    };
    let mut achievement = json!({
        "id": named("achievement", edition), "type": ["Achievement"], "achievementType": "CertificateOfCompletion",
        "name": completion.course_title, "humanCode": completion.course_id.as_str(),
        "version": completion.course_version.to_string(), "inLanguage": grounds.language,
        "description": format!("Completed the course “{}”, version {}.", completion.course_title, completion.course_version),
        "criteria": {"narrative": criteria},
    });
    if let Some(members) = achievement.as_object_mut().filter(|_| completion.is_scored()) {
        let described = json!([{"id": result, "type": ["ResultDescription"], "name": "Score", "resultType": "Percent",
            "requiredValue": pass.to_string(), "valueMin": "0", "valueMax": "100"}]);
        members.insert("resultDescription".to_owned(), described);
    }
    achievement
}

/// What a credential's evidence is called, in its order.
pub(super) const EVIDENCE: [&str; 3] = ["What was taught", "The record it stands on", "How far it can be trusted"];

fn evidence(completion: &Completion, grounds: &Grounds<'_>) -> Value {
    let told = [
        format!("Course {}, version {}, SHA-256 {}", completion.course_id, completion.course_version, completion.course_digest),
        format!("Record {}, SHA-256 {}", completion.record_id.0, grounds.record),
        trusted(completion.assurance, Language::English).to_owned(),
    ];
    let piece = |(name, told): (&str, String)| {
        let id = named(name, &completion.record_id.0.to_string());
        json!({"id": id, "type": ["Evidence"], "name": name, "narrative": told})
    };
    Value::Array(EVIDENCE.into_iter().zip(told).map(piece).collect())
}

/// Returns in words how much a record is to be trusted.
#[must_use]
pub fn trusted(assurance: Assurance, say: Language) -> &'static str {
    match assurance.0 {
        0 => say.paper_trust_0(),
        1 => say.paper_trust_1(),
        2 => say.paper_trust_2(),
        3 => say.paper_trust_3(),
        _ => say.paper_trust_4(),
    }
}

/// Returns the contexts as a document names them.
pub(super) fn contexts() -> Value {
    CONTEXTS.iter().map(|(address, _)| Value::from(*address)).collect()
}

/// Returns the issuer as a document names it.
pub(super) fn profile(issuer: &Issuer<'_>) -> Value {
    let mut profile = Map::new();
    profile.insert("id".to_owned(), json!(issuer.key.id().to_string()));
    profile.insert("type".to_owned(), json!(["Profile"]));
    profile.insert("name".to_owned(), json!(issuer.name));
    if let Some(page) = issuer.page {
        profile.insert("url".to_owned(), json!(page));
    }
    Value::Object(profile)
}

/// A secret of the department's key for each record: nobody else can try out names, and the same record always gets the same.
fn salt(key: &Key, completion: &Completion) -> String {
    hex(&Sha256::digest(key.seal(format!("bedside salt 1\n{}", completion.record_id.0).as_bytes()).bytes()), 32)
}

fn hex(bytes: &[u8], count: usize) -> String {
    bytes.iter().take(count).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// Returns a name made from what a thing is: a UUID of version 8 out of SHA-256.
fn named(kind: &str, what: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(format!("bedside {kind}\n{what}").as_bytes()).into();
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(digest) {
        *byte = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid().urn().to_string()
}
