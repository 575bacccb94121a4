//! The faces a certificate is set in. Four come with the program; others may be handed in for letters that these lack.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use krilla::Data;
use krilla::text::Font;
use rustybuzz::ttf_parser::{self, Tag, name_id};
use unicode_segmentation::UnicodeSegmentation;

const TEXT: &[u8] = include_bytes!("fonts/text.ttf");
const DISPLAY: &[u8] = include_bytes!("fonts/display.ttf");
const ARABIC: &[u8] = include_bytes!("fonts/arabic.ttf");
const HEBREW: &[u8] = include_bytes!("fonts/hebrew.ttf");

/// The faces at hand, in the order they are asked.
pub struct Faces {
    faces: Vec<Face>,
    display: Face,
}

/// A face in a font file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inside {
    /// Its place in the file.
    pub index: u32,
    /// What it is called.
    pub name: String,
    /// Which of the letters that were asked for it has.
    pub letters: BTreeSet<char>,
}

/// One face.
pub(super) struct Face {
    pub(super) font: Font,
    bytes: Cow<'static, [u8]>,
    index: u32,
    letters: HashSet<char>,
}

/// Whether words are set plainly, or large as names and headings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Text,
    Display,
}

impl Faces {
    /// Returns the faces that come with the program; `None` only if the program itself is damaged.
    #[must_use]
    pub fn ours() -> Option<Self> {
        let faces = [TEXT, ARABIC, HEBREW].into_iter().map(|bytes| Face::new(Cow::Borrowed(bytes), 0)).collect::<Option<_>>()?;
        Some(Self { faces, display: Face::new(Cow::Borrowed(DISPLAY), 0)? })
    }

    /// Returns the letters of a text that no face has.
    #[must_use]
    pub fn lacking(&self, text: &str) -> BTreeSet<char> {
        text.chars().filter(|letter| !is_invisible(*letter) && !self.faces.iter().any(|face| face.has(*letter))).collect()
    }

    /// Returns the faces of a font file that have some of these letters, drawn as outlines.
    #[must_use]
    pub fn within(bytes: &[u8], letters: &BTreeSet<char>) -> Vec<Inside> {
        let count = ttf_parser::fonts_in_collection(bytes).unwrap_or(1).min(64);
        let inside = |index| {
            let face = ttf_parser::Face::parse(bytes, index).ok()?;
            let drawn = [b"glyf", b"CFF "].iter().any(|tag| face.raw_face().table(Tag::from_bytes(tag)).is_some());
            let letters: BTreeSet<char> = letters.iter().copied().filter(|letter| face.glyph_index(*letter).is_some()).collect();
            // A variable font would be set at its thinnest or boldest; a picture font is not for print.
            (drawn && !face.is_variable() && !letters.is_empty()).then(|| Inside { index, name: family(&face), letters })
        };
        (0..count).filter_map(inside).collect()
    }

    /// Adds a face for letters that the others lack. Says whether it could be read.
    pub fn add(&mut self, bytes: Vec<u8>, index: u32) -> bool {
        let face = Face::new(Cow::Owned(bytes), index);
        let read = face.is_some();
        self.faces.extend(face);
        read
    }

    /// Returns the faces that a text is set in, each with the stretch of bytes it sets, in the order of the text.
    pub(super) fn stretches(&self, text: &str, style: Style) -> Vec<(&Face, std::ops::Range<usize>)> {
        if style == Style::Display && text.chars().all(|letter| is_invisible(letter) || self.display.has(letter)) {
            return vec![(&self.display, 0..text.len())];
        }
        let mut stretches: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
        for (at, cluster) in text.grapheme_indices(true) {
            let end = at + cluster.len();
            let has_all = |face: &Face| cluster.chars().all(|letter| is_invisible(letter) || face.has(letter));
            // A letter stays in the face of the one before it, if that has it: spaces and digits do not change the face.
            let before = stretches.last().map(|(place, _)| *place);
            let kept = before.filter(|place| self.faces.get(*place).is_some_and(has_all));
            let place = kept.or_else(|| self.faces.iter().position(has_all)).or(before).unwrap_or(0);
            match stretches.last_mut() {
                Some((last, range)) if *last == place => range.end = end,
                _ => stretches.push((place, at..end)),
            }
        }
        stretches.into_iter().filter_map(|(place, range)| Some((self.faces.get(place)?, range))).collect()
    }
}

impl Face {
    fn new(bytes: Cow<'static, [u8]>, index: u32) -> Option<Self> {
        let data = match &bytes {
            Cow::Borrowed(bytes) => Data::from(*bytes),
            Cow::Owned(bytes) => Data::from(bytes.clone()),
        };
        let mut letters = HashSet::new();
        for table in rustybuzz::Face::from_slice(&bytes, index)?.tables().cmap?.subtables {
            if table.is_unicode() {
                table.codepoints(|code| letters.extend(char::from_u32(code).filter(|_| table.glyph_index(code).is_some())));
            }
        }
        Some(Self { font: Font::new(data, index)?, bytes, index, letters })
    }

    fn has(&self, letter: char) -> bool {
        self.letters.contains(&letter)
    }

    pub(super) fn shaper(&self) -> Option<rustybuzz::Face<'_>> {
        rustybuzz::Face::from_slice(&self.bytes, self.index)
    }
}

/// What a face is called, in the first of its languages that can be read.
fn family(face: &ttf_parser::Face<'_>) -> String {
    let names = face.names();
    names.into_iter().filter(|name| name.name_id == name_id::FULL_NAME).find_map(|name| name.to_string()).unwrap_or_default()
}

/// Letters that are never seen: joiners and marks of direction.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
