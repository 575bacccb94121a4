//! The certificate as a page: whatever the name, it is a PDF that keeps the rules of its format, carries the signed credential, and has
//! a code that can be checked.

use std::collections::BTreeSet;

use bedside::cli::fonts::faces_from;
use bedside::journey::{Certificate, Introduction, Progress, Role};
use bedside::record::Completion;
use bedside::record::credential::{Entry, Flaw, Trust, Trusted, Verdict, issue, list, verify};
use bedside::record::paper::{Faces, NotDrawn, Paper, draw};
use jiff::civil::date;

use crate::collect::course;
use crate::credential::{completion, grounds, issuer, key, moment};
use crate::root;
use crate::support::graduate::Graduate;

/// Names and titles that a page must carry, each with what it tries.
const CASES: [(&str, &str, &str); 8] = [
    ("plain", "Ada Lovelace, MD", "Before You Post: Social Media for Physicians"),
    ("accents", "Zoë Ångström-Nguyễn Thị Đặng, Dr. med. (Łódź)", "L’éthique médicale en ligne : ce qu’il faut éviter"),
    (
        "long",
        "Maximiliana Alexandrovna Konstantinopolskaya-Featherstonehaugh von Hohenzollern-Sigmaringen the Younger, MD, PhD, FACP",
        "Professionalism, Privacy, and Patients: A Very Thorough Course on Everything that May and May Not Be Said in Public, Second Edition",
    ),
    ("greek", "Ἀριστοτέλης Παπαδόπουλος", "Ιατρική δεοντολογία στα κοινωνικά δίκτυα"),
    ("cyrillic", "Анна Сергеевна Щербакова", "Этика врача в социальных сетях"),
    ("arabic", "د. عبد الرحمن محمد الخوارزمي", "أخلاقيات الطبيب على وسائل التواصل (النسخة 2)"),
    ("hebrew", "ד״ר שָׁרָה בן־דוד (MD)", "אתיקה רפואית ברשתות חברתיות"),
    ("mixed", "Layla ليلى Haddad, MD 2nd", "Social media السلوك المهني for physicians"),
];

fn paper(name: &str, course: &str) -> Paper {
    let completion = Completion { name: name.to_owned(), course_title: course.to_owned(), ..completion() };
    let key = key();
    let signed = issue(&issuer(&key), &completion, &grounds(None)).unwrap();
    Paper::issued(None, &completion, &issuer(&key), &grounds(None), (&signed, date(2026, 12, 1)))
}

fn faces() -> Faces {
    Faces::ours().unwrap()
}

fn verdict(bytes: &[u8]) -> Verdict {
    let trust = Trust { issuer: vec![Trusted { name: "Medicine".to_owned(), did: key().id() }] };
    verify(bytes, &trust, &[], moment("2026-12-01T00:00:00Z")).verdict
}

#[test]
fn every_script_we_carry_is_set_and_the_credential_inside_is_valid() {
    for (case, name, course) in CASES {
        let pdf = draw(&paper(name, course), &faces()).unwrap_or_else(|because| panic!("{case}: {because}"));
        if let Some(folder) = std::env::var_os("BEDSIDE_PAPERS") {
            std::fs::write(std::path::Path::new(&folder).join(format!("{case}.pdf")), &pdf).unwrap();
        }
        assert_eq!(verdict(&pdf), Verdict::Valid, "{case}");
        assert!(pdf.len() < 90_000, "{case}: only the letters that stand on it are in it: {} bytes", pdf.len());
    }
}

#[test]
fn the_page_speaks_the_language_of_its_course_where_the_program_does() {
    let (key, completion) = (key(), completion());
    let of = |language: &'static str| {
        let grounds = bedside::record::credential::Grounds { language, ..grounds(None) };
        let signed = issue(&issuer(&key), &completion, &grounds).unwrap();
        let paper = Paper::issued(None, &completion, &issuer(&key), &grounds, (&signed, date(2026, 12, 1)));
        assert_eq!(verdict(&draw(&paper, &faces()).unwrap()), Verdict::Valid);
        (paper.say.code(), paper.rows)
    };
    let (language, rows) = of("es-MX");
    assert_eq!((language, rows[0].0, rows[1].0), ("es", "Completado", "Válido hasta"));
    assert!(rows[0].1.contains(" de ") && rows[2].1.contains("mínimo"), "{rows:?}");
    // Whose words the program lacks has the program's English around its own.
    assert_eq!((of("fr").0, of("fr").1[0].0), ("en", "Completed"));
}

