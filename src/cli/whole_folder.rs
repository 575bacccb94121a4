//! Writes a folder of tables so that there is either all of it or what was there before.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::record::format::{Store, may_stand};

use super::Refused;
use super::collecting::PassedOver;

/// How deep the tables lie: in a year, in an organization.
const TABLES: usize = 2;

/// Fills a folder by `content`: beside its place first, then into its place. A folder that holds an earlier hand-over is replaced
/// whole, so that no row of it stays behind; one that holds anything else is left alone.
///
/// # Errors
/// [`Refused::File`] when it cannot be written, and the first error of `content`. What was there is then as it was.
pub(super) fn write<T>(folder: &Path, content: impl FnOnce(&mut dyn Store) -> Result<T, Refused>) -> Result<T, Refused> {
    let refused = |because: io::Error| Refused::File { file: folder.to_owned(), because };
    let was_there = holds_only_ours(folder).map_err(refused)?;
    let part = beside(folder, "part").map_err(refused)?;
    fs::create_dir(&part).map_err(refused)?;
    let mut files = Files { folder: part.clone(), written: Vec::new() };
    let done = content(&mut files).and_then(|done| files.keep().map(|()| done).map_err(refused));
    let done = match done {
        Ok(done) => done,
        Err(error) => {
            let _left = fs::remove_dir_all(&part);
            return Err(if let Refused::Output(because) = error { refused(because) } else { error });
        }
    };
    if was_there {
        let before = beside(folder, "before").map_err(refused)?;
        fs::rename(folder, &before).map_err(refused)?;
        take_the_place(&part, folder, &before).map_err(refused)?;
        let _left = fs::remove_dir_all(&before);
    } else {
        fs::rename(&part, folder).map_err(refused)?;
    }
    Ok(done)
}

/// Puts the new folder where the one before was; where that fails, the one before comes back.
fn take_the_place(part: &Path, folder: &Path, before: &Path) -> io::Result<()> {
    fs::rename(part, folder).map_err(|because| {
        let _left = fs::remove_dir_all(part);
        match fs::rename(before, folder) {
            Ok(()) => because,
            Err(_) => io::Error::new(because.kind(), format!("{because}; what was there lies in {} now", before.display())),
        }
    })
}

/// Whether the folder is there; refuses one that holds anything but an earlier hand-over.
fn holds_only_ours(folder: &Path) -> io::Result<bool> {
    if fs::symlink_metadata(folder).is_ok_and(|found| found.is_symlink()) {
        return Err(io::Error::new(ErrorKind::AlreadyExists, "it is a link; name the folder it leads to"));
    }
    let found = match in_the_way(folder, 0) {
        Err(because) if because.kind() == ErrorKind::NotFound && !folder.exists() => return Ok(false),
        found => found?,
    };
    let Some(found) = found else { return Ok(true) };
    let named = found.strip_prefix(folder).unwrap_or(&found).display();
    let told = format!("the folder holds `{named}`, which is no table of ours; name an empty folder");
    Err(io::Error::new(ErrorKind::AlreadyExists, told))
}

/// Returns the first that no hand-over of ours has where it lies: all that is there goes when a new one takes the place.
fn in_the_way(folder: &Path, deep: usize) -> io::Result<Option<PathBuf>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (kind, name) = (entry.file_type()?, entry.file_name());
        if kind.is_file() && name.to_str().is_some_and(PassedOver::is_left_behind) {
            continue;
        }
        // A folder of folders has folders in it, down to that of the table; a link is neither.
        let fits = if deep == TABLES { kind.is_file() } else { kind.is_dir() };
        if !fits || !name.to_str().is_some_and(|name| may_stand(name, deep)) {
            return Ok(Some(entry.path()));
        }
        if kind.is_dir()
            && let Some(found) = in_the_way(&entry.path(), deep + 1)?
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn beside(folder: &Path, end: &str) -> io::Result<PathBuf> {
    let Some(name) = folder.file_name() else { return Err(io::Error::new(ErrorKind::InvalidInput, "it names no folder")) };
    let mut part = std::ffi::OsString::from(".");
    part.push(name);
    part.push(format!(".{}.{end}", std::process::id()));
    Ok(folder.with_file_name(part))
}

/// The files of the folder on its way.
struct Files {
    folder: PathBuf,
    written: Vec<PathBuf>,
}

impl Store for Files {
    fn add(&mut self, file: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.folder.join(file);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path)?.write_all(bytes)?;
        if self.written.last() != Some(&path) {
            self.written.push(path);
        }
        Ok(())
    }
}

impl Files {
    /// Waits until all of it is on the disk.
    fn keep(&self) -> io::Result<()> {
        self.written.iter().try_for_each(|file| File::open(file)?.sync_all())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_new_folder_cannot_take_the_place_the_one_before_comes_back() {
        let place = tempfile::tempdir().unwrap();
        let (folder, before) = (place.path().join("lake"), place.path().join("before"));
        fs::create_dir(&before).unwrap();
        fs::write(before.join("row"), "old").unwrap();
        assert!(take_the_place(&place.path().join("gone"), &folder, &before).is_err());
        assert_eq!(fs::read(folder.join("row")).unwrap(), b"old");
        assert!(!before.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("real")).unwrap();
        let link = place.path().join("link");
        std::os::unix::fs::symlink(place.path().join("real"), &link).unwrap();
        assert!(write::<()>(&link, |_| Ok(())).unwrap_err().to_string().contains("it is a link"));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn an_earlier_hand_over_is_replaced_whole_and_other_folders_are_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("lake");
        write(&folder, |store| Ok(store.add("year=2025/org=none/records.parquet", b"old")?)).unwrap();
        write(&folder, |store| Ok(store.add("year=2026/org=none/records.parquet", b"new")?)).unwrap();
        assert!(!folder.join("year=2025").exists());
        assert_eq!(fs::read(folder.join("year=2026/org=none/records.parquet")).unwrap(), b"new");
        let stopped = write::<()>(&folder, |_| Err(Refused::Output(io::Error::other("the disk is full"))));
        assert!(stopped.unwrap_err().to_string().contains("is as it was"));
        assert_eq!(fs::read(folder.join("year=2026/org=none/records.parquet")).unwrap(), b"new");
        fs::write(folder.join("thesis.doc"), "years of work").unwrap();
        let told = write::<()>(&folder, |_| Ok(())).unwrap_err().to_string();
        assert!(told.contains("`thesis.doc`"), "{told}");
        fs::remove_file(folder.join("thesis.doc")).unwrap();
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn tables_of_other_programs_and_files_among_ours_are_never_taken_out() {
        for other in ["year=2024/month=01/sales.parquet", "year=2026/org=none/my.txt", "year=2024/records.parquet", "year=old/org=none/x"] {
            let place = tempfile::tempdir().unwrap();
            let file = place.path().join(other);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, "theirs").unwrap();
            let told = write(place.path(), |store| Ok(store.add("year=2026/org=none/records.parquet", b"new")?)).unwrap_err().to_string();
            assert!(told.contains("which is no table of ours; name an empty folder"), "{told}");
            assert_eq!(fs::read(&file).unwrap(), b"theirs");
        }
    }
}
