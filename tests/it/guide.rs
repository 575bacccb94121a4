//! The guide for trainers, done to the letter: every file is written as it says, every command is run, every answer compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::root;
use crate::support::pty::Setting;

/// A block of the guide: what it is, what stands in it, and the words above it.
struct Block {
    language: String,
    text: String,
    above: String,
}

fn blocks() -> Vec<Block> {
    let guide = fs::read_to_string(root().join("docs/authoring.md")).unwrap();
    let parts: Vec<&str> = guide.split("```").collect();
    let fenced = parts.chunks(2).filter(|chunk| chunk.len() == 2);
    let block = |chunk: &[&str]| {
        let (language, text) = chunk[1].split_once('\n').unwrap();
        let above = chunk[0].trim_end().rsplit("\n\n").next().unwrap_or_default().to_owned();
        Block { language: language.to_owned(), text: text.to_owned(), above }
    };
    fenced.map(block).collect()
}

/// A new trainer, who has nothing but the guide.
struct Trainer {
    home: tempfile::TempDir,
    here: PathBuf,
}

impl Trainer {
    /// Runs a command as the guide has it, and returns what it says and whether it went well.
    fn runs(&self, command: &str) -> (String, bool) {
        let words: Vec<String> = words(command);
        let (words, into) = match words.iter().position(|word| word == ">") {
            Some(at) => (&words[..at], words.get(at + 1)),
            None => (&words[..], None),
        };
        assert_eq!(words[0], "bedside", "{command}");
        if words.get(1).is_some_and(|word| word == "preview") {
            self.previews(&words[1..]);
            return (String::new(), true);
        }
        let mut ran = Command::new(env!("CARGO_BIN_EXE_bedside"));
        ran.args(&words[1..]).env_clear().env("HOME", self.home.path()).current_dir(&self.here);
        let ran = ran.output().unwrap();
        if let Some(file) = into {
            fs::write(self.here.join(file), &ran.stdout).unwrap();
            return (String::new(), ran.status.success());
        }
        (String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap(), ran.status.success())
    }

    fn previews(&self, arguments: &[String]) {
        let course = self.here.to_str().unwrap();
        let mut all = vec![arguments[0].as_str(), "--course", course];
        all.extend(arguments[1..].iter().map(String::as_str));
        let mut window = Setting { arguments: &all, ..Setting::new(self.home.path()) }.opens();
        window.sees("A preview: nothing is kept").presses("ctrl-c");
        assert_eq!(window.ends().exit_code(), 0, "{arguments:?}");
    }

    fn file(&self, path: &str) -> PathBuf {
        self.here.join(path)
    }
}

/// The words of a command, those between quotation marks as one.
fn words(command: &str) -> Vec<String> {
    let pieces = command.split('"').enumerate();
    pieces
        .flat_map(
            |(place, piece)| {
                if place % 2 == 1 { vec![piece.to_owned()] } else { piece.split_whitespace().map(str::to_owned).collect() }
            },
        )
        .collect()
}

/// The commands of a block, each with the answer below it.
fn asked(text: &str) -> Vec<(String, String)> {
    let mut asked: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("$ "), asked.last_mut()) {
            (Some(command), _) => asked.push((command.to_owned(), String::new())),
            (None, Some((_, answer))) => answer.extend([line, "\n"]),
            (None, None) => panic!("an answer without a command: {line}"),
        }
    }
    asked
}

/// Which file the words above a block say it is to be written into.
fn named(above: &str) -> Option<&str> {
    let begins = ["Open `", "into `"].iter().find_map(|sign| Some(above.find(sign)? + sign.len()))?;
    above[begins..].split('`').next().filter(|path| Path::new(path).extension().is_some_and(|end| end == "toml"))
}

#[test]
fn a_new_trainer_comes_from_nothing_to_a_released_course_by_the_guide_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut trainer = Trainer { here: home.path().to_owned(), home };
    let (mut commands, mut files) = (0, 0);
    for block in blocks() {
        match block.language.as_str() {
            "console" => {
                for (command, answer) in asked(&block.text) {
                    if let Some(folder) = command.strip_prefix("cd ") {
                        trainer.here.push(folder);
                        continue;
                    }
                    commands += 1;
                    assert_eq!(trainer.runs(&command).0, answer, "{command}");
                }
            }
            "sh" => {
                // What the guide takes to be there already: questions from elsewhere.
                fs::write(trainer.file("questions.gift"), "::Who:: Who may read it? {=Anyone ~Only friends}\n").unwrap();
                for command in block.text.lines() {
                    commands += 1;
                    let (said, well) = trainer.runs(command);
                    assert!(well, "{command}: {said}");
                }
            }
            "toml" if block.text.starts_with("order") => {
                files += 1;
                let course = trainer.file("course.toml");
                let text = fs::read_to_string(&course).unwrap();
                let lines = text.lines().map(|line| if line.starts_with("order") { block.text.trim_end() } else { line });
                fs::write(&course, lines.collect::<Vec<_>>().join("\n") + "\n").unwrap();
            }
            "toml" => {
                if let Some(path) = named(&block.above).filter(|_| block.above.contains("eplace")) {
                    files += 1;
                    fs::write(trainer.file(path), &block.text).unwrap();
                }
            }
            _ => {}
        }
    }
    assert!(commands == 18 && files == 3, "{commands} commands and {files} files of the guide were found");
    assert!(trainer.file("course.lock").is_file());
    let quiz = fs::read_to_string(trainer.file("quizzes/the-night-shift.toml")).unwrap();
    assert!(["options =", "answer =", "order ="].iter().all(|kind| quiz.contains(kind)), "a quiz of three kinds");
}
