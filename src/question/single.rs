//! Single choice: `options` with one `[x]`. The right one earns all, a `[~]` half, a wrong one nothing.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::B405;
use crate::prose::list::{Item, List, Mark};

use super::options::{self, Choice, number};
use super::{Explained, Form, Grade, Kind, Partial, Parts, Response, Row, Shuffle, Verdict};

pub(super) const ROW: Row = Row { name: "single", called: "a single-choice question", telling: "options", others: &[], read };

#[derive(Debug)]
struct Single {
    options: Vec<Choice>,
}

fn read(parts: &Parts, found: &mut Vec<Diagnostic>) -> Option<Arc<dyn Kind>> {
    let options = options::read(parts, found)?;
    let items = parts.list("options").into_iter().flat_map(List::items);
    let right: Vec<&Item> = items.filter(|item| matches!(item.mark, Some((Mark::Right, _)))).collect();
    if let [first, second, ..] = right.as_slice() {
        let message = format!("a single-choice question has {} right answers", number(right.len()));
        let kind = parts.setting("kind").map(|kind| kind.value_at.clone());
        let mut complaint = Diagnostic::new(&B405, message, parts.place(&second.span), "a second one")
            .and(parts.place(&first.span), "a right answer")
            .help("delete `kind` to let learners mark both, or make one of them `[~]`");
        if let Some(kind) = kind {
            complaint = complaint.and(parts.place(&kind), "allows one");
        }
        found.push(complaint);
        return None;
    }
    Some(Arc::new(Single { options }))
}

impl Kind for Single {
    fn form(&self) -> Form<'_> {
        Form::ChooseOne { options: self.options.iter().map(|option| &option.words).collect() }
    }

    fn grade(&self, response: &Response, _: Partial) -> Grade {
        let Response::One(chosen) = response else { return Grade::NONE };
        match self.options.get(*chosen).map(|option| option.verdict) {
            Some(Verdict::Right) => Grade::FULL,
            Some(Verdict::Half) => Grade::HALF,
            Some(Verdict::Wrong) | None => Grade::NONE,
        }
    }

    fn explain(&self, response: &Response) -> Vec<Explained<'_>> {
        let chosen = |place| matches!(response, Response::One(one) if *one == place);
        self.options.iter().enumerate().map(|(place, option)| option.explained(chosen(place))).collect()
    }

    fn key(&self) -> Response {
        Response::One(self.options.iter().position(|option| option.verdict == Verdict::Right).unwrap_or(0))
    }

    fn shuffle(&self) -> Shuffle {
        Shuffle::IfWanted(self.options.len())
    }
}
