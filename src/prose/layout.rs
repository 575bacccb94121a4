//! Lays blocks out as lines of a given width in columns. No word is lost, no line is wider than asked (where the width is at
//! least that of one letter), and no letter is cut in two.

use unicode_segmentation::UnicodeSegmentation;

use super::paragraph::Paragraph;
use super::{Block, Run, Tone};

pub use super::line::{Line, Part, Span, cut, is_plain, width};

/// Words keep at least so many columns: what stands deeper inside lists and quotations is indented no further.
const NARROWEST: usize = 4;

/// Lays blocks out, a blank line between them.
#[must_use]
pub fn lay_out(blocks: &[Block], columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for (place, block) in blocks.iter().enumerate() {
        if place > 0 {
            lines.push(Line::default());
        }
        lay_block(block, columns.max(1), Part::Body, &mut lines);
    }
    lines
}

/// Returns a number of lines that [`lay_out`] does not pass, found without laying anything out; `None` where that is not told so easily:
/// long words, lists in lists, quotations and tables.
#[must_use]
pub fn rows_at_most(blocks: &[Block], columns: usize) -> Option<usize> {
    let rows = |block: &Block| match block {
        Block::Paragraph(runs) | Block::Heading(_, runs) => runs_at_most(runs, columns),
        Block::List { first, items } => {
            let room = columns.checked_sub(indent_of(*first, items.len())).filter(|room| *room >= NARROWEST)?;
            let item = |item: &Vec<Block>| match item.as_slice() {
                [Block::Paragraph(runs)] => runs_at_most(runs, room),
                _ => None,
            };
            items.iter().map(item).sum()
        }
        Block::Rule => Some(1),
        Block::Quote(_) | Block::Verbatim(_) | Block::Table(_) => None,
    };
    let rows: usize = blocks.iter().map(rows).sum::<Option<usize>>()?;
    Some(rows + blocks.len().saturating_sub(1))
}

/// A line ends where the next word does not fit, so that all lines but the last of a paragraph are as wide as the paragraph less its
/// longest word, or wider.
fn runs_at_most(runs: &[Run], columns: usize) -> Option<usize> {
    let (mut all, mut word, mut longest, mut breaks) = (0, 0, 0, 0);
    for run in runs {
        if run.text == "\n" {
            (breaks, word) = (breaks + 1, 0);
            continue;
        }
        for (nth, letters) in run.text.split(' ').enumerate() {
            let wide = letters.len(); // no letter has more columns than bytes
            word = if nth > 0 { wide } else { word + wide };
            longest = longest.max(word);
            all += wide + usize::from(nth > 0);
        }
    }
    let least = columns.checked_sub(longest).filter(|least| *least > 0)?;
    Some(all / least + 1 + breaks)
}

/// Lays runs out as one paragraph.
#[must_use]
pub fn lay_runs(runs: &[Run], columns: usize, part: Part) -> Vec<Line> {
    let mut paragraph = Paragraph::new(columns.max(1), part);
    for run in runs {
        paragraph.add(run);
    }
    paragraph.finish()
}

fn lay_block(block: &Block, columns: usize, part: Part, lines: &mut Vec<Line>) {
    match block {
        Block::Paragraph(runs) => lines.extend(lay_runs(runs, columns, part)),
        Block::Heading(_, runs) => lines.extend(lay_runs(runs, columns, Part::Heading)),
        Block::List { first, items } => lay_list(*first, items, columns, part, lines),
        Block::Quote(blocks) => {
            let wide = columns >= NARROWEST + 2;
            let mut inner = Vec::new();
            for (place, block) in blocks.iter().enumerate() {
                if place > 0 {
                    inner.push(Line::default());
                }
                lay_block(block, if wide { columns - 2 } else { columns }, Part::Quote, &mut inner);
            }
            lines.extend(inner.into_iter().map(|line| if wide { indented(line, "│ ", "│ ", true) } else { line }));
        }
        Block::Verbatim(text) => {
            for line in text.lines() {
                let run = Run { text: line.to_owned(), tone: Tone { code: true, ..Tone::default() }, link: None };
                lines.extend(lay_verbatim(&run, columns));
            }
        }
        Block::Table(rows) => lay_table(rows, columns, part, lines),
        Block::Rule => lines.push(Line { spans: vec![sign(&"─".repeat(columns))] }),
    }
}

