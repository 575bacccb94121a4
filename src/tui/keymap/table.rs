//! The rows of keys: for each context its own, then those that hold everywhere.

use crossterm::event::KeyCode;

use super::{Action, Context};

/// A key, what it does, and what it is called.
pub(in crate::tui) struct Row {
    pub(super) keys: &'static [KeyCode],
    /// The keys in words.
    pub(in crate::tui) shown: &'static str,
    /// The word of the footer; empty for keys that only help lists.
    pub(in crate::tui) word: &'static str,
    /// What it does, for the page of help.
    pub(in crate::tui) explains: &'static str,
    /// What it does.
    pub(in crate::tui) action: Action,
}

const fn row(keys: &'static [KeyCode], shown: &'static str, word: &'static str, explains: &'static str, action: Action) -> Row {
    Row { keys, shown, word, explains, action }
}

const ENTER: &[KeyCode] = &[KeyCode::Enter];
const RIGHT: &[KeyCode] = &[KeyCode::Right, KeyCode::Char('l')];
const LEFT: &[KeyCode] = &[KeyCode::Left, KeyCode::Char('h')];
const SPACE: &[KeyCode] = &[KeyCode::Char(' ')];
const AWAY: &[KeyCode] = &[KeyCode::Esc, KeyCode::Backspace];
const TAB: &[KeyCode] = &[KeyCode::Tab];

const QUIT: Row = row(&[KeyCode::Char('q')], "q", "leave", "Leave; everything is kept already", Action::Quit);
const BACK: Row = row(AWAY, "Esc", "back", "Go back to where you came from (or Backspace)", Action::Back);
const HELP: Row = row(&[KeyCode::Char('?'), KeyCode::F(1)], "?", "help", "Show this list", Action::Help);
const CONTENTS: Row = row(&[KeyCode::Char('c'), KeyCode::F(4)], "c", "contents", "All lessons and pages", Action::Contents);
const SEARCH: Row =
    row(&[KeyCode::Char('/'), KeyCode::F(5)], "/", "search", "Search pages, terms, and questions you have answered", Action::Search);
const BEFORE: Row = row(LEFT, "←", "previous", "The page before (or h)", Action::Before);
const AFTER: Row = row(RIGHT, "→", "", "The page after (or l)", Action::After);
const LINKS: Row = row(TAB, "Tab", "", "To the next link; Enter opens it", Action::Field);

const ERASE: Row = row(&[KeyCode::Backspace], "Backspace", "", "Take the letter before the cursor away", Action::Erase);
const DELETE: Row = row(&[KeyCode::Delete], "Delete", "", "Take the letter after the cursor away", Action::Delete);
const LEFT_OF: Row = row(&[KeyCode::Left], "←", "", "A letter to the left", Action::Before);
const RIGHT_OF: Row = row(&[KeyCode::Right], "→", "", "A letter to the right", Action::After);
const LINE_START: Row = row(&[KeyCode::Home], "Home", "", "To the beginning of the line", Action::LineStart);
const LINE_END: Row = row(&[KeyCode::End], "End", "", "To the end of the line", Action::LineEnd);
const LEAVE_TEXT: Row = row(&[KeyCode::Esc], "Esc", "back", "Go back", Action::Back);
const HELP_TEXT: Row = row(&[KeyCode::F(1)], "F1", "help", "Show this list", Action::Help);
const HINT: Row = row(&[KeyCode::Char('i'), KeyCode::F(2)], "i", "", "Show the hint, where there is one", Action::Hint);
const HINT_TEXT: Row = row(&[KeyCode::F(2)], "F2", "", "Show the hint, where there is one", Action::Hint);
const CLOCK: Row = row(&[KeyCode::Char('t'), KeyCode::F(3)], "t", "", "Hide the time there is, or show it", Action::Clock);
const CLOCK_TEXT: Row = row(&[KeyCode::F(3)], "F3", "", "Hide the time there is, or show it", Action::Clock);

const fn enter(word: &'static str, explains: &'static str) -> Row {
    row(ENTER, "Enter", word, explains, Action::Enter)
}

const fn space(word: &'static str, explains: &'static str) -> Row {
    row(SPACE, "Space", word, explains, Action::Mark)
}

