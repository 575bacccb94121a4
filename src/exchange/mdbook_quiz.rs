//! The TOML of mdbook-quiz. Read only: its questions are of three kinds, all of which this course knows.

use toml::{Table, Value};

use super::{Asked, Body, Exchange, Given, Paper, Share, Taken};

/// The format.
pub(super) struct MdbookQuiz;

impl Exchange for MdbookQuiz {
    fn name(&self) -> &'static str {
        "mdbook-quiz"
    }

    fn ending(&self) -> &'static str {
        "toml"
    }

    fn is(&self, ending: &str, text: &str) -> bool {
        ending == "toml" && text.contains("[[questions]]")
    }

    fn read(&self, text: &str) -> Option<Taken> {
        Some(read(text))
    }

    fn write(&self, _: &Paper) -> Option<Given> {
        None
    }
}

fn read(text: &str) -> Taken {
    let mut taken = Taken::default();
    let table: Table = match toml::from_str(text) {
        Ok(table) => table,
        Err(wrong) => {
            let at = wrong.span().map_or(0, |span| span.start);
            taken.lose(1 + text.get(..at).unwrap_or("").matches('\n').count(), "not understood as TOML; nothing was taken");
            return taken;
        }
    };
    let begins = text.lines().enumerate().filter(|(_, line)| line.trim() == "[[questions]]").map(|(at, _)| at + 1);
    let mut begins = begins.collect::<Vec<_>>().into_iter();
    for name in table.keys().filter(|name| *name != "questions") {
        let told = |line: &str| line.trim_start().trim_start_matches('[').starts_with(name.as_str());
        let line = text.lines().position(told).map_or(1, |at| at + 1);
        taken.lose(line, format!("the setting `{name}` of the whole quiz"));
    }
    for question in table.get("questions").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table) {
        let line = begins.next().unwrap_or(1);
        one(question, line, &mut taken);
    }
    taken
}

fn one(question: &Table, line: usize, taken: &mut Taken) {
    let empty = Table::new();
    let below = |name: &str| question.get(name).and_then(Value::as_table).unwrap_or(&empty);
    let (prompt, answer) = (below("prompt"), below("answer"));
    let text = |table: &Table, name: &str| table.get(name).and_then(Value::as_str).unwrap_or("").trim().to_owned();
    let name = text(question, "id");
    let mut asked = Asked { line, name, ask: text(prompt, "prompt"), why: text(question, "context"), points: 1, ..Asked::default() };
    for name in question.keys().filter(|name| !matches!(name.as_str(), "id" | "type" | "prompt" | "answer" | "context")) {
        taken.lose(line, format!("the setting `{name}`"));
    }
    for (place, table, known) in [
        ("prompt", prompt, ["prompt", "distractors", "program", ""]),
        ("answer", answer, ["answer", "alternatives", "doesCompile", "stdout"]),
    ] {
        for name in table.keys().filter(|name| !known.contains(&name.as_str())) {
            taken.lose(line, format!("the setting `{place}.{name}`"));
        }
    }
    match text(question, "type").as_str() {
        "MultipleChoice" => {
            let right = lines(answer.get("answer"));
            let wrong = lines(prompt.get("distractors"));
            let several = right.len() > 1 || answer.get("answer").is_some_and(Value::is_array);
            let option = |share: Share| move |words: String| (words, share, String::new());
            let options = right.into_iter().map(option(Share::Right)).chain(wrong.into_iter().map(option(Share::Wrong)));
            asked.body = Body::Choice { options: options.collect(), several };
        }
        "ShortAnswer" => {
            let accept = lines(answer.get("answer")).into_iter().chain(lines(answer.get("alternatives"))).collect();
            asked.body = Body::Words { accept, near: Vec::new(), strict: false };
        }
        "Tracing" => {
            taken.lose(line, "whether a program compiles became a short answer");
            asked.ask = format!("What does this print?\n\n```\n{}\n```", text(prompt, "program"));
            let compiles = answer.get("doesCompile").and_then(Value::as_bool).unwrap_or(true);
            let accept = if compiles { text(answer, "stdout") } else { "it does not compile".to_owned() };
            asked.body = Body::Words { accept: vec![accept], near: Vec::new(), strict: false };
        }
        other => {
            taken.lose(line, format!("a question of the type `{other}`; nothing of it was taken"));
            return;
        }
    }
    taken.paper.questions.push(asked);
}

/// One line or several.
fn lines(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}
