//! The rows of keys: for each context its own, then those that hold everywhere.

use crossterm::event::KeyCode;

use crate::language::Language;

use super::answering::{AREA, AREA_END, ARRANGE, ASSIGN, CHOOSE_ONE, CHOOSE_SOME, FEEDBACK, INTRO, MARK_TEXT, RUBRIC, SORT, WRITE};
use super::row::{
    AFTER, BACK, BEFORE, CONTENTS, DELETE, ENTER, ERASE, HELP, HELP_TEXT, LEAVE_TEXT, LEFT_OF, LINE_END, LINE_START, LINKS, QUIT, RIGHT_OF,
    Row, SEARCH, TAB, enter, row, space,
};
use super::{Action, Context};

/// As [`LINKS`], on pages where the footer has a word for it.
const LINKS_SHOWN: Row = row(TAB, "Tab", Some(Language::do_links), Language::key_to_next_link_enter_opens, Action::Field);

const READING: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", Some(Language::do_go_on), Language::key_read_on_at_end_of_page, Action::Enter),
    BEFORE,
    CONTENTS,
    BACK,
    HELP,
    QUIT,
    AFTER,
    LINKS,
];
const LINKED: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", Some(Language::do_go_on), Language::key_read_on_at_end_of_page, Action::Enter),
    BEFORE,
    LINKS_SHOWN,
    CONTENTS,
    HELP,
    QUIT,
    BACK,
    AFTER,
];
const OPENING: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", Some(Language::do_open), Language::key_open_what_in_focus, Action::Enter),
    BEFORE,
    LINKS_SHOWN,
    CONTENTS,
    HELP,
    QUIT,
    BACK,
    AFTER,
];
const DECISION: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", Some(Language::do_choose), Language::key_choose_what_in_focus, Action::Enter),
    row(&[], "", None, Language::key_choose_that_one, Action::Pick(0)),
    BEFORE,
    BACK,
    HELP,
    QUIT,
    AFTER,
    LINKS,
];
const CHECKLIST: &[Row] = &[
    space(Language::do_tick, Language::key_tick_what_in_focus_or_take),
    enter(Language::do_go_on, Language::key_go_on_to_next_page),
    BEFORE,
    CONTENTS,
    HELP,
    BACK,
    QUIT,
    AFTER,
    LINKS,
];
const REFLECT: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", Some(Language::do_show_more), Language::key_show_other_voice, Action::Enter),
    BEFORE,
    CONTENTS,
    BACK,
    HELP,
    QUIT,
    AFTER,
    LINKS,
];
const HOME: &[Row] = &[
    row(
        &[KeyCode::Enter, KeyCode::Char(' '), KeyCode::Right],
        "Enter",
        Some(Language::do_open),
        Language::key_open_what_in_focus,
        Action::Enter,
    ),
    CONTENTS,
    HELP,
    QUIT,
    SEARCH,
];
const NEXT_FIELD: Row = row(TAB, "Tab", Some(Language::do_next_field), Language::key_to_next_field, Action::Field);
const FIELD_BEFORE: Row = row(&[KeyCode::BackTab], "Shift-Tab", None, Language::key_to_field_before, Action::FieldBack);
const LEFT_OR_BEFORE: Row = row(&[KeyCode::Left], "←", None, Language::key_letter_to_left_where_there_choice, Action::Before);
const RIGHT_OR_AFTER: Row = row(&[KeyCode::Right], "→", None, Language::key_letter_to_right_where_there_choice, Action::After);

const WELCOME: &[Row] = &[
    enter(Language::do_go_on, Language::key_to_next_field_at_last_done),
    row(&[KeyCode::Esc], "Esc", Some(Language::do_leave), Language::key_leave_what_filled_in_kept, Action::Quit),
    NEXT_FIELD,
    FIELD_BEFORE,
    ERASE,
    DELETE,
    LEFT_OR_BEFORE,
    RIGHT_OR_AFTER,
    LINE_START,
    LINE_END,
    HELP_TEXT,
];
const FIELDS: &[Row] = &[
    enter(Language::do_go_on, Language::key_to_next_field_at_last_done),
    NEXT_FIELD,
    FIELD_BEFORE,
    ERASE,
    DELETE,
    LEFT_OR_BEFORE,
    RIGHT_OR_AFTER,
    LINE_START,
    LINE_END,
    LEAVE_TEXT,
    HELP_TEXT,
];
const RESULT: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", Some(Language::do_choose), Language::key_do_what_in_focus, Action::Enter),
    BACK,
    CONTENTS,
    HELP,
    QUIT,
    LINKS,
];
const CERTIFICATE: &[Row] = &[
    enter(Language::do_choose, Language::key_do_what_in_focus),
    row(&[KeyCode::Char('y')], "y", Some(Language::do_copy), Language::key_copy_certificate_as_text, Action::Copy),
    BACK,
    HELP,
    QUIT,
];
const LIST: &[Row] = &[
    row(
        &[KeyCode::Enter, KeyCode::Char(' '), KeyCode::Right],
        "Enter",
        Some(Language::do_open),
        Language::key_open_what_in_focus,
        Action::Enter,
    ),
    row(
        &[KeyCode::Esc, KeyCode::Backspace, KeyCode::Char('q'), KeyCode::Char('c')],
        "Esc",
        Some(Language::do_back),
        Language::key_close_this_list,
        Action::Back,
    ),
    HELP,
];
const NOTE: &[Row] = &[
    row(ENTER, "Enter", Some(Language::do_new_line), Language::key_break_line, Action::Type('\n')),
    row(&[KeyCode::Esc], "Esc", Some(Language::do_keep), Language::key_keep_note, Action::Back),
    row(TAB, "Tab", None, Language::key_to_end_of_text, Action::Field),
    ERASE,
    DELETE,
    LEFT_OF,
    RIGHT_OF,
    LINE_START,
    LINE_END,
    HELP_TEXT,
];
const NOTE_END: &[Row] = &[
    enter(Language::do_keep, Language::key_keep_note),
    row(
        &[KeyCode::BackTab, KeyCode::Tab],
        "Tab",
        Some(Language::do_back_to_text),
        Language::key_back_to_text_typing_goes_back,
        Action::FieldBack,
    ),
    row(&[KeyCode::Esc], "Esc", None, Language::key_keep_note, Action::Back),
    HELP_TEXT,
];
/// The keys of a line to write on, where Enter does what is told.
const fn on_a_line(enter: Row) -> [Row; 9] {
    [enter, LEAVE_TEXT, ERASE, DELETE, LEFT_OF, RIGHT_OF, LINE_START, LINE_END, HELP_TEXT]
}

