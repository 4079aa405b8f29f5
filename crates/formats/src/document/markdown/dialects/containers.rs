//! Lines that open a container: an admonition, a tab, a fold.

/// The title of a container whose body is indented; empty if it has none.
pub(super) fn indented_container(line: &str) -> Option<&str> {
    let rest = ["!!!", "???+", "???", "===!", "===+", "==="].iter().find_map(|mark| line.strip_prefix(mark))?;
    if !rest.starts_with(' ') {
        return None;
    }
    match rest.split_once('"') {
        Some((_, title)) => title.rsplit_once('"').map(|(title, _)| title.trim()),
        // `!!! note`: the kind alone.
        None if !line.starts_with('=') && rest.split_whitespace().count() <= 3 => Some(""),
        None => None,
    }
}

/// The title of a container between colons, whose kind is the first word; empty if it has none or ends.
pub(super) fn colon_container(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(":::")?.trim_start_matches(':').trim();
    if let Some((_, title)) = rest.split_once('[') {
        return Some(title.rsplit_once(']').map_or(title, |(title, _)| title));
    }
    if rest.starts_with('{') {
        return Some("");
    }
    let title = rest.split_once(char::is_whitespace).map_or("", |(_, title)| title.trim());
    // `::: details Title {open}`.
    Some(title.rsplit_once('{').filter(|(_, rest)| rest.ends_with('}')).map_or(title, |(title, _)| title.trim()))
}
