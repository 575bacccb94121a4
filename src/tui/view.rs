//! What part of a sheet is seen, and which spot is in focus: the cursor and the scroll that every screen owns.

use super::keymap::Action;
use super::sheet::{Anchor, Sheet, Spot, Touch};

/// A focus and a scroll.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    /// The spot in focus, counted from 0 on the sheet.
    pub(super) focus: usize,
    /// The rows scrolled away.
    pub(super) scroll: usize,
    /// Whether nothing has moved yet: then the first spot that is no link is in focus, whichever that is once a sheet is laid out.
    pub(super) is_new: bool,
}

/// What became of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A spot was touched: chosen by key or mouse.
    Touched(Touch),
    /// It concerned focus or scroll, and is done with.
    Seen,
    /// It was none of these.
    Other,
}

impl View {
    /// Begins with the first spot that is no link in focus.
    pub(super) fn on(sheet: &Sheet) -> Self {
        Self { focus: first(sheet), ..Self::default() }
    }

    /// Begins as [`View::on`] does, on a sheet that is still to be laid out.
    pub(super) fn on_what_comes() -> Self {
        Self { is_new: true, ..Self::default() }
    }

    /// Returns the view corrected to a sheet: an author may have shortened it, a window may have shrunk.
    pub(super) fn within(self, sheet: &Sheet, height: usize) -> Self {
        let focus = if self.is_new { first(sheet) } else { self.focus.min(sheet.spots.len().saturating_sub(1)) };
        Self { focus, scroll: self.scroll.min(most(sheet, height)), is_new: false }
    }

    /// Returns the spot in focus, if it can be seen.
    pub(super) fn focused(self, sheet: &Sheet, height: usize) -> Option<&Spot> {
        sheet.spots.get(self.focus).filter(|spot| self.sees(spot.cursor.0, height))
    }

    const fn sees(self, row: usize, height: usize) -> bool {
        row >= self.scroll && row < self.scroll + height
    }

    /// Takes an action in. `at` says which row and column of the sheet a click fell on.
    pub(super) fn act(&mut self, action: &Action, at: Option<(usize, usize)>, sheet: &Sheet, height: usize) -> Outcome {
        *self = self.within(sheet, height);
        let page = page(height);
        match action {
            Action::Down => self.step(sheet, height, true),
            Action::Up => self.step(sheet, height, false),
            Action::Field => self.turn(sheet, height, true),
            Action::FieldBack => self.turn(sheet, height, false),
            Action::PageDown => self.scroll_by(sheet, height, page, true),
            Action::PageUp => self.scroll_by(sheet, height, page, false),
            Action::Wheel { down } => self.scroll_by(sheet, height, 3, *down),
            Action::Top => {
                self.scroll = 0;
                self.focus = first(sheet);
            }
            Action::Bottom => {
                self.scroll = most(sheet, height);
                let seen = |spot: &Spot| !spot.is_link() && self.sees(spot.cursor.0, height);
                self.focus = sheet.spots.iter().rposition(seen).unwrap_or(self.focus);
            }
            Action::Enter | Action::Mark => return self.touch(sheet, height),
            Action::Reflowed(anchor) => self.reflow(*anchor, sheet, height),
            Action::Click { .. } => {
                let Some((row, column)) = at else { return Outcome::Seen };
                let hit = |spot: &Spot| spot.holds(row, column);
                let within = |spot: &Spot| !spot.inline.is_empty() && hit(spot);
                let Some(place) = sheet.spots.iter().position(within).or_else(|| sheet.spots.iter().position(hit)) else {
                    return Outcome::Seen;
                };
                self.focus = place;
                return sheet.spots.get(place).map_or(Outcome::Seen, |spot| Outcome::Touched(spot.touch.clone()));
            }
            _ => return Outcome::Other,
        }
        Outcome::Seen
    }

