//! Reads Moodle XML. A question of an unknown type is listed with its line and hides no other.

use crate::exchange::markup::{bare, category_tags, formula, markdown, plain};
use crate::exchange::number;
use crate::exchange::paper::EACH_IS_ENOUGH;
use crate::exchange::{Asked, Body, Lost, Share, Taken};

use super::tree::{self, Element};

pub(super) fn read(text: &str) -> Taken {
    let mut taken = Taken::default();
    let (whole, wrong) = tree::read(text);
    let mut tags: Vec<String> = Vec::new();
    for question in whole.all("quiz").flat_map(|quiz| quiz.all("question")) {
        if question.attribute("type") == "category" {
            let path = question.first("category").map_or("", |category| category.word("text"));
            tags = category_tags(path);
            continue;
        }
        one(question, &tags, &mut taken);
    }
    if whole.all("quiz").next().is_none() {
        taken.lost.extend(stranger(&whole));
    }
    if let Some(line) = wrong {
        taken.lose(line, "the XML is broken here; what follows was not taken");
    }
    taken
}

/// Says what a file is that holds no quiz of Moodle.
fn stranger(whole: &Element) -> Option<Lost> {
    let outermost = whole.inside.first()?;
    let name = outermost.name.rsplit(':').next().unwrap_or("");
    let what = if matches!(name, "questestinterop" | "assessmentItem" | "assessmentTest" | "assessmentSection" | "manifest") {
        "the whole file: it is QTI, which is not read. Export GIFT, Moodle XML or Aiken where it comes from; what writes none of these, as \
         Canvas and Blackboard, is taken into Moodle (a Common Cartridge by Restore, a pool of Blackboard by Import), and its question bank \
         exports Moodle XML"
            .to_owned()
    } else {
        format!("the whole file: Moodle XML begins with `<quiz>`, and this with `<{name}>`; export it as GIFT, Moodle XML or Aiken")
    };
    Some(Lost { line: outermost.line, what })
}

fn one(question: &Element, tags: &[String], taken: &mut Taken) {
    let line = question.line;
    let kind = question.attribute("type");
    let body = match kind {
        "multichoice" => choice(question, taken),
        "truefalse" => truth(question, taken),
        "shortanswer" => short(question, taken),
        "numerical" => number(question, taken),
        "matching" => matching(question, taken),
        "ordering" => Body::Order(question.all("answer").map(|answer| said(answer, taken)).collect()),
        "description" => return taken.lose(line, "a description without answers; put it into a lesson"),
        "essay" => return taken.lose(line, "an essay question; nothing here marks essays, so write a `rubric` for it"),
        other => return taken.lose(line, format!("a question of the type `{other}`; nothing of it was taken")),
    };
    let below = |name: &str, taken: &mut Taken| question.first(name).map_or_else(String::new, |element| said(element, taken));
    let own = question.first("tags").into_iter().flat_map(|all| all.all("tag")).map(|tag| tag.word("text").to_owned());
    let hints: Vec<String> = question.all("hint").map(|hint| said(hint, taken)).filter(|hint| !hint.is_empty()).collect();
    if hints.len() > 1 {
        taken.lose(line, "all hints but the first");
    }
    let grade = question.word("defaultgrade").parse::<f64>().unwrap_or(1.0);
    if grade.fract() != 0.0 || !(0.0..=1000.0).contains(&grade) {
        taken.lose(line, format!("the {grade} points, which are 1 now"));
    }
    let asked = Asked {
        line,
        name: question.first("name").map_or("", |name| name.word("text")).to_owned(),
        ask: below("questiontext", taken),
        why: below("generalfeedback", taken),
        hint: hints.into_iter().next().unwrap_or_default(),
        points: (0..=1000u32).find(|points| (f64::from(*points) - grade).abs() < 1e-6).unwrap_or(1),
        tags: tags.iter().cloned().chain(own).collect(),
        body,
    };
    for file in question.inside.iter().flat_map(|element| element.all("file")) {
        taken.lose(file.line, format!("the file `{}`", file.attribute("name")));
    }
    taken.paper.questions.push(asked);
}

