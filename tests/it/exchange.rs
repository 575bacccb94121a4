//! `bedside convert`: files of other programs come in as they should, ours come back as they were, and no file at all is too much.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use bedside::cli::command::convert::convert;
use bedside::course;
use bedside::diagnostic::Severity;
use bedside::exchange::{Asked, Body, EXCHANGES, Lost, Paper, Share, named, ours, recognised};
use bedside::question::{Partial, Response};
use bedside::source::{Content, Files};
use proptest::prelude::*;

use crate::root;

fn fixture(name: &str) -> PathBuf {
    root().join("tests/it/fixtures/exchange").join(name)
}

/// A quiz as files of a course.
fn files(text: String) -> Arc<Files> {
    Arc::new(Files { texts: [("quizzes/a-quiz.toml".into(), Content::Text(text.into()))].into(), ..Files::default() })
}

fn paper(text: &str) -> Paper {
    let reading = course::read(files(text.to_owned()));
    assert_eq!(reading.diagnostics, [], "{text}");
    let quiz = &reading.course.as_ref().unwrap().quizzes[0];
    ours::paper(&reading, quiz).paper
}

/// The questions alone: neither the file's lines nor its title.
fn alone(mut paper: Paper) -> Paper {
    paper.title = String::new();
    paper.questions.iter_mut().for_each(|asked| asked.line = 0);
    paper
}

