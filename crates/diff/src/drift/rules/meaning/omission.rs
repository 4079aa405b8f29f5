//! Words, phrases and clauses of the original that the translation leaves out.

use crate::drift::confidence::trees::Found;
use crate::drift::confidence::trees::flag;
use crate::drift::reading::Reading;
use crate::drift::reading::gaps::{self, Gap};
use crate::drift::rule::Rule;
use calque_bitext::{Category, Finding, Severity};
use calque_text::Side;

/// See the module.
pub(crate) struct Omission;

impl Rule for Omission {
    rule!("omission", Omission, "Words of the original that the translation does not render");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        if !r.has_links() {
            return;
        }
        for gap in gaps::gaps(r, Side::Source).into_iter().filter(|g| !replaced(g)) {
            let words = r.source.words(gap.tokens.clone());
            let severity = if gap.open >= 2 { Severity::Major } else { Severity::Minor };
            out.tell(
                Finding::new("omission", Category::Omission, severity, strength(&gap))
                    .at(r.source.span_of(gap.tokens.clone()), r.place(Side::Source, gap.tokens.clone()))
                    .says(format!("“{words}” is not rendered.")),
                &signals(r, Side::Source, &gap),
            );
        }
    }
}

/// Whether another word stands in the place of the missing one: that is a matter for
/// `mistranslation`, not an omission.
pub(super) fn replaced(gap: &Gap) -> bool {
    gap.open == 1 && gap.rival >= 0.4 && gap.against > 0.5 * gap.mass
}

/// How surely a gap is one: much that is not rendered, little to stand for it.
pub(super) fn strength(gap: &Gap) -> f32 {
    let net = gap.mass - 0.9 * gap.against;
    (1.0 / (1.0 + (-(net - 14.0) / 6.0).exp())) * (1.0 - 0.5 * gap.support)
}

/// What the judge should know of a gap: how many words, how much more than stands against
/// it, how well its words are rendered after all, whether it is a clause between marks, and
/// what the vectors say of them together and of the likest word; how many are names.
pub(super) fn signals(r: &Reading<'_>, side: Side, gap: &Gap) -> [f32; 13] {
    let here = r.side(side);
    let opens = gap.tokens.start == 0 || here.is_mark(gap.tokens.start - 1);
    let closes = here.is_mark(gap.tokens.end) || gap.tokens.end >= here.len();
    let clause = flag(opens) + flag(closes);
    let share = gap.against / (gap.mass + gap.against).max(1.0);
    let names = gap.tokens.clone().filter(|&i| here.is_capital(i) && !here.opens_sentence(i)).count();
    let pure = (1.0 - share) * (1.0 - gap.rival);
    [
        (gap.open as f32).ln() * pure,
        gap.mass * pure / 10.0,
        gap.support,
        clause,
        share,
        gap.rival,
        gap.odd.ln_1p() * pure,
        gap.near,
        (gap.nearer * 20.0).clamp(-4.0, 4.0),
        gap.like,
        same(r, side, gap),
        names as f32 / gap.open.max(1) as f32,
        flag(closes) - 0.5 * flag(opens),
    ]
}

/// How like the likest word of the other side is to any of the open words, as vectors.
fn same(r: &Reading<'_>, side: Side, gap: &Gap) -> f32 {
    let (here, there) = (r.side(side), r.side(side.other()));
    let open = gap.tokens.clone().filter(|&i| gaps::is_open(here, i)).take(3);
    let likest = |i: usize| {
        let words = (0..there.len()).filter(|&j| there.information[j] >= 6.5);
        words.map(|j| here.vectors.likeness(i, &there.vectors, j)).fold(0.0, f32::max)
    };
    let (sum, n) = open.map(likest).fold((0.0, 0.0), |(s, n), x| (s + x, n + 1.0));
    sum / f32::max(n, 1.0)
}
