//! Finds hand-ins: in files, folders, archives, and files with one on each line. Nothing is ever unpacked to the disk, and no name in
//! an archive leads anywhere.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::record::flaw::Flaw;
use crate::record::hand_in::LARGEST;
use crate::record::open::is_utf_16;
use crate::source::named_file;

use super::archive;
use super::passed_over::{MARK, PassedOver};

/// How the name of a file of countersigned batches ends.
const BATCH: &str = "batch";
/// A line of so many bytes has no end: 1 GiB.
const ENDLESS: u64 = 1 << 30;
/// How many folders deep hand-ins are looked for.
const DEEPEST: usize = 12;

/// Something that may be a hand-in.
#[derive(Debug)]
pub(super) struct Found {
    /// The file, and the place in it.
    pub(super) source: String,
    /// Its bytes, or why there are none.
    pub(super) bytes: Result<Vec<u8>, Unread>,
}

/// Why something was not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// It should have been.
    Refused(Flaw),
    /// It was not meant to be, as far as anybody can tell.
    PassedOver(PassedOver),
}

impl From<Flaw> for Unread {
    fn from(flaw: Flaw) -> Self {
        Self::Refused(flaw)
    }
}

/// Takes what was found; `Break` when nobody wants more.
pub(super) type Take<'a> = dyn FnMut(Found) -> ControlFlow<()> + 'a;

/// Which files are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Those that are named as enrolments.
    Enrolments,
    /// Hand-ins, and whatever else is not a table.
    Records,
}

impl Which {
    /// Archives are looked into for both.
    fn wants(self, file: &Path) -> bool {
        is_archive(file) || (self.is_named_so(file) && !is_table(file) && !is_batch(file))
    }

    /// Whether a file is to be looked at by its name, in a folder or in an archive.
    fn is_named_so(self, file: &Path) -> bool {
        let is_enrolment = file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(super::ENROLMENT.as_bytes()));
        is_enrolment == (self == Self::Enrolments)
    }
}

/// Looks through paths in the order given, and through folders by name.
pub(super) fn gather(paths: &[PathBuf], which: Which, take: &mut Take<'_>) -> ControlFlow<()> {
    let named: BTreeSet<PathBuf> = paths.iter().filter(|path| path.is_file()).filter_map(|path| path.canonicalize().ok()).collect();
    for path in paths {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => folder(path, DEEPEST, which, &mut apart_from(&named, take))?,
            // Those are read by going back and forth in them, or twice, or at a time of their own: what cannot be is told of, and not waited
            // for.
            Ok(found) if !found.is_file() && (is_batch(path) || is_archive(path) || is_named_as_table(path)) => {
                if which == Which::Records {
                    take(refused(path, &io::Error::other("it is not a regular file; save it into one first")))?;
                }
            }
            Ok(_) if which.wants(path) => file(path, which, take)?,
            Err(because) if which == Which::Records => take(refused(path, &because))?,
            Ok(_) | Err(_) => {}
        }
    }
    ControlFlow::Continue(())
}

/// Returns the files of countersigned batches and the archives, which may hold some, those in folders by name.
pub(super) fn batches(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        batches_of(path, DEEPEST, &mut found);
    }
    found
}

fn batches_of(path: &Path, deeper: usize, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for path in names(path).unwrap_or_default().into_iter().map(|name| path.join(name)) {
            let is_link = fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink());
            if !is_link && (deeper > 0 || path.is_file()) {
                batches_of(&path, deeper.saturating_sub(1), found);
            }
        }
    } else if path.is_file() && (is_batch(path) || is_archive(path)) {
        found.push(path.to_owned());
    }
}

/// Returns what is in a folder, by name, without what is hidden.
pub(in crate::cli) fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    let entries = fs::read_dir(folder)?;
    let names = entries.flatten().map(|entry| entry.file_name()).filter(|name| !name.as_encoded_bytes().starts_with(b"."));
    let mut names: Vec<_> = names.collect();
    names.sort();
    Ok(names)
}

fn refused(path: &Path, because: &io::Error) -> Found {
    Found { source: path.display().to_string(), bytes: Err(Flaw::File { because: because.to_string() }.into()) }
}

