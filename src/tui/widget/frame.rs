//! The frame of every screen: where one is above, the column in the middle, the keys that matter below.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::prose::layout::{Part, cut, is_plain, lay_runs, width};
use crate::prose::{Run, Tone, safe};
use crate::tui::keymap::{Action, Keys};
use crate::tui::sheet::{Piece, Row, Sheet};
use crate::tui::theme::{Look, Role};
use crate::tui::view::{View, has_above, has_more, leads_on_below};

/// The widest a line of words may be.
const COLUMN: u16 = 72;
/// From this many columns on, two things stand side by side.
pub(crate) const BESIDE: u16 = 90;
/// The smallest terminal.
pub(crate) const SMALLEST: (u16, u16) = (40, 12);
/// So many columns of where one is are shown, whatever stands beside it.
const LEAST: usize = 12;

/// The line at the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Header {
    /// Where one is.
    pub(crate) here: String,
    /// How far, in words: `3 of 9`.
    pub(crate) far: String,
    /// How long is left, in words.
    pub(crate) left: String,
    /// Whether that is a limit, which is shown before where one is.
    pub(crate) is_limit: bool,
    /// How much of it is done, and how much there is, for the hairline below.
    pub(crate) done: Option<(usize, usize)>,
}

/// Whether a terminal of this size has room for a screen.
pub(crate) const fn has_room(area: Rect) -> bool {
    area.width >= SMALLEST.0 && area.height >= SMALLEST.1
}

/// Returns the column words stand in.
pub(crate) fn column(area: Rect) -> Rect {
    let wide = area.width.saturating_sub(if area.width < 60 { 4 } else { 8 }).min(COLUMN);
    Rect { x: area.x + (area.width - wide) / 2, width: wide, ..area }
}

/// Returns the part of the column that a sheet is seen through.
pub(crate) fn body(area: Rect) -> Rect {
    let (above, below) = margins(area);
    let column = column(area);
    Rect { y: area.y + above, height: area.height.saturating_sub(above + below), ..column }
}

/// Returns the rows above and below the body.
const fn margins(area: Rect) -> (u16, u16) {
    match area.height {
        0..=15 => (2, 2),
        16..=29 => (3, 2),
        _ => (5, 4),
    }
}

const fn header_row(area: Rect) -> u16 {
    if area.height < 30 { area.y } else { area.y + 1 }
}

const fn footer_row(area: Rect) -> u16 {
    let last = area.y + area.height.saturating_sub(1);
    if area.height < 30 { last } else { last - 1 }
}

/// Returns which row and column of the sheet stands at a place of the terminal. The margin left of the column belongs to it.
pub(crate) fn at(area: Rect, view: View, x: u16, y: u16) -> Option<(usize, usize)> {
    let body = body(area);
    let margin = body.x.saturating_sub(2);
    let inside = (body.y..body.y + body.height).contains(&y) && (margin..body.x + body.width).contains(&x);
    inside.then(|| (usize::from(y - body.y) + view.scroll, usize::from(x.saturating_sub(body.x))))
}

/// Returns what a click on the footer asks for.
pub(crate) fn footer_at(area: Rect, held: Keys, x: u16, y: u16) -> Option<Action> {
    if y != footer_row(area) {
        return None;
    }
    keys(area, held).into_iter().find(|key| (key.from..key.to).contains(&x)).and_then(|key| key.action)
}

/// A key of the footer and where it stands.
struct Key {
    shown: &'static str,
    word: Cow<'static, str>,
    action: Option<Action>,
    from: u16,
    to: u16,
}

/// Returns the keys of the footer that there is room for.
fn keys(area: Rect, held: Keys) -> Vec<Key> {
    let column = column(area);
    let mut from = column.x;
    let mut keys = Vec::new();
    for row in held.rows() {
        let Some(shown) = held.shown(row) else { continue };
        let wide = |word: &str| u16::try_from(width(shown) + 1 + width(word)).unwrap_or(u16::MAX);
        let fits = |word: &Cow<'static, str>| from + wide(word) <= column.x + column.width;
        let Some(word) = held.words(row).into_iter().find(fits) else { continue };
        let wide = wide(&word);
        let action = row.is_one().then(|| row.action.clone());
        keys.push(Key { shown, word, action, from, to: from + wide });
        from += wide + 3;
    }
    keys
}

