//! What is under way in a simulated run, in the order of its arrival.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

/// Packets on their way, earliest first; of two that arrive at once, the one sent first.
#[derive(Debug)]
pub struct Queue<T> {
    heap: BinaryHeap<Reverse<Entry<T>>>,
    sent: u64,
}

#[derive(Debug)]
struct Entry<T> {
    at: Duration,
    nth: u64,
    what: T,
}

impl<T> Entry<T> {
    fn key(&self) -> (Duration, u64) {
        (self.at, self.nth)
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl<T> Eq for Entry<T> {}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self { heap: BinaryHeap::new(), sent: 0 }
    }
}

impl<T> Queue<T> {
    /// Puts something on its way, to arrive at `at`.
    pub fn push(&mut self, at: Duration, what: T) {
        self.sent += 1;
        self.heap.push(Reverse(Entry { at, nth: self.sent, what }));
    }

    /// When the next thing arrives.
    #[must_use]
    pub fn next_arrival(&self) -> Option<Duration> {
        self.heap.peek().map(|Reverse(entry)| entry.at)
    }

    /// The next thing that has arrived by `now`.
    pub fn pop_arrived(&mut self, now: Duration) -> Option<T> {
        self.next_arrival().filter(|at| *at <= now)?;
        self.heap.pop().map(|Reverse(entry)| entry.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_by_arrival_then_by_sending() {
        let mut queue = Queue::default();
        let ms = Duration::from_millis;
        queue.push(ms(2), "late");
        queue.push(ms(1), "first");
        queue.push(ms(1), "second");
        assert_eq!(queue.pop_arrived(ms(0)), None);
        assert_eq!(queue.pop_arrived(ms(1)), Some("first"));
        assert_eq!(queue.pop_arrived(ms(1)), Some("second"));
        assert_eq!(queue.pop_arrived(ms(1)), None);
        assert_eq!(queue.next_arrival(), Some(ms(2)));
    }
}
