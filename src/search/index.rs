//! The words of a course and where they stand, and what is found by them.

use std::collections::BTreeMap;

use crate::course::{Course, Page, PageKind, Post, Question, Term};
use crate::id::{LessonId, PageId, QuestionId, TermId};
use crate::journey::{LessonStanding, Progress, Route, lesson_standing};

use super::word::{Words, folded, words};

/// The most that is found at once; who sees so many types another word.
pub const MOST: usize = 40;
/// How many letters of what was found are shown.
const EXCERPT: usize = 110;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// A term of the glossary.
    Term(TermId),
    /// A page.
    Page(LessonId, PageId),
    /// A question that was answered.
    Question(QuestionId),
}

impl Found {
    /// Returns the way there.
    #[must_use]
    pub fn route(&self) -> Route {
        match self {
            Self::Term(id) => Route::Term(id.clone()),
            Self::Page(lesson, page) => Route::Page(lesson.clone(), page.clone()),
            Self::Question(id) => Route::Seen(id.clone()),
        }
    }
}

/// A text in parts, each with whether it is one of the words looked for.
pub type Marked = Vec<(String, bool)>;

/// What was found, with the words marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub found: Found,
    /// What it is called.
    pub title: Marked,
    /// What stands around the words.
    pub excerpt: Marked,
    /// Where it stands: a lesson's or a quiz's title, or what it is.
    pub place: String,
    /// Whether something else comes first, so that it opens later.
    pub is_locked: bool,
}

/// The words of a course and where they stand.
#[derive(Debug)]
pub struct Index {
    entries: Vec<Entry>,
    /// For each word as it is compared, where it stands: the entry, and whether in its title.
    words: BTreeMap<String, Vec<(usize, bool)>>,
}

#[derive(Debug)]
struct Entry {
    found: Found,
    title: String,
    text: String,
    place: String,
    is_locked: bool,
}

impl Index {
    /// Reads every page and term, and the questions that were answered.
    #[must_use]
    pub fn of(course: &Course, progress: &Progress) -> Self {
        let mut index = Self { entries: Vec::new(), words: BTreeMap::new() };
        for Term { name, id, meaning } in course.glossary() {
            index.add(Entry {
                found: Found::Term(id.clone()),
                title: name.to_owned(),
                text: meaning.plain(),
                place: "glossary".to_owned(),
                is_locked: false,
            });
        }
        for lesson in &course.lessons {
            let is_locked = matches!(lesson_standing(course, progress, lesson), LessonStanding::Locked { .. });
            for page in lesson.pages.iter() {
                let title = if page.title.is_empty() { lesson.title.clone() } else { page.title.clone() };
                let found = Found::Page(lesson.id.clone(), page.id.clone());
                index.add(Entry { found, title, text: text_of(page), place: lesson.title.clone(), is_locked });
            }
        }
        for quiz in &course.quizzes {
            for id in progress.seen(quiz) {
                let Some(question) = quiz.question(&id) else { continue };
                let found = Found::Question(question.id.clone());
                if index.entries.iter().any(|entry| entry.found == found) {
                    continue;
                }
                let (title, text) = (question.ask.plain(), asked(question));
                index.add(Entry { found, title, text, place: quiz.title.clone(), is_locked: false });
            }
        }
        index
    }

    fn add(&mut self, entry: Entry) {
        let number = self.entries.len();
        for (text, in_title) in [(&entry.title, true), (&entry.text, false)] {
            for (_, word) in words(text) {
                let places = self.words.entry(folded(word)).or_default();
                if places.last() != Some(&(number, in_title)) {
                    places.push((number, in_title));
                }
            }
        }
        self.entries.push(entry);
    }

    /// Returns what has all the words, the best first.
    #[must_use]
    pub fn find(&self, typed: &str) -> Vec<Hit> {
        let typed: Vec<String> = words(typed).map(|(_, word)| folded(word)).collect();
        if typed.is_empty() {
            return Vec::new();
        }
        let mut compare = Words::new();
        let mut scores: BTreeMap<usize, u32> = BTreeMap::new();
        for (place, word) in typed.iter().enumerate() {
            let of_word = self.scores(word, &mut compare);
            if place == 0 {
                scores = of_word;
            } else {
                scores = scores.into_iter().filter_map(|(entry, score)| Some((entry, score + of_word.get(&entry)?))).collect();
            }
        }
        let mut best: Vec<(usize, u32)> = scores.into_iter().collect();
        best.sort_by_key(|(entry, score)| (std::cmp::Reverse(*score), *entry));
        best.truncate(MOST);
        best.into_iter().filter_map(|(entry, _)| Some(self.entries.get(entry)?.hit(&typed, &mut compare))).collect()
    }

