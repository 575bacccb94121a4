//! The kinds of people a command may serve: the three the program is for, and whoever sets it up.

/// Whom a command serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// Who takes the course.
    Physician,
    /// Who writes it.
    Trainer,
    /// Who keeps the records.
    Department,
    /// Who sets the program up on a machine.
    Keeper,
}

impl Person {
    /// Everyone, in the order of the help.
    pub const ALL: [Self; 4] = [Self::Physician, Self::Trainer, Self::Department, Self::Keeper];

    /// Returns the heading in the help.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Physician => "For physicians",
            Self::Trainer => "For trainers",
            Self::Department => "For departments",
            Self::Keeper => "For whoever sets it up",
        }
    }
}
