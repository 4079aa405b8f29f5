//! Spaces: doubled, missing, before a comma, and what each language wants at its marks.
//!
//! U+00A0, U+202F and the plain space are one space here: which of them stands
//! is a matter of fonts. Only the translation is looked at, and what the
//! original does as well is let pass.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, RuleDescription, Scope, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::{Message, message};
use calque_text::{Lang, Span, is_space};

/// See the module.
pub(crate) struct Spacing;

impl PairRule for Spacing {
    rule! {
        id: "spacing",
        category: Form,
        summary: "Spaces that are doubled, missing, or against the custom of the language",
        languages: Languages::Any,
        rank: 290,
        flags_identical: true,
        scope: Scope::Form,
        merging_weight: RuleDescription::FORM_WEIGHT,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let also: Vec<&str> = slips(&r.source).into_iter().map(|s| s.message.id()).collect();
        for slip in slips(&r.target).into_iter().filter(|s| !also.contains(&s.message.id()) || s.of_language) {
            let draft = Draft::new("spacing", Category::Form, Severity::Minor, 0.85);
            out.push(draft.at(None, Some(slip.span)).says(slip.message).suggests(slip.better));
        }
    }
}

/// A space too many or too few.
struct Slip {
    span: Span,
    message: Message,
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
        let mut slip = |from: usize, to: usize, says: fn(&str) -> Message, better: String, of_language| {
            let span = span(from, to.min(chars.len()));
            out.push(Slip { span, message: says(span.of(side.view.text).trim()), better, of_language });
        };
        if is_space(c) && after.is_some_and(is_space) && before.is_some_and(|b| !is_space(b)) {
            let end = (i..chars.len()).find(|&k| !is_space(chars[k].1)).unwrap_or(chars.len());
            let around: String = [before, Some(' '), get(end)].into_iter().flatten().collect();
            slip(i - 1, end + 1, |w| message!("space-doubled", words = w), around, false);
        }
        if matches!(c, ',' | '.' | ')' | ']')
            && before.is_some_and(is_space)
            && beyond.is_some_and(char::is_alphanumeric)
            && after != Some(c)
            && !after.is_some_and(char::is_alphanumeric)
        {
            slip(
                i - 2,
                i + 1,
                |w| message!("space-before", words = w),
                [beyond, Some(c)].into_iter().flatten().collect(),
                false,
            );
        }
        if matches!(c, ',' | ';' | '!' | '?')
            && before.is_some_and(char::is_alphabetic)
            && after.is_some_and(char::is_alphabetic)
        {
            slip(
                i - 1,
                i + 2,
                |w| message!("space-after", words = w),
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
                    |w| message!("space-before-french", words = w),
                    [before, Some('\u{a0}'), Some(c)].into_iter().flatten().collect(),
                    true,
                );
            }
            if c == '«' && after.is_some_and(char::is_alphanumeric) {
                slip(
                    i,
                    i + 2,
                    |w| message!("space-inside-french", words = w),
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
                |w| message!("space-before-english", words = w),
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
