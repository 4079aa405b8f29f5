//! Words in a jumble: the translation has the original's words, but not in any order.
//!
//! French and English keep nearly the same order. Links that cross now and then
//! are grammar; where a third of all pairs of links cross, words were shuffled
//! or clauses exchanged.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::reading::word_order::{content_links, straight_share};
use crate::drift::rule::{PairRule, rule};
use crate::drift::signals::signals;
use calque_bitext::{Category, Severity};
use calque_messages::message;

signals! {
    /// Signals of a jumble.
    pub(crate) struct OrderSignals {
        /// Share of pairs of word links that do not cross.
        straight_share,
        /// Share of neighbouring links that are far apart in the target.
        jumps,
        /// ln of the number of links.
        log_links,
    }
}

/// See the module.
pub(crate) struct Order;

/// With fewer links nothing is said of the order. Set by hand.
const LEAST_LINKS: usize = 6;

impl PairRule for Order {
    rule! {
        id: "order",
        category: Mistranslation,
        summary: "Words of the translation in a jumble",
        languages: Languages::WITHOUT_GERMAN,
        rank: 250,
        // It sees only that the words are in a jumble.
        merging_weight: 0.75,
        least_confidence: Some(0.4),
        signals: OrderSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let links = content_links(r);
        if links.len() < LEAST_LINKS {
            return;
        }
        let straight = straight_share(&links);
        if straight > 0.75 {
            return;
        }
        let (first, last) = (links.iter().map(|l| l.1).min(), links.iter().map(|l| l.1).max());
        if let (Some(first), Some(last)) = (first, last) {
            out.push_with_signals(
                Draft::new("order", Category::Mistranslation, Severity::Critical, (1.0 - straight).clamp(0.05, 0.95))
                    .at(r.source.span_of(0..r.source.len()), r.target.span_of(first..last + 1))
                    .says(message!("another-order")),
                &OrderSignals { straight_share: straight, jumps: jumps(&links), log_links: (links.len() as f32).ln() },
            );
        }
    }
}

/// The share of neighbouring links that are far apart on the other side.
fn jumps(links: &[(usize, usize)]) -> f32 {
    let far = links.windows(2).filter(|w| w[0].1.abs_diff(w[1].1) > 2 * (w[1].0 - w[0].0) + 3).count();
    far as f32 / links.len().saturating_sub(1).max(1) as f32
}
