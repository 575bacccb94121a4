//! The line to a server: one connection on a thread of its own, made when it is first needed, made again when it was cut, and closed
//! after a while without use. What is asked is tried again until it goes right or the patience is over.

use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::{Client, Row};
use tokio_postgres_rustls::MakeRustlsConnect;
use uuid::Uuid;

use crate::store::Error;

use super::address::Address;
use super::schema::Part;
use super::value::Value;
use super::{said, tls};

/// After how long without use a connection is closed: a thousand learners who read need no thousand connections.
const IDLE: Duration = Duration::from_mins(1);
/// The shortest and the longest time between two tries.
const PAUSES: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(1));
/// How often tables that others make at the same moment are looked for anew: once for each table, and more than enough.
const TURNS: usize = 50;
/// How long an answer may come after the patience is over before the line counts as stuck.
const GRACE: Duration = Duration::from_millis(500);

/// How long a server may say nothing to whoever knocks.
const SILENT: Duration = Duration::from_secs(20);

/// How many rows come at a time, and how many such pieces wait.
const PIECE: usize = 256;
const WAITING: usize = 4;

type Job = Box<dyn FnOnce(&mut Session) + Send>;

/// A line to a server. Dropping it hangs up.
#[derive(Clone, Debug)]
pub(super) struct Line {
    jobs: Sender<Job>,
    server: String,
}

impl Line {
    /// Takes a line to a server. Nothing is sent before something is asked.
    pub(super) fn to(address: &Address, part: Part) -> Self {
        let (jobs, inbox) = mpsc::channel();
        let server = address.to_string();
        let session = Session { address: address.clone(), part, server: server.clone(), client: None, connector: None };
        thread::spawn(move || session.serve(&inbox));
        Self { jobs, server }
    }

    /// Returns the server's name.
    pub(super) fn server(&self) -> &str {
        &self.server
    }

    /// Asks something, and asks again while that may help, for at most so long; `None` where nothing was heard until then. `work` may be
    /// called more than once, and may have been carried out although its answer was lost.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        patience: Duration,
        work: impl FnMut(&mut Client) -> Result<T, postgres::Error> + Send + 'static,
    ) -> Option<Result<T, Error>> {
        self.ask_slow(patience, GRACE, work)
    }

    /// The same of a server that is there and may take `grace` longer.
    pub(super) fn ask_slow<T: Send + 'static>(
        &self,
        patience: Duration,
        grace: Duration,
        mut work: impl FnMut(&mut Client) -> Result<T, postgres::Error> + Send + 'static,
    ) -> Option<Result<T, Error>> {
        let (answer, told) = mpsc::channel();
        let until = Instant::now() + patience;
        let job = Box::new(move |session: &mut Session| {
            // Who asked may have given up.
            drop(answer.send(session.patiently(until, &mut work)));
        });
        if let Err(error) = self.send(job) {
            return Some(Err(error));
        }
        match told.recv_timeout(patience + grace) {
            Ok(told) => Some(told),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Err(self.away("the line to it broke"))),
        }
    }

    /// Asks something that may take its time, and asks again for at most so long while the server is away. `work` as in [`Line::ask`].
    pub(super) fn insist<T: Send + 'static>(
        &self,
        patience: Duration,
        mut work: impl FnMut(&mut Client) -> Result<T, postgres::Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, told) = mpsc::channel();
        self.send(Box::new(move |session: &mut Session| {
            let until = Instant::now() + patience;
            drop(answer.send(session.patiently(until, &mut work)));
        }))?;
        self.end(&Begun(told))
    }

    /// Asks something that is carried out once and may take its time.
    pub(super) fn once<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Client) -> Result<T, postgres::Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.end(&self.begin(work)?)
    }

    /// Begins something that is carried out once, while whoever began it feeds it; [`Line::end`] waits for it.
    pub(super) fn begin<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Client) -> Result<T, postgres::Error> + Send + 'static,
    ) -> Result<Begun<T>, Error> {
        let (answer, told) = mpsc::channel();
        self.send(Box::new(move |session: &mut Session| drop(answer.send(session.once(work)))))?;
        Ok(Begun(told))
    }

    /// Waits for what was begun.
    pub(super) fn end<T>(&self, begun: &Begun<T>) -> Result<T, Error> {
        begun.0.recv().unwrap_or_else(|_| Err(self.away("the line to it broke")))
    }

    /// Reads rows, one after the other, until `take` has had enough. They come as they are taken: few are in memory at a time.
    pub(super) fn rows(&self, sql: String, values: Vec<Value>, mut take: impl FnMut(&Row) -> ControlFlow<()>) -> Result<(), Error> {
        let (give, rows) = mpsc::sync_channel::<Vec<Row>>(WAITING);
        let begun = self.begin(move |client| {
            let mut found = client.query_typed_raw(&sql, values.iter().map(Value::typed))?;
            let mut piece = Vec::with_capacity(PIECE);
            while let Some(row) = found.next()? {
                piece.push(row);
                if piece.len() == PIECE {
                    let full = std::mem::replace(&mut piece, Vec::with_capacity(PIECE));
                    if give.send(full).is_err() {
                        return Ok(());
                    }
                }
            }
            // Whoever has had enough takes no more.
            drop(give.send(piece));
            Ok(())
        })?;
        let mut goes_on = true;
        for piece in &rows {
            goes_on = piece.iter().try_for_each(&mut take).is_continue();
            if !goes_on {
                break;
            }
        }
        drop(rows);
        let ended = self.end(&begun);
        if goes_on { ended } else { Ok(()) }
    }

    fn send(&self, job: Job) -> Result<(), Error> {
        self.jobs.send(job).map_err(|_| self.away("the line to it broke"))
    }

    /// Says that the server is away.
    pub(super) fn away(&self, because: &str) -> Error {
        Error::Away { server: self.server.clone(), because: because.to_owned() }
    }
}

