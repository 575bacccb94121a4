//! The front door: arguments in, one verb carried out, an exit code out. The only room that prints.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 the answer is no, 2 wrong usage,
//! 3 the machine refused.

mod asking;
mod beside;
pub mod collecting;
pub mod command;
mod config;
mod course;
pub mod department;
mod failure;
pub mod fonts;
mod key_file;
mod matches;
mod named_record;
mod notice;
mod obstacle;
mod options;
mod passphrase;
mod people;
mod person;
pub mod records;
mod refused;
mod setup;
pub mod shelf;
mod signals;
mod signed_here;
mod sought;
mod told_once;
mod tongue;
mod whole_file;
mod whole_folder;
mod width;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches};

use command::COMMANDS;
pub use config::{Config, LrsSettings, Pars};
pub use course::CourseFrom;
pub use failure::Failure;
pub use person::Person;
pub use refused::Refused;
pub use setup::Setup;

/// What a command found, where nothing failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Answer {
    /// It is done, or the answer is yes.
    Done = 0,
    /// The answer is no: `check` found errors, a record does not verify.
    No,
    /// Wrong usage, which has been told.
    Usage,
    /// The machine refused, which has been told.
    Refused,
}

/// Returns a number of things in words: `1 record`, `2 records`.
fn counted(count: u64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// Carries out what the arguments ask for and returns the program's exit code.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    signals::let_writes_fail();
    let arguments = asking_for_help(arguments.into_iter().collect());
    // Most starts name no command, and the first screen waits for this: the commands are told to `clap` only where they are needed.
    let matches = match top().try_get_matches_from(&arguments).or_else(|_| program().try_get_matches_from(arguments)) {
        Ok(matches) => matches,
        Err(told) => return told_by_clap(&told),
    };
    if matches.subcommand().is_none() && matches.get_flag("help") {
        let mut out = io::stdout().lock();
        return printed(out.write_all(overview().as_bytes()).and_then(|()| out.flush()));
    }
    match carry_out(&matches) {
        Ok(answer) => ExitCode::from(answer as u8),
        Err((failure, words)) => {
            tell(&failure, &words);
            ExitCode::from(failure.code())
        }
    }
}

/// Carries a command out. A failure comes with its words: in the learner's language where a learner typed the command.
fn carry_out(matches: &ArgMatches) -> Result<Answer, (Failure, String)> {
    let in_english = |failure: Failure| {
        let words = failure.to_string();
        (failure, words)
    };
    let (name, own) = matches.subcommand().unwrap_or(("learn", matches));
    let setup = Setup::from(matches, own).map_err(in_english)?;
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        return Err(in_english(Failure::Usage { told: format!("there is no command called `{name}`") }));
    };
    let done = (command.run)(own, &setup);
    done.map_err(|failure| if command.person == Person::Physician { for_a_learner(failure, &setup) } else { in_english(failure) })
}

fn for_a_learner(failure: Failure, setup: &Setup) -> (Failure, String) {
    let say = if failure.is_about_records() { setup.language() } else { asking::language(setup) };
    let words = failure.said(say);
    (failure, words)
}

/// Returns the command line without its commands: what `bedside` alone needs.
fn top() -> clap::Command {
    clap::Command::new("bedside")
        .version(env!("CARGO_PKG_VERSION"))
        .about("A course on social-media conduct for physicians, in your terminal")
        .args_conflicts_with_subcommands(false)
        .disable_help_subcommand(true)
        // The help of the whole is ours, grouped by person; it is written only when it is asked for.
        .disable_help_flag(true)
        .arg(Arg::new("help").long("help").short('h').action(ArgAction::SetTrue))
        .args(options::arguments().into_iter().map(|argument| argument.help_heading("Options of every command")))
}

/// Returns the whole command line as `clap` knows it, built from [`COMMANDS`].
#[must_use]
pub fn program() -> clap::Command {
    let mut program = top();
    for command in COMMANDS {
        let sub = clap::Command::new(command.name)
            .about(command.about)
            .after_help(format!("Example:\n  {}", command.example))
            .disable_help_flag(true)
            .arg(Arg::new("help").long("help").short('h').action(ArgAction::Help).help("say what this command does"))
            .args((command.arguments)());
        program = program.subcommand(sub);
    }
    program
}

/// The help of the whole program: the verbs, grouped by the person they serve.
fn overview() -> String {
    let mut help = vec![
        "A course on social-media conduct for physicians, in your terminal.".to_owned(),
        String::new(),
        "Type `bedside` alone to open the course where you left it.".to_owned(),
        String::new(),
        "Usage: bedside [OPTIONS] [COMMAND]".to_owned(),
    ];
    for person in Person::ALL {
        help.extend([String::new(), person.heading().to_owned()]);
        let verbs = COMMANDS.iter().filter(|command| command.person == person);
        help.extend(verbs.map(|command| format!("  {:<12} {}", command.name, command.about)));
    }
    help.extend([String::new(), "Options (the command line wins, then BEDSIDE_* variables, then config.toml)".to_owned()]);
    for argument in options::arguments() {
        let long = argument.get_long().unwrap_or_default();
        let value = argument.get_value_names().and_then(|names| names.first()).map_or_else(String::new, |name| format!(" <{name}>"));
        let flag = if argument.get_action().takes_values() { format!("--{long}{value}") } else { format!("--{long}") };
        help.push(format!("  {flag:<22} {}", argument.get_help().map(ToString::to_string).unwrap_or_default()));
    }
    help.extend(["  --help, --version", "", "`bedside COMMAND --help` says more about a command.", ""].map(str::to_owned));
    help.join("\n")
}

/// Prints what `clap` has to say: help to standard output, complaints to standard error.
fn told_by_clap(told: &clap::Error) -> ExitCode {
    match told.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => printed(told.print().and_then(|()| io::stdout().flush())),
        _ => {
            // Where standard error is closed too, the exit code must do.
            let _closed = told.print();
            ExitCode::from(2)
        }
    }
}

/// Returns the exit code of what was to be printed.
fn printed(done: io::Result<()>) -> ExitCode {
    match done.map_err(Failure::from) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tell(&failure, &failure.to_string());
            ExitCode::from(failure.code())
        }
    }
}

/// Returns arguments in which `help` and `help COMMAND`, as other programs have it, are `--help` and `COMMAND --help`.
fn asking_for_help(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|word| word == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// Says on standard error what went wrong. Where that is closed too, the exit code must do.
fn tell(failure: &Failure, words: &str) {
    if failure.is_quiet() {
        return;
    }
    let words = crate::prose::safe::text(words).into_owned();
    let _closed = writeln!(io::stderr(), "bedside: {words}");
}
