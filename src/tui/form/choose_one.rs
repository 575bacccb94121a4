//! One of several: the option in focus is the answer as soon as it is chosen.

use crate::prose::Words;
use crate::tui::sheet::{Sheet, Touch, piece};
use crate::tui::theme::Role;

use super::{letter, shown};

/// Adds the options.
pub(super) fn lay(options: &[&Words], order: &[usize], sheet: &mut Sheet) {
    for (place, item) in shown(options.len(), order).enumerate() {
        let Some(words) = options.get(item) else { continue };
        sheet.gap();
        sheet.touchable(&piece(&format!("{}  ", letter(place)), Role::Accent), words, Role::Text, Touch::Item(item));
    }
}
