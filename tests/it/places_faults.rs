//! Servers that die, connections that break, disks that fill up: no acknowledged answer is lost, none is kept twice, and the learner is
//! told in one line. Real servers, real connections; `tests/interop/run postgres` runs these.

use std::collections::BTreeMap;
use std::env;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use bedside::id::{CourseId, QuestionId};
use bedside::journey::{AttemptId, Fact, Journal, Wording};
use bedside::question::{Grade, Response};
use bedside::store::{Address, At, Journals, OneJournal};
use jiff::Timestamp;
use uuid::Uuid;

use crate::places::{a_database_by_address, persistently};

/// How each learner answers: so many questions, and so many of them at once.
const QUESTIONS: usize = 10;
const AT_ONCE: usize = 25;
/// A learner gives up after so long; the test then fails. A machine with much else to do needs minutes to mend a server that was killed.
const PERSISTENCE: Duration = Duration::from_mins(10);
/// After how long a learner tries again.
const AGAIN: Duration = Duration::from_millis(200);

#[test]
#[ignore = "needs a server that may be killed: tests/interop/run postgres"]
fn a_server_killed_in_the_middle_of_many_learners_answers_loses_none() {
    // A thousand take minutes.
    let learners: usize = env::var("BEDSIDE_TEST_LEARNERS").map_or(1000, |told| told.parse().unwrap());
    let kill_and_start = env::var("BEDSIDE_TEST_RESTART").unwrap();
    let address = a_database_by_address();
    let (acknowledged, heard) = channel();
    thread::scope(|scope| {
        for hand in 0..AT_ONCE {
            let (address, acknowledged) = (&address, acknowledged.clone());
            scope.spawn(move || (hand..learners).step_by(AT_ONCE).for_each(|learner| answers_all(address, learner, &acknowledged)));
        }
        drop(acknowledged);
        let quarter = learners * QUESTIONS / 4;
        for _ in 1..=3 {
            assert_eq!(heard.iter().take(quarter).count(), quarter);
            assert!(Command::new("bash").args(["-c", &kill_and_start]).status().unwrap().success());
        }
        assert_eq!(heard.iter().count(), quarter);
    });
    for learner in 0..learners {
        has_each_answer_once(&address, learner);
    }
}

#[test]
#[ignore = "needs a server: tests/interop/run postgres"]
fn a_connection_cut_at_any_byte_loses_nothing_and_doubles_nothing() {
    let address = a_database_by_address();
    let proxy = Proxy::before(&address);
    let (acknowledged, heard) = channel();
    thread::scope(|scope| {
        for learner in 0..20 {
            let (through, acknowledged) = (proxy.address.clone(), acknowledged.clone());
            scope.spawn(move || answers_all(&through, learner, &acknowledged));
        }
        drop(acknowledged);
        // Each connection lives for some bytes and is then cut, in the middle of whatever is said.
        proxy.cuts.store(true, Ordering::Relaxed);
        assert_eq!(heard.iter().take(20 * QUESTIONS * 3 / 4).count(), 20 * QUESTIONS * 3 / 4);
        proxy.cuts.store(false, Ordering::Relaxed);
    });
    assert!(proxy.made.load(Ordering::Relaxed) > 40, "connections were cut: {} were made", proxy.made.load(Ordering::Relaxed));
    for learner in 0..20 {
        has_each_answer_once(&address, learner);
    }
}

#[test]
#[ignore = "needs a server: tests/interop/run postgres"]
fn a_server_that_falls_silent_is_told_of_in_one_line_and_the_answer_waits_on_the_screen() {
    let address = a_database_by_address();
    let proxy = Proxy::before(&address);
    let mut journal = journal(&proxy.address, 1);
    persistently(|| journal.events());
    persistently(|| journal.append(answer(1, 0, 5), at(0)));
    proxy.silent.store(true, Ordering::Relaxed);
    let begun = Instant::now();
    let told = journal.append(answer(1, 1, 5), at(1)).unwrap_err().to_string();
    assert_eq!(told, "could not keep this: the server is away");
    assert!(begun.elapsed() < Duration::from_secs(30), "nobody waits for ever");
    assert_eq!(journal.append(answer(1, 1, 6), at(2)).unwrap_err().to_string(), told);
    proxy.silent.store(false, Ordering::Relaxed);
    let begun = Instant::now();
    while let Err(told) = journal.append(answer(1, 1, 7), at(3)) {
        assert!(begun.elapsed() < PERSISTENCE, "{told}");
    }
    for question in 2..QUESTIONS {
        persistently(|| journal.append(answer(1, question, 5), at(4)));
    }
    has_each_answer_once(&address, 1);
}

