//! The terminal itself: taken over, drawn on with one write a frame, and given back on every way out.

use std::io::{self, Write};
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, MoveTo, SetCursorStyle, Show};
use crossterm::event::{self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::{Attribute, ResetColor, SetAttribute};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use crossterm::{Command, queue};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::paint;
use super::watch::Message;

/// A terminal that was taken over. Dropping it gives it back.
#[derive(Debug)]
pub(super) struct Terminal {
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    mouse: bool,
    still: bool,
    taken: bool,
}

impl Terminal {
    /// Takes the terminal over. Asks it nothing.
    pub(super) fn take(mouse: bool, still: bool) -> io::Result<Self> {
        give_back_before_a_panic_speaks();
        let mut terminal = Self { shown: Buffer::default(), next: Buffer::default(), cursor: None, mouse, still, taken: false };
        terminal.enter()?;
        Ok(terminal)
    }

    /// Returns how large it is.
    pub(super) fn area() -> io::Result<Rect> {
        let (columns, rows) = size()?;
        Ok(Rect::new(0, 0, columns, rows))
    }

    /// Takes it over again, after a stop.
    pub(super) fn enter(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.taken = true;
        let mut out = Vec::new();
        queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        if self.mouse {
            queue!(out, EnableMouseCapture)?;
        }
        if self.still {
            queue!(out, SetCursorStyle::SteadyBlock)?;
        }
        self.cursor = None;
        self.shown = Buffer::default();
        write(&out)
    }

    /// Gives it back, once.
    pub(super) fn leave(&mut self) {
        if std::mem::take(&mut self.taken) {
            if self.still {
                // The terminal may be gone.
                drop(send(SetCursorStyle::DefaultUserShape));
            }
            give_back();
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

    /// Draws one frame: what changed, in one write. After a change of size every cell is written again, and nothing is cleared.
    pub(super) fn draw(&mut self, paint: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<()> {
        let area = Self::area()?;
        if self.shown.area != area {
            self.shown = unlike_anything(area);
        }
        self.next.resize(area);
        self.next.reset();
        let cursor = paint(area, &mut self.next);
        let out = frame(&self.shown, &self.next, self.cursor, cursor)?;
        std::mem::swap(&mut self.shown, &mut self.next);
        self.cursor = cursor;
        if out.is_empty() { Ok(()) } else { write(&out) }
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

/// Returns the bytes that turn one picture into another; none when nothing changed.
pub(super) fn frame(shown: &Buffer, next: &Buffer, was: Option<Position>, cursor: Option<Position>) -> io::Result<Vec<u8>> {
    let changed = shown.diff(next);
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
        paint::cells(changed, &mut out)?;
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

/// Returns a picture none of whose cells is like one we draw, so that all are written.
fn unlike_anything(area: Rect) -> Buffer {
    let mut cell = Cell::new("\u{fffd}");
    cell.modifier = Modifier::HIDDEN;
    Buffer::filled(area, cell)
}

/// Reads keys, clicks and changes of size on a thread of its own and puts them into the inbox.
pub(super) fn listen(inbox: Sender<Message>) {
    thread::spawn(move || {
        loop {
            let message = event::read().map_or(Message::HungUp, Message::Input);
            let over = matches!(message, Message::HungUp);
            if inbox.send(message).is_err() || over {
                return;
            }
        }
    });
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
        let bytes = frame(&unlike_anything(area), &Buffer::empty(area), None, None).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.matches(' ').count(), 30);
        assert!(!text.contains("\u{1b}[2J") && !text.contains("\u{1b}[K"));
    }

    #[test]
    fn moving_the_focus_costs_little() {
        let area = Rect::new(0, 0, 140, 40);
        let (mut here, mut there) = (Buffer::empty(area), Buffer::empty(area));
        here.set_string(130, 35, "›", Look::of(Theme::Light).style(Role::Focus));
        there.set_string(130, 38, "›", Look::of(Theme::Light).style(Role::Focus));
        let (was, is) = (Some(Position::new(132, 35)), Some(Position::new(132, 38)));
        assert!(frame(&here, &there, was, is).unwrap().len() <= 120);
    }

    #[test]
    fn a_frame_like_the_last_costs_nothing() {
        let buffer = Buffer::empty(Rect::new(0, 0, 10, 3));
        assert!(frame(&buffer, &buffer, None, None).unwrap().is_empty());
    }
}
