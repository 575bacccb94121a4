//! `bedside preview`: the course as learners meet it, drawn anew whenever a file is saved. Keeps no records.

mod lines;

use std::collections::BTreeSet;
use std::env;
use std::io::{IsTerminal, stdin, stdout};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};

use crate::cli::{Answer, CourseFrom, Failure, Person, Setup};
use crate::clock::Clock;
use crate::course::Course;
use crate::course::named;
use crate::course::proof::{Part, Press, Proof, Told};
use crate::id::QuestionId;
use crate::journey::{self, Drawn, Fact, Introduction, Journal, MemoryJournal, Place, Progress, Route, fresh, shuffled};
use crate::language::Tag;
use crate::source::Watch;
use crate::tui;

use super::folder::course_above;
use super::{Command, learn};

pub(super) const COMMAND: Command = Command {
    name: "preview",
    person: Person::Trainer,
    about: "see a page as learners will, drawn anew whenever you save; keeps no records",
    example: "bedside preview lessons/consent.toml#your-move",
    arguments,
    run,
};

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("place").value_name("FILE[#PAGE]").help("where to begin: a lesson, a page, a quiz, or a question, by its file or id"),
        Arg::new("advice").long("advice").action(ArgAction::SetTrue).help("show advice on writing beneath the page, too"),
    ]
}

fn run(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let written = arguments.get_one::<String>("place").map(String::as_str).unwrap_or_default();
    let told = if arguments.get_flag("advice") { Told::Advice } else { Told::Wrong };
    let (folder, place) = folder_and_place(written, setup);
    let (spoken, place) = language_of(&place);
    let mut watch = Watch::begin(&folder)?;
    if !watch.files().texts.contains_key("course.toml") {
        return Err(Failure::NoCourseHere { folder });
    }
    let (mut press, today) = (Press::in_language(spoken.or_else(|| setup.wanted.clone())), setup.today);
    let proof = press.pull(&watch.files()).ok_or(Failure::EmptyCourse { folder })?;
    let part = if place.is_empty() { None } else { Some(named(&proof, &place).map_err(|told| Failure::Usage { told: told.to_string() })?) };
    let clock = setup.clock();
    let mut journal = MemoryJournal::default();
    let at = begin(&proof.course, part.as_ref(), &mut journal, &*clock)?;
    if setup.plain || !stdin().is_terminal() || !stdout().is_terminal() {
        return lines::run(setup, (watch, press, proof), told, &mut journal);
    }
    let progress = Progress::replay(&journal.events()?);
    let (course, seed) = (proof.course.clone(), learn::luck());
    let notice = Some(setup.language().preview_begins().to_owned());
    let start = tui::Start {
        course,
        progress,
        language: setup.language(),
        given: setup.given.clone(),
        usual: setup.usual.clone(),
        depth: setup.depth,
        at,
        pixels: setup.pixels,
        notice,
        documents: None,
        seed,
    };
    let proofs = move |shows: &mut dyn FnMut(Proof) -> bool| {
        let (mut goes_on, mut is_judged) = (true, false);
        while goes_on {
            // A page is drawn as soon as it is read; what is to be said about the course takes longer to find, follows, and is left for
            // later when something else is saved meanwhile.
            if !is_judged && let Some(proof) = press.judge(today, told, &mut || watch.is_quiet()) {
                (goes_on, is_judged) = (shows(proof), true);
                continue;
            }
            let news = if watch.is_quiet() { Some(watch.next()) } else { watch.now().map(Some) };
            match news {
                // Nothing can be told any more.
                Some(None) => goes_on = false,
                // An editor wrote and took back what it wrote.
                None => {}
                Some(Some(files)) => match press.pull(&files) {
                    Some(proof) => (goes_on, is_judged) = (shows(proof), false),
                    None => is_judged = true,
                },
            }
        }
    };
    learn::obey(tui::run(start, None, Some(Box::new(proofs)), &mut journal, &*clock)?)
}

