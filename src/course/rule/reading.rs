//! Pages that are hard to read: long sentences, a high grade, too much for the screen.

use crate::course::read::Section;
use crate::course::setting::Site;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B601, B602, B603};
use crate::prose::{Block, layout};
use crate::question::Part;

use super::{File, Looked};

/// Rows and columns that the title, the footer and the margins take of a screen.
const FRAME: (usize, usize) = (4, 4);

pub(super) fn run(file: &File<'_, '_>, looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    if file.sections.iter().all(|section| section.site != Site::Page) {
        return;
    }
    let check = looked.draft.table("check");
    let grade = check
        .and_then(|table| table.parts.setting("max_grade"))
        .map_or(1200, |setting| if let Part::Hundredths(grade) = setting.part { grade } else { 1200 });
    let words = check.map_or(35, |table| table.count("max_sentence"));
    let screen = looked.draft.table("screen");
    let size = |name: &str, usual: u32| usize::try_from(screen.map_or(usual, |table| table.count(name))).unwrap_or(80);
    let (columns, rows) = (size("columns", 80), size("rows", 24));
    for section in file.sections.iter().filter(|section| section.site == Site::Page) {
        let Some((setting, text)) = section.parts.setting("text").zip(section.parts.words("text")) else { continue };
        let blocks = text.blocks();
        let mut running = String::new();
        running_words(&blocks, &mut running);
        let sentences = sentences(&running);
        let counts: Vec<usize> = sentences.iter().map(|sentence| sentence.split_whitespace().count()).collect();
        // The grade is that of English: each language has a formula of its own.
        let long = counts.iter().sum::<usize>() >= 100 && !file.is_translation();
        let reached = if long { grade_of(&sentences) } else { 0.0 };
        if long && reached > f64::from(grade) / 100.0 {
            let most = counts.iter().max().copied().unwrap_or(0);
            found.push(
                Diagnostic::new(
                    &B602,
                    "this page is hard to read",
                    section.parts.place(&setting.named_at),
                    format!("grade {reached:.0}; the course aims at {}", grade / 100),
                )
                .help(format!("the longest sentence has {most} words; split it"))
                .note("Flesch–Kincaid, over pages of 100 words or more; `max_grade` in `[check]`"),
            );
        }
        for (sentence, count) in sentences.iter().zip(counts) {
            if count > usize::try_from(words).unwrap_or(35) {
                found.push(long_sentence(section, file.text, sentence, count, words));
            }
        }
        fits(section, &blocks, (columns, rows), file.text, found);
    }
}

fn long_sentence(section: &Section, file: &str, sentence: &str, count: usize, most: u32) -> Diagnostic {
    let place = section.parts.words("text").map_or_else(|| section.begins(), |text| section.parts.place(&text.span));
    let first = sentence.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    let written = file.get(place.span.clone()).unwrap_or("");
    let at = written.find(&first).unwrap_or(0);
    let long = first.len().min(written.len() - at);
    let place = section.parts.place(&(place.span.start + at..place.span.start + at + long));
    let help = match half(sentence, most) {
        Some(word) => format!("end it after \"{word}\"; {most} is the limit set by `max_sentence`"),
        None => format!("make two sentences of it; {most} is the limit set by `max_sentence`"),
    };
    Diagnostic::new(&B603, format!("a sentence of {count} words"), place, format!("{count} words to the full stop")).help(help)
}

/// Returns the last word before a comma where a long sentence can end and still fit.
fn half(sentence: &str, most: u32) -> Option<&str> {
    let words = sentence.split_whitespace().take(usize::try_from(most).unwrap_or(usize::MAX));
    words
        .enumerate()
        .filter(|(place, word)| *place > 3 && word.ends_with([',', ';']))
        .last()
        .map(|(_, word)| word.trim_end_matches([',', ';', '*', '"']))
}

/// Writes the running words of some blocks, a line for each paragraph and each item of a list; a quotation is not the author's.
fn running_words(blocks: &[Block], running: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(runs) => {
                for run in runs {
                    running.push_str(if run.text == "\n" { " " } else { &run.text });
                }
                running.push('\n');
            }
            Block::List { items, .. } => items.iter().for_each(|item| running_words(item, running)),
            _ => {}
        }
    }
}

/// Returns the sentences of running words: each ends with a word that has an end mark, or with its line.
fn sentences(running: &str) -> Vec<&str> {
    let ends = |word: &str| word.trim_end_matches(['"', '”', ')', '’']).ends_with(['.', '!', '?', ':', ';']);
    let mut all = Vec::new();
    for mut line in running.split('\n') {
        let mut long = 0;
        for word in line.split_inclusive(char::is_whitespace) {
            long += word.len();
            if ends(word.trim_end()) {
                let (sentence, rest) = line.split_at(long);
                all.push(sentence);
                (line, long) = (rest, 0);
            }
        }
        all.push(line);
    }
    all.retain(|sentence| sentence.contains(char::is_alphabetic));
    all
}

