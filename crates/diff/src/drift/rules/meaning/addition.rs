//! Words of the translation that render nothing of the original.

use super::omission::{replaced, signals, strength};
use crate::drift::confidence::trees::Found;
use crate::drift::reading::Reading;
use crate::drift::reading::gaps;
use crate::drift::rule::Rule;
use calque_bitext::{Category, Finding, Severity};
use calque_text::Side;

/// See the module.
pub(crate) struct Addition;

impl Rule for Addition {
    rule!("addition", Addition, "Words of the translation that render nothing of the original");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        if !r.has_links() {
            return;
        }
        for gap in gaps::gaps(r, Side::Target).into_iter().filter(|g| !replaced(g)) {
            let words = r.target.words(gap.tokens.clone());
            let severity = if gap.open >= 2 { Severity::Major } else { Severity::Minor };
            out.tell(
                Finding::new("addition", Category::Addition, severity, strength(&gap))
                    .at(r.place(Side::Target, gap.tokens.clone()), r.target.span_of(gap.tokens.clone()))
                    .says(format!("“{words}” renders nothing of the original.")),
                &signals(r, Side::Target, &gap),
            );
        }
    }
}
