//! One of several, by its number or by its words.

use crate::language::Language;
use crate::prose::Words;
use crate::question::Response;

use super::{Answered, said, shown, typed};

/// Takes a line in.
pub(super) fn hear(line: &str, options: &[&Words], order: &[usize], say: Language) -> Answered {
    match typed::one(line, &said(options, order), say) {
        Ok(place) => shown(options.len(), order).nth(place).map_or(Answered::NotYet, |item| Answered::With(Response::One(item))),
        Err(why) => Answered::Because(why),
    }
}