const READING: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", "go on", "Read on; at the end of the page, the next one", Action::Enter),
    BEFORE,
    CONTENTS,
    BACK,
    HELP,
    QUIT,
    AFTER,
    LINKS,
];
const LINKED: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", "go on", "Read on; at the end of the page, the next one", Action::Enter),
    BEFORE,
    row(TAB, "Tab", "links", "To the next link; Enter opens it", Action::Field),
    CONTENTS,
    HELP,
    QUIT,
    BACK,
    AFTER,
];
const DECISION: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", "choose", "Choose what is in focus", Action::Enter),
    row(&[], "A–H", "", "Choose that one", Action::Pick(0)),
    BEFORE,
    BACK,
    HELP,
    QUIT,
    AFTER,
    LINKS,
];
const CHECKLIST: &[Row] = &[
    space("tick", "Tick what is in focus, or take the tick away"),
    enter("go on", "Go on to the next page"),
    BEFORE,
    CONTENTS,
    HELP,
    BACK,
    QUIT,
    AFTER,
    LINKS,
];
const REFLECT: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", "show more", "Show the other voice", Action::Enter),
    BEFORE,
    CONTENTS,
    BACK,
    HELP,
    QUIT,
    AFTER,
    LINKS,
];
const HOME: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' '), KeyCode::Right], "Enter", "open", "Open what is in focus", Action::Enter),
    CONTENTS,
    HELP,
    QUIT,
    SEARCH,
];
const INTRO: &[Row] =
    &[row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", "begin", "Begin, or go on where you left", Action::Enter), BACK, HELP, QUIT];
const CHOOSE_ONE: &[Row] = &[
    enter("answer", "Answer with what is in focus"),
    row(&[], "A–H", "answer", "Answer with that option", Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
    HINT,
    CLOCK,
];
const CHOOSE_SOME: &[Row] = &[
    space("mark", "Mark what is in focus, or take the mark away"),
    enter("answer", "Answer with what is marked"),
    row(&[], "A–H", "", "Mark that option", Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
    HINT,
    CLOCK,
];
const ARRANGE: &[Row] = &[
    space("give a number", "Give the step in focus the next number, or take its number away"),
    enter("answer", "Answer when each step has its number"),
    row(&[], "A–H", "", "Number that step", Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
    HINT,
    CLOCK,
];
const ASSIGN: &[Row] = &[
    space("change", "Give what is in focus its next partner"),
    row(&[], "A–H", "set", "Give what is in focus that partner", Action::Pick(0)),
    enter("answer", "Answer when each has its partner"),
    row(&[KeyCode::Right], "→", "", "Its next partner", Action::After),
    row(&[KeyCode::Left], "←", "", "The partner before", Action::Before),
    BACK,
    HELP,
    QUIT,
    HINT,
    CLOCK,
];
const MARK_TEXT: &[Row] = &[
    space("mark", "Mark the phrase in focus, or take the mark away"),
    row(&[KeyCode::Right], "→", "next phrase", "To the next phrase (or Tab)", Action::Field),
    row(&[KeyCode::Left], "←", "", "To the phrase before", Action::FieldBack),
    enter("answer", "Answer with what is marked"),
    BACK,
    HELP,
    QUIT,
    HINT,
    CLOCK,
];
const WRITE: &[Row] = &[
    enter("answer", "Answer with what is written"),
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
const AREA: &[Row] = &[
    row(ENTER, "Enter", "new line", "Break the line", Action::Type('\n')),
    row(TAB, "Tab", "done", "To the end of the text; Enter there goes on", Action::Field),
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
const AREA_END: &[Row] = &[
    enter("go on", "Go on with what is written"),
    row(&[KeyCode::BackTab, KeyCode::Tab], "Tab", "back to the text", "Back to the text; typing goes back too", Action::FieldBack),
    LEAVE_TEXT,
    HELP_TEXT,
    HINT_TEXT,
    CLOCK_TEXT,
];
const FIELDS: &[Row] = &[
    enter("go on", "To the next field; at the last, done"),
    row(TAB, "Tab", "next field", "To the next field", Action::Field),
    row(&[KeyCode::BackTab], "Shift-Tab", "", "To the field before", Action::FieldBack),
    ERASE,
    DELETE,
    row(&[KeyCode::Left], "←", "", "A letter to the left; where there is a choice, the one before", Action::Before),
    row(&[KeyCode::Right], "→", "", "A letter to the right; where there is a choice, the one after", Action::After),
    LINE_START,
    LINE_END,
    row(&[KeyCode::Esc], "Esc", "back", "Go back; the first time, leave", Action::Back),
    HELP_TEXT,
];
const RUBRIC: &[Row] = &[
    space("tick", "Tick what your text does"),
    enter("done", "Finish with what is ticked"),
    row(&[], "A–H", "", "Tick that line", Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
    HINT,
    CLOCK,
];
const FEEDBACK: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' '), KeyCode::Right], "Enter", "go on", "Read on, then the next question", Action::Enter),
    row(&[KeyCode::Char('s')], "s", "see the page", "Open the page that teaches this; Esc comes back", Action::See),
    BACK,
    HELP,
    QUIT,
    LINKS,
    CLOCK,
];
const RESULT: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", "choose", "Do what is in focus", Action::Enter),
    BACK,
    CONTENTS,
    HELP,
    QUIT,
    LINKS,
];
const CERTIFICATE: &[Row] = &[
    enter("back to the course", "Back to the list of lessons"),
    row(&[KeyCode::Char('y')], "y", "copy", "Copy the certificate as text", Action::Copy),
    BACK,
    HELP,
    QUIT,
];
const LIST: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' '), KeyCode::Right], "Enter", "open", "Open what is in focus", Action::Enter),
    row(&[KeyCode::Esc, KeyCode::Backspace, KeyCode::Char('q'), KeyCode::Char('c')], "Esc", "back", "Close this list", Action::Back),
    HELP,
];
const NOTE: &[Row] = &[
    row(ENTER, "Enter", "new line", "Break the line", Action::Type('\n')),
    row(&[KeyCode::Esc], "Esc", "keep", "Keep the note and go back", Action::Back),
    row(TAB, "Tab", "", "To the end of the text", Action::Field),
    ERASE,
    DELETE,
    LEFT_OF,
    RIGHT_OF,
    LINE_START,
    LINE_END,
    HELP_TEXT,
];
const NOTE_END: &[Row] = &[
    enter("keep", "Keep the note and go back"),
    row(&[KeyCode::BackTab, KeyCode::Tab], "Tab", "back to the text", "Back to the text; typing goes back too", Action::FieldBack),
    row(&[KeyCode::Esc], "Esc", "", "Keep the note and go back", Action::Back),
    HELP_TEXT,
];
const FIND: &[Row] = &[
    enter("open", "Open what is in focus, or the first below"),
    row(&[KeyCode::Esc], "Esc", "back", "Go back", Action::Back),
    ERASE,
    DELETE,
    LEFT_OF,
    RIGHT_OF,
    LINE_START,
    LINE_END,
    HELP_TEXT,
];
const SOME_LIST: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' '), KeyCode::Right], "Enter", "open", "Open what is in focus", Action::Enter),
    row(&[KeyCode::Esc, KeyCode::Backspace, KeyCode::Char('q')], "Esc", "back", "Close this list", Action::Back),
    HELP,
];
const SETTINGS: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", "change", "Give what is in focus its next value", Action::Enter),
    row(&[KeyCode::Right], "→", "", "Its next value", Action::After),
    row(&[KeyCode::Left], "←", "", "The value before", Action::Before),
    row(&[KeyCode::Esc, KeyCode::Backspace, KeyCode::Char('q')], "Esc", "back", "Go back; what is set is kept", Action::Back),
    HELP,
];
const HELP_PAGE: &[Row] = &[
    enter("do this", "Do what is in focus, on the screen below"),
    row(
        &[KeyCode::Esc, KeyCode::Backspace, KeyCode::Char('q'), KeyCode::Char('?'), KeyCode::F(1)],
        "Esc",
        "close",
        "Close this",
        Action::Back,
    ),
];
const PANEL: &[Row] = &[row(
    &[KeyCode::Enter, KeyCode::Esc, KeyCode::Backspace, KeyCode::Char('q'), KeyCode::Char('?'), KeyCode::Char(' ')],
    "Enter",
    "close",
    "Close this",
    Action::Back,
)];

