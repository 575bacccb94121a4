//! What a department keeps, in a folder and on a server: the same promises, as in `places`.

use std::ops::{ControlFlow, RangeInclusive};
use std::sync::Arc;

use bedside::cli::collecting::{Asked, Told as Report};
use bedside::cli::command::collect;
use bedside::cli::records::{Records as Told, Standard};
use bedside::cli::shelf::Shelf;
use bedside::course::Version;
use bedside::id::CourseId;
use bedside::journey::{CertificateId, LearnerId, Role};
use bedside::question::Percent;
use bedside::record::audit::Chain;
use bedside::record::countersign::{countersign, holds};
use bedside::record::credential::Trust;
use bedside::record::merkle::{leaf, root};
use bedside::record::records::{
    Absent, Act, Adopted, Batch, BatchId, Certified, Countersigned, Enrolled, Evidence, Holder, Incoming, Issued, Issuing, Kept, KeptBatch,
    Latest, Leaf, Matches, Noted, Origin, Record, Refusal, Salt, Token, Wanted,
};
use bedside::record::report::Known;
use bedside::record::seal::Key;
use bedside::record::statement::{Queued, TellingRecords};
use bedside::record::{Assurance, Completion, NotStored, Records};
use bedside::source::Digest;
use bedside::store::{self, Address, At};
use jiff::{SignedDuration, Timestamp};
use postgres::{Client, NoTls};
use uuid::Uuid;

use crate::places::{a_database, a_database_by_address};
use crate::support::deeds::Deeds as _;
use crate::support::graduate::sample;
use crate::support::kept::{all, gathered};

/// A promise about the department's records of one place, which nobody else uses.
type Body = fn(&At);

const BODIES: &[Body] = &[
    there_are_none_before_there_are,
    a_record_is_kept_once_and_never_overwritten,
    what_a_record_came_of_is_found_by_its_id,
    a_row_of_another_system_is_known_in_another_dress,
    twins_of_one_batch_are_told_apart,
    a_countersigned_batch_raises_its_records_and_proves_them,
    an_erased_record_leaves_its_leaf_and_the_pass_before_it,
    of_many_who_are_erased_at_once_each_has_the_pass_before_that_counts,
    the_newest_pass_moves_forward_only,
    a_pass_beside_the_newest_is_told_of_where_it_tells_more,
    a_pass_that_another_outshone_is_told_of_once_that_one_is_gone,
    an_adopted_batch_stays_whole,
    what_was_left_out_of_a_batch_may_come_another_time,
    a_pass_that_was_revoked_here_is_not_the_newest_again_by_what_comes_with_its_batch,
    a_report_may_ask_how_far_a_pass_is_to_be_trusted,
    acts_make_a_chain,
    credentials_keep_their_places,
    who_hands_in_again_after_an_erasure_can_be_erased_again,
    whom_somebody_has_confirmed_everybody_knows,
    the_credential_of_an_erased_record_is_revoked_and_no_other,
    what_was_revoked_no_longer_counts,
    what_was_revoked_without_a_credential_counts_again_once_that_is_undone,
    what_cannot_be_read_of_none_stops_nothing,
    who_is_held_back_stays,
    refusals_keys_and_tokens_are_kept,
    a_big_batch_goes_over_whole_and_comes_back_in_order,
    what_a_store_is_to_hear_is_put_down_with_the_record_and_goes_with_it,
];

#[test]
fn a_folder_keeps_a_departments_records() {
    for body in BODIES {
        let folder = tempfile::tempdir().unwrap();
        body(&At::Folder(folder.path().to_owned()));
    }
}

#[test]
#[ignore = "needs a server: tests/interop/run postgres"]
fn a_server_keeps_the_same_records() {
    for body in BODIES {
        body(&a_database());
    }
}

#[test]
#[ignore = "needs a server: tests/interop/run postgres"]
fn a_server_packs_long_documents_in_the_quickest_way_it_knows() {
    let address = a_database_by_address();
    let mut records = store::department(&At::Server(Box::new(Address::read(&address, |_| None).unwrap()))).unwrap();
    let long = "{\"fact\":\"page-read\"},".repeat(400);
    records.keep(&batch(1), &[&incoming(completion(1, 1, 1), &long)]).unwrap();
    let mut watch = Client::connect(&address, NoTls).unwrap();
    let knows = watch.query("select enumvals from pg_settings where name = 'default_toast_compression'", &[]).unwrap();
    let knows: Vec<String> = knows.first().map(|row| row.get(0)).unwrap_or_default();
    let packed: Option<String> = watch.query_one("select pg_column_compression(doc) from completions", &[]).unwrap().get(0);
    assert_eq!(packed.as_deref(), Some(if knows.iter().any(|way| way == "lz4") { "lz4" } else { "pglz" }));
    let kept = gathered::<(Record, Evidence)>(|visit| records.each_with_evidence(&Wanted::default(), visit));
    assert!(kept.iter().map(|(_, evidence)| &evidence.document).eq([&long]));
}

pub(crate) fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_795_000_000_000 + millis).unwrap()
}

pub(crate) fn completion(record: u128, learner: u128, when: i64) -> Completion {
    Completion {
        record_id: CertificateId(Uuid::from_u128(record)),
        learner_id: LearnerId(Uuid::from_u128(learner)),
        account: "ana".into(),
        name: "=Ana\u{1b}\t\\N\n\u{1f469}\u{200d}\u{2695}\u{fe0f}".into(),
        role: Some(Role::NursePractitioner),
        staff_id: "0071".into(),
        department: "Surgery".into(),
        course_id: CourseId::new("sample").unwrap(),
        course_title: "Before You Post".into(),
        course_version: Version { edition: 1, revision: 2 },
        course_digest: Digest([7; 32]),
        started_at: None,
        completed_at: at(when),
        completed_on: "2026-11-23".parse().unwrap(),
        expires_on: Some("2027-11-22".parse().unwrap()),
        score_percent: Percent(86),
        score_earned: 13,
        score_of: 15,
        pass_mark: Percent(80),
        passed: true,
        attempts: 2,
        minutes: 11,
        assurance: Assurance::COUNTERSIGNED,
        organization: "St Mary's".into(),
        original_score: None,
        enrolled: true,
        revoked_at: None,
    }
}

pub(crate) fn incoming(completion: Completion, document: &str) -> Incoming {
    Incoming {
        salt: Salt(*completion.record_id.0.as_bytes()),
        completion,
        key: Key::from_secret(&[1; 32]).id().to_string(),
        document: document.into(),
        digest: Digest::of(document.as_bytes()),
    }
}