/// Returns how far the words of a list stand from its bullets or numbers.
fn indent_of(first: Option<u64>, items: usize) -> usize {
    first.map_or(2, |first| (first + items as u64).to_string().len() + 2)
}

fn lay_list(first: Option<u64>, items: &[Vec<Block>], columns: usize, part: Part, lines: &mut Vec<Line>) {
    let indent = indent_of(first, items.len());
    let wide = columns >= NARROWEST + indent;
    for (place, item) in items.iter().enumerate() {
        let bullet = first.map_or_else(|| "• ".to_owned(), |first| format!("{:>width$}. ", first + place as u64, width = indent - 2));
        let mut inner = Vec::new();
        for (nth, block) in item.iter().enumerate() {
            if nth > 0 && !matches!(block, Block::List { .. }) {
                inner.push(Line::default());
            }
            lay_block(block, if wide { columns - indent } else { columns }, part, &mut inner);
        }
        if inner.is_empty() {
            inner.push(Line::default());
        }
        if !wide {
            lines.extend(inner);
            continue;
        }
        let rest = " ".repeat(indent);
        lines.extend(inner.into_iter().enumerate().map(|(row, line)| indented(line, if row == 0 { &bullet } else { &rest }, "", false)));
    }
}

/// A table keeps its columns when it fits, and else becomes a list of `head: cell` lines.
fn lay_table(rows: &[Vec<Vec<Run>>], columns: usize, part: Part, lines: &mut Vec<Line>) {
    let letters = |cell: &Vec<Run>| cell.iter().map(|run| width(&run.text)).sum::<usize>();
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |nth: usize| rows.iter().filter_map(|row| row.get(nth)).map(letters).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(widest).collect();
    let total = widths.iter().sum::<usize>() + 2 * count.saturating_sub(1);
    let empty = Vec::new();
    if total <= columns {
        for (place, row) in rows.iter().enumerate() {
            let mut line = Line::default();
            for (nth, wide) in widths.iter().enumerate() {
                let cell = row.get(nth).unwrap_or(&empty);
                let part = if place == 0 { Part::Heading } else { part };
                line.spans.extend(cell.iter().map(|run| span(&run.text, run, part)));
                if nth + 1 < count {
                    line.spans.push(sign(&" ".repeat(wide + 2 - letters(cell))));
                }
            }
            lines.push(line);
            if place == 0 {
                lines.push(Line { spans: vec![sign(&"─".repeat(total))] });
            }
        }
        return;
    }
    let mut head = rows.first().unwrap_or(&empty_row()).clone();
    if rows.len() == 1 {
        lines.extend(head.iter().flat_map(|cell| lay_runs(cell, columns, Part::Heading)));
    }
    for (place, row) in rows.iter().enumerate().skip(1) {
        if place > 1 {
            lines.push(Line::default());
        }
        if place == 2 {
            // Read once, a long head is not read again with every row.
            head.iter_mut().filter(|cell| letters(cell) > columns).for_each(|cell| shorten(cell, columns));
        }
        for (nth, cell) in row.iter().enumerate() {
            let mut runs = head.get(nth).cloned().unwrap_or_default();
            runs.push(Run { text: ": ".into(), tone: Tone::default(), link: None });
            runs.extend(cell.iter().cloned());
            lines.extend(lay_runs(&runs, columns, part));
        }
    }
}

/// Leaves of a cell what stands on half a line.
fn shorten(cell: &mut Vec<Run>, columns: usize) {
    let mut left = columns / 2;
    let mut kept: Vec<Run> = Vec::new();
    for run in cell.iter() {
        let text: String = run
            .text
            .graphemes(true)
            .take_while(|letter| {
                let fits = width(letter) <= left;
                left = if fits { left - width(letter) } else { 0 };
                fits
            })
            .collect();
        let is_whole = text.len() == run.text.len();
        kept.push(Run { text, ..run.clone() });
        if !is_whole {
            break;
        }
    }
    if let Some(last) = kept.last_mut() {
        last.text.push('…');
    }
    *cell = kept;
}

