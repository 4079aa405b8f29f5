//! Quotation marks of other systems: grave accents and apostrophes, doubled apostrophes, angle brackets.

/// The text with proper quotation marks; `None` if it had no others.
pub fn repair(text: &str) -> Option<String> {
    let marks = ["``", "''", "<<", ">>"];
    if !marks.iter().any(|m| text.contains(m)) {
        return None;
    }
    let mut out = text.replace("``", "“");
    // Doubled apostrophes close what grave accents opened; where nothing was opened so, they are straight marks.
    if out != text {
        out = out.replace("''", "”");
    } else if encloses(&out, "''", "''") {
        out = out.replace("''", "\"");
    }
    if encloses(&out, "<<", ">>") && !out.contains("<<<") && !out.contains(">>>") {
        out = out.replace("<<", "«").replace(">>", "»");
    }
    (out != text).then_some(out)
}

/// Whether the marks of a text enclose words, each opening one before its closing one: `<< oui >>`, `''so''`; not
/// `1 << 4`, and not an empty `''`.
fn encloses(text: &str, open: &str, close: &str) -> bool {
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find(open) {
        let inner = &rest[at + open.len()..];
        let Some(end) = inner.find(close) else { return false };
        let words = inner[..end].trim();
        if !words.starts_with(char::is_alphabetic) || rest[..at].contains(close) {
            return false;
        }
        rest = &inner[end + close.len()..];
        found = true;
    }
    found && !rest.contains(close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        for (bad, good) in [("``so'' he said", "“so” he said"), ("<< oui >>", "« oui »"), ("''so''", "\"so\"")] {
            assert_eq!(repair(bad).as_deref(), Some(good), "{bad}");
        }
        for text in ["l'an", "set to '' here", "cat << EOF", "1 << 4 >> 2", "1 << 4", "\"so\"", "cat <<<x >>>"] {
            assert_eq!(repair(text), None, "{text}");
        }
    }
}