    /// Chooses what is in focus; what cannot be seen is first scrolled to, a page at a time.
    fn touch(&mut self, sheet: &Sheet, height: usize) -> Outcome {
        match self.focused(sheet, height) {
            Some(spot) => Outcome::Touched(spot.touch.clone()),
            None if has_more(sheet, *self, height) => {
                self.read_on(sheet, height);
                Outcome::Seen
            }
            None => match sheet.spots.get(self.focus) {
                Some(spot) if spot.touch == Touch::Next => Outcome::Touched(Touch::Next),
                // Nothing is done out of sight: it comes into sight first.
                Some(spot) => {
                    self.show(sheet, height);
                    self.follow(spot.cursor.0, height);
                    Outcome::Seen
                }
                None => Outcome::Other,
            },
        }
    }

    /// Shows what lies below, a page of it. What is in focus stays so: what was chosen is not lost by reading on.
    pub(super) fn read_on(&mut self, sheet: &Sheet, height: usize) {
        self.scroll = (self.scroll + page(height)).min(most(sheet, height));
    }

    /// One up or down: to the neighbouring spot when it is near, else by a row.
    fn step(&mut self, sheet: &Sheet, height: usize, down: bool) {
        let here = sheet.spots.get(self.focus).map_or(0, |spot| spot.cursor.0);
        let free = |(_, spot): &(usize, &Spot)| !spot.is_link();
        let mut spots = sheet.spots.iter().enumerate().filter(free);
        let next = if down {
            spots.find(|(place, spot)| *place > self.focus && spot.cursor.0 >= here || spot.cursor.0 > here)
        } else {
            spots.rfind(|(place, _)| *place < self.focus)
        };
        let seen_now = self.focused(sheet, height).is_some();
        if let Some((place, spot)) = next.filter(|(_, spot)| seen_now || self.sees(spot.cursor.0, height)) {
            let far = spot.cursor.0.abs_diff(here) > height.max(1);
            if !far {
                self.focus = place;
                self.show(sheet, height);
                return;
            }
        }
        self.scroll_by(sheet, height, 1, down);
    }

    /// To the next or previous spot of any kind, round and round.
    fn turn(&mut self, sheet: &Sheet, height: usize, forward: bool) {
        let count = sheet.spots.len();
        if count == 0 {
            return;
        }
        self.focus = (self.focus + if forward { 1 } else { count - 1 }) % count;
        self.show(sheet, height);
    }

    /// Scrolls as little as needed to see the spot in focus whole, its first row rather than its last.
    pub(super) fn show(&mut self, sheet: &Sheet, height: usize) {
        let Some(spot) = sheet.spots.get(self.focus) else { return };
        let is_first = first(sheet) == self.focus && spot.rows.end <= height;
        let above = if is_first { 0 } else { spot.rows.start };
        if spot.rows.end > self.scroll + height {
            self.scroll = spot.rows.end - height;
        }
        if above < self.scroll {
            self.scroll = above;
        }
        self.scroll = self.scroll.min(most(sheet, height));
    }

    /// Goes on from a sheet to the one that was written in its place: what was in focus stays so, wherever it stands now.
    pub(super) fn renewed(self, before: &Sheet, now: &Sheet) -> Self {
        let Some(spot) = before.spots.get(self.focus).filter(|_| !self.is_new) else { return self };
        let alike = |sheet: &Sheet, until: usize| sheet.spots.iter().take(until).filter(|other| other.touch == spot.touch).count();
        let which = alike(before, self.focus);
        let places = now.spots.iter().enumerate().filter(|(_, other)| other.touch == spot.touch).map(|(place, _)| place);
        let all: Vec<usize> = places.collect();
        let focus = all.get(which).or_else(|| all.last()).copied();
        Self { focus: focus.unwrap_or(self.focus), ..self }
    }

    /// Returns where one is on a sheet.
    pub(super) fn anchor(self, sheet: &Sheet, height: usize) -> Anchor {
        let now = self.within(sheet, height);
        // What leads on is in focus by itself on a page that is read; among other things somebody put the focus there.
        let is_among = sheet.look_at.is_none() && sheet.spots.iter().any(|spot| spot.touch != Touch::Next && !spot.is_link());
        let focused = now.focused(sheet, height).filter(|spot| spot.touch != Touch::Next || is_among);
        Anchor { focus: focused.map(|spot| spot.cursor.0 - now.scroll), above: now.scroll, rows: sheet.rows.len() }
    }

