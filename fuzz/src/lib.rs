//! What must hold of any bytes at all: one claim a reader. `cargo fuzz` looks for bytes that break them, and
//! `tests/it/any_bytes.rs` holds them against the files of `seeds/`, among them every file that once broke one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    unreachable_pub,
    reason = "a claim may stop where it is broken"
)]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

use bedside::cli::Config;
use bedside::cli::collecting::{Asked, each_batch};
use bedside::cli::shelf::Shelf;
use bedside::clock::Clock;
use bedside::course::Course;
use bedside::diagnostic::human::{Look, report};
use bedside::diagnostic::{Texts, machine};
use bedside::exchange::{EXCHANGES, Taken, named, ours};
use bedside::journey::{Fact, Introduction, Journal, MemoryJournal, Preferences, Progress};
use bedside::prose::layout::{lay_out, width};
use bedside::prose::list::Grammar;
use bedside::prose::{Target, Words, list as lists, read_page, safe};
use bedside::record::Assurance;
use bedside::record::batch_file::{self, Head};
use bedside::record::countersign::Receipt;
use bedside::record::credential::{StatusList, Told, Trust, Trusted, Verdict, verify};
use bedside::record::enrolment::{Enrolment, Secret};
use bedside::record::flaw::Flaw;
use bedside::record::records::Incoming;
use bedside::record::roster::Roster;
use bedside::record::seal::{Key, KeyId};
use bedside::source::{Content, Files, Text};
use bedside::tui::{App, Depth, Event, Pixels, Start};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The files of a course that a first byte chooses from.
const PATHS: [&str; 8] = [
    "lessons/found.toml",
    "quizzes/found.toml",
    "course.toml",
    "glossary.toml",
    "course.lock",
    "translations/es/quizzes/good.toml",
    "translations/es/lessons/good.toml",
    "shared/found.toml",
];

const GOOD_LESSON: &str = "title = \"Good\"\n[[page]]\nid = \"words\"\ntext = \"Words.\"\n[[page]]\ninclude = \"shared/found.toml#a\"\n";
const GOOD_QUIZ: &str = "title = \"Good\"\n[[question]]\nid = \"good-one\"\nask = \"So?\"\nanswer = true\nwhy = \"So.\"\n";
const GOOD_COURSE: &str = "format = 1\nid = \"fixture\"\ntitle = \"A course\"\nversion = \"1.0\"\ntranslations = [\"es\"]\n\
    [points]\nconsent = \"Ask first.\"\n";

/// A course with any file in it is read and checked to its end; every finding points into its file and steers no terminal; what
/// `--fix` would write stands in the file; and a good file beside it is read.
pub fn course(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let path = PATHS.get(usize::from(*first) % PATHS.len()).copied().unwrap_or("lessons/found.toml");
    let content = match String::from_utf8(bytes.to_vec()) {
        Ok(text) => Content::Text(text.into()),
        Err(not) => Content::NotText(not.into_bytes()),
    };
    let good = |text: &'static str| Content::Text(text.into());
    let mut texts = BTreeMap::from([
        (Arc::from("course.toml"), good(GOOD_COURSE)),
        (Arc::from("lessons/good.toml"), good(GOOD_LESSON)),
        (Arc::from("quizzes/good.toml"), good(GOOD_QUIZ)),
    ]);
    texts.insert(Arc::from(path), content);
    let files = Arc::new(Files { texts, ..Files::default() });
    let reading = bedside::course::read(files.clone());
    let bytes = |file: &str| match files.texts.get(file) {
        Some(Content::Text(text)) => Some(text.as_bytes()),
        Some(Content::NotText(bytes)) => Some(bytes.as_slice()),
        _ => None,
    };
    let findings = bedside::course::check(&reading, Some(jiff::civil::date(2026, 11, 23)));
    let mut texts = Texts::new(&bytes);
    for finding in findings.iter().take(40) {
        let labels = std::iter::once(&finding.primary).chain(&finding.others).map(|label| &label.place);
        for place in labels.chain(finding.edits.iter().map(|edit| &edit.place)) {
            let length = bytes(&place.file).map_or(0, <[u8]>::len);
            assert!(place.span.start <= place.span.end && place.span.end <= length + 1, "{finding:?}");
        }
        let steers = |text: &str| text.chars().any(|letter| letter != '\n' && !safe::harmless(letter));
        assert!(!steers(&report(finding, Look::default(), &bytes)), "{finding:?}");
        assert!(!steers(&machine::short(finding, &mut texts)), "{finding:?}");
        let _object = machine::object(finding, &mut texts);
        let _annotation = machine::annotation(finding, &mut texts);
    }
    if path != "course.toml" {
        let course = reading.course.as_ref().expect("a course");
        assert!(course.lessons.iter().any(|lesson| lesson.title == "Good"), "the good lesson is gone");
        assert!(course.quizzes.iter().any(|quiz| quiz.title == "Good"), "the good quiz is gone");
    }
}

