//! Rewrite: a draft to mend, a model answer beside one's own, and a `rubric` to tick oneself. Counts only if `counts` says so.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{B404, B413};
use crate::prose::Words;

use super::{Explained, Form, Grade, Kind, Partial, Parts, Response, Row, Shuffle, Verdict};

pub(super) const ROW: Row =
    Row { name: "rewrite", called: "a rewriting question", telling: "rubric", others: &["draft", "sample", "counts"], read };

#[derive(Debug)]
struct Rewrite {
    draft: Words,
    sample: Words,
    rubric: Vec<(Words, Words)>,
    counts: bool,
}

fn read(parts: &Parts, found: &mut Vec<Diagnostic>) -> Option<Arc<dyn Kind>> {
    let setting = parts.setting("rubric")?;
    let list = parts.list("rubric")?;
    let rubric: Vec<_> = list.items().map(|item| (item.words.clone(), item.reply.clone())).collect();
    if rubric.is_empty() {
        if list.broken.is_empty() {
            found.push(
                Diagnostic::new(&B404, "the rubric is empty", parts.place(&setting.named_at), "nothing to look for")
                    .help("say what a good answer has: `- Nothing points to one patient.`"),
            );
        }
        return None;
    }
    let words = |name| parts.words(name).cloned().unwrap_or_default();
    let sample = words("sample");
    if sample.is_empty() && !parts.unread.contains(&"sample") {
        found.push(
            Diagnostic::new(
                &B413,
                "there is no model answer to compare with",
                parts.place(&setting.named_at),
                "the learner checks this alone",
            )
            .help("add `sample = \"…\"`; it is shown after the learner has written"),
        );
    }
    Some(Arc::new(Rewrite { draft: words("draft"), sample, rubric, counts: parts.flag("counts").unwrap_or(false) }))
}

impl Kind for Rewrite {
    fn form(&self) -> Form<'_> {
        Form::Tick { draft: &self.draft, sample: &self.sample, rubric: self.rubric.iter().map(|(words, _)| words).collect() }
    }

    fn grade(&self, response: &Response, _: Partial) -> Grade {
        let Response::Rewritten { text, ticked } = response else { return Grade::NONE };
        if text.trim().is_empty() {
            return Grade::NONE;
        }
        Grade::share_of((0..self.rubric.len()).map(|place| ticked.contains(&place)))
    }

    fn explain<'s>(&'s self, response: &Response) -> Vec<Explained<'s>> {
        let ticked = |place| matches!(response, Response::Rewritten { ticked, .. } if ticked.contains(&place));
        let explained = |(place, (words, reply)): (usize, &'s (Words, Words))| Explained {
            words: Cow::Borrowed(words),
            chosen: ticked(place),
            verdict: Verdict::Right,
            instead: None,
            reply: Cow::Borrowed(reply),
        };
        self.rubric.iter().enumerate().map(explained).collect()
    }

    fn key(&self) -> Response {
        let text = if self.sample.is_empty() { "written".to_owned() } else { self.sample.markdown().to_owned() };
        Response::Rewritten { text, ticked: (0..self.rubric.len()).collect() }
    }

    fn shuffle(&self) -> Shuffle {
        Shuffle::Never
    }

    fn counts(&self) -> bool {
        self.counts
    }
}
