//! The bytes that draw cells: letters, where they stand, and how they look, as every terminal since ECMA-48 reads them. Says no more
//! than it must, because a key press may travel over a slow line.

use std::io::{self, Write};

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// How a cell looks.
type Look = (Color, Color, Modifier);

/// How a cell looks that nobody gave a look.
const BARE: Look = (Color::Reset, Color::Reset, Modifier::empty());

/// The modifiers a terminal is told of, with their numbers.
const MODIFIERS: [(Modifier, u8); 7] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// Writes cells with their places. Afterwards nothing is left switched on.
pub(super) fn cells<'a>(cells: impl IntoIterator<Item = (u16, u16, &'a Cell)>, out: &mut impl Write) -> io::Result<()> {
    let (mut look, mut at) = (BARE, None);
    for (x, y, cell) in cells {
        if at != Some((x, y)) {
            write!(out, "\x1b[{};{}H", y + 1, x + 1)?;
        }
        let wanted = (cell.fg, cell.bg, cell.modifier);
        if wanted != look {
            turn_to(wanted, out)?;
            look = wanted;
        }
        out.write_all(cell.symbol().as_bytes())?;
        // Terminals disagree about how wide wide letters are; after one, the next says where it stands.
        let symbol = cell.symbol();
        let simple = symbol.len() == 1 || (symbol.chars().count() == 1 && symbol.width() == 1);
        at = simple.then(|| (x + 1, y));
    }
    if look == BARE { Ok(()) } else { turn_to(BARE, out) }
}

/// Forgets the look there was and takes another.
fn turn_to((letters, ground, modifier): Look, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\x1b[0")?;
    for (_, number) in MODIFIERS.iter().filter(|(known, _)| modifier.contains(*known)) {
        write!(out, ";{number}")?;
    }
    colour(letters, 30, out)?;
    colour(ground, 40, out)?;
    out.write_all(b"m")
}

/// Writes a colour, `first` being 30 for letters and 40 for the ground.
fn colour(colour: Color, first: u8, out: &mut impl Write) -> io::Result<()> {
    match (named(colour), colour) {
        (Some(number @ 0..8), _) => write!(out, ";{}", first + number),
        (Some(number), _) => write!(out, ";{}", first + 60 + number - 8),
        (None, Color::Indexed(number)) => write!(out, ";{};5;{number}", first + 8),
        (None, Color::Rgb(red, green, blue)) => write!(out, ";{};2;{red};{green};{blue}", first + 8),
        (None, _) => Ok(()),
    }
}

/// Returns the number of one of the sixteen colours that have names.
const fn named(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn written(cells_of: &[(u16, u16, &str, Style)]) -> String {
        let mut out = Vec::new();
        let made: Vec<(u16, u16, Cell)> = cells_of
            .iter()
            .map(|(x, y, symbol, style)| {
                let mut cell = Cell::default();
                cell.set_symbol(symbol).set_style(*style);
                (*x, *y, cell)
            })
            .collect();
        cells(made.iter().map(|(x, y, cell)| (*x, *y, cell)), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn colours_are_written_as_each_kind_of_terminal_reads_them() {
        for (colour, letters, ground) in [
            (Color::Cyan, "36", "46"),
            (Color::LightCyan, "96", "106"),
            (Color::Indexed(80), "38;5;80", "48;5;80"),
            (Color::Rgb(1, 2, 3), "38;2;1;2;3", "48;2;1;2;3"),
        ] {
            let bytes = written(&[(0, 0, "a", Style::new().fg(colour).bg(colour))]);
            assert_eq!(bytes, format!("\x1b[1;1H\x1b[0;{letters};{ground}ma\x1b[0m"));
        }
        assert_eq!(written(&[(0, 0, "a", Style::new())]), "\x1b[1;1Ha");
    }

    #[test]
    fn cells_side_by_side_are_written_in_a_row_and_after_a_wide_letter_the_place_is_said() {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let bytes = written(&[(2, 1, "a", bold), (3, 1, "漢", bold), (5, 1, "b", Style::new()), (6, 1, "c", Style::new())]);
        assert_eq!(bytes, "\x1b[2;3H\x1b[0;1ma漢\x1b[2;6H\x1b[0mbc");
    }
}
