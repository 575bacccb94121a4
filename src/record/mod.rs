//! Proof a department can keep: completions as rows for other systems, and the certificate as a page. Made from what the journal
//! says and nothing else; knows no files and no databases.

mod attempted;
pub mod calendar;
pub mod certificate;
mod completion;
pub mod credential;
pub mod format;
pub mod paper;
pub mod report;
pub mod roster;
pub mod seal;
pub mod statement;
pub mod table;
mod told;

pub use attempted::{Answered, Attempted, attempts};
pub use completion::{Assurance, Completion, completions};
pub use told::{LessonRead, Told};
