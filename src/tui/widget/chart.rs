//! Charts of bars, one a row: the length tells what the label says in words, so nothing rests on colour.

use crate::prose::layout::width;
use crate::question::Percent;
use crate::tui::sheet::{Piece, Row, Sheet, piece};
use crate::tui::theme::Role;

/// From this many columns on, bar and words stand side by side.
const BESIDE: usize = 60;

/// A bar with its words.
pub(crate) struct Bar<'a> {
    /// A sign before it, of two columns; may be empty.
    pub(crate) sign: Piece,
    /// How much of it is full.
    pub(crate) share: Percent,
    /// What its length says, in words.
    pub(crate) label: String,
    /// What it is about; may be empty.
    pub(crate) words: &'a str,
}

/// Returns a bar of so many columns. Anything more than nothing shows, and only all of it is full. Its signs are on every console, and bars
/// below each other do not run together.
fn bar(share: Percent, columns: usize) -> [Piece; 2] {
    let least = usize::from(share.0 > 0);
    let most = if share.0 >= 100 { columns } else { columns.saturating_sub(1) };
    let full = (usize::from(share.0) * columns).div_ceil(100).clamp(least.min(most), most);
    [piece(&"■".repeat(full), Role::Accent), piece(&"·".repeat(columns - full), Role::Faint)]
}

/// Adds bars below each other, all as long, the labels in one column: beside their words where there is room, else below them.
pub(crate) fn lay(bars: &[Bar<'_>], sheet: &mut Sheet) {
    let labels = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0);
    let signs = bars.iter().map(|bar| width(&bar.sign.text)).max().unwrap_or(0);
    let is_beside = sheet.columns >= BESIDE;
    let room = sheet.columns.saturating_sub(signs + labels + 2);
    let long = if is_beside { 16 } else { 20 }.min(room);
    for told in bars {
        let sign = |row: &mut Row| {
            row.push(told.sign.clone());
            row.push(piece(&" ".repeat(signs.saturating_sub(width(&told.sign.text))), Role::Text));
        };
        let mut drawn = Row::new();
        drawn.extend(bar(told.share, long));
        let space = if is_beside { labels.saturating_sub(width(&told.label)) } else { 0 };
        drawn.push(piece(&format!("  {}{}", " ".repeat(space), told.label), Role::Text));
        let mut first = Row::new();
        sign(&mut first);
        if told.words.is_empty() {
            first.extend(drawn);
            sheet.row(first);
        } else if is_beside {
            first.extend(drawn);
            let left = signs + long + 2 + labels + 2;
            let mut inner = Sheet::new(sheet.columns.saturating_sub(left).max(1));
            inner.say(told.words, Role::Text);
            first.push(piece("  ", Role::Text));
            let from = sheet.rows.len();
            sheet.place(inner, &piece("", Role::Text), &piece(&" ".repeat(left), Role::Text));
            if let Some(row) = sheet.rows.get_mut(from) {
                row.splice(0..0, first);
            }
        } else {
            let mut inner = Sheet::new(sheet.columns.saturating_sub(signs).max(1));
            inner.say(told.words, Role::Text);
            let rest = piece(&" ".repeat(signs), Role::Text);
            let from = sheet.rows.len();
            sheet.place(inner, &piece("", Role::Text), &rest);
            if let Some(row) = sheet.rows.get_mut(from) {
                row.splice(0..0, first);
            }
            let mut below = vec![rest];
            below.extend(drawn);
            sheet.row(below);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(share: u8, columns: usize) -> String {
        bar(Percent(share), columns).iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn anything_shows_and_only_all_of_it_is_full() {
        assert_eq!(drawn(0, 5), "·····");
        assert_eq!(drawn(1, 5), "■····");
        assert_eq!(drawn(50, 4), "■■··");
        assert_eq!(drawn(99, 5), "■■■■·");
        assert_eq!(drawn(100, 5), "■■■■■");
    }

    #[test]
    fn words_stand_beside_a_bar_where_there_is_room_and_above_it_elsewhere() {
        let told = |columns| {
            let mut sheet = Sheet::new(columns);
            let bars = [(50, "half", "One two three four five six seven eight nine ten"), (100, "all of it", "More")];
            let bars = bars.map(|(share, label, words)| Bar {
                sign: piece("✓ ", Role::Right),
                share: Percent(share),
                label: label.to_owned(),
                words,
            });
            lay(&bars, &mut sheet);
            sheet.text()
        };
        assert_eq!(
            told(60),
            "✓ ■■■■■■■■········       half  One two three four five six\n\
             \u{20}                              seven eight nine ten\n\
             ✓ ■■■■■■■■■■■■■■■■  all of it  More\n"
        );
        assert_eq!(
            told(36),
            "✓ One two three four five six seven\n  eight nine ten\n  ■■■■■■■■■■··········  half\n✓ More\n  ■■■■■■■■■■■■■■■■■■■■  all of it\n"
        );
    }
}
