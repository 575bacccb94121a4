//! `bedside launch`: the course as a learning-management system starts it by cmi5. What is done is kept here as always; the system hears
//! that the course was opened, completed, passed or failed, and closed.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches};
use uuid::Uuid;

use crate::cli::notice::Notice;
use crate::cli::{Answer, Failure, Person, Setup, asking};
use crate::clock::Clock;
use crate::cmi5::{Launch, Mode, Session, Verb};
use crate::course::Course;
use crate::journey::{Journal, MemoryJournal};
use crate::prose::safe;
use crate::send::{self, Bad, Lrs, Patience, Stopped, Way, deliver};
use crate::store::{Journals, Launched, OneJournal, Outbox, Queued};

use super::{Command, learn, send as sending};

pub(super) const COMMAND: Command = Command {
    name: "launch",
    person: Person::Physician,
    about: "open the course as your learning-management system starts it (cmi5)",
    example: "bedside launch 'bedside://launch/social-media-conduct?endpoint=…'",
    arguments,
    run,
};

/// The version of xAPI that cmi5 is built on.
const XAPI: &str = "1.0.3";
/// How long a learner waits at most for a system that is away before the course opens.
const KNOCK: Duration = Duration::from_secs(4);

fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("url")
            .value_name("URL")
            .required_unless_present("waiting")
            .help("the address that the learning-management system gives, between quotes"),
        Arg::new("waiting").long("waiting").action(ArgAction::SetTrue).conflicts_with("url").help("only send what still waits"),
        Arg::new("ca")
            .long("ca")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("trust the certificates in this file, and no others"),
        Arg::new("patience").long("patience").value_name("SECONDS").value_parser(clap::value_parser!(u64)).default_value("15").help(
            "for so long a system that is busy or away is tried again; an answer may take a minute, and less before the course opens",
        ),
    ]
}

fn run(arguments: &ArgMatches, setup: &Setup) -> Result<Answer, Failure> {
    let roots = arguments.get_one::<PathBuf>("ca").cloned().or_else(|| setup.lrs.as_ref().and_then(|lrs| lrs.ca.clone()));
    let patience = Duration::from_secs(arguments.get_one::<u64>("patience").copied().unwrap_or_default());
    let Some(address) = arguments.get_one::<String>("url") else { return send_waiting(setup, roots.as_ref(), patience) };
    let launch = Launch::read(address).map_err(|no| Failure::Usage { told: no.to_string() })?;

    // All that can go wrong here goes wrong before the token is asked for: it is given once.
    is_of(&setup.read_course()?, launch.course.as_deref().as_slice())?;
    let place = setup.place()?;
    let records = Journals::open(&place)?;
    let mut outbox = Outbox::open(&setup.data()?)?;
    let clock = setup.clock();
    let mut way = Way { to: launch.endpoint.clone(), version: XAPI.to_owned(), roots, exchange: Some(patience), ..Way::default() };
    Lrs::at(way.clone()).map_err(send::Unlaunched::from)?;
    way.authorization = format!("Basic {}", send::token(&launch.fetch, way.roots.as_ref())?);
    let lms = Lrs::at(way.clone()).map_err(send::Unlaunched::from)?;
    let data = lms.launch_data(&launch)?;
    let setup = setup.launched(&launch.actor.account(), &lms.languages(&launch));
    let course = Arc::new(setup.read_course()?);
    is_of(&course, &data.courses())?;

    // What an earlier session left unsaid goes first.
    send_old(&mut outbox, way.roots.as_ref(), &*clock, patience.min(KNOCK), Some(KNOCK))?;
    let began = clock.now();
    let enrolled = outbox.enrolled(launch.registration, &launch.activity)?.since.unwrap_or(began);
    let session = Session { launch, data, id: Uuid::new_v4(), began, enrolled };
    let queue = format!("{} (session {})", session.launch.endpoint, session.name());
    outbox.launched(&Launched {
        queue: queue.clone(),
        endpoint: session.launch.endpoint.clone(),
        authorization: way.authorization.clone(),
        registration: session.launch.registration,
        activity: session.launch.activity.clone(),
        began,
    })?;
    let lms = |exchange| Lrs::at(Way { queue: Some(queue.clone()), exchange, ..way.clone() }).map_err(send::Unlaunched::from);
    // The learner waits for the first screen, and for nothing else.
    let mut sitting = Sitting { session, outbox, lms: lms(Some(KNOCK))?, patience: patience.min(KNOCK) };
    let notice = match sitting.says(vec![sitting.session.initialized()], &*clock) {
        Ok(()) => records.warning().map(Notice::Place),
        // What did not arrive waits, and is told later: whatever is wrong there, the learner cannot mend it.
        Err(Stopped::Later { .. } | Stopped::Unknown { .. } | Stopped::NoStore { .. } | Stopped::Unseen { .. }) => Some(Notice::SystemAway),
        Err(Stopped::Denied { said, .. }) => return Err(send::Unlaunched::Denied { said }.into()),
        Err(Stopped::Untrusted { because, .. }) => return Err(send::Unlaunched::Away(Bad::Untrusted { because }).into()),
        Err(Stopped::Outbox(error)) => return Err(error.into()),
    };
    (sitting.lms, sitting.patience) = (lms(None)?, patience);

    let mut journal = learn::told_of(&setup, asking::journal(&setup, &place, records, &course.id)?);
    let held = if sitting.session.data.mode == Mode::Normal {
        learn::hold(&setup, &place, course.clone(), notice, &mut journal)
    } else {
        let mut looked_at = MemoryJournal::after(journal.read()?);
        learn::hold(&setup, &place, course.clone(), notice, &mut looked_at)
    };
    let told = sitting.ends(&course, &mut journal, &*clock);
    // A window that was closed takes nothing more to read; a signal is obeyed last.
    if let Some(left) = held? {
        learn::obey(left)?;
    }
    told
}

