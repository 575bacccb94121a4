//! Reads an answer again after the trainer has moved things about: items are told by their words, not by their places.

use std::collections::BTreeSet;

use crate::course::Question;
use crate::question::{Form, Response};

use super::Wording;

/// Returns the response with its numbers as the question counts its items today. An item whose words have changed is taken to stand
/// where it stood, as long as their number is the same; `None` when it cannot be told any more.
#[must_use]
pub fn followed(question: &Question, wording: &Wording, response: &Response) -> Option<Response> {
    let now: Vec<&str> = question.kind.wording().iter().map(|words| words.markdown()).collect();
    if now.iter().copied().eq(wording.items.iter().map(String::as_str)) {
        return Some(response.clone());
    }
    let follow = Follow { then: &wording.items, now: &now };
    let groups = question.kind.form();
    Some(match response {
        Response::One(place) => Response::One(follow.item(*place)?),
        Response::Some(places) => Response::Some(places.iter().map(|place| follow.item(*place)).collect::<Option<_>>()?),
        Response::Order(places) => Response::Order(places.iter().map(|place| follow.item(*place)).collect::<Option<_>>()?),
        // The places of the two sides stand one after the other in the wording.
        Response::Pairs(chosen) => match groups {
            Form::Pair { left, .. } if left.len() == chosen.len() => Response::Pairs(follow.placed(chosen, 0, chosen.len())?),
            _ => return None,
        },
        Response::Bins(chosen) => match groups {
            Form::Sort { bins, items } if items.len() == chosen.len() => Response::Bins(follow.placed(chosen, bins.len(), 0)?),
            _ => return None,
        },
        // Phrases, paths and words of one's own are read on their own text only.
        Response::Rewritten { .. } | Response::Written(_) => response.clone(),
        Response::Marks(_) | Response::Played(_) => return None,
    })
}

struct Follow<'a> {
    then: &'a [String],
    now: &'a [&'a str],
}

impl Follow<'_> {
    fn item(&self, place: usize) -> Option<usize> {
        let words = self.then.get(place)?;
        let found = self.now.iter().position(|now| now == words);
        found.or_else(|| {
            (self.then.len() == self.now.len() && !self.then.iter().any(|then| Some(&then.as_str()) == self.now.get(place)))
                .then_some(place)
        })
    }

    /// Follows both sides of a placement: who stands `from` on, and where they were put, `to` on.
    fn placed(&self, chosen: &[Option<usize>], from: usize, to: usize) -> Option<Vec<Option<usize>>> {
        let mut placed = vec![None; chosen.len()];
        let mut met = BTreeSet::new();
        for (place, put) in chosen.iter().enumerate() {
            let who = self.item(from + place)?.checked_sub(from)?;
            let put = match put {
                Some(put) => Some(self.item(to + put)?.checked_sub(to)?),
                None => None,
            };
            *placed.get_mut(who)? = put;
            met.insert(who);
        }
        (met.len() == chosen.len()).then_some(placed)
    }
}
