//! Words in another language, as a trainer hears of them: what holds for the course's own words holds for them, told where they stand.

use bedside::cli::command::check::Format;

use crate::check::{checked, course};

const LESSON: &str = "title = \"The post\"\n\n[[page]]\nid = \"one\"\ntext = \"See [few](term:few).\"\n\n[[page]]\nid = \"two\"\npost = \"Hello\"\nby = \"@example_one\"\n";
const GLOSSARY: &str = "[terms]\nfew = \"Not many.\"\n";

/// What is told of a page in Spanish, line by line, without the count.
fn told(page: &str) -> Vec<String> {
    let folder = course(&[
        ("lessons/a-post.toml", LESSON),
        ("glossary.toml", GLOSSARY),
        ("translations/es/lessons/a-post.toml", &format!("[[page]]\n{page}\n")),
    ]);
    let (report, _) = checked(folder.path(), Format::Short, false);
    report.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).map(str::to_owned).collect()
}

#[test]
fn what_a_learner_reads_is_checked_in_every_language_and_told_where_it_stands() {
    let file = "translations/es/lessons/a-post.toml";
    for (page, line) in [
        ("id = \"one\"\ntext = \"Vea [pocos](term:fewer).\"", "3:21: error[B303]: the glossary has no term `fewer`"),
        ("id = \"one\"\ntext = \"Vea [esto](page:a-post#three).\"", "3:20: error[B301]: the lesson `a-post` has no page `three`"),
        ("id = \"one\"\ntext = \"<b>Nunca</b>\"", "3:9: warning[B113]: the terminal cannot show this"),
        ("id = \"two\"\npost = \"Llame al 212-867-5309.\"", "3:18: error[B702]: this telephone number could be real"),
        ("id = \"two\"\npost = \"Mi correo: ana@gmail.com\"", "3:20: error[B702]: this mail address could be real"),
        ("id = \"two\"\npost = \"MRN 00482913\"", "3:9: error[B701]: a made-up post must not hold a number that could be real"),
    ] {
        assert_eq!(told(page), [format!("{file}:{line}")], "{page}");
    }
    let title = format!("id = \"one\"\ntitle = \"{}\"\ntext = \"Vea.\"", "Una página ".repeat(7).trim_end());
    let lines = told(&title);
    assert!(lines.iter().any(|line| line.starts_with(&format!("{file}:3:")) && line.contains("warning[B604]")), "{lines:?}");
    let long = format!("id = \"one\"\ntext = '''\n{}'''", "Una frase corta.\n\n".repeat(30));
    let lines = told(&long);
    assert!(lines.iter().any(|line| line.starts_with(&format!("{file}:1:1: warning[B601]"))), "{lines:?}");
    assert_eq!(told("id = \"one\"\ntext = \"Vea [pocos](term:few).\""), [""; 0]);
}

#[test]
fn words_that_translate_none_or_other_items_are_told_of_as_they_would_not_be_shown() {
    let quiz = "[[question]]\nid = \"where\"\nask = \"Where?\"\nwhy = \"So.\"\nbins = '''\n## Post it\n- Clinic hours\n- A flu shot\n## Leave it\n- A joke\n'''\n\n\
        [[question]]\nid = \"spot\"\nask = \"Mark it.\"\nwhy = \"So.\"\nmark = \"Our [[one clinic|why]] saw ((good|why)) and ((fine|so)) things.\"\n";
    let bins = "[[question]]\nid = \"where\"\nbins = '''\n## Publicar\n- Horario\n- Una vacuna\n## Dejar\n- Un chiste\n'''\n\n";
    let spot = "[[question]]\nid = \"spot\"\nmark = \"Nuestra [[clínica|por]] vio cosas ((buenas|por)) y ((finas|así)).\"\n";
    let spanish = |words: &str| {
        let folder = course(&[("quizzes/a-quiz.toml", quiz), ("translations/es/quizzes/a-quiz.toml", words)]);
        checked(folder.path(), Format::Human, false).0
    };
    assert_eq!(spanish(&format!("{bins}{spot}")), "no errors and no warnings in 3 files\n");
    for (words, says, help) in [
        (
            bins.replace("- Una vacuna\n## Dejar\n", "## Dejar\n- Una vacuna\n"),
            "bins of 1 and 2 items",
            "put each item into the bin that it is in in the English question",
        ),
        (bins.replace("## Dejar\n- Un chiste\n", ""), "1 bin", "translate the second bin"),
        (spot.replace(" y ((finas|así))", ""), "2 phrases", "translate the third phrase"),
        (spot.replace("así))", "así)"), "2 phrases", "translate the third phrase"),
        (
            format!("{spot}hint = \"Mire.\"\n"),
            "the English question has no `hint`",
            "write `hint` in the English question, too, or delete it here",
        ),
    ] {
        let report = spanish(&words);
        assert!(report.contains("warning[B906]") && report.contains(says) && report.contains(help), "{words}: {report}");
    }
}

