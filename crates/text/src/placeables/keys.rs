//! Keys pressed together, by the names that keyboards of both languages print on them.

/// English and French names of keys, the first standing for all.
const NAMES: &[&[&str]] = &[
    &["ctrl", "control", "ctl", "strg"],
    &["alt", "option"],
    &["altgr"],
    &["shift", "maj"],
    &["cmd", "command", "commande", "⌘"],
    &["win", "windows", "super", "meta"],
    &["fn"],
    &["del", "delete", "suppr", "supprimer"],
    &["ins", "insert", "inser", "insér"],
    &["esc", "escape", "échap", "echap"],
    &["enter", "return", "entrée", "entree"],
    &["backspace", "retour"],
    &["tab", "tabulation"],
    &["space", "espace"],
    &["home", "début", "origine"],
    &["end", "fin"],
    &["up", "haut"],
    &["down", "bas"],
    &["left", "gauche"],
    &["right", "droite"],
    &["pageup", "pgup"],
    &["pagedown", "pgdn", "pgdown"],
];
/// How many of the names above begin a combination.
const MODIFIERS: usize = 7;

/// The name that stands for a key.
fn key(name: &str) -> String {
    let name = name.to_lowercase();
    let known = NAMES.iter().find(|names| names.contains(&name.as_str()));
    known.map_or(name.clone(), |names| names[0].to_owned())
}

/// Whether `chunk` is a combination: a modifier, then one to three more keys.
pub(super) fn is_combination(chunk: &str) -> bool {
    let parts: Vec<&str> = chunk.split(['+', '-']).collect();
    let modifier = |p: &str| NAMES[..MODIFIERS].iter().any(|names| names.contains(&p.to_lowercase().as_str()));
    let is_key = |p: &&str| {
        let short = p.chars().count() == 1;
        let function = p.strip_prefix(['F', 'f']).is_some_and(|n| n.parse::<u8>().is_ok_and(|n| (1..=24).contains(&n)));
        short || function || NAMES.iter().any(|names| names.contains(&p.to_lowercase().as_str()))
    };
    (2..=4).contains(&parts.len()) && modifier(parts[0]) && parts.iter().all(is_key) && chunk.contains('+')
}

/// A combination with the name that stands for each key.
pub(super) fn form(written: &str) -> String {
    written.split(['+', '-']).map(key).collect::<Vec<_>>().join("+")
}
