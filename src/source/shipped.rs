//! The course that is compiled into the program.

use super::{Content, Digest, Files, Pixels};

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The id of the shipped course, known without reading it; a test compares it with what `course.toml` says.
pub const SHIPPED_ID: &str = ID;

/// The digest of the shipped course, known without looking at its texts; a test compares it with what [`Files::digest`] says.
pub const SHIPPED_DIGEST: Digest = Digest(DIGEST);

/// Returns the files of the shipped course. Costs no reading: the texts lie in the program.
#[must_use]
pub fn shipped() -> Files {
    Files {
        texts: PATHS.lines().zip(TEXTS).map(|(path, text)| (path.into(), Content::Text((*text).into()))).collect(),
        pictures: PICTURES.iter().map(|(path, bytes)| ((*path).into(), Pixels::Within(bytes))).collect(),
        ..Files::default()
    }
}
