//! The learner's notes: all of them, and one being written.

use crate::journey::{Fact, LONGEST_NOTE, Route, Subject, notes};
use crate::plain::form::{clean_lines, typed};
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

use super::goes_on;

/// Says all notes, and opens the one that is chosen.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let all = notes(session.course, &session.progress);
    session.paper.begins();
    if all.is_empty() {
        session.paper.say("There is no note yet. Type note on a page or at a question to write one.");
    } else {
        session.paper.say("Your notes. They stay with your records and are never sent or scored.");
    }
    for (place, note) in all.iter().enumerate() {
        let kind = if note.is_reflection { ", a reflection" } else { "" };
        session.paper.gap();
        session.paper.say_after(&format!("{}. ", place + 1), &format!("{}{kind}:", note.title));
        lines(session, "   ", &note.text);
    }
    let help = if all.is_empty() {
        "Press Enter to go back."
    } else {
        "Type a number to change that note, or press Enter to go back. At your shell, bedside notes --markdown FILE writes them to a file."
    };
    session.paper.gap();
    session.paper.say(help);
    let names: Vec<String> = all.iter().map(|note| note.title.clone()).collect();
    loop {
        match session.ask(&Asks { at: format!("You are at your notes, {} in all.", all.len()), help, text: false })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) if goes_on(&line) || all.is_empty() => return Ok(Way::Back),
            Heard::Line(line) => match typed::one(&line, &names).map(|place| all.get(place)) {
                Ok(Some(note)) if note.is_reflection => session.tell("What was thought at a reflection stays as it was written."),
                Ok(Some(note)) => return Ok(Way::Open(Route::Note(note.about.clone()))),
                Ok(None) => session.tell(help),
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
    let title = about.title(session.course).unwrap_or_default();
    let before = session.progress.notes.get(about).cloned();
    session.paper.begins();
    session.paper.say(&format!("Your note on: {title}"));
    let help = match &before {
        None => "Type it, and end it with a line that holds only a full stop. Type back to write none.",
        Some(text) => {
            session.paper.say("It says:");
            lines(session, "  ", text);
            "Type what it is to say instead, and end it with a line that holds only a full stop. A full stop alone takes it away. Type back to leave it."
        }
    };
    session.paper.gap();
    session.paper.say(help);
    let mut lines: Vec<String> = Vec::new();
    loop {
        match session.ask(&Asks { at: format!("You are writing a note on: {title}"), help, text: true })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) if line.trim() != "." => lines.push(line),
            Heard::Line(_) => {
                let text = clean_lines(&lines, LONGEST_NOTE);
                let told = if text.is_empty() { "There is no note here now." } else { "Your note is kept." };
                if text == before.as_deref().unwrap_or_default() || session.keep(Fact::NoteWritten { about: about.clone(), text }) {
                    session.tell(told);
                    return Ok(Way::Back);
                }
            }
        }
    }
}
