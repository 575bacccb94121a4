//! The course in Spanish, on both screens; and that no answer, key or digest differs by language.

use std::path::PathBuf;
use std::sync::Arc;

use bedside::cli::command::translations::told;
use bedside::course::{Course, read, read_in};
use bedside::journey::{Because, Fact, Journal, LearnerId};
use bedside::language::{Language, Tag};
use bedside::question::{Partial, Response};
use bedside::record::Assurance;
use bedside::record::hand_in::drafts;
use bedside::record::open::open;
use bedside::record::regrade::Grading;
use bedside::record::seal::Key;
use bedside::source::{Content, Digest, Files, folder};
use bedside::store::{Error, Warning};

use jiff::SignedDuration;
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::{Learner, Typist};
use crate::{is_written, root};

fn ours() -> Arc<Files> {
    Arc::new(folder(root()).unwrap())
}

fn spanish() -> Option<Tag> {
    Tag::read("es")
}

#[test]
fn a_lesson_and_its_quiz_are_told_line_by_line_in_spanish() {
    let who = "Ana Ruiz\n2\n\nCardiología\n";
    let lesson = "contenido\nel video en directo\n";
    let learner = Typist::in_spanish(".").types(&format!("{who}{lesson}"));
    let pages = "contenido\nSala de procedimientos\n\n2\n\n\n\n\n\n\n\n1 2\n\n\n\n1\n\n2\n\n3\n\nayuda\ndónde\nsalir\n";
    let learner = learner.types(pages);
    is_written("tests/it/golden/plain/spanish.txt", learner.transcript());
}

#[test]
fn screens_are_in_spanish_at_both_sizes() {
    for (columns, rows) in [(80, 24), (40, 12)] {
        let learner = || Learner::in_spanish(columns, rows);
        insta::assert_snapshot!(format!("home-{columns}x{rows}"), learner().picture_with_cursor());
        insta::assert_snapshot!(
            format!("page-{columns}x{rows}"),
            learner().opens("anonymous-doctor").presses("right").picture_with_cursor()
        );
        insta::assert_snapshot!(format!("help-{columns}x{rows}"), learner().opens("live-video").presses("?").picture_with_cursor());
        let asked = learner().opens("live-video").presses(&"right ".repeat(11)).presses("enter");
        insta::assert_snapshot!(format!("question-{columns}x{rows}"), asked.picture_with_cursor());
    }
}

/// What an answer earns, for many answers to a question.
fn earned(course: &Course) -> Vec<String> {
    let mut all = Vec::new();
    for question in course.quizzes.iter().flat_map(|quiz| &quiz.questions) {
        let mut answers = Vec::new();
        for item in 0..8 {
            answers.extend([
                Response::One(item),
                Response::Some([item, item + 1].into()),
                Response::Marks([item].into()),
                Response::Order((0..item).rev().collect()),
                Response::Pairs((0..item).map(Some).collect()),
                Response::Bins(vec![Some(item % 3); item]),
                Response::Played(vec![item % 3, 0, 1]),
                Response::Written("privacy office".to_owned()),
            ]);
        }
        for answer in answers {
            let grade = question.kind.grade(&answer, Partial::Balanced);
            all.push(format!("{} {} {} {answer:?}: {grade}", question.id, question.rev, question.points));
        }
    }
    all
}

#[test]
fn no_key_id_or_digest_differs_by_language() {
    let (own, other) = (read(ours()).course.unwrap(), read_in(ours(), spanish().as_ref()).course.unwrap());
    assert_eq!((other.title.as_str(), other.language.as_str()), ("Antes de publicar: redes sociales para médicos", "es"));
    assert_eq!(earned(&own), earned(&other));
    assert_eq!((own.digest(), &own.order, &own.certificate.needs), (other.digest(), &other.order, &other.certificate.needs));
    for (own, other) in own.lessons.iter().zip(&other.lessons) {
        let ids = |lesson: &bedside::course::Lesson| lesson.pages.iter().map(|page| page.id.to_string()).collect::<Vec<_>>();
        assert_eq!((ids(own), own.minutes, &own.quiz), (ids(other), other.minutes, &other.quiz));
    }
}

