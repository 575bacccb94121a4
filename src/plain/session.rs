//! A session: what is known, what was typed, and where the learner goes. Places ask here, keep facts here, and say where to go on.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use jiff::Timestamp;

use crate::clock::Clock;
use crate::course::proof::{Part, Remarks};
use crate::course::{Course, Quiz, Version};
use crate::id::{QuizId, TermId};
use crate::journey::{
    self, Documents, Fact, HalfMade, Journal, Place, Preference, Preferences, Progress, QuizStanding, Route, Subject, fresh, quiz_today,
};
use crate::language::Language;
use crate::prose::Target;
use crate::source::Digest;

use super::command::Command;
use super::glossary;
use super::mastery;
use super::paper::Paper;
use super::progress;
use super::remark;
use super::start::{Beginning, CertificateText, Keeping};

/// The most bytes of one line that are taken in.
const LONGEST: u64 = 64 * 1024;

/// Where a place leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To another place, and back here afterwards.
    Open(Route),
    /// To another place instead of this one.
    Turn(Route),
    /// To what has some words, and back here afterwards.
    Search(String),
    /// To what was before.
    Back,
    /// To the list of steps.
    Home,
}

/// Why a session ends.
#[derive(Debug)]
pub(super) enum Leave {
    /// The learner said so, or there is nothing more to read.
    Quit,
    /// The course was written anew, and another session goes on with it.
    Renewed,
    /// Nothing can be read or written any more.
    Broken(io::Error),
}

/// What a place asks.
pub(super) struct Asks<'w> {
    /// Where this is, in a sentence.
    pub(super) at: String,
    /// What can be typed, in a sentence.
    pub(super) help: &'w str,
    /// Whether a text of one's own is written.
    pub(super) text: bool,
}

/// What was typed.
pub(super) enum Heard {
    /// A line that is no command of ours.
    Line(String),
    /// A command that leads elsewhere.
    Go(Way),
}

/// How a line is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As it is.
    Bare,
    /// With a backslash before it, and so it is no word of ours.
    Marked,
}

/// Whether the list of steps was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Steps {
    /// Not yet, or it is wanted again.
    Unheard,
    /// It was.
    Heard,
}

/// A session of the course.
pub(super) struct Session<'a> {
    pub(super) course: &'a Course,
    /// Which version of it this is.
    pub(super) opened: (Version, Digest),
    pub(super) progress: Progress,
    pub(super) paper: Paper<'a>,
    /// The language where the learner set none.
    pub(super) usual: Language,
    /// What the command line set.
    pub(super) given: Preferences,
    /// What the configuration sets.
    pub(super) configured: Preferences,
    pub(super) certificate: CertificateText,
    pub(super) documents: Option<Arc<dyn Documents>>,
    pub(super) journal: &'a mut dyn Journal,
    pub(super) clock: &'a dyn Clock,
    pub(super) input: &'a mut dyn BufRead,
    /// Whether what is typed is written too, because no terminal shows it.
    pub(super) transcript: bool,
    pub(super) seed: u64,
    /// Facts that can wait.
    pub(super) notes: Vec<Fact>,
    /// What is begun here and not done, as it stands now: kept before the next line is heard.
    pub(super) begun: Option<HalfMade>,
    /// How the line heard last was typed.
    pub(super) typed: Spelling,
    /// Whether what was typed last could not be kept.
    pub(super) refused: bool,
    /// The place a person would come back to.
    pub(super) place: Option<Place>,
    /// What was looked for last.
    pub(super) words: String,
    /// What is in front: what a note or a report is about.
    pub(super) subject: Subject,
    /// Whether another place is below this one.
    pub(super) opened_over: bool,
    /// The quiz that is below this place, nearest to it.
    pub(super) quiz_below: Option<QuizId>,
    /// The page that a question led to, and what comes after it there.
    pub(super) shown: Option<(Route, String)>,
    /// Whether the list of steps was said.
    pub(super) steps: Steps,
    /// Where something was asked, with the number of attempts until then: what need not be said again.
    pub(super) heard: BTreeSet<(String, usize)>,
    /// Where it began, until something was asked.
    pub(super) begins: Beginning,
    /// Whether what is done is still there the next time.
    pub(super) keeping: Keeping,
    /// What is said about the parts of the course, to whoever writes it.
    pub(super) remarks: Arc<Remarks>,
    /// Where it was said last.
    pub(super) remarked: Option<Vec<Part>>,
}

