//! Fonts of this computer, for letters that the faces in the program lack: Chinese, Japanese, Korean, Thai and whatever else a name has.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::record::paper::{Faces, Inside};

use super::tongue::Tongue;

/// A font larger than this is not read.
const LARGEST: u64 = 80 << 20;

/// So many font files are looked into at most, and so deep in folders.
const MOST: usize = 4_000;
const DEEP: usize = 8;

/// What the names of fonts that go well with ours have in them, best first.
const LIKED: [&str; 6] = ["notoserif", "sourcehanserif", "notosans", "sourcehansans", "serif", "regular"];

/// So many fonts are added at most.
const ADDED: usize = 8;

/// Returns the faces of the program and, where some of these words need them, those of the computer that have the rest: one font with
/// all of it where there is one, else as few as have most. The letters of China, Japan and Korea come from a font that is made for the
/// language, as far as it can be told.
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
        look(&mut faces, lacking, Tongue::of(words), folders);
    }
    Some(faces)
}

/// The blocks of Unicode that scripts have, with the font of Noto that is made for each, in order.
const SCRIPTS: [(u32, u32, &str); 35] = [
    (0x0530, 0x058F, "Noto Sans Armenian"),
    (0x0590, 0x05FF, "Noto Sans Hebrew"),
    (0x0600, 0x06FF, "Noto Sans Arabic"),
    (0x0700, 0x074F, "Noto Sans Syriac"),
    (0x0750, 0x077F, "Noto Sans Arabic"),
    (0x0780, 0x07BF, "Noto Sans Thaana"),
    (0x08A0, 0x08FF, "Noto Sans Arabic"),
    (0x0900, 0x097F, "Noto Sans Devanagari"),
    (0x0980, 0x09FF, "Noto Sans Bengali"),
    (0x0A00, 0x0A7F, "Noto Sans Gurmukhi"),
    (0x0A80, 0x0AFF, "Noto Sans Gujarati"),
    (0x0B00, 0x0B7F, "Noto Sans Oriya"),
    (0x0B80, 0x0BFF, "Noto Sans Tamil"),
    (0x0C00, 0x0C7F, "Noto Sans Telugu"),
    (0x0C80, 0x0CFF, "Noto Sans Kannada"),
    (0x0D00, 0x0D7F, "Noto Sans Malayalam"),
    (0x0D80, 0x0DFF, "Noto Sans Sinhala"),
    (0x0E00, 0x0E7F, "Noto Sans Thai"),
    (0x0E80, 0x0EFF, "Noto Sans Lao"),
    (0x0F00, 0x0FFF, "Noto Serif Tibetan"),
    (0x1000, 0x109F, "Noto Sans Myanmar"),
    (0x10A0, 0x10FF, "Noto Sans Georgian"),
    (0x1100, 0x11FF, CJK),
    (0x1200, 0x139F, "Noto Sans Ethiopic"),
    (0x13A0, 0x13FF, "Noto Sans Cherokee"),
    (0x1780, 0x17FF, "Noto Sans Khmer"),
    (0x1800, 0x18AF, "Noto Sans Mongolian"),
    (0x2D80, 0x2DDF, "Noto Sans Ethiopic"),
    (0x2E80, 0x9FFF, CJK),
    (0xA960, 0xA97F, CJK),
    (0xAB00, 0xAB2F, "Noto Sans Ethiopic"),
    (0xAC00, 0xD7FF, CJK),
    (0xF900, 0xFAFF, CJK),
    (0xFF00, 0xFFEF, CJK),
    (0x20000, 0x3FFFF, CJK),
];

const CJK: &str = "Noto Serif CJK";

/// Returns the fonts, each with the package of Debian that has it, that are made for the scripts of these letters.
#[must_use]
pub fn with(letters: &BTreeSet<char>) -> BTreeSet<(&'static str, &'static str)> {
    let made = |letter: &char| {
        let number = u32::from(*letter);
        let (.., font) = SCRIPTS.iter().find(|(first, last, _)| (*first..=*last).contains(&number))?;
        Some((*font, if *font == CJK { "fonts-noto-cjk" } else { "fonts-noto-core" }))
    };
    letters.iter().filter_map(made).collect()
}

/// A font that has some of the letters.
struct Candidate {
    file: PathBuf,
    index: u32,
    letters: BTreeSet<char>,
}

/// Adds the best fonts that have the letters between them, as far as there are any.
fn look(faces: &mut Faces, mut lacking: BTreeSet<char>, tongue: Option<Tongue>, folders: &[PathBuf]) {
    let mut files = Vec::new();
    for folder in folders {
        gather(folder, DEEP, &mut files);
    }
    files.sort_by_key(|file| (rank(file, tongue), file.clone()));
    let mut candidates: Vec<Candidate> = Vec::new();
    for file in files {
        let Some(found) = candidate(file, &lacking, tongue) else { continue };
        let has_all = found.letters.len() == lacking.len();
        candidates.push(found);
        if has_all {
            break;
        }
    }
    for _ in 0..ADDED {
        let Some(best) = best(&candidates, &lacking) else { break };
        if let Ok(bytes) = fs::read(&best.file)
            && faces.add(bytes, best.index)
        {
            lacking = &lacking - &best.letters;
        } else {
            break;
        }
    }
}

