//! `bedside collect`: takes in what learners handed in, says what was refused and why, and keeps the rest. `teller` tells of it.

mod teller;

use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use jiff::SignedDuration;

use crate::cli::collecting::{self, Told};
use crate::cli::department::Department;
use crate::cli::key_file::{self, BadKey};
use crate::cli::shelf::{PAST, Shelf};
use crate::cli::{Answer, Failure, Person, Setup, asking, passphrase, signed_here, whole_file};
use crate::prose::safe;
use crate::record::seal::{Key, Locked};
use crate::record::taken_back::TakenBack;
use crate::record::{Assurance, Records};

use super::Command;
use super::issue;
use super::receipts::Receipts;
use super::send::telling_records;
use super::verify;
use teller::Teller;

pub(super) const COMMAND: Command = Command {
    name: "collect",
    person: Person::Department,
    about: "take in what learners handed in: check it, grade it again, keep it",
    example: "bedside collect inbox/ --receipts outbox/",
    arguments,
    run: from_arguments,
};

/// By how many minutes a learner's clock may be ahead, unless told otherwise.
const TOLERANCE: &str = "15";

fn arguments() -> Vec<Arg> {
    let folder = || clap::value_parser!(PathBuf);
    vec![
        Arg::new("path")
            .value_name("PATH")
            .num_args(1..)
            .required(true)
            .value_parser(folder())
            .help("files (.json), files with a record on each line (.jsonl), archives (.zip), countersigned batches of another department (.batch), or folders of them; completions of another system as a table (.csv)"),
        Arg::new("courses")
            .long("courses")
            .value_name("DIR")
            .value_parser(folder())
            .help("past versions of courses, each in a folder of its own (those in DATA/courses are always known)"),
        Arg::new("countersign")
            .long("countersign")
            .action(ArgAction::SetTrue)
            .help("sign for the new records, and fail where there is no key to sign with"),
        Arg::new("no-countersign")
            .long("no-countersign")
            .action(ArgAction::SetTrue)
            .conflicts_with_all(["countersign", "receipts"])
            .help("keep the new records without signing for them; `bedside countersign` does that later"),
        Arg::new("receipts")
            .long("receipts")
            .value_name("DIR")
            .value_parser(folder())
            .help("countersign, and write a receipt for each new record here"),
        Arg::new("hosted")
            .long("hosted")
            .action(ArgAction::SetTrue)
            .help("say that these were graded on a computer that learners do not own (assurance 3)"),
        Arg::new("proctored")
            .long("proctored")
            .action(ArgAction::SetTrue)
            .conflicts_with("hosted")
            .help("say that these were graded there under somebody's eyes (assurance 4)"),
        Arg::new("trust")
            .long("trust")
            .value_name("FILE")
            .value_parser(folder())
            .help("the departments whose countersigned batches you take (default: issuers.toml in the folder of the records)"),
        Arg::new("clock-tolerance")
            .long("clock-tolerance")
            .value_name("MINUTES")
            .value_parser(clap::value_parser!(u32))
            .default_value(TOLERANCE)
            .help("by how many minutes a learner's clock may be ahead"),
        Arg::new("json").long("json").action(ArgAction::SetTrue).help("tell as one JSON object a line"),
    ]
}

