//! The same promises, whatever keeps the records: each body below runs in a folder, and on a server where one is at hand
//! (`tests/interop/run postgres` starts two and runs what is ignored here).

use std::collections::BTreeSet;
use std::env;
use std::fmt::Display;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use bedside::id::{CourseId, LessonId, PageId, QuestionId};
use bedside::journey::{AttemptId, Event, Fact, Introduction, Journal, LearnerId, Wording};
use bedside::question::{Grade, Response};
use bedside::store::{Address, At, Error, Journals, OneJournal};
use jiff::Timestamp;
use postgres::{Client, NoTls};
use uuid::Uuid;

/// The address of a server whose account may make databases, without a database in it: `postgres://owner:secret@127.0.0.1:5432`.
const SERVER: &str = "BEDSIDE_TEST_SERVER";

/// A promise about the records of one place, which nobody else uses.
type Body = fn(&At);

const JOURNALS: &[(&str, Body)] = &[
    ("what was kept is there after opening again", what_was_kept_is_there_after_opening_again),
    ("a second window hears of the first", a_second_window_hears_of_the_first),
    ("learners and courses do not mix", learners_and_courses_do_not_mix),
    ("a learner is written down with the first fact", a_learner_is_written_down_with_the_first_fact),
    ("windows that write at once lose nothing", windows_that_write_at_once_lose_nothing),
    ("an empty place that many open at once is set up", an_empty_place_that_many_open_at_once_is_set_up),
    ("every learner is visited by account", every_learner_is_visited_by_account),
    ("many learners are visited, each with what that one did", many_learners_are_visited_each_with_what_that_one_did),
    ("who wants to go is gone", who_wants_to_go_is_gone),
];

#[test]
fn a_folder_keeps_journals() {
    for (_, body) in JOURNALS {
        let folder = tempfile::tempdir().unwrap();
        body(&At::Folder(folder.path().to_owned()));
    }
}

#[test]
#[ignore = "needs a server: tests/interop/run postgres"]
fn a_server_keeps_the_same_journals() {
    for (_, body) in JOURNALS {
        body(&a_database());
    }
}

/// Makes a database of its own on the server at hand.
pub(crate) fn a_database() -> At {
    let address = a_database_by_address();
    At::Server(Box::new(Address::read(&address, |_| None).unwrap()))
}

/// Returns the address of a new database.
pub(crate) fn a_database_by_address() -> String {
    let server = env::var(SERVER).unwrap_or_else(|_| panic!("{SERVER} names no server"));
    let name = format!("bedside_{}", Uuid::new_v4().simple());
    let mut owner = Client::connect(&format!("{server}/postgres"), NoTls).unwrap();
    owner.batch_execute(&format!("create database {name}")).unwrap();
    format!("{server}/{name}")
}

/// A server on a machine with much else to do may be slow to answer; whoever asks gives up after so long, and the test then fails.
const PERSISTENCE: Duration = Duration::from_mins(10);

/// Does what a learner does who is told that the server is away: tries again. Whatever else is said is a failure.
pub(crate) fn persistently<T, E: Display>(mut wish: impl FnMut() -> Result<T, E>) -> T {
    let begun = Instant::now();
    loop {
        match wish() {
            Ok(done) => return done,
            Err(error) => assert!(error.to_string().contains("the server is away") && begun.elapsed() < PERSISTENCE, "{error}"),
        }
    }
}

#[test]
#[ignore = "needs a server: tests/interop/run postgres"]
fn whoever_is_not_let_in_is_told_apart_from_whoever_may_not_do_this() {
    let address = a_database_by_address();
    let at = |address: &str| At::Server(Box::new(Address::read(address, |_| None).unwrap()));
    let asks = |at: &At| Journals::open(at).and_then(|journals| journals.journal("ada", &CourseId::new("sample").unwrap())).err();
    assert!(asks(&at(&address)).is_none());
    assert!(matches!(asks(&at(&format!("{address}_not"))), Some(Error::Shut { .. })), "there is no such database");
    let role = format!("role_{}", Uuid::new_v4().simple());
    let mut owner = Client::connect(&address, NoTls).unwrap();
    owner.batch_execute(&format!("create role {role} login password 'role'")).unwrap();
    let (scheme, rest) = address.split_once("://").unwrap();
    let as_role = format!("{scheme}://{role}:role@{}", rest.split_once('@').unwrap().1);
    assert!(matches!(asks(&at(&as_role)), Some(Error::Forbidden { .. })), "it may not look at the tables");
    owner.batch_execute(&format!("alter role {role} nologin")).unwrap();
    assert!(matches!(asks(&at(&as_role)), Some(Error::Shut { .. })));
    owner.batch_execute(&format!("drop role {role}")).unwrap();
}

