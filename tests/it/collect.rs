//! A department collects: what is kept, what is refused and why, what learners get back, and what is forgotten.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use bedside::cli::Answer;
use bedside::cli::collecting::{Asked, Told};
use bedside::cli::command::{audit, collect, countersign, forget, hand_in, issue, keys, purge, revoke, status_list};
use bedside::cli::shelf::Shelf;
use bedside::course::{Course, read};
use bedside::id::CourseId;
use bedside::journey::{Introduction, LearnerId};
use bedside::record::countersign::{NotProven, Receipt};
use bedside::record::credential::{StatusList, Trust, Trusted, verify};
use bedside::record::enrolment::Enrolment;
use bedside::record::hand_in::HandIn;
use bedside::record::open::open;
use bedside::record::proven::{COLLECT, collected};
use bedside::record::records::{Act, Batch, BatchId, Evidence, Incoming, Issued, Kept, Record, Wanted};
use bedside::record::seal::Key;
use bedside::record::{Assurance, Records};
use bedside::source::Content;
use bedside::store::SqliteRecords;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use uuid::Uuid;

use crate::is_written;
use crate::support::deeds::Deeds as _;
use crate::support::graduate::{Graduate, resident, sample, sample_files, sample_of};
use crate::support::kept::{all, gathered};

/// A department with an inbox, a key, and the sample course.
pub(crate) struct Department {
    folder: TempDir,
    shelf: Shelf,
    key: Option<Key>,
    pub(crate) now: Timestamp,
    pub(crate) assurance: Assurance,
    partners: Trust,
}

impl Department {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("inbox")).unwrap();
        let (shelf, key) = (Shelf::of(sample()), Some(Key::from_secret(&[9; 32])));
        Self {
            folder,
            shelf,
            key,
            now: "2026-11-25T12:00:00Z".parse().unwrap(),
            assurance: Assurance::COUNTERSIGNED,
            partners: Trust::default(),
        }
    }

    pub(crate) fn without_key(mut self) -> Self {
        self.key = None;
        self
    }

    /// Has this course alone from now on.
    pub(crate) fn teaching(mut self, course: Course) -> Self {
        self.shelf = Shelf::of(course);
        self
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn gets(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::write(self.at("inbox").join(name), bytes).unwrap();
        self
    }

    pub(crate) fn records(&self) -> SqliteRecords {
        SqliteRecords::open(&self.at("data")).unwrap()
    }

    pub(crate) fn collects_as(&self, told: Told, receipts: Option<&Path>) -> (Answer, String) {
        self.collects_from(&self.at("inbox"), told, receipts)
    }

    pub(crate) fn collects_from(&self, path: &Path, told: Told, receipts: Option<&Path>) -> (Answer, String) {
        let asked = Asked {
            paths: vec![path.to_owned()],
            shelf: &self.shelf,
            partners: &self.partners,
            key: self.key.as_ref(),
            assurance: self.assurance,
            now: self.now,
            tolerance: SignedDuration::from_mins(15),
            who: "jo".into(),
        };
        let mut out = Vec::new();
        let answer = collect::run(&asked, &mut self.records(), told, receipts, false, &mut out, &mut Vec::new()).unwrap();
        let text = String::from_utf8(out).unwrap().replace(self.folder.path().to_str().unwrap(), "");
        (answer, text)
    }

    pub(crate) fn collects(&self) -> String {
        self.collects_as(Told::Text, None).1
    }

    pub(crate) fn keeps(&self) -> Vec<Record> {
        all(&self.records(), &Wanted::default())
    }

    /// What each of them was handed in as.
    fn evidence(&self) -> Vec<Evidence> {
        let both: Vec<(Record, Evidence)> = gathered(|visit| self.records().each_with_evidence(&Wanted::default(), visit));
        both.into_iter().map(|(_, evidence)| evidence).collect()
    }

    /// What is kept, as it came in.
    pub(crate) fn has_taken(&self) -> Vec<Incoming> {
        let both: Vec<(Record, Evidence)> = gathered(|visit| self.records().each_with_evidence(&Wanted::default(), visit));
        let came = |(record, evidence): (Record, Evidence)| {
            let Record { completion, key, digest, .. } = record;
            let Evidence { document, salt, .. } = evidence;
            Incoming { completion, key, document, digest, salt }
        };
        both.into_iter().map(came).collect()
    }

    /// Takes a record in as earlier versions did: whatever was revoked here and erased was new when it came again.
    pub(crate) fn takes_as_earlier_versions_did(&self, incoming: &Incoming) {
        let (mut records, at) = (self.records(), self.now);
        let batch = Batch { id: BatchId(Uuid::new_v4()), source: "1 from inbox".into(), received_at: at };
        assert!(matches!(records.keep(&batch, &[incoming]).unwrap()[..], [Kept::New { .. }]));
        let (what, to) = (COLLECT.to_owned(), collected(1, self.assurance));
        records.note(&Act { at, who: "jo".into(), what, to, why: "1 new, 0 known, 0 refused".into() }).unwrap();
    }

    pub(crate) fn audits(&self) -> (Answer, String) {
        let mut out = Vec::new();
        let answer = audit::run(&self.records(), audit::Asked::default(), &mut out).unwrap();
        (answer, String::from_utf8(out).unwrap())
    }

    pub(crate) fn purge(&self) -> purge::Asked {
        let today = self.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        purge::Asked { today, now: self.now, data: self.at("data"), dry: false, reason: "request 7".into() }
    }
}