#[test]
#[ignore = "needs a server: tests/interop/run postgres"]
fn an_answer_that_was_kept_although_nobody_heard_of_it_is_not_kept_again() {
    let address = a_database_by_address();
    let proxy = Proxy::before(&address);
    // The first fact of a journal, and a later one.
    for (question, has_read) in [(0, false), (1, true)] {
        let mut journal = journal(&proxy.address, 1);
        if has_read {
            persistently(|| journal.events());
        }
        proxy.mute.store(true, Ordering::Relaxed);
        assert_eq!(journal.append(answer(1, question, 5), at(1)).unwrap_err().to_string(), "could not keep this: the server is away");
        proxy.mute.store(false, Ordering::Relaxed);
        let begun = Instant::now();
        while let Err(told) = journal.append(answer(1, question, 6), at(2)) {
            assert!(begun.elapsed() < PERSISTENCE, "{told}");
        }
    }
    let mut journal = journal(&address, 1);
    for question in 2..QUESTIONS {
        persistently(|| journal.append(answer(1, question, 5), at(3)));
    }
    has_each_answer_once(&address, 1);
}

#[test]
#[ignore = "needs a server with a small disk: tests/interop/run postgres"]
fn a_full_disk_is_told_of_and_what_was_kept_is_there_once_there_is_room() {
    let (fill, free) = (env::var("BEDSIDE_TEST_FILL").unwrap(), env::var("BEDSIDE_TEST_FREE").unwrap());
    let shell = |command: &str| assert!(Command::new("bash").args(["-c", command]).status().unwrap().success());
    let address = a_database_by_address();
    let mut journal = journal(&address, 1);
    persistently(|| journal.append(answer(1, 0, 5), at(0)));
    shell(&fill);
    // What fits into the pages that are there may still be kept; then the server says no, or dies of it.
    let (mut kept, mut told) = (0, String::new());
    for number in 0..200_000 {
        match journal.append(long_note(number), at(number)) {
            Ok(_) => kept += 1,
            Err(error) => {
                told = error.to_string();
                break;
            }
        }
    }
    assert!(told.contains("the server's disk is full") || told.contains("the server is away"), "after {kept}: {told}");
    assert_eq!(told.lines().count(), 1);
    shell(&free);
    let begun = Instant::now();
    while let Err(told) = journal.append(answer(1, 1, 5), at(1)) {
        assert!(begun.elapsed() < PERSISTENCE, "{told}");
    }
    for question in 2..QUESTIONS {
        persistently(|| journal.append(answer(1, question, 5), at(2)));
    }
    has_each_answer_once(&address, 1);
    let mut again = self::journal(&address, 1);
    let notes = persistently(|| again.events()).iter().filter(|event| matches!(event.fact, Fact::NoteWritten { .. })).count();
    assert!(
        usize::try_from(kept).unwrap() <= notes && notes <= usize::try_from(kept).unwrap() + 1,
        "{kept} were acknowledged, {notes} are there"
    );
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_795_000_000_000 + millis).unwrap()
}

fn journal(address: &str, learner: usize) -> OneJournal {
    let begun = Instant::now();
    loop {
        let place = At::Server(Box::new(Address::read(address, |_| None).unwrap()));
        match Journals::open(&place).unwrap().journal(&format!("learner-{learner}"), &CourseId::new("course").unwrap()) {
            Ok(journal) => return journal,
            Err(error) => assert!(begun.elapsed() < PERSISTENCE, "{error}"),
        }
    }
}

