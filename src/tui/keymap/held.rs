//! Which keys hold, and what they are called: as keyboards of a language are labelled, and only where they do what is said of them.

use std::borrow::Cow;

use crossterm::event::KeyCode;

use crate::language::Language;

use super::row::Row;
use super::table::{CONTROL, EVERYWHERE};
use super::{Action, Context, Idle, picked};

/// Which keys hold.
#[derive(Clone, Copy, Debug)]
pub(in crate::tui) struct Keys {
    /// What the screen is doing.
    pub(in crate::tui) context: Context,
    /// How many there are to choose among by a letter.
    pub(in crate::tui) among: usize,
    /// What does nothing on this screen just now.
    pub(in crate::tui) idle: Idle,
    /// Whether single letters are keys.
    pub(in crate::tui) letters: bool,
    /// Whether Enter shows more of what is below before it does anything.
    pub(in crate::tui) shows_more: bool,
    /// The number of the question that Esc goes back to, where this was opened over one.
    pub(in crate::tui) over: Option<usize>,
    /// The language they are told in.
    pub(in crate::tui) language: Language,
}

/// The letters of so many options, from one on; no more have letters.
const LETTERS: [&str; 8] = ["A", "A–B", "A–C", "A–D", "A–E", "A–F", "A–G", "A–H"];

impl Keys {
    /// Returns the key of a row in words: the first one that holds. `None` where none does, or where it does nothing.
    pub(in crate::tui) fn shown(self, row: &Row) -> Option<&'static str> {
        if self.idle.has(&row.action) {
            return None;
        }
        if row.action == Action::Pick(0) {
            let last = self.among.min(LETTERS.len()).checked_sub(1)?;
            return LETTERS.get(last).copied().filter(|_| self.lets());
        }
        match row.keys.iter().find(|code| self.holds(row, **code)) {
            // The first key is the one that is shown.
            Some(code) if row.keys.first() == Some(code) => Some(row.shown(self.language)),
            Some(code) => Some(in_words(*code, self.language)),
            None if row.keys.is_empty() => Some(row.shown(self.language)),
            None => CONTROL.iter().find(|(_, control)| control.action == row.action).map(|(_, control)| control.shown(self.language)),
        }
    }

    /// Returns the words of the footer for a row, where it has any: what says most first, then what takes less room.
    pub(in crate::tui) fn words(self, row: &Row) -> Vec<Cow<'static, str>> {
        let Some(word) = row.word(self.language) else { return Vec::new() };
        let word = if self.shows_more && row.action == Action::Enter { self.language.do_more() } else { word };
        let long = self.leads_over(row).map(|number| Cow::Owned(self.language.do_back_to_question(number)));
        long.into_iter().chain([Cow::Borrowed(word)]).collect()
    }

    /// Returns the rows, the most important first: what goes back to a question comes right after what goes on.
    pub(in crate::tui) fn rows(self) -> Vec<&'static Row> {
        let mut rows: Vec<&Row> = self.context.rows().iter().collect();
        rows.sort_by_key(|row| match row.action {
            _ if self.over.is_none() => 0,
            Action::Enter | Action::Mark => 0,
            Action::Back => 1,
            _ => 2,
        });
        rows
    }

    /// Returns the number of the question that a row goes back to.
    fn leads_over(self, row: &Row) -> Option<usize> {
        self.over.filter(|_| row.action == Action::Back)
    }

    /// Returns what a row does, with the letter that does it too where an arrow is shown.
    pub(in crate::tui) fn explains(self, row: &Row) -> String {
        let says = row.explains(self.language);
        let is_arrow = matches!(row.keys.first(), Some(KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right));
        let letter = row.keys.iter().find_map(|code| match code {
            KeyCode::Char(letter) if is_arrow && self.holds(row, *code) => Some(letter),
            _ => None,
        });
        letter.map_or_else(|| says.to_owned(), |letter| self.language.key_or(says, letter))
    }

    /// Whether single letters are keys here.
    const fn lets(self) -> bool {
        self.letters && !self.context.types()
    }

    /// Whether a key does what its row says: a letter may be none, or may choose an option first; another row may have it.
    fn holds(self, row: &Row, code: KeyCode) -> bool {
        let mut rows = self.context.rows().iter().chain(EVERYWHERE);
        let is_taken = rows.find(|other| other.keys.contains(&code)).is_some_and(|first| first.action != row.action);
        match code {
            _ if is_taken => false,
            KeyCode::Char(letter) if letter != ' ' => self.lets() && !(self.context.picks() && picked(letter).is_some()),
            _ => true,
        }
    }
}

/// Returns a key in words.
fn in_words(code: KeyCode, say: Language) -> &'static str {
    match code {
        KeyCode::F(1) => "F1",
        KeyCode::F(2) => "F2",
        KeyCode::F(3) => "F3",
        KeyCode::F(4) => "F4",
        KeyCode::F(5) => "F5",
        KeyCode::F(6) => "F6",
        KeyCode::F(7) => "F7",
        KeyCode::F(8) => "F8",
        KeyCode::F(9) => "F9",
        KeyCode::F(10) => "F10",
        KeyCode::Enter => "Enter",
        KeyCode::Esc => "Esc",
        KeyCode::Char(' ') => say.label_space(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{Event, KeyEvent, KeyModifiers};

    use super::*;
    use crate::tui::keymap::action;
    use crate::tui::keymap::tests::keys;

    #[test]
    fn help_names_no_key_that_does_nothing() {
        for context in Context::ALL {
            let keys = keys(context, false);
            for row in context.all().filter(|row| row.is_one()) {
                let Some(shown) = keys.shown(row) else { continue };
                let is_told = shown.chars().count() > 1 || !shown.is_empty() && "←→↑↓".contains(shown);
                assert!(is_told, "{context:?}: {}: {shown}", keys.explains(row));
                assert!(!keys.explains(row).contains("(or k)"), "{context:?}");
            }
        }
    }

    #[test]
    fn a_letter_that_chooses_an_option_is_not_said_to_do_anything_else() {
        for context in Context::ALL {
            let keys = keys(context, true);
            for row in context.all() {
                let Some(shown) = keys.shown(row) else { continue };
                let letter = shown.chars().next().filter(|_| shown.chars().count() == 1 && row.is_one());
                let Some(letter) = letter.filter(char::is_ascii_graphic) else { continue };
                let press = Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE));
                assert_eq!(action(&press, context, true).as_ref(), Some(&row.action), "{context:?}: {shown}");
            }
        }
        let glossary = |context: Context| {
            let row = context.all().find(|row| row.action == Action::Glossary)?;
            keys(context, true).shown(row)
        };
        assert_eq!((glossary(Context::ChooseOne), glossary(Context::Page)), (Some("F6"), Some("g")));
    }

    #[test]
    fn the_letters_told_are_those_of_the_options_there_are() {
        let told = |among: usize| {
            let row = Context::ChooseOne.all().find(|row| row.action == Action::Pick(0))?;
            Keys { among, ..keys(Context::ChooseOne, true) }.shown(row)
        };
        assert_eq!([0, 1, 3, 8, 12].map(told), [None, Some("A"), Some("A–C"), Some("A–H"), Some("A–H")]);
    }
}
