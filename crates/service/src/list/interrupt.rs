//! Ctrl-C, for programs that must tidy up before they end.

use super::schedule::runtime;
use std::thread;

/// Calls `act` when the user presses Ctrl-C, on a thread of its own. From then on only `act` decides
/// whether the program ends. Where the system offers no such thing, nothing is changed.
pub fn when_interrupted(act: impl FnOnce() + Send + 'static) {
    let Ok(runtime) = runtime() else { return };
    let wait = {
        let _inside = runtime.enter();
        // Listening begins here and not on the thread, so that no signal is missed.
        #[cfg(unix)]
        let listening = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt());
        #[cfg(windows)]
        let listening = tokio::signal::windows::ctrl_c();
        let Ok(mut listening) = listening else { return };
        async move { listening.recv().await.is_some() }
    };
    let wait = move || {
        if runtime.block_on(wait) {
            act();
        }
    };
    // Without a thread, Ctrl-C would do nothing at all; but then little else works either.
    let _ = thread::Builder::new().name("interrupt".to_owned()).spawn(wait);
}