/// A learner's journal, used as a learner would.
struct Patient(OneJournal);

impl Patient {
    fn append(&mut self, fact: &Fact, at: Timestamp) -> Vec<Event> {
        persistently(|| self.0.append(fact.clone(), at))
    }

    fn events(&mut self) -> Vec<Event> {
        persistently(|| self.0.events())
    }

    fn news(&mut self) -> Vec<Event> {
        persistently(|| self.0.news())
    }

    fn learner(&self) -> Option<LearnerId> {
        self.0.learner()
    }
}

fn journal(at: &At, account: &str, course: &str) -> Patient {
    Patient(persistently(|| {
        let opened = Journals::open(at).unwrap().journal(account, &CourseId::new(course).unwrap());
        opened.map_err(|error| if matches!(error, Error::Away { .. }) { "the server is away".to_owned() } else { error.to_string() })
    }))
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_795_000_000_000 + millis).unwrap()
}

fn page(id: &str) -> Fact {
    Fact::PageRead { lesson: LessonId::new("privacy").unwrap(), page: PageId::new(id).unwrap() }
}

fn named(name: &str) -> Fact {
    Fact::Introduced(Introduction { name: name.to_owned(), ..Introduction::default() })
}

fn answer(id: u128, words: &str) -> Fact {
    Fact::QuestionAnswered {
        attempt: AttemptId(Uuid::from_u128(id)),
        question: QuestionId::new("first-one").unwrap(),
        response: Response::Some(BTreeSet::from([0, 2])),
        grade: Grade::share(2, 3),
        points: 2,
        millis: 12_345,
        wording: Wording { ask: words.to_owned(), items: vec!["a".to_owned(), "b \u{1f469}\u{200d}\u{2695}\u{fe0f}".to_owned()] },
    }
}

fn facts(events: Vec<Event>) -> Vec<Fact> {
    events.into_iter().map(|event| event.fact).collect()
}

