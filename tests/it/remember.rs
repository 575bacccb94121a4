//! What was kept stays kept: through kills, between windows, and whatever order it is read in.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write, stdout};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use bedside::course::Version;
use bedside::id::{CourseId, LessonId, PageId, QuestionId, QuizId};
use bedside::journey::{AttemptId, CertificateId, Drawn, Event, Fact, HalfMade, Introduction, Journal, Place, Progress, Wording};
use bedside::question::{Grade, Percent, Response};
use bedside::source::Digest;
use bedside::store::{FILE, Sqlite, SqliteJournal};
use jiff::Timestamp;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof};
use proptest::proptest;
use rusqlite::Connection;
use uuid::Uuid;

/// Tells a child of this binary which folder to write to, and how many facts.
const FOLDER: &str = "BEDSIDE_TEST_FOLDER";
const COUNT: &str = "BEDSIDE_TEST_COUNT";

pub(crate) fn journal(folder: &Path) -> SqliteJournal {
    Sqlite::open(folder).unwrap().journal("local", &CourseId::new("course").unwrap()).unwrap()
}

pub(crate) fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + seconds).unwrap()
}

pub(crate) fn page(number: usize) -> Fact {
    Fact::PageRead { lesson: LessonId::new("privacy").unwrap(), page: PageId::new(&format!("page-{number}")).unwrap() }
}

/// The writer of the tests below: keeps facts and prints the place of each once it is kept.
#[test]
fn as_a_child_that_writes() {
    let (Ok(folder), Ok(count)) = (env::var(FOLDER), env::var(COUNT)) else { return };
    let mut journal = journal(Path::new(&folder));
    for number in 0..count.parse().unwrap() {
        let events = journal.append(page(number), moment(0)).unwrap();
        writeln!(stdout(), "\nkept {}", events.last().unwrap().seq).unwrap();
    }
}

/// Starts this binary again as the writer.
fn writer(folder: &Path, count: usize) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "remember::as_a_child_that_writes", "--nocapture"])
        .env(FOLDER, folder)
        .env(COUNT, count.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The places a writer prints.
fn places(child: &mut Child) -> impl Iterator<Item = u64> + use<> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    lines.filter_map(|line| line.strip_prefix("kept ").map(|seq| seq.parse().unwrap()))
}

fn is_sound(folder: &Path) -> bool {
    let connection = Connection::open(folder.join(FILE)).unwrap();
    connection.query_row("pragma integrity_check", [], |row| row.get::<_, String>(0)).unwrap() == "ok"
}

fn seqs(events: &[Event]) -> Vec<u64> {
    events.iter().map(|event| event.seq).collect()
}

/// Kills writers to a folder again and again, and looks after each whether all that was said to be kept is there.
fn killed_again_and_again(folder: &Path, rounds: usize) {
    let mut luck = fastrand::Rng::with_seed(7);
    let mut kept = 0;
    for round in 0..rounds {
        let mut child = writer(folder, 10_000);
        let mut places = places(&mut child);
        let mut last = places.by_ref().nth(luck.usize(0..12)).unwrap();
        spin(luck.u32(0..200_000));
        child.kill().unwrap();
        last = places.last().unwrap_or(last);
        child.wait().unwrap();
        let events = journal(folder).events().unwrap();
        let there = events.len() as u64;
        assert!(there >= last, "round {round}: {last} facts were said to be kept and {there} are there");
        assert!(there <= last + 1, "round {round}: more than the one fact that was on its way");
        assert_eq!(seqs(&events), (1..=there).collect::<Vec<_>>());
        assert!(is_sound(folder), "round {round}");
        kept = there;
    }
    assert!(kept > rounds as u64);
}

fn spin(turns: u32) {
    for _ in 0..turns {
        std::hint::spin_loop();
    }
}

#[test]
fn an_answer_survives_a_kill_right_after_it_was_kept() {
    killed_again_and_again(tempfile::tempdir().unwrap().path(), 100);
}

#[test]
fn an_answer_in_a_synced_folder_survives_a_kill_too() {
    killed_again_and_again(&tempfile::tempdir().unwrap().path().join("Dropbox"), 20);
}

#[test]
fn a_kill_while_the_database_is_made_leaves_one_that_can_be_made() {
    let outer = tempfile::tempdir().unwrap();
    let mut luck = fastrand::Rng::with_seed(11);
    for round in 0..40 {
        let folder = outer.path().join(round.to_string());
        let mut child = writer(&folder, 10);
        while !folder.exists() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        spin(luck.u32(0..400_000));
        child.kill().unwrap();
        child.wait().unwrap();
        journal(&folder).append(page(0), moment(0)).unwrap();
        assert!(is_sound(&folder));
    }
}

