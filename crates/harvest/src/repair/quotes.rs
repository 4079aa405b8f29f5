//! Quotation marks of other systems: grave accents and apostrophes, doubled apostrophes, angle brackets.

/// The text with proper quotation marks; `None` if it had no others.
pub fn repair(text: &str) -> Option<String> {
    let marks = ["``", "''", "<<", ">>"];
    if !marks.iter().any(|m| text.contains(m)) {
        return None;
    }
    let mut out = text.replace("``", "“");
    // Doubled apostrophes close what grave accents opened; where nothing was opened so, they are straight marks.
    out = if out.contains('“') { out.replace("''", "”") } else { out.replace("''", "\"") };
    if out.contains("<<") && out.contains(">>") && !out.contains("<<<") && !out.contains(">>>") {
        out = out.replace("<<", "«").replace(">>", "»");
    }
    (out != text).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        for (bad, good) in [("``so'' he said", "“so” he said"), ("<< oui >>", "« oui »"), ("''so''", "\"so\"")] {
            assert_eq!(repair(bad).as_deref(), Some(good), "{bad}");
        }
        for text in ["l'an", "1 << 4", "\"so\"", "cat <<<x >>>"] {
            assert_eq!(repair(text), None, "{text}");
        }
    }
}