pub(crate) fn course() -> Arc<Course> {
    Arc::new(sample())
}

pub(crate) fn written(hand_in: &HandIn) -> String {
    hand_in.written().unwrap()
}

/// The hand-in of somebody who completed the sample course.
pub(crate) fn of(number: u64, name: &str) -> String {
    written(&Graduate::named(&course(), number, name).completes().hands_in())
}

#[test]
fn what_became_of_each_file_is_told() {
    let department = Department::new();
    let ana = of(1, "Ana Lima");
    let other = Graduate::named(&Arc::new(sample_of("1.3")), 4, "Dee").completes().hands_in();
    department
        .gets("a-ana.json", &ana)
        .gets("b-ana-again.json", &ana)
        .gets("c-=cmd.json", of(2, "=cmd|'/c calc'!A1\u{1b}[2J\u{202e}"))
        .gets("d-changed.json", ana.replace("Ana Lima", "Eve Lima"))
        .gets("e-cut.json", &ana[..500])
        .gets("f-saved.json", serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&ana).unwrap()).unwrap())
        .gets("g-other-course.json", written(&other))
        .gets("h-no-json.json", "dear department, here is my certificate")
        .gets("i-lines.jsonl", [of(5, "Eli"), String::new(), "{}".into()].join("\n"))
        .gets("notes.txt", "not looked at");
    let (answer, text) = department.collects_as(Told::Text, None);
    assert_eq!(answer, Answer::No);
    is_written("tests/it/golden/collect.txt", &text);
    let (_, again) = department.collects_as(Told::Json, None);
    is_written("tests/it/golden/collect-again.jsonl", &again);
    assert_eq!(department.keeps().len(), 3);
}

#[test]
fn a_record_is_kept_once_however_often_it_comes_and_never_replaced() {
    let department = Department::new();
    let mut ana = Graduate::named(&course(), 1, "Ana Lima").completes();
    department.gets("ana.json", written(&ana.hands_in()));
    for said in ["1 new, 0 known", "0 new, 1 known", "0 new, 1 known"] {
        assert!(department.collects().contains(said));
    }
    let before = department.keeps();
    // The same completion under another key: the same id, other bytes.
    department.gets("ana.json", written(&ana.hands_in_by(&Key::from_secret(&[77; 32]))));
    let text = department.collects();
    assert!(text.contains("another record with the same id is here already") && text.contains("1 refused"), "{text}");
    assert_eq!(department.keeps(), before);
}

#[test]
fn assurance_is_what_was_done_and_no_more() {
    let mut department = Department::new().without_key();
    department.gets("ana.json", of(1, "Ana"));
    assert!(department.collects().contains("not countersigned"));
    assert_eq!(department.keeps()[0].completion.assurance, Assurance::SEALED);
    let mut out = Vec::new();
    let key = Key::from_secret(&[9; 32]);
    countersign::run(&mut department.records(), &key, Some(&department.at("out")), department.now, &mut out).unwrap();
    assert!(String::from_utf8(out).unwrap().starts_with("1 record in 1 batch countersigned, 1 receipt written; the key is\ndid:key:z6Mk"));
    assert_eq!(department.keeps()[0].completion.assurance, Assurance::COUNTERSIGNED);
    department.key = Some(key);
    for (number, assurance) in [(2, Assurance::HOSTED), (3, Assurance::PROCTORED)] {
        department.assurance = assurance;
        department.gets(&format!("{number}.json"), of(number, "Ben"));
        department.collects();
        assert_eq!(department.keeps().last().unwrap().completion.assurance, assurance);
    }
}

