//! Steps to put in order, by a list of their numbers.

use std::collections::BTreeSet;

use crate::language::Language;
use crate::prose::Words;
use crate::question::Response;

use super::{Answered, said, shown, typed};

/// Takes a line in.
pub(super) fn hear(line: &str, steps: &[&Words], order: &[usize], say: Language) -> Answered {
    let places = match typed::several(line, &said(steps, order), say) {
        Ok(places) => places,
        Err(why) => return Answered::Because(why),
    };
    let each: BTreeSet<usize> = places.iter().copied().collect();
    if each.len() < places.len() {
        return Answered::Because(say.order_twice().to_owned());
    }
    if each.len() < steps.len() {
        return Answered::Because(say.order_all(steps.len()));
    }
    Answered::With(Response::Order(places.into_iter().filter_map(|place| shown(steps.len(), order).nth(place)).collect()))
}
