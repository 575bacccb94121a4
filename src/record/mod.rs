//! Proof a department can keep: completions as rows for other systems, and the certificate as a page. Made from what the journal
//! says and nothing else; knows no files and no databases.

pub mod analysis;
mod attempted;
pub mod audit;
pub mod batch_file;
pub mod calendar;
mod canonical;
pub mod certificate;
pub mod certified;
mod completion;
pub mod copied;
pub mod countersign;
pub mod credential;
pub mod enrolment;
pub mod fingerprint;
pub mod flaw;
pub mod format;
mod graded;
pub mod hand_in;
pub mod merkle;
pub mod open;
pub mod paper;
pub mod proven;
pub mod records;
pub mod regrade;
pub mod report;
pub mod retention;
pub mod roster;
pub mod seal;
mod spelled;
pub mod statement;
mod summary;
pub mod table;
pub mod taken_back;
pub mod taken_over;
mod told;

pub use attempted::{Answered, Attempted, attempts};
pub use completion::{Assurance, Completion, completions};
pub use graded::ungraded;
pub use records::{NotStored, Record, Records};
pub use told::{LessonRead, Told};