#[test]
fn an_exception_above_translated_words_lets_them_pass() {
    let folder = course(&[
        ("lessons/a-post.toml", LESSON),
        ("glossary.toml", GLOSSARY),
        (
            "translations/es/lessons/a-post.toml",
            "[[page]]\nid = \"two\"\n# allow B702: the hospital's own switchboard\npost = \"Llame al 212-867-5309.\"\n",
        ),
    ]);
    let (report, code) = checked(folder.path(), Format::Short, false);
    assert!(!report.contains("B702") && !report.contains("B014") && code == 0, "{report}");
}

#[test]
fn the_way_on_from_a_scene_stays_with_the_original() {
    let quiz = "[[question]]\nid = \"play\"\nask = \"Play it.\"\nwhy = \"So.\"\n\
        [[question.scene]]\nid = \"door\"\ntext = \"The door.\"\nchoices = '''\n- Go in -> in\n- Wait -> out'''\n\
        [[question.scene]]\nid = \"in\"\nscore = 100\ntext = \"In.\"\n[[question.scene]]\nid = \"out\"\nscore = 0\ntext = \"Out.\"\n";
    let words = "[[question]]\nid = \"play\"\nask = \"Juéguelo.\"\n\
        [[question.scene]]\nid = \"door\"\ntext = \"La puerta.\"\nchoices = '''\n- Entrar\n- Esperar'''\n";
    for words in [words.to_owned(), words.replace("- Entrar\n", "- Entrar -> in\n")] {
        let folder = course(&[("quizzes/a-quiz.toml", quiz), ("translations/es/quizzes/a-quiz.toml", &words)]);
        assert_eq!(checked(folder.path(), Format::Short, false).0, "no errors and no warnings in 3 files\n");
        let spanish = bedside::language::Tag::read("es");
        let files = std::sync::Arc::new(bedside::source::folder(folder.path()).unwrap());
        let played = bedside::course::read_in(files, spanish.as_ref()).course.unwrap();
        let form = format!("{:?}", played.quizzes[0].questions[0].kind.form());
        assert!(form.contains("Esperar") && !form.contains("Wait"), "{form}");
    }
    // In the course's own words a choice still has to lead somewhere.
    let folder = course(&[("quizzes/a-quiz.toml", &quiz.replace("Wait -> out", "Wait"))]);
    assert!(checked(folder.path(), Format::Short, false).0.contains("error[B110]: this line is not a choice"));
}

