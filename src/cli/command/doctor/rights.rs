//! What `bedside doctor` says of rights: who else on this computer may read the records, and change what the department goes by.

use std::path::Path;

use crate::cli::Setup;

use super::Finding;

#[cfg(unix)]
use {
    crate::cli::command::hand_in::KEPT, crate::cli::command::verify::ISSUERS, crate::cli::department::FILE, crate::cli::setup::config_file,
    crate::cli::whole_file::MATCHES,
};

#[cfg(not(unix))]
pub(super) fn rights(_: &Path, _: &Setup) -> Vec<Finding> {
    Vec::new()
}

/// Who else may look into the folder, and write to it.
#[cfg(unix)]
pub(super) fn rights(data: &Path, setup: &Setup) -> Vec<Finding> {
    use super::{State, finding};

    let Ok(entries) = std::fs::read_dir(data) else { return Vec::new() };
    let (mut files, mut folders, mut changed) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if is_private(&name) && lets(&path, 0o077) {
            if path.is_dir() { &mut folders } else { &mut files }.push(name);
        } else if BELIEVED.contains(&name.as_str()) && lets(&path, 0o022) {
            changed.push(name);
        }
    }
    let has_password = setup.lrs.as_ref().is_some_and(|lrs| lrs.password.is_some());
    let config = config_file().filter(|file| has_password && lets(file, 0o077));
    let here = data.display();
    let mut found = Vec::new();
    let mut ill = |says: String, todo: String| found.push(finding("rights", State::Ill, says, todo));
    if lets(data, 0o022) {
        ill(format!("others on this computer may put files of theirs in the place of yours in {here}"), format!("`chmod go-w {here}`"));
    }
    if !files.is_empty() {
        files.sort();
        let todo = format!("`chmod 600` for those files, and `chmod 700 {here}`");
        ill(format!("others on this computer may read {}", files.join(", ")), todo);
    }
    if !folders.is_empty() {
        folders.sort();
        let todo = format!("`chmod 700` for those folders, and `chmod 700 {here}`");
        ill(format!("others on this computer may look into {}", folders.join(", ")), todo);
    }
    if !changed.is_empty() {
        changed.sort();
        let says = format!("others on this computer may change {}, which says who is believed and who you are", changed.join(", "));
        ill(says, "`chmod go-w` for those files, and read them: is everything in them yours?".to_owned());
    }
    if let Some(file) = config {
        let file = file.display();
        ill(format!("others on this computer may read the password in {file}"), format!("`chmod 600 {file}`"));
    }
    if found.is_empty() {
        let says = if lets(data, 0o077) {
            "others may see the names of the files, and read none of the records"
        } else {
            "only you may read the records"
        };
        found.push(finding("rights", State::Well, says, ""));
    }
    found
}

/// What says whom the department believes, and who it is.
#[cfg(unix)]
const BELIEVED: [&str; 2] = [FILE, ISSUERS];

/// Whether nobody else is to read what is called so: records and keys, the copies of them, and what was handed in.
#[cfg(unix)]
fn is_private(name: &str) -> bool {
    let ends = [".db", ".pem", ".db-wal", ".db-shm", ".part", ".zip"];
    ends.iter().any(|end| name.ends_with(end)) || name.contains(".before-") || [KEPT, MATCHES].contains(&name)
}

/// Whether a file, or what a link leads to, gives one of these rights.
#[cfg(unix)]
fn lets(path: &Path, rights: u32) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & rights != 0)
}