#[test]
fn a_name_longer_than_a_pdf_lets_a_title_be_is_set_all_the_same() {
    let pdf = draw(&paper(&"Zoë ".repeat(25_000), &"Ethik ".repeat(10_000)), &faces()).unwrap();
    assert_eq!(verdict(&pdf), Verdict::Valid);
}

#[test]
fn partners_are_given_these_files() {
    // With BEDSIDE_PARTNERS set to a folder, the files are left there for `tests/interop/credential.sh`.
    let nowhere = tempfile::tempdir().unwrap();
    let folder = std::env::var_os("BEDSIDE_PARTNERS").map_or_else(|| nowhere.path().to_owned(), std::path::PathBuf::from);
    let (key, address) = (key(), "https://medicine.example.org/status/1");
    let entry = Entry { list: address.to_owned(), index: 94_567 };
    let issued = |status: Option<&Entry>| issue(&issuer(&key), &completion(), &grounds(status)).unwrap().document;
    let listed = |revoked: &[u64]| list(&issuer(&key), address, revoked, 7, moment("2026-11-25T00:00:00Z"), None).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    write("credential.json", issued(None).as_bytes());
    write("revocable.json", issued(Some(&entry)).as_bytes());
    write("none-revoked.json", listed(&[]).as_bytes());
    write("revoked.json", listed(&[94_567]).as_bytes());
    for (case, name, course) in CASES {
        write(&format!("{case}.pdf"), &draw(&paper(name, course), &faces()).unwrap());
    }
    assert_eq!(verdict(&std::fs::read(folder.join("credential.json")).unwrap()), Verdict::Valid);
}

#[test]
fn a_page_that_is_made_after_the_last_day_says_that_it_has_expired() {
    let key = key();
    let completion = Completion { expires_on: Some(date(2027, 11, 22)), ..completion() };
    let signed = issue(&issuer(&key), &completion, &grounds(None)).unwrap();
    let made = |today| Paper::issued(None, &completion, &issuer(&key), &grounds(None), (&signed, today));
    assert_eq!(made(date(2027, 11, 22)).rows[1], ("Valid until", "November 22, 2027".to_owned()));
    let expired = made(date(2027, 11, 23));
    assert_eq!(expired.rows[1], ("Expired", "after November 22, 2027".to_owned()));
    assert_eq!(verdict(&draw(&expired, &faces()).unwrap()), Verdict::Valid, "what was signed is what it was");
}

#[test]
fn a_self_issued_page_says_so_and_nobody_can_take_it_for_a_signed_one() {
    let paper = Paper { standing: bedside::record::paper::Standing::SelfIssued, ..paper("Ada Lovelace", "A course") };
    let pdf = draw(&paper, &faces()).unwrap();
    if let Some(folder) = std::env::var_os("BEDSIDE_PAPERS") {
        std::fs::write(std::path::Path::new(&folder).join("self-issued.pdf"), &pdf).unwrap();
    }
    assert_eq!(verdict(&pdf), Verdict::Unreadable(Flaw::NothingAttached));
}

#[test]
fn a_name_of_ten_thousand_letters_and_one_of_control_characters_are_set_calmly() {
    for name in ["W".repeat(10_000), "wide ".repeat(2_000), "\u{1b}[31mred\u{202e}dne".to_owned(), String::new(), " ".to_owned()] {
        let pdf = draw(&paper(&name, &name), &faces()).unwrap();
        assert_eq!(verdict(&pdf), Verdict::Valid, "{}", name.len());
    }
}

#[test]
fn a_pdf_with_two_certificates_in_it_is_refused() {
    let both = [draw(&paper("Ada", "A"), &faces()).unwrap(), draw(&paper("Bob", "B"), &faces()).unwrap()].concat();
    assert_eq!(verdict(&both), Verdict::Unreadable(Flaw::SeveralAttached));
}

