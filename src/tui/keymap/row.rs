//! A row of the table of keys, and the rows that many contexts share.

use crossterm::event::KeyCode;

use crate::language::Language;

use super::Action;

/// A message without arguments.
pub(super) type Said = fn(Language) -> &'static str;

/// A key, what it does, and what it is called.
pub(in crate::tui) struct Row {
    pub(super) keys: &'static [KeyCode],
    /// The keys in words.
    pub(super) shown: &'static str,
    /// The word of the footer; none for keys that only help lists.
    pub(super) word: Option<Said>,
    /// What it does, for the page of help.
    pub(super) explains: Said,
    /// What it does.
    pub(in crate::tui) action: Action,
}

pub(super) const fn row(keys: &'static [KeyCode], shown: &'static str, word: Option<Said>, explains: Said, action: Action) -> Row {
    Row { keys, shown, word, explains, action }
}

pub(super) const ENTER: &[KeyCode] = &[KeyCode::Enter];
pub(super) const RIGHT: &[KeyCode] = &[KeyCode::Right, KeyCode::Char('l')];
pub(super) const LEFT: &[KeyCode] = &[KeyCode::Left, KeyCode::Char('h')];
pub(super) const SPACE: &[KeyCode] = &[KeyCode::Char(' ')];
pub(super) const AWAY: &[KeyCode] = &[KeyCode::Esc, KeyCode::Backspace];
pub(super) const TAB: &[KeyCode] = &[KeyCode::Tab];

pub(super) const QUIT: Row =
    row(&[KeyCode::Char('q')], "q", Some(Language::do_leave), Language::key_leave_everything_kept_already, Action::Quit);
pub(super) const BACK: Row = row(AWAY, "Esc", Some(Language::do_back), Language::key_go_back_to_where_you_came, Action::Back);
pub(super) const HELP: Row =
    row(&[KeyCode::Char('?'), KeyCode::F(1)], "?", Some(Language::do_help), Language::key_show_this_list, Action::Help);
pub(super) const CONTENTS: Row =
    row(&[KeyCode::Char('c'), KeyCode::F(4)], "c", Some(Language::do_contents), Language::key_all_lessons_and_pages, Action::Contents);
pub(super) const SEARCH: Row =
    row(&[KeyCode::Char('/'), KeyCode::F(5)], "/", Some(Language::do_search), Language::key_search, Action::Search);
pub(super) const BEFORE: Row = row(LEFT, "←", Some(Language::do_previous), Language::key_page_before, Action::Before);
pub(super) const AFTER: Row = row(RIGHT, "→", None, Language::key_page_after, Action::After);
pub(super) const LINKS: Row = row(TAB, "Tab", None, Language::key_to_next_link_enter_opens, Action::Field);

pub(super) const ERASE: Row = row(&[KeyCode::Backspace], "Backspace", None, Language::key_take_letter_before_cursor_away, Action::Erase);
pub(super) const DELETE: Row = row(&[KeyCode::Delete], "Delete", None, Language::key_take_letter_after_cursor_away, Action::Delete);
pub(super) const LEFT_OF: Row = row(&[KeyCode::Left], "←", None, Language::key_letter_to_left, Action::Before);
pub(super) const RIGHT_OF: Row = row(&[KeyCode::Right], "→", None, Language::key_letter_to_right, Action::After);
pub(super) const LINE_START: Row = row(&[KeyCode::Home], "Home", None, Language::key_to_beginning_of_line, Action::LineStart);
pub(super) const LINE_END: Row = row(&[KeyCode::End], "End", None, Language::key_to_end_of_line, Action::LineEnd);
pub(super) const LEAVE_TEXT: Row = row(&[KeyCode::Esc], "Esc", Some(Language::do_back), Language::key_go_back, Action::Back);
pub(super) const HELP_TEXT: Row = row(&[KeyCode::F(1)], "F1", Some(Language::do_help), Language::key_show_this_list, Action::Help);
pub(super) const HINT: Row = row(&[KeyCode::Char('i'), KeyCode::F(2)], "i", None, Language::key_show_hint_where_there_one, Action::Hint);
pub(super) const HINT_TEXT: Row = row(&[KeyCode::F(2)], "F2", None, Language::key_show_hint_where_there_one, Action::Hint);
pub(super) const CLOCK: Row = row(&[KeyCode::Char('t'), KeyCode::F(3)], "t", None, Language::key_hide_time_there_or_show, Action::Clock);
pub(super) const CLOCK_TEXT: Row = row(&[KeyCode::F(3)], "F3", None, Language::key_hide_time_there_or_show, Action::Clock);

pub(super) const fn enter(word: Said, explains: Said) -> Row {
    row(ENTER, "Enter", Some(word), explains, Action::Enter)
}

pub(super) const fn space(word: Said, explains: Said) -> Row {
    row(SPACE, "Space", Some(word), explains, Action::Mark)
}
