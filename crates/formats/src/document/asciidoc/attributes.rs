//! The line of attributes before a block: `[quote, Ann Author, A book]`, `[source,rust]`, `[NOTE]`.

/// What the line of attributes before a block says of it.
#[derive(Default)]
pub(super) struct BlockAttributes {
    pub(super) style: String,
    /// Who is quoted, and where it stands.
    pub(super) attribution: Vec<String>,
}

impl BlockAttributes {
    pub(super) fn read(&mut self, inside: &str) {
        if inside.starts_with('[') {
            return;
        }
        let mut values = inside.split(',').map(|v| v.trim().trim_matches('"'));
        let style = values.next().unwrap_or("");
        let style = style.split(['#', '.', '%']).next().unwrap_or("");
        if !style.is_empty() && !style.contains('=') {
            style.clone_into(&mut self.style);
        }
        if matches!(self.style.as_str(), "quote" | "verse") {
            self.attribution = values.filter(|v| !v.is_empty() && !v.contains('=')).map(str::to_owned).collect();
        }
    }

    pub(super) fn is(&self, styles: &[&str]) -> bool {
        styles.contains(&self.style.as_str())
    }

    pub(super) fn is_code(&self) -> bool {
        self.is(&["source", "listing", "literal"])
    }

    pub(super) fn is_formula(&self) -> bool {
        self.is(&["stem", "latexmath", "asciimath"])
    }
}

/// The character that an attribute of this name stands for in every text.
pub(super) fn built_in(name: &str) -> Option<&'static str> {
    Some(match name {
        "nbsp" => "\u{a0}",
        "empty" | "blank" | "zwsp" | "wj" => "",
        "sp" => " ",
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "plus" => "&#43;",
        "vbar" | "brvbar" => "|",
        "startsb" => "&#91;",
        "endsb" => "&#93;",
        "apos" => "'",
        "quot" => "\"",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "deg" => "°",
        "asterisk" => "&#42;",
        "caret" => "&#94;",
        "tilde" => "&#126;",
        "backtick" => "&#96;",
        "backslash" => "&#92;",
        "two-colons" => "::",
        "two-semicolons" => ";;",
        "cpp" => "C&#43;&#43;",
        "pp" => "&#43;&#43;",
        _ => return None,
    })
}
