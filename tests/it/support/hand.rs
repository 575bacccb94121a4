//! Somebody who knows every answer and gives it in one way.

use bedside::course::Question;
use bedside::journey::Drawn;
use bedside::question::{Form, Play, Response};

use super::pty::Window;

/// What a draft is rewritten to.
pub(crate) const MENDED: &str = "New valves give people their hills back.";

/// The place at which an item is shown.
pub(crate) fn shown(drawn: &Drawn, item: usize) -> usize {
    drawn.order.iter().position(|shown| *shown == item).unwrap_or(item)
}

fn letter(place: usize) -> String {
    char::from(b'a' + u8::try_from(place).unwrap()).to_string()
}

/// Answers with what there is. Options that are still below would be shown first, once for all of them or more often.
fn gives(window: &mut Window) {
    window.presses("end enter");
}

/// Somebody who answers in one way.
pub(crate) trait Hand {
    fn answers(&self, window: &mut Window, question: &Question, drawn: &Drawn);
    fn goes_on(&self, window: &mut Window, sees: &str);
}

/// Somebody with a keyboard.
pub(crate) struct Keys;

impl Hand for Keys {
    fn answers(&self, window: &mut Window, question: &Question, drawn: &Drawn) {
        let letter_of = |item: usize| letter(shown(drawn, item));
        match question.kind.key() {
            Response::One(item) => {
                window.presses(&letter_of(item));
            }
            Response::Some(items) => {
                for item in items {
                    window.presses(&letter_of(item));
                }
                gives(window);
            }
            Response::Order(items) => {
                for item in items {
                    window.presses(&letter_of(item));
                }
                gives(window);
            }
            Response::Pairs(partners) => {
                for partner in partners {
                    window.presses(&letter_of(partner.unwrap())).presses("down");
                }
                gives(window);
            }
            Response::Bins(bins) => {
                for place in 0..bins.len() {
                    let item = drawn.order.get(place).copied().unwrap_or(place);
                    window.presses(&letter(bins[item].unwrap())).presses("down");
                }
                gives(window);
            }
            Response::Marks(phrases) => {
                for phrase in 0..=*phrases.last().unwrap() {
                    if phrases.contains(&phrase) {
                        window.presses("space");
                    }
                    window.presses("right");
                }
                gives(window);
            }
            Response::Written(words) => {
                window.types(&words).presses("enter");
            }
            Response::Rewritten { ticked, .. } => {
                // All that is there goes, word by word, from the end.
                window.presses("end").types(&"\x17".repeat(20)).types(MENDED).presses("tab enter").sees("The trainer's");
                for item in ticked {
                    window.presses(&letter(item));
                }
                gives(window);
            }
            Response::Played(choices) => {
                let Form::Play { story } = question.kind.form() else { panic!("a story") };
                let mut play = Play::begin(story);
                for choice in choices {
                    let place = play.choices().iter().position(|(number, _)| *number == choice).unwrap();
                    window.presses(&letter(place));
                    play.choose(choice);
                }
            }
        }
    }

    fn goes_on(&self, window: &mut Window, sees: &str) {
        window.waits("the reasons", |screen| screen.contains("go on")).presses("end enter").sees(sees);
    }
}
