//! One department hands countersigned batches on to another: what arrives, and what is refused of a file that was changed on the way.

use std::fs;
use std::io::{BufReader, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bedside::cli::Answer;
use bedside::cli::collecting::{Asked, Told, each_batch};
use bedside::cli::command::{audit, batches, collect, issue, revoke};
use bedside::cli::department;
use bedside::cli::shelf::Shelf;
use bedside::record::batch_file::Lines;
use bedside::record::countersign::countersign;
use bedside::record::credential::{Trust, Trusted};
use bedside::record::merkle::leaf;
use bedside::record::records::{Batch, BatchId, Evidence, KeptBatch, Record, Salt, Wanted};
use bedside::record::seal::Key;
use bedside::record::{Assurance, Records as _};
use bedside::source::Content;
use bedside::store::SqliteRecords;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::deeds::Deeds as _;
use crate::support::graduate::{Graduate, sample, sample_files, sample_of};
use crate::support::kept::{all, gathered};

const NOW: &str = "2026-11-25T12:00:00Z";

/// A department with a key, a course, and others that it trusts.
struct Department {
    folder: TempDir,
    key: Key,
    shelf: Shelf,
    partners: Trust,
    now: Timestamp,
}

impl Department {
    fn new(secret: u8, version: &str, partner: &Key) -> Self {
        let partners = Trust { issuer: vec![Trusted { name: "North".to_owned(), did: partner.id() }] };
        Self {
            folder: tempfile::tempdir().unwrap(),
            key: Key::from_secret(&[secret; 32]),
            shelf: Shelf::of(sample_of(version)),
            partners,
            now: NOW.parse().unwrap(),
        }
    }

    fn asked(&self, paths: Vec<PathBuf>) -> Asked<'_> {
        Asked {
            paths,
            shelf: &self.shelf,
            partners: &self.partners,
            key: Some(&self.key),
            assurance: Assurance::HOSTED,
            now: self.now,
            tolerance: SignedDuration::from_mins(15),
            who: "jo".into(),
        }
    }

    fn records(&self) -> SqliteRecords {
        SqliteRecords::open(&self.folder.path().join("data")).unwrap()
    }

    fn collects(&self, file: &Path) -> String {
        let mut out = Vec::new();
        let asked = self.asked(vec![file.to_owned()]);
        collect::run(&asked, &mut self.records(), Told::Text, None, false, &mut out, &mut Vec::new()).unwrap();
        String::from_utf8(out).unwrap().replace(file.parent().unwrap().to_str().unwrap(), "")
    }

    fn keeps(&self) -> Vec<Record> {
        all(&self.records(), &Wanted::default())
    }

    fn hands_on(&self) -> Vec<u8> {
        let mut out = Vec::new();
        batches::write(&self.records(), &self.key, None, &mut out).unwrap();
        out
    }

    fn audits(&self) -> Answer {
        audit::run(&self.records(), audit::Asked::default(), &mut Vec::new()).unwrap()
    }
}

/// The north has collected three hand-ins and two lines of another system; the south trusts the north and has another course.
fn two_departments() -> (Department, Department) {
    let (north, south) = (Key::from_secret(&[7; 32]), Key::from_secret(&[8; 32]));
    let (mut north, south) = (Department::new(7, "1.4", &south), Department::new(8, "1.3", &north));
    let course = Arc::new(sample());
    let folder = north.folder.path().to_owned();
    let at = |name: &str| folder.join(name);
    let lines: Vec<String> =
        (1..4).map(|number| Graduate::named(&course, number, "=Ana").completes().hands_in().written().unwrap()).collect();
    fs::write(at("three.jsonl"), lines.join("\n")).unwrap();
    fs::write(at("lms.csv"), "staff id,name,completed on\n0071,Zoë,2026-01-02\n0072,Bo,2026-01-03\n").unwrap();
    assert!(north.collects(&at("three.jsonl")).contains("3 new"));
    north.now += SignedDuration::from_secs(30);
    assert!(north.collects(&at("lms.csv")).contains("2 new"));
    (north, south)
}

