//! The report as lines of plain text with bars of letters: for any screen, without colour, and the same when it is read aloud.

use jiff::civil::Date;

use crate::prose::layout::{cut, width};
use crate::prose::safe;
use crate::record::Assurance;
use crate::record::certificate::day;

use super::{By, Doubtful, Groups, Suggestion, Tally, Unlike, Word};

/// So many groups are drawn; the table for programs has them all.
const GROUPS: usize = 40;

/// So many suggestions are told.
const SUGGESTIONS: usize = 10;

/// Bars are at most this many letters wide.
const WIDEST_BAR: usize = 40;

/// What the report is about.
#[derive(Clone, Copy, Debug)]
pub struct Title<'a> {
    /// The course.
    pub course: &'a str,
    /// The day.
    pub today: Date,
    /// By what people are grouped.
    pub by: By,
    /// Certificates that are trusted less do not count.
    pub least: Assurance,
}

/// Returns the report in lines, none of them wider than `columns` (where that is 36 or more).
#[must_use]
pub fn chart(title: &Title<'_>, groups: &Groups, doubtful: Doubtful<'_>, columns: usize) -> Vec<String> {
    let Doubtful { lost, but_for_noughts, suggestions, unlike, unlike_count } = doubtful;
    let columns = columns.max(36);
    let mut lines = Vec::new();
    let mut say = |words: &str| lines.extend(wrapped(words, columns));
    say(title.course);
    let here = groups.all.here();
    say(&format!(
        "{}: {} on the roster still here, {} % with a certificate that counts",
        day(title.today),
        people(here),
        groups.all.covered()
    ));
    lines.push(String::new());
    lines.extend(counts(&groups.all, columns));
    lines.extend(trust(title, groups, columns));
    if groups.each.len() > 1 || groups.each.keys().any(|name| !name.is_empty()) {
        lines.push(String::new());
        lines.extend(by_group(title.by, groups, columns));
    }
    if lost > 0 {
        lines.push(String::new());
        let belong =
            if lost == 1 { "1 learner in the records is".to_owned() } else { format!("{} learners in the records are", grouped(lost)) };
        lines.extend(wrapped(&format!("{belong} not on the roster by staff id; `--not-on-roster FILE` writes who."), columns));
    }
    if but_for_noughts > 0 {
        lines.extend(wrapped(&noughts(but_for_noughts), columns));
    }
    if groups.without_staff_id > 0 {
        lines.push(String::new());
        lines.extend(wrapped(&unnumbered(groups.without_staff_id), columns));
    }
    lines.extend(suggested(suggestions, columns));
    lines.extend(called_otherwise(unlike, unlike_count, columns));
    lines
}

/// Says that people on the roster have no staff id.
pub(super) fn unnumbered(count: u64) -> String {
    let (have, them) = if count == 1 { ("has", "this person") } else { ("have", "them") };
    format!("On the roster {} {have} no staff id, so that no record can be found for {them}.", people(count))
}

/// Says that the roster lost the noughts of staff ids.
pub(super) fn noughts(count: u64) -> String {
    let (ids, are, their) = if count == 1 { ("staff id", "is", "its") } else { ("staff ids", "are", "their") };
    format!(
        "{} {ids} of learners {are} on the roster without the zeros at {their} beginning, as a spreadsheet saves numbers: save the roster with \
         its staff ids as text, and report again.",
        grouped(count)
    )
}

/// The counts, each with its share and a bar of its sign.
fn counts(all: &Tally, columns: usize) -> Vec<String> {
    let here = all.here();
    let room = columns.saturating_sub(34).min(WIDEST_BAR);
    let line = |word: Word| {
        let count = all.of(word);
        if word == Word::Left {
            return format!("  {} {:<14}{:>9}", word.sign(), word.called(), grouped(count));
        }
        let share = (count * 100).checked_div(here).unwrap_or(0);
        let bar: String = std::iter::repeat_n(word.sign(), part(count, here, room)).collect();
        format!("  {} {:<14}{:>9} {:>3} %  {bar}", word.sign(), word.called(), grouped(count), share)
    };
    Word::ALL.into_iter().map(line).map(|line| line.trim_end().to_owned()).collect()
}

