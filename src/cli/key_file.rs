//! Keys on the disk: made once, readable by their owner only, and never half written.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use zeroize::{Zeroize, Zeroizing};

use crate::record::seal::{Key, Locked};

/// This device's key, in the folder of the records.
pub(super) const DEVICE: &str = "device-key.pem";

/// The department's key, in the folder of the records.
pub(super) const DEPARTMENT: &str = "department-key.pem";

/// Why a key on the disk cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadKey {
    /// The machine refuses.
    #[error("could not use the key in {}: {because}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the machine said.
        because: io::Error,
    },
    /// Others may read it.
    #[error("others on this computer may read the key in {}\nmake it yours alone with `chmod 600`, or make a new key if they may have taken it", file.display())]
    Open {
        /// The file.
        file: PathBuf,
    },
    /// It is no key, or closed.
    #[error("could not use the key in {}: {because}\n{help}", file.display())]
    Locked {
        /// The file.
        file: PathBuf,
        /// Why.
        because: Locked,
        /// What to do.
        help: &'static str,
    },
    /// One is there already.
    #[error("there is a key in {} already; nothing was changed\nif you want another, move this one to a safe place first: what it has signed is checked by its public name, which whoever trusts you goes on pinning", file.display())]
    There {
        /// The file.
        file: PathBuf,
    },
    /// The machine has no randomness to give.
    #[error("could not make a key: this computer gave no randomness ({because})")]
    NoLuck {
        /// What it said.
        because: String,
    },
}

/// Returns this device's key; makes it where there is none. Two windows that come at once get the same one.
///
/// # Errors
/// [`BadKey`] when it cannot be made or read.
pub(super) fn device(folder: &Path) -> Result<Key, BadKey> {
    let file = folder.join(DEVICE);
    if !file.exists() {
        let key = fresh()?;
        let written = key.written().map_err(|because| locked(&file, because))?;
        match place(&file, &written) {
            Err(because) if because.kind() == ErrorKind::AlreadyExists => {}
            Err(because) => return Err(BadKey::File { file, because }),
            Ok(()) => return Ok(key),
        }
    }
    let written = text(&file)?;
    Key::read(&written).map_err(|because| locked(&file, because))
}

/// Returns the department's key; `None` where there is none. `passphrase` is asked only where the key is protected.
///
/// # Errors
/// [`BadKey`] when it cannot be read or opened.
pub(super) fn department(folder: &Path, passphrase: impl FnOnce() -> Option<Zeroizing<String>>) -> Result<Option<Key>, BadKey> {
    let file = folder.join(DEPARTMENT);
    if !file.exists() {
        return Ok(None);
    }
    let written = text(&file)?;
    let read = if Key::is_protected(&written) {
        passphrase().ok_or(Locked::NeedsPassphrase).and_then(|words| Key::read_with_passphrase(&written, &words))
    } else {
        Key::read(&written)
    };
    read.map(Some).map_err(|because| locked(&file, because))
}

/// Makes the department's key, protected where a passphrase is given.
///
/// # Errors
/// [`BadKey::There`] where there is one, what `before` says, which is called with the key before it is in the folder, and whatever the machine
/// refuses.
pub(super) fn make_department<E: From<BadKey>>(
    folder: &Path,
    passphrase: Option<&str>,
    before: impl FnOnce(&Key) -> Result<(), E>,
) -> Result<Key, E> {
    let file = folder.join(DEPARTMENT);
    if file.exists() {
        return Err(BadKey::There { file }.into());
    }
    let key = fresh()?;
    let written = passphrase.map_or_else(|| key.written(), |words| key.written_with_passphrase(words));
    let written = written.map_err(|because| locked(&file, because))?;
    before(&key)?;
    match place(&file, &written) {
        Err(because) if because.kind() == ErrorKind::AlreadyExists => Err(BadKey::There { file }.into()),
        Err(because) => Err(BadKey::File { file, because }.into()),
        Ok(()) => Ok(key),
    }
}

fn fresh() -> Result<Key, BadKey> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|said| BadKey::NoLuck { because: said.to_string() })?;
    let key = Key::from_secret(&secret);
    secret.zeroize();
    Ok(key)
}

fn locked(file: &Path, because: Locked) -> BadKey {
    let help = match because {
        Locked::NeedsPassphrase => "put the passphrase into the environment variable BEDSIDE_PASSPHRASE, or type it when you are asked",
        Locked::WrongPassphrase => "type it again; without it the key is lost, and a new one must be made",
        Locked::NoKey => "put a back-up of the key in its place, or move the file away to make a new one",
    };
    BadKey::Locked { file: file.to_owned(), because, help }
}

/// Puts a new file in its place, whole or not at all, and never over another.
fn place(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let part = file.with_extension(format!("{}.part", std::process::id()));
    let placed = options.open(&part).and_then(|mut opened| {
        opened.write_all(text.as_bytes())?;
        opened.sync_all()?;
        // A link, unlike a rename, never takes the place of a file that is there.
        fs::hard_link(&part, file)
    });
    let _gone = fs::remove_file(&part);
    placed?;
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

fn text(file: &Path) -> Result<Zeroizing<String>, BadKey> {
    let refused = |because| BadKey::File { file: file.to_owned(), because };
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(file).map_err(refused)?);
        if mode & 0o077 != 0 {
            return Err(BadKey::Open { file: file.to_owned() });
        }
    }
    fs::read_to_string(file).map(Zeroizing::new).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_has_one_key_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("new");
        let first = device(&inside).unwrap().id();
        assert_eq!(device(&inside).unwrap().id(), first);
        let names: Vec<_> = fs::read_dir(&inside).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, [DEVICE]);
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_read_is_not_used() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        device(folder.path()).unwrap();
        let file = folder.path().join(DEVICE);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(device(folder.path()), Err(BadKey::Open { .. })));
    }

    #[test]
    fn the_departments_key_is_made_once_and_may_ask_for_a_passphrase() {
        let folder = tempfile::tempdir().unwrap();
        let words = |said: &str| Some(Zeroizing::new(said.to_owned()));
        assert!(department(folder.path(), || None).unwrap().is_none());
        let attempt = |passphrase| make_department::<BadKey>(folder.path(), passphrase, |_| Ok(()));
        let made = attempt(Some("horse")).unwrap().id();
        assert!(matches!(attempt(None), Err(BadKey::There { .. })));
        assert_eq!(department(folder.path(), || words("horse")).unwrap().unwrap().id(), made);
        assert!(matches!(department(folder.path(), || None), Err(BadKey::Locked { because: Locked::NeedsPassphrase, .. })));
    }
}
