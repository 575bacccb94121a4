//! A [`Paper`] as a quiz file of this course.

use std::collections::BTreeMap;

use crate::exchange::paper::{Asked, Body, Lost, Paper, Share, line};
use crate::id::QuestionId;
use crate::prose::{list, safe};

use super::held;

/// Returns a quiz file that asks these questions, and what it could not carry: every question that `check` would refuse is left out.
#[must_use]
pub fn written(paper: &Paper) -> (String, Vec<Lost>) {
    let (mut lost, mut ids) = (Vec::new(), BTreeMap::new());
    let title = if paper.title.is_empty() { String::new() } else { setting("title", &quoted(&paper.title)) };
    let questions: Vec<(usize, String)> = paper.questions.iter().map(|asked| (asked.line, question(asked, &mut ids, &mut lost))).collect();
    let refused = held::refused(&title, &questions);
    for (place, because) in &refused {
        let line = questions.get(*place).map_or(1, |(line, _)| *line);
        lost.push(Lost { line, what: format!("a question that `check` would refuse: {because}; nothing of it was taken") });
    }
    lost.sort_by_key(|lost| lost.line);
    let held: String = (0..).zip(questions).filter(|(place, _)| !refused.contains_key(place)).map(|(_, (_, text))| text).collect();
    (if held.is_empty() { held } else { title + &held }, lost)
}

fn question(asked: &Asked, ids: &mut BTreeMap<String, usize>, lost: &mut Vec<Lost>) -> String {
    let mut text = "\n[[question]]\n".to_owned();
    text.push_str(&setting("id", &quoted(&id(asked, ids))));
    text.push_str(&setting("ask", &words(&asked.ask)));
    for (name, said) in [("why", &asked.why), ("hint", &asked.hint)] {
        if !said.is_empty() {
            text.push_str(&setting(name, &words(said)));
        }
    }
    if asked.points != 1 && asked.points <= 10 {
        text.push_str(&setting("points", &asked.points.to_string()));
    } else if asked.points > 10 {
        lost.push(Lost { line: asked.line, what: format!("{} points; ten are the most", asked.points) });
        text.push_str("points = 10\n");
    }
    if !asked.tags.is_empty() {
        text.push_str(&setting("tags", &list(&asked.tags)));
    }
    if items(&asked.body).into_iter().any(is_joined) {
        lost.push(Lost { line: asked.line, what: "the lines of an answer, which are one line now".to_owned() });
    }
    let (bins, alone) = held::in_bins(&asked.body).unzip();
    for answer in alone.into_iter().flatten() {
        let what = format!("the answer `{}`, which belongs to nothing; the pairs are bins now, and each holds something", line(answer));
        lost.push(Lost { line: asked.line, what });
    }
    text.push_str(&bins.as_ref().map_or_else(|| body(&asked.body), body));
    text
}

/// Returns the words that become items of a list.
fn items(body: &Body) -> Vec<&str> {
    match body {
        Body::Choice { options, .. } => options.iter().map(|(words, ..)| words.as_str()).collect(),
        Body::Pairs { pairs, .. } => pairs.iter().flat_map(|(left, right)| [left.as_str(), right]).collect(),
        Body::Order(steps) => steps.iter().map(String::as_str).collect(),
        Body::Bins(bins) => bins.iter().flat_map(|(_, items)| items.iter().map(String::as_str)).collect(),
        Body::Truth(_) | Body::Words { .. } | Body::OnlyHere(_) => Vec::new(),
    }
}

