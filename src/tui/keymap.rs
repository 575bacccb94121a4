//! The one table of keys. What a key does, the words of the footer, and the page of help are all read from it.

pub use crossterm::event::Event;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

/// What a person wants, whatever key or click said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// One up.
    Up,
    /// One down.
    Down,
    /// To the page before, or a step to the left.
    Before,
    /// To the page after, or a step to the right.
    After,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the beginning.
    Top,
    /// To the end.
    Bottom,
    /// Do what is in focus.
    Enter,
    /// Mark what is in focus.
    Mark,
    /// To the next link or field.
    Field,
    /// To the link or field before.
    FieldBack,
    /// Back to where one came from.
    Back,
    /// Leave the program.
    Quit,
    /// All keys of this screen.
    Help,
    /// All lessons and pages.
    Contents,
    /// Give the mouse to the terminal, or take it back.
    Mouse,
    /// Copy what is shown.
    Copy,
    /// Stop for now, as Ctrl-Z does everywhere.
    Suspend,
    /// Open the page that teaches this.
    See,
    /// Choose the item that has this place on the screen, counted from 0.
    Pick(usize),
    /// A letter typed into a field.
    Type(char),
    /// The letter before the cursor goes.
    Erase,
    /// A text pasted into a field.
    Paste(String),
    /// A click.
    Click {
        /// The column on the terminal.
        column: u16,
        /// The row on the terminal.
        row: u16,
    },
    /// The wheel was turned.
    Wheel {
        /// Towards the end.
        down: bool,
    },
    /// The terminal has another size.
    Resized,
    /// Fall over, to try whether the terminal is given back. Only where this program is built for trying.
    Fault,
}

/// What a screen is doing, so far as keys differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// Filling in fields.
    Fields,
    /// On the list of steps.
    Home,
    /// Reading a page.
    Page,
    /// Reading a page with links.
    Linked,
    /// At a choice that has a consequence.
    Decision,
    /// At things to tick.
    Checklist,
    /// Before the second voice of a reflection.
    Reflect,
    /// Before the first question.
    Intro,
    /// Choosing one of several.
    ChooseOne,
    /// Marking some of several.
    ChooseSome,
    /// Putting steps in order.
    Arrange,
    /// Giving each its partner or bin.
    Assign,
    /// Marking phrases.
    MarkText,
    /// Writing an answer.
    Write,
    /// Ticking a rubric.
    Rubric,
    /// Reading why.
    Feedback,
    /// After an attempt.
    Result,
    /// At the certificate.
    Certificate,
    /// A list to go somewhere by.
    Contents,
    /// A panel or page of help over another screen.
    Panel,
}

/// A key, what it does, and what it is called.
pub(super) struct Row {
    keys: &'static [KeyCode],
    /// The keys in words.
    pub(super) shown: &'static str,
    /// The word of the footer; empty for keys that only help lists.
    pub(super) word: &'static str,
    /// What it does, for the page of help.
    pub(super) explains: &'static str,
    /// What it does.
    pub(super) action: Action,
}

const fn row(keys: &'static [KeyCode], shown: &'static str, word: &'static str, explains: &'static str, action: Action) -> Row {
    Row { keys, shown, word, explains, action }
}

const ENTER: &[KeyCode] = &[KeyCode::Enter];
const RIGHT: &[KeyCode] = &[KeyCode::Right, KeyCode::Char('l'), KeyCode::Char('n')];
const LEFT: &[KeyCode] = &[KeyCode::Left, KeyCode::Char('h'), KeyCode::Char('p')];
const SPACE: &[KeyCode] = &[KeyCode::Char(' ')];
const AWAY: &[KeyCode] = &[KeyCode::Esc, KeyCode::Backspace];
const TAB: &[KeyCode] = &[KeyCode::Tab];

