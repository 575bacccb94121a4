//! The terminal itself: taken over, drawn on with one write a frame, and given back on every way out.

use std::io::{self, Write};
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, MoveTo, RestorePosition, SavePosition, SetCursorStyle, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::{Attribute, ResetColor, SetAttribute};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
    window_size,
};
use crossterm::{Command, queue};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect};

use crate::prose::layout::width;

use super::paint;

/// A terminal that was taken over. Dropping it gives it back.
#[derive(Debug)]
pub(super) struct Terminal {
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    /// What is written with the next frame.
    waiting: Vec<u8>,
    mouse: bool,
    still: bool,
    taken: bool,
}

impl Terminal {
    /// Takes the terminal over. Asks it nothing, and shows nothing before the first frame.
    pub(super) fn take(mouse: bool, still: bool) -> io::Result<Self> {
        give_back_before_a_panic_speaks();
        let (shown, next) = (Buffer::default(), Buffer::default());
        let mut terminal = Self { shown, next, cursor: None, waiting: Vec::new(), mouse, still, taken: false };
        terminal.enter()?;
        Ok(terminal)
    }

    /// Returns how large it is.
    pub(super) fn area() -> io::Result<Rect> {
        let (columns, rows) = size()?;
        Ok(Rect::new(0, 0, columns, rows))
    }

    /// Returns the size of a letter in pixels, where the machine knows it.
    pub(super) fn letter() -> Option<(u16, u16)> {
        let window = window_size().ok()?;
        let letter = (window.width.checked_div(window.columns)?, window.height.checked_div(window.rows)?);
        (letter.0 > 0 && letter.1 > 0).then_some(letter)
    }

    /// Takes it over again, after a stop.
    pub(super) fn enter(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.taken = true;
        self.waiting.clear();
        queue!(self.waiting, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        if self.mouse {
            queue!(self.waiting, EnableMouseCapture)?;
        }
        if self.still {
            queue!(self.waiting, SetCursorStyle::SteadyBlock)?;
        }
        self.cursor = None;
        self.shown = Buffer::default();
        Ok(())
    }

    /// Gives it back, once.
    pub(super) fn leave(&mut self) {
        if !std::mem::take(&mut self.taken) {
            return;
        }
        if self.waiting.is_empty() {
            if self.still {
                // The terminal may be gone.
                drop(send(SetCursorStyle::DefaultUserShape));
            }
            give_back();
        } else {
            // No frame has come: the screen is still as it was.
            drop(disable_raw_mode());
        }
    }

    /// Asks for a cursor that does not blink, or for the usual one.
    pub(super) fn hold_still(&mut self, still: bool) -> io::Result<()> {
        self.still = still;
        send(if still { SetCursorStyle::SteadyBlock } else { SetCursorStyle::DefaultUserShape })
    }

    /// Gives the mouse to the terminal, or takes it. Returns whether it is ours now.
    pub(super) fn turn_mouse(&mut self) -> io::Result<bool> {
        self.mouse = !self.mouse;
        if self.mouse {
            send(EnableMouseCapture)?;
        } else {
            send(DisableMouseCapture)?;
        }
        Ok(self.mouse)
    }

    /// Puts a text on the clipboard by way of the terminal (OSC 52), so that it works from afar.
    pub(super) fn copy(text: &str) -> io::Result<()> {
        send(CopyToClipboard::to_clipboard_from(text))
    }

    /// Writes a line over the last row, whatever stands there. The next frame but one does not know of it: see [`Terminal::forget`].
    pub(super) fn says(words: &str) -> io::Result<()> {
        let (columns, rows) = size()?;
        let mut line = String::new();
        for letter in words.chars() {
            let longer = format!("{line}{letter}");
            if width(&longer) > usize::from(columns).saturating_sub(2) {
                break;
            }
            line = longer;
        }
        let rest = " ".repeat(usize::from(columns).saturating_sub(width(&line) + 1));
        let mut out = Vec::new();
        queue!(out, BeginSynchronizedUpdate, SavePosition, MoveTo(0, rows.saturating_sub(1)), SetAttribute(Attribute::Reset), ResetColor)?;
        write!(out, " {line}{rest}")?;
        queue!(out, RestorePosition, EndSynchronizedUpdate)?;
        write(&out)
    }

    /// Forgets what is shown: every cell is written again with the next frame.
    pub(super) fn forget(&mut self) {
        self.shown = Buffer::default();
    }

    /// Draws one frame: what changed, in one write. After a change of size every cell is written again, and nothing is cleared.
    pub(super) fn draw(&mut self, paint: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<()> {
        let area = Self::area()?;
        if self.next.area == area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(area);
        }
        let cursor = paint(area, &mut self.next);
        if pixels_moved(&self.shown, &self.next) {
            self.shown = Buffer::default();
        }
        let mut out = std::mem::take(&mut self.waiting);
        out.append(&mut frame(&changes(&self.shown, &self.next), self.cursor, cursor)?);
        std::mem::swap(&mut self.shown, &mut self.next);
        self.cursor = cursor;
        if !out.is_empty() {
            write(&out)?;
        }
        Ok(())
    }

    /// Goes through all that drawing the next frame takes, and writes nothing of it: the memory and the code for it are fetched while
    /// nobody waits for them.
    pub(super) fn rehearse(&mut self, paint: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        self.next = Buffer::empty(self.shown.area);
        paint(&mut self.next);
        frame(&changes(&self.shown, &self.next), self.cursor, None).map(drop)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // While a panic unwinds the hook has given it back already, and its words stand on the screen.
        if !thread::panicking() {
            self.leave();
        }
    }
}

/// A cell to write, and where.
type Changed<'a> = Vec<(u16, u16, &'a Cell)>;

