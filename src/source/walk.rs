//! A walk through a course folder. Nothing outside the folder is ever read: a link that leads out of it is refused, and so is everything
//! that is no regular file. How much is read is bounded, so that no folder can hold the program up.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::nearest;

use super::{Content, Files, Pixels, Text};

/// The largest file that is read, in bytes; a course text is some ten thousand.
const LARGEST: u64 = 4 << 20;

/// The most bytes of all files together.
const LARGEST_COURSE: u64 = 256 << 20;

/// The most files and folders that are looked at; a course of a thousand lessons has some two thousand.
const MOST: usize = 20_000;

/// How many folders deep `shared` and `translations` are followed.
const DEEPEST: usize = 6;

/// The files a course may have beside its folders.
const TOP: [&str; 3] = ["course.toml", "glossary.toml", "course.lock"];

/// How the name of a text ends, in small letters.
const ENDING: &str = ".toml";

/// The folders a course may have.
pub const PARTS: [&str; 5] = ["lessons", "quizzes", "shared", TRANSLATIONS, PICTURES];

/// What the folders of texts are called by those who misremember it.
const MISCALLED: [(&str, &str); 10] = [
    ("lesson", "lessons"),
    ("quiz", "quizzes"),
    ("quizes", "quizzes"),
    ("quizs", "quizzes"),
    ("share", "shared"),
    ("translation", TRANSLATIONS),
    ("translate", TRANSLATIONS),
    ("translated", TRANSLATIONS),
    ("languages", TRANSLATIONS),
    ("i18n", TRANSLATIONS),
];

const TRANSLATIONS: &str = "translations";
const PICTURES: &str = "img";

/// What tells one state of a file from another without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    written: Option<SystemTime>,
    place: u64,
}

impl Stamp {
    fn of(about: &Metadata) -> Self {
        #[cfg(unix)]
        let place = std::os::unix::fs::MetadataExt::ino(about);
        #[cfg(not(unix))]
        let place = 0;
        Self { length: about.len(), written: about.modified().ok(), place }
    }
}

/// What a walk found.
#[derive(Default)]
pub(super) struct Read {
    pub(super) files: Files,
    pub(super) stamps: BTreeMap<Arc<str>, Stamp>,
    pub(super) folders: BTreeSet<PathBuf>,
}

/// The files as they were read before, and how each was then.
type Before<'a> = (&'a Files, &'a BTreeMap<Arc<str>, Stamp>);

/// A walk through a folder.
struct Walk<'a> {
    /// The folder, without links on the way to it.
    root: &'a Path,
    before: Before<'a>,
    touched: &'a BTreeSet<PathBuf>,
    read: Read,
    seen: usize,
    bytes: u64,
}

/// Walks through the folder at `root`, or to some paths of it. What is as it was `before`, and not among what was touched, is not read again.
pub(super) fn walk(root: &Path, before: Before<'_>, touched: &BTreeSet<PathBuf>, paths: Option<&[&str]>) -> io::Result<Read> {
    let mut walk = Walk { root, before, touched, read: Read::default(), seen: 0, bytes: 0 };
    match paths {
        Some(paths) => walk.part(paths)?,
        None => walk.whole()?,
    }
    Ok(walk.read)
}

/// What stands at a path.
enum Found {
    File(PathBuf, Metadata),
    Folder,
    Refused(String),
}

