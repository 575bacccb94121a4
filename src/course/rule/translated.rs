//! Words in another language that do not fit what they translate: another number of items, an unknown id, a setting that is not words,
//! or the words of an older edition; and whatever would be wrong with the course in that language alone.

use std::collections::BTreeSet;

use crate::course::abreast::{abreast, called, of_before, scene_of};
use crate::course::lock::FILE;
use crate::course::read::{Section, Sheet, spoken};
use crate::course::setting::Type;
use crate::diagnostic::code::B906;
use crate::diagnostic::{Diagnostic, nearest};
use crate::question::{Part, Setting};

use super::Looked;
use super::pools::number;

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let original = looked.course.map_or("English", |course| language(&course.language));
    for sheet in &looked.draft.translations {
        let Some((code, path)) = sheet.file.strip_prefix("translations/").and_then(|rest| rest.split_once('/')) else { continue };
        let fits = Fits { language: language(code), original };
        let Some(base) = looked.draft.sheets().find(|base| *base.file == *path) else {
            let place = sheet.top.begins();
            let complaint =
                Diagnostic::new(&B906, format!("the {} words are of no {}", fits.language, noun(sheet)), place, format!("no {path}"));
            found.push(complaint.help(format!("name the file as the {} it translates", noun(sheet))));
            continue;
        };
        fits.settings(&sheet.top, &base.top, found);
        fits.tables(&sheet.top, &base.top, found);
        for section in &sheet.top.sections {
            let id = section.line("id");
            match base.top.sections.iter().enumerate().find(|(place, other)| called(other, *place) == id) {
                Some((_, other)) => {
                    fits.settings(section, other, found);
                    let scenes = section.sections.iter().filter_map(|scene| Some((scene, scene_of(other, scene)?)));
                    scenes.for_each(|(scene, other)| fits.settings(scene, other, found));
                }
                None => found.push(fits.unknown(section, &id, base)),
            }
        }
    }
    older(looked, original, found);
    found.extend(spoken(looked.draft, &looked.files));
}

/// Words that are as they were at the last release, while those that they translate have changed since they came to be.
fn older(looked: &Looked<'_>, original: &str, found: &mut Vec<Diagnostic>) {
    if looked.draft.translations.is_empty() {
        return;
    }
    let Some(lock) = looked.released() else { return };
    for one in abreast(looked.draft) {
        if of_before(&lock.translated, &one).is_none_or(|of| of == one.of) {
            continue;
        }
        let code = one.file.split('/').nth(1).unwrap_or_default();
        let message = format!("the {} words are older than the {original} ones", language(code));
        found.push(
            Diagnostic::new(&B906, message, one.at.0, format!("as they were in version {}", lock.version))
                .and(one.at.1, "changed since these were translated")
                .help("translate them again; or, if they still fit, write `# allow B906: still right` above them")
                .note(format!("known from {FILE}")),
        );
    }
}

/// Which language is compared with which.
struct Fits {
    language: &'static str,
    original: &'static str,
}

impl Fits {
    fn settings(&self, section: &Section, base: &Section, found: &mut Vec<Diagnostic>) {
        for setting in &section.parts.settings {
            let row = section.site.row(setting.name);
            if setting.name != "id" && !row.is_some_and(|row| matches!(row.of, Type::Line | Type::Words | Type::List(..) | Type::Lines)) {
                let message = format!("the {} words hold a setting that is not words", self.language);
                let place = section.parts.place(&setting.named_at);
                let says = format!("`{}` is that of the {} {}", setting.name, self.original, base.site.noun());
                found.push(
                    Diagnostic::new(&B906, message, place, says).help("delete the line; scores and answers cannot differ by language"),
                );
                continue;
            }
            let Some(other) = base.parts.setting(setting.name) else { continue };
            let (Some(here), Some(there)) = (items(setting), items(other)) else { continue };
            if here == there {
                continue;
            }
            let message = format!("the {} words do not fit the {} {}", self.language, self.original, base.site.noun());
            let counted = |count: usize| format!("{count} {}", if setting.name == "options" { "options" } else { "items" });
            let help = if here + 1 == there {
                format!("translate the {} {}", nth(there), if setting.name == "options" { "option" } else { "item" })
            } else if here < there {
                format!("translate the {} that are missing, in the same order", number(there - here))
            } else {
                format!("delete the {} that the {} {} does not have", number(here - there), self.original, base.site.noun())
            };
            found.push(
                Diagnostic::new(&B906, message, section.parts.place(&setting.named_at), counted(here))
                    .and(base.parts.place(&other.named_at), counted(there))
                    .help(help),
            );
        }
    }

    /// The tables of `course.toml` and the glossary: their words, and names that must be those of the original.
    fn tables(&self, section: &Section, base: &Section, found: &mut Vec<Diagnostic>) {
        for (name, table) in &section.tables {
            if let Some(other) = base.table(name) {
                self.settings(table, other, found);
            }
        }
        for (table, entries) in &section.names {
            let noun = if *table == "terms" { "term" } else { "teaching point" };
            let known: BTreeSet<&str> = base.named(table).iter().map(|entry| entry.name.as_str()).collect();
            for entry in entries.iter().filter(|entry| !known.contains(entry.name.as_str())) {
                let message = format!("the {} words are of a {noun} that is not there", self.language);
                let place = section.parts.place(&entry.named_at);
                let help = nearest(&entry.name, known.iter().copied()).map_or_else(
                    || format!("write the name of the {noun} it translates, or delete it"),
                    |near| format!("did you mean `{near}`?"),
                );
                found.push(Diagnostic::new(&B906, message, place, format!("the {} has no such {noun}", self.original)).help(help));
            }
        }
    }

    fn unknown(&self, section: &Section, id: &str, base: &Sheet) -> Diagnostic {
        let noun = section.site.noun();
        let at = section.parts.setting("id").map_or_else(|| section.begins(), |id| section.parts.place(&id.value_at));
        let message = format!("the {} words are of a {noun} that is not there", self.language);
        Diagnostic::new(&B906, message, at, format!("{} has no {noun} `{id}`", base.file))
            .help(format!("write the id of the {noun} it translates, or delete it"))
    }
}

fn items(setting: &Setting) -> Option<usize> {
    match &setting.part {
        Part::List(list) => Some(list.items().count()),
        Part::Lines(lines) if setting.name == "extra" => Some(lines.len()),
        _ => None,
    }
}

fn nth(place: usize) -> String {
    let words = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    words.get(place).map_or_else(|| format!("{place}th"), |word| (*word).to_owned())
}

fn noun(sheet: &Sheet) -> &'static str {
    sheet.top.site.noun()
}

/// Returns what a language is called in English; its code, where it is not a common one.
fn language(code: &str) -> &'static str {
    const KNOWN: [(&str, &str); 12] = [
        ("en", "English"),
        ("es", "Spanish"),
        ("fr", "French"),
        ("de", "German"),
        ("pt", "Portuguese"),
        ("it", "Italian"),
        ("nl", "Dutch"),
        ("zh", "Chinese"),
        ("ja", "Japanese"),
        ("ko", "Korean"),
        ("ar", "Arabic"),
        ("vi", "Vietnamese"),
    ];
    let main = code.split('-').next().unwrap_or(code);
    KNOWN.iter().find(|(known, _)| *known == main).map_or("translated", |(_, name)| name)
}
