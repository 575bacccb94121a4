//! Ids: the short words a trainer chooses once and records keep for ever. Checked here, so that no bare string travels.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A checked slug: `[a-z][a-z0-9-]*`, 2 to 40 characters, no double and no final hyphen. `Of` says what it names.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id<Of> {
    word: Arc<str>,
    of: PhantomData<fn() -> Of>,
}

/// Marks ids of courses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfCourse {}
/// Marks ids of lessons.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfLesson {}
/// Marks ids of pages; a page id is unique within its lesson.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfPage {}
/// Marks ids of quizzes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfQuiz {}
/// Marks ids of questions; a question id is unique within its course and never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfQuestion {}
/// Marks ids of a scenario's scenes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfScene {}
/// Marks ids of teaching points.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfPoint {}
/// Marks ids of glossary terms.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfTerm {}

/// Names a course.
pub type CourseId = Id<OfCourse>;
/// Names a lesson.
pub type LessonId = Id<OfLesson>;
/// Names a page of a lesson.
pub type PageId = Id<OfPage>;
/// Names a quiz.
pub type QuizId = Id<OfQuiz>;
/// Names a question.
pub type QuestionId = Id<OfQuestion>;
/// Names a scene of a scenario.
pub type SceneId = Id<OfScene>;
/// Names a teaching point.
pub type PointId = Id<OfPoint>;
/// Names a glossary term.
pub type TermId = Id<OfTerm>;

/// Why a word cannot be an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Fewer than two characters.
    #[error("it is shorter than two characters")]
    TooShort,
    /// More than forty characters.
    #[error("it is longer than forty characters")]
    TooLong,
    /// A character outside `a-z`, `0-9` and `-`, or a first one that is no letter.
    #[error("an id is small letters, digits, and single hyphens")]
    Letters,
}

impl<Of> Id<Of> {
    /// Checks a word and makes it an id.
    ///
    /// # Errors
    /// Returns the first [`Flaw`] found.
    pub fn new(word: &str) -> Result<Self, Flaw> {
        if word.len() < 2 {
            return Err(Flaw::TooShort);
        }
        if word.len() > 40 {
            return Err(Flaw::TooLong);
        }
        // A hyphen stands behind no other, and not at the end.
        let mut hyphen = false;
        let letters = word.bytes().all(|b| {
            let doubled = hyphen && b == b'-';
            hyphen = b == b'-';
            b.is_ascii_lowercase() || b.is_ascii_digit() || (hyphen && !doubled)
        });
        let starts = word.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        if !letters || !starts || hyphen {
            return Err(Flaw::Letters);
        }
        Ok(Self { word: word.into(), of: PhantomData })
    }

    /// Returns the id nearest to free words, such as a title: `Read it as the patient` becomes `read-it-as-the-patient`.
    /// `None` when no letter is left.
    #[must_use]
    pub fn nearest(words: &str) -> Option<Self> {
        use unicode_normalization::UnicodeNormalization;
        let mut slug = String::new();
        let mut take = |letter: char| {
            if letter.is_ascii_lowercase() || (letter.is_ascii_digit() && !slug.is_empty()) {
                slug.push(letter);
            } else if (letter.is_whitespace() || "-_/.,:;!?()".contains(letter)) && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        };
        if words.is_ascii() {
            words.chars().for_each(|letter| take(letter.to_ascii_lowercase()));
        } else {
            words.nfd().flat_map(char::to_lowercase).for_each(take);
        }
        slug.truncate(40);
        Self::new(slug.trim_end_matches('-')).ok()
    }

    /// Returns the id that free words give where one is made for good: letters that hold two others are spelled out, so that `Straße` becomes
    /// `strasse`. Where an id is worked out anew each time, as that of a page is from its title, [`Self::nearest`] stays what it was.
    #[must_use]
    pub fn made_of(words: &str) -> Option<Self> {
        let mut spelled = String::with_capacity(words.len());
        for letter in words.chars() {
            match letter {
                'ß' | 'ẞ' => spelled.push_str("ss"),
                'Æ' | 'æ' => spelled.push_str("ae"),
                'Œ' | 'œ' => spelled.push_str("oe"),
                'Þ' | 'þ' => spelled.push_str("th"),
                'Ø' | 'ø' => spelled.push('o'),
                'Đ' | 'đ' | 'Ð' | 'ð' => spelled.push('d'),
                'Ł' | 'ł' => spelled.push('l'),
                'ı' => spelled.push('i'),
                other => spelled.push(other),
            }
        }
        Self::nearest(&spelled)
    }

    /// Returns the word itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.word
    }
}

impl<Of> fmt::Display for Id<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word)
    }
}

impl<Of> fmt::Debug for Id<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.word)
    }
}

impl<Of> Serialize for Id<Of> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.word)
    }
}

impl<'de, Of> Deserialize<'de> for Id<Of> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, Self::new)
    }
}

/// Reads something that is written as one word. The word itself is lent, so that reading a million of them copies none.
///
/// # Errors
/// What is no word, and what `mean` says of one that means nothing.
pub(crate) fn word<'de, D, T, E>(deserializer: D, mean: impl FnOnce(&str) -> Result<T, E>) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    E: fmt::Display,
{
    struct Word<F>(F);

    impl<T, E: fmt::Display, F: FnOnce(&str) -> Result<T, E>> Visitor<'_> for Word<F> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<Odd: serde::de::Error>(self, word: &str) -> Result<T, Odd> {
            (self.0)(word).map_err(Odd::custom)
        }
    }

    deserializer.deserialize_str(Word(mean))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_slugs_are_ids() {
        for good in ["ab", "first-words", "a1", "page-12"] {
            assert_eq!(PageId::new(good).unwrap().as_str(), good);
        }
        for bad in ["", "a", "Ab", "1a", "a--b", "a-", "-a", "a b", "é1", &"a".repeat(41)] {
            assert!(PageId::new(bad).is_err(), "{bad} passed for an id");
        }
    }

    #[test]
    fn the_nearest_id_to_a_title_is_its_words() {
        let nearest = |words| PageId::nearest(words).map(|id| id.to_string());
        assert_eq!(nearest("No name, no problem?").as_deref(), Some("no-name-no-problem"));
        assert_eq!(nearest("Résumé (2)").as_deref(), Some("resume-2"));
        assert_eq!(nearest("¿?"), None);
        let made = |words| PageId::made_of(words).map(|id| id.to_string());
        assert_eq!(made("Auf der Straße").as_deref(), Some("auf-der-strasse"));
        assert_eq!(made("Łódź, smørrebrød & œuvre").as_deref(), Some("lodz-smorrebrod-oeuvre"));
        assert_eq!(nearest("Auf der Straße").as_deref(), Some("auf-der-strae"), "a page that is there keeps its id");
    }
}