/// Tells of what is passed over, once: where records are looked for.
fn passed_over(source: String, which: Which, why: Option<PassedOver>, take: &mut Take<'_>) -> ControlFlow<()> {
    match why.filter(|_| which == Which::Records) {
        Some(why) => take(Found { source, bytes: Err(Unread::PassedOver(why)) }),
        None => ControlFlow::Continue(()),
    }
}

/// Leaves untold that something is passed over in a folder where it is named itself, and so is taken.
fn apart_from<'a>(named: &'a BTreeSet<PathBuf>, take: &'a mut Take<'_>) -> impl FnMut(Found) -> ControlFlow<()> + 'a {
    move |found| {
        let is_passed_over = matches!(found.bytes, Err(Unread::PassedOver(_))) && !named.is_empty();
        let is_named = is_passed_over && Path::new(&found.source).canonicalize().is_ok_and(|file| named.contains(&file));
        if is_named { ControlFlow::Continue(()) } else { take(found) }
    }
}

/// Hidden files, links and files of other kinds are passed over: they may lead elsewhere, or be another program's.
fn folder(at: &Path, deeper: usize, which: Which, take: &mut Take<'_>) -> ControlFlow<()> {
    let names = match names(at) {
        Ok(names) => names,
        Err(because) if which == Which::Records => return take(refused(at, &because)),
        Err(_) => return ControlFlow::Continue(()),
    };
    for name in names {
        let path = at.join(name);
        let Ok(found) = fs::symlink_metadata(&path) else { continue };
        let shown = || path.display().to_string();
        if found.is_dir() && deeper > 0 {
            folder(&path, deeper - 1, which, take)?;
        } else if found.is_dir() {
            passed_over(shown(), which, Some(PassedOver::Deep), take)?;
        } else if found.is_symlink() {
            passed_over(shown(), which, Some(PassedOver::Link), take)?;
        } else if !found.is_file() {
            passed_over(shown(), which, PassedOver::named(&path).map(|_| PassedOver::Special), take)?;
        } else if !["json", "jsonl", "zip", BATCH].iter().any(|end| ends_with(&path, end)) {
            let looks = |why: PassedOver| File::open(&path).map_or(why, |opened| why.by_its_beginning(opened));
            passed_over(shown(), which, PassedOver::named(&path).filter(|_| which == Which::Records).map(looks), take)?;
        } else if which.wants(&path) {
            file(&path, which, take)?;
        }
    }
    ControlFlow::Continue(())
}

/// Whether a file is a table of another system's. Such a one is taken only where it is named itself: a folder may hold a roster.
pub(super) fn is_table(file: &Path) -> bool {
    is_named_as_table(file) && file.is_file()
}

fn is_named_as_table(file: &Path) -> bool {
    ends_with(file, "csv")
}

/// Whether a file is named as one of countersigned batches.
pub(super) fn is_batch(file: &Path) -> bool {
    ends_with(file, BATCH)
}

/// Whether a file is named as an archive.
pub(super) fn is_archive(file: &Path) -> bool {
    ends_with(file, "zip")
}

fn ends_with(path: &Path, end: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(end))
}

fn file(path: &Path, which: Which, take: &mut Take<'_>) -> ControlFlow<()> {
    let source = path.display().to_string();
    if is_archive(path) {
        return match File::open(path) {
            Ok(opened) => inside(&source, opened, which, take),
            // An archive is looked into twice, and told of once.
            Err(_) if which == Which::Enrolments => ControlFlow::Continue(()),
            Err(because) => take(refused(path, &because)),
        };
    }
    match named_file::open(path) {
        Ok(opened) if ends_with(path, "jsonl") => lines(&source, &mut BufReader::with_capacity(1 << 18, opened), take),
        Ok(opened) => take(whole(source, opened)),
        Err(because) => take(refused(path, &because)),
    }
}

/// Reads a file that is one hand-in. A mark before it and blanks and line ends behind it, as mail and editors add them, do not count.
fn whole(source: String, from: impl Read) -> Found {
    let mut bytes = Vec::new();
    let most = LARGEST as u64 + 6;
    let read = from.take(most).read_to_end(&mut bytes);
    let bytes = match read {
        Err(because) => Err(Flaw::File { because: because.to_string() }.into()),
        Ok(_) if bytes.len() as u64 == most => Err(Flaw::TooLarge.into()),
        Ok(_) => {
            cut_what_editors_add(&mut bytes);
            Ok(bytes)
        }
    };
    Found { source, bytes }
}

