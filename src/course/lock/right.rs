//! What is right in a question, as a release keeps it: item by item, so that a corrected word and a list in another order are told from a
//! changed answer. Each entry is a sign and what it is about, and an entry of a new kind is passed over where an earlier program kept none.

use std::collections::{BTreeMap, BTreeSet};

use crate::prose::Words;
use crate::question::{Compare, Condition, Effect, Form, Kind, Response, Scene, Story, StoryChoice, Test, Turn, Verdict};

use super::super::compared::{short, spaced};
use super::super::read::Section;
use super::Released;

impl Released {
    /// Whether what was right is still right. Items in another order and items with corrected words are the same answer; a bin or a right
    /// side that was renamed is, too.
    #[must_use]
    pub fn keeps_answer(&self, new: &Self) -> bool {
        let (old, new) = compared(signs(&self.right), signs(&new.right));
        if let ([], [(sign, ACCEPTED)]) = (old.as_slice(), new.as_slice()) {
            return sign.starts_with('='); // an earlier program kept nothing of a short question that is included
        }
        let is_extra = |(sign, _): &(&str, &str)| *sign == EXTRA;
        let (spare, left_over) = (extras(&old), extras(&new));
        let (old, new): (Vec<_>, Vec<_>) =
            (old.into_iter().filter(|entry| !is_extra(entry)).collect(), new.into_iter().filter(|entry| !is_extra(entry)).collect());
        if old.len() != new.len() {
            return false;
        }
        // What is still there and matches nothing now, or matched nothing before, is no other name of the same.
        let renamed = |sign: &str, to: &str| {
            sign.len() > 3
                && !sign.starts_with(['=', CHOICE])
                && new.iter().all(|(other, _)| *other != sign)
                && old.iter().all(|(other, _)| *other != to)
                && !left_over.contains(&sign)
                && !spare.contains(&to)
        };
        let same = |was: &str, is: &str| was == is || renamed(was, is);
        // Several entries may be about one item: what a scene of a story asks stands beside where it leads, and two choices may have the same words.
        let (before, after) = (by_item(&old), by_item(&new));
        let mut left: Vec<&str> = Vec::new();
        // One old name has one new name, wherever it stands: else what was in one bin would be in two.
        let (mut named, mut called) = (BTreeMap::new(), BTreeMap::new());
        let mut is_one_name = |was, is| *named.entry(was).or_insert(is) == is && *called.entry(is).or_insert(was) == was;
        for (item, were) in &before {
            match after.get(item) {
                Some(are) if were.len() == are.len() && were.iter().zip(are).all(|(was, is)| same(was, is) && is_one_name(*was, *is)) => {}
                Some(_) => return false,
                None => left.extend(were),
            }
        }
        let come: Vec<&str> = after.iter().filter(|(item, _)| !before.contains_key(*item)).flat_map(|(_, are)| are).copied().collect();
        are_renamed(&left, &come, &named, same)
    }
}

/// Whether the items that came can be those that left, with corrected words: as many stand under each name, which is the one that the items with
/// unchanged words have given it. The names that those tell nothing of are paired as their numbers of items allow, since every such name may have
/// become every other.
fn are_renamed(left: &[&str], come: &[&str], named: &BTreeMap<&str, &str>, same: impl Fn(&str, &str) -> bool) -> bool {
    let (left, mut come) = (counted(left), counted(come));
    let mut free = Vec::new();
    for (was, count) in left {
        let is = named.get(was).copied().or_else(|| come.contains_key(was).then_some(was));
        match is {
            Some(is) if come.remove(is) == Some(count) => {}
            Some(_) => return false,
            None => free.push((count, was)),
        }
    }
    let taken: BTreeSet<&str> = named.values().copied().collect();
    let mut new: Vec<(usize, &str)> = come.into_iter().map(|(is, count)| (count, is)).collect();
    free.sort_unstable();
    new.sort_unstable();
    let is_new = |(one, was): &(usize, &str), (other, is): &(usize, &str)| one == other && same(was, is) && !taken.contains(is);
    free.len() == new.len() && free.iter().zip(&new).all(|(free, new)| is_new(free, new))
}

fn counted<'r>(signs: &[&'r str]) -> BTreeMap<&'r str, usize> {
    let mut found = BTreeMap::new();
    for sign in signs {
        *found.entry(*sign).or_default() += 1;
    }
    found
}

/// The sign of a right side that matches nothing.
pub(super) const EXTRA: &str = "+";

