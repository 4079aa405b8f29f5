//! The cache made smaller.

use crate::server::{Act, Server, answer, none};
use crate::{fetch, folder, settings};
use calque_service::{Cache, FetchSettings, TrimLimit, TrimReport};
use std::time::Duration;

#[tokio::test]
async fn what_was_not_used_for_longest_leaves_the_cache_first() {
    let server = Server::start(|asked, _| -> Act {
        match asked.path.as_str() {
            "/robots.txt" => none(),
            path => answer("200 OK", &["Content-Type: text/plain", "ETag: \"1\""], path.repeat(100)),
        }
    })
    .await;
    let folder = folder();
    let forever = FetchSettings { max_age: Duration::from_secs(3600), ..settings(&folder) };
    for path in ["/aa", "/bb", "/cc"] {
        let page = fetch(&server.url(path), forever.clone()).await.expect("fetched");
        let old = std::time::SystemTime::now() - Duration::from_secs(1000 - u64::from(path.as_bytes()[1]));
        std::fs::File::options().append(true).open(&page.path).and_then(|f| f.set_modified(old)).expect("a time");
    }
    // The oldest is used again, so that it is the youngest now.
    assert!(fetch(&server.url("/aa"), forever.clone()).await.expect("in the cache").cached);
    let cache = Cache::open(Some(folder.path())).expect("a cache");
    let trimmed = cache.trim(TrimLimit::Size(700)).expect("trimmed");
    assert_eq!(trimmed, TrimReport { files: 1, bytes: 300, left: 600 });
    let offline = FetchSettings { offline: true, ..forever };
    for (path, there) in [("/aa", true), ("/bb", false), ("/cc", true)] {
        assert_eq!(fetch(&server.url(path), offline.clone()).await.is_ok(), there, "{path}");
    }
    assert_eq!(cache.trim(TrimLimit::Unused(Duration::from_secs(3600))).expect("trimmed").files, 0);
    assert_eq!(cache.trim(TrimLimit::Size(0)).expect("trimmed"), TrimReport { files: 2, bytes: 600, left: 0 });
    let left = |name: &str| {
        std::fs::read_dir(folder.path().join(name))
            .expect("a folder")
            .flatten()
            .flat_map(|f| std::fs::read_dir(f.path()).expect("a folder"))
            .count()
    };
    assert_eq!((left("bodies"), left("urls")), (0, 0));
}