#[test]
fn words_that_nobody_is_ever_shown_are_told_of() {
    let quiz = "[[question]]\nid = \"who\"\nask = \"Who may?\"\nwhy = \"So.\"\nanswer = true\n";
    let words = "[[question]]\nid = \"who\"\nask = \"¿Quién puede?\"\n";
    let folder = course(&[
        ("quizzes/a-quiz.toml", quiz),
        ("translations/en-GB/quizzes/a-quiz.toml", "[[question]]\nid = \"who\"\nask = \"Who might?\"\n"),
        ("translations/es/quizzes/a-quiz.toml", &format!("{words}{words}")),
    ]);
    let (report, code) = checked(folder.path(), Format::Short, false);
    assert_eq!(
        (report.as_str(), code),
        (
            "translations/en-GB: warning[B011]: no learner is shown the words in `translations/en-GB`\n\
             translations/es/quizzes/a-quiz.toml:5:6: warning[B906]: the Spanish words of the question `who` are there twice\n\
             2 warnings in 2 of 4 files\n",
            0
        )
    );
}

#[test]
fn words_of_no_page_of_another_or_of_the_same_again_are_told_with_the_id_that_is_meant() {
    let lesson = format!("{LESSON}\n[[page]]\nid = \"three\"\ntext = \"Three.\"\n");
    let told = |words: &str| {
        let files = [("lessons/a-post.toml", &*lesson), ("glossary.toml", GLOSSARY), ("translations/es/lessons/a-post.toml", words)];
        let (report, _) = checked(course(&files).path(), Format::Human, false);
        report
            .lines()
            .filter_map(|line| line.split_once("warning[B906]: ").or_else(|| line.split_once("= help: ")))
            .map(|(_, said)| said.to_owned())
            .collect::<Vec<_>>()
    };
    let page = |id: &str| format!("[[page]]\n{id}\ntext = \"Palabras.\"\n\n");
    let (one, three) = (page("id = \"one\""), page("id = \"three\""));
    let gone = "the Spanish words are of a page that is not there";
    assert_eq!(told(&format!("{one}{}", page("id = \"thre\""))), [gone, "did you mean `three`?"]);
    assert_eq!(told(&page("id = \"appendix\"")), [gone, "write the id of the page it translates, or delete it"]);
    assert_eq!(told(&page("title = \"Tres\"")), [gone, "write the id of the page it translates"]);
    let list = "[[page]]\nid = \"two\"\ntakeaways = \"- Hola.\"\n";
    let kind = "translate `post` in its place: that is what the English page has";
    assert_eq!(told(list), ["the Spanish words are of a setting that is not there", kind]);
    let two = "[[page]]\nid = \"two\"\npost = \"Hola\"\n\n";
    assert_eq!(told(&format!("{one}{two}{}", page(""))), [gone, "write `id = \"three\"`"]);
    let again =
        ["the Spanish words of the page `three` are there twice", "delete one of the two, or write the id of the page it translates"];
    assert_eq!(told(&format!("{three}{three}")), again);
}

const SHARED: &str = "[[question]]\nid = \"steps\"\nask = \"In which order?\"\nwhy = \"So.\"\norder = '''\n1. Stop\n2. Tell\n3. Report'''\n\n\
    [[page]]\nid = \"minimum\"\npost = \"Hello\"\nby = \"@example_one\"\n";

const INCLUDES: &str = "[[question]]\nid = \"steps\"\ninclude = \"shared/both.toml#steps\"\n";

/// What is told of two quizzes and a lesson that include what these files share.
fn told_of_shared(files: &[(&str, &str)]) -> String {
    let page = "title = \"The post\"\n\n[[page]]\ninclude = \"shared/both.toml#minimum\"\n";
    let again = INCLUDES.replacen("steps", "again", 1);
    let own = [("lessons/a-quiz.toml", page), ("quizzes/a-quiz.toml", INCLUDES), ("quizzes/b-quiz.toml", &again)];
    checked(course(&[&own, files].concat()).path(), Format::Short, false).0
}