pub(crate) fn batch(id: u128) -> Batch {
    Batch { id: BatchId(Uuid::from_u128(id)), source: "a folder".into(), received_at: at(9) }
}

fn newest(records: &dyn Records) -> Vec<u128> {
    gathered::<Latest>(|visit| records.each_latest(Timestamp::MIN..=Timestamp::MAX, visit))
        .into_iter()
        .map(|latest| latest.record.0.as_u128())
        .collect()
}

fn there_are_none_before_there_are(place: &At) {
    assert!(store::department_if_there(place).unwrap().is_none());
    drop(store::department(place).unwrap());
    assert!(store::department_if_there(place).unwrap().is_some());
}

fn a_record_is_kept_once_and_never_overwritten(place: &At) {
    let mut records = store::department(place).unwrap();
    let two = [incoming(completion(2, 20, 2), "two"), incoming(completion(1, 10, 1), "one")];
    assert_eq!(records.keep(&batch(1), &two.each_ref()).unwrap(), [Kept::New { leaf: 1 }, Kept::New { leaf: 0 }]);
    let again = [two[1].clone(), incoming(completion(2, 20, 2), "other"), incoming(completion(2, 99, 2), "two")];
    drop(records);
    let mut records = store::department(place).unwrap();
    assert_eq!(records.are_here(&again.each_ref()).unwrap(), [true, false, false]);
    assert_eq!(records.are_here(&[&incoming(completion(3, 30, 3), "one")]).unwrap(), [false]);
    // What a record is worth once somebody has signed for it is what counts; what is not here is worth nothing less.
    let asked = [1, 2, 3].map(|record| CertificateId(Uuid::from_u128(record)));
    for (than, count) in [(Assurance::HOSTED, 2), (Assurance::COUNTERSIGNED, 0)] {
        assert_eq!(records.lower(&asked, than).unwrap(), count);
    }
    assert_eq!(records.keep(&batch(2), &again.each_ref()).unwrap(), [Kept::Known, Kept::Conflict, Kept::Conflict]);
    let kept = all(&*records, &Wanted::default());
    assert_eq!(kept.len(), 2);
    let sealed = Completion { assurance: Assurance::SEALED, ..two[0].completion.clone() };
    assert_eq!(kept[1].completion, sealed, "nobody has signed for the batch yet");
    assert_eq!((kept[1].digest, kept[1].completion.enrolled, kept[1].received_at), (two[0].digest, true, at(9)));
    let lent: Vec<Completion> = {
        let mut found = Vec::new();
        let mut visit = |completion: &mut Completion| {
            found.push(completion.clone());
            ControlFlow::Continue(())
        };
        records.each_completion(&Wanted::default(), &mut visit).unwrap();
        found
    };
    assert_eq!(lent, kept.into_iter().map(|record| record.completion).collect::<Vec<_>>());
}

fn what_a_record_came_of_is_found_by_its_id(place: &At) {
    let mut records = store::department(place).unwrap();
    let two = [incoming(completion(1, 10, 1), "one"), incoming(completion(2, 20, 2), "two")];
    records.keep(&batch(1), &two.each_ref()).unwrap();
    let of = |ids: &[u128]| {
        let ids: Vec<CertificateId> = ids.iter().map(|id| CertificateId(Uuid::from_u128(*id))).collect();
        let mut found = gathered::<Origin>(|visit| records.each_origin(&ids, visit));
        found.sort_by_key(|origin| origin.record);
        found
    };
    assert_eq!(of(&[]), []);
    assert_eq!(of(&[3]), []);
    let origin = |place: usize| Origin {
        record: two[place].completion.record_id,
        course_id: CourseId::new("sample").unwrap(),
        course_title: "Before You Post".into(),
        completed_on: "2026-11-23".parse().unwrap(),
        document: two[place].document.clone(),
    };
    assert_eq!(of(&[3, 2]), [origin(1)]);
    assert_eq!(of(&[2, 3, 1]), [origin(0), origin(1)]);
    let mut met = 0;
    let ids = two.each_ref().map(|record| record.completion.record_id);
    let mut visit = |_| {
        met += 1;
        ControlFlow::Break(())
    };
    records.each_origin(&ids, &mut visit).unwrap();
    assert_eq!(met, 1);
}

fn a_row_of_another_system_is_known_in_another_dress(place: &At) {
    let folder = tempfile::tempdir().unwrap();
    let (file, shelf) = (folder.path().join("lms.csv"), Shelf::of(sample()));
    let mut records = store::department(place).unwrap();
    let collects = |records: &mut dyn Records, table: &str| {
        std::fs::write(&file, table).unwrap();
        let asked = Asked {
            paths: vec![file.clone()],
            shelf: &shelf,
            partners: &Trust::default(),
            key: None,
            assurance: Assurance::COUNTERSIGNED,
            now: at(0),
            tolerance: SignedDuration::ZERO,
            who: "jo".into(),
        };
        let mut out = Vec::new();
        collect::run(&asked, records, Report::Text, None, false, &mut out, &mut Vec::new()).unwrap();
        String::from_utf8(out).unwrap()
    };
    let table = |column: &str, until: &str| format!("staff id,name,completed on,expires on,{column}\n1,Ana,2026-01-02,{until},x\n");
    let (wrong, right) = ("2027-11-19", "2027-01-19");
    assert!(collects(&mut *records, &table("a", wrong)).contains("1 new"));
    assert_eq!(collects(&mut *records, &table("b", wrong)).trim(), "0 new, 1 known already, 0 refused");
    let told = collects(&mut *records, &table("b", right));
    assert!(told.contains("0 new, 0 known already, 1 refused"), "{told}");
    let first = all(&*records, &Wanted::default())[0].completion.record_id;
    records.revoke(first, at(1), "by mistake").unwrap();
    assert_eq!(collects(&mut *records, &table("c", wrong)).trim(), "0 new, 1 known already, 0 refused");
    assert!(collects(&mut *records, &table("d", right)).contains("1 new"));
    for until in [right, wrong] {
        assert_eq!(collects(&mut *records, &table("e", until)).trim(), "0 new, 1 known already, 0 refused");
    }
    let counts = all(&*records, &Wanted::default()).into_iter().filter(|record| record.completion.revoked_at.is_none());
    assert_eq!(counts.map(|record| record.completion.expires_on.unwrap().to_string()).collect::<Vec<_>>(), [right]);
}

