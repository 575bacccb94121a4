//! Posts, messages and pictures, told in words: who, where, when, what, and what others wrote below it.

use crate::course::{Picture, Platform, Post};
use crate::prose::Words;
use crate::question::SceneCard;

use super::paper::Paper;

/// What a text by somebody is called.
struct Called {
    begins: &'static str,
    ends: &'static str,
    /// The kind of network that need not be said any more.
    itself: &'static str,
}

const POST: Called = Called { begins: "Post by", ends: "End of the post.", itself: "post" };
const MESSAGE: Called = Called { begins: "Message from", ends: "End of the message.", itself: "message" };

/// Tells a post.
pub(super) fn post(post: &Post, paper: &mut Paper<'_>) {
    let by = if post.name.is_empty() { post.by.clone() } else { format!("{}, {}", post.name, post.by) };
    let (called, on) = if post.on == Platform::Message { (&MESSAGE, "") } else { (&POST, post.on.called()) };
    told(called, [&by, on, &post.at], &post.words, paper);
    if !post.stats.is_empty() {
        paper.say(&format!("Below it: {}", post.stats));
    }
    for comment in &post.comments {
        paper.words_after("Comment: ", comment);
    }
    paper.say(called.ends);
}

/// Tells a post or message that comes in with a scene.
pub(super) fn scene(card: &SceneCard, paper: &mut Paper<'_>) {
    let called = if card.on.contains("message") { &MESSAGE } else { &POST };
    told(called, [&card.by, &card.on, ""], &card.words, paper);
    if !card.stats.is_empty() {
        paper.say(&format!("Below it: {}", card.stats));
    }
    paper.say(called.ends);
}

/// Tells what a picture shows.
pub(super) fn picture(picture: &Picture, paper: &mut Paper<'_>) {
    paper.say(&format!("Picture: {}", picture.alt));
    if !picture.caption.is_empty() {
        paper.say(&format!("Below the picture: {}", picture.caption));
    }
    paper.gap();
}

/// Tells who wrote it, on what and when, and what it says.
fn told(called: &Called, about: [&str; 3], words: &Words, paper: &mut Paper<'_>) {
    let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty() && *part != called.itself).collect();
    paper.say(&format!("{} {}:", called.begins, about.join(", ")));
    paper.words_after("  ", words);
}
