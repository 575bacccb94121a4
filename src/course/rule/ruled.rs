//! Tables without the row of dashes that makes them tables: they are shown as typed, all rows in one.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B113;
use crate::question::Part;

use super::markdown::without_code;
use super::{File, Looked};

pub(super) fn run(file: &File<'_, '_>, _: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    if !file.text.contains("\n|") && !file.text.contains("\n |") {
        return;
    }
    for section in &file.sections {
        for setting in section.parts.settings.iter().filter(|setting| matches!(setting.part, Part::Words(_)) && setting.name != "mark") {
            let written = file.written(setting);
            if !written.contains("\n|") && !written.contains("\n |") {
                continue;
            }
            for rows in tables(&without_code(written)) {
                let Some((at, says, help)) = wanting(written, &rows) else { continue };
                let place = section.parts.place(&(setting.value_at.start + at.start..setting.value_at.start + at.end));
                found.push(Diagnostic::new(&B113, "the terminal cannot show this", place, says).help(help));
            }
        }
    }
}

/// Returns the rows of each table: lines below one another that begin and end with `|`, and have a cell beside another.
fn tables(text: &str) -> Vec<Vec<Range<usize>>> {
    let (mut tables, mut at): (Vec<Vec<Range<usize>>>, usize) = (vec![Vec::new()], 0);
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let from = at + line.len() - line.trim_start().len();
        at += line.len();
        if bare.starts_with('|') && bare.ends_with('|') && (cells(bare) > 1 || is_rule(bare)) {
            if let Some(rows) = tables.last_mut() {
                rows.push(from..from + bare.len());
            }
        } else {
            tables.push(Vec::new());
        }
    }
    tables.retain(|rows| !rows.is_empty());
    tables
}

/// Returns what is missing in a table, where, and what to write; `None` where it is one.
fn wanting(text: &str, rows: &[Range<usize>]) -> Option<(Range<usize>, &'static str, String)> {
    let row = |nth: usize| rows.get(nth).and_then(|at| text.get(at.clone()));
    let (first, second) = (row(0)?, row(1));
    let rule = |of: &str| format!("|{}", "---|".repeat(cells(of)));
    let at = |nth: usize| rows.get(nth).cloned();
    match second {
        _ if is_rule(first) => {
            let columns = "… | ".repeat(cells(first));
            Some((at(0)?, "no names of columns above the dashes", format!("write them on a line above this: `| {}`", columns.trim_end())))
        }
        Some(second) if is_rule(second) && cells(first) == cells(second) => None,
        Some(second) if is_rule(second) => Some((at(1)?, "not as many columns as in the line above", format!("write `{}`", rule(first)))),
        _ => Some((at(0)?, "no table without a line of dashes below its first", format!("write `{}` below this line", rule(first)))),
    }
}

/// Returns how many cells a row has; a bar behind a backslash parts none.
fn cells(row: &str) -> usize {
    row.replace("\\|", "").matches('|').count().saturating_sub(1)
}

fn is_rule(row: &str) -> bool {
    row.contains('-') && row.chars().all(|letter| matches!(letter, '|' | '-' | ':' | ' ' | '\t'))
}
