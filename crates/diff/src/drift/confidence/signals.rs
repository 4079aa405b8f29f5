//! The signals that describe every finding, whatever its rule.
//!
//! Whether a finding is right depends as much on its pair as on the words that it is about: where
//! everything else is rendered word for word, a lost modifier is an omission; in a free rendering
//! it is style.

use super::context::{CONTEXT, context_signals};
use crate::drift::findings::{MAX_RULE_SIGNALS, RawFinding};
use crate::drift::reading::PairReading;
use crate::drift::reading::gaps;
use crate::drift::reading::slot::slot;
use crate::drift::side::SideReading;
use crate::drift::signals::{Signals, signals};
use calque_text::{Side, Span};
use rustc_hash::FxHashSet;
use std::ops::Range;

signals! {
    /// Signals shared by all rules. Information is in nats; "rendered" is a probability.
    pub(crate) struct SharedSignals {
        /// Log-odds of the strength of the rule's own evidence.
        strength,
        /// How well the rest of the pair is rendered: mean over words weighted by information.
        literal,
        /// The best rendered of the finding's words in the source.
        source_rendered,
        /// The best rendered of the finding's words in the target.
        target_rendered,
        /// ln(1 + unrendered information around the finding's words in the source), discounted by distance.
        source_unrendered_nearby,
        /// The same in the target.
        target_unrendered_nearby,
        /// ln(1 + unrendered information of the finding's words in the source).
        source_unrendered,
        /// The same in the target.
        target_unrendered,
        /// ln of the target's words over the source's.
        length_ratio,
        /// ln of the number of words of the source.
        length,
        /// Share of the source's words with a capital: near 1 in a headline.
        capitals,
        /// ln(1 + the most unrendered information in one stretch outside the finding's words).
        worst_elsewhere,
        /// ln(1 + number of tokens of the finding in the source).
        source_words,
        /// The same in the target.
        target_words,
        /// ln(1 + unrendered information in the slot of the finding's words, see `slot.rs`).
        slot_unrendered,
        /// Words in the slot; -1 where there is none.
        slot_words,
        /// How firmly the neighbours that frame the slot are linked, in [0, 2].
        slot_firmness,
        /// Cosine of the vectors of both sides: low where the rendering is free.
        pair_cosine,
        /// ln(1 + number of findings of the pair, whatever comes of them).
        findings_in_pair,
        /// Share of the target's words that stand in the source as well: names, code, copied text.
        copied_words,
        /// Share of words of both sides that the model does not know.
        unknown_words,
        /// Share of tokens of both sides that belong to placeables.
        placeable_tokens,
        /// How many of the two sides end as a sentence does: headings and items of lists do not.
        sentence_ends,
        /// How many of the two sides open as speech does: with a dash or a quotation mark.
        speech_opens,
    }
}

/// How many signals all rules share.
pub(crate) const SHARED: usize = SharedSignals::NAMES.len();
/// How many signals a finding has at most.
pub(crate) const SIGNALS: usize = SHARED + CONTEXT + MAX_RULE_SIGNALS;

/// The values that describe a finding: the shared signals, those of the encoder, those of its rule, then zeros.
pub(crate) type SignalValues = [f32; SIGNALS];

/// The signals that all findings of a pair share: what kind of text it is, and how freely rendered.
#[derive(Debug, Default)]
pub(crate) struct PairSignals {
    cosine: f32,
    findings: f32,
    copied: f32,
    unknown: f32,
    placeables: f32,
    sentence_ends: f32,
    speech_opens: f32,
}

impl PairSignals {
    /// Those of a pair of which the rules pushed `findings`; nothing is computed where there are none.
    pub(crate) fn new(r: &PairReading<'_>, findings: usize) -> Self {
        if findings == 0 {
            return Self::default();
        }
        let sides = [&r.source, &r.target];
        let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
        let count = |test: &dyn Fn(&SideReading<'_>, usize) -> bool| -> usize {
            sides.iter().map(|side| (0..side.len()).filter(|&i| test(side, i)).count()).sum()
        };
        let in_source: FxHashSet<&str> =
            (0..r.source.len()).filter(|&i| r.source.is_word(i)).map(|i| r.source.norm(i)).collect();
        let words: Vec<usize> = (0..r.target.len()).filter(|&j| r.target.is_word(j)).collect();
        let copied = words.iter().filter(|&&j| in_source.contains(r.target.norm(j))).count();
        let ends = |side: &&&SideReading<'_>| side.view.words().trim_end_matches(CLOSING).ends_with(SENTENCE_ENDS);
        let opens = |side: &&&SideReading<'_>| side.view.words().trim_start().starts_with(SPEECH);
        Self {
            cosine: r.source.vectors.cosine(&r.target.vectors),
            findings: (findings as f32).ln_1p(),
            copied: share(copied, words.len()),
            unknown: share(
                count(&|side, i| side.is_word(i) && side.ids[i].is_none()),
                count(&|side, i| side.is_word(i)),
            ),
            placeables: share(count(&|side, i| side.is_placeable(i)), sides.iter().map(|s| s.len()).sum()),
            sentence_ends: sides.iter().filter(ends).count() as f32,
            speech_opens: sides.iter().filter(opens).count() as f32,
        }
    }
}