fn body(body: &Body) -> String {
    let item = |sign: &str, words: &str| format!("- {sign}{}\n", item_text(words));
    match body {
        Body::Truth(truth) => setting("answer", &truth.to_string()),
        Body::Choice { options, several } => {
            let mut lines = String::new();
            for (said, share, reply) in options {
                let sign = match share {
                    Share::Right => "[x] ",
                    Share::Half => "[~] ",
                    Share::Wrong => "[ ] ",
                };
                lines.push_str(&item(sign, said));
                for line in reply.trim().lines() {
                    lines.push_str(format!("  > {line}").trim_end());
                    lines.push('\n');
                }
            }
            let right = options.iter().filter(|(_, share, _)| *share == Share::Right).count();
            let kind = if *several && right < 2 { "kind = \"multiple\"\n" } else { "" };
            format!("{kind}{}", setting("options", &words(&lines)))
        }
        Body::Words { accept, near, strict } => {
            let near = if near.is_empty() { String::new() } else { setting("near", &list(near)) };
            let strict = if *strict { "strict = true\n" } else { "" };
            format!("{}{near}{strict}", setting("accept", &list(accept)))
        }
        Body::Pairs { pairs, extra } => {
            let arrow = |words: &str| item_text(words).replace(" -> ", " \\-> ");
            let lines: Vec<String> = pairs.iter().map(|(left, right)| format!("- {} -> {}\n", arrow(left), arrow(right))).collect();
            let extra = if extra.is_empty() { String::new() } else { setting("extra", &list(extra)) };
            format!("{}{extra}", setting("pairs", &words(&lines.concat())))
        }
        Body::Order(steps) => {
            let lines: Vec<String> = (1..).zip(steps).map(|(place, step)| format!("{place}. {}\n", item_text(step))).collect();
            setting("order", &words(&lines.concat()))
        }
        Body::Bins(all) => bins(all),
        Body::OnlyHere(_) => String::new(),
    }
}

fn bins(all: &[(String, Vec<String>)]) -> String {
    let mut lines = Vec::new();
    for (bin, items) in all {
        lines.push(format!("## {}\n", line(bin)));
        lines.extend(items.iter().map(|item| format!("- {}\n", item_text(item))));
    }
    setting("bins", &words(&lines.concat()))
}

/// Returns an id that no question has yet. `known` holds the ids there are, each with the number to try next behind it, so that a
/// hundred thousand questions of the same words are not counted through for each.
fn id(asked: &Asked, known: &mut BTreeMap<String, usize>) -> String {
    let short: Vec<&str> = asked.ask.split_whitespace().take(4).collect();
    let near = QuestionId::made_of(&asked.name).or_else(|| QuestionId::made_of(&short.join(" ")));
    let word = near.map_or_else(|| "question".to_owned(), |id| id.to_string());
    let numbered = |count: usize| format!("{}-{count}", word.get(..word.len().min(35)).unwrap_or("question").trim_end_matches('-'));
    let Some(next) = known.get(&word).copied() else {
        known.insert(word.clone(), 2);
        return word;
    };
    let free = (next..=next + known.len()).map(|count| (count, numbered(count))).find(|(_, id)| !known.contains_key(id));
    let (count, id) = free.unwrap_or((next, word.clone()));
    known.insert(word, count + 1);
    known.insert(id.clone(), 2);
    id
}

fn setting(name: &str, value: &str) -> String {
    format!("{name} = {value}\n")
}

/// Words of one item: never empty, and its lines below one another where they would still be the item's.
fn item_text(words: &str) -> String {
    let lines: Vec<&str> = words.trim().lines().map(str::trim).collect();
    if lines.iter().skip(1).all(|line| is_plain(line)) && !lines.windows(2).any(|two| two == ["", ""]) {
        let text = lines.join("\n  ").replace("\n  \n", "\n\n");
        return if text.is_empty() { "…".to_owned() } else { text };
    }
    line(words)
}

/// Whether a line below an item goes on with it, and begins nothing of its own.
fn is_plain(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    !line.starts_with(['-', '*', '>', '#', '=', '`', '~', '|'])
        && !line.get(digits..).is_some_and(|rest| digits > 0 && rest.starts_with(['.', ')']))
        && !list::seems_to_begin(line)
}

/// Whether an item's words stand on fewer lines in our format than they did.
fn is_joined(words: &str) -> bool {
    item_text(words).lines().count() < words.trim().lines().count()
}

/// Markdown between the marks that need no escapes, or between those that do where it holds three in a row.
fn words(markdown: &str) -> String {
    let safe = safe::text(markdown.trim_end());
    if safe.contains("''") || safe.ends_with('\'') {
        let escaped = safe.replace('\\', "\\\\").replace('"', "\\\"");
        return format!("\"\"\"\n{escaped}\n\"\"\"");
    }
    if safe.contains('\n') || safe.starts_with("- ") { format!("'''\n{safe}\n'''") } else { quoted(&safe) }
}

fn list(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|words| quoted(words)).collect();
    format!("[{}]", lines.join(", "))
}

fn quoted(words: &str) -> String {
    crate::course::skeleton::quoted(&safe::line(&line(words)))
}
