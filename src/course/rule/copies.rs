//! Files that are copies of others by their names, as systems and people call them, and that have ids of theirs: whoever is told to give each id
//! in a copy another name renames a course that learners know.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::course::read::Sheet;
use crate::prose::Words;

use super::Looked;

/// What systems put before the name of a copy.
const BEFORE: [&str; 5] = ["copy of ", "copia de ", "copie de ", "kopie von ", "cópia de "];
/// What they put behind it.
const BEHIND: [&str; 6] = ["copy", "copia", "copie", "kopie", "cópia", "副本"];

/// Returns the copies, each with the file it is a copy of. They are looked for once.
pub(super) fn copies<'l>(looked: &'l Looked<'_>) -> &'l BTreeMap<Arc<str>, Arc<str>> {
    looked.copies.get_or_init(|| {
        let mut found = BTreeMap::new();
        for sheets in [&looked.draft.lessons, &looked.draft.quizzes] {
            let copies: Vec<(&Sheet, String)> = sheets.iter().filter_map(|sheet| Some((sheet, bare(&sheet.stem)?))).collect();
            if copies.is_empty() {
                continue;
            }
            let mut first: HashMap<(&str, String), &Sheet> = HashMap::new();
            for sheet in sheets {
                first.entry((folder(sheet), sheet.stem.to_lowercase())).or_insert(sheet);
            }
            for (copy, bare) in copies {
                let original = first.get(&(folder(copy), bare));
                if let Some(original) = original.filter(|original| !ids(original).is_disjoint(&ids(copy))) {
                    found.insert(copy.file.clone(), original.file.clone());
                }
            }
        }
        found
    })
}

/// Says what to do with a copy.
pub(super) fn help(original: &str) -> String {
    format!("this looks like a copy of `{original}`: delete it, or move it out of the course's folder")
}

fn folder(sheet: &Sheet) -> &str {
    sheet.file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn ids(sheet: &Sheet) -> BTreeSet<&str> {
    let own = sheet.top.parts.words("id").map(Words::markdown);
    own.into_iter().chain(sheet.top.sections.iter().filter_map(|section| section.question_id())).collect()
}

/// Returns a name, in small letters, without what is put around it in the name of a copy; `None` where there is nothing of the kind.
fn bare(stem: &str) -> Option<String> {
    let whole = stem.to_lowercase();
    let mut rest = whole.as_str();
    loop {
        let before = rest.len();
        rest = BEFORE.iter().find_map(|words| rest.strip_prefix(words)).unwrap_or(rest);
        // `x (2)`, and after a word for it also `x copy 2`.
        let numbered =
            rest.strip_suffix(')').and_then(|rest| rest.trim_end_matches(|letter: char| letter.is_ascii_digit()).strip_suffix(" ("));
        rest = numbered.unwrap_or(rest);
        let unnumbered = rest.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end();
        let named = |rest: &'_ str| BEHIND.iter().find_map(|word| rest.strip_suffix(word)).map(str::len);
        if let Some(length) = named(rest).or_else(|| named(unnumbered)) {
            let name = rest.get(..length).unwrap_or(rest).trim_end_matches([' ', '-', '_', '.']);
            rest = if name.len() < length && !name.is_empty() { name } else { rest };
        }
        if rest.len() == before {
            break;
        }
    }
    (rest.len() < whole.len()).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_copy_is_known_by_what_is_put_around_a_name() {
        for copy in [
            "reviews - Copy",
            "reviews - Copy (2)",
            "Copy of reviews",
            "reviews (1)",
            "reviews copy",
            "reviews copy 2",
            "reviews-copy",
            "reviews_copy",
            "reviews - Kopie",
            "Kopie von reviews",
            "reviews - copia",
            "Copia de reviews",
            "reviews - 副本",
            "Copy of Copy of reviews (3)",
        ] {
            assert_eq!(bare(copy).as_deref(), Some("reviews"), "{copy}");
        }
        for own in ["reviews", "photocopy", "copy", "reviews-2", "copies", "reviews ()x"] {
            assert_eq!(bare(own), None, "{own}");
        }
    }
}
