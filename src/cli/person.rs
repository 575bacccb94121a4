//! The three kinds of people a command may serve.

/// Whom a command serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// Who takes the course.
    Physician,
    /// Who writes it.
    Trainer,
    /// Who keeps the records.
    Department,
}

impl Person {
    /// Everyone, in the order of the help.
    pub const ALL: [Self; 3] = [Self::Physician, Self::Trainer, Self::Department];

    /// Returns the heading in the help.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Physician => "For physicians",
            Self::Trainer => "For trainers",
            Self::Department => "For departments",
        }
    }
}
