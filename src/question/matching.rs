//! Matching: `pairs`, a list of `left -> right`, and `extra`, right sides that match nothing. Earns the share matched.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B104, B404, B409};
use crate::prose::Words;

use super::options::same;
use super::{Explained, Form, Grade, Kind, Partial, Parts, Response, Row, Shuffle, Verdict};

pub(super) const ROW: Row = Row { name: "match", called: "a matching question", telling: "pairs", others: &["extra"], read };

#[derive(Debug)]
struct Matching {
    pairs: Vec<Pair>,
    extra: Vec<Words>,
}

#[derive(Debug)]
struct Pair {
    left: Words,
    right: Words,
    reply: Words,
}

fn read(parts: &Parts, found: &mut Vec<Diagnostic>) -> Option<Arc<dyn Kind>> {
    let setting = parts.setting("pairs")?;
    let list = parts.list("pairs")?;
    let before = found.len();
    let pairs: Vec<Pair> = list
        .items()
        .filter_map(|item| Some(Pair { left: item.words.clone(), right: item.target.clone()?, reply: item.reply.clone() }))
        .collect();
    if list.broken.is_empty() && pairs.len() < 3 {
        found.push(
            Diagnostic::new(&B404, "there are too few pairs to match", parts.place(&setting.named_at), "fewer than three pairs")
                .note(super::options::TOO_FEW)
                .help("add pairs until there are three to seven: `- left -> right`"),
        );
    }
    if pairs.len() > 7 {
        found.push(
            Diagnostic::new(&B104, "`pairs` holds three to seven pairs", parts.place(&setting.named_at), format!("{} pairs", pairs.len()))
                .help("make two questions of it"),
        );
    }
    for (place, pair) in pairs.iter().enumerate() {
        let Some(first) = pairs.iter().take(place).find(|first| same(&first.right, &pair.right)) else { continue };
        found.push(
            Diagnostic::new(&B409, "two pairs have the same right side", parts.place(&pair.right.span), "the same partner again")
                .and(parts.place(&first.right.span), format!("also the partner of `{}`", first.left.plain()))
                .help("make the partners different, or use `bins` to sort items into groups"),
        );
    }
    for (place, pair) in pairs.iter().enumerate() {
        let Some(first) = pairs.iter().take(place).find(|first| same(&first.left, &pair.left)) else { continue };
        found.push(
            Diagnostic::new(&B409, "two pairs have the same left side", parts.place(&pair.left.span), "the same words again")
                .and(parts.place(&first.left.span), format!("here the partner is `{}`", first.right.plain()))
                .help("tell them apart: nobody could know which of the two is meant"),
        );
    }
    let extra = parts.lines("extra").to_vec();
    for line in &extra {
        if let Some(pair) = pairs.iter().find(|pair| same(&pair.right, line)) {
            found.push(
                Diagnostic::new(
                    &B409,
                    "an extra right side is somebody's partner",
                    parts.place(&line.span),
                    "matches nothing, it says here",
                )
                .and(parts.place(&pair.right.span), format!("and here it is the partner of `{}`", pair.left.plain()))
                .help("change one of them"),
            );
        }
    }
    (found.len() == before && list.broken.is_empty()).then(|| Arc::new(Matching { pairs, extra }) as Arc<dyn Kind>)
}

impl Kind for Matching {
    fn form(&self) -> Form<'_> {
        Form::Pair {
            left: self.pairs.iter().map(|pair| &pair.left).collect(),
            right: self.pairs.iter().map(|pair| &pair.right).chain(&self.extra).collect(),
        }
    }

    fn grade(&self, response: &Response, _: Partial) -> Grade {
        let Response::Pairs(chosen) = response else { return Grade::NONE };
        Grade::share_of((0..self.pairs.len()).map(|place| chosen.get(place) == Some(&Some(place))))
    }

    fn explain<'s>(&'s self, response: &Response) -> Vec<Explained<'s>> {
        let chosen: &[Option<usize>] = if let Response::Pairs(chosen) = response { chosen } else { &[] };
        let explained = |(place, pair): (usize, &'s Pair)| {
            let right = chosen.get(place) == Some(&Some(place));
            Explained {
                words: Cow::Borrowed(&pair.left),
                chosen: chosen.get(place).is_some_and(Option::is_some),
                verdict: if right { Verdict::Right } else { Verdict::Wrong },
                instead: Some(Cow::Borrowed(&pair.right)),
                reply: Cow::Borrowed(&pair.reply),
            }
        };
        self.pairs.iter().enumerate().map(explained).collect()
    }

    fn key(&self) -> Response {
        Response::Pairs((0..self.pairs.len()).map(Some).collect())
    }

    fn shuffle(&self) -> Shuffle {
        Shuffle::Always(self.pairs.len() + self.extra.len())
    }
}
