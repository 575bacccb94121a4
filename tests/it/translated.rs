//! A course in another language as whoever takes it meets it: words that hold a mistake, what terms are called, letters that fonts join,
//! and what the learner's own commands say.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use bedside::course::{Course, read, read_in};
use bedside::diagnostic::Severity;
use bedside::language::Tag;
use bedside::question::Response;
use bedside::source::folder;
use tempfile::TempDir;

use crate::support::{Learner, Typist, said, typed};

const COURSE: &str = "format = 1\nid = \"made\"\ntitle = \"Before you post\"\nversion = \"1.0\"\n";

const LESSON: &str = "title = \"The ward\"\n[[page]]\ntext = \"At the [café](term:cafe), ask the [office](term:privacy-office).\"\n";

const QUIZ: &str = "title = \"Quiz: the law\"\npass = 50\nshuffle_options = false\n\
    [[question]]\nid = \"may\"\nask = \"May you ask first?\"\nanswer = true\nwhy = \"You may.\"\n\
    [[question]]\nid = \"whom\"\nask = \"Whom do you call?\"\naccept = [\"privacy office\"]\nwhy = \"They know.\"\n\
    [[question]]\nid = \"steps\"\nask = \"In which order?\"\norder = '''\n1. Stop\n2. Tell\n3. Report'''\nwhy = \"So.\"\n";

const GLOSSARY: &str = "[terms]\ncafe = \"Where people talk.\"\nprivacy-office = \"Those who know.\"\n";

