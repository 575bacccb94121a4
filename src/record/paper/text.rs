//! Sets words: which face each letter is from, in which order letters of both directions stand, how they join. Knows no page.

use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};
use unicode_bidi::BidiInfo;
use unicode_segmentation::UnicodeSegmentation;

use super::face::{Face, Faces, Style};

/// A line that has been set. Measures are those of letters of size 1.
pub(super) struct Line<'a> {
    /// What it says, in the order it is read.
    pub(super) text: String,
    /// Its pieces from left to right.
    pub(super) pieces: Vec<Piece<'a>>,
    /// How wide it is.
    pub(super) width: f32,
    /// Whether some of it runs from right to left.
    pub(super) turns: bool,
}

/// A piece of a line, in one face and one direction.
pub(super) struct Piece<'a> {
    pub(super) face: &'a Face,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

/// Longer texts are cut: no page has room for more.
const MOST: usize = 600;

/// Sets a line.
pub(super) fn line<'a>(text: &str, faces: &'a Faces, style: Style) -> Line<'a> {
    let bidi = BidiInfo::new(text, None);
    let mut pieces = Vec::new();
    let mut turns = false;
    for paragraph in &bidi.paragraphs {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let is_rtl = levels.get(run.start).is_some_and(unicode_bidi::Level::is_rtl);
            turns |= is_rtl;
            let words = text.get(run).unwrap_or_default();
            let mut set: Vec<Piece<'a>> = faces
                .stretches(words, style)
                .into_iter()
                .map(|(face, range)| piece(words.get(range).unwrap_or_default(), face, is_rtl))
                .collect();
            if is_rtl {
                set.reverse();
            }
            pieces.append(&mut set);
        }
    }
    let width = pieces.iter().map(|piece| piece.width).sum();
    Line { text: text.to_owned(), pieces, width, turns }
}

fn piece<'a>(text: &str, face: &'a Face, is_rtl: bool) -> Piece<'a> {
    let mut glyphs = Vec::new();
    let mut width = 0.0;
    if let Some(shaper) = face.shaper() {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        let shaped = rustybuzz::shape(&shaper, &[], buffer);
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        #[expect(clippy::cast_precision_loss, reason = "font units are small numbers")]
        let em = |units: i32| units as f32 / face.font.units_per_em();
        for (info, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let start = info.cluster as usize;
            let end = starts.iter().copied().find(|next| *next > start).unwrap_or(text.len());
            width += em(place.x_advance);
            let (advance, x, y) = (em(place.x_advance), em(place.x_offset), em(place.y_offset));
            glyphs.push(KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, x, y, em(place.y_advance), start..end, None));
        }
    }
    Piece { face, text: text.to_owned(), glyphs, width }
}

impl Line<'_> {
    /// Sets the letters further apart, as headings in capitals are. Not for scripts whose letters join.
    pub(super) fn spaced(mut self, by: f32) -> Self {
        if !self.turns {
            for piece in &mut self.pieces {
                for glyph in &mut piece.glyphs {
                    glyph.x_advance += by;
                    piece.width += by;
                    self.width += by;
                }
            }
        }
        self
    }
}

/// Breaks a text into lines of letters of some size that fit a width, and sets them.
pub(super) fn wrap<'a>(text: &str, faces: &'a Faces, style: Style, size: f32, width: f32) -> Vec<Line<'a>> {
    let fits = |words: &str| line(words, faces, style).width * size <= width;
    let mut lines: Vec<String> = Vec::new();
    let mut now = String::new();
    for (word, gap) in words(&shortened(text)) {
        let longer = if now.is_empty() { word.to_owned() } else { format!("{now}{gap}{word}") };
        if fits(&longer) {
            now = longer;
            continue;
        }
        if !now.is_empty() {
            lines.push(std::mem::take(&mut now));
        }
        // A word that is wider than the page is broken where it must be.
        for cluster in word.graphemes(true) {
            let longer = format!("{now}{cluster}");
            if now.is_empty() || fits(&longer) {
                now = longer;
            } else {
                lines.push(std::mem::replace(&mut now, cluster.to_owned()));
            }
        }
    }
    if !now.is_empty() {
        lines.push(now);
    }
    lines.iter().map(|words| line(words, faces, style)).collect()
}

/// Sets a text in the largest of these sizes in which it fits into so many lines; in the smallest it is cut short, and says so by `…`.
pub(super) fn fit<'a>(text: &str, faces: &'a Faces, style: Style, sizes: &[f32], width: f32, most: usize) -> (f32, Vec<Line<'a>>) {
    let mut tried = (0.0, Vec::new());
    for size in sizes.iter().copied() {
        tried = (size, wrap(text, faces, style, size, width));
        if tried.1.len() <= most {
            return tried;
        }
    }
    let (size, mut lines) = tried;
    lines.truncate(most);
    if let Some(last) = lines.pop() {
        let mut words = last.text;
        while line(&format!("{words}…"), faces, style).width * size > width && !words.is_empty() {
            let end = words.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
            words.truncate(end);
        }
        lines.push(line(&format!("{words}…"), faces, style));
    }
    (size, lines)
}

/// The parts of a text between which a line may end, each with what stands before it on the same line: a space, or nothing after a
/// hyphen.
fn words(text: &str) -> Vec<(&str, &'static str)> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let parts = word.split_inclusive(['-', '\u{2013}', '\u{2014}']);
        words.extend(parts.enumerate().map(|(place, part)| (part, if place == 0 { " " } else { "" })));
    }
    words
}

pub(super) fn shortened(text: &str) -> String {
    if text.graphemes(true).count() <= MOST { text.to_owned() } else { text.graphemes(true).take(MOST).chain(["…"]).collect() }
}
