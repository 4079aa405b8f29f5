//! Spaces: doubled, missing, before a comma, and what each language wants at its marks.
//!
//! U+00A0, U+202F and the plain space are one space here: which of them stands
//! is a matter of fonts. Only the translation is looked at, and what the
//! original does as well is let pass.

use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, RuleDescription, Scope, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Finding, Severity};
use calque_text::{Lang, Span, is_space};

/// See the module.
pub(crate) struct Spacing;

impl PairRule for Spacing {
    rule! {
        id: "spacing",
        category: Form,
        summary: "Spaces that are doubled, missing, or against the custom of the language",
        rank: 290,
        flags_identical: true,
        scope: Scope::Form,
        merging_weight: RuleDescription::FORM_WEIGHT,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let also: Vec<&str> = slips(&r.source).into_iter().map(|s| s.what).collect();
        for slip in slips(&r.target).into_iter().filter(|s| !also.contains(&s.what) || s.of_language) {
            let mut f = Finding::new("spacing", Category::Form, Severity::Minor, 0.85)
                .at(None, Some(slip.span))
                .says(format!("{}: “{}”.", slip.what, slip.span.of(r.target.view.text).trim()));
            f.suggestion = Some(slip.better);
            out.push(f);
        }
    }
}

/// A space too many or too few.
struct Slip {
    span: Span,
    what: &'static str,
    better: String,
    /// Whether the custom is that of one language, so that the original is no guide.
    of_language: bool,
}

/// The marks that French sets off with a space before them.
const FRENCH_HIGH: [char; 5] = [';', ':', '!', '?', '»'];

fn slips(side: &SideReading<'_>) -> Vec<Slip> {
    let (text, base) = (side.view.words(), side.view.span.start);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let get = |i: usize| chars.get(i).map(|c| c.1);
    let span = |from: usize, to: usize| Span::new(base + at(from), base + at(to));
    let mut out = Vec::new();
    for i in 0..chars.len() {
        if in_address(side, base + at(i)) {
            continue;
        }
        let (c, before, after) = (chars[i].1, i.checked_sub(1).and_then(get), get(i + 1));
        let beyond = i.checked_sub(2).and_then(get);
        let mut slip = |from: usize, to: usize, what, better: String, of_language| {
            out.push(Slip { span: span(from, to.min(chars.len())), what, better, of_language });
        };
        if is_space(c) && after.is_some_and(is_space) && before.is_some_and(|b| !is_space(b)) {
            let end = (i..chars.len()).find(|&k| !is_space(chars[k].1)).unwrap_or(chars.len());
            let around: String = [before, Some(' '), get(end)].into_iter().flatten().collect();
            slip(i - 1, end + 1, "Several spaces", around, false);
        }
        if matches!(c, ',' | '.' | ')' | ']')
            && before.is_some_and(is_space)
            && beyond.is_some_and(char::is_alphanumeric)
            && after != Some(c)
            && !after.is_some_and(char::is_alphanumeric)
        {
            slip(i - 2, i + 1, "A space before the mark", [beyond, Some(c)].into_iter().flatten().collect(), false);
        }
        if matches!(c, ',' | ';' | '!' | '?')
            && before.is_some_and(char::is_alphabetic)
            && after.is_some_and(char::is_alphabetic)
        {
            slip(
                i - 1,
                i + 2,
                "No space after the mark",
                [before, Some(c), Some(' '), after].into_iter().flatten().collect(),
                false,
            );
        }
        if side.lang() == Lang::FR {
            let sets_off = FRENCH_HIGH.contains(&c) && before.is_some_and(|b| b.is_alphanumeric() || b == ')');
            // 12:30, « ?! », 1:0.
            let clock = c == ':' && (before.is_some_and(char::is_numeric) || after.is_some_and(|a| !is_space(a)));
            if sets_off && !clock {
                slip(
                    i - 1,
                    i + 1,
                    "No space before the mark, which French wants",
                    [before, Some('\u{a0}'), Some(c)].into_iter().flatten().collect(),
                    true,
                );
            }
            if c == '«' && after.is_some_and(char::is_alphanumeric) {
                slip(
                    i,
                    i + 2,
                    "No space inside the quotation marks, which French wants",
                    [Some(c), Some('\u{a0}'), after].into_iter().flatten().collect(),
                    true,
                );
            }
        }
        if side.lang() == Lang::EN
            && matches!(c, ';' | ':' | '!' | '?')
            && before.is_some_and(is_space)
            && beyond.is_some_and(char::is_alphanumeric)
        {
            slip(
                i - 2,
                i + 1,
                "A space before the mark, which English does not want",
                [beyond, Some(c)].into_iter().flatten().collect(),
                true,
            );
        }
    }
    out
}

/// Whether a byte stands in a web or mail address.
fn in_address(side: &SideReading<'_>, at: usize) -> bool {
    let token = side.view.tokens.get(side.token_at(at));
    token.is_some_and(|t| t.kind == calque_text::TokenKind::Url && t.span.start <= at)
}