/// Draws a screen and returns where the cursor stands.
#[expect(clippy::too_many_arguments, reason = "a frame is what these nine make together")]
pub(crate) fn draw(
    look: Look,
    notice: Option<&str>,
    header: &Header,
    sheet: &Sheet,
    view: View,
    held: Keys,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let (plain, mut ground) = (look.style(Role::Text), Cell::EMPTY);
    // The terminal's own colours are what an empty picture has already.
    if *ground.set_style(plain) != Cell::EMPTY {
        buffer.set_style(area, plain);
    }
    if !has_room(area) {
        if !area.is_empty() {
            let says = held.language.terminal_too_small(SMALLEST.0, SMALLEST.1);
            let mut sheet = Sheet::new(usize::from(area.width));
            sheet.say(&says, Role::Text);
            // What leaving would lose is told here too.
            sheet.say(notice.unwrap_or_default(), Role::Notice);
            for (row, y) in sheet.rows.iter().zip(area.y..area.y + area.height) {
                draw_row(look, row, area.x, y, area.width, buffer);
            }
        }
        return None;
    }
    draw_header(look, header, area, buffer);
    let body = body(area);
    let height = usize::from(body.height);
    let view = view.within(sheet, height);
    let focused = view.focused(sheet, height);
    for (row, y) in sheet.rows.iter().skip(view.scroll).zip(body.y..body.y + body.height) {
        draw_row(look, row, body.x, y, body.width, buffer);
    }
    if has_above(sheet, view) {
        draw_above(look, held, area, body.y.saturating_sub(1), buffer);
    }
    for (place, spot) in sheet.spots.iter().enumerate() {
        let is_focus = focused == Some(spot) && view.focus == place;
        if is_focus && spot.inline.is_empty() {
            let y = body.y + row_of(spot.cursor.0, view);
            if view.scroll <= spot.rows.start {
                let y = body.y + row_of(spot.rows.start, view);
                let x = body.x + u16::try_from(spot.columns.start).unwrap_or(0);
                buffer.set_stringn(x.saturating_sub(2), y, "›", 1, look.style(Role::Focus));
            } else {
                buffer.set_stringn(body.x.saturating_sub(2), y, "›", 1, look.style(Role::Focus));
            }
        } else if is_focus {
            for (row, columns) in spot.inline.iter().filter(|(row, _)| *row >= view.scroll) {
                let wide = u16::try_from(columns.len()).unwrap_or(0);
                let x = body.x + u16::try_from(columns.start).unwrap_or(0);
                let y = body.y.saturating_add(row_of(*row, view));
                buffer.set_style(Rect::new(x, y, wide, 1).intersection(body), look.style(Role::LinkFocus));
            }
        }
    }
    // Where Enter reads on, what leads on need not be seen.
    let more = has_more(sheet, view, height) || !held.context.reads_on() && leads_on_below(sheet, view, height);
    draw_footer(look, more && notice.is_none(), held, area, buffer);
    if let Some(notice) = notice {
        let seen = |row: usize| body.y.saturating_add(row_of(row, view));
        draw_notice(look, notice, focused.map(|spot| (seen(spot.rows.start), seen(spot.rows.end))), area, buffer);
    }
    let Some(spot) = focused else { return Some(Position::new(body.x, body.y)) };
    let x = body.x + u16::try_from(spot.cursor.1).unwrap_or(0).min(body.width.saturating_sub(1));
    Some(Position::new(x, body.y + row_of(spot.cursor.0, view)))
}

fn row_of(row: usize, view: View) -> u16 {
    u16::try_from(row.saturating_sub(view.scroll)).unwrap_or(u16::MAX)
}

/// Draws one row; a wide letter that would be cut in two is left out.
pub(crate) fn draw_row(look: Look, row: &Row, x: u16, y: u16, wide: u16, buffer: &mut Buffer) {
    let mut at = x;
    for Piece { text, role, tone } in row {
        let room = usize::from((x + wide).saturating_sub(at));
        at = write(buffer, at, y, text, room, look.toned(*role, *tone));
    }
}

