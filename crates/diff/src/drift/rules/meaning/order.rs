//! Words in a jumble: the translation has the original's words, but not in any order.
//!
//! French and English keep nearly the same order. Links that cross now and then
//! are grammar; where a third of all pairs of links cross, words were shuffled
//! or clauses exchanged.

use crate::drift::confidence::trees::Found;
use crate::drift::reading::Reading;
use crate::drift::rule::Rule;
use calque_bitext::{Category, Finding, Severity};

/// See the module.
pub(crate) struct Order;

/// Fewer links than this tell nothing of order.
const FEW: usize = 6;

impl Rule for Order {
    rule!("order", Mistranslation, "Words of the translation in a jumble");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        let links = sure_links(r);
        if links.len() < FEW {
            return;
        }
        let (kept, apart) = (kept(&links), apart(&links));
        if kept > 0.75 {
            return;
        }
        let (first, last) = (links.iter().map(|l| l.1).min(), links.iter().map(|l| l.1).max());
        if let (Some(first), Some(last)) = (first, last) {
            out.tell(
                Finding::new("order", Category::Mistranslation, Severity::Critical, (1.0 - kept).clamp(0.05, 0.95))
                    .at(r.source.span_of(0..r.source.len()), r.target.span_of(first..last + 1))
                    .says("The words of the translation stand in another order than the original's."),
                &[kept, apart, (links.len() as f32).ln()],
            );
        }
    }
}

/// Sure links of words that tell something, in the order of the source.
fn sure_links(r: &Reading<'_>) -> Vec<(usize, usize)> {
    let telling = (0..r.source.len()).filter(|&i| r.source.is_word(i) && r.source.information[i] >= 6.0);
    telling.filter_map(|i| r.source.best_link(i).filter(|l| l.1 >= 0.6).map(|l| (i, l.0))).collect()
}

/// The share of pairs of links that do not cross; 1 where there are too few to tell.
pub(crate) fn order_kept(r: &Reading<'_>) -> f32 {
    let links = sure_links(r);
    if links.len() < 4 { 1.0 } else { kept(&links) }
}

fn kept(links: &[(usize, usize)]) -> f32 {
    let (mut all, mut straight) = (0, 0);
    for (k, a) in links.iter().enumerate() {
        for b in &links[k + 1..] {
            all += 1;
            straight += usize::from(a.1 <= b.1);
        }
    }
    straight as f32 / all.max(1) as f32
}

/// The share of neighbouring links that are far apart on the other side.
fn apart(links: &[(usize, usize)]) -> f32 {
    let far = links.windows(2).filter(|w| w[0].1.abs_diff(w[1].1) > 2 * (w[1].0 - w[0].0) + 3).count();
    far as f32 / links.len().saturating_sub(1).max(1) as f32
}
