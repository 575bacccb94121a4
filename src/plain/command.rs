//! What can be typed at every prompt, beside an answer.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::language::Language;

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
    /// How far the learner has come.
    Progress,
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

/// A message without arguments.
type Said = fn(Language) -> &'static str;

/// Words, what they ask for, and what is told of them.
const TABLE: [(Said, Command, Said); 19] = [
    (Language::command_help, Command::Help, Language::command_help_does),
    (Language::command_repeat, Command::Repeat, Language::command_repeat_does),
    (Language::command_where, Command::Where, Language::command_where_does),
    (Language::command_back, Command::Back, Language::command_back_does),
    (Language::command_home, Command::Home, Language::command_home_does),
    (Language::command_contents, Command::Contents, Language::command_contents_does),
    (Language::command_certificate, Command::Certificate, Language::command_certificate_does),
    (Language::command_refresh, Command::Refresh, Language::command_refresh_does),
    (Language::command_progress, Command::Progress, Language::command_progress_does),
    (Language::command_mastery, Command::Mastery, Language::command_mastery_does),
    (Language::command_search, Command::Search(String::new()), Language::command_search_does),
    (Language::command_note, Command::Note, Language::command_note_does),
    (Language::command_notes, Command::Notes, Language::command_notes_does),
    (Language::command_settings, Command::Settings, Language::command_settings_does),
    (Language::command_report, Command::Report, Language::command_report_does),
    (Language::command_name, Command::Name, Language::command_name_does),
    (Language::command_glossary, Command::Terms, Language::command_terms_does),
    (Language::command_terms, Command::Terms, Language::command_glossary_does),
    (Language::command_quit, Command::Quit, Language::command_quit_does),
];

/// Words that are commands in some places only.
const ELSEWHERE: [Said; 16] = [
    Language::command_term,
    Language::command_link,
    Language::command_sign,
    Language::command_see,
    Language::command_hint,
    Language::command_erase,
    Language::command_none,
    Language::command_again,
    Language::command_review,
    Language::command_next,
    Language::command_go_on,
    Language::command_continue,
    Language::command_on,
    Language::command_replay,
    Language::command_redo,
    Language::also_nothing,
];

/// Words that people type for a command, and that command.
const MEANT: [(Said, Command); 5] = [
    (Language::also_quit, Command::Quit),
    (Language::also_home, Command::Home),
    (Language::also_back, Command::Back),
    (Language::also_repeat, Command::Repeat),
    (Language::also_help, Command::Help),
];

impl Command {
    /// Reads a line; `None` when it is an answer.
    pub(super) fn read(line: &str) -> Option<Self> {
        let line = line.trim();
        if let Some(command) = Self::word(line) {
            return Some(command);
        }
        let (first, rest) = line.split_once(' ')?;
        if is(first, Language::command_search) {
            return Some(Self::Search(rest.trim().to_owned()));
        }
        if is(first, Language::command_term) {
            return Some(Self::Term(rest.trim().to_owned()));
        }
        is(first, Language::command_link).then(|| Self::Link(rest.trim().to_owned()))
    }

    /// Reads a line where a text of one's own is written: only a word that stands alone is a command.
    pub(super) fn word(line: &str) -> Option<Self> {
        TABLE.into_iter().find(|(word, ..)| is(line, *word)).map(|(_, command, _)| command)
    }

    /// Returns every word with what is told of it.
    pub(super) fn all(say: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
        TABLE.into_iter().map(move |(word, _, told)| (word(say), told(say)))
    }
}

/// Returns what is told of a line that is a command of ours, or what people type for one, where it was no answer.
pub(super) fn told(line: &str, say: Language) -> Option<String> {
    let among = |words: &Said| {
        Language::ALL.into_iter().flat_map(|language| words(language).split(", ")).any(|word| plainly(word) == plainly(line))
    };
    let command = Command::word(line).or_else(|| MEANT.into_iter().find(|(words, _)| among(words)).map(|(_, command)| command));
    let is_elsewhere = || ELSEWHERE.iter().any(among);
    match command {
        Some(Command::Quit) => Some(say.typed_to_leave().to_owned()),
        Some(Command::Help) => Some(say.typed_type_help().to_owned()),
        Some(command) => {
            let (word, _, does) = TABLE.into_iter().find(|(_, row, _)| *row == command)?;
            Some(say.typed_command(word(say), does(say)))
        }
        None => is_elsewhere().then(|| say.typed_type_help().to_owned()),
    }
}

/// Whether a line is a word of ours, in any language the program speaks, with or without its accents.
pub(super) fn is(line: &str, word: fn(Language) -> &'static str) -> bool {
    let typed = plainly(line);
    Language::ALL.into_iter().any(|language| plainly(word(language)) == typed)
}

/// Returns words in small letters without accents.
pub(super) fn plainly(words: &str) -> String {
    words.trim().nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}
