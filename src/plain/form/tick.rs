//! A text to mend, then the trainer's own beside it and a list to tick.

use std::collections::BTreeSet;

use crate::language::Language;
use crate::plain::command::is;
use crate::plain::paper::Paper;
use crate::prose::Words;
use crate::question::Response;

use super::write::{Text, Typed};
use super::{Answered, list, typed};

/// The most letters a text may have.
const MOST: usize = 2000;

/// What is typed so far, and the whole text once it has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::plain) struct Draft {
    typed: Text,
    text: Option<String>,
}

/// Reads what is to be mended.
pub(super) fn lay(draft: &Words, paper: &mut Paper<'_>) {
    if !draft.is_empty() {
        paper.say(paper.language.tick_draft());
        paper.words_after("  ", draft);
    }
}

impl Draft {
    /// Goes on with what was typed before; the whole text where it had ended.
    pub(super) fn of(text: &str, has_ended: bool) -> Self {
        if has_ended { Self { text: Some(text.to_owned()), ..Self::default() } } else { Self { typed: Text::of(text), text: None } }
    }

    pub(super) fn so_far(&self) -> Response {
        match &self.text {
            None => Response::Written(self.typed.so_far(MOST)),
            Some(text) => Response::Rewritten { text: text.clone(), ticked: BTreeSet::new() },
        }
    }

    /// Says what was typed before, and once it had ended what there is to tick.
    pub(super) fn tell(&self, sample: &Words, rubric: &[&Words], paper: &mut Paper<'_>) {
        match &self.text {
            None => self.typed.tell(MOST, paper),
            Some(text) => compare(text, sample, rubric, paper),
        }
    }

    pub(super) const fn is_text(&self) -> bool {
        self.text.is_none()
    }

    pub(super) fn wants(&self, say: Language) -> &'static str {
        if self.is_text() { say.wants_version() } else { say.wants_ticks() }
    }

    pub(super) fn hear(&mut self, line: &str, sample: &Words, rubric: &[&Words], paper: &mut Paper<'_>) -> Answered {
        let Some(text) = &self.text else { return self.written(line, sample, rubric, paper) };
        let words: Vec<String> = rubric.iter().map(|words| words.plain()).collect();
        let say = paper.language;
        let places = if is(line, Language::command_none) { Ok(Vec::new()) } else { typed::several(line, &words, say) };
        match places {
            Ok(places) => Answered::With(Response::Rewritten { text: text.clone(), ticked: places.into_iter().collect() }),
            Err(why) => Answered::Because(say.tick_or_none(why)),
        }
    }

    fn written(&mut self, line: &str, sample: &Words, rubric: &[&Words], paper: &mut Paper<'_>) -> Answered {
        match self.typed.hear(line, MOST, paper.language) {
            Typed::On => Answered::NotYet,
            Typed::Because(why) => Answered::Because(why),
            Typed::Whole(text) if text.is_empty() => Answered::Because(paper.language.write_first().to_owned()),
            Typed::Whole(text) => {
                paper.begins();
                compare(&text, sample, rubric, paper);
                self.text = Some(text);
                paper.gap();
                paper.say(self.wants(paper.language));
                Answered::NotYet
            }
        }
    }
}

/// Says one's own text, the trainer's, and what there is to look for in one's own.
fn compare(text: &str, sample: &Words, rubric: &[&Words], paper: &mut Paper<'_>) {
    paper.say(&paper.language.tick_yours(text));
    if !sample.is_empty() {
        paper.gap();
        paper.say(paper.language.tick_trainers());
        paper.words_after("  ", sample);
    }
    paper.gap();
    paper.say(paper.language.tick_look());
    list(rubric, &[], paper);
}