/// Whether the course at hand is the one that was started, where that is told: nobody passes one course by another.
fn is_of(course: &Course, named: &[&str]) -> Result<(), Failure> {
    let Some(started) = named.first().filter(|_| !named.contains(&course.id.as_str())) else { return Ok(()) };
    let (started, at_hand) = (safe::line(started).into_owned(), course.id.to_string());
    Err(send::Unlaunched::Another { started, at_hand }.into())
}

/// A session, and all it needs to be told of.
struct Sitting {
    session: Session,
    outbox: Outbox,
    lms: Lrs,
    patience: Duration,
}

impl Sitting {
    /// Puts statements into the outbox, then sends what waits there.
    fn says(&mut self, statements: Vec<(Uuid, String)>, clock: &dyn Clock) -> Result<(), Stopped> {
        let statements: Vec<Queued> = statements.into_iter().map(|(id, body)| Queued { id, body }).collect();
        self.outbox.queue(self.lms.queue(), &statements, clock.now())?;
        let mut wait = sending::pause;
        deliver(&mut self.outbox, &self.lms, clock, &mut Patience { wait: &mut wait, most: self.patience }).map(|_| ())
    }

    /// Tells the system what came of the session, and the learner what it was told.
    fn ends(&mut self, course: &Course, journal: &mut OneJournal, clock: &dyn Clock) -> Result<Answer, Failure> {
        let events = journal.events()?;
        let said = self.outbox.enrolled(self.session.launch.registration, &self.session.launch.activity)?.said;
        let told: BTreeSet<Verb> = said.iter().filter_map(|statement| Verb::of(statement)).collect();
        let (now, today) = (clock.now(), clock.today());
        let mut last = self.session.results(crate::cmi5::Done { course, events: &events, now, today }, &told);
        let news: Vec<&str> = last.iter().filter_map(|(_, statement)| Verb::of(statement)).map(Verb::word).collect();
        last.push(self.session.terminated(now));
        // Whoever sees nothing happen closes the window. A program that starts this one hears what came of it, and no more.
        if io::stderr().is_terminal() {
            drop(writeln!(io::stderr(), "Telling your learning-management system; a slow one may take a minute …"));
        }
        let sent = self.says(last, clock);
        let left = self.outbox.stand(self.lms.queue())?;
        self.outbox.forget_rights()?;
        let mut out = io::stdout().lock();
        if left.aside > 0 {
            let refused = self.outbox.aside(self.lms.queue())?;
            let words = refused.first().map(|(_, said)| safe::line(said).into_owned()).unwrap_or_default();
            writeln!(io::stderr(), "your learning-management system did not take what it was told: {words}\n{KEPT}")?;
        } else if let Err(stopped) = &sent {
            writeln!(io::stderr(), "{}\n{KEPT}\n{LATER}", safe::line(stopped.to_string().lines().next().unwrap_or_default()))?;
        } else if news.is_empty() {
            writeln!(out, "Your learning-management system was told that you were here.")?;
        } else {
            writeln!(out, "Your learning-management system was told: {}.", news.join(", "))?;
        }
        if let Some(url) = &self.session.data.return_url {
            writeln!(out, "Go back to it: {}", safe::line(url))?;
        }
        Ok(match (sent, left.aside) {
            (Err(_), _) => Answer::Refused,
            (Ok(()), 0) => Answer::Done,
            (Ok(()), _) => Answer::No,
        })
    }
}