const QUIT: Row = row(&[KeyCode::Char('q')], "q", "leave", "Leave; everything is kept already", Action::Quit);
const BACK: Row = row(AWAY, "Esc", "back", "Go back to where you came from (or Backspace)", Action::Back);
const HELP: Row = row(&[KeyCode::Char('?'), KeyCode::F(1)], "?", "help", "Show this list", Action::Help);
const CONTENTS: Row = row(&[KeyCode::Char('c')], "c", "contents", "All lessons and pages", Action::Contents);
const BEFORE: Row = row(LEFT, "←", "previous", "The page before (or p)", Action::Before);
const AFTER: Row = row(RIGHT, "→", "", "The page after (or n)", Action::After);
const LINKS: Row = row(TAB, "Tab", "", "To the next link; Enter opens it", Action::Field);

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
];
const INTRO: &[Row] =
    &[row(&[KeyCode::Enter, KeyCode::Char(' ')], "Enter", "begin", "Begin, or go on where you left", Action::Enter), BACK, HELP, QUIT];
const CHOOSE_ONE: &[Row] = &[
    enter("answer", "Answer with what is in focus"),
    row(&[], "A–H", "answer", "Answer with that option", Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
];
const CHOOSE_SOME: &[Row] = &[
    space("mark", "Mark what is in focus, or take the mark away"),
    enter("answer", "Answer with what is marked"),
    row(&[], "A–H", "", "Mark that option", Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
];
const ARRANGE: &[Row] = &[
    space("give a number", "Give the step in focus the next number, or take its number away"),
    enter("answer", "Answer when each step has its number"),
    row(&[], "A–H", "", "Number that step", Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
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
];
const MARK_TEXT: &[Row] = &[
    space("mark", "Mark the phrase in focus, or take the mark away"),
    row(&[KeyCode::Right], "→", "next phrase", "To the next phrase (or Tab)", Action::Field),
    row(&[KeyCode::Left], "←", "", "To the phrase before", Action::FieldBack),
    enter("answer", "Answer with what is marked"),
    BACK,
    HELP,
    QUIT,
];
const WRITE: &[Row] = &[
    enter("answer", "Answer with what is written"),
    row(&[KeyCode::Backspace], "Backspace", "", "Take the last letter away", Action::Erase),
    row(&[KeyCode::Esc], "Esc", "back", "Go back", Action::Back),
    row(&[KeyCode::F(1)], "F1", "help", "Show this list", Action::Help),
];
const FIELDS: &[Row] = &[
    enter("go on", "To the next field; at the last, done"),
    row(TAB, "Tab", "next field", "To the next field", Action::Field),
    row(&[KeyCode::BackTab], "Shift-Tab", "", "To the field before", Action::FieldBack),
    row(&[KeyCode::Backspace], "Backspace", "", "Take the last letter away", Action::Erase),
    row(&[KeyCode::Left], "←", "", "The choice before", Action::Before),
    row(&[KeyCode::Right], "→", "", "The choice after", Action::After),
    row(&[KeyCode::Esc], "Esc", "back", "Go back; the first time, leave", Action::Back),
    row(&[KeyCode::F(1)], "F1", "help", "Show this list", Action::Help),
];
const RUBRIC: &[Row] = &[
    space("tick", "Tick what your text does"),
    enter("done", "Finish with what is ticked"),
    row(&[], "A–H", "", "Tick that line", Action::Pick(0)),
    BACK,
    HELP,
    QUIT,
];
const FEEDBACK: &[Row] = &[
    row(&[KeyCode::Enter, KeyCode::Char(' '), KeyCode::Right], "Enter", "go on", "Read on, then the next question", Action::Enter),
    row(&[KeyCode::Char('s')], "s", "see the page", "Open the page that teaches this; Esc comes back", Action::See),
    BACK,
    HELP,
    QUIT,
    LINKS,
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
const PANEL: &[Row] = &[row(
    &[KeyCode::Enter, KeyCode::Esc, KeyCode::Backspace, KeyCode::Char('q'), KeyCode::Char('?'), KeyCode::Char(' ')],
    "Enter",
    "close",
    "Close this",
    Action::Back,
)];

/// Keys that are the same everywhere but where letters are typed.
const EVERYWHERE: &[Row] = &[
    row(&[KeyCode::Up, KeyCode::Char('k')], "↑", "", "Up (or k)", Action::Up),
    row(&[KeyCode::Down, KeyCode::Char('j')], "↓", "", "Down (or j)", Action::Down),
    row(&[KeyCode::PageUp], "Page Up", "", "A screenful up", Action::PageUp),
    row(&[KeyCode::PageDown], "Page Down", "", "A screenful down", Action::PageDown),
    row(&[KeyCode::Home, KeyCode::Char('g')], "Home", "", "To the beginning", Action::Top),
    row(&[KeyCode::End, KeyCode::Char('G')], "End", "", "To the end", Action::Bottom),
    row(TAB, "Tab", "", "To the next link", Action::Field),
    row(&[KeyCode::BackTab], "Shift-Tab", "", "To the link before", Action::FieldBack),
    row(&[KeyCode::Char('m')], "m", "", "Give the mouse to the terminal, or take it back", Action::Mouse),
    row(&[KeyCode::Char('y')], "y", "", "Copy what is shown", Action::Copy),
];

/// Keys with Ctrl, the same everywhere.
const CONTROL: &[(char, Row)] = &[
    ('c', row(&[], "Ctrl-C", "", "Leave at once; nothing is lost", Action::Quit)),
    ('z', row(&[], "Ctrl-Z", "", "Stop for now; `fg` comes back", Action::Suspend)),
];

impl Row {
    /// Whether one key or click does it; a row such as `A–H` stands for several.
    pub(super) const fn is_one(&self) -> bool {
        !self.keys.is_empty()
    }
}

impl Context {
    #[cfg(test)]
    const ALL: [Self; 20] = [
        Self::Fields,
        Self::Home,
        Self::Page,
        Self::Linked,
        Self::Decision,
        Self::Checklist,
        Self::Reflect,
        Self::Intro,
        Self::ChooseOne,
        Self::ChooseSome,
        Self::Arrange,
        Self::Assign,
        Self::MarkText,
        Self::Write,
        Self::Rubric,
        Self::Feedback,
        Self::Result,
        Self::Certificate,
        Self::Contents,
        Self::Panel,
    ];

    /// Returns the rows of this context, the most important first.
    pub(super) const fn rows(self) -> &'static [Row] {
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
            Self::Rubric => RUBRIC,
            Self::Feedback => FEEDBACK,
            Self::Result => RESULT,
            Self::Certificate => CERTIFICATE,
            Self::Contents => LIST,
            Self::Panel => PANEL,
        }
    }

    /// Returns every row that holds here: this context's own, then what is the same everywhere.
    pub(super) fn all(self) -> impl Iterator<Item = &'static Row> {
        let shared = EVERYWHERE.iter().filter(move |shared| self.rows().iter().all(|own| own.action != shared.action));
        self.rows().iter().chain(shared).chain(CONTROL.iter().map(|(_, row)| row))
    }

    /// Whether letters are written here, rather than being keys.
    const fn types(self) -> bool {
        matches!(self, Self::Fields | Self::Write)
    }

    /// Whether letters and digits choose items here.
    const fn picks(self) -> bool {
        matches!(self, Self::ChooseOne | Self::ChooseSome | Self::Arrange | Self::Assign | Self::Rubric | Self::Decision)
    }
}

/// Returns what an event of the terminal asks for in a context.
pub(super) fn action(event: &Event, context: Context) -> Option<Action> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Press => of_key(*key, context),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Action::Click { column: mouse.column, row: mouse.row }),
            MouseEventKind::ScrollDown => Some(Action::Wheel { down: true }),
            MouseEventKind::ScrollUp => Some(Action::Wheel { down: false }),
            _ => None,
        },
        Event::Paste(text) => Some(Action::Paste(text.clone())),
        Event::Resize(..) => Some(Action::Resized),
        _ => None,
    }
}

