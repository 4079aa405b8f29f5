//! Which paths belong to a tree: patterns such as `guide/**/*.md`.
//!
//! `*` stands for any characters but `/`, `?` for one, `**` for any folders. A pattern without `/` is compared with
//! the name of the file; one that ends in `/` means all below that folder.

use crate::error::TreeError;

/// Endings of the files that are pages unless patterns say otherwise.
const ENDINGS: [&str; 13] =
    ["md", "markdown", "mdx", "mkd", "html", "htm", "xhtml", "rst", "adoc", "asciidoc", "txt", "po", "pot"];
/// The longest pattern.
const MAX_PATTERN: usize = 1000;

/// Patterns of paths that belong, and of paths that do not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patterns {
    include: Vec<String>,
    exclude: Vec<String>,
}

impl Patterns {
    /// Refuses patterns that are too long to be matched in time.
    pub(crate) fn new(include: &[String], exclude: &[String]) -> Result<Self, TreeError> {
        if let Some(long) = include.iter().chain(exclude).find(|p| p.is_empty() || p.len() > MAX_PATTERN) {
            let what = format!("a pattern of {} bytes is no pattern of paths", long.len());
            return Err(TreeError::usage(what, "write one such as guide/**/*.md"));
        }
        Ok(Self { include: include.to_vec(), exclude: exclude.to_vec() })
    }

    /// Whether a path inside the tree is a page of it.
    pub(crate) fn admit(&self, path: &str) -> bool {
        let included = if self.include.is_empty() {
            let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
            ENDINGS.contains(&ending.as_str())
        } else {
            self.include.iter().any(|p| matches(p, path))
        };
        included && !self.exclude.iter().any(|p| matches(p, path))
    }
}

/// Whether a pattern matches a path.
fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_start_matches("./");
    if let Some(folder) = pattern.strip_suffix('/') {
        return parts_match(&[&parts(folder)[..], &["**"]].concat(), &parts(path));
    }
    if !pattern.contains('/') {
        return name_matches(pattern, path.rsplit('/').next().unwrap_or(path));
    }
    parts_match(&parts(pattern.trim_start_matches('/')), &parts(path))
}

fn parts(path: &str) -> Vec<&str> {
    path.split('/').collect()
}

/// Whether parts of a pattern match the parts of a path, by the table of all beginnings: `**` cannot make it slow.
fn parts_match(pattern: &[&str], path: &[&str]) -> bool {
    // By how many parts of the path are used up.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    for part in pattern {
        let mut next = vec![false; path.len() + 1];
        for at in 0..=path.len() {
            if *part == "**" {
                next[at] = reached[at] || (at > 0 && next[at - 1]);
            } else if at > 0 && reached[at - 1] {
                next[at] = name_matches(part, path[at - 1]);
            }
        }
        reached = next;
    }
    reached[path.len()]
}

/// Whether a pattern without folders matches a name.
fn name_matches(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let mut reached = vec![false; name.len() + 1];
    reached[0] = true;
    for p in pattern.chars() {
        let mut next = vec![false; name.len() + 1];
        for at in 0..=name.len() {
            next[at] = match p {
                '*' => reached[at] || (at > 0 && next[at - 1]),
                '?' => at > 0 && reached[at - 1],
                c => at > 0 && reached[at - 1] && name[at - 1] == c,
            };
        }
        reached = next;
    }
    reached[name.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_they_do_elsewhere() {
        for (pattern, path, is) in [
            ("*.md", "a/b/c.md", true),
            ("guide/*.md", "guide/a.md", true),
            ("guide/*.md", "guide/b/a.md", false),
            ("guide/**/*.md", "guide/b/c/a.md", true),
            ("guide/**/*.md", "guide/a.md", true),
            ("**/draft-?.md", "x/y/draft-1.md", true),
            ("blog/", "blog/2024/a.md", true),
            ("blog/", "weblog/a.md", false),
            ("/a.md", "a.md", true),
            ("**", "a/b", true),
            ("a**b", "axxb", true),
            ("été/*", "été/à.md", true),
        ] {
            assert_eq!(matches(pattern, path), is, "{pattern} {path}");
        }
        let long = "*".repeat(900);
        assert!(matches(&long, &"a".repeat(2000)), "and in time");
    }

    #[test]
    fn pages_are_known_by_their_endings_or_by_patterns() {
        let plain = Patterns::default();
        assert!(plain.admit("a.md") && plain.admit("b/C.HTML") && !plain.admit("a.png") && !plain.admit("Makefile"));
        let given = Patterns::new(&["docs/**".to_owned()], &["docs/api/".to_owned()]).expect("patterns");
        assert!(given.admit("docs/a.png") && !given.admit("docs/api/x.md") && !given.admit("b.md"));
        assert!(Patterns::new(&[String::new()], &[]).is_err());
    }
}
