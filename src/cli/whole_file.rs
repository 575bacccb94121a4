//! Writes a file so that there is either all of it or what was there before.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::obstacle::{Kept, Obstacle};
use super::{Failure, Refused};

/// The name of the file of matches where no department's records hold them.
pub(super) const MATCHES: &str = "matches.json";

/// Writes a file with `content`: beside its place first, to the disk, then into its place. A regular file that is there is replaced
/// and its rights are kept; a new one may be read by its owner only. Anything else that is there (a folder, a link, a device) is
/// left alone, and so is what is never a result: a key, records, settings, a course, and what else the program keeps. Who names a file `-`
/// means what is printed.
///
/// # Errors
/// [`Refused::File`] when it cannot be written, and the first error of `content`. What was there is then as it was.
pub(super) fn write<T>(file: &Path, content: impl FnOnce(&mut dyn Write) -> Result<T, Refused>) -> Result<T, Refused> {
    let refused = |obstacle: Obstacle| Err(Refused::File { file: file.to_owned(), because: obstacle.into() });
    if file == Path::new("-") {
        return refused(Obstacle::Dash);
    }
    if let Some(kept) = kept_by_itself(file) {
        return refused(Obstacle::Kept(kept));
    }
    write_for(Readers::Owner, file, content)
}

/// Writes a file as [`write`] does, over nothing but what `is_ours` knows as a thing that the same command wrote: a name that is typed by
/// mistake costs nobody a thesis.
///
/// # Errors
/// Those of [`write`], and [`Obstacle::Another`] where something else is there.
pub(super) fn write_over_ours<T>(
    file: &Path,
    is_ours: impl FnOnce(&[u8]) -> bool,
    content: impl FnOnce(&mut dyn Write) -> Result<T, Refused>,
) -> Result<T, Refused> {
    write(file, |out| if is_anothers(file, is_ours) { Err(Refused::Output(Obstacle::Another.into())) } else { content(out) })
}

/// No certificate and no notes come to so many bytes.
const LARGEST: u64 = 16 << 20;

/// Whether a file is there that is not ours. Nothing is lost of an empty one.
fn is_anothers(file: &Path, is_ours: impl FnOnce(&[u8]) -> bool) -> bool {
    match fs::symlink_metadata(file) {
        Ok(found) if found.is_file() && found.len() > 0 => found.len() > LARGEST || !fs::read(file).is_ok_and(|bytes| is_ours(&bytes)),
        _ => false,
    }
}

/// Writes a file that is the program's own as [`write`] does, over the one before too.
///
/// # Errors
/// Those of [`write`], but for what is never a result.
pub(super) fn write_own<T>(file: &Path, content: impl FnOnce(&mut dyn Write) -> Result<T, Refused>) -> Result<T, Refused> {
    write_for(Readers::Owner, file, content)
}

/// Writes a file of a course as [`write`] does; a new one may be read by whoever may read what else a trainer writes.
///
/// # Errors
/// Those of [`write`].
pub(super) fn write_text(file: &Path, text: &str) -> Result<(), Refused> {
    write_for(Readers::AsUsual, file, |out| Ok(out.write_all(text.as_bytes())?))
}

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    /// Its owner.
    Owner,
    /// Whoever may read what its owner writes.
    AsUsual,
}

fn write_for<T>(readers: Readers, file: &Path, content: impl FnOnce(&mut dyn Write) -> Result<T, Refused>) -> Result<T, Refused> {
    let refused = |because: io::Error| Refused::File { file: file.to_owned(), because };
    let before = match fs::symlink_metadata(file) {
        Ok(found) if found.is_file() => Some(found),
        Ok(found) => return Err(refused(what_it_is(&found).into())),
        Err(because) if because.kind() == ErrorKind::NotFound => None,
        Err(because) => return Err(refused(in_folder(file, because))),
    };
    let (part, opened) = Part::beside(file, readers).map_err(|because| refused(in_folder(file, because)))?;
    let mut out = BufWriter::new(opened);
    // An error of ours that is about writing is about this file.
    let done = content(&mut out).map_err(|error| if let Refused::Output(because) = error { refused(because) } else { error })?;
    let opened = out.into_inner().map_err(|stopped| refused(stopped.into_error()))?;
    if let Some(before) = before {
        opened.set_permissions(before.permissions()).map_err(refused)?;
    }
    opened.sync_all().and_then(|()| part.into_place(file)).map_err(refused)?;
    Ok(done)
}