const SIGN: &[Row] = &on_a_line(enter(Language::do_sign, Language::key_sign_with_what_written));
const THINK: &[Row] = &on_a_line(enter(Language::do_show_more, Language::key_show_other_voice));
const FIND: &[Row] = &on_a_line(enter(Language::do_open, Language::key_open_focus_or_first));
const SOME_LIST: &[Row] = &[
    row(
        &[KeyCode::Enter, KeyCode::Char(' '), KeyCode::Right],
        "Enter",
        Some(Language::do_open),
        Language::key_open_what_in_focus,
        Action::Enter,
    ),
    row(
        &[KeyCode::Esc, KeyCode::Backspace, KeyCode::Char('q')],
        "Esc",
        Some(Language::do_back),
        Language::key_close_this_list,
        Action::Back,
    ),
    HELP,
];
const SETTINGS: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", Some(Language::do_change), Language::key_give_next_value, Action::Enter),
    row(&[KeyCode::Right], "→", None, Language::key_next_value, Action::After),
    row(&[KeyCode::Left], "←", None, Language::key_value_before, Action::Before),
    row(
        &[KeyCode::Esc, KeyCode::Backspace, KeyCode::Char('q')],
        "Esc",
        Some(Language::do_back),
        Language::key_go_back_set_kept,
        Action::Back,
    ),
    HELP,
];
const HELP_PAGE: &[Row] = &[
    enter(Language::do_do_this, Language::key_do_focus_below),
    row(
        &[KeyCode::Esc, KeyCode::Backspace, KeyCode::Char('q'), KeyCode::Char('?'), KeyCode::F(1)],
        "Esc",
        Some(Language::do_close),
        Language::key_close_this,
        Action::Back,
    ),
];
const PANEL: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", Some(Language::do_close), Language::key_close_this, Action::Back),
    row(
        &[KeyCode::Esc, KeyCode::Backspace, KeyCode::Char('q'), KeyCode::Char('?')],
        "Esc",
        Some(Language::do_back),
        Language::key_close_this,
        Action::Back,
    ),
];

/// Keys that are the same everywhere but where letters are typed.
pub(super) const EVERYWHERE: &[Row] = &[
    row(&[KeyCode::Up, KeyCode::Char('k')], "↑", None, Language::key_up, Action::Up),
    row(&[KeyCode::Down, KeyCode::Char('j')], "↓", None, Language::key_down, Action::Down),
    row(&[KeyCode::PageUp], "Page Up", None, Language::key_screenful_up, Action::PageUp),
    row(&[KeyCode::PageDown], "Page Down", None, Language::key_screenful_down, Action::PageDown),
    row(&[KeyCode::Home], "Home", None, Language::key_to_beginning, Action::Top),
    row(&[KeyCode::End, KeyCode::Char('G')], "End", None, Language::key_to_end, Action::Bottom),
    row(TAB, "Tab", None, Language::key_to_next_link, Action::Field),
    row(&[KeyCode::BackTab], "Shift-Tab", None, Language::key_to_link_before, Action::FieldBack),
    row(&[KeyCode::Char(':')], ":", None, Language::key_palette, Action::Palette),
    row(&[KeyCode::F(4)], "F4", None, Language::key_all_lessons_and_pages, Action::Contents),
    SEARCH,
    row(&[KeyCode::Char('p'), KeyCode::F(10)], "p", None, Language::key_progress, Action::Progress),
    // No key of its own: the palette leads there.
    row(&[], "", None, Language::key_certificate, Action::Certificate),
    row(&[KeyCode::Char('g'), KeyCode::F(6)], "g", None, Language::key_glossary, Action::Glossary),
    row(&[KeyCode::Char('n'), KeyCode::F(7)], "n", None, Language::key_note, Action::Note),
    row(&[KeyCode::Char('N'), KeyCode::F(8)], "N", None, Language::key_notes, Action::Notes),
    row(&[KeyCode::Char(','), KeyCode::F(9)], ",", None, Language::key_settings, Action::Settings),
    row(&[KeyCode::Char('r')], "r", None, Language::key_report, Action::Report),
    row(&[KeyCode::Char('m')], "m", None, Language::key_give_mouse_to_terminal_or_take, Action::Mouse),
    row(&[KeyCode::Char('y')], "y", None, Language::key_copy_what_shown, Action::Copy),
];

