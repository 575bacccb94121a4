//! Where an item stands once its list was written anew: it goes by its words.

use crate::prose::Words;
use crate::question::{Form, Piece};

/// Returns where an item of one list stands in another: where its words do, else at its own place, where they were only mended. `None` where it is
/// gone.
pub(in crate::tui) fn moved<'w>(before: &'w [impl AsRef<str>], now: &'w [impl AsRef<str>]) -> impl Fn(usize) -> Option<usize> + 'w {
    let is_at = |item: usize, words: &str| now.get(item).is_some_and(|there| there.as_ref() == words);
    move |item| {
        let words = before.get(item)?.as_ref();
        if is_at(item, words) {
            return Some(item);
        }
        now.iter().position(|there| there.as_ref() == words).or_else(|| {
            let there = now.get(item)?.as_ref();
            before.iter().all(|known| known.as_ref() != there).then_some(item)
        })
    }
}

/// Returns what the items say that are ticked, put in order or marked, and what each may be given besides.
pub(super) fn said(form: &Form<'_>) -> (Vec<String>, Vec<String>) {
    match form {
        Form::ChooseOne { options } | Form::ChooseSome { options } => (words(options), Vec::new()),
        Form::Arrange { steps } => (words(steps), Vec::new()),
        Form::Pair { left, right } => (words(left), words(right)),
        Form::Sort { bins, items } => (words(items), words(bins)),
        Form::Tick { rubric, .. } => (words(rubric), Vec::new()),
        Form::Mark { pieces } => (phrases(pieces), Vec::new()),
        Form::Write | Form::Play { .. } => (Vec::new(), Vec::new()),
    }
}

fn words(items: &[&Words]) -> Vec<String> {
    items.iter().map(|words| words.markdown().to_owned()).collect()
}

fn phrases(pieces: &[Piece]) -> Vec<String> {
    let count = pieces.iter().filter_map(|piece| piece.phrase).max().map_or(0, |last| last + 1);
    let of = |phrase| pieces.iter().filter(|piece| piece.phrase == Some(phrase)).map(|piece| piece.text.as_str()).collect();
    (0..count).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_goes_by_its_words_and_stays_where_they_were_mended() {
        let at = |before: &[&str], now: &[&str], item| moved(before, now)(item);
        assert_eq!(at(&["a", "b"], &["new", "a", "b"], 1), Some(2), "one was put in above");
        assert_eq!(at(&["a", "b", "c"], &["a", "c"], 2), Some(1), "one was taken out above");
        assert_eq!(at(&["a", "b"], &["a"], 1), None, "it was taken out");
        assert_eq!(at(&["a", "b", "c"], &["b", "c"], 0), None, "another stands in its place");
        assert_eq!(at(&["a", "bb"], &["a", "b"], 1), Some(1), "a slip was mended");
        assert_eq!(at(&["same", "same"], &["same", "same"], 1), Some(1), "two of the same words stay apart");
    }
}
