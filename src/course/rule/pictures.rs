//! Pictures: they are there, they are used, and they have words for those who cannot see them.

use std::collections::BTreeSet;

use crate::diagnostic::code::{B104, B305, B306, B605, B606};
use crate::diagnostic::{Diagnostic, Place, nearest};

use super::Looked;

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for section in looked.sections() {
        let parts = &section.parts;
        let Some((setting, path)) = parts.setting("image").zip(parts.words("image")) else { continue };
        let path = path.markdown();
        used.insert(path);
        if !looked.files.pictures.contains_key(path) {
            let complaint = Diagnostic::new(&B305, format!("there is no picture `{path}`"), parts.place(&setting.value_at), "no such file");
            let same = looked.files.pictures.keys().find(|there| there.eq_ignore_ascii_case(path));
            let near = same.map(|same| &**same).or_else(|| nearest(path, looked.files.pictures.keys().map(|there| &**there)));
            if let Some(near) = near {
                used.insert(near);
            }
            found.push(match (same, near) {
                (Some(same), _) => complaint.help(format!("did you mean `{same}`? Capitals count")),
                (None, Some(near)) => complaint.help(format!("did you mean `{near}`?")),
                (None, None) => complaint.help(format!("put the file at `{path}` in the course folder; paths begin with `img/`")),
            });
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
    for unused in looked.files.pictures.keys().filter(|picture| !used.contains(&***picture)) {
        let place = Place { file: unused.clone(), span: 0..0 };
        found.push(
            Diagnostic::new(&B306, format!("the picture `{unused}` is not used"), place, "")
                .help(format!("delete it, or show it with `image = \"{unused}\"` and an `alt`")),
        );
    }
}
