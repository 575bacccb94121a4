//! A lesson and its pages.

use std::sync::Arc;

use crate::id::{LessonId, PageId, PointId, QuizId};
use crate::language::Language;
use crate::prose::Words;

use super::Step;

/// A lesson: pages around a case.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Names it.
    pub id: LessonId,
    /// What it is called.
    pub title: String,
    /// One line about it.
    pub summary: String,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// How long it takes.
    pub minutes: u32,
    /// What must be done first.
    pub needs: Vec<Step>,
    /// The teaching points of the whole lesson.
    pub teaches: Vec<PointId>,
    /// Its quiz, where the trainer named one.
    pub quiz: Option<QuizId>,
    /// Ids it had before.
    pub was: Vec<LessonId>,
    /// The pages in order. A copy shares them: a lesson that did not change stands in many editions of its course.
    pub pages: Arc<[Page]>,
    /// The file it was read from.
    pub file: Arc<str>,
}

impl Lesson {
    /// Returns where a page stands, by its id or one it had before.
    #[must_use]
    pub fn position(&self, page: &PageId) -> Option<usize> {
        self.pages.iter().position(|p| p.id == *page).or_else(|| self.pages.iter().position(|p| p.was.contains(page)))
    }

    /// Returns a page by its id or one it had before.
    #[must_use]
    pub fn page(&self, page: &PageId) -> Option<&Page> {
        self.pages.get(self.position(page)?)
    }

    /// Whether one of its pages has, or had before, the id that a word is.
    #[must_use]
    pub fn has_page(&self, word: &str) -> bool {
        let is_it = |id: &PageId| id.as_str() == word;
        self.pages.iter().any(|page| is_it(&page.id) || page.was.iter().any(is_it))
    }

    /// Whether a page is shown only through a decision's choice.
    #[must_use]
    pub fn is_branch(&self, page: &PageId) -> bool {
        self.pages.iter().any(|p| matches!(&p.kind, PageKind::Decision { choices } if choices.iter().any(|c| c.to.as_ref() == Some(page))))
    }
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Names it within its lesson.
    pub id: PageId,
    /// Its heading; may be empty.
    pub title: String,
    /// Its words; may be empty where the kind has others.
    pub text: Words,
    /// A picture above the words.
    pub picture: Option<Picture>,
    /// Its teaching points.
    pub teaches: Vec<PointId>,
    /// Ids it had before.
    pub was: Vec<PageId>,
    /// What it shows besides.
    pub kind: PageKind,
}

/// What a page shows besides its words.
#[derive(Clone, Debug)]
pub enum PageKind {
    /// Words only.
    Prose,
    /// What happened, moment by moment.
    Case {
        /// The moments in order.
        timeline: Vec<Moment>,
        /// The people in it.
        who: Vec<Words>,
        /// A question to ponder, shown last; may be empty.
        asks: Words,
    },
    /// A post as it stood on a network.
    Post(Post),
    /// A choice with a consequence.
    Decision {
        /// What may be chosen.
        choices: Vec<Choice>,
    },
    /// Something to think about, then a second voice.
    Reflect {
        /// What is shown afterwards.
        reveal: Words,
        /// Whether the learner's note is kept.
        keep: bool,
    },
    /// Things to tick.
    Checklist {
        /// The things.
        items: Vec<Words>,
        /// How many ticks are needed to go on.
        must: u32,
    },
    /// What to do and what not to do.
    Dos {
        /// To do.
        dos: Vec<Words>,
        /// Not to do.
        donts: Vec<Words>,
    },
    /// What to take away.
    Takeaways {
        /// The things.
        items: Vec<Words>,
    },
}

/// A moment of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When, as the trainer wrote it; may be empty.
    pub when: String,
    /// What happened.
    pub words: Words,
}

/// A choice of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What one would do.
    pub words: Words,
    /// What follows; may be empty.
    pub reply: Words,
    /// The page that is shown next.
    pub to: Option<PageId>,
}

/// A picture and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its path inside the course.
    pub path: Arc<str>,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// A line below it; may be empty.
    pub caption: String,
}

/// A post as it stood on a network. Whoever wrote it is invented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// What it says.
    pub words: Words,
    /// The handle.
    pub by: String,
    /// The name shown; may be empty.
    pub name: String,
    /// When; may be empty.
    pub at: String,
    /// Likes and the like; may be empty.
    pub stats: String,
    /// Where.
    pub on: Platform,
    /// What others wrote below it.
    pub comments: Vec<Words>,
}

/// Kinds of networks; none is a product's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Platform {
    /// Short public posts.
    #[default]
    Microblog,
    /// Photographs.
    Photo,
    /// Videos.
    Video,
    /// A running broadcast.
    Live,
    /// A forum or closed group.
    Forum,
    /// A review site.
    Review,
    /// A blog.
    Blog,
    /// A direct message.
    Message,
}

impl Platform {
    /// Returns what learners read beside a post's time.
    #[must_use]
    pub fn said(self, say: Language) -> &'static str {
        match self {
            Self::Microblog => say.on_microblog(),
            Self::Photo => say.on_photo(),
            Self::Video => say.on_video(),
            Self::Live => say.on_live(),
            Self::Forum => say.on_forum(),
            Self::Review => say.on_review(),
            Self::Blog => say.on_blog(),
            Self::Message => say.on_message(),
        }
    }

    /// Returns the platform a trainer names so.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "microblog" => Self::Microblog,
            "photo" => Self::Photo,
            "video" => Self::Video,
            "live" => Self::Live,
            "forum" => Self::Forum,
            "review" => Self::Review,
            "blog" => Self::Blog,
            "message" => Self::Message,
            _ => return None,
        })
    }
}
