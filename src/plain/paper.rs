//! Lines, and nothing but lines: wraps what is said to a width and appends it. No line is ever taken back, and none holds a letter
//! that steers a terminal or draws a box.

use std::io::{self, Write};

use crate::language::Language;
use crate::prose::layout::{Part, lay_runs, width};
use crate::prose::{Block, Run, Target, Tone, Words, safe};

/// The widest mark below which further rows are indented as far.
const LONG_MARK: usize = 4;

/// What was written so far, as far as it may be asked for again.
pub(super) struct Paper<'a> {
    output: &'a mut dyn Write,
    columns: usize,
    /// The language of our own words.
    pub(super) language: Language,
    /// What was said since the last beginning: what `repeat` says again.
    said: Vec<String>,
    /// Whether what is said now belongs to it.
    open: bool,
    /// Whether what is said is only kept for `repeat`, because it was heard before.
    hushed: bool,
    /// Whether the last line is blank, or nothing was written yet.
    blank: bool,
    /// Where the words lead that have more behind them, in the order they were numbered.
    links: Vec<Target>,
    broken: Option<io::Error>,
}

/// Room for one line: what stands before its first row, and before the others.
#[derive(Clone, Copy)]
struct Margin<'a> {
    first: &'a str,
    rest: usize,
}

impl<'m> Margin<'m> {
    /// Room after a mark: its own width where it is short, else a little.
    fn after(mark: &'m str) -> Self {
        let wide = width(mark);
        Self { first: mark, rest: if wide > LONG_MARK { 2 } else { wide } }
    }
}

impl<'a> Paper<'a> {
    /// Begins a paper of so many columns; fewer than 20 are taken for 20.
    pub(super) fn new(output: &'a mut dyn Write, columns: usize, language: Language) -> Self {
        Self {
            output,
            language,
            columns: columns.max(20),
            said: Vec::new(),
            open: true,
            hushed: false,
            blank: true,
            links: Vec::new(),
            broken: None,
        }
    }

    pub(super) const fn columns(&self) -> usize {
        self.columns
    }

    /// Begins something that can be repeated.
    pub(super) fn begins(&mut self) {
        self.gap();
        self.said.clear();
        self.links.clear();
        self.open = true;
    }

    /// Ends what can be repeated: what follows are asides. Returns whether it was kept to itself.
    pub(super) fn closes(&mut self) -> bool {
        self.open = false;
        // What was kept to itself began after a blank line, and that is the last line there is.
        self.blank |= self.hushed;
        std::mem::take(&mut self.hushed)
    }

    /// Keeps what is said to itself until it closes.
    pub(super) fn hushes(&mut self) {
        self.gap();
        self.hushed = true;
    }

    /// Says again what was said since the last beginning.
    pub(super) fn repeats(&mut self) {
        self.gap();
        for line in self.said.clone() {
            self.line(&line);
        }
    }

    /// Returns where a numbered link leads, counted from 1.
    pub(super) fn link(&self, number: usize) -> Option<&Target> {
        self.links.get(number.checked_sub(1)?)
    }

    pub(super) fn has_links(&self) -> bool {
        !self.links.is_empty()
    }

    /// Leaves one blank line, and never two.
    pub(super) fn gap(&mut self) {
        if !self.blank {
            self.line("");
        }
    }

    /// Says a sentence of ours, or a trainer's that is no Markdown.
    pub(super) fn say(&mut self, text: &str) {
        self.say_after("", text);
    }

    /// Says a sentence after a mark, its further rows indented by the mark's width.
    pub(super) fn say_after(&mut self, mark: &str, text: &str) {
        self.paragraph(&[ours(&safe::line(text))], Margin::after(mark));
    }

    /// Says what a trainer wrote, block by block.
    pub(super) fn words(&mut self, words: &Words) {
        self.words_after("", words);
    }

    /// Says what a trainer wrote after a mark, its further rows indented by the mark's width.
    pub(super) fn words_after(&mut self, mark: &str, words: &Words) {
        self.blocks(&words.blocks(), Margin::after(mark));
    }

