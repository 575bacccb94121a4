//! Two at the same desk: whoever works on a department's records at the same moment as somebody else loses nothing, doubles nothing, and
//! leaves the log in one chain. The same in a folder and on a server, as in `places`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier};
use std::thread;

use bedside::cli::collecting::{Asked, Told};
use bedside::cli::command::{audit, collect, issue};
use bedside::cli::department::Department;
use bedside::cli::shelf::Shelf;
use bedside::cli::{Answer, records};
use bedside::course::Course;
use bedside::journey::{CertificateId, LearnerId};
use bedside::record::credential::Trust;
use bedside::record::enrolment::{Enrolment, Secret};
use bedside::record::records::{Act, Issued, Kept, Noted, Wait, Wanted};
use bedside::record::seal::Key;
use bedside::record::{Assurance, Records};
use bedside::store::{self, At};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use uuid::Uuid;

use crate::places::a_database;
use crate::places_department::{at, batch, completion, incoming};
use crate::support::deeds::Deeds as _;
use crate::support::graduate::{Graduate, sample};
use crate::support::kept::{all, gathered};

/// A promise about the department's records of one place, which nobody else uses.
type Body = fn(&At);

const BODIES: &[Body] = &[
    acts_that_are_noted_at_once_make_one_chain,
    a_token_that_two_spend_at_once_binds_one_key,
    batches_that_overlap_are_kept_once,
    two_who_collect_the_same_at_once_lose_and_double_nothing,
    a_certificate_is_given_once_however_many_give_it,
    who_is_erased_while_certificates_are_signed_is_in_none_of_them,
    what_goes_while_two_take_it_out_goes_once,
];

#[test]
fn in_a_folder_two_may_work_at_once() {
    for body in BODIES {
        let folder = tempfile::tempdir().unwrap();
        body(&At::Folder(folder.path().to_owned()));
    }
}

#[test]
#[ignore = "needs a server: tests/interop/run postgres"]
fn on_a_server_two_may_work_at_once() {
    for body in BODIES {
        body(&a_database());
    }
}

#[test]
fn who_waits_for_others_is_told_once_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut records = store::department(&At::Folder(folder.path().to_owned())).unwrap();
    let other = Connection::open(folder.path().join("records.db")).unwrap();
    let (tell, told) = channel();
    records.when_waiting(Wait::told(move || tell.send("once").unwrap()));
    let act = |to: &str| Act { at: at(0), who: "jo".into(), what: "hold".into(), to: to.into(), why: String::new() };
    thread::scope(|scope| {
        let (records, act) = (&mut records, &act);
        other.execute_batch("begin immediate").unwrap();
        let noting = scope.spawn(move || records.note(&act("one")).unwrap());
        // The other one ends only once this one was told.
        assert_eq!(told.recv(), Ok("once"));
        other.execute_batch("commit").unwrap();
        assert_eq!(noting.join().unwrap().seq, 1);
    });
    records.note(&act("two")).unwrap();
    assert!(told.try_recv().is_err());
}

/// Lets hands work that begin at the same moment, each with the records open for itself; returns what each has done.
fn at_once<T: Send>(place: &At, hands: u64, work: impl Fn(u64, &mut dyn Records) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(usize::try_from(hands).unwrap());
    thread::scope(|scope| {
        let (start, work) = (&start, &work);
        let hand = |number| {
            scope.spawn(move || {
                let mut records = store::department(place).unwrap();
                start.wait();
                work(number, &mut *records)
            })
        };
        let hands: Vec<_> = (0..hands).map(hand).collect();
        hands.into_iter().map(|hand| hand.join().unwrap()).collect()
    })
}

/// Returns the log, which is one chain.
fn log(place: &At) -> Vec<Act> {
    let records = store::department(place).unwrap();
    let mut told = Vec::new();
    assert_eq!(audit::run(&*records, audit::Asked::default(), &mut told).unwrap(), Answer::Done, "{}", String::from_utf8_lossy(&told));
    gathered::<Noted>(|visit| records.each_act(visit)).into_iter().map(|noted| noted.act).collect()
}

fn acts_that_are_noted_at_once_make_one_chain(place: &At) {
    const HANDS: u64 = 4;
    const EACH: u64 = 12;
    at_once(place, HANDS, |hand, records| {
        for number in 0..EACH {
            let act = Act { at: at(0), who: "jo".into(), what: "hold".into(), to: format!("{hand} {number}"), why: String::new() };
            records.note(&act).unwrap();
        }
    });
    let noted: BTreeSet<String> = log(place).into_iter().map(|act| act.to).collect();
    assert_eq!(noted.len() as u64, HANDS * EACH);
}

