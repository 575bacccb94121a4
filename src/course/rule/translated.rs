//! Words in another language that do not fit what they translate: another number of items, an unknown id, a setting that is not words,
//! or the words of an older edition; and whatever would be wrong with the course in that language alone.

mod signs;

use std::collections::{BTreeMap, BTreeSet};

use crate::course::abreast::{Moved, abreast, called, listed as lists, of_before, scene_of};
use crate::course::lock::FILE;
use crate::course::read::{Section, Sheet, is_translated, listed, phrases, spoken};
use crate::course::setting::Type;
use crate::diagnostic::code::B906;
use crate::diagnostic::{Diagnostic, Severity, nearest};
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
            fits.twice(&section.sections, found);
            let id = section.line("id");
            match base.top.sections.iter().enumerate().find(|(place, other)| called(other, *place) == id) {
                Some((_, other)) => {
                    fits.settings(section, other, found);
                    let scenes = section.sections.iter().filter_map(|scene| Some((scene, scene_of(other, scene)?)));
                    scenes.for_each(|(scene, other)| fits.settings(scene, other, found));
                }
                None => found.push(fits.unknown(section, &id, (sheet, base))),
            }
        }
        fits.twice(&sheet.top.sections, found);
    }
    older(looked, original, found);
    in_another_order(looked, original, found);
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

/// Lists that stand beside others than at the last release. Where the original was moved, learners are graded wrong, which is an error; where the
/// translation alone was, somebody may have put it right, and only a person can tell.
fn in_another_order(looked: &Looked<'_>, original: &str, found: &mut Vec<Diagnostic>) {
    let Some(lock) = looked.released().filter(|_| !looked.draft.translations.is_empty()) else { return };
    let lists = lists(looked.draft);
    for (list, moved) in lists.into_iter().filter_map(|list| list.moved(&lock.translated).map(|moved| (list, moved))) {
        let code = list.file.split('/').nth(1).unwrap_or_default();
        let (language, version) = (language(code), lock.version);
        found.push(match moved {
            Moved::Original => {
                let message = format!("the {language} items stand in another order than the {original} ones");
                let complaint = Diagnostic::new(&B906, message, list.at.0, format!("as they were in version {version}"))
                    .and(list.at.1, "in another order since")
                    .help(format!("put them into the order of the {original} ones: learners are graded by an item's place"))
                    .note(format!("known from {FILE}"));
                Diagnostic { severity: Severity::Error, ..complaint }
            }
            Moved::Translation => {
                let message = format!("the {language} {MOVED}, and the {original} ones were not");
                Diagnostic::new(&B906, message, list.at.0, format!("in another order than in version {version}"))
                    .and(list.at.1, "in the same order since")
                    .help("put them back, unless they were wrong: learners are graded by an item's place")
                    .help("where they are right now, write `# allow B906: put right` above them until the next release")
                    .note(format!("known from {FILE}"))
            }
        });
    }
}

/// What is said of a translation that alone was put into another order.
const MOVED: &str = "items were put into another order";