#[test]
fn files_of_other_programs_come_in_and_what_does_not_is_listed() {
    for name in ["quiz.gift", "quiz.xml", "quiz.txt", "mdbook.toml"] {
        let (text, lost) = convert(&fixture(name), None).unwrap();
        let told: Vec<String> = lost.iter().map(|Lost { line, what }| format!("# {line}: {what}\n")).collect();
        let expected = fixture(&format!("{name}.expected"));
        let found = told.concat() + &text;
        if std::env::var_os("EXPECT").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        assert_eq!(found, fs::read_to_string(&expected).unwrap_or_default(), "{name}");
        let errors = course::read(files(text)).diagnostics;
        let told: Vec<String> = errors.iter().map(|found| format!("{} {}", found.code.number, found.message)).collect();
        assert_eq!(told, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_quiz_goes_out_and_comes_back_the_same() {
    let own = paper(&fs::read_to_string(fixture("own.toml")).unwrap());
    for name in ["gift", "moodle-xml"] {
        let format = named(name).unwrap();
        let given = format.write(&own).unwrap();
        assert_eq!(given.lost, [], "{name}");
        let taken = format.read(&given.text).unwrap();
        assert_eq!(taken.lost, [], "{name}:\n{}", given.text);
        assert_eq!(alone(taken.paper.clone()), alone(own.clone()), "{name}:\n{}", given.text);
        let (written, lost) = ours::written(&taken.paper);
        assert_eq!(lost, []);
        assert_eq!(alone(paper(&written)), alone(own.clone()), "{name}");
    }
}

#[test]
fn what_a_format_does_not_know_is_listed_with_its_line() {
    let quiz = root().join("tests/it/fixtures/format/quizzes/live-video.toml");
    for (name, lines) in [("gift", 4), ("moodle-xml", 3), ("aiken", 6), ("anki", 3)] {
        let (_, lost) = convert(&quiz, named(name)).unwrap();
        assert!(lost.len() >= lines && lost.iter().all(|lost| lost.line > 1 || lost.what.starts_with("the title")), "{name}: {lost:?}");
    }
}

/// Some words of a trainer, with every sign that means something to one of the formats; on one line.
fn words() -> impl Strategy<Value = String> {
    let tidy = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    "[A-Za-zé漢0-9 ~=#{}:\\\\/\\[\\]()*_%.,;'\"<&$|!?`@+^-]{0,24}".prop_map(tidy)
}

/// Words that differ from each other, each beginning with a letter.
fn distinct(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    let numbered = |(at, words): (usize, String)| format!("Item{at} {words}").trim_end().to_owned();
    prop::collection::vec(words(), count).prop_map(move |all| all.into_iter().enumerate().map(numbered).collect())
}

/// Words over several lines, with an empty line between some.
fn lines() -> impl Strategy<Value = String> {
    prop::collection::vec(words(), 0..4)
        .prop_map(|all| all.iter().map(|words| format!("So {words}").trim_end().to_owned()).collect::<Vec<_>>().join("\n"))
}

/// A question of every kind that GIFT can hold.
fn body() -> impl Strategy<Value = Body> {
    let choice =
        (distinct(2..6), prop::collection::vec(lines(), 6), 0..6usize, any::<bool>()).prop_map(|(options, replies, right, half)| {
            let right = right % options.len();
            let share = |at: usize| match at {
                at if at == right => Share::Right,
                at if half && at == (right + 1) % options.len() => Share::Half,
                _ => Share::Wrong,
            };
            Body::Choice {
                options: options.iter().zip(replies).enumerate().map(|(at, (words, reply))| (words.clone(), share(at), reply)).collect(),
                several: false,
            }
        });
    let several = (distinct(3..8), prop::collection::vec(lines(), 8), 1..7usize).prop_map(|(options, replies, right)| {
        let right = right.min(options.len() - 1);
        let share = |at: usize| if at < right { Share::Right } else { Share::Wrong };
        Body::Choice {
            options: options.iter().zip(replies).enumerate().map(|(at, (words, reply))| (words.clone(), share(at), reply)).collect(),
            several: true,
        }
    });
    let short = (distinct(1..4), 0..2usize).prop_map(|(mut accept, near)| {
        let near = accept.split_off(accept.len().saturating_sub(near).max(1));
        Body::Words { accept, near, strict: false }
    });
    let numbers = prop::collection::btree_set(-1000i32..1000, 1..4).prop_map(|all| Body::Words {
        accept: all.into_iter().map(|number| format!("{}", f64::from(number) / 4.0)).collect(),
        near: Vec::new(),
        strict: false,
    });
    let pairs = (distinct(3..6), distinct(3..7)).prop_map(|(left, right)| {
        let pairs: Vec<(String, String)> = left.into_iter().zip(right.iter().cloned()).collect();
        Body::Pairs { extra: right.into_iter().skip(pairs.len()).collect(), pairs }
    });
    prop_oneof![any::<bool>().prop_map(Body::Truth), choice, several, short, numbers, pairs]
}

fn any_paper() -> impl Strategy<Value = Paper> {
    let tags = prop::collection::vec("[a-z$]{1,3}( [a-z]|/|//)?[a-z]", 0..3);
    let one = (lines(), lines(), tags, body()).prop_map(|(ask, why, tags, body)| Asked {
        ask: format!("Which?\n{ask}").trim_end().to_owned(),
        why,
        tags,
        body,
        points: 1,
        ..Asked::default()
    });
    prop::collection::vec(one, 1..4).prop_map(|mut questions| {
        for (at, asked) in questions.iter_mut().enumerate() {
            asked.name = format!("question-{at}");
        }
        Paper { title: String::new(), questions }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_quiz_of_the_kinds_that_gift_knows_goes_out_and_comes_back_the_same(any in any_paper()) {
        let (text, lost) = ours::written(&any);
        prop_assert_eq!(lost, vec![]);
        let own = paper(&text);
        prop_assert_eq!(&alone(own.clone()), &any);
        for name in ["gift", "moodle-xml"] {
            let format = named(name).unwrap();
            let given = format.write(&own).unwrap();
            prop_assert_eq!(&given.lost, &vec![], "{}", name);
            let taken = format.read(&given.text).unwrap();
            prop_assert_eq!(&taken.lost, &vec![], "{}: {}", name, given.text);
            let (written, lost) = ours::written(&taken.paper);
            prop_assert_eq!(lost, vec![]);
            prop_assert_eq!(&alone(paper(&written)), &any, "{}: {}", name, given.text);
        }
    }
}

#[test]
fn aiken_comes_back_with_what_it_knows() {
    let own = paper(&fs::read_to_string(fixture("own.toml")).unwrap());
    let aiken = named("aiken").unwrap();
    let taken = aiken.read(&aiken.write(&own).unwrap().text).unwrap();
    assert_eq!(taken.lost, []);
    assert_eq!(taken.paper.questions.len(), 2);
    assert_eq!(taken.paper.questions[1].ask, "An alias protects the patient.");
}

#[test]
fn an_answer_of_aiken_in_small_letters_is_one_and_a_missing_one_makes_no_key() {
    let aiken = named("aiken").unwrap();
    let small = aiken.read("Who saw it?\nA. Anyone\nB. Nobody\nAnswer: A\n\nIs it safe?\nA. Yes\nB. No\nanswer: b\n").unwrap();
    assert_eq!((small.lost.len(), small.paper.questions.len()), (0, 2));
    let missing = aiken.read("Who saw it?\nA. Anyone\nB. Nobody\n\nIs it safe?\nA. Yes\nB. No\nANSWER: B\n").unwrap();
    assert!(missing.paper.questions.is_empty());
    assert_eq!(missing.lost.iter().map(|lost| lost.line).collect::<Vec<_>>(), [6]);
    let begins_with_a_letter = "Who saw it?\nA. Anyone\nB. Nobody\n\nZ. B. says no. Is it safe?\nA. Yes\nB. No\nANSWER: B\n";
    let missing = aiken.read(begins_with_a_letter).unwrap();
    assert!(missing.paper.questions.is_empty());
    assert_eq!((missing.lost.len(), missing.lost[0].line), (1, 5), "{:?}", missing.lost);
    let both = named("gift").unwrap().read("Who may?{=Anyone =Everybody ~Nobody}\n").unwrap();
    assert!(both.lost.iter().any(|lost| lost.what.contains("each of its right answers is enough")), "{:?}", both.lost);
    let told = aiken.read("Who saw it?\nA. Anyone\nAnswer: nobody knows\nB. Nobody\nANSWER: A\n").unwrap();
    assert_eq!((told.lost.len(), told.paper.questions.len()), (0, 1), "a line of an option may begin so");
}

#[test]
fn every_format_reads_or_writes_and_its_files_are_recognised() {
    for format in EXCHANGES {
        assert!(format.read("").is_some() || format.write(&Paper::default()).is_some(), "{}", format.name());
    }
    let recognised = |ending: &str, text: &str| recognised(ending, text).map(bedside::exchange::Exchange::name);
    assert_eq!(recognised("txt", "A?\nA. b\nANSWER: A"), Some("aiken"));
    assert_eq!(recognised("txt", "A? {=b}"), Some("gift"));
    assert_eq!(recognised("txt", "What does {name} mean?\nA. a\nB. b\n\nANSWER: A"), Some("aiken"));
    assert_eq!(recognised("txt", "ANSWER: is a word here {=b}"), Some("gift"));
    assert_eq!(recognised("toml", "[[question]]"), None);
}

/// A file with some letters cut out and others put in.
fn mutated(name: &'static str) -> impl Strategy<Value = (String, String)> {
    let text = fs::read_to_string(fixture(name)).unwrap();
    let letters: Vec<char> = text.chars().collect();
    let count = letters.len();
    let pieces = prop::collection::vec((0..count, 0..12usize, "[{}=~#%:\\\\\\[\\]<>&/\"'a\n\t-]{0,6}|.{0,3}"), 1..8);
    pieces.prop_map(move |pieces| {
        let mut letters = letters.clone();
        for (at, cut, put) in pieces {
            let at = at.min(letters.len());
            let end = (at + cut).min(letters.len());
            letters.splice(at..end, put.chars());
        }
        (name.rsplit('.').next().unwrap_or("").to_owned(), letters.into_iter().collect())
    })
}

proptest! {
    #[test]
    fn any_file_at_all_is_read_and_what_is_written_of_it_is_toml(
        (_, text) in prop_oneof![mutated("quiz.gift"), mutated("quiz.xml"), mutated("quiz.txt"), mutated("mdbook.toml")]
    ) {
        for format in EXCHANGES {
            let Some(taken) = format.read(&text) else { continue };
            prop_assert!(taken.lost.iter().all(|lost| lost.line >= 1 && lost.line <= text.lines().count() + 1));
            let (written, _) = ours::written(&taken.paper);
            prop_assert!(toml::from_str::<toml::Table>(&written).is_ok(), "{}", written);
            let refused: Vec<_> = course::read(files(written.clone())).diagnostics.into_iter().filter(|found| found.severity == Severity::Error).collect();
            prop_assert!(written.is_empty() || refused.is_empty(), "{}\n{:?}", written, refused);
            for other in EXCHANGES {
                let _text = other.write(&taken.paper);
            }
        }
    }
}

#[test]
fn long_and_deep_files_take_no_time() {
    for text in
        ["{".repeat(200_000), "=".repeat(200_000), format!("q{{{}}}", "~a".repeat(100_000)), "<a>".repeat(100_000), "\\".repeat(200_000)]
    {
        for format in EXCHANGES {
            let _taken = format.read(&text);
        }
    }
}

/// What GIFT gives: the quiz, and what was not carried over.
fn taken(gift: &str) -> (String, Vec<String>) {
    let taken = named("gift").unwrap().read(gift).unwrap();
    (ours::written(&taken.paper).0, taken.lost.into_iter().map(|lost| lost.what).collect())
}

#[test]
fn letters_of_gift_that_are_signs_in_markdown_are_shown_as_they_are() {
    for format in ["", "[html]", "[plain]"] {
        let (text, lost) = taken(&format!("::A::{format}What is 2*3*4?{{=24 ~_nothing_}}"));
        assert!(lost.is_empty() && text.contains("- [ ] \\_nothing\\_"), "{text}");
        let quiz = course::read(files(text)).course.unwrap();
        assert_eq!(quiz.quizzes[0].questions[0].ask.plain(), "What is 2*3*4?");
    }
    let (text, _) = taken("::A::[markdown]What is *this*?{=a ~b}");
    assert!(text.contains("What is *this*?"), "{text}");
    // What is typed is compared letter by letter.
    let (text, lost) = taken("::A::How much?{=2\\*3 =<b>six</b>}");
    assert!(lost.is_empty() && text.contains("accept = [\"2*3\", \"six\"]"), "{text}");
}

#[test]
fn a_star_that_stands_for_any_letters_is_listed() {
    let (text, lost) = taken("::A::Who answers?{=privacy* =%50%*office =*}");
    assert_eq!(
        lost,
        [
            "the star in `privacy*`, which stands for any letters; only `privacy` is accepted",
            "the star in `*office`, which stands for any letters; only `office` is accepted",
            "the answer `*`, which is whatever is typed"
        ]
    );
    assert!(text.contains("accept = [\"privacy\"]\nnear = [\"office\"]"), "{text}");
    let xml = "<quiz><question type=\"shortanswer\"><name><text>A</text></name><questiontext format=\"html\"><text>Who?</text></questiontext>\
        <answer fraction=\"100\" format=\"moodle_auto_format\"><text>privacy*</text></answer></question></quiz>";
    let taken = named("moodle-xml").unwrap().read(xml).unwrap();
    assert_eq!(taken.lost.len(), 1, "{:?}", taken.lost);
    // And one of ours stands for itself there.
    let own = paper("[[question]]\nid = \"a-one\"\nask = \"How much?\"\nwhy = \"So.\"\naccept = [\"2*3\"]\n");
    for name in ["gift", "moodle-xml"] {
        let given = named(name).unwrap().write(&own).unwrap();
        assert!(given.text.contains("2\\*3"), "{}", given.text);
    }
}

#[test]
fn a_share_of_a_hundred_may_be_an_options_text() {
    let (text, lost) = taken("::A::How many?{=%50% ~%25% ~%75% of them}");
    assert!(text.contains("- [x] %50%\n- [ ] %25%\n"), "{text}");
    let told = "that each of its right answers is enough; here all of them are to be ticked";
    assert_eq!(lost, ["the weight 75 % of `of them`, which is now 100 %", told]);
    let quiz = "[[question]]\nid = \"a-one\"\nask = \"How many?\"\nwhy = \"So.\"\noptions = '''\n- [x] %50% of them\n- [ ] %25% of them\n- [ ] None\n'''\n\n\
        [[question]]\nid = \"b-one\"\nask = \"How many?\"\nwhy = \"So.\"\naccept = [\"%50% of them\", \"half\"]\nnear = [\"%40%\"]\n\n\
        [[question]]\nid = \"c-one\"\nask = \"Which?\"\nwhy = \"So.\"\npairs = '''\n- %50% -> half\n- %25% -> a quarter\n- %10% -> a tenth\n'''\n";
    let own = paper(quiz);
    let given = named("gift").unwrap().write(&own).unwrap();
    let back = named("gift").unwrap().read(&given.text).unwrap();
    assert_eq!((back.lost.as_slice(), alone(back.paper.clone())), (&[][..], alone(own)), "{}", given.text);
}

#[test]
fn questions_without_an_empty_line_between_them_are_counted_and_a_table_keeps_its_cells_apart() {
    let taken = named("gift").unwrap().read("Who may?{=Anyone ~Nobody}\nWho else?{=All ~None}\nAnd you?{T}\n\nLast?{F}\n").unwrap();
    let told: Vec<(usize, &str)> = taken.lost.iter().map(|lost| (lost.line, lost.what.as_str())).collect();
    assert_eq!(told, [(1, "3 questions without an empty line between them; put one above each: none of them was taken")]);
    assert_eq!(taken.paper.questions.len(), 1);
    let table = "<table><tr><th>Site</th><th>Who reads</th></tr><tr><td>Forum</td><td>All</td></tr></table>Who may?{T}\n";
    let taken = named("gift").unwrap().read(&format!("[html]{table}")).unwrap();
    assert_eq!(taken.paper.questions[0].ask.lines().take(3).collect::<Vec<_>>(), ["Site | Who reads", "", "Forum | All"]);
}

/// A matching question of Moodle XML; a pair without a left side is an answer that belongs to nothing.
fn matching(pairs: &[(&str, &str)]) -> String {
    let pair = |(left, right): &(&str, &str)| {
        format!("<subquestion format=\"html\"><text>{left}</text><answer><text>{right}</text></answer></subquestion>\n")
    };
    let pairs: String = pairs.iter().map(pair).collect();
    let head = "<name><text>M</text></name><questiontext format=\"html\"><text>Match.</text></questiontext>";
    format!("<quiz>\n<question type=\"matching\">{head}\n{pairs}</question></quiz>")
}

/// The same pairs in GIFT.
fn paired(pairs: &[(&str, &str)]) -> String {
    let pairs: String = pairs.iter().map(|(left, right)| format!("={left} -> {right}\n")).collect();
    format!("\n::M::Match.{{\n{pairs}}}\n")
}

#[test]
fn pairs_that_share_an_answer_come_in_as_bins_and_what_cannot_be_held_is_listed() {
    let both = |pairs: &[(&str, &str)]| {
        [("moodle-xml", matching(pairs)), ("gift", paired(pairs))].map(|(name, text)| {
            let (text, lost) = ours::written(&named(name).unwrap().read(&text).unwrap().paper);
            let errors = course::read(files(text.clone())).diagnostics;
            assert!(text.is_empty() || errors.is_empty(), "{text}{errors:?}");
            (text.split_once("ask = \"Match.\"\n").map_or(String::new(), |(_, body)| body.to_owned()), lost)
        })
    };
    let lost = |what: &str| vec![Lost { line: 2, what: what.to_owned() }];
    let alone = "the answer `Nobody`, which belongs to nothing; the pairs are bins now, and each holds something";
    for (pairs, body, what) in [
        (&[("A", "Ask"), ("B", "ask"), ("C", "Post")][..], "bins = '''\n## Ask\n- A\n- B\n## Post\n- C\n'''\n", vec![]),
        (&[("A", "Ask"), ("B", "Ask"), ("C", "Post"), ("", "Nobody")], "bins = '''\n## Ask\n- A\n- B\n## Post\n- C\n'''\n", lost(alone)),
        (&[("A", "Ask"), ("B", "Post")], "bins = '''\n## Ask\n- A\n## Post\n- B\n'''\n", vec![]),
    ] {
        for found in both(pairs) {
            assert_eq!(found, (body.to_owned(), what.clone()), "{pairs:?}");
        }
    }
    let numbered: Vec<String> = (1..9).map(|number| format!("N{number}")).collect();
    let eight: Vec<(&str, &str)> = numbered.iter().map(|number| (number.as_str(), number.as_str())).collect();
    let mut shared = eight[..5].to_vec();
    shared.push(("N6", "N5"));
    for (pairs, because) in [
        (&eight[..], "`pairs` holds three to seven pairs (8 pairs)"),
        (&shared, "two pairs have the same right side (the same partner again)"),
        (&eight[..1], "there are too few pairs to match (fewer than three pairs)"),
    ] {
        for found in both(pairs) {
            let what = format!("a question that `check` would refuse: {because}; nothing of it was taken");
            assert_eq!(found, (String::new(), lost(&what)), "{pairs:?}");
        }
    }
}

#[test]
fn a_question_that_cannot_be_held_hides_no_other() {
    let paper = named("gift").unwrap().read("One?{=a ~A}\n\nTwo?{=a ~b}\n\nThree?{~%50%a ~%50%b}\n\nFour?{~%50%a ~c}\n").unwrap().paper;
    let (text, lost) = ours::written(&paper);
    let told: Vec<(usize, &str)> = lost.iter().map(|lost| (lost.line, lost.what.as_str())).collect();
    assert_eq!(
        told,
        [
            (1, "a question that `check` would refuse: the same option is right and wrong (the same words); nothing of it was taken"),
            (5, "a question that `check` would refuse: every option is right (both are marked `[x]`); nothing of it was taken"),
        ]
    );
    assert_eq!(text.matches("ask = ").count(), 2, "{text}");
    assert!(text.contains("\"Two?\"") && text.contains("\"Four?\""), "{text}");
}

#[test]
fn a_number_may_be_typed_with_a_comma_and_options_that_keep_their_places_are_listed() {
    let gift = named("gift").unwrap().read("How warm?{#38.5}\n").unwrap();
    let xml = "<quiz><question type=\"numerical\"><questiontext><text>How warm?</text></questiontext>\
               <answer fraction=\"100\"><text>38.5</text></answer></question></quiz>";
    for taken in [gift, named("moodle-xml").unwrap().read(xml).unwrap()] {
        let (written, _) = ours::written(&taken.paper);
        let course = course::read(files(written.clone())).course.unwrap();
        let kind = &course.quizzes[0].questions[0].kind;
        let grade = |typed: &str| kind.grade(&Response::Written(typed.into()), Partial::Balanced).is_full();
        assert!(grade("38.5") && grade("38,5") && !grade("385") && !grade("38"), "{written}");
    }
    let fixed = "<quiz><question type=\"multichoice\"><questiontext><text>Which?</text></questiontext><single>true</single>\
                 <shuffleanswers>false</shuffleanswers><answer fraction=\"100\"><text>One</text></answer>\
                 <answer fraction=\"0\"><text>Both</text></answer></question></quiz>";
    let lost = named("moodle-xml").unwrap().read(fixed).unwrap().lost;
    assert!(lost.iter().any(|lost| lost.what.contains("`shuffle = false`")), "{lost:?}");
}

#[test]
fn the_decimals_of_a_range_are_listed_and_a_number_is_taken_as_it_is_usually_written_too() {
    let taken = |gift: &str| {
        let (text, lost) = taken(gift);
        (text.split_once("accept = ").map(|(_, accept)| accept.lines().next().unwrap_or("").to_owned()).unwrap_or_default(), lost)
    };
    for (answer, accept, lost) in [
        ("1..3", "[\"1\", \"2\", \"3\"]", Some("the decimals in the range 1 to 3; only its whole numbers are accepted")),
        ("18:1", "[\"17\", \"18\", \"19\"]", Some("the decimals in the range 17 to 19; only its whole numbers are accepted")),
        ("0.3:0.1", "[\"0.3\"]", Some("the range 0.2 to 0.4; only 0.3 is accepted")),
        ("4..4", "[\"4\"]", None),
        ("3.50", "[\"3.50\", \"3.5\"]", None),
        ("3.5", "[\"3.5\"]", None),
    ] {
        assert_eq!(
            taken(&format!("How many?{{#{answer}}}")),
            (accept.to_owned(), lost.into_iter().map(str::to_owned).collect()),
            "{answer}"
        );
    }
    let xml = "<quiz><question type=\"numerical\"><name><text>A</text></name><questiontext format=\"html\"><text>How many?</text></questiontext>\
        <answer fraction=\"100\"><text>2</text><tolerance>1</tolerance></answer></question></quiz>";
    let lost = named("moodle-xml").unwrap().read(xml).unwrap().lost;
    assert_eq!(lost[0].what, "the decimals in the tolerance 1 of `2`; only its whole numbers are accepted");
}
