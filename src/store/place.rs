//! Where the database lies: its folder, who may read it, and whether the disk is one that databases are safe on.

use std::fs::{self, DirBuilder, OpenOptions};
use std::path::{Path, PathBuf};
use std::{fmt, io};

use crate::journey::Because;
use crate::language::Language;

use super::Error;

/// Something about the place that whoever keeps records there should know. They are kept all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The folder is on another machine's disk.
    Network {
        /// The folder.
        folder: PathBuf,
        /// What kind of network disk.
        kind: &'static str,
    },
    /// The folder is copied to other machines.
    Synced {
        /// The folder.
        folder: PathBuf,
        /// Who copies it.
        by: &'static str,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said(Language::English))
    }
}

impl Because for Warning {
    fn said(&self, say: Language) -> String {
        match self {
            Self::Network { folder, kind } => say.place_network(kind, folder.display()),
            Self::Synced { folder, by } => say.place_synced(by, folder.display()),
        }
    }
}

/// Programs that copy folders, by how the folder's name begins.
const SYNCED: &[&str] = &[
    "Dropbox",
    "OneDrive",
    "Google Drive",
    "GoogleDrive",
    "iCloud",
    "Mobile Documents",
    "Nextcloud",
    "ownCloud",
    "Box Sync",
    "pCloudDrive",
];

/// Returns what is to be known about a folder.
pub(super) fn warning(folder: &Path) -> Option<Warning> {
    if let Some(kind) = network(folder) {
        return Some(Warning::Network { folder: folder.to_owned(), kind });
    }
    synced(folder).map(|by| Warning::Synced { folder: folder.to_owned(), by })
}

fn synced(folder: &Path) -> Option<&'static str> {
    let parts = || folder.components().filter_map(|part| part.as_os_str().to_str());
    SYNCED.iter().copied().find(|name| parts().any(|part| is_named(part, name)))
}

/// Whether a folder is called so, or so with something after it: `OneDrive - St Mary's`, `Dropbox (Personal)`, `iCloud~app`.
fn is_named(part: &str, name: &str) -> bool {
    let Some((start, rest)) = part.split_at_checked(name.len()) else { return false };
    start.eq_ignore_ascii_case(name) && rest.chars().next().is_none_or(|next| !next.is_alphanumeric())
}

/// Returns the kind of network disk a folder is on; the numbers are those of `statfs(2)`.
#[cfg(target_os = "linux")]
fn network(folder: &Path) -> Option<&'static str> {
    let found = rustix::fs::statfs(folder).ok()?;
    // The type of `f_type` differs from one processor to the next; these numbers fit into all.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the kernel's magic numbers have 32 bits")]
    let kind = found.f_type as u32;
    match kind {
        0x6969 => Some("NFS"),
        0x517B | 0xFF53_4D42 | 0xFE53_4D42 => Some("SMB"),
        0x6573_5546 => Some("FUSE"),
        0x5346_414F | 0x6B41_4653 => Some("AFS"),
        0x0102_1997 => Some("9P"),
        0x00C3_6400 => Some("Ceph"),
        0x0BD0_0BD3 => Some("Lustre"),
        _ => None,
    }
}

#[cfg(not(target_os = "linux"))]
fn network(_: &Path) -> Option<&'static str> {
    None
}

/// Makes the folder, open to its owner only, where it is not there.
pub(super) fn make_folder(folder: &Path) -> Result<(), Error> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|because| Error::Folder { folder: folder.to_owned(), because })
}

/// Makes an empty file that only its owner may read, where there is none, and sees to it that its name outlives a power cut.
/// SQLite gives its side files the rights of this one.
pub(super) fn make_file(folder: &Path, file: &Path) -> Result<(), Error> {
    let refused = |because: io::Error| Error::Folder { folder: folder.to_owned(), because };
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(_) => sync_folder(folder).map_err(refused),
        Err(because) if because.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(because) if because.kind() == io::ErrorKind::ReadOnlyFilesystem => Err(Error::ReadOnly { file: file.to_owned() }),
        Err(because) => Err(refused(because)),
    }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether a file or a folder may be written to, as far as that can be told without writing.
#[cfg(unix)]
pub(super) fn may_be_written(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
pub(super) fn may_be_written(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.permissions().readonly())
}

/// Which file stands at a path, so that it can be told later whether it still does. Its name may lead nowhere, or to another file, while
/// whoever has it open reads and writes it as before. Where the machine does not tell, nothing is ever found to be gone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing(Option<(u64, u64)>);

impl Standing {
    /// Takes note of the file at a path.
    #[cfg(unix)]
    pub(super) fn of(file: &Path) -> Self {
        Self(fs::metadata(file).ok().map(|found| number(&found)))
    }

    /// Takes note of nothing.
    #[cfg(not(unix))]
    pub(super) fn of(_: &Path) -> Self {
        Self(None)
    }

    /// Whether another file stands at the path now, or none.
    #[cfg(unix)]
    pub(super) fn is_gone(self, file: &Path) -> bool {
        match (self.0, fs::metadata(file)) {
            (Some(noted), Ok(found)) => number(&found) != noted,
            (Some(_), Err(because)) => matches!(because.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory),
            (None, _) => false,
        }
    }

    /// Nothing is known to be gone.
    #[cfg(not(unix))]
    pub(super) fn is_gone(self, _: &Path) -> bool {
        self.0.is_some()
    }
}

/// Returns the number of the disk and of the file on it.
#[cfg(unix)]
fn number(found: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (found.dev(), found.ino())
}

/// Returns how many bytes the file has; `None` where there is none.
pub(super) fn size(file: &Path) -> Result<Option<u64>, Error> {
    match fs::metadata(file) {
        Ok(found) if found.is_file() => Ok(Some(found.len())),
        Ok(_) => Err(Error::Closed { file: file.to_owned(), because: "it is not a file".to_owned() }),
        Err(because) if because.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(because) => Err(Error::Closed { file: file.to_owned(), because: because.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synced_folders_are_known_by_name() {
        for path in ["/home/a/Dropbox/x", "/Users/a/OneDrive - St Mary's/bedside", "/h/dropbox (work)", "/U/Library/Mobile Documents/b"] {
            assert!(synced(Path::new(path)).is_some(), "{path}");
        }
        for path in ["/home/a/.local/share/bedside", "/home/dropboxes/x", "/home/icloudy/y", "/home/é"] {
            assert_eq!(synced(Path::new(path)), None, "{path}");
        }
    }
}