/// A course of a lesson and a quiz with these files besides.
fn course(more: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = [("course.toml", COURSE), ("lessons/ward.toml", LESSON), ("quizzes/law.toml", QUIZ), ("glossary.toml", GLOSSARY)];
    for (path, text) in own.iter().chain(more) {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

fn in_spanish(course: &TempDir) -> Course {
    let reading = read_in(Arc::new(folder(course.path()).unwrap()), Tag::read("es").as_ref());
    let errors: Vec<_> = reading.diagnostics.iter().filter(|found| found.code.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    reading.course.unwrap()
}

/// Runs the program on a computer that is set to a language, with lines typed into it; returns how it ended, and everything it said.
fn runs(home: &Path, course: &TempDir, language: &str, arguments: &str, lines: &str) -> (i32, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"));
    program
        .args(arguments.split_whitespace())
        .env_clear()
        .env("HOME", home)
        .env("BEDSIDE_DATA", home.join("records"))
        .env("BEDSIDE_COURSE", course.path())
        .env("LANG", language)
        .current_dir(home);
    said(typed(&mut program, lines))
}

const SAME_STEPS: &str = "[[question]]\nid = \"may\"\nask = \"¿Puede preguntar?\"\n\
    [[question]]\nid = \"steps\"\nask = \"¿En qué orden?\"\norder = '''\n1. Parar\n2. Parar\n3. Avisar'''\n";

#[test]
fn a_question_whose_translation_holds_a_mistake_is_asked_in_the_course_s_own_words_and_the_others_are_not() {
    let made = course(&[("translations/es/quizzes/law.toml", SAME_STEPS)]);
    let spanish = in_spanish(&made);
    let asked: Vec<String> = spanish.quizzes[0].questions.iter().map(|question| question.ask.plain()).collect();
    assert_eq!(asked, ["¿Puede preguntar?", "Whom do you call?", "In which order?"]);
    // What is wrong in the course's own words is told of them, and stands there.
    let wrong = QUIZ.replace("2. Tell", "2. Stop");
    let made = course(&[("translations/es/quizzes/law.toml", SAME_STEPS), ("quizzes/law.toml", &wrong)]);
    let reading = read_in(Arc::new(folder(made.path()).unwrap()), Tag::read("es").as_ref());
    let places = reading.diagnostics.iter().map(|found| {
        let place = &found.primary.place;
        (
            place.file.to_string(),
            fs::read_to_string(made.path().join("quizzes/law.toml")).unwrap().get(place.span.clone()).unwrap().to_owned(),
        )
    });
    assert_eq!(places.collect::<Vec<_>>(), [("quizzes/law.toml".to_owned(), "Stop".to_owned())]);
}

#[test]
fn no_mistake_in_a_translation_keeps_a_learner_out_of_the_course() {
    let home = tempfile::tempdir().unwrap();
    for words in [SAME_STEPS, "[[question]]\nid = \"may\"\nask = ¿Puede?\n", "title = 3\n"] {
        let made = course(&[("translations/es/quizzes/law.toml", words)]);
        for language in ["es_ES.UTF-8", "en_US.UTF-8"] {
            let (code, said) = runs(home.path(), &made, language, "--plain", "Ana\n");
            assert!(code == 0 && said.contains("Before you post"), "{language}: {said}");
        }
        let (code, said) = runs(home.path(), &made, "en_US.UTF-8", &format!("check {}", made.path().display()), "");
        assert!(code == 1 && said.contains("translations/es/quizzes/law.toml"), "{said}");
    }
    // A mistake of the course's own still does, and is told where it stands.
    let made = course(&[("translations/es/quizzes/law.toml", SAME_STEPS), ("quizzes/law.toml", &QUIZ.replace("2. Tell", "2. Stop"))]);
    let (code, said) = runs(home.path(), &made, "es_ES.UTF-8", "--plain", "Ana\n");
    assert!(code == 1 && said.contains("quizzes/law.toml: two steps are the same") && !said.contains("translations"), "{said}");
}

#[test]
fn letters_that_a_font_joins_cut_off_nothing_beside_them() {
    let made = course(&[("lessons/ward.toml", &LESSON.replace("The ward", "لا لا لا لا سلامة")), ("quizzes/law.toml", QUIZ)]);
    let folder = made.path().to_str().unwrap();
    for (columns, rows) in [(80, 24), (40, 12)] {
        Learner::of(folder, columns, rows).sees("about 1 minute").opens("ward").presses("right").sees("لا");
    }
}

#[test]
fn what_would_have_been_right_is_told_in_the_language_that_is_read() {
    let words = "[[question]]\nid = \"whom\"\nask = \"¿A quién llama?\"\naccept = [\"oficina de privacidad\", \"privacidad\"]\n";
    let made =
        course(&[("translations/es/quizzes/law.toml", words), ("translations/fr/quizzes/law.toml", &words.replace("oficina", "bureau"))]);
    let own = read(Arc::new(folder(made.path()).unwrap())).course.unwrap();
    for (course, right) in [(own, "privacy office"), (in_spanish(&made), "oficina de privacidad")] {
        let question = course.quizzes[0].questions.iter().find(|question| question.id.as_str() == "whom").unwrap();
        let wrong = Response::Written("the ward".to_owned());
        let told: Vec<String> = question.kind.explain(&wrong).iter().filter_map(|told| Some(told.instead.as_ref()?.plain())).collect();
        assert_eq!(told, [right]);
        for key in
            [question.kind.key(), Response::Written("privacy office".to_owned()), Response::Written("bureau de privacidad".to_owned())]
        {
            assert!(question.kind.grade(&key, question.partial).is_full(), "{key:?}");
        }
    }
}

#[test]
fn a_term_is_called_and_found_as_the_pages_write_it() {
    let page =
        "[[page]]\nid = \"page-1\"\ntext = \"En el [café](term:cafe), pregunte a la [oficina de privacidad](term:privacy-office).\"\n";
    let glossary = "[terms]\nprivacy-office = \"Quienes saben.\"\n";
    let made = course(&[("translations/es/lessons/ward.toml", page), ("translations/es/glossary.toml", glossary)]);
    let folder = made.path().to_str().unwrap();
    let english = Typist::of(folder).types("glossary\nterm cafe\nterm Café\nterm privacy-office\nquit\n");
    let english = english.reads("- café - privacy office").reads("> term Café café: Where people talk.");
    english.reads("> term privacy-office privacy office: Those who know.");
    let lines = "glosario\ntérmino Oficina de Privacidad\ntérmino privacidad\ntérmino cafe\u{301}\nsalir\n";
    let spanish = Typist::in_spanish(folder).types(&format!("Ana Ruiz\n2\n\nCardiología\n{lines}"));
    let spanish = spanish.reads("- café - oficina de privacidad").reads("> término privacidad oficina de privacidad: Quienes saben.");
    spanish.reads("café: Where people talk.").misses("privacy office");
    Learner::of(folder, 80, 24).presses("g").sees("café").misses("cafe ").presses("enter").sees("Where people talk.");
}

#[test]
fn a_quiz_that_is_not_translated_is_called_one_among_the_results_too() {
    let made = course(&[("translations/es/course.toml", "title = \"Antes de publicar\"\n")]);
    let lines = "Ana Ruiz\n2\n\nCardiología\n\n\n\nverdadero\n\noficina\n\n1 2 3\n\nprogreso\nsalir\n";
    let told = Typist::in_spanish(made.path().to_str().unwrap()).types(lines);
    told.reads("Cuestionario: the law, ").misses("Quiz: the law");
}

#[test]
fn the_commands_of_a_learner_speak_the_learner_s_language() {
    let home = tempfile::tempdir().unwrap();
    let quiz = "title = \"The quiz\"\npass = 50\n[[question]]\nid = \"one\"\nask = \"May you?\"\nanswer = true\nwhy = \"So.\"\n";
    let made = course(&[("quizzes/law.toml", quiz)]);
    let spanish = |arguments: &str| runs(home.path(), &made, "es_ES.UTF-8", arguments, "");
    let (code, said) = spanish("hand-in");
    assert!(code == 1 && said.starts_with("aún no hay nada que entregar"), "{said}");
    assert_eq!(spanish("refresh").1, "No hay nada pendiente, ni lo habrá hasta que responda alguna pregunta de un cuestionario.\n");
    let (_, said) = runs(home.path(), &made, "en_US.UTF-8", "--plain", "Zoë Ångström\nMD\n0071\nMedicine\n\n\n\n\ntrue\n\n\n\nquit\n");
    let (code, told) = spanish("hand-in");
    assert!(code == 0 && told.starts_with("Su registro está en ./bedside-zoe-angstrom-0071-made-1-"), "{told}{said}");
    assert!(told.contains("- quién es usted: Zoë Ångström (número de empleado 0071, departamento Medicine)\n"), "{told}");
    assert!(
        told.contains("- cómo: 100 % (mínimo 50 %) en lo que exige el certificado, 1 cuestionario, 1 intento en total, ")
            && !told.contains("Your"),
        "{told}"
    );
    assert_eq!(spanish("certificate --pdf mine.pdf"), (0, "su certificado está en mine.pdf\n".to_owned()));
    let (_, said) = spanish("refresh");
    assert!(said.starts_with("Ahora no hay nada pendiente. La próxima pregunta toca el "), "{said}");
    let (_, said) = runs(home.path(), &made, "C", "--language es_ES refresh", "");
    assert!(said.starts_with("Ahora no hay nada pendiente."), "a language is asked for as computers write it, too: {said}");
}

#[test]
fn a_shared_question_whose_translation_holds_a_mistake_is_asked_in_the_course_s_own_words() {
    let shared = "[[question]]\nid = \"few\"\nask = \"Which is right?\"\nwhy = \"So.\"\noptions = \"- [x] One\\n- [ ] Two\"\n";
    let quiz = format!("{QUIZ}[[question]]\nid = \"few\"\ninclude = \"shared/both.toml#few\"\n");
    let words = |two: &str| format!("[[question]]\nid = \"few\"\nask = \"¿Cuál?\"\noptions = \"- Uno\\n- {two}\"\n");
    for (two, ask) in [("Dos", "¿Cuál?"), ("Uno", "Which is right?")] {
        let words = words(two);
        let files = [("shared/both.toml", shared), ("quizzes/law.toml", &*quiz), ("translations/es/shared/both.toml", &*words)];
        let asked = in_spanish(&course(&files)).quizzes[0].questions.iter().last().unwrap().ask.plain();
        assert_eq!(asked, ask);
    }
}
