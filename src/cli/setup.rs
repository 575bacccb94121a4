//! What every command may be told: which course, where records are kept, who learns. The command line wins, then `BEDSIDE_*`
//! variables, then `config.toml` in the platform's configuration folder.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use directories::ProjectDirs;
use jiff::civil::Date;

use crate::clock::{Clock, SetTo, SystemClock};
use crate::course::Course;
use crate::journey::{Preference, Preferences};
use crate::language::{Language, Tag};
use crate::prose::safe;
use crate::store::{Address, At};
use crate::tui::{Depth, Pixels};

use super::config::{Config, LrsSettings, Pars, known_theme};
use super::width;
use super::{CourseFrom, Failure};

/// The widest line of the course line by line, unless another is wanted.
const COLUMNS: usize = 72;

/// The fewest columns it needs.
const LEAST_COLUMNS: usize = 20;

/// What somebody asked for outright, so that nothing else decides it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The course: on the command line or in the environment, not in the configuration, which says what learners open.
    pub course: bool,
    /// The language: there or in the configuration, so that it is not the machine's.
    pub language: bool,
    /// The language: there, so that it wins over what the learner set.
    pub language_now: bool,
}

/// The common options, settled.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Which course.
    pub course: CourseFrom,
    /// The account of the learner on this machine; letters, digits, `.`, `_`, `-`, `@`, at most 64.
    pub account: String,
    /// What the command line and the environment set; it wins over what the learner set.
    pub given: Preferences,
    /// What `config.toml` sets, where nobody set anything else.
    pub usual: Preferences,
    /// How many colours the terminal shows.
    pub depth: Depth,
    /// The language that is wanted, of the course and of the program.
    pub wanted: Option<Tag>,
    /// What of it somebody asked for outright.
    pub asked: Asked,
    /// How pictures are shown.
    pub pixels: Pixels,
    /// Whether the course comes line by line.
    pub plain: bool,
    /// The widest line of the course line by line.
    pub columns: usize,
    /// The day, where it was set.
    pub today: Option<Date>,
    /// Where people and courses have their addresses in xAPI statements.
    pub home: Option<String>,
    /// What the organization is called whose records these are; may be empty.
    pub organization: String,
    /// The learning record store that statements go to, where one is named.
    pub lrs: Option<LrsSettings>,
    /// What an accredited provider reports of a course, by the course's id.
    pub pars: BTreeMap<String, Pars>,
    data: Option<PathBuf>,
    colours: bool,
    host: Host,
}

/// Who said which learner it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Host {
    /// Nobody: whoever's computer this is.
    Nobody,
    /// Whoever wrote the command line.
    CommandLine,
    /// A learning-management system, to the person whose computer this is.
    LearningManagement,
}

impl Setup {
    /// The account where nobody names one: whoever's computer this is.
    pub const OWN: &str = "local";

    /// Settles the common options.
    ///
    /// # Errors
    /// A configuration file that cannot be read, or an option that makes no sense.
    pub fn from(_: &ArgMatches, own: &ArgMatches) -> Result<Self, Failure> {
        let config = config()?;
        let (given, usual) = (given(own)?, config.preferences()?);
        let text = |name: &str| own.get_one::<String>(name).cloned();
        let path = |name: &str| own.get_one::<PathBuf>(name).cloned();
        let course = path("course").or(config.course).map_or(CourseFrom::Shipped, CourseFrom::Folder);
        let named = text("learner").or(config.learner);
        let host = if named.is_some() { Host::CommandLine } else { Host::Nobody };
        let account = named.unwrap_or_else(|| Self::OWN.to_owned());
        if !known_letters(&account) {
            return Err(Failure::Usage {
                told: format!("`{account}` cannot name a learner; use letters, digits, and any of . _ - @, at most 64"),
            });
        }
        let today = match text("today") {
            Some(written) => {
                Some(written.parse().map_err(|_| Failure::Usage { told: format!("`{written}` is no day; write it as 2026-11-23") })?)
            }
            None => None,
        };
        let told = |name: &str| std::env::var(name).unwrap_or_default();
        let depth = Depth::told(&told("COLORTERM"), &told("TERM"));
        let colours = colours(text("color").or(config.color).as_deref());
        let language_now = text("language").is_some_and(|asked| !asked.is_empty());
        let language = text("language").or(config.language);
        let asked = Asked { course: path("course").is_some(), language: language.is_some(), language_now };
        let wanted = wanted(language.as_deref())?;
        let pixels = pixels(text("pictures").or(config.pictures).as_deref())?;
        let plain = own.get_flag("plain") || config.plain.unwrap_or(false) || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let columns = own
            .get_one::<u16>("columns")
            .copied()
            .or(config.columns)
            .map_or_else(|| width::within(COLUMNS).max(LEAST_COLUMNS), usize::from);
        let data = path("data").or(config.data);
        if let Some(told) = data.as_deref().and_then(Path::to_str).and_then(Address::mistyped) {
            return Err(Failure::Usage { told });
        }
        Ok(Self {
            course,
            account,
            given,
            usual,
            depth,
            wanted,
            asked,
            pixels,
            plain,
            columns,
            today,
            home: config.home,
            organization: safe::line(config.organization.trim()).into_owned(),
            lrs: config.lrs,
            pars: config.pars,
            data,
            colours,
            host,
        })
    }

