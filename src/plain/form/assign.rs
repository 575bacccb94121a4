//! A partner or a bin for each: `1 b` gives number 1 what stands at the letter b.

use crate::language::Language;
use crate::plain::paper::Paper;
use crate::prose::Words;
use crate::question::Response;

use super::{Answered, said, shown, typed};

/// What is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::plain) enum Kind {
    /// Partners; they may come in another order.
    Pair,
    /// Bins; they stand as written, and what is sorted may come in another order.
    Sort,
}

/// What each has so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::plain) struct Draft {
    kind: Kind,
    given: Vec<Option<usize>>,
}

/// The items and the targets, each in the order shown.
struct Sides {
    items: Vec<usize>,
    targets: Vec<usize>,
}

impl Draft {
    pub(super) fn new(items: usize, kind: Kind) -> Self {
        Self { kind, given: vec![None; items] }
    }

    /// Goes on with what was given before, as far as it is still there.
    pub(super) fn with(mut self, given: &[Option<usize>], targets: usize) -> Self {
        for (put, given) in self.given.iter_mut().zip(given) {
            *put = given.filter(|target| *target < targets);
        }
        self
    }

    pub(super) fn so_far(&self) -> Option<Response> {
        self.given.iter().any(Option::is_some).then(|| self.response())
    }

    /// Says what was given before, and which numbers still need a letter.
    pub(super) fn tell(&self, items: &[&Words], targets: &[&Words], order: &[usize], paper: &mut Paper<'_>) {
        if self.so_far().is_none() {
            return;
        }
        let sides = self.sides(targets.len(), order);
        let (numbered, lettered) = (said(items, &sides.items), said(targets, &sides.targets));
        paper.gap();
        for (item, at) in sides.items.iter().enumerate() {
            let given = self.given.get(*at).copied().flatten();
            if let Some(target) = given.and_then(|given| sides.targets.iter().position(|target| *target == given)) {
                say_pair((item, &numbered), (target, &lettered), paper);
            }
        }
        let left = self.left(&sides, paper.language);
        paper.say(&left);
    }

    pub(super) fn wants(&self, say: Language) -> &'static str {
        match self.kind {
            Kind::Pair => say.wants_pairs(),
            Kind::Sort => say.wants_bins(),
        }
    }

    pub(super) fn lay(&self, items: &[&Words], targets: &[&Words], order: &[usize], paper: &mut Paper<'_>) {
        let sides = self.sides(targets.len(), order);
        for (place, item) in sides.items.iter().enumerate() {
            if let Some(words) = items.get(*item) {
                paper.words_after(&format!("{}. ", place + 1), words);
            }
        }
        paper.gap();
        paper.say(match self.kind {
            Kind::Pair => paper.language.assign_partners(),
            Kind::Sort => paper.language.assign_bins(),
        });
        for (place, target) in sides.targets.iter().enumerate() {
            if let Some(words) = targets.get(*target) {
                paper.words_after(&format!("{}. ", letter(place)), words);
            }
        }
    }

    pub(super) fn hear(&mut self, line: &str, items: &[&Words], targets: &[&Words], order: &[usize], paper: &mut Paper<'_>) -> Answered {
        let (say, sides) = (paper.language, self.sides(targets.len(), order));
        if line.trim().is_empty() {
            return self.submit(&sides, say);
        }
        let (numbered, lettered) = (said(items, &sides.items), said(targets, &sides.targets));
        let pairs = match pairs(line, &numbered, &lettered, say) {
            Ok(pairs) => pairs,
            Err(why) => return Answered::Because(why),
        };
        paper.gap();
        for (item, target) in pairs {
            let put = sides.items.get(item).and_then(|item| self.given.get_mut(*item));
            if let (Some(put), Some(chosen)) = (put, sides.targets.get(target)) {
                *put = Some(*chosen);
            }
            say_pair((item, &numbered), (target, &lettered), paper);
        }
        paper.say(&self.left(&sides, say));
        Answered::NotYet
    }

    fn submit(&self, sides: &Sides, say: Language) -> Answered {
        if self.given.iter().any(Option::is_none) {
            return Answered::Because(self.left(sides, say));
        }
        Answered::With(self.response())
    }

    fn response(&self) -> Response {
        match self.kind {
            Kind::Pair => Response::Pairs(self.given.clone()),
            Kind::Sort => Response::Bins(self.given.clone()),
        }
    }

    /// Says which numbers still need a letter.
    fn left(&self, sides: &Sides, say: Language) -> String {
        let open = |(_, item): &(usize, &usize)| self.given.get(**item).is_some_and(Option::is_none);
        let left: Vec<String> = sides.items.iter().enumerate().filter(open).map(|(place, _)| (place + 1).to_string()).collect();
        if left.is_empty() {
            return say.assign_done().to_owned();
        }
        say.assign_left(left.join(", "))
    }

    fn sides(&self, targets: usize, order: &[usize]) -> Sides {
        let items = self.given.len();
        match self.kind {
            Kind::Pair => Sides { items: (0..items).collect(), targets: shown(targets, order).collect() },
            Kind::Sort => Sides { items: shown(items, order).collect(), targets: (0..targets).collect() },
        }
    }
}