/// What the sign of a choice begins with, or of what a scene asks and changes.
const CHOICE: char = '>';

/// Returns the signs of each item, in order.
fn by_item<'r>(all: &[(&'r str, &'r str)]) -> BTreeMap<&'r str, Vec<&'r str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (sign, item) in all {
        found.entry(item).or_default().push(sign);
    }
    for signs in found.values_mut() {
        signs.sort_unstable();
    }
    found
}

/// Returns the right sides that match nothing.
fn extras<'r>(all: &[(&'r str, &'r str)]) -> Vec<&'r str> {
    all.iter().filter(|(sign, _)| *sign == EXTRA).map(|(_, side)| *side).collect()
}

type Entries<'r> = Vec<(&'r str, &'r str)>;

/// Returns what both tell. Of a story an earlier program kept where each choice of a scene leads, in their order, and nothing of their words:
/// that is passed over where both know the choices.
fn compared<'r>(mut old: Entries<'r>, mut new: Entries<'r>) -> (Entries<'r>, Entries<'r>) {
    let tells = |all: &Entries<'_>| all.iter().any(|(sign, _)| sign.starts_with(CHOICE));
    if tells(&old) && tells(&new) {
        for all in [&mut old, &mut new] {
            let with_choices: Vec<&str> = all.iter().filter_map(|(_, item)| item.split_once('/')).map(|(scene, _)| scene).collect();
            all.retain(|(sign, item)| !sign.starts_with('=') || !with_choices.contains(item));
        }
    } else {
        for all in [&mut old, &mut new] {
            all.retain(|(sign, _)| !sign.starts_with(CHOICE));
        }
    }
    (old, new)
}

pub(super) fn signs(right: &[String]) -> Vec<(&str, &str)> {
    right.iter().map(|entry| entry.split_once(' ').unwrap_or((entry, ""))).collect()
}

/// What is right, item by item.
pub(super) fn of(kind: &dyn Kind) -> Vec<String> {
    let entry = |sign: &str, words: &Words| format!("{sign} {}", short(&spaced(words.markdown())));
    let side = |side: Option<&&Words>| side.map_or_else(|| "-".to_owned(), |words| short(&spaced(words.markdown())));
    match (kind.form(), kind.key()) {
        (Form::ChooseOne { .. } | Form::ChooseSome { .. } | Form::Mark { .. }, key) => {
            kind.explain(&key).iter().map(|item| entry(sign(item.verdict), &item.words)).collect()
        }
        (Form::Arrange { steps }, _) => steps.iter().enumerate().map(|(place, step)| entry(&(place + 1).to_string(), step)).collect(),
        (Form::Pair { left, right }, Response::Pairs(pairs)) => {
            let extra = right.iter().enumerate().filter(|(at, _)| !pairs.contains(&Some(*at))).map(|(_, words)| entry(EXTRA, words));
            let matched = left.iter().zip(&pairs).map(|(words, partner)| entry(&side(partner.and_then(|at| right.get(at))), words));
            matched.chain(extra).collect()
        }
        (Form::Sort { bins, items }, Response::Bins(chosen)) => {
            items.iter().zip(chosen).map(|(words, bin)| entry(&side(bin.and_then(|at| bins.get(at))), words)).collect()
        }
        (Form::Play { story }, _) => {
            let turn = |turn: &Turn| match turn {
                Turn::Ending(score) => format!("={}", score.0),
                Turn::Choices(choices) => {
                    let ways: Vec<String> = choices.iter().map(|choice| choice.to.to_string()).collect();
                    format!("={}", short(&ways.join(" ")))
                }
            };
            let turns = story.scenes.iter().map(|scene| format!("{} {}", turn(&scene.turn), scene.id));
            turns.chain(story.scenes.iter().flat_map(|scene| choices(story, scene))).collect()
        }
        _ => Vec::new(),
    }
}

/// Where each choice of a scene leads and what it asks and changes, by its words; and what the scene itself asks and changes.
fn choices(story: &Story, scene: &Scene) -> Vec<String> {
    let called = |place: usize| story.scenes.get(place).map(|scene| scene.id.to_string()).unwrap_or_default();
    let sign = |to: &str, when: &Condition, effects: &[Effect]| {
        format!("{CHOICE}{}", short(&format!("{} {to}{}", scene.id, ruled(when, effects))))
    };
    let mut all = Vec::new();
    if !scene.when.0.is_empty() || !scene.effects.is_empty() {
        let otherwise = scene.otherwise.map(called).unwrap_or_default();
        all.push(format!("{} {}", sign(&otherwise, &scene.when, &scene.effects), scene.id));
    }
    if let Turn::Choices(choices) = &scene.turn {
        let entry = |choice: &StoryChoice| {
            let words = short(&spaced(choice.words.markdown()));
            format!("{} {}/{words}", sign(&called(choice.to), &choice.when, &choice.effects), scene.id)
        };
        all.extend(choices.iter().map(entry));
    }
    all
}

