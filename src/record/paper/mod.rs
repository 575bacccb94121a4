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
use crate::journey::{Certificate, Introduction, Role};
use crate::language::{Language, Tag};
use crate::prose::safe;
use crate::question::Percent;

use super::seal::KeyId;
use super::{Completion, credential};

pub use face::{Faces, Inside};
pub use sheet::{NotDrawn, draw, is_self_issued};

/// What stands on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Who completed the course.
    pub name: String,
    /// What tells two people of one name apart, in a line: role, staff id, department, each with its label; may be empty.
    pub who: String,
    /// What the course is called.
    pub course: String,
    /// The language of our own words on it: the course's, where the program speaks it.
    pub say: Language,
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
    /// Returns the page of a certificate that no department has signed. It says so on its face, and from the day after its last one that it has
    /// expired.
    #[must_use]
    pub fn self_issued(course: &Course, learner: Option<&Introduction>, certificate: &Certificate, today: Date) -> Self {
        let name = learner.map(|learner| learner.name.as_str()).unwrap_or_default();
        let say = spoken_in(&course.language);
        let score = certificate.is_scored().then_some((certificate.grade.shown(), certificate.pass));
        let mut whose = learner.map(|learner| who(Some(learner.role), &learner.staff_id, &learner.department, say)).unwrap_or_default();
        if let Some(then) = certificate.named_then(learner) {
            let then = then.map_or_else(|| say.certificate_no_name().to_owned(), |then| spoken(&then));
            let said = format!("{}: {then}", say.certificate_earned_as());
            whose = if whose.is_empty() { said } else { [whose, said].join(" · ") };
        }
        Self {
            name: spoken(name),
            who: whose,
            course: spoken(&course.title),
            say,
            rows: rows(&certificate.version.to_string(), (certificate.on, certificate.until), score, (say, today)),
            text: spoken(&plain(course)),
            id: certificate.id.0.to_string(),
            standing: Standing::SelfIssued,
            at: certificate.at,
        }
    }

    /// Returns the page of a completion for which a department issued a credential, as it is to be made today.
    #[must_use]
    pub fn issued(
        course: Option<&Course>,
        completion: &Completion,
        issuer: &credential::Issuer<'_>,
        grounds: &credential::Grounds<'_>,
        (signed, today): (&credential::Signed, Date),
    ) -> Self {
        let say = spoken_in(grounds.language);
        let score = completion.is_scored().then_some((completion.score_percent, completion.pass_mark));
        Self {
            name: spoken(&completion.name),
            // The credential holds the staff id as a salted digest alone, so that whoever is shown the certificate does not learn it; nor
            // do they from the page around it.
            who: who(completion.role, "", &completion.department, say),
            course: spoken(&completion.course_title),
            say,
            rows: rows(&completion.course_version.to_string(), (completion.completed_on, completion.expires_on), score, (say, today)),
            text: course.map(|course| spoken(&plain(course))).unwrap_or_default(),
            id: completion.record_id.0.to_string(),
            standing: Standing::Issued {
                issuer: spoken(issuer.name),
                page: spoken(issuer.page.unwrap_or_default()),
                signer: course.map(|course| spoken(&course.certificate.signer)).unwrap_or_default(),
                key: issuer.key.id().to_string(),
                trust: credential::trusted(completion.assurance, say).to_owned(),
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
        let mut words = format!("{}{}{}{}{}", self.name, self.who, self.course, self.text, self.id);
        words.extend(self.rows.iter().map(|(_, said)| said.as_str()));
        if let Standing::Issued { issuer, page, signer, .. } = &self.standing {
            words.extend([issuer.as_str(), page, signer]);
        }
        words
    }
}

/// Who somebody is besides the name. The label comes first, so that a department that is written from right to left stands behind it.
fn who(role: Option<Role>, staff_id: &str, department: &str, say: Language) -> String {
    let rows = [
        (say.certificate_role(), role.map(|role| role.said(say).to_owned()).unwrap_or_default()),
        (say.certificate_staff_id(), spoken(staff_id)),
        (say.certificate_department(), spoken(department)),
    ];
    let said = rows.into_iter().filter(|(_, said)| !said.is_empty());
    said.map(|(label, said)| format!("{label}: {said}")).collect::<Vec<_>>().join(" · ")
}

/// The labels and what they say, as it is on the day the page is made.
fn rows(
    version: &str,
    (on, until): (Date, Option<Date>),
    score: Option<(Percent, Percent)>,
    (say, today): (Language, Date),
) -> Vec<(&'static str, String)> {
    let until = match until {
        None => (say.certificate_until(), say.paper_without_end().to_owned()),
        Some(until) if until < today => (say.certificate_expired(), say.certificate_expired_after(say.day(until))),
        Some(until) => (say.certificate_until(), say.day(until)),
    };
    let mut rows = vec![(say.certificate_completed(), say.day(on)), until];
    let scored = |(share, pass): (Percent, Percent)| say.certificate_score_of(say.percent(share.0), say.percent(pass.0));
    rows.extend(score.map(|score| (say.certificate_score(), scored(score))));
    rows.push((say.paper_course_version(), version.to_owned()));
    rows
}

/// Returns the language of our own words for a course in a language.
fn spoken_in(language: &str) -> Language {
    Tag::read(language).as_ref().and_then(Language::of).unwrap_or_default()
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
