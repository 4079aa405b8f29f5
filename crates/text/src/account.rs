//! What a reader made of the words of a file: how many it left out, and why.

use serde::Serialize;

/// Why words of a file are no part of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOutReason {
    /// Menus, lists of links, share buttons, footers, and other words around or beside the main text of a page.
    AroundText,
    /// Blocks of code, which are not compared as prose.
    Code,
    /// Comments of authors and reviewers.
    Comment,
    /// Text that a tracked change has deleted or moved away.
    Deleted,
    /// Formulas in a notation of their own.
    Formula,
    /// What is there for programs or catalogues: names of authors, keywords, options of blocks.
    Metadata,
    /// Text that is not shown: hidden characters, sheets and slides, drawings.
    Hidden,
    /// Names of other files whose text belongs in this place.
    Included,
    /// Blocks and marks that Calque does not know.
    Unknown,
    /// Copies of a text that stands elsewhere in the file.
    Copy,
    /// Cells that hold figures alone, or results of formulas.
    Figures,
    /// Forms of a plural that the other language does not have.
    PluralForms,
}

impl LeftOutReason {
    /// In plain words, to stand after "left out: 12 words".
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::AroundText => "around the main text",
            Self::Code => "in blocks of code",
            Self::Comment => "in comments",
            Self::Deleted => "as deleted text",
            Self::Formula => "in formulas",
            Self::Metadata => "in what is said about the text",
            Self::Hidden => "as hidden",
            Self::Included => "that name other files",
            Self::Unknown => "in blocks that Calque does not know",
            Self::Copy => "in copies",
            Self::Figures => "in cells of figures",
            Self::PluralForms => "in forms of plurals that the other language does not have",
        }
    }

    /// Whether such words may be a loss, so that many of them are worth a warning. Code, comments and the like are
    /// no part of the text by their nature.
    const fn may_be_a_loss(self) -> bool {
        matches!(self, Self::AroundText | Self::Hidden | Self::Included | Self::Unknown)
    }
}

/// Words left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOutWords {
    /// The reason.
    pub why: LeftOutReason,
    /// How many words, between spaces.
    pub words: usize,
    /// Those of them that read as running text: in pieces of eight words and more.
    pub running_words: usize,
    /// The beginning of the largest piece.
    pub largest: String,
    #[serde(skip)]
    largest_words: usize,
}

/// Pieces of at least so many words read as running text; menus and labels are shorter.
const RUNNING: usize = 8;
/// Code points of the largest piece that are kept.
const SHOWN: usize = 80;

/// The account of a file: what was left out, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    entries: Vec<LeftOutWords>,
}

impl Account {
    /// Notes a piece of text that was left out.
    pub fn add(&mut self, why: LeftOutReason, piece: &str) {
        let words = piece.split_whitespace().count();
        if words == 0 {
            return;
        }
        let at = self.entries.iter().position(|e| e.why == why).unwrap_or_else(|| {
            let largest = String::new();
            self.entries.push(LeftOutWords { why, words: 0, running_words: 0, largest, largest_words: 0 });
            self.entries.len() - 1
        });
        let entry = &mut self.entries[at];
        entry.words += words;
        if words >= RUNNING {
            entry.running_words += words;
        }
        if words > entry.largest_words {
            entry.largest_words = words;
            entry.largest = piece.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
        }
    }

    /// What was left out, in the order in which the reasons were met.
    pub fn entries(&self) -> &[LeftOutWords] {
        &self.entries
    }

    /// Adds the entries of another account.
    pub fn extend(&mut self, other: Self) {
        for entry in other.entries {
            match self.entries.iter_mut().find(|e| e.why == entry.why) {
                Some(own) => {
                    own.words += entry.words;
                    own.running_words += entry.running_words;
                    if entry.largest_words > own.largest_words {
                        (own.largest_words, own.largest) = (entry.largest_words, entry.largest);
                    }
                }
                None => self.entries.push(entry),
            }
        }
    }

    /// A warning if more than a tenth of the running text was left out in a way that may be a loss; `kept` is the
    /// number of words that are read.
    pub fn warning(&self, kept: usize) -> Option<String> {
        let losses = || self.entries.iter().filter(|e| e.why.may_be_a_loss());
        let lost: usize = losses().map(|e| e.running_words).sum();
        let entry = losses().max_by_key(|e| e.running_words)?;
        let share = lost as f32 / (kept + lost).max(1) as f32;
        (share > 0.1).then(|| {
            format!(
                "{:.0} % of its running text, {lost} words, was left out, most of it {}; the largest piece begins “{}”",
                100.0 * share,
                entry.why.in_words(),
                entry.largest
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_of_the_running_text_is_a_warning_and_menus_are_none() {
        let mut account = Account::default();
        for _ in 0..100 {
            account.add(LeftOutReason::AroundText, "Home page");
        }
        account.add(LeftOutReason::Code, "let x = 1; let y = 2; let z = 3; ok ok");
        assert_eq!(account.warning(50), None);
        account.add(LeftOutReason::AroundText, "The second chapter begins with the rain that fell on the town.");
        assert_eq!(account.warning(200), None);
        let warning = account.warning(50).expect("a warning");
        assert!(warning.starts_with("19 %") && warning.contains("The second chapter"), "{warning}");
        assert_eq!(account.entries().iter().map(|e| e.words).collect::<Vec<_>>(), [212, 14]);
    }
}