#[test]
fn two_writers_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    // Neither finds a database, so that they also meet while making it.
    let mut children = [writer(&folder.path().join("new"), 300), writer(&folder.path().join("new"), 300)];
    let said: Vec<Vec<u64>> = children.each_mut().map(places).into_iter().map(Iterator::collect).collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(said.iter().map(Vec::len).collect::<Vec<_>>(), [300, 300]);
    let all: BTreeSet<u64> = said.iter().flatten().copied().collect();
    assert_eq!(all, (1..=600).collect());
    let events = journal(&folder.path().join("new")).events().unwrap();
    assert_eq!(seqs(&events), (1..=600).collect::<Vec<_>>());
    assert!(is_sound(&folder.path().join("new")));
}

#[test]
fn opening_and_reading_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = journal(folder.path());
    for number in 0..50 {
        first.append(page(number), moment(0)).unwrap();
    }
    drop(first);
    let file = folder.path().join(FILE);
    let before = (fs::read(&file).unwrap(), fs::metadata(&file).unwrap().modified().unwrap());
    for _ in 0..3 {
        assert_eq!(journal(folder.path()).events().unwrap().len(), 50);
        let store = Sqlite::open_to_read(folder.path()).unwrap().unwrap();
        assert_eq!(store.journal("local", &CourseId::new("course").unwrap()).unwrap().read().unwrap().len(), 50);
    }
    assert!(before == (fs::read(&file).unwrap(), fs::metadata(&file).unwrap().modified().unwrap()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn nobody_else_may_read_the_records() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("data/bedside");
    let mut open = journal(&folder);
    open.append(page(1), moment(0)).unwrap();
    let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(rights(&folder), 0o700);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in files {
        assert_eq!(rights(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn the_file_says_whose_it_is_and_of_which_shape() {
    let folder = tempfile::tempdir().unwrap();
    drop(journal(folder.path()));
    let header = fs::read(folder.path().join(FILE)).unwrap();
    assert_eq!(header[18..20], [2, 2], "a write-ahead log");
    assert_eq!(header[68..72], 0x4245_4453_u32.to_be_bytes());
    assert_eq!(header[60..64], 2_u32.to_be_bytes());
}

#[test]
fn a_synced_folder_is_warned_of_and_gets_a_rollback_journal() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("OneDrive - St Mary's");
    let store = Sqlite::open(&folder).unwrap();
    let told = store.warning().unwrap().to_string();
    assert!(told.contains("OneDrive copies to other computers") && told.contains("--data"), "{told}");
    let mut journal = store.journal("local", &CourseId::new("course").unwrap()).unwrap();
    journal.append(page(1), moment(0)).unwrap();
    assert_eq!(fs::read(folder.join(FILE)).unwrap()[18..20], [1, 1]);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "no file beside it that another computer could get later or earlier");
}

#[test]
fn a_database_that_moves_to_a_synced_folder_changes_its_journal_and_loses_nothing() {
    let outer = tempfile::tempdir().unwrap();
    let (here, there) = (outer.path().join("here"), outer.path().join("Dropbox"));
    journal(&here).append(page(1), moment(0)).unwrap();
    fs::rename(&here, &there).unwrap();
    assert_eq!(journal(&there).events().unwrap().len(), 1);
    assert_eq!(fs::read(there.join(FILE)).unwrap()[18..20], [1, 1]);
    fs::rename(&there, &here).unwrap();
    assert_eq!(journal(&here).events().unwrap().len(), 1);
    assert_eq!(fs::read(here.join(FILE)).unwrap()[18..20], [2, 2]);
}

/// Facts over few ids, so that they bear on each other.
fn facts() -> impl Strategy<Value = Vec<Fact>> {
    let lesson = || (0..2_u8).prop_map(|n| LessonId::new(&format!("lesson-{n}")).unwrap());
    let page = || (0..3_u8).prop_map(|n| PageId::new(&format!("page-{n}")).unwrap());
    let quiz = || (0..2_u8).prop_map(|n| QuizId::new(&format!("quiz-{n}")).unwrap());
    let question = || (0..3_u8).prop_map(|n| QuestionId::new(&format!("question-{n}")).unwrap());
    let attempt = || (0..3_u128).prop_map(|n| AttemptId(Uuid::from_u128(n)));
    let grade = || (0..5_u32, 1..5_u32).prop_map(|(part, whole)| Grade::share(part, whole));
    let words = || any::<String>();
    let place = prop_oneof![
        Just(Place::Home),
        (lesson(), page(), any::<u16>()).prop_map(|(lesson, page, scroll)| Place::Page { lesson, page, scroll }),
        quiz().prop_map(|quiz| Place::Quiz { quiz }),
    ];
    let answered = (attempt(), question(), 0..4_usize, grade(), 1..4_u32, any::<u32>(), words());
    let fact = prop_oneof![
        words().prop_map(|name| Fact::Introduced(Introduction { name, ..Introduction::default() })),
        (0..3_u32).prop_map(|edition| Fact::CourseOpened { version: Version { edition, revision: 0 }, digest: Digest([7; 32]) }),
        lesson().prop_map(|lesson| Fact::LessonOpened { lesson }),
        (lesson(), page()).prop_map(|(lesson, page)| Fact::PageRead { lesson, page }),
        place.prop_map(|place| Fact::PlaceLeft { place }),
        (lesson(), page(), 0..4_usize).prop_map(|(lesson, page, choice)| Fact::DecisionTaken { lesson, page, choice }),
        (lesson(), page(), words()).prop_map(|(lesson, page, note)| Fact::Reflected { lesson, page, note }),
        (lesson(), page(), words()).prop_map(|(lesson, page, note)| Fact::HalfMade { work: HalfMade::Reflection { lesson, page, note } }),
        (question(), 0..4_usize).prop_map(|(question, item)| Fact::HalfMade {
            work: HalfMade::Answer { attempt: None, question, words: Digest([7; 32]), response: Response::Order(vec![item]) },
        }),
        words().prop_map(|name| Fact::HalfMade { work: HalfMade::Introduction { who: Introduction { name, ..Introduction::default() } } }),
        words().prop_map(|name| Fact::HalfMade { work: HalfMade::Signature { name } }),
        (lesson(), page(), 0..4_usize).prop_map(|(lesson, page, item)| Fact::Ticked { lesson, page, items: [item].into() }),
        (attempt(), quiz()).prop_map(|(attempt, quiz)| Fact::AttemptStarted {
            attempt,
            quiz,
            pass: Percent(80),
            drawn: (0..3)
                .map(|n| Drawn { question: QuestionId::new(&format!("question-{n}")).unwrap(), rev: 1, order: vec![1, 0] })
                .collect(),
        }),
        answered.prop_map(|(attempt, question, choice, grade, points, millis, ask)| Fact::QuestionAnswered {
            attempt,
            question,
            response: Response::One(choice),
            grade,
            points,
            millis: u64::from(millis),
            wording: Wording { ask, items: vec!["yes".to_owned(), "no".to_owned()] },
        }),
        (question(), grade(), words()).prop_map(|(question, grade, ask)| Fact::Refreshed {
            question,
            response: Response::Written("tell her".to_owned()),
            grade,
            millis: 900,
            wording: Wording { ask, items: Vec::new() },
        }),
        (attempt(), grade(), any::<bool>()).prop_map(|(attempt, grade, passed)| Fact::AttemptFinished { attempt, grade, passed }),
        (words(), words()).prop_map(|(words, name)| Fact::Attested { words, name }),
        (0..3_u128, grade()).prop_map(|(id, grade)| Fact::CertificateEarned {
            certificate: CertificateId(Uuid::from_u128(id)),
            version: Version { edition: 1, revision: 4 },
            digest: Digest([9; 32]),
            on: date(2026, 11, 23),
            until: Some(date(2027, 11, 22)),
            grade,
            pass: Percent(80),
        }),
    ];
    vec(fact, 0..40)
}

fn numbered(facts: Vec<Fact>) -> Vec<Event> {
    facts.into_iter().zip(1..).map(|(fact, seq)| Event { seq, at: moment(seq.cast_signed()), fact }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]
    #[test]
    fn a_prefix_and_then_the_rest_come_to_the_same_as_all(facts in facts(), cut in any::<proptest::sample::Index>()) {
        let events = numbered(facts);
        let (prefix, rest) = events.split_at(cut.index(events.len() + 1));
        let mut progress = Progress::replay(prefix);
        for event in rest {
            progress.apply(event);
        }
        prop_assert_eq!(&progress, &Progress::replay(&events));
        for event in &events {
            progress.apply(event);
        }
        prop_assert_eq!(progress, Progress::replay(&events), "events taken in twice count once");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]
    #[test]
    fn what_the_database_gives_back_is_what_it_was_given(facts in facts()) {
        let folder = tempfile::tempdir().unwrap();
        let events = numbered(facts);
        let mut open = journal(folder.path());
        let mut live = Progress::default();
        for event in &events {
            open.append(event.fact.clone(), event.at).unwrap().iter().for_each(|event| live.apply(event));
        }
        drop(open);
        let again = journal(folder.path()).events().unwrap();
        prop_assert_eq!(live, Progress::replay(&again));
        prop_assert_eq!(again, events);
    }
}
