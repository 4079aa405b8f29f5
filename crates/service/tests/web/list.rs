//! Lists into folders: names, records, and going on after a stop.

use crate::server::{Act, Server, answer, none, page, redirect};
use crate::{folder, settings};
use calque_service::FetchStatus::{Failed, Fetched, Kept};
use calque_service::{FetchSettings, FetchStatus, ListOutcome, fetch_list};
use std::fs;
use std::path::Path;

/// Fetches a list on a thread of its own, since it brings its own runtime.
async fn list(urls: &[String], out: &Path, settings: FetchSettings) -> ListOutcome {
    let (urls, out) = (urls.to_vec(), out.to_path_buf());
    let task = move || fetch_list(&urls, Some(&out), false, &settings, &mut |_| ()).expect("a usable folder");
    tokio::task::spawn_blocking(task).await.expect("no panic")
}

fn statuses(outcome: &ListOutcome) -> Vec<FetchStatus> {
    outcome.records.iter().map(|r| r.status).collect()
}

async fn site() -> Server {
    Server::start(|asked, before| match (asked.path.as_str(), before) {
        ("/robots.txt", _) => none(),
        ("/later", 0) => answer("404 Not Found", &[], ""),
        ("/moved", _) => redirect("/fr/a"),
        ("/picture", _) => answer("200 OK", &["Content-Type: image/png"], "x"),
        (path, _) => page(path),
    })
    .await
}

#[tokio::test]
async fn a_list_goes_into_a_folder_with_a_record_of_each() {
    let server = site().await;
    let (cache, out) = (folder(), folder());
    let paths = ["/fr/a", "/en/a", "/moved", "/picture", "/fr/a", "/a.html", "/a", "/..%2f..%2fx"];
    let mut urls: Vec<String> = paths.iter().map(|p| server.url(p)).collect();
    urls.push("file:///etc/passwd".to_owned());
    let outcome = list(&urls, out.path(), settings(&cache)).await;
    assert_eq!(statuses(&outcome), [Fetched, Fetched, Fetched, Failed, Fetched, Fetched, Fetched, Fetched, Failed]);
    assert_eq!(server.count("/fr/a"), 2, "once for itself and once for what leads there");
    let host = server.base.trim_start_matches("http://").replace(':', "_");
    let files: Vec<_> = outcome.records.iter().map(|r| r.file.clone().unwrap_or_default()).collect();
    assert_eq!(files[..2], [format!("{host}/fr/a.html"), format!("{host}/en/a.html")]);
    assert_ne!(files[5], files[6], "one name for two pages");
    for record in outcome.records.iter().filter(|r| r.status == Fetched) {
        let text = fs::read_to_string(out.path().join(record.file.as_deref().expect("a file"))).expect("there");
        assert_eq!(Some(text.len() as u64), record.bytes);
    }
    assert_eq!(outcome.records[2].final_url, Some(server.url("/fr/a")));
    assert_eq!(outcome.records[3].reason.as_deref(), Some("media-type"));
    assert!(outcome.records[8].message.as_deref().is_some_and(|m| m.contains("file: URL")));
    // The record says the same, once for each URL.
    let journal = fs::read_to_string(out.path().join("fetch.jsonl")).expect("written");
    let lines: Vec<serde_json::Value> = journal.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines.len(), urls.len() - 1);
    assert_eq!((lines[0]["url"].as_str(), lines[0]["status"].as_str()), (Some(urls[0].as_str()), Some("fetched")));
}

#[tokio::test]
async fn a_run_goes_on_where_it_was_killed() {
    let server = site().await;
    let (cache, out) = (folder(), folder());
    let urls: Vec<String> = ["/1", "/2", "/later", "/3"].iter().map(|p| server.url(p)).collect();
    let first = list(&urls[..3], out.path(), settings(&cache)).await;
    assert_eq!(statuses(&first), [Fetched, Fetched, Failed]);
    // As a kill leaves it: the last line broken off, one file gone.
    let path = out.path().join("fetch.jsonl");
    let journal = fs::read_to_string(&path).expect("written");
    fs::write(&path, format!("{journal}{{\"url\":\"http")).expect("writable");
    fs::remove_file(out.path().join(first.records[1].file.as_deref().expect("a file"))).expect("there");
    let second = list(&urls, out.path(), settings(&cache)).await;
    assert_eq!(statuses(&second), [Kept, Fetched, Fetched, Fetched]);
    assert_eq!([server.count("/1"), server.count("/2"), server.count("/later"), server.count("/3")], [1, 2, 2, 1]);
    // Another list in the same folder does not forget this one.
    list(&[server.url("/4")], out.path(), settings(&cache)).await;
    let third = list(&urls, out.path(), settings(&cache)).await;
    assert_eq!(statuses(&third), [Kept; 4]);
    assert_eq!(fs::read_to_string(&path).expect("written").lines().count(), 5);
}

#[tokio::test]
async fn many_hosts_and_pages_all_arrive_in_order() {
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/robots.txt" => none(),
        "/7" => Act::Reset,
        path => page(path),
    })
    .await;
    let (cache, out) = (folder(), folder());
    let urls: Vec<String> = (0..60).map(|i| server.url(&format!("/{i}"))).collect();
    let settings = FetchSettings { per_host: 4, retries: 1, ..settings(&cache) };
    let outcome = list(&urls, out.path(), settings).await;
    let got: Vec<&str> = outcome.records.iter().map(|r| r.url.as_str()).collect();
    assert_eq!(got, urls);
    let failed: Vec<&str> =
        outcome.records.iter().filter(|r| r.status == FetchStatus::Failed).map(|r| r.url.as_str()).collect();
    assert_eq!((failed, outcome.interrupted), (vec![urls[7].as_str()], false));
}