    /// Says a text whose lines stand as they are; a line that is too long goes on below.
    pub(super) fn lines(&mut self, text: &str) {
        for line in text.lines() {
            let indent = line.len() - line.trim_start().len();
            self.say_after(line.get(..indent).unwrap_or_default(), line);
        }
    }

    /// Says that something is asked. What is typed follows on the same line.
    pub(super) fn asks(&mut self) {
        self.write("> ");
        self.flush();
    }

    /// Writes what was typed, where no terminal shows it.
    pub(super) fn shows_typed(&mut self, typed: &str) {
        for (row, line) in lay_runs(&[ours(&safe::line(typed))], self.columns.saturating_sub(2), Part::Body).iter().enumerate() {
            self.line(&if row == 0 { line.text() } else { format!("  {}", line.text()) });
        }
    }

    /// Ends a line that was asked on.
    pub(super) fn was_answered(&mut self) {
        self.blank = false;
    }

    /// Ends the paper in the middle of a question.
    pub(super) fn ends(&mut self) {
        self.line("");
        self.flush();
    }

    /// Returns why nothing can be written any more, once.
    pub(super) fn broken(&mut self) -> Option<io::Error> {
        self.broken.take()
    }

    fn blocks(&mut self, blocks: &[Block], margin: Margin<'_>) {
        let spaces = " ".repeat(margin.rest);
        for (place, block) in blocks.iter().enumerate() {
            if place > 0 {
                self.gap();
            }
            let margin = if place == 0 { margin } else { Margin { first: &spaces, rest: margin.rest } };
            self.block(block, margin);
        }
    }

    fn block(&mut self, block: &Block, margin: Margin<'_>) {
        match block {
            Block::Paragraph(runs) | Block::Heading(_, runs) => self.paragraph(runs, margin),
            Block::List { first, items } => {
                for (place, item) in items.iter().enumerate() {
                    let sign = first.map_or_else(|| "- ".to_owned(), |first| format!("{}. ", first + place as u64));
                    let before = if place == 0 { margin.first.to_owned() } else { " ".repeat(margin.rest) };
                    self.blocks(item, Margin { first: &format!("{before}{sign}"), rest: margin.rest + width(&sign) });
                }
            }
            Block::Quote(blocks) => {
                self.say_after(margin.first, self.language.plain_quote());
                let inner = " ".repeat(margin.rest + 2);
                self.blocks(blocks, Margin { first: &inner, rest: margin.rest + 2 });
            }
            Block::Verbatim(text) => {
                let spaces = " ".repeat(margin.rest);
                for (place, line) in text.lines().enumerate() {
                    self.say_after(if place == 0 { margin.first } else { &spaces }, line);
                }
            }
            Block::Table(rows) => self.table(rows, margin),
            Block::Rule => {}
        }
    }

    /// A table is read row by row, each cell after its heading.
    fn table(&mut self, rows: &[Vec<Vec<Run>>], margin: Margin<'_>) {
        let Some((head, rows)) = rows.split_first() else { return };
        let spaces = " ".repeat(margin.rest);
        for (place, row) in rows.iter().enumerate() {
            if place > 0 {
                self.gap();
            }
            for (nth, cell) in row.iter().enumerate() {
                let mut runs = head.get(nth).cloned().unwrap_or_default();
                runs.push(ours(": "));
                runs.extend(cell.iter().cloned());
                self.paragraph(&runs, Margin { first: if place + nth == 0 { margin.first } else { &spaces }, rest: margin.rest });
            }
        }
    }

    fn paragraph(&mut self, runs: &[Run], margin: Margin<'_>) {
        // Where lists stand in lists until no room is left, the words matter more than the indent.
        let room = self.columns.saturating_sub(margin.rest);
        let (indent, room) = if room < 12 { (0, self.columns) } else { (margin.rest, room) };
        let mut runs = self.numbered(runs);
        let spaces = " ".repeat(indent);
        let mut before = margin.first;
        if width(before) > indent {
            runs.insert(0, ours(before.trim_start()));
            before = "";
        }
        for line in lay_runs(&joined(&runs), room, Part::Body) {
            self.line(&format!("{before}{}", line.text()));
            before = &spaces;
        }
    }

