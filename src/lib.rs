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
//! | [`diagnostic`] | what is wrong with what a trainer wrote, as data, and its rendering |
//! | [`source`] | where course text comes from: compiled in, or a folder |
//! | [`prose`] | Markdown without a terminal, the list grammar, wrapping to a width |
//! | [`question`] | what can be asked and what an answer is worth; one file a kind |
//! | [`course`] | what is taught: course, lesson, page, quiz; the settings table; reading |
//! | [`exchange`] | other people's quiz formats, in and out; one file a format |
//! | [`journey`] | what one learner has done: facts, events, progress, attempts, standing |
//! | [`record`] | proof a department can keep: completions, certificates, formats |
//! | [`store`] | remembers the facts: SQLite, and only here |
//! | [`tui`] | the terminal: the whole journey on a full screen |
//! | [`plain`] | the same journey line by line: screen readers, plain terminals, pipes |
//! | [`cli`] | the front door: arguments, exit codes, one verb a file |

pub mod id;

pub mod clock;

pub mod diagnostic;

pub mod source;

pub mod prose;

pub mod question;

pub mod course;

pub mod exchange;

pub mod journey;

pub mod record;

pub mod store;

pub mod tui;

pub mod plain;

pub mod cli;