#[test]
fn a_line_that_was_mended_where_it_was_collected_arrives_beside_the_wrong_one() {
    let (mut north, mut south) = two_departments();
    let batch = south.folder.path().join("north.batch");
    fs::write(&batch, north.hands_on()).unwrap();
    assert!(south.collects(&batch).contains("5 new"));
    let wrong = north.keeps().into_iter().find(|kept| kept.completion.name == "Bo").unwrap().completion.record_id;
    let table = north.folder.path().join("lms.csv");
    fs::write(&table, "staff id,name,completed on,expires on\n0072,Bo,2026-01-03,2026-12-31\n").unwrap();
    north.now += SignedDuration::from_secs(30);
    south.now += SignedDuration::from_mins(5);
    revoke::run(&mut north.records(), wrong.0, "a wrong last day", north.now, &mut Vec::new()).unwrap();
    assert!(north.collects(&table).contains("1 new"));
    fs::write(&batch, north.hands_on()).unwrap();
    assert!(
        south.collects(&batch).contains("1 new, 4 known"),
        "the wrong one is not handed on again, and stays until the south revokes it"
    );
    // The south may collect the same table itself: it makes the same record.
    revoke::run(&mut south.records(), wrong.0, "a wrong last day", south.now, &mut Vec::new()).unwrap();
    assert!(south.collects(&table).contains("0 new, 1 known"));
    assert_eq!((north.audits(), south.audits()), (Answer::Done, Answer::Done));
}

#[test]
fn the_attempts_of_a_record_are_as_many_as_where_it_was_graded() {
    let (north, south) = (Key::from_secret(&[7; 32]), Key::from_secret(&[8; 32]));
    let (mut north, south) = (Department::new(7, "1.4", &south), Department::new(8, "1.3", &north));
    let mut files = sample_files("1.4");
    let Some(Content::Text(quiz)) = files.texts.get("quizzes/the-quiz.toml") else { panic!("the course has a quiz") };
    let more = quiz.replace("-one", "-more").replace("pass = 60\n", "");
    files.texts.insert("quizzes/more.toml".into(), Content::Text(more.into()));
    let course = Arc::new(bedside::course::read(Arc::new(files)).course.unwrap());
    north.shelf = Shelf::of((*course).clone());
    let mut ana = Graduate::named(&course, 1, "Ana").opens(&course).also_takes("more").also_takes("more").completes();
    let file = north.folder.path().join("ana.json");
    fs::write(&file, ana.hands_in().written().unwrap()).unwrap();
    let told = north.collects(&file);
    assert!(told.contains("1 new"), "{told}");
    let file = south.folder.path().join("north.batch");
    fs::write(&file, north.hands_on()).unwrap();
    assert!(south.collects(&file).contains("1 new"));
    let attempts = |department: &Department| department.keeps()[0].completion.attempts;
    assert_eq!((attempts(&north), attempts(&south)), (1, 1));
    assert_eq!((north.audits(), south.audits()), (Answer::Done, Answer::Done));
}

/// What becomes of each batch in these bytes: how many records are proven, or the word for why none is.
fn proven(by: &Department, bytes: &[u8]) -> Vec<Result<usize, &'static str>> {
    let mut found = Vec::new();
    let _to_the_end = each_batch(&mut BufReader::new(bytes), "file", &by.asked(Vec::new()), &mut |one| {
        found.push(one.read.map(|(_, leaves)| leaves.len()).map_err(|flaw| flaw.word()));
        ControlFlow::Continue(())
    });
    found
}

#[test]
fn what_one_department_countersigned_another_takes_as_it_is() {
    let (north, south) = two_departments();
    let file = south.folder.path().join("north.batch");
    fs::write(&file, north.hands_on()).unwrap();
    let told = south.collects(&file);
    assert!(told.contains("5 new, 0 known already, 0 refused"), "{told}");
    assert!(told.ends_with("\n2 of them are on another system's word and stay at assurance 0\n5 of them were countersigned before they came here, and stay so\n"), "{told}");
    // The same records, with the words, the trust and the moment of the north; the south has not that version of the course.
    let (mut sent, mut got) = (north.keeps(), south.keeps());
    for kept in [&mut sent, &mut got] {
        kept.sort_by_key(|record| (record.completion.assurance, record.leaf));
    }
    assert_eq!(sent, got);
    assert_eq!(got.iter().map(|record| record.completion.assurance.0).collect::<Vec<_>>(), [0, 0, 3, 3, 3]);
    assert_eq!((north.audits(), south.audits()), (Answer::Done, Answer::Done));
    assert!(south.collects(&file).contains("0 new, 5 known already, 0 refused"));
    // It can be handed on once more, and comes back to the north as what it has.
    fs::write(&file, south.hands_on()).unwrap();
    assert!(north.collects(&file).contains("0 new, 5 known already, 0 refused"));
}