/// Returns the font that has most of the letters; of equals the first.
fn best<'a>(candidates: &'a [Candidate], lacking: &BTreeSet<char>) -> Option<&'a Candidate> {
    let has = |candidate: &Candidate| candidate.letters.intersection(lacking).count();
    candidates.iter().rev().max_by_key(|candidate| has(candidate)).filter(|candidate| has(candidate) > 0)
}

/// Looks into a font file. Of several faces in one file the one with most of the letters counts; of equals, the one made for the language.
fn candidate(file: PathBuf, lacking: &BTreeSet<char>, tongue: Option<Tongue>) -> Option<Candidate> {
    if fs::metadata(&file).is_ok_and(|about| about.len() > LARGEST) {
        return None;
    }
    let bytes = fs::read(&file).ok()?;
    let mut found = Faces::within(&bytes, lacking);
    found.sort_by_key(|inside| (lacking.len() - inside.letters.len(), tongue.map_or(0, |tongue| tongue.misfit(&inside.name))));
    let Inside { index, letters, .. } = found.into_iter().next()?;
    Some(Candidate { file, index, letters })
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

/// Returns how late a font is asked: one made for the language comes first, then those we like, and of one family the upright face of
/// usual weight.
fn rank(file: &Path, tongue: Option<Tongue>) -> (u8, usize, bool) {
    let name = file.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let liked = LIKED.iter().position(|part| name.contains(part)).unwrap_or(LIKED.len());
    (tongue.map_or(0, |tongue| tongue.misfit(&name)), liked, !name.contains("regular"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_is_named_for_the_script_of_the_letters() {
        let named = |letters: &str| with(&letters.chars().collect()).into_iter().map(|(font, _)| font).collect::<Vec<_>>();
        for (letters, font) in [
            ("王小明", "Noto Serif CJK"),
            ("김", "Noto Serif CJK"),
            ("ひカ", "Noto Serif CJK"),
            ("अनीता", "Noto Sans Devanagari"),
            ("አበበ", "Noto Sans Ethiopic"),
            ("สมชาย", "Noto Sans Thai"),
            ("ბ", "Noto Sans Georgian"),
            ("\u{10280}", ""),
        ] {
            assert_eq!(named(letters).join(","), font, "{letters}");
        }
        assert_eq!(named("ส王"), ["Noto Sans Thai", "Noto Serif CJK"]);
        assert!(with(&BTreeSet::from(['a', '\u{10fffd}'])).is_empty());
    }

    fn in_order(tongue: Option<Tongue>, mut files: Vec<&str>) -> Vec<&str> {
        files.sort_by_key(|file| (rank(Path::new(file), tongue), *file));
        files
    }

    #[test]
    fn a_font_made_for_the_language_is_asked_first_and_one_for_another_last() {
        let fonts = || {
            vec![
                "ipaexm.ttf",
                "NotoSansCJK-Regular.ttc",
                "NotoSerifCJK-Bold.ttc",
                "NotoSerifCJK-Regular.ttc",
                "NotoSerifJP-Regular.otf",
                "wqy-zenhei.ttc",
            ]
        };
        let mut chinese = fonts();
        chinese.sort_unstable();
        assert_eq!(
            in_order(Some(Tongue::Simplified), chinese),
            [
                "wqy-zenhei.ttc",
                "NotoSerifCJK-Regular.ttc",
                "NotoSerifCJK-Bold.ttc",
                "NotoSansCJK-Regular.ttc",
                "NotoSerifJP-Regular.otf",
                "ipaexm.ttf"
            ]
        );
        assert_eq!(in_order(Some(Tongue::Japanese), fonts())[..2], ["NotoSerifJP-Regular.otf", "ipaexm.ttf"]);
    }

    #[test]
    fn without_such_letters_those_that_go_well_with_ours_come_first() {
        assert_eq!(
            in_order(
                None,
                vec!["DejaVuSans.ttf", "FreeSerif.ttf", "NotoSansThai-Regular.ttf", "NotoSerifThai-Bold.ttf", "NotoSerifThai-Regular.ttf"]
            ),
            ["NotoSerifThai-Regular.ttf", "NotoSerifThai-Bold.ttf", "NotoSansThai-Regular.ttf", "FreeSerif.ttf", "DejaVuSans.ttf"]
        );
    }

    #[test]
    fn as_few_fonts_as_have_most_are_taken() {
        let font = |file: &str, letters: &str| Candidate { file: file.into(), index: 0, letters: letters.chars().collect() };
        let fonts = [font("one", "a"), font("two", "ab"), font("three", "bc"), font("four", "d")];
        let mut lacking: BTreeSet<char> = "abcx".chars().collect();
        let mut taken = Vec::new();
        while let Some(found) = best(&fonts, &lacking) {
            taken.push(found.file.display().to_string());
            lacking = &lacking - &found.letters;
        }
        assert_eq!((taken, lacking), (vec!["two".to_owned(), "three".to_owned()], BTreeSet::from(['x'])));
    }
}