/// A hand-in as a device sealed it.
const SEALED: &[u8] = include_bytes!("../seeds/hand_in/small");

/// Any bytes are a hand-in or they are not, and are refused with a reason; what opens is written again in the same bytes, and no other
/// bytes than those of [`SEALED`] open under the seal of its device.
pub fn hand_in(bytes: &[u8]) {
    static DEVICE: OnceLock<KeyId> = OnceLock::new();
    match bedside::record::open::open(bytes) {
        Ok(hand_in) => {
            assert_eq!(hand_in.written().unwrap().as_bytes(), bytes);
            let device = DEVICE.get_or_init(|| bedside::record::open::open(SEALED).expect("sealed").key);
            assert!(hand_in.key != *device || bytes == SEALED, "forged");
        }
        Err(flaw) => assert!(!flaw.word().is_empty() && !flaw.help().is_empty() && !flaw.to_string().is_empty()),
    }
}

/// Any bytes are a roster or not: every line is a person or a problem in words, its number rises, and a day stays a day.
pub fn roster(bytes: &[u8]) {
    let roster = match Roster::open(bytes) {
        Ok(roster) => roster,
        Err(unusable) => {
            assert!(!unusable.to_string().is_empty());
            return;
        }
    };
    let mut last = 0;
    for found in roster {
        let line = match &found {
            Ok(person) => {
                assert!(!(person.staff_id.is_empty() && person.name.is_empty() && person.given.is_empty()), "{person:?}");
                person.line
            }
            Err(problem) => {
                assert!(!problem.wrong.is_empty());
                problem.line
            }
        };
        assert!(line >= last, "line {line} came after {last}");
        last = line;
    }
}

/// Any bytes are a receipt, an enrolment, a list of issuers, or none of them; what is read is written and read again as it was.
pub fn papers(bytes: &[u8]) {
    if let Ok(receipt) = Receipt::read(bytes) {
        let again = Receipt::read(receipt.written().unwrap().as_bytes()).unwrap();
        assert_eq!(receipt.written().unwrap(), again.written().unwrap());
        let _proven = receipt.check(bytes);
    }
    if let Some(enrolment) = Enrolment::read(bytes) {
        assert!(enrolment.check(None, jiff::Timestamp::UNIX_EPOCH).is_err(), "no token was given out");
    }
    let text = String::from_utf8_lossy(bytes);
    if let Ok(trust) = toml::from_str::<Trust>(&text) {
        assert_eq!(toml::from_str::<Trust>(&toml::to_string(&trust).unwrap()).unwrap(), trust);
    }
    if let Some(secret) = Secret::read(&text) {
        assert_eq!(secret.id().len(), 5);
    }
}

