//! What can come in: keys, signals, a course written anew, and the end of the terminal. Each is watched by a thread that sleeps until it happens.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use crate::course::proof::Proof;

use super::keymap::Event;

/// Something that came in.
#[derive(Debug)]
pub(super) enum Message {
    /// A key, a click, a paste, or a change of size.
    Input(Event),
    /// A signal, by its number.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there are no signals there"))]
    Signal(i32),
    /// The course was written anew.
    Renewed(Box<Proof>),
    /// Something was written over the screen.
    Spoken,
    /// The terminal is gone.
    HungUp,
}

/// Tells of each proof of the course, from a thread that sleeps until there is one.
pub(super) fn proofs(proofs: super::Proofs, inbox: &Sender<Message>) {
    let sender = inbox.clone();
    thread::spawn(move || proofs(&mut |proof| sender.send(Message::Renewed(Box::new(proof))).is_ok()));
}

/// The signals, caught and not yet told to anybody.
#[cfg(unix)]
pub(super) type Caught = signal_hook::iterator::Signals;
/// There are no signals there.
#[cfg(not(unix))]
pub(super) type Caught = ();

/// Catches the signals from here on, so that none ends the program while the terminal is taken.
#[cfg(unix)]
pub(super) fn catch() -> io::Result<Caught> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    Caught::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])
}

/// There are no signals there.
#[cfg(not(unix))]
pub(super) fn catch() -> io::Result<Caught> {
    Ok(())
}

/// Tells of the signals caught and of the terminal's end.
#[cfg(unix)]
pub(super) fn watch(mut signals: Caught, inbox: &Sender<Message>) {
    use rustix::event::{PollFd, PollFlags, poll};

    let sender = inbox.clone();
    thread::spawn(move || {
        for signal in signals.forever() {
            if sender.send(Message::Signal(signal)).is_err() {
                return;
            }
        }
    });
    let sender = inbox.clone();
    thread::spawn(move || {
        let terminal = rustix::stdio::stdin();
        loop {
            // No event is asked for: only a hang-up or an error wakes this.
            let mut watched = [PollFd::new(&terminal, PollFlags::empty())];
            match poll(&mut watched, None) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(_) | Err(_) => break,
            }
        }
        drop(sender.send(Message::HungUp));
    });
}

/// Windows tells of a closed window by ending the program.
#[cfg(not(unix))]
pub(super) fn watch((): Caught, _: &Sender<Message>) {}

/// Lets the system do what it does on a signal by default: end this program with the right status, or stop it for now.
#[cfg(unix)]
pub(super) fn obey(signal: i32) {
    drop(signal_hook::low_level::emulate_default_handler(signal));
}

/// There are no signals there.
#[cfg(not(unix))]
pub(super) fn obey(_: i32) {}

/// Whether a signal ends the program, rather than stopping it or letting it go on.
#[cfg(unix)]
pub(super) const fn ends(signal: i32) -> bool {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    matches!(signal, SIGTERM | SIGHUP | SIGINT)
}

/// There are no signals there.
#[cfg(not(unix))]
pub(super) const fn ends(_: i32) -> bool {
    true
}

/// The signal that stops a program for now, as Ctrl-Z sends it.
#[cfg(unix)]
pub(super) const STOP: i32 = signal_hook::consts::SIGTSTP;
/// The signal that stops a program for now.
#[cfg(not(unix))]
pub(super) const STOP: i32 = 0;
/// The signal of a closed window.
#[cfg(unix)]
pub(super) const HANG_UP: i32 = signal_hook::consts::SIGHUP;
/// The signal of a closed window.
#[cfg(not(unix))]
pub(super) const HANG_UP: i32 = 0;