#[test]
fn what_is_known_stays_at_its_level_and_that_is_said() {
    let mut department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    assert!(!department.collects().contains("at an assurance below"));
    department.assurance = Assurance::HOSTED;
    department.gets("ben.json", of(2, "Ben"));
    let stays = "1 of those known already stays at an assurance below 3: what is kept is never replaced\n";
    let told = department.collects();
    assert!(told.contains(&format!("\n1 new, 1 known already, 0 refused\n{stays}")), "{told}");
    // Ben has it by now, and Ana does not.
    let told = department.collects();
    assert!(told.ends_with(&format!("0 new, 2 known already, 0 refused\n{stays}")), "{told}");
    let (_, told) = department.collects_as(Told::Json, None);
    assert!(told.lines().last().unwrap().contains("\"lower\":1"), "{told}");
    department.assurance = Assurance::PROCTORED;
    let told = department.collects();
    assert!(told.ends_with("\n2 of those known already stay at an assurance below 4: what is kept is never replaced\n"), "{told}");
    department.assurance = Assurance::COUNTERSIGNED;
    assert!(department.collects().ends_with("0 new, 2 known already, 0 refused\n"));
}

#[test]
fn each_learner_gets_a_receipt_that_proves_their_record() {
    let department = Department::new();
    for number in 1..6 {
        department.gets(&format!("{number}.json"), of(number, "Ana Lima"));
    }
    let outbox = department.at("outbox");
    department.collects_as(Told::Text, Some(&outbox));
    let mut receipts: Vec<_> = fs::read_dir(&outbox).unwrap().map(|entry| entry.unwrap().path()).collect();
    receipts.sort();
    assert_eq!(receipts.len(), 5);
    assert!(receipts[0].ends_with("bedside-receipt-ana-lima-0071-sample-1-2026-11-20.json"), "{receipts:?}");
    for (path, number) in receipts.iter().zip(1..) {
        let receipt = Receipt::read(&fs::read(path).unwrap()).unwrap();
        assert_eq!(receipt.check(of(number, "Ana Lima").as_bytes()), Ok(()));
        assert_eq!(receipt.check(of(number, "Ana Lyma").as_bytes()), Err(NotProven::OtherRecord));
        assert_eq!(receipt.key, Key::from_secret(&[9; 32]).id());
    }
    // A receipt that lies in the inbox is the learner's, and no harm.
    fs::copy(&receipts[0], department.at("inbox/receipt.json")).unwrap();
    let text = department.collects();
    assert!(text.starts_with("not read  /inbox/receipt.json\n          it is a receipt, which a department gives for a hand-in"), "{text}");
    assert!(text.ends_with("0 new, 5 known already, 0 refused, 1 not read\n"), "{text}");
}

#[test]
fn a_token_binds_a_key_to_a_person_once() {
    let department = Department::new();
    let (mut ana, mut ben) = (Graduate::named(&course(), 1, "Ana").completes(), Graduate::named(&course(), 2, "Ben").completes());
    let mut out = Vec::new();
    keys::give(&department.at("data").into(), "0071", "Ana", 14, department.now, &mut out).unwrap();
    let token = String::from_utf8(out).unwrap().lines().next().unwrap().to_owned();
    let secret = bedside::record::enrolment::Secret::read(&token).unwrap();
    let file = Enrolment::new(&secret, ana.learner, department.now, &ana.key());
    department.gets("a.json", written(&ana.hands_in())).gets("b.json", written(&ben.hands_in()));
    department.gets("bedside-enrolment-x.json", file.written().unwrap());
    let text = department.collects();
    assert!(text.contains("1 new, 0 known already, 1 refused, 1 key enrolled"), "{text}");
    assert!(text.contains("its key is not enrolled here") && text.contains("Ana (0071)") && text.contains("key enrolled"), "{text}");
    assert!(department.keeps()[0].completion.enrolled);
    // The token is spent: nobody else gets in with it.
    let theft = Enrolment::new(&secret, ben.learner, department.now, &ben.key());
    department.gets("bedside-enrolment-y.json", theft.written().unwrap());
    let text = department.collects();
    assert!(text.contains("the token was used before"), "{text}");
    // Ana's key does not speak for Ben, nor for Ana under Ben's staff id.
    let borrowed = written(&ben.hands_in_by(&ana.key()));
    department.gets("b.json", borrowed);
    assert!(department.collects().contains("its key is enrolled for another person (staff id \"0071\")"));
    // A revoked key seals nothing from then on.
    let mut again = ana.after(SignedDuration::from_hours(24 * 350)).takes(|_| true).earns();
    department.gets("a2.json", written(&again.hands_in()));
    let did = again.key().id().to_string();
    keys::revoke(&department.at("data").into(), &did, department.now, &mut Vec::new()).unwrap();
    let later = Department { now: "2027-12-01T00:00:00Z".parse().unwrap(), ..department };
    let text = later.collects();
    assert!(text.contains("its key was revoked on 2026-11-25"), "{text}");
}