fn what_was_kept_is_there_after_opening_again(place: &At) {
    let kept_facts =
        [named("Ana \u{1b}[2J'; drop table event; --"), page("p-1"), answer(1, "What now?"), answer(2, "What now?"), page("p-2")];
    let mut first = journal(place, "local", "course");
    let kept: Vec<Event> = kept_facts.iter().zip(0..).flat_map(|(fact, millis)| first.append(fact, at(millis))).collect();
    drop(first);
    let mut again = journal(place, "local", "course");
    assert_eq!(again.events(), kept);
    assert_eq!(kept.iter().map(|event| &event.fact).collect::<Vec<_>>(), kept_facts.iter().collect::<Vec<_>>());
    assert_eq!(kept.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(kept[3].at, at(3));
}

fn a_second_window_hears_of_the_first(place: &At) {
    let (mut one, mut two) = (journal(place, "local", "course"), journal(place, "local", "course"));
    assert!(one.events().is_empty() && two.events().is_empty());
    one.append(&page("p-1"), at(1));
    one.append(&page("p-2"), at(2));
    assert_eq!(facts(two.append(&page("p-3"), at(3))), [page("p-1"), page("p-2"), page("p-3")]);
    let heard: Vec<u64> = one.append(&page("p-4"), at(4)).into_iter().map(|event| event.seq).collect();
    assert_eq!(heard, [3, 4]);
    assert_eq!(one.learner(), two.learner());
    // Nor has it to keep anything for that.
    assert_eq!(facts(two.news()), [page("p-4")]);
    assert_eq!(facts(two.append(&page("p-5"), at(5))).last(), Some(&page("p-5")));
    assert_eq!(two.events().len(), 5);
}

fn learners_and_courses_do_not_mix(place: &At) {
    let mut first = journal(place, "ana", "course");
    first.append(&named("Ana"), at(0));
    first.append(&page("p-1"), at(1));
    journal(place, "ben", "course").append(&page("p-2"), at(2));
    let mut other = journal(place, "ana", "other");
    assert_eq!(facts(other.events()), [named("Ana")], "a name holds for every course");
    assert_eq!(other.append(&page("p-3"), at(3)).first().map(|event| event.seq), Some(3));
    assert_eq!(facts(first.append(&page("p-4"), at(4))), [page("p-4")]);
}

fn a_learner_is_written_down_with_the_first_fact(place: &At) {
    let mut journal = journal(place, "local", "course");
    assert!(journal.events().is_empty());
    assert_eq!(journal.learner(), None);
    journal.append(&page("p-1"), at(0));
    assert!(journal.learner().is_some());
}

fn windows_that_write_at_once_lose_nothing(place: &At) {
    const WINDOWS: i64 = 4;
    const EACH: i64 = 25;
    std::thread::scope(|scope| {
        for window in 0..WINDOWS {
            scope.spawn(move || {
                let mut journal = journal(place, "local", "course");
                journal.events();
                for number in 0..EACH {
                    journal.append(&page(&format!("p-{window}-{number}")), at(number));
                }
            });
        }
    });
    let kept = journal(place, "local", "course").events();
    assert_eq!(kept.iter().map(|event| event.seq).collect::<Vec<_>>(), (1..=100).collect::<Vec<u64>>());
    let pages: BTreeSet<String> = kept.iter().map(|event| format!("{:?}", event.fact)).collect();
    assert_eq!(pages.len(), 100);
}

fn an_empty_place_that_many_open_at_once_is_set_up(place: &At) {
    const WINDOWS: usize = 16;
    let together = Barrier::new(WINDOWS);
    std::thread::scope(|scope| {
        for window in 0..WINDOWS {
            let together = &together;
            scope.spawn(move || {
                together.wait();
                let mut journal = journal(place, &format!("learner-{window}"), "course");
                journal.append(&page("p-1"), at(1));
            });
        }
    });
    for window in 0..WINDOWS {
        assert_eq!(facts(journal(place, &format!("learner-{window}"), "course").events()), [page("p-1")]);
    }
}

fn every_learner_is_visited_by_account(place: &At) {
    for (account, name) in [("ben", "Ben"), ("ana", "Ana"), ("cy", "Cy")] {
        journal(place, account, "course").append(&named(name), at(0));
    }
    journal(place, "ana", "other").append(&page("p-1"), at(1));
    let mut met = Vec::new();
    let visit = |person: bedside::store::Person| -> Result<(), Error> {
        met.push((person.account, facts(person.events)));
        Ok(())
    };
    Journals::open(place).unwrap().learners(&CourseId::new("course").unwrap(), visit).unwrap();
    let expected = [("ana", "Ana"), ("ben", "Ben"), ("cy", "Cy")].map(|(account, name)| (account.to_owned(), vec![named(name)]));
    assert_eq!(met, expected);
}

fn many_learners_are_visited_each_with_what_that_one_did(place: &At) {
    let account = |number: u32| format!("p{number:03}");
    // Some have done something in this course, some only elsewhere.
    for number in 0..150 {
        let course = if number % 3 == 0 { "other" } else { "course" };
        journal(place, &account(number), course).append(&page(&format!("page-{number}")), at(0));
    }
    let mut met = Vec::new();
    let course = CourseId::new("course").unwrap();
    let visit = |person: bedside::store::Person| -> Result<(), Error> {
        met.push((person.account, facts(person.events)));
        Ok(())
    };
    Journals::open(place).unwrap().learners(&course, visit).unwrap();
    let did = |number: u32| if number.is_multiple_of(3) { Vec::new() } else { vec![page(&format!("page-{number}"))] };
    assert_eq!(met, (0..150).map(|number| (account(number), did(number))).collect::<Vec<_>>());
    // Whoever has had enough hears of nobody else.
    let mut heard = 0;
    let enough = Journals::open(place).unwrap().learners(&course, |_| -> Result<(), Error> {
        heard += 1;
        if heard == 70 { Err(Error::Folder { folder: "x".into(), because: std::io::Error::other("enough") }) } else { Ok(()) }
    });
    assert!(enough.is_err() && heard == 70, "{heard}");
}

fn who_wants_to_go_is_gone(place: &At) {
    journal(place, "ana", "course").append(&named("Ana"), at(0));
    journal(place, "ana", "other").append(&answer(1, "What now?"), at(1));
    journal(place, "ben", "course").append(&named("Ben"), at(2));
    let forgotten = Journals::open(place).unwrap().forget("ana").unwrap();
    assert_eq!((forgotten.facts, forgotten.others), (2, 1));
    assert!(journal(place, "ana", "course").events().is_empty());
    assert_eq!(facts(journal(place, "ben", "course").events()), [named("Ben")]);
}
