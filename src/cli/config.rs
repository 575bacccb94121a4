//! `config.toml` in the platform's configuration folder: what holds where neither the command line nor a variable says otherwise.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::journey::{Preference, Preferences};
use crate::prose::safe;
use crate::source::named_file;
use crate::tui::Theme;

use super::Failure;

/// `[pars.<course id>]` of `config.toml`: what an accredited provider reports of a course.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pars {
    /// The activity, as ACCME numbered it.
    pub activity: String,
    /// The credits, such as `"1.25"`.
    pub credits: String,
    /// The certifying board, where one gives credit.
    #[serde(default)]
    pub board: String,
    /// The kind of that board's credit.
    #[serde(default)]
    pub board_credit: String,
}

/// `[lrs]` of `config.toml`: a learning record store.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LrsSettings {
    /// Its address, which `/statements` follows.
    pub url: String,
    /// Who we are there.
    pub user: Option<String>,
    /// Our password there; better in the environment, as `BEDSIDE_LRS_PASSWORD`.
    pub password: Option<String>,
    /// A file with the certificates that are trusted.
    pub ca: Option<PathBuf>,
}

impl std::fmt::Debug for LrsSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LrsSettings").field("url", &self.url).field("user", &self.user).finish_non_exhaustive()
    }
}

/// `config.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub(super) course: Option<PathBuf>,
    pub(super) data: Option<PathBuf>,
    pub(super) learner: Option<String>,
    pub(super) color: Option<String>,
    pub(super) theme: Option<String>,
    pub(super) language: Option<String>,
    pub(super) pictures: Option<String>,
    pub(super) mouse: Option<bool>,
    pub(super) reduced_motion: Option<bool>,
    pub(super) letter_keys: Option<bool>,
    pub(super) plain: Option<bool>,
    pub(super) columns: Option<u16>,
    pub(super) home: Option<String>,
    pub(super) organization: String,
    pub(super) lrs: Option<LrsSettings>,
    pub(super) pars: BTreeMap<String, Pars>,
}

impl Config {
    /// Reads a configuration; where there is no file, it sets nothing.
    ///
    /// # Errors
    /// [`Failure::Config`] for a file that cannot be read, is no TOML, or sets what there is not.
    pub(super) fn read(file: &Path) -> Result<Self, Failure> {
        let bad = |because: String| Failure::Config { file: file.to_owned(), because };
        match named_file::text(file) {
            Ok(text) => Self::parse(&text).map_err(bad),
            Err(because) if because.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(because) => Err(bad(because.to_string())),
        }
    }

    /// Reads the text of a configuration.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|wrong| told(text, &wrong))
    }

    /// Returns what it sets of what a learner may set too.
    ///
    /// # Errors
    /// [`Failure::Usage`] for a theme that there is not.
    pub fn preferences(&self) -> Result<Preferences, Failure> {
        let mut usual = Preferences::default();
        if let Some(name) = &self.theme {
            usual.set(Preference::Theme, known_theme(name)?);
        }
        if self.color.as_deref() == Some("never") {
            usual.set(Preference::Theme, "none");
        }
        for (said, preference) in
            [(self.mouse, Preference::Mouse), (self.reduced_motion, Preference::ReducedMotion), (self.letter_keys, Preference::LetterKeys)]
        {
            if let Some(on) = said {
                usual.turn(preference, on);
            }
        }
        Ok(usual)
    }
}

/// Says what is wrong with settings, and on which line of theirs.
pub(super) fn told(text: &str, wrong: &toml::de::Error) -> String {
    let says = wrong.message();
    match wrong.span() {
        // What is missing stands nowhere.
        Some(span) if !says.starts_with("missing field") => told_of(text, span.start, says),
        _ => says.to_owned(),
    }
}

/// Says something of the setting that stands at a place.
pub(super) fn told_of(text: &str, at: usize, says: &str) -> String {
    let before = text.get(..at).unwrap_or_default();
    let number = before.matches('\n').count() + 1;
    let line = text.lines().nth(number - 1).unwrap_or_default();
    let key = line.split_once('=').map(|(key, _)| key.trim()).filter(|key| !key.is_empty() && !key.starts_with('#'));
    match key {
        Some(key) => format!("line {number}, `{}`: {says}", safe::line(key)),
        None => format!("line {number}: {says}"),
    }
}

/// Returns the name of a theme that there is.
pub(super) fn known_theme(name: &str) -> Result<&str, Failure> {
    if Theme::named(name).is_some() {
        return Ok(name);
    }
    let names: Vec<&str> = Theme::ALL.iter().map(|(name, _)| *name).collect();
    Err(Failure::Usage { told: format!("there is no theme `{name}`; there are {}", names.join(", ")) })
}
