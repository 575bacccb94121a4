//! How well each teaching point is known now: bars that screens put below what they say.

use crate::journey;
use crate::tui::sheet::{Sheet, piece};
use crate::tui::theme::Role;
use crate::tui::widget::chart::{self, Bar};
use crate::tui::world::World;

/// Adds each teaching point of which a question was answered, with the chance of knowing it now.
pub(super) fn lay(world: &World<'_>, sheet: &mut Sheet) {
    let known = journey::mastery(world.course, world.progress, world.now);
    let answered = world.course.points.iter().zip(&known).filter(|(_, (_, known))| known.answered > 0);
    let bars: Vec<Bar<'_>> = answered
        .map(|((_, words), (_, known))| {
            let label = world.language.percent(known.shown().0);
            Bar { sign: piece("", Role::Text), share: known.shown(), label, words }
        })
        .collect();
    if bars.is_empty() {
        return;
    }
    sheet.gap();
    sheet.say(world.language.mastery_now(), Role::Accent);
    chart::lay(&bars, sheet);
}
