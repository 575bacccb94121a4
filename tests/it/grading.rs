//! Promises about grading, over generated questions of every kind: written as a trainer writes them, read as a course is read.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use bedside::course::{Question, Quiz, read};
use bedside::journey::{AttemptId, Fact, begin};
use bedside::question::{Form, Grade, KINDS, Partial, Play, Response, Shuffle};
use bedside::source::{Content, Files};
use proptest::prelude::*;
use proptest::sample::subsequence;
use uuid::Uuid;

/// A question in the trainer's format, and the kind it is.
#[derive(Clone, Debug)]
struct Written {
    kind: &'static str,
    settings: String,
}

fn words(count: usize) -> impl Strategy<Value = Vec<String>> {
    // Different by their number, so that no two are the same to a careful reader.
    proptest::collection::vec("[a-z]{3,8}( [a-zé漢]{2,6})?", count)
        .prop_map(|all| all.into_iter().enumerate().map(|(place, word)| format!("{word} no {place}")).collect())
}

fn options(kind: &'static str, right: impl Strategy<Value = usize>) -> impl Strategy<Value = Written> {
    (right, 1usize..4, 0usize..2).prop_flat_map(move |(right, wrong, half)| {
        let all = right + wrong + half;
        (words(all), Just((right, half)), proptest::sample::subsequence((0..all).collect::<Vec<_>>(), all).prop_shuffle()).prop_map(
            move |(words, (right, half), order)| {
                let mut settings = format!("kind = \"{kind}\"\noptions = '''\n");
                for (place, word) in order.iter().zip(&words) {
                    let mark = if *place < right {
                        "x"
                    } else if *place < right + half {
                        "~"
                    } else {
                        " "
                    };
                    writeln!(settings, "- [{mark}] {word}\n  > because of {word}").unwrap();
                }
                settings.push_str("'''\n");
                Written { kind, settings }
            },
        )
    })
}

fn listed(kind: &'static str, count: impl Strategy<Value = usize>, write: fn(&[String]) -> String) -> impl Strategy<Value = Written> {
    count.prop_flat_map(words).prop_map(move |words| Written { kind, settings: write(&words) })
}

fn question() -> impl Strategy<Value = Written> {
    prop_oneof![
        options("single", Just(1)),
        options("multiple", 2usize..4),
        any::<bool>().prop_map(|answer| Written { kind: "true-false", settings: format!("answer = {answer}\n") }),
        listed("order", 3usize..8, |w| format!("order = '''\n{}'''\n", w.iter().map(|w| format!("1. {w}\n")).collect::<String>())),
        listed("match", 3usize..8, |w| {
            let pairs: String = w.iter().map(|w| format!("- {w} -> to {w}\n")).collect();
            format!("pairs = '''\n{pairs}'''\nextra = [\"nobody's\", \"no one's\"]\n")
        }),
        listed("sort", 4usize..8, |w| {
            let (one, two) = w.split_at(w.len() / 2);
            let list = |w: &[String]| w.iter().map(|w| format!("- {w}\n")).collect::<String>();
            format!("bins = '''\n## First\n{}## Second\n{}'''\n", list(one), list(two))
        }),
        listed("spot", 4usize..7, |w| {
            let pieces: Vec<String> =
                w.iter().enumerate().map(|(i, w)| if i % 2 == 0 { format!("(({w}|safe))") } else { format!("[[{w}|points]]") }).collect();
            format!("mark = '''\nWe saw {} today (({}|safe)).\n'''\n", pieces.join(" and "), "on a walk")
        }),
        listed("short", 1usize..4, |w| format!("accept = [{}]\nnear = [\"a near miss\"]\n", quoted(w))),
        listed("rewrite", 1usize..5, |w| {
            let list: String = w.iter().map(|w| format!("- {w}\n")).collect();
            format!("draft = \"mend me\"\nsample = \"mended\"\ncounts = true\nrubric = '''\n{list}'''\n")
        }),
        (1u8..100).prop_map(|middle| Written { kind: "scenario", settings: story(middle) }),
    ]
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}

