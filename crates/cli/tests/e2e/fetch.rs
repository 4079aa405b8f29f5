//! URLs as inputs, and `calque fetch`: from a server on this machine.

use crate::common::{EN, FR, Folder, Run, calque, run, serve};
use serde_json::Value;
use std::fs;

/// A server with two texts, a list of pairs, a picture, and nothing else.
fn server() -> String {
    let page = |text: &str| format!("<html><body><article><p>{}</p></article>", text.replace("\n\n", "</p><p>"));
    serve(move |path| {
        Some(match path {
            "/en" => ("200 OK", "text/html; charset=utf-8", page(EN).into_bytes()),
            "/fr" => ("200 OK", "text/html; charset=windows-1252", encoded(&page(FR))),
            "/pairs.tsv" => ("200 OK", "text/plain", b"The bridge is closed.\tLe pont est ferm\xc3\xa9.\n".to_vec()),
            "/robots.txt" => ("200 OK", "text/plain", b"User-agent: *\nDisallow: /secret\n".to_vec()),
            "/stall" => return None,
            "/picture" => ("200 OK", "image/png", b"x".to_vec()),
            "/home" => ("302 Found\r\nLocation: http://10.0.0.1/", "text/plain", Vec::new()),
            _ => ("404 Not Found", "text/html", b"<p>No.".to_vec()),
        })
    })
}

/// A text as windows-1252, of which the tests need few letters.
fn encoded(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '’' => 0x92,
        c => u8::try_from(u32::from(c)).expect("a Latin letter"),
    };
    text.chars().map(byte).collect()
}

/// Runs with a cache of its own, allowed to reach the server of the test and no other private address.
fn web(folder: &Folder, args: &[&str]) -> Run {
    let cache = folder.path("cache");
    let mut all = args.to_vec();
    all.extend(["--cache", cache.as_str(), "--allow-private=127.0.0.1"]);
    run(&all)
}

/// Status 2 and a message with a remedy.
fn refused(run: &Run, said: &str) {
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""), "{run:?}");
    let errors: Vec<&str> = run.err.lines().filter(|l| !l.starts_with("warning: ")).collect();
    assert!(errors.len() == 2 && errors[0].contains(said) && errors[1].starts_with("  help: "), "{}", run.err);
}

#[test]
fn urls_are_read_wherever_files_are() {
    let (folder, base) = (Folder::new("urls"), server());
    let (en, fr) = (format!("{base}/en"), format!("{base}/fr"));
    let french = folder.file("a.fr.txt", FR);
    let texts = |run: &Run| -> Vec<String> {
        run.out.lines().map(|l| l.split('\t').take(2).collect::<Vec<_>>().join("\t")).collect()
    };
    let by_url = web(&folder, &["align", &en, &fr]);
    assert_eq!((by_url.status, by_url.err.as_str()), (Some(0), ""), "the charset of the server is no guess");
    assert_eq!(texts(&by_url), texts(&run(&["align", &folder.file("a.en.txt", EN), &french])));
    let checked = web(&folder, &["check", &en, &french, "--format", "json"]);
    let report: Value = serde_json::from_str(&checked.out).expect("JSON");
    assert!(checked.status == Some(0) && checked.out.contains(&en), "{report}");
    assert_eq!(web(&folder, &["segment", &fr]).out, run(&["segment", &french]).out);
    assert_eq!(web(&folder, &["diff", &fr, &french, "--reference", &en]).status, Some(0));
    let pairs = format!("{base}/pairs.tsv");
    assert_eq!(web(&folder, &["words", &pairs]).out.lines().count(), 1);
    assert_eq!(web(&folder, &["check", "--pairs", &pairs]).out.lines().count(), 1);
    assert!(web(&folder, &["corpus", "convert", &pairs, "--format", "jsonl"]).out.contains("Le pont est fermé."));
    // Once fetched, a page can be read without the server.
    assert_eq!(web(&folder, &["align", &en, &fr, "--offline"]).out, by_url.out);
}

