//! Proxies, as the environment names them.

use crate::build_web::serve_pages;
use crate::common::{Folder, Run, calque, finished, serve};
use std::process::Command;
use std::sync::{Arc, Mutex};

/// The binary in an environment that names no proxy.
fn without_proxies(args: &[&str]) -> Command {
    let mut command = calque(args);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command
}

#[test]
fn the_environment_names_a_proxy_only_if_it_is_asked() {
    let proxy = serve_pages([("http://news.example/fr", "<p>Par un intermédiaire.".to_owned())].into());
    let folder = Folder::new("proxy");
    let cache = folder.path("cache");
    let read = |more: &[&str], env: &[(&str, &str)]| -> Run {
        let args = [&["segment", "http://news.example/fr", "--cache", &cache, "--timeout", "20"], more].concat();
        let mut command = without_proxies(&args);
        finished(command.envs(env.iter().copied()).output().expect("it runs"))
    };
    let named = ("HTTP_PROXY", proxy.as_str());
    let through = read(&["--proxy", "env"], &[named]);
    assert_eq!((through.status, through.out.as_str()), (Some(0), "Par un intermédiaire.\n"), "{}", through.err);
    assert_eq!(read(&["--proxy", &proxy], &[]).status, Some(0));
    // Elsewhere there is no such host.
    for (more, env) in [
        (&[][..], vec![named]),
        (&["--proxy", "env"], vec![]),
        (&["--proxy", "env"], vec![("HTTPS_PROXY", proxy.as_str())]),
        (&["--proxy", "env"], vec![named, ("NO_PROXY", "localhost,.example")]),
    ] {
        let got = read(more, &env);
        assert!(got.status == Some(2) && got.err.contains("the host cannot be found"), "{more:?} {env:?}: {}", got.err);
    }
}

#[test]
fn the_environment_names_a_proxy_for_https_and_what_goes_past_it() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    // It makes no tunnels, so that it shows who came to it. Those are made in the tests of calque-service.
    let proxy = serve(move |path| {
        log.lock().expect("no panic").push(path.to_owned());
        Some(("403 Forbidden", "text/plain", Vec::new()))
    });
    let bare = proxy.trim_start_matches("http://");
    let folder = Folder::new("proxy-https");
    let cache = folder.path("cache");
    let read = |url: &str, env: &[(&str, &str)]| -> (String, Vec<String>) {
        let args = ["fetch", url, "--cache", &cache, "--timeout", "20", "--retries", "0", "--proxy", "env"];
        let mut command = without_proxies(&args);
        let got = finished(command.envs(env.iter().copied()).output().expect("it runs"));
        assert_eq!(got.status, Some(2), "{}", got.err);
        (got.out + &got.err, std::mem::take(&mut *asked.lock().expect("no panic")))
    };
    for (name, value) in [("HTTPS_PROXY", proxy.as_str()), ("https_proxy", bare), ("ALL_PROXY", &proxy)] {
        let (err, asked) = read("https://news.example/fr", &[(name, value)]);
        assert!(!asked.is_empty() && asked.iter().all(|asked| asked == "news.example:443"), "{name}: {asked:?}");
        assert!(!err.contains("the host cannot be found"), "{err}");
    }
    let named = ("HTTPS_PROXY", proxy.as_str());
    // Past the proxy there is no such host; a domain in NO_PROXY means all hosts in it.
    for hosts in ["news.example", ".example", "example", "localhost, news.example", "*"] {
        let (err, asked) = read("https://news.example/fr", &[named, ("NO_PROXY", hosts)]);
        assert!(err.contains("the host cannot be found") && asked.is_empty(), "{hosts}: {err} {asked:?}");
    }
    let (_, asked) = read("https://news.example/fr", &[named, ("NO_PROXY", "other.example,ews.example")]);
    assert!(!asked.is_empty());
    // Private addresses are refused on either way: through the proxy, past it, and where it is not for http.
    let past = ("NO_PROXY", "127.0.0.0/8,localhost");
    for env in [&[named][..], &[named, past]] {
        for url in ["https://127.0.0.1:9/", "https://localhost:9/", "http://localhost:9/", "http://127.0.0.1:9/"] {
            let (err, asked) = read(url, env);
            assert!(err.contains("private address"), "{url}: {err}");
            assert_eq!(asked, Vec::<String>::new(), "{url}");
        }
    }
}
