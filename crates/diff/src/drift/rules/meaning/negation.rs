//! Negation lost or added: *did not sign* for *a signé*.
//!
//! Every strong negation of one side wants a counterpart near by on the other,
//! strong or weak (*ignorent* for *don't know*). `ne ... que`, expletive `ne`,
//! `sans doute` and `not only` are no negations. An even count of negations
//! that stand apart is still an error: what counts is the place.

use crate::drift::confidence::trees::Found;
use crate::drift::cues::table::CueTable;
use crate::drift::matching::concepts;
use crate::drift::reading::Reading;
use crate::drift::rule::Rule;
use crate::drift::side::SideReading;
use calque_bitext::{Category, Finding, Severity};
use calque_text::{Lang, Side};
use std::ops::Range;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("negation.tsv")));

/// See the module.
pub(crate) struct Negation;

/// A negation, or a word that may stand for one.
#[derive(Debug)]
struct Cue {
    tokens: Range<usize>,
    strong: bool,
    /// Negation of a verb (`ne ... pas`, `not`), rather than by a word such as *no* or *never*.
    verbal: bool,
}

impl Rule for Negation {
    rule!("negation", Negation, "A negation that the other side lacks");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        let source = cues(r, Side::Source);
        let target = cues(r, Side::Target);
        let (strong_s, strong_t) = (alone(r, Side::Source, &source, &target), alone(r, Side::Target, &target, &source));
        for &(i, strength, answer) in &strong_s {
            let known = signals(r, Side::Source, &source[i], answer, &source, &target);
            out.tell(finding(r, Side::Source, &source[i], strength), &known);
        }
        for &(j, strength, answer) in &strong_t {
            let known = signals(r, Side::Target, &target[j], answer, &target, &source);
            out.tell(finding(r, Side::Target, &target[j], strength), &known);
        }
    }
}

fn finding(r: &Reading<'_>, side: Side, cue: &Cue, strength: f32) -> Finding {
    let here = r.side(side);
    let words = here.words(cue.tokens.clone());
    let (span, place) = (here.span_of(cue.tokens.clone()), r.place(side, cue.tokens.clone()));
    let base = Finding::new("negation", Category::Negation, Severity::Critical, strength);
    match side {
        Side::Source => base
            .at(span, place)
            .says(format!("The negation “{words}” of the original has no counterpart in the translation.")),
        Side::Target => {
            base.at(place, span).says(format!("The translation negates (“{words}”) what the original asserts."))
        }
    }
}

/// What the judge should know: a verb's negation or a word's, which side, how near the
/// nearest negation of the other side is, and the nearest word that might stand for one;
/// how many negations more this side has, and how many words might stand for one; the
/// nearness of the weak word that was taken for the counterpart; how well the words after,
/// before and within the negation are rendered; and how many negations the other side has.
fn signals(r: &Reading<'_>, side: Side, cue: &Cue, answer: f32, mine: &[Cue], theirs: &[Cue]) -> [f32; 12] {
    let nearest = |strong: bool| {
        let of_kind = theirs.iter().filter(|c| c.strong == strong);
        of_kind.map(|c| nearness(r, side, cue, c)).fold(0.0, f32::max)
    };
    let verbal = if cue.verbal { 1.0 } else { 0.0 };
    let strong = |cues: &[Cue]| cues.iter().filter(|c| c.strong).count() as f32;
    let more = (strong(mine) - strong(theirs)).clamp(-2.0, 2.0);
    let free = theirs.iter().filter(|b| !b.strong && !busy(r, side, cue, b, mine)).count() as f32;
    let here = r.side(side);
    let negated = (cue.tokens.start..(cue.tokens.end + 2).min(here.len())).filter(|&i| here.information[i] >= 6.5);
    let rendered = negated.map(|i| here.rendered[i]).fold(0.0, f32::max);
    let source = if side == Side::Source { 1.0 } else { 0.0 };
    // The verb and what follows, however common; and the word before, mostly its auxiliary.
    let next = cue.tokens.end..(cue.tokens.end + 3).min(here.len());
    let follows = next.filter(|&i| here.is_word(i)).map(|i| here.rendered[i]).fold(0.0, f32::max);
    let before = cue.tokens.start.checked_sub(1).map_or(0.0, |i| here.rendered[i]);
    let within = cue.tokens.clone().filter(|&i| here.information[i] >= 4.0);
    let inner = within.map(|i| here.rendered[i]).fold(0.0, f32::max);
    let all = theirs.iter().filter(|c| c.strong).count() as f32;
    [
        verbal,
        source,
        nearest(true),
        nearest(false),
        more,
        free.min(3.0),
        answer,
        rendered,
        follows,
        before,
        inner,
        all.min(3.0),
    ]
}

