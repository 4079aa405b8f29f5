//! Proxies, as the environment names them.

use crate::build_web::serve_pages;
use crate::common::{Folder, Run, calque, finished};

#[test]
fn the_environment_names_a_proxy_only_if_it_is_asked() {
    let proxy = serve_pages([("http://news.example/fr", "<p>Par un intermédiaire.".to_owned())].into());
    let folder = Folder::new("proxy");
    let cache = folder.path("cache");
    let read = |more: &[&str], env: &[(&str, &str)]| -> Run {
        let args = [&["segment", "http://news.example/fr", "--cache", &cache, "--timeout", "20"], more].concat();
        let mut command = calque(&args);
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
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
