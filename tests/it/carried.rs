//! `bedside convert` loses nothing in silence: what stands in other programs' files is carried over, or there is a line that says it is not.

use std::fs;

use bedside::cli::command::convert::convert;
use bedside::exchange::{Body, Share, Taken, named, ours};
use bedside::prose::{Block, Target, Words};

fn read(format: &str, text: &str) -> Taken {
    named(format).unwrap().read(text).unwrap()
}

/// What was not carried over, each with its line.
fn lost(taken: &Taken) -> Vec<(usize, &str)> {
    taken.lost.iter().map(|lost| (lost.line, lost.what.as_str())).collect()
}

/// The places of the right options, and whether several may be ticked.
fn right(body: &Body) -> (Vec<usize>, bool) {
    let Body::Choice { options, several } = body else { panic!("{body:?}") };
    (options.iter().enumerate().filter(|(_, (_, share, _))| *share == Share::Right).map(|(at, _)| at).collect(), *several)
}

#[test]
fn several_letters_of_aiken_are_several_right_options() {
    for (answer, expected) in [
        ("ANSWER: A, C", vec![0, 2]),
        ("ANSWER: BC", vec![1, 2]),
        ("ANSWER: A and C", vec![0, 2]),
        ("ANSWER: c & a.", vec![0, 2]),
        ("Answer: B; C", vec![1, 2]),
        ("ANSWER: B.", vec![1]),
        ("ANSWER: B) Two", vec![1]),
        ("ANSWER: A, A", vec![0]),
    ] {
        let taken = read("aiken", &format!("Which?\nA. One\nB. Two\nC. Three\n{answer}\n\nLast?\nA. Yes\nB. No\nANSWER: A\n"));
        assert_eq!(lost(&taken), [], "{answer}");
        let several = expected.len() > 1;
        assert_eq!(right(&taken.paper.questions[0].body), (expected, several), "{answer}");
        assert_eq!(taken.paper.questions.len(), 2, "{answer}");
        assert!(ours::written(&taken.paper).1.is_empty(), "{answer}");
    }
}

#[test]
fn an_answer_of_aiken_that_is_no_letters_takes_no_question_along_in_silence() {
    for answer in ["A or C", "B because it is", "not A", "Two", "bc", "", "1"] {
        let taken = read("aiken", &format!("Which?\nA. One\nB. Two\nC. Three\nANSWER: {answer}\n\nLast?\nA. Yes\nB. No\nANSWER: A\n"));
        let told = "neither the letter of an option nor several parted by commas or `and`; nothing of its question was taken";
        assert_eq!(lost(&taken), [(5, format!("the answer `{answer}`, which is {told}").as_str())]);
        assert_eq!(taken.paper.questions.len(), 1, "{answer}");
    }
    let taken = read("aiken", "Which?\nA. One\nB. Two\nANSWER: A, D\n");
    assert_eq!(lost(&taken), [(4, "an answer without its question or its option; nothing of it was taken")]);
}

/// A question of Moodle XML.
fn moodle(kind: &str, ask: &str, rest: &str) -> String {
    format!(
        "<quiz><question type=\"{kind}\"><name><text>A</text></name>\
         <questiontext format=\"html\"><text><![CDATA[{ask}]]></text></questiontext>{rest}</question></quiz>"
    )
}

#[test]
fn of_a_question_that_takes_one_answer_while_several_are_right_it_is_said() {
    let answers = |single: &str, second: &str| {
        let answer = |worth: &str, words: &str| format!("<answer fraction=\"{worth}\" format=\"html\"><text>{words}</text></answer>");
        format!("<single>{single}</single>{}{}{}", answer("100", "Age"), answer(second, "Ward"), answer("0", "Weather"))
    };
    let told = "that each of its right answers is enough; here all of them are to be ticked";
    let xml = read("moodle-xml", &moodle("multichoice", "Name one.", &answers("true", "100")));
    assert_eq!(lost(&xml), [(1, told)]);
    let gift = read("gift", "Name one.{=Age ~%100%Ward ~Weather}");
    assert_eq!(lost(&gift), [(1, told)]);
    let one = read("moodle-xml", &moodle("multichoice", "Name one.", &answers("true", "50")));
    let both = read("moodle-xml", &moodle("multichoice", "Name both.", &answers("false", "100")));
    assert!(lost(&one).is_empty() && lost(&both).is_empty(), "{one:?}\n{both:?}");
}

#[test]
fn the_names_of_html_for_letters_are_read_and_an_unknown_one_takes_no_other_along() {
    let ask = "Caf&eacute;, 38&nbsp;&deg;C &mdash; &ge; &nobody; &lt;so&gt; &ast;a&ast;";
    let answers = "<answer fraction=\"100\" format=\"html\"><text>10&nbsp;&micro;g &lt;</text></answer>\
        <answer fraction=\"0\" format=\"html\"><text><![CDATA[10 &micro;g]]></text></answer>";
    let taken = read("moodle-xml", &moodle("multichoice", ask, answers));
    assert_eq!(lost(&taken), []);
    let asked = &taken.paper.questions[0];
    assert_eq!(Words::ours(&asked.ask).plain(), "Café, 38 °C — ≥ &nobody; <so> *a*");
    let Body::Choice { options, .. } = &asked.body else { panic!("{:?}", asked.body) };
    assert_eq!(options[1].0, "10 µg");
    let gift = read("gift", &format!("::A::[html]{ask}{{T}}"));
    assert_eq!(Words::ours(&gift.paper.questions[0].ask).plain(), "Café, 38 °C — ≥ &nobody; <so> *a*");
}

