//! The rows of keys where questions are answered.

use crossterm::event::KeyCode;

use crate::language::Language;

use super::Action;
use super::row::{
    BACK, CLOCK, CLOCK_TEXT, DELETE, ENTER, ERASE, HELP, HELP_TEXT, HINT, HINT_TEXT, LEAVE_TEXT, LEFT_OF, LINE_END, LINE_START, LINKS,
    QUIT, RIGHT_OF, Row, Said, TAB, enter, row, space,
};

pub(super) const INTRO: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", Some(Language::do_begin), Language::key_begin_or_go_on_where_you, Action::Enter),
    BACK,
    HELP,
    QUIT,
];
pub(super) const CHOOSE_ONE: &[Row] = &[
    enter(Language::do_answer, Language::key_answer_with_what_in_focus),
    row(&[], "", Some(Language::do_answer), Language::key_answer_with_that_option, Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
    HINT,
    CLOCK,
];
pub(super) const CHOOSE_SOME: &[Row] = &[
    space(Language::do_mark, Language::key_mark_what_in_focus_or_take),
    enter(Language::do_answer, Language::key_answer_with_what_marked),
    row(&[], "", None, Language::key_mark_that_option, Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
    HINT,
    CLOCK,
];
pub(super) const ARRANGE: &[Row] = &[
    space(Language::do_give_number, Language::key_give_step_in_focus_next_number),
    enter(Language::do_answer, Language::key_answer_when_each_step_has_its),
    row(&[], "", None, Language::key_number_that_step, Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
    HINT,
    CLOCK,
];
/// The keys by which each is given a partner or a bin: what Space, Enter, a letter, and the arrows to the right and the left do.
const fn given([next, answer, that, after, before]: [Said; 5]) -> [Row; 10] {
    [
        space(Language::do_change, next),
        enter(Language::do_answer, answer),
        row(&[], "", Some(Language::do_set), that, Action::Pick(0)),
        row(&[KeyCode::Right], "→", None, after, Action::After),
        row(&[KeyCode::Left], "←", None, before, Action::Before),
        BACK,
        HELP,
        QUIT,
        HINT,
        CLOCK,
    ]
}

pub(super) const ASSIGN: &[Row] = &given([
    Language::key_give_what_in_focus_its_next,
    Language::key_answer_when_each_has_its_partner,
    Language::key_give_what_in_focus_that_partner,
    Language::key_its_next_partner,
    Language::key_partner_before,
]);
pub(super) const SORT: &[Row] = &given([
    Language::key_give_what_in_focus_next_bin,
    Language::key_answer_when_each_has_its_bin,
    Language::key_give_what_in_focus_that_bin,
    Language::key_its_next_bin,
    Language::key_bin_before,
]);
pub(super) const MARK_TEXT: &[Row] = &[
    space(Language::do_mark, Language::key_mark_phrase_in_focus_or_take),
    enter(Language::do_answer, Language::key_answer_with_what_marked),
    row(&[KeyCode::Right], "→", Some(Language::do_next_phrase), Language::key_to_next_phrase_or_tab, Action::Field),
    row(&[KeyCode::Left], "←", None, Language::key_to_phrase_before, Action::FieldBack),
    BACK,
    HELP,
    QUIT,
    HINT,
    CLOCK,
];
pub(super) const WRITE: &[Row] = &[
    enter(Language::do_answer, Language::key_answer_with_what_written),
    ERASE,
    DELETE,
    LEFT_OF,
    RIGHT_OF,
    LINE_START,
    LINE_END,
    LEAVE_TEXT,
    HELP_TEXT,
    HINT_TEXT,
    CLOCK_TEXT,
];
pub(super) const AREA: &[Row] = &[
    row(ENTER, "Enter", Some(Language::do_new_line), Language::key_break_line, Action::Type('\n')),
    row(TAB, "Tab", Some(Language::do_done), Language::key_to_end_of_text_enter_there, Action::Field),
    ERASE,
    DELETE,
    LEFT_OF,
    RIGHT_OF,
    LINE_START,
    LINE_END,
    LEAVE_TEXT,
    HELP_TEXT,
    HINT_TEXT,
    CLOCK_TEXT,
];
pub(super) const AREA_END: &[Row] = &[
    enter(Language::do_go_on, Language::key_go_on_with_what_written),
    row(
        &[KeyCode::BackTab, KeyCode::Tab],
        "Tab",
        Some(Language::do_back_to_text),
        Language::key_back_to_text_typing_goes_back,
        Action::FieldBack,
    ),
    LEAVE_TEXT,
    HELP_TEXT,
    HINT_TEXT,
    CLOCK_TEXT,
];
pub(super) const RUBRIC: &[Row] = &[
    space(Language::do_tick, Language::key_tick_what_your_text_does),
    enter(Language::do_done, Language::key_finish_with_what_ticked),
    row(&[], "", None, Language::key_tick_that_line, Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
    HINT,
    CLOCK,
];
pub(super) const FEEDBACK: &[Row] = &[
    row(
        &[KeyCode::Enter, KeyCode::Char(' '), KeyCode::Right],
        "Enter",
        Some(Language::do_go_on),
        Language::key_read_on_then_next_question,
        Action::Enter,
    ),
    row(&[KeyCode::Char('s')], "s", Some(Language::do_see_page), Language::key_open_page_that_teaches_this_esc, Action::See),
    BACK,
    HELP,
    QUIT,
    LINKS,
    CLOCK,
];