/// How far the certificates that count are to be trusted, the most first.
fn trust(title: &Title<'_>, groups: &Groups, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if title.least > Assurance::SELF_ATTESTED {
        lines.push(String::new());
        lines.extend(wrapped(&only(title.least), columns));
    }
    if !groups.trust.is_empty() {
        lines.push(String::new());
        lines.extend(wrapped("The certificates that count, by how they came:", columns));
    }
    for (assurance, count) in groups.trust.iter().rev() {
        lines.extend(wrapped(&format!("  {} {} (assurance {})", grouped(*count), came(*assurance), assurance.0), columns));
    }
    lines
}

/// Says that certificates which are trusted less do not count.
pub(super) fn only(least: Assurance) -> String {
    format!("Only certificates of assurance {} or more count here.", least.0)
}

/// Says how a certificate of this assurance came.
pub(super) const fn came(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::SELF_ATTESTED => "on somebody's own word, or another system's",
        Assurance::SEALED => "sealed by a learner's device, not signed for",
        Assurance::COUNTERSIGNED => "graded again and countersigned",
        Assurance::HOSTED => "taken on a computer that learners do not own",
        _ => "taken there under somebody's eyes",
    }
}

/// A line for each group: its name, how many, the share covered, and a bar in which each standing has its sign.
fn by_group(by: By, groups: &Groups, columns: usize) -> Vec<String> {
    let mut lines = wrapped(&format!("By {}, largest first: how many people, the share covered, where they stand", by.word()), columns);
    let mut each: Vec<(&String, &Tally)> = groups.each.iter().filter(|(_, tally)| tally.here() > 0).collect();
    each.sort_by(|(one, a), (two, b)| b.here().cmp(&a.here()).then(one.cmp(two)));
    let beside = columns >= 60;
    let bar = if beside { (columns - 42).min(WIDEST_BAR) } else { columns.saturating_sub(4).min(WIDEST_BAR) };
    for (name, tally) in each.iter().take(GROUPS) {
        let name = if name.is_empty() { "(none)".into() } else { safe::line(name) };
        let figures = format!("{:>8} {:>3} %", grouped(tally.here()), tally.covered());
        let stacked = stacked(tally, bar);
        if beside {
            let name = cut(&name, 24);
            let gap = " ".repeat(24_usize.saturating_sub(width(&name)));
            lines.push(format!("  {name}{gap}{figures}  {stacked}"));
        } else {
            let name = cut(&name, columns.saturating_sub(18));
            let gap = " ".repeat(columns.saturating_sub(18 + width(&name)));
            lines.push(format!("  {name}{gap}{figures}"));
            lines.push(format!("    {stacked}"));
        }
    }
    if each.len() > GROUPS {
        lines.extend(wrapped(&format!("  and {} more; `--json` and `--html` have them all", each.len() - GROUPS), columns));
    }
    lines
}

fn suggested(suggestions: &[Suggestion], columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if suggestions.is_empty() {
        return lines;
    }
    lines.extend(wrapped("These may be people on the roster. Where you are sure, confirm it; it is then kept:", columns));
    for one in suggestions.iter().take(SUGGESTIONS) {
        lines.extend(wrapped(&format!("  {} is {} by {}:", safe::line(&one.name), safe::line(&one.staff_id), one.alike), columns));
        // What is to be copied stands on one line, however narrow the screen.
        lines.push(format!("    --confirm {}={}", safe::line(&one.staff_id), one.learner_id.0));
    }
    if suggestions.len() > SUGGESTIONS {
        lines.extend(wrapped(&format!("  and {} more; `--json` has them all", suggestions.len() - SUGGESTIONS), columns));
    }
    lines
}

/// Whose certificates count for somebody else, as it seems.
fn called_otherwise(unlike: &[Unlike], count: u64, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if unlike.is_empty() {
        return lines;
    }
    lines.push(String::new());
    lines.extend(wrapped(
        "These certificates were made under the staff ids of people whom the roster calls otherwise. Look whose they are:",
        columns,
    ));
    for one in unlike.iter().take(SUGGESTIONS) {
        let [staff_id, called, name] = [&one.staff_id, &one.on_the_roster, &one.name].map(|words| safe::line(words));
        let called = if called.is_empty() { String::new() } else { format!(", {called} on the roster,") };
        lines.extend(wrapped(&format!("  {staff_id}{called} has that of {name}:"), columns));
        let confirm = |staff_id: &str| format!("    --confirm {staff_id}={}", one.learner_id.0);
        if let Some(namesake) = &one.namesake {
            let namesake = safe::line(namesake);
            lines.extend(wrapped(&format!("  if it is that of {namesake}, who is called so on the roster:"), columns));
            lines.push(confirm(&namesake));
            lines.extend(wrapped("  if the two names are one person's:", columns));
        }
        lines.push(confirm(&staff_id));
    }
    if count > SUGGESTIONS as u64 {
        let all = if count > unlike.len() as u64 { format!("the first {}", grouped(unlike.len() as u64)) } else { "them all".to_owned() };
        lines.extend(wrapped(&format!("  and {} more; `--json` has {all}", grouped(count - SUGGESTIONS as u64)), columns));
    }
    let then = "Where it is one person, confirm it. Where the staff id was mistyped, confirm the right one, or take the record back with \
        `bedside revoke`.";
    lines.extend(wrapped(then, columns));
    lines
}