/// What is kept is what was sealed.
fn cut_what_editors_add(bytes: &mut Vec<u8>) {
    if bytes.starts_with(MARK) {
        bytes.drain(..MARK.len());
    }
    bytes.truncate(bytes.trim_ascii_end().len());
}

/// Reads a file with a hand-in on each line; empty lines count nothing.
fn lines(name: &str, from: &mut impl BufRead, take: &mut Take<'_>) -> ControlFlow<()> {
    let mut is_empty = true;
    for number in 1_u64.. {
        let mut line = Vec::new();
        let source = || format!("{name}, line {number}");
        match from.by_ref().take(LARGEST as u64 + 3).read_until(b'\n', &mut line) {
            Ok(0) if is_empty => {
                let because = "there is nothing in it".to_owned();
                return take(Found { source: name.to_owned(), bytes: Err(Flaw::Unreadable { because }.into()) });
            }
            Ok(0) => break,
            Ok(_) if line.len() > LARGEST + 2 && line.last() != Some(&b'\n') => {
                is_empty = false;
                take(Found { source: source(), bytes: Err(Flaw::TooLarge.into()) })?;
                // Nobody knows where the next line begins without reading this one to its end.
                match skip_line(from) {
                    Ok(true) => {}
                    Ok(false) => {
                        let because = "a line of it goes on and on, so what may stand below it was not read".to_owned();
                        return take(Found { source: source(), bytes: Err(Flaw::Unreadable { because }.into()) });
                    }
                    Err(_) => break,
                }
            }
            Ok(_) => {
                if is_empty && is_utf_16(&line) {
                    return take(Found { source: name.to_owned(), bytes: Err(Flaw::Utf16.into()) });
                }
                cut_what_editors_add(&mut line);
                if !line.is_empty() {
                    is_empty = false;
                    take(Found { source: source(), bytes: Ok(line) })?;
                }
            }
            Err(because) => return take(Found { source: source(), bytes: Err(Flaw::File { because: because.to_string() }.into()) }),
        }
    }
    ControlFlow::Continue(())
}

/// Reads past the end of a line, and says whether it has one.
fn skip_line(from: &mut impl BufRead) -> io::Result<bool> {
    from.by_ref().take(ENDLESS).skip_until(b'\n').map(|skipped| (skipped as u64) < ENDLESS)
}

