//! Where course text comes from: compiled in (`shipped`), or a trainer's folder (`folder`); and how any file is opened that somebody named
//! (`named_file`).
//! Knows files and bytes, and nothing of what they mean.

mod folder;
pub mod named_file;
mod shipped;
mod text;
mod walk;
mod watch;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use crate::id::word;

pub use folder::{Unreadable, folder, part_of};
pub use shipped::{SHIPPED_DIGEST, SHIPPED_ID, shipped};
pub use text::Text;
pub use walk::{PARTS, Stamp, nearly_part};
pub use watch::{Unwatchable, Watch};

/// What one file of a course holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text, as it is in the file.
    Text(Text),
    /// Bytes that are not UTF-8; `B008` says which.
    NotText(Vec<u8>),
    /// The machine would not give it; in the machine's words.
    Refused(String),
}

/// Where the bytes of a picture are. They are fetched when the picture is about to be shown, and not before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pixels {
    /// In the program.
    Within(&'static [u8]),
    /// In a file of the course's folder.
    File {
        /// The file.
        path: PathBuf,
        /// How it was when the folder was looked at: a picture painted over is another one.
        stamp: Stamp,
    },
}

/// The files of one course, by path inside its folder, with `/` between the parts of a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// `course.toml`, `glossary.toml`, and what lies in `lessons`, `quizzes`, `shared` and `translations`.
    pub texts: BTreeMap<Arc<str>, Content>,
    /// The pictures under `img/`, by the same kind of path.
    pub pictures: BTreeMap<Arc<str>, Pixels>,
    /// The paths of folders, pictures and oddities that could not be looked at, each with the reason.
    pub refused: BTreeMap<Arc<str>, String>,
    /// What lies in the folder, is no part of the course, and may be meant for one: by its name, or, where the name tells nothing, by the
    /// text that is here.
    pub beside: BTreeMap<Arc<str>, Text>,
}

impl Files {
    /// Returns the text of a file that is there and is text.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        match self.texts.get(path) {
            Some(Content::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the path that a picture is kept under, of one that leads to it. An accent that was typed as a sign of its own is the same accent.
    #[must_use]
    pub fn picture_at(&self, path: &str) -> Option<&str> {
        let composed = || self.pictures.get_key_value(&*path.nfc().collect::<String>());
        self.pictures.get_key_value(path).or_else(composed).map(|(there, _)| &**there)
    }

    /// Returns where the bytes of a picture are.
    #[must_use]
    pub fn pixels(&self, path: &str) -> Option<&Pixels> {
        self.pictures.get(self.picture_at(path)?)
    }

    /// Fetches the bytes of a picture; `None` where there is none, or it cannot be read, or is larger than 16 MiB.
    #[must_use]
    pub fn picture(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        match self.pixels(path)? {
            Pixels::Within(bytes) => Some(Cow::Borrowed(bytes)),
            Pixels::File { path, .. } => folder::picture(path).map(Cow::Owned),
        }
    }

    /// Returns the first bytes of a picture; `None` where there is none, or it cannot be read.
    #[must_use]
    pub fn begins(&self, path: &str) -> Option<Vec<u8>> {
        match self.pixels(path)? {
            Pixels::Within(bytes) => Some(bytes.iter().take(folder::FIRST).copied().collect()),
            Pixels::File { path, .. } => folder::begins(path),
        }
    }

    /// Returns these files and their words in other languages alone, for a screen that needs no others yet.
    #[must_use]
    pub fn only(&self, paths: &[&str]) -> Self {
        let own = |path: &str| {
            path.strip_prefix("translations/").and_then(|path| Some(path.split_once('/')?.1)).is_some_and(|own| paths.contains(&own))
        };
        let texts = self.texts.iter().filter(|(path, _)| paths.contains(&&***path) || own(path));
        Self {
            texts: texts.map(|(path, content)| (path.clone(), content.clone())).collect(),
            pictures: self.pictures.clone(),
            refused: self.refused.clone(),
            beside: BTreeMap::new(),
        }
    }

    /// Returns these files but for one.
    #[must_use]
    pub fn but(&self, path: &str) -> Self {
        let mut rest = self.clone();
        rest.texts.remove(path);
        rest
    }

    /// Returns one digest of all texts with their paths, every byte of them. Pictures and `course.lock` do not count.
    #[must_use]
    pub fn digest(&self) -> Digest {
        digest_all(self.digested().map(|(path, bytes)| (path, Cow::Borrowed(bytes))))
    }

    /// Returns the digest of those texts that are taught, however their lines end: two courses have the same one exactly when they teach the
    /// same. It is [`Files::digest`] where all are taught and none has lines or a mark of another system.
    #[must_use]
    pub fn digest_of(&self, is_taught: impl Fn(&str) -> bool) -> Digest {
        let taught = self.digested().filter(|(path, _)| is_taught(path)).map(|(path, bytes)| (path, plain(bytes)));
        // What is included from nowhere and says nothing may come and go.
        let may_be_empty = |path: &str| path.starts_with("shared/") || path.starts_with("translations/");
        digest_all(taught.filter(|(path, bytes)| !may_be_empty(path) || !bytes.iter().all(u8::is_ascii_whitespace)))
    }

    fn digested(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.texts.iter().filter(|(path, _)| path.ends_with(".toml")).map(|(path, content)| match content {
            Content::Text(text) => (&**path, text.as_bytes()),
            Content::NotText(bytes) => (&**path, bytes.as_slice()),
            Content::Refused(_) => (&**path, [].as_slice()),
        })
    }
}

/// The digest of texts with their paths, in their order.
fn digest_all<'a>(texts: impl Iterator<Item = (&'a str, Cow<'a, [u8]>)>) -> Digest {
    let mut hash = Sha256::new();
    for (path, bytes) in texts {
        for part in [path.as_bytes(), &*bytes] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    Digest(hash.finalize().into())
}

/// A text without the mark of UTF-8 at its beginning, and with lines that end in a line feed alone: what a copy or an editor of another system
/// adds says nothing.
fn plain(text: &[u8]) -> Cow<'_, [u8]> {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    if !text.contains(&b'\r') {
        return Cow::Borrowed(text);
    }
    let ends = |at: usize| text.get(at + 1) == Some(&b'\n');
    Cow::Owned(text.iter().enumerate().filter(|(at, byte)| **byte != b'\r' || !ends(*at)).map(|(_, byte)| *byte).collect())
}

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Returns the digest of some bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if written.len() != 64 {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(written.as_bytes().as_chunks::<2>().0) {
            let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
            *byte = u8::try_from(high? * 16 + low?).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An export writes a million of them: letter by letter through the formatter, they would cost more than all the rest.
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[digit(DIGITS, byte >> 4), digit(DIGITS, byte & 15)]);
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

fn digit(digits: &[u8; 16], value: u8) -> u8 {
    digits.get(usize::from(value)).copied().unwrap_or(b'0')
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, |written| Self::read(written).ok_or("a digest is 64 hexadecimal digits"))
    }
}
