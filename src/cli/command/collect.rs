//! `bedside collect`: takes in what learners handed in, says what was refused and why, and keeps the rest.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use jiff::SignedDuration;
use serde_json::Value;

use crate::cli::collecting::{
    self, Counts, Given, Listener, Moments, NotRead, Outcome, Pair, Told, as_json, as_text, pair_as_json, pair_as_text,
};
use crate::cli::department::Department;
use crate::cli::key_file::{self, BadKey};
use crate::cli::shelf::{PAST, Shelf};
use crate::cli::{Answer, Failure, Person, Refused, Setup, asking, passphrase, signed_here, whole_file};
use crate::course::Version;
use crate::id::CourseId;
use crate::prose::safe;
use crate::record::flaw::Flaw;
use crate::record::records::Incoming;
use crate::record::seal::{Key, Locked};
use crate::record::{Assurance, Records};

use super::issue;
use super::receipts::Receipts;
use super::send::telling_records;
use super::verify;
use super::{Command, counted};

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
    let must_sign = arguments.get_flag("countersign") || receipts.is_some();
    let key = if arguments.get_flag("no-countersign") { None } else { key(&data, must_sign)? };
    let assurance = match (arguments.get_flag("hosted"), arguments.get_flag("proctored")) {
        (true, _) => Assurance::HOSTED,
        (_, true) => Assurance::PROCTORED,
        _ => Assurance::COUNTERSIGNED,
    };
    if must_sign && key.is_none() {
        return Err(signed_here::no_key(setup)?);
    }
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
/// there to open it, collecting goes on without, unless it `must` sign.
fn key(data: &Path, must: bool) -> Result<Option<Key>, Failure> {
    match key_file::department(data, passphrase::asked) {
        Err(BadKey::Locked { because: Locked::NeedsPassphrase, .. }) if !must => Ok(None),
        read => Ok(read?),
    }
}

/// Collects, tells what became of each hand-in, and then how many there were. The answer is no where something was refused, which is said
/// `aside` too.
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
    let (counts, not_read, met) = (Counts::default(), NotRead::default(), BTreeSet::new());
    let (moments, unknown, receipts) = (Moments::default(), BTreeSet::new(), receipts.map(Receipts::of));
    let lets_all_in = records.enrolled()?.is_empty();
    let mut teller = Teller {
        out,
        aside,
        told,
        receipts,
        progress,
        is_stopped: false,
        lets_all_in,
        counts,
        not_read,
        taken_over: 0,
        taken_back: 0,
        unknown,
        met,
        moments,
    };
    let (counts, done) = collecting::collect(asked, records, &mut teller);
    if let Err(because) = done {
        // What was kept until then is told, as far as anybody hears it; what stopped the collecting is the better answer.
        teller.is_stopped = true;
        let _told = if counts == Counts::default() { Ok(()) } else { teller.sum(&counts, &[], asked) };
        return Err(because);
    }
    let alike = std::mem::take(&mut teller.moments).alike(records).map_err(Refused::from)?;
    teller.sum(&counts, &alike, asked)?;
    Ok(if counts.refused == 0 { Answer::Done } else { Answer::No })
}

struct Teller<'a> {
    out: &'a mut dyn Write,
    aside: &'a mut dyn Write,
    told: Told,
    receipts: Option<Receipts<'a>>,
    progress: bool,
    /// Whether something stopped the collecting before its end.
    is_stopped: bool,
    /// Whether no key was bound to anybody yet, so that whatever key sealed a record, it was taken.
    lets_all_in: bool,
    counts: Counts,
    not_read: NotRead,
    /// How many of the new records are on another system's word.
    taken_over: u64,
    /// How many of what was refused was revoked in that system.
    taken_back: u64,
    /// Courses that were answered and are not here.
    unknown: BTreeSet<(CourseId, Version)>,
    /// Courses that those are about; one that is not here may be a slip of the pen.
    met: BTreeSet<CourseId>,
    /// When the new records were completed, of which some may have another learner's answers.
    moments: Moments,
}

/// What the first key changes that is bound to a person.
const ONLY_BOUND: &str =
    "it is the first: from now on only records under enrolled keys are taken, and all others are refused as `unknown-key`";

/// So many courses are named.
const NAMED: usize = 5;
/// So many that were met are looked at.
const MOST_MET: usize = 1000;