    /// Returns the same for the person whom a learning-management system means. Who is named on the command line stays; else it is an
    /// account of its own, so that nobody else's work counts. A preferred language is taken where none was asked for.
    #[must_use]
    pub fn launched(&self, account: &str, languages: &[Tag]) -> Self {
        let mut launched = self.clone();
        if self.host == Host::Nobody {
            account.clone_into(&mut launched.account);
            launched.host = Host::LearningManagement;
        }
        if !self.asked.language {
            launched.wanted = languages.first().cloned().or(launched.wanted);
        }
        launched
    }

    /// Whether the learner is the person whose computer this is, and can reach its files.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.account == Self::OWN || self.host == Host::LearningManagement
    }

    /// Returns where records are kept: in a folder, or on a server.
    ///
    /// # Errors
    /// An address that makes no sense, and [`Failure::NoHome`] as for [`Setup::data`].
    pub fn place(&self) -> Result<At, Failure> {
        match self.server() {
            Some(address) => Ok(At::Server(Box::new(Address::read(address, |name| std::env::var(name).ok())?))),
            None => self.data().map(At::Folder),
        }
    }

    fn server(&self) -> Option<&str> {
        self.data.as_deref().and_then(Path::to_str).filter(|written| Address::is_one(written))
    }

    /// Returns the folder that records are kept in; where they are on a server, that of the keys and of what else lies beside them.
    ///
    /// # Errors
    /// [`Failure::NoHome`] when none was named and the machine has none for this person.
    pub fn data(&self) -> Result<PathBuf, Failure> {
        let folder = self.data.clone().filter(|_| self.server().is_none());
        folder.or_else(|| folders().map(|folders| folders.data_dir().to_owned())).ok_or(Failure::NoHome)
    }

    /// Returns the language of the program's own words.
    #[must_use]
    pub fn language(&self) -> Language {
        self.wanted.as_ref().and_then(Language::of).unwrap_or_default()
    }

    /// Returns the language of our own words for a learner who set this: the command line wins, then what was set.
    #[must_use]
    pub fn language_for(&self, kept: &Preferences) -> Language {
        self.given.over(kept).language().unwrap_or_else(|| self.language())
    }

    /// Returns the language of the course for a learner who set this: what was asked for now wins, then what was set.
    #[must_use]
    pub fn wanted_by(&self, kept: &Preferences) -> Option<Tag> {
        let set = kept.language().filter(|_| !self.asked.language_now);
        // `es-MX` of the machine says more than `es`.
        let other = set.filter(|set| self.wanted.as_ref().is_none_or(|wanted| wanted.main() != set.code()));
        other.map_or_else(|| self.wanted.clone(), |set| Tag::read(set.code()))
    }

    /// Reads the course that is meant, in the language that is wanted.
    ///
    /// # Errors
    /// As for [`Setup::read_course_in`].
    pub fn read_course(&self) -> Result<Course, Failure> {
        self.read_course_in(self.wanted.as_ref())
    }

    /// Reads the course that is meant for a learner who set this, once it was read to know whose records are asked for.
    ///
    /// # Errors
    /// As for [`Setup::read_course_in`].
    pub fn read_again_for(&self, kept: &Preferences, read: Course) -> Result<Course, Failure> {
        let wanted = self.wanted_by(kept);
        if wanted == self.wanted { Ok(read) } else { self.read_course_in(wanted.as_ref()) }
    }

    /// Reads the course that is meant in its own language, whoever asks: what a department keeps, signs and hands on says the same on
    /// every computer.
    ///
    /// # Errors
    /// As for [`Setup::read_course_in`].
    pub fn read_course_as_written(&self) -> Result<Course, Failure> {
        self.read_course_in(None)
    }

    /// Reads the course that is meant in a language.
    ///
    /// # Errors
    /// A folder that cannot be read, holds no course, or holds one with errors.
    pub fn read_course_in(&self, wanted: Option<&Tag>) -> Result<Course, Failure> {
        super::course::read(&self.course, wanted)
    }

    /// Whether what is printed is coloured: on a terminal, and where colour is wanted everywhere.
    #[must_use]
    pub const fn colours_output(&self) -> bool {
        self.colours
    }

    /// Returns the clock to go by.
    #[must_use]
    pub fn clock(&self) -> Box<dyn Clock> {
        match self.today {
            Some(day) => Box::new(SetTo::day(day)),
            None => Box::new(SystemClock::default()),
        }
    }
}