/// Whether the next release forgets what a finding goes by, so that it is told for the last time.
pub(in crate::course) fn is_told_until_released(finding: &Diagnostic) -> bool {
    finding.code.number == B906.number && finding.message.contains(MOVED)
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
            let Some(other) = base.parts.setting(setting.name) else {
                if row.is_some_and(is_translated) && !base.has(setting.name) {
                    found.push(self.of_nothing(section, setting, base));
                }
                continue;
            };
            let (Some(here), Some(there)) = (items(setting), items(other)) else { continue };
            if here != there {
                found.push(self.unlike((section, setting), (base, other), (&here, &there)));
            } else if let Some(pair) = signs::first_other((section, setting), (base, other)) {
                found.push(self.contradicts(here.0, base, pair));
            }
        }
    }

    /// Complains of words that translate none, and so are never shown.
    fn of_nothing(&self, section: &Section, setting: &Setting, base: &Section) -> Diagnostic {
        let (name, original, noun) = (setting.name, self.original, base.site.noun());
        let message = format!("the {} words are of a setting that is not there", self.language);
        let says = format!("the {original} {noun} has no `{name}`");
        let complaint = Diagnostic::new(&B906, message, section.parts.place(&setting.named_at), says);
        complaint.help(match base.parts.words("include") {
            Some(place) => {
                let shared = place.markdown().split('#').next().unwrap_or_default();
                format!("move it to the translation of {shared}, which the {noun} includes")
            }
            None => match other_kind(setting, base) {
                Some(own) => format!("translate `{own}` in its place: that is what the {original} {noun} has"),
                None => format!("write `{name}` in the {original} {noun}, too, or delete it here"),
            },
        })
    }

    /// Complains of a list with other items than the one it translates: its words would not be shown.
    fn unlike(
        &self,
        (section, setting): (&Section, &Setting),
        (base, other): (&Section, &Setting),
        (here, there): (&Items, &Items),
    ) -> Diagnostic {
        let message = format!("the {} words do not fit the {} {}", self.language, self.original, base.site.noun());
        let ((noun, here), (_, there)) = (here, there);
        let says = |groups: &[usize]| match groups {
            groups if here.len() != there.len() => counted(groups.len(), "bin"),
            [count] => counted(*count, noun),
            groups => format!("bins of {} items", listed(&groups.iter().map(ToString::to_string).collect::<Vec<_>>())),
        };
        let (noun, here_count, there_count) = match (here.as_slice(), there.as_slice()) {
            ([here], [there]) => (*noun, *here, *there),
            (here, there) => ("bin", here.len(), there.len()),
        };
        let help = if here_count == there_count {
            format!("put each item into the bin that it is in in the {} {}", self.original, base.site.noun())
        } else if here_count + 1 == there_count {
            format!("translate the {} {noun}", nth(there_count))
        } else if here_count < there_count {
            format!("translate the {} that are missing, in the same order", number(there_count - here_count))
        } else {
            format!("delete the {} that the {} {} does not have", number(here_count - there_count), self.original, base.site.noun())
        };
        Diagnostic::new(&B906, message, section.parts.place(&setting.named_at), says(here))
            .and(base.parts.place(&other.named_at), says(there))
            .help(help)
    }

    /// Complains of a mark that is another in the original: learners would be graded by that one, and read these words.
    fn contradicts(&self, noun: &str, base: &Section, ((here, says), (there, said)): signs::Pair) -> Diagnostic {
        let message = format!("the {} words do not fit the {} {}", self.language, self.original, base.site.noun());
        let original = format!("the {} {}", self.original, base.site.noun());
        Diagnostic::new(&B906, message, here, format!("{says} here"))
            .and(there, format!("{said} at the same place of {original}"))
            .help(format!("put the {noun}s in the order of {original}: learners are graded by their place in it"))
            .help("if they are in its order, write the same marks; in a translation they change nothing")
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

    /// Complains of words that name nothing, or nothing that is there.
    fn unknown(&self, section: &Section, id: &str, (sheet, base): (&Sheet, &Sheet)) -> Diagnostic {
        let noun = section.site.noun();
        let at = section.parts.setting("id").map_or_else(|| section.begins(), |id| section.parts.place(&id.value_at));
        let message = format!("the {} words are of a {noun} that is not there", self.language);
        // What has words already is not meant again.
        let has_words: BTreeSet<String> = sheet.top.sections.iter().map(|section| section.line("id")).collect();
        let waiting: Vec<String> = base.top.sections.iter().enumerate().map(|(place, other)| called(other, place)).collect();
        let waiting = || waiting.iter().map(String::as_str).filter(|id| !has_words.contains(*id));
        if !section.has("id") {
            let complaint = Diagnostic::new(&B906, message, at, format!("no `id` says which {noun} these words are of"));
            return complaint.help(match (waiting().next(), waiting().nth(1)) {
                (Some(one), None) => format!("write `id = \"{one}\"`"),
                _ => format!("write the id of the {noun} it translates"),
            });
        }
        let complaint = Diagnostic::new(&B906, message, at, format!("{} has no {noun} `{id}`", base.file));
        complaint.help(match nearest(id, waiting()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write the id of the {noun} it translates, or delete it"),
        })
    }

    /// Complains of words that stand in a file twice: learners read the first.
    fn twice(&self, sections: &[Section], found: &mut Vec<Diagnostic>) {
        let mut known: BTreeMap<String, &Section> = BTreeMap::new();
        for section in sections {
            let Some(id) = section.parts.setting("id").filter(|_| section.parts.words("id").is_some()) else { continue };
            let name = section.line("id");
            let Some(first) = known.get(&name) else {
                known.insert(name, section);
                continue;
            };
            let first = first.parts.setting("id").map_or_else(|| first.begins(), |id| first.parts.place(&id.value_at));
            let noun = section.site.noun();
            let message = format!("the {} words of the {noun} `{name}` are there twice", self.language);
            let complaint = Diagnostic::new(&B906, message, section.parts.place(&id.value_at), "again, and never shown");
            found.push(complaint.and(first, "shown").help(format!("delete one of the two, or write the id of the {noun} it translates")));
        }
    }
}

