//! Looks into archives. Nothing is ever unpacked to the disk, and no name in an archive leads anywhere.

use std::io::{self, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::record::flaw::Flaw;

/// How many files an archive may hold.
const MOST: usize = 1_000_000;
/// How many times its own size an archive may unpack to; records come to ten times at most.
const SWELLS: u64 = 100;
/// Below this many bytes, nobody is harmed by swelling.
const SMALL: u64 = 64 << 20;

/// A file in an archive.
pub(super) struct Inside<'a> {
    /// Its name, which is looked at and never used as a path.
    pub(super) name: &'a Path,
    /// Its bytes, so far as they are harmless.
    pub(super) bytes: &'a mut dyn Read,
}

/// Looks at a file in an archive, by what it is to be called, or at why it cannot be opened; `Break` when nobody wants more.
pub(super) type Look<'a> = dyn FnMut(&str, Result<Inside<'_>, Flaw>) -> ControlFlow<()> + 'a;

/// Looks at one file after the other, of those whose names are `wanted`: the others are not opened.
pub(super) fn each(source: &str, from: impl Read + Seek, wanted: impl Fn(&Path) -> bool, look: &mut Look<'_>) -> ControlFlow<()> {
    let unsafe_to_open = |because: String| Err(Flaw::Archive { because });
    let mut archive = match ZipArchive::new(from) {
        Ok(archive) => archive,
        Err(ZipError::InvalidArchive(_)) => return look(source, unsafe_to_open("it is cut off, or no archive at all".to_owned())),
        Err(said) => return look(source, unsafe_to_open(said.to_string())),
    };
    if archive.len() > MOST {
        return look(source, unsafe_to_open(format!("it holds more than {MOST} files")));
    }
    for place in 0..archive.len() {
        let name = archive.name_for_index(place).and_then(Result::ok);
        if name.is_some_and(|name| !wanted(Path::new(&*name))) {
            continue;
        }
        let inside = match archive.by_index(place) {
            Ok(inside) => inside,
            Err(said) => {
                look(source, unsafe_to_open(said.to_string()))?;
                continue;
            }
        };
        let name = String::from_utf8_lossy(inside.name_raw()).into_owned();
        if inside.is_dir() || name.rsplit('/').next().is_none_or(|last| last.starts_with('.')) || name.starts_with("__MACOSX/") {
            continue;
        }
        let room = inside.compressed_size().saturating_mul(SWELLS).max(SMALL);
        let mut bytes = Bounded { inside, room };
        look(&format!("{source}, {name}"), Ok(Inside { name: Path::new(&name), bytes: &mut bytes }))?;
    }
    ControlFlow::Continue(())
}

/// Reads so far and no further.
struct Bounded<R> {
    inside: R,
    room: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inside.read(into)?;
        self.room = self.room.checked_sub(count as u64).ok_or_else(|| io::Error::other("it unpacks to far more than it is"))?;
        Ok(count)
    }
}
