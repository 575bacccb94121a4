//! Posts, messages and pictures, told in words: who, where, when, what, and what others wrote below it.

use crate::course::{Picture, Platform, Post};
use crate::language::Language;
use crate::prose::Words;
use crate::question::SceneCard;

use super::paper::Paper;

/// A message without arguments.
type Said = fn(Language) -> &'static str;

/// What a text by somebody is called.
struct Called {
    begins: Said,
    ends: Said,
}

const POST: Called = Called { begins: Language::post_by, ends: Language::post_ends };
const MESSAGE: Called = Called { begins: Language::message_from, ends: Language::message_ends };

/// Tells a post.
pub(super) fn post(post: &Post, paper: &mut Paper<'_>) {
    let by = if post.name.is_empty() { post.by.clone() } else { format!("{}, {}", post.name, post.by) };
    let (called, on) = if post.on == Platform::Message { (&MESSAGE, "") } else { (&POST, post.on.said(paper.language)) };
    told(called, [&by, on, &post.at], &post.words, paper);
    if !post.stats.is_empty() {
        paper.say(&paper.language.post_below(&post.stats));
    }
    for comment in &post.comments {
        paper.words_after(paper.language.post_comment(), comment);
    }
    paper.say((called.ends)(paper.language));
}

/// Tells a post or message that comes in with a scene.
pub(super) fn scene(card: &SceneCard, paper: &mut Paper<'_>) {
    let (called, on) = match Platform::named(&card.on) {
        Some(Platform::Message) => (&MESSAGE, ""),
        on => (&POST, on.map_or("", |on| on.said(paper.language))),
    };
    told(called, [&card.by, on, ""], &card.words, paper);
    if !card.stats.is_empty() {
        paper.say(&paper.language.post_below(&card.stats));
    }
    paper.say((called.ends)(paper.language));
}

/// Tells what a picture shows.
pub(super) fn picture(picture: &Picture, paper: &mut Paper<'_>) {
    paper.say(&paper.language.page_picture(&picture.alt));
    if !picture.caption.is_empty() {
        paper.say(&paper.language.picture_below(&picture.caption));
    }
    paper.gap();
}

/// Tells who wrote it, on what and when, and what it says.
fn told(called: &Called, about: [&str; 3], words: &Words, paper: &mut Paper<'_>) {
    let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
    paper.say(&format!("{} {}:", (called.begins)(paper.language), about.join(", ")));
    paper.words_after("  ", words);
}
