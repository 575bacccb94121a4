//! A QR code as one shape: black modules on the white of the page, with the quiet zone that scanners need.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

/// The white border around a code, in modules; the standard asks for four.
const QUIET: f32 = 4.0;

/// A code, ready to be drawn.
pub(super) struct Code {
    code: QrCode,
}

impl Code {
    /// Returns the code of a text, as robust as fits; `None` where a text is too long for any.
    pub(super) fn of(text: &str) -> Option<Self> {
        [EcLevel::M, EcLevel::L]
            .into_iter()
            .find_map(|level| QrCode::with_error_correction_level(text, level).ok())
            .map(|code| Self { code })
    }

    /// Returns its shape in a square of a side whose right upper corner is at a place, and how wide the quiet zone around it must be.
    pub(super) fn shape(&self, right: f32, top: f32, side: f32) -> Option<(Path, f32)> {
        let count = self.code.width();
        let module = side / f32::from(u16::try_from(count).ok()?);
        let left = right - side;
        let at = |from: f32, place: u16| from + module * f32::from(place);
        let mut shape = PathBuilder::new();
        let colors = self.code.to_colors();
        for (row, modules) in (0_u16..).zip(colors.chunks(count)) {
            let mut column = 0;
            while column < modules.len() {
                // Neighbours in a row are one rectangle, so that no viewer draws a hair between them.
                let dark = modules.iter().skip(column).take_while(|color| **color == Color::Dark).count();
                if dark > 0 {
                    let (from, wide) = (u16::try_from(column).ok()?, f32::from(u16::try_from(dark).ok()?));
                    shape.push_rect(Rect::from_xywh(at(left, from), at(top, row), module * wide, module)?);
                }
                column += dark.max(1);
            }
        }
        Some((shape.finish()?, module * QUIET))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_code_says_can_be_read_back() {
        for text in ["bedside certificate 1\nname: Zoë د. محمد 王\n".to_owned(), "x".repeat(2_900)] {
            let code = Code::of(&text).unwrap();
            assert!(code.shape(600.0, 100.0, 124.0).is_some());
            let (count, colors) = (code.code.width(), code.code.to_colors());
            // Four dots a module, and the quiet zone around.
            let side = (count + 8) * 4;
            let dark = |x: usize, y: usize| {
                let (column, row) = ((x / 4).wrapping_sub(4), (y / 4).wrapping_sub(4));
                column < count && row < count && colors[row * count + column] == Color::Dark
            };
            let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if dark(x, y) { 0 } else { 255 });
            let found = picture.detect_grids();
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].decode().unwrap().1, text);
        }
        assert!(Code::of(&"x".repeat(3_000)).is_none());
    }
}