/// Returns the Markdown of an element's text.
fn said(element: &Element, taken: &mut Taken) -> String {
    let written = element.word("text");
    let (text, dropped) = match element.attribute("format") {
        // Markdown has its own use for the backslashes of LaTeX.
        "markdown" => return written.to_owned(),
        "plain_text" => (plain(written), Vec::new()),
        _ => markdown(written),
    };
    for what in dropped.into_iter().chain(formula(written)) {
        taken.lose(element.line, what);
    }
    text
}

fn is_html(element: &Element) -> bool {
    matches!(element.attribute("format"), "html" | "moodle_auto_format")
}

/// Returns the letters of an answer that is typed, without the stars that stand for any letters; `None` where there is nothing else.
fn typed(answer: &Element, taken: &mut Taken) -> Option<String> {
    let written = answer.word("text");
    let words = if is_html(answer) { bare(written) } else { written.trim().to_owned() };
    let parts: Vec<String> = words.replace("\\*", "\0").split('*').map(|part| part.replace('\0', "*").trim().to_owned()).collect();
    let [one] = parts.as_slice() else {
        let own = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        if fraction(answer) < 25.0 {
            return Some(words);
        }
        if own.is_empty() {
            taken.lose(answer.line, format!("the answer `{words}`, which is whatever is typed"));
            return None;
        }
        taken.lose(answer.line, format!("the star in `{words}`, which stands for any letters; only `{own}` is accepted"));
        return Some(own);
    };
    Some(one.clone())
}

fn fraction(answer: &Element) -> f64 {
    answer.attribute("fraction").parse().ok().filter(|fraction: &f64| fraction.is_finite()).unwrap_or(0.0)
}

fn feedback(answer: &Element, taken: &mut Taken) -> String {
    answer.first("feedback").map_or_else(String::new, |feedback| said(feedback, taken))
}

fn choice(question: &Element, taken: &mut Taken) -> Body {
    let several = matches!(question.word("single"), "false" | "0");
    if matches!(question.word("shuffleanswers"), "false" | "0") {
        taken.lose(question.line, "that its options keep their places; add `shuffle = false` to the question for that".to_owned());
    }
    let mut options = Vec::new();
    for answer in question.all("answer") {
        let words = said(answer, taken);
        let worth = fraction(answer);
        let share = if several { part(answer, worth, &words, taken) } else { whole(answer, worth, &words, taken) };
        options.push((words, share, feedback(answer, taken)));
    }
    for name in ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"] {
        if let Some(element) = question.first(name).filter(|element| !element.word("text").is_empty() && !is_usual(element.word("text"))) {
            taken.lose(element.line, format!("`{name}`, which is said for all options alike"));
        }
    }
    if !several && options.iter().filter(|(_, share, _)| *share == Share::Right).count() > 1 {
        taken.lose(question.line, EACH_IS_ENOUGH);
    }
    Body::Choice { options, several }
}

/// What Moodle writes where a trainer wrote nothing.
fn is_usual(text: &str) -> bool {
    let plain = markdown(text).0;
    plain.starts_with("Your answer is ")
}

/// What one option is worth: all, half, or nothing.
fn whole(answer: &Element, worth: f64, words: &str, taken: &mut Taken) -> Share {
    let (share, is) = match worth {
        worth if worth >= 75.0 => (Share::Right, 100.0),
        worth if worth >= 25.0 => (Share::Half, 50.0),
        _ => (Share::Wrong, 0.0),
    };
    if (worth - is).abs() > 0.01 {
        taken.lose(answer.line, format!("the weight {worth} % of `{words}`, which is now {is} %"));
    }
    share
}

