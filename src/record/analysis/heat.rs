//! The figures as a table for a screen, where signs and words say how warm a cell is; no colour is needed.

use crate::prose::layout::{cut, width};
use crate::prose::safe;

use std::collections::BTreeSet;

use crate::id::QuestionId;

use super::{Item, Remark};

/// Returns the table in lines, none of them wider than `columns` (where that is 36 or more).
#[must_use]
pub fn heat(items: &[&Item], out: &BTreeSet<QuestionId>, columns: usize) -> Vec<String> {
    let columns = columns.max(36);
    let mut lines = Vec::new();
    if columns >= 70 {
        lines.push(
            format!("{:<26}{:>7}  {:<18}{:<17}{:>5}", "question", "answers", "how easy", "tells who knows", "time").trim_end().to_owned(),
        );
    }
    for item in items {
        let is_known = item.answers > 0;
        let easy = if is_known { format!("{} {:>3} %", gauge(item.facility), percent(item.facility)) } else { "cannot be told".to_owned() };
        // A few answers go together by chance: the figure is shown, and no word for it.
        let word = |found| if item.remarks.contains(&Remark::Few) { "(few)" } else { grade(found) };
        let tells = item.discrimination.map_or_else(|| "cannot be told".to_owned(), |found| format!("{found:>5.2} {}", word(found)));
        let time = seconds(item.median_seconds);
        if columns >= 70 {
            let name = cut(item.question.as_str(), 25);
            let gap = " ".repeat(26_usize.saturating_sub(width(&name)));
            lines.push(format!("{name}{gap}{:>7}  {easy:<18}{tells:<17}{time:>5}", item.answers));
        } else {
            lines.push(cut(item.question.as_str(), columns));
            lines.push(format!("  answers          {}", item.answers));
            lines.push(format!("  how easy         {easy}"));
            lines.push(format!("  tells who knows  {}", tells.trim_start()));
            lines.push(format!("  time             {time}"));
        }
        if out.contains(&item.question) {
            lines.push("  x thrown out: counts in no result".to_owned());
        }
        lines.extend(item.remarks.iter().map(|remark| cut(&format!("  {} {}", sign(remark), safe::line(&remark.words())), columns)));
    }
    lines
}

/// Five letters: the more of them are full, the easier it is.
fn gauge(facility: f64) -> String {
    let full = (1..=5).filter(|step| facility >= f64::from(*step) * 0.2 - 0.1).count();
    format!("[{}{}]", "#".repeat(full), ".".repeat(5 - full))
}

fn percent(share: f64) -> u8 {
    (0..=100).rev().find(|percent| f64::from(*percent) <= share * 100.0 + 1e-9).unwrap_or(0)
}

/// The words that the trade has for it, after Ebel.
const fn grade(discrimination: f64) -> &'static str {
    if discrimination < 0.0 {
        "backwards"
    } else if discrimination < 0.15 {
        "hardly"
    } else if discrimination < 0.30 {
        "somewhat"
    } else {
        "well"
    }
}

fn seconds(seconds: u64) -> String {
    if seconds < 100 { format!("{seconds} s") } else { format!("{} m", (seconds + 30) / 60) }
}

/// What needs a look at once stands behind another sign than what may wait.
const fn sign(remark: &Remark) -> char {
    match remark {
        Remark::Backwards | Remark::Lure { .. } => '!',
        Remark::Few => '?',
        _ => '-',
    }
}