#[test]
fn erasing_somebody_who_has_only_a_key_is_in_the_log_too() {
    let department = Department::new();
    let mut out = Vec::new();
    keys::give(&department.at("data").into(), "0071", "Ana", 14, department.now, &mut out).unwrap();
    let secret = bedside::record::enrolment::Secret::read(String::from_utf8(out).unwrap().lines().next().unwrap()).unwrap();
    let ana = Graduate::named(&course(), 1, "Ana").completes();
    let file = Enrolment::new(&secret, ana.learner, department.now, &ana.key());
    department.gets("bedside-enrolment-x.json", file.written().unwrap());
    department.collects();
    purge::erase(&mut department.records(), "0071", &department.purge(), &mut Vec::new()).unwrap();
    assert!(department.records().enrolled().unwrap().is_empty());
    assert!(department.audits().1.contains("erase: a key and its tokens (request 7)"));
}

#[test]
fn every_act_is_in_the_log_and_a_changed_record_shows() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana")).gets("ben.json", of(2, "Ben"));
    department.collects();
    purge::hold(&mut department.records(), "0071", true, &department.purge(), &mut Vec::new()).unwrap();
    let (answer, text) = department.audits();
    assert_eq!(answer, Answer::Done);
    let who = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_else(|_| "unknown".into());
    is_written("tests/it/golden/audit.txt", &text.replace(&format!("  {who}  hold"), "  WHO  hold"));
    let database = rusqlite::Connection::open(department.at("data/records.db")).unwrap();
    database.execute("update completions set doc = replace(doc, 'Ben', 'Bob')", []).unwrap();
    let (answer, text) = department.audits();
    assert_eq!(answer, Answer::No);
    assert!(text.contains("IS NOT WHAT WAS SIGNED"), "{text}");
}

#[test]
fn nothing_is_purged_before_its_six_years_and_nothing_that_is_held() {
    let mut department = Department::new();
    for number in 1..4 {
        department.gets(&format!("{number}.json"), of(number, "Ana"));
    }
    department.collects();
    let purged = |department: &Department, years: u32| {
        let mut out = Vec::new();
        let done = purge::run(&mut department.records(), years, &department.purge(), &mut out);
        (done.map_err(|failure| failure.to_string()), String::from_utf8(out).unwrap())
    };
    let (refused, _) = purged(&department, 5);
    assert!(refused.unwrap_err().contains("5 is too few"));
    // Valid until 2027-11-20: kept to the end of 2033-11-20.
    department.now = "2033-11-20T12:00:00Z".parse().unwrap();
    assert_eq!(purged(&department, 6).1, "0 taken out, 3 kept, 0 of these held back\n");
    purge::hold(&mut department.records(), "0072", true, &department.purge(), &mut Vec::new()).unwrap();
    department.now = "2033-11-21T12:00:00Z".parse().unwrap();
    let mut out = Vec::new();
    purge::run(&mut department.records(), 6, &purge::Asked { dry: true, ..department.purge() }, &mut out).unwrap();
    let mut told: Vec<String> = String::from_utf8(out).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(told.pop().unwrap(), "2 would go, 1 kept, 1 of these held back");
    let would_go = |number: u64| {
        let is_theirs = |kept: &&Record| kept.completion.staff_id == format!("007{number}");
        let record = department.keeps().iter().find(is_theirs).unwrap().completion.record_id.0;
        format!("would go  Ana, 007{number}, sample, 2026-11-20, until 2027-11-20, record {record}")
    };
    assert_eq!(told, [would_go(1), would_go(3)], "whoever takes something out looks at it first");
    assert_eq!(department.keeps().len(), 3);
    assert_eq!(purged(&department, 6).1, "2 taken out, 1 kept, 1 of these held back\n");
    assert_eq!(department.keeps().len(), 1);
    assert_eq!(department.audits().0, Answer::Done, "the batch still holds");
}

