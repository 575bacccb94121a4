//! Why a command that reads records and writes a result stopped.

use std::io;
use std::path::PathBuf;

use crate::record::NotStored;
use crate::store;

/// Why the result is not there.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The records cannot be read.
    #[error("{0}")]
    Records(#[from] store::Error),
    /// The department's records cannot be read or added to.
    #[error("{0}")]
    Department(#[from] NotStored),
    /// The result cannot be printed.
    #[error("could not write the result: {0}")]
    Output(#[from] io::Error),
    /// The file cannot be written.
    #[error("could not write {}: {because}\nthe file that was there, if any, is as it was", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the machine said.
        because: io::Error,
    },
}
