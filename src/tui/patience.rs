//! Says in one line that something takes longer than a moment, while the program waits for it and draws nothing: a disk that is slow, a
//! database that another window holds, a server that is away.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use crate::journey::{Event, Fact, Journal, NotKept};

use super::terminal::Terminal;
use super::watch::Message;

/// How long a moment is.
const MOMENT: Duration = Duration::from_millis(700);

/// Whether the program is at something.
enum Turn {
    Begins,
    Ends,
}

/// A journal beside which somebody looks at the time. The thread sleeps in between, and a key that keeps nothing does not wake it.
pub(super) struct Patient<'a> {
    journal: &'a mut dyn Journal,
    turns: Sender<Turn>,
}

impl<'a> Patient<'a> {
    /// Begins with words that fit any delay. Once they were shown, the inbox hears that the screen is to be drawn anew.
    pub(super) fn with(journal: &'a mut dyn Journal, words: &'static str, inbox: Sender<Message>) -> Self {
        let (turns, heard) = mpsc::channel();
        thread::spawn(move || {
            while let Ok(turn) = heard.recv() {
                let is_long = matches!(turn, Turn::Begins) && matches!(heard.recv_timeout(MOMENT), Err(RecvTimeoutError::Timeout));
                if is_long && (Terminal::says(words).is_err() || inbox.send(Message::Spoken).is_err()) {
                    return;
                }
            }
        });
        Self { journal, turns }
    }

    /// Does something that may take longer than a moment.
    fn during<T>(&mut self, work: impl FnOnce(&mut dyn Journal) -> T) -> T {
        // Whoever looked at the time may be gone: then nothing is said.
        drop(self.turns.send(Turn::Begins));
        let done = work(self.journal);
        drop(self.turns.send(Turn::Ends));
        done
    }
}

impl Journal for Patient<'_> {
    fn append(&mut self, fact: Fact, at: Timestamp) -> Result<Vec<Event>, NotKept> {
        self.during(|journal| journal.append(fact, at))
    }

    fn events(&mut self) -> Result<Vec<Event>, NotKept> {
        self.during(|journal| journal.events())
    }
}
