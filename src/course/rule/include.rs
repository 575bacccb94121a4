//! Pages and questions that come from a shared file.

use crate::course::setting::Site;
use crate::diagnostic::code::B308;
use crate::diagnostic::{Diagnostic, nearest};

use super::{File, Looked};

pub(super) fn run(file: &File<'_, '_>, looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    for section in &file.sections {
        let parts = &section.parts;
        let Some((setting, place)) = parts.setting("include").zip(parts.words("include")) else { continue };
        let own: &[&str] = match section.site {
            Site::Page => &["include", "id", "title", "teaches", "was"],
            _ => &["include", "id", "points", "tests", "see", "pool", "level", "tags", "was"],
        };
        let noun = section.site.noun();
        for other in parts.settings.iter().filter(|other| !own.contains(&other.name)) {
            found.push(
                Diagnostic::new(
                    &B308,
                    format!("an included {noun} cannot have its own `{}`", other.name),
                    parts.place(&other.named_at),
                    "would be thrown away",
                )
                .and(parts.place(&setting.named_at), "everything comes from there")
                .help(format!("delete `{}`, or copy the shared {noun} here and delete `include`", other.name))
                .note("also: file or id not found, and files that include each other"),
            );
        }
        let written = place.markdown();
        let at = parts.place(&setting.value_at);
        let (path, id) = written.split_once('#').unwrap_or((written, ""));
        let Some(sheet) = looked.draft.shared.iter().find(|sheet| *sheet.file == *path) else {
            let near = nearest(path, looked.draft.shared.iter().map(|sheet| &*sheet.file));
            let complaint = Diagnostic::new(&B308, format!("there is no file `{path}` to include"), at, "no such file");
            found.push(complaint.help(
                near.map_or_else(|| "name a file in `shared/`: `shared/file.toml#id`".to_owned(), |near| format!("did you mean `{near}`?")),
            ));
            continue;
        };
        match looked.draft.shared(written, section.site) {
            Some(shared) if shared.has("include") => {
                let complaint =
                    Diagnostic::new(&B308, format!("`{written}` is itself included from elsewhere"), at, "leads to another `include`");
                found.push(complaint.help("include the page where its words stand"));
            }
            Some(_) => {}
            None => {
                let ids: Vec<&str> =
                    sheet.top.sections.iter().filter_map(|section| section.parts.words("id")).map(crate::prose::Words::markdown).collect();
                let complaint = Diagnostic::new(&B308, format!("`{path}` has no {noun} `{id}`"), at, format!("no such {noun}"));
                found.push(
                    complaint.help(
                        nearest(id, ids.iter().copied())
                            .map_or_else(|| format!("there are: {}", ids.join(", ")), |near| format!("did you mean `{near}`?")),
                    ),
                );
            }
        }
    }
}