/// Returns the bytes that turn one picture into another; none when nothing changed.
fn frame(changed: &Changed<'_>, was: Option<Position>, cursor: Option<Position>) -> io::Result<Vec<u8>> {
    if changed.is_empty() && was == cursor {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    queue!(out, BeginSynchronizedUpdate)?;
    if cursor.is_none() && was.is_some() {
        queue!(out, Hide)?;
    }
    let drawn = !changed.is_empty();
    if drawn {
        paint::cells(changed.iter().copied(), &mut out)?;
    }
    if let Some(at) = cursor {
        queue!(out, MoveTo(at.x, at.y))?;
        if was.is_none() {
            queue!(out, Show)?;
        }
    }
    queue!(out, EndSynchronizedUpdate)?;
    Ok(out)
}

/// Returns the cells to write for one picture to become another: all of them where it has another size.
fn changes<'a>(shown: &Buffer, next: &'a Buffer) -> Changed<'a> {
    if shown.area != next.area {
        return every_cell(next);
    }
    let mut changed = shown.diff(next);
    // A cell that carries pixels is named at every frame; it is written when it is another than before.
    changed.retain(|(x, y, cell)| !matches!(cell.diff_option, CellDiffOption::ForcedWidth(_)) || shown.cell((*x, *y)) != Some(*cell));
    changed
}

/// Returns all cells of a picture but those that a wide letter or pixels cover.
fn every_cell(next: &Buffer) -> Changed<'_> {
    let mut cells = Vec::with_capacity(next.content.len());
    let columns = usize::from(next.area.width).max(1);
    for (row, y) in next.content.chunks(columns).zip(next.area.y..) {
        let mut covered = 0;
        for (cell, x) in row.iter().zip(next.area.x..) {
            if covered == 0 {
                covered = match cell.diff_option {
                    CellDiffOption::Skip => continue,
                    CellDiffOption::ForcedWidth(wide) => usize::from(wide.get()),
                    CellDiffOption::None | CellDiffOption::AlwaysUpdate if cell.symbol().len() == 1 => 1,
                    CellDiffOption::None | CellDiffOption::AlwaysUpdate => width(cell.symbol()),
                };
                cells.push((x, y, cell));
            }
            covered = covered.saturating_sub(1);
        }
    }
    cells
}

/// Whether pixels came, went or moved that lie over cells of their own. What is below them is then written again, all of it: a
/// terminal does not say which letters its pixels have covered.
fn pixels_moved(shown: &Buffer, next: &Buffer) -> bool {
    let covered = |cell: &Cell| matches!(cell.diff_option, CellDiffOption::Skip);
    shown.content.iter().zip(&next.content).any(|(was, is)| covered(was) != covered(is))
}

fn give_back_before_a_panic_speaks() {
    let speak = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        give_back();
        speak(panic);
    }));
}

/// Gives the terminal back, whatever state it is in. Nothing can be done about a failure: the terminal may be gone.
fn give_back() {
    let mut out = Vec::new();
    let queued = queue!(
        out,
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        SetAttribute(Attribute::Reset),
        ResetColor,
        Show,
        LeaveAlternateScreen
    );
    let written = queued.and_then(|()| write(&out));
    drop(written);
    drop(disable_raw_mode());
}

/// The size of a terminal that does not know its own, as one on a serial line does not.
#[cfg(unix)]
const USUAL: (u16, u16) = (80, 24);

/// Returns columns and rows. Standard output is the terminal: it is asked itself, before every frame, rather than looked for.
#[cfg(unix)]
fn size() -> io::Result<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout())?;
    let is_known = size.ws_col > 0 && size.ws_row > 0;
    Ok(if is_known { (size.ws_col, size.ws_row) } else { USUAL })
}

/// Returns columns and rows.
#[cfg(not(unix))]
fn size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

fn send(command: impl Command) -> io::Result<()> {
    let mut out = Vec::new();
    queue!(out, command)?;
    write(&out)
}

/// Writes in one go.
fn write(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::{Look, Role, Theme};

    #[test]
    fn after_a_change_of_size_every_cell_is_written_and_nothing_is_cleared() {
        let area = Rect::new(0, 0, 10, 3);
        let bytes = frame(&every_cell(&Buffer::empty(area)), None, None).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.matches(' ').count(), 30);
        assert!(!text.contains("\u{1b}[2J") && !text.contains("\u{1b}[K"));
    }

    #[test]
    fn a_wide_letter_is_written_without_what_it_covers() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
        buffer.set_string(0, 0, "a漢b", Look::of(Theme::Light).style(Role::Text));
        let places: Vec<(u16, u16)> = every_cell(&buffer).into_iter().map(|(x, y, _)| (x, y)).collect();
        assert_eq!(places, [(0, 0), (1, 0), (3, 0), (0, 1), (1, 1), (2, 1), (3, 1)]);
    }

    #[test]
    fn moving_the_focus_costs_little() {
        let area = Rect::new(0, 0, 140, 40);
        let (mut here, mut there) = (Buffer::empty(area), Buffer::empty(area));
        here.set_string(130, 35, "›", Look::of(Theme::Light).style(Role::Focus));
        there.set_string(130, 38, "›", Look::of(Theme::Light).style(Role::Focus));
        let (was, is) = (Some(Position::new(132, 35)), Some(Position::new(132, 38)));
        assert!(frame(&changes(&here, &there), was, is).unwrap().len() <= 120);
    }

    #[test]
    fn a_frame_like_the_last_costs_nothing() {
        let buffer = Buffer::empty(Rect::new(0, 0, 10, 3));
        assert!(frame(&changes(&buffer, &buffer), None, None).unwrap().is_empty());
    }
}
