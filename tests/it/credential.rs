//! What a department signs and what anybody can check: credentials, slips and status lists, changed in every way we could think of.

use bedside::language::Language;
use bedside::question::{Grade, Percent};
use bedside::record::credential::{Entry, Flaw, Grounds, Issuer, StatusList, Trust, Trusted, Verdict, issue, list, slip, verify};
use bedside::record::paper::Paper;
use bedside::record::seal::Key;
use bedside::record::{Assurance, Completion};
use bedside::source::Digest;
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::{Value, json};

/// Somebody with a name of several scripts, and a course title that is one of theirs.
pub(crate) fn completion() -> Completion {
    serde_json::from_value(json!({
        "record_id": "01930000-0000-7000-8000-000000000001", "learner_id": "6d1b0000-0000-4000-8000-000000000007", "account": "ana",
        "name": "Zoë \"Zed\" O’Hara, MD", "role": "resident", "staff_id": "0071", "department": "Emergency, night",
        "course_id": "social-media-conduct", "course_title": "Before You Post: Social Media for Physicians", "course_version": "1.2",
        "course_digest": "ab".repeat(32), "started_at": "2026-11-20T08:00:30Z", "completed_at": "2026-11-23T20:05:00.123Z",
        "completed_on": "2026-11-23", "expires_on": "2027-11-22", "score_percent": 86, "score_earned": 13, "score_of": 15,
        "pass_mark": 80, "passed": true, "attempts": 2, "minutes": 11, "assurance": 2,
    }))
    .unwrap()
}

pub(crate) fn key() -> Key {
    Key::from_secret(&[42; 32])
}

pub(crate) fn issuer(key: &Key) -> Issuer<'_> {
    Issuer { key, name: "Example Department of Medicine", page: Some("https://medicine.example.org/training") }
}

pub(crate) fn grounds(status: Option<&Entry>) -> Grounds<'_> {
    Grounds { record: Digest::of(b"the hand-in"), language: "en", at: moment("2026-11-24T09:00:00Z"), status }
}

pub(crate) fn moment(written: &str) -> Timestamp {
    written.parse().unwrap()
}

fn trust() -> Trust {
    Trust { issuer: vec![Trusted { name: "Medicine".to_owned(), did: key().id() }] }
}

fn document() -> String {
    issue(&issuer(&key()), &completion(), &grounds(None)).unwrap().document
}

fn verdict(document: &str) -> Verdict {
    verify(document.as_bytes(), &trust(), &[], moment("2026-12-01T00:00:00Z")).verdict
}

fn changed(change: impl Fn(&mut Value)) -> String {
    let mut value: Value = serde_json::from_str(&document()).unwrap();
    change(&mut value);
    value.to_string()
}

#[test]
fn a_credential_says_what_was_completed_and_hides_who() {
    let document = document();
    crate::is_written("tests/it/golden/credential.json", &document);
    assert!(!document.contains("Zoë") && !document.contains("0071"));
    let checked = verify(document.as_bytes(), &trust(), &[], moment("2026-12-01T00:00:00Z"));
    assert_eq!(checked.verdict, Verdict::Valid);
    let told = checked.told.unwrap();
    assert!(told.is_about("Zoë  \"Zed\" O’Hara, MD ") && told.is_about("Zoe\u{308} \"Zed\" O’Hara, MD") && told.is_about("0071"));
    assert!(!told.is_about("zoë \"zed\" o’hara, md") && !told.is_about("0072") && !told.is_about(""));
    assert_eq!((told.issuer_name.as_str(), told.score.as_deref()), ("Medicine", Some("86 of 100, pass mark 80")));
    assert_eq!(told.version, "social-media-conduct 1.2");
    assert!(told.trust.unwrap().starts_with("Level 2 of 4: sealed by the learner's device, then graded again"));
}

#[test]
fn the_same_grounds_give_the_same_bytes_and_another_completion_another_credential() {
    assert_eq!(document(), document());
    let other = Completion { record_id: bedside::journey::CertificateId(uuid::Uuid::from_u128(9)), ..completion() };
    let other = issue(&issuer(&key()), &other, &grounds(None)).unwrap();
    let first: Value = serde_json::from_str(&document()).unwrap();
    let second: Value = serde_json::from_str(&other.document).unwrap();
    assert_ne!(first["id"], second["id"]);
    let salt = |of: &Value| of["credentialSubject"]["identifier"][0]["salt"].clone();
    assert_ne!(salt(&first), salt(&second), "a salt is of one credential only");
}

