//! `bedside forget`: takes a learner's data off this machine, once they have seen what will go.

use std::fs;
use std::io::{self, BufRead, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use uuid::Uuid;

use crate::cli::{Answer, Failure, Person, Refused, Setup, asking, key_file, width};
use crate::journey::LearnerId;
use crate::language::Language;
use crate::prose::safe;
use crate::record::open::open;
use crate::store::{At, Forgotten, Journals, OUTBOX_FILE, Outbox, RECORDS_FILE};

use super::hand_in::KEPT;
use super::{Command, documents};

pub(super) const COMMAND: Command = Command {
    name: "forget",
    person: Person::Physician,
    about: "take your data off this computer, after saying what will go",
    example: "bedside forget",
    arguments,
    run: from_arguments,
};

/// What may be typed, whatever language is spoken: who learned the word in one still has it in the other.
const WORDS: [&str; 2] = ["forget", "olvidar"];

/// The widest line.
const WIDEST: usize = 80;

fn arguments() -> Vec<Arg> {
    vec![Arg::new("yes").long("yes").action(ArgAction::SetTrue).help("do not ask")]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let tells = Tells { say: asking::language(setup), columns: width::within(WIDEST) };
    let sure = |out: &mut dyn Write| -> io::Result<bool> {
        if arguments.get_flag("yes") {
            return Ok(true);
        }
        if !io::stdin().is_terminal() {
            tells.line(out, "", tells.say.forget_nobody_here())?;
            return Ok(false);
        }
        write!(out, "{} ", width::wrapped("", tells.say.forget_type(), tells.columns))?;
        out.flush()?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        Ok(WORDS.iter().any(|word| line.trim().eq_ignore_ascii_case(word)))
    };
    let (records, data) = (setup.place()?, setup.data()?);
    // Who learns on a host has saved nothing among the files of the host.
    let saved_in = setup.is_own().then(documents::folder);
    let asked = Asked { records: &records, data: &data, account: &setup.account, saved_in: saved_in.as_deref(), tells };
    forget(asked, sure, &mut io::stdout().lock())
}

/// What is to be forgotten, and how it is told.
#[derive(Clone, Copy)]
struct Asked<'a> {
    records: &'a At,
    data: &'a Path,
    account: &'a str,
    /// The folder that the certificate's screen saves into, where there is one.
    saved_in: Option<&'a Path>,
    tells: Tells,
}

/// How it is told: in which language, and how wide.
#[derive(Clone, Copy)]
struct Tells {
    say: Language,
    columns: usize,
}

impl Tells {
    /// Tells something in lines that end between words; the first begins with a mark, and the others stand below its words.
    fn line(self, out: &mut dyn Write, mark: &str, words: &str) -> io::Result<()> {
        writeln!(out, "{}", width::wrapped(mark, words, self.columns))
    }
}

/// Says what will go, asks, and takes it out. The answer is no where nothing was taken out.
///
/// # Errors
/// Records that cannot be read or changed.
pub fn run(
    records: &At,
    data: &Path,
    account: &str,
    sure: impl FnOnce(&mut dyn Write) -> io::Result<bool>,
    out: &mut impl Write,
) -> Result<Answer, Failure> {
    let tells = Tells { say: Language::default(), columns: usize::from(u16::MAX) };
    forget(Asked { records, data, account, saved_in: None, tells }, sure, out)
}

fn forget(asked: Asked<'_>, sure: impl FnOnce(&mut dyn Write) -> io::Result<bool>, out: &mut impl Write) -> Result<Answer, Failure> {
    let Asked { records, data, account, saved_in, tells } = asked;
    let say = tells.say;
    let saved = || saved_in.map(|folder| documents::saved(folder, account)).unwrap_or_default();
    // Opened to read first: somebody who has nothing here is not written down by asking.
    if Journals::open_to_read(records)?.is_none() {
        tells.line(out, "", &say.forget_nothing(data.display()))?;
        return Ok(Answer::No);
    }
    let from = match records {
        At::Folder(_) => say.forget_from(data.display()),
        At::Server(_) => say.forget_from_server(data.display()),
    };
    tells.line(out, "", &from)?;
    writeln!(out)?;
    for what in [&say.forget_everything(account), say.forget_copies(), say.forget_statements(), say.forget_key()] {
        tells.line(out, "- ", what)?;
    }
    writeln!(out)?;
    tells.line(out, "", say.forget_department())?;
    writeln!(out)?;
    let found = saved();
    if !found.is_empty() {
        tells.line(out, "", say.forget_saved())?;
        list(out, &found)?;
    }
    tells.line(out, "", say.forget_saved_elsewhere())?;
    writeln!(out)?;
    if !sure(out)? {
        tells.line(out, "", say.forget_kept())?;
        return Ok(Answer::No);
    }
    // The facts first: where they may not be taken out, nothing else goes either.
    let forgotten = Journals::open(records)?.forget(account)?;
    let odd = hand_ins(&data.join(KEPT), account)?;
    let told = statements(data, &forgotten)?;
    if forgotten.others == 0 {
        remove(&data.join(key_file::DEVICE))?;
    }
    tells.line(out, "", &say.forget_done(forgotten.facts))?;
    for file in odd {
        tells.line(out, "", &say.forget_odd(file.display()))?;
        tells.line(out, "", say.forget_odd_yours())?;
    }
    if told > 0 {
        let told = usize::try_from(told).unwrap_or(usize::MAX);
        tells.line(out, "", &say.forget_statements_stay(told, OUTBOX_FILE))?;
    }
    let left = saved();
    if !left.is_empty() {
        tells.line(out, "", say.forget_still_saved())?;
        list(out, &left)?;
    }
    Ok(Answer::Done)
}

/// Lists files, each on a line of its own however wide it is, so that it can be copied as it stands.
fn list(out: &mut dyn Write, files: &[PathBuf]) -> io::Result<()> {
    files.iter().try_for_each(|file| writeln!(out, "- {}", safe::line(&file.display().to_string())))
}

/// Takes out the statements of who has gone; where nobody else has records here, all of them. Says how many are left.
fn statements(data: &Path, forgotten: &Forgotten) -> Result<u64, Failure> {
    let Some(mut outbox) = Outbox::open_if_there(data)? else { return Ok(0) };
    let is_a_departments = data.join(RECORDS_FILE).exists();
    if forgotten.others == 0 && !is_a_departments {
        return Ok(outbox.forget(None)?);
    }
    // Whoever was not there has said nothing.
    Ok(outbox.forget(Some(forgotten.learner.unwrap_or(LearnerId(Uuid::nil()))))?)
}

/// Takes out what an account handed in, and returns what cannot be opened: it may be somebody else's, and of a newer program.
fn hand_ins(folder: &Path, account: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut odd = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(because) if because.kind() == ErrorKind::NotFound => return Ok(odd),
        Err(because) => return Err(Failure::Unread { file: folder.to_owned(), because }),
    };
    for file in entries.flatten().map(|entry| entry.path()) {
        match fs::read(&file).ok().and_then(|bytes| open(&bytes).ok()) {
            Some(hand_in) if hand_in.learner.account == account => remove(&file)?,
            Some(_) => {}
            None => odd.push(file),
        }
    }
    odd.sort();
    Ok(odd)
}

fn remove(file: &Path) -> Result<(), Failure> {
    match fs::remove_file(file) {
        Err(because) if because.kind() != ErrorKind::NotFound => Err(Refused::File { file: file.to_owned(), because }.into()),
        _ => Ok(()),
    }
}
