//! `bedside convert` loses nothing in silence: what stands in other programs' files is carried over, or there is a line that says it is not.

use bedside::exchange::{Body, Share, Taken, named, ours};
use bedside::prose::Words;

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
