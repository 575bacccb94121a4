//! `bedside check`: reads a course folder and tells its author everything that is wrong with it.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches};
use jiff::civil::Date;

use crate::cli::{Answer, Failure, Person, Setup};
use crate::course::{check, read};
use crate::diagnostic::human::{self, Look};
use crate::diagnostic::{Diagnostic, Severity, Texts, machine};
use crate::source::{Content, Files, folder};

use super::Command;
use super::folder::{around, folder_argument, folder_of};

pub(super) const COMMAND: Command = Command {
    name: "check",
    person: Person::Trainer,
    about: "tell everything that is wrong with a course, and what to write instead",
    example: "bedside check my-course --advice",
    arguments,
    run: from_arguments,
};

fn arguments() -> Vec<Arg> {
    vec![
        folder_argument(),
        Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(["human", "short", "json", "github"])
            .default_value("human")
            .help("how findings are written"),
        Arg::new("deny").long("deny").value_name("warnings").value_parser(["warnings"]).help("let warnings count as errors"),
        Arg::new("advice").long("advice").action(ArgAction::SetTrue).help("show advice on writing, too"),
        Arg::new("fix").long("fix").action(ArgAction::SetTrue).help("mend what needs no author's judgement, and show what was changed"),
        Arg::new("explain").long("explain").value_name("CODE").help("say more about a code, such as B401"),
        Arg::new("ascii").long("ascii").action(ArgAction::SetTrue).help("draw with plain letters"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let text = |name: &str| arguments.get_one::<String>(name).cloned();
    let asked = Asked {
        folder: around(folder_of(arguments, setup)),
        format: match text("format").as_deref() {
            Some("short") => Format::Short,
            Some("json") => Format::Json,
            Some("github") => Format::Github,
            _ => Format::Human,
        },
        deny_warnings: text("deny").is_some(),
        advice: arguments.get_flag("advice"),
        fix: arguments.get_flag("fix"),
        explain: text("explain"),
        look: Look { ascii: arguments.get_flag("ascii"), colour: setup.colours_output(), ..Look::default() },
        today: setup.today,
    };
    Ok(match run(&asked, &mut io::stdout().lock(), &mut io::stderr().lock())? {
        0 => Answer::Done,
        1 => Answer::No,
        2 => Answer::Usage,
        _ => Answer::Refused,
    })
}

/// How many findings of one kind in one file are shown in full.
const IN_FULL: usize = 5;

/// How often a folder is mended in one run.
const ROUNDS: usize = 8;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With excerpts, for people.
    #[default]
    Human,
    /// One line each.
    Short,
    /// One JSON object a line.
    Json,
    /// Annotations for GitHub's workflows.
    Github,
}

/// What the command was asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The course folder.
    pub folder: PathBuf,
    /// How findings are written.
    pub format: Format,
    /// Whether warnings count as errors.
    pub deny_warnings: bool,
    /// Whether advice is shown.
    pub advice: bool,
    /// Whether what can be mended without an author's judgement is mended.
    pub fix: bool,
    /// A code to be explained, instead of checking.
    pub explain: Option<String>,
    /// How findings look.
    pub look: Look,
    /// The date for rules about reviews.
    pub today: Option<Date>,
}

/// Checks a folder and writes what was found. Returns the exit code: 0 when nothing is wrong, 1 when something is, 2 when the code to explain
/// is unknown, 3 when the folder cannot be read.
///
/// # Errors
/// Those of `out` and `problems`.
pub fn run(asked: &Asked, out: &mut impl Write, problems: &mut impl Write) -> io::Result<u8> {
    if let Some(code) = &asked.explain {
        return super::explain::run(code, out, problems);
    }
    let files = match folder(&asked.folder) {
        Ok(files) => Arc::new(files),
        Err(unreadable) => {
            writeln!(problems, "{unreadable}")?;
            return Ok(3);
        }
    };
    let (mut files, mut found) = look_through(files, asked);
    // Mending one thing may uncover another, as in a text with two escapes.
    for _ in 0..if asked.fix { ROUNDS } else { 0 } {
        if super::fix::apply(&asked.folder, &files, &found, out)? == 0 {
            break;
        }
        match folder(&asked.folder) {
            Ok(again) => (files, found) = look_through(Arc::new(again), asked),
            Err(unreadable) => {
                writeln!(problems, "{unreadable}")?;
                return Ok(3);
            }
        }
    }
    let shown: Vec<&Diagnostic> = found.iter().filter(|finding| asked.advice || finding.severity != Severity::Advice).collect();
    write(&shown, asked, &files, out)?;
    let counted = Counted::of(&found, &files);
    if matches!(asked.format, Format::Human | Format::Short) {
        if asked.format == Format::Human && !shown.is_empty() {
            writeln!(out)?;
        }
        writeln!(out, "{}", counted.line(asked.advice))?;
    }
    Ok(u8::from(counted.errors > 0 || (asked.deny_warnings && counted.warnings > 0)))
}

