//! `bedside forget`: takes a learner's data off this machine, once they have seen what will go.

use std::fs;
use std::io::{self, BufRead, ErrorKind, IsTerminal, Write};
use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches};

use crate::cli::{Answer, Failure, Person, Refused, Setup, key_file};
use crate::prose::safe;
use crate::record::open::open;
use crate::store::{At, Journals};

use super::Command;
use super::hand_in::KEPT;

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
    writeln!(
        out,
        "This takes out of {}, for good:\n\
         \n\
         - everything that account \"{}\" did in every course: pages, answers, notes, certificates\n\
         - the copies of what that account handed in, and of the records before they changed their shape\n\
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
    hand_ins(&data.join(KEPT), account)?;
    let forgotten = Journals::open(records)?.forget(account)?;
    if forgotten.others == 0 {
        remove(&data.join(key_file::DEVICE))?;
    }
    writeln!(out, "done: {} facts are gone", forgotten.facts)?;
    Ok(Answer::Done)
}

/// Takes out what an account handed in.
fn hand_ins(folder: &Path, account: &str) -> Result<(), Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(because) if because.kind() == ErrorKind::NotFound => return Ok(()),
        Err(because) => return Err(Refused::File { file: folder.to_owned(), because }.into()),
    };
    for entry in entries.flatten() {
        let bytes = fs::read(entry.path()).unwrap_or_default();
        // What cannot be opened any more is nobody's, and so it goes too.
        if open(&bytes).map_or(true, |hand_in| hand_in.learner.account == account) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

fn remove(file: &Path) -> Result<(), Failure> {
    match fs::remove_file(file) {
        Err(because) if because.kind() != ErrorKind::NotFound => Err(Refused::File { file: file.to_owned(), because }.into()),
        _ => Ok(()),
    }
}