/// Says which letter a number has, each with its words.
fn say_pair((item, numbered): (usize, &[String]), (target, lettered): (usize, &[String]), paper: &mut Paper<'_>) {
    if let (Some(item_words), Some(target_words)) = (numbered.get(item), lettered.get(target)) {
        paper.say(&format!("{} {}: {item_words}: {target_words}", item + 1, letter(target)));
    }
}

/// Reads pairs that are parted by commas; those of a number and a letter may be parted by blanks or by a word for "and", too.
fn pairs(line: &str, items: &[String], targets: &[String], say: Language) -> Result<Vec<(usize, usize)>, String> {
    let mut read = Vec::new();
    for part in line.split([',', ';']).filter(|part| !part.trim().is_empty()) {
        match each(part) {
            Some(parts) => {
                for part in parts {
                    read.push(pair(&part, items, targets, say)?);
                }
            }
            None => read.push(pair(part, items, targets, say)?),
        }
    }
    Ok(read)
}

/// Returns each pair of `1 a 2b and 3-c`; `None` where anything else stands there, such as the words of a target.
fn each(part: &str) -> Option<Vec<String>> {
    let mut pairs = Vec::new();
    let mut rest = part.trim_start();
    while !rest.is_empty() {
        let (word, after) = rest.split_at_checked(rest.find(char::is_whitespace).unwrap_or(rest.len()))?;
        if typed::joins(word) {
            rest = after.trim_start();
            continue;
        }
        let digits = rest.find(|letter: char| !letter.is_ascii_digit()).filter(|digits| *digits > 0)?;
        let (number, after) = rest.split_at_checked(digits)?;
        let mut after = after.trim_start_matches(BETWEEN).chars();
        let target = after.next().filter(char::is_ascii_alphabetic)?;
        rest = after.as_str();
        if rest.starts_with(char::is_alphabetic) {
            return None;
        }
        pairs.push(format!("{number} {target}"));
        rest = rest.trim_start_matches(['.', ')']).trim_start();
    }
    (!pairs.is_empty()).then_some(pairs)
}

/// What may stand between a number and its letter.
const BETWEEN: [char; 7] = [' ', '=', ':', '.', '-', '>', '\t'];

/// Reads `1 b`, `1b`, or `1` and the words of the target.
fn pair(part: &str, items: &[String], targets: &[String], say: Language) -> Result<(usize, usize), String> {
    let part = part.trim();
    let end = part.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(part.len());
    let (number, target) = part.split_at_checked(end).unwrap_or((part, ""));
    let target = target.trim_matches(BETWEEN);
    if number.is_empty() || target.is_empty() {
        return Err(say.assign_pair().to_owned());
    }
    let item = typed::one(number, items, say)?;
    let lettered = (0..targets.len()).find(|place| letter(*place).to_string() == target.to_lowercase());
    let target = match lettered {
        Some(place) => place,
        None if target.chars().count() > 1 => typed::having(target, targets).ok_or_else(|| no_letter(targets.len(), say))?,
        None => return Err(no_letter(targets.len(), say)),
    };
    Ok((item, target))
}

fn no_letter(count: usize, say: Language) -> String {
    say.assign_no_letter(letter(count.saturating_sub(1)))
}

/// Returns the letter of a place; places after `z` are told by their words.
fn letter(place: usize) -> char {
    u8::try_from(place).ok().and_then(|place| b'a'.checked_add(place)).filter(u8::is_ascii_lowercase).map_or('*', char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_parted_by_blanks_commas_and_words_for_and() {
        let items = ["One", "Two", "Three"].map(String::from);
        let targets = ["Office", "Room 2 b", "Yard"].map(String::from);
        for line in [
            "1 a 2 b 3 c",
            "1a 2b 3c",
            "1 a y 2 b Y 3 c",
            "1 a, 2 b, and 3 c",
            "1a2b3c",
            "1=a & 2-b AND 3: c",
            "1 office, 2 room 2 b, 3 yard",
        ] {
            assert_eq!(pairs(line, &items, &targets, Language::English), Ok(vec![(0, 0), (1, 1), (2, 2)]), "{line}");
        }
        for line in ["1 z 2 b", "7 a 2 b", "1 a 2", "1 nobody"] {
            assert!(pairs(line, &items, &targets, Language::English).is_err(), "{line}");
        }
    }
}
