//! The one table of all settings a trainer may write: name, place, type, default, bounds, and a line about it.
//!
//! Reading, "did you mean", the wrong-place message, the authoring reference and the editor's schema all come from these rows.

mod rows;

use crate::prose::list::Grammar;

/// The widest title that is shown whole on the narrowest screen promised.
pub const WIDEST_TITLE: usize = 60;

/// Where settings stand: a file's top, a table with a header of its own, or one of many sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Site {
    /// The top of `course.toml`.
    Course,
    /// `[certificate]`.
    Certificate,
    /// `[mastery]`.
    Mastery,
    /// `[attest]`.
    Attest,
    /// `[screen]`.
    Screen,
    /// `[check]`.
    Check,
    /// The top of `glossary.toml`.
    Glossary,
    /// The top of a lesson's file.
    Lesson,
    /// `[[page]]`.
    Page,
    /// The top of a quiz's file, and `[quiz]` in `course.toml`.
    Quiz,
    /// `[[question]]`.
    Question,
    /// `[[question.scene]]`.
    Scene,
    /// The top of a file in `shared/`.
    Shared,
}

/// What a setting's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text without a line break.
    Line,
    /// Markdown.
    Words,
    /// Markdown in the list grammar, with the fewest and the most items.
    List(Grammar, u32, u32),
    /// A short word chosen once.
    Id,
    /// Several ids.
    Ids,
    /// Several lines.
    Lines,
    /// `true` or `false`.
    Flag,
    /// A whole number between two others.
    Whole(u32, u32),
    /// A whole number of per cent.
    Percent(u32, u32),
    /// A number with up to two decimals, kept in hundredths.
    Number,
    /// A day.
    Date,
    /// `edition.revision`.
    Version,
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// A table with its own settings.
    Table(Site),
    /// A table of names that the trainer chooses; each value is of this type.
    Names(&'static Type),
    /// Sections with their own settings, each under a header in double brackets.
    Sections(Site),
}

/// What stands where a setting is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// Nothing, an empty text, or an empty list.
    Nothing,
    /// A number.
    Count(u32),
    /// Yes or no.
    Flag(bool),
    /// A word.
    Word(&'static str),
    /// Worked out, in the way told here.
    Worked(&'static str),
    /// It may not be left out.
    Required,
}

/// One setting.
#[derive(Debug)]
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// What its value is.
    pub of: Type,
    /// What holds without it.
    pub fallback: Fallback,
    /// The kinds of page or question it belongs to; all of them when empty.
    pub kinds: &'static [&'static str],
    /// One line about it.
    pub about: &'static str,
}

impl Row {
    /// Whether its value is a text of the learner's own reading: Markdown or a list.
    #[must_use]
    pub const fn is_markdown(&self) -> bool {
        matches!(self.of, Type::Words | Type::List(..))
    }
}

/// Every site, in the order of the authoring reference.
pub const SITES: [Site; 13] = [
    Site::Course,
    Site::Certificate,
    Site::Mastery,
    Site::Attest,
    Site::Screen,
    Site::Check,
    Site::Glossary,
    Site::Lesson,
    Site::Page,
    Site::Quiz,
    Site::Question,
    Site::Scene,
    Site::Shared,
];

impl Site {
    /// Returns the rows of this site.
    #[must_use]
    pub const fn rows(self) -> &'static [Row] {
        match self {
            Self::Course => rows::COURSE,
            Self::Certificate => rows::CERTIFICATE,
            Self::Mastery => rows::MASTERY,
            Self::Attest => rows::ATTEST,
            Self::Screen => rows::SCREEN,
            Self::Check => rows::CHECK,
            Self::Glossary => rows::GLOSSARY,
            Self::Lesson => rows::LESSON,
            Self::Page => rows::PAGE,
            Self::Quiz => rows::QUIZ,
            Self::Question => rows::QUESTION,
            Self::Scene => rows::SCENE,
            Self::Shared => rows::SHARED,
        }
    }

    /// Returns the setting of this name.
    #[must_use]
    pub fn row(self, name: &str) -> Option<&'static Row> {
        // Most names begin with another letter, which is seen without comparing them.
        let first = name.as_bytes().first();
        self.rows().iter().find(|row| row.name.as_bytes().first() == first && row.name == name)
    }

    /// Returns what a person calls it, with its article: "a lesson".
    #[must_use]
    pub const fn called(self) -> &'static str {
        match self {
            Self::Course => "a course",
            Self::Certificate => "`[certificate]`",
            Self::Mastery => "`[mastery]`",
            Self::Attest => "`[attest]`",
            Self::Screen => "`[screen]`",
            Self::Check => "`[check]`",
            Self::Glossary => "a glossary",
            Self::Lesson => "a lesson",
            Self::Page => "a page",
            Self::Quiz => "a quiz",
            Self::Question => "a question",
            Self::Scene => "a scene",
            Self::Shared => "a shared file",
        }
    }

    /// Returns the name without its article: "lesson".
    #[must_use]
    pub fn noun(self) -> &'static str {
        let called = self.called();
        called.strip_prefix("a ").unwrap_or(called)
    }
}

/// Returns the site of these where a setting of this name may stand, nearest first.
#[must_use]
pub fn elsewhere(name: &str, but: Site) -> Option<Site> {
    let near: &[Site] = match but {
        Site::Scene => &[Site::Question, Site::Quiz],
        Site::Question => &[Site::Quiz, Site::Scene, Site::Page],
        Site::Quiz => &[Site::Question, Site::Lesson],
        Site::Page => &[Site::Lesson, Site::Question],
        Site::Lesson => &[Site::Page, Site::Quiz],
        Site::Course => &[Site::Certificate, Site::Mastery, Site::Attest, Site::Screen, Site::Check, Site::Quiz, Site::Lesson],
        _ => &[Site::Course],
    };
    near.iter().copied().find(|site| site.row(name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_site_has_a_setting_twice_and_each_is_described() {
        for site in SITES {
            let names: BTreeSet<_> = site.rows().iter().map(|row| row.name).collect();
            assert_eq!(names.len(), site.rows().len(), "{site:?}");
            for row in site.rows() {
                assert!(!row.about.is_empty() && !row.about.ends_with('.'), "{}", row.name);
            }
        }
    }

    #[test]
    fn every_setting_of_a_question_kind_is_in_the_table() {
        for kind in crate::question::KINDS {
            for name in [kind.telling].iter().chain(kind.others) {
                let row = Site::Question.row(name).or_else(|| Site::Scene.row(name)).unwrap();
                assert!(row.kinds.is_empty() || row.kinds.contains(&kind.name), "{name}");
            }
        }
    }
}
