//! True or false: `answer = true` or `answer = false`. "True" stands first, always.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::language::{Language, Tag};
use crate::prose::Words;

use super::{Explained, Form, Grade, Kind, Partial, Parts, Response, Row, Shuffle, Verdict};

pub(super) const ROW: Row = Row { name: "true-false", called: "a true-or-false question", telling: "answer", others: &[], read };

#[derive(Debug)]
struct TrueFalse {
    answer: bool,
    words: [Words; 2],
    silence: Words,
}

fn read(parts: &Parts, _: &mut Vec<Diagnostic>) -> Option<Arc<dyn Kind>> {
    let answer = parts.flag("answer")?;
    // The words are in the language of the course, where the program speaks it.
    let language = parts.words("language").and_then(|language| Language::of(&Tag::read(language.markdown())?)).unwrap_or_default();
    let words = [Words::ours(language.option_true()), Words::ours(language.option_false())];
    Some(Arc::new(TrueFalse { answer, words, silence: Words::default() }))
}

impl TrueFalse {
    /// Returns the place of the right one among "True" and "False".
    fn right(&self) -> usize {
        usize::from(!self.answer)
    }
}

impl Kind for TrueFalse {
    fn form(&self) -> Form<'_> {
        Form::ChooseOne { options: self.words.iter().collect() }
    }

    fn grade(&self, response: &Response, _: Partial) -> Grade {
        if *response == self.key() { Grade::FULL } else { Grade::NONE }
    }

    fn explain(&self, response: &Response) -> Vec<Explained<'_>> {
        let explained = |(place, words)| Explained {
            words: Cow::Borrowed(words),
            chosen: *response == Response::One(place),
            verdict: if place == self.right() { Verdict::Right } else { Verdict::Wrong },
            instead: None,
            reply: Cow::Borrowed(&self.silence),
        };
        self.words.iter().enumerate().map(explained).collect()
    }

    fn key(&self) -> Response {
        Response::One(self.right())
    }

    fn shuffle(&self) -> Shuffle {
        Shuffle::Never
    }
}
