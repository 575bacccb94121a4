//! Shows the lines of a file in a frame: `j` and `k` by a line, space and `b` by a screen, `q` leaves.

use std::{env, fs, io};

use ratatui::crossterm::event::{Event, KeyCode, read};
use ratatui::text::{Line, Text};
use ratatui::widgets::{Block, Paragraph};

fn main() -> io::Result<()> {
    let file = env::args_os().nth(1).ok_or_else(|| io::Error::other("name a file"))?;
    let text = fs::read_to_string(file)?;
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len().saturating_sub(1);
    let mut terminal = ratatui::init();
    let (mut top, mut rows) = (0, 0);
    loop {
        terminal.draw(|frame| {
            rows = usize::from(frame.area().height.saturating_sub(2));
            let shown: Text<'_> = lines.iter().skip(top).take(rows).copied().map(Line::raw).collect();
            frame.render_widget(Paragraph::new(shown).block(Block::bordered()), frame.area());
        })?;
        top = match read()? {
            Event::Key(key) => match key.code {
                KeyCode::Char('j') => last.min(top + 1),
                KeyCode::Char('k') => top.saturating_sub(1),
                KeyCode::Char(' ') => last.min(top + rows),
                KeyCode::Char('b') => top.saturating_sub(rows),
                KeyCode::Char('q') => break,
                _ => top,
            },
            _ => top,
        };
    }
    ratatui::restore();
    Ok(())
}
