//! What has some words: numbered, the words between asterisks; a number opens it, and `back` comes here again.

use crate::course::Course;
use crate::journey::Progress;
use crate::language::Language;
use crate::plain::form::typed;
use crate::plain::session::{Asks, Heard, Leave, Session, Way};
use crate::search::{Found, Hit, Index, Marked};

/// The most that is read aloud at once.
const MOST: usize = 9;

/// Says what was found, and goes where the learner wants.
pub(super) fn visit(session: &mut Session<'_>) -> Result<Way, Leave> {
    let (mut hits, is_cut) = find(session.course, &session.progress, &session.words);
    lay(session, &hits, is_cut);
    loop {
        let say = session.language();
        let help = help(&hits, say);
        let line = match session.ask(&Asks { at: say.at_search().to_owned(), help, text: false })? {
            Heard::Go(way) => return Ok(way),
            Heard::Line(line) => line,
        };
        let number = line.trim().parse::<usize>().is_ok() && !hits.is_empty();
        if !number {
            session.words = line;
            let (found, is_cut) = find(session.course, &session.progress, &session.words);
            hits = found;
            lay(session, &hits, is_cut);
            continue;
        }
        let names: Vec<String> = hits.iter().map(|hit| letters(&hit.title, "")).collect();
        match typed::one(&line, &names, say).map(|place| hits.get(place)) {
            Ok(Some(hit)) if hit.is_locked => session.tell(say.search_opens_later()),
            Ok(Some(hit)) => match &hit.found {
                Found::Term(id) => session.tell_term(id),
                found => return Ok(Way::Open(found.route())),
            },
            Ok(None) => session.tell(help),
            Err(why) => session.tell(&why),
        }
    }
}

/// Returns the best that were found, and whether there are more.
fn find(course: &Course, progress: &Progress, words: &str) -> (Vec<Hit>, bool) {
    let mut hits = Index::of(course, progress).find(words);
    let is_cut = hits.len() > MOST;
    hits.truncate(MOST);
    (hits, is_cut)
}

fn help(hits: &[Hit], say: Language) -> &'static str {
    if hits.is_empty() { say.search_help_none() } else { say.search_help() }
}

fn lay(session: &mut Session<'_>, hits: &[Hit], is_cut: bool) {
    let say = session.language();
    session.paper.begins();
    let words = session.words.trim().to_owned();
    if hits.is_empty() {
        session.paper.say(&if words.is_empty() { say.search_about().to_owned() } else { say.search_nothing_has(&words) });
    } else {
        session.paper.say(&say.search_what_has(&words));
    }
    for (place, hit) in hits.iter().enumerate() {
        let kind = match (&hit.found, hit.is_locked) {
            (Found::Page(..), true) => say.search_page_later(&hit.place),
            (Found::Page(..), false) => say.search_page_of(&hit.place),
            (Found::Term(_), _) => say.search_glossary().to_owned(),
            (Found::Question(_), _) => say.search_answered().to_owned(),
        };
        session.paper.say_after(&format!("{}. ", place + 1), &say.search_hit(letters(&hit.title, "*"), kind));
        session.paper.say_after("   ", &letters(&hit.excerpt, "*"));
    }
    session.paper.gap();
    if is_cut {
        session.paper.say(&say.search_narrow(hits.len()));
    }
    session.paper.say(help(hits, say));
}

/// Returns the letters, a sign around what is marked.
fn letters(parts: &Marked, sign: &str) -> String {
    parts.iter().map(|(text, is_marked)| if *is_marked { format!("{sign}{text}{sign}") } else { text.clone() }).collect()
}
