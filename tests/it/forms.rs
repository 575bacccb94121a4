//! Every kind of question on the real program, answered by keys alone and by mouse alone, on a usual terminal and on the smallest.

use std::path::Path;
use std::sync::Arc;

use bedside::course::{Course, Question, read};
use bedside::journey::{Attempt, Drawn, Progress};
use bedside::question::{Form, Play, Response};
use bedside::store::Sqlite;

use crate::root;
use crate::support::hand::{Hand, Keys, MENDED, shown};
use crate::support::pty::{Setting, Window, flat};

const COURSE: &str = "tests/it/fixtures/forms";

fn course() -> Course {
    read(Arc::new(bedside::source::folder(&root().join(COURSE)).unwrap())).course.unwrap()
}

/// What is kept, read from the database through the library.
fn attempt(data: &Path, course: &Course) -> Attempt {
    let mut journal = Sqlite::open_to_read(data).unwrap().unwrap().journal("local", &course.id).unwrap();
    Progress::replay(&journal.read().unwrap()).attempts.last().expect("an attempt").clone()
}

struct Mouse;

impl Mouse {
    /// Clicks on words, turning the wheel until they are seen.
    fn clicks(window: &mut Window, words: &str) {
        for down in [true, false] {
            loop {
                let before = window.screen();
                if before.contains(words) {
                    window.clicks_on(words).changes(&before);
                    return;
                }
                if !window.turns_the_wheel(down).changes(&before) {
                    break;
                }
            }
        }
        panic!("«{words}» cannot be reached:\n{}", window.screen());
    }
}

impl Hand for Mouse {
    fn answers(&self, window: &mut Window, question: &Question, drawn: &Drawn) {
        let words: Vec<String> = question.kind.form().words().iter().map(|words| words.plain()).collect();
        match question.kind.key() {
            Response::One(item) => Self::clicks(window, &words[item]),
            Response::Some(items) => {
                for item in items {
                    Self::clicks(window, &words[item]);
                }
                Self::clicks(window, "Answer with");
            }
            Response::Order(items) => {
                for item in items {
                    Self::clicks(window, &words[item]);
                }
                Self::clicks(window, "Answer with");
            }
            Response::Pairs(partners) => {
                for (left, partner) in partners.iter().enumerate() {
                    // Each click gives the next partner.
                    for _ in 0..=shown(drawn, partner.unwrap()) {
                        Self::clicks(window, &words[left]);
                    }
                }
                Self::clicks(window, "Answer with");
            }
            Response::Bins(bins) => {
                let Form::Sort { bins: targets, .. } = question.kind.form() else { panic!("bins") };
                for (item, bin) in bins.iter().enumerate() {
                    for _ in 0..=bin.unwrap() {
                        Self::clicks(window, &words[targets.len() + item]);
                    }
                }
                Self::clicks(window, "Answer with");
            }
            Response::Marks(phrases) => {
                let Form::Mark { pieces } = question.kind.form() else { panic!("phrases") };
                for phrase in phrases {
                    let piece = pieces.iter().find(|piece| piece.phrase == Some(phrase)).unwrap();
                    // Its last word may stand on another row than its first: the whole phrase can be clicked.
                    Self::clicks(window, piece.text.split([' ', '-']).next_back().unwrap());
                }
                Self::clicks(window, "Answer with");
            }
            Response::Written(words) => {
                let before = window.screen();
                window.pastes(&words).changes(&before);
                Self::clicks(window, "Answer with");
            }
            Response::Rewritten { ticked, .. } => {
                let before = window.screen();
                window.pastes(MENDED).changes(&before);
                Self::clicks(window, "Done writing");
                for item in ticked {
                    Self::clicks(window, &words[item + 1]);
                }
                Self::clicks(window, "Done");
            }
            Response::Played(choices) => {
                let Form::Play { story } = question.kind.form() else { panic!("a story") };
                let mut play = Play::begin(story);
                for choice in choices {
                    let words = play.choices().iter().find(|(number, _)| *number == choice).unwrap().1.words.plain();
                    Self::clicks(window, &words);
                    play.choose(choice);
                }
            }
        }
    }

    fn goes_on(&self, window: &mut Window, sees: &str) {
        let button = if sees == "Passed." { "See the result" } else { "Next question" };
        Self::clicks(window, button);
        window.sees(sees);
    }
}

/// Whether an answer is the right one. A text is one's own: the mouse can only add to it.
fn is_right(question: &Question, kept: &Response) -> bool {
    match (kept, question.kind.key()) {
        (Response::Rewritten { text, ticked }, Response::Rewritten { ticked: all, .. }) => text.ends_with(MENDED) && *ticked == all,
        (kept, key) => *kept == key,
    }
}

fn answers_all(hand: &dyn Hand, columns: u16, rows: u16) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let course = course();
    let quiz = &course.quizzes[0];
    let files = root().join(COURSE);
    let arguments = ["--course", files.to_str().unwrap()];
    let mut window = Setting { columns, rows, arguments: &arguments, ..Setting::new(data) }.opens();
    window.sees("Your name").types("Ada").presses("enter enter enter enter").sees("One of each").presses("enter");
    window.sees("begin").presses("end enter").sees("1 of 10");
    for (place, question) in quiz.questions.iter().enumerate() {
        let drawn = attempt(data, &course).drawn_as(question).unwrap().clone();
        hand.answers(&mut window, question, &drawn);
        window.waits(&format!("the reasons of {}", question.id), |screen| flat(screen).contains("go on"));
        let kept = attempt(data, &course).answer_to(question).unwrap_or_else(|| panic!("no answer to {}", question.id)).clone();
        assert!(is_right(question, &kept.response), "{} was answered {:?}, not {:?}", question.id, kept.response, question.kind.key());
        let next = if place + 1 == quiz.questions.len() { "Passed.".to_owned() } else { format!("{} of 10", place + 2) };
        hand.goes_on(&mut window, &next);
    }
    let ended = attempt(data, &course).ended.expect("the attempt has ended");
    assert!(ended.passed && ended.grade.is_full());
    window.presses("q").ends();
}

#[test]
fn every_kind_is_answered_by_keys_alone() {
    answers_all(&Keys, 80, 24);
}

#[test]
fn every_kind_is_answered_by_keys_alone_on_the_smallest_terminal() {
    answers_all(&Keys, 40, 12);
}

#[test]
fn every_kind_is_answered_by_mouse_alone() {
    answers_all(&Mouse, 80, 24);
}

#[test]
fn every_kind_is_answered_by_mouse_alone_on_the_smallest_terminal() {
    answers_all(&Mouse, 40, 12);
}