    /// Puts words beside what the screen shows by look alone: where a link leads, and what is struck out.
    fn numbered(&mut self, runs: &[Run]) -> Vec<Run> {
        let mut told = Vec::new();
        for (place, run) in runs.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|before| runs.get(before));
            let after = runs.get(place + 1);
            if run.tone.struck && before.is_none_or(|before| !before.tone.struck) {
                told.push(ours(&format!("[{}: ", self.language.plain_struck_out())));
            }
            told.push(run.clone());
            if run.tone.struck && after.is_none_or(|after| !after.tone.struck) {
                told.push(ours("]"));
            }
            let Some(target) = run.link.as_ref().filter(|_| after.is_none_or(|after| after.link != run.link)) else { continue };
            match target {
                Target::Unknown(_) => {}
                Target::Web(address) if *address == run.text => {}
                Target::Web(address) => told.push(ours(&format!(" ({address})"))),
                _ => {
                    let known = self.links.iter().position(|link| link == target);
                    let number = known.unwrap_or_else(|| {
                        self.links.push(target.clone());
                        self.links.len() - 1
                    });
                    told.push(ours(&format!(" {}", self.language.plain_link(number + 1))));
                }
            }
        }
        told
    }

    fn line(&mut self, text: &str) {
        let text: String = safe::line(text.trim_end()).chars().map(undrawn).collect();
        if !self.hushed {
            self.write(&text);
            self.write("\n");
        }
        self.blank = text.is_empty();
        if self.open {
            self.said.push(text);
        }
    }

    fn write(&mut self, text: &str) {
        if self.broken.is_none()
            && let Err(because) = self.output.write_all(text.as_bytes())
        {
            self.broken = Some(because);
        }
    }

    fn flush(&mut self) {
        if self.broken.is_none()
            && let Err(because) = self.output.flush()
        {
            self.broken = Some(because);
        }
    }
}

fn ours(text: &str) -> Run {
    Run { text: text.to_owned(), tone: Tone::default(), link: None }
}

/// Joins runs that differ by look alone, so that a letter and the mark on it are measured together.
fn joined(runs: &[Run]) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if run.text != "\n" && last.text != "\n" => last.text.push_str(&run.text),
            _ => joined.push(ours(&run.text)),
        }
    }
    joined
}

/// Returns the letter, or a sign of the keyboard where it draws a line or a block.
const fn undrawn(letter: char) -> char {
    match letter {
        '│' | '┃' | '║' => '|',
        '\u{2500}'..='\u{259f}' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(markdown: &str, columns: usize) -> String {
        let mut bytes = Vec::new();
        Paper::new(&mut bytes, columns, Language::English).words_after("1. ", &Words::ours(markdown));
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn blocks_are_told_by_words_and_signs_of_the_keyboard() {
        let markdown = "One [term](term:a-term) and ~~not~~ that.\n\n- a\n- b\n\n> said\n\n---\n\n| Site | Risk |\n|---|---|\n| A | high |";
        insta::assert_snapshot!(written(markdown, 40), @r"
        1. One term (link 1) and [struck out:
           not] that.

           - a
           - b

           Quote:
             said

           Site: A
           Risk: high
        ");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_none_steers(markdown in "[ a-zé漢│─█👩‍⚕️\u{1b}*_>|#`\\-\\n.\\[\\]()1-9]{0,200}", columns in 20usize..60) {
            for line in written(&markdown, columns).lines() {
                prop_assert!(width(line) <= columns, "{line:?} is wider than {columns}");
                let odd = line.chars().find(|letter| !safe::harmless(*letter) || ('\u{2500}'..='\u{259f}').contains(letter));
                prop_assert_eq!(odd, None);
            }
        }
    }
}
