//! What people really bring: hand-ins and certificates as mail programs, editors and shells leave them.

use bedside::cli::Answer;
use bedside::cli::collecting::Told;
use bedside::cli::command::verify::{Against, told, told_as_json};
use bedside::record::Completion;
use bedside::record::credential::{Entry, Flaw, Trust, Trusted, Verdict, issue, list, slip, verify};
use bedside::record::enrolment::{Enrolment, Secret};
use bedside::record::seal::Key;

use crate::collect::{Department, of, runs};
use crate::credential::{completion, grounds, issuer, key, moment};
use crate::office::teaches;

const MARK: &str = "\u{feff}";

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("{MARK}{text}").encode_utf16().flat_map(bytes).collect()
}

/// What a text comes to after Notepad and PowerShell have saved it, beside the encoding.
fn saved_anew(text: &str) -> [(&'static str, Vec<u8>); 3] {
    let text = format!("{}\r\n", text.replace('\n', "\r\n"));
    [
        ("with a mark", format!("{MARK}{text}").into_bytes()),
        ("as UTF-16", utf_16(&text, u16::to_le_bytes)),
        ("as UTF-16, high bytes first", utf_16(&text, u16::to_be_bytes)),
    ]
}

fn trust() -> Trust {
    Trust { issuer: vec![Trusted { name: "Medicine".to_owned(), did: key().id() }] }
}

fn verdict(bytes: &[u8]) -> Verdict {
    verify(bytes, &trust(), &[], moment("2026-12-01T00:00:00Z")).verdict
}

#[test]
fn hand_ins_that_a_mail_program_called_otherwise_are_each_named_with_what_to_do() {
    let department = Department::new();
    for (name, number) in [("a.json.txt", 1), ("ATT00001.htm", 2), ("bedside-ana", 3), ("d.json.txt", 4)] {
        department.gets(name, of(number, "Ana"));
    }
    department.gets("e.csv", format!("{MARK}{}", of(5, "Eve")));
    let (secret, own) = (Secret::new(&[1; 25]), Key::from_secret(&[6; 32]));
    let enrolment = Enrolment::new(&secret, bedside::journey::LearnerId(uuid::Uuid::from_u128(3)), department.now, &own);
    department.gets("bedside-enrolment-x.json.txt", enrolment.written().unwrap());
    department.gets("f.json.gz", b"\x1f\x8b\x08\x00").gets("winmail.dat", b"\x78\x9f\x3e\x22\x00");
    for name in ["notes.txt", "notes-2.txt", "notes-3.txt", "notes-4.txt"] {
        department.gets(name, "{\"attempts\":1}");
    }
    let (answer, text) = department.collects_as(Told::Text, None);
    assert_eq!(answer, Answer::Done);
    let told = "not read  /inbox/ATT00001.htm\n          /inbox/a.json.txt\n          /inbox/bedside-ana\n          \
                /inbox/bedside-enrolment-x.json.txt\n          /inbox/d.json.txt\n          /inbox/e.csv\n          \
                it looks like a hand-in; only its name does not end in .json, as mail programs change names\n          \
                name it on the command line, `bedside collect FILE`, or rename it to end with .json";
    assert!(text.starts_with(told), "{text}");
    assert!(text.contains("not read  /inbox/winmail.dat\n          Outlook wrapped"), "{text}");
    assert!(text.contains("not read  /inbox/f.json.gz\n          it is packed, and not as .zip"), "{text}");
    assert!(text.contains("not read  /inbox/notes-2.txt, /inbox/notes-3.txt, /inbox/notes-4.txt, and 1 more\n"), "{text}");
    assert!(text.ends_with("0 new, 0 known already, 0 refused, 12 not read\n"), "{text}");
    let (_, json) = department.collects_as(Told::Json, None);
    assert_eq!(json.matches(r#""reason":"renamed""#).count(), 6, "{json}");
    // What is told to be done does it.
    let (answer, text) = department.collects_from(&department.at("inbox/ATT00001.htm"), Told::Text, None);
    assert_eq!((answer, text.contains("\n1 new, ")), (Answer::Done, true), "{text}");
    std::fs::rename(department.at("inbox/a.json.txt"), department.at("inbox/a.json")).unwrap();
    assert!(department.collects().contains("\n1 new, 0 known already, 0 refused, 11 not read\n"));
}

#[test]
fn a_hand_in_in_an_archive_is_looked_at_whatever_it_is_called() {
    let department = Department::new();
    let mut zip = zip::ZipWriter::new(std::fs::File::create(department.at("inbox/all.zip")).unwrap());
    for (name, text) in [("a.json.txt", of(1, "Ana")), ("b.txt", "words".to_owned())] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    let text = department.collects();
    assert!(text.starts_with("not read  /inbox/all.zip, a.json.txt\n          it looks like a hand-in"), "{text}");
    assert!(text.contains("out of an archive, unpack it first\nnot read  /inbox/all.zip, b.txt\n"), "{text}");
}

#[test]
fn a_hand_in_with_a_mark_is_taken_as_it_was_sealed_and_one_in_utf_16_is_refused_with_what_happened() {
    let department = Department::new();
    let [(_, marked), little, big] = saved_anew(&of(1, "Ana"));
    department.gets("a.json", marked);
    assert!(department.collects().contains("\n1 new, 0 known already, 0 refused\n"));
    department.gets("a.json", of(1, "Ana")).gets("b.jsonl", format!("{MARK}{}\r\n{MARK}{}\r\n", of(1, "Ana"), of(2, "Ben")));
    assert!(department.collects().contains("\n1 new, 2 known already, 0 refused\n"));
    for (how, bytes) in [little, big] {
        for name in ["c.json", "c.jsonl"] {
            std::fs::remove_dir_all(department.at("inbox")).unwrap();
            std::fs::create_dir(department.at("inbox")).unwrap();
            department.gets(name, &bytes);
            let (answer, text) = department.collects_as(Told::Text, None);
            let told = format!("refused   /inbox/{name}\n          a program saved it anew, as UTF-16: ");
            assert_eq!((answer, text.starts_with(&told)), (Answer::No, true), "{how}: {text}");
            assert!(
                text.contains("\n          ask the learner for the file as `bedside hand-in` wrote it, not opened and saved"),
                "{text}"
            );
            assert!(department.collects_as(Told::Json, None).1.contains(r#""reason":"rewritten""#), "{how}");
        }
    }
}

#[test]
fn a_certificate_that_was_saved_anew_is_what_its_proofs_say() {
    let document = issue(&issuer(&key()), &completion(), &grounds(None)).unwrap().document;
    let text = slip(&issuer(&key()), &completion(), &grounds(None));
    for written in [document, text] {
        for (how, bytes) in saved_anew(&written) {
            assert_eq!(verdict(&bytes), Verdict::Valid, "{how}: {written}");
        }
        for (how, bytes) in saved_anew(&written.replace("86", "96")) {
            assert_eq!(verdict(&bytes).word(), "tampered", "{how}: {written}");
        }
    }
    let text = list(&issuer(&key()), "https://medicine.example.org/status/1", &[3], 3, moment("2026-11-25T00:00:00Z"), None).unwrap();
    for (how, bytes) in saved_anew(&text) {
        assert!(bedside::record::credential::StatusList::read(&bytes).is_ok(), "{how}");
    }
}

#[test]
fn the_text_of_a_code_is_read_however_mail_and_a_paste_laid_out_its_lines() {
    let entry = Entry { list: "https://medicine.example.org/status/1".to_owned(), index: 7 };
    for (listed, word) in [(None, "valid"), (Some(&entry), "unchecked")] {
        let text = slip(&issuer(&key()), &completion(), &grounds(listed));
        let each = |way: &dyn Fn(&str) -> String| text.lines().map(way).collect::<Vec<_>>().join("\n");
        let wrapped = |line: &str| {
            let words = line.chars().collect::<Vec<_>>();
            words.chunks(60).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
        };
        for (how, laid_out) in [
            ("white space around lines", each(&|line| format!("  {line} \t"))),
            ("as a page pastes it", each(&|line| format!("\u{a0}{line}\u{a0} "))),
            ("quoted", each(&|line| format!("> {line}"))),
            ("quoted twice", each(&|line| format!("> > {line}\r"))),
            ("an empty line behind each", each(&|line| format!("{line}\n"))),
            ("in one line", text.replace('\n', " ")),
            ("in one line, quoted", format!("> {}", text.replace('\n', " "))),
            ("a line broken at a space", text.replace("of 100, pass", "of 100,\npass").replace("valid until", "valid\nuntil")),
            ("long words broken", each(&wrapped)),
        ] {
            assert_eq!(verdict(laid_out.as_bytes()).word(), word, "{how}: {laid_out}");
            for (from, to) in [("86 of 100", "96 of 100"), ("level 2", "level 4"), ("2026-11-23", "2026-11-24"), ("Zoë", "Zoe")] {
                assert!(laid_out.contains(from), "{laid_out}");
                assert_eq!(verdict(laid_out.replace(from, to).as_bytes()).word(), "tampered", "{how}: {from}");
            }
        }
    }
}

#[test]
fn lines_that_nobody_can_put_back_are_to_be_scanned_again() {
    let sly = Completion { name: "Ann course: Surgery".to_owned(), ..completion() };
    let text = slip(&issuer(&key()), &sly, &grounds(None));
    assert_eq!(verdict(text.replace('\n', "\n> ").as_bytes()), Verdict::Valid, "its lines are where they were");
    assert_eq!(verdict(text.replace('\n', " ").as_bytes()), Verdict::Unreadable(Flaw::Lines));
    assert!(Flaw::Lines.to_string().ends_with("scan the code again"));
    let text = slip(&issuer(&key()), &completion(), &grounds(None));
    for laid_out in [text.clone(), text.replace('\n', " ")] {
        assert_eq!(verdict(format!("{laid_out}Sent from my telephone").as_bytes()), Verdict::Unreadable(Flaw::Lines), "{laid_out}");
    }
    let without = text.lines().filter(|line| !line.starts_with("trust")).collect::<Vec<_>>().join("\n");
    assert_eq!(verdict(without.as_bytes()), Verdict::Unreadable(Flaw::Lines), "a line is missing");
    assert_eq!(verdict(text.rsplit_once("seal").unwrap().0.as_bytes()).word(), "tampered", "nobody signed it");
}

#[test]
fn a_code_without_a_staff_id_in_it_does_not_deny_whose_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let of = |completion: &Completion| slip(&issuer(&key()), completion, &grounds(None));
    let unnumbered = Completion { staff_id: String::new(), ..completion() };
    let files = [
        ("code.txt", of(&completion())),
        ("certificate.json", issue(&issuer(&key()), &completion(), &grounds(None)).unwrap().document),
        ("unnumbered.json", issue(&issuer(&key()), &unnumbered, &grounds(None)).unwrap().document),
    ];
    for (name, text) in &files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let asks = |file: &str, name: &str| {
        let now = moment("2026-12-01T00:00:00Z");
        let against = Against { trust: trust(), lists: Vec::new(), hand_in: None, now, name: Some(name.to_owned()) };
        let (file, mut out, mut json) = ([folder.path().join(file)], Vec::new(), Vec::new());
        let answer = told(&file, &against, &mut out).unwrap();
        assert_eq!(told_as_json(&file, &against, &mut json).unwrap(), answer);
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        (answer, json["is_about"].as_bool(), String::from_utf8(out).unwrap())
    };
    for file in ["code.txt", "unnumbered.json"] {
        for staff_id in ["0071", "0072", "ZOHARA"] {
            let (answer, is_about, said) = asks(file, staff_id);
            assert_eq!((answer, is_about), (Answer::No, None), "{file}, {staff_id}: {said}");
            assert!(said.contains("there is no staff ID in it") && said.contains("ask with the name") && !said.contains("NOT"), "{said}");
        }
        assert_eq!(asks(file, &completion().name).1, Some(true), "{file}");
        let (answer, is_about, said) = asks(file, "Ann Lee");
        assert_eq!((answer, is_about, said.contains("it is NOT about")), (Answer::No, Some(false), true), "{file}: {said}");
    }
    assert_eq!(asks("certificate.json", "0071").1, Some(true));
    assert_eq!(asks("certificate.json", "0072").1, Some(false));
}

#[test]
fn a_result_that_goes_to_a_hyphen_goes_to_standard_output() {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana"));
    assert_eq!(runs(&department, &["collect", department.at("inbox").to_str().unwrap()]).0, 0);
    for format in ["csv", "jsonl", "xapi"] {
        let (code, plain, _) = runs(&department, &["export", "--format", format]);
        assert!(code == 0 && !plain.is_empty());
        assert_eq!(runs(&department, &["export", "--format", format, "-o", "-"]), (0, plain, String::new()), "{format}");
    }
    assert!(!std::path::Path::new("-").exists());
}

#[test]
fn a_department_that_lacks_a_font_is_told_what_a_department_can_do() {
    let department = Department::new();
    teaches(&department, "sample");
    department.gets("ana.json", of(1, "Ana \u{10fffd}"));
    assert_eq!(runs(&department, &["keys", "create"]).0, 0);
    std::fs::write(department.at("data/department.toml"), "name = \"Department of Medicine\"\n").unwrap();
    assert_eq!(runs(&department, &["collect", department.at("inbox").to_str().unwrap()]).0, 0);
    let (code, told, said) = runs(&department, &["issue", "--to", department.at("out").to_str().unwrap()]);
    assert!(code == 1 && told.contains("0 written into"), "{told}");
    assert!(told.contains("1 page not written: Ana") && told.ends_with("\n1 certificate is there as .json alone\n"), "{told}");
    assert!(said.contains("no font at hand has this letter\ninstall a font that has them") && !said.contains("--text"), "{said}");
    assert!(
        said.ends_with("and type the same again; the signed certificate is in the .json beside it, and holds without a page\n"),
        "{said}"
    );
}
