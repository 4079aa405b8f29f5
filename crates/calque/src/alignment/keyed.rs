//! Two catalogues of messages: their messages belong together by key, not by likeness.
//!
//! [`arrange`] puts the messages of the target into the order of the source before they are cut into sentences;
//! [`beads`] says afterwards which segments belong together. A key that one side alone has is left unaligned, and so
//! becomes a finding; forms of a plural that only one of the languages has are no loss. Catalogues that share less than
//! half of their keys are aligned like other texts.

use calque_formats::InputDocument;
use calque_report::ReportSide;
use calque_text::{Block, Document, FilePositions, LeftOutReason, MessageKey, Span};
use std::collections::HashMap;
use std::ops::Range;

/// Keys that a warning names.
const NAMED: usize = 5;

/// Whether a side is a catalogue of messages.
fn is_keyed(document: &Document, keys: &[MessageKey]) -> bool {
    !keys.is_empty() && keys.len() == document.blocks.len()
}

/// Puts the messages of two catalogues into one order; does nothing with other texts.
pub(crate) fn arrange(source: &mut InputDocument, target: &mut InputDocument) {
    if !is_keyed(&source.document, &source.origin.keys) || !is_keyed(&target.document, &target.origin.keys) {
        return;
    }
    let (of_source, of_target) = (Messages::of(source), Messages::of(target));
    let shared = of_source.all.iter().filter(|(key, _)| of_target.has(key)).count();
    if 2 * shared < of_source.all.len().min(of_target.all.len()) {
        // Other names altogether, as a program has them that takes its English texts for keys.
        source.origin.keys.clear();
        target.origin.keys.clear();
        return;
    }
    let sources: Vec<usize> = (0..of_source.all.len()).filter(|&i| !of_source.is_further_form(i, &of_target)).collect();
    let mut targets = Vec::with_capacity(of_target.all.len());
    let mut placed = vec![false; of_target.all.len()];
    // A message of the target alone stands behind the one that it follows in its own file.
    let follow = |mut at: usize, targets: &mut Vec<usize>, placed: &mut Vec<bool>| {
        while at < placed.len() && !placed[at] && !of_source.has(&of_target.all[at].0) {
            placed[at] = true;
            if !of_target.is_further_form(at, &of_source) {
                targets.push(at);
            }
            at += 1;
        }
    };
    follow(0, &mut targets, &mut placed);
    for &i in &sources {
        if let Some(at) = of_target.at(&of_source.all[i].0).filter(|&at| !placed[at]) {
            placed[at] = true;
            targets.push(at);
            follow(at + 1, &mut targets, &mut placed);
        }
    }
    let rest = (0..placed.len()).filter(|&at| !placed[at] && !of_target.is_further_form(at, &of_source));
    targets.extend(rest);
    warn(source, &of_source, &sources, &of_target, &target.name.clone());
    warn(target, &of_target, &targets, &of_source, &source.name.clone());
    keep(source, &of_source, &sources);
    keep(target, &of_target, &targets);
}

/// The messages of a side: their keys with the blocks of each.
struct Messages {
    all: Vec<(MessageKey, Range<usize>)>,
    index: HashMap<MessageKey, usize>,
    /// How many messages share each name.
    names: HashMap<String, usize>,
}

impl Messages {
    fn of(reading: &InputDocument) -> Self {
        let (mut all, mut index, mut names) =
            (Vec::<(MessageKey, Range<usize>)>::new(), HashMap::new(), HashMap::new());
        for (block, key) in reading.origin.keys.iter().enumerate() {
            match all.last_mut() {
                Some((last, blocks)) if last == key => blocks.end = block + 1,
                _ => {
                    index.entry(key.clone()).or_insert(all.len());
                    *names.entry(key.name.clone()).or_insert(0) += 1;
                    all.push((key.clone(), block..block + 1));
                }
            }
        }
        Self { all, index, names }
    }

    fn has(&self, key: &MessageKey) -> bool {
        self.index.contains_key(key)
    }

    fn at(&self, key: &MessageKey) -> Option<usize> {
        self.index.get(key).copied()
    }

    /// Whether a message is a form of a plural that the other language does not have.
    fn is_further_form(&self, at: usize, other: &Self) -> bool {
        let key = &self.all[at].0;
        key.form.is_some() && !other.has(key) && other.names.contains_key(&key.name)
    }
}

