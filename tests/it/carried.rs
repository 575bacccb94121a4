//! `bedside convert` loses nothing in silence: what stands in other programs' files is carried over, or there is a line that says it is not.

use bedside::exchange::{Body, Share, Taken, named, ours};

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