/// Something that was begun.
pub(super) struct Begun<T>(Receiver<Result<T, Error>>);

/// The far end of the line.
struct Session {
    address: Address,
    part: Part,
    server: String,
    client: Option<Client>,
    /// What makes the connection secret. It is made once: the certificates that the machine trusts are many, and a server that is away is
    /// asked for often.
    connector: Option<MakeRustlsConnect>,
}

impl Session {
    fn serve(mut self, inbox: &Receiver<Job>) {
        loop {
            match inbox.recv_timeout(IDLE) {
                Ok(job) => job(&mut self),
                Err(RecvTimeoutError::Timeout) => self.client = None,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Carries something out, and again while that may help and the time is not over. Whoever waits no longer still has the connection made:
    /// the next one finds it.
    fn patiently<T>(&mut self, until: Instant, work: &mut dyn FnMut(&mut Client) -> Result<T, postgres::Error>) -> Result<T, Error> {
        let (mut pause, longest) = PAUSES;
        loop {
            let (error, passes) = match self.client() {
                Ok(client) => match work(client) {
                    Ok(done) => return Ok(done),
                    Err(said) => self.heard(&said),
                },
                Err((error, passes)) => (error, passes),
            };
            if !passes || Instant::now() + pause >= until {
                return Err(error);
            }
            wait(pause.mul_f64(luck()));
            pause = (pause * 2).min(longest);
        }
    }

    fn once<T>(&mut self, work: impl FnOnce(&mut Client) -> Result<T, postgres::Error>) -> Result<T, Error> {
        // A connection that was cut while nobody used it is made again.
        if self.client.as_mut().is_some_and(|client| client.is_valid(GRACE).is_err()) {
            self.client = None;
        }
        let client = self.client().map_err(|(error, _)| error)?;
        work(client).map_err(|said| self.heard(&said).0)
    }

    fn heard(&mut self, said: &postgres::Error) -> (Error, bool) {
        if said::is_cut(said) || self.client.as_ref().is_none_or(Client::is_closed) {
            self.client = None;
        }
        (said::worded(&self.server, said), said::passes(said))
    }

    /// Returns the connection, made and looked over where there is none.
    fn client(&mut self) -> Result<&mut Client, (Error, bool)> {
        let client = match self.client.take() {
            Some(client) => client,
            None => self.connect()?,
        };
        Ok(self.client.insert(client))
    }

    fn connect(&mut self) -> Result<Client, (Error, bool)> {
        let connector = match self.connector.take() {
            Some(connector) => connector,
            None => tls::connector(&self.address).map_err(|error| (error, false))?,
        };
        let connector = self.connector.insert(connector).clone();
        let heard = |said: postgres::Error| (said::worded(&self.server, &said), said::passes(&said));
        // A server may take a connection and say nothing ever after: a thread of its own waits for what does not come.
        let (give, made) = mpsc::channel();
        let config = self.address.config.clone();
        thread::spawn(move || drop(give.send(config.connect(connector))));
        let Ok(made) = made.recv_timeout(SILENT) else {
            let because = "it does not answer".to_owned();
            return Err((Error::Away { server: self.server.clone(), because }, true));
        };
        let mut client = made.map_err(heard)?;
        for _ in 0..TURNS {
            let found = match self.part.version(&mut client) {
                Err(said) if said.code() == Some(&SqlState::UNDEFINED_TABLE) => None,
                found => found.map_err(heard)?,
            };
            let known = self.part.newest();
            match found {
                Some(found) if found > known => return Err((Error::NewerServer { server: self.server.clone(), found, known }, false)),
                Some(found) if found == known => {
                    self.part.pack_quickly(&mut client);
                    return Ok(client);
                }
                older => match self.part.bring_up(&mut client, older.unwrap_or(0)) {
                    Err(said) if said.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
                        return Err((Error::Bare { server: self.server.clone() }, false));
                    }
                    // Somebody else makes the same tables at this moment.
                    Err(said) if said::is_there_already(&said) => wait(PAUSES.0.mul_f64(luck())),
                    done => done.map_err(heard)?,
                },
            }
        }
        let because = "others are setting it up".to_owned();
        Err((Error::Away { server: self.server.clone(), because }, true))
    }
}

/// Waits on this thread, which serves one line and nobody else.
fn wait(time: Duration) {
    let (_held, nothing) = mpsc::channel::<()>();
    let _over = nothing.recv_timeout(time);
}

/// Returns a factor by which pauses differ, so that a thousand learners do not come back at once.
fn luck() -> f64 {
    0.5 + f64::from(Uuid::new_v4().as_fields().0) / f64::from(u32::MAX)
}
