//! Signs in the words of another language that are not those of the original at the same place. They are passed over, so that no key can
//! differ by language; where the items stand in another order, learners would be graded by the place.

use crate::course::read::{Section, opens};
use crate::diagnostic::Place;
use crate::prose::list::{Item, Mark};
use crate::question::{Part, Setting};

/// A sign and the one at the same place of the original, each with its place.
pub(super) type Pair = ((Place, String), (Place, String));

/// Returns the first sign that is written in both and says another thing, of items that are as many.
pub(super) fn first_other((section, setting): (&Section, &Setting), (base, other): (&Section, &Setting)) -> Option<Pair> {
    match (&setting.part, &other.part) {
        (Part::List(here), Part::List(there)) => {
            let (here, there) = here.items().zip(there.items()).find_map(|(here, there)| differ(sign(here)?, sign(there)?))?;
            Some(((section.parts.place(&here.1), here.0), (base.parts.place(&there.1), there.0)))
        }
        (Part::Words(here), Part::Words(there)) if setting.name == "mark" => {
            let (from, to) = (here.span.start, there.span.start);
            let (here, there) = (opens(here.markdown()), opens(there.markdown()));
            let ((here, square), (there, _)) = here.into_iter().zip(there).find(|((_, here), (_, there))| here != there)?;
            let signs = if square { ["`[[`", "`((`"] } else { ["`((`", "`[[`"] };
            let place = |section: &Section, at: usize| section.parts.place(&(at..at + 2));
            Some(((place(section, from + here), signs[0].to_owned()), (place(base, to + there), signs[1].to_owned())))
        }
        _ => None,
    }
}

type Sign = (String, std::ops::Range<usize>);

fn differ(here: Sign, there: Sign) -> Option<(Sign, Sign)> {
    (here.0 != there.0).then_some((here, there))
}

/// Returns the brackets of an option.
fn sign(item: &Item) -> Option<Sign> {
    let (mark, at) = item.mark.as_ref()?;
    let mark = match mark {
        Mark::Right => "`[x]`",
        Mark::Half => "`[~]`",
        Mark::Wrong => "`[ ]`",
    };
    Some((mark.to_owned(), at.clone()))
}
