//! `bedside verify`: whether certificates are what their issuers signed. Offline: asks only the files it is given.

mod said;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use clap::{Arg, ArgAction, ArgMatches};
use jiff::Timestamp;

use crate::cli::{Answer, Failure, Person, Setup, collecting, config};
use crate::prose::safe;
use crate::record::credential::{Checked, Flaw, LARGEST, StatusList, Trust, Verdict, is_receipt, verify, verify_receipt};
use crate::source::named_file;

use super::Command;
use said::{Line, is_about, words};

pub(super) const COMMAND: Command = Command {
    name: "verify",
    person: Person::Department,
    about: "check certificates: valid, expired, revoked, untrusted, or tampered",
    example: "bedside verify certificate.pdf --trust issuers.toml",
    arguments,
    run,
};

/// The file of pinned issuers that counts where none is named, in the folder of the records.
pub(super) const ISSUERS: &str = "issuers.toml";

/// So many files are checked before the answers are printed: enough for every processor, and no more in memory at once.
const AT_ONCE: usize = 64;

fn arguments() -> Vec<Arg> {
    let file = || clap::value_parser!(PathBuf);
    vec![
        Arg::new("files")
            .value_name("FILE")
            .num_args(1..)
            .required(true)
            .value_parser(file())
            .help("certificates: .json, .pdf, the text of a QR code, receipts, or folders of them; - reads one from standard input"),
        Arg::new("trust")
            .long("trust")
            .value_name("FILE")
            .value_parser(file())
            .help("the issuers you believe (default: issuers.toml in the folder of the records)"),
        Arg::new("status")
            .long("status")
            .value_name("FILE")
            .value_parser(file())
            .action(ArgAction::Append)
            .help("an issuer's status list, which says what was revoked; may be given several times"),
        Arg::new("hand-in")
            .long("hand-in")
            .value_name("FILE")
            .value_parser(file())
            .help("the hand-in that a receipt is for (default: the one beside it, under the same name without `receipt-`)"),
        Arg::new("name").long("name").value_name("NAME").help("also ask whether it is about the person of this name or staff ID"),
        Arg::new("json").long("json").action(ArgAction::SetTrue).help("one JSON object a line"),
    ]
}

fn run(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let trust = trust(arguments.get_one::<PathBuf>("trust"), setup)?;
    let against = Against {
        lists: lists(arguments.get_many::<PathBuf>("status").into_iter().flatten(), &trust)?,
        trust,
        hand_in: arguments.get_one::<PathBuf>("hand-in").cloned(),
        now: setup.clock().now(),
        name: arguments.get_one::<String>("name").cloned(),
    };
    let mut files = Vec::new();
    for named in arguments.get_many::<PathBuf>("files").into_iter().flatten() {
        gather(named, &mut files)?;
    }
    if files.is_empty() {
        // Who asks about an empty folder, or names the wrong one, is not to read silence as a yes.
        writeln!(io::stderr(), "bedside: there is nothing to check: no file there ends in .json, .jsonld, .pdf or .txt")?;
        return Ok(Answer::Refused);
    }
    let out = &mut io::stdout().lock();
    if arguments.get_flag("json") { told_as_json(&files, &against, out) } else { told(&files, &against, out) }
}

/// How the names of certificates in a folder end.
const ENDS: [&str; 4] = ["json", "jsonld", "pdf", "txt"];
/// How many folders deep certificates are looked for.
const DEEPEST: usize = 12;

/// What certificates are checked against.
#[derive(Clone, Debug)]
pub struct Against {
    /// The issuers that are believed.
    pub trust: Trust,
    /// The status lists at hand.
    pub lists: Vec<StatusList>,
    /// The hand-in that receipts are for; without one, the file beside each.
    pub hand_in: Option<PathBuf>,
    /// The moment.
    pub now: Timestamp,
    /// Whom they should be about.
    pub name: Option<String>,
}

