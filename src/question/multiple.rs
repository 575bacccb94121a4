//! Multiple choice: `options` with two or more `[x]`, or with `kind = "multiple"`. How some of them pay is the quiz's `partial`.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;

use super::options::{self, Choice};
use super::{Explained, Form, Grade, Kind, Partial, Parts, Response, Row, Shuffle, Verdict};

pub(super) const ROW: Row = Row { name: "multiple", called: "a multiple-choice question", telling: "options", others: &[], read };

#[derive(Debug)]
struct Multiple {
    options: Vec<Choice>,
}

fn read(parts: &Parts, found: &mut Vec<Diagnostic>) -> Option<Arc<dyn Kind>> {
    Some(Arc::new(Multiple { options: options::read(parts, found)? }))
}

impl Multiple {
    fn counts(&self, marked: &BTreeSet<usize>) -> Counts {
        let mut counts = Counts::default();
        for (place, option) in self.options.iter().enumerate() {
            let marked = u32::from(marked.contains(&place));
            match option.verdict {
                Verdict::Right => {
                    counts.right += 1;
                    counts.gained += marked;
                }
                Verdict::Wrong => {
                    counts.wrong += 1;
                    counts.lost += marked;
                }
                Verdict::Half => {}
            }
        }
        counts
    }
}

/// Options by what they are, and how many of each were marked. A half-right option neither pays nor costs.
#[derive(Clone, Copy, Default)]
struct Counts {
    right: u32,
    gained: u32,
    wrong: u32,
    lost: u32,
}

impl Kind for Multiple {
    fn form(&self) -> Form<'_> {
        Form::ChooseSome { options: self.options.iter().map(|option| &option.words).collect() }
    }

    fn grade(&self, response: &Response, partial: Partial) -> Grade {
        let Response::Some(marked) = response else { return Grade::NONE };
        let Counts { right, gained, wrong, lost } = self.counts(marked);
        match partial {
            Partial::Balanced => Grade::balanced(gained, right, lost, wrong),
            Partial::EveryDecision => Grade::share(gained + (wrong - lost), right + wrong),
            Partial::AllOrNothing if gained == right && lost == 0 => Grade::FULL,
            Partial::AllOrNothing => Grade::NONE,
        }
    }

    fn explain(&self, response: &Response) -> Vec<Explained<'_>> {
        let chosen = |place| matches!(response, Response::Some(marked) if marked.contains(&place));
        self.options.iter().enumerate().map(|(place, option)| option.explained(chosen(place))).collect()
    }

    fn key(&self) -> Response {
        let right = self.options.iter().enumerate().filter(|(_, option)| option.verdict == Verdict::Right);
        Response::Some(right.map(|(place, _)| place).collect())
    }

    fn shuffle(&self) -> Shuffle {
        Shuffle::IfWanted(self.options.len())
    }
}