#[test]
fn an_attempt_keeps_the_words_the_learner_saw() {
    let read = Learner::in_spanish(80, 24).opens("live-video").presses(&"right ".repeat(11));
    let learner = read.presses("enter a end enter");
    let words = learner.answered_words();
    assert!(words.iter().any(|words| words.contains("Estados Unidos") || words.contains("¿")), "{words:?}");
}

/// A course of one quiz, with words in Spanish.
fn made(spanish: &str) -> Files {
    let quiz = "[[question]]\nid = \"first\"\nask = \"Which?\"\noptions = '''\n- [x] This\n- [ ] That\n'''\n\n[[question]]\nid = \"mark\"\nask = \"Where?\"\nmark = '''\nA [[Tuesday|A day.]] in [[Larkmoor|A town.]] and a ((smile|No one.)) with ((tea|Nobody.)).\n'''\n\n[[question]]\nid = \"short\"\nask = \"Whom?\"\naccept = [\"privacy office\"]\n";
    let mut files = Files::default();
    for (path, text) in [
        ("course.toml", "format = 1\nid = \"made\"\ntitle = \"Made\"\nversion = \"1.0\"\n"),
        ("quizzes/one.toml", quiz),
        ("translations/es/quizzes/one.toml", spanish),
    ] {
        files.texts.insert(path.into(), Content::Text(text.to_owned().into()));
    }
    files
}

fn asked(spanish_words: &str) -> Vec<(String, Vec<String>)> {
    let course = read_in(Arc::new(made(spanish_words)), spanish().as_ref()).course.unwrap();
    let questions = course.quizzes[0].questions.iter();
    questions.map(|question| (question.ask.plain(), question.kind.form().words().iter().map(|words| words.plain()).collect())).collect()
}

#[test]
fn what_is_missing_or_does_not_fit_stays_in_the_course_s_own_language() {
    let options = |list: &str| asked(&format!("[[question]]\nid = \"first\"\nask = \"¿Cuál?\"\noptions = '''\n{list}'''\n"))[0].clone();
    let words = |all: [&str; 2]| all.map(str::to_owned).to_vec();
    assert_eq!(options("- Esto\n- Eso\n"), ("¿Cuál?".to_owned(), words(["Esto", "Eso"])));
    assert_eq!(options("- Esto\n"), ("¿Cuál?".to_owned(), words(["This", "That"])));
    assert_eq!(options("- [ ] Esto\n- [x] Eso\n"), ("¿Cuál?".to_owned(), words(["Esto", "Eso"])));
    assert_eq!(asked("[[question]]\nid = \"other\"\nask = \"¿?\"\n")[0].0, "Which?");
    assert_eq!(asked("this is no TOML [[[ \u{1b}[31m")[0].0, "Which?");
}

#[test]
fn a_translation_cannot_move_what_is_right() {
    let grades = |spanish_words: &str| {
        let course = read_in(Arc::new(made(spanish_words)), spanish().as_ref()).course.unwrap();
        earned(&course)
    };
    let own = earned(&read(Arc::new(made(""))).course.unwrap());
    let moved = "[[question]]\nid = \"first\"\noptions = '''\n- [ ] Esto\n- [x] Eso\n'''\nanswer = true\npoints = 9\nrev = 4\n\n[[question]]\nid = \"mark\"\nmark = '''\nUn ((martes|Un día.)) en [[Larkmoor|Una ciudad.]] y una [[sonrisa|Nadie.]] con ((té|Nadie.)).\n'''\n";
    assert_eq!(grades(moved), own);
}

#[test]
fn what_is_accepted_in_one_language_is_accepted_in_all() {
    let spanish_words = "[[question]]\nid = \"short\"\naccept = [\"oficina de privacidad\"]\n";
    for wanted in [None, spanish()] {
        let course = read_in(Arc::new(made(spanish_words)), wanted.as_ref()).course.unwrap();
        for typed in ["privacy office", "Oficina de Privacidad"] {
            let short = course.quizzes[0].questions.iter().find(|question| question.id.as_str() == "short").unwrap();
            let grade = short.kind.grade(&Response::Written(typed.to_owned()), Partial::Balanced);
            assert!(grade.is_full(), "{typed}");
        }
    }
}

