//! The laws of an alignment, whatever the texts.

use calque_aligner::{Aligner, AlignerSettings, Alignment, Bead, Pins, Segment, SegmentVectors, Text, align};
use calque_text::Lang;
use proptest::prelude::*;

fn segments(lines: &[String]) -> Vec<Segment<'_>> {
    lines.iter().enumerate().map(|(i, text)| Segment { text, block: i as u32 / 3, ..Segment::default() }).collect()
}

fn run(source: &[String], target: &[String]) -> Alignment {
    let de: Lang = "de".parse().expect("a language");
    align(&segments(source), de, &segments(target), Lang::FR, None, &AlignerSettings::default())
}

const NO_PINS: Pins = Pins::NONE;

fn text<'a>(segments: &'a [Segment<'a>], lang: Lang) -> Text<'a> {
    Text { segments, lang, vectors: None }
}

fn german() -> Lang {
    "de".parse().expect("a language")
}

/// With something pinned, or with threads.
fn run_with(source: &[String], target: &[String], aligner: &Aligner<'_>, pins: &Pins) -> Alignment {
    let (s, t) = (segments(source), segments(target));
    aligner.align(text(&s, german()), text(&t, Lang::FR), pins)
}

fn plain() -> Aligner<'static> {
    Aligner::new(None, AlignerSettings::default())
}

type Ranges = Vec<(std::ops::Range<usize>, std::ops::Range<usize>)>;

fn ranges(beads: &[Bead]) -> Ranges {
    beads.iter().map(|b| (b.source.clone(), b.target.clone())).collect()
}

/// The work backwards, on threads, several at a time.
fn on_threads(count: usize, work: &(dyn Fn(usize) + Sync)) {
    std::thread::scope(|scope| {
        for part in 0..3 {
            scope.spawn(move || (0..count).rev().filter(|k| k % 3 == part).for_each(work));
        }
    });
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_pinned_prefix_of_the_result_changes_nothing(
        lengths in proptest::collection::vec(1u8..12, 12..60), seed in any::<u64>(), share in 0.1f64..0.9,
    ) {
        let drop: Vec<bool> = (0..lengths.len()).map(|i| (seed >> (i % 64)).trailing_zeros() >= 3).collect();
        let (source, target) = bitext(&lengths, &drop);
        let free = ranges(&run(&source, &target).beads);
        let prefix = &free[..(free.len() as f64 * share) as usize];
        let pins = Pins::new(prefix, &[], (source.len(), target.len())).expect("a result agrees with itself");
        prop_assert_eq!(ranges(&run_with(&source, &target, &plain(), &pins).beads), free);
    }

    #[test]
    fn pins_hold_whatever_they_say(
        lengths in proptest::collection::vec(1u8..12, 12..60),
        at in 0.0f64..0.9, to in 0.0f64..0.9, m in 1usize..4, n in 1usize..4, alone in 0usize..12,
    ) {
        let (source, target) = bitext(&lengths, &vec![false; lengths.len()]);
        let (i, j) = ((source.len() as f64 * at) as usize, (target.len() as f64 * to) as usize);
        let pin = (i..(i + m).min(source.len()), j..(j + n).min(target.len()));
        let mut given = vec![pin.clone()];
        if !pin.0.contains(&alone) {
            given.push((alone..alone + 1, 0..0));
        }
        let pins = Pins::new(&given, &[], (source.len(), target.len())).expect("one bead and one segment apart");
        let found = run_with(&source, &target, &plain(), &pins);
        covers_in_order(&found, source.len(), target.len());
        prop_assert!(found.beads.iter().any(|b| (b.source.clone(), b.target.clone()) == pin && b.score == 1.0));
        let kept = |b: &Bead| b.source == (alone..alone + 1) && b.target.is_empty();
        prop_assert!(pin.0.contains(&alone) || found.beads.iter().any(kept));
    }
}

#[test]
fn no_bead_crosses_a_hard_break() {
    let lengths: Vec<u8> = (0..40u32).map(|i| (i * i % 11 + 3) as u8).collect();
    let (source, target) = bitext(&lengths, &[false; 40]);
    // Breaks where the texts say that none is.
    let breaks = [(10, 13), (20, 18), (31, 31)];
    let pins = Pins::new(&[], &breaks, (40, 40)).expect("they rise");
    let found = run_with(&source, &target, &plain(), &pins);
    covers_in_order(&found, 40, 40);
    for (i, j) in breaks {
        let passed =
            |b: &Bead| (b.source.end <= i && b.target.end <= j) || (b.source.start >= i && b.target.start >= j);
        assert!(found.beads.iter().all(passed), "{:?}", ranges(&found.beads));
    }
}

/// Long enough for several windows.
fn long_bitext() -> (Vec<String>, Vec<String>) {
    let lengths: Vec<u8> = (0..2600u32).map(|i| (i * i % 11 + 3) as u8).collect();
    let drop: Vec<bool> = (0..2600u32).map(|i| i % 37 == 5 || (900..960).contains(&i)).collect();
    bitext(&lengths, &drop)
}

#[test]
fn threads_change_nothing() {
    let (source, target) = long_bitext();
    let alone = run(&source, &target);
    assert_eq!(run_with(&source, &target, &plain().with_parallel_for(&on_threads), &NO_PINS), alone);
    covers_in_order(&alone, source.len(), target.len());
    assert!(alone.pairs().count() > 2300);
}