#[test]
fn what_did_not_count_when_it_was_handed_on_comes_once_it_counts_again_by_way_of_others_too() {
    let (mut north, south) = two_departments();
    let mut east = Department::new(9, "1.3", &north.key);
    east.partners.issuer.push(Trusted { name: "South".to_owned(), did: south.key.id() });
    let file = east.folder.path().join("all.batch");
    let hands_on = |from: &Department, to: &Department, newest_format: bool| {
        let bytes = from.hands_on();
        let says = |head: &str| String::from_utf8_lossy(&bytes).matches(head).count();
        assert_eq!((says("\"batch_file\":1,"), says("\"batch_file\":2,")), if newest_format { (1, 1) } else { (2, 0) });
        fs::write(&file, bytes).unwrap();
        to.collects(&file)
    };
    let wrong = north.keeps().into_iter().find(|kept| kept.completion.name == "Bo").unwrap().completion.record_id;
    north.now += SignedDuration::from_secs(30);
    revoke::run(&mut north.records(), wrong.0, "a wrong line", north.now, &mut Vec::new()).unwrap();
    for (from, to) in [(&north, &south), (&south, &east)] {
        let told = hands_on(from, to, true);
        assert!(told.contains("4 new, 0 known already, 0 refused"), "{told}");
    }
    revoke::undo(&mut north.records(), wrong.0, "it was right", north.now, &mut Vec::new()).unwrap();
    let told = hands_on(&south, &east, true);
    assert!(told.contains("0 new, 4 known already"), "the south has none of it yet: {told}");
    for (from, to) in [(&north, &south), (&south, &east)] {
        let told = hands_on(from, to, false);
        assert!(told.contains("1 new, 4 known already, 0 refused"), "{told}");
    }
    assert_eq!(east.keeps().len(), 5);
    assert_eq!([&north, &south, &east].map(Department::audits), [Answer::Done; 3]);
}

#[test]
fn what_was_revoked_here_and_erased_does_not_come_back_with_another_departments_batch() {
    let (north, south) = two_departments();
    assert!(south.collects(&north.folder.path().join("lms.csv")).contains("2 new"));
    let wrong = south.keeps().into_iter().find(|kept| kept.completion.name == "Bo").unwrap().completion.record_id;
    assert!(north.keeps().iter().any(|kept| kept.completion.record_id == wrong));
    revoke::run(&mut south.records(), wrong.0, "a wrong line", south.now, &mut Vec::new()).unwrap();
    assert_eq!(south.records().erase(&[wrong], south.now).unwrap(), 1);
    let file = south.folder.path().join("north.batch");
    fs::write(&file, north.hands_on()).unwrap();
    let told = south.collects(&file);
    assert!(told.contains("3 new, 1 known already, 1 refused") && told.contains("(\"a wrong line\") and erased since"), "{told}");
    assert!(south.keeps().iter().all(|kept| kept.completion.record_id != wrong));
    assert_eq!(south.audits(), Answer::Done, "the batch comes to what was signed");
    assert!(south.collects(&file).contains("0 new, 4 known already, 1 refused"));
    revoke::undo(&mut south.records(), wrong.0, "it was right", south.now, &mut Vec::new()).unwrap();
    assert!(south.collects(&file).contains("1 new, 4 known already, 0 refused"));
    // What was erased of that very batch stays so, and is said not to be here.
    revoke::run(&mut south.records(), wrong.0, "a wrong line after all", south.now, &mut Vec::new()).unwrap();
    assert_eq!(south.records().erase(&[wrong], south.now).unwrap(), 1);
    assert!(south.collects(&file).contains("0 new, 4 known already, 0 refused, 1 erased here before"));
    assert_eq!(south.audits(), Answer::Done);
}

#[test]
fn a_batch_of_nobody_that_is_pinned_hides_none_of_the_others() {
    let (north, mut south) = two_departments();
    let file = south.folder.path().join("north.batch");
    fs::write(&file, north.hands_on()).unwrap();
    south.collects(&file);
    let own = Graduate::named(&Arc::new(sample_of("1.3")), 9, "Bo").completes().hands_in().written().unwrap();
    let hand_in = south.folder.path().join("bo.json");
    fs::write(&hand_in, own).unwrap();
    south.now += SignedDuration::from_mins(5);
    assert!(south.collects(&hand_in).contains("1 new"));
    let east = Department::new(9, "1.3", &south.key);
    assert_eq!(proven(&east, &south.hands_on()), [Err("untrusted"), Err("untrusted"), Ok(1)]);
}