/// The strong negations of one side without a counterpart, or with a weak word for one, whose
/// nearness comes last; with the strength of the finding.
fn alone(r: &Reading<'_>, side: Side, mine: &[Cue], theirs: &[Cue]) -> Vec<(usize, f32, f32)> {
    let mut options = Vec::new();
    for (i, a) in mine.iter().enumerate().filter(|(_, c)| c.strong) {
        for (j, b) in theirs.iter().enumerate() {
            if !b.strong && busy(r, side, a, b, mine) {
                continue;
            }
            let near = nearness(r, side, a, b);
            // A weak word must stand closer to be the counterpart.
            let enough = if b.strong { 0.1 } else { 0.35 };
            if near >= enough {
                options.push((near * if b.strong { 1.0 } else { 0.6 }, i, j));
            }
        }
    }
    options.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut done, mut taken) = (vec![None; mine.len()], vec![false; theirs.len()]);
    for (near, i, j) in options {
        if done[i].is_none() && !taken[j] {
            done[i] = Some(if theirs[j].strong { 1.0 } else { near.min(0.99) });
            taken[j] = true;
        }
    }
    let spare = theirs.iter().zip(&taken).filter(|(_, t)| !**t).count();
    mine.iter()
        .enumerate()
        .map(|(i, c)| (i, c, done[i].unwrap_or(0.0)))
        .filter(|(_, c, answer)| c.strong && *answer < 1.0)
        .map(|(i, c, answer)| (i, strength(c, spare, r.has_links()) * (1.0 - answer).powi(2), answer))
        .collect()
}

/// Whether the weak word `b` renders something else than the negation `a` and what it
/// negates: *missing* is *disparu*, which is weak itself; *ignorent* is the *know* of *don't know*.
fn busy(r: &Reading<'_>, side: Side, a: &Cue, b: &Cue, mine: &[Cue]) -> bool {
    let scope = a.tokens.start..a.tokens.end + 3;
    let weak_too = |j: usize| mine.iter().any(|c| !c.strong && c.tokens.contains(&j));
    let there = r.side(side.other());
    concepts::elsewhere(r, side.other(), b.tokens.clone(), &scope)
        || b.tokens.clone().any(|i| there.best_link(i).is_some_and(|(j, p)| p >= 0.5 && weak_too(j)))
}

fn nearness(r: &Reading<'_>, side: Side, a: &Cue, b: &Cue) -> f32 {
    // The negated words of both lie between and just after their marks.
    let widen = |c: &Cue| c.tokens.start..c.tokens.end + 1;
    let mut best = 0.0_f32;
    for i in widen(a) {
        for j in widen(b) {
            best = best.max(r.nearness(side, i, j));
        }
    }
    best
}

fn strength(cue: &Cue, spare: usize, links: bool) -> f32 {
    let base: f32 = if cue.verbal { 0.8 } else { 0.55 };
    let unsure = if spare > 0 { 0.75 } else { 1.0 };
    base * unsure * if links { 1.0 } else { 0.8 }
}

/// Where a side plainly negates.
pub(crate) fn plain(r: &Reading<'_>, of: Side) -> Vec<Range<usize>> {
    cues(r, of).into_iter().filter(|c| c.strong).map(|c| c.tokens).collect()
}