/// A story with a memory: only who told before may end well.
fn story(middle: u8) -> String {
    format!(
        "
[[question.scene]]
id = \"door\"
at = \"10:02\"
text = \"The light is on.\"
choices = '''
- Tell {{set told; add trust 2}} -> hall
  > You told.
- Wait {{add trust -1}} -> hall
'''
[[question.scene]]
id = \"hall\"
text = \"An hour later.\"
post = \"Is that you?\"
by = \"@example_reader\"
choices = '''
- Own it {{when told}} -> good
- Shrug {{when trust < 0}} -> bad
- Go round again -> door
- Leave -> fair
'''
[[question.scene]]
id = \"good\"
text = \"Well.\"
score = 100
[[question.scene]]
id = \"fair\"
text = \"So so.\"
score = {middle}
[[question.scene]]
id = \"bad\"
text = \"Badly.\"
score = 0
"
    )
}

/// Reads one question as part of a course.
fn asked(written: &Written) -> Question {
    let quiz = format!("title = \"Quiz\"\n\n[[question]]\nid = \"the-question\"\nask = \"What do you do?\"\n{}", written.settings);
    quiz_of(&quiz).questions[0].clone()
}

fn quiz_of(quiz: &str) -> Quiz {
    let mut files = Files::default();
    let course = "format = 1\nid = \"test-course\"\ntitle = \"Course\"\nversion = \"1.0\"\norder = [\"lesson-one\"]\n";
    let lesson = "title = \"Lesson\"\n[[page]]\ntext = \"Words.\"\n";
    for (path, text) in [("course.toml", course), ("lessons/lesson-one.toml", lesson), ("quizzes/lesson-one.toml", quiz)] {
        files.texts.insert(path.into(), Content::Text(text.to_owned().into()));
    }
    let reading = read(Arc::new(files));
    assert!(reading.diagnostics.is_empty(), "{:#?}\n{quiz}", reading.diagnostics);
    reading.course.unwrap().quizzes.remove(0)
}

/// Any answer at all, of any form, with numbers that may lie far outside.
fn response() -> impl Strategy<Value = Response> {
    let number = prop_oneof![0usize..9, Just(usize::MAX)];
    let set = || proptest::collection::btree_set(prop_oneof![0usize..9, Just(usize::MAX)], 0..9);
    let placed = || proptest::collection::vec(proptest::option::of(prop_oneof![0usize..9, Just(usize::MAX)]), 0..9);
    prop_oneof![
        number.prop_map(Response::One),
        set().prop_map(Response::Some),
        proptest::collection::vec(prop_oneof![0usize..9, Just(usize::MAX)], 0..9).prop_map(Response::Order),
        placed().prop_map(Response::Pairs),
        placed().prop_map(Response::Bins),
        set().prop_map(Response::Marks),
        "\\PC{0,20}".prop_map(Response::Written),
        ("\\PC{0,20}", set()).prop_map(|(text, ticked)| Response::Rewritten { text, ticked }),
        proptest::collection::vec(prop_oneof![0usize..5, Just(usize::MAX)], 0..12).prop_map(Response::Played),
    ]
}

fn policy() -> impl Strategy<Value = Partial> {
    prop_oneof![Just(Partial::Balanced), Just(Partial::EveryDecision), Just(Partial::AllOrNothing)]
}

