//! Tables that are wider than the smallest screen promised: they are shown as a list of lines.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B607;
use crate::prose::layout;
use crate::prose::{Block, Run};
use crate::question::Part;

use super::{File, Looked, has_byte};

/// Columns that the margins take of a screen.
const MARGINS: usize = 4;

/// Columns between two columns of a table.
const BETWEEN: usize = 2;

pub(super) fn run(file: &File<'_, '_>, looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    // Most files hold no table at all, nor letters that stand for others, which is seen once for all their settings.
    if !has_byte(file.text, |byte| matches!(byte, b'|' | b'\\')) {
        return;
    }
    let columns = looked.draft.table("screen").map_or(80, |table| table.count("columns"));
    let columns = usize::try_from(columns).unwrap_or(80).saturating_sub(MARGINS);
    for section in &file.sections {
        for setting in &section.parts.settings {
            let Part::Words(words) = &setting.part else { continue };
            let written = words.markdown();
            if !has_byte(written, |byte| byte == b'|') {
                continue;
            }
            let wide = words.blocks().iter().any(|block| matches!(block, Block::Table(rows) if width(rows) > columns));
            let lines = written.split_inclusive('\n').scan(0, |at, line| {
                let from = *at;
                *at += line.len();
                Some((from, line.trim_end()))
            });
            let row = |line: &str| line.trim_start().starts_with('|');
            let Some((from, line)) = lines.filter(|(_, line)| row(line)).max_by_key(|(_, line)| layout::width(line)).filter(|_| wide)
            else {
                continue;
            };
            let start = words.span.start + from;
            let beyond = beyond(line, columns).unwrap_or_else(|| line.trim_end_matches('|').rfind('|').unwrap_or(0));
            let place = section.parts.place(&(start + beyond..start + line.len()));
            found.push(
                Diagnostic::new(&B607, "a table is wider than the screen", place, format!("beyond {columns} columns"))
                    .help("drop a column or turn it into a list"),
            );
        }
    }
}

/// Returns the byte at which a line passes so many columns.
fn beyond(line: &str, columns: usize) -> Option<usize> {
    let ends = line.char_indices().map(|(at, letter)| at + letter.len_utf8());
    ends.into_iter().find(|end| line.get(..*end).is_some_and(|line| layout::width(line) >= columns)).filter(|end| *end < line.len())
}

fn width(rows: &[Vec<Vec<Run>>]) -> usize {
    let letters = |cell: &Vec<Run>| cell.iter().map(|run| layout::width(&run.text)).sum::<usize>();
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |nth: usize| rows.iter().filter_map(|row| row.get(nth)).map(letters).max().unwrap_or(0);
    (0..count).map(widest).sum::<usize>() + BETWEEN * count.saturating_sub(1)
}
