//! `bedside`: a course on social-media conduct for physicians that runs in a terminal.
//!
//! Three kinds of people use it, and the rooms of this house follow them: what a trainer writes ([`course`]), what a physician
//! does ([`journey`]), what a department keeps ([`record`]). The rooms stand in reading order, and **a room may name only rooms
//! above it**; `tests/it/layers.rs` holds the list and fails with file, line and the two rooms.
//!
//! | room | what lives there |
//! |---|---|
//! | [`id`] | checked slugs: lessons, pages, quizzes, questions; never bare strings |
//! | [`clock`] | time, handed in |
//! | [`language`] | the program's own words, in every language it speaks |
//! | [`diagnostic`] | what is wrong with what a trainer wrote, as data, and its rendering |
//! | [`source`] | where course text comes from: compiled in, or a folder, which can be watched |
//! | [`prose`] | Markdown without a terminal, the list grammar, wrapping to a width |
//! | [`question`] | what can be asked and what an answer is worth; one file a kind |
//! | [`course`] | what is taught: course, lesson, page, quiz; the settings table; reading |
//! | [`exchange`] | other people's quiz formats, in and out; one file a format |
//! | [`journey`] | what one learner has done: facts, events, progress, attempts, standing |
//! | [`search`] | finds pages, terms and questions by a few words, some misspelt |
//! | [`record`] | proof a department can keep: completions, hand-ins, seals, grading again, credentials, the page to print, formats |
//! | [`cmi5`] | what a learning-management system wants that starts a course: the launch, the statements, the package |
//! | [`store`] | remembers the facts: SQLite and PostgreSQL, and only here |
//! | [`send`] | carries xAPI statements to a learning record store, where somebody named one |
//! | [`tui`] | the terminal: the whole journey on a full screen |
//! | [`plain`] | the same journey line by line: screen readers, plain terminals, pipes |
//! | [`cli`] | the front door: arguments, exit codes, one verb a file |
//!
//! # The main job, in one direction
//!
//! ```text
//! lessons/*.toml -> source -> course::read -> Course ─┐
//!                                                     ├─> World -> Screen::draw -> buffer
//! events <- Journal::events -> Progress::replay ──────┘
//! key -> keymap -> Action -> Screen::act -> Effect::Record(Fact) -> App -> Journal::append
//!     -> Ok(events): Progress::apply -> the next draw shows the marks
//!     -> Err:        a notice; nothing is shown as done that was not kept
//! Course + Progress -> record::Told -> format -> export; with a roster -> record::report; first attempts -> record::analysis
//! a saved file -> source::Watch -> course::proof::Press -> Proof -> App::renew (preview: the page first, then what the rules say of it; the same, with a journal that forgets)
//! events -> record::hand_in -> seal (device) -> file -> record::open -> regrade (the department's Course) -> Records::keep -> countersign
//! ```
//!
//! # What always holds
//!
//! - A [`question::Form`] is the narrow waist: drawing never sees an answer key, grading never sees a key press.
//! - Only a [`journey::Journal`] makes events, and an answer's feedback is drawn after its event is kept.
//! - [`journey::Progress::apply`] serves live use and replay alike, so they cannot disagree.
//! - Reading a course cannot fail: it reports. `check` stops there and prints.
//! - Marks are fractions and are compared before anything is rounded.
//! - A record is kept as the exact bytes that were sealed, once, and is never replaced; what it says is what its answers come to.
//! - Nothing untrusted reaches a terminal but through [`prose::safe`].
//! - The loop blocks on one inbox; an idle program uses no processor time.

pub mod id;

pub mod clock;

pub mod language;

pub mod diagnostic;

pub mod source;

pub mod prose;

pub mod question;

pub mod course;

pub mod exchange;

pub mod journey;

pub mod search;

pub mod record;

pub mod cmi5;

pub mod store;

pub mod send;

pub mod tui;

pub mod plain;

pub mod cli;
