//! Pictures: they are there, they are used, and they have words for those who cannot see them.

use std::collections::BTreeSet;

use crate::diagnostic::code::{B104, B305, B306, B605, B606};
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::prose::Words;

use super::{File, Looked};

pub(super) fn run(file: &File<'_, '_>, looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for section in &file.sections {
        let parts = &section.parts;
        let Some((setting, path)) = parts.setting("image").zip(parts.words("image")) else { continue };
        let path = path.markdown();
        if looked.files.picture_at(path).is_none() {
            let complaint = Diagnostic::new(&B305, format!("there is no picture `{path}`"), parts.place(&setting.value_at), "no such file");
            found.push(match meant(path, looked) {
                Some(near) if path.contains('\\') => complaint.help(format!("did you mean `{near}`? Folders are parted by `/`")),
                Some(near) if near.eq_ignore_ascii_case(path) => complaint.help(format!("did you mean `{near}`? Capitals count")),
                Some(near) => complaint.help(format!("did you mean `{near}`?")),
                None => complaint.help(to_put(path)),
            });
        } else if looked.files.begins(path).is_some_and(|begins| !is_picture(&begins)) {
            let place = parts.place(&setting.value_at);
            let complaint = Diagnostic::new(&B305, format!("there is no picture in `{path}`"), place, "the file holds something else");
            found.push(complaint.help("save the picture again as PNG, JPEG, GIF or WebP; another name for a file makes no picture of it"));
        }
        if !section.has("alt") && !section.holed {
            let noun = section.site.noun();
            found.push(
                Diagnostic::new(
                    &B605,
                    "the picture has no words for those who cannot see it",
                    parts.place(&setting.named_at),
                    format!("no `alt` in this {noun}"),
                )
                .help("add `alt = \"…\"`: what would you say on the telephone?")
                .note("many terminals show the words instead of the picture"),
            );
        } else if let Some((alt, words)) = parts.setting("alt").zip(parts.words("alt")) {
            let place = parts.place(&alt.value_at);
            let file = path.rsplit('/').next().unwrap_or(path);
            let letters = words.markdown().chars().count();
            if words.markdown().to_lowercase().contains(&file.to_lowercase()) {
                found.push(
                    Diagnostic::new(&B606, "the words do not describe the picture", place, "the file name, not what is in it")
                        .help("say what it shows: \"Four steps, from the request to the signed release\""),
                );
            } else if !(10..=200).contains(&letters) {
                let says = format!("{letters} characters");
                found.push(
                    Diagnostic::new(&B104, "`alt` must have between 10 and 200 characters", place, says)
                        .help("say what the picture shows, in a sentence or two"),
                );
            }
        }
    }
}

/// Says where to put the file of a picture that is not there.
fn to_put(path: &str) -> String {
    let is_elsewhere = path.contains("://") || path.starts_with(['/', '\\', '~']) || path.as_bytes().get(1) == Some(&b':');
    if !is_elsewhere {
        return format!("put the file at `{path}` in the course folder; paths begin with `img/`");
    }
    let name = path.split(['?', '#']).next().unwrap_or(path).rsplit(['/', '\\']).next().unwrap_or_default();
    let name = if name.is_empty() { "picture.png" } else { name };
    format!("put a copy of it into the folder `img` of the course, and write `image = \"img/{name}\"`: a course brings its pictures along")
}

/// Whether a file begins as the kinds of pictures do that terminals are shown; one that is still empty may become any.
fn is_picture(begins: &[u8]) -> bool {
    let signs: [&[u8]; 4] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"];
    begins.is_empty() || signs.iter().any(|sign| begins.starts_with(sign))
}

/// Returns the picture that a path which leads to none was probably meant for.
fn meant<'a>(path: &str, looked: &'a Looked<'_>) -> Option<&'a str> {
    let there = || looked.files.pictures.keys().map(|there| &**there);
    let parted = path.replace('\\', "/");
    let inside = |there: &&str| there.strip_prefix("img/").is_some_and(|own| own.eq_ignore_ascii_case(&parted));
    let same = there().find(|there| there.eq_ignore_ascii_case(&parted)).or_else(|| there().find(inside));
    same.or_else(|| nearest(path, there()))
}

/// Pictures that nothing shows.
pub(super) fn unused(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    if looked.sections().any(|section| section.parts.unread.contains(&"image")) {
        return; // one whose path cannot be read may be any of them
    }
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for path in looked.sections().filter_map(|section| section.parts.words("image")).map(Words::markdown) {
        used.extend(looked.files.picture_at(path).or_else(|| meant(path, looked)));
    }
    for unused in looked.files.pictures.keys().filter(|picture| !used.contains(&***picture)) {
        let place = Place { file: unused.clone(), span: 0..0 };
        found.push(
            Diagnostic::new(&B306, format!("the picture `{unused}` is not used"), place, "")
                .help(format!("delete it, or show it with `image = \"{unused}\"` and an `alt`")),
        );
    }
}
