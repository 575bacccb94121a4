//! A text to mend, then the trainer's own beside it and a list to tick.

use crate::plain::paper::Paper;
use crate::prose::Words;
use crate::question::Response;

use super::{Answered, list, typed, write};

/// The most letters a text may have.
const MOST: usize = 2000;

/// The lines typed so far, and the whole text once it has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::plain) struct Draft {
    lines: Vec<String>,
    text: Option<String>,
}

/// Reads what is to be mended.
pub(super) fn lay(draft: &Words, paper: &mut Paper<'_>) {
    if !draft.is_empty() {
        paper.say("The draft to mend:");
        paper.words_after("  ", draft);
    }
}

impl Draft {
    pub(super) const fn is_text(&self) -> bool {
        self.text.is_none()
    }

    pub(super) const fn wants(&self) -> &'static str {
        if self.is_text() {
            "Type your own version. End it with a line that holds only a full stop."
        } else {
            "Type the numbers of what yours does, such as 1 3, or none."
        }
    }

    pub(super) fn hear(&mut self, line: &str, sample: &Words, rubric: &[&Words], paper: &mut Paper<'_>) -> Answered {
        let Some(text) = &self.text else { return self.written(line, sample, rubric, paper) };
        let words: Vec<String> = rubric.iter().map(|words| words.plain()).collect();
        let places = if line.trim().eq_ignore_ascii_case("none") { Ok(Vec::new()) } else { typed::several(line, &words) };
        match places {
            Ok(places) => Answered::With(Response::Rewritten { text: text.clone(), ticked: places.into_iter().collect() }),
            Err(why) => Answered::Because(format!("{why} Or type none.")),
        }
    }

    fn written(&mut self, line: &str, sample: &Words, rubric: &[&Words], paper: &mut Paper<'_>) -> Answered {
        match write::ended(&mut self.lines, line, MOST) {
            None => Answered::NotYet,
            Some(text) if text.is_empty() => Answered::Because("Write something first, then a line with only a full stop.".to_owned()),
            Some(text) => {
                paper.begins();
                paper.say(&format!("Yours: {text}"));
                if !sample.is_empty() {
                    paper.gap();
                    paper.say("The trainer's:");
                    paper.words_after("  ", sample);
                }
                paper.gap();
                paper.say("What to look for in yours:");
                list(rubric, &[], paper);
                self.text = Some(text);
                paper.gap();
                paper.say(self.wants());
                Answered::NotYet
            }
        }
    }
}
