//! The results of a report, each in a file of its own.

use std::fs;
use std::path::Path;

use crate::cli::Failure;
use crate::prose::safe;

/// Refuses one file for two results: the second would be written over the first.
///
/// # Errors
/// Two names of one file.
pub(super) fn are_apart(one: &Path, other: &Path) -> Result<(), Failure> {
    if one != other && !are_one(one, other) {
        return Ok(());
    }
    let file = other.display().to_string();
    let told = format!("`--html` and `--not-on-roster` both name {}; give each a file of its own", safe::line(&file));
    Err(Failure::Usage { told })
}

/// Whether two names are those of one file, be it there already or not.
fn are_one(one: &Path, other: &Path) -> bool {
    if let (Ok(one), Ok(other)) = (fs::canonicalize(one), fs::canonicalize(other)) {
        return one == other;
    }
    let folder = |file: &Path| {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::canonicalize(folder).ok()
    };
    one.file_name() == other.file_name() && folder(one).is_some_and(|one| folder(other) == Some(one))
}
