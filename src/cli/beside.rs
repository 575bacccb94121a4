//! Two hands at one work: while more is found, another thread takes in what was.

use std::sync::mpsc::sync_channel;
use std::thread;

/// So many things go over at once, so that neither waits for the other at each of them; and so many heaps of them may lie between the two.
const HEAP: usize = 256;
const WAITING: usize = 4;

/// Takes everything that `find` hands over into `gathered`, in its order, and returns what `find` returned once all is in.
pub(super) fn taken<G: Send, T: Send, R>(
    gathered: &mut G,
    take: impl Fn(&mut G, T) + Send,
    find: impl FnOnce(&mut dyn FnMut(T)) -> R,
) -> R {
    thread::scope(|scope| {
        let (give, heaps) = sync_channel::<Vec<T>>(WAITING);
        scope.spawn(move || heaps.into_iter().flatten().for_each(|one| take(gathered, one)));
        let mut heap = Vec::with_capacity(HEAP);
        let found = find(&mut |one| {
            heap.push(one);
            if heap.len() == HEAP {
                // Nobody takes any more only where the other thread fell over, and then the scope does.
                drop(give.send(std::mem::replace(&mut heap, Vec::with_capacity(HEAP))));
            }
        });
        drop(give.send(heap));
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
            let found = taken(&mut gathered, Vec::push, |hand| {
                (0..count).for_each(hand);
                count
            });
            assert_eq!((found, gathered), (count, (0..count).collect()));
        }
    }
}
