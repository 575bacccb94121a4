//! What may be set, for the course line by line and on the full screen alike.

use crate::journey::{Preference, Route};
use crate::plain::form::typed;
use crate::plain::session::{Asks, Heard, Leave, Session, Way};

use super::goes_on;

/// Says what may be set and to what it is set, and changes what is chosen.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let say = session.language();
    session.paper.begins();
    session.paper.say(say.settings_may_be());
    for (place, preference) in Preference::ALL.into_iter().enumerate() {
        let value = Preference::told(&session.value(preference), say);
        session.paper.say_after(&format!("{}. ", place + 1), &say.settings_row(preference.called(say), value, preference.explains(say)));
    }
    session.paper.say_after(&format!("{}. ", Preference::ALL.len() + 1), say.settings_who());
    session.paper.gap();
    session.paper.say(say.settings_help());
    loop {
        // The language may be another one than a moment ago.
        let say = session.language();
        let help = say.settings_help();
        let mut names: Vec<String> = Preference::ALL.iter().map(|preference| preference.called(say).to_owned()).collect();
        names.push(say.settings_who().to_owned());
        let line = match session.ask(&Asks { at: say.at_settings().to_owned(), help, text: false })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) if goes_on(&line) => return Ok(Way::Back),
            Heard::Line(line) => line,
        };
        match typed::one(&line, &names, say).map(|place| Preference::ALL.get(place).copied()) {
            Err(why) => session.tell(&why),
            Ok(None) => return Ok(Way::Open(Route::Welcome)),
            Ok(Some(preference)) => {
                let value = preference.after(&session.value(preference));
                if session.set(preference, value) {
                    if preference == Preference::Language {
                        session.speak();
                    }
                    let say = session.language();
                    session.tell(&say.settings_set(preference.called(say), Preference::told(value, say)));
                }
            }
        }
    }
}