#[test]
fn a_piece_is_aligned_as_in_the_whole() {
    let (source, target) = long_bitext();
    let (s, t) = (segments(&source), segments(&target));
    let (whole, context) = plain().align_with_context(text(&s, german()), text(&t, Lang::FR), &NO_PINS);
    assert_eq!(whole, run(&source, &target));
    let from = whole.pairs().position(|b| b.source.start >= 400).expect("it is longer");
    let piece: Vec<&Bead> = whole.pairs().skip(from).take(30).collect();
    let (first, last) = (piece[0], piece[29]);
    let (a, b) = (first.source.start..last.source.end, first.target.start..last.target.end);
    let again = plain().realign(&context, text(&s[a.clone()], german()), text(&t[b.clone()], Lang::FR));
    let moved = |beads: Ranges| -> Ranges {
        beads
            .into_iter()
            .map(|(s, t)| (s.start + a.start..s.end + a.start, t.start + b.start..t.end + b.start))
            .collect()
    };
    let wanted: Ranges = piece.iter().map(|b| (b.source.clone(), b.target.clone())).collect();
    let found: Ranges = moved(ranges(&again)).into_iter().filter(|(s, t)| !s.is_empty() && !t.is_empty()).collect();
    assert_eq!(found, wanted);
}

#[test]
fn a_moved_passage_is_found_if_asked_for() {
    let lengths: Vec<u8> = (0..120u32).map(|i| (i * i % 11 + 4) as u8).collect();
    let (source, mut target) = bitext(&lengths, &[false; 120]);
    // Sentences 30 to 35 come after sentence 80 in the translation.
    let moved: Vec<String> = target.splice(30..36, []).collect();
    target.splice(75..75, moved);
    let asked = Aligner::new(None, AlignerSettings { crossings: true, ..AlignerSettings::default() });
    let (found, silent) = (run_with(&source, &target, &asked, &NO_PINS), run(&source, &target));
    covers_in_order(&silent, 120, 120);
    assert!(silent.crossed().iter().all(|c| !c));
    let crossed: Ranges =
        ranges(&found.beads).into_iter().zip(found.crossed()).filter(|(_, c)| *c).map(|(b, _)| b).collect();
    let right = crossed.iter().filter(|(s, t)| s.len() == 1 && *t == (s.start + 45..s.start + 46)).count();
    assert!(right >= 5 && right == crossed.len(), "{crossed:?}");
    // Every segment once, and the rest in order.
    let mut segments: Vec<(usize, usize)> = vec![(0, 0); 120];
    for bead in &found.beads {
        bead.source.clone().for_each(|i| segments[i].0 += 1);
        bead.target.clone().for_each(|j| segments[j].1 += 1);
    }
    assert!(segments.iter().all(|&n| n == (1, 1)));
    assert!(found.beads.windows(2).all(|pair| pair[0].source.start <= pair[1].source.start));
    // The same from the other side.
    let back = run_with(&target, &source, &asked, &NO_PINS);
    let mut turned: Ranges =
        ranges(&back.beads).into_iter().zip(back.crossed()).filter(|(_, c)| *c).map(|((s, t), _)| (t, s)).collect();
    turned.sort_by_key(|b| b.0.start);
    assert_eq!(turned.len(), crossed.len());
}

#[test]
fn vectors_from_outside_decide_where_words_say_nothing() {
    // No word in common with the other side, nor twice on the same; lengths alike.
    let lines = |side: char| -> Vec<String> { (0..40).map(|i| format!("{side}{i:03}x {side}{i:03}y.")).collect() };
    let (source, target) = (lines('q'), lines('z'));
    let vector = |i: usize| -> Vec<f32> { (0..16).map(|k| ((i * 37 + k * 101) as f32 * 0.7).sin() + 0.2).collect() };
    let table =
        |rows: &mut dyn Iterator<Item = usize>| SegmentVectors { dim: 16, data: rows.flat_map(vector).collect() };
    // The translation lacks sentences 10 to 13.
    let kept: Vec<usize> = (0..40).filter(|i| !(10..14).contains(i)).collect();
    let target: Vec<String> = kept.iter().map(|&i| target[i].clone()).collect();
    let (s, t) = (segments(&source), segments(&target));
    let (sv, tv) = (table(&mut (0..40)), table(&mut kept.iter().copied()));
    let found = plain().align(
        Text { vectors: Some(&sv), ..text(&s, german()) },
        Text { vectors: Some(&tv), ..text(&t, Lang::FR) },
        &NO_PINS,
    );
    covers_in_order(&found, 40, 36);
    let right = found.pairs().filter(|b| b.source.len() == 1 && kept.get(b.target.start) == Some(&b.source.start));
    assert!(right.count() >= 34, "{:?}", ranges(&found.beads));
}

#[test]
fn a_side_a_thousand_times_longer_is_no_trouble() {
    let lengths: Vec<u8> = (0..4000u32).map(|i| (i * i % 11 + 3) as u8).collect();
    let (source, target) = bitext(&lengths, &vec![false; 4000]);
    let few = target[2000..2004].to_vec();
    covers_in_order(&run(&source, &few), 4000, 4);
    covers_in_order(&run(&few, &source), 4, 4000);
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

/// Thousands of words that could all be linked to each other take no more than their number: with a match for each two
/// of them, these would need gigabytes.
#[test]
fn long_segments_of_the_same_words_are_aligned_in_proportion_to_their_length() {
    let long = |words: &str| vec![words.repeat(15_000), "Sonne".to_owned()];
    let found = run(&long("Hamburg 1200 "), &long("Hamburg 1200 "));
    assert_eq!(ranges(&found.beads), [(0..1, 0..1), (1..2, 1..2)]);
}