#[test]
fn a_person_who_asks_is_erased_and_nobody_elses_proof_suffers() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana-who-asks")).gets("ben.json", of(2, "Ben")).gets("ana-bad.json", "{");
    department.collects();
    let mut out = Vec::new();
    let erased = purge::erase(&mut department.records(), "0071", &department.purge(), &mut out).unwrap();
    assert_eq!(erased, Answer::Done);
    assert_eq!(department.keeps().len(), 1);
    assert_eq!(department.audits().0, Answer::Done);
    for name in ["records.db", "records.db-wal"] {
        let bytes = fs::read(department.at("data").join(name)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Ana-who-asks") && !text.contains("0071") && !text.contains("ana-bad"), "{name} still tells of her");
    }
    let ben = department.evidence();
    let outbox = department.at("outbox");
    countersign::run(&mut department.records(), &Key::from_secret(&[9; 32]), Some(&outbox), department.now, &mut Vec::new()).unwrap();
    let receipt = fs::read_dir(&outbox).unwrap().next().unwrap().unwrap().path();
    assert_eq!(Receipt::read(&fs::read(receipt).unwrap()).unwrap().check(ben[0].document.as_bytes()), Ok(()));
    let nobody = purge::erase(&mut department.records(), "0071", &department.purge(), &mut Vec::new()).unwrap();
    assert_eq!(nobody, Answer::No);
}

#[test]
fn a_revoked_credential_stays_revoked_and_keeps_its_place() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let record = department.keeps()[0].completion.clone();
    let one = Issued {
        id: Uuid::from_u128(5),
        record: record.record_id,
        learner: record.learner_id,
        key: Key::from_secret(&[9; 32]).id(),
        issued_at: department.now,
        status: 0,
        revoked: None,
        document: "{}".into(),
    };
    department.records().issue(std::slice::from_ref(&one)).unwrap();
    let places =
        || gathered::<Issued>(|visit| department.records().each_issued(visit)).into_iter().map(|one| one.status).collect::<Vec<_>>();
    assert_eq!(places(), [0]);
    let revoked = |id: Uuid| {
        let mut out = Vec::new();
        revoke::run(&mut department.records(), id, "by mistake", department.now, &mut out).unwrap()
    };
    assert_eq!(revoked(Uuid::from_u128(6)), Answer::No);
    assert_eq!(revoked(one.id), Answer::Done);
    assert_eq!(revoked(record.record_id.0), Answer::No, "once is enough");
    let kept = department.records().issued_for(record.record_id).unwrap();
    assert_eq!(kept, [Issued { revoked: Some((department.now, "by mistake".into())), ..one }]);
    department.records().erase(&[record.record_id], department.now).unwrap();
    assert_eq!(places(), [0], "a place in the list is never given twice");
}

#[test]
fn hostile_names_are_harmless_on_the_screen_and_unchanged_in_the_evidence() {
    let department = Department::new();
    let long = "ß".repeat(10_000);
    let names = ["=cmd|'/c calc'!A1", "+1", "a\u{1b}[31mb\u{9b}0m", "\u{202e}evil\u{2066}", &long];
    for (name, number) in names.iter().zip(1..) {
        let who = Introduction { name: (*name).into(), staff_id: (*name).into(), department: (*name).into(), ..Introduction::default() };
        let mut graduate = Graduate::new(&course(), number, who).completes();
        department.gets(&format!("{number}.json"), written(&graduate.hands_in()));
    }
    for told in [Told::Text, Told::Json] {
        let (_, text) = department.collects_as(told, Some(&department.at("outbox")));
        assert!(text.chars().all(|letter| letter == '\n' || bedside::prose::safe::harmless(letter)), "{told:?}");
    }
    let mut found: Vec<String> =
        department.evidence().iter().map(|evidence| open(evidence.document.as_bytes()).unwrap().learner.name).collect();
    found.sort();
    let mut names = names.map(str::to_owned);
    names.sort();
    assert_eq!(found, names);
    for entry in fs::read_dir(department.at("outbox")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte)), "{name}");
    }
}

/// What a learner does on their own machine.
#[test]
fn a_learner_hands_in_the_same_file_again_and_again_and_can_forget() {
    let folder = tempfile::tempdir().unwrap();
    let (data, to) = (folder.path().join("data"), folder.path().join("to"));
    fs::create_dir(&to).unwrap();
    let asked =
        |account: &str| hand_in::Asked { records: data.clone().into(), data: data.clone(), account: account.into(), to: to.clone() };
    let hands_in = |account: &str| {
        let (mut out, mut problems) = (Vec::new(), Vec::new());
        let answer = hand_in::run(&asked(account), &course(), &mut out, &mut problems).unwrap();
        (answer, String::from_utf8(out).unwrap().replace(folder.path().to_str().unwrap(), ""), String::from_utf8(problems).unwrap())
    };
    assert_eq!(hands_in("user1").0, Answer::No);
    Graduate::named(&course(), 1, "Zoë O’Hara").completes().on(&data);
    Graduate::named(&course(), 2, "Ben").opens(&course()).on(&data);
    assert!(hands_in("user2").2.contains("the certificate is not earned"));
    let (answer, told, _) = hands_in("user1");
    assert_eq!(answer, Answer::Done);
    is_written("tests/it/golden/hand-in.txt", &told);
    let file = to.join("bedside-zoe-ohara-0071-sample-1-2026-11-20.json");
    let first = fs::read(&file).unwrap_or_else(|_| panic!("{:?}", fs::read_dir(&to).unwrap().collect::<Vec<_>>()));
    // Even with another key, and with the kept copy damaged, nothing is made up.
    fs::remove_file(&file).unwrap();
    hands_in("user1");
    assert_eq!(fs::read(&file).unwrap(), first);
    let kept = fs::read_dir(data.join("hand-ins")).unwrap().next().unwrap().unwrap().path();
    fs::write(&kept, "{").unwrap();
    hands_in("user1");
    assert_eq!(fs::read(&file).unwrap(), first);
    assert!(open(&first).is_ok());

    let forgets = |account: &str, sure: bool| {
        let mut out = Vec::new();
        let answer = forget::run(&data.clone().into(), &data, account, |_| Ok(sure), &mut out).unwrap();
        (answer, String::from_utf8(out).unwrap().replace(folder.path().to_str().unwrap(), ""))
    };
    let (answer, told) = forgets("user1", false);
    assert_eq!(answer, Answer::No);
    is_written("tests/it/golden/forget.txt", &told);
    assert!(kept.exists());
    assert_eq!(forgets("user1", true).0, Answer::Done);
    assert!(!kept.exists() && data.join("device-key.pem").exists(), "the key stays while somebody else needs it");
    assert_eq!(hands_in("user1").0, Answer::No);
    forgets("user2", true);
    assert!(!data.join("device-key.pem").exists());
}