/// Warns of the keys of a side that the other does not have.
fn warn(reading: &mut InputDocument, own: &Messages, kept: &[usize], other: &Messages, other_name: &str) {
    let alone: Vec<&str> =
        kept.iter().map(|&i| &own.all[i].0).filter(|k| !other.has(k)).map(|k| k.name.as_str()).collect();
    if !alone.is_empty() {
        let shown = |key: &&str| key.replace('\u{4}', ": ").chars().take(60).collect::<String>();
        let names: Vec<String> = alone.iter().take(NAMED).map(shown).collect();
        let more = if alone.len() > NAMED { ", …" } else { "" };
        let (count, names) = (alone.len(), names.join(", "));
        reading.warnings.push(format!("{count} keys have no message in {other_name}: {names}{more}"));
    }
}

/// Keeps these messages in this order; the others are counted as left out.
fn keep(reading: &mut InputDocument, messages: &Messages, kept: &[usize]) {
    let document = &reading.document;
    let (mut text, mut blocks, mut keys, mut positions) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    let traced = match &reading.origin.positions {
        FilePositions::Traced(positions) => positions.as_slice(),
        _ => &[],
    };
    let mut is_kept = vec![false; messages.all.len()];
    for &i in kept {
        is_kept[i] = true;
        let (key, of_message) = &messages.all[i];
        for block in &document.blocks[of_message.clone()] {
            text.push_str(if text.is_empty() { "" } else { "\n\n" });
            let start = text.len();
            text.push_str(block.span.of(&document.text));
            let first = traced.partition_point(|p| p.at < block.span.start);
            let own = traced[first..].iter().take_while(|p| p.at < block.span.end);
            positions.extend(own.map(|p| calque_text::FilePosition { at: p.at - block.span.start + start, ..*p }));
            blocks.push(Block { span: Span::new(start, text.len()), ..*block });
            keys.push(key.clone());
        }
    }
    for ((_, of_message), _) in messages.all.iter().zip(&is_kept).filter(|(_, kept)| !**kept) {
        for block in &document.blocks[of_message.clone()] {
            reading.origin.account.add(LeftOutReason::PluralForms, block.span.of(&document.text));
        }
    }
    reading.document = Document { lang: document.lang, text, blocks };
    reading.origin.keys = keys;
    reading.origin.positions = FilePositions::Traced(positions);
}

/// Beads, as ranges of segments.
type Beads = Vec<(Range<usize>, Range<usize>)>;

/// What is fixed of two arranged catalogues: the beads of messages with one segment a side, and breaks between
/// messages, so that a message that the other side does not have stays alone. Nothing for other texts.
pub(super) fn beads(source: &ReportSide, target: &ReportSide) -> (Beads, Vec<(usize, usize)>) {
    let (s, t) = (&source.origin.keys, &target.origin.keys);
    if !is_keyed(&source.document, s) || !is_keyed(&target.document, t) {
        return Default::default();
    }
    let (mut beads, mut breaks) = (Vec::new(), Vec::new());
    // The segment and the message of the target at which the search goes on.
    let (mut at, mut below) = (0, 0);
    let of_target = runs(target);
    // Of a key that stands twice the first is meant.
    let mut place: HashMap<&MessageKey, usize> = HashMap::new();
    of_target.iter().enumerate().for_each(|(n, (key, _))| {
        place.entry(*key).or_insert(n);
    });
    for (key, segments) in runs(source) {
        match place.get(key).filter(|&&n| n >= below) {
            Some(&n) => {
                let other = of_target[n].1.clone();
                breaks.push((segments.start, other.start));
                breaks.push((segments.end, other.end));
                if segments.len() == 1 && other.len() == 1 {
                    beads.push((segments, other.clone()));
                }
                (at, below) = (other.end, n + 1);
            }
            None => breaks.extend([(segments.start, at), (segments.end, at)]),
        }
    }
    breaks.dedup();
    (beads, breaks)
}

/// The segments of each message.
fn runs(side: &ReportSide) -> Vec<(&MessageKey, Range<usize>)> {
    let mut out: Vec<(&MessageKey, Range<usize>)> = Vec::new();
    for (i, sentence) in side.sentences.iter().enumerate() {
        let Some(key) = side.origin.keys.get(sentence.block as usize) else { continue };
        match out.last_mut() {
            Some((last, segments)) if *last == key => segments.end = i + 1,
            _ => out.push((key, i..i + 1)),
        }
    }
    out
}
