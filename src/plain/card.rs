//! Posts, messages and pictures, told in words: who, where, when, what, and what others wrote below it.

use crate::course::{Picture, Platform, Post};
use crate::prose::Words;
use crate::question::SceneCard;

use super::paper::Paper;

/// Tells a post.
pub(super) fn post(post: &Post, paper: &mut Paper<'_>) {
    let by = if post.name.is_empty() { post.by.clone() } else { format!("{}, {}", post.name, post.by) };
    told(&by, on(post.on), &post.at, &post.words, paper);
    if !post.stats.is_empty() {
        paper.say(&format!("Below it: {}", post.stats));
    }
    for comment in &post.comments {
        paper.words_after("Comment: ", comment);
    }
    paper.say("End of the post.");
}

/// Tells a post or message that comes in with a scene.
pub(super) fn scene(card: &SceneCard, paper: &mut Paper<'_>) {
    told(&card.by, &card.on, "", &card.words, paper);
    if !card.stats.is_empty() {
        paper.say(&format!("Below it: {}", card.stats));
    }
    paper.say("End of the post.");
}

/// Tells what a picture shows.
pub(super) fn picture(picture: &Picture, paper: &mut Paper<'_>) {
    paper.say(&format!("Picture: {}", picture.alt));
    if !picture.caption.is_empty() {
        paper.say(&format!("Below the picture: {}", picture.caption));
    }
    paper.gap();
}

fn told(by: &str, on: &str, at: &str, words: &Words, paper: &mut Paper<'_>) {
    let about: Vec<&str> = [by, on, at].into_iter().filter(|part| !part.is_empty()).collect();
    paper.say(&format!("Post by {}:", about.join(", ")));
    paper.words_after("  ", words);
}

const fn on(platform: Platform) -> &'static str {
    match platform {
        Platform::Microblog => "public post",
        Platform::Photo => "photo",
        Platform::Video => "video",
        Platform::Live => "live broadcast",
        Platform::Forum => "forum",
        Platform::Review => "review",
        Platform::Blog => "blog",
        Platform::Message => "direct message",
    }
}
