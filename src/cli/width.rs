//! How wide the terminal is that results are printed on, and words in lines that fit it.

use crate::prose::layout::{self, lay_out};
use crate::prose::{Block, Run, Tone, safe};

/// Returns how many columns a table may have: as many as are wanted, and no more than the terminal has, where there is one.
pub(super) fn within(wanted: usize) -> usize {
    of_terminal().map_or(wanted, |columns| wanted.min(columns))
}

/// Returns words in lines no wider than so many columns, which end between words. The first line begins with a mark, and the others stand
/// below its words.
pub(super) fn wrapped(mark: &str, words: &str, columns: usize) -> String {
    let run = Run { text: safe::line(words).into_owned(), tone: Tone::default(), link: None };
    let indent = layout::width(mark);
    let lines = lay_out(&[Block::Paragraph(vec![run])], columns.saturating_sub(indent).max(1));
    let lines: Vec<String> = lines.iter().map(|line| line.text().trim_end().to_owned()).collect();
    format!("{mark}{}", lines.join(&format!("\n{}", " ".repeat(indent))))
}

#[cfg(unix)]
fn of_terminal() -> Option<usize> {
    // What is no terminal has no size; one that nobody has told its size has none either.
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

#[cfg(not(unix))]
const fn of_terminal() -> Option<usize> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_words_and_stand_below_the_first() {
        assert_eq!(wrapped("- ", "pages, answers, notes, certificates", 18), "- pages, answers,\n  notes,\n  certificates");
        assert_eq!(wrapped("", "as it is", 80), "as it is");
        assert_eq!(wrapped("", "\u{1b}[2J", 80), "␛[2J");
    }
}
