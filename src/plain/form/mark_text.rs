//! Phrases of a text to mark: each stands in brackets with its number.

use crate::language::Language;
use crate::plain::paper::Paper;
use crate::question::{Piece, Response};

use super::{Answered, typed};

/// Reads the text aloud.
pub(super) fn lay(pieces: &[Piece], paper: &mut Paper<'_>) {
    let numbered = |piece: &Piece| match piece.phrase {
        Some(number) => format!("[{}: {}]", number + 1, piece.text),
        None => piece.text.clone(),
    };
    let text: String = pieces.iter().map(numbered).collect();
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        paper.say(&paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
        paper.gap();
    }
}

/// Takes a line in.
pub(super) fn hear(line: &str, pieces: &[Piece], say: Language) -> Answered {
    let phrases: Vec<String> = pieces.iter().filter(|piece| piece.phrase.is_some()).map(|piece| piece.text.clone()).collect();
    match typed::several(line, &phrases, say) {
        Ok(places) => Answered::With(Response::Marks(places.into_iter().collect())),
        Err(why) => Answered::Because(why),
    }
}
