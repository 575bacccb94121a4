//! A trainer's folder, read whole. One of the two places above `store` that touch the machine.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use super::{Content, Files, Pixels};

/// The folder itself could not be read.
#[derive(Debug, thiserror::Error)]
#[error("could not read the course folder {}: {because}", folder.display())]
pub struct Unreadable {
    /// The folder that was asked for.
    pub folder: PathBuf,
    /// What the machine said.
    pub because: io::Error,
}

/// The largest file that is read, in bytes; a course text is some ten thousand.
const LARGEST: u64 = 4 << 20;

/// The largest picture that is shown, in bytes.
const LARGEST_PICTURE: u64 = 16 << 20;

/// How many folders deep `shared` and `translations` are followed.
const DEEPEST: usize = 6;

/// Reads every file of a course that lies in `folder`. A file that cannot be read is kept as [`Content::Refused`], so that
/// it never hides another.
///
/// # Errors
/// [`Unreadable`] when the folder is missing, is no folder, or may not be listed.
pub fn folder(folder: &Path) -> Result<Files, Unreadable> {
    let unreadable = |because| Unreadable { folder: folder.to_owned(), because };
    fs::read_dir(folder).map_err(unreadable)?;
    let mut files = Files::default();
    for name in ["course.toml", "glossary.toml", "course.lock"] {
        let path = folder.join(name);
        if path.exists() {
            files.texts.insert(name.into(), read(&path));
        }
    }
    for part in ["lessons", "quizzes", "shared", "translations"] {
        walk(&folder.join(part), part, DEEPEST, &mut |inside, path| {
            if inside.ends_with(".toml") {
                files.texts.insert(inside, read(path));
            }
        });
    }
    walk(&folder.join("img"), "img", DEEPEST, &mut |inside, path| {
        files.pictures.insert(inside, Pixels::File(path.to_owned()));
    });
    Ok(files)
}

/// Calls `visit` with each file below `at`, by its path inside the course and on the machine. Hidden files and the
/// half-written files of editors are passed over.
fn walk(at: &Path, inside: &str, deeper: usize, visit: &mut dyn FnMut(Arc<str>, &Path)) {
    let Ok(entries) = fs::read_dir(at) else { return };
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    for name in names {
        let Some(word) = name.to_str() else { continue };
        if word.starts_with(['.', '#']) || word.ends_with('~') {
            continue;
        }
        let path = at.join(&name);
        let inside = format!("{inside}/{word}");
        if path.is_dir() {
            if deeper > 0 {
                walk(&path, &inside, deeper - 1, visit);
            }
        } else {
            visit(inside.into(), &path);
        }
    }
}

fn read(path: &Path) -> Content {
    match fs::metadata(path) {
        Ok(about) if !about.is_file() => return Content::Refused("it is not a file".into()),
        Ok(about) if about.len() > LARGEST => return Content::Refused("it is larger than 4 MiB".into()),
        _ => {}
    }
    match fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map_or_else(|not| Content::NotText(not.into_bytes()), |text| Content::Text(Cow::Owned(text))),
        Err(because) => Content::Refused(because.to_string()),
    }
}

/// Reads a picture's file; `None` where it is no plain file, too large, or refused.
pub(super) fn picture(path: &Path) -> Option<Vec<u8>> {
    let about = fs::metadata(path).ok()?;
    if !about.is_file() || about.len() > LARGEST_PICTURE {
        return None;
    }
    fs::read(path).ok()
}
