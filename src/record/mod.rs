//! Proof a department can keep: completions as rows for other systems, and the certificate as a page. Made from what the journal
//! says and nothing else; knows no files and no databases.

pub mod certificate;
mod completion;
pub mod format;
pub mod seal;

pub use completion::{Assurance, Completion, completions};