const fn empty_row() -> Vec<Vec<Run>> {
    Vec::new()
}

fn lay_verbatim(run: &Run, columns: usize) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let (mut text, mut used) = (String::new(), 0);
    for letter in run.text.graphemes(true) {
        if used + width(letter) > columns && used > 0 {
            if let Some(line) = lines.last_mut() {
                line.spans.push(span(&std::mem::take(&mut text), run, Part::Body));
            }
            lines.push(Line::default());
            used = 0;
        }
        text.push_str(letter);
        used += width(letter);
    }
    if let Some(line) = lines.last_mut().filter(|_| !text.is_empty()) {
        line.spans.push(span(&text, run, Part::Body));
    }
    lines
}

fn indented(mut line: Line, before: &str, empty: &str, quoting: bool) -> Line {
    if line.spans.is_empty() {
        let only = if quoting { empty.trim_end() } else { before.trim_end() };
        if !only.is_empty() {
            line.spans.push(sign(only));
        }
        return line;
    }
    line.spans.insert(0, sign(before));
    line
}

fn sign(text: &str) -> Span {
    Span { text: text.to_owned(), tone: Tone::default(), part: Part::Sign, link: None }
}

fn span(text: &str, run: &Run, part: Part) -> Span {
    Span { text: text.to_owned(), tone: run.tone, part, link: run.link.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Words;
    use proptest::prelude::*;

    fn laid(markdown: &str, columns: usize) -> String {
        let lines: Vec<String> = lay_out(&Words::ours(markdown).blocks(), columns).iter().map(Line::text).collect();
        lines.join("\n")
    }

    #[test]
    fn prose_lists_and_quotes_are_laid_out_by_spacing() {
        insta::assert_snapshot!(laid("One two three **four** five.\n\n- a b c d e f g\n- h\n\n9. nine\n10. ten\n\n> quoted words here\n>\n> more", 14), @r"
        One two three
        four five.

        • a b c d e f
          g
        • h

         9. nine
        10. ten

        │ quoted words
        │ here
        │
        │ more
        ");
    }

    #[test]
    fn an_address_is_not_parted_at_its_hyphens() {
        assert_eq!(
            laid("Ask at social-media@example.org or the well-known office.", 26),
            "Ask at\nsocial-media@example.org\nor the well-known office."
        );
    }

    #[test]
    fn a_table_that_does_not_fit_becomes_lines() {
        let table = "| Site | Risk |\n|---|---|\n| A place | high |";
        assert_eq!(laid(table, 20), "Site     Risk\n─────────────\nA place  high");
        assert_eq!(laid(table, 12), "Site: A\nplace\nRisk: high");
    }

    #[test]
    fn what_is_too_deep_to_indent_stays_on_the_screen() {
        assert_eq!(laid("> > > > deep words", 10), "│ │ │ deep\n│ │ │ word\n│ │ │ s");
        assert_eq!(laid("| Site | Risk |\n|---|---|", 6), "Site\nRisk");
    }

    proptest! {
        #[test]
        fn no_page_has_more_rows_than_were_told_without_laying_it_out(
            markdown in r"([a-zé漢]{1,9}[ \n.]|[*]{2}|[\\]\n|\n\n|\n- |\n1. |-|# ){0,60}", columns in 8usize..60
        ) {
            let blocks = Words::ours(&markdown).blocks();
            if let Some(rows) = rows_at_most(&blocks, columns) {
                prop_assert!(lay_out(&blocks, columns).len() <= rows, "{} in {columns} columns", markdown);
            }
        }

        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(markdown in "[ a-zé漢字👩‍⚕️*_>|#`\\-\\n.\\[\\]()1-9]{0,200}", columns in 2usize..40) {
            let words = Words::ours(&markdown);
            let lines = lay_out(&words.blocks(), columns);
            for line in &lines {
                prop_assert!(line.width() <= columns.max(6), "{:?} is wider than {columns}", line.text());
            }
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            let shown: String = lines.iter().map(Line::text).collect();
            for letter in letters(&words.plain()).chars() {
                prop_assert!(shown.contains(letter));
            }
        }
    }
}
