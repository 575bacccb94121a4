//! Some of several, by their numbers on one line.

use crate::language::Language;
use crate::prose::Words;
use crate::question::Response;

use super::{Answered, said, shown, typed};

/// Takes a line in.
pub(super) fn hear(line: &str, options: &[&Words], order: &[usize], say: Language) -> Answered {
    match typed::several(line, &said(options, order), say) {
        Ok(places) => {
            let items = places.into_iter().filter_map(|place| shown(options.len(), order).nth(place));
            Answered::With(Response::Some(items.collect()))
        }
        Err(why) => Answered::Because(why),
    }
}