fn from_arguments(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let paths: Vec<PathBuf> = arguments.get_many::<PathBuf>("path").into_iter().flatten().cloned().collect();
    must_be_somewhere(&paths)?;
    let data = setup.data()?;
    let own = data.join(PAST);
    let named = arguments.get_one::<PathBuf>("courses");
    let past: Vec<&Path> = named.map(PathBuf::as_path).into_iter().chain(own.is_dir().then_some(own.as_path())).collect();
    let shelf = Shelf::new(&setup.course, &past)?;
    let receipts = arguments.get_one::<PathBuf>("receipts").cloned();
    let must_sign = arguments.get_flag("countersign");
    let (key, is_closed) = if arguments.get_flag("no-countersign") { (None, false) } else { key(&data, must_sign)? };
    let assurance = match (arguments.get_flag("hosted"), arguments.get_flag("proctored")) {
        (true, _) => Assurance::HOSTED,
        (_, true) => Assurance::PROCTORED,
        _ => Assurance::COUNTERSIGNED,
    };
    if (must_sign || receipts.is_some()) && key.is_none() && !is_closed {
        return Err(signed_here::no_key(setup)?);
    }
    // What was handed in is kept all the same: what is not signed has no receipt, and that is said at the end.
    let (receipts, without) = if is_closed { (None, receipts) } else { (receipts, None) };
    // What is kept and signed is never done again, and its receipt would come with nobody to say so.
    receipts.as_deref().map(whole_file::takes_files).transpose()?;
    // What is signed says who signs: what is wrong with that is told before anything is kept.
    let signing = key.as_ref().map(|_| Department::read(&data)).transpose()?.flatten();
    let partners = verify::trust(arguments.get_one::<PathBuf>("trust"), setup)?;
    let minutes = arguments.get_one::<u32>("clock-tolerance").copied().unwrap_or_default();
    let asked = collecting::Asked {
        paths,
        shelf: &shelf,
        partners: &partners,
        key: key.as_ref(),
        assurance,
        now: setup.clock().now(),
        tolerance: SignedDuration::from_mins(minutes.into()),
        who: super::who(),
    };
    let told = if arguments.get_flag("json") { Told::Json } else { Told::Text };
    asking::by_that_day(setup);
    let mut records = asking::department(setup)?;
    if let Some(telling) = telling_records(setup)? {
        records.telling(telling);
    }
    // Who sends the report elsewhere does not see it come. Standard error is not locked: while this waits for others, somebody else says so.
    let is_elsewhere = !io::stdout().is_terminal();
    let mut aside: Box<dyn Write> = if is_elsewhere { Box::new(io::stderr()) } else { Box::new(io::sink()) };
    let progress = is_elsewhere && io::stderr().is_terminal();
    let answer = run(&asked, &mut *records, told, receipts.as_deref(), progress, &mut io::stdout().lock(), &mut aside)
        .map_err(|failure| if failure.is_quiet() { Failure::Unheard } else { failure })?;
    drop(aside);
    if let (Some(key), Some(department)) = (&key, &signing) {
        issue::after_collecting(&mut *records, &issue::By { key, department, course: shelf.at_hand() }, asked.now)?;
    }
    if let Some(folder) = without {
        let folder = folder.display().to_string();
        let folder = safe::line(&folder);
        writeln!(
            io::stderr(),
            "no receipts were written into {folder}: the department's key has a passphrase, and nobody typed it\n\
             to sign for what was kept and to write them: `bedside countersign --receipts {folder}`"
        )?;
        return Ok(Answer::No);
    }
    Ok(answer)
}

/// Whether anything is there of what was named. Where nothing is, the names are mistyped, and nothing was handed in that could be refused.
fn must_be_somewhere(paths: &[PathBuf]) -> Result<(), Failure> {
    let is_gone = |path: &PathBuf| fs::metadata(path).is_err_and(|because| because.kind() == ErrorKind::NotFound);
    let Some(first) = paths.first().filter(|_| paths.iter().all(is_gone)) else { return Ok(()) };
    let first = first.display().to_string();
    let others = if paths.len() == 1 { String::new() } else { format!(", nor any of the other {}", paths.len() - 1) };
    let told = format!(
        "there is no `{}`{others}; nothing was collected\nname the files that were handed in, or the folder they lie in",
        safe::line(&first)
    );
    Err(Failure::Usage { told })
}

/// Returns the key that a department signs with: whoever made one here wants its records signed for. Where it is closed and nobody is
/// there to open it, collecting goes on without, unless it `must` sign; that it is closed is said with it.
fn key(data: &Path, must: bool) -> Result<(Option<Key>, bool), Failure> {
    match key_file::department(data, passphrase::asked) {
        Err(BadKey::Locked { because: Locked::NeedsPassphrase, .. }) if !must => Ok((None, true)),
        read => Ok((read?, false)),
    }
}

/// Collects, tells what became of each hand-in, and then how many there were. The answer is no where something was refused, which is said
/// `aside` too, and where receipts were wanted and records have none.
///
/// # Errors
/// Records that cannot be read or added to, and results that cannot be written.
pub fn run(
    asked: &collecting::Asked<'_>,
    records: &mut dyn Records,
    told: Told,
    receipts: Option<&Path>,
    progress: bool,
    out: &mut dyn Write,
    aside: &mut dyn Write,
) -> Result<Answer, Failure> {
    let lets_all_in = records.enrolled()?.is_empty();
    let batches = if receipts.is_some() { records.batches()? } else { Vec::new() };
    let receipts = receipts.map(|folder| Receipts::of(folder, &batches));
    let mut teller = Teller::new(out, aside, told, receipts, progress, lets_all_in).knowing(TakenBack::read(records)?);
    let (counts, done) = collecting::collect(asked, records, &mut teller);
    if let Err(because) = done {
        // What stopped the collecting is the better answer, whether anybody hears of the rest or not.
        let _told = teller.stopped(&counts, asked);
        return Err(because);
    }
    let alike = teller.alike(records)?;
    let lacking = teller.sum(&counts, &alike, asked)?;
    Ok(if counts.refused == 0 && lacking == 0 { Answer::Done } else { Answer::No })
}
