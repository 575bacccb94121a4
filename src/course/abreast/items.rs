//! The items of translated lists beside those that they translate. A learner is graded by the place of an item, so a list that was put into
//! another order while its translation stayed would make what is right wrong in that language.

use std::collections::{BTreeMap, BTreeSet};

use crate::course::compared::{short, spaced};
use crate::course::read::{Draft, Section};
use crate::course::setting::Site;
use crate::diagnostic::Place;
use crate::prose::list::{Item, List};
use crate::question::{Part, Setting};

use super::{Translated, base_of, scene_of};

/// A list in another language, item by item.
pub(in crate::course) struct Listed {
    /// The file of the translation.
    pub(in crate::course) file: String,
    /// The question, its scene, and the setting.
    pub(in crate::course) place: String,
    /// A digest of each item's words, and a digest of those at the same place of the original.
    pub(in crate::course) pairs: Vec<[String; 2]>,
    /// Where the list stands, and where that which it translates.
    pub(in crate::course) at: (Place, Place),
}

impl Listed {
    /// Whether an item stands beside other words than when it came to be, as the last release kept it, while those stand elsewhere in the list;
    /// and which of the two was moved. What nobody can tell is laid at the original's door: there it is an error.
    pub(in crate::course) fn moved(&self, before: &[Translated]) -> Option<Moved> {
        let file = before.iter().find(|translated| translated.file == self.file)?;
        let entry = file.items.iter().find_map(|entry| entry.strip_prefix(&*self.place)?.strip_prefix(' '))?;
        let known: Vec<(&str, &str)> = entry.split(' ').filter_map(|pair| pair.split_once(':')).collect();
        let now: Vec<(&str, &str)> = self.pairs.iter().map(|[said, of]| (&**said, &**of)).collect();
        if known == now {
            return None;
        }
        let mut partners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (said, of) in &known {
            partners.entry(said).or_default().push(of);
        }
        let words = Order::new(known.iter().map(|(said, _)| *said), now.iter().map(|(said, _)| *said));
        let originals = Order::new(known.iter().map(|(_, of)| *of), now.iter().map(|(_, of)| *of));
        let mut moved = None;
        for (said, of) in &now {
            let were = partners.get(said).map(Vec::as_slice).unwrap_or_default();
            let is_elsewhere = |was: &&str| was != of && originals.now.contains_key(was);
            let Some(was) = were.first().filter(|_| were.iter().all(is_elsewhere)) else { continue };
            // Among what stayed in either list its place in the row tells; where one beside it was reworded, its place in the list must.
            if originals.changed_row(was) || (!words.changed_row(said) && originals.changed_place(was)) {
                return Some(Moved::Original);
            }
            moved = Some(Moved::Translation);
        }
        moved
    }

    /// Returns what a release keeps of it.
    pub(super) fn kept(&self) -> String {
        self.pairs.iter().fold(self.place.clone(), |told, [said, of]| format!("{told} {said}:{of}"))
    }
}

/// Which list was put into another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::course) enum Moved {
    /// The original, while its translation stayed: the translation is wrong now.
    Original,
    /// The translation alone: somebody put it right, or wrong.
    Translation,
}

/// Where words stood in a list and where they stand now: the place in the list, and that among the words which were there before and are now.
struct Order<'w> {
    then: BTreeMap<&'w str, (usize, usize)>,
    now: BTreeMap<&'w str, (usize, usize)>,
}

impl<'w> Order<'w> {
    fn new(then: impl Iterator<Item = &'w str> + Clone, now: impl Iterator<Item = &'w str> + Clone) -> Self {
        Self { then: places(then.clone(), now.clone()), now: places(now, then) }
    }

    fn changed_place(&self, word: &str) -> bool {
        self.then.get(word).map(|(place, _)| place) != self.now.get(word).map(|(place, _)| place)
    }

    fn changed_row(&self, word: &str) -> bool {
        self.then.get(word).map(|(_, row)| row) != self.now.get(word).map(|(_, row)| row)
    }
}

fn places<'w>(words: impl Iterator<Item = &'w str>, others: impl Iterator<Item = &'w str>) -> BTreeMap<&'w str, (usize, usize)> {
    let others: BTreeSet<&str> = others.collect();
    let (mut found, mut row) = (BTreeMap::new(), 0);
    for (place, word) in words.enumerate() {
        found.entry(word).or_insert((place, row));
        row += usize::from(others.contains(word));
    }
    found
}

/// Returns the lists of all questions that are translated item by item.
pub(in crate::course) fn listed(draft: &Draft) -> Vec<Listed> {
    let mut all = Vec::new();
    for sheet in &draft.translations {
        let Some(base) = base_of(draft, &sheet.file).filter(|base| !base.top.flag("draft")) else { continue };
        for section in sheet.top.sections.iter().filter(|section| section.site == Site::Question) {
            let id = section.line("id");
            let Some(other) = base.top.sections.iter().find(|other| !id.is_empty() && other.line("id") == id) else { continue };
            add(&sheet.file, &id, section, other, &mut all);
            for scene in &section.sections {
                if let Some(other) = scene_of(other, scene) {
                    add(&sheet.file, &format!("{id}/{}", scene.line("id")), scene, other, &mut all);
                }
            }
        }
    }
    all
}

fn add(file: &str, place: &str, here: &Section, there: &Section, all: &mut Vec<Listed>) {
    for (setting, said) in here.parts.settings.iter().filter_map(|setting| Some((setting, list(setting)?))) {
        let Some((other, of)) = there.parts.setting(setting.name).and_then(|other| Some((other, list(other)?))) else { continue };
        if said.items().count() != of.items().count() {
            continue; // it is not shown, and that is told
        }
        let pairs = said.items().zip(of.items()).map(|(said, of)| [said, of].map(digest)).collect();
        let at = (here.parts.place(&setting.named_at), there.parts.place(&other.named_at));
        all.push(Listed { file: file.to_owned(), place: format!("{place} {}", setting.name), pairs, at });
    }
}

const fn list(setting: &Setting) -> Option<&List> {
    if let Part::List(list) = &setting.part { Some(list) } else { None }
}

fn digest(item: &Item) -> String {
    let target = item.target.as_ref().map(|target| spaced(target.markdown())).unwrap_or_default();
    short(&format!("{}\n{target}", spaced(item.words.markdown())))
}
