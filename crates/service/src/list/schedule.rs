//! Many URLs at once: many hosts side by side, each at its own pace.
//!
//! The URLs of one host wait in one queue, so that a list of ten thousand pages
//! of one site does not keep the other sites waiting.

use crate::error::{FetchError, Problem};
use crate::fetch::{Fetched, Fetcher};
use crate::settings::FetchSettings;
use crate::urls::web_url;
use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use url::Url;

/// A URL that is done: its place in the list, and what became of it.
pub struct FinishedUrl<'a> {
    /// Its place in the list.
    pub index: usize,
    /// What became of it.
    pub result: &'a Result<Fetched, FetchError>,
}

/// Fetches all URLs and waits for them; the results are in the order of the list. `done` is told
/// of each as it is done. What can be said of no URL, that the cache cannot be used say, is an error.
pub fn fetch_all(
    urls: &[String],
    settings: &FetchSettings,
    done: &dyn Fn(&FinishedUrl<'_>),
) -> Result<Vec<Result<Fetched, FetchError>>, FetchError> {
    let fetcher = Arc::new(Fetcher::new(settings.clone())?);
    runtime()?.block_on(async {
        let mut tell = |index: usize, result: &Result<Fetched, FetchError>| done(&FinishedUrl { index, result });
        Ok(fetch_until(&fetcher, urls, std::future::pending(), &mut tell).await)
    })
}

/// One thread is enough to wait for answers.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, FetchError> {
    let built = tokio::runtime::Builder::new_current_thread().enable_all().build();
    built.map_err(|e| FetchError::new("", Problem::Client(e.to_string())))
}

/// Where the URLs of one host wait.
type Queue = Arc<Mutex<VecDeque<(usize, String)>>>;

/// Fetches all URLs, until `stop`; those not reached by then are [`Problem::Stopped`].
pub(crate) async fn fetch_until(
    fetcher: &Arc<Fetcher>,
    urls: &[String],
    stop: impl Future<Output = ()>,
    done: &mut dyn FnMut(usize, &Result<Fetched, FetchError>),
) -> Vec<Result<Fetched, FetchError>> {
    let mut results: Vec<Option<Result<Fetched, FetchError>>> = urls.iter().map(|_| None).collect();
    let (send, mut receive) = mpsc::channel(64);
    let hosts = tokio::spawn(all_hosts(Arc::clone(fetcher), queues(urls), send));
    tokio::pin!(stop);
    loop {
        tokio::select! {
            biased;
            () = &mut stop => {
                // The tasks of the hosts are dropped with this one.
                hosts.abort();
                break;
            }
            next = receive.recv() => match next {
                Some((index, result)) => {
                    done(index, &result);
                    results[index] = Some(result);
                }
                None => break,
            },
        }
    }
    // A URL that stands twice in the list was fetched once.
    let first: HashMap<&str, usize> = urls.iter().enumerate().rev().map(|(i, url)| (url.as_str(), i)).collect();
    let stopped = |url: &str| FetchError::new(web_url::shown(url), Problem::Stopped);
    let result = |i: usize, url: &String| {
        let of = first.get(url.as_str()).copied().unwrap_or(i);
        results[of].clone().unwrap_or_else(|| Err(stopped(url)))
    };
    urls.iter().enumerate().map(|(i, url)| result(i, url)).collect()
}

/// The URLs of every host, in the order in which the hosts first come.
fn queues(urls: &[String]) -> Vec<VecDeque<(usize, String)>> {
    let mut queues: Vec<VecDeque<(usize, String)>> = Vec::new();
    let mut of_host: HashMap<String, usize> = HashMap::new();
    let mut seen = std::collections::HashSet::new();
    for (index, url) in urls.iter().enumerate().filter(|(_, url)| seen.insert(url.as_str())) {
        // What is no URL fails at once, with all others of its kind.
        let host = Url::parse(url).ok().and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_default();
        let queue = *of_host.entry(host).or_insert(queues.len());
        if queue == queues.len() {
            queues.push(VecDeque::new());
        }
        queues[queue].push_back((index, url.clone()));
    }
    queues
}

type Sender = mpsc::Sender<(usize, Result<Fetched, FetchError>)>;

/// Starts host after host, a limited number at a time.
async fn all_hosts(fetcher: Arc<Fetcher>, queues: Vec<VecDeque<(usize, String)>>, send: Sender) {
    let places = Arc::new(Semaphore::new(fetcher.settings().hosts.max(1)));
    let mut tasks = JoinSet::new();
    for queue in queues {
        let place = Arc::clone(&places).acquire_owned().await;
        let (fetcher, send) = (Arc::clone(&fetcher), send.clone());
        tasks.spawn(async move {
            one_host(&fetcher, queue, &send).await;
            drop(place);
        });
        while tasks.try_join_next().is_some() {}
    }
    tasks.join_all().await;
}

/// Empties the queue of a host.
async fn one_host(fetcher: &Arc<Fetcher>, queue: VecDeque<(usize, String)>, send: &Sender) {
    let workers = fetcher.settings().per_host.clamp(1, queue.len().max(1));
    let queue: Queue = Arc::new(Mutex::new(queue));
    let mut tasks = JoinSet::new();
    for _ in 0..workers {
        let (fetcher, queue, send) = (Arc::clone(fetcher), Arc::clone(&queue), send.clone());
        tasks.spawn(async move {
            let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            while let Some((index, url)) = next() {
                let result = fetcher.fetch(&url).await;
                if send.send((index, result)).await.is_err() {
                    break;
                }
            }
        });
    }
    tasks.join_all().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_has_a_queue_and_each_url_one_place() {
        let urls =
            ["http://a/1", "http://b/1", "http://a/2", "nonsense", "http://a/1", "http://B/2"].map(str::to_owned);
        let places: Vec<Vec<usize>> = queues(&urls).iter().map(|q| q.iter().map(|(i, _)| *i).collect()).collect();
        assert_eq!(places, [vec![0, 2], vec![1, 5], vec![3]]);
    }
}
