//! Categorise: `bins`, two to four `## Name` with what belongs below each. Earns the share placed.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B104, B410};
use crate::prose::Words;

use super::options::same;
use super::{Explained, Form, Grade, Kind, Partial, Parts, Response, Row, Shuffle, Verdict};

pub(super) const ROW: Row = Row { name: "sort", called: "a sorting question", telling: "bins", others: &[], read };

#[derive(Debug)]
struct Sort {
    bins: Vec<Words>,
    items: Vec<Item>,
}

#[derive(Debug)]
struct Item {
    words: Words,
    reply: Words,
    bin: usize,
}

/// What else is wrong with bins.
const ALSO: &str = "also: one bin only; the same item in two bins (both are shown)";

fn read(parts: &Parts, found: &mut Vec<Diagnostic>) -> Option<Arc<dyn Kind>> {
    let setting = parts.setting("bins")?;
    let list = parts.list("bins")?;
    let before = found.len();
    if list.groups.len() < 2 && list.broken.is_empty() {
        found.push(
            Diagnostic::new(&B410, "one bin is no choice", parts.place(&setting.named_at), "fewer than two bins")
                .help("open a second one with `## Name`")
                .note(ALSO),
        );
    }
    if list.groups.len() > 4 {
        let says = format!("{} bins", list.groups.len());
        found.push(
            Diagnostic::new(&B104, "`bins` holds two to four bins", parts.place(&setting.named_at), says)
                .help("join bins that belong together"),
        );
    }
    let mut items: Vec<Item> = Vec::new();
    let heading = |name: &Words| name.span.start.saturating_sub("## ".len())..name.span.end;
    for (bin, group) in list.groups.iter().enumerate() {
        let mut before = list.groups.iter().take(bin).filter_map(|group| group.name.as_ref());
        let first = group.name.as_ref().and_then(|name| Some((name, before.find(|first| same(first, name))?)));
        if let Some((name, first)) = first {
            found.push(
                Diagnostic::new(&B410, "two bins have the same name", parts.place(&heading(name)), "the same name again")
                    .and(parts.place(&heading(first)), "as here")
                    .help("join the two, or tell them apart")
                    .note(ALSO),
            );
        }
        if group.items.is_empty() {
            let place = group.name.as_ref().map_or_else(|| setting.named_at.clone(), heading);
            found.push(
                Diagnostic::new(&B410, "a bin is empty", parts.place(&place), "nothing belongs here")
                    .help("add an item, or delete the bin")
                    .note(ALSO),
            );
        }
        for item in &group.items {
            if let Some(first) = items.iter().find(|first| same(&first.words, &item.words)) {
                found.push(
                    Diagnostic::new(&B410, "the same item lies in two bins", parts.place(&item.words.span), "here again")
                        .and(parts.place(&first.words.span), "as here")
                        .help("delete one of them, or tell them apart")
                        .note(ALSO),
                );
            }
            items.push(Item { words: item.words.clone(), reply: item.reply.clone(), bin });
        }
    }
    let bins = list.groups.iter().filter_map(|group| group.name.clone()).collect();
    (found.len() == before && list.broken.is_empty()).then(|| Arc::new(Sort { bins, items }) as Arc<dyn Kind>)
}

impl Kind for Sort {
    fn form(&self) -> Form<'_> {
        Form::Sort { bins: self.bins.iter().collect(), items: self.items.iter().map(|item| &item.words).collect() }
    }

    fn grade(&self, response: &Response, _: Partial) -> Grade {
        let Response::Bins(chosen) = response else { return Grade::NONE };
        Grade::share_of(self.items.iter().enumerate().map(|(place, item)| chosen.get(place) == Some(&Some(item.bin))))
    }

    fn explain<'s>(&'s self, response: &Response) -> Vec<Explained<'s>> {
        let chosen: &[Option<usize>] = if let Response::Bins(chosen) = response { chosen } else { &[] };
        let explained = |(place, item): (usize, &'s Item)| Explained {
            words: Cow::Borrowed(&item.words),
            chosen: chosen.get(place).is_some_and(Option::is_some),
            verdict: if chosen.get(place) == Some(&Some(item.bin)) { Verdict::Right } else { Verdict::Wrong },
            instead: self.bins.get(item.bin).map(Cow::Borrowed),
            reply: Cow::Borrowed(&item.reply),
        };
        self.items.iter().enumerate().map(explained).collect()
    }

    fn key(&self) -> Response {
        Response::Bins(self.items.iter().map(|item| Some(item.bin)).collect())
    }

    fn shuffle(&self) -> Shuffle {
        Shuffle::Always(self.items.len())
    }
}
