//! Numbers that are one word in languages with the trait `joined-numbers`: *dreiundzwanzig*,
//! *zweitausenddreihundertfünf*, *einundzwanzigsten*.
//!
//! ```text
//! number    = [below_1000] "tausend" [["und"] below_1000] | below_1000
//! below_1000 = [small] "hundert" [["und"] below_100] | below_100
//! below_100 = small | tens | small "und" tens
//! ```
//!
//! The words themselves are those of the list: a compound is cut where it begins with one of them.

use crate::facts::lexicon::{Class, NumberWord, Role, word};
use crate::facts::view::View;

/// The longest number below a million in one word has fewer bytes.
const LONGEST: usize = 80;

/// The value of token `i`, a number of several words in one, and whether it is an ordinal.
pub(super) fn read(view: &View, i: usize) -> Option<(f64, bool)> {
    let token = view.norm(i);
    if !view.traits.joined_numbers || token.len() > LONGEST {
        return None;
    }
    let reader = Reader { language: view.language() };
    let (value, ordinal, rest) = reader.number(token)?;
    rest.is_empty().then_some((value, ordinal))
}

struct Reader {
    language: usize,
}

/// What was read: its value, whether it ends as an ordinal does, and the letters behind it.
type Part<'t> = (f64, bool, &'t str);

impl Reader {
    /// The longest number word that `text` begins with, of those that `fits` admits.
    fn first<'t>(&self, text: &'t str, fits: impl Fn(NumberWord) -> bool) -> Option<Part<'t>> {
        let ends = text.char_indices().map(|(k, c)| k + c.len_utf8()).collect::<Vec<_>>();
        let found = |&end: &usize| {
            let number = word(&text[..end]).number(self.language).filter(|&w| fits(w) && !w.plural)?;
            Some((number.value, number.ordinal, &text[end..]))
        };
        ends.iter().rev().find_map(found)
    }

    fn number<'t>(&self, text: &'t str) -> Option<Part<'t>> {
        let thousand = |w: NumberWord| w.class == Class::Scale && w.value == 1000.0;
        let (head, ordinal, rest) = self.below_thousand(text).unwrap_or((0.0, false, text));
        if ordinal {
            return Some((head, true, rest));
        }
        match self.first(rest, thousand) {
            Some((_, true, rest)) => Some((head.max(1.0) * 1000.0, true, rest)),
            Some((_, false, rest)) => Some(self.with_tail(head.max(1.0) * 1000.0, rest, Self::below_thousand)),
            None => (head > 0.0).then_some((head, false, rest)),
        }
    }

    fn below_thousand<'t>(&self, text: &'t str) -> Option<Part<'t>> {
        let hundred = |w: NumberWord| w.class == Class::Hundred;
        let head = self.first(text, |w| w.class == Class::Small && !w.ordinal);
        let (many, rest) = head.map_or((1.0, text), |h| (h.0, h.2));
        match self.first(rest, hundred) {
            Some((value, true, rest)) => Some((many * value, true, rest)),
            Some((value, false, rest)) => Some(self.with_tail(many * value, rest, Self::below_hundred)),
            None => self.below_hundred(text),
        }
    }

    fn below_hundred<'t>(&self, text: &'t str) -> Option<Part<'t>> {
        let small = self.first(text, |w| w.class == Class::Small);
        if let Some((units, false, rest)) = small
            && let Some((tens, ordinal, rest)) =
                self.after_and(rest).and_then(|rest| self.first(rest, |w| w.class == Class::Tens))
        {
            return Some((units + tens, ordinal, rest));
        }
        self.first(text, |w| w.class == Class::Tens).or(small)
    }

    /// `value` and the smaller number behind it, if there is one.
    fn with_tail<'t>(&self, value: f64, rest: &'t str, part: fn(&Self, &'t str) -> Option<Part<'t>>) -> Part<'t> {
        let tail = part(self, rest).or_else(|| part(self, self.after_and(rest)?));
        tail.map_or((value, false, rest), |(more, ordinal, rest)| (value + more, ordinal, rest))
    }

    /// The letters behind *und*.
    fn after_and<'t>(&self, text: &'t str) -> Option<&'t str> {
        let end = text.char_indices().nth(3).map_or(text.len(), |c| c.0);
        word(&text[..end]).is(Role::AndAfterHundred, self.language).then(|| &text[end..])
    }
}