/// Returns a bar in which every standing has its share; one that has anybody has at least a letter, where there is room.
fn stacked(tally: &Tally, room: usize) -> String {
    let here = tally.here();
    let words = || Word::ALL.into_iter().filter(|word| *word != Word::Left);
    let mut shares: Vec<(Word, usize)> = words().map(|word| (word, part(tally.of(word), here, room))).collect();
    for (word, share) in &mut shares {
        *share = (*share).max(usize::from(tally.of(*word) > 0));
    }
    // Rounding leaves the bar a little short or long: the largest share takes the difference.
    let used: usize = shares.iter().map(|(_, share)| share).sum();
    if let Some((_, largest)) = shares.iter_mut().max_by_key(|(_, share)| *share) {
        *largest = (*largest + room).saturating_sub(used);
    }
    shares.into_iter().flat_map(|(word, share)| std::iter::repeat_n(word.sign(), share)).collect()
}

/// Returns the share of `room` that a count has in all.
fn part(count: u64, all: u64, room: usize) -> usize {
    let share = (count * room as u64).checked_div(all).unwrap_or(0);
    usize::try_from(share).unwrap_or(room).min(room)
}

fn people(count: u64) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{} people", grouped(count)) }
}

/// Returns a number with commas between its thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Wraps words; a line that begins with blanks keeps them.
fn wrapped(words: &str, columns: usize) -> Vec<String> {
    let indent = words.len() - words.trim_start().len();
    let room = columns.saturating_sub(indent).max(1);
    let mut lines = vec![String::new()];
    for word in safe::line(words).split_whitespace() {
        for piece in pieces(word, room) {
            let Some(line) = lines.last_mut() else { break };
            if line.is_empty() {
                line.push_str(&piece);
            } else if width(line) + 1 + width(&piece) <= room {
                line.push(' ');
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    lines.into_iter().map(|line| format!("{}{line}", " ".repeat(indent))).collect()
}

/// Parts a word that is wider than the room.
fn pieces(word: &str, room: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        if let Some(piece) = pieces.last_mut() {
            if !piece.is_empty() && width(piece) + width(letter.encode_utf8(&mut [0; 4])) > room {
                pieces.push(letter.to_string());
            } else {
                piece.push(letter);
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(complete: u64, overdue: u64, never_started: u64) -> Tally {
        Tally { complete, overdue, never_started, ..Tally::default() }
    }

    #[test]
    fn a_bar_is_as_long_as_its_room_and_hides_nobody() {
        assert_eq!(stacked(&tally(50, 25, 25), 8), "####!!..");
        assert_eq!(stacked(&tally(100_000, 1, 0), 8), "#######!");
        assert_eq!(stacked(&tally(1, 1, 1), 7), "##!!...");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn no_line_is_too_wide() {
        let mut groups = Groups::default();
        for name in ["Surgery", "", &"ß".repeat(300), "\u{1b}[2J=cmd|'/c calc'!A1", "李".repeat(80).as_str()] {
            groups.add(Word::Complete, Some(Assurance::COUNTERSIGNED));
            groups.add(Word::Overdue, Some(Assurance::SEALED));
            groups.each.insert(name.to_owned(), tally(1, 1, 0));
        }
        let course = "Before You Post ".repeat(9);
        let title = Title { course: &course, today: jiff::civil::date(2026, 11, 25), by: By::Department, least: Assurance::COUNTERSIGNED };
        for columns in [36, 40, 59, 60, 80, 132] {
            for line in chart(&title, &groups, Doubtful { lost: 3, ..Doubtful::default() }, columns) {
                assert!(width(&line) <= columns, "{columns}: {line}");
                assert!(line.chars().all(safe::harmless), "{line:?}");
            }
        }
    }
}