const KEPT: &str = "what you did is kept here";
const LATER: &str = "the rest is sent when you start the course from there again, or with `bedside launch --waiting`";

/// Sends what earlier sessions left unsaid. A system that no longer takes it never will: it is set aside, and what it should know is told
/// in the next session anew.
fn send_old(
    outbox: &mut Outbox,
    roots: Option<&PathBuf>,
    clock: &dyn Clock,
    most: Duration,
    exchange: Option<Duration>,
) -> Result<Option<Stopped>, Failure> {
    let mut stopped = None;
    for Launched { queue, endpoint, authorization, .. } in outbox.unheard()? {
        let (version, roots) = (XAPI.to_owned(), roots.cloned());
        let way = Way { to: endpoint, authorization, version, roots, queue: Some(queue.clone()), exchange, ..Way::default() };
        let lms = Lrs::at(way).map_err(send::Unlaunched::from)?;
        let mut wait = sending::pause;
        match deliver(outbox, &lms, clock, &mut Patience { wait: &mut wait, most }) {
            Ok(_) => {}
            Err(denied @ Stopped::Denied { .. }) => {
                let words = denied.to_string();
                outbox.give_up(&queue, words.lines().next().unwrap_or_default(), clock.now())?;
            }
            Err(Stopped::Outbox(error)) => return Err(error.into()),
            Err(later) => stopped = Some(later),
        }
    }
    outbox.forget_rights()?;
    Ok(stopped)
}

/// `--waiting`: sends what waits, and says so.
fn send_waiting(setup: &Setup, roots: Option<&PathBuf>, patience: Duration) -> Result<Answer, Failure> {
    let data: PathBuf = setup.data()?;
    let mut out = io::stdout().lock();
    let Some(mut outbox) = waiting_in(&data)? else {
        writeln!(out, "nothing waits for a learning-management system")?;
        return Ok(Answer::Done);
    };
    let sessions = outbox.unheard()?;
    let stopped = send_old(&mut outbox, roots, &*setup.clock(), patience, None)?;
    for Launched { queue, .. } in sessions {
        let stand = outbox.stand(&queue)?;
        writeln!(out, "{}: {} there, {} waiting, {} set aside", safe::line(&queue), stand.sent, stand.waiting, stand.aside)?;
    }
    stopped.map_or(Ok(Answer::Done), |stopped| Err(Failure::Stopped(stopped)))
}

fn waiting_in(data: &Path) -> Result<Option<Outbox>, Failure> {
    let Some(outbox) = Outbox::open_if_there(data)? else { return Ok(None) };
    Ok(if outbox.unheard()?.is_empty() { None } else { Some(outbox) })
}
