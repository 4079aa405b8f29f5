//! The pace of each host: how many requests at a time, and how long between two.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};

/// The pace of every host met so far.
#[derive(Debug)]
pub(crate) struct HostPace {
    hosts: Mutex<HashMap<String, Arc<Host>>>,
    per_host: usize,
}

#[derive(Debug)]
struct Host {
    permits: Arc<Semaphore>,
    /// When the next request may start.
    next: Mutex<Option<Instant>>,
}

impl HostPace {
    /// At most `per_host` requests to one host at a time.
    pub(crate) fn new(per_host: usize) -> Self {
        Self { hosts: Mutex::default(), per_host: per_host.max(1) }
    }

    fn host(&self, name: &str) -> Arc<Host> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Host { permits: Arc::new(Semaphore::new(self.per_host)), next: Mutex::default() });
        Arc::clone(hosts.entry(name.to_owned()).or_insert_with(new))
    }

    /// Waits for a turn; the host is taken until the permit is dropped, and for `delay` from now.
    pub(crate) async fn turn(&self, host: &str, delay: Duration) -> Option<OwnedSemaphorePermit> {
        let host = self.host(host);
        // The semaphore is never closed, so that there is always a permit in the end.
        let permit = Arc::clone(&host.permits).acquire_owned().await.ok();
        let at = {
            let mut next = host.next.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let at = next.map_or(now, |next| next.max(now));
            *next = Some(at + delay);
            at
        };
        sleep_until(at).await;
        permit
    }

    /// No request to the host starts for this long.
    pub(crate) fn defer(&self, host: &str, wait: Duration) {
        let host = self.host(host);
        let mut next = host.next.lock().unwrap_or_else(PoisonError::into_inner);
        let until = Instant::now() + wait;
        *next = Some(next.map_or(until, |next| next.max(until)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clock of the test stands still but for the waits, so that they can be counted.
    #[tokio::test(start_paused = true)]
    async fn a_host_is_asked_at_its_pace_and_others_at_theirs() {
        let pace = HostPace::new(1);
        let start = Instant::now();
        let delay = Duration::from_secs(5);
        let mut turns = Vec::new();
        for host in ["a", "b", "a", "b", "a"] {
            drop(pace.turn(host, delay).await);
            turns.push(start.elapsed().as_secs());
        }
        assert_eq!(turns, [0, 0, 5, 5, 10]);
        pace.defer("a", Duration::from_secs(60));
        drop(pace.turn("a", delay).await);
        assert_eq!(start.elapsed().as_secs(), 70);
    }

    #[tokio::test(start_paused = true)]
    async fn one_at_a_time() {
        let pace = Arc::new(HostPace::new(1));
        let held = pace.turn("a", Duration::ZERO).await;
        let other = tokio::spawn({
            let pace = Arc::clone(&pace);
            async move { pace.turn("a", Duration::ZERO).await.is_some() }
        });
        tokio::time::sleep(Duration::from_secs(100)).await;
        assert!(!other.is_finished());
        drop(held);
        assert!(other.await.expect("it ends"));
    }
}
