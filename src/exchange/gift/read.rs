//! Reads GIFT. A paragraph that is not understood is listed with its line and hides no other.

use winnow::Parser;

use crate::exchange::markup::{bare, category_tags, formula, markdown, plain};
use crate::exchange::number;
use crate::exchange::paper::EACH_IS_ENOUGH;
use crate::exchange::{Asked, Body, Share, Taken};

use super::grammar::{Answer, Answers, Written, question};

pub(super) fn read(text: &str) -> Taken {
    let mut taken = Taken::default();
    let mut tags: Vec<String> = Vec::new();
    for (line, paragraph) in paragraphs(text) {
        if let Some(category) = paragraph.trim().strip_prefix("$CATEGORY:") {
            tags = category_tags(category.lines().next().unwrap_or(""));
            continue;
        }
        match question.parse(paragraph.trim()) {
            Ok(written) => add(line, written, &tags, &mut taken),
            Err(wrong) => {
                let at = line + paragraph.trim().get(..wrong.offset()).unwrap_or("").matches('\n').count();
                match braces(&paragraph) {
                    0 | 1 => taken.lose(at, "not understood as a GIFT question; nothing of it was taken"),
                    several => {
                        let what = "questions without an empty line between them; put one above each: none of them was taken";
                        taken.lose(line, format!("{several} {what}"));
                    }
                }
            }
        }
    }
    taken
}

/// Returns how many pairs of braces a paragraph has: a question has one.
fn braces(paragraph: &str) -> usize {
    let (mut count, mut is_open, mut is_escaped) = (0, false, false);
    for letter in paragraph.chars() {
        match letter {
            _ if is_escaped => {}
            '{' => is_open = true,
            '}' if is_open => (count, is_open) = (count + 1, false),
            _ => {}
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    count
}

/// Returns the paragraphs with the lines they begin in; comments are blanked.
fn paragraphs(text: &str) -> Vec<(usize, String)> {
    let mut all: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let comment = line.trim_start().starts_with("//");
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        let line = if comment { "" } else { line };
        let category = line.trim_start().starts_with("$CATEGORY:");
        match all.last_mut() {
            Some((_, paragraph)) if open && !category => {
                paragraph.push('\n');
                paragraph.push_str(line);
            }
            _ if comment => {}
            _ => all.push((number + 1, line.to_owned())),
        }
        open = !category && (open || !comment);
    }
    all
}

fn add(line: usize, written: Written, tags: &[String], taken: &mut Taken) {
    let tail = written.after.trim();
    let format = written.format.clone();
    let mut told = |text: &str| {
        let (format, text) = formatted(text, &format);
        // Markdown has its own use for such backslashes.
        let formula = formula(text).filter(|_| format != "markdown");
        let (text, dropped) = match format {
            "html" | "moodle" | "" => markdown(text),
            "plain" => (plain(text), Vec::new()),
            _ => (text.trim().to_owned(), Vec::new()),
        };
        dropped.into_iter().chain(formula).for_each(|what| taken.lose(line, what));
        text
    };
    let mut asked = Asked { line, name: written.title.clone(), points: 1, tags: tags.to_vec(), ..Asked::default() };
    asked.ask = told(written.before.trim());
    if !tail.is_empty() && written.answers.is_some() {
        asked.ask = format!("{} _____ {}", asked.ask, told(tail));
    }
    let Some(answers) = written.answers else {
        taken.lose(line, "a description without answers; put it into a lesson");
        return;
    };
    match answers {
        Answers::Essay => {
            taken.lose(line, "an essay question; nothing here marks essays, so write a `rubric` for it");
            return;
        }
        Answers::Truth(truth, replies, why) => {
            asked.why = told(&why);
            let replies: Vec<String> = replies.iter().map(|reply| told(reply)).collect();
            // GIFT tells first what is said to the wrong answer.
            asked.body = match replies.as_slice() {
                [] => Body::Truth(truth),
                [wrong, rest @ ..] => {
                    let right = rest.first().cloned().unwrap_or_default();
                    let option = |word: &str, is: bool| {
                        let share = if is == truth { Share::Right } else { Share::Wrong };
                        (word.to_owned(), share, if is == truth { right.clone() } else { wrong.clone() })
                    };
                    Body::Choice { options: vec![option("True", true), option("False", false)], several: false }
                }
            };
        }
        Answers::Number(list, why) => {
            asked.why = told(&why);
            asked.body = numbers(line, &list, taken);
        }
        Answers::List(list, why) => {
            asked.why = told(&why);
            let list = named(list);
            // What is compared with what somebody types has no Markdown.
            let mut words = |words: &str| if are_short(&list) { letters(words, &format) } else { told(words) };
            let said: Vec<String> = list.iter().map(|answer| words(&answer.words)).collect();
            let list = said.into_iter().zip(list).map(|(words, answer)| Answer { words, reply: told(&answer.reply), ..answer });
            let list: Vec<Answer> = list.collect();
            match body(line, list, taken) {
                Some(body) => asked.body = body,
                None => return,
            }
        }
    }
    taken.paper.questions.push(asked);
}

/// Returns the format of a text and the rest of it. An answer may be in a format of its own; where none is named, Moodle takes HTML.
fn formatted<'t>(text: &'t str, format: &'t str) -> (&'t str, &'t str) {
    let named = |format: &'static str| Some((format, text.trim_start().strip_prefix('[')?.strip_prefix(format)?.strip_prefix(']')?));
    ["html", "moodle", "markdown", "plain"].into_iter().find_map(named).unwrap_or((format, text))
}

