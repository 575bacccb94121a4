//! The items of translated lists beside those that they translate. A learner is graded by the place of an item, so a list that was put into
//! another order while its translation stayed would make what is right wrong in that language.

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
    /// Whether an item stands beside other words than when it came to be, as the last release kept it, and those stand elsewhere in the list.
    pub(in crate::course) fn is_in_another_order(&self, before: &[Translated]) -> bool {
        let file = before.iter().find(|translated| translated.file == self.file);
        let entry = file.and_then(|file| file.items.iter().find_map(|entry| entry.strip_prefix(&*self.place)?.strip_prefix(' ')));
        let Some(entry) = entry else { return false };
        let known: Vec<(&str, &str)> = entry.split(' ').filter_map(|pair| pair.split_once(':')).collect();
        // Where the original stays as it was, a translation in another order is being put right.
        let now: Vec<&str> = self.pairs.iter().map(|[_, of]| &**of).filter(|of| known.iter().any(|(_, was)| was == of)).collect();
        let then: Vec<&str> = known.iter().map(|(_, was)| *was).filter(|was| now.contains(was)).collect();
        if now == then {
            return false;
        }
        self.pairs.iter().any(|[said, of]| {
            let mut was = known.iter().filter(|(item, _)| item == said).map(|(_, was)| *was).peekable();
            let is_elsewhere = |was: &str| self.pairs.iter().any(|[_, other]| other == was);
            was.peek().is_some() && was.all(|was| was != of && is_elsewhere(was))
        })
    }

    /// Returns what a release keeps of it.
    pub(super) fn kept(&self) -> String {
        self.pairs.iter().fold(self.place.clone(), |told, [said, of]| format!("{told} {said}:{of}"))
    }
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