#[test]
fn a_batch_from_days_to_come_and_one_with_a_record_at_two_places_are_not_taken() {
    let (mut north, south) = two_departments();
    let record = north.keeps().remove(0);
    let wanted = Wanted { record: Some(record.completion.record_id), ..Wanted::default() };
    let (_, evidence) = gathered(|visit| north.records().each_with_evidence(&wanted, visit)).remove(0);
    let (mut lines, mut leaves) = (Lines::default(), Vec::new());
    for salt in [1, 2] {
        let evidence = Evidence { salt: Salt([salt; 16]), ..evidence.clone() };
        lines.record(&record, &evidence).unwrap();
        leaves.push(leaf(evidence.salt, evidence.document.as_bytes()));
    }
    let batch = Batch { id: BatchId(Uuid::from_u128(77)), source: String::new(), received_at: NOW.parse().unwrap() };
    let countersigned = Some(countersign(batch.id, batch.received_at, &leaves, &north.key));
    let twice = lines.sealed(&KeptBatch { batch, leaves: 2, countersigned, of_others: false }, &north.key).unwrap().unwrap();
    assert_eq!(proven(&south, &twice), [Err("batch")]);

    north.now = "2060-01-01T12:00:00Z".parse().unwrap();
    let late = north.folder.path().join("late.json");
    let course = Arc::new(sample());
    fs::write(&late, Graduate::named(&course, 8, "Late").completes().hands_in().written().unwrap()).unwrap();
    assert!(north.collects(&late).contains("1 new"));
    assert_eq!(proven(&south, &north.hands_on()), [Ok(3), Ok(2), Err("future")]);
}

#[test]
fn ones_own_batch_that_comes_back_after_a_change_of_key_stays_ones_own() {
    let (mut north, south) = two_departments();
    let file = south.folder.path().join("all.batch");
    fs::write(&file, north.hands_on()).unwrap();
    south.collects(&file);
    fs::write(&file, south.hands_on()).unwrap();
    north.partners.issuer.push(Trusted { name: "As it was".to_owned(), did: north.key.id() });
    north.key = Key::from_secret(&[17; 32]);
    assert!(north.collects(&file).contains("0 new, 5 known already, 0 refused"));
    assert!(north.records().batches().unwrap().iter().all(|kept| !kept.of_others));
}

#[test]
fn records_that_moved_by_a_file_of_batches_are_accounted_for_and_the_log_has_their_coming_before_them() {
    let (north, south) = two_departments();
    let file = south.folder.path().join("all.batch");
    fs::write(&file, north.hands_on()).unwrap();
    let anew = Department::new(7, "1.4", &south.key);
    for department in [anew, south] {
        assert!(department.collects(&file).contains("5 new"));
        let mut out = Vec::new();
        audit::run(&department.records(), audit::Asked::default(), &mut out).unwrap();
        let told = String::from_utf8(out).unwrap();
        assert!(!told.contains("of which the log has no act"), "{told}");
        let acts: Vec<&str> = told.lines().filter_map(|line| line.split_once("collect: ").map(|(_, act)| act)).collect();
        assert!(matches!(acts.as_slice(), [begun, done] if begun.ends_with("(begun)") && done.contains("5 new")), "{told}");
    }
}

