//! Everything that can stop a command, worded for the person who typed it: what happened, and what to do.

use std::io;
use std::path::{Path, PathBuf};

use crate::journey::{Because, NotKept};
use crate::language::Language;
use crate::plain;
use crate::record::NotStored;
use crate::record::credential::{Flaw, NotIssued};
use crate::record::paper::NotDrawn;
use crate::record::roster::{Mixed, Problem};
use crate::send::{Stopped, Unlaunched};
use crate::source::{Unreadable, Unwatchable};
use crate::store;
use crate::tui;

use super::Refused;
use super::key_file::BadKey;
use super::obstacle::{self, Obstacle};

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The command line makes no sense.
    #[error("{told}")]
    Usage {
        /// What is the matter with it.
        told: String,
    },
    /// The machine knows no folder of this person.
    #[error("could not tell where your records belong: this machine has no home folder for you\nname a folder with `--data DIR`")]
    NoHome,
    /// The configuration file cannot be used.
    #[error("could not read {}: {because}\nmend the line, or move the file away", file.display())]
    Config {
        /// The file.
        file: PathBuf,
        /// What is the matter with it.
        because: String,
    },
    /// The course folder cannot be read.
    #[error("{0}\ncheck the name after `--course`; without it, bedside opens the course it brings along")]
    Course(#[from] Unreadable),
    /// The folder holds no course.
    #[error(
        "there is no course in {}: it has no course.toml\n\
         check the name after `--course`; without it, bedside opens the course it brings along",
        folder.display()
    )]
    NoCourse {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder that a trainer works in holds no course.
    #[error(
        "there is no course in {}: it has no course.toml\n\
         go to the folder of your course first, or begin one with `bedside new course TITLE`",
        if folder.as_os_str() == "." { "this folder".into() } else { folder.to_string_lossy() }
    )]
    NoCourseHere {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder holds nothing that could be shown.
    #[error(
        "there is nothing to show in {}: no lesson and no quiz can be read\n\
         begin one with `bedside new lesson TITLE`, and see what `bedside check` says",
        folder.display()
    )]
    EmptyCourse {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder cannot be watched.
    #[error("{0}\nclose other programs that watch many folders, and try again")]
    Unwatchable(Unwatchable),
    /// The course has errors.
    #[error(
        "the course in {} has {errors} {} and cannot be opened; nothing of your records was touched\n\
         {first}\nwhoever wrote it can see them all with `bedside check {}`",
        folder.display(), if *errors == 1 { "error" } else { "errors" }, folder.display()
    )]
    BrokenCourse {
        /// The folder.
        folder: PathBuf,
        /// How many.
        errors: usize,
        /// The first one, in a line.
        first: String,
    },
    /// A file that was named cannot be read.
    #[error("could not read {}: {because}", file.display())]
    Unread {
        /// The file.
        file: PathBuf,
        /// What the machine said.
        because: io::Error,
    },
    /// The file that says who on the roster is which learner makes no sense.
    #[error(
        "could not read {}: {because}\n\
         it says who on the roster is which learner: put it back from a copy, or move it away and confirm again whom `bedside report --roster FILE` suggests",
        file.display()
    )]
    Matches {
        /// The file.
        file: PathBuf,
        /// What is the matter with it.
        because: String,
    },
    /// The file of pinned issuers makes no sense.
    #[error("could not read the issuers in {}: {because}\neach issuer is `[[issuer]]` with `name = \"…\"` and `did = \"did:key:z6Mk…\"`", file.display())]
    Trust {
        /// The file.
        file: PathBuf,
        /// What is the matter with it.
        because: String,
    },
    /// The file is no roster.
    #[error("{}: {because}", file.display())]
    NoRoster {
        /// The file.
        file: PathBuf,
        /// What is the matter with it.
        because: String,
    },
    /// A status list cannot be believed.
    #[error("could not use the status list {}: {flaw}\nget it anew from its issuer", file.display())]
    StatusList {
        /// The file.
        file: PathBuf,
        /// What is the matter with it.
        flaw: Flaw,
    },
    /// A credential or a status list could not be signed.
    #[error("{because}")]
    NotIssued {
        /// Why.
        because: NotIssued,
    },
    /// The certificate could not be drawn.
    #[error("{because}{}", if matches!(because, NotDrawn::Letters { .. }) { LETTERS } else { "" })]
    NotDrawn {
        /// Why.
        because: NotDrawn,
    },
    /// Lines of the roster make no sense.
    #[error("{}", told_by_line(file, *count, problems))]
    Roster {
        /// The file.
        file: PathBuf,
        /// How many.
        count: usize,
        /// The first ones.
        problems: Vec<Problem>,
    },
    /// The days of the roster cannot all be read in the same way.
    #[error(
        "the days of the roster {} are written in two ways: {mixed}\nwrite all its days as 2026-11-23; nothing was written",
        file.display()
    )]
    RosterDays {
        /// The file.
        file: PathBuf,
        /// Which.
        mixed: Mixed,
    },
    /// The records cannot be read, or a result cannot be written.
    #[error("{0}")]
    Refused(#[from] Refused),
    /// Nobody reads any more what becomes of what was handed in.
    #[error(
        "could not say what became of the rest: whoever read the report stopped reading\nwhat was collected until then is kept; collect the same again for the rest"
    )]
    Unheard,
    /// A key cannot be used.
    #[error("{0}")]
    Key(#[from] BadKey),
    /// The department's records cannot be read or added to.
    #[error("{0}")]
    NotStored(#[from] NotStored),
    /// What was kept cannot be read, or nothing can be added to it.
    #[error("{}", .0.because)]
    NotKept(#[from] NotKept),
    /// Statements could not be sent.
    #[error("{0}")]
    Stopped(#[from] Stopped),
    /// A learning-management system started a course that cannot begin.
    #[error("{0}")]
    Unlaunched(#[from] Unlaunched),
    /// The terminal could not be used.
    #[error("{0}")]
    Terminal(#[from] tui::Failure),
    /// The lines could not be read or written.
    #[error("{0}")]
    Plain(#[from] plain::Failure),
}

/// What to do about letters that no font has.
const LETTERS: &str = "\ninstall a font that has them, such as Noto Serif CJK for Chinese, Japanese, and Korean (Debian: fonts-noto-cjk), and try \
     again; `bedside certificate --text` needs none";

impl Failure {
    /// Returns the exit code: 1 the answer is no, 2 wrong usage, 3 the machine refused.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            // Another name has to be typed; the machine would have written over it.
            Self::Refused(Refused::File { because, .. }) if Obstacle::of(because) == Some(&Obstacle::Another) => 2,
            Self::BrokenCourse { .. } | Self::EmptyCourse { .. } | Self::Roster { .. } | Self::RosterDays { .. } => 1,
            Self::Usage { .. } | Self::NoRoster { .. } | Self::NoCourse { .. } | Self::NoCourseHere { .. } | Self::Trust { .. } => 2,
            _ => 3,
        }
    }

    /// Words it for a learner, in their language; what a department or a trainer alone meets is in English.
    #[must_use]
    pub fn said(&self, say: Language) -> String {
        match self {
            Self::Refused(Refused::Records(error)) => error.said(say),
            Self::Refused(Refused::File { file, because }) => say.not_written_file(file.display(), obstacle::said(because, say)),
            Self::NotDrawn { because: NotDrawn::Letters { letters } } => {
                let letters: Vec<String> = letters.iter().map(|letter| format!("“{letter}”")).collect();
                say.not_written_letters(letters.join(" "))
            }
            Self::NotKept(error) | Self::Terminal(tui::Failure::NotKept(error)) => error.because.said(say),
            // A key that cannot be used, and what a format forbids: for whoever is asked about it.
            other => other.to_string(),
        }
    }

    /// Whether a learner's records could not be read or added to. They are not asked once more for what the learner set: that may take as long
    /// again, and whoever reads a part of a damaged file that can be read takes its log for sound.
    #[must_use]
    pub const fn is_about_records(&self) -> bool {
        matches!(self, Self::Refused(Refused::Records(_)) | Self::NotKept(_) | Self::Terminal(tui::Failure::NotKept(_)))
    }

    /// Whether nobody is there to be told: a reader that has seen enough closes the pipe.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        match self {
            Self::Refused(Refused::Output(because)) | Self::Plain(plain::Failure::Broken { because }) => {
                because.kind() == io::ErrorKind::BrokenPipe
            }
            _ => false,
        }
    }
}

fn told_by_line(file: &Path, count: usize, problems: &[Problem]) -> String {
    let lines = if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
    let mut told = vec![format!("{lines} of the roster {} cannot be used; nothing was written", file.display())];
    told.extend(problems.iter().map(|problem| format!("  {problem}")));
    if count > problems.len() {
        told.push(format!("  and {} more", count - problems.len()));
    }
    told.join("\n")
}

impl From<NotDrawn> for Failure {
    fn from(because: NotDrawn) -> Self {
        Self::NotDrawn { because }
    }
}

impl From<Unwatchable> for Failure {
    fn from(error: Unwatchable) -> Self {
        match error {
            Unwatchable::Folder(unreadable) => Self::Course(unreadable),
            machine @ Unwatchable::Machine { .. } => Self::Unwatchable(machine),
        }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::Refused(Refused::Records(error))
    }
}

impl From<io::Error> for Failure {
    fn from(because: io::Error) -> Self {
        Self::Refused(Refused::Output(because))
    }
}