impl Walk<'_> {
    fn whole(&mut self) -> io::Result<()> {
        fs::read_dir(self.root)?;
        self.read.folders.insert(self.root.to_owned());
        for name in TOP {
            let path = self.root.join(name);
            if fs::symlink_metadata(&path).is_ok() {
                self.text(name.into(), &path)?;
            }
        }
        for part in PARTS {
            let path = self.root.join(part);
            match fs::symlink_metadata(&path).ok().map(|_| self.found(&path)) {
                None | Some(Found::File(..)) => {}
                Some(Found::Folder) => self.below(&path, part, DEEPEST)?,
                Some(Found::Refused(because)) => self.refuse(part.into(), because),
            }
        }
        self.beside()
    }

    /// Looks for what is called nearly as a part of a course is, and for texts beside `course.toml`. Other files may lie there in peace.
    fn beside(&mut self) -> io::Result<()> {
        let entries = fs::read_dir(self.root)?.flatten().take(MOST);
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let names: Vec<String> = names.filter(|name| !is_passed_over(name) && !name.contains(char::is_control)).collect();
        for name in &names {
            let path = self.root.join(name);
            let meant = TOP.iter().chain(&PARTS).find(|own| own.eq_ignore_ascii_case(name));
            // Where capitals do not count, the folder is read under the other name.
            let is_read = |own: &str| own == name || (!names.iter().any(|name| name == own) && self.root.join(own).exists());
            let is_miscalled = || meant.is_none() && nearly_part(name).is_some() && self.is_folder(&path) && holds_texts(&path, 2);
            if meant.is_some_and(|own| !is_read(own)) || (meant.is_none() && is_nearly_text(name)) || is_miscalled() {
                self.read.files.beside.insert(name.as_str().into(), Text::from(""));
            } else if meant.is_none()
                && name.ends_with(ENDING)
                && let Found::File(real, _) = self.found(&path)
                && let Content::Text(text) = read(&real)
            {
                self.read.files.beside.insert(name.as_str().into(), text);
            }
        }
        Ok(())
    }

    /// Reads these texts, their words in other languages, and where the pictures are.
    fn part(&mut self, paths: &[&str]) -> io::Result<()> {
        let (words, pictures) = (self.root.join(TRANSLATIONS), self.root.join(PICTURES));
        let languages = if self.is_folder(&words) { self.names(&words, TRANSLATIONS)? } else { Vec::new() };
        for path in paths {
            self.at(path)?;
            for language in languages.iter().filter_map(|language| language.to_str()) {
                self.at(&format!("{TRANSLATIONS}/{language}/{path}"))?;
            }
        }
        if self.is_folder(&pictures) { self.below(&pictures, PICTURES, DEEPEST) } else { Ok(()) }
    }

    /// Takes in the text at a path inside the folder, where it is there and every folder on the way is one.
    fn at(&mut self, inside: &str) -> io::Result<()> {
        let mut path = self.root.to_owned();
        if let Some((folders, _)) = inside.rsplit_once('/') {
            for name in folders.split('/') {
                path.push(name);
                if !self.is_folder(&path) {
                    return Ok(());
                }
            }
        }
        let path = self.root.join(inside);
        if fs::symlink_metadata(&path).is_ok() { self.text(inside.into(), &path) } else { Ok(()) }
    }

    fn is_folder(&self, path: &Path) -> bool {
        matches!(self.found(path), Found::Folder)
    }

    /// Looks at what lies in a folder. Hidden files and the half-written files of editors are passed over.
    fn below(&mut self, at: &Path, inside: &str, deeper: usize) -> io::Result<()> {
        for name in self.names(at, inside)? {
            let word = name.to_string_lossy();
            let path = at.join(&name);
            let harmless: String = word.chars().map(|letter| if letter.is_control() { '\u{241b}' } else { letter }).collect();
            let inside: Arc<str> = format!("{inside}/{harmless}").into();
            if harmless != word || name.to_str().is_none() {
                self.refuse(inside, "its name holds signs that are no letters; give it another name".to_owned());
                continue;
            }
            match self.found(&path) {
                Found::Folder if deeper == 0 => self.refuse(inside, format!("it lies more than {DEEPEST} folders deep; move it up")),
                Found::Folder => self.below(&path, &inside, deeper - 1)?,
                Found::Refused(because) if !inside.ends_with(".toml") => self.refuse(inside, because),
                Found::File(path, about) if inside.starts_with("img/") => {
                    // Some systems write an accent as a sign of its own behind the letter, which nobody sees.
                    let typed: Arc<str> = if inside.is_ascii() { inside } else { inside.nfc().collect::<String>().into() };
                    self.read.files.pictures.insert(typed, Pixels::File { path, stamp: Stamp::of(&about) });
                }
                Found::Refused(because) if inside.starts_with("img/") => self.refuse(inside, because),
                Found::File(..) | Found::Refused(_) if inside.ends_with(".toml") => self.text(inside, &path)?,
                Found::File(..) if is_nearly_text(&inside) => {
                    self.read.files.beside.insert(inside, Text::from(""));
                }
                Found::File(..) | Found::Refused(_) => {}
            }
        }
        Ok(())
    }

    /// Returns the names of what lies in a folder, in order.
    fn names(&mut self, at: &Path, inside: &str) -> io::Result<Vec<OsString>> {
        let entries = match fs::read_dir(at) {
            Ok(entries) => entries,
            Err(because) => {
                self.refuse(inside.into(), because.to_string());
                return Ok(Vec::new());
            }
        };
        self.read.folders.insert(at.to_owned());
        let mut names = Vec::new();
        for entry in entries.flatten() {
            self.seen += 1;
            if self.seen > MOST {
                return Err(io::Error::other(format!(
                    "it holds more than {MOST} files; a course folder holds one course and nothing else"
                )));
            }
            let name = entry.file_name();
            let word = name.to_string_lossy();
            if !is_passed_over(&word) {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    fn refuse(&mut self, inside: Arc<str>, because: String) {
        self.read.files.refused.insert(inside, because);
    }

    /// Says what stands at a path. A link to a file inside the folder stands for that file; any other is refused.
    fn found(&self, path: &Path) -> Found {
        let about = match fs::symlink_metadata(path) {
            Ok(about) => about,
            Err(because) => return Found::Refused(because.to_string()),
        };
        if about.is_file() {
            return Found::File(path.to_owned(), about);
        }
        if about.is_dir() {
            return Found::Folder;
        }
        if !about.is_symlink() {
            return Found::Refused("it is not a file".to_owned());
        }
        let Ok(target) = path.canonicalize() else { return Found::Refused("it is a link that leads nowhere".to_owned()) };
        if !target.starts_with(self.root) {
            return Found::Refused("it is a link that leads out of the course folder; put the file itself here".to_owned());
        }
        match fs::symlink_metadata(&target) {
            Ok(about) if about.is_file() => Found::File(target, about),
            Ok(about) if about.is_dir() => Found::Refused("it is a link to a folder; put the folder itself here".to_owned()),
            Ok(_) => Found::Refused("it is not a file".to_owned()),
            Err(because) => Found::Refused(because.to_string()),
        }
    }

    /// Takes a text in: as it was read before where nothing speaks of a change, else from the machine.
    fn text(&mut self, inside: Arc<str>, path: &Path) -> io::Result<()> {
        let content = match self.found(path) {
            Found::Refused(because) => Content::Refused(because),
            Found::Folder => Content::Refused("it is a folder, not a file".to_owned()),
            Found::File(real, about) => {
                let stamp = Stamp::of(&about);
                let known = self.before.0.texts.get(&inside).filter(|_| {
                    self.before.1.get(&inside) == Some(&stamp) && !self.touched.contains(path) && !self.touched.contains(&real)
                });
                let content = known.cloned().unwrap_or_else(|| read(&real));
                self.read.stamps.insert(inside.clone(), stamp);
                content
            }
        };
        self.bytes += match &content {
            Content::Text(text) => text.len() as u64,
            Content::NotText(bytes) => bytes.len() as u64,
            Content::Refused(_) => 0,
        };
        if self.bytes > LARGEST_COURSE {
            return Err(io::Error::other("its files are larger than 256 MiB together; a course is text"));
        }
        self.read.files.texts.insert(inside, content);
        Ok(())
    }
}

/// Returns the folder of a course that another of nearly its name was meant for.
#[must_use]
pub fn nearly_part(name: &str) -> Option<&'static str> {
    let small = name.to_ascii_lowercase();
    let miscalled = MISCALLED.iter().find(|(name, _)| *name == small).map(|(_, part)| *part);
    miscalled.or_else(|| nearest(&small, PARTS.into_iter().filter(|part| *part != PICTURES && *part != small)))
}

/// Whether a text of a course lies in a folder, or in one below it, as deep as the words of a language lie.
fn holds_texts(folder: &Path, deeper: usize) -> bool {
    let inside = fs::read_dir(folder).into_iter().flatten().flatten().take(MOST);
    inside.map(|entry| entry.path()).any(|path| match fs::symlink_metadata(&path) {
        Ok(about) if about.is_dir() => deeper > 0 && holds_texts(&path, deeper - 1),
        Ok(about) => about.is_file() && path.extension().is_some_and(|ending| ending == "toml"),
        Err(_) => false,
    })
}

/// Whether a name is that of a hidden file, or of an editor's half-written one.
fn is_passed_over(name: &str) -> bool {
    name.starts_with(['.', '#']) || name.ends_with('~')
}

/// Whether a name would be that of a text but for its ending: `.toml.txt`, which some systems show as `.toml`, and `.TOML`.
fn is_nearly_text(name: &str) -> bool {
    let small = name.to_ascii_lowercase();
    small.ends_with(".toml.txt") || (small.ends_with(ENDING) && !name.ends_with(ENDING))
}

/// Reads a regular file, never more of it than is allowed, whatever it says of its size.
fn read(path: &Path) -> Content {
    let mut bytes = Vec::new();
    let read = open(path).and_then(|file| {
        if !file.metadata()?.is_file() {
            return Err(io::Error::other("it is not a file"));
        }
        file.take(LARGEST + 1).read_to_end(&mut bytes)
    });
    match read {
        Err(because) => Content::Refused(because.to_string()),
        Ok(_) if bytes.len() as u64 > LARGEST => Content::Refused("it is larger than 4 MiB".to_owned()),
        Ok(_) => String::from_utf8(bytes).map_or_else(|not| Content::NotText(not.into_bytes()), |text| Content::Text(text.into())),
    }
}

/// Opens a file; not by a link that has come into its place meanwhile, and never waiting for a pipe's other end.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, i32::try_from(flags).unwrap_or(0));
    }
    options.open(path)
}