fn of_key(key: KeyEvent, context: Context) -> Option<Action> {
    let held = key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER);
    if held == KeyModifiers::CONTROL {
        let KeyCode::Char(letter) = key.code else { return None };
        return CONTROL.iter().find(|(known, _)| *known == letter.to_ascii_lowercase()).map(|(_, row)| row.action.clone());
    }
    if !held.is_empty() {
        return None;
    }
    if key.code == KeyCode::F(12) && cfg!(debug_assertions) {
        return Some(Action::Fault);
    }
    if let KeyCode::Char(letter) = key.code {
        if context.types() {
            return Some(Action::Type(letter));
        }
        if let Some(place) = picked(letter).filter(|_| context.picks()) {
            return Some(Action::Pick(place));
        }
    }
    let of = |rows: &'static [Row]| rows.iter().find(|row| row.keys.contains(&key.code)).map(|row| row.action.clone());
    of(context.rows()).or_else(|| of(EVERYWHERE))
}

/// Returns the place a digit or a letter stands for: `1` and `a` are the first.
fn picked(letter: char) -> Option<usize> {
    let from = |first: char| usize::try_from(u32::from(letter.to_ascii_lowercase()) - u32::from(first)).ok();
    match letter {
        '1'..='9' => from('1'),
        'a'..='h' | 'A'..='H' => from('a'),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Returns the event of a key by its name in words.
    pub(crate) fn press(name: &str) -> Event {
        let (code, modifiers) = match name {
            "enter" => (KeyCode::Enter, KeyModifiers::NONE),
            "space" => (KeyCode::Char(' '), KeyModifiers::NONE),
            "esc" => (KeyCode::Esc, KeyModifiers::NONE),
            "tab" => (KeyCode::Tab, KeyModifiers::NONE),
            "shift-tab" => (KeyCode::BackTab, KeyModifiers::SHIFT),
            "backspace" => (KeyCode::Backspace, KeyModifiers::NONE),
            "up" => (KeyCode::Up, KeyModifiers::NONE),
            "down" => (KeyCode::Down, KeyModifiers::NONE),
            "left" => (KeyCode::Left, KeyModifiers::NONE),
            "right" => (KeyCode::Right, KeyModifiers::NONE),
            "pgup" => (KeyCode::PageUp, KeyModifiers::NONE),
            "pgdn" => (KeyCode::PageDown, KeyModifiers::NONE),
            "home" => (KeyCode::Home, KeyModifiers::NONE),
            "end" => (KeyCode::End, KeyModifiers::NONE),
            "f1" => (KeyCode::F(1), KeyModifiers::NONE),
            "ctrl-c" => (KeyCode::Char('c'), KeyModifiers::CONTROL),
            other => (KeyCode::Char(other.chars().next().expect("a key has a name")), KeyModifiers::NONE),
        };
        Event::Key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn a_key_let_go_does_nothing() {
        let mut key = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
        key.kind = KeyEventKind::Release;
        assert_eq!(action(&Event::Key(key), Context::Home), None);
    }

    #[test]
    fn every_row_of_every_context_does_what_it_says() {
        for context in Context::ALL {
            for row in context.rows() {
                let Some(code) = row.keys.first() else { continue };
                let press = Event::Key(KeyEvent::new(*code, KeyModifiers::NONE));
                assert_eq!(action(&press, context).as_ref(), Some(&row.action), "{context:?}: {}", row.shown);
            }
        }
    }

    #[test]
    fn letters_choose_where_there_is_a_choice() {
        assert_eq!(action(&press("c"), Context::ChooseOne), Some(Action::Pick(2)));
        assert_eq!(action(&press("2"), Context::ChooseOne), Some(Action::Pick(1)));
        assert_eq!(action(&press("c"), Context::Home), Some(Action::Contents));
        assert_eq!(action(&press("q"), Context::Fields), Some(Action::Type('q')));
    }
}