const SENTENCE_ENDS: [char; 4] = ['.', '!', '?', '…'];
/// What may follow the mark that ends a sentence.
const CLOSING: [char; 9] = ['"', '”', '»', '’', '\'', ')', ']', ' ', '\u{a0}'];
const SPEECH: [char; 8] = ['—', '–', '-', '"', '“', '«', '‘', '\''];

/// All signals of a finding; `of_pair` are those of its pair.
pub(crate) fn signal_values(r: &PairReading<'_>, of_pair: &PairSignals, raw: &RawFinding) -> SignalValues {
    let mut all = [0.0; SIGNALS];
    let f = &raw.draft.finding;
    let (a, b) = (tokens(&r.source, f.source), tokens(&r.target, f.target));
    let (shared, context) = (shared(r, of_pair, raw, &a, &b), context_signals(r.context(), &a, &b));
    all.iter_mut().zip(shared.values().chain(context.values()).chain(raw.values)).for_each(|(to, from)| *to = from);
    all
}

fn shared(
    r: &PairReading<'_>,
    of_pair: &PairSignals,
    raw: &RawFinding,
    a: &Range<usize>,
    b: &Range<usize>,
) -> SharedSignals {
    let strength = raw.draft.finding.confidence.clamp(0.01, 0.99);
    let slot = if a.is_empty() { slot(r, Side::Target, b) } else { slot(r, Side::Source, a) };
    let words = |side: &SideReading<'_>| (0..side.len()).filter(|&i| side.is_word(i)).count().max(1) as f32;
    let (n, m) = (words(&r.source), words(&r.target));
    let worst = |side, without| gaps::largest_stretch(side, without);
    SharedSignals {
        strength: (strength / (1.0 - strength)).ln(),
        literal: 0.5 * (rendered_outside(&r.source, a) + rendered_outside(&r.target, b)),
        source_rendered: best_rendered(&r.source, a),
        target_rendered: best_rendered(&r.target, b),
        source_unrendered_nearby: unrendered_nearby(&r.source, a).ln_1p(),
        target_unrendered_nearby: unrendered_nearby(&r.target, b).ln_1p(),
        source_unrendered: unrendered(&r.source, a).ln_1p(),
        target_unrendered: unrendered(&r.target, b).ln_1p(),
        length_ratio: (m / n).ln(),
        length: n.ln(),
        capitals: capitals(&r.source),
        worst_elsewhere: worst(&r.source, a).max(worst(&r.target, b)).ln_1p(),
        source_words: (a.len() as f32).ln_1p(),
        target_words: (b.len() as f32).ln_1p(),
        slot_unrendered: slot.unrendered.ln_1p(),
        slot_words: slot.words,
        slot_firmness: slot.firmness,
        pair_cosine: of_pair.cosine,
        findings_in_pair: of_pair.findings,
        copied_words: of_pair.copied,
        unknown_words: of_pair.unknown,
        placeable_tokens: of_pair.placeables,
        sentence_ends: of_pair.sentence_ends,
        speech_opens: of_pair.speech_opens,
    }
}

/// The tokens of a finding's span; for an empty span the empty range where it stands.
fn tokens(side: &SideReading<'_>, span: Option<Span>) -> Range<usize> {
    span.map_or(0..0, |s| if s.is_empty() { side.token_at(s.start)..side.token_at(s.start) } else { side.tokens_of(s) })
}

/// The mean of what is rendered outside the tokens `own`, words weighted by their information.
fn rendered_outside(side: &SideReading<'_>, own: &Range<usize>) -> f32 {
    let (mut rendered, mut all) = (0.0, 0.0);
    for i in (0..side.len()).filter(|i| !own.contains(i)) {
        all += side.information[i];
        rendered += side.information[i] * side.rendered[i];
    }
    if all > 0.0 { rendered / all } else { 1.0 }
}

fn best_rendered(side: &SideReading<'_>, own: &Range<usize>) -> f32 {
    own.clone().filter_map(|i| side.rendered.get(i)).copied().fold(0.0, f32::max)
}

fn unrendered(side: &SideReading<'_>, own: &Range<usize>) -> f32 {
    own.clone().filter(|&i| i < side.len()).map(|i| gaps::unrendered_information(side, i)).sum()
}

/// Unrendered information within six tokens of the tokens `own`, discounted by distance.
fn unrendered_nearby(side: &SideReading<'_>, own: &Range<usize>) -> f32 {
    let nearby = own.start.saturating_sub(6)..(own.end + 6).min(side.len());
    nearby
        .filter(|i| !own.contains(i))
        .map(|i| {
            let distance = if i < own.start { own.start - i } else { i + 1 - own.end.max(own.start) };
            gaps::unrendered_information(side, i) / (1.0 + (distance as f32 / 2.5).powi(2))
        })
        .sum()
}

fn capitals(side: &SideReading<'_>) -> f32 {
    let words: Vec<usize> = (0..side.len()).filter(|&i| side.is_word(i)).collect();
    let capital = words.iter().filter(|&&i| side.is_capital(i)).count();
    capital as f32 / words.len().max(1) as f32
}
