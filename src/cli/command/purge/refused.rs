//! What was refused and names a person of whom nothing else is kept: the file of somebody who was erased comes again, and is refused by its name.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use jiff::civil::Date;

use crate::cli::{Answer, Failure, counted};
use crate::record::Records;
use crate::record::proven::ERASE;
use crate::record::roster::likeness;

use super::Asked;

/// Takes out what was refused and names this staff id, or this learner's id. The answer is no where nothing does.
pub(super) fn forget(records: &mut dyn Records, typed: &str, asked: &Asked, out: &mut dyn Write) -> Result<Answer, Failure> {
    let plain = likeness::staff_id(typed).unwrap_or_default();
    // Our own names have its letters and digits alone.
    let bare: String = plain.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut about = Vec::new();
    records.each_refusal(&mut |(batch, refusal)| {
        let file = Path::new(&refusal.source).file_name().unwrap_or_default().to_string_lossy();
        let whose = whose(&file);
        if names(&whose, &plain)
            || (whose.contains(OURS) && names(&whose, &bare))
            || names(&refusal.because, &format!("staff id \"{plain}\""))
        {
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

/// Returns what of a file's name may say whose it is. The number of a line is no staff id, and nor is a day. Our own names
/// (`bedside-ana-lima-0071-conduct-1-2026-03-01.json`, see `hand_in::file_name`) end with the edition of the course and the day, wherever they
/// stand: a mail program writes something before them, and who copies a file something behind.
fn whose(file: &str) -> String {
    let is_number = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    let file = file.rsplit_once(", line ").filter(|(_, number)| is_number(number)).map_or(file, |(table, _)| table);
    let own = file.find(OURS).and_then(|place| {
        let (before, name) = file.split_at_checked(place)?;
        let (name, _) = name.split_at_checked(days(name).last()?)?;
        let name = name.trim_end_matches('-');
        let (learner, edition) = name.rsplit_once('-')?;
        // Name, staff id, course, edition: with fewer than these the last part is something else.
        let has_edition = is_number(edition) && !edition.starts_with('0') && name.split('-').count() > 4;
        Some(format!("{before}{}", if has_edition { learner } else { name }))
    });
    let mut left = own.unwrap_or_else(|| file.to_owned());
    let found: Vec<usize> = days(&left).collect();
    for place in found {
        left.replace_range(place..place + DAY, NO_DAY);
    }
    left
}

/// What our own names begin with.
const OURS: &str = "bedside-";

/// So long is a day, and so is what is put in its place.
const DAY: usize = "2026-03-01".len();
const NO_DAY: &str = "----------";

/// Returns where days stand in a name.
fn days(name: &str) -> impl Iterator<Item = usize> + '_ {
    let is_day = |place: usize| name.get(place..place + DAY).is_some_and(|day| day.parse::<Date>().is_ok());
    name.char_indices().map(|(place, _)| place).filter(move |place| is_day(*place))
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
            ("bedside-ana-lima-0071-2026-03-01.json", true),
            ("0071", true),
            ("0071.csv", true),
            ("training 0071 Lima.csv, line 3", true),
            ("0071, line of duty.json", true),
            ("bedside-ana-lima-10071.json", false),
            ("bedside-ana-lima-0071a.json", false),
            ("", false),
        ] {
            assert_eq!(names(&whose(text), "0071"), is_named, "{text}");
        }
        for nobody in ["1", "2026", "03", "01", "2", "3", "7c0f"] {
            for file in [
                "bad.csv, line 1",
                "results-2026-03-01.csv",
                "bedside-ana-lima-0071-conduct-1-2026-03-01.json",
                "bedside-ana-lima-0071-conduct-1-2026-03-01 (2).json",
                "bedside-ana-lima-0071-conduct-1-2026-03-01 - Copy (3).json",
                "bedside-ana-lima-0071-conduct-1-2026-03-01-1.json",
                "bedside-ana-lima-0071-conduct-1-2026-03-01-01a22232-7c0f-7000-8000-000000000001.json",
                "Re bedside-ana-lima-0071-conduct-1-2026-03-01.json",
            ] {
                assert!(!names(&whose(file), nobody), "{nobody}: {file}");
            }
        }
    }
}