fn twins_of_one_batch_are_told_apart(place: &At) {
    let mut records = store::department(place).unwrap();
    let one = incoming(completion(1, 10, 1), "one");
    let batch_of_twins = [one.clone(), one.clone(), incoming(completion(1, 10, 1), "another one"), incoming(completion(1, 11, 1), "one")];
    let kept = records.keep(&batch(1), &batch_of_twins.each_ref()).unwrap();
    assert_eq!(kept, [Kept::New { leaf: 0 }, Kept::Known, Kept::Conflict, Kept::Conflict]);
    assert_eq!(all(&*records, &Wanted::default()).len(), 1);
    assert_eq!(records.batches().unwrap()[0].leaves, 1);
}

fn a_countersigned_batch_raises_its_records_and_proves_them(place: &At) {
    let mut records = store::department(place).unwrap();
    let two = [incoming(completion(1, 10, 1), "one\r\n\\."), incoming(completion(2, 20, 2), "two")];
    records.keep(&batch(1), &two.each_ref()).unwrap();
    let leaves = records.leaves(batch(1).id).unwrap();
    assert_eq!(leaves, two.each_ref().map(|one| leaf(one.salt, one.document.as_bytes())));
    let key = Key::from_secret(&[3; 32]);
    let signed = Countersigned { root: root(&leaves), key: key.id(), seal: key.seal(&root(&leaves).0) };
    records.countersign(batch(1).id, &signed).unwrap();
    assert_eq!(records.batches().unwrap(), [KeptBatch { batch: batch(1), leaves: 2, countersigned: Some(signed), of_others: false }]);
    let trusted = Wanted { min_assurance: Some(Assurance::COUNTERSIGNED), ..Wanted::default() };
    assert_eq!(all(&*records, &trusted).len(), 2);
    let one = Wanted { record: Some(CertificateId(Uuid::from_u128(2))), batch: Some(batch(1).id), ..Wanted::default() };
    let found = gathered::<(Record, Evidence)>(|visit| records.each_with_evidence(&one, visit));
    assert_eq!(found.into_iter().map(|(_, evidence)| evidence.document).collect::<Vec<_>>(), ["two"]);
}

fn an_erased_record_leaves_its_leaf_and_the_pass_before_it(place: &At) {
    let mut records = store::department(place).unwrap();
    let three = [incoming(completion(1, 10, 1), "one"), incoming(completion(2, 10, 2), "two"), incoming(completion(3, 30, 3), "three")];
    records.keep(&batch(1), &three.each_ref()).unwrap();
    let before = records.leaves(batch(1).id).unwrap();
    assert_eq!(newest(&*records), [2, 3]);
    let gone = CertificateId(Uuid::from_u128(2));
    assert_eq!(records.erase(&[gone, CertificateId(Uuid::from_u128(9))], at(20)).unwrap(), 1);
    assert_eq!(newest(&*records), [1, 3]);
    assert_eq!(records.leaves(batch(1).id).unwrap(), before, "others' proofs hold");
    assert_eq!(all(&*records, &Wanted::default()).len(), 2);
    assert!(records.hold(&[LearnerId(Uuid::from_u128(30))], "").unwrap());
    assert!(all(&*records, &Wanted { learner: Some(LearnerId(Uuid::from_u128(30))), ..Wanted::default() })[0].held);
}

fn of_many_who_are_erased_at_once_each_has_the_pass_before_that_counts(place: &At) {
    let mut records = store::department(place).unwrap();
    let one = |record, learner, when| incoming(completion(record, learner, when), &record.to_string());
    let other = Incoming { completion: Completion { course_id: CourseId::new("other").unwrap(), ..completion(6, 20, 9) }, ..one(6, 20, 9) };
    // The first has two passes before the newest, the second one in each of two courses, the third none that counts.
    let all_of_them = [one(1, 10, 1), one(2, 10, 2), one(3, 10, 3), one(4, 20, 1), one(5, 20, 2), other, one(7, 30, 1), one(8, 30, 2)];
    records.keep(&batch(1), &all_of_them.each_ref()).unwrap();
    let id = |number| CertificateId(Uuid::from_u128(number));
    records.revoke(id(7), at(10), "by mistake").unwrap();
    assert_eq!(records.erase(&[3, 2, 5, 8].map(id), at(20)).unwrap(), 4);
    assert_eq!(newest(&*records), [1, 6, 4]);
    assert_eq!(records.erase(&[1, 4, 6, 7].map(id), at(30)).unwrap(), 4);
    assert!(newest(&*records).is_empty());
    assert_eq!(records.erase(&[id(1)], at(40)).unwrap(), 0);
}

fn the_newest_pass_moves_forward_only(place: &At) {
    let mut records = store::department(place).unwrap();
    records.keep(&batch(1), &[&incoming(completion(5, 10, 50), "five")]).unwrap();
    records.keep(&batch(2), &[&incoming(completion(4, 10, 40), "four")]).unwrap();
    let failed = Completion { passed: false, ..completion(6, 10, 60) };
    records.keep(&batch(3), &[&incoming(failed, "six")]).unwrap();
    assert_eq!(newest(&*records), [5]);
    records.keep(&batch(4), &[&incoming(completion(8, 10, 80), "eight"), &incoming(completion(7, 10, 70), "seven")]).unwrap();
    assert_eq!(newest(&*records), [8]);
    let made = |made: RangeInclusive<Timestamp>| gathered::<Latest>(|visit| records.each_latest(made.clone(), visit)).len();
    assert_eq!([made(at(80)..=at(80)), made(at(0)..=at(79)), made(at(81)..=at(99))], [1, 0, 0]);
    let holders = gathered::<Holder>(|visit| {
        records.each_holder(&CourseId::new("sample").unwrap(), jiff::civil::Date::MAX, &mut |holder: &Holder| visit(holder.clone()))
    });
    assert_eq!(holders.into_iter().map(|holder| (holder.account, holder.staff_id)).collect::<Vec<_>>(), [("ana".into(), "0071".into())]);
}

