//! The verbs. One file a verb.

pub mod certificate;
pub mod export;
