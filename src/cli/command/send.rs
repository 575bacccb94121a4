//! `bedside send`: carries what happened to a learning record store, as xAPI statements, where somebody has named one.

mod address;
mod let_go;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, mpsc};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches};
use jiff::Timestamp;
use uuid::Uuid;

use crate::cli::asking::asking;
use crate::cli::records::{Depth, Records};
use crate::cli::told_once::told_of;
use crate::cli::{Answer, Failure, Person, Refused, Setup};
use crate::course::Course;
use crate::journey::Event;
use crate::prose::safe;
use crate::record::format::Manner;
use crate::record::statement::{TellingRecords, statements};
use crate::record::{Completion, Told, records};
use crate::send::{Bad, Lrs, Patience, Stopped, Sum, Way, deliver};
use crate::store::{self, At, Journals, Outbox, Queue, Queued, Telling};

use super::Command;

pub(super) const COMMAND: Command = Command {
    name: "send",
    person: Person::Department,
    about: "carry what happened to a learning record store, as xAPI statements",
    example: "bedside send --to https://lrs.example.org/xapi --user bedside\n  (the password is taken from BEDSIDE_LRS_PASSWORD)",
    arguments,
    run,
};

/// For how many seconds a store that is busy or away is tried, unless told otherwise.
const PATIENCE: &str = "120";
/// How many statements are queued in one go.
const CHUNK: usize = 2000;

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("to")
            .long("to")
            .value_name("URL")
            .env("BEDSIDE_LRS")
            .help("the store's address, which `/statements` follows; nothing is sent without one"),
        Arg::new("user").long("user").value_name("NAME").env("BEDSIDE_LRS_USER").help("who we are there"),
        Arg::new("home").long("home").value_name("URL").help("where people and courses have their addresses"),
        Arg::new("ca")
            .long("ca")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("trust the certificates in this file, and no others"),
        Arg::new("xapi").long("xapi").value_name("VERSION").default_value("1.0.3").help("the version of xAPI that is spoken"),
        Arg::new("patience")
            .long("patience")
            .value_name("SECONDS")
            .value_parser(clap::value_parser!(u64))
            .default_value(PATIENCE)
            .help("for so long a store that is busy or away is tried again; an answer may take a minute"),
        Arg::new("queue").long("queue").action(ArgAction::SetTrue).help("only show what waits, and what was set aside"),
        Arg::new("retry").long("retry").action(ArgAction::SetTrue).help("send what was set aside once more"),
        Arg::new("again").long("again").action(ArgAction::SetTrue).help("send everything once more, where the store has lost something"),
        Arg::new("forget")
            .long("forget")
            .value_name("URL")
            .conflicts_with_all(["queue", "retry", "again"])
            .help("send nothing, and let go of what waits for this address, such as a mistyped one (`--queue` shows them all)"),
    ]
}

fn run(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let text = |name: &str| arguments.get_one::<String>(name).cloned();
    let mut out = io::stdout().lock();
    let data = setup.data()?;
    let is_named = arguments.value_source("to") == Some(ValueSource::CommandLine);
    if let Some(to) = text("forget") {
        if is_named {
            return Err(Failure::Usage { told: "`--forget` sends nothing, so leave `--to` out; nothing was done".to_owned() });
        }
        return let_go::run(&to, setup, &mut out);
    }
    let Some(to) = text("to").or_else(|| setup.lrs.as_ref().map(|lrs| lrs.url.clone())) else {
        if arguments.get_flag("queue") {
            return show_all(setup, &mut out);
        }
        return Err(Failure::Usage {
            told: "no learning record store is named, so nothing is sent\nname one with `--to URL`, or as `[lrs]` with `url = \"…\"` in config.toml".to_owned(),
        });
    };
    if let Some(told) = address::wrong(&to) {
        return Err(Failure::Usage { told });
    }
    let settings = setup.lrs.clone().unwrap_or_default();
    let user = text("user").or(settings.user).unwrap_or_default();
    let password = std::env::var("BEDSIDE_LRS_PASSWORD").ok().or(settings.password).unwrap_or_default();
    let authorization = if user.is_empty() { String::new() } else { format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))) };
    let roots = arguments.get_one::<PathBuf>("ca").cloned().or(settings.ca);
    let version = text("xapi").unwrap_or_default();
    let most = Duration::from_secs(arguments.get_one::<u64>("patience").copied().unwrap_or_default());
    let lrs = Lrs::at(Way {
        to,
        authorization,
        secrets: vec![format!("{user}:{password}"), password],
        version,
        roots,
        queue: None,
        exchange: None,
    })
    .map_err(|bad| match bad {
        Bad::Certificates { file, because } => Failure::Unread { file, because: io::Error::other(because) },
        bad => Failure::Usage { told: bad.to_string() },
    })?;
    let mut outbox = Outbox::open(&data)?;
    let home = text("home").or_else(|| setup.home.clone());
    let home = home.as_deref().unwrap_or(Manner::default().home);
    let clock = setup.clock();
    let mut records = Records::open(setup)?;
    over(setup, lrs.to(), &mut records, &mut outbox)?;
    if arguments.get_flag("again") || arguments.get_flag("retry") {
        outbox.again(lrs.to(), arguments.get_flag("again"))?;
    }
    fill(&mut outbox, lrs.to(), &records, &setup.read_course_as_written()?, home, clock.now())?;
    if arguments.get_flag("queue") {
        show(&outbox, lrs.to(), &mut out)?;
        // Whoever names no store asks of all that something waits for, be it the one that is set up or another.
        let in_records = let_go::in_records(&records)?;
        for (other, _) in let_go::waited_for(&outbox, &in_records)?.iter().filter(|(other, _)| !is_named && other != lrs.to()) {
            show_with(outbox.stand(other)?, &outbox.aside(other)?, other, &in_records, &mut out)?;
        }
        return Ok(Answer::Done);
    }
    let mut wait = |time| pause(time);
    let sent = deliver(&mut outbox, &lrs, &*clock, &mut Patience { wait: &mut wait, most });
    tell(&outbox, lrs.to(), sent, &mut out)
}

