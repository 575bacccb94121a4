//! The one table of keys. What a key does, the words of the footer, and the page of help are all read from it.

mod answering;
mod context;
mod held;
mod idle;
mod row;
mod table;

pub use crossterm::event::Event;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

pub(super) use context::Context;
pub(super) use held::Keys;
pub(super) use idle::Idle;
pub(super) use row::Row;
use table::{CONTROL, EDITING, EVERYWHERE};

use super::sheet::Anchor;

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
    /// All that can be done here, by words.
    Palette,
    /// All lessons and pages.
    Contents,
    /// What has some words.
    Search,
    /// How far the learner has come.
    Progress,
    /// The certificate that is held.
    Certificate,
    /// All terms.
    Glossary,
    /// A note on what is in front.
    Note,
    /// All notes.
    Notes,
    /// What may be set.
    Settings,
    /// The text by which something wrong is reported.
    Report,
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
    /// The letter after the cursor goes.
    Delete,
    /// The word before the cursor goes.
    EraseWord,
    /// The cursor goes to the beginning of a word.
    WordBefore,
    /// The cursor goes to the end of a word.
    WordAfter,
    /// The cursor goes to the beginning of the line.
    LineStart,
    /// The cursor goes to the end of the line.
    LineEnd,
    /// Undo a change of a text.
    Undo,
    /// Do it again.
    Redo,
    /// Show the hint.
    Hint,
    /// Show the time, or hide it.
    Clock,
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
    /// What is shown was laid out to another size: go on where one was.
    Reflowed(Anchor),
    /// Fall over, to try whether the terminal is given back. Only where this program is built for trying.
    Fault,
}

impl Action {
    /// Whether it means something by itself, without a letter, a place or an item that goes with it.
    pub(super) const fn is_of_its_own(&self) -> bool {
        !matches!(
            self,
            Self::Type(_) | Self::Pick(_) | Self::Paste(_) | Self::Click { .. } | Self::Wheel { .. } | Self::Reflowed(_) | Self::Fault
        )
    }

    /// Whether it means the same whatever is shown, so that it may be asked for where nothing is.
    pub(super) const fn is_of_no_screen(&self) -> bool {
        matches!(self, Self::Quit | Self::Suspend)
    }
}

impl Context {
    /// Returns every row that holds here: this context's own, then what is the same everywhere.
    pub(super) fn all(self) -> impl Iterator<Item = &'static Row> {
        let shared = EVERYWHERE.iter().filter(move |shared| self.rows().iter().all(|own| own.action != shared.action));
        let editing = EDITING.iter().filter(move |_| self.types());
        self.rows().iter().chain(shared).chain(editing.chain(CONTROL).map(|(_, row)| row))
    }
}

/// Returns what an event of the terminal asks for in a context; `letters` says whether single letters are keys.
pub(super) fn action(event: &Event, context: Context, letters: bool) -> Option<Action> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Press => of_key(*key, context, letters),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Action::Click { column: mouse.column, row: mouse.row }),
            MouseEventKind::ScrollDown => Some(Action::Wheel { down: true }),
            MouseEventKind::ScrollUp => Some(Action::Wheel { down: false }),
            _ => None,
        },
        Event::Paste(text) => Some(Action::Paste(text.clone())),
        _ => None,
    }
}

fn of_key(key: KeyEvent, context: Context, letters: bool) -> Option<Action> {
    let held = key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER);
    if held == KeyModifiers::CONTROL {
        let code = if let KeyCode::Char(letter) = key.code { KeyCode::Char(letter.to_ascii_lowercase()) } else { key.code };
        let editing = EDITING.iter().filter(|_| context.types());
        return CONTROL.iter().chain(editing).find(|(known, _)| *known == code).map(|(_, row)| row.action.clone());
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
        if !letters && letter != ' ' {
            return None;
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
    use crate::language::Language;

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
        assert_eq!(action(&Event::Key(key), Context::Home, true), None);
    }

    #[test]
    fn every_row_of_every_context_does_what_it_says() {
        for context in Context::ALL {
            for row in context.rows() {
                let Some(code) = row.keys.first() else { continue };
                let press = Event::Key(KeyEvent::new(*code, KeyModifiers::NONE));
                assert_eq!(action(&press, context, true).as_ref(), Some(&row.action), "{context:?}: {}", row.shown(Language::English));
            }
        }
    }

    #[test]
    fn letters_choose_where_there_is_a_choice() {
        assert_eq!(action(&press("c"), Context::ChooseOne, true), Some(Action::Pick(2)));
        assert_eq!(action(&press("2"), Context::ChooseOne, true), Some(Action::Pick(1)));
        assert_eq!(action(&press("c"), Context::Home, true), Some(Action::Contents));
        assert_eq!(action(&press("q"), Context::Fields, true), Some(Action::Type('q')));
    }

    /// Returns what holds in a context, in English, with three options to choose among.
    pub(super) fn keys(context: Context, letters: bool) -> Keys {
        Keys { context, among: 3, idle: Idle::default(), letters, shows_more: false, over: None, language: Language::English }
    }

    #[test]
    fn without_single_letters_everything_is_still_reached() {
        for context in Context::ALL {
            let keys = keys(context, false);
            for row in context.all() {
                let letters_only = keys.shown(row).is_none();
                let by_palette = action(&hold('p'), context, false) == Some(Action::Palette);
                assert!(!letters_only || by_palette, "{context:?}: {}", keys.explains(row));
                for code in row.keys.iter().filter(|code| matches!(code, KeyCode::Char(letter) if *letter != ' ')) {
                    let press = Event::Key(KeyEvent::new(*code, KeyModifiers::NONE));
                    assert!(
                        matches!(action(&press, context, false), None | Some(Action::Type(_))),
                        "{context:?}: {}",
                        row.shown(Language::English)
                    );
                }
            }
        }
        assert_eq!(action(&press("2"), Context::ChooseOne, false), None);
    }

    fn hold(letter: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL))
    }
}