impl Teller<'_> {
    /// Tells what came of all, or of what was kept before something stopped the collecting.
    fn sum(&mut self, counts: &Counts, alike: &[Pair], asked: &collecting::Asked<'_>) -> Result<(), Failure> {
        if self.progress {
            write!(self.aside, "\r{:40}\r", "")?;
        }
        let tell = if self.told == Told::Json { pair_as_json } else { pair_as_text };
        alike.iter().try_for_each(|pair| tell(self.out, pair))?;
        let lacking = self.receipts.as_ref().map(|receipts| receipts.lacking(if asked.key.is_some() { counts.graded } else { 0 }));
        self.say_the_sum(counts, asked, lacking)?;
        self.say_where_they_may_be(asked.shelf)?;
        self.out.flush()?;
        if counts.not_read > 0 {
            let were = if counts.not_read == 1 { "was" } else { "were" };
            writeln!(self.aside, "bedside: {} {were} not read; the report says which, why, and what to do", counts.not_read)?;
        }
        if let Some(lacking) = lacking.filter(|lacking| *lacking > 0) {
            writeln!(self.aside, "bedside: {lacking} without a receipt; the report says what to do")?;
        }
        if !alike.is_empty() {
            writeln!(self.aside, "bedside: some records have the answers of somebody else; the report says which, and what to do")?;
        }
        if counts.refused > 0 {
            let were = if counts.refused == 1 { "was" } else { "were" };
            writeln!(self.aside, "bedside: {} {were} refused; the report says which, why, and what to do", counts.refused)?;
        }
        Ok(())
    }

    fn say_the_sum(&mut self, counts: &Counts, asked: &collecting::Asked<'_>, lacking: Option<u64>) -> Result<(), Failure> {
        let Counts { new, known, enrolled, refused, not_read, lower, handed_on, graded } = *counts;
        if self.told == Told::Json {
            let mut sum = serde_json::json!({
                "new": new, "known": known, "enrolled": enrolled, "refused": refused, "not_read": not_read, "handed_on": handed_on,
                "lower": lower,
                "countersigned": asked.key.is_some()
            });
            let more = [("without_receipt", lacking.map(Value::from)), ("stopped", self.is_stopped.then(|| true.into()))];
            if let Some(members) = sum.as_object_mut() {
                members.extend(more.into_iter().filter_map(|(name, said)| Some((name.to_owned(), said?))));
            }
            writeln!(self.out, "{sum}")?;
            return Ok(());
        }
        self.not_read.tell(self.out)?;
        if new + known + enrolled + refused + not_read > 0 {
            writeln!(self.out)?;
        }
        let enrolled = match enrolled {
            0 => String::new(),
            1 => ", 1 key enrolled".to_owned(),
            more => format!(", {more} keys enrolled"),
        };
        let not_read = if not_read == 0 { String::new() } else { format!(", {not_read} not read") };
        writeln!(self.out, "{new} new, {known} known already, {refused} refused{not_read}{enrolled}")?;
        if lower > 0 {
            let stay = counted(lower, "of those known already stays", "of those known already stay");
            writeln!(self.out, "{stay} at an assurance below {}: what is kept is never replaced", asked.assurance.0)?;
        }
        match self.taken_back {
            0 => {}
            1 => writeln!(self.out, "1 of what was refused was revoked where it comes from")?,
            some => writeln!(self.out, "{some} of what was refused were revoked where they come from")?,
        }
        match self.taken_over {
            0 => {}
            1 => writeln!(self.out, "1 of them is on another system's word and stays at assurance 0")?,
            some => writeln!(self.out, "{some} of them are on another system's word and stay at assurance 0")?,
        }
        self.say_which_others(asked)?;
        match handed_on {
            0 => {}
            1 => writeln!(self.out, "1 of them was countersigned before it came here, and stays so")?,
            some => writeln!(self.out, "{some} of them were countersigned before they came here, and stay so")?,
        }
        match asked.key {
            Some(key) if new > handed_on => writeln!(self.out, "countersigned by {}", key.id())?,
            None if graded > 0 => writeln!(
                self.out,
                "not countersigned yet, so the new records have assurance 1\nto sign for them: `bedside countersign --receipts DIR`"
            )?,
            _ => {}
        }
        self.say_what_lacks_a_receipt(lacking.unwrap_or_default())?;
        if self.is_stopped {
            writeln!(self.out, "it was stopped there: what is counted here is kept; collect the same again for the rest")?;
        }
        Ok(())
    }
}