#[test]
fn attempts_are_told_with_the_quizzes_they_were_made_at_and_so_are_courses_that_were_completed_besides() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    Graduate::named(&course(), 1, "Ana").opens(&course()).takes(|_| false).completes().on(&data);
    let asked = hand_in::Asked { records: data.clone().into(), data, account: "user1".into(), to: folder.path().to_owned() };
    let says = |course: &Course| {
        let mut told = [Vec::new(), Vec::new()];
        let [out, problems] = &mut told;
        hand_in::run(&asked, course, out, problems).unwrap();
        String::from_utf8(told.concat()).unwrap()
    };
    let own = says(&course());
    assert!(own.contains(", 1 quiz, 2 attempts in all, "), "{own}");
    let mut other = sample();
    other.id = CourseId::new("another").unwrap();
    let told = says(&other);
    assert!(told.contains("you completed another course in these records: sample\n"), "{told}");
    assert!(told.contains("`bedside hand-in --course DIR`, where DIR is the folder of that course"), "{told}");
}

#[test]
fn a_learner_of_one_machine_enrolls_and_hands_in() {
    let department = Department::new();
    let data = department.at("laptop");
    Graduate::named(&course(), 1, "Ana").completes().on(&data);
    let mut out = Vec::new();
    keys::give(&department.at("data").into(), "0071", "Ana", 14, department.now, &mut out).unwrap();
    let token = String::from_utf8(out).unwrap().lines().next().unwrap().to_lowercase();
    let records = data.clone().into();
    let who = keys::Learner { records: &records, account: "user1", course: &course().id };
    keys::enrol(&data, &who, &token, &department.at("inbox"), department.now, &mut Vec::new()).unwrap();
    let asked = hand_in::Asked { records: data.clone().into(), data, account: "user1".into(), to: department.at("inbox") };
    hand_in::run(&asked, &course(), &mut Vec::new(), &mut Vec::new()).unwrap();
    let text = department.collects();
    assert!(text.contains("1 new, 0 known already, 0 refused, 1 key enrolled"), "{text}");
    let mut out = Vec::new();
    keys::show((&department.at("data").into(), &department.at("data")), &mut out).unwrap();
    assert!(String::from_utf8(out).unwrap().contains("for staff id 0071 Ana\n"));
    let unknown = department.records().enrolled().unwrap();
    assert_ne!(unknown[0].learner, LearnerId(Uuid::nil()));
    assert_eq!(date(2026, 11, 20), department.keeps()[0].completion.completed_on);
}