fn known_letters(account: &str) -> bool {
    let known = |letter: char| letter.is_ascii_alphanumeric() || "._-@".contains(letter);
    (1..=64).contains(&account.len()) && account.chars().all(known)
}

/// What was asked for counts before what the machine is set to; a machine set to something strange asks for nothing.
fn wanted(asked: Option<&str>) -> Result<Option<Tag>, Failure> {
    let Some(asked) = asked.filter(|asked| !asked.is_empty()) else {
        return Ok(Tag::of_machine(|name| std::env::var(name).ok()));
    };
    let names = Language::ALL.map(|language| format!("`{}` ({})", language.code(), language.name())).join(" and ");
    let told = || format!("`{asked}` is no tag of a language; there are {names}, and what the course is translated to");
    Tag::of_locale(asked).map(Some).ok_or_else(|| Failure::Usage { told: told() })
}

fn folders() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "bedside")
}

/// Returns what the command line and the environment set. `NO_COLOR` counts when it is set to anything (no-color.org), unless colour
/// is wanted always.
fn given(own: &ArgMatches) -> Result<Preferences, Failure> {
    let mut given = Preferences::default();
    let text = |name: &str| own.get_one::<String>(name).map(String::as_str);
    if let Some(name) = text("theme") {
        given.set(Preference::Theme, known_theme(name)?);
    }
    if let Some(language) = text("language").and_then(Tag::of_locale).as_ref().and_then(Language::of) {
        given.set(Preference::Language, language.code());
    }
    if text("color") == Some("never") || text("color") != Some("always") && has_variable("NO_COLOR") {
        given.set(Preference::Theme, "none");
    }
    for (flag, preference, on) in [
        ("no-mouse", Preference::Mouse, false),
        ("reduced-motion", Preference::ReducedMotion, true),
        ("no-letter-keys", Preference::LetterKeys, false),
    ] {
        if own.get_flag(flag) {
            given.turn(preference, on);
        }
    }
    Ok(given)
}

/// Whether what is printed is coloured. What is said outright wins, then `NO_COLOR`, then `CLICOLOR_FORCE`
/// (bixense.com/clicolors); else it is where a terminal shows it.
fn colours(color: Option<&str>) -> bool {
    match color {
        Some("never") => false,
        Some("always") => true,
        _ if has_variable("NO_COLOR") => false,
        _ => {
            has_variable("CLICOLOR_FORCE") && std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0")
                || std::io::stdout().is_terminal()
        }
    }
}

fn has_variable(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn pixels(how: Option<&str>) -> Result<Pixels, Failure> {
    let Some(name) = how.filter(|name| *name != "auto") else { return Ok(Pixels::guess(|name| std::env::var(name).ok())) };
    Pixels::named(name).ok_or_else(|| {
        let names: Vec<&str> = Pixels::ALL.iter().map(|(name, _)| *name).collect();
        Failure::Usage { told: format!("pictures cannot be shown by `{name}`; there are auto, {}", names.join(", ")) }
    })
}

/// Returns where `config.toml` is looked for.
pub(super) fn config_file() -> Option<PathBuf> {
    folders().map(|folders| folders.config_dir().join("config.toml"))
}

fn config() -> Result<Config, Failure> {
    config_file().map_or_else(|| Ok(Config::default()), |file| Config::read(&file))
}