/// Writes a text of one row and returns where it ends. Plain letters, as most are, need no looking for where each of them ends.
fn write(buffer: &mut Buffer, x: u16, y: u16, text: &str, room: usize, style: Style) -> u16 {
    if !text.chars().all(is_plain) {
        return buffer.set_stringn(x, y, text, room, style).0;
    }
    let mut at = x;
    for letter in text.chars().take(room) {
        let Some(cell) = buffer.cell_mut((at, y)) else { break };
        cell.set_char(letter).set_style(style);
        at += 1;
    }
    at
}

fn draw_header(look: Look, header: &Header, area: Rect, buffer: &mut Buffer) {
    let column = column(area);
    let y = header_row(area);
    let wide = usize::from(column.width);
    let (here, left) = (safe::line(&header.here), safe::line(&header.left));
    // Where one is comes first: at least its first word is told.
    let least = if header.is_limit { 0 } else { width(&here).min(LEAST) };
    let far = match header.far.as_str() {
        "" => String::new(),
        far => format!("  {}", cut(&safe::line(far), wide.saturating_sub(least + 2))),
    };
    let room = if header.is_limit { 2 } else { LEAST };
    let right = if width(&left) + width(&far) + room <= wide { left.as_ref() } else { "" };
    let room = wide.saturating_sub(width(&far) + width(right) + if right.is_empty() { 0 } else { 2 });
    // A stump of a name says nothing: how far one is and how long there is say more.
    let here = if header.is_limit && room < width(&here).min(LEAST) { String::new() } else { cut(&here, room) };
    let far = if here.is_empty() { far.trim_start() } else { &far };
    let (x, _) = buffer.set_stringn(column.x, y, &here, room, look.style(Role::Heading));
    buffer.set_stringn(x, y, far, width(far), look.style(Role::Faint));
    let start = column.x + column.width - u16::try_from(width(right)).unwrap_or(0);
    buffer.set_stringn(start, y, right, width(right), look.style(Role::Faint));
    if let Some((done, of)) = header.done {
        let filled = if of == 0 { 0 } else { (wide * done.min(of)).div_ceil(of) };
        buffer.set_stringn(column.x, y + 1, "━".repeat(filled), filled, look.style(Role::Accent));
        let rest = column.x + u16::try_from(filled).unwrap_or(0);
        buffer.set_stringn(rest, y + 1, "─".repeat(wide - filled), wide - filled, look.style(Role::Faint));
    }
}

fn draw_footer(look: Look, more: bool, held: Keys, area: Rect, buffer: &mut Buffer) {
    let column = column(area);
    let y = footer_row(area);
    for key in keys(area, held) {
        let x = write(buffer, key.from, y, key.shown, usize::from(column.width), look.style(Role::Text));
        write(buffer, x + 1, y, &key.word, usize::from(column.width), look.style(Role::Faint));
    }
    if more {
        draw_at_end(look, held.language.more_below(), area, y.saturating_sub(1), buffer);
    }
}

/// Says that there is more above. In a small window it stands on the hairline, which keeps away from it.
fn draw_above(look: Look, held: Keys, area: Rect, y: u16, buffer: &mut Buffer) {
    draw_at_end(look, &format!(" {}", held.language.more_above()), area, y, buffer);
}

/// Draws words at the right end of a row.
fn draw_at_end(look: Look, says: &str, area: Rect, y: u16, buffer: &mut Buffer) {
    let column = column(area);
    let start = column.x + column.width.saturating_sub(u16::try_from(width(says)).unwrap_or(0));
    buffer.set_stringn(start, y, says, width(says), look.style(Role::Faint));
}

