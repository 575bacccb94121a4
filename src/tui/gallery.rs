//! Pictures as pixels, where the terminal can show them. They are fetched after the frame that has room for them, so that no
//! screen waits for one; their words stand below them in any case.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageReader, Limits};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;
use ratatui_image::picker::{Picker, ProtocolType};
use ratatui_image::protocol::halfblocks::Halfblocks;
use ratatui_image::sliced::{SignedPosition, SlicedImage, SlicedProtocol};
use ratatui_image::{FontSize, Resize};

use super::sheet::Sheet;

/// A letter's width and height in pixels, where the terminal does not say.
const LETTER: (u16, u16) = (10, 20);

/// The most rows a picture takes, and the fewest on which anything can be seen.
const ROWS: (u16, u16) = (20, 4);

/// The widest and tallest picture that is read, in pixels, and the most memory it may take, in bytes.
const SIDE: u32 = 10_000;
const MEMORY: u64 = 256 << 20;

/// How a terminal shows pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pixels {
    /// Not at all: their words alone.
    #[default]
    Off,
    /// As half blocks in true colour, two dots to a letter.
    Blocks,
    /// By Kitty's protocol.
    Kitty,
    /// By iTerm2's protocol.
    Iterm,
    /// By Sixel, as terminals have drawn since the VT340.
    Sixel,
}

impl Pixels {
    /// Every way, by the word that chooses it.
    pub const ALL: [(&'static str, Self); 5] =
        [("off", Self::Off), ("blocks", Self::Blocks), ("kitty", Self::Kitty), ("iterm", Self::Iterm), ("sixel", Self::Sixel)];

    /// Returns the way of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, pixels)| *pixels)
    }

    /// Tells from the environment what the terminal can do; it is never asked. Within a multiplexer, which may not let pixels
    /// through, blocks are the most that is dared.
    pub fn guess(variable: impl Fn(&str) -> Option<String>) -> Self {
        let is = |name: &str, words: &[&str]| variable(name).is_some_and(|value| words.iter().any(|word| value.contains(word)));
        let is_within = is("TERM", &["tmux", "screen"]) || variable("TMUX").is_some() || variable("STY").is_some();
        let has_colours = is("COLORTERM", &["truecolor", "24bit"]);
        match () {
            () if is_within && has_colours => Self::Blocks,
            () if is_within => Self::Off,
            () if is("TERM", &["kitty", "ghostty"]) || is("TERM_PROGRAM", &["ghostty"]) => Self::Kitty,
            () if is("TERM_PROGRAM", &["iTerm", "WezTerm", "mintty"]) => Self::Iterm,
            () if is("TERM", &["foot", "mlterm", "contour", "sixel"]) => Self::Sixel,
            () if has_colours => Self::Blocks,
            () => Self::Off,
        }
    }
}

/// The pictures that were fetched, ready to be drawn in the room there is.
pub(super) struct Gallery {
    pixels: Pixels,
    room: Size,
    /// `None` for a picture that cannot be shown.
    hung: BTreeMap<Arc<str>, Option<SlicedProtocol>>,
}

impl Gallery {
    pub(super) const fn new(pixels: Pixels) -> Self {
        Self { pixels, room: Size::ZERO, hung: BTreeMap::new() }
    }

    /// Whether this terminal shows pictures at all.
    pub(super) fn is_open(&self) -> bool {
        self.pixels != Pixels::Off
    }

    /// Returns the rows a picture takes; none while it was not fetched, or where it cannot be shown.
    pub(super) fn rows(&self, path: &str) -> usize {
        self.hung.get(path).and_then(Option::as_ref).map_or(0, |picture| usize::from(picture.size().height))
    }

    /// Fetches the pictures of a sheet that are still missing. Returns whether there is something new to draw. `letter` is asked
    /// for the size of a letter in pixels.
    pub(super) fn hang<B: AsRef<[u8]>>(
        &mut self,
        sheet: &Sheet,
        rows: usize,
        letter: impl FnOnce() -> Option<(u16, u16)>,
        fetch: impl Fn(&str) -> Option<B>,
    ) -> bool {
        let room = room(sheet.columns, rows);
        if room != self.room {
            self.hung.clear();
            self.room = room;
        }
        let missing: Vec<Arc<str>> =
            sheet.pictures.iter().map(|placed| placed.path.clone()).filter(|path| !self.hung.contains_key(path)).collect();
        if missing.is_empty() {
            return false;
        }
        let (wide, tall) = letter().unwrap_or(LETTER);
        let letter = FontSize::new(wide, tall);
        for path in missing {
            let picture = fetch(&path).and_then(|bytes| decoded(bytes.as_ref())).and_then(|picture| self.fitted(picture, letter));
            self.hung.insert(path, picture);
        }
        true
    }

    /// Takes pictures down that are no longer what they were, to be fetched again.
    pub(super) fn take_down(&mut self, is_another: impl Fn(&str) -> bool) {
        self.hung.retain(|path, _| !is_another(path));
    }

