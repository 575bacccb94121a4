//! Who watches what may come in besides keys: signals, a course written anew, and the end of the terminal. Each has a thread that
//! sleeps until it happens.

use std::io;
use std::thread;

use super::inbox::{Message, Post};

/// Tells of each proof of the course, from a thread that sleeps until there is one.
pub(super) fn proofs(proofs: super::Proofs, post: &Post) {
    let post = post.clone();
    thread::spawn(move || proofs(&mut |proof| post.send(Message::Renewed(Box::new(proof)))));
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
pub(super) fn watch(mut signals: Caught, inbox: &Post) {
    use rustix::event::{PollFd, PollFlags, poll};

    let post = inbox.clone();
    thread::spawn(move || {
        for signal in signals.forever() {
            if !post.send(Message::Signal(signal)) {
                return;
            }
        }
    });
    let post = inbox.clone();
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
        post.send(Message::HungUp);
    });
}

/// Windows tells of a closed window by ending the program.
#[cfg(not(unix))]
pub(super) fn watch((): Caught, _: &Post) {}

#[cfg(unix)]
pub(super) use super::job::{is_minded as may_stop, stop};

/// Nothing is stopped for now there.
#[cfg(not(unix))]
pub(super) fn may_stop() -> bool {
    false
}

/// Nothing is stopped for now there.
#[cfg(not(unix))]
pub(super) fn stop() -> bool {
    false
}

/// Lets the system do what it does on a signal by default: end this program with the right status.
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