/// Draws a message above the footer, on as many rows as it needs: what went wrong must never end in three dots. Where it would hide the
/// rows of what is in `focus`, it stands in place of where one is.
fn draw_notice(look: Look, notice: &str, focus: Option<(u16, u16)>, area: Rect, buffer: &mut Buffer) {
    let (column, last) = (column(area), footer_row(area).saturating_sub(1));
    let runs = [Run { text: safe::line(notice).into_owned(), tone: Tone::default(), link: None }];
    let rows = lay_runs(&runs, usize::from(column.width), Part::Body);
    let most = last.saturating_sub(body(area).y).max(1);
    let count = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(most);
    let hides = |rows: &Range<u16>| focus.is_some_and(|(first, end)| first < rows.end && rows.start < end);
    let (below, above) = (last + 1 - count..last + 1, header_row(area)..header_row(area) + count);
    let place = if hides(&below) && !hides(&above) { above } else { below };
    // The sign of what is in focus goes with the row it stands on.
    let from = column.x.saturating_sub(2);
    for (row, y) in rows.iter().zip(place) {
        if count > 1 {
            for x in from..column.x + column.width {
                if let Some(cell) = buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
            buffer.set_style(Rect::new(from, y, column.x + column.width - from, 1), look.style(Role::Text));
        }
        buffer.set_stringn(column.x, y, row.text(), usize::from(column.width), look.style(Role::Notice));
    }
}

/// Returns how many rows of a panel's sheet can be seen.
pub(crate) fn panel_rows(sheet: &Sheet, area: Rect) -> usize {
    sheet.rows.len().min(usize::from(body(area).height.saturating_sub(2)))
}

/// Draws a panel over the lower half of the column, and returns where the cursor stands.
pub(crate) fn draw_panel(look: Look, sheet: &Sheet, view: View, held: Keys, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    if !has_room(area) {
        return None;
    }
    let column = column(area);
    let body = body(area);
    let height = panel_rows(sheet, area);
    let view = view.within(sheet, height);
    let top = (body.y + body.height).saturating_sub(u16::try_from(height).unwrap_or(u16::MAX) + 1);
    for y in top..area.y + area.height {
        // Pixels below it are covered too.
        for x in area.x..area.x + area.width {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
            }
        }
        buffer.set_style(Rect::new(area.x, y, area.width, 1), look.style(Role::Text));
    }
    let wide = usize::from(column.width);
    buffer.set_stringn(column.x, top, "─".repeat(wide), wide, look.style(Role::Accent));
    if has_above(sheet, view) {
        draw_above(look, held, area, top, buffer);
    }
    for (row, y) in sheet.rows.iter().skip(view.scroll).zip(top + 1..body.y + body.height) {
        draw_row(look, row, column.x, y, column.width, buffer);
    }
    draw_footer(look, has_more(sheet, view, height), held, area, buffer);
    Some(Position::new(column.x, top + 1))
}

/// Returns the first letters of a name's words, at most two, for the round sign of a card.
pub(crate) fn initials(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter_map(|word| word.graphemes(true).next()).take(2).map(str::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::tui::keymap::{Context, Idle};

    #[test]
    fn the_smallest_window_names_what_goes_on_whatever_else_it_has_no_room_for() {
        for context in Context::ALL {
            for language in Language::ALL {
                for (letters, shows_more) in [(true, false), (false, false), (true, true), (false, true)] {
                    let held = Keys { context, among: 8, idle: Idle::default(), letters, shows_more, over: None, language };
                    let shown: Vec<_> = keys(Rect::new(0, 0, SMALLEST.0, SMALLEST.1), held).iter().map(|key| key.shown).collect();
                    assert!(shown.contains(&"Enter"), "{context:?} {language:?}: {shown:?}");
                }
            }
        }
    }

    #[test]
    fn the_way_back_to_a_question_is_told_after_what_goes_on_and_briefly_where_there_is_little_room() {
        for context in [Context::Page, Context::Linked, Context::Opening, Context::Decision, Context::Checklist, Context::Reflect] {
            let held = |over| Keys {
                context,
                among: 8,
                idle: Idle::default(),
                letters: true,
                shows_more: false,
                over,
                language: Language::English,
            };
            let words = |columns, over| {
                let told = keys(Rect::new(0, 0, columns, 24), held(over));
                told.iter().map(|key| format!("{} {}", key.shown, key.word)).collect::<Vec<_>>()
            };
            assert!(
                words(80, Some(2)).iter().take(3).any(|told| told == "Esc back to question 2"),
                "{context:?}: {:?}",
                words(80, Some(2))
            );
            assert!(words(40, Some(123_456)).iter().any(|told| told == "Esc back"), "{context:?}: {:?}", words(40, Some(123_456)));
            assert!(words(80, None).iter().all(|told| !told.contains("question")), "{context:?}");
        }
    }
}
