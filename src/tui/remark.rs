//! What is said about the page in front, in a strip beneath it. Only whoever writes the course is told.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::course::proof::{Part, Remark, Remarks};
use crate::diagnostic::Severity;
use crate::prose::layout::cut;
use crate::prose::safe;

use super::sheet::{Row, Sheet, piece};
use super::theme::{Look, Role};
use super::widget::frame::{self, SMALLEST};

/// What stands beneath a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    rows: Vec<Row>,
    /// How many rows of the terminal it takes; none where nothing is said or there is no room.
    pub(super) height: u16,
    /// The worst of it, where it stands and how many there are in at most three rows, for where there is no room.
    pub(super) line: Option<String>,
}

/// Makes the strip beneath a page that shows these parts of the course, on a terminal of this size.
pub(super) fn strip(remarks: &Remarks, parts: &[Part], area: Rect) -> Strip {
    let about = remarks.about(parts);
    let elsewhere = remarks.elsewhere(&about);
    if about.is_empty() && elsewhere.is_none() {
        return Strip::default();
    }
    let columns = usize::from(frame::column(area).width);
    let mut sheets: Vec<Sheet> = about.iter().map(|remark| lay(remark, columns)).collect();
    if let Some(elsewhere) = elsewhere {
        let mut sheet = Sheet::new(columns);
        sheet.say(&elsewhere, Role::Faint);
        sheets.push(sheet);
    }
    // The page keeps two thirds of the screen, and never less than it needs to be drawn at all.
    let room = (area.height / 3).min(area.height.saturating_sub(SMALLEST.1));
    let mut rows: Vec<Row> = sheets.into_iter().flat_map(|sheet| sheet.rows).collect();
    let most = usize::from(room.saturating_sub(1));
    if rows.len() > most && most > 0 {
        rows.truncate(most - 1);
        rows.push(vec![piece("and more: `bedside check` shows all of it", Role::Faint)]);
    }
    let height = if most == 0 { 0 } else { u16::try_from(rows.len() + 1).unwrap_or(room).min(room) };
    let line = if height == 0 { remarks.worst(&about).map(|(worst, of)| short(worst, of, columns)) } else { None };
    Strip { rows, height, line }
}

/// Says the worst of so many remarks in two or three rows. Where it stands comes before what is wrong, which is cut to what fits.
fn short(worst: &Remark, of: usize, columns: usize) -> String {
    let Remark { severity, code, file, line, message, .. } = worst;
    let said = format!("{}[{code}] 1/{of} {file}:{line}: {message}", severity.word());
    cut(&safe::line(&said), columns * 2)
}

fn lay(remark: &Remark, columns: usize) -> Sheet {
    let role = match remark.severity {
        Severity::Error => Role::Wrong,
        Severity::Warning => Role::Half,
        Severity::Advice => Role::Faint,
    };
    let mut sheet = Sheet::new(columns);
    sheet.say(&remark.to_string(), role);
    if let Some(help) = &remark.help {
        let mut inner = Sheet::new(columns.saturating_sub(2).max(1));
        inner.say(help, Role::Text);
        let indent = piece("  ", Role::Text);
        sheet.place(inner, &indent, &indent);
    }
    sheet
}

impl Strip {
    /// Draws it at the bottom of the terminal.
    pub(super) fn draw(&self, look: Look, area: Rect, buffer: &mut Buffer) {
        if self.height == 0 {
            return;
        }
        let column = frame::column(area);
        let top = area.y + area.height - self.height;
        buffer.set_style(Rect { y: top, height: self.height, ..area }, look.style(Role::Text));
        let wide = usize::from(column.width);
        buffer.set_stringn(column.x, top, "─".repeat(wide), wide, look.style(Role::Faint));
        for (row, y) in self.rows.iter().zip(top + 1..area.y + area.height) {
            frame::draw_row(look, row, column.x, y, column.width, buffer);
        }
    }
}
