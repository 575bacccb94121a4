//! Puts words and shapes on a sheet, each with what a screen reader is to make of it.

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, Tag, TagGroup, TagKind, TagTree};

use super::face::{Faces, Style};
use super::text::{Line, fit, line};

/// Letter, landscape, in points.
pub(super) const WIDTH: f32 = 792.0;
pub(super) const HEIGHT: f32 = 612.0;
/// Words keep so far from the edge.
pub(super) const MARGIN: f32 = 64.0;

pub(super) type Color = [u8; 3];
pub(super) const INK: Color = [0x1c, 0x25, 0x2e];
pub(super) const SOFT: Color = [0x55, 0x60, 0x6b];
pub(super) const TEAL: Color = [0x0c, 0x4a, 0x59];
pub(super) const BRONZE: Color = [0xa3, 0x7c, 0x40];
pub(super) const BLACK: Color = [0, 0, 0];

/// A sheet being drawn.
pub(super) struct Sheet<'a, 'f> {
    pub(super) surface: Surface<'a>,
    pub(super) faces: &'f Faces,
    pub(super) tags: TagTree,
    pub(super) link: Option<Link>,
}

/// What is left of a sheet when its words stand.
pub(super) struct Drawn {
    pub(super) tags: TagTree,
    pub(super) link: Option<Link>,
}

/// Words that lead somewhere.
pub(super) struct Link {
    /// Where they stand among what is read.
    pub(super) place: usize,
    pub(super) text: Identifier,
    pub(super) area: Rect,
    pub(super) address: String,
}

/// Where a line stands between left and right.
#[derive(Clone, Copy)]
pub(super) enum At {
    Middle(f32),
    Left(f32),
}

impl Sheet<'_, '_> {
    /// Ends the drawing.
    pub(super) fn finish(self) -> Drawn {
        self.surface.finish();
        Drawn { tags: self.tags, link: self.link }
    }

    /// Writes a paragraph over as many lines as there may be, and moves down.
    #[expect(clippy::too_many_arguments, reason = "a paragraph on a page has a place, a size, a color and bounds")]
    pub(super) fn block(&mut self, text: &str, size: f32, at: At, y: &mut f32, color: Color, wide: f32, most: usize) {
        let (size, lines) = fit(text, self.faces, Style::Text, &[size, size * 0.9, size * 0.8], wide, most);
        let found = lines.iter().map(|line| self.step(line, size, at, y, color)).collect();
        self.tag(Tag::P, found);
    }

    pub(super) fn paragraph(&mut self, text: &str, size: f32, at: At, y: f32, color: Color) {
        let found = self.write(&line(text, self.faces, Style::Text), size, at, y, color);
        self.tag(Tag::P, vec![found]);
    }

    /// Writes a line and moves down to the next.
    pub(super) fn step(&mut self, line: &Line<'_>, size: f32, at: At, y: &mut f32, color: Color) -> Identifier {
        let found = self.write(line, size, at, *y, color);
        *y += size * 1.34;
        found
    }

    /// Writes a line on its base line.
    pub(super) fn write(&mut self, line: &Line<'_>, size: f32, at: At, y: f32, color: Color) -> Identifier {
        // Letters that stand in another order than they are read, or are set in capitals, are told as they are read.
        let told = line.turns.then_some(line.text.as_str());
        let found = self.surface.start_tagged(ContentTag::Span(SpanTag::empty().with_actual_text(told)));
        self.surface.set_fill(Some(fill(color)));
        let mut x = match at {
            At::Middle(middle) => middle - line.width * size / 2.0,
            At::Left(left) => left,
        };
        for piece in &line.pieces {
            self.surface.draw_glyphs(Point::from_xy(x, y), &piece.glyphs, piece.face.font.clone(), &piece.text, size, false);
            x += piece.width * size;
        }
        self.surface.end_tagged();
        found
    }

    /// A thin line across, for the eye only.
    pub(super) fn rule(&mut self, left: f32, y: f32, wide: f32) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(BRONZE)));
        self.box_at(left, y, wide, 0.7);
        self.surface.end_tagged();
    }

    pub(super) fn box_at(&mut self, left: f32, top: f32, wide: f32, high: f32) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(left, top, wide, high) {
            path.push_rect(rect);
        }
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    pub(super) fn stroke(&mut self, color: Color, width: f32) {
        self.surface.set_stroke(Some(Stroke { paint: rgb(color).into(), width, ..Stroke::default() }));
    }

    pub(super) fn tag(&mut self, tag: impl Into<TagKind>, found: Vec<Identifier>) {
        let mut group = TagGroup::new(tag);
        for found in found {
            group.push(found);
        }
        self.tags.push(group);
    }
}

pub(super) fn fill(color: Color) -> Fill {
    Fill { paint: rgb(color).into(), ..Fill::default() }
}

pub(super) fn rgb([red, green, blue]: Color) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}