/// Returns what is in a file that no result is ever written over, if it is one.
fn kept_by_itself(file: &Path) -> Option<Kept> {
    // A pipe would wait for whoever writes into it.
    if !fs::symlink_metadata(file).is_ok_and(|found| found.is_file()) {
        return None;
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    if file.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml")) {
        return Some(Kept::Course);
    }
    // A store that is open keeps what is newest in a file beside it.
    if [".db-wal", ".db-shm", ".db-journal"].iter().any(|end| name.ends_with(end)) {
        return Some(Kept::Records);
    }
    if name == MATCHES {
        return Some(Kept::Matches);
    }
    let mut start = Vec::new();
    let _unread = File::open(file).and_then(|file| file.take(16).read_to_end(&mut start));
    match start.as_slice() {
        start if start.starts_with(b"SQLite format 3") => Some(Kept::Records),
        start if start.starts_with(b"-----BEGIN ") => Some(Kept::Key),
        _ => None,
    }
}

/// Refuses to write a result over what it is made from.
///
/// # Errors
/// [`Failure::Usage`] where both are one file, however each is written.
pub(super) fn is_apart(result: &Path, from: &Path) -> Result<(), Failure> {
    match (fs::canonicalize(result), fs::canonicalize(from)) {
        (Ok(one), Ok(other)) if one == other => {
            let told = format!("{} is what this reads, and would be written over; name another file for the result", result.display());
            Err(Failure::Usage { told })
        }
        _ => Ok(()),
    }
}

/// Makes a folder where there is none.
///
/// # Errors
/// [`Refused::File`] when it cannot be made.
pub(super) fn make_folder(folder: &Path) -> Result<(), Refused> {
    fs::create_dir_all(folder).map_err(|because| {
        let is_in_the_way = matches!(because.kind(), ErrorKind::AlreadyExists | ErrorKind::NotADirectory);
        let because = if is_in_the_way { Obstacle::FileForFolder.into() } else { because };
        Refused::File { file: folder.to_owned(), because }
    })
}

/// Refuses a folder into which no file can be written, or that cannot be made, before there is anything to write. Nothing is left behind.
///
/// # Errors
/// [`Refused::File`] where that is so.
pub(super) fn takes_files(folder: &Path) -> Result<(), Refused> {
    let refused = |because: io::Error| Refused::File { file: folder.to_owned(), because };
    let there = folder.ancestors().find(|above| fs::symlink_metadata(above).is_ok()).unwrap_or(Path::new("."));
    if !there.is_dir() {
        return Err(refused(Obstacle::FileForFolder.into()));
    }
    Part::beside(&there.join("bedside"), Readers::Owner).map(drop).map_err(refused)
}

/// Says what is the matter with the folder of a file where that is why it could not be written.
fn in_folder(file: &Path, because: io::Error) -> io::Error {
    let folder = file.parent().unwrap_or(file).to_owned();
    match because.kind() {
        ErrorKind::NotFound => Obstacle::NoFolder(folder).into(),
        ErrorKind::NotADirectory => Obstacle::NotAFolder(folder).into(),
        _ => because,
    }
}

fn what_it_is(found: &fs::Metadata) -> Obstacle {
    if found.is_dir() {
        Obstacle::Folder
    } else if found.is_symlink() {
        Obstacle::Link
    } else {
        Obstacle::NotRegular
    }
}

/// The file on its way; removed again unless it comes into its place.
struct Part {
    path: PathBuf,
    is_placed: bool,
}

