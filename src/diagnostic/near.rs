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
        let distance = distance(&wanted, &bare(candidate));
        if distance > most {
            continue;
        }
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

fn bare(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect();
    if letters.len() > 3 && letters.last() == Some(&'s') {
        letters.pop();
    }
    letters
}

/// Returns how many letters must be put in, left out, changed, or swapped with their neighbour (optimal string alignment).
#[must_use]
pub fn distance(a: &[char], b: &[char]) -> usize {
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
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found_and_a_tie_is_not() {
        assert_eq!(nearest("titel", ["title", "teaches"]), Some("title"));
        assert_eq!(nearest("Sources", ["source", "summary"]), Some("source"));
        assert_eq!(nearest("stoped", ["stopped", "seen", "door"]), Some("stopped"));
        assert_eq!(nearest("cat", ["bat", "rat"]), None);
        assert_eq!(nearest("xyz", ["title"]), None);
    }
}