#[test]
fn a_course_that_was_not_passed_gets_no_credential() {
    let failed = Completion { passed: false, ..completion() };
    assert!(issue(&issuer(&key()), &failed, &grounds(None)).is_err());
}

#[test]
fn time_and_trust_decide_in_this_order() {
    let document = document();
    for (now, trust, word) in [
        ("2026-12-01T00:00:00Z", trust(), "valid"),
        ("2027-11-22T23:59:59Z", trust(), "valid"),
        ("2027-11-23T00:00:00Z", trust(), "expired"),
        ("2026-11-23T00:00:00Z", trust(), "not yet valid"),
        ("2026-12-01T00:00:00Z", Trust::default(), "untrusted"),
        ("2028-01-01T00:00:00Z", Trust::default(), "untrusted"),
    ] {
        assert_eq!(verify(document.as_bytes(), &trust, &[], moment(now)).verdict.word(), word, "{now}");
    }
}

#[test]
fn a_certificate_flipped_in_any_byte_is_refused() {
    let document = document();
    for at in 0..document.len() {
        let mut bytes = document.as_bytes().to_vec();
        bytes[at] ^= 1 << (at % 8);
        let verdict = verify(&bytes, &trust(), &[], moment("2026-12-01T00:00:00Z")).verdict;
        let right = match &verdict {
            Verdict::Tampered(_) => true,
            Verdict::Unreadable(Flaw::NoForm | Flaw::CutOff) => serde_json::from_slice::<Value>(&bytes).is_err(),
            Verdict::Unreadable(Flaw::NoJson { said }) => serde_json::from_slice::<Value>(&bytes).is_err() || said.contains("stands twice"),
            _ => false,
        };
        assert!(right, "byte {at}: {verdict:?}");
    }
}

#[test]
fn whatever_is_added_taken_out_or_swapped_is_refused() {
    let tampered = |change: fn(&mut Value)| verdict(&changed(change));
    assert_eq!(tampered(|all| all["departmentCode"] = json!("7")), Verdict::Tampered(Flaw::Changed));
    assert_eq!(tampered(|all| all["validUntil"] = json!("2099-01-01T00:00:00Z")), Verdict::Tampered(Flaw::Changed));
    assert_eq!(tampered(|all| drop(all.as_object_mut().unwrap().remove("validUntil"))), Verdict::Tampered(Flaw::Changed));
    assert_eq!(tampered(|all| all["proof"][1]["created"] = json!("2026-11-25T09:00:00Z")), Verdict::Tampered(Flaw::Changed));
    assert_eq!(tampered(|all| all["proof"][1]["nonce"] = json!("x")), Verdict::Tampered(Flaw::NoProof));
    assert_eq!(tampered(|all| all["proof"] = json!([])), Verdict::Tampered(Flaw::NoProof));
    assert_eq!(tampered(|all| drop(all.as_object_mut().unwrap().remove("proof"))), Verdict::Tampered(Flaw::NoProof));
    assert_eq!(tampered(|all| all["proof"][0]["cryptosuite"] = json!("ecdsa-rdfc-2019")), Verdict::Tampered(Flaw::Suite));
    let twice = |all: &mut Value| all["proof"] = json!([all["proof"][1], all["proof"][1]]);
    assert_eq!(tampered(twice), Verdict::Tampered(Flaw::NoProof));
    let only_meaning = |all: &mut Value| {
        all["proof"] = all["proof"][0].clone();
        all["departmentCode"] = json!("7");
    };
    let added = Verdict::Tampered(Flaw::Added { place: "departmentCode".to_owned() });
    assert_eq!(tampered(only_meaning), added, "the proof over the meaning alone does not see it");
}

#[test]
fn one_proof_is_enough_as_an_object_or_a_list() {
    for place in [0, 1] {
        assert_eq!(verdict(&changed(|all| all["proof"] = all["proof"][place].clone())), Verdict::Valid);
        assert_eq!(verdict(&changed(|all| all["proof"] = json!([all["proof"][place]]))), Verdict::Valid);
    }
}

