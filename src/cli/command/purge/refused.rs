//! What was refused and names a person of whom nothing else is kept: the file of somebody who was erased comes again, and is refused by its name.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use crate::cli::{Answer, Failure, counted};
use crate::record::Records;
use crate::record::proven::ERASE;
use crate::record::roster::likeness;

use super::Asked;

/// Takes out what was refused and names this staff id, or this learner's id. The answer is no where nothing does.
pub(super) fn forget(records: &mut dyn Records, typed: &str, asked: &Asked, out: &mut dyn Write) -> Result<Answer, Failure> {
    let plain = likeness::staff_id(typed).unwrap_or_default();
    let mut about = Vec::new();
    records.each_refusal(&mut |(batch, refusal)| {
        let file = Path::new(&refusal.source).file_name().unwrap_or_default().to_string_lossy();
        if names(whose(&file), &plain) || names(&refusal.because, &format!("staff id \"{plain}\"")) {
            about.push((batch, refusal));
        }
        ControlFlow::Continue(())
    })?;
    if about.is_empty() {
        writeln!(out, "nobody of that staff id is known here, and no such learner")?;
        return Ok(Answer::No);
    }
    let (count, were) = (about.len() as u64, if asked.dry { "would be" } else { "is" });
    if !asked.dry {
        records.unrefuse(&about)?;
        records.note(&asked.act(ERASE, "what was refused".to_owned()))?;
    }
    let told = counted(count, "file that was refused and names that staff id", "files that were refused and name that staff id");
    writeln!(out, "nobody of that staff id is known here, and no such learner; what was noted of {told} {were} erased")?;
    Ok(Answer::Done)
}

/// Returns the part of a file's name that may say whose it is: our own names end with the edition of the course and the day, which are nobody's
/// staff id (`bedside-ana-lima-0071-conduct-1-2026-03-01.json`).
///
/// A table has many people's lines, and its name and the number of a line are no staff id either.
fn whose(file: &str) -> &str {
    if file.contains(", line ") || file.to_lowercase().ends_with(".csv") {
        return "";
    }
    let stem = file.split('.').next().unwrap_or(file);
    let edition = stem.rmatch_indices('-').nth(3).map(|(place, _)| place).filter(|_| stem.starts_with("bedside-"));
    let is_ours = |tail: &str| tail.split('-').skip(1).all(|part| part.starts_with(|first: char| first.is_ascii_digit()));
    edition.filter(|place| stem.get(*place..).is_some_and(is_ours)).and_then(|place| stem.get(..place)).unwrap_or(file)
}

/// Whether a text has these words, and no longer word begins before or goes on behind them.
fn names(text: &str, wanted: &str) -> bool {
    let text = text.to_lowercase();
    !wanted.is_empty()
        && text.match_indices(wanted).any(|(place, found)| {
            let before = text.get(..place).and_then(|before| before.chars().next_back());
            let behind = text.get(place + found.len()..).and_then(|behind| behind.chars().next());
            ![before, behind].into_iter().flatten().any(char::is_alphanumeric)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_staff_id_is_named_where_it_stands_as_a_word() {
        for (text, is_named) in [
            ("bedside-ana-lima-0071-conduct-1-2026-03-01.json", true),
            ("0071", true),
            ("bedside-ana-lima-10071.json", false),
            ("bedside-ana-lima-0071a.json", false),
            ("", false),
        ] {
            assert_eq!(names(whose(text), "0071"), is_named, "{text}");
        }
        for nobody in ["1", "2026", "03", "01"] {
            for file in [
                "bad.csv, line 1",
                "results-2026-03-01.csv",
                "bedside-ana-lima-0071-conduct-1-2026-03-01.json",
                "bedside-ana-lima-0071-conduct-1-2026-03-01 (2).json",
            ] {
                assert!(!names(whose(file), nobody), "{nobody}");
            }
        }
    }
}
