//! What each kind of page says and asks.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::course::{Choice, Lesson, Moment, Page, PageKind};
use crate::journey::{Fact, HalfMade, LONGEST_REFLECTION, LessonProgress};
use crate::language::Language;
use crate::plain::card;
use crate::plain::command;
use crate::plain::form::{Text, Typed, typed};
use crate::plain::paper::Paper;
use crate::plain::session::{Asks, Heard, Leave, Session, Spelling, Way};
use crate::prose::Words;

use super::{goes_on, wait};

/// How a page was left.
pub(super) enum Turned {
    /// To the next.
    On,
    /// By a command.
    Elsewhere(Way),
}

/// A page in front of the learner.
struct Here<'p> {
    lesson: &'p Lesson,
    page: &'p Page,
    /// Where this is, in a sentence.
    at: &'p str,
    /// What Enter leads to.
    next: &'p str,
}

/// Says a page and asks what its kind asks. `next` names what comes after it.
pub(super) fn visit(session: &mut Session<'_>, lesson: &Lesson, page: &Page, at: &str, next: &str) -> Result<Turned, Leave> {
    let here = Here { lesson, page, at, next };
    if let Some(picture) = &page.picture {
        card::picture(picture, &mut session.paper);
    }
    if !page.text.is_empty() {
        session.paper.words(&page.text);
        session.paper.gap();
    }
    match &page.kind {
        PageKind::Prose => {}
        PageKind::Case { timeline, who, asks } => case(timeline, who, asks, &mut session.paper),
        PageKind::Post(post) => card::post(post, &mut session.paper),
        PageKind::Decision { choices } => return decision(session, &here, choices),
        PageKind::Reflect { reveal, keep } => return reflect(session, &here, reveal, *keep),
        PageKind::Checklist { items, must } => return checklist(session, &here, items, *must),
        PageKind::Dos { dos, donts } => {
            list(session.language().page_do_list(), dos, &mut session.paper);
            list(session.language().page_dont_list(), donts, &mut session.paper);
        }
        PageKind::Takeaways { items } => {
            if page.title.is_empty() {
                session.paper.say(session.language().page_take_away_list());
            }
            numbered(items, &mut session.paper);
        }
    }
    leave(session, &here)
}

impl Here<'_> {
    fn done<'s>(&self, session: &'s Session<'_>) -> Option<Cow<'s, LessonProgress>> {
        session.progress.in_lesson(self.lesson)
    }

    /// Asks for a line on this page.
    fn ask(&self, session: &mut Session<'_>, help: &str, text: bool) -> Result<Heard, Leave> {
        session.ask(&Asks { at: self.at.to_owned(), help, text })
    }
}

fn leave(session: &mut Session<'_>, here: &Here<'_>) -> Result<Turned, Leave> {
    let help = session.language().plain_enter_for(here.next);
    session.paper.gap();
    session.paper.say(&help);
    Ok(wait(session, here.at, &help)?.map_or(Turned::On, Turned::Elsewhere))
}

fn case(timeline: &[Moment], who: &[Words], asks: &Words, paper: &mut Paper<'_>) {
    if !who.is_empty() {
        list(paper.language.page_people(), who, paper);
    }
    for moment in timeline {
        let mark = if moment.when.is_empty() { "- ".to_owned() } else { format!("{}: ", moment.when) };
        paper.words_after(&mark, &moment.words);
    }
    if !asks.is_empty() {
        paper.gap();
        paper.words_after(paper.language.page_think(), asks);
    }
}

fn list(head: &str, items: &[Words], paper: &mut Paper<'_>) {
    paper.say(head);
    for item in items {
        paper.words_after("- ", item);
    }
    paper.gap();
}

fn numbered(items: &[Words], paper: &mut Paper<'_>) {
    for (place, item) in items.iter().enumerate() {
        paper.words_after(&format!("{}. ", place + 1), item);
    }
}

/// A choice, kept before its consequence is told; then the other roads, for who wants to hear them.
fn decision(session: &mut Session<'_>, here: &Here<'_>, choices: &[Choice]) -> Result<Turned, Leave> {
    for (place, choice) in choices.iter().enumerate() {
        session.paper.words_after(&format!("{}. ", place + 1), &choice.words);
    }
    session.paper.gap();
    let words: Vec<String> = choices.iter().map(|choice| choice.words.plain()).collect();
    let mut taken = here.done(session).and_then(|done| done.decisions.get(&here.page.id).copied());
    if let Some(taken) = taken {
        chosen(choices, taken, Language::decision_chosen, session);
    } else {
        session.paper.say(session.language().decision_ask());
    }
    loop {
        let help = match taken {
            None => session.language().decision_help().to_owned(),
            Some(_) => session.language().decision_help_taken(here.next),
        };
        if taken.is_some() {
            session.paper.gap();
            session.paper.say(&help);
        }
        let line = match here.ask(session, &help, false)? {
            Heard::Go(way) => return Ok(Turned::Elsewhere(way)),
            Heard::Line(line) if taken.is_some() && goes_on(&line) => return Ok(Turned::On),
            Heard::Line(line) => line,
        };
        match (typed::one(&line, &words, session.language()), taken) {
            (Err(why), _) => session.tell(&why),
            (Ok(place), Some(taken)) if place != taken => chosen(choices, place, Language::decision_other, session),
            (Ok(place), Some(_)) => chosen(choices, place, Language::decision_chosen, session),
            (Ok(choice), None) => {
                let (lesson, page) = (here.lesson.id.clone(), here.page.id.clone());
                if session.keep(Fact::DecisionTaken { lesson, page, choice }) {
                    taken = Some(choice);
                    chosen(choices, choice, Language::decision_chosen, session);
                }
            }
        }
    }
}

