//! Pages that are hard to read: long sentences, a high grade, too much for the screen.

use crate::course::read::Section;
use crate::course::setting::Site;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B601, B602, B603};
use crate::prose::{Block, layout};
use crate::question::Part;

use super::Looked;

/// Rows and columns that the title, the footer and the margins take of a screen.
const FRAME: (usize, usize) = (4, 4);

pub(super) fn run(looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let check = looked.draft.table("check");
    let grade = check
        .and_then(|table| table.parts.setting("max_grade"))
        .map_or(1200, |setting| if let Part::Hundredths(grade) = setting.part { grade } else { 1200 });
    let words = check.map_or(35, |table| table.count("max_sentence"));
    let screen = looked.draft.table("screen");
    let size = |name: &str, usual: u32| usize::try_from(screen.map_or(usual, |table| table.count(name))).unwrap_or(80);
    let (columns, rows) = (size("columns", 80), size("rows", 24));
    for section in looked.sections().into_iter().filter(|section| section.site == Site::Page) {
        let Some((setting, text)) = section.parts.setting("text").zip(section.parts.words("text")) else { continue };
        let blocks = text.blocks();
        let sentences = sentences(&blocks);
        let counts: Vec<usize> = sentences.iter().map(|sentence| sentence.split_whitespace().count()).collect();
        let long = counts.iter().sum::<usize>() >= 100;
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
                found.push(long_sentence(section, looked, sentence, count, words));
            }
        }
        fits(section, &blocks, (columns, rows), looked, found);
    }
}

fn long_sentence(section: &Section, looked: &Looked<'_>, sentence: &str, count: usize, most: u32) -> Diagnostic {
    let place = section.parts.words("text").map_or_else(|| section.begins(), |text| section.parts.place(&text.span));
    let first: Vec<&str> = sentence.split_whitespace().take(2).collect();
    let written = looked.written(&place);
    let at = written.find(&first.join(" ")).unwrap_or(0);
    let long = first.join(" ").len().min(written.len() - at);
    let place = section.parts.place(&(place.span.start + at..place.span.start + at + long));
    Diagnostic::new(&B603, format!("a sentence of {count} words"), place, format!("{count} words to the full stop"))
        .help(format!("make two sentences of it; {most} is the limit set by `max_sentence`"))
}

/// Returns the sentences of some blocks; each item of a list and each cell of a table stands alone, and a quotation is not the author's.
fn sentences(blocks: &[Block]) -> Vec<String> {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(runs) => {
                let text: String = runs.iter().map(|run| if run.text == "\n" { " " } else { run.text.as_str() }).collect();
                let mut sentence = String::new();
                for word in text.split_whitespace() {
                    sentence.push_str(if sentence.is_empty() { "" } else { " " });
                    sentence.push_str(word);
                    if word.trim_end_matches(['"', '”', ')', '’']).ends_with(['.', '!', '?', ':', ';']) {
                        all.push(std::mem::take(&mut sentence));
                    }
                }
                all.push(sentence);
            }
            Block::List { items, .. } => all.extend(items.iter().flat_map(|item| sentences(item))),
            _ => {}
        }
    }
    all.retain(|sentence| sentence.contains(char::is_alphabetic));
    all
}

/// The Flesch-Kincaid grade: school years that a reader needs.
fn grade_of(sentences: &[String]) -> f64 {
    let words = sentences.iter().flat_map(|sentence| sentence.split_whitespace());
    let words: Vec<&str> = words.filter(|word| word.contains(char::is_alphabetic)).collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let number = |count: usize| f64::from(u32::try_from(count.max(1)).unwrap_or(u32::MAX));
    0.39 * number(words.len()) / number(sentences.len()) + 11.8 * number(syllables) / number(words.len()) - 15.59
}

/// Runs of vowels, less a silent e.
fn syllables(word: &str) -> usize {
    let small = word.to_lowercase();
    let letters: Vec<char> = small.chars().filter(|letter| letter.is_alphabetic()).collect();
    let vowel = |letter: char| "aeiouy".contains(letter);
    let runs = letters
        .iter()
        .enumerate()
        .filter(|(at, letter)| {
            vowel(**letter) && at.checked_sub(1).and_then(|before| letters.get(before)).is_none_or(|before| !vowel(*before))
        })
        .count();
    let silent = small.ends_with('e') && !small.ends_with("le") && runs > 1;
    (runs - usize::from(silent)).max(1)
}

/// Lays a page of prose out as it is drawn.
fn fits(section: &Section, blocks: &[Block], (columns, rows): (usize, usize), looked: &Looked<'_>, found: &mut Vec<Diagnostic>) {
    let other = ["timeline", "post", "choices", "reveal", "checklist", "do", "dont", "takeaways", "image"];
    if other.iter().any(|name| section.has(name)) {
        return; // those kinds are shown part by part
    }
    let Some((setting, text)) = section.parts.setting("text").zip(section.parts.words("text")) else { return };
    let lines = layout::lay_out(blocks, columns.saturating_sub(FRAME.1));
    let holds = rows.saturating_sub(FRAME.0);
    if lines.len() <= holds {
        return;
    }
    // The last row that fits, found again in the file by its first words.
    let over = lines.iter().skip(holds).map(layout::Line::text).find(|line| !line.trim().is_empty());
    let file = looked.files.text(&section.parts.file).unwrap_or("");
    let words = over.map(|line| line.trim_start_matches(['•', '│', ' ']).split(' ').take(6).collect::<Vec<_>>().join(" "));
    let at = words.and_then(|words| file.get(text.span.clone())?.find(words.as_str()));
    let line = at.map(|at| file.get(..text.span.start + at).unwrap_or("").matches('\n').count());
    let mut complaint = Diagnostic::new(
        &B601,
        "this page does not fit the screen",
        section.begins(),
        format!("{} rows; a screen of {columns} × {rows} holds {holds}", lines.len()),
    );
    complaint = complaint.and(
        section.parts.place(&setting.named_at),
        line.map_or_else(String::new, |line| format!("the last row that fits is above line {}", line + 1)),
    );
    found.push(
        complaint
            .help("start a second `[[page]]` where a new thought begins")
            .note("measured by drawing the page, at the size promised in `[screen]`"),
    );
}