#[test]
fn a_broken_translation_of_a_shared_question_or_page_is_told_once_and_where_it_stands() {
    let file = "translations/es/shared/both.toml";
    let good = "[[question]]\nid = \"steps\"\nask = \"¿En qué orden?\"\norder = '''\n1. Parar\n2. Decir\n3. Avisar'''\n";
    let told = |words: &str| told_of_shared(&[("shared/both.toml", SHARED), (file, words)]);
    assert_eq!(told(good), "no errors and no warnings in 6 files\n");
    let report = told(&good.replace("Decir", "Parar"));
    let same = "two steps are the same, so their order cannot be scored";
    assert_eq!(report, format!("{file}:6:4: error[B412]: {same}\n1 error in 1 of 6 files\n"));
    // What is wrong in the course's own words is told of them alone, once, however many include them, and where none does.
    let wrong = SHARED.replace("Tell", "Stop");
    let own = format!("shared/both.toml:7:4: error[B412]: {same}\n");
    let report = told_of_shared(&[("shared/both.toml", &wrong), (file, &good.replace("Decir", "Parar"))]);
    assert_eq!(report, format!("{own}1 error in 1 of 6 files\n"));
    let unused = checked(
        course(&[("lessons/a-post.toml", LESSON), ("glossary.toml", GLOSSARY), ("shared/both.toml", &wrong)]).path(),
        Format::Short,
        false,
    )
    .0;
    assert!(unused.starts_with(&own), "{unused}");
    let page = told_of_shared(&[("shared/both.toml", &SHARED.replace("by = \"@example_one\"\n", ""))]);
    assert_eq!(page, "shared/both.toml:12:1: error[B103]: a post needs `by`\n1 error in 1 of 5 files\n");
}

#[test]
fn what_is_accepted_is_held_against_the_question_of_its_own_language_alone() {
    let quiz = "[[question]]\nid = \"whom\"\nask = \"Whom do you call?\"\nwhy = \"So.\"\naccept = [\"privacy office\"]\n";
    let told = |english: &str, spanish: &str| {
        let words = format!("[[question]]\nid = \"whom\"\n{spanish}\n");
        let files =
            [("quizzes/a-quiz.toml", &*quiz.replace("Whom do you call?", english)), ("translations/es/quizzes/a-quiz.toml", &words)];
        checked(course(&files).path(), Format::Short, false).0
    };
    let gives = "warning[B408]: the question gives its answer away\n1 warning in 1 of 3 files\n";
    let clean = "no errors and no warnings in 3 files\n";
    let own = "ask = \"¿A quién llama?\"\naccept = [\"oficina\"]";
    assert_eq!(told("Whom do you call?", own), clean);
    // The words of the other language may stand in it.
    assert_eq!(told("Whom do you call in a Spanish oficina?", own), clean);
    assert_eq!(told("Whom do you call?", "ask = \"¿Cómo se llama el privacy office?\"\naccept = [\"oficina\"]"), clean);
    assert_eq!(told("Whom: the privacy office?", own), format!("quizzes/a-quiz.toml:5:11: {gives}"));
    let spanish = told("Whom do you call?", "ask = \"¿Llama a la oficina?\"\naccept = [\"oficina\"]");
    assert_eq!(spanish, format!("translations/es/quizzes/a-quiz.toml:4:11: {gives}"));
    // Where a language has none of its own, the course's are what is typed there.
    let none = told("Whom do you call?", "ask = \"¿Es el privacy office?\"");
    assert_eq!(none, format!("translations/es/quizzes/a-quiz.toml:1:1: {gives}"));
}