#[test]
fn batches_are_found_in_an_archive_beside_hand_ins() {
    let (north, south) = two_departments();
    let course = Arc::new(sample_of("1.3"));
    let own = Graduate::named(&course, 9, "Bo").completes().hands_in().written().unwrap();
    let mut torn = north.hands_on();
    torn.truncate(torn.len() - 1);
    let file = south.folder.path().join("all.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&file).unwrap());
    for (name, bytes) in [("own.json", own.as_bytes()), ("sent/north.BATCH", &north.hands_on()), ("torn.batch", &torn)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    let told = south.collects(&file);
    assert!(told.contains("6 new, 3 known already, 1 refused"), "{told}");
    assert!(told.contains("5 of them were countersigned before they came here, and stay so\ncountersigned by did:key:"), "{told}");
    assert!(told.contains("refused   /all.zip, torn.batch, batch 2 in it\n          it ends in the middle"), "{told}");
    assert_eq!((south.keeps().len(), south.audits()), (6, Answer::Done));
    // An archive that cannot be opened is told of once.
    fs::write(&file, b"no archive").unwrap();
    let told = south.collects(&file);
    assert!(told.contains("0 new, 0 known already, 1 refused"), "{told}");
}

#[test]
fn certificates_are_for_the_department_that_countersigned() {
    let (north, south) = two_departments();
    let file = south.folder.path().join("north.batch");
    fs::write(&file, north.hands_on()).unwrap();
    south.collects(&file);
    let issued = |department: &Department| {
        let named = department::Department { name: "A department".to_owned(), page: None, status_list: None };
        let by = issue::By { key: &department.key, department: &named, course: department.shelf.at_hand() };
        let mut out = Vec::new();
        issue::run(&mut department.records(), &by, None, NOW.parse().unwrap(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert_eq!((issued(&north).as_str(), issued(&south).as_str()), ("3 certificates signed\n", "0 certificates signed\n"));
}

#[test]
fn a_batch_of_nobody_that_is_pinned_is_not_taken() {
    let (north, mut south) = two_departments();
    south.partners = Trust::default();
    assert_eq!(proven(&south, &north.hands_on()), [Err("untrusted"), Err("untrusted")]);
    let file = south.folder.path().join("north.batch");
    fs::write(&file, north.hands_on()).unwrap();
    let told = south.collects(&file);
    assert!(told.contains("add it to issuers.toml") && told.contains("0 new, 0 known already, 2 refused"), "{told}");
    assert!(south.keeps().is_empty());
}

#[test]
fn no_byte_of_a_batch_can_be_changed() {
    let (north, south) = two_departments();
    let whole = north.hands_on();
    assert_eq!(proven(&south, &whole), [Ok(3), Ok(2)]);
    // Every byte of what is sealed and of the short batch; of the long records, one in seven.
    let second = whole.len() - north.hands_on().rsplit(|byte| *byte == b'\n').take(4).map(|line| line.len() + 1).sum::<usize>();
    for place in (0..whole.len()).filter(|place| *place < 1200 || *place > second || place % 11 == 0) {
        let mut changed = whole.clone();
        changed[place] ^= 1 << (place % 8);
        let found = proven(&south, &changed);
        let taken: usize = found.iter().filter_map(|one| one.ok()).sum();
        assert!(found.iter().any(Result::is_err) && taken < 5, "byte {place}: {found:?}");
    }
}

#[test]
fn no_line_of_a_batch_can_be_dropped_moved_or_repeated() {
    let (north, south) = two_departments();
    let whole = north.hands_on();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    assert_eq!(lines.len(), 7, "two heads and five records");
    let refused = |lines: &[&[u8]], why: &str| {
        let found = proven(&south, &lines.concat());
        assert!(found.iter().any(Result::is_err), "{why}: {found:?}");
        assert!(found.iter().filter_map(|one| one.ok()).all(|taken| taken == 2 || taken == 3), "{why}: {found:?}");
        found
    };
    for place in 0..lines.len() {
        let mut dropped = lines.clone();
        let line = dropped.remove(place);
        refused(&dropped, &format!("line {place} dropped"));
        let mut repeated = lines.clone();
        repeated.insert(place, line);
        refused(&repeated, &format!("line {place} repeated"));
    }
    for (one, other) in [(1, 2), (2, 3), (3, 5), (0, 4), (5, 6)] {
        let mut swapped = lines.clone();
        swapped.swap(one, other);
        refused(&swapped, &format!("lines {one} and {other} swapped"));
    }
    // What the north says of one record stands before another, or one of its batches has the other's seal.
    let (said, document) = std::str::from_utf8(lines[1]).unwrap().split_once('\t').unwrap();
    let (said_too, document_too) = std::str::from_utf8(lines[2]).unwrap().split_once('\t').unwrap();
    let crossed = [format!("{said}\t{document_too}"), format!("{said_too}\t{document}")];
    assert_eq!(refused(&[lines[0], crossed[0].as_bytes(), crossed[1].as_bytes(), lines[3]], "crossed"), [Err("batch")]);
    let raised = said.replacen("\"assurance\":3", "\"assurance\":4", 1);
    assert_eq!(refused(&[lines[0], format!("{raised}\t{document}").as_bytes(), lines[2], lines[3]], "raised"), [Err("batch")]);
    assert_eq!(proven(&south, &whole[..whole.len() - 1]), [Ok(3), Err("truncated")]);
    // It is the department that has the file, and no learner.
    let cut = south.folder.path().join("cut.batch");
    let (head, rest) = whole.split_at(lines[0].len() - 2);
    for (bytes, says) in [
        (whole[..whole.len() - 1].to_vec(), "it ends in the middle: part of the file is missing"),
        ([head, b"\n".as_slice(), &rest[2..]].concat(), "its seal does not hold: something in it was changed after it was sealed"),
    ] {
        fs::write(&cut, bytes).unwrap();
        let told = south.collects(&cut);
        assert!(told.contains(&format!("{says}\n          ask the department it is from for the file again, as")), "{told}");
    }
    assert_eq!(proven(&south, b""), [Err("batch")]);
    let empty = south.folder.path().join("empty.batch");
    fs::write(&empty, "").unwrap();
    let told = south.collects(&empty);
    assert!(
        told.contains("the batch is not taken: the file is empty\n          ask the department it is from for the file again"),
        "{told}"
    );
}
