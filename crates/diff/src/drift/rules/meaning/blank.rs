//! Pairs of which one side is empty, or holds a placeholder in place of a text.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideView;
use calque_bitext::{Category, Severity};
use calque_messages::{Message, message};
use calque_text::TokenKind;

/// See the module.
pub(crate) struct Blank;

/// What stands for a text that is yet to be written, without brackets and marks, in lower case.
const PLACEHOLDERS: &[&str] = &[
    "todo",
    "to do",
    "tbd",
    "tbc",
    "fixme",
    "xxx",
    "n/a",
    "na",
    "nan",
    "null",
    "none",
    "nil",
    "undefined",
    "empty",
    "untranslated",
    "not translated",
    "no translation",
    "missing translation",
    "translation missing",
    "translate me",
    "to be translated",
    "needs translation",
    "to translate",
    "translation",
    "à traduire",
    "a traduire",
    "non traduit",
    "pas traduit",
    "pas de traduction",
    "traduction manquante",
    "traduction à venir",
    "traduction",
    "à compléter",
    "à faire",
    "vide",
    "lorem ipsum",
];
/// From so many words on, an original is no label that a placeholder may render: *Not applicable*, *To do*.
const PROSE: usize = 3;

impl PairRule for Blank {
    rule! {
        id: "blank",
        category: Untranslated,
        summary: "A side that is empty or holds a placeholder",
        languages: Languages::Any,
        rank: 1,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (source, target) = (&r.pair.source, &r.pair.target);
        let (here, there) = (words(source), words(target));
        let whole = |f: Draft| f.at(Some(source.span), Some(target.span));
        let untranslated = |says: Message| {
            whole(Draft::new(self.description().id, Category::Untranslated, Severity::Major, 0.95).says(says))
        };
        if there == 0 && here > 0 {
            let marks = target.words().trim();
            if marks.is_empty() {
                out.settle(untranslated(message!("translation-empty")));
            } else if !marks.chars().any(char::is_alphanumeric) && (here > 1 || ends_sentence(source)) {
                out.settle(untranslated(message!("no-translation", words = marks)));
            }
        } else if here >= PROSE && there <= PROSE && is_placeholder(target) && !is_placeholder(source) {
            out.settle(untranslated(message!("no-translation", words = target.words().trim())));
        } else if source.words().trim().is_empty() && there > 0 {
            let made = Draft::new(self.description().id, Category::Addition, Severity::Major, 0.95);
            out.settle(whole(made.says(message!("original-empty"))));
        }
    }
}

/// How many words there are.
fn words(side: &SideView<'_>) -> usize {
    side.tokens.iter().filter(|t| t.kind == TokenKind::Word).count()
}

fn ends_sentence(side: &SideView<'_>) -> bool {
    side.words().trim_end().ends_with(['.', '!', '?', '…'])
}

fn is_placeholder(side: &SideView<'_>) -> bool {
    let text = side.words().to_lowercase();
    PLACEHOLDERS.contains(&text.trim_matches(|c: char| !c.is_alphanumeric()))
}