/// Says of each file in words what it came to, in the order of the files. The answer is no unless every one is valid.
///
/// # Errors
/// [`Failure`] when a file cannot be opened or the answer cannot be written.
pub fn told(files: &[PathBuf], against: &Against, out: &mut dyn Write) -> Result<Answer, Failure> {
    each(files, against, |file, checked| Ok(out.write_all(words(file, checked, against).as_bytes())?))
}

/// Says the same as [`told`], one JSON object a line.
///
/// # Errors
/// [`Failure`] when a file cannot be opened or the answer cannot be written.
pub fn told_as_json(files: &[PathBuf], against: &Against, out: &mut dyn Write) -> Result<Answer, Failure> {
    each(files, against, |file, checked| {
        let line = serde_json::to_string(&Line::of(file, checked, against)).map_err(io::Error::from)?;
        Ok(writeln!(out, "{}", safe::json(&line))?)
    })
}

/// Looks once whether the hand-in that was named for all receipts can be read.
fn look_for_hand_in(against: &Against) -> Result<(), Failure> {
    let Some(named) = &against.hand_in else { return Ok(()) };
    named_file::may_be_opened(named).map_err(|because| Failure::Unread { file: named.clone(), because })
}

/// Checks the files on all processors and hands the answers on in the order of the files.
fn each(files: &[PathBuf], against: &Against, mut say: impl FnMut(&Path, &Checked) -> Result<(), Failure>) -> Result<Answer, Failure> {
    look_for_hand_in(against)?;
    // What a receipt was checked with is answered for by it.
    let proven: BTreeSet<PathBuf> = files.iter().filter(|_| against.hand_in.is_none()).filter_map(|file| beside(file)).collect();
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let mut answer = Answer::Done;
    for some in files.chunks(AT_ONCE * workers) {
        let shares: Vec<_> = some.chunks(some.len().div_ceil(workers).max(1)).collect();
        let checked = thread::scope(|scope| {
            let share = |share| scope.spawn(move || check_all(share, against));
            let running: Vec<_> = shares.into_iter().map(share).collect();
            running.into_iter().map(thread::ScopedJoinHandle::join).collect::<Vec<_>>()
        });
        let checked = checked.into_iter().flat_map(|share| share.unwrap_or_else(|panic| resume_unwind(panic)));
        for (file, checked) in some.iter().zip(checked) {
            let checked = match checked {
                Ok(checked) => checked,
                Err(unread) => {
                    writeln!(io::stderr(), "bedside: {}", safe::text(&Failure::from(unread).to_string()))?;
                    answer = Answer::Refused;
                    continue;
                }
            };
            if checked.verdict == Verdict::Unreadable(Flaw::HandIn) && proven.contains(file) {
                continue;
            }
            let is_good = checked.verdict == Verdict::Valid && (against.name.is_none() || is_about(&checked, against) == Some(true));
            if !is_good && answer == Answer::Done {
                answer = Answer::No;
            }
            say(file, &checked)?;
        }
    }
    Ok(answer)
}

/// A file that could not be read.
struct Unread {
    file: PathBuf,
    because: io::Error,
}

impl From<Unread> for Failure {
    fn from(Unread { file, because }: Unread) -> Self {
        Self::Unread { file, because }
    }
}

fn check_all(files: &[PathBuf], against: &Against) -> Vec<Result<Checked, Unread>> {
    files.iter().map(|file| check(file, against)).collect()
}

fn check(file: &Path, against: &Against) -> Result<Checked, Unread> {
    let bytes = read(file)?;
    if !is_receipt(&bytes) {
        return Ok(verify(&bytes, &against.trust, &against.lists, against.now));
    }
    let hand_in = match (&against.hand_in, beside(file)) {
        (Some(named), _) => Some(read(named)?),
        (None, Some(beside)) if beside.is_file() => Some(read(&beside)?),
        _ => None,
    };
    Ok(verify_receipt(&bytes, hand_in.as_deref(), &against.trust, against.now))
}