impl Teller<'_> {
    /// Says how many of the records that came have no receipt, and what writes those.
    fn say_what_lacks_a_receipt(&mut self, lacking: u64) -> Result<(), Failure> {
        let Some(folder) = self.receipts.as_ref().map(|receipts| receipts.folder.display().to_string()).filter(|_| lacking > 0) else {
            return Ok(());
        };
        let (folder, have) = (safe::line(&folder), if lacking == 1 { "record has" } else { "records have" });
        Ok(writeln!(
            self.out,
            "{lacking} {have} no receipt in {folder}\nto write the receipts of all that is countersigned: `bedside countersign --receipts {folder}`"
        )?)
    }

    /// Says which folders of past courses may be those of the courses that are not here, and why they are not.
    fn say_where_they_may_be(&mut self, courses: &Shelf) -> io::Result<()> {
        let out = if self.told == Told::Json { &mut *self.aside } else { &mut *self.out };
        for (course, version) in &self.unknown {
            for place in courses.places_of(course, *version) {
                let place = place.display().to_string();
                writeln!(
                    out,
                    "{} has {course} {version} in other words than those that were answered; put the files there that were released",
                    safe::line(&place)
                )?;
            }
        }
        for unread in courses.unread().iter().filter(|_| !self.unknown.is_empty()) {
            writeln!(out, "{}", safe::line(&unread.to_string()))?;
        }
        Ok(())
    }

    /// Says which courses were met that are not here, so that nobody knows how long a completion of them counts.
    fn say_which_others(&mut self, asked: &collecting::Asked<'_>) -> io::Result<()> {
        let here: Vec<&str> = asked.shelf.newest().into_iter().map(|course| course.id.as_str()).collect();
        let others: Vec<&str> = self.met.iter().map(CourseId::as_str).filter(|course| !here.contains(course)).collect();
        let Some((own, more_here)) = here.split_first().filter(|_| !others.is_empty()) else { return Ok(()) };
        let list = |all: &[&str]| {
            let more = if all.len() > NAMED { ", ..." } else { "" };
            format!("{}{more}", all.iter().take(NAMED).copied().collect::<Vec<_>>().join(", "))
        };
        if more_here.is_empty() {
            let (others, then) = (list(&others), "in the column for the course and collect the file again");
            return writeln!(self.out, "some are about another course than {own}: {others}\nif it is meant, write {own} {then}");
        }
        let then = "if one of those is meant, write it in the column for the course and collect the file again";
        writeln!(self.out, "some are about a course that is not here: {}\nhere are {}; {then}", list(&others), list(&here))
    }
}

impl Listener for Teller<'_> {
    fn hear(&mut self, source: &str, outcome: &Outcome) -> Result<(), Failure> {
        match self.told {
            Told::Json => as_json(self.out, source, outcome)?,
            Told::Text => as_text(self.out, source, outcome, &self.counts)?,
        }
        if self.lets_all_in && matches!(outcome, Outcome::Enrolled { .. }) {
            self.lets_all_in = false;
            match self.told {
                Told::Json => writeln!(self.aside, "bedside: {ONLY_BOUND}")?,
                Told::Text => writeln!(self.out, "          {ONLY_BOUND}")?,
            }
        }
        self.moments.add(outcome);
        match outcome {
            Outcome::New(record) => {
                self.counts.new += 1;
                if record.completion.assurance == Assurance::SELF_ATTESTED {
                    self.taken_over += 1;
                    if self.met.len() <= MOST_MET && !self.met.contains(&record.completion.course_id) {
                        self.met.insert(record.completion.course_id.clone());
                    }
                }
            }
            Outcome::Known(_) | Outcome::EnrolledBefore { .. } => self.counts.known += 1,
            Outcome::Enrolled { .. } => self.counts.enrolled += 1,
            Outcome::PassedOver(why) => self.not_read.add(*why, source),
            Outcome::Refused(flaw) => {
                self.counts.refused += 1;
                self.taken_back += u64::from(matches!(flaw, Flaw::TakenBack { .. }));
                if let Flaw::UnknownCourse { course, version, .. } = flaw
                    && self.unknown.len() < MOST_MET
                {
                    self.unknown.insert((course.clone(), *version));
                }
            }
        }
        let heard = self.counts.new + self.counts.known + self.counts.refused;
        if self.progress && heard.is_multiple_of(1000) {
            write!(self.aside, "\r{heard} looked at")?;
        }
        Ok(())
    }

    fn take(&mut self, given: &Given<'_>) -> Result<(), Failure> {
        self.receipts.as_mut().map_or(Ok(()), |receipts| receipts.give(given))
    }

    fn recall(&mut self, known: &Incoming) {
        if let Some(receipts) = &mut self.receipts {
            receipts.look_for(known);
        }
    }

    fn wants_receipts(&self) -> bool {
        self.receipts.is_some()
    }
}