#[test]
fn letters_we_lack_come_from_a_font_of_the_computer_where_it_has_one() {
    // A font with the letters we ask for: ours in another place, asked for what the others lack.
    let folder = tempfile::tempdir().unwrap();
    let file = root().join("src/record/paper/fonts/hebrew.ttf");
    std::fs::copy(&file, folder.path().join("Found-Regular.TTF")).unwrap();
    std::fs::write(folder.path().join("broken.ttf"), b"no font").unwrap();
    let letters = BTreeSet::from(['\u{5d0}', '\u{5d1}']);
    let inside = Faces::within(&std::fs::read(&file).unwrap(), &(&letters | &BTreeSet::from(['王'])));
    assert_eq!(inside.into_iter().map(|face| (face.index, face.letters)).collect::<Vec<_>>(), [(0, letters.clone())]);
    assert_eq!(Faces::within(b"no font", &letters), []);
    let found = faces_from("王", &[folder.path().to_owned(), folder.path().join("gone")]).unwrap();
    assert_eq!(found.lacking("王 a"), BTreeSet::from(['王']), "none of these has it, and it is said");
}

#[test]
fn two_people_of_one_name_are_told_apart_on_the_page_and_a_staff_id_stays_with_the_department() {
    let signed = paper("Ada Lovelace", "A course");
    assert_eq!(signed.who, "Role: Resident or fellow · Department: Emergency, night");
    let learner = Introduction { role: Role::Md, staff_id: " e77 ".to_owned(), ..Introduction::default() };
    let learner = |department: &str| Introduction { department: department.to_owned(), ..learner.clone() };
    let progress = Progress::replay(&Graduate::named(&course(), 1, "Ana").completes().events());
    let earned = &progress.certificates[0];
    let page = |learner: &Introduction| {
        let earned = Certificate { holder: Some(learner.clone()), ..earned.clone() };
        Paper::self_issued(&course(), Some(learner), &earned, date(2026, 12, 1))
    };
    // Who has another name or staff id by now is told from the one who earned it.
    let named_otherwise = Paper::self_issued(&course(), Some(&learner("")), earned, date(2026, 12, 1));
    assert_eq!(named_otherwise.who, "Role: MD · Staff ID: e77 · Earned as: Ana, 0071");
    assert_eq!(page(&learner("Cardiology")).who, "Role: MD · Staff ID: e77 · Department: Cardiology");
    assert_eq!(page(&learner("")).who, "Role: MD · Staff ID: e77");
    assert!(page(&learner("قسم القلب")).words().contains("قسم القلب"));
    assert_ne!(draw(&page(&learner("Cardiology")), &faces()).unwrap(), draw(&page(&learner("Neurology")), &faces()).unwrap());
}

#[test]
fn who_somebody_is_is_set_whatever_it_is_and_however_long() {
    let long = "Department of Cardiothoracic and Vascular Surgery, Perioperative Medicine, and Intensive Care at the University Hospital ";
    for (department, which) in [("قسم أمراض القلب والأوعية الدموية", "arabic"), (long, "long"), (&long.repeat(20), "longest")]
    {
        for (case, name, course) in CASES {
            let issued = paper(name, course);
            let who = format!("Role: Resident or fellow · Department: {}", department.trim());
            let own = format!("Role: MD · Staff ID: 12345 · Department: {}", department.trim());
            for (mut paper, who, whose) in
                [(issued.clone(), who, "issued"), (Paper { standing: bedside::record::paper::Standing::SelfIssued, ..issued }, own, "own")]
            {
                paper.who = who;
                let pdf = draw(&paper, &faces()).unwrap_or_else(|because| panic!("{case} {which} {whose}: {because}"));
                if let Some(folder) = std::env::var_os("BEDSIDE_PAPERS") {
                    std::fs::write(std::path::Path::new(&folder).join(format!("{case}-{which}-{whose}.pdf")), &pdf).unwrap();
                }
            }
        }
    }
}

#[test]
fn the_same_paper_is_the_same_file() {
    let paper = paper("Ada Lovelace", "A course");
    assert_eq!(draw(&paper, &faces()).unwrap(), draw(&paper, &faces()).unwrap());
}

#[test]
fn letters_that_no_face_has_are_named_and_never_printed_as_boxes() {
    let because = draw(&paper("王小明 Wang", "A course"), &faces()).unwrap_err();
    assert_eq!(because.to_string(), "could not set “小” “明” “王”: no font at hand has these letters");
    assert!(matches!(because, NotDrawn::Letters { letters } if letters.len() == 3));
}