/// Whether two answers mean the same for a question: marks that lie outside the form mean nothing.
fn is_key(question: &Question, response: &Response) -> bool {
    match (&question.kind.key(), response, question.kind.form()) {
        (Response::Some(key), Response::Some(given), Form::ChooseSome { options }) => {
            // A half-right option neither pays nor costs.
            let verdicts = question.kind.explain(response);
            let counts = |place: &usize| verdicts.get(*place).is_some_and(|v| v.verdict != bedside::question::Verdict::Half);
            let inside = |set: &BTreeSet<usize>| set.iter().copied().filter(|p| *p < options.len() && counts(p)).collect::<BTreeSet<_>>();
            inside(key) == inside(given)
        }
        (Response::Marks(key), Response::Marks(given), _) => {
            let phrases = question.kind.explain(response).len();
            *key == given.iter().copied().filter(|place| *place < phrases).collect()
        }
        (Response::Pairs(key), Response::Pairs(given), _) | (Response::Bins(key), Response::Bins(given), _) => {
            given.get(..key.len()) == Some(key.as_slice())
        }
        (Response::Rewritten { ticked: key, .. }, Response::Rewritten { text, ticked }, _) => {
            key.is_subset(ticked) && !text.trim().is_empty()
        }
        (Response::Written(_), Response::Written(_), _) => {
            question.kind.explain(response).iter().all(|item| item.verdict == bedside::question::Verdict::Right)
        }
        (Response::Played(_), Response::Played(given), Form::Play { story }) => {
            Play::replay(story, given).and_then(|play| play.ending()) == Some(Grade::FULL)
        }
        (key, response, _) => key == response,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn grading_never_panics_and_full_marks_come_only_from_the_key(written in question(), response in response(), partial in policy()) {
        let question = asked(&written);
        prop_assert_eq!(question.called, written.kind);
        let grade = question.kind.grade(&response, partial);
        let _reasons = question.kind.explain(&response);
        prop_assert_eq!(grade.is_full(), is_key(&question, &response), "{:?} earned {}", response, grade);
        prop_assert!(question.kind.grade(&question.kind.key(), partial).is_full());
    }

    #[test]
    fn ticking_everything_and_ticking_nothing_earn_nothing(written in prop_oneof![options("multiple", 2usize..4), listed("spot", 4usize..7, |w| {
        let all: Vec<String> = w.iter().enumerate().map(|(i, w)| if i < 2 { format!("(({w}|s))") } else { format!("[[{w}|p]]") }).collect();
        format!("mark = '''\n{}\n'''\n", all.join(" "))
    })]) {
        let question = asked(&written);
        let count = question.kind.explain(&question.kind.key()).len();
        let all: BTreeSet<usize> = (0..count).collect();
        let answers = match question.kind.key() {
            Response::Some(_) => [Response::Some(all), Response::Some(BTreeSet::new())],
            _ => [Response::Marks(all), Response::Marks(BTreeSet::new())],
        };
        for answer in answers {
            prop_assert!(question.kind.grade(&answer, Partial::Balanced).is_none(), "{:?}", answer);
        }
    }

    #[test]
    fn a_shuffle_only_changes_places_and_the_seed_tells_which(written in proptest::collection::vec(question(), 1..6), seed: u64, all: bool) {
        let mut text = format!("title = \"Quiz\"\nshuffle_questions = {all}\n");
        for (place, written) in written.iter().enumerate() {
            write!(text, "\n[[question]]\nid = \"question-{place}\"\nask = \"What do you do?\"\n{}", written.settings).unwrap();
        }
        let quiz = quiz_of(&text);
        let start = || begin(&quiz, AttemptId(Uuid::nil()), &BTreeSet::new(), seed);
        prop_assert_eq!(start(), start());
        let Fact::AttemptStarted { drawn, .. } = start() else { panic!("an attempt begins with a start") };
        let asked: BTreeSet<_> = drawn.iter().map(|drawn| drawn.question.clone()).collect();
        prop_assert_eq!(asked.len(), quiz.questions.len());
        for drawn in &drawn {
            let question = quiz.question(&drawn.question).unwrap();
            let (Shuffle::Always(count) | Shuffle::IfWanted(count)) = question.kind.shuffle() else {
                prop_assert!(drawn.order.is_empty());
                continue;
            };
            let places: BTreeSet<usize> = drawn.order.iter().copied().collect();
            prop_assert_eq!((places.len(), drawn.order.len()), (count, count));
            prop_assert_eq!(places.last().copied(), count.checked_sub(1));
        }
    }

    #[test]
    fn pools_draw_what_was_not_met_first(members in 3usize..12, draw in 1usize..6, met in subsequence((0usize..12).collect::<Vec<_>>(), 0..12), seed: u64) {
        let draw = draw.min(members);
        let mut text = format!("title = \"Quiz\"\n[pools]\nmain = {draw}\n");
        for place in 0..members {
            write!(text, "\n[[question]]\nid = \"question-{place}\"\nask = \"What?\"\npool = \"main\"\nanswer = true\n").unwrap();
        }
        let quiz = quiz_of(&text);
        let met: BTreeSet<_> = met.iter().filter_map(|place| quiz.questions.get(*place)).map(|question| question.id.clone()).collect();
        let Fact::AttemptStarted { drawn, .. } = begin(&quiz, AttemptId(Uuid::nil()), &met, seed) else { panic!("no start") };
        prop_assert_eq!(drawn.len(), draw);
        let unmet = members - met.len();
        let new = drawn.iter().filter(|drawn| !met.contains(&drawn.question)).count();
        prop_assert_eq!(new, unmet.min(draw));
    }
}

#[test]
fn every_kind_is_among_the_generated_ones() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let made: BTreeSet<&str> = (0..200).map(|_| question().new_tree(&mut runner).unwrap().current().kind).collect();
    assert_eq!(made, KINDS.iter().map(|row| row.name).collect());
}
