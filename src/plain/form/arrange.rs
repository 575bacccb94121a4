//! Steps to put in order, by a list of their numbers.

use std::collections::BTreeSet;

use crate::prose::Words;
use crate::question::Response;

use super::{Answered, said, shown, typed};

/// Takes a line in.
pub(super) fn hear(line: &str, steps: &[&Words], order: &[usize]) -> Answered {
    let places = match typed::several(line, &said(steps, order)) {
        Ok(places) => places,
        Err(why) => return Answered::Because(why),
    };
    let each: BTreeSet<usize> = places.iter().copied().collect();
    if each.len() < places.len() {
        return Answered::Because("A step stands there twice. Type each number once, first to last.".to_owned());
    }
    if each.len() < steps.len() {
        return Answered::Because(format!("Type all {} numbers on one line, first to last.", steps.len()));
    }
    Answered::With(Response::Order(places.into_iter().filter_map(|place| shown(steps.len(), order).nth(place)).collect()))
}
