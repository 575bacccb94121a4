//! Somebody who cannot see the screen and knows the course's matter by heart: acts only on what the real program has printed.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use bedside::question::{Form, Play, Response};

use super::pty::flat;
use super::solver::{Solver, beginning};

/// A session through pipes.
pub(crate) struct Listener {
    program: Child,
    input: ChildStdin,
    output: ChildStdout,
    solver: Solver,
    /// What was printed since the last line typed.
    heard: String,
    /// Everything that was printed.
    pub(crate) transcript: String,
    /// The lines of a text still to be typed.
    next: Vec<String>,
    /// The choices made in the story being played.
    made: Vec<usize>,
}

impl Listener {
    pub(crate) fn starts(data: &Path, arguments: &[&str], solver: Solver) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bedside"))
            .args(arguments)
            .env_clear()
            .env("BEDSIDE_DATA", data)
            .env("HOME", data.join("home"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (program.stdin.take().unwrap(), program.stdout.take().unwrap());
        Self { program, input, output, solver, heard: String::new(), transcript: String::new(), next: Vec::new(), made: Vec::new() }
    }

    /// Listens until something is asked.
    fn listens(&mut self) {
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        while !bytes.ends_with(b"\n> ") {
            let count = self.output.read(&mut piece).unwrap();
            assert!(count > 0, "it ended after\n{}{}", self.transcript, String::from_utf8_lossy(&bytes));
            bytes.extend(&piece[..count]);
        }
        self.heard = String::from_utf8(bytes).unwrap();
        self.transcript.push_str(&self.heard);
    }

    /// Takes the course until these words are heard.
    pub(crate) fn until(&mut self, words: &str) {
        for _ in 0..5000 {
            self.listens();
            if flat(&self.heard).contains(words) {
                return;
            }
            let line = self.says();
            writeln!(self.input, "{line}").unwrap();
            self.input.flush().unwrap();
        }
        panic!("`{words}` was never heard:\n{}", self.transcript);
    }

    /// Types a last line and hears the end.
    pub(crate) fn types_last(mut self, line: &str) -> String {
        writeln!(self.input, "{line}").unwrap();
        drop(self.input);
        self.output.read_to_string(&mut self.transcript).unwrap();
        assert!(self.program.wait().unwrap().success());
        self.transcript
    }

    /// Does what the last words ask for.
    fn says(&mut self) -> String {
        if !self.next.is_empty() {
            return self.next.remove(0);
        }
        let heard = flat(&self.heard);
        let asked = |words: &str| heard.contains(words);
        if asked("Your name, as it should stand") || asked("Type your name to sign") {
            return "Maria Lindqvist".to_owned();
        }
        if asked("Type sign to sign") {
            return "sign".to_owned();
        }
        if asked("What do you do? Type the number.") {
            return "1".to_owned();
        }
        if asked("Type it, then a line that holds only a full stop for another voice.") {
            self.next = vec![".".to_owned()];
            return "I would wait a day.".to_owned();
        }
        if asked("Type the numbers of what yours does") {
            let count = (1..9).take_while(|number| heard.contains(&format!(" {number}. "))).count();
            return (1..=count).map(|number| number.to_string()).collect::<Vec<_>>().join(" ");
        }
        if asked("more to go on, by") {
            return "1 2".to_owned();
        }
        if asked("Each has one. Press Enter to answer") {
            return String::new();
        }
        if ["Type the number", "Type all the numbers", "Type a number and the letter", "Type your answer.", "Type your own version."]
            .into_iter()
            .any(asked)
            && !asked("Press Enter")
        {
            return self.answers(&heard);
        }
        assert!(asked("Press Enter") || asked("May be empty") || asked("Enter alone"), "nothing says what to do after\n{}", self.heard);
        String::new()
    }

    /// Answers the question that was heard, rightly.
    fn answers(&mut self, heard: &str) -> String {
        if !heard.contains("Question ") && !self.made.is_empty() {
            return self.plays(heard);
        }
        self.made.clear();
        let question = self.solver.question(heard);
        let form = question.kind.form();
        let number = |words: &str| number_of(heard, words).unwrap_or_else(|| panic!("no number for {words} in\n{heard}"));
        let numbers = |items: &mut dyn Iterator<Item = usize>, words: &[&bedside::prose::Words]| -> String {
            items.map(|item| number(&words[item].plain())).collect::<Vec<_>>().join(" ")
        };
        match (question.kind.key(), &form) {
            (Response::One(item), _) => number(&form.words()[item].plain()),
            (Response::Some(items), _) => numbers(&mut items.into_iter(), &form.words()),
            (Response::Order(items), _) => numbers(&mut items.into_iter(), &form.words()),
            (Response::Pairs(chosen), Form::Pair { left: items, right: targets })
            | (Response::Bins(chosen), Form::Sort { items, bins: targets }) => {
                let pairs = chosen.iter().enumerate().filter_map(|(item, target)| Some((item, (*target)?)));
                let pairs = pairs.map(|(item, target)| format!("{} {}", number(&items[item].plain()), number(&targets[target].plain())));
                pairs.collect::<Vec<_>>().join(", ")
            }
            (Response::Marks(marks), _) => marks.into_iter().map(|mark| (mark + 1).to_string()).collect::<Vec<_>>().join(" "),
            (Response::Written(text), _) => {
                self.next = vec![".".to_owned()];
                text
            }
            (Response::Rewritten { .. }, _) => {
                self.next = vec![".".to_owned()];
                "A team that works through the night.".to_owned()
            }
            (Response::Played(_), _) => self.plays(heard),
            (other, form) => panic!("cannot answer {form:?} by {other:?}"),
        }
    }

    /// Makes the next choice on the best way through a story.
    fn plays(&mut self, heard: &str) -> String {
        let key = |question: &bedside::course::Question| match question.kind.key() {
            Response::Played(way) if self.made.is_empty() || way.starts_with(&self.made) => Some(way),
            _ => None,
        };
        for question in self.solver.questions() {
            let Form::Play { story } = question.kind.form() else { continue };
            let Some((way, play)) = key(question).and_then(|way| Some((way, Play::replay(story, &self.made)?))) else { continue };
            let Some(choice) = way.get(self.made.len()) else { continue };
            let words = play.choices().into_iter().find(|(number, _)| number == choice).map(|(_, choice)| choice.words.plain());
            if let Some(number) = words.and_then(|words| number_of(heard, &words)) {
                self.made.push(*choice);
                return number;
            }
        }
        panic!("no story of the course is in\n{heard}");
    }
}

/// The number or letter said before an item, as in `2. Call her`.
fn number_of(heard: &str, words: &str) -> Option<String> {
    let words = beginning(words, 30);
    let before = heard.match_indices(&words).filter_map(|(at, _)| heard[..at].trim_end().strip_suffix('.'));
    before.filter_map(|before| before.rsplit(' ').next()).find(|mark| mark.len() < 3).map(str::to_owned)
}