#[test]
fn the_words_that_a_language_lacks_are_listed() {
    let reading = read(Arc::new(made("[[question]]\nid = \"first\"\nask = \"¿Cuál?\"\n")));
    assert_eq!(
        told("es", &reading.missing("es")),
        "es: 1 file without any words, 3 places with some missing
  course.toml
  quizzes/one.toml first: options
  quizzes/one.toml mark: ask, mark
  quizzes/one.toml short: ask
"
    );
    assert_eq!(told("es", &[]), "es: complete\n");
}

#[test]
fn the_two_lessons_and_their_quizzes_are_whole() {
    let missing = read(ours()).missing("es");
    let ours: Vec<_> =
        missing.iter().filter(|each| ["anonymous-doctor", "live-video"].iter().any(|name| each.file.contains(name))).collect();
    assert_eq!(ours, [] as [&bedside::course::Missing; 0]);
    let glossary = missing.iter().filter(|each| each.file == "glossary.toml");
    let linked = ["hipaa", "phi", "safe-harbor", "authorization", "ocr", "settlement", "disclosure", "breach"];
    assert!(glossary.into_iter().all(|each| !linked.contains(&each.place.as_str())));
}

#[test]
fn what_could_not_be_kept_and_what_is_to_know_of_the_place_are_told_in_spanish() {
    let refused = Learner::in_spanish(80, 24).presses("n").types("Mía.").whose_disk_is_full().presses("esc");
    refused.sees("no se pudo guardar esto: ").misses("could not").sees("Pulse la tecla otra vez");
    let (file, folder, server) = (|| PathBuf::from("/r/f.db"), || PathBuf::from("/r"), || "db.example.org/x".to_owned());
    let (because, io) = (|| "E42".to_owned(), || std::io::Error::other("E42"));
    let errors = [
        Error::Folder { folder: folder(), because: io() },
        Error::Closed { file: file(), because: because() },
        Error::ReadOnly { file: file() },
        Error::Full { file: file() },
        Error::Disk { file: file(), because: because() },
        Error::Locked { file: file() },
        Error::Gone { file: file() },
        Error::Damaged { file: file() },
        Error::Newer { file: file(), found: 9, known: 1 },
        Error::Foreign { file: file() },
        Error::Address { because: because() },
        Error::NoRoots { server: server(), because: because() },
        Error::Away { server: server(), because: because() },
        Error::Shut { server: server(), because: because() },
        Error::Forbidden { server: server(), because: because() },
        Error::Bare { server: server() },
        Error::NewerServer { server: server(), found: 9, known: 1 },
        Error::FullServer { server: server() },
        Error::FailedServer { server: server(), because: because() },
        Error::Failed { file: file(), because: because() },
    ];
    let warnings = [Warning::Network { folder: folder(), kind: "NFS" }, Warning::Synced { folder: folder(), by: "Dropbox" }];
    let told = errors.iter().map(|error| error as &dyn Because).chain(warnings.iter().map(|warning| warning as &dyn Because));
    for because in told {
        let (english, spanish) = (because.to_string(), because.said(Language::Spanish));
        assert!(english.lines().zip(spanish.lines()).all(|(one, other)| one != other), "{spanish}");
        assert_eq!(english.lines().count(), spanish.lines().count(), "{spanish}");
        for kept in ["E42", "/r", "db.example.org", "--data", "NFS", "Dropbox"] {
            assert_eq!(english.contains(kept), spanish.contains(kept), "{kept}: {spanish}");
        }
        assert!(!because.in_a_line(Language::Spanish).contains('\n'));
    }
}

