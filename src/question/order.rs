//! Ordering: `order`, a list in the right order. Earns `2 × (share of pairs in order) − 1`, not below 0, so that a lucky half earns
//! nothing (Kendall's tau, without its negative side).

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B404, B412};
use crate::prose::Words;

use super::options::{number, same};
use super::{Explained, Form, Grade, Kind, Partial, Parts, Response, Row, Shuffle, Verdict};

pub(super) const ROW: Row = Row { name: "order", called: "an ordering question", telling: "order", others: &[], read };

#[derive(Debug)]
struct Order {
    steps: Vec<(Words, Words)>,
}

fn read(parts: &Parts, found: &mut Vec<Diagnostic>) -> Option<Arc<dyn Kind>> {
    let setting = parts.setting("order")?;
    let list = parts.list("order")?;
    let items: Vec<_> = list.items().collect();
    let before = found.len();
    if list.broken.is_empty() && items.len() < 3 {
        let message = format!("{} to put in order {} no question", steps(items.len()), if items.len() == 1 { "is" } else { "are" });
        found.push(
            Diagnostic::new(&B404, message, parts.place(&setting.named_at), "fewer than three steps")
                .help("add steps until there are three to seven; two steps are a true-or-false question")
                .note(super::options::TOO_FEW),
        );
    }
    if items.len() > 7 {
        found.push(
            Diagnostic::new(
                &crate::diagnostic::code::B104,
                "`order` holds three to seven steps",
                parts.place(&setting.named_at),
                format!("{} steps", items.len()),
            )
            .help("join steps that belong together, or make two questions of it"),
        );
    }
    for (place, item) in items.iter().enumerate() {
        if let Some(first) = items.iter().take(place).find(|first| same(&first.words, &item.words)) {
            found.push(
                Diagnostic::new(
                    &B412,
                    "two steps are the same, so their order cannot be scored",
                    parts.place(&step(&item.words)),
                    "the same step",
                )
                .and(parts.place(&step(&first.words)), "as here")
                .help("merge them or tell them apart"),
            );
        }
    }
    let steps = items.iter().map(|item| (item.words.clone(), item.reply.clone())).collect();
    (found.len() == before && list.broken.is_empty()).then(|| Arc::new(Order { steps }) as Arc<dyn Kind>)
}

/// Returns where a step stands, without the end mark that makes no difference.
fn step(words: &Words) -> std::ops::Range<usize> {
    words.span.start..words.span.end - (words.markdown().len() - words.markdown().trim_end_matches(['.', '!', ';']).len())
}

fn steps(count: usize) -> String {
    if count == 1 { "one step".to_owned() } else { format!("{} steps", number(count)) }
}

impl Kind for Order {
    fn form(&self) -> Form<'_> {
        Form::Arrange { steps: self.steps.iter().map(|(words, _)| words).collect() }
    }

    fn grade(&self, response: &Response, _: Partial) -> Grade {
        let Response::Order(order) = response else { return Grade::NONE };
        let count = self.steps.len();
        let mut once = order.clone();
        once.sort_unstable();
        once.dedup();
        if once.len() != count || order.len() != count || once.last().is_some_and(|last| *last >= count) {
            return Grade::NONE;
        }
        let mut right = 0;
        let mut pairs = 0;
        for (place, earlier) in order.iter().enumerate() {
            for later in order.iter().skip(place + 1) {
                pairs += 1;
                right += u32::from(earlier < later);
            }
        }
        // 2 × right/pairs − 1 = right/pairs − wrong/pairs.
        Grade::balanced(right, pairs, pairs - right, pairs)
    }

    fn explain<'s>(&'s self, response: &Response) -> Vec<Explained<'s>> {
        let chosen: &[usize] = if let Response::Order(order) = response { order } else { &[] };
        let explained = |(place, (words, reply)): (usize, &'s (Words, Words))| {
            let put = chosen.iter().position(|step| *step == place);
            let right = put == Some(place);
            Explained {
                words: Cow::Borrowed(words),
                chosen: put.is_some(),
                verdict: if right { Verdict::Right } else { Verdict::Wrong },
                instead: (!right).then(|| Cow::Owned(Words::ours(&format!("step {}", place + 1)))),
                reply: Cow::Borrowed(reply),
            }
        };
        self.steps.iter().enumerate().map(explained).collect()
    }

    fn key(&self) -> Response {
        Response::Order((0..self.steps.len()).collect())
    }

    fn shuffle(&self) -> Shuffle {
        Shuffle::Always(self.steps.len())
    }
}