/// Keys that are the same everywhere but where letters are typed.
pub(super) const EVERYWHERE: &[Row] = &[
    row(&[KeyCode::Up, KeyCode::Char('k')], "↑", "", "Up (or k)", Action::Up),
    row(&[KeyCode::Down, KeyCode::Char('j')], "↓", "", "Down (or j)", Action::Down),
    row(&[KeyCode::PageUp], "Page Up", "", "A screenful up", Action::PageUp),
    row(&[KeyCode::PageDown], "Page Down", "", "A screenful down", Action::PageDown),
    row(&[KeyCode::Home], "Home", "", "To the beginning", Action::Top),
    row(&[KeyCode::End, KeyCode::Char('G')], "End", "", "To the end", Action::Bottom),
    row(TAB, "Tab", "", "To the next link", Action::Field),
    row(&[KeyCode::BackTab], "Shift-Tab", "", "To the link before", Action::FieldBack),
    row(&[KeyCode::Char(':')], ":", "", "All that can be done here, by words (or Ctrl-P)", Action::Palette),
    row(&[KeyCode::F(4)], "F4", "", "All lessons and pages", Action::Contents),
    SEARCH,
    row(&[KeyCode::Char('g'), KeyCode::F(6)], "g", "", "The glossary", Action::Glossary),
    row(&[KeyCode::Char('n'), KeyCode::F(7)], "n", "", "Write a note on what is in front of you", Action::Note),
    row(&[KeyCode::Char('N'), KeyCode::F(8)], "N", "", "All your notes", Action::Notes),
    row(&[KeyCode::Char(','), KeyCode::F(9)], ",", "", "Settings: colors, keys, mouse, your name", Action::Settings),
    row(&[KeyCode::Char('r')], "r", "", "Report something wrong, with its id", Action::Report),
    row(&[KeyCode::Char('m')], "m", "", "Give the mouse to the terminal, or take it back", Action::Mouse),
    row(&[KeyCode::Char('y')], "y", "", "Copy what is shown", Action::Copy),
];