impl Session<'_> {
    /// Asks, carries out what only helps, and returns the rest. Whoever leaves what he began is told that it is kept.
    pub(super) fn ask(&mut self, asks: &Asks<'_>) -> Result<Heard, Leave> {
        let heard = self.heard(asks);
        if matches!(heard, Ok(Heard::Go(_)) | Err(Leave::Quit))
            && let Some(begun) = self.begun.take()
            && self.keeping == Keeping::Keeps
            && self.progress.unfinished.has(&begun)
        {
            self.tell(self.language().half_made_kept());
        }
        heard
    }

    fn heard(&mut self, asks: &Asks<'_>) -> Result<Heard, Leave> {
        self.begins(asks);
        let parts = remark::parts(self.course, &self.subject, self.place.as_ref());
        if self.remarked.as_ref() != Some(&parts) {
            remark::tell(&self.remarks, &parts, &mut self.paper);
            self.remarked = Some(parts);
        }
        loop {
            self.settle();
            let line = self.hear()?;
            let command = if asks.text { Command::word(&line) } else { Command::read(&line) };
            let Some(command) = command else {
                let own = line.trim().strip_prefix('\\');
                self.typed = own.map_or(Spelling::Bare, |_| Spelling::Marked);
                return Ok(Heard::Line(own.unwrap_or(&line).to_owned()));
            };
            match command {
                Command::Help => self.help(asks),
                Command::Repeat => self.paper.repeats(),
                Command::Where => {
                    self.paper.gap();
                    self.paper.say(&asks.at);
                }
                Command::Mastery => mastery::tell(self.course, &self.progress, self.clock.now(), &mut self.paper),
                Command::Progress => self.tell_progress(),
                Command::Terms => self.tell_terms(),
                Command::Term(word) => glossary::tell(self.course, &word, &mut self.paper),
                Command::Link(number) => {
                    if let Some(way) = self.follow(&number) {
                        return Ok(Heard::Go(way));
                    }
                }
                Command::Back => return Ok(Heard::Go(Way::Back)),
                Command::Home => {
                    self.steps = Steps::Unheard;
                    return Ok(Heard::Go(Way::Home));
                }
                Command::Contents => return Ok(Heard::Go(Way::Open(Route::Contents))),
                Command::Certificate => return Ok(Heard::Go(Way::Open(Route::Certificate))),
                Command::Refresh => return Ok(Heard::Go(Way::Open(Route::Refresh))),
                Command::Search(words) => return Ok(Heard::Go(Way::Search(words))),
                Command::Note => return Ok(Heard::Go(Way::Open(Route::Note(self.subject.clone())))),
                Command::Notes => return Ok(Heard::Go(Way::Open(Route::Notes))),
                Command::Settings => return Ok(Heard::Go(Way::Open(Route::Settings))),
                Command::Report => {
                    let about = self.subject.clone();
                    self.report(&about);
                }
                Command::Name => return Ok(Heard::Go(Way::Open(Route::Welcome))),
                Command::Quit => return Err(Leave::Quit),
            }
        }
    }

    /// Ends what `repeat` says again. Where the learner has come back to what was heard before, says only where this is.
    fn begins(&mut self, asks: &Asks<'_>) {
        let hushed = self.paper.closes();
        let heard = (asks.at.clone(), self.progress.attempts.len());
        let is_new = self.heard.insert(heard) && std::mem::take(&mut self.begins) != Beginning::Unchanged;
        if hushed && is_new {
            self.paper.repeats();
        } else if hushed {
            let say = self.language();
            self.paper.say(&say.plain_back_again(&asks.at));
            self.paper.say(&say.plain_type_repeat(asks.help));
        }
    }

    /// Says why a line was no answer.
    pub(super) fn tell(&mut self, words: &str) {
        self.paper.gap();
        self.paper.say(words);
    }

    /// Reads a line; there is always another until the session ends.
    fn hear(&mut self) -> Result<String, Leave> {
        self.paper.asks();
        if let Some(because) = self.paper.broken() {
            return Err(Leave::Broken(because));
        }
        let mut bytes = Vec::new();
        let count = match (&mut *self.input).take(LONGEST).read_until(b'\n', &mut bytes) {
            Ok(count) => count,
            Err(because) if because.kind() == io::ErrorKind::WouldBlock => {
                self.paper.ends();
                return Err(Leave::Renewed);
            }
            Err(because) => return Err(Leave::Broken(because)),
        };
        if count == 0 {
            self.paper.ends();
            return Err(Leave::Quit);
        }
        let line = String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned();
        if self.transcript {
            self.paper.shows_typed(&line);
        }
        self.paper.was_answered();
        Ok(line)
    }

    fn help(&mut self, asks: &Asks<'_>) {
        self.paper.gap();
        self.paper.say(asks.help);
        self.paper.gap();
        let say = self.language();
        self.paper.say(say.plain_at_every_prompt());
        for (word, told) in Command::all(say) {
            let is_left = self.keeping == Keeping::Forgets && word == say.command_quit();
            let told = if is_left { say.preview_quit_does() } else { told };
            self.paper.say_after(&format!("{word}: "), told);
        }
        self.paper.say_after(say.command_term_word(), say.plain_says_term());
        if self.paper.has_links() {
            self.paper.say_after(say.command_link_1(), say.plain_opens_link());
        }
        self.paper.gap();
        self.paper.say(if asks.text { say.plain_backslash() } else { say.plain_first_words() });
        if !self.course.contact.is_empty() {
            self.paper.gap();
            self.paper.say(&say.plain_questions(&self.course.contact));
        }
    }

    /// Returns where a link leads; a term is told at once.
    fn follow(&mut self, number: &str) -> Option<Way> {
        let target = number.parse().ok().and_then(|number| self.paper.link(number)).cloned();
        match target {
            Some(Target::Term(id)) => self.tell_term(&id),
            Some(Target::Page(lesson, page)) => return Some(Way::Open(Route::Page(lesson, page))),
            Some(Target::Lesson(lesson)) => return Some(Way::Open(Route::Lesson(lesson))),
            Some(Target::Quiz(quiz)) => return Some(Way::Open(Route::Quiz(quiz))),
            Some(Target::Web(_) | Target::Unknown(_)) | None => self.tell(self.language().plain_no_link()),
        }
        None
    }

    /// Says the text by which something wrong is reported.
    pub(super) fn report(&mut self, about: &Subject) {
        self.paper.gap();
        let say = self.language();
        self.paper.say(say.report_how());
        self.paper.gap();
        self.paper.lines(&journey::report(self.course, about, say));
    }

    /// Returns what something is set to: by the command line, else by the learner, else by the configuration.
    pub(super) fn value(&self, preference: Preference) -> String {
        self.given.over(&self.progress.preferences).over(&self.configured).get(preference).to_owned()
    }

    /// Sets something for good. It wins for the rest of the session over what that began with. Returns whether it was kept.
    pub(super) fn set(&mut self, preference: Preference, value: &str) -> bool {
        let is_kept = self.keep(Fact::Preferred { preference, value: value.to_owned() });
        if is_kept {
            self.given.forget(preference);
        }
        is_kept
    }

    /// Speaks the language that was set just now, or the usual one where it was taken back.
    pub(super) fn speak(&mut self) {
        self.paper.language = self.progress.preferences.language().unwrap_or(self.usual);
    }

    /// Says which terms there are.
    pub(super) fn tell_terms(&mut self) {
        glossary::list(self.course, &mut self.paper);
    }

    /// Says how far the learner has come.
    pub(super) fn tell_progress(&mut self) {
        progress::tell(self.course, &self.progress, self.clock.now(), &mut self.paper);
    }

    /// Says what a term means.
    pub(super) fn tell_term(&mut self, id: &TermId) {
        glossary::tell(self.course, id.as_str(), &mut self.paper);
    }

    /// Returns the language of our own words.
    pub(super) const fn language(&self) -> Language {
        self.paper.language
    }

    /// Returns luck for the next draw of questions or name of an attempt.
    pub(super) const fn luck(&self) -> u64 {
        fresh::stir(self.seed, self.progress.seq)
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Returns the quiz below this place, where an attempt at it is open.
    pub(super) fn attempt_below(&self) -> Option<QuizId> {
        let quiz = self.course.quiz(self.quiz_below.as_ref()?)?;
        self.progress.open_attempt(quiz).map(|_| quiz.id.clone())
    }

    /// Returns where a quiz stands now.
    pub(super) fn standing(&self, quiz: &Quiz) -> QuizStanding {
        quiz_today(self.course, &self.progress, quiz, self.now(), self.clock.today())
    }

    /// Returns how many milliseconds the session's clock has run.
    pub(super) fn ran(&self) -> u64 {
        self.clock.ran()
    }
}
