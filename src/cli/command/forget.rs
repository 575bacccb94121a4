//! `bedside forget`: takes a learner's data off this machine, once they have seen what will go.

use std::fs;
use std::io::{self, BufRead, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use uuid::Uuid;

use crate::cli::{Answer, Failure, Person, Refused, Setup, key_file};
use crate::journey::LearnerId;
use crate::prose::safe;
use crate::record::open::open;
use crate::store::{At, Forgotten, Journals, OUTBOX_FILE, Outbox, RECORDS_FILE};

use super::hand_in::KEPT;
use super::{Command, counted};

pub(super) const COMMAND: Command = Command {
    name: "forget",
    person: Person::Physician,
    about: "take your data off this computer, after saying what will go",
    example: "bedside forget",
    arguments,
    run: from_arguments,
};

/// What has to be typed.
const WORD: &str = "forget";

fn arguments() -> Vec<Arg> {
    vec![Arg::new("yes").long("yes").action(ArgAction::SetTrue).help("do not ask")]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let sure = |out: &mut dyn Write| -> io::Result<bool> {
        if arguments.get_flag("yes") {
            return Ok(true);
        }
        if !io::stdin().is_terminal() {
            writeln!(out, "nothing was taken out: nobody is here to ask; `--yes` does it without asking")?;
            return Ok(false);
        }
        write!(out, "Type `{WORD}` and press Enter to go on; anything else keeps all of it: ")?;
        out.flush()?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        Ok(line.trim().eq_ignore_ascii_case(WORD))
    };
    run(&setup.place()?, &setup.data()?, &setup.account, sure, &mut io::stdout().lock())
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
    // Opened to read first: somebody who has nothing here is not written down by asking.
    if Journals::open_to_read(records)?.is_none() {
        writeln!(out, "there is nothing of yours in {}", safe::line(&data.display().to_string()))?;
        return Ok(Answer::No);
    }
    let from = match records {
        At::Folder(_) => "",
        At::Server(_) => "the records on the server, and of ",
    };
    writeln!(
        out,
        "This takes out of {from}{}, for good:\n\
         \n\
         - everything that account \"{}\" did in every course: pages, answers, notes, certificates\n\
         - the copies of what that account handed in, and of the records before they changed their shape\n\
         - what of it is to be told to a learning record store, and the copies of what was\n\
         - this computer's key, where nobody else has records here\n\
         \n\
         What your department has collected stays there; ask them about it. A certificate you want to keep, save first with\n\
         `bedside certificate`, and hand in what is not handed in.\n",
        safe::line(&data.display().to_string()),
        safe::line(account),
    )?;
    if !sure(out)? {
        writeln!(out, "nothing was taken out")?;
        return Ok(Answer::No);
    }
    // The facts first: where they may not be taken out, nothing else goes either.
    let forgotten = Journals::open(records)?.forget(account)?;
    let odd = hand_ins(&data.join(KEPT), account)?;
    let told = statements(data, &forgotten)?;
    if forgotten.others == 0 {
        remove(&data.join(key_file::DEVICE))?;
    }
    writeln!(out, "done: {} facts are gone", forgotten.facts)?;
    for file in odd {
        let file = file.display().to_string();
        writeln!(out, "left alone, because it cannot be opened: {}\nif it is yours, take it out by hand", safe::line(&file))?;
    }
    if told > 0 {
        writeln!(
            out,
            "{} in {OUTBOX_FILE}, of others or of sessions that a learning-management system started",
            counted(told, "statement stays", "statements stay")
        )?;
    }
    Ok(Answer::Done)
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