#[test]
fn a_key_of_somebody_else_does_not_sign_for_the_issuer() {
    let other = Key::from_secret(&[9; 32]);
    let forged = issue(&issuer(&other), &completion(), &grounds(None)).unwrap().document;
    assert_eq!(verdict(&forged), Verdict::Untrusted);
    // Their proofs under our name.
    let mut ours: Value = serde_json::from_str(&document()).unwrap();
    ours["proof"] = serde_json::from_str::<Value>(&forged).unwrap()["proof"].clone();
    assert_eq!(verdict(&ours.to_string()), Verdict::Tampered(Flaw::Changed));
}

#[test]
fn hostile_files_are_answered_calmly() {
    let deep = "[".repeat(1_000_000);
    let deep_inside = format!("{{\"proof\":{deep}");
    let nested = format!("{}1{}", "{\"proof\":".repeat(120), "}".repeat(120));
    let huge = "x".repeat(17 << 20);
    let long_key = changed(|all| all["proof"][1]["verificationMethod"] = json!(format!("did:key:z{}", "2".repeat(500_000))));
    let long_value = changed(|all| all["proof"][1]["proofValue"] = json!(format!("z{}", "2".repeat(500_000))));
    let many = changed(|all| all["proof"] = json!(vec![all["proof"][1].clone(); 1_000]));
    let list = changed(|all| all["issuer"] = json!([all["issuer"]]));
    let hand_in = r#"{"format":1,"record_id":"x","chain":"y"}"#;
    let twice = document().replacen("{\"@context\"", "{\"name\":\"Somebody else\",\"@context\"", 1);
    for (text, said) in [
        ("", "it is no certificate: neither a credential"),
        ("Staff ID,Name\n71,Zoe\n", "it is no certificate: neither a credential"),
        ("null", "it is no certificate that this program knows"),
        ("{}", "it is no certificate that this program knows"),
        (&deep, "it is no certificate: neither a credential"),
        (&deep_inside, "it cannot be read as JSON (recursion limit exceeded"),
        (&document()[..2_000], "a part of it is missing at its end"),
        (&nested, "its proof is of a kind that this program does not know"),
        (&huge, "it is larger than any certificate"),
        (&long_key, "it names no key that can be read"),
        (&long_value, "its proof is missing or is not as a proof must be"),
        (&many, "its proof is missing or is not as a proof must be"),
        (&list, "it is not what its issuer signed"),
        (hand_in, "it is what learners hand in, not a certificate"),
        (&format!("{hand_in}\n{hand_in}\n"), "it is what learners hand in, not a certificate"),
        (&twice, "it cannot be read as JSON (the key `name` stands twice in one place"),
        ("%PDF-1.7\n1 0 obj <</Type/EmbeddedFile>> stream\nnothing endstream", "it is a PDF without a signed certificate in it"),
        ("%PDF-1.7\n/Encrypt 5 0 R", "it is a PDF that is locked"),
    ] {
        let (Verdict::Tampered(flaw) | Verdict::Unreadable(flaw)) = verdict(text) else { panic!("{said}: accepted") };
        assert!(flaw.to_string().starts_with(said), "{flaw} instead of {said}");
    }
}

#[test]
fn a_revoked_credential_is_told_from_one_that_was_not_and_from_one_nobody_looked_up() {
    let address = "https://medicine.example.org/status/1";
    let (key, other) = (key(), Key::from_secret(&[9; 32]));
    let document = |index| {
        let entry = Entry { list: address.to_owned(), index };
        issue(&issuer(&key), &completion(), &grounds(Some(&entry))).unwrap().document
    };
    let at = |issuer_key, places: &[u64], from: &str, until: Option<&str>| {
        let text = list(&issuer(issuer_key), address, places, 7, moment(from), until.map(moment)).unwrap();
        StatusList::read(text.as_bytes()).unwrap()
    };
    let good = at(&key, &[94_567], "2026-11-25T00:00:00Z", Some("2026-12-25T00:00:00Z"));
    let before = at(&key, &[], "2026-11-24T00:00:00Z", None);
    let forged = at(&other, &[], "2026-11-26T00:00:00Z", None);
    let old = at(&key, &[], "2026-11-24T00:00:00Z", Some("2026-11-26T00:00:00Z"));
    let check =
        |document: &str, lists: &[StatusList]| verify(document.as_bytes(), &trust(), lists, moment("2026-12-01T00:00:00Z")).verdict.word();
    assert_eq!(check(&document(94_567), std::slice::from_ref(&good)), "revoked");
    assert_eq!(check(&document(94_566), std::slice::from_ref(&good)), "valid");
    assert_eq!(check(&document(94_567), &[before.clone(), good.clone()]), "revoked", "the newest list counts");
    assert_eq!(check(&document(94_567), &[good.clone(), before]), "revoked", "in any order");
    let restored = at(&key, &[], "2026-11-27T00:00:00Z", None);
    for lists in [[good.clone(), restored.clone()], [restored, good]] {
        assert_eq!(check(&document(94_567), &lists), "revoked", "a newer list gives back nothing that was taken back");
    }
    assert_eq!(check(&document(94_567), &[]), "unchecked");
    assert_eq!(check(&document(94_567), &[forged]), "unchecked", "a list of somebody else says nothing");
    assert_eq!(check(&document(94_567), std::slice::from_ref(&old)), "unchecked", "a list that has run out says nothing");
    let old_and_revoked = at(&key, &[94_567], "2026-11-24T00:00:00Z", Some("2026-11-26T00:00:00Z"));
    assert_eq!(check(&document(94_567), &[old_and_revoked]), "revoked", "but what it took back stays so");
    let later = |lists: &[StatusList]| verify(document(94_566).as_bytes(), &trust(), lists, moment("2099-01-01T00:00:00Z")).verdict.word();
    assert_eq!((later(&[old]), later(&[])), ("expired", "expired"), "what is over is over, whatever is known besides");
    assert_eq!(check(&document(1 << 40), &[at(&key, &[], "2026-11-25T00:00:00Z", None)]), "unchecked", "a place beyond the list");
}