/// Any bytes are countersigned batches or not. What is refused is refused with a reason; what a line says of a record steers no terminal.
pub fn batch(bytes: &[u8]) {
    static COURSE: OnceLock<Shelf> = OnceLock::new();
    let told = |flaw: &Flaw| assert!(!flaw.word().is_empty() && !flaw.help().is_empty() && !flaw.to_string().is_empty());
    let now = batch_file::Now { at: jiff::Timestamp::MAX, tolerance: jiff::SignedDuration::ZERO };
    for line in String::from_utf8_lossy(bytes).lines() {
        let _none = Head::read(line.as_bytes()).map_err(|flaw| told(&flaw));
        match batch_file::parts(line).and_then(|(said, document)| batch_file::record(said, document, now)) {
            Ok(leaf) => {
                let Ok(Incoming { completion, document, .. }) = leaf.record else { continue };
                assert!(line.ends_with(&document));
                let name = &completion.name;
                assert_eq!(safe::line(name), name.as_str());
            }
            Err(flaw) => told(&flaw),
        }
    }
    let shelf = COURSE.get_or_init(|| {
        let texts =
            [("course.toml", GOOD_COURSE), ("lessons/good.toml", "title = \"Good\"\n[[page]]\nid = \"words\"\ntext = \"Words.\"\n")];
        let texts = texts.into_iter().map(|(path, text)| (path.into(), Content::Text(text.into()))).collect();
        Shelf::of(bedside::course::read(Arc::new(Files { texts, ..Files::default() })).course.unwrap())
    });
    // The department that made the seeds.
    let partners = Trust { issuer: vec![Trusted { name: "North".to_owned(), did: Key::from_secret(&[7; 32]).id() }] };
    let asked = Asked {
        paths: Vec::new(),
        shelf,
        partners: &partners,
        key: None,
        assurance: Assurance::COUNTERSIGNED,
        now: jiff::Timestamp::MAX,
        tolerance: now.tolerance,
        who: String::new(),
    };
    let _to_the_end = each_batch(&mut std::io::BufReader::new(bytes), "", &asked, &mut |found| {
        let _leaves = found.read.map_err(|flaw| told(&flaw));
        ControlFlow::Continue(())
    });
}

/// Any text is a configuration or not, and then it is said in words why.
pub fn config(bytes: &[u8]) {
    match Config::parse(&String::from_utf8_lossy(bytes)) {
        Ok(config) => {
            let _unknown_theme = config.preferences().map_err(|failure| assert!(!failure.to_string().is_empty()));
        }
        Err(because) => assert!(!because.is_empty()),
    }
}

/// Any text is a list, whatever grammar its setting has; every span stands in the text, in order, and cuts no letter.
pub fn list(bytes: &[u8]) {
    let text = Text::copied(&String::from_utf8_lossy(bytes));
    for (targets, groups) in [(false, false), (true, false), (false, true), (true, true)] {
        let list = lists::read(&text, Grammar { targets, groups });
        for item in list.items() {
            assert!(text.get(item.span.clone()).is_some(), "{item:?}");
            assert!(text.get(item.words.span.clone()).is_some(), "{item:?}");
            for words in [item.target.as_ref(), Some(&item.reply)].into_iter().flatten() {
                assert!(text.get(words.span.clone()).is_some(), "{item:?}");
            }
        }
        for broken in &list.broken {
            assert!(text.get(broken.span.clone()).is_some(), "{broken:?}");
            if let Some((span, _)) = &broken.instead {
                assert!(text.get(span.clone()).is_some(), "{broken:?}");
            }
        }
    }
}

/// Any Markdown is laid out at any width: no letter of it is lost, no line steers a terminal, and from six columns on none is too
/// wide.
pub fn prose(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let words = Words::ours(&text);
    let blocks = words.blocks();
    let plain = words.plain();
    for columns in [1, 8, 40, 76] {
        let lines = lay_out(&blocks, columns);
        let mut shown: BTreeMap<char, usize> = BTreeMap::new();
        for line in &lines {
            let text = line.text();
            assert!(text.chars().all(safe::harmless), "{text:?}");
            assert_eq!(width(&text), line.width());
            assert!(line.width() <= columns.max(6), "{columns}: {text:?}");
            for letter in text.chars() {
                *shown.entry(letter).or_default() += 1;
            }
        }
        for letter in plain.chars().filter(|letter| letter.is_alphanumeric()) {
            let left =
                shown.get_mut(&letter).filter(|left| **left > 0).unwrap_or_else(|| panic!("{columns}: {letter} of {plain:?} is lost"));
            *left -= 1;
        }
    }
}

/// What one issuer signed, as a credential, inside a PDF and as the slip out of a QR code.
const SIGNED: [&[u8]; 3] = [
    include_bytes!("../seeds/certificate/credential"),
    include_bytes!("../seeds/certificate/attached"),
    include_bytes!("../seeds/certificate/slip"),
];