fn a_pass_beside_the_newest_is_told_of_where_it_tells_more(place: &At) {
    let mut records = store::department(place).unwrap();
    let on = |year: i16| jiff::civil::date(year, 11, 20);
    let pass = |record: u128, staff_id: &str, year: i16, until: i16| Completion {
        staff_id: staff_id.into(),
        completed_on: on(year),
        expires_on: Some(on(until)),
        ..completion(record, 10, record.try_into().unwrap())
    };
    let passes = [pass(1, "0071", 2020, 2021), pass(2, "0071", 2021, 2031), pass(3, "0099", 2022, 2023), pass(4, "0071", 2025, 2026)];
    for (number, pass) in (1..).zip(passes) {
        records.keep(&batch(number), &[&incoming(pass, "any")]).unwrap();
    }
    let met = |records: &dyn Records, by: i16| {
        let mut years: Vec<(i16, String)> = Vec::new();
        let mut visit = |holder: &Holder| {
            years.push((holder.completed_on.year(), holder.staff_id.clone()));
            ControlFlow::Continue(())
        };
        records.each_holder(&CourseId::new("sample").unwrap(), on(by), &mut visit).unwrap();
        years.sort_unstable();
        years.into_iter().map(|(year, staff_id)| format!("{year} {staff_id}")).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(met(&*records, 2026), "2021 0071, 2022 0099, 2025 0071", "which counts longer, and under another staff id");
    assert_eq!(met(&*records, 2022), "2020 0071, 2021 0071, 2022 0099, 2025 0071", "before the newest was made, all that were");
    assert_eq!(met(&*records, 2020), "2020 0071, 2025 0071");
    assert_eq!(met(&*records, 2024), "2020 0071, 2021 0071, 2022 0099, 2025 0071");
    let second = CertificateId(Uuid::from_u128(2));
    records.revoke(second, at(99), "by mistake").unwrap();
    assert_eq!(met(&*records, 2026), "2022 0099, 2025 0071", "what was revoked tells nothing");
}

fn a_pass_that_another_outshone_is_told_of_once_that_one_is_gone(place: &At) {
    let mut records = store::department(place).unwrap();
    let id = |record: u128| CertificateId(Uuid::from_u128(record));
    let pass = |record: u128, staff_id: &str, hour: i64, until: i16| Completion {
        staff_id: staff_id.into(),
        expires_on: Some(jiff::civil::date(until, 11, 20)),
        ..completion(record, 10, hour)
    };
    // The second comes late, and says nothing that the first does not.
    let passes = [pass(1, "0099", 2, 2030), pass(2, "0099", 1, 2029), pass(3, "0071", 3, 2026)];
    for (number, pass) in (1..).zip(passes) {
        records.keep(&batch(number), &[&incoming(pass, "any")]).unwrap();
    }
    let told = |records: &dyn Records| {
        let mut ends: Vec<i16> = Vec::new();
        let mut visit = |holder: &Holder| {
            ends.push(holder.expires_on.unwrap().year());
            ControlFlow::Continue(())
        };
        records.each_holder(&CourseId::new("sample").unwrap(), jiff::civil::Date::MAX, &mut visit).unwrap();
        assert!(gathered::<(LearnerId, CourseId)>(|visit| records.each_astray(visit)).is_empty());
        ends.sort_unstable();
        ends
    };
    let at_first = told(&*records);
    assert!(at_first.contains(&2026) && at_first.contains(&2030), "{at_first:?}");
    records.revoke(id(1), at(99), "a wrong line").unwrap();
    assert_eq!(told(&*records), [2026, 2029]);
    records.revoke(id(3), at(99), "a wrong line").unwrap();
    assert_eq!(told(&*records), [2029]);
    records.reinstate(id(1)).unwrap();
    assert_eq!(told(&*records), [2030]);
    records.reinstate(id(3)).unwrap();
    assert_eq!(told(&*records), [2026, 2029, 2030]);
    records.erase(&[id(1)], at(100)).unwrap();
    assert_eq!(told(&*records), [2026, 2029]);
    records.erase(&[id(3)], at(100)).unwrap();
    assert_eq!(told(&*records), [2029]);
}

fn an_adopted_batch_stays_whole(place: &At) {
    let mut records = store::department(place).unwrap();
    // One record is here by another way, one is another of the same id, one was erased where the batch is from, one is new.
    records.keep(&batch(1), &[&incoming(completion(1, 10, 1), "one"), &incoming(completion(2, 20, 2), "other")]).unwrap();
    let four = [(1, "one"), (2, "two"), (3, "three"), (4, "four")];
    let mut leaves: Vec<Leaf> = four
        .iter()
        .map(|(number, document)| incoming(completion(*number, number * 10, 7), document))
        .map(|record| Leaf { digest: leaf(record.salt, record.document.as_bytes()), record: Ok(record) })
        .collect();
    leaves[2].record = Err(Absent::Erased);
    let digests: Vec<Digest> = leaves.iter().map(|leaf| leaf.digest).collect();
    let signed = countersign(batch(5).id, at(9), &digests, &Key::from_secret(&[6; 32]));
    let adopted = Adopted { batch: &batch(5), signed: &signed, leaves: &leaves, of_others: true };
    assert_eq!(records.adopt(&adopted).unwrap(), [Kept::Known, Kept::Conflict, Kept::Known, Kept::New { leaf: 3 }]);
    let whole = |records: &dyn Records| {
        let kept = records.batches().unwrap().into_iter().find(|kept| kept.batch.id == batch(5).id).unwrap();
        assert!(holds(&kept, &records.leaves(batch(5).id).unwrap()) && kept.of_others && kept.leaves == 4);
    };
    whole(&*records);
    let fourth = CertificateId(Uuid::from_u128(4));
    assert_eq!(all(&*records, &Wanted { record: Some(fourth), ..Wanted::default() })[0].completion.assurance, Assurance::COUNTERSIGNED);
    assert_eq!(newest(&*records), [1, 2, 4]);
    // Once what stands in the way of another is taken out, that one comes.
    records.erase(&[CertificateId(Uuid::from_u128(2))], at(15)).unwrap();
    assert_eq!(records.adopt(&adopted).unwrap(), [Kept::Known, Kept::New { leaf: 1 }, Kept::Known, Kept::Known]);
    whole(&*records);
    let second = CertificateId(Uuid::from_u128(2));
    records.erase(&[second], at(16)).unwrap();
    records.keep(&batch(6), &[&incoming(completion(2, 20, 2), "other")]).unwrap();
    // Again, it changes nothing; nor does it bring back who was erased here.
    assert_eq!(records.adopt(&adopted).unwrap(), [Kept::Known, Kept::Conflict, Kept::Known, Kept::Known]);
    records.erase(&[fourth], at(20)).unwrap();
    assert_eq!(records.adopt(&adopted).unwrap(), [Kept::Known, Kept::Conflict, Kept::Known, Kept::Known]);
    assert_eq!(all(&*records, &Wanted::default()).len(), 2);
    whole(&*records);
}

fn what_was_left_out_of_a_batch_may_come_another_time(place: &At) {
    use Absent::{Elsewhere, Erased, LeftOut};
    let mut records = store::department(place).unwrap();
    records.keep(&batch(1), &[&incoming(completion(1, 10, 1), "one")]).unwrap();
    let whole: Vec<Incoming> =
        (1..).zip(["one", "two", "three"]).map(|(number, document)| incoming(completion(number, number * 10, 7), document)).collect();
    let digests: Vec<Digest> = whole.iter().map(|record| leaf(record.salt, record.document.as_bytes())).collect();
    let signed = countersign(batch(5).id, at(9), &digests, &Key::from_secret(&[6; 32]));
    let adopt = |records: &mut dyn Records, gone: [Option<Absent>; 3]| {
        let each = whole.iter().zip(&digests).zip(gone);
        let leaves: Vec<Leaf> =
            each.map(|((record, digest), gone)| Leaf { digest: *digest, record: gone.map_or_else(|| Ok(record.clone()), Err) }).collect();
        let kept = records.adopt(&Adopted { batch: &batch(5), signed: &signed, leaves: &leaves, of_others: true }).unwrap();
        let there = records.batches().unwrap().into_iter().find(|kept| kept.batch.id == batch(5).id).unwrap();
        assert!(holds(&there, &records.leaves(batch(5).id).unwrap()));
        let gone = records.absent(batch(5).id).unwrap().into_iter().map(|(place, _, why)| (place, why)).collect::<Vec<_>>();
        (kept.into_iter().map(|kept| matches!(kept, Kept::New { .. })).collect::<Vec<_>>(), gone)
    };
    let (out, came) = (Some(Absent::LeftOut), Some(Absent::Erased));
    assert_eq!(adopt(&mut *records, [out, out, out]), (vec![false; 3], vec![(0, LeftOut), (1, LeftOut), (2, LeftOut)]));
    // One is here with another batch, one comes, one was erased where it is from: that one stays away, whatever comes later.
    assert_eq!(adopt(&mut *records, [None, None, came]), (vec![false, true, false], vec![(0, Elsewhere), (2, Erased)]));
    assert_eq!(adopt(&mut *records, [None, None, None]), (vec![false; 3], vec![(0, Elsewhere), (2, Erased)]));
    assert_eq!(newest(&*records), [1, 2]);
    // What is erased here stays erased, with which batch it came or did not.
    records.erase(&[1, 2].map(|record| CertificateId(Uuid::from_u128(record))), at(20)).unwrap();
    assert_eq!(adopt(&mut *records, [out, out, out]).1, [(0, Elsewhere), (1, Erased), (2, Erased)]);
    assert_eq!(adopt(&mut *records, [None, None, None]), (vec![false; 3], vec![(0, Elsewhere), (1, Erased), (2, Erased)]));
    assert!(newest(&*records).is_empty());
}

fn a_pass_that_was_revoked_here_is_not_the_newest_again_by_what_comes_with_its_batch(place: &At) {
    let mut records = store::department(place).unwrap();
    let two = [incoming(completion(1, 10, 1), "one"), incoming(completion(2, 20, 2), "two")];
    let digests = two.each_ref().map(|record| leaf(record.salt, record.document.as_bytes()));
    let signed = countersign(batch(5).id, at(9), &digests, &Key::from_secret(&[6; 32]));
    let [first, second] = two;
    let mut leaves = [Leaf { digest: digests[0], record: Ok(first) }, Leaf { digest: digests[1], record: Err(Absent::LeftOut) }];
    records.adopt(&Adopted { batch: &batch(5), signed: &signed, leaves: &leaves, of_others: true }).unwrap();
    records.revoke(CertificateId(Uuid::from_u128(1)), at(10), "a mistake").unwrap();
    leaves[1].record = Ok(second);
    records.adopt(&Adopted { batch: &batch(5), signed: &signed, leaves: &leaves, of_others: true }).unwrap();
    assert_eq!(newest(&*records), [2]);
}

fn a_report_may_ask_how_far_a_pass_is_to_be_trusted(place: &At) {
    let mut records = store::department(place).unwrap();
    let (graded, other) = (incoming(completion(1, 10, 1), "one"), incoming(completion(2, 20, 2), "two"));
    let word = Completion { assurance: Assurance::SELF_ATTESTED, expires_on: None, ..completion(3, 10, 3) };
    for (number, records_of_it) in [(1, vec![&graded]), (2, vec![&other]), (3, vec![&incoming(word, "three")])] {
        records.keep(&batch(number), &records_of_it).unwrap();
        if number != 2 {
            let leaves = records.leaves(batch(number).id).unwrap();
            let signed = countersign(batch(number).id, at(9), &leaves, &Key::from_secret(&[3; 32]));
            records.countersign(batch(number).id, &signed).unwrap();
        }
    }
    let records = Told::Department(records);
    let told = |least: u8| {
        let mut told: Vec<(u128, Option<u8>)> = Vec::new();
        let mut hear = |known: Known| told.push((known.learner.0.as_u128(), known.newest.map(|newest| newest.assurance.0)));
        let of = Standard { least: Assurance(least), today: jiff::civil::Date::MAX };
        records.each_known(&sample(), of, |known, _| hear(known)).unwrap();
        told.sort_unstable();
        told
    };
    assert_eq!(told(0), [(10, Some(0)), (20, Some(1))], "the newest pass of each, whatever it is worth");
    assert_eq!(told(1), [(10, None), (10, Some(2)), (20, Some(1))], "the pass before it, which is worth more");
    assert_eq!(told(2), [(10, None), (10, Some(2)), (20, None)], "nobody has signed for the other's batch");
}

fn acts_make_a_chain(place: &At) {
    let mut records = store::department(place).unwrap();
    for (what, when) in [("collect", 1), ("hold", 2), ("purge", 3)] {
        let act = Act { at: at(when), who: "jo".into(), what: what.into(), to: "x".into(), why: String::new() };
        records.note(&act).unwrap();
    }
    let mut chain = Chain::default();
    let acts = gathered::<Noted>(|visit| records.each_act(visit));
    assert_eq!(acts.iter().map(|noted| noted.seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(acts.iter().all(|noted| chain.follow(noted).is_ok()));
    let some = gathered::<Noted>(|visit| records.each_act_of(["purge", "collect"], visit));
    assert_eq!(some, [acts[0].clone(), acts[2].clone()], "those of two kinds, in their order");
}

/// A credential of a record of somebody, in a place of the status list.
fn issued(id: u128, (record, learner): (u128, u128), when: i64, status: u64) -> Issued {
    Issued {
        id: Uuid::from_u128(id),
        record: CertificateId(Uuid::from_u128(record)),
        learner: LearnerId(Uuid::from_u128(learner)),
        key: Key::from_secret(&[1; 32]).id(),
        issued_at: at(when),
        status,
        revoked: None,
        document: "{}".into(),
    }
}

/// The places of the status list that are taken.
fn places(records: &dyn Records) -> Vec<u64> {
    let mut places: Vec<u64> = gathered::<Issued>(|visit| records.each_issued(visit)).into_iter().map(|one| one.status).collect();
    places.sort_unstable();
    places
}

fn credentials_keep_their_places(place: &At) {
    let mut records = store::department(place).unwrap();
    let record = CertificateId(Uuid::from_u128(1));
    records.keep(&batch(1), &[&incoming(completion(1, 10, 1), "one")]).unwrap();
    let issued = |number: u128, status: u64| issued(number, (1, 10), i64::try_from(number).unwrap(), status);
    records.issue(&[issued(1, 0), issued(2, 1)]).unwrap();
    assert_eq!(places(&*records), [0, 1]);
    // Somebody who looked at the same moment took the same place: nothing of it is kept. The same once more is kept as it is.
    assert_eq!(records.issue(&[issued(4, 2), issued(3, 1)]).unwrap(), Issuing::Overtaken);
    assert_eq!(places(&*records), [0, 1]);
    assert_eq!(records.issue(&[issued(1, 0), issued(2, 1)]).unwrap(), Issuing::Kept);
    assert_eq!(places(&*records), [0, 1]);
    // Nor is a credential kept of a record that is not there, or not any more.
    let of_nobody = Issued { record: CertificateId(Uuid::from_u128(2)), ..issued(5, 2) };
    assert_eq!(records.issue(&[issued(4, 3), of_nobody]).unwrap(), Issuing::Overtaken);
    assert_eq!(places(&*records), [0, 1]);
    assert_eq!(records.revoke(record, at(30), "a mistake").unwrap(), 2);
    assert_eq!(records.revoke(record, at(31), "again").unwrap(), 0);
    let found = records.issued_for(record).unwrap();
    assert_eq!(
        found,
        [
            Issued { revoked: Some((at(30), "a mistake".into())), ..issued(1, 0) },
            Issued { revoked: Some((at(30), "a mistake".into())), ..issued(2, 1) }
        ]
    );
    assert_eq!(gathered::<Issued>(|visit| records.each_issued(visit)), found);
}

fn who_hands_in_again_after_an_erasure_can_be_erased_again(place: &At) {
    let mut records = store::department(place).unwrap();
    let record = CertificateId(Uuid::from_u128(1));
    for (number, status) in (1..=3).zip([7, 8, 9]) {
        records.keep(&batch(number), &[&incoming(completion(1, 10, 1), "one")]).unwrap();
        assert_eq!(records.issue(&[issued(1, (1, 10), i64::try_from(number).unwrap(), status)]).unwrap(), Issuing::Kept);
        assert_eq!(records.issued_for(record).unwrap().len(), 1);
        assert_eq!(records.erase(&[record], at(20)).unwrap(), 1);
        assert!(records.issued_for(record).unwrap().is_empty());
    }
    assert_eq!(places(&*records), [7, 8, 9], "each place was given once");
    let left = gathered::<Issued>(|visit| records.each_issued(visit));
    assert!(left.iter().all(|one| one.record.0.is_nil() && one.document.is_empty()));
    assert_eq!(records.revoke(record, at(30), "it was forged").unwrap(), 3, "each of them is out there");
}

fn whom_somebody_has_confirmed_everybody_knows(place: &At) {
    let mut records = store::department(place).unwrap();
    let learner = |number: u128| LearnerId(Uuid::from_u128(number));
    let matches =
        |all: &[(&str, u128)]| all.iter().map(|(staff_id, number)| ((*staff_id).to_owned(), learner(*number))).collect::<Matches>();
    let act = Act { at: at(1), who: "jo".into(), what: "confirm".into(), to: "1 person".into(), why: String::new() };
    let (none, two, other) = (matches(&[]), matches(&[("0071", 1), ("0072", 2)]), matches(&[("0071", 2), ("0073", 3)]));
    assert!(records.rematch(&none, &two, &act).unwrap());
    let mut second = store::department(place).unwrap();
    assert_eq!(second.matches().unwrap(), two);
    assert!(!records.rematch(&none, &other, &act).unwrap(), "somebody was quicker");
    assert_eq!(records.matches().unwrap(), two);
    assert!(second.rematch(&two, &other, &act).unwrap());
    assert_eq!(records.matches().unwrap(), other);
    assert_eq!(gathered::<Noted>(|visit| records.each_act(visit)).len(), 2, "what was not done is not noted");
    records.forget_person(&[learner(2)], &["0073".to_owned()]).unwrap();
    assert_eq!(second.matches().unwrap(), none);
}

fn the_credential_of_an_erased_record_is_revoked_and_no_other(place: &At) {
    let mut records = store::department(place).unwrap();
    let three = [1, 2, 3].map(|number| incoming(completion(number, 10 * number, 1), "one"));
    records.keep(&batch(1), &three.each_ref()).unwrap();
    records.issue(&[issued(1, (1, 10), 9, 10), issued(2, (2, 20), 9, 20), issued(3, (3, 30), 9, 30)]).unwrap();
    let id = |number: u128| CertificateId(Uuid::from_u128(number));
    assert_eq!(records.erase(&[id(1), id(2)], at(20)).unwrap(), 2);
    assert_eq!(records.revoke(id(2), at(30), "it was forged").unwrap(), 1);
    assert_eq!(records.revoke(id(2), at(31), "again").unwrap(), 0);
    let revoked = gathered::<Issued>(|visit| records.each_issued(visit)).into_iter().filter(|one| one.revoked.is_some());
    let revoked: Vec<_> = revoked.map(|one| (one.status, one.revoked)).collect();
    assert_eq!(revoked, [(20, Some((at(30), "it was forged".into())))]);
    assert_eq!(newest(&*records), [3], "and what is here counts");
}

fn what_was_revoked_no_longer_counts(place: &At) {
    let mut records = store::department(place).unwrap();
    let three = [incoming(completion(1, 10, 1), "one"), incoming(completion(2, 10, 2), "two"), incoming(completion(3, 30, 3), "three")];
    records.keep(&batch(1), &three.each_ref()).unwrap();
    let issued = |record: u128, learner: u128, status: u64| issued(record + 100, (record, learner), 10, status);
    records.issue(&[issued(1, 10, 0), issued(2, 10, 1), issued(3, 30, 2)]).unwrap();
    let astray = |records: &dyn Records| gathered::<(LearnerId, CourseId)>(|visit| records.each_astray(visit));
    let revoked = |records: &dyn Records| {
        let all = all(records, &Wanted::default()).into_iter();
        all.filter_map(|record| Some((record.completion.record_id.0.as_u128(), record.completion.revoked_at?))).collect::<Vec<_>>()
    };
    assert_eq!((newest(&*records), revoked(&*records), astray(&*records)), (vec![2, 3], vec![], vec![]));
    for (record, when, left) in [(2, 20, vec![1, 3]), (3, 21, vec![1]), (1, 22, vec![])] {
        assert_eq!(records.revoke(CertificateId(Uuid::from_u128(record)), at(when), "a mistake").unwrap(), 1);
        assert_eq!((newest(&*records), astray(&*records)), (left, vec![]));
    }
    assert_eq!(revoked(&*records), [(1, at(22)), (2, at(20)), (3, at(21))]);
    assert_eq!(records.marks().unwrap().all_revoked().count(), 3);
    // A pass that comes later counts.
    records.keep(&batch(2), &[&incoming(completion(4, 10, 4), "four")]).unwrap();
    assert_eq!(newest(&*records), [4]);
    assert_eq!(records.erase(&[CertificateId(Uuid::from_u128(2))], at(30)).unwrap(), 1);
    assert_eq!(records.absent(batch(1).id).unwrap(), [(1, leaf(Salt(*Uuid::from_u128(2).as_bytes()), b"two"), Absent::Erased)]);
    assert_eq!((newest(&*records), astray(&*records), records.marks().unwrap().all_revoked().count()), (vec![4], vec![], 2));
}

fn what_was_revoked_without_a_credential_counts_again_once_that_is_undone(place: &At) {
    let mut records = store::department(place).unwrap();
    let three = [incoming(completion(1, 10, 1), "one"), incoming(completion(2, 10, 2), "two"), incoming(completion(3, 30, 3), "three")];
    records.keep(&batch(1), &three.each_ref()).unwrap();
    let id = |record: u128| CertificateId(Uuid::from_u128(record));
    let astray = |records: &dyn Records| gathered::<(LearnerId, CourseId)>(|visit| records.each_astray(visit));
    assert!(!records.reinstate(id(2)).unwrap());
    for (record, left) in [(2, vec![1, 3]), (1, vec![3])] {
        assert_eq!(records.revoke(id(record), at(20), "a wrong line").unwrap(), 1);
        assert_eq!(records.revoke(id(record), at(21), "a wrong line").unwrap(), 0);
        assert_eq!((newest(&*records), astray(&*records)), (left, vec![]));
    }
    assert_eq!(records.marks().unwrap().revoked(id(1)), Some(at(20)));
    // It is no credential, and has no place in the status list.
    assert!(gathered::<Issued>(|visit| records.each_issued(visit)).is_empty() && records.issued_for(id(1)).unwrap().is_empty());
    assert!(records.reinstate(id(1)).unwrap() && !records.reinstate(id(1)).unwrap());
    assert_eq!((newest(&*records), astray(&*records)), (vec![1, 3], vec![]));
    assert!(records.reinstate(id(2)).unwrap());
    assert_eq!((newest(&*records), astray(&*records)), (vec![2, 3], vec![]));
    records.revoke(id(3), at(22), "a wrong line").unwrap();
    assert_eq!(records.erase(&[id(3)], at(30)).unwrap(), 1);
    assert_eq!(records.marks().unwrap().all_revoked().count(), 0);
    records.keep(&batch(2), &[&incoming(completion(3, 30, 3), "three")]).unwrap();
    assert_eq!((newest(&*records), astray(&*records)), (vec![2, 3], vec![]));
}

fn what_cannot_be_read_of_none_stops_nothing(place: &At) {
    let mut records = store::department(place).unwrap();
    records.keep(&batch(1), &[&incoming(completion(1, 10, 1), "one"), &incoming(completion(2, 20, 2), "two")]).unwrap();
    let issued = issued(1, (1, 10), 10, 0);
    records.issue(std::slice::from_ref(&issued)).unwrap();
    let rows = gathered::<Result<(Record, Evidence), NotStored>>(|visit| records.each_row(&Wanted::default(), visit));
    let both: Vec<_> = rows.into_iter().map(Result::unwrap).collect();
    assert_eq!(both, gathered::<(Record, Evidence)>(|visit| records.each_with_evidence(&Wanted::default(), visit)));
    let certified = gathered::<Result<Certified, NotStored>>(|visit| records.each_certified(visit));
    let certified: Vec<_> = certified.into_iter().map(Result::unwrap).collect();
    assert_eq!(certified, [Certified { issued, assurance: Some(Assurance::COUNTERSIGNED) }]);
}

fn who_is_held_back_stays(place: &At) {
    let mut records = store::department(place).unwrap();
    let (nobody, ten) = (LearnerId(Uuid::nil()), LearnerId(Uuid::from_u128(10)));
    assert!(records.hold(&[], "0071").unwrap());
    assert!(!records.hold(&[], "0071").unwrap());
    let stranger = Completion { staff_id: String::new(), ..completion(1, 10, 1) };
    let other = Completion { staff_id: "0072".into(), ..completion(3, 30, 3) };
    records.keep(&batch(1), &[&incoming(stranger, "one"), &incoming(completion(2, 20, 2), "two"), &incoming(other, "three")]).unwrap();
    let held = |records: &dyn Records| all(records, &Wanted::default()).iter().map(|record| record.held).collect::<Vec<_>>();
    assert_eq!(held(&*records), [false, true, false]);
    assert!(records.hold(&[ten], "").unwrap());
    assert_eq!(held(&*records), [true, true, false]);
    assert!(records.marks().unwrap().holds(nobody, " 0071 ") && !records.marks().unwrap().holds(nobody, "0072"));
    assert!(records.release(&[], "0071").unwrap() && !records.release(&[], "0071").unwrap());
    assert!(records.release(&[ten], "0071").unwrap());
    assert_eq!(held(&*records), [false; 3]);
}

fn refusals_keys_and_tokens_are_kept(place: &At) {
    let mut records = store::department(place).unwrap();
    let refusal = |source: &str| Refusal { source: source.into(), reason: "seal".into(), because: "it was changed".into() };
    records.refuse(batch(1).id, &[refusal("a.json"), refusal("b.json")]).unwrap();
    records.refuse(batch(1).id, &[refusal("c.json")]).unwrap();
    let refused = gathered::<(BatchId, Refusal)>(|visit| records.each_refusal(visit));
    assert_eq!(refused.into_iter().map(|(_, refusal)| refusal.source).collect::<Vec<_>>(), ["a.json", "b.json", "c.json"]);
    // One by one, and of their own batch alone.
    assert_eq!(records.unrefuse(&[(batch(1).id, refusal("b.json")), (batch(2).id, refusal("c.json"))]).unwrap(), 1);
    let refused = gathered::<(BatchId, Refusal)>(|visit| records.each_refusal(visit));
    assert_eq!(refused.into_iter().map(|(_, refusal)| refusal.source).collect::<Vec<_>>(), ["a.json", "c.json"]);

    let token = Token {
        id: "K7Q2M".into(),
        check: Digest([5; 32]),
        staff_id: "0071".into(),
        name: "Ana".into(),
        expires_at: at(100),
        used_at: None,
    };
    records.give_token(&token).unwrap();
    assert_eq!(records.token("K7Q2M").unwrap(), Some(token.clone()));
    assert_eq!(records.token("OTHER").unwrap(), None);
    let key = Key::from_secret(&[9; 32]).id();
    let learner = LearnerId(Uuid::from_u128(10));
    let enrolled = Enrolled { key, learner, staff_id: "0071".into(), name: "Ana".into(), enrolled_at: at(5), revoked_at: None };
    records.enrol(&enrolled, "K7Q2M").unwrap();
    assert_eq!(records.token("K7Q2M").unwrap(), Some(Token { used_at: Some(at(5)), ..token.clone() }));
    records.revoke_key(&key, at(6)).unwrap();
    assert_eq!(records.enrolled().unwrap(), [Enrolled { revoked_at: Some(at(6)), ..enrolled.clone() }]);
    let again = Token { id: "SECND".into(), ..token.clone() };
    records.give_token(&again).unwrap();
    assert_eq!(records.tokens().unwrap().len(), 2);
    let rebound = Enrolled { staff_id: "0072".into(), enrolled_at: at(7), ..enrolled.clone() };
    assert!(records.enrol(&rebound, "SECND").unwrap());
    assert_eq!(records.enrolled().unwrap(), [rebound], "a new token binds a revoked key anew");
    records.forget_person(&[learner], &["0071".to_owned()]).unwrap();
    assert!(records.enrolled().unwrap().is_empty() && records.token("K7Q2M").unwrap().is_none());
}

fn a_big_batch_goes_over_whole_and_comes_back_in_order(place: &At) {
    const MANY: u128 = 3000;
    let mut records = store::department(place).unwrap();
    let document = "a document of some length ".repeat(40);
    let many: Vec<Incoming> =
        (0..MANY).rev().map(|number| incoming(completion(number + 1, number % 700 + 1, 1), &format!("{document}{number}"))).collect();
    let kept = records.keep(&batch(1), &many.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!(kept.iter().filter(|kept| matches!(kept, Kept::New { .. })).count(), 3000);
    let ids: Vec<u128> = all(&*records, &Wanted::default()).iter().map(|record| record.completion.record_id.0.as_u128()).collect();
    assert_eq!(ids, (1..=MANY).collect::<Vec<_>>());
    let few = {
        let mut count = 0;
        let mut visit = |_: Record| {
            count += 1;
            if count == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        records.each(&Wanted::default(), &mut visit).unwrap();
        count
    };
    assert_eq!(few, 3, "who has had enough gets no more");
    assert_eq!(newest(&*records).len(), 700);
}

fn what_a_store_is_to_hear_is_put_down_with_the_record_and_goes_with_it(place: &At) {
    const TO: &str = "https://lrs.example.org/xapi";
    let mut records = store::department(place).unwrap();
    let silent = incoming(completion(9, 10, 1), "nobody is to hear of this one");
    records.keep(&batch(1), &[&silent]).unwrap();
    // Each record has a statement of its own, and one that every record of the same person tells.
    let tell = |completion: &Completion, document: &str| {
        let statement = |id: u128, body: String| Queued { id: Uuid::from_u128(id), body };
        let (record, learner) = (completion.record_id.0.as_u128(), completion.learner_id.0.as_u128());
        vec![statement(record, document.to_owned()), statement(1000 + learner, format!("\u{1f469} \\N\t{learner}"))]
    };
    records.telling(TellingRecords { to: TO.to_owned(), tell: Arc::new(tell) });
    let two = [incoming(completion(1, 10, 1), "one"), incoming(completion(2, 10, 2), "two"), incoming(completion(3, 30, 3), "three")];
    records.keep(&batch(2), &two.each_ref()).unwrap();
    let told = |records: &dyn Records| -> Vec<(u128, String)> {
        let waiting = records.outgoing(TO, 99).unwrap();
        waiting.into_iter().map(|one| (one.statement.id.as_u128(), one.statement.body)).collect()
    };
    let own = |learner: u128| (1000 + learner, format!("\u{1f469} \\N\t{learner}"));
    let all = [(1, "one".to_owned()), (2, "two".to_owned()), own(10), (3, "three".to_owned()), own(30)];
    assert_eq!(told(&*records), all);
    assert_eq!(records.waited_for().unwrap(), [(TO.to_owned(), 5)]);
    assert!(records.outgoing("https://elsewhere.example.org", 99).unwrap().is_empty());
    // What is known already, or conflicts, tells nothing more.
    records.keep(&batch(3), &[&two[0], &incoming(completion(2, 20, 2), "other"), &silent]).unwrap();
    assert_eq!(told(&*records), all);
    // What the outbox has taken over is gone from here, and what was erased, too.
    let first = records.outgoing(TO, 1).unwrap();
    records.taken(TO, &first).unwrap();
    assert_eq!(told(&*records), all[1..]);
    records.erase(&[CertificateId(Uuid::from_u128(3))], at(20)).unwrap();
    assert_eq!(told(&*records), all[1..3]);
    // A batch that another department has signed is told of, too.
    let four = incoming(completion(4, 40, 4), "four");
    let leaves = [Leaf { digest: leaf(four.salt, four.document.as_bytes()), record: Ok(four) }];
    let signed = countersign(batch(5).id, at(9), &[leaves[0].digest], &Key::from_secret(&[6; 32]));
    records.adopt(&Adopted { batch: &batch(5), signed: &signed, leaves: &leaves, of_others: true }).unwrap();
    assert_eq!(told(&*records), [&all[1..3], &[(4, "four".to_owned()), own(40)]].concat());
}