#[test]
fn a_department_with_a_new_key_revokes_what_the_old_one_signed_and_nobody_else_does() {
    let address = "https://medicine.example.org/status/1";
    let (old, new, other) = (key(), Key::from_secret(&[9; 32]), Key::from_secret(&[10; 32]));
    let entry = Entry { list: address.to_owned(), index: 7 };
    let document = issue(&issuer(&old), &completion(), &grounds(Some(&entry))).unwrap().document;
    let at = |signs: &Key, address: &str, places: &[u64], from: &str| {
        let text = list(&issuer(signs), address, places, 7, moment(from), None).unwrap();
        StatusList::read(text.as_bytes()).unwrap()
    };
    let before = at(&old, address, &[], "2026-11-25T00:00:00Z");
    let after = at(&new, address, &[7], "2026-11-26T00:00:00Z");
    let pinned = |name: &str, key: &Key| Trusted { name: name.into(), did: key.id() };
    let check = |trust: &[Trusted], lists: &[StatusList]| {
        verify(document.as_bytes(), &Trust { issuer: trust.to_vec() }, lists, moment("2026-12-01T00:00:00Z")).verdict
    };
    let both = [pinned("Medicine", &old), pinned("Medicine", &new)];
    for lists in [vec![before.clone(), after.clone()], vec![after.clone(), before.clone()], vec![after.clone()]] {
        assert_eq!(check(&both, &lists), Verdict::Revoked, "the newest list counts, whichever of the two keys signed it");
    }
    let cleared = at(&old, address, &[], "2026-11-26T00:00:00Z");
    assert_eq!(check(&both, &[after.clone(), cleared.clone()]), Verdict::Revoked, "of one moment, the one that took it back");
    assert_eq!(check(&both, &[cleared, after.clone()]), Verdict::Revoked);
    // A key that is pinned under another name, or not at all, neither takes back nor clears, whatever it calls itself.
    let two = [pinned("Medicine", &old), pinned("Surgery", &other), pinned("Surgery", &new)];
    let not_pinned = |by: &Key| Verdict::Unchecked { list: address.to_owned(), not_pinned: Some(Box::new(by.id())), elapsed: None };
    assert_eq!(check(&two, &[before.clone(), after.clone()]), Verdict::Valid);
    assert_eq!(check(&two, std::slice::from_ref(&after)), not_pinned(&new));
    let clears = at(&other, address, &[], "2026-11-30T00:00:00Z");
    assert_eq!(check(&both, &[after.clone(), clears.clone()]), Verdict::Revoked);
    assert_eq!(check(&both, &[clears]), not_pinned(&other));
    let elsewhere = at(&new, "https://medicine.example.org/status/2", &[7], "2026-11-26T00:00:00Z");
    assert_eq!(check(&both, &[before, elsewhere]), Verdict::Valid, "another list of the same issuer tells of other places");
}

