//! Placeholders of messages as `msgfmt -c` compares them: an entry with the flag `c-format` or `python-format` whose
//! translation takes other arguments than its message is an error there.

/// Whether a translation takes the arguments of its message, for entries with this flag. A form of a plural that stands
/// for one or two numbers `may_lack` some.
pub(super) fn agree(flag: &str, message: &str, translation: &str, may_lack: bool) -> bool {
    let is_python = match flag {
        "c-format" | "objc-format" => false,
        "python-format" => true,
        _ => return true,
    };
    // What is wrong in the message itself is not compared.
    let Some(wanted) = arguments(message, is_python) else { return true };
    let Some(found) = arguments(translation, is_python) else { return false };
    if may_lack { found.iter().all(|f| wanted.contains(f)) && found.len() <= wanted.len() } else { wanted == found }
}

/// The arguments that a text takes, each with its place or its name and the class of its type; none where a `%` begins
/// no placeholder.
fn arguments(text: &str, python: bool) -> Option<Vec<(String, char)>> {
    let mut out: Vec<(String, char)> = Vec::new();
    let (mut rest, mut next) = (text, 1);
    while let Some(at) = rest.find('%') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('%') {
            rest = after;
            continue;
        }
        let mut place = None;
        if let Some((name, after)) = rest.strip_prefix('(').filter(|_| python).and_then(|r| r.split_once(')')) {
            (place, rest) = (Some(name.to_owned()), after);
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 && rest[digits..].starts_with('$') {
            (place, rest) = (Some(rest[..digits].to_owned()), &rest[digits + 1..]);
        }
        let shape = |c: char| c.is_ascii_digit() || "-+ #0'I.*".contains(c) || "hlLqjzt".contains(c);
        let width = rest.find(|c| !shape(c)).unwrap_or(rest.len());
        for _ in rest[..width].matches('*') {
            out.push((next.to_string(), 'i'));
            next += 1;
        }
        let class = match rest[width..].chars().next()? {
            'd' | 'i' | 'o' | 'u' | 'x' | 'X' => 'i',
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'a' | 'A' => 'f',
            c @ ('c' | 's' | 'p' | 'n' | 'r' | '@') => c,
            _ => return None,
        };
        rest = &rest[width + 1..];
        out.push((place.unwrap_or_else(|| next.to_string()), class));
        next += 1;
    }
    out.sort();
    out.dedup();
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_compared_by_place_and_type() {
        for (flag, message, translation, same) in [
            ("c-format", "%d of %s", "%d sur %s", true),
            ("c-format", "%d of %s", "%2$s : %1$d", true),
            ("c-format", "%d of %s", "%s sur %d", false),
            ("c-format", "%d %%", "%d pour cent", true),
            ("c-format", "%5.1lf km", "%.1f km", true),
            ("c-format", "%s", "rien", false),
            ("c-format", "All of %d", "100 % de %d", false),
            ("python-format", "%(n)d files of %(who)s", "%(who)s : %(n)d fichiers", true),
            ("python-format", "%(n)d files", "%(nom)d fichiers", false),
            ("fuzzy", "%d", "", true),
        ] {
            assert_eq!(agree(flag, message, translation, false), same, "{message} / {translation}");
        }
        assert!(agree("c-format", "%d files", "un fichier", true) && !agree("c-format", "%d files", "%d et %d", true));
    }
}
