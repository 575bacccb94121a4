//! What a session shows, and where one is on it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::clock::Clock;
use crate::course::proof::Remarks;
use crate::tui::keymap::Action;
use crate::tui::remark;
use crate::tui::sheet::{Anchor, Sheet};
use crate::tui::widget::frame;
use crate::tui::world::Screen;

use super::App;

impl App {
    /// Draws the session and returns where the cursor stands.
    pub fn draw(&mut self, area: Rect, buffer: &mut Buffer, clock: &dyn Clock) -> Option<Position> {
        let anchor = if self.window == area { None } else { self.anchor(clock) };
        let last = self.screens.last()?;
        (self.window, self.area) = (area, area);
        let parts = last.parts(&self.world(clock));
        let strip = remark::strip(self.remarks.as_deref().unwrap_or(&Remarks::default()), &parts, area);
        self.area.height = area.height - strip.height;
        self.remark.clone_from(&strip.line);
        strip.draw(self.settled.look, area, buffer);
        if let Some(anchor) = anchor {
            self.reflow(anchor, clock);
        }
        let last = self.screens.last()?;
        let world = self.world(clock);
        if last.is_panel()
            && let Some(below) = self.screens.iter().rev().nth(1)
        {
            below.draw(&below.sheet(&world, world.columns()), &world, buffer);
        }
        let sheet = last.sheet(&world, world.columns());
        let cursor = last.draw(&sheet, &world, buffer);
        self.drawn = Some(sheet);
        cursor
    }

    /// Returns what a screen has to show.
    pub(super) fn sheet(&self, screen: &dyn Screen, clock: &dyn Clock) -> Sheet {
        let world = self.world(clock);
        screen.sheet(&world, world.columns())
    }

    /// Whether it can be seen what an action is about: in a window that has no room for a screen, nobody can answer what it asks.
    pub(super) const fn has_in_sight(&self, action: &Action) -> bool {
        frame::has_room(self.area) || action.is_of_no_screen()
    }

    /// Returns where one is on the screen in front. However often a window changes its size, the place it had before is the one kept.
    fn anchor(&self, clock: &dyn Clock) -> Option<Anchor> {
        let screen = self.screens.last()?;
        let here = |sheet: &Sheet| screen.view().anchor(sheet, self.world(clock).rows());
        self.held.or_else(|| Some(self.drawn.as_ref().map_or_else(|| here(&self.sheet(screen.as_ref(), clock)), here)))
    }

    /// Goes on at a place of the screen in front, which is laid out to another size now.
    fn reflow(&mut self, anchor: Anchor, clock: &dyn Clock) {
        self.held = Some(anchor);
        let Some(screen) = self.screens.last() else { return };
        let sheet = self.sheet(screen.as_ref(), clock);
        let effects = self.update(&Action::Reflowed(anchor), &sheet, clock);
        debug_assert_eq!(effects, []);
    }

    /// Draws where Enter most likely leads to, for nobody to see: what turns a page has then been fetched from the disk and from the
    /// machine's memory before anybody waits for it.
    pub fn rehearse(&self, buffer: &mut Buffer, clock: &dyn Clock) {
        let world = self.world(clock);
        if let Some(ahead) = self.screens.last().and_then(|screen| screen.ahead(&world)) {
            ahead.draw(&ahead.sheet(&world, world.columns()), &world, buffer);
        }
    }

    /// Fetches the pictures that the frame just drawn has room for, once it is drawn. Returns whether there is something new to
    /// draw. `letter` is asked for the size of a letter in pixels.
    pub fn hang_pictures(&mut self, letter: impl FnOnce() -> Option<(u16, u16)>, clock: &dyn Clock) -> bool {
        if !self.gallery.is_open() || self.course.files.pictures.is_empty() {
            return false;
        }
        let Some(screen) = self.screens.iter().rev().find(|screen| !screen.is_panel()) else { return false };
        let (sheet, rows, files) = (self.sheet(screen.as_ref(), clock), self.world(clock).rows(), self.course.files.clone());
        self.gallery.hang(&sheet, rows, letter, |path| files.picture(path))
    }
}
