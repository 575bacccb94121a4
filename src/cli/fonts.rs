//! Fonts of this computer, for letters that the faces in the program lack: Chinese, Japanese, Korean, Thai and whatever else a name has.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::record::paper::Faces;

/// A font larger than this is not read.
const LARGEST: u64 = 80 << 20;

/// So many font files are looked into at most, and so deep in folders.
const MOST: usize = 4_000;
const DEEP: usize = 8;

/// What the names of fonts that go well with ours have in them, best first.
const LIKED: [&str; 6] = ["notoserif", "sourcehanserif", "notosans", "sourcehansans", "serif", "regular"];

/// Returns the faces of the program and, where some of these words need it, one of the computer's that has the rest.
///
/// The same letters may come from another font on another computer; what is signed does not depend on it.
#[must_use]
pub fn faces_for(words: &str) -> Option<Faces> {
    faces_from(words, &folders())
}

/// The same, with fonts looked for in these folders only.
#[must_use]
pub fn faces_from(words: &str, folders: &[PathBuf]) -> Option<Faces> {
    let mut faces = Faces::ours()?;
    let lacking = faces.lacking(words);
    if !lacking.is_empty() {
        look(&mut faces, &lacking, folders);
    }
    Some(faces)
}

/// Adds the best font that has all the letters, if there is one.
fn look(faces: &mut Faces, lacking: &BTreeSet<char>, folders: &[PathBuf]) {
    let mut files = Vec::new();
    for folder in folders {
        gather(folder, DEEP, &mut files);
    }
    files.sort_by_key(|file| (rank(file), file.clone()));
    for file in files {
        if fs::metadata(&file).is_ok_and(|about| about.len() > LARGEST) {
            continue;
        }
        let Ok(bytes) = fs::read(&file) else { continue };
        if let Some(index) = Faces::index_with(&bytes, lacking)
            && faces.add(bytes, index)
        {
            return;
        }
    }
}

fn gather(folder: &Path, deep: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if files.len() >= MOST {
            return;
        }
        if path.is_dir() && deep > 0 {
            gather(&path, deep - 1, files);
        } else if path.extension().is_some_and(|end| ["ttf", "otf", "ttc", "otc"].iter().any(|known| end.eq_ignore_ascii_case(known))) {
            files.push(path);
        }
    }
}

fn rank(file: &Path) -> (usize, bool) {
    let name = file.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let liked = LIKED.iter().position(|part| name.contains(part)).unwrap_or(LIKED.len());
    // Of one family the upright face of usual weight comes first.
    (liked, !name.contains("regular"))
}

/// Where systems keep fonts.
fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", "C:\\Windows\\Fonts"]
            .iter()
            .map(PathBuf::from)
            .collect();
    if let Some(home) = std::env::var_os("HOME").map(PathBuf::from) {
        folders.extend([".local/share/fonts", ".fonts", "Library/Fonts"].iter().map(|folder| home.join(folder)));
    }
    folders
}