/// The Flesch-Kincaid grade: school years that a reader needs.
fn grade_of(sentences: &[&str]) -> f64 {
    let words = sentences.iter().flat_map(|sentence| sentence.split_whitespace());
    let words: Vec<&str> = words.filter(|word| word.contains(char::is_alphabetic)).collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let number = |count: usize| f64::from(u32::try_from(count.max(1)).unwrap_or(u32::MAX));
    0.39 * number(words.len()) / number(sentences.len()) + 11.8 * number(syllables) / number(words.len()) - 15.59
}

/// Runs of vowels, less a silent e.
fn syllables(word: &str) -> usize {
    let (mut runs, mut in_run) = (0, false);
    for letter in word.chars().filter(|letter| letter.is_alphabetic()) {
        let is_vowel = matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        runs += usize::from(is_vowel && !in_run);
        in_run = is_vowel;
    }
    let silent = word.ends_with(['e', 'E']) && !word.ends_with("le") && !word.ends_with("LE") && runs > 1;
    (runs - usize::from(silent)).max(1)
}

/// Lays a page of prose out as it is drawn.
fn fits(section: &Section, blocks: &[Block], (columns, rows): (usize, usize), file: &str, found: &mut Vec<Diagnostic>) {
    let other = ["timeline", "post", "choices", "reveal", "checklist", "do", "dont", "takeaways", "image"];
    if other.iter().any(|name| section.has(name)) {
        return; // those kinds are shown part by part
    }
    let Some((setting, text)) = section.parts.setting("text").zip(section.parts.words("text")) else { return };
    let room = columns.saturating_sub(FRAME.1);
    let holds = rows.saturating_sub(FRAME.0);
    if layout::rows_at_most(blocks, room).is_some_and(|rows| rows <= holds) {
        return; // so does most of what is written, and need not be laid out
    }
    let lines = layout::lay_out(blocks, room);
    if lines.len() <= holds {
        return;
    }
    let source = Below { file, from: text.span.start, to: text.span.end };
    let row = |lines: &mut dyn Iterator<Item = &layout::Line>| lines.map(layout::Line::text).find(|line| !line.trim().is_empty());
    let last = row(&mut lines.iter().take(holds).rev()).and_then(|row| source.find(&row));
    let over = row(&mut lines.iter().skip(holds)).and_then(|row| source.find(&row));
    let begins = over.and_then(|at| source.begins(at));
    let mut complaint = Diagnostic::new(
        &B601,
        "this page does not fit the screen",
        section.begins(),
        format!("{} rows; a screen of {columns} × {rows} holds {holds}", lines.len()),
    );
    complaint = complaint.and(
        section.parts.place(&setting.named_at),
        last.map_or_else(|| format!("its first {holds} rows fit"), |at| format!("the last row that fits is line {}", source.line(at))),
    );
    let help = begins.map_or_else(
        || "start a second `[[page]]` where a new thought begins".to_owned(),
        |at| format!("start a second `[[page]]` at \"{}\" (line {})", source.words(at), source.line(at)),
    );
    found.push(complaint.help(help).note("measured by drawing the page, at the size promised in `[screen]`"));
}

/// A page's text in its file, in which rows of the screen are found again by their first words.
struct Below<'a> {
    file: &'a str,
    from: usize,
    to: usize,
}

impl Below<'_> {
    fn find(&self, row: &str) -> Option<usize> {
        let words = row.trim_start_matches(['•', '│', ' ']).split(' ').take(6).collect::<Vec<_>>().join(" ");
        Some(self.from + self.file.get(self.from..self.to)?.find(words.trim_end())?)
    }

    fn line(&self, at: usize) -> usize {
        1 + self.file.get(..at).unwrap_or("").matches('\n').count()
    }

    /// Returns where the paragraph begins that a place stands in; `None` for the first of the page.
    fn begins(&self, at: usize) -> Option<usize> {
        let before = self.file.get(self.from..at)?;
        Some(self.from + before.rfind("\n\n")? + 2).filter(|begins| !self.file.get(self.from..*begins).unwrap_or("").trim().is_empty())
    }

    /// Returns the first words of the line that begins at a place.
    fn words(&self, at: usize) -> String {
        let line = self.file.get(at..self.to).and_then(|rest| rest.lines().next()).unwrap_or("");
        let bare = line.trim_start_matches(['#', '-', '*', '>', ' ', '_']);
        bare.split_whitespace().take(4).collect::<Vec<_>>().join(" ")
    }
}