    /// Returns how well each entry that has a word has it; a title counts twice.
    fn scores(&self, typed: &str, compare: &mut Words) -> BTreeMap<usize, u32> {
        let mut scores: BTreeMap<usize, u32> = BTreeMap::new();
        for (stands, places) in &self.words {
            let Some(fit) = compare.fit(typed, stands) else { continue };
            for (entry, in_title) in places {
                let score = scores.entry(*entry).or_default();
                *score = (*score).max(if *in_title { 2 * fit } else { fit });
            }
        }
        scores
    }
}

impl Entry {
    fn hit(&self, typed: &[String], compare: &mut Words) -> Hit {
        let mut marks = |text: &str| -> Vec<(usize, usize)> {
            let fits = |word: &str, compare: &mut Words| typed.iter().any(|typed| compare.fit(typed, &folded(word)).is_some());
            words(text).filter(|(_, word)| fits(word, compare)).map(|(at, word)| (at, at + word.len())).collect()
        };
        let (in_title, in_text) = (marks(&self.title), marks(&self.text));
        let from = begin(&self.text, in_text.first().map_or(0, |(at, _)| *at));
        let to = end(&self.text, from);
        Hit {
            found: self.found.clone(),
            title: marked(&self.title, 0, self.title.len(), &in_title),
            excerpt: marked(&self.text, from, to, &in_text),
            place: self.place.clone(),
            is_locked: self.is_locked,
        }
    }
}

/// Returns where an excerpt begins: some words before the first that is marked.
fn begin(text: &str, mark: usize) -> usize {
    let before = text.get(..mark).unwrap_or_default();
    // On a narrow screen only the beginning of an excerpt is seen.
    if before.chars().count() <= EXCERPT / 6 {
        return 0;
    }
    let words: Vec<usize> = before.match_indices(' ').map(|(at, _)| at + 1).collect();
    words.iter().rev().nth(2).copied().unwrap_or(0)
}

/// Returns where an excerpt ends: before a word that would be cut.
fn end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let Some((most, _)) = rest.char_indices().nth(EXCERPT) else { return text.len() };
    from + rest.get(..most).and_then(|shown| shown.rfind(' ')).unwrap_or(most)
}

/// Cuts a text into what is marked and what is not.
fn marked(text: &str, from: usize, to: usize, marks: &[(usize, usize)]) -> Marked {
    let mut parts = Marked::new();
    let mut push = |part: Option<&str>, is_marked: bool| {
        if let Some(part) = part.filter(|part| !part.is_empty()) {
            parts.push((part.to_owned(), is_marked));
        }
    };
    let mut at = from;
    push((from > 0).then_some("… "), false);
    for (start, end) in marks.iter().copied().filter(|(start, end)| *start >= from && *end <= to) {
        push(text.get(at..start), false);
        push(text.get(start..end), true);
        at = end;
    }
    push(text.get(at..to), false);
    push((to < text.len()).then_some(" …"), false);
    parts
}

/// Returns all that stands on a page, whatever it asks of the learner first, but what follows from a choice.
fn text_of(page: &Page) -> String {
    let mut parts = vec![page.text.plain()];
    if let Some(picture) = &page.picture {
        parts.extend([picture.alt.clone(), picture.caption.clone()]);
    }
    match &page.kind {
        // What follows a reflection is the second voice's to say.
        PageKind::Prose | PageKind::Reflect { .. } => {}
        PageKind::Case { timeline, who, asks } => {
            parts.extend(who.iter().map(crate::prose::Words::plain));
            parts.extend(timeline.iter().map(|moment| moment.words.plain()));
            parts.push(asks.plain());
        }
        PageKind::Post(post) => parts.extend(said_in(post)),
        PageKind::Decision { choices } => parts.extend(choices.iter().map(|choice| choice.words.plain())),
        PageKind::Checklist { items, .. } | PageKind::Takeaways { items } => parts.extend(items.iter().map(crate::prose::Words::plain)),
        PageKind::Dos { dos, donts } => parts.extend(dos.iter().chain(donts).map(crate::prose::Words::plain)),
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn said_in(post: &Post) -> Vec<String> {
    let comments = post.comments.iter().map(crate::prose::Words::plain);
    [post.name.clone(), post.by.clone(), post.words.plain()].into_iter().chain(comments).collect()
}

/// Returns what is asked and offered; the reasons are the learner's to see only where they may be seen.
fn asked(question: &Question) -> String {
    let items = question.kind.wording().into_iter().map(crate::prose::Words::plain);
    question.post.iter().flat_map(said_in).chain(items).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