/// The negations of a side, and the words that may stand for one.
fn cues(r: &Reading<'_>, of: Side) -> Vec<Cue> {
    let side = r.side(of);
    let mut out = Vec::new();
    let mut used = vec![false; side.len()];
    let hits = CUES.find(side);
    for h in hits.iter().filter(|h| h.cue.field(0) == "void") {
        h.tokens.clone().for_each(|i| used[i] = true);
    }
    if side.lang() == Lang::FR {
        french(side, &mut used, &mut out);
    }
    for h in hits {
        let strong = h.cue.field(0) == "strong";
        if h.cue.field(0) != "void" && !h.tokens.clone().any(|i| used[i]) {
            let verbal = strong && matches!(side.norm(h.tokens.end - 1), "not" | "n't" | "cannot");
            out.push(Cue { tokens: h.tokens, strong, verbal });
        }
    }
    for i in (0..side.len()).filter(|&i| !used[i] && negative_prefix(r, of, i)) {
        out.push(Cue { tokens: i..i + 1, strong: false, verbal: false });
    }
    out.sort_by_key(|c| c.tokens.start);
    out
}

const SECOND: [&str; 14] = [
    "pas",
    "point",
    "jamais",
    "rien",
    "personne",
    "aucun",
    "aucune",
    "nul",
    "nulle",
    "guère",
    "plus",
    "ni",
    "nullement",
    "aucunement",
];

/// `ne` with its second half, before or after; `ne ... que` and bare `ne` are weak.
fn french(side: &SideReading<'_>, used: &mut [bool], out: &mut Vec<Cue>) {
    for i in 0..side.len() {
        if used[i] || !matches!(side.norm(i), "ne" | "n'") {
            continue;
        }
        let stop = |k: usize| matches!(side.norm(k), "." | ";" | "!" | "?" | "ne" | "n'");
        let ahead = (i + 1..(i + 9).min(side.len())).take_while(|&k| !stop(k));
        let mut second = None;
        let mut only = false;
        for k in ahead {
            if SECOND.contains(&side.norm(k)) && !used[k] {
                second = Some(k);
                break;
            }
            // Right after the verb, `que` is the second half: *il n'a que*, *ne sont en fait que*.
            if matches!(side.norm(k), "que" | "qu'") && k <= i + 4 {
                only = true;
                break;
            }
        }
        let before = || {
            (i.saturating_sub(7)..i)
                .rev()
                .take_while(|&k| !matches!(side.norm(k), "." | ";"))
                .find(|&k| {
                    matches!(
                        side.norm(k),
                        "personne" | "rien" | "aucun" | "aucune" | "nul" | "nulle" | "ni" | "jamais" | "pas"
                    )
                })
                .filter(|&k| !used[k])
        };
        let (tokens, strong) = match (second, only) {
            (Some(k), _) => (i..k + 1, true),
            (None, true) => (i..i + 1, false),
            (None, false) => match before() {
                Some(k) => (k..i + 1, true),
                None => (i..i + 1, false),
            },
        };
        // `ne ... pas que`: not only.
        let not_only = strong
            && side.norm(tokens.end - 1) == "pas"
            && matches!(side.norm(tokens.end), "que" | "seulement" | "uniquement");
        used[tokens.start] = true;
        used[tokens.end - 1] = true;
        out.push(Cue { tokens, strong: strong && !not_only, verbal: strong });
    }
}

/// Whether a word is another one with a prefix that negates: *impossible*, *unhappy*, but not
/// *impliqué* or *under*: what follows the prefix must be a word as well, and no rare one.
fn negative_prefix(r: &Reading<'_>, of: Side, i: usize) -> bool {
    const FRENCH: [&str; 10] = ["in", "im", "ir", "il", "dés", "dis", "non-", "mal", "anti", "mé"];
    const ENGLISH: [&str; 8] = ["un", "in", "im", "ir", "dis", "non", "anti", "mis"];
    let side = r.side(of);
    let word = side.norm(i);
    if word.len() < 6 || !side.is_word(i) {
        return false;
    }
    let french = side.lang() == Lang::FR;
    if !french && word.ends_with("less") {
        return true;
    }
    let Some(vocabulary) = r.pair.model.and_then(|m| m.side(side.lang())) else { return false };
    let prefixes = if french { &FRENCH[..] } else { &ENGLISH[..] };
    let rest = prefixes.iter().find_map(|p| word.strip_prefix(p)).filter(|rest| rest.len() >= 4);
    let known = rest.and_then(|rest| vocabulary.id(rest));
    known.is_some() && vocabulary.frequency(known) >= 0.2 * vocabulary.frequency(side.ids[i])
}