/// Keys with Ctrl, the same everywhere.
pub(super) const CONTROL: &[(KeyCode, Row)] = &[
    (KeyCode::Char('p'), row(&[], "Ctrl-P", None, Language::key_palette, Action::Palette)),
    (KeyCode::Char('y'), row(&[], "Ctrl-Y", None, Language::key_copy_what_shown, Action::Copy)),
    (KeyCode::Char('c'), row(&[], "Ctrl-C", None, Language::key_leave_at_once_nothing_lost, Action::Quit)),
    (KeyCode::Char('z'), row(&[], "Ctrl-Z", None, Language::key_stop_for_now_fg_comes_back, Action::Suspend)),
];

/// Keys with Ctrl where letters are written.
pub(super) const EDITING: &[(KeyCode, Row)] = &[
    (KeyCode::Left, row(&[], "Ctrl-←", None, Language::key_word_to_left, Action::WordBefore)),
    (KeyCode::Right, row(&[], "Ctrl-→", None, Language::key_word_to_right, Action::WordAfter)),
    (KeyCode::Char('w'), row(&[], "Ctrl-W", None, Language::key_take_word_before_cursor_away, Action::EraseWord)),
    (KeyCode::Char('u'), row(&[], "Ctrl-U", None, Language::key_undo, Action::Undo)),
    (KeyCode::Char('r'), row(&[], "Ctrl-R", None, Language::key_do_again_what_was_undone, Action::Redo)),
    (KeyCode::Char('a'), row(&[], "Ctrl-A", None, Language::key_to_beginning_of_line, Action::LineStart)),
    (KeyCode::Char('e'), row(&[], "Ctrl-E", None, Language::key_to_end_of_line, Action::LineEnd)),
];

impl Row {
    /// Returns the word of the footer; none for keys that only help lists.
    pub(in crate::tui) fn word(&self, say: Language) -> Option<&'static str> {
        self.word.map(|word| word(say))
    }

    /// Returns what it does, for the page of help.
    pub(in crate::tui) fn explains(&self, say: Language) -> &'static str {
        (self.explains)(say)
    }

    /// Returns the keys in words: as keyboards of that language are labelled.
    pub(in crate::tui) fn shown(&self, say: Language) -> &'static str {
        match self.shown {
            "Space" => say.label_space(),
            "Backspace" => say.label_backspace(),
            "Delete" => say.label_delete(),
            "Home" => say.label_home(),
            "End" => say.label_end(),
            "Page Up" => say.label_page_up(),
            "Page Down" => say.label_page_down(),
            "Shift-Tab" => say.label_shift_tab(),
            other => other,
        }
    }

    /// Whether one key or click does it; a row such as `A–H` stands for several.
    pub(in crate::tui) const fn is_one(&self) -> bool {
        !self.keys.is_empty()
    }
}

impl Context {
    /// Returns the rows of this context, the most important first.
    pub(in crate::tui) const fn rows(self) -> &'static [Row] {
        match self {
            Self::Welcome => WELCOME,
            Self::Fields => FIELDS,
            Self::Home => HOME,
            Self::Page => READING,
            Self::Linked => LINKED,
            Self::Opening => OPENING,
            Self::Decision => DECISION,
            Self::Checklist => CHECKLIST,
            Self::Reflect => REFLECT,
            Self::Intro => INTRO,
            Self::ChooseOne => CHOOSE_ONE,
            Self::ChooseSome => CHOOSE_SOME,
            Self::Arrange => ARRANGE,
            Self::Assign => ASSIGN,
            Self::Sort => SORT,
            Self::MarkText => MARK_TEXT,
            Self::Write => WRITE,
            Self::Sign => SIGN,
            Self::Think => THINK,
            Self::Area => AREA,
            Self::AreaEnd => AREA_END,
            Self::Rubric => RUBRIC,
            Self::Feedback => FEEDBACK,
            Self::Result => RESULT,
            Self::Certificate => CERTIFICATE,
            Self::Contents => LIST,
            Self::Note => NOTE,
            Self::NoteEnd => NOTE_END,
            Self::Find => FIND,
            Self::List => SOME_LIST,
            Self::Settings => SETTINGS,
            Self::Panel => PANEL,
            Self::Help => HELP_PAGE,
        }
    }
}
