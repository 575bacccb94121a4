//! Writes GIFT.

use crate::exchange::{Asked, Body, Given, Paper, Share};

pub(super) fn write(paper: &Paper) -> Given {
    let mut given = Given::default();
    if !paper.title.is_empty() {
        given.text.push_str(&format_args!("// {}\n\n", super::super::paper::line(&paper.title)).to_string());
    }
    let mut tags: &[String] = &[];
    for asked in &paper.questions {
        let Some(answers) = answers(asked, &mut given) else { continue };
        if asked.tags != tags {
            tags = &asked.tags;
            let path = if tags.is_empty() { "$course$".to_owned() } else { tags.join("/") };
            given.text.push_str("$CATEGORY: ");
            given.text.push_str(&path);
            given.text.push_str("\n\n");
        }
        let why = if asked.why.is_empty() { String::new() } else { format!("\n####{}", escaped(&asked.why)) };
        let name = asked.name.replace(':', "\\:");
        given.text.push_str(&format_args!("::{name}::[markdown]{}{{{answers}{why}\n}}\n\n", escaped(&asked.ask)).to_string());
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
            let right = options.iter().filter(|(_, share, _)| *share != Share::Wrong).count();
            let each = |count: usize| percent(count.max(1));
            let (plus, minus) = (format!("~%{}%", each(right)), format!("~%-{}%", each(options.len() - right)));
            let sign = |share: &Share| if *share == Share::Wrong { &minus } else { &plus };
            Some(options.iter().map(|(words, share, reply)| entry(sign(share), words, reply)).collect())
        }
        Body::Words { accept, near, strict } => {
            if *strict {
                given.lose(asked, "`strict`; the other side decides whether every letter counts");
            }
            let accept = accept.iter().map(|words| entry("=", words, ""));
            Some(accept.chain(near.iter().map(|words| entry("=%50%", words, ""))).collect())
        }
        Body::Pairs { pairs, extra } => {
            let pairs = pairs.iter().map(|(left, right)| format!("\n={} -> {}", escaped(left), escaped(right)));
            Some(pairs.chain(extra.iter().map(|right| format!("\n= -> {}", escaped(right)))).collect())
        }
        Body::Bins(bins) => {
            let items = bins.iter().flat_map(|(bin, items)| items.iter().map(move |item| (item, bin)));
            given.lose(asked, "its bins are pairs now");
            let lines: Vec<String> = items.map(|(item, bin)| format!("\n={} -> {}", escaped(item), escaped(bin))).collect();
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