fn look_through(files: Arc<Files>, asked: &Asked) -> (Arc<Files>, Vec<Diagnostic>) {
    let reading = read(files.clone());
    let mut found = check(&reading, asked.today);
    super::folder::point_above(&asked.folder, &mut found);
    if !asked.fix {
        // The program is about to end, and the machine takes all its memory back at once. To give a million small things back one by one
        // would take a tenth of the time of a check.
        mem::forget(reading);
    }
    (files, found)
}

fn write(shown: &[&Diagnostic], asked: &Asked, files: &Files, out: &mut impl Write) -> io::Result<()> {
    let bytes = |file: &str| match files.texts.get(file) {
        Some(Content::Text(text)) => Some(text.as_bytes()),
        Some(Content::NotText(bytes)) => Some(bytes.as_slice()),
        _ => None,
    };
    let mut texts = Texts::new(&bytes);
    let mut first = true;
    let mut left: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in shown {
        *left.entry(repeated(finding)).or_default() += 1;
    }
    let mut told: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in shown {
        match asked.format {
            Format::Short => out.write_all(machine::short(finding, &mut texts).as_bytes())?,
            Format::Json => out.write_all(machine::object(finding, &mut texts).as_bytes())?,
            Format::Github => out.write_all(machine::annotation(finding, &mut texts).as_bytes())?,
            Format::Human => {
                let before = told.entry(repeated(finding)).or_default();
                *before += 1;
                if *before > IN_FULL + 1 {
                    continue;
                }
                if !std::mem::take(&mut first) {
                    writeln!(out)?;
                }
                if *before <= IN_FULL {
                    out.write_all(human::report(finding, asked.look, &bytes).as_bytes())?;
                } else {
                    let more = left.get(&repeated(finding)).map_or(0, |all| all - IN_FULL);
                    writeln!(out, "... and {more} more {} ({}) in {}", finding.code.number, finding.code.name, finding.primary.place.file)?;
                }
            }
        }
    }
    Ok(())
}

/// What makes two findings the same mistake made again.
fn repeated(finding: &Diagnostic) -> (&str, &str) {
    (finding.code.number, &finding.primary.place.file)
}

/// How much was found, for the last line.
struct Counted {
    errors: usize,
    warnings: usize,
    advice: usize,
    concerned: usize,
    files: usize,
}

impl Counted {
    fn of(found: &[Diagnostic], files: &Files) -> Self {
        let count = |wanted: Severity| found.iter().filter(|finding| finding.severity == wanted).count();
        let concerned: std::collections::BTreeSet<&str> =
            found.iter().filter(|finding| finding.severity != Severity::Advice).map(|finding| &*finding.primary.place.file).collect();
        let read = files.texts.keys().filter(|path| path.ends_with(".toml")).count();
        let beside = concerned.iter().filter(|path| files.beside.contains_key(**path)).count();
        // Pictures are not counted, unless more is told of them than there are other files.
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            advice: count(Severity::Advice),
            concerned: concerned.len(),
            files: if read == 0 { 0 } else { (read + beside).max(concerned.len()) },
        }
    }

    fn line(&self, advised: bool) -> String {
        let counted = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let files = counted(self.files, "file");
        // In an empty folder nothing but the missing course file can be wrong.
        let among =
            if self.files == 0 { "; the folder has no files of a course".to_owned() } else { format!(" in {} of {files}", self.concerned) };
        let mut line = match (self.errors, self.warnings) {
            (0, 0) => format!("no errors and no warnings in {files}"),
            (errors, 0) => format!("{}{among}", counted(errors, "error")),
            (0, warnings) => format!("{}{among}", counted(warnings, "warning")),
            (errors, warnings) => format!("{}, {}{among}", counted(errors, "error"), counted(warnings, "warning")),
        };
        if self.advice > 0 {
            let pieces = if self.advice == 1 { "1 piece of advice".to_owned() } else { format!("{} pieces of advice", self.advice) };
            line.push_str("; ");
            line.push_str(&pieces);
            line.push_str(if advised { "" } else { " (--advice)" });
        }
        line
    }
}
