//! How well each teaching point is known now: a list that screens put below what they say.

use crate::journey;
use crate::tui::sheet::{Sheet, piece, row_width};
use crate::tui::theme::Role;
use crate::tui::world::World;

/// Adds each teaching point of which a question was answered, with the chance of knowing it now.
pub(super) fn lay(world: &World<'_>, sheet: &mut Sheet) {
    let known = journey::mastery(world.course, world.progress, world.now);
    if known.iter().all(|(_, known)| known.answered == 0) {
        return;
    }
    sheet.say(world.language.mastery_now(), Role::Accent);
    for ((_, words), (_, known)) in world.course.points.iter().zip(&known).filter(|(_, (_, known))| known.answered > 0) {
        line(words, &piece("·  ", Role::Faint), &world.language.percent(known.shown().0), sheet);
    }
}

/// Adds the words of a teaching point with something at the end of their first row.
pub(super) fn line(words: &str, mark: &crate::tui::sheet::Piece, end: &str, sheet: &mut Sheet) {
    let end = piece(end, Role::Faint);
    let wide = crate::prose::layout::width(&end.text);
    let mut inner = Sheet::new(sheet.columns.saturating_sub(wide + 4).max(1));
    inner.say(words, Role::Text);
    let (from, columns) = (sheet.rows.len(), sheet.columns);
    sheet.place(inner, mark, &piece("   ", Role::Text));
    if let Some(row) = sheet.rows.get_mut(from) {
        let space = columns.saturating_sub(row_width(row) + wide);
        row.push(piece(&" ".repeat(space), Role::Text));
        row.push(end);
    }
}
