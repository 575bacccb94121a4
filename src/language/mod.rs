//! The program's own words, in every language it speaks, and which of them is wanted. Course texts are no matter of this room: they are
//! translated beside the course, in `translations/`.
//!
//! # How to add a message
//!
//! 1. Write it in English, in the file of its screen: `src/language/en/home.ftl`, `pages-left = { $pages } pages left`. The format is
//!    Fluent's: `{ $name }` is an argument, and a number chooses a wording by `{ $pages -> [one] a page *[other] { $pages } pages }`.
//! 2. Write it in each other language, in the file of the same name, with the same arguments.
//! 3. Say it: `world.language.pages_left(3)`. The function is there when the program is built: dashes become underscores, the arguments
//!    stand in the order in which the English message names them, a message without arguments is a `&'static str`.
//!
//! A message that is misspelled or used with other arguments does not build; one that nobody uses, or that a language lacks, fails
//! `tests/it/words.rs`, as does a sentence written into `tui` or `plain` itself.
//!
//! # How to add a language
//!
//! A folder of files beside `en`, a row in `TONGUES` of `build/catalogue.rs`, and a name, a rule for plurals and a way of writing dates
//! here.
//!
//! The messages are made into functions by `build/catalogue.rs`, so that starting the program parses none of them.

mod count;
mod date;
mod tag;

pub use count::{Count, Plural};
pub use tag::Tag;

/// A language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, which stands in for any other.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

/// A function of each message.
#[expect(clippy::match_same_arms, reason = "some words are the same in two languages")]
mod words {
    use super::{Count, Language, Plural};

    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

impl Language {
    /// Every language, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::Spanish];

    /// Returns its code, as BCP 47 has it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// Returns what it calls itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "español",
        }
    }

    /// Returns what a quiz is called, as one: with the word, where its title has it in no language.
    pub(crate) fn as_quiz(self, title: &str) -> String {
        let small = title.to_lowercase();
        // A title that is not translated yet says what it is in its own language: here it says so in this one.
        let others = Self::ALL.into_iter().filter(|other| *other != self).map(|other| other.quiz_called(""));
        if let Some(name) = others.into_iter().find_map(|said| title.strip_prefix(said.as_str())) {
            return self.quiz_called(name);
        }
        if Self::ALL.iter().any(|language| small.contains(language.quiz_word())) { title.to_owned() } else { self.quiz_called(title) }
    }

    /// Returns the language a tag asks for: `es-MX` asks for Spanish. `None` where the program does not speak it.
    #[must_use]
    pub fn of(tag: &Tag) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == tag.main())
    }
}
