//! Web and mail addresses.

/// Length of the address that `rest` begins with.
pub(super) fn url_len(rest: &str) -> Option<usize> {
    let head = rest.as_bytes();
    let starts = rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
    let end = || {
        rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '”')).unwrap_or(rest.len())
    };
    let whole = if starts {
        end()
    } else {
        // A mail address: look no further than the first white space, and only past plain letters.
        let local = head
            .iter()
            .take(64)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+'))
            .count();
        if local == 0 || head.get(local) != Some(&b'@') {
            return None;
        }
        let domain =
            head[local + 1..].iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
        if !rest[local + 1..local + 1 + domain].contains('.') {
            return None;
        }
        local + 1 + domain
    };
    let trimmed = rest[..whole].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']);
    (!trimmed.is_empty()).then_some(trimmed.len())
}