/// Looks for hand-ins in an archive. Batches of other departments in it are taken by themselves, as those in files are.
fn inside(source: &str, opened: File, which: Which, take: &mut Take<'_>) -> ControlFlow<()> {
    let wanted = |name: &Path| which == Which::Records || which.is_named_so(name);
    archive::each(source, opened, wanted, &mut |shown, inside| match inside {
        Err(_) if which == Which::Enrolments => ControlFlow::Continue(()),
        Err(flaw) => take(Found { source: shown.to_owned(), bytes: Err(flaw.into()) }),
        // Hand-ins are very likely in it, and nobody knows how deep that goes on.
        Ok(inside) if is_archive(inside.name) && which == Which::Records => {
            let because = "it lies in another archive".to_owned();
            take(Found { source: shown.to_owned(), bytes: Err(Flaw::Archive { because }.into()) })
        }
        Ok(inside) if !(is_batch(inside.name) || ["json", "jsonl"].iter().any(|end| ends_with(inside.name, end))) => {
            let why = PassedOver::named(inside.name).map(|named| named.by_its_beginning(inside.bytes));
            passed_over(shown.to_owned(), which, why, take)
        }
        Ok(inside) if !which.is_named_so(inside.name) || is_batch(inside.name) => ControlFlow::Continue(()),
        Ok(inside) if ends_with(inside.name, "jsonl") => lines(shown, &mut BufReader::with_capacity(1 << 18, inside.bytes), take),
        Ok(inside) => take(whole(shown.to_owned(), inside.bytes)),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    fn found(which: Which, paths: &[PathBuf]) -> Vec<(String, Result<String, &'static str>)> {
        let mut all = Vec::new();
        let _to_the_end = gather(paths, which, &mut |found| {
            let bytes = found.bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).map_err(|unread| match unread {
                Unread::Refused(flaw) => flaw.word(),
                Unread::PassedOver(why) => why.word(),
            });
            all.push((found.source.rsplit('/').next().unwrap().to_owned(), bytes));
            ControlFlow::Continue(())
        });
        all
    }

    fn text(words: &str) -> String {
        words.to_owned()
    }

    #[test]
    fn files_folders_and_lines_are_looked_through_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("b/deep")).unwrap();
        for (name, words) in [
            ("b/deep/x.json", "1\n"),
            ("a.json", "2\r\n"),
            ("bedside-enrolment-z.json", "0"),
            (".hidden.json", "no"),
            ("notes.txt", "no"),
            ("c.jsonl", "3\n\n4\r\n \t\r\n5 \r\n\r\n"),
            ("d.json", "6\r\n\r\n \t\n"),
            ("e.json", "7\r"),
        ] {
            fs::write(at(name), words).unwrap();
        }
        assert_eq!(found(Which::Enrolments, &[folder.path().to_owned()]), [("bedside-enrolment-z.json".to_owned(), Ok(text("0")))]);
        assert_eq!(
            found(Which::Records, &[folder.path().to_owned(), at("notes.txt"), at("gone.json")]),
            [
                ("a.json".to_owned(), Ok(text("2"))),
                ("x.json".to_owned(), Ok(text("1"))),
                ("c.jsonl, line 1".to_owned(), Ok(text("3"))),
                ("c.jsonl, line 3".to_owned(), Ok(text("4"))),
                ("c.jsonl, line 5".to_owned(), Ok(text("5"))),
                ("d.json".to_owned(), Ok(text("6"))),
                ("e.json".to_owned(), Ok(text("7"))),
                ("notes.txt".to_owned(), Ok(text("no"))),
                ("gone.json".to_owned(), Err("file")),
            ]
        );
    }

    #[test]
    fn what_is_named_itself_is_not_told_as_passed_over_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["a.txt", "b.txt", "c.csv"] {
            fs::write(at(name), "1").unwrap();
        }
        let paths = [folder.path().join("."), at("a.txt")];
        assert_eq!(
            found(Which::Records, &paths),
            [("b.txt".to_owned(), Err("other")), ("c.csv".to_owned(), Err("table")), ("a.txt".to_owned(), Ok(text("1")))]
        );
    }

    #[test]
    fn enrolments_in_an_archive_are_found_first_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bedside-enrolment-and-more.zip");
        let mut zip = zip::ZipWriter::new(File::create(&file).unwrap());
        for (name, words) in [("a.json", "1"), ("in/bedside-enrolment-z.json", "2"), ("b.json", "3")] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(words.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
        fs::write(folder.path().join("broken.zip"), "PK").unwrap();
        let words = |which| found(which, &[folder.path().to_owned()]).into_iter().map(|(_, bytes)| bytes).collect::<Vec<_>>();
        assert_eq!(words(Which::Enrolments), [Ok(text("2"))]);
        assert_eq!(words(Which::Records), [Ok(text("1")), Ok(text("3")), Err("archive")]);
    }

    #[test]
    fn an_archive_is_read_without_unpacking_and_a_bomb_is_not_set_off() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("all.zip");
        let mut zip = zip::ZipWriter::new(File::create(&file).unwrap());
        for (name, words) in [("../../evil.json", "1"), ("in/a.jsonl", "2\n3\n"), ("readme.txt", "no"), ("/etc/b.json", "4")] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(words.as_bytes()).unwrap();
        }
        zip.start_file("bomb.jsonl", SimpleFileOptions::default()).unwrap();
        let line = [vec![b'x'; 1 << 20], b"\n".to_vec()].concat();
        for _ in 0..80 {
            zip.write_all(&line).unwrap();
        }
        zip.start_file("large.json", SimpleFileOptions::default()).unwrap();
        for _ in 0..9 {
            zip.write_all(&line).unwrap();
        }
        zip.finish().unwrap();
        let found = found(Which::Records, &[file]);
        assert_eq!(
            found.iter().filter_map(|(_, bytes)| bytes.clone().ok()).filter(|words| words.len() < 9).collect::<Vec<_>>(),
            ["1", "2", "3", "4"]
        );
        let flaws: Vec<_> = found.iter().filter_map(|(_, bytes)| bytes.clone().err()).collect();
        assert_eq!(flaws, ["other", "file", "too-large"]);
        assert!(!folder.path().join("evil.json").exists());
    }
}