#[test]
fn a_status_list_flipped_in_any_byte_is_refused() {
    let text = list(&issuer(&key()), "https://medicine.example.org/status/1", &[3], 3, moment("2026-11-25T00:00:00Z"), None).unwrap();
    assert!(text.len() < 2_200, "a list of few revocations is small: {}", text.len());
    assert_eq!(StatusList::read(text.as_bytes()).unwrap().has_revoked(3), Some(true));
    for at in 0..text.len() {
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] ^= 1;
        assert!(StatusList::read(&bytes).is_err(), "byte {at}");
    }
    assert!(list(&issuer(&key()), "https://x.example", &[u64::MAX], 3, moment("2026-11-25T00:00:00Z"), None).is_err());
    // It reaches as far as places were given.
    let text = list(&issuer(&key()), "https://x.example", &[3], 1_000_000, moment("2026-11-25T00:00:00Z"), None).unwrap();
    let read = StatusList::read(text.as_bytes()).unwrap();
    assert_eq!([3, 1_000_000].map(|place| read.has_revoked(place)), [Some(true), Some(false)]);
    assert!(text.len() < 2_500, "{}", text.len());
}

#[test]
fn a_slip_is_enough_to_check_the_essentials_and_any_changed_byte_is_refused() {
    let entry = Entry { list: "https://medicine.example.org/status/1".to_owned(), index: 7 };
    let text = slip(&issuer(&key()), &completion(), &grounds(Some(&entry)));
    crate::is_written("tests/it/golden/slip.txt", &text);
    assert_eq!(verdict(&text).word(), "unchecked");
    let text = slip(&issuer(&key()), &completion(), &grounds(None));
    assert_eq!(verdict(&text), Verdict::Valid);
    assert_eq!(verdict(&format!("  {}  ", text.replace('\n', "\r\n"))), Verdict::Valid, "as a scanner may write it");
    let told = verify(text.as_bytes(), &trust(), &[], moment("2026-12-01T00:00:00Z")).told.unwrap();
    assert!(told.is_about("Zoë \"Zed\" O’Hara, MD") && !told.is_about("0071"));
    assert_eq!(verify(text.as_bytes(), &trust(), &[], moment("2027-11-23T00:00:00Z")).verdict, Verdict::Expired);
    for at in 0..text.trim_end().len() {
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] ^= 1;
        let verdict = verify(&bytes, &trust(), &[], moment("2026-12-01T00:00:00Z")).verdict;
        assert!(matches!(verdict, Verdict::Tampered(_) | Verdict::Unreadable(_)), "byte {at}: {verdict:?}");
    }
}

#[test]
fn a_course_without_a_quiz_tells_of_no_score() {
    let (none, key) = (Grade::NONE.ratio(), key());
    let completion =
        Completion { score_percent: Percent(0), score_earned: none.0, score_of: none.1, pass_mark: Percent(0), ..completion() };
    let signed = issue(&issuer(&key), &completion, &grounds(None)).unwrap();
    assert!(!signed.document.contains("\"result") && !signed.document.contains("Score"), "{}", signed.document);
    for written in [signed.document.clone(), slip(&issuer(&key), &completion, &grounds(None))] {
        let checked = verify(written.as_bytes(), &trust(), &[], moment("2026-12-01T00:00:00Z"));
        assert_eq!((checked.verdict, checked.told.unwrap().score), (Verdict::Valid, None), "{written}");
    }
    let paper = Paper::issued(None, &completion, &issuer(&key), &grounds(None), (&signed, date(2026, 12, 1)));
    assert_eq!(paper.rows.iter().map(|(label, _)| *label).collect::<Vec<_>>(), ["Completed", "Valid until", "Course version"]);
}

#[test]
fn a_name_cannot_write_lines_of_its_own_into_a_slip() {
    let sly = Completion { name: "Ann\nscore: 100 of 100, pass mark 80".to_owned(), ..completion() };
    let text = slip(&issuer(&key()), &sly, &grounds(None));
    assert_eq!(text.lines().count(), 11, "{text}");
    assert_eq!(verdict(&text), Verdict::Valid);
}

#[test]
fn what_a_record_is_worth_is_said_in_words_at_every_level() {
    for (language, head) in [(Language::English, "Level"), (Language::Spanish, "Nivel")] {
        for level in 0..=4 {
            let said = bedside::record::credential::trusted(Assurance(level), language);
            let between = if language == Language::English { "of" } else { "de" };
            assert!(said.starts_with(&format!("{head} {level} {between} 4: ")), "{said}");
        }
    }
}