fn a_token_that_two_spend_at_once_binds_one_key(place: &At) {
    let mut records = store::department(place).unwrap();
    for round in 0..8_u8 {
        let secret = Secret::new(&[round; 25]);
        records.give_token(&secret.kept("0071", "Ana", at(100))).unwrap();
        let bound = at_once(place, 2, |hand, records| {
            let key = Key::from_secret(&[round * 2 + u8::try_from(hand).unwrap() + 1; 32]);
            let enrolment = Enrolment::new(&secret, LearnerId(Uuid::from_u128(u128::from(hand) + 1)), at(1), &key);
            let enrolled = enrolment.check(records.token(secret.id()).unwrap().as_ref(), at(2));
            enrolled.is_ok_and(|enrolled| records.enrol(&enrolled, secret.id()).unwrap())
        });
        assert_eq!(bound.iter().filter(|bound| **bound).count(), 1, "{bound:?}");
        assert_eq!(records.enrolled().unwrap().len(), usize::from(round) + 1);
    }
}

fn batches_that_overlap_are_kept_once(place: &At) {
    const EACH: u128 = 60;
    for round in 0..5_u128 {
        let first = round * 1000;
        let kept = at_once(place, 3, |hand, records| {
            let from = first + u128::from(hand) * EACH / 2;
            let mut own: Vec<_> = (from..from + EACH).map(|number| incoming(completion(number + 1, number % 40 + 1, 1), "words")).collect();
            if hand == 1 {
                own.reverse();
            }
            let kept = records.keep(&batch(first + u128::from(hand) + 1), &own.iter().collect::<Vec<_>>()).unwrap();
            assert!(!kept.contains(&Kept::Conflict));
            kept.iter().filter(|kept| matches!(kept, Kept::New { .. })).count()
        });
        assert_eq!(kept.iter().sum::<usize>() as u128, EACH * 2);
    }
    let records = store::department(place).unwrap();
    assert_eq!(all(&*records, &Wanted::default()).len() as u128, EACH * 10);
    for kept in records.batches().unwrap() {
        assert_eq!(records.leaves(kept.batch.id).unwrap().len() as u64, u64::from(kept.leaves));
    }
}

/// A department at work on the sample course, with as many hand-ins as it is told.
struct Desk {
    folder: tempfile::TempDir,
    course: Arc<Course>,
    shelf: Shelf,
    key: Key,
    department: Department,
    now: Timestamp,
}

impl Desk {
    fn with(hand_ins: u64) -> Self {
        let (folder, course) = (tempfile::tempdir().unwrap(), Arc::new(sample()));
        for number in 0..hand_ins {
            let hand_in = Graduate::named(&course, number + 1, &format!("Person {number}")).completes().hands_in();
            fs::write(folder.path().join(format!("{number:03}.json")), hand_in.written().unwrap()).unwrap();
        }
        let department = Department { name: "Medicine".to_owned(), page: None, status_list: None };
        let (shelf, key) = (Shelf::of(sample()), Key::from_secret(&[9; 32]));
        Self { folder, course, shelf, key, department, now: "2026-11-25T12:00:00Z".parse().unwrap() }
    }

    fn inbox(&self) -> &Path {
        self.folder.path()
    }

    /// Collects, and says how many were new.
    fn collects(&self, records: &mut dyn Records) -> usize {
        let asked = Asked {
            paths: vec![self.inbox().to_owned()],
            shelf: &self.shelf,
            partners: &Trust::default(),
            key: Some(&self.key),
            assurance: Assurance::COUNTERSIGNED,
            now: self.now,
            tolerance: SignedDuration::from_mins(15),
            who: "jo".into(),
        };
        let mut told = Vec::new();
        let answer = collect::run(&asked, records, Told::Json, None, false, &mut told, &mut Vec::new()).unwrap();
        assert_eq!(answer, Answer::Done);
        let told = String::from_utf8(told).unwrap();
        let sum: serde_json::Value = serde_json::from_str(told.lines().last().unwrap()).unwrap();
        usize::try_from(sum["new"].as_u64().unwrap()).unwrap()
    }

