//! Messages of ICU that select their words: `{n, plural, one {# file} other {# files}}` is a message for each branch.

/// Branches that one message may make.
const MOST: usize = 64;
/// Selections in selections, at most.
const DEEPEST: usize = 4;
/// The longest message that is taken apart, in bytes.
const LONGEST: usize = 1 << 14;

/// The texts of a message, each with the names of its branches; the text itself where it selects nothing.
pub(super) fn variants(text: &str) -> Vec<(Option<String>, String)> {
    let mut out = Vec::new();
    if text.len() <= LONGEST {
        expand("", text, DEEPEST, &mut out);
    }
    if out.is_empty() { vec![(None, text.to_owned())] } else { out }
}

/// Adds the texts of `text`, whose branches so far are `form`.
fn expand(form: &str, text: &str, depth: usize, out: &mut Vec<(Option<String>, String)>) {
    let Some((start, end, branches)) = (depth > 0).then(|| selection(text)).flatten() else {
        if !form.is_empty() && out.len() < MOST {
            out.push((Some(form.to_owned()), text.to_owned()));
        }
        return;
    };
    for (name, words) in branches {
        if out.len() >= MOST {
            return;
        }
        let form = if form.is_empty() { name.to_owned() } else { format!("{form}/{name}") };
        expand(&form, &format!("{}{words}{}", &text[..start], &text[end..]), depth - 1, out);
    }
}

/// A selection in a text: where it begins and ends, and the names and words of its branches.
type Selection<'a> = (usize, usize, Vec<(&'a str, &'a str)>);

/// The first selection of a text.
fn selection(text: &str) -> Option<Selection<'_>> {
    for (start, _) in text.match_indices('{').take(MOST) {
        let mut parts = text[start + 1..].splitn(3, ',');
        let (Some(name), Some(kind), Some(rest)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let named = !name.trim().is_empty() && name.len() < 80 && !name.contains(['{', '}']);
        if !named || !matches!(kind.trim(), "plural" | "select" | "selectordinal") {
            continue;
        }
        if let Some((branches, length)) = branches(rest) {
            return Some((start, text.len() - rest.len() + length, branches));
        }
    }
    None
}

/// The branches at the start of `rest`, and where the brace behind them ends.
fn branches(rest: &str) -> Option<(Vec<(&str, &str)>, usize)> {
    let (mut found, mut at) = (Vec::new(), 0);
    loop {
        at += rest[at..].len() - rest[at..].trim_start().len();
        if rest[at..].starts_with('}') {
            return (!found.is_empty()).then_some((found, at + 1));
        }
        let open = at + rest[at..].find('{')?;
        // `offset:1` stands before the first branch.
        let name = rest[at..open].split_whitespace().next_back()?;
        let close = open + closing(&rest[open..])?;
        found.push((name, &rest[open + 1..close]));
        at = close + 1;
    }
}

/// Where the brace at the start closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        variants(text).iter().map(|(form, text)| format!("{}: {text}", form.as_deref().unwrap_or("-"))).collect()
    }

    #[test]
    fn branches_are_messages() {
        assert_eq!(
            shown("You have {n, plural, offset:1 =0 {no files} one {# file of {name}} other {# files}}."),
            ["=0: You have no files.", "one: You have # file of {name}.", "other: You have # files."]
        );
        assert_eq!(
            shown("{sex, select, female {{n, plural, one {She has one} other {She has #}}} other {They have #}}"),
            ["female/one: She has one", "female/other: She has #", "other: They have #"]
        );
        for text in ["Hello {name}, {a, date}, {b, plural, one", "{{count}} files, plural, x", "{", "{a, plural, }"] {
            assert_eq!(shown(text), [format!("-: {text}")]);
        }
    }
}