#[test]
fn marks_that_are_others_than_the_originals_are_told_and_the_same_or_none_are_not() {
    let quiz = "[[question]]\nid = \"who\"\nask = \"Who?\"\nwhy = \"So.\"\noptions = '''\n- [x] Anyone\n- [ ] Nobody\n'''\n\n\
        [[question]]\nid = \"spot\"\nask = \"Mark it.\"\nwhy = \"So.\"\nmark = \"Our [[one clinic|why]] saw ((good|why)) and ((fine|so)) things.\"\n";
    let options = "[[question]]\nid = \"who\"\noptions = '''\n- [x] Cualquiera\n- [ ] Nadie\n'''\n\n";
    let spot = "[[question]]\nid = \"spot\"\nmark = \"Nuestra [[clínica|por]] vio cosas ((buenas|por)) y ((finas|así)).\"\n";
    let spanish = |words: &str| {
        let folder = course(&[("quizzes/a-quiz.toml", quiz), ("translations/es/quizzes/a-quiz.toml", words)]);
        checked(folder.path(), Format::Human, false).0
    };
    for same in [format!("{options}{spot}"), options.replace("[x] ", "").replace("[ ] ", "")] {
        assert_eq!(spanish(&same), "no errors and no warnings in 3 files\n");
    }
    let turned = spot.replace("[[clínica|por]] vio cosas ((buenas|por))", "((buenas|por)) cosas vio [[clínica|por]]");
    for (words, here, there, noun) in [
        (options.replace("[x] Cualquiera\n- [ ] Nadie", "[ ] Nadie\n- [x] Cualquiera"), "^^^ `[ ]` here", "--- `[x]`", "options"),
        (options.replace("[ ]", "[~]"), "^^^ `[~]` here", "--- `[ ]`", "options"),
        (turned, "^^ `((` here", "-- `[[`", "phrases"),
    ] {
        let report = spanish(&words);
        assert!(report.starts_with("warning[B906]: the Spanish words do not fit the English question\n"), "{report}");
        assert!(report.ends_with("1 warning in 1 of 3 files\n"), "{report}");
        assert!(report.contains(here), "{report}");
        assert!(report.contains(&format!("{there} at the same place of the English question")), "{report}");
        let help = format!("help: put the {noun} in the order of the English question: learners are graded by their place in it\n");
        assert!(report.contains(&help), "{report}");
    }
}

/// Learners read English after they have answered, and the trainer was told that all is translated.
#[test]
fn reasons_that_are_not_translated_are_shown_as_they_are_and_told_to_be_missing() {
    let quiz = "[[question]]\nid = \"what\"\nask = \"What?\"\noptions = '''\n- [x] Stop.\n  > She did not agree.\n- [ ] Go on.\n'''\n\n\
        [[question]]\nid = \"spot\"\nask = \"Mark it.\"\nwhy = \"So.\"\nmark = \"Our [[one clinic|one is few]] saw ((good|fine word)) and ((fine|so)) things.\"\n";
    let words = "[[question]]\nid = \"what\"\nask = \"¿Qué?\"\noptions = '''\n- Parar.\n- Seguir.\n'''\n\n\
        [[question]]\nid = \"spot\"\nask = \"Marque.\"\nwhy = \"Así.\"\nmark = \"Nuestra [[clínica]] vio cosas ((buenas|bien)) y ((finas|así)).\"\n";
    let reads = |words: &str| {
        let folder = course(&[("quizzes/a-quiz.toml", quiz), ("translations/es/quizzes/a-quiz.toml", words)]);
        let reading = bedside::course::read(std::sync::Arc::new(bedside::source::folder(folder.path()).unwrap()));
        let told = bedside::cli::command::translations::told("es", &reading.missing("es"));
        let spanish = reading.course.unwrap().in_every_language().last().unwrap().clone();
        let question = spanish.quizzes[0].questions.iter().find(|question| question.id.as_str() == "spot").unwrap();
        let why: Vec<String> = question.kind.explain(&question.kind.key()).iter().map(|item| item.reply.markdown().to_owned()).collect();
        (told, why)
    };
    let (told, why) = reads(words);
    assert!(
        told.contains("a-quiz.toml what: the reasons in options\n") && told.contains("a-quiz.toml spot: the reasons in mark\n"),
        "{told}"
    );
    assert_eq!(why, ["one is few", "bien", "así"]);
    let whole = words.replace("- Parar.\n", "- Parar.\n  > No lo quiso.\n").replace("[[clínica]]", "[[clínica|una es poco]]");
    let (told, why) = reads(&whole);
    assert!(!told.contains("reasons"), "{told}");
    assert_eq!(why, ["una es poco", "bien", "así"]);
}