/// What Moodle XML with this question text gives: its Markdown, and what was not carried over.
fn html(ask: &str) -> (String, Vec<String>) {
    let taken = read("moodle-xml", &moodle("truefalse", ask, "<answer fraction=\"100\"><text>true</text></answer>"));
    (taken.paper.questions[0].ask.clone(), taken.lost.into_iter().map(|lost| lost.what).collect())
}

#[test]
fn links_stay_links_and_of_pictures_their_words_stay() {
    let (ask, lost) = html(
        "See <a class=x href=\"https://example.org/?a=1&amp;b_c=(2)\"> the [policy] </a>now, <a href='mailto:a@example.org'><b>us</b></a>.",
    );
    assert_eq!(lost, Vec::<String>::new());
    assert_eq!(ask, "See  [the \\[policy\\]](https://example.org/?a=1\\&b\\_c=\\(2\\)) now, [**us**](mailto:a@example.org).");
    let blocks = Words::ours(&ask).blocks();
    let Block::Paragraph(runs) = &blocks[0] else { panic!("{blocks:?}") };
    let links: Vec<(&str, &Target)> = runs.iter().filter_map(|run| Some((run.text.as_str(), run.link.as_ref()?))).collect();
    let web = |address: &str| Target::Web(address.to_owned());
    let policy = links.iter().filter(|(_, target)| **target == web("https://example.org/?a=1&b_c=(2)")).map(|(words, _)| *words);
    assert_eq!(policy.collect::<String>(), "the [policy]");
    assert_eq!(links.last(), Some(&("us", &web("mailto:a@example.org"))));
    let (ask, lost) = html(
        "<a href=\"/local/x.php\">Here</a> <img src=\"@@PLUGINFILE@@/ward.png\" alt=\"A &quot;ward&quot;, 2*3*4\"><img src=\"data:image/png;base64,AA\">",
    );
    assert_eq!(Words::ours(&ask).plain(), "Here A \"ward\", 2*3*4");
    assert_eq!(
        lost,
        [
            "where a link leads (`/local/x.php`); its words were kept",
            "the picture `ward.png`; the words that describe it were kept",
            "a picture, which no words describe"
        ]
    );
}

#[test]
fn formulas_that_nothing_draws_are_listed() {
    for formula in ["\\(x^2\\)", "\\[\\frac{a}{b}\\]", "$$ x^2 $$"] {
        let told = format!("the LaTeX of `{formula}`, which nothing here draws; it stays as it is written");
        let (ask, lost) = html(&format!("How much is {formula}?"));
        assert_eq!((Words::ours(&ask).plain(), lost), (format!("How much is {formula}?"), vec![told.clone()]));
        let gift = read("gift", &format!("How much is {}?{{T}}", formula.replace('{', "\\{").replace('}', "\\}")));
        assert_eq!(super::carried::lost(&gift), [(1, told.as_str())]);
    }
    assert!(html("It costs $5, or $$.").1.is_empty());
}

#[test]
fn what_is_said_about_pairs_steps_and_bins_is_listed_where_others_have_no_place_for_it() {
    let quiz = "[[question]]\nid = \"a-one\"\nask = \"Which?\"\nwhy = \"So.\"\npairs = '''\n- One -> 1\n  > So.\n- Two -> 2\n- Three -> 3\n'''\n\n\
        [[question]]\nid = \"b-one\"\nask = \"In order?\"\nwhy = \"So.\"\norder = '''\n1. One\n   > So.\n2. Two\n3. Three\n'''\n\n\
        [[question]]\nid = \"c-one\"\nask = \"Where?\"\nwhy = \"So.\"\nbins = '''\n## Yes\n- One\n  > So.\n- Two\n## No\n- Three\n'''\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pairs.toml");
    fs::write(&file, quiz).unwrap();
    let (_, lost) = convert(&file, named("moodle-xml")).unwrap();
    let told: Vec<(usize, &str)> = lost.iter().map(|lost| (lost.line, lost.what.as_str())).collect();
    for expected in [
        (5, "question `a-one`: what is said about its pairs"),
        (16, "question `b-one`: what is said about its steps"),
        (27, "question `c-one`: what is said about its items"),
    ] {
        assert!(told.contains(&expected), "{told:?}");
    }
}

#[test]
fn a_file_in_no_known_format_is_told_what_it_is_and_what_to_do() {
    for (xml, what) in [
        ("<?xml version=\"1.0\"?>\n<questestinterop><assessment/></questestinterop>", "it is QTI, which is not read. Export GIFT"),
        ("<?xml version=\"1.0\"?>\n<q:assessmentItem xmlns:q=\"x\"/>", "it is QTI, which is not read. Export GIFT"),
        ("<?xml version=\"1.0\"?>\n<html><body/></html>", "Moodle XML begins with `<quiz>`, and this with `<html>`"),
    ] {
        let taken = read("moodle-xml", xml);
        let [only] = taken.lost.as_slice() else { panic!("{:?}", taken.lost) };
        assert!(only.line == 2 && only.what.contains(what), "{only:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, advice) in [
        ("t.csv", &b"question,a,b\n"[..], "`ANSWER: B`, which is Aiken"),
        ("y.zip", &b"PK\x03\x04\xff\xfe"[..], "unpack it"),
        ("y.odd", &b"so"[..], "read are GIFT (.gift, .txt), Moodle XML (.xml), Aiken (.txt)"),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        let told = convert(&file, None).unwrap_err().to_string();
        assert!(told.contains("is in no format I know") && told.contains(advice), "{told}");
    }
}
