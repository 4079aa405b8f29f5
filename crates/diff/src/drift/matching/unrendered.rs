//! What `omission` and `addition` share: a gap of one side becomes a finding.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::reading::gaps::{self, CONTENT_INFORMATION, Gap};
use crate::drift::signals::{flag, signals};
use calque_bitext::{Category, Severity};
use calque_messages::Message;
use calque_text::Side;

signals! {
    /// Signals of a gap. Three of them are multiplied by how little could render it freely:
    /// `(1 - share_of_other_side) * (1 - nearest_open_word)`.
    pub(crate) struct GapSignals {
        /// ln of the number of unrendered content words, discounted.
        open_words,
        /// Unrendered information in units of ten nats, discounted.
        information,
        /// Mean probability that its words are rendered.
        support,
        /// How many ends of the gap are a mark or the end of the text: 0, 1, 2.
        clause_ends,
        /// The other side's unrendered information near by as a share of that of both sides.
        share_of_other_side,
        /// How close the nearest unrendered content word of the other side is, in [0, 1].
        nearest_open_word,
        /// ln(1 + surprisal of having no counterpart), discounted.
        surprisal,
        /// Cosine of its words and the whole other side.
        cosine_to_other_side,
        /// Twenty times the rise of the cosine of both sides when its words are left out.
        cosine_gain_without,
        /// Cosine of its words and the unrendered words near by.
        cosine_to_open_words,
        /// Mean over its first three content words of the best cosine to a word of the other side.
        best_word_cosine,
        /// Share of its content words that look like names.
        names,
        /// 1 if a mark or the end of the text follows it, less 0.5 if one precedes it.
        ends_clause,
    }
}

/// Pushes a finding for every gap of `side` in whose place no single other word stands; `says`
/// what is wrong with the words.
pub(crate) fn check(
    r: &PairReading<'_>,
    side: Side,
    (rule, category, says): (&str, Category, fn(&str) -> Message),
    out: &mut Findings,
) {
    if !r.has_links() {
        return;
    }
    let here = r.side(side);
    for gap in gaps::gaps(r, side).into_iter().filter(|g| !is_replaced(g)) {
        let words = here.words(gap.tokens.clone());
        let severity = if gap.open_words >= 2 { Severity::Major } else { Severity::Minor };
        let (own, other) = (here.span_of(gap.tokens.clone()), r.counterpart_span(side, gap.tokens.clone()));
        let (source, target) = if side == Side::Source { (own, other) } else { (other, own) };
        let finding = Draft::new(rule, category, severity, strength(&gap)).at(source, target).says(says(words));
        out.push_with_signals(finding, &signals(r, side, &gap));
    }
}

/// Whether another word stands in the place of a single unrendered one: that is a matter for the
/// rule on mistranslated words.
fn is_replaced(gap: &Gap) -> bool {
    gap.open_words == 1 && gap.nearest_open_word >= 0.4 && gap.other_side_information > 0.5 * gap.information
}

/// How strong the evidence of a gap is, in [0, 1]: a logistic function of its unrendered
/// information less that of the other side, in nats. Its constants were set by hand; the trees
/// learn what is made of it.
fn strength(gap: &Gap) -> f32 {
    let net = gap.information - 0.9 * gap.other_side_information;
    (1.0 / (1.0 + (-(net - 14.0) / 6.0).exp())) * (1.0 - 0.5 * gap.support)
}

fn signals(r: &PairReading<'_>, side: Side, gap: &Gap) -> GapSignals {
    let here = r.side(side);
    let opens = gap.tokens.start == 0 || here.is_mark(gap.tokens.start - 1);
    let closes = here.is_mark(gap.tokens.end) || gap.tokens.end >= here.len();
    let share = gap.other_side_information / (gap.information + gap.other_side_information).max(1.0);
    let names = gap.tokens.clone().filter(|&i| here.is_capital(i) && !here.opens_sentence(i)).count();
    let discount = (1.0 - share) * (1.0 - gap.nearest_open_word);
    GapSignals {
        open_words: (gap.open_words as f32).ln() * discount,
        information: gap.information * discount / 10.0,
        support: gap.support,
        clause_ends: flag(opens) + flag(closes),
        share_of_other_side: share,
        nearest_open_word: gap.nearest_open_word,
        surprisal: gap.surprisal.ln_1p() * discount,
        cosine_to_other_side: gap.cosine_to_other_side,
        cosine_gain_without: (gap.cosine_gain_without * 20.0).clamp(-4.0, 4.0),
        cosine_to_open_words: gap.cosine_to_open_words,
        best_word_cosine: best_word_cosine(r, side, gap),
        names: names as f32 / gap.open_words.max(1) as f32,
        ends_clause: flag(closes) - 0.5 * flag(opens),
    }
}

/// The best cosine of a content word of the other side to each of the first three unrendered words,
/// as a mean.
fn best_word_cosine(r: &PairReading<'_>, side: Side, gap: &Gap) -> f32 {
    let (here, there) = (r.side(side), r.side(side.other()));
    let open = gap.tokens.clone().filter(|&i| gaps::is_open(here, i)).take(3);
    let best = |i: usize| {
        let words = (0..there.len()).filter(|&j| there.information[j] >= CONTENT_INFORMATION);
        words.map(|j| here.vectors.cosine_of_tokens(i, &there.vectors, j)).fold(0.0, f32::max)
    };
    let (sum, n) = open.map(best).fold((0.0, 0.0), |(s, n), x| (s + x, n + 1.0));
    sum / f32::max(n, 1.0)
}