    /// Signs certificates, at a moment of one's own, and says how many.
    fn issues(&self, hand: u64, records: &mut dyn Records) -> usize {
        let by = issue::By { key: &self.key, department: &self.department, course: &self.course };
        let mut told = Vec::new();
        issue::run(records, &by, None, self.now + SignedDuration::from_millis(hand.try_into().unwrap()), &mut told).unwrap();
        String::from_utf8(told).unwrap().split(' ').next().unwrap().parse().unwrap()
    }
}

fn ids(records: &dyn Records) -> Vec<CertificateId> {
    all(records, &Wanted::default()).into_iter().map(|record| record.completion.record_id).collect()
}

fn certificates(place: &At) -> Vec<Issued> {
    let records = store::department(place).unwrap();
    gathered(|visit| records.each_issued(visit))
}

/// Every record has one certificate, and every certificate a place of its own.
fn each_has_one(place: &At, count: usize) {
    let issued = certificates(place);
    assert_eq!(issued.len(), count);
    assert_eq!(issued.iter().map(|one| one.record).collect::<BTreeSet<_>>().len(), count);
    assert_eq!(issued.iter().map(|one| one.status).collect::<BTreeSet<_>>().len(), count);
}

fn two_who_collect_the_same_at_once_lose_and_double_nothing(place: &At) {
    const MANY: usize = 40;
    let desk = Desk::with(MANY as u64);
    // Somebody signs certificates, and somebody throws a question out, at the same time.
    let done = at_once(place, 4, |hand, records| match hand {
        0 | 1 => desk.collects(records),
        2 => (0..4).map(|_| desk.issues(hand, records)).sum(),
        _ => {
            let mut records = records::Records::Department(store::department(place).unwrap());
            for number in 0..10 {
                let act = Act { at: desk.now, who: "al".into(), what: "throw-out".into(), to: format!("q{number}"), why: "unclear".into() };
                records.note(&act).unwrap();
            }
            0
        }
    });
    assert_eq!(done[0] + done[1], MANY, "what is new to one is known to the other");
    let mut records = store::department(place).unwrap();
    assert_eq!(all(&*records, &Wanted::default()).len(), MANY);
    assert_eq!(done[2] + desk.issues(9, &mut *records), MANY);
    each_has_one(place, MANY);
    let acts = log(place);
    let count = |what: &str| acts.iter().filter(|act| act.what == what).count();
    assert_eq!((count("collect"), count("throw-out")), (2, 10));
}

fn a_certificate_is_given_once_however_many_give_it(place: &At) {
    const MANY: usize = 30;
    let desk = Desk::with(MANY as u64);
    desk.collects(&mut *store::department(place).unwrap());
    let signed = at_once(place, 3, |hand, records| desk.issues(hand, records));
    assert_eq!(signed.iter().sum::<usize>(), MANY, "{signed:?}");
    each_has_one(place, MANY);
    log(place);
}

fn who_is_erased_while_certificates_are_signed_is_in_none_of_them(place: &At) {
    const MANY: usize = 12;
    let desk = Desk::with(MANY as u64);
    desk.collects(&mut *store::department(place).unwrap());
    let gone = ids(&*store::department(place).unwrap());
    at_once(place, 2, |hand, records| {
        if hand == 0 {
            desk.issues(hand, records);
        } else {
            for record in &gone {
                assert_eq!(records.erase(&[*record], desk.now).unwrap(), 1);
            }
        }
    });
    let named: Vec<Issued> =
        certificates(place).into_iter().filter(|one| !one.document.is_empty() || one.record.0 != Uuid::nil()).collect();
    assert_eq!(named, []);
}

fn what_goes_while_two_take_it_out_goes_once(place: &At) {
    const MANY: usize = 12;
    let desk = Desk::with(MANY as u64);
    desk.collects(&mut *store::department(place).unwrap());
    let records = store::department(place).unwrap();
    let gone = ids(&*records);
    let batches = records.batches().unwrap();
    let before = records.leaves(batches[0].batch.id).unwrap();
    let erased = at_once(place, 2, |_, records| gone.chunks(3).map(|some| records.erase(some, at(20)).unwrap()).sum::<usize>());
    assert_eq!(erased.iter().sum::<usize>(), MANY, "{erased:?}");
    assert_eq!(records.leaves(batches[0].batch.id).unwrap(), before);
    assert!(all(&*records, &Wanted::default()).is_empty());
}