/// Returns the letters of an answer that is typed.
fn letters(text: &str, format: &str) -> String {
    match formatted(text, format) {
        ("html" | "moodle" | "", text) => bare(text),
        (_, text) => text.trim().to_owned(),
    }
}

/// Whether these are answers to be typed: all of them right, and none parted by an arrow.
fn are_short(list: &[Answer]) -> bool {
    list.iter().all(|answer| answer.right) && !list.iter().all(|answer| answer.words.contains("->"))
}

/// Takes for words what seemed to be a weight and has no words behind it, or stands where no weight may.
fn named(list: Vec<Answer>) -> Vec<Answer> {
    let short = are_short(&list);
    let own = |answer: Answer| match answer.weight {
        Some(_) if answer.words.is_empty() || (answer.right && !short) => Answer { words: answer.whole.clone(), weight: None, ..answer },
        _ => answer,
    };
    list.into_iter().map(own).collect()
}

fn body(line: usize, list: Vec<Answer>, taken: &mut Taken) -> Option<Body> {
    let all_right = list.iter().all(|answer| answer.right);
    if all_right && list.iter().all(|answer| answer.words.contains("->")) {
        let mut pairs = Vec::new();
        let mut extra = Vec::new();
        for answer in list {
            let (left, right) = answer.words.split_once("->").unwrap_or((&answer.words, ""));
            if left.trim().is_empty() {
                extra.push(right.trim().to_owned());
            } else {
                pairs.push((left.trim().to_owned(), right.trim().to_owned()));
            }
            if !answer.reply.is_empty() {
                taken.lose(line, format!("what is said about the pair `{}`", left.trim()));
            }
        }
        return Some(Body::Pairs { pairs, extra });
    }
    if all_right {
        let (mut accept, mut near) = (Vec::new(), Vec::new());
        for answer in list {
            let Some(answer) = tamed(line, answer, taken) else { continue };
            match share(line, &answer, taken) {
                Share::Right => accept.push(answer.words.clone()),
                Share::Half => near.push(answer.words.clone()),
                Share::Wrong => taken.lose(line, format!("the wrong answer `{}`, which any other is, too", answer.words)),
            }
            if !answer.reply.is_empty() {
                taken.lose(line, format!("what is said about the answer `{}`", answer.words));
            }
        }
        return Some(Body::Words { accept, near, strict: false });
    }
    let several = list.iter().all(|answer| !answer.right);
    if several && list.iter().all(|answer| answer.weight.is_none()) {
        taken.lose(line, "a choice without a right answer; nothing of it was taken");
        return None;
    }
    let mut options = Vec::new();
    for answer in list {
        let share = if several { part(line, &answer, taken) } else { share(line, &answer, taken) };
        options.push((answer.words, share, answer.reply));
    }
    if !several && options.iter().filter(|(_, share, _)| *share == Share::Right).count() > 1 {
        taken.lose(line, EACH_IS_ENOUGH);
    }
    Some(Body::Choice { options, several })
}