/// Where the hand-in of a receipt lies if both have the names that they were given.
fn beside(receipt: &Path) -> Option<PathBuf> {
    let name = receipt.file_name()?.to_str()?;
    name.contains("receipt-").then(|| receipt.with_file_name(name.replacen("receipt-", "", 1)))
}

/// Reads a file, or standard input for `-`; of one that is too large, enough to see that it is.
fn read(file: &Path) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().take(LARGEST + 1).read_to_end(&mut bytes)
    } else {
        named_file::open(file).and_then(|opened| opened.take(LARGEST + 1).read_to_end(&mut bytes))
    };
    read.map(|_| bytes).map_err(|because| Unread { file: file.to_owned(), because })
}

/// Adds a file, or the files in a folder that look like certificates, by name.
fn gather(named: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if named.is_dir() {
        return inside(named, DEEPEST, files);
    }
    files.push(named.to_owned());
    Ok(())
}

/// Looks through a folder by name. Hidden files and links are passed over: they may lead elsewhere.
fn inside(folder: &Path, deeper: usize, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let unread = |because| Failure::Unread { file: folder.to_owned(), because };
    for path in collecting::names(folder).map_err(unread)?.into_iter().map(|name| folder.join(name)) {
        let Ok(found) = fs::symlink_metadata(&path) else { continue };
        if found.is_dir() && deeper > 0 {
            inside(&path, deeper - 1, files)?;
        } else if found.is_file() && path.extension().is_some_and(|end| ENDS.iter().any(|known| end.eq_ignore_ascii_case(known))) {
            files.push(path);
        }
    }
    Ok(())
}

pub(super) fn trust(named: Option<&PathBuf>, setup: &Setup) -> Result<Trust, Failure> {
    let file = match named {
        Some(file) => file.clone(),
        None => match setup.data().map(|folder| folder.join(ISSUERS)) {
            Ok(file) if file.is_file() => file,
            _ => return Ok(Trust::default()),
        },
    };
    let text = named_file::text(&file).map_err(|because| Failure::Unread { file: file.clone(), because })?;
    toml::from_str(&text).map_err(|wrong| Failure::Trust { file, because: config::told(&text, &wrong) })
}

/// Reads the status lists, and says which of them count for nobody: another one may count in its place, and know less.
fn lists<'a>(files: impl Iterator<Item = &'a PathBuf>, trust: &Trust) -> Result<Vec<StatusList>, Failure> {
    files
        .map(|file| {
            let list = StatusList::read(&read(file)?).map_err(|flaw| Failure::StatusList { file: file.clone(), flaw })?;
            if trust.of(list.issuer).is_none() {
                let (file, key) = (safe::line(&file.display().to_string()).into_owned(), list.issuer);
                writeln!(io::stderr(), "the status list {file} does not count: it is signed with {key}, which is not pinned")?;
            }
            Ok(list)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::journey::CertificateId;
    use crate::record::countersign::{Receipt, countersign};
    use crate::record::merkle::path;
    use crate::record::records::{BatchId, Salt};
    use crate::record::seal::Key;
    use crate::source::Digest;

    #[test]
    fn of_two_files_the_one_that_cannot_be_read_is_named() {
        let (batch, now, leaves) = (BatchId(Uuid::nil()), Timestamp::UNIX_EPOCH, [Digest::of(b"leaf")]);
        let signed = countersign(batch, now, &leaves, &Key::from_secret(&[1; 32]));
        let receipt = Receipt::new(CertificateId(Uuid::nil()), batch, now, Salt([0; 16]), path(&leaves, 0).unwrap(), &signed);
        let folder = tempfile::tempdir().unwrap();
        let (file, gone) = (folder.path().join("receipt.json"), folder.path().join("gone.json"));
        fs::write(&file, receipt.written().unwrap()).unwrap();
        let against = Against { trust: Trust::default(), lists: Vec::new(), hand_in: Some(gone.clone()), now, name: None };
        assert_eq!(check(&file, &against).map(|_| ()).unwrap_err().file, gone);
    }
}