#[test]
fn what_is_collected_gets_a_certificate_once_and_a_revoked_one_is_found_out() {
    let (address, now) = ("https://medicine.example.org/status/1", "2026-11-25T12:00:00Z".parse().unwrap());
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana")).gets("bea.json", of(2, "Bea"));
    department.collects();
    let own = toml::from_str(&format!("name = \"Department of Medicine\"\nstatus_list = \"{address}\"\n")).unwrap();
    let (key, course) = (Key::from_secret(&[9; 32]), sample());
    let by = issue::By { key: &key, department: &own, course: &course };
    let to = department.at("certificates");
    let signs = || {
        let mut out = Vec::new();
        issue::run(&mut department.records(), &by, Some(&to), now, &mut out).unwrap();
        String::from_utf8(out).unwrap().replace(to.to_str().unwrap(), "there")
    };
    let (ana, bea) = (department.keeps()[0].completion.record_id.0, department.keeps()[1].completion.record_id.0);
    let (ana, bea) =
        (format!("certificate-{ana}  Ana (0071), sample 2026-11-20\n"), format!("certificate-{bea}  Bea (0072), sample 2026-11-20\n"));
    assert_eq!(signs(), format!("2 certificates signed\n{ana}{bea}2 written into there\n"));
    assert_eq!(signs(), "0 certificates signed\n0 written into there\n", "each record gets one, and it is frozen");
    let first = fs::read_dir(&to).unwrap().map(|entry| entry.unwrap().path()).find(|file| file.extension().is_some_and(|end| end == "pdf"));
    let first = first.unwrap();
    let before = fs::read(&first).unwrap();
    fs::remove_file(&first).unwrap();
    let whose = if ana.starts_with(first.file_stem().unwrap().to_str().unwrap()) { ana } else { bea };
    assert_eq!(signs(), format!("0 certificates signed\n{whose}1 written into there\n"), "a file that was lost is written again");
    assert!(fs::read(&first).unwrap() == before, "as it was");
    let list = || {
        let text = status_list::text(&department.records(), &key, &own, address, now, 31).unwrap();
        StatusList::read(text.as_bytes()).unwrap()
    };
    let trust = Trust { issuer: vec![Trusted { name: "Medicine".into(), did: key.id() }] };
    let ana = department.keeps()[0].completion.record_id;
    let word = |end: &str, lists: &[StatusList]| {
        let bytes = fs::read(to.join(format!("certificate-{}.{end}", ana.0))).unwrap();
        let checked = verify(&bytes, &trust, lists, now);
        assert!(checked.told.is_some_and(|told| told.is_about("Ana")));
        checked.verdict.word()
    };
    assert_eq!((word("json", &[list()]), word("pdf", &[list()])), ("valid", "valid"));
    assert_eq!(word("pdf", &[]), "unchecked");
    // The key was changed since: what it signed is written again all the same, and the page says whose it is.
    fs::remove_file(to.join(format!("certificate-{}.pdf", ana.0))).unwrap();
    let other = Key::from_secret(&[10; 32]);
    issue::run(&mut department.records(), &issue::By { key: &other, ..by }, Some(&to), now, &mut Vec::new()).unwrap();
    assert_eq!(word("pdf", &[list()]), "valid");
    revoke::run(&mut department.records(), ana.0, "by mistake", now, &mut Vec::new()).unwrap();
    assert_eq!((word("json", &[list()]), word("pdf", &[list()])), ("revoked", "revoked"));
    assert_eq!(department.audits().0, Answer::Done);
}

#[test]
fn another_systems_completions_are_kept_on_its_word_and_no_more() {
    let department = Department::new();
    let table = department.at("inbox/lms.csv");
    let collects = |text: &str| {
        fs::write(&table, text).unwrap();
        department.collects_from(&table, Told::Text, Some(&department.at("receipts")))
    };
    let (answer, text) =
        collects("Staff ID,Name,Course,Completed on,Expires on,Score\n0071,=Ana,sample,2025-11-20,2026-11-19,86\n0072,Bo,sample,soon,,\n");
    assert_eq!(answer, Answer::No);
    let by = department.key.as_ref().unwrap().id();
    assert_eq!(
        text,
        format!(
            "new       =Ana (0071), sample, 2025-11-20, on another system's word
          /inbox/lms.csv, line 2
refused   /inbox/lms.csv, line 3
          the line cannot be used: `soon` in the column for the day of completion is no day; write it as 2026-11-23
          mend the line in the system it came from, and collect the file again; the lines that are kept stay as they are

1 new, 0 known already, 1 refused
1 of them is on another system's word and stays at assurance 0
countersigned by {by}
"
        )
    );
    let kept = department.keeps();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].completion.assurance, Assurance::SELF_ATTESTED, "no signature of ours makes another system's word better");
    assert_eq!(department.audits().0, Answer::Done);
    assert!(!department.at("receipts").exists(), "a receipt is for a hand-in");
    let (answer, text) = collects("Staff ID,Name,Course,Completed on,Expires on,Score\n0071,=Ana,sample,2025-11-20,2026-11-19,86\n");
    assert_eq!((answer, text.trim()), (Answer::Done, "0 new, 1 known already, 0 refused"));
    let (answer, text) = collects("Staff ID,Name,Course,Completed on,Expires on,Score\n0071,=Ana,sample,2025-11-20,2026-11-19,99\n");
    assert_eq!(answer, Answer::No);
    assert!(text.contains("another record with the same id is here already, and stays as it is"), "{text}");
    let (_, text) = collects("Staff ID,Course,Completed on\n0073,Hand hygiene,2025-11-20\n");
    let hint = "some are about another course than sample: hand-hygiene\nif it is meant, write sample in the column for the course and collect the file again\n";
    assert!(text.contains(hint), "{text}");
    let (_, text) = collects("name,salary\nBo,1\n");
    assert!(text.contains("its first line names no column for the day of completion, such as `completed on`"), "{text}");
}

#[test]
fn a_table_in_a_folder_is_left_alone() {
    let department = Department::new();
    department.gets("people.csv", "staff id,completed\n0071,2025-11-20\n");
    let text = department.collects();
    assert!(text.starts_with("not read  /inbox/people.csv\n          a table is only taken where it is named itself"), "{text}");
    assert!(text.ends_with("\n\n0 new, 0 known already, 0 refused, 1 not read\n"), "{text}");
    assert!(department.keeps().is_empty() && department.records().batches().unwrap().is_empty());
}

