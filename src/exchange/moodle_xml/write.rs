//! Writes Moodle XML, all texts as Markdown, which Moodle knows.

use quick_xml::escape::escape;

use crate::exchange::paper::line;
use crate::exchange::{Asked, Body, Given, Paper, Share};

pub(super) fn write(paper: &Paper) -> Given {
    let mut given = Given { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n".to_owned(), lost: Vec::new() };
    if !paper.title.is_empty() {
        // Two hyphens would end the comment.
        given.text.extend(["  <!-- ", &plain_letters(&line(&paper.title).replace("--", "- -")), " -->\n"]);
    }
    for asked in &paper.questions {
        let Some((kind, body)) = body(asked, &mut given) else { continue };
        let hint = if asked.hint.is_empty() { String::new() } else { text("hint", &asked.hint) };
        let tags: Vec<String> = asked.tags.iter().map(|tag| format!("<tag>{}</tag>", plain(tag))).collect();
        let tags = if tags.is_empty() { String::new() } else { format!("    <tags>{}</tags>\n", tags.concat()) };
        given.text.push_str(
            &[
                format!("  <question type=\"{kind}\">\n    <name>{}</name>\n", plain(&asked.name)),
                text("questiontext", &asked.ask),
                text("generalfeedback", &asked.why),
                format!("    <defaultgrade>{}</defaultgrade>\n", asked.points),
                body,
                hint,
                tags,
                "  </question>\n".to_owned(),
            ]
            .concat(),
        );
    }
    given.text.push_str("</quiz>\n");
    given
}

/// The type of a question, and its answers.
fn body(asked: &Asked, given: &mut Given) -> Option<(&'static str, String)> {
    match &asked.body {
        Body::Truth(truth) => {
            let one = |word: &str, is: bool| answer(if is { "100" } else { "0" }, word, "");
            Some(("truefalse", one("true", *truth) + &one("false", !*truth)))
        }
        Body::Choice { options, several } => {
            if *several && options.iter().any(|(_, share, _)| *share == Share::Half) {
                given.lose(asked, "an option that is half right is worth nothing now");
            }
            let each = |of: Share| percent(options.iter().filter(|(_, share, _)| *share == of).count());
            let (plus, minus) = (each(Share::Right), format!("-{}", each(Share::Wrong)));
            let worth = |share: &Share| match (several, share) {
                (false, Share::Right) => "100".to_owned(),
                (false, Share::Half) => "50".to_owned(),
                (false, Share::Wrong) | (true, Share::Half) => "0".to_owned(),
                (true, Share::Right) => plus.clone(),
                (true, Share::Wrong) => minus.clone(),
            };
            let all: String = options.iter().map(|(words, share, reply)| answer(&worth(share), words, reply)).collect();
            Some(("multichoice", format!("    <single>{}</single>\n{all}", !several)))
        }
        Body::Words { accept, near, strict } => {
            // A star stands for any letters there.
            let typed = |worth: &str, words: &String| answer(worth, &words.replace('*', "\\*"), "");
            let all = accept.iter().map(|words| typed("100", words)).chain(near.iter().map(|words| typed("50", words)));
            let all: String = all.collect();
            Some(("shortanswer", format!("    <usecase>{}</usecase>\n{all}", u8::from(*strict))))
        }
        Body::Pairs { pairs, extra } => {
            let pairs = pairs.iter().map(|(left, right)| pair(left, right));
            Some(("matching", pairs.chain(extra.iter().map(|right| pair("", right))).collect()))
        }
        Body::Bins(bins) => {
            given.lose(asked, "its bins are pairs now");
            Some(("matching", bins.iter().flat_map(|(bin, items)| items.iter().map(|item| pair(item, bin))).collect()))
        }
        Body::Order(steps) => {
            let steps = steps.iter().enumerate().map(|(place, step)| answer(&format!("{}", place + 1), step, ""));
            Some(("ordering", steps.collect()))
        }
        Body::OnlyHere(kind) => {
            given.lose(asked, format!("{kind}, which Moodle does not know"));
            None
        }
    }
}

fn percent(count: usize) -> String {
    let hundred_thousandths = 10_000_000 / count.max(1);
    format!("{}.{:05}", hundred_thousandths / 100_000, hundred_thousandths % 100_000)
}

fn answer(fraction: &str, words: &str, reply: &str) -> String {
    let words = format!("<text>{}</text>", plain_letters(words));
    let reply = format!("<feedback format=\"markdown\"><text>{}</text></feedback>", plain_letters(reply));
    format!("    <answer fraction=\"{fraction}\" format=\"markdown\">{words}{reply}</answer>\n")
}

fn pair(left: &str, right: &str) -> String {
    let answer = plain(right);
    format!("    <subquestion format=\"markdown\"><text>{}</text><answer>{answer}</answer></subquestion>\n", plain_letters(left))
}

fn text(name: &str, words: &str) -> String {
    format!("    <{name} format=\"markdown\"><text>{}</text></{name}>\n", plain_letters(words))
}

/// Letters as XML has them. No control character may stand in it at all, not even escaped.
fn plain_letters(words: &str) -> String {
    let allowed: String = words.trim().chars().filter(|letter| !letter.is_control() || *letter == '\n' || *letter == '\t').collect();
    escape(allowed.as_str()).into_owned()
}

fn plain(words: &str) -> String {
    format!("<text>{}</text>", plain_letters(words))
}
