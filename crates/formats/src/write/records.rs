//! Beads as pair records, for all formats of [`crate::pairs`].
//!
//! A record has the text of both sides on one line, their languages and documents, the bead's shape
//! and its score; a doubtful bead is in the state `initial`. Unaligned segments become records with one empty side; most formats omit and count
//! them.

use super::{BitextView, shape};
use crate::pairs::{PairRecord, keys};
use serde_json::Value;

/// A record for each bead, in order.
pub fn records<'a>(bitext: &'a BitextView<'a>) -> impl Iterator<Item = PairRecord> + 'a {
    let (source, target) = (&bitext.source, &bitext.target);
    bitext.alignment.beads.iter().zip(1u64..).map(move |(bead, number)| {
        let mut record = PairRecord {
            line: number,
            id: Value::from(number),
            source: source.line(&bead.source),
            target: target.line(&bead.target),
            source_lang: Some(source.lang),
            target_lang: Some(target.lang),
            ..PairRecord::default()
        };
        // Four decimals, as in the other formats of alignments.
        let score = (f64::from(bead.score) * 1e4).round() / 1e4;
        for (key, value) in [
            (keys::SOURCE_DOC, Value::from(source.name)),
            (keys::TARGET_DOC, Value::from(target.name)),
            (keys::BEAD, Value::from(shape(bead))),
            (keys::SCORE, Value::from(score)),
        ] {
            record.extra.insert(key.to_owned(), value);
        }
        if bead.is_doubtful() {
            record.extra.insert(keys::STATE.to_owned(), Value::from("initial"));
        }
        record
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::BitextSide;
    use calque_bitext::{Alignment, Bead, Evidence};
    use calque_text::{Lang, Sentence, Span};

    #[test]
    fn every_bead_becomes_a_record() {
        let sentence = |start, end| Sentence { span: Span { start, end }, block: 0 };
        let (en, fr) = ([sentence(0, 3), sentence(4, 8)], [sentence(0, 9)]);
        let bead = |source, target, score| Bead { source, target, score, evidence: Evidence::default() };
        let alignment = Alignment { beads: vec![bead(0..1, 0..1, 0.87654), bead(1..2, 1..1, 1.0)] };
        let side = |name, lang, text, sentences| BitextSide { name, lang, text, sentences };
        let bitext = BitextView {
            source: side("a.en", Lang::EN, "Yes.\nNo.", &en),
            target: side("a.fr", Lang::FR, "Oui,\nsi.", &fr[..]),
            alignment: &alignment,
        };
        let got: Vec<PairRecord> = records(&bitext).collect();
        assert_eq!(got.len(), 2);
        assert_eq!((got[0].source.as_str(), got[0].target_lang), ("Yes", Some(Lang::FR)));
        assert_eq!(got[0].extra[keys::SCORE], 0.8765);
        assert_eq!((got[1].target.as_str(), got[1].extra[keys::BEAD].as_str()), ("", Some("1-0")));
    }
}
