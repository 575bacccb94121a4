//! "Did you mean": the one valid word nearest to a misspelt one.

/// Returns the candidate nearest to `written`: Damerau-Levenshtein distance at most `max(1, length / 3)`, capitals, hyphens,
/// underscores and a plural `s` left aside. `None` when none is near, or two are equally near.
#[must_use]
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = bare(written);
    let most = (written.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for candidate in candidates {
        let Some(distance) = within(&wanted, &bare(candidate), most) else { continue };
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, kept)) if distance == least && kept != candidate => tied = true,
            _ => {
                best = Some((distance, candidate));
                tied = false;
            }
        }
    }
    best.filter(|_| !tied).map(|(_, candidate)| candidate)
}

/// Whether a word is one slip away from what was meant: near enough to be put in its place without asking.
#[must_use]
pub fn is_one_slip(written: &str, meant: &str) -> bool {
    within(&bare(written), &bare(meant), 1).is_some()
}

fn bare(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect();
    if letters.len() > 3 && letters.last() == Some(&'s') {
        letters.pop();
    }
    letters
}

/// Returns how many letters must be put in, left out, changed, or swapped with their neighbour (optimal string alignment), if that is at
/// most `most`. Words that begin differently cost a few letters to tell apart, not their whole length.
#[must_use]
pub fn within(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..).unwrap_or(&[]), b.get(same..).unwrap_or(&[]));
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - same).unwrap_or(&[]), b.get(..b.len() - same).unwrap_or(&[]));
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut least = (at(&above, j + 1) + 1).min(at(&row, j) + 1).min(at(&above, j) + usize::from(x != y));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
        }
        // A swap reaches back two rows, and no further.
        if row.iter().chain(&above).all(|slips| *slips > most) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|slips| *slips <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_up_to_a_limit() {
        let slips = |one: &str, other: &str, most| {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            within(&letters(one), &letters(other), most)
        };
        assert_eq!(slips("office", "officer", 2), Some(1));
        assert_eq!(slips("form", "from", 2), Some(1));
        assert_eq!(slips("abcdef", "badcfe", 3), Some(3));
        assert_eq!(slips("abcdef", "badcfe", 2), None);
        assert_eq!(slips("", "abc", 3), Some(3));
        assert_eq!(slips("a long text", "another one", 2), None);
    }

    #[test]
    fn the_nearest_word_is_found_and_a_tie_is_not() {
        assert_eq!(nearest("titel", ["title", "teaches"]), Some("title"));
        assert_eq!(nearest("Sources", ["source", "summary"]), Some("source"));
        assert_eq!(nearest("stoped", ["stopped", "seen", "door"]), Some("stopped"));
        assert_eq!(nearest("cat", ["bat", "rat"]), None);
        assert_eq!(nearest("xyz", ["title"]), None);
    }
}
