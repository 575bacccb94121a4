//! What may be set, for the course line by line and on the full screen alike.

use crate::journey::{Fact, Preference, Route};
use crate::plain::form::typed;
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

use super::goes_on;

/// Says what may be set and to what it is set, and changes what is chosen.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let mut names: Vec<String> = Preference::ALL.iter().map(|preference| preference.called().to_owned()).collect();
    names.push("Your name and role".to_owned());
    let help = "Type a number to change it, or press Enter to go back.";
    session.paper.begins();
    session.paper.say("What may be set. Colors, motion, mouse, and letter keys matter on the full screen only.");
    for (place, preference) in Preference::ALL.into_iter().enumerate() {
        let value = session.progress.preferences.get(preference);
        session.paper.say_after(&format!("{}. ", place + 1), &format!("{}: {value}. {}", preference.called(), preference.explains()));
    }
    session.paper.say_after(&format!("{}. ", names.len()), "Your name, role, staff id, and department.");
    session.paper.gap();
    session.paper.say(help);
    loop {
        let line = match session.ask(&Asks { at: "You are at the settings.".to_owned(), help, text: false })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) if goes_on(&line) => return Ok(Way::Back),
            Heard::Line(line) => line,
        };
        match typed::one(&line, &names).map(|place| Preference::ALL.get(place).copied()) {
            Err(why) => session.tell(&why),
            Ok(None) => return Ok(Way::Open(Route::Welcome)),
            Ok(Some(preference)) => {
                let value = preference.after(session.progress.preferences.get(preference)).to_owned();
                let told = format!("{}: {value}.", preference.called());
                if session.keep(Fact::Preferred { preference, value }) {
                    session.tell(&told);
                }
            }
        }
    }
}
