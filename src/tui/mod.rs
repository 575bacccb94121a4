//! The terminal: the whole journey on a full screen. Names no store and no record; facts go to a
//! [`Journal`] and come back as events.
//!
//! `app` is the program without a terminal, `terminal` the terminal without the program; this file lets them meet.

mod app;
mod form;
mod gallery;
mod inbox;
#[cfg(unix)]
mod job;
mod keymap;
mod paint;
mod remark;
mod screen;
mod settled;
mod sheet;
mod sighted;
mod start;
mod terminal;
mod theme;
mod view;
mod watch;
mod widget;
mod world;

use std::io;
use std::time::Duration;

use crate::clock::Clock;
use crate::course::proof::Proof;
use crate::journey::{Journal, NotKept, Patient};

pub use app::{App, Errand};
pub use gallery::Pixels;
pub use keymap::Event;
pub use start::{Rest, Start};
pub use theme::{Depth, Look, Theme};

use inbox::{Inbox, Message};
use terminal::Terminal;

/// Why the screen could not be used.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The terminal refused something.
    #[error("could not use the terminal: {because}")]
    Terminal {
        /// What the machine says.
        #[from]
        because: io::Error,
    },
    /// Nothing can be kept.
    #[error("{}", .0.because)]
    NotKept(#[from] NotKept),
}

/// Hands each new proof of the course on while there is somebody to take it. Runs on a thread of its own, which sleeps meanwhile.
pub type Proofs = Box<dyn FnOnce(&mut dyn FnMut(Proof) -> bool) + Send>;

/// How a session ended. The terminal is given back, and what could be kept is kept.
#[derive(Debug)]
#[must_use = "a signal that ended the session is still to be obeyed"]
pub struct Left {
    signal: Option<i32>,
    kept: Result<(), NotKept>,
}

impl Left {
    /// Lets the program die by the signal, or by the closed window, that ended the session, once what was lost is told; returns where the
    /// learner left.
    ///
    /// # Errors
    /// [`NotKept`] when the last thing done could not be kept.
    pub fn obey(self, tell: impl FnOnce(&NotKept)) -> Result<(), NotKept> {
        if let Some(signal) = self.signal {
            if let Err(lost) = &self.kept {
                tell(lost);
            }
            watch::obey(signal);
        }
        self.kept
    }
}

/// Runs the course on the terminal until the learner leaves, or a signal or a closed window ends the session. `rest` is what the course
/// of `start` is a part of, if it is one; `proofs` may hand on the course as it is written anew meanwhile.
///
/// # Errors
/// [`Failure::Terminal`] when it cannot be taken over or written to.
pub fn run(
    start: Start,
    rest: Option<Rest>,
    proofs: Option<Proofs>,
    journal: &mut dyn Journal,
    clock: &dyn Clock,
) -> Result<Left, Failure> {
    let signals = watch::catch()?;
    let app = App::new(start, Terminal::area()?, clock).part_of(rest);
    let mut app = if proofs.is_some() { app.of_proofs() } else { app };
    let mut terminal = Terminal::take(app.mouse(), app.is_still())?;
    terminal.draw(|area, buffer| app.draw(area, buffer, clock))?;
    // Threads begin once the first frame is there: what came meanwhile has waited.
    let (post, inbox) = inbox::open()?;
    watch::watch(signals, &post);
    if let Some(proofs) = proofs {
        watch::proofs(proofs, &post);
    }
    let words = app.language().still_keeping();
    // Once the words were shown, the screen is to be drawn anew.
    let mut patient = Patient::with(journal, move || Terminal::says(words).is_ok() && post.send(Message::Spoken));
    // Opening it is no part of the way to the first frame; whoever can keep nothing is told before anything is done.
    patient.ready()?;
    let early = inbox.within(BREATH);
    app.read_what_is_shown(clock);
    if early.is_none() {
        terminal.rehearse(|buffer| app.rehearse(buffer, clock))?;
    }
    let end = live(&mut app, &mut terminal, early, &inbox, &mut patient, clock);
    terminal.leave();
    let kept = app.finish(journal, clock);
    Ok(Left { signal: end?, kept })
}

/// How long a frame has to reach the terminal before anything else is begun that keeps the processor or the disk busy; what comes in
/// meanwhile cuts it short.
const BREATH: Duration = Duration::from_millis(2);

/// Sleeps on the inbox, empties it, draws once; `early` came in before that. Returns the signal that ended it, if one did.
fn live(
    app: &mut App,
    terminal: &mut Terminal,
    mut early: Option<Message>,
    inbox: &Inbox,
    journal: &mut dyn Journal,
    clock: &dyn Clock,
) -> Result<Option<i32>, Failure> {
    loop {
        let is_new = app.settle(journal, clock);
        if app.is_cut_short() {
            return Ok(None);
        }
        if app.hang_pictures(Terminal::letter, clock) || is_new {
            terminal.draw(|area, buffer| app.draw(area, buffer, clock))?;
        }
        let first = early.take().unwrap_or_else(|| inbox.next());
        for message in std::iter::once(first).chain(std::iter::from_fn(|| inbox.more())) {
            match message {
                Message::Renewed(proof) => app.renew(*proof, clock),
                // A terminal of another size may have been smaller for a moment and have forgotten what no longer fitted, though its size is
                // known. What a screen shows at another size is its drawing's affair.
                Message::Spoken | Message::Input(Event::Resize(..)) => terminal.forget(),
                Message::HungUp => return Ok(Some(watch::HANG_UP)),
                Message::Signal(signal) if watch::ends(signal) => return Ok(Some(signal)),
                Message::Signal(watch::STOP) => suspend(terminal, app)?,
                Message::Signal(_) => terminal.enter()?,
                Message::Input(event) => {
                    for errand in app.take(&event, journal, clock) {
                        match errand {
                            Errand::Quit => return Ok(None),
                            Errand::Suspend => suspend(terminal, app)?,
                            Errand::Mouse => app.tell_mouse(terminal.turn_mouse()?),
                            Errand::Still(still) => terminal.hold_still(still)?,
                            Errand::Copy(text) => Terminal::copy(&text)?,
                        }
                    }
                }
            }
        }
        terminal.draw(|area, buffer| app.draw(area, buffer, clock))?;
        if app.has_to_settle() {
            early = inbox.within(BREATH);
        }
    }
}

/// Gives the terminal back, stops, and takes it again when the shell says so; where there is no shell to say so, that is told instead.
fn suspend(terminal: &mut Terminal, app: &mut App) -> io::Result<()> {
    if !watch::may_stop() {
        app.tell_of_no_shell();
        return Ok(());
    }
    terminal.leave();
    watch::stop();
    terminal.enter()
}