/// Lists the stars of an answer, each of which stands for any letters, and takes its words without them; `None` where there are no others.
fn tamed(line: usize, answer: Answer, taken: &mut Taken) -> Option<Answer> {
    if !answer.wild || weight(&answer).is_some_and(|weight| weight < 25.0) {
        return Some(answer);
    }
    let words = answer.words.split('*').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        taken.lose(line, format!("the answer `{}`, which is whatever is typed", answer.words));
        return None;
    }
    taken.lose(line, format!("the star in `{}`, which stands for any letters; only `{words}` is accepted", answer.words));
    Some(Answer { words, ..answer })
}

/// What one of several right answers is worth: any gain counts as right.
fn part(line: usize, answer: &Answer, taken: &mut Taken) -> Share {
    let weight = weight(answer).unwrap_or(0.0);
    if weight.abs() > 0.0 && (100.0 / weight.abs() - (100.0 / weight.abs()).round()).abs() > 0.02 {
        taken.lose(line, format!("the weight {weight} % of `{}`; the quiz's `partial` says what some right ones earn", answer.words));
    }
    if weight > 0.0 { Share::Right } else { Share::Wrong }
}

/// What one answer is worth: all, half, or nothing.
fn share(line: usize, answer: &Answer, taken: &mut Taken) -> Share {
    match weight(answer) {
        None if answer.right => Share::Right,
        None => Share::Wrong,
        Some(weight) if (weight - 100.0).abs() < 0.01 => Share::Right,
        Some(weight) if (weight - 50.0).abs() < 0.01 => Share::Half,
        Some(weight) if weight.abs() < 0.01 => Share::Wrong,
        Some(weight) => {
            let share = if weight >= 75.0 {
                Share::Right
            } else if weight >= 25.0 {
                Share::Half
            } else {
                Share::Wrong
            };
            let now = match share {
                Share::Right => "100",
                Share::Half => "50",
                Share::Wrong => "0",
            };
            taken.lose(line, format!("the weight {weight} % of `{}`, which is now {now} %", answer.words));
            share
        }
    }
}

fn weight(answer: &Answer) -> Option<f64> {
    answer.weight.as_ref()?.parse().ok().filter(|weight: &f64| weight.is_finite())
}

/// Numbers become short answers: a small range of whole numbers is written out, and what cannot be is listed.
fn numbers(line: usize, list: &[Answer], taken: &mut Taken) -> Body {
    let (mut accept, mut near) = (Vec::new(), Vec::new());
    for answer in list {
        let share = share(line, answer, taken);
        let all = match range(&answer.words) {
            Some((least, most)) => {
                let range = format!("the range {} to {}", number::plain(least), number::plain(most));
                number::between(least, most).listed(&range, line, taken)
            }
            None => number::one(&answer.words),
        };
        match share {
            Share::Right => accept.extend(all),
            Share::Half => near.extend(all),
            Share::Wrong => taken.lose(line, format!("the wrong answer `{}`, which any other is, too", answer.words)),
        }
        if !answer.reply.is_empty() {
            taken.lose(line, format!("what is said about the answer `{}`", answer.words));
        }
    }
    // Numbers are kept apart without it, and a decimal comma is a point.
    Body::Words { accept, near, strict: false }
}

/// `3..5` or `4:1`.
fn range(words: &str) -> Option<(f64, f64)> {
    let number = |word: &str| word.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    if let Some((least, most)) = words.split_once("..") {
        return Some((number(least)?, number(most)?));
    }
    let (middle, about) = words.split_once(':')?;
    let (middle, about) = (number(middle)?, number(about)?);
    Some((middle - about, middle + about))
}
