//! The statement that is signed before the certificate.

use crate::journey::{Fact, Route};
use crate::plain::form::clean;
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

/// Says the statement and asks for the name, or for a word.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let course = session.course;
    let Some(statement) = &course.attest else { return Ok(Way::Back) };
    let help = if statement.type_name {
        "Type your name to sign. The statement is kept with it."
    } else {
        "Type sign to sign this statement, or back to leave it."
    };
    session.paper.begins();
    session.paper.say("A statement to sign before the certificate:");
    session.paper.gap();
    session.paper.words(&statement.text);
    session.paper.gap();
    session.paper.say(help);
    loop {
        let asks = Asks { at: "You are at the statement before the certificate.".to_owned(), help, text: statement.type_name };
        let typed = match session.ask(&asks)? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) => clean(&line, 80),
        };
        let signs = if statement.type_name { !typed.is_empty() } else { typed.eq_ignore_ascii_case("sign") };
        if !signs {
            session.tell(help);
            continue;
        }
        let name = if statement.type_name { typed } else { String::new() };
        if session.keep(Fact::Attested { words: statement.text.markdown().to_owned(), name }) {
            return Ok(Way::Turn(Route::Certificate));
        }
    }
}