impl Part {
    fn beside(file: &Path, readers: Readers) -> io::Result<(Self, File)> {
        let Some(name) = file.file_name() else { return Err(io::Error::new(ErrorKind::InvalidInput, "it names no file")) };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(not(unix))]
        let _alike = readers;
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, if readers == Readers::Owner { 0o600 } else { 0o666 });
        for number in 0..100 {
            let mut part = std::ffi::OsString::from(".");
            part.push(name);
            part.push(format!(".{}-{number}.part", std::process::id()));
            let path = file.with_file_name(part);
            match options.open(&path) {
                Ok(opened) => return Ok((Self { path, is_placed: false }, opened)),
                Err(because) if because.kind() == ErrorKind::AlreadyExists => {}
                Err(because) => return Err(because),
            }
        }
        Err(io::Error::other("unfinished files of other programs lie in the folder"))
    }

    fn into_place(mut self, file: &Path) -> io::Result<()> {
        fs::rename(&self.path, file)?;
        self.is_placed = true;
        // The new name is to outlive a power cut too; some disks cannot promise it for folders, and the file is whole all the same.
        #[cfg(unix)]
        if let Some(folder) = file.parent() {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let _not_promised = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.is_placed {
            let _left = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &'static str) -> impl FnOnce(&mut dyn Write) -> Result<(), Refused> {
        move |out| Ok(out.write_all(text.as_bytes())?)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("out.csv");
        write(&file, text("old")).unwrap();
        write(&file, text("new")).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["out.csv"]);
    }

    #[test]
    fn a_file_that_cannot_be_finished_leaves_the_one_before() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("out.csv");
        write(&file, text("old")).unwrap();
        let stopped = write::<()>(&file, |out| {
            out.write_all(b"half")?;
            Err(Refused::Output(io::Error::other("the disk is full")))
        });
        assert!(stopped.unwrap_err().to_string().contains("is as it was"));
        assert_eq!(fs::read(&file).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["out.csv"]);
    }

    #[test]
    fn keys_records_settings_and_courses_are_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        for (name, there, said) in [
            ("key.txt", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nx", ": a key is there; name another file"),
            ("records.db", "SQLite format 3\0x", ": a file of records is there; name another file"),
            ("course.toml", "format = 1", ": a file of a course or of settings is there; name another file"),
            ("Records.db-wal", "x", ": a file of records is there; name another file"),
            ("outbox.db-shm", "", ": a file of records is there; name another file"),
            ("matches.json", "{}", ": what was confirmed of the roster is there; name another file"),
        ] {
            let file = folder.path().join(name);
            fs::write(&file, there).unwrap();
            let told = write(&file, text("y")).unwrap_err().to_string();
            assert!(told.contains(said), "{told}");
            assert_eq!(fs::read_to_string(&file).unwrap(), there);
        }
        write_text(&folder.path().join("course.toml"), "format = 2").unwrap();
        write_own(&folder.path().join("matches.json"), text("{ }")).unwrap();
        assert_eq!(names(folder.path()), ["Records.db-wal", "course.toml", "key.txt", "matches.json", "outbox.db-shm", "records.db"]);
    }

    #[test]
    fn nothing_is_written_into_a_file_called_by_a_dash_alone() {
        let told = write(Path::new("-"), text("y")).unwrap_err().to_string();
        assert!(told.contains(": this is written to a file and not printed; name one"), "{told}");
        assert!(!Path::new("-").exists());
    }

    #[test]
    fn only_what_the_same_command_wrote_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("notes.md");
        let writes = |words: &'static str| write_over_ours(&file, |there| there.starts_with(b"ours"), text(words));
        writes("ours").unwrap();
        writes("ours too").unwrap();
        fs::write(&file, "").unwrap();
        writes("ours again").unwrap();
        fs::write(&file, "my thesis").unwrap();
        let refused = writes("ours").unwrap_err();
        assert!(refused.to_string().contains("name another file, or remove that one first"), "{refused}");
        assert_eq!((Failure::from(refused).code(), fs::read(&file).unwrap()), (2, b"my thesis".to_vec()));
        assert_eq!(names(folder.path()), ["notes.md"]);
    }

    #[test]
    fn what_a_result_is_made_from_is_known_however_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (file, other) = (folder.path().join("people.csv"), folder.path().join("report.html"));
        fs::create_dir(folder.path().join("sub")).unwrap();
        fs::write(&file, "id\n1\n").unwrap();
        let told = is_apart(&folder.path().join("sub/../people.csv"), &file).unwrap_err().to_string();
        assert!(told.contains("name another file for the result"), "{told}");
        assert!(is_apart(&other, &file).is_ok());
        fs::write(&other, "x").unwrap();
        assert!(is_apart(&other, &file).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn folders_links_and_devices_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        fs::write(folder.path().join("file"), "x").unwrap();
        std::os::unix::fs::symlink(folder.path().join("file"), folder.path().join("link")).unwrap();
        for (path, said) in [
            ("sub", "it is a folder"),
            ("link", "it is a link"),
            ("/dev/null", "not a regular file"),
            ("no/file", "no; make it first, or name another one"),
            ("file/x", "file is no folder; name another one"),
        ] {
            let told = write(&folder.path().join(path), text("y")).unwrap_err().to_string();
            assert!(told.contains(said), "{told}");
        }
        assert_eq!(names(folder.path()), ["file", "link", "sub"]);
        assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"x");
    }

    #[test]
    fn a_file_in_the_place_of_a_folder_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("out.csv");
        write(&file, text("x")).unwrap();
        for path in [file.clone(), file.join("below")] {
            let told = make_folder(&path).unwrap_err().to_string();
            assert!(told.contains(": a file of that name is there; name a folder\n"), "{told}");
        }
    }

    #[test]
    fn whether_a_folder_takes_files_is_known_before_and_nothing_is_left_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::write(at("file"), "x").unwrap();
        for path in ["", "new", "new/deep/er"] {
            takes_files(&at(path)).unwrap();
        }
        for path in ["file", "file/below"] {
            let told = takes_files(&at(path)).unwrap_err().to_string();
            assert!(told.contains("a file of that name is there; name a folder"), "{told}");
        }
        assert_eq!(names(folder.path()), ["file"]);
    }

    #[cfg(unix)]
    #[test]
    fn others_may_not_read_a_new_file_and_an_old_one_keeps_its_rights() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("out.csv");
        let rights = || fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        write(&file, text("old")).unwrap();
        assert_eq!(rights(), 0o600);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        write(&file, text("new")).unwrap();
        assert_eq!(rights(), 0o640);
    }
}
