//! The course that is taken under attack, and a learner who takes it line by line. Each reason is a word of its own, so that what was
//! shown can be told from the bytes.

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The course's id.
pub(crate) const COURSE: &str = "kill-course";

/// How many questions an attempt asks.
pub(crate) const QUESTIONS: usize = 12;

/// The lines of a learner who introduces herself and answers every question.
pub(crate) const FIRST: &str = "Ada\n\n\n\n\n\n";

/// Writes the course into a folder.
pub(crate) fn write_course(folder: &Path) {
    fs::create_dir_all(folder.join("lessons")).unwrap();
    fs::create_dir_all(folder.join("quizzes")).unwrap();
    let top = format!("format = 1\nid = \"{COURSE}\"\ntitle = \"Course\"\nversion = \"1.0\"\norder = [\"only-quiz\"]\n");
    fs::write(folder.join("course.toml"), top).unwrap();
    let mut quiz = String::from("title = \"Quiz\"\npass = 100\n");
    for number in 0..QUESTIONS {
        // The first is answered wrongly each time, so that there is always another attempt to make.
        let answer = number > 0;
        write!(
            quiz,
            "\n[[question]]\nid = \"question-{number}\"\nask = \"Is it so?\"\nanswer = {answer}\nwhy = \"reason{number:02}reason\"\n"
        )
        .unwrap();
    }
    fs::write(folder.join("quizzes/only-quiz.toml"), quiz).unwrap();
}

/// A folder with the course and room for records, gone when it is dropped.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_course(&folder.path().join("course"));
        Self { folder }
    }

    pub(crate) fn course(&self) -> PathBuf {
        self.folder.path().join("course")
    }

    /// A folder of some name beside the course, made when it is not there.
    pub(crate) fn data(&self, name: &str) -> PathBuf {
        let data = self.folder.path().join(name);
        fs::create_dir_all(&data).unwrap();
        data
    }
}

/// What a run by lines said.
pub(crate) struct Said {
    /// Everything, errors too.
    pub(crate) words: String,
    /// The questions whose reasons it showed, in order.
    pub(crate) shown: Vec<usize>,
    /// Its exit code; none where a signal ended it.
    pub(crate) code: Option<i32>,
}

impl Said {
    fn new(output: &std::process::Output) -> Self {
        let words = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        Self { shown: reasons(&words), words, code: output.status.code() }
    }

    /// The words with single spaces, so that a wrapped sentence is found.
    pub(crate) fn has(&self, sentence: &str) -> bool {
        super::pty::flat(&self.words).contains(sentence)
    }
}

/// The questions whose reasons stand in a text, in order.
pub(crate) fn reasons(text: &str) -> Vec<usize> {
    text.split("reason").filter_map(|word| (word.len() == 2).then(|| word.parse().ok())?).collect()
}

/// The lines of `count` answers, each with the Enter that goes on.
pub(crate) fn answers(count: usize) -> String {
    "1\n\n".repeat(count)
}

/// The command that takes the course line by line, below another command that strikes at it.
pub(crate) fn by_lines(below: &[&str], course: &Path, data: &Path) -> Command {
    let mut words = below.iter().copied().chain([env!("CARGO_BIN_EXE_bedside")]);
    let mut command = Command::new(words.next().unwrap());
    command.args(words).args(["learn", "--plain", "--course"]).arg(course).arg("--data").arg(data);
    command.env("HOME", data.join("home")).env("RUST_BACKTRACE", "0").env_remove("BEDSIDE_DATA").current_dir(data);
    command
}

/// Runs a command with these lines typed at it.
pub(crate) fn run(mut command: Command, lines: &str) -> Said {
    let mut program = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that has ended cannot be typed at; what it said tells why.
    let _gone = program.stdin.take().unwrap().write_all(lines.as_bytes());
    Said::new(&program.wait_with_output().unwrap())
}

/// Copies the files of a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().filter_map(Result::ok).filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
