//! Who a learner says to be.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// The most letters a name may have.
pub const LONGEST_NAME: usize = 200;

/// The most letters a staff id may have.
pub const LONGEST_STAFF_ID: usize = 40;

/// The most letters a department may have.
pub const LONGEST_DEPARTMENT: usize = 200;

/// Who a learner says to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduction {
    /// The name as it should stand on the certificate, in NFC.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// The staff id; may be empty.
    pub staff_id: String,
    /// The department; may be empty.
    pub department: String,
}

/// What a learner is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Doctor of medicine.
    #[default]
    Md,
    /// Doctor of osteopathic medicine.
    Do,
    /// In residency or fellowship.
    Resident,
    /// Medical student.
    Student,
    /// Nurse practitioner.
    NursePractitioner,
    /// Physician assistant or associate.
    PhysicianAssistant,
    /// Nurse.
    Nurse,
    /// Anything else.
    Other,
}

impl Role {
    /// Every role, in the order shown.
    pub const ALL: [Self; 8] =
        [Self::Md, Self::Do, Self::Resident, Self::Student, Self::NursePractitioner, Self::PhysicianAssistant, Self::Nurse, Self::Other];

    /// Returns the word for it in records and exports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Do => "do",
            Self::Resident => "resident",
            Self::Student => "student",
            Self::NursePractitioner => "nurse-practitioner",
            Self::PhysicianAssistant => "physician-assistant",
            Self::Nurse => "nurse",
            Self::Other => "other",
        }
    }

    /// Returns what it is called.
    #[must_use]
    pub const fn called(self) -> &'static str {
        match self {
            Self::Md => "MD",
            Self::Do => "DO",
            Self::Resident => "Resident or fellow",
            Self::Student => "Medical student",
            Self::NursePractitioner => "Nurse practitioner",
            Self::PhysicianAssistant => "Physician assistant",
            Self::Nurse => "Nurse",
            Self::Other => "Other",
        }
    }

    /// Returns what it is called in the learner's language.
    #[must_use]
    pub fn said(self, say: Language) -> &'static str {
        match self {
            Self::Md => say.role_md(),
            Self::Do => say.role_do(),
            Self::Resident => say.role_resident(),
            Self::Student => say.role_student(),
            Self::NursePractitioner => say.role_nurse_practitioner(),
            Self::PhysicianAssistant => say.role_physician_assistant(),
            Self::Nurse => say.role_nurse(),
            Self::Other => say.role_other(),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.called())
    }
}