/// Any bytes are answered as a certificate and as a status list, calmly: none is found valid where nobody is believed, and none is taken
/// for the word of the issuer of [`SIGNED`] that says anything else than these.
pub fn certificate(bytes: &[u8]) {
    static GENUINE: OnceLock<Vec<Told>> = OnceLock::new();
    let nobody = Trust::default();
    let now = jiff::Timestamp::UNIX_EPOCH;
    let checked = verify(bytes, &nobody, &[], now);
    let genuine = GENUINE.get_or_init(|| SIGNED.iter().map(|signed| verify(signed, &nobody, &[], now).told.expect("signed")).collect());
    if let Some(told) = &checked.told {
        assert!(genuine.contains(told) || genuine.iter().all(|signed| signed.issuer != told.issuer), "forged: {told:?}");
    }
    match &checked.verdict {
        Verdict::Tampered(flaw) | Verdict::Unreadable(flaw) => {
            assert!(checked.told.is_none());
            assert!(!flaw.to_string().is_empty());
        }
        verdict => assert_eq!(*verdict, Verdict::Untrusted, "nobody is believed"),
    }
    if let Ok(list) = StatusList::read(bytes) {
        let _revoked = list.has_revoked(u64::MAX);
    }
}

/// Any target of a link is read, and in a lesson it is either one of ours or told.
pub fn link(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _target = Target::read(&text);
    let _page = read_page(&text);
    let mut found = vec![0u8];
    found.extend(
        format!("title = \"Found\"\n[[page]]\nid = \"words\"\ntext = '''\nSee [words]({text}) and [{text}][a].\n\n[a]: {text}\n'''\n")
            .bytes(),
    );
    course(&found);
}

/// Any text is read as a format: each loss has a line of the text, what was taken is a quiz of ours, and every format can write it.
fn foreign(name: &str, bytes: &[u8]) -> Option<Taken> {
    let text = String::from_utf8_lossy(bytes);
    let taken = named(name)?.read(&text)?;
    let lines = text.lines().count();
    assert!(taken.lost.iter().all(|lost| (1..=lines + 1).contains(&lost.line)), "{:?}", taken.lost);
    assert!(taken.paper.questions.iter().all(|asked| (1..=lines + 1).contains(&asked.line)), "{:?}", taken.paper);
    let (written, _) = ours::written(&taken.paper);
    assert!(toml::from_str::<toml::Table>(&written).is_ok(), "{written}");
    for format in EXCHANGES {
        if let Some(given) = format.write(&taken.paper)
            && let Some(again) = format.read(&given.text)
        {
            assert!(again.paper.questions.len() <= taken.paper.questions.len(), "{}: {}", format.name(), given.text);
        }
    }
    Some(taken)
}

/// GIFT.
pub fn gift(bytes: &[u8]) {
    foreign("gift", bytes);
}

/// Moodle XML.
pub fn moodle_xml(bytes: &[u8]) {
    foreign("moodle-xml", bytes);
}

/// Aiken.
pub fn aiken(bytes: &[u8]) {
    foreign("aiken", bytes);
}

/// The TOML of mdbook-quiz.
pub fn mdbook_quiz(bytes: &[u8]) {
    foreign("mdbook-quiz", bytes);
}

/// A clock that stands still.
struct Still;

impl Clock for Still {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::UNIX_EPOCH
    }

    fn today(&self) -> jiff::civil::Date {
        jiff::civil::date(1970, 1, 1)
    }

    fn ran(&self) -> u64 {
        0
    }
}

/// A course with every kind of page and question.
fn every_kind() -> Arc<Course> {
    static COURSE: OnceLock<Arc<Course>> = OnceLock::new();
    COURSE
        .get_or_init(|| {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/it/fixtures/format");
            let folder = if std::path::Path::new(folder).is_dir() {
                folder
            } else {
                concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/fixtures/format")
            };
            let files = bedside::source::folder(std::path::Path::new(folder)).expect("the folder of the examples");
            Arc::new(bedside::course::read(Arc::new(files)).course.expect("the course of the examples"))
        })
        .clone()
}

fn known_learner() -> MemoryJournal {
    let mut journal = MemoryJournal::default();
    let who = Introduction { name: "Maria Lindqvist".into(), ..Introduction::default() };
    journal.append(Fact::Introduced(who), Still.now()).expect("memory keeps everything");
    journal
}

