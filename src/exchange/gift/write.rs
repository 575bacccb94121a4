//! Writes GIFT.

use crate::exchange::paper::line;
use crate::exchange::{Asked, Body, Given, Paper, Share, number};

pub(super) fn write(paper: &Paper) -> Given {
    let mut given = Given::default();
    if !paper.title.is_empty() {
        given.text.extend(["// ", &line(&paper.title), "\n\n"]);
    }
    let mut tags: &[String] = &[];
    for asked in &paper.questions {
        let Some(answers) = answers(asked, &mut given) else { continue };
        if asked.tags != tags {
            tags = &asked.tags;
            if tags.iter().any(|tag| tag.starts_with('/') || tag.ends_with('/')) {
                given.lose(asked, "the strokes around a tag");
            }
            // Two strokes are one that parts nothing.
            let below: Vec<String> = tags.iter().map(|tag| line(tag).trim_matches('/').replace('/', "//")).collect();
            let path = ["$course$", "top"].into_iter().chain(below.iter().map(String::as_str)).collect::<Vec<_>>();
            given.text.extend(["$CATEGORY: ", &path.join("/"), "\n\n"]);
        }
        let why = if asked.why.is_empty() { String::new() } else { format!("\n####{}", escaped(&asked.why)) };
        let name = escaped(&line(&asked.name));
        given.text.extend(["::", &name, "::[markdown]", &escaped(&asked.ask), "{", &answers, &why, "\n}\n\n"]);
        if !asked.hint.is_empty() {
            given.lose(asked, "its hint");
        }
        if asked.points != 1 {
            given.lose(asked, format!("its {} points", asked.points));
        }
    }
    given
}

fn answers(asked: &Asked, given: &mut Given) -> Option<String> {
    let entry = |sign: &str, words: &str, reply: &str| {
        // What looks like a weight would be one, but for a weight before it.
        let sign = if sign == "~" && begins_with_weight(words) { "~%0%" } else { sign };
        let reply = if reply.is_empty() { String::new() } else { format!("#{}", escaped(reply)) };
        format!("\n{sign}{}{reply}", escaped(words))
    };
    match &asked.body {
        Body::Truth(truth) => Some(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        Body::Choice { options, several: false } => {
            let sign = |share: &Share| match share {
                Share::Right => "=",
                Share::Half => "~%50%",
                Share::Wrong => "~",
            };
            Some(options.iter().map(|(words, share, reply)| entry(sign(share), words, reply)).collect())
        }
        Body::Choice { options, several: true } => {
            if options.iter().any(|(_, share, _)| *share == Share::Half) {
                given.lose(asked, "an option that is half right is worth nothing now");
            }
            let each = |of: Share| percent(options.iter().filter(|(_, share, _)| *share == of).count().max(1));
            let (plus, minus) = (format!("~%{}%", each(Share::Right)), format!("~%-{}%", each(Share::Wrong)));
            let sign = |share: &Share| match share {
                Share::Right => plus.as_str(),
                Share::Half => "~%0%",
                Share::Wrong => minus.as_str(),
            };
            Some(options.iter().map(|(words, share, reply)| entry(sign(share), words, reply)).collect())
        }
        Body::Words { accept, near, strict } => {
            // Numbers are compared as numbers, which is all that is asked of them; `007` may be no number.
            let is_number = |words: &String| number::is_plain(words) && (*strict || number::is_usual(words));
            let numbers = accept.iter().chain(near).all(is_number);
            if *strict && !numbers {
                given.lose(asked, "`strict`; the other side decides whether every letter counts");
            }
            let pairs = accept.iter().chain(near).all(|words| words.contains("->"));
            let mut said = |sign: &str, words: &String| {
                let words = if pairs { unarrowed(words, asked, given) } else { words.clone() };
                let sign = if sign == "=" && begins_with_weight(&words) { "=%100%" } else { sign };
                // A star stands for any letters there.
                entry(sign, &words, "").replace('*', "\\*")
            };
            let accept: Vec<String> = accept.iter().map(|words| said("=", words)).collect();
            let near: Vec<String> = near.iter().map(|words| said("=%50%", words)).collect();
            Some(if numbers { "#" } else { "" }.to_owned() + &accept.concat() + &near.concat())
        }
        Body::Pairs { pairs, extra } => {
            let mut left = |words: &String| unarrowed(words, asked, given);
            let pairs: Vec<String> = pairs.iter().map(|(words, right)| pair(&left(words), right)).collect();
            Some(pairs.into_iter().chain(extra.iter().map(|right| pair("", right))).collect())
        }
        Body::Bins(bins) => {
            given.lose(asked, "its bins are pairs now");
            let items = bins.iter().flat_map(|(bin, items)| items.iter().map(move |item| (item, bin)));
            let lines: Vec<String> = items.map(|(item, bin)| pair(&unarrowed(item, asked, given), bin)).collect();
            Some(lines.concat())
        }
        Body::Order(_) => {
            given.lose(asked, "an ordering question, which GIFT does not know");
            None
        }
        Body::OnlyHere(kind) => {
            given.lose(asked, format!("{kind}, which GIFT does not know"));
            None
        }
    }
}

fn pair(left: &str, right: &str) -> String {
    format!("\n={} -> {}", escaped(left), escaped(right))
}

/// Whether words begin as a weight does: `%50%`.
fn begins_with_weight(words: &str) -> bool {
    let inside = words.trim_start().strip_prefix('%').and_then(|rest| rest.split_once('%'));
    inside.is_some_and(|(weight, _)| !weight.is_empty() && weight.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.')))
}

/// The first arrow of an answer parts it in two, and no sign takes that meaning from it.
fn unarrowed(words: &str, asked: &Asked, given: &mut Given) -> String {
    if words.contains("->") {
        given.lose(asked, format!("an arrow of `{}`, which is `→` now", line(words)));
    }
    words.replace("->", "→")
}

/// The share of one of several, with as many places as Moodle has.
fn percent(count: usize) -> String {
    let hundred_thousandths = 10_000_000 / count;
    let (whole, rest) = (hundred_thousandths / 100_000, hundred_thousandths % 100_000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:05}") }
}

fn escaped(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    for letter in words.trim().chars() {
        match letter {
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => {
                written.push('\\');
                written.push(letter);
            }
            '\n' => written.push_str("\\n"),
            letter => written.push(letter),
        }
    }
    written
}
