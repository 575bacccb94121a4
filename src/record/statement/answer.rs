//! An answer in the syntax of xAPI: what was asked, what may be chosen, what was chosen, what was right.

use std::collections::BTreeSet;

use crate::journey::Wording;
use crate::question::Response;

use super::parts::{ActivityKind, Component, Definition, Words, said};

/// Stands between the choices of a response.
const AND: &str = "[,]";
/// Stands between the two of a pair.
const WITH: &str = "[.]";

/// Returns what was asked in a language and how it is answered, with what was right where that is known.
pub(super) fn asked(response: &Response, key: Option<&Response>, wording: &Wording, language: &str) -> Definition {
    let right = key.filter(|key| can_be_listed(key)).and_then(written).into_iter().collect();
    let lists = |interaction: &str, choices, source, target| Definition {
        kind: ActivityKind::Question.address().to_owned(),
        name: Words::new(),
        description: said(&wording.ask, language),
        interaction_type: Some(interaction.to_owned()),
        correct_responses_pattern: right,
        choices,
        source,
        target,
    };
    let items = wording.items.as_slice();
    match response {
        Response::One(_) | Response::Some(_) => lists("choice", components("o", items, language), Vec::new(), Vec::new()),
        Response::Order(_) => lists("sequencing", components("o", items, language), Vec::new(), Vec::new()),
        // The words of a pairing are those on the left, then the partners; of a sorting, the bins, then what is sorted.
        Response::Pairs(pairs) => {
            let (left, partners) = items.split_at(pairs.len().min(items.len()));
            lists("matching", Vec::new(), components("s", left, language), components("t", partners, language))
        }
        Response::Bins(sorted) => {
            let (bins, things) = items.split_at(items.len().saturating_sub(sorted.len()));
            lists("matching", Vec::new(), components("s", things, language), components("t", bins, language))
        }
        Response::Written(_) => lists("fill-in", Vec::new(), Vec::new(), Vec::new()),
        Response::Rewritten { .. } => lists("long-fill-in", Vec::new(), Vec::new(), Vec::new()),
        Response::Marks(_) | Response::Played(_) => lists("other", Vec::new(), Vec::new(), Vec::new()),
    }
}

/// Returns what was answered. `None` for a text of the learner's own: it may tell of a patient and never leaves the machine.
pub(super) fn written(response: &Response) -> Option<String> {
    let all =
        |sign: &str, numbers: &mut dyn Iterator<Item = usize>| numbers.map(|n| format!("{sign}{}", n + 1)).collect::<Vec<_>>().join(AND);
    let set = |sign: &str, numbers: &BTreeSet<usize>| all(sign, &mut numbers.iter().copied());
    let pairs = |pairs: &[Option<usize>]| {
        let made = pairs.iter().enumerate().filter_map(|(left, right)| Some(format!("s{}{WITH}t{}", left + 1, (*right)? + 1)));
        made.collect::<Vec<_>>().join(AND)
    };
    match response {
        Response::One(option) => Some(all("o", &mut std::iter::once(*option))),
        Response::Some(options) => Some(set("o", options)),
        Response::Order(steps) => Some(all("o", &mut steps.iter().copied())),
        Response::Pairs(of) | Response::Bins(of) => Some(pairs(of)),
        Response::Marks(phrases) => Some(set("p", phrases)),
        Response::Played(choices) => Some(all("c", &mut choices.iter().copied())),
        Response::Written(words) => Some(words.clone()),
        Response::Rewritten { .. } => None,
    }
}

/// Whether the key says all that is right: one's own words can be right in more ways than a trainer lists.
const fn can_be_listed(key: &Response) -> bool {
    !matches!(key, Response::Written(_) | Response::Rewritten { .. } | Response::Played(_))
}

fn components(sign: &str, items: &[String], language: &str) -> Vec<Component> {
    let component = |(place, words): (usize, &String)| Component { id: format!("{sign}{}", place + 1), description: said(words, language) };
    items.iter().enumerate().map(component).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(items: &[&str]) -> Wording {
        Wording { ask: "Which?".to_owned(), items: items.iter().map(|item| (*item).to_owned()).collect() }
    }

    #[test]
    fn answers_are_written_as_the_standard_writes_them() {
        let said = |response: &Response| written(response);
        assert_eq!(said(&Response::Some([0, 2].into())).as_deref(), Some("o1[,]o3"));
        assert_eq!(said(&Response::Order(vec![1, 0])).as_deref(), Some("o2[,]o1"));
        assert_eq!(said(&Response::Pairs(vec![Some(1), None, Some(0)])).as_deref(), Some("s1[.]t2[,]s3[.]t1"));
        assert_eq!(said(&Response::Rewritten { text: "Mr. Smith".to_owned(), ticked: BTreeSet::new() }), None);
    }

    #[test]
    fn what_is_sorted_is_the_source_and_the_bins_are_the_target() {
        let sorted = asked(&Response::Bins(vec![Some(0), Some(1), None]), None, &wording(&["yes", "no", "a", "b", "c"]), "en");
        let ids = |components: &[Component]| components.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        assert_eq!(
            (ids(&sorted.source), ids(&sorted.target)),
            (vec!["s1".into(), "s2".into(), "s3".into()], vec!["t1".into(), "t2".into()])
        );
    }

    #[test]
    fn words_of_ones_own_have_no_list_of_right_answers() {
        let key = Response::Written("HIPAA".to_owned());
        assert!(asked(&Response::Written("hipaa".to_owned()), Some(&key), &wording(&[]), "en").correct_responses_pattern.is_empty());
    }
}