/// What is asked of a story's states, and what is changed, in words that stay the same from release to release.
fn ruled(when: &Condition, effects: &[Effect]) -> String {
    let asks = when.0.iter().map(|Test { state, compare, with }| {
        let sign = match compare {
            Compare::Equal => "=",
            Compare::AtLeast => ">=",
            Compare::AtMost => "<=",
            Compare::Above => ">",
            Compare::Below => "<",
        };
        format!("; when {state} {sign} {with}")
    });
    let changes = effects.iter().map(|effect| match effect {
        Effect::Set(state, value) => format!("; set {state} {value}"),
        Effect::Add(state, more) => format!("; add {state} {more}"),
    });
    asks.chain(changes).collect()
}

/// What stands behind the sign of a short answer, in the place of an item's words.
const ACCEPTED: &str = "accept";

/// The words of a short answer are the answer.
pub(super) fn written_answer(section: &Section) -> Vec<String> {
    let lines =
        |name: &str, sign: &str| section.lines(name).iter().map(|line| format!("={sign} {}", short(&spaced(line)))).collect::<Vec<_>>();
    let mut all = lines("accept", "x");
    all.extend(lines("near", "~"));
    all.sort_unstable();
    vec![format!("={} {ACCEPTED}", short(&all.concat()))]
}

const fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "x",
        Verdict::Half => "~",
        Verdict::Wrong => "o",
    }
}

#[cfg(test)]
mod tests {
    use crate::course::Digest;
    use crate::course::lock::Noun;

    use super::*;

    fn entry(right: &[&str]) -> Released {
        let right = right.iter().map(|&sign| sign.to_owned()).collect();
        let words = Digest::of(b"");
        Released { id: "q".into(), kind: Noun::Question, file: String::new(), rev: 1, retired: false, words, right, pages: Vec::new() }
    }

    #[test]
    fn another_order_and_corrected_words_are_the_same_answer() {
        let old = entry(&["x aaaa", "o bbbb", "o cccc"]);
        assert!(old.keeps_answer(&entry(&["o cccc", "x aaaa", "o bbbb"])));
        assert!(old.keeps_answer(&entry(&["x dddd", "o bbbb", "o cccc"])));
    }

    #[test]
    fn another_mark_or_another_item_is_another_answer() {
        let old = entry(&["x aaaa", "o bbbb"]);
        assert!(!old.keeps_answer(&entry(&["o aaaa", "x bbbb"])));
        assert!(!old.keeps_answer(&entry(&["~ aaaa", "o bbbb"])));
        assert!(!old.keeps_answer(&entry(&["x aaaa", "o bbbb", "o cccc"])));
    }

    #[test]
    fn a_right_side_that_changes_places_with_one_that_matches_nothing_is_another_answer() {
        let (old, swapped) = (entry(&["relations complaint", "+ press"]), entry(&["press complaint", "+ relations"]));
        assert!(!old.keeps_answer(&swapped));
        // An earlier program kept nothing of what matches nothing.
        assert!(!entry(&["relations complaint"]).keeps_answer(&swapped));
        assert!(entry(&["relations complaint"]).keeps_answer(&old));
        // A name that is nowhere else is the same side under another name.
        assert!(
            old.keeps_answer(&entry(&["office complaint", "+ press"])) && old.keeps_answer(&entry(&["relations complaint", "+ papers"]))
        );
    }

