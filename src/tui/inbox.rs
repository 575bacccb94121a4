//! Where everything comes in, one thing after the other.
//!
//! Where there are signals, the thread that draws reads the keys itself: handed over by another thread, a key took a tenth to a fifth longer
//! to its frame (`benches/table key`). Whatever else comes in wakes it by the signal of a changed window, which crossterm catches whether or not it is reading just now.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crossterm::event;

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

/// Where to put what came in.
#[derive(Clone, Debug)]
pub(super) struct Post(Sender<Message>);

/// Where it is found.
#[derive(Debug)]
pub(super) struct Inbox(Receiver<Message>);

/// Opens an inbox.
///
/// # Errors
/// Whatever keeps the terminal from being read.
pub(super) fn open() -> io::Result<(Post, Inbox)> {
    let (sender, receiver) = channel();
    keys::begin(&Post(sender.clone()))?;
    Ok((Post(sender), Inbox(receiver)))
}

impl Post {
    /// Puts something in. Returns whether there is still anybody to find it.
    pub(super) fn send(&self, message: Message) -> bool {
        let is_open = self.0.send(message).is_ok();
        keys::wake();
        is_open
    }
}

impl Inbox {
    /// Sleeps until something comes in.
    pub(super) fn next(&self) -> Message {
        self.0.try_recv().unwrap_or_else(|_| keys::next(&self.0))
    }

    /// Returns what has come in besides, as far as that can be seen at once.
    pub(super) fn more(&self) -> Option<Message> {
        self.0.try_recv().ok().or_else(keys::more)
    }

    /// Returns what comes in within a time, asleep meanwhile.
    pub(super) fn within(&self, patience: Duration) -> Option<Message> {
        keys::within(&self.0, patience)
    }
}

/// Returns what reading the terminal came to.
fn read() -> Message {
    event::read().map_or(Message::HungUp, Message::Input)
}

/// Keys are read where they are drawn.
#[cfg(unix)]
mod keys {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    use super::{Duration, Message, Post, Receiver, event, io, read};

    /// A glance: crossterm looks whether anything waits once at least, and gives up when this is over.
    const GLANCE: Duration = Duration::from_micros(3);

    /// Has crossterm catch changes of size from here on, and so whatever wakes it.
    pub(super) fn begin(_: &Post) -> io::Result<()> {
        event::poll(GLANCE).map(drop)
    }

    pub(super) fn wake() {
        // The signal is caught, so that nothing comes of it but the waking; a machine that refuses it is none.
        let _caught = signal_hook::low_level::raise(signal_hook::consts::SIGWINCH);
    }

    pub(super) fn next(_: &Receiver<Message>) -> Message {
        read()
    }

    pub(super) fn more() -> Option<Message> {
        event::poll(GLANCE).unwrap_or(false).then(read)
    }

    pub(super) fn within(messages: &Receiver<Message>, patience: Duration) -> Option<Message> {
        let terminal = rustix::stdio::stdin();
        let patience = Timespec::try_from(patience).ok();
        // Asked here, since crossterm's own waiting does not sleep through the last of its milliseconds.
        let is_there = poll(&mut [PollFd::new(&terminal, PollFlags::IN)], patience.as_ref()).is_ok_and(|ready| ready > 0);
        messages.try_recv().ok().or_else(|| if is_there { more() } else { None })
    }
}

/// Keys are read on a thread of their own, and come in like everything else.
#[cfg(not(unix))]
mod keys {
    use super::{Duration, Message, Post, Receiver, io, read};

    pub(super) fn begin(post: &Post) -> io::Result<()> {
        let post = post.clone();
        std::thread::spawn(move || {
            loop {
                let message = read();
                let is_over = matches!(message, Message::HungUp);
                if !post.send(message) || is_over {
                    return;
                }
            }
        });
        Ok(())
    }

    pub(super) fn wake() {}

    pub(super) fn next(messages: &Receiver<Message>) -> Message {
        messages.recv().unwrap_or(Message::HungUp)
    }

    pub(super) fn more() -> Option<Message> {
        None
    }

    pub(super) fn within(messages: &Receiver<Message>, patience: Duration) -> Option<Message> {
        messages.recv_timeout(patience).ok()
    }
}
