//! What can be typed at every prompt, beside an answer.

/// A word of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// What can be typed here.
    Help,
    /// What was said here, again.
    Repeat,
    /// Which lesson, page or question this is.
    Where,
    /// To what was before.
    Back,
    /// To the list of steps.
    Home,
    /// All lessons and pages.
    Contents,
    /// The certificate.
    Certificate,
    /// The questions that are due again.
    Refresh,
    /// How well each teaching point is known now.
    Mastery,
    /// What has some words.
    Search(String),
    /// A note on what is in front.
    Note,
    /// All notes.
    Notes,
    /// What may be set.
    Settings,
    /// The text by which something wrong is reported.
    Report,
    /// Who the learner is.
    Name,
    /// The words of the glossary.
    Terms,
    /// A word of the glossary.
    Term(String),
    /// What is behind words with a link, counted from 1.
    Link(String),
    /// Leaves.
    Quit,
}

/// Words, what they ask for, and what is told of them.
const TABLE: [(&str, Command, &str); 18] = [
    ("help", Command::Help, "says what can be typed here"),
    ("repeat", Command::Repeat, "says this again"),
    ("where", Command::Where, "says where you are"),
    ("back", Command::Back, "goes to what was before"),
    ("home", Command::Home, "goes to the list of steps"),
    ("contents", Command::Contents, "lists all lessons and pages"),
    ("certificate", Command::Certificate, "shows your certificate"),
    ("refresh", Command::Refresh, "asks what is due again"),
    ("mastery", Command::Mastery, "tells what you are likely to know now"),
    ("search", Command::Search(String::new()), "with some words after it, finds pages, terms, and questions you have answered"),
    ("note", Command::Note, "writes a note on what is in front of you"),
    ("notes", Command::Notes, "lists your notes"),
    ("settings", Command::Settings, "changes what may be set, such as time limits"),
    ("report", Command::Report, "gives a text to send when something is wrong"),
    ("name", Command::Name, "changes your name and role"),
    ("glossary", Command::Terms, "lists the words of the glossary"),
    ("terms", Command::Terms, "the same as glossary"),
    ("quit", Command::Quit, "leaves; everything is kept"),
];

impl Command {
    /// Reads a line; `None` when it is an answer.
    pub(super) fn read(line: &str) -> Option<Self> {
        let line = line.trim();
        if let Some(command) = Self::word(line) {
            return Some(command);
        }
        let (first, rest) = line.split_once(' ')?;
        match first.to_ascii_lowercase().as_str() {
            "search" => Some(Self::Search(rest.trim().to_owned())),
            "term" => Some(Self::Term(rest.trim().to_owned())),
            "link" => Some(Self::Link(rest.trim().to_owned())),
            _ => None,
        }
    }

    /// Reads a line where a text of one's own is written: only a word that stands alone is a command.
    pub(super) fn word(line: &str) -> Option<Self> {
        let line = line.trim().to_ascii_lowercase();
        TABLE.into_iter().find(|(word, ..)| *word == line).map(|(_, command, _)| command)
    }

    /// Returns every word with what is told of it.
    pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        TABLE.into_iter().map(|(word, _, told)| (word, told))
    }
}