/// Two bytes are one event: a key with its modifiers, a click, a paste, another size.
fn event(first: u8, second: u8) -> Event {
    let at =
        |kind| Event::Mouse(MouseEvent { kind, column: u16::from(second % 90), row: u16::from(second / 8), modifiers: KeyModifiers::NONE });
    let key = |code| Event::Key(KeyEvent::new(code, KeyModifiers::from_bits_truncate(second & 0b111)));
    match first {
        0 => key(KeyCode::Enter),
        1 => key(KeyCode::Esc),
        2 => key(KeyCode::Tab),
        3 => key(KeyCode::BackTab),
        4 => key(KeyCode::Backspace),
        5 => key(KeyCode::Delete),
        6 => key(KeyCode::Up),
        7 => key(KeyCode::Down),
        8 => key(KeyCode::Left),
        9 => key(KeyCode::Right),
        10 => key(KeyCode::PageUp),
        11 => key(KeyCode::PageDown),
        12 => key(KeyCode::Home),
        13 => key(KeyCode::End),
        // F12 is not a learner's: a test build falls over by it on purpose.
        14 => key(KeyCode::F(second % 12)),
        15 => at(MouseEventKind::Down(MouseButton::Left)),
        16 => at(MouseEventKind::ScrollDown),
        17 => at(MouseEventKind::ScrollUp),
        18 => at(MouseEventKind::Moved),
        19 => Event::Resize(u16::from(second), u16::from(second / 3)),
        20 => Event::Paste(String::from_utf8_lossy(&[second, b'\n', 0x1b, b'[', second, b'm', 0xe2, 0x80, 0xae]).into_owned()),
        21 => Event::FocusLost,
        _ => Event::Key(KeyEvent::new(
            KeyCode::Char(char::from_u32(u32::from(first) + (u32::from(second & 0xf8) << 5)).unwrap_or('?')),
            KeyModifiers::from_bits_truncate(second & 0b111),
        )),
    }
}

/// Any keys, clicks, pastes and sizes leave a session that draws, and what it kept is what a replay makes of its journal.
pub fn keys(bytes: &[u8]) {
    let mut journal = known_learner();
    let progress = Progress::replay(&journal.events().expect("memory"));
    let start = Start {
        course: every_kind(),
        progress,
        language: bedside::language::Language::Spanish,
        given: Preferences::default(),
        usual: Preferences::default(),
        depth: Depth::Full,
        at: None,
        notice: None,
        documents: None,
        pixels: Pixels::Off,
        seed: 7,
    };
    let mut area = Rect::new(0, 0, 80, 24);
    let mut app = App::new(start, area, &Still);
    for pair in bytes.chunks_exact(2).take(400) {
        let happened = event(pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0));
        if let Event::Resize(columns, rows) = happened {
            area = Rect::new(0, 0, columns, rows);
        }
        let _errands = app.take(&happened, &mut journal, &Still);
        loop {
            let mut buffer = Buffer::empty(area);
            let _cursor = app.draw(area, &mut buffer, &Still);
            assert!(buffer.content.iter().all(|cell| cell.symbol().chars().all(safe::harmless)));
            if !app.settle(&mut journal, &Still) {
                break;
            }
        }
    }
    app.finish(&mut journal, &Still).expect("memory");
    assert_eq!(*app.progress(), Progress::replay(&journal.events().expect("memory")));
}

/// Any bytes typed into the line-by-line course come to an end, and no line of its answer steers a terminal.
pub fn typed(bytes: &[u8]) {
    let mut journal = known_learner();
    let progress = Progress::replay(&journal.events().expect("memory"));
    let start = bedside::plain::Start {
        course: every_kind(),
        progress,
        language: bedside::language::Language::Spanish,
        usual: bedside::language::Language::Spanish,
        given: bedside::journey::Preferences::default(),
        configured: bedside::journey::Preferences::default(),
        begins: bedside::plain::Beginning::WhereLeft,
        keeping: bedside::plain::Keeping::Keeps,
        columns: 60,
        transcript: true,
        notice: None,
        remarks: std::sync::Arc::default(),
        documents: None,
        seed: 7,
        certificate: |_, _, _, _, _, _| String::new(),
    };
    let mut output = Vec::new();
    let progress = bedside::plain::run(start, &mut journal, &Still, bytes, &mut output);
    let shown = String::from_utf8(output).expect("text");
    assert!(shown.chars().all(|letter| letter == '\n' || safe::harmless(letter)), "{shown:?}");
    if let Ok(progress) = progress {
        assert_eq!(progress, Progress::replay(&journal.events().expect("memory")));
    }
}
