//! The laws of an alignment, whatever the texts.

use calque_aligner::{Alignment, Segment, Settings, align};
use calque_text::Lang;
use proptest::prelude::*;

fn segments(lines: &[String]) -> Vec<Segment<'_>> {
    lines
        .iter()
        .enumerate()
        .map(|(i, text)| Segment { text, block: i as u32 / 3, ..Segment::default() })
        .collect()
}

fn run(source: &[String], target: &[String]) -> Alignment {
    let de: Lang = "de".parse().expect("a language");
    align(&segments(source), de, &segments(target), Lang::FR, None, &Settings::default())
}

fn covers_in_order(alignment: &Alignment, source: usize, target: usize) {
    let (mut s, mut t) = (0, 0);
    for bead in &alignment.beads {
        assert_eq!((bead.source.start, bead.target.start), (s, t));
        assert!(bead.source.len() + bead.target.len() > 0);
        assert!((0.0..=1.0).contains(&bead.score), "{}", bead.score);
        (s, t) = (bead.source.end, bead.target.end);
    }
    assert_eq!((s, t), (source, target));
}

fn shape(alignment: &Alignment) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    alignment.pairs().map(|b| (b.source.clone(), b.target.clone())).collect()
}

/// Sentences of words that mostly have one counterpart, `a3` for `b3`, and some that are alike on both sides.
fn bitext(lengths: &[u8], drop: &[bool]) -> (Vec<String>, Vec<String>) {
    let (mut source, mut target) = (Vec::new(), Vec::new());
    for (i, (&length, &dropped)) in lengths.iter().zip(drop).enumerate() {
        let words = |side: &str| {
            let list: Vec<String> =
                (0..=usize::from(length)).map(|k| format!("{side}word{}", (i * 7 + k * 13) % 40)).collect();
            format!("Name{} {} {}.", i % 17, list.join(" "), i * 31 % 97)
        };
        source.push(words("qu"));
        if !dropped {
            target.push(words("zy"));
        }
    }
    (source, target)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_segment_is_covered_once_in_order(
        source in proptest::collection::vec("[a-zäé0-9 .?!«»]{0,60}", 0..40),
        target in proptest::collection::vec("[a-zäé0-9 .?!«»]{0,60}", 0..40),
    ) {
        covers_in_order(&run(&source, &target), source.len(), target.len());
    }

    #[test]
    fn swapping_the_sides_swaps_the_beads(lengths in proptest::collection::vec(1u8..12, 4..40), seed in any::<u64>()) {
        let drop: Vec<bool> = (0..lengths.len()).map(|i| (seed >> (i % 64)).trailing_zeros() >= 3).collect();
        let (source, target) = bitext(&lengths, &drop);
        let there = shape(&run(&source, &target));
        let back: Vec<_> = shape(&run(&target, &source)).into_iter().map(|(s, t)| (t, s)).collect();
        prop_assert_eq!(there, back);
    }
}

#[test]
fn an_empty_side_leaves_everything_unaligned() {
    let lines: Vec<String> = (0..5).map(|i| format!("Line {i}.")).collect();
    for (s, t) in [(lines.clone(), vec![]), (vec![], lines), (vec![], vec![])] {
        let alignment = run(&s, &t);
        covers_in_order(&alignment, s.len(), t.len());
        assert_eq!(alignment.pairs().count(), 0);
    }
}

#[test]
fn identical_texts_pair_line_by_line() {
    let (lines, _) = bitext(&[3, 9, 2, 7, 5, 11, 1, 4, 6, 8], &[false; 10]);
    let expected: Vec<_> = (0..10).map(|i| (i..i + 1, i..i + 1)).collect();
    assert_eq!(shape(&run(&lines, &lines)), expected);
}

#[test]
fn a_missing_chapter_does_not_derail() {
    let lengths: Vec<u8> = (0..300u32).map(|i| (i * i % 11 + 3) as u8).collect();
    let drop: Vec<bool> = (0..300).map(|i| (100..200).contains(&i)).collect();
    let (source, target) = bitext(&lengths, &drop);
    let alignment = run(&source, &target);
    covers_in_order(&alignment, 300, 200);
    let right = alignment.pairs().filter(|b| {
        let expected = if b.source.start < 100 { b.source.start } else { b.source.start.wrapping_sub(100) };
        b.source.len() == 1 && b.target == (expected..expected + 1)
    });
    assert!(right.count() >= 190);
}
