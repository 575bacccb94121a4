//! Words without a terminal: Markdown as blocks, the list grammar, and laying lines out to a width. Pure.

pub mod layout;
mod line;
pub mod list;
mod markdown;
mod paragraph;
pub mod safe;

use std::borrow::Cow;
use std::ops::Range;

use crate::id::{LessonId, PageId, QuizId, TermId};
use crate::source::Text;

/// Markdown as a trainer wrote it, and where in its file it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words {
    markdown: Text,
    /// The bytes of the file it came from; `0..0` for words of our own.
    pub span: Range<usize>,
}

impl Words {
    /// Keeps a text and its place.
    #[must_use]
    pub fn new(markdown: impl Into<Text>, span: Range<usize>) -> Self {
        Self { markdown: markdown.into(), span }
    }

    /// Keeps words of our own, which stand in no file.
    #[must_use]
    pub fn ours(markdown: &str) -> Self {
        Self::new(Text::copied(markdown), 0..0)
    }

    /// Returns the Markdown as it was written.
    #[must_use]
    pub fn markdown(&self) -> &str {
        &self.markdown
    }

    /// Returns some letters of the Markdown, to be words of their own.
    #[must_use]
    pub fn part(&self, letters: &str) -> Text {
        self.markdown.lend(letters)
    }

    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.markdown.trim().is_empty()
    }

    /// Returns the words as blocks, ready to be laid out. Costs a parse: some microseconds a page.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        markdown::blocks(&self.markdown)
    }

    /// Returns the letters alone, without Markdown, blocks joined by a space.
    #[must_use]
    pub fn plain(&self) -> String {
        self.letters().into_owned()
    }

    /// Returns the letters alone, as [`plain`](Self::plain) does; they are lent where no Markdown stands among them.
    #[must_use]
    pub fn letters(&self) -> Cow<'_, str> {
        if let Some(line) = markdown::bare_line(&self.markdown) {
            return Cow::Borrowed(line);
        }
        let mut plain = String::new();
        for block in self.blocks() {
            block.letters(&mut plain);
        }
        plain.truncate(plain.trim_end().len());
        Cow::Owned(plain)
    }

    /// Returns the number of words a reader reads.
    #[must_use]
    pub fn count(&self) -> usize {
        self.letters().split_whitespace().count()
    }
}

/// Returns the number of words of a text, Markdown's own signs among them: near enough where a long course is counted.
#[must_use]
pub fn words_in(text: &str) -> usize {
    // Byte by byte without a branch, and so few that they are counted in a byte, so that many are looked at together.
    let is_space = |byte: u8| (byte == b' ') | (byte.wrapping_sub(b'\t') < 5);
    let bytes = text.as_bytes();
    let Some((first, rest)) = bytes.split_first() else { return 0 };
    let count = |before: &[u8], bytes: &[u8]| {
        before.iter().zip(bytes).fold(0_u8, |count, (before, byte)| count + u8::from(is_space(*before) & !is_space(*byte)))
    };
    let begins: usize = bytes.chunks(128).zip(rest.chunks(128)).map(|(before, bytes)| usize::from(count(before, bytes))).sum();
    begins + usize::from(!is_space(*first))
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A term of the glossary: `term:id`.
    Term(TermId),
    /// A page: `page:lesson#page`.
    Page(LessonId, PageId),
    /// A lesson: `lesson:id`.
    Lesson(LessonId),
    /// A quiz: `quiz:id`.
    Quiz(QuizId),
    /// The web: `https://…`.
    Web(String),
    /// Anything else, as written; `check` complains of it and the screen shows its words only.
    Unknown(String),
}

impl Target {
    /// Reads what stands between the round brackets of a link.
    #[must_use]
    pub fn read(written: &str) -> Self {
        let unknown = || Self::Unknown(written.to_owned());
        match written.split_once(':') {
            Some(("term", id)) => TermId::new(id).map_or_else(|_| unknown(), Self::Term),
            Some(("lesson", id)) => LessonId::new(id).map_or_else(|_| unknown(), Self::Lesson),
            Some(("quiz", id)) => QuizId::new(id).map_or_else(|_| unknown(), Self::Quiz),
            Some(("page", place)) => read_page(place).map_or_else(unknown, |(lesson, page)| Self::Page(lesson, page)),
            Some(("https" | "http" | "mailto", _)) => Self::Web(written.to_owned()),
            _ => unknown(),
        }
    }
}

/// Reads `lesson#page`.
#[must_use]
pub fn read_page(place: &str) -> Option<(LessonId, PageId)> {
    let (lesson, page) = place.split_once('#')?;
    Some((LessonId::new(lesson).ok()?, PageId::new(page).ok()?))
}

/// How a run of letters is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "any of them may stand with any other")]
pub struct Tone {
    /// Strong: `**so**`.
    pub strong: bool,
    /// Stressed: `*so*`.
    pub stressed: bool,
    /// To be read letter by letter: `` `so` ``.
    pub code: bool,
    /// Struck out: `~~so~~`.
    pub struck: bool,
}

/// A run of letters of one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The letters; free of control characters and of line ends. A line break of the author is a run of `\n` alone.
    pub text: String,
    /// How they are meant.
    pub tone: Tone,
    /// Where they lead.
    pub link: Option<Target>,
}

/// A piece of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running words.
    Paragraph(Vec<Run>),
    /// A heading below the page's title; level 2 to 6.
    Heading(u8, Vec<Run>),
    /// A list; `first` numbers it.
    List {
        /// The number of the first item; `None` for bullets.
        first: Option<u64>,
        /// What each item holds.
        items: Vec<Vec<Block>>,
    },
    /// Somebody else's words.
    Quote(Vec<Block>),
    /// Lines kept as they are.
    Verbatim(String),
    /// A table: the head, then the rows.
    Table(Vec<Vec<Vec<Run>>>),
    /// A line across.
    Rule,
}

impl Block {
    /// Adds the letters to `plain`, each block followed by a space.
    fn letters(&self, plain: &mut String) {
        match self {
            Self::Paragraph(runs) | Self::Heading(_, runs) => {
                for run in runs {
                    plain.push_str(if run.text == "\n" { " " } else { &run.text });
                }
                plain.push(' ');
            }
            Self::List { items, .. } => items.iter().flatten().for_each(|block| block.letters(plain)),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.letters(plain)),
            Self::Verbatim(text) => {
                plain.push_str(&text.replace('\n', " "));
                plain.push(' ');
            }
            Self::Table(rows) => {
                for cell in rows.iter().flatten() {
                    for run in cell {
                        plain.push_str(&run.text);
                    }
                    plain.push(' ');
                }
            }
            Self::Rule => {}
        }
    }
}