/// What one of several right options is worth: any gain counts as right.
fn part(answer: &Element, worth: f64, words: &str, taken: &mut Taken) -> Share {
    let equal = worth == 0.0 || (100.0 / worth.abs() - (100.0 / worth.abs()).round()).abs() < 0.02;
    if !equal {
        taken.lose(answer.line, format!("the weight {worth} % of `{words}`; the quiz's `partial` says what some right ones earn"));
    }
    if worth > 0.0 { Share::Right } else { Share::Wrong }
}

/// With something said about either answer, it becomes a choice of two.
fn truth(question: &Element, taken: &mut Taken) -> Body {
    let right = question.all("answer").find(|answer| fraction(answer) > 0.0);
    let is = right.is_some_and(|answer| answer.word("text").eq_ignore_ascii_case("true"));
    let replies: Vec<(bool, String)> =
        question.all("answer").map(|answer| (answer.word("text").eq_ignore_ascii_case("true"), feedback(answer, taken))).collect();
    if replies.iter().all(|(_, reply)| reply.is_empty()) {
        return Body::Truth(is);
    }
    let of = |word: bool| replies.iter().find(|(answer, _)| *answer == word).map_or_else(String::new, |(_, reply)| reply.clone());
    let option = |name: &str, word: bool| (name.to_owned(), if word == is { Share::Right } else { Share::Wrong }, of(word));
    Body::Choice { options: vec![option("True", true), option("False", false)], several: false }
}

fn short(question: &Element, taken: &mut Taken) -> Body {
    let (mut accept, mut near) = (Vec::new(), Vec::new());
    for answer in question.all("answer") {
        let Some(words) = typed(answer, taken) else { continue };
        match whole(answer, fraction(answer), &words, taken) {
            Share::Right => accept.push(words.clone()),
            Share::Half => near.push(words.clone()),
            Share::Wrong => taken.lose(answer.line, format!("the wrong answer `{words}`, which any other is, too")),
        }
        if !feedback(answer, taken).is_empty() {
            taken.lose(answer.line, format!("what is said about the answer `{words}`"));
        }
    }
    Body::Words { accept, near, strict: question.word("usecase") == "1" }
}

/// Numbers become short answers: a small range of whole numbers is written out, and what cannot be is listed.
fn number(question: &Element, taken: &mut Taken) -> Body {
    let (mut accept, mut near) = (Vec::new(), Vec::new());
    for answer in question.all("answer") {
        let words = said(answer, taken);
        let about = answer.word("tolerance").parse().ok().filter(|about: &f64| about.is_finite() && *about != 0.0);
        let all = match words.parse::<f64>().ok().zip(about) {
            Some((middle, about)) => {
                let range = format!("the tolerance {} of `{words}`", answer.word("tolerance"));
                number::between(middle - about, middle + about).listed(&range, answer.line, taken)
            }
            None => number::one(&words),
        };
        match whole(answer, fraction(answer), &words, taken) {
            Share::Right => accept.extend(all),
            Share::Half => near.extend(all),
            Share::Wrong => taken.lose(answer.line, format!("the wrong answer `{words}`, which any other is, too")),
        }
        if !feedback(answer, taken).is_empty() {
            taken.lose(answer.line, format!("what is said about the answer `{words}`"));
        }
    }
    for unit in question.first("units").into_iter().flat_map(|units| units.all("unit")) {
        taken.lose(unit.line, format!("the unit `{}`", unit.word("unit_name")));
    }
    // Numbers are kept apart without it, and a decimal comma is a point.
    Body::Words { accept, near, strict: false }
}

fn matching(question: &Element, taken: &mut Taken) -> Body {
    let (mut pairs, mut extra) = (Vec::new(), Vec::new());
    for pair in question.all("subquestion") {
        let left = said(pair, taken);
        let right = pair.first("answer").map_or("", |answer| answer.word("text")).to_owned();
        if left.is_empty() { extra.push(right) } else { pairs.push((left, right)) }
    }
    Body::Pairs { pairs, extra }
}
