//! Says in one line that something takes longer than a moment, while the program waits for it and does nothing else: a disk that is slow,
//! a database that another window holds, a server that is away.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use super::{Event, Fact, Journal, NotKept};

/// How long a moment is.
const MOMENT: Duration = Duration::from_millis(700);

/// Does something, and has somebody told once where it takes longer than a moment.
pub fn meanwhile<T>(say: impl FnOnce() + Send + 'static, work: impl FnOnce() -> T) -> T {
    let (ends, heard) = mpsc::channel::<()>();
    thread::spawn(move || {
        if heard.recv_timeout(MOMENT) == Err(RecvTimeoutError::Timeout) {
            say();
        }
    });
    let done = work();
    drop(ends);
    done
}

/// Whether the program is at something.
enum Turn {
    Begins,
    Ends,
}

/// A journal beside which somebody looks at the time. The thread sleeps in between, and a key that keeps nothing does not wake it.
pub struct Patient<'a> {
    journal: &'a mut dyn Journal,
    turns: Sender<Turn>,
}

impl<'a> Patient<'a> {
    /// Begins. `say` tells the learner in words that fit any delay, and returns whether there still is somebody to tell.
    pub fn with(journal: &'a mut dyn Journal, mut say: impl FnMut() -> bool + Send + 'static) -> Self {
        let (turns, heard) = mpsc::channel();
        thread::spawn(move || {
            while let Ok(turn) = heard.recv() {
                let is_long = matches!(turn, Turn::Begins) && matches!(heard.recv_timeout(MOMENT), Err(RecvTimeoutError::Timeout));
                if is_long && !say() {
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

    fn news(&mut self) -> Result<Vec<Event>, NotKept> {
        self.during(|journal| journal.news())
    }

    fn ready(&mut self) -> Result<(), NotKept> {
        self.during(|journal| journal.ready())
    }
}

#[cfg(test)]
mod tests {
    use crate::id::{LessonId, PageId};

    use super::*;

    /// A journal that keeps nothing before the learner was told.
    struct Slow(mpsc::Receiver<()>);

    impl Journal for Slow {
        fn append(&mut self, fact: Fact, at: Timestamp) -> Result<Vec<Event>, NotKept> {
            self.0.recv().unwrap();
            Ok(vec![Event { seq: 1, at, fact }])
        }

        fn events(&mut self) -> Result<Vec<Event>, NotKept> {
            Ok(Vec::new())
        }
    }

    #[test]
    fn what_takes_no_longer_than_a_moment_is_not_told_of_and_what_does_is_told_of_meanwhile() {
        let (tell, told) = mpsc::channel();
        let (say, never) = (tell.clone(), tell);
        // The work ends once it was told of.
        meanwhile(move || say.send("long").unwrap(), || assert_eq!(told.recv(), Ok("long")));
        meanwhile(move || never.send("short").unwrap(), || {});
        assert!(told.recv().is_err(), "nobody is left who could say something");
    }

    #[test]
    fn what_takes_longer_than_a_moment_is_told_of_once_each_time() {
        let (tell, told) = mpsc::channel();
        let mut slow = Slow(told);
        let mut patient = Patient::with(&mut slow, move || tell.send(()).is_ok());
        let fact = Fact::PageRead { lesson: LessonId::new("one").unwrap(), page: PageId::new("one").unwrap() };
        for _ in 0..2 {
            assert_eq!(patient.append(fact.clone(), Timestamp::UNIX_EPOCH).unwrap().len(), 1);
        }
        assert!(slow.0.try_recv().is_err(), "and not once more");
    }
}