fn answer(learner: usize, question: usize, millis: u64) -> Fact {
    Fact::QuestionAnswered {
        attempt: AttemptId(Uuid::from_u128(learner as u128 + 1)),
        question: QuestionId::new(&format!("question-{question}")).unwrap(),
        response: Response::One(learner % 4),
        grade: Grade::FULL,
        points: 1,
        millis,
        wording: Wording { ask: format!("Question {question}?"), items: vec!["a".into(), "b".into()] },
    }
}

fn long_note(number: i64) -> Fact {
    Fact::NoteWritten {
        about: bedside::journey::Subject::Course,
        text: format!("{number} {}", Uuid::new_v4().simple().to_string().repeat(60)),
    }
}

/// Answers every question as a person would: told that it was not kept, presses Enter again.
fn answers_all(address: &str, learner: usize, acknowledged: &Sender<()>) {
    let mut journal = journal(address, learner);
    for question in 0..QUESTIONS {
        let begun = Instant::now();
        // Each time it took a little longer, so the fact is another one.
        for millis in 0.. {
            match journal.append(answer(learner, question, millis), at(i64::try_from(millis).unwrap())) {
                Ok(_) => break,
                Err(error) => {
                    assert_eq!(error.to_string(), "could not keep this: the server is away");
                    assert!(begun.elapsed() < PERSISTENCE, "the server did not come back");
                    // Nobody presses a key more often, and a server that comes back has other things to do.
                    thread::park_timeout(AGAIN);
                }
            }
        }
        acknowledged.send(()).unwrap_or_default();
    }
}

fn has_each_answer_once(address: &str, learner: usize) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut journal = journal(address, learner);
    for event in persistently(|| journal.events()) {
        if let Fact::QuestionAnswered { question, response, .. } = event.fact {
            assert_eq!(response, Response::One(learner % 4));
            *times.entry(question.to_string()).or_default() += 1;
        }
    }
    let expected: BTreeMap<String, usize> = (0..QUESTIONS).map(|question| (format!("question-{question}"), 1)).collect();
    assert_eq!(times, expected, "learner {learner}");
}

/// Stands between a learner and the server, and cuts the line or falls silent when it is told to.
struct Proxy {
    address: String,
    cuts: Arc<AtomicBool>,
    silent: Arc<AtomicBool>,
    /// Whether what the server says is swallowed, while it hears everything.
    mute: Arc<AtomicBool>,
    made: Arc<AtomicUsize>,
}

impl Proxy {
    fn before(address: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (before, rest) = address.rsplit_once("@127.0.0.1:").unwrap();
        let (server_port, name) = rest.split_once('/').unwrap();
        let server = format!("127.0.0.1:{server_port}");
        let (cuts, silent, made) = (Arc::<AtomicBool>::default(), Arc::<AtomicBool>::default(), Arc::<AtomicUsize>::default());
        let mute = Arc::<AtomicBool>::default();
        let proxy = Self {
            address: format!("{before}@127.0.0.1:{port}/{name}"),
            cuts: cuts.clone(),
            silent: silent.clone(),
            mute: mute.clone(),
            made: made.clone(),
        };
        thread::spawn(move || {
            for near in listener.incoming() {
                let (near, far) = (near.unwrap(), TcpStream::connect(&server));
                let Ok(far) = far else { continue };
                let number = made.fetch_add(1, Ordering::Relaxed);
                // The first connections live long enough to let somebody in; the more there were, the longer one lives.
                let life = 900 + (number * 7919) % 4000;
                let never = Arc::<AtomicBool>::default();
                for (from, to, mute) in [(&near, &far, &never), (&far, &near, &mute)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    let (cuts, silent, mute) = (cuts.clone(), silent.clone(), mute.clone());
                    thread::spawn(move || carry(from, to, life, &cuts, [&silent, &mute]));
                }
            }
        });
        proxy
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, mut life: usize, cuts: &AtomicBool, swallows: [&AtomicBool; 2]) {
    let mut bytes = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        if swallows.iter().any(|swallows| swallows.load(Ordering::Relaxed)) {
            // Swallowed: nobody hears of it, and the line stays open.
            continue;
        }
        let cut = cuts.load(Ordering::Relaxed) && life < count;
        let carried = if cut { life } else { count };
        if to.write_all(&bytes[..carried]).is_err() || cut {
            break;
        }
        life = life.saturating_sub(carried);
    }
    let _gone = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
}
