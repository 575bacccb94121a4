//! The learner's notes: all of them, and one being written.

use crate::journey::{Fact, LONGEST_NOTE, Route, Subject, notes, says_full};
use crate::plain::form::{Means, clean_lines, take, typed};
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

use super::goes_on;

/// What writes them to a file.
const COMMAND: &str = "bedside notes --markdown FILE";

/// Says all notes, and opens the one that is chosen.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let say = session.language();
    let all = notes(session.course, &session.progress);
    session.paper.begins();
    if all.is_empty() {
        session.paper.say(say.notes_none_type());
    } else {
        session.paper.say(say.notes_yours());
    }
    for (place, note) in all.iter().enumerate() {
        let title = if note.is_reflection { say.notes_row_reflection(&note.title) } else { say.notes_row(&note.title) };
        session.paper.gap();
        session.paper.say_after(&format!("{}. ", place + 1), &title);
        lines(session, "   ", &note.text);
    }
    let help = if all.is_empty() { say.plain_go_back().to_owned() } else { say.notes_help(COMMAND) };
    session.paper.gap();
    session.paper.say(&help);
    let names: Vec<String> = all.iter().map(|note| note.title.clone()).collect();
    loop {
        match session.ask(&Asks { at: say.at_notes(all.len()), help: &help, text: false })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) if goes_on(&line) || all.is_empty() => return Ok(Way::Back),
            Heard::Line(line) => match typed::one(&line, &names, say).map(|place| all.get(place)) {
                Ok(Some(note)) if note.is_reflection => session.tell(say.notes_stays()),
                Ok(Some(note)) => return Ok(Way::Open(Route::Note(note.about.clone()))),
                Ok(None) => session.tell(&help),
                Err(why) => session.tell(&why),
            },
        }
    }
}

/// Says what was written line by line, with never more than one blank line between.
fn lines(session: &mut Session<'_>, mark: &str, text: &str) {
    for line in text.lines() {
        if line.trim().is_empty() {
            session.paper.gap();
        } else {
            session.paper.say_after(mark, line);
        }
    }
}

/// Says what was written before, and takes what is written instead.
pub(super) fn write(session: &mut Session<'_>, about: &Subject) -> Result<Way, Leave> {
    let say = session.language();
    let title = about.title(session.course).unwrap_or_default();
    let before = session.progress.notes.get(about).cloned();
    session.paper.begins();
    session.paper.say(&say.note_on(&title));
    let help = match &before {
        None => say.note_help(),
        Some(text) => {
            session.paper.say(say.note_says());
            lines(session, "  ", text);
            say.note_help_change()
        }
    };
    session.paper.gap();
    session.paper.say(help);
    let mut lines: Vec<String> = Vec::new();
    loop {
        let line = match session.ask(&Asks { at: say.at_note(&title), help, text: true }) {
            Ok(Heard::Line(line)) => line,
            Ok(Heard::Go(way)) => {
                left(session, about, &lines, before.as_deref());
                return Ok(way);
            }
            Err(leave) => {
                left(session, about, &lines, before.as_deref());
                return Err(leave);
            }
        };
        match Means::of(&line) {
            Means::Nothing => {
                session.tell(say.text_goes_on());
                lines.push(line);
            }
            Means::Erase => {
                lines.clear();
                session.tell(say.text_erased());
            }
            Means::Words => {
                if let Some(left_out) = take(&mut lines, &line, LONGEST_NOTE) {
                    session.tell(&says_full(LONGEST_NOTE, &left_out, say));
                }
            }
            Means::End => {
                let text = clean_lines(&lines, LONGEST_NOTE);
                let told = if text.is_empty() { say.note_gone() } else { say.note_kept() };
                if keep(session, about, text) {
                    session.tell(told);
                    return Ok(Way::Back);
                }
                continue;
            }
        }
        // A window that is closed and a key that ends the program ask nobody: what is typed is kept line by line.
        let text = so_far(&lines, before.as_deref());
        session.notes.retain(|fact| !is_on(fact, about));
        if session.progress.notes.get(about).map_or("", String::as_str) != text {
            session.notes.push(Fact::NoteWritten { about: about.clone(), text });
        }
    }
}

/// Returns what stands in a note that is being written: below what it said before, for nothing says that this was to go.
fn so_far(typed: &[String], before: Option<&str>) -> String {
    let has_words = typed.iter().any(|line| !line.trim().is_empty());
    let typed = if has_words { typed } else { &[] };
    let whole: Vec<String> = before.map(str::to_owned).into_iter().chain(typed.iter().cloned()).collect();
    // Nothing of either is taken away before it is known which is wanted.
    clean_lines(&whole, usize::MAX)
}

/// Whether a fact is what a note says.
fn is_on(fact: &Fact, about: &Subject) -> bool {
    matches!(fact, Fact::NoteWritten { about: of, .. } if of == about)
}

/// Keeps what a note says, in place of what of it was to be kept before.
fn keep(session: &mut Session<'_>, about: &Subject, text: String) -> bool {
    session.notes.retain(|fact| !is_on(fact, about));
    let kept = session.progress.notes.get(about).map_or("", String::as_str);
    kept == text || session.keep(Fact::NoteWritten { about: about.clone(), text })
}

/// Keeps what was typed when it is left before its end.
fn left(session: &mut Session<'_>, about: &Subject, typed: &[String], before: Option<&str>) {
    if typed.iter().any(|line| !line.trim().is_empty()) && keep(session, about, so_far(typed, before)) {
        session.tell(session.language().note_kept());
    }
}
