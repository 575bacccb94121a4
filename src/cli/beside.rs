//! Two hands at one work: while more is found, another thread takes in what was.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// So many things go over at once, so that neither waits for the other at each of them; and so many heaps of them may lie between the two.
const HEAP: usize = 256;
const WAITING: usize = 4;

/// What one hand gives to the other.
pub(super) struct Giving<T> {
    heap: Vec<T>,
    /// What the other is done with, to be written over: its texts keep their room.
    spare: Vec<T>,
    heaps: SyncSender<Vec<T>>,
    done_with: Receiver<Vec<T>>,
}

impl<T: Default> Giving<T> {
    /// Gives the next one, once it is `written` over what an earlier one left, or over nothing.
    pub(super) fn give(&mut self, written: impl FnOnce(&mut T)) {
        if self.spare.is_empty() {
            self.spare = self.done_with.try_recv().unwrap_or_default();
        }
        let mut one = self.spare.pop().unwrap_or_default();
        written(&mut one);
        self.heap.push(one);
        if self.heap.len() == HEAP {
            self.send();
        }
    }

    /// Nobody takes any more only where the other thread fell over, and then the scope does.
    fn send(&mut self) {
        drop(self.heaps.send(std::mem::replace(&mut self.heap, Vec::with_capacity(HEAP))));
    }
}

/// Takes everything that `find` gives into `gathered`, in its order, and returns what `find` returned once all is in.
pub(super) fn taken<G: Send, T: Default + Send, R>(
    gathered: &mut G,
    take: impl Fn(&mut G, &T) + Send,
    find: impl FnOnce(&mut Giving<T>) -> R,
) -> R {
    thread::scope(|scope| {
        let (heaps, given) = sync_channel::<Vec<T>>(WAITING);
        let (back, done_with) = sync_channel::<Vec<T>>(WAITING);
        scope.spawn(move || {
            for heap in given {
                for one in &heap {
                    take(gathered, one);
                }
                // Where enough is there to be written over, this one is let go.
                drop(back.try_send(heap));
            }
        });
        let mut giving = Giving { heap: Vec::with_capacity(HEAP), spare: Vec::new(), heaps, done_with };
        let found = find(&mut giving);
        giving.send();
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_comes_in_its_order() {
        for count in [0, 1, HEAP - 1, HEAP, HEAP + 1, 20 * HEAP + 7] {
            let mut gathered = Vec::new();
            let take = |gathered: &mut Vec<String>, one: &String| gathered.push(one.clone());
            let found = taken(&mut gathered, take, |giving| {
                // What is left of an earlier one is told of, too: whoever gives writes all of it.
                (0..count).for_each(|number| giving.give(|one: &mut String| number.to_string().clone_into(one)));
                count
            });
            assert_eq!((found, gathered), (count, (0..count).map(|number| number.to_string()).collect()));
        }
    }
}