/// Takes what was put down with its fact over into the outbox, before anything is made anew, so that its bytes are the ones that stay.
fn over(setup: &Setup, to: &str, records: &mut Records, outbox: &mut Outbox) -> Result<(), Failure> {
    let (place, now) = (setup.place()?, setup.clock().now());
    let has_journals = match &place {
        At::Folder(folder) => folder.join(store::FILE).exists(),
        At::Server(_) => true,
    };
    if has_journals {
        match asking(setup, &place, || store::hand_over(&mut Journals::open(&place)?, to, outbox, now)) {
            // A server without journals has nothing to hand over.
            Ok(_) | Err(store::Error::Bare { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    if let Records::Department(department) = records {
        take_over(&mut **department, to, outbox, now)?;
    }
    Ok(())
}

/// Puts what happened into the outbox. What is there already stays as it is, but what was to be told of a completion that was revoked
/// since: it is withdrawn where it was not sent.
///
/// # Errors
/// Records that cannot be read, and an outbox that cannot be written.
pub fn fill(outbox: &mut Outbox, to: &str, records: &Records, course: &Course, home: &str, now: Timestamp) -> Result<usize, Failure> {
    let (mut chunk, mut new) = (Vec::with_capacity(CHUNK), 0);
    records.each(course, Depth::Everything, |mut told| {
        if told.completions.iter().any(|row| row.revoked_at.is_some()) {
            let all = statements(&told, home);
            told.completions.retain(|row| row.revoked_at.is_none());
            let left: BTreeSet<Uuid> = statements(&told, home).iter().map(|statement| statement.id).collect();
            let gone: Vec<Uuid> = all.iter().map(|statement| statement.id).filter(|id| !left.contains(id)).collect();
            outbox.withdraw(to, &gone)?;
        }
        for statement in statements(&told, home) {
            let body = serde_json::to_string(&statement).map_err(io::Error::from)?;
            chunk.push(Queued { id: statement.id, body });
        }
        if chunk.len() >= CHUNK {
            new += outbox.queue(to, &chunk, now)?;
            chunk.clear();
        }
        Ok(())
    })?;
    new += outbox.queue(to, &chunk, now).map_err(Refused::from)?;
    Ok(new)
}

/// Returns who is to hear of what a learner does, where `config.toml` or the environment names a store. The course is read once
/// something is to be told of, in its own language: whatever the learner reads, a store hears of one thing in the same words.
pub(super) fn telling(setup: &Setup) -> Option<Telling> {
    let (to, home) = (named_store(setup)?, home(setup));
    let (setup, whole) = (setup.clone(), OnceLock::new());
    let tell = move |learner, events: &[Event]| {
        // What cannot be read or written down here is made by `send`, from the same facts.
        let Some(course) = whole.get_or_init(|| setup.read_course_as_written().ok()) else { return Vec::new() };
        queued(&Told::by(course, &setup.account, learner, events), &home)
    };
    Some(Telling { to, tell: Arc::new(tell) })
}

/// The same of what a department collects.
pub(super) fn telling_records(setup: &Setup) -> Result<Option<TellingRecords>, Failure> {
    if let Some(told) = named(setup).as_deref().and_then(address::wrong) {
        // `send` says it too, and makes the statements from the same facts; whoever only collects would wait for nothing.
        let why = told.replace("; nothing was done", "");
        writeln!(
            io::stderr(),
            "the address of the store (BEDSIDE_LRS, or `url` in `[lrs]`) is not used, so no statements are put down: {why}"
        )?;
    }
    let Some(to) = named_store(setup) else { return Ok(None) };
    let (course, home) = (setup.read_course_as_written()?, home(setup));
    let tell = move |completion: &Completion, document: &str| queued(&told_of(&course, completion, document), &home);
    Ok(Some(TellingRecords { to, tell: Arc::new(tell) }))
}

fn named(setup: &Setup) -> Option<String> {
    let named = std::env::var("BEDSIDE_LRS").ok().filter(|url| !url.is_empty());
    named.or_else(|| setup.lrs.as_ref().map(|lrs| lrs.url.clone()))
}

/// Returns the address of the store that is named, where it can be used: it stands beside what is put down.
fn named_store(setup: &Setup) -> Option<String> {
    let to = named(setup).filter(|to| address::wrong(to).is_none())?;
    Some(to.trim_end_matches('/').to_owned())
}

fn home(setup: &Setup) -> String {
    setup.home.clone().unwrap_or_else(|| Manner::default().home.to_owned())
}

fn queued(told: &Told, home: &str) -> Vec<Queued> {
    let made = statements(told, home);
    made.iter().filter_map(|one| Some(Queued { id: one.id, body: serde_json::to_string(one).ok()? })).collect()
}

/// Takes over what was put down with the records, and says how much of it is new.
///
/// # Errors
/// Records and an outbox that cannot be read or written; what is not in the outbox yet stays where it is.
pub fn take_over(records: &mut dyn records::Records, to: &str, outbox: &mut Outbox, now: Timestamp) -> Result<usize, Refused> {
    let mut new = 0;
    loop {
        let waiting = records.outgoing(to, CHUNK)?;
        if waiting.is_empty() {
            return Ok(new);
        }
        let statements: Vec<Queued> = waiting.iter().map(|one| one.statement.clone()).collect();
        new += outbox.queue(to, &statements, now)?;
        records.taken(to, &waiting)?;
    }
}

/// Says what came of sending. The answer is no where something was set aside, and a refusal where the store was not to be had.
///
/// # Errors
/// An outbox that cannot be read, and a result that cannot be written.
pub fn tell(outbox: &Outbox, to: &str, sent: Result<Sum, Stopped>, out: &mut dyn Write) -> Result<Answer, Failure> {
    match sent {
        Ok(sum) => {
            writeln!(out, "{} sent, {} set aside", sum.sent, sum.aside)?;
            show(outbox, to, out)?;
            Ok(if sum.aside == 0 { Answer::Done } else { Answer::No })
        }
        Err(stopped) => {
            show(outbox, to, out)?;
            Err(Failure::Stopped(stopped))
        }
    }
}

fn show(outbox: &Outbox, to: &str, out: &mut dyn Write) -> Result<(), Failure> {
    show_with(outbox.stand(to)?, &outbox.aside(to)?, to, &BTreeMap::new(), out)
}

/// Shows how things stand with a store, with what waits for it in the records still.
fn show_with(
    queue: Queue,
    set_aside: &[(Uuid, String)],
    to: &str,
    in_records: &BTreeMap<String, u64>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let Queue { waiting, oldest, sent, aside } = queue;
    let waiting = waiting + in_records.get(to).copied().unwrap_or(0);
    let since = oldest.map_or(String::new(), |at| format!(", the oldest since {}", at.strftime("%Y-%m-%d %H:%M UTC")));
    writeln!(out, "{}: {sent} there, {waiting} waiting{since}, {aside} set aside", safe::line(&address::without_secrets(to)))?;
    for (id, said) in set_aside.iter().take(20) {
        writeln!(out, "  {id}  {}", safe::line(said))?;
    }
    out.flush()?;
    Ok(())
}

fn show_all(setup: &Setup, out: &mut dyn Write) -> Result<Answer, Failure> {
    // What was put down with the records waits as well, though nobody has taken it over into the outbox yet.
    let in_records = let_go::in_records(&Records::open(setup)?)?;
    let outbox = Outbox::open_if_there(&setup.data()?)?;
    if outbox.is_none() && in_records.is_empty() {
        writeln!(out, "nothing was ever queued here")?;
        return Ok(Answer::Done);
    }
    let mut all: BTreeSet<String> = in_records.keys().cloned().collect();
    all.extend(outbox.as_ref().map(Outbox::destinations).transpose()?.into_iter().flatten());
    for to in &all {
        let (queue, aside) = match &outbox {
            Some(outbox) => (outbox.stand(to)?, outbox.aside(to)?),
            None => (Queue::default(), Vec::new()),
        };
        show_with(queue, &aside, to, &in_records, out)?;
    }
    Ok(Answer::Done)
}

/// Waits. Nothing else is going on in this program meanwhile.
pub(super) fn pause(time: Duration) {
    let (_held, nothing) = mpsc::channel::<()>();
    let _over = nothing.recv_timeout(time);
}
