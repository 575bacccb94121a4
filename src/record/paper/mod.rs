//! The certificate as a page that a department would frame: a PDF in Letter format, tagged for screen readers (PDF/UA-1), fit for an
//! archive (PDF/A-3a), with the signed credential attached inside. Knows no files: fonts of the computer are handed in.

mod code;
mod face;
mod pen;
mod sheet;
mod text;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::course::Course;
use crate::journey::{Certificate, Introduction};
use crate::prose::safe;

use super::certificate::{SELF_ISSUED, day};
use super::seal::KeyId;
use super::{Completion, credential};

pub use face::{Faces, Inside};
pub use sheet::{NotDrawn, draw};

/// What stands on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Who completed the course.
    pub name: String,
    /// What the course is called.
    pub course: String,
    /// The language of the course, such as `en`.
    pub language: String,
    /// Labels and what they say.
    pub rows: Vec<(&'static str, String)>,
    /// What the course says on its certificates besides; may be empty.
    pub text: String,
    /// The number of the certificate.
    pub id: String,
    /// Who stands for it.
    pub standing: Standing,
    /// When it was made.
    pub at: Timestamp,
}

/// Who stands for a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody but the computer it was made on.
    SelfIssued,
    /// A department that signed it.
    Issued {
        /// What it is called.
        issuer: String,
        /// Its page; may be empty.
        page: String,
        /// Who signs for it; may be empty.
        signer: String,
        /// The name of its key.
        key: String,
        /// How far the record can be trusted, in words.
        trust: String,
        /// The credential, which is attached.
        document: String,
        /// The signed essentials, which are the QR code; empty where the key that signed is not at hand.
        slip: String,
    },
}

impl Paper {
    /// Returns the page of a certificate that no department has signed. It says so on its face.
    #[must_use]
    pub fn self_issued(course: &Course, learner: Option<&Introduction>, certificate: &Certificate, at: Timestamp) -> Self {
        let name = learner.map(|learner| learner.name.as_str()).unwrap_or_default();
        let score = certificate.is_scored().then(|| format!("{} (pass mark {})", certificate.grade.shown(), certificate.pass));
        Self {
            name: spoken(name),
            course: spoken(&course.title),
            language: course.language.clone(),
            rows: rows(&certificate.version.to_string(), certificate.on, certificate.until, score),
            text: spoken(&plain(course)),
            id: certificate.id.0.to_string(),
            standing: Standing::SelfIssued,
            at,
        }
    }

    /// Returns the page of a completion for which a department issued a credential.
    #[must_use]
    pub fn issued(
        course: Option<&Course>,
        completion: &Completion,
        issuer: &credential::Issuer<'_>,
        grounds: &credential::Grounds<'_>,
        signed: &credential::Signed,
    ) -> Self {
        let score = completion.is_scored().then(|| format!("{} (pass mark {})", completion.score_percent, completion.pass_mark));
        Self {
            name: spoken(&completion.name),
            course: spoken(&completion.course_title),
            language: grounds.language.to_owned(),
            rows: rows(&completion.course_version.to_string(), completion.completed_on, completion.expires_on, score),
            text: course.map(|course| spoken(&plain(course))).unwrap_or_default(),
            id: completion.record_id.0.to_string(),
            standing: Standing::Issued {
                issuer: spoken(issuer.name),
                page: spoken(issuer.page.unwrap_or_default()),
                signer: course.map(|course| spoken(&course.certificate.signer)).unwrap_or_default(),
                key: issuer.key.id().to_string(),
                trust: credential::trusted(completion.assurance).to_owned(),
                document: signed.document.clone(),
                slip: credential::slip(issuer, completion, grounds),
            },
            at: grounds.at,
        }
    }

    /// Returns the page of a credential that an earlier key of the department signed. That key is named, and there is no code: only it
    /// could sign one.
    #[must_use]
    pub fn of_earlier_key(mut self, earlier: KeyId) -> Self {
        if let Standing::Issued { key, slip, .. } = &mut self.standing {
            *key = earlier.to_string();
            slip.clear();
        }
        self
    }

    /// Returns everything that is said on it, to see whether all letters are at hand.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = format!("{}{}{}{}", self.name, self.course, self.text, self.id);
        words.extend(self.rows.iter().map(|(_, said)| said.as_str()));
        if let Standing::Issued { issuer, page, signer, .. } = &self.standing {
            words.extend([issuer.as_str(), page, signer]);
        }
        words
    }
}

fn rows(version: &str, on: Date, until: Option<Date>, score: Option<String>) -> Vec<(&'static str, String)> {
    let until = until.map_or_else(|| "Without end".to_owned(), day);
    let mut rows = vec![("Completed", day(on)), ("Valid until", until)];
    rows.extend(score.map(|score| ("Score", score)));
    rows.push(("Course version", version.to_owned()));
    rows
}

/// What a course says on its certificates, as one run of words.
fn plain(course: &Course) -> String {
    crate::prose::layout::lay_out(&course.certificate.text.blocks(), 10_000)
        .iter()
        .map(|line| line.text().trim().to_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// One line, without anything that could steer what shows it. The sign for what was taken out is one that terminals have and fonts lack.
fn spoken(text: &str) -> String {
    safe::line(text).replace('\u{241b}', "?").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Said on the face of a certificate that nobody signed, and what to do about it.
const NOBODY_SIGNED: [&str; 2] = [SELF_ISSUED, "Type “bedside hand-in” to give your record to your department, which can sign one."];