    #[test]
    fn of_a_story_the_words_tell_where_a_choice_leads_and_not_the_order() {
        let old = entry(&["=0123456789ab one", "=100 seen", "=0 stopped", ">aaa one/step", ">bbb one/wave"]);
        let exchanged = entry(&["=0123456789ab one", "=100 seen", "=0 stopped", ">bbb one/step", ">aaa one/wave"]);
        let reordered = entry(&["=ba9876543210 one", "=100 seen", "=0 stopped", ">bbb one/wave", ">aaa one/step"]);
        let reworded = entry(&["=0123456789ab one", "=100 seen", "=0 stopped", ">aaa one/step", ">bbb one/waves"]);
        let other_score = entry(&["=0123456789ab one", "=50 seen", "=0 stopped", ">aaa one/step", ">bbb one/wave"]);
        assert!(old.keeps_answer(&old) && old.keeps_answer(&reordered) && old.keeps_answer(&reworded));
        assert!(!old.keeps_answer(&exchanged) && !old.keeps_answer(&other_score));
        // What an earlier program kept is compared by the order, as it did.
        let earlier = entry(&["=0123456789ab one", "=100 seen", "=0 stopped"]);
        assert!(earlier.keeps_answer(&old) && !earlier.keeps_answer(&reordered) && !earlier.keeps_answer(&other_score));
    }

    #[test]
    fn what_a_scene_asks_and_two_choices_of_the_same_words_are_compared_each_with_its_own() {
        let old = entry(&["=100 seen", "=0 stopped", ">rule seen", ">aaa one/step", ">bbb one/step"]);
        assert!(old.keeps_answer(&old));
        assert!(old.keeps_answer(&entry(&[">bbb one/step", ">rule seen", "=100 seen", "=0 stopped", ">aaa one/step"])));
        assert!(!old.keeps_answer(&entry(&["=100 seen", "=0 stopped", ">other seen", ">aaa one/step", ">bbb one/step"])));
        assert!(!old.keeps_answer(&entry(&["=100 seen", "=0 stopped", ">rule seen", ">aaa one/step", ">ccc one/step"])));
        assert!(!old.keeps_answer(&entry(&["=100 seen", "=0 stopped", ">rule seen", ">aaa one/step", ">aaa one/step"])));
    }

    #[test]
    fn a_renamed_bin_is_the_same_answer_and_another_bin_is_not() {
        let old = entry(&["post1 a", "fix11 b"]);
        assert!(old.keeps_answer(&entry(&["post2 a", "fix11 b"])));
        assert!(!old.keeps_answer(&entry(&["fix11 a", "fix11 b"])));
        // Both bins have another name, and two items have changed places.
        let (four, renamed) = (entry(&["post1 a", "post1 b", "fix11 c", "fix11 d"]), entry(&["post2 a", "post2 b", "mend2 c", "mend2 d"]));
        assert!(four.keeps_answer(&renamed));
        assert!(!four.keeps_answer(&entry(&["post2 a", "mend2 b", "post2 c", "mend2 d"])));
        assert!(!four.keeps_answer(&entry(&["post2 a", "post2 b", "post2 c", "post2 d"])));
        // Both bins have another name, and an item with a corrected word has changed places.
        let three = entry(&["good1 salt", "good1 rash", "care1 dose"]);
        assert!(!three.keeps_answer(&entry(&["good2 salt", "care2 rashes", "care2 dose"])));
        assert!(three.keeps_answer(&entry(&["good2 salt", "good2 rashes", "care2 dose"])));
        // Each of several that left is known by its bin, whatever the order of the names.
        let six = entry(&["aaaa1 a", "aaaa1 b", "bbbb1 c", "bbbb1 d", "cccc1 e", "cccc1 f"]);
        assert!(six.keeps_answer(&entry(&["zzzz2 a", "zzzz2 bb", "yyyy2 c", "yyyy2 dd", "xxxx2 e", "xxxx2 ff"])));
        assert!(!six.keeps_answer(&entry(&["zzzz2 a", "yyyy2 bb", "yyyy2 c", "yyyy2 dd", "xxxx2 e", "xxxx2 ff"])));
        // Where no item stayed as it was, as many stand together as did.
        assert!(three.keeps_answer(&entry(&["good2 salts", "good2 rashes", "care2 doses"])));
        assert!(three.keeps_answer(&entry(&["zood2 salts", "zood2 rashes", "care2 doses"])));
        assert!(!three.keeps_answer(&entry(&["good2 salts", "aare2 rashes", "care2 doses"])));
        assert!(
            !entry(&["good1 a", "good1 b", "care1 c", "care1 d"]).keeps_answer(&entry(&["good2 aa", "good2 bb", "good2 cc", "care2 dd"]))
        );
        assert!(!entry(&["=1234 accept"]).keeps_answer(&entry(&["=5678 accept"])));
        assert!(entry(&[]).keeps_answer(&entry(&["=5678 accept"])) && !entry(&["=5678 accept"]).keeps_answer(&entry(&[])));
    }
}