#[test]
fn what_cannot_be_had_is_said_with_status_2() {
    let (folder, base) = (Folder::new("refused"), server());
    let url = |path: &str| format!("{base}{path}");
    for (url, said) in [
        (url("/none"), "/none: the server answers 404 Not Found"),
        (url("/secret/x"), "robots.txt of the site does not allow it"),
        (url("/picture"), "is image/png, which is not read"),
        (url("/home"), "10.0.0.1 is at the private address 10.0.0.1"),
        ("file:///etc/passwd".to_owned(), "is a file: URL; only http and https are fetched"),
        ("http://169.254.169.254/latest/".to_owned(), "private address"),
        ("http://ann:hunter2@127.0.0.2/".to_owned(), "http://127.0.0.2/: 127.0.0.2 is at the private address"),
    ] {
        for args in [&["segment", url.as_str()][..], &["fetch", &url], &["check", &url, "corpus/hostile/plain.fr.txt"]]
        {
            let got = web(&folder, args);
            assert!(!got.err.contains("hunter2"), "{}", got.err);
            if args[0] == "fetch" {
                let record: Value = serde_json::from_str(&got.out).expect("JSON");
                assert_eq!((got.status, record["status"].as_str()), (Some(2), Some("failed")), "{record}");
                assert!(got.err.contains(said) && record["reason"].is_string(), "{}", got.err);
            } else {
                refused(&got, said);
            }
        }
    }
    // Without the option not even the server of the test is reached.
    let cache = folder.path("cache");
    refused(&run(&["segment", &url("/en"), "--cache", &cache]), "private address 127.0.0.1");
    refused(&run(&["segment", &url("/en"), "--cache", &cache, "--offline"]), "is not in the cache");
    refused(&run(&["fetch", "--urls", &folder.file("empty.txt", "# nothing\n\n")]), "there is no URL to fetch");
    assert_eq!(run(&["fetch"]).status, Some(2));
}

#[test]
fn a_list_becomes_a_folder_and_goes_on_where_it_stood() {
    let (folder, base) = (Folder::new("list"), server());
    let list = folder.file("urls.txt", format!("\u{feff}# pages\n{base}/en\r\n{base}/fr\n\n{base}/none\n{base}/en\n"));
    let out = folder.path("site");
    let first = web(&folder, &["fetch", "--urls", &list, "-o", &out, "--delay", "0", "--log", "info"]);
    assert_eq!((first.status, first.out.as_str()), (Some(2), ""));
    assert!(first.err.contains("3 fetched, 0 unchanged, 0 kept from before, 1 failed"), "{}", first.err);
    let journal = fs::read_to_string(folder.path("site/fetch.jsonl")).expect("written");
    let records: Vec<Value> = journal.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(records.len(), 3);
    assert_eq!((records[1]["charset"].as_str(), records[2]["reason"].as_str()), (Some("windows-1252"), Some("status")));
    let file = records[0]["file"].as_str().expect("a file");
    assert!(fs::read_to_string(folder.path(&format!("site/{file}"))).expect("there").contains("bridge"));
    let second = web(&folder, &["fetch", "--urls", &list, "-o", &out, "--delay", "0", "--log", "info"]);
    assert!(second.err.contains("0 fetched, 0 unchanged, 3 kept from before, 1 failed"), "{}", second.err);
    assert_eq!(
        fs::read_to_string(folder.path("site/fetch.jsonl")).expect("written"),
        journal,
        "the same run, the same record"
    );
}

/// Runs until `begun` holds, presses Ctrl-C, and gives the status.
#[cfg(unix)]
fn interrupted(args: &[&str], begun: impl Fn() -> bool) -> Option<i32> {
    use std::process::{Command, Stdio};
    let quiet = |c: &mut Command| c.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = quiet(&mut calque(args)).expect("the binary runs");
    // Held open: waiting would close it, and the end of the input could come before the signal.
    let _input = child.stdin.take();
    while !begun() {
        assert!(child.try_wait().expect("a child").is_none(), "it ended by itself");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(killed.expect("kill runs").success());
    child.wait().expect("it ends").code()
}

#[test]
#[cfg(unix)]
fn ctrl_c_leaves_nothing_half_written() {
    let folder = Folder::new("interrupt");
    let (out, tsv) = (folder.path("out.txt"), folder.path("out.tsv"));
    for args in [&["segment", "-", "-o", &out][..], &["corpus", "convert", "-", "--input-format", "jsonl", "-o", &tsv]]
    {
        assert_eq!(interrupted(args, || !folder.names().is_empty()), Some(130), "{args:?}");
        assert_eq!(folder.names(), Vec::<String>::new(), "{args:?}");
    }
}

#[test]
#[cfg(unix)]
fn ctrl_c_stops_a_list_which_goes_on_later() {
    let (folder, base) = (Folder::new("stopped"), server());
    let (site, cache) = (folder.path("site"), folder.path("cache"));
    let urls = [format!("{base}/en"), format!("{base}/stall")];
    let args = ["fetch", &urls[0], &urls[1], "-o", &site, "--cache", &cache, "--allow-private", "--delay", "0"];
    let journal = || fs::read_to_string(folder.path("site/fetch.jsonl")).unwrap_or_default();
    assert_eq!(interrupted(&args, || journal().ends_with('\n')), Some(130));
    assert_eq!(journal().lines().count(), 1);
    let again = web(&folder, &["fetch", &urls[0], "-o", &site, "--log", "info"]);
    assert!(again.status == Some(0) && again.err.contains("1 kept from before"), "{}", again.err);
    let left = fs::read_dir(folder.path("cache/bodies")).expect("a folder").map(|e| e.expect("an entry").path());
    assert!(left.into_iter().all(|p| p.is_dir()), "a body was left half fetched");
}