/// Returns the words that a page or question has by its kind, where a setting is one of another kind.
fn other_kind(setting: &Setting, base: &Section) -> Option<&'static str> {
    let kinds = |name: &str| base.site.row(name).filter(|row| is_translated(row)).map_or(&[][..], |row| row.kinds);
    let theirs = kinds(setting.name);
    let own = base.parts.settings.iter().find(|own| !kinds(own.name).is_empty())?;
    let is_other = !theirs.is_empty() && !kinds(own.name).iter().any(|kind| theirs.contains(kind));
    is_other.then_some(own.name)
}

/// What a list's items are called, and how many there are in each group of it.
type Items = (&'static str, Vec<usize>);

fn items(setting: &Setting) -> Option<Items> {
    match (&setting.part, setting.name) {
        (Part::List(list), "bins") => Some(("item", list.groups.iter().map(|group| group.items.len()).collect())),
        (Part::List(list), name) => Some((if name == "options" { "option" } else { "item" }, vec![list.items().count()])),
        (Part::Lines(lines), "extra" | "objectives") => Some(("item", vec![lines.len()])),
        (Part::Words(words), "mark") => Some(("phrase", vec![phrases(words.markdown())])),
        _ => None,
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn nth(place: usize) -> String {
    let words = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    words.get(place).map_or_else(|| format!("{place}th"), |word| (*word).to_owned())
}

fn noun(sheet: &Sheet) -> &'static str {
    sheet.top.site.noun()
}

/// Languages by their codes.
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

/// What those of them that are written in Latin letters call themselves, in small letters.
const OWN: [(&str, &str); 9] = [
    ("es", "español"),
    ("es", "espanol"),
    ("fr", "français"),
    ("fr", "francais"),
    ("de", "deutsch"),
    ("pt", "português"),
    ("pt", "portugues"),
    ("it", "italiano"),
    ("nl", "nederlands"),
];

/// Returns the code of a language that is called by its English name, or by its own.
pub(super) fn language_called(name: &str) -> Option<&'static str> {
    let english = KNOWN.iter().find(|(_, known)| known.eq_ignore_ascii_case(name));
    let small = name.to_lowercase();
    english.or_else(|| OWN.iter().find(|(_, own)| *own == small)).map(|(code, _)| *code)
}

/// Returns what a language is called in English; its code, where it is not a common one.
fn language(code: &str) -> &'static str {
    let main = code.split('-').next().unwrap_or(code);
    KNOWN.iter().find(|(known, _)| *known == main).map_or("translated", |(_, name)| name)
}
