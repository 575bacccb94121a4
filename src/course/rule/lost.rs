//! A file that was released and lies somewhere in the folder, though nothing of it is read: under another name, in a folder of another name,
//! or in letters that are none. What stood in it is not gone, and whoever retires it cannot take it back.

use std::sync::Arc;

use crate::course::lock::{Lock, Released};
use crate::diagnostic::code::B205;
use crate::diagnostic::{Diagnostic, Place};
use crate::source::{Content, nearly_part};

use super::Looked;

/// Complains of it in the place of what would be said of something that is gone.
pub(super) fn run(looked: &Looked<'_>, lock: &Lock, old: &Released) -> Option<Diagnostic> {
    let path = lies_at(looked, &old.file)?;
    let message = format!("the {} `{}` was released in version {} and is not read", old.kind.word(), old.id, lock.version);
    let place = Place { file: path.clone(), span: 0..0 };
    let mend = if *path == *old.file {
        format!("mend what is told of `{path}`, or put the file back from a copy")
    } else {
        format!("if this is its file, let it be `{}` again", old.file)
    };
    let complaint = Diagnostic::new(&B205, message, place, format!("`{}` cannot be read, or is not there", old.file)).help(mend);
    Some(complaint.help("retire it only if it is gone for good: what is in `retired` cannot be used again"))
}

/// Returns where a file of the course lies that is not read as such.
fn lies_at(looked: &Looked<'_>, file: &str) -> Option<Arc<str>> {
    let files = &looked.files;
    let is_read = |path: &str| looked.draft.sheets().any(|sheet| *sheet.file == *path);
    let is_there = |path: &str| files.texts.contains_key(path) || files.refused.contains_key(path);
    if is_there(file) && !is_read(file) {
        return Some(file.into());
    }
    if looked.draft.sheets().any(|sheet| *sheet.file == *file) {
        return None;
    }
    let (part, name) = file.split_once('/')?;
    let miscalled =
        files.beside.keys().find(|path| !path.contains(['.', '/']) && (nearly_part(path) == Some(part) || path.eq_ignore_ascii_case(part)));
    let texts = files.texts.iter().filter(|(_, content)| !matches!(content, Content::Refused(_))).map(|(path, _)| path);
    let all = texts.chain(files.beside.keys()).chain(files.refused.keys());
    let called_so = |path: &&Arc<str>| {
        let last = path.rsplit('/').next().unwrap_or_default().to_lowercase();
        !path.starts_with("translations/") && (last == name.to_lowercase() || last.strip_suffix(".txt") == Some(name))
    };
    let (mut near, mut other) = (None, None);
    for path in all.filter(called_so).filter(|path| !is_read(path)) {
        if path.starts_with(part) { near = near.or(Some(path)) } else { other = other.or(Some(path)) }
    }
    near.or(other).or(miscalled).cloned()
}
