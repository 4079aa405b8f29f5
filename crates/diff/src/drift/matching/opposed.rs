//! Words that stand in each other's place but at different values of one scale:
//! the other degree (*détruit* for *damaged*), the other pole (*avant* for *after*).
//!
//! A cue table gives each word an axis (field 0) and a value on it (field 1).
//! Words of equal value are matched first; what stays alone on the source side
//! is opposed to the nearest word of its axis that stays alone on the target.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::matching::concepts::{self, Matched};
use crate::drift::reading::Reading;
use crate::drift::reading::lexicon;
use std::ops::Range;

/// Least nearness of two words that stand in each other's place.
const NEAR: f32 = 0.4;

/// Two words of one axis with different values.
pub(crate) struct Opposed<'c> {
    /// Tokens of the source.
    pub(crate) source: Range<usize>,
    /// Tokens of the target.
    pub(crate) target: Range<usize>,
    /// Value of the source's word.
    pub(crate) source_value: &'c str,
    /// Value of the target's word.
    pub(crate) target_value: &'c str,
    near: f32,
    standing: f32,
}

impl Opposed<'_> {
    /// How strongly this speaks for an error, in [0, 1]: near, and no known translations.
    pub(crate) fn strength(&self) -> f32 {
        (0.3 + 0.5 * self.near) * (1.0 - (self.standing * 2.0).min(1.0))
    }

    /// What the judge learns from.
    pub(crate) fn signals(&self) -> [f32; 3] {
        [self.near, (self.standing + 0.01).ln(), self.standing]
    }
}

/// The opposed words of a pair, in the order of the source.
pub(crate) fn find<'c>(r: &Reading<'_>, cues: &'c CueTable) -> Vec<Opposed<'c>> {
    // A word may stand on several axes.
    let (source, target) = (cues.find_every(&r.source), cues.find_every(&r.target));
    let same = |a: &Hit<'_>, b: &Hit<'_>| a.cue.field(0) == b.cue.field(0) && a.cue.field(1) == b.cue.field(1);
    let Matched { source, target } = concepts::matched(r, source, target, same);
    let alone = source.iter().filter(|(_, partner)| partner.is_none());
    alone
        .filter_map(|(a, _)| {
            let (b, near) = target
                .iter()
                .filter(|(b, partner)| partner.is_none() && a.cue.field(0) == b.cue.field(0))
                .map(|(b, _)| (b, concepts::nearness(r, a, b)))
                .max_by(|x, y| x.1.total_cmp(&y.1))
                .filter(|&(_, near)| near >= NEAR)?;
            Some(Opposed {
                source: a.tokens.clone(),
                target: b.tokens.clone(),
                source_value: a.cue.field(1),
                target_value: b.cue.field(1),
                near,
                standing: lexicon::standing(r, a.tokens.clone(), b.tokens.clone()),
            })
        })
        .collect()
}
