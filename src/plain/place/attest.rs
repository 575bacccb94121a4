//! The statement that is signed before the certificate.

use crate::journey::{Fact, LONGEST_NAME, Route};
use crate::language::Language;
use crate::plain::command::is;
use crate::plain::form::fitting;
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

/// Says the statement and asks for the name, or for a word.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let (course, say) = (session.course, session.language());
    let Some(statement) = &course.attest else { return Ok(Way::Back) };
    let help = if statement.type_name { say.attest_type_name_kept() } else { say.attest_type_sign() };
    session.paper.begins();
    session.paper.say(say.attest_intro());
    session.paper.gap();
    session.paper.words(&statement.text);
    session.paper.gap();
    session.paper.say(help);
    loop {
        let asks = Asks { at: say.at_attest().to_owned(), help, text: statement.type_name };
        let typed = match session.ask(&asks)? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) => match fitting(&line, LONGEST_NAME, say) {
                Ok(typed) => typed,
                Err(why) => {
                    session.tell(&why);
                    continue;
                }
            },
        };
        let signs = if statement.type_name { !typed.is_empty() } else { is(&typed, Language::command_sign) };
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