    /// Scrolls to where one was on the same sheet as it was laid out before: what was in focus stays where it was, else as large a share
    /// of the sheet stays above.
    fn reflow(&mut self, anchor: Anchor, sheet: &Sheet, height: usize) {
        let spot = sheet.spots.get(self.focus).filter(|_| height > 0);
        if let (Some(row), Some(spot)) = (anchor.focus, spot) {
            self.scroll = spot.cursor.0.saturating_sub(row.min(height - 1)).min(most(sheet, height));
            // Of a text longer than the window the row being written is what is to be seen.
            if spot.rows.len() <= height {
                self.show(sheet, height);
            }
        } else {
            let above = (anchor.above * sheet.rows.len()).checked_div(anchor.rows).unwrap_or(0);
            self.scroll = above.min(most(sheet, height));
        }
    }

    /// Puts the focus on what a touch belongs to, and scrolls to what just came to be rather than to the focus.
    pub(super) fn aim(&mut self, sheet: &Sheet, touch: &Touch, height: usize) {
        *self = self.within(sheet, height);
        if let Some(place) = sheet.spots.iter().position(|spot| spot.touch == *touch) {
            self.focus = place;
        }
        if let Some(rows) = &sheet.look_at {
            if rows.end > self.scroll + height {
                self.scroll = rows.end - height;
            }
            self.scroll = self.scroll.min(rows.start).min(most(sheet, height));
        } else {
            self.show(sheet, height);
        }
    }

    /// Scrolls as little as shows a row; where the window has room for none, that row is the next to be shown.
    pub(super) fn follow(&mut self, row: usize, height: usize) {
        self.scroll = self.scroll.max((row + 1).saturating_sub(height)).min(row);
    }

    fn scroll_by(&mut self, sheet: &Sheet, height: usize, rows: usize, down: bool) {
        self.scroll = if down { (self.scroll + rows).min(most(sheet, height)) } else { self.scroll.saturating_sub(rows) };
        if self.focused(sheet, height).is_some() {
            return;
        }
        // What Enter acts on is never out of sight while anything it could act on is in sight.
        let seen = |spot: &Spot| !spot.is_link() && self.sees(spot.cursor.0, height);
        let near = if down { sheet.spots.iter().position(seen) } else { sheet.spots.iter().rposition(seen) };
        self.focus = near.unwrap_or(self.focus);
    }
}

/// Returns the rows of a page: two of the one before stay in sight.
fn page(height: usize) -> usize {
    height.saturating_sub(2).max(1)
}

/// Returns how far a sheet can be scrolled.
pub(super) const fn most(sheet: &Sheet, height: usize) -> usize {
    sheet.rows.len().saturating_sub(height)
}

/// Whether what leads on is below, or a part of it.
pub(super) fn leads_on_below(sheet: &Sheet, view: View, height: usize) -> bool {
    sheet.spots.iter().any(|spot| spot.touch == Touch::Next && spot.rows.end > view.scroll + height)
}

/// Whether there is more to read below; the thing that leads on, alone at the end, is nothing to read.
pub(super) fn has_more(sheet: &Sheet, view: View, height: usize) -> bool {
    let end = match sheet.spots.last() {
        Some(last) if last.touch == Touch::Next && last.rows.end == sheet.rows.len() => last.rows.start,
        _ => sheet.rows.len(),
    };
    let read = sheet.rows.iter().take(end).rposition(|row| !row.is_empty()).map_or(0, |row| row + 1);
    read > view.scroll + height
}

/// Whether there is anything to read above.
pub(super) fn has_above(sheet: &Sheet, view: View) -> bool {
    sheet.rows.iter().take(view.scroll).any(|row| !row.is_empty())
}

fn first(sheet: &Sheet) -> usize {
    sheet.spots.iter().position(|spot| !spot.is_link()).unwrap_or(0)
}