/// Keys with Ctrl, the same everywhere.
pub(super) const CONTROL: &[(KeyCode, Row)] = &[
    (KeyCode::Char('p'), row(&[], "Ctrl-P", "", "All that can be done here, by words", Action::Palette)),
    (KeyCode::Char('y'), row(&[], "Ctrl-Y", "", "Copy what is shown", Action::Copy)),
    (KeyCode::Char('c'), row(&[], "Ctrl-C", "", "Leave at once; nothing is lost", Action::Quit)),
    (KeyCode::Char('z'), row(&[], "Ctrl-Z", "", "Stop for now; `fg` comes back", Action::Suspend)),
];

/// Keys with Ctrl where letters are written.
pub(super) const EDITING: &[(KeyCode, Row)] = &[
    (KeyCode::Left, row(&[], "Ctrl-←", "", "A word to the left", Action::WordBefore)),
    (KeyCode::Right, row(&[], "Ctrl-→", "", "A word to the right", Action::WordAfter)),
    (KeyCode::Char('w'), row(&[], "Ctrl-W", "", "Take the word before the cursor away", Action::EraseWord)),
    (KeyCode::Char('u'), row(&[], "Ctrl-U", "", "Undo", Action::Undo)),
    (KeyCode::Char('r'), row(&[], "Ctrl-R", "", "Do again what was undone", Action::Redo)),
    (KeyCode::Char('a'), row(&[], "Ctrl-A", "", "To the beginning of the line", Action::LineStart)),
    (KeyCode::Char('e'), row(&[], "Ctrl-E", "", "To the end of the line", Action::LineEnd)),
];

/// Returns a key in words.
const fn in_words(code: KeyCode) -> &'static str {
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
        KeyCode::Enter => "Enter",
        KeyCode::Esc => "Esc",
        KeyCode::Char(' ') => "Space",
        _ => "",
    }
}

impl Row {
    /// Returns the key in words where single letters are keys, or else the first of its other keys; `None` where it has none.
    pub(in crate::tui) fn shown_where(&self, letters: bool) -> Option<&'static str> {
        let is_letter = |code: &KeyCode| matches!(code, KeyCode::Char(letter) if *letter != ' ');
        match self.keys.iter().find(|code| !is_letter(code)) {
            _ if letters => Some(self.shown),
            // The first key is the one that is shown.
            Some(code) if self.keys.first() == Some(code) => Some(self.shown),
            Some(code) => Some(in_words(*code)),
            None if self.keys.is_empty() && self.action != Action::Pick(0) => Some(self.shown),
            None => CONTROL.iter().find(|(_, row)| row.action == self.action).map(|(_, row)| row.shown),
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
            Self::Fields => FIELDS,
            Self::Home => HOME,
            Self::Page => READING,
            Self::Linked => LINKED,
            Self::Decision => DECISION,
            Self::Checklist => CHECKLIST,
            Self::Reflect => REFLECT,
            Self::Intro => INTRO,
            Self::ChooseOne => CHOOSE_ONE,
            Self::ChooseSome => CHOOSE_SOME,
            Self::Arrange => ARRANGE,
            Self::Assign => ASSIGN,
            Self::MarkText => MARK_TEXT,
            Self::Write => WRITE,
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