    fn fitted(&self, picture: DynamicImage, letter: FontSize) -> Option<SlicedProtocol> {
        if self.room.height < ROWS.1 {
            return None;
        }
        let protocol = match self.pixels {
            Pixels::Off => return None,
            Pixels::Blocks => {
                // Made without the library's picker, which would change settings of a multiplexer it finds itself in.
                let letter = FontSize::new(LETTER.0, LETTER.1);
                let size = Resize::Scale(None).size_for(&picture, letter, self.room);
                let small = Resize::Scale(None).resize(&picture, letter, size, None);
                return Halfblocks::new(small, size).ok().map(SlicedProtocol::Halfblocks);
            }
            Pixels::Kitty => ProtocolType::Kitty,
            Pixels::Iterm => ProtocolType::Iterm2,
            Pixels::Sixel => ProtocolType::Sixel,
        };
        #[expect(deprecated, reason = "the way it recommends asks the terminal, and a mute one would hang")]
        let mut picker = Picker::from_fontsize(letter);
        picker.set_protocol_type(protocol);
        SlicedProtocol::new(&picker, picture, Some(self.room)).ok()
    }

    /// Draws the pictures of a sheet that are in sight, from the row that is scrolled to.
    pub(super) fn draw(&self, sheet: &Sheet, scroll: usize, body: Rect, buffer: &mut Buffer) {
        for placed in sheet.pictures.iter().filter(|placed| !placed.rows.is_empty()) {
            let Some(Some(picture)) = self.hung.get(&placed.path) else { continue };
            let signed = |number: usize| i16::try_from(number).unwrap_or(i16::MAX);
            let at = SignedPosition::from((signed(placed.column), signed(placed.rows.start).saturating_sub(signed(scroll))));
            SlicedImage::new(picture, at).render(body, buffer);
        }
    }
}

impl fmt::Debug for Gallery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gallery").field("pixels", &self.pixels).field("hung", &self.hung.keys()).finish_non_exhaustive()
    }
}

/// Returns the room for a picture: a third of the rows in sight is left for words.
fn room(columns: usize, rows: usize) -> Size {
    let tall = u16::try_from(rows * 2 / 3).unwrap_or(u16::MAX).min(ROWS.0);
    Size::new(u16::try_from(columns.saturating_sub(2)).unwrap_or(u16::MAX), tall)
}

/// Reads a picture, unless it is none or would take too much.
fn decoded(bytes: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    reader.decode().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(variables: &[(&str, &str)]) -> Pixels {
        Pixels::guess(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_environment_tells_what_a_terminal_can_show() {
        assert_eq!(guessed(&[]), Pixels::Off);
        assert_eq!(guessed(&[("TERM", "xterm-256color")]), Pixels::Off);
        assert_eq!(guessed(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Pixels::Blocks);
        assert_eq!(guessed(&[("TERM", "xterm-kitty"), ("COLORTERM", "truecolor")]), Pixels::Kitty);
        assert_eq!(guessed(&[("TERM_PROGRAM", "iTerm.app"), ("COLORTERM", "truecolor")]), Pixels::Iterm);
        assert_eq!(guessed(&[("TERM", "foot"), ("COLORTERM", "truecolor")]), Pixels::Sixel);
        assert_eq!(guessed(&[("TERM", "tmux-256color"), ("COLORTERM", "truecolor"), ("TERM_PROGRAM", "iTerm.app")]), Pixels::Blocks);
        assert_eq!(guessed(&[("TERM", "screen"), ("KITTY_WINDOW_ID", "1")]), Pixels::Off);
    }

    #[test]
    fn a_picture_that_was_painted_over_is_fetched_again_and_no_other() {
        let mut gallery = Gallery::new(Pixels::Blocks);
        let mut sheet = Sheet::new(60);
        sheet.picture(&"img/one.png".into(), 2, 0);
        sheet.picture(&"img/other.png".into(), 2, 0);
        let fetched = std::cell::Cell::new(0);
        let fetch = |_: &str| {
            fetched.set(fetched.get() + 1);
            Some(b"no picture".to_vec())
        };
        gallery.hang(&sheet, 20, || None, fetch);
        assert_eq!(fetched.take(), 2);
        gallery.take_down(|path| path == "img/one.png");
        assert!(gallery.hang(&sheet, 20, || None, fetch));
        assert_eq!(fetched.take(), 1);
    }

    #[test]
    fn what_is_no_picture_takes_no_rows_and_is_not_fetched_again() {
        let mut gallery = Gallery::new(Pixels::Blocks);
        let mut sheet = Sheet::new(60);
        sheet.picture(&"img/broken.png".into(), 2, 0);
        assert!(gallery.hang(&sheet, 20, || None, |_| Some(b"no picture".to_vec())));
        assert_eq!(gallery.rows("img/broken.png"), 0);
        assert!(!gallery.hang(&sheet, 20, || None, |_| -> Option<Vec<u8>> { panic!("fetched again") }));
    }
}
