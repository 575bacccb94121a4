//! How the lines of a slip are laid out, and how they are put back where mail quoted them, a program broke them, or they were pasted into one
//! line. Nothing is believed here: what is put back still has to be what was signed.

/// How every slip begins. The first edition's line is also what keeps a slip's signature from passing for any other.
pub(super) const BEGINS: &str = "bedside certificate 1";

/// What its lines are called behind the first, in order.
const LABELS: [&str; 11] = ["id", "name", "course", "version", "completed", "valid until", "score", "trust", "issuer", STATUS, SEAL];
/// The line that is only there where there is a status list.
const STATUS: &str = "status";
/// The last line.
const SEAL: &str = "seal";

/// The lines in which there is no space, so that one in them is where a line was broken.
const UNBROKEN: [&str; 5] = ["id", "completed", "issuer", STATUS, SEAL];

/// White space as mail, editors and pages put it around lines.
const SPACE: [char; 3] = [' ', '\t', '\u{a0}'];

/// Returns the lines without white space around them, without signs of a quote, and without empty ones.
pub(super) fn lines(text: &str) -> Vec<&str> {
    let is_before = |letter| letter == '>' || SPACE.contains(&letter);
    let lines = text.split(['\n', '\r']).map(|line| line.trim_start_matches(is_before).trim_end_matches(SPACE));
    lines.filter(|line| !line.is_empty()).collect()
}

/// Whether each line is where it was written.
pub(super) fn is_as_written(lines: &[&str]) -> bool {
    let Some((first, rest)) = lines.split_first() else { return false };
    let has = |line: &str, label: &str| line.strip_prefix(label).is_some_and(|said| said.starts_with(": "));
    let mut labels = LABELS.into_iter().filter(|label| *label != STATUS || rest.iter().any(|line| has(line, STATUS)));
    *first == BEGINS && rest.iter().all(|line| labels.next().is_some_and(|label| has(line, label))) && labels.next().is_none()
}

/// Whether anything is there that may be a seal.
pub(super) fn has_seal(lines: &[&str]) -> bool {
    lines.iter().any(|line| line.contains("seal: "))
}

/// Returns the text as it was written, where every line begins at one place and at no other; `None` where nobody can tell.
pub(super) fn put_back(lines: &[&str]) -> Option<String> {
    let run = lines.join(" ");
    let mut rest = run.strip_prefix(BEGINS)?;
    let mut text = BEGINS.to_owned();
    let mut before: Option<&str> = None;
    for label in LABELS {
        let begins = format!(" {label}: ");
        let mut places = rest.match_indices(&begins);
        let found = places.next();
        if found.is_none() && label == STATUS {
            continue;
        }
        let (at, _) = found?;
        if places.next().is_some() {
            return None;
        }
        let (said, behind) = rest.split_at_checked(at)?;
        put(&mut text, before, said)?;
        rest = behind.strip_prefix(&begins)?;
        before = Some(label);
    }
    put(&mut text, before, rest)?;
    Some(text)
}

/// Puts a line down; `None` for words that stand in none.
fn put(text: &mut String, label: Option<&str>, said: &str) -> Option<()> {
    let said = said.trim_matches(SPACE);
    let Some(label) = label else { return said.is_empty().then_some(()) };
    text.extend(["\n", label, ": "]);
    if UNBROKEN.contains(&label) {
        text.extend(said.split(SPACE));
    } else {
        text.push_str(said);
    }
    Some(())
}