fn chosen(choices: &[Choice], place: usize, said: fn(Language, usize) -> String, session: &mut Session<'_>) {
    session.paper.gap();
    let says = said(session.language(), place + 1);
    session.paper.say(&says);
    if let Some(choice) = choices.get(place).filter(|choice| !choice.reply.is_empty()) {
        session.paper.words(&choice.reply);
    }
}

/// Something to think about, and the second voice once it was asked for.
fn reflect(session: &mut Session<'_>, here: &Here<'_>, reveal: &Words, keep: bool) -> Result<Turned, Leave> {
    let revealed = here.done(session).and_then(|done| done.reflections.get(&here.page.id).cloned());
    if let Some(note) = &revealed {
        if !note.is_empty() {
            let says = session.language().question_you_wrote(note);
            session.paper.say(&says);
            session.paper.gap();
        }
    } else {
        let say = session.language();
        let help = if keep { say.reflect_keep() } else { say.reflect_moment() };
        let mut text = session.progress.unfinished.reflection(&here.lesson.id, &here.page.id).map(Text::of).unwrap_or_default();
        text.tell(LONGEST_REFLECTION, &mut session.paper);
        session.paper.say(help);
        loop {
            let typed = match here.ask(session, help, keep)? {
                Heard::Go(way) => return Ok(Turned::Elsewhere(way)),
                Heard::Line(line) if keep && text.is_begun() => text.hear(&line, LONGEST_REFLECTION, say),
                Heard::Line(line) if keep && session.typed == Spelling::Bare && !line.trim().is_empty() && goes_on(&line) => {
                    Typed::Whole(String::new())
                }
                Heard::Line(line) if keep => match command::told(&line, say).filter(|_| session.typed == Spelling::Bare) {
                    Some(told) => Typed::Because(say.plain_not_written(told)),
                    None => text.hear(&line, LONGEST_REFLECTION, say),
                },
                Heard::Line(line) if goes_on(&line) => Typed::Whole(String::new()),
                Heard::Line(_) => Typed::Because(help.to_owned()),
            };
            let (lesson, page) = (here.lesson.id.clone(), here.page.id.clone());
            if let Typed::Because(why) = &typed {
                session.tell(why);
            }
            let Typed::Whole(note) = typed else {
                let note = text.so_far(LONGEST_REFLECTION);
                if session.progress.unfinished.reflection(&lesson, &page).unwrap_or_default() != note {
                    session.begun = Some(HalfMade::Reflection { lesson, page, note });
                }
                continue;
            };
            if session.keep(Fact::Reflected { lesson, page, note: note.clone() }) {
                break;
            }
            text = Text::of(&note);
        }
        session.paper.gap();
    }
    session.paper.words(reveal);
    leave(session, here)
}

/// Things to tick, by their numbers; some pages want some of them ticked before they are left.
fn checklist(session: &mut Session<'_>, here: &Here<'_>, items: &[Words], must: u32) -> Result<Turned, Leave> {
    let words: Vec<String> = items.iter().map(Words::plain).collect();
    let must = usize::try_from(must).unwrap_or(usize::MAX);
    let ticks = |session: &Session<'_>| here.done(session).and_then(|done| done.ticks.get(&here.page.id).cloned()).unwrap_or_default();
    let kept: BTreeSet<usize> = ticks(session);
    for (place, item) in items.iter().enumerate() {
        let sign = if kept.contains(&place) { "[x]" } else { "[ ]" };
        session.paper.words_after(&format!("{}. {sign} ", place + 1), item);
    }
    let say = session.language();
    let help = say.checklist_help(here.next);
    session.paper.gap();
    session.paper.say(&help);
    loop {
        let mut ticked = ticks(session);
        let line = match here.ask(session, &help, false)? {
            Heard::Go(way) => return Ok(Turned::Elsewhere(way)),
            Heard::Line(line) if goes_on(&line) && ticked.len() >= must => return Ok(Turned::On),
            Heard::Line(line) if goes_on(&line) => {
                session.tell(&say.checklist_more(must - ticked.len()));
                continue;
            }
            Heard::Line(line) => line,
        };
        match typed::several(&line, &words, say) {
            Err(why) => session.tell(&why),
            Ok(places) => {
                for place in places {
                    if !ticked.remove(&place) {
                        ticked.insert(place);
                    }
                }
                let told: Vec<String> = ticked.iter().map(|place| (place + 1).to_string()).collect();
                let (lesson, page) = (here.lesson.id.clone(), here.page.id.clone());
                if session.keep(Fact::Ticked { lesson, page, items: ticked }) {
                    let told = told.join(", ");
                    session.tell(&if told.is_empty() { say.checklist_none(here.next) } else { say.checklist_ticked(told, here.next) });
                }
            }
        }
    }
}