/// Returns the course folder, and what is meant in it. A file tells its folder: the nearest above it with a `course.toml`; else it is the
/// nearest above the place one stands at.
fn folder_and_place(written: &str, setup: &Setup) -> (PathBuf, String) {
    let (file, inner) = written.split_once('#').map_or((written, ""), |(file, inner)| (file, inner));
    let on_the_machine = Path::new(file).canonicalize().ok().filter(|_| !file.is_empty());
    let folder = match &setup.course {
        CourseFrom::Folder(folder) => folder.clone(),
        CourseFrom::Shipped => {
            let own = on_the_machine.as_deref().and_then(course_above);
            own.or_else(|| course_above(&env::current_dir().ok()?)).unwrap_or_else(|| PathBuf::from("."))
        }
    };
    let inside = on_the_machine.zip(folder.canonicalize().ok()).and_then(|(file, folder)| {
        let inside = file.strip_prefix(folder).ok()?;
        Some(inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    });
    let inside = inside.unwrap_or_else(|| file.replace('\\', "/").trim_start_matches("./").to_owned());
    (folder, if inner.is_empty() { inside } else { format!("{inside}#{inner}") })
}

/// Returns the language of a place in a translation, and the place that it translates.
fn language_of(place: &str) -> (Option<Tag>, String) {
    let inside = place.strip_prefix("translations/").and_then(|rest| rest.split_once('/'));
    match inside.and_then(|(language, own)| Some((Tag::read(language)?, own))) {
        Some((language, own)) => (Some(language), own.to_owned()),
        None => (None, place.to_owned()),
    }
}

/// Keeps what must have happened for somebody to stand at a part of the course, and returns the way there.
fn begin(course: &Course, part: Option<&Part>, journal: &mut MemoryJournal, clock: &dyn Clock) -> Result<Option<Route>, Failure> {
    let now = clock.now();
    let who = Introduction { name: "Preview".to_owned(), ..Introduction::default() };
    journal.append(Fact::Introduced(who), now)?;
    let route = match part {
        None | Some(Part::Course | Part::File(_)) => return Ok(None),
        Some(Part::Lesson(lesson)) => {
            if let Some(page) = course.lesson(lesson).and_then(|lesson| lesson.pages.first()) {
                journal.append(Fact::PlaceLeft { place: Place::Page { lesson: lesson.clone(), page: page.id.clone(), scroll: 0 } }, now)?;
            }
            Route::Lesson(lesson.clone())
        }
        Some(Part::Page(lesson, page)) => {
            journal.append(Fact::PlaceLeft { place: Place::Page { lesson: lesson.clone(), page: page.clone(), scroll: 0 } }, now)?;
            Route::Page(lesson.clone(), page.clone())
        }
        // Whatever comes before it in the course, its author has come to see this quiz.
        Some(Part::Quiz(id)) => {
            let Some(quiz) = course.quiz(id).filter(|quiz| !quiz.questions.is_empty()) else { return Ok(Some(Route::Quiz(id.clone()))) };
            journal.append(journey::begin(quiz, fresh::attempt(now, learn::luck()), &BTreeSet::new(), learn::luck()), now)?;
            journal.append(Fact::PlaceLeft { place: Place::Quiz { quiz: id.clone() } }, now)?;
            Route::Quiz(id.clone())
        }
        Some(Part::Question(question)) => {
            let Some((quiz, drawn)) = from(course, question) else { return Ok(None) };
            let attempt = fresh::attempt(now, learn::luck());
            journal.append(Fact::AttemptStarted { attempt, quiz: quiz.id.clone(), pass: quiz.pass, drawn }, now)?;
            journal.append(Fact::PlaceLeft { place: Place::Quiz { quiz: quiz.id.clone() } }, now)?;
            Route::Quiz(quiz.id.clone())
        }
    };
    Ok(Some(route))
}

/// Returns the quiz of a question, and all its questions from that one on, round to the one before it.
fn from<'a>(course: &'a Course, question: &QuestionId) -> Option<(&'a crate::course::Quiz, Vec<Drawn>)> {
    let quiz = course.quizzes.iter().find(|quiz| quiz.question(question).is_some())?;
    let first = quiz.questions.iter().position(|asked| asked.id == *question)?;
    let round = quiz.questions.iter().skip(first).chain(quiz.questions.iter().take(first));
    let drawn = round.map(|asked| Drawn { question: asked.id.clone(), rev: asked.rev, order: shuffled(asked, learn::luck()) });
    Some((quiz, drawn.collect()))
}