/// The whole program, with its report sent elsewhere.
fn collecting(data: &Path, file: &Path, out: Stdio) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
    program.arg("--data").arg(data).arg("collect").arg(file).env_clear().env("HOME", data).stdin(Stdio::null()).stdout(out);
    let ended = program.output().unwrap();
    (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
}

#[test]
fn who_sends_the_report_elsewhere_hears_that_something_was_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("odd.json");
    fs::write(&file, "{}").unwrap();
    let report = File::create(folder.path().join("report")).unwrap();
    let told = collecting(folder.path(), &file, report.into());
    assert_eq!(told, (Some(1), "bedside: 1 was refused; the report says which, why, and what to do\n".to_owned()));
    assert!(fs::read_to_string(folder.path().join("report")).unwrap().contains("refused   "));
}

#[test]
fn a_report_that_nobody_reads_to_its_end_is_not_the_end_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("odd.json");
    fs::write(&file, "{}").unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let (code, said) = collecting(folder.path(), &file, writer.into());
    assert_eq!(code, Some(3));
    assert!(said.starts_with("bedside: could not say what became of the rest") && said.contains("collect the same again"), "{said}");
}

/// Runs the program itself on what a department has.
pub(crate) fn runs(department: &Department, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bedside"))
        .args(arguments)
        .env_clear()
        .env("HOME", department.at("home"))
        .env("BEDSIDE_DATA", department.at("data"))
        .env("BEDSIDE_COURSE", department.at("course"))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn nothing_is_taken_out_on_a_day_that_is_still_to_come() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let (code, _, said) = runs(&department, &["purge", "--today", "2099-01-01"]);
    assert_eq!((code, said.contains("2099-01-01 is still to come")), (2, true), "{said}");
    assert_eq!(department.keeps().len(), 1);
    let (code, said, _) = runs(&department, &["purge", "--today", "2099-01-01", "--dry-run"]);
    assert_eq!((code, said.contains('1')), (0, true), "{said}");
    assert_eq!(department.keeps().len(), 1);
}

#[test]
fn credit_is_claimed_for_its_own_course_alone() {
    let department = Department::new();
    department.gets("ana.json", of(1, "Ana"));
    department.collects();
    let table = department.at("lms.csv");
    fs::write(&table, "staff id,name,course,completed on\n0071,Ana,other-course,2026-11-01\n").unwrap();
    assert!(department.collects_from(&table, Told::Text, None).1.contains("1 new"));
    assert_eq!(department.keeps().len(), 2);
    for (path, text) in sample_files("1.4").texts {
        let (file, Content::Text(text)) = (department.at("course").join(&*path), text) else { continue };
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, &*text).unwrap();
    }
    let config = department.at("home/.config/bedside/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    fs::write(config, "[pars.sample]\nactivity = \"202612345\"\ncredits = \"1.25\"\n").unwrap();
    let roster = department.at("people.csv");
    fs::write(&roster, "staff id,first name,last name,NPI,Licensing State\n0071,Ana,Lima,1234567893,NY\n").unwrap();
    let (code, lines, said) = runs(&department, &["export", "--format", "pars", "--roster", roster.to_str().unwrap()]);
    assert_eq!((code, lines.matches("202612345").count()), (0, 1), "{lines}{said}");
}

#[test]
fn what_was_completed_before_there_was_a_course_is_refused() {
    let department = Department::new();
    let early = |course: &Arc<Course>, on: &str| {
        let begins = format!("{on}T08:00:00Z").parse().unwrap();
        written(&Graduate::beginning(course, 1, resident(1, "Ana"), begins).completes().hands_in())
    };
    department.gets("ana.json", early(&course(), "2001-01-01"));
    let text = department.collects();
    let told = "it was completed on 2001-01-01 by the learner's clock, and no course of this kind was there before 2026-01-01\n";
    assert!(text.contains(told) && text.contains("0 new, 0 known already, 1 refused"), "{text}");

    let mut files = sample_files("1.4");
    for (path, text) in &mut files.texts {
        if &**path == "course.toml"
            && let Content::Text(text) = text
        {
            *text = text.replace("version = \"1.4\"\n", "version = \"1.4\"\nreleased = 2026-11-22\n").into();
        }
    }
    let released = read(Arc::new(files)).course.unwrap();
    let department = Department { shelf: Shelf::of(released.clone()), ..Department::new() };
    let released = Arc::new(released);
    // A course may be tried before the day of its release.
    department.gets("ana.json", early(&released, "2026-11-21"));
    assert!(department.collects().contains("1 new, 0 known already, 0 refused"));
}