/// A course of one quiz of every kind whose words may stand otherwise in Spanish.
fn graduates() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let quiz = "title = \"One\"\npass = 80\n[[question]]\nid = \"first\"\nask = \"Which?\"\nshuffle = false\nwhy = \"So.\"\n\
        options = '''\n- [x] This\n- [ ] That\n'''\n[[question]]\nid = \"right\"\nask = \"Is it so?\"\nanswer = true\nwhy = \"So.\"\n";
    let spanish = "title = \"Uno\"\n[[question]]\nid = \"first\"\nask = \"¿Cuál?\"\noptions = '''\n- Esto\n- Eso\n'''\n\
        [[question]]\nid = \"right\"\nask = \"¿Es así?\"\n";
    for (path, text) in [
        ("course.toml", "format = 1\nid = \"made\"\ntitle = \"Made\"\nversion = \"1.0\"\norder = [\"one\"]\n"),
        ("quizzes/one.toml", quiz),
        ("translations/es/quizzes/one.toml", spanish),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn what_was_begun_in_one_language_is_there_in_the_other() {
    let quiz = "[[question]]\nid = \"some\"\nask = \"Which?\"\nselect = \"all\"\nshuffle = false\noptions = \"\"\"\n- [x] This\n- [x] That\n- [ ] None\n\"\"\"\n";
    let spanish_words = "[[question]]\nid = \"some\"\nask = \"¿Cuáles?\"\noptions = \"\"\"\n- Esto\n- Eso\n- Nada\n\"\"\"\n";
    let read_as = |wanted: Option<&Tag>, words: &str| {
        let mut files = made(words);
        files.texts.insert("quizzes/one.toml".into(), Content::Text(quiz.to_owned().into()));
        Arc::new(read_in(Arc::new(files), wanted).course.unwrap())
    };
    let (own, other) = (read_as(None, spanish_words), read_as(spanish().as_ref(), spanish_words));
    let begun = Learner::goes_on(own.clone(), Learner::new().leaves().1).takes("one").presses("enter b").sees("[x] B  That");
    let there = Learner::goes_on(other, begun.presses("esc").leaves().1).takes("one").sees("[x] B  Eso").sees("[ ] A  Esto");
    let back = Learner::goes_on(own, there.presses("a esc").leaves().1).takes("one").sees("[x] A  This").sees("[x] B  That");
    let rewritten = read_as(spanish().as_ref(), &spanish_words.replace("Esto", "Esta cosa"));
    Learner::goes_on(rewritten, back.leaves().1).takes("one").sees("[ ] A  Esta cosa").misses("[x]");
}

#[test]
fn what_was_answered_in_spanish_is_graded_again_by_the_department() {
    let folder = graduates();
    let learner = Typist::in_spanish(folder.path().to_str().unwrap()).types("Ana Ruiz\n1\n\n\n\n\n1\n\n1\n\nsalir\n");
    let mut learner = learner.reads("Verdadero").misses("True");
    let events = learner.journal.events().unwrap();
    let mut files = bedside::source::folder(folder.path()).unwrap();
    let own = Arc::new(read(Arc::new(files.clone())).course.unwrap());
    let draft = drafts(&own.id, "local", LearnerId(Uuid::from_u128(7)), &events).pop().unwrap();
    let written = draft.seal("bedside 0.1.0", &Key::from_secret(&[3; 32])).unwrap().written().unwrap();
    let grade = |course: &Arc<Course>| {
        let find = |_: &Digest| Some(course.clone());
        let now = "2026-11-25T12:00:00Z".parse().unwrap();
        let grading = Grading { courses: &find, now, tolerance: SignedDuration::ZERO, assurance: Assurance::COUNTERSIGNED };
        grading.grade(open(written.as_bytes()).unwrap())
    };
    let completion = grade(&own).unwrap();
    assert_eq!((completion.score_earned, completion.score_of), (1, 1));
    let hand_in = open(written.as_bytes()).unwrap();
    let asked = hand_in.events_with_words(&own).into_iter().find_map(|event| match event.fact {
        Fact::QuestionAnswered { wording, .. } => Some(wording.ask),
        _ => None,
    });
    assert_eq!(asked.as_deref(), Some("Which?"), "the department reads it in the course's own language");
    // Words that the course has in no language are still refused.
    let quiz = "translations/es/quizzes/one.toml";
    let other = files.text(quiz).unwrap().replace("¿Cuál?", "¿Cuáles?");
    files.texts.insert(quiz.into(), Content::Text(other.into()));
    let other = Arc::new(read(Arc::new(files)).course.unwrap());
    assert!(grade(&other).unwrap_err().to_string().contains("other words"));
}
