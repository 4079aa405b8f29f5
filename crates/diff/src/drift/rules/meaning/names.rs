//! People, places, organisations: another name, or none.
//!
//! A name counts as rendered where the same letters stand, a spelling of
//! another alphabet's name, an exonym, an adjective or an acronym of the same
//! group, or a word that the lexicon knows. A name that nothing renders, while
//! an equally unrendered name stands in its place, was changed.

use crate::drift::cues::names;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use crate::drift::signals::{flag, signals};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::facts::capitals_show_names;
use calque_text::{Lang, Side};
use std::ops::Range;

signals! {
    /// Signals of a name that was changed, lost or added. "Its words" are those of both sides.
    pub(crate) struct NameSignals {
        /// 0 if lost or added, 1 if another unrendered name stands for it, 2 if that name is rendered
        /// elsewhere too.
        replaced,
        /// How surely both names stand in the same place; 0 if lost or added.
        nearness,
        /// Spelling likeness of the likest capitalised word of the other side.
        best_likeness,
        /// 1 if lost, -1 if added, 0 if changed.
        side,
        /// How surely its words are names and no common nouns: the less sure one.
        least_nameness,
        /// The same, the surer one.
        most_nameness,
        /// ln of the number of words.
        log_words,
        /// 1 if a neighbouring word belongs to the same name and is rendered.
        continues,
        /// Probability of the best known translation of its words.
        translation_probability,
        /// 1 for an acronym, plus 0.5 if it opens a sentence.
        acronym,
        /// Information of its commonest word, in nats.
        least_information,
        /// Information of its rarest word, in nats.
        most_information,
    }
}

/// See the module.
pub(crate) struct Names;

impl PairRule for Names {
    rule! {
        id: "names",
        category: Entity,
        summary: "People, places and organisations: changed, lost or added",
        languages: Languages::WITH_LISTS,
        rank: 50,
        signals: NameSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if r.pair.model.is_none() {
            return;
        }
        let (source, target) = (unrendered(r, Side::Source), unrendered(r, Side::Target));
        let mut pairs = paired(r, &source, &target);
        for &(i, j, nearness) in &pairs {
            out.push_with_signals(changed(r, i, j, nearness), &signals(r, (Some(i), Some(j)), 1.0, nearness, 1));
        }
        for &j in &target {
            let taken = |k: usize| pairs.iter().any(|p| p.0 == k || p.1 == j);
            if let Some((i, nearness)) = displaced(r, j).filter(|d| !taken(d.0)) {
                out.push_with_signals(changed(r, i, j, nearness), &signals(r, (Some(i), Some(j)), 2.0, nearness, 1));
                pairs.push((i, j, nearness));
            }
        }
        let left = |all: &[usize], taken: &[usize]| {
            runs(&all.iter().copied().filter(|i| !taken.contains(i)).collect::<Vec<_>>())
        };
        let (was, is): (Vec<usize>, Vec<usize>) = pairs.iter().map(|&(i, j, _)| (i, j)).unzip();
        let sure = |side: Side, words: &Range<usize>| {
            capitals_show_names(r.side(side).lang()) || words.clone().any(|i| renders_itself(r, side, i))
        };
        for words in left(&source, &was).into_iter().filter(|words| sure(Side::Source, words)) {
            let signals = signals(r, (Some(words.start), None), 0.0, 0.0, words.len());
            out.push_with_signals(lost_or_added(r, Side::Source, words), &signals);
        }
        for words in left(&target, &is).into_iter().filter(|words| sure(Side::Target, words)) {
            let signals = signals(r, (None, Some(words.start)), 0.0, 0.0, words.len());
            out.push_with_signals(lost_or_added(r, Side::Target, words), &signals);
        }
    }
}

/// Which unrendered name stands for which, nearest first; the only one left on either side in any case.
fn paired(r: &PairReading<'_>, source: &[usize], target: &[usize]) -> Vec<(usize, usize, f32)> {
    let mut options: Vec<(usize, usize, f32)> =
        source.iter().flat_map(|&i| target.iter().map(move |&j| (i, j, same_position(r, i, j)))).collect();
    let only = source.len() == 1 && target.len() == 1;
    options.retain(|o| o.2 >= 0.35 || only);
    options.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    let mut out: Vec<(usize, usize, f32)> = Vec::new();
    for o in options {
        if !out.iter().any(|p| p.0 == o.0 || p.1 == o.1) {
            out.push(o);
        }
    }
    out
}

/// How surely two words stand in the same position, in [0, 1]: near, or beside words that are linked.
fn same_position(r: &PairReading<'_>, i: usize, j: usize) -> f32 {
    let linked = |a: Option<usize>, b: Option<usize>| match (a, b) {
        (Some(a), Some(b)) => r.source.links.get(a).is_some_and(|l| l.iter().any(|x| x.0 == b && x.1 >= 0.5)),
        _ => false,
    };
    let beside = linked(i.checked_sub(1), j.checked_sub(1)) || linked(Some(i + 1), Some(j + 1));
    let nearness = r.nearness(Side::Source, i, j);
    if beside { 0.5 + 0.5 * nearness } else { nearness }
}

/// The name of the original in whose place the unrendered name `j` stands, although that name
/// is found elsewhere too: it is linked to `j`, or stands fewer times than in the original.
fn displaced(r: &PairReading<'_>, j: usize) -> Option<(usize, f32)> {
    let (here, there) = (&r.source, &r.target);
    let times = |side: &SideReading<'_>, name: &str| {
        (0..side.len()).filter(|&k| side.is_capital(k) && names::likeness(side.norm(k), name) >= 0.8).count()
    };
    let fewer = |i: usize| {
        let in_target = times(there, here.norm(i));
        in_target >= 1 && times(here, here.norm(i)) > in_target
    };
    let linked = |i: usize| here.best_link(i).is_some_and(|(k, p)| k == j && p >= 0.3);
    let name = |i: usize| {
        here.is_word(i) && here.is_capital(i) && !here.opens_sentence(i) && here.written(i).chars().count() >= 3
    };
    (0..here.len())
        .filter(|&i| name(i) && (linked(i) || fewer(i)))
        .filter(|&i| lexicon::prob(r, i, j).is_none_or(|p| p < 0.01))
        .map(|i| (i, same_position(r, i, j)))
        .filter(|x| x.1 >= 0.5 && names::likeness(here.norm(x.0), there.norm(j)) < 0.5)
        .max_by(|x, y| x.1.total_cmp(&y.1))
}

/// Neighbouring words as one: a first name and its surname.
fn runs(words: &[usize]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for &i in words {
        match out.last_mut() {
            Some(run) if i <= run.end + 1 => run.end = i + 1,
            _ => out.push(i..i + 1),
        }
    }
    out
}

/// The words of names on `side` that nothing on the other side renders. French has no other
/// capitals inside a sentence than those of names.
fn unrendered(r: &PairReading<'_>, side: Side) -> Vec<usize> {
    let here = r.side(side);
    let mut out: Vec<usize> = Vec::new();
    let open = |i: usize| here.rendered[i] < 0.3 && here.written(i).chars().count() >= 3;
    for name in &here.facts.names {
        let tokens = name.tokens.range();
        for i in tokens.clone().filter(|&i| here.is_word(i) && here.is_capital(i)) {
            let opens = name.initial && i == tokens.start;
            if open(i) && !(opens && common(here, i)) {
                out.push(i);
            }
        }
    }
    if here.lang() == Lang::FR {
        let more = (0..here.len()).filter(|&i| here.is_word(i) && here.is_capital(i) && !here.opens_sentence(i));
        out.extend(more.filter(|&i| open(i)).collect::<Vec<_>>());
    }
    if !capitals_show_names(here.lang()) {
        // Where every noun has a capital, a name is what renders itself, or what no vocabulary has.
        let more = (0..here.len()).filter(|&i| here.is_word(i) && here.is_capital(i) && !here.opens_sentence(i));
        out.extend(
            more.filter(|&i| open(i) && (here.ids[i].is_none() || renders_itself(r, side, i))).collect::<Vec<_>>(),
        );
    }
    out.sort_unstable();
    out.dedup();
    // Of the parts of `Saint-Quentin` the rarest stands for all.
    let rarer = |a: usize, b: usize| here.information[b] > here.information[a];
    out.dedup_by(|later, earlier| {
        let joined = *later == *earlier + 2 && here.norm(*earlier + 1) == "-";
        if joined && rarer(*earlier, *later) {
            *earlier = *later;
        }
        joined
    });
    out
}

/// Whether the likeliest translation of a word is the word itself, as of a name.
fn renders_itself(r: &PairReading<'_>, side: Side, i: usize) -> bool {
    lexicon::best_translation(r, side, i).is_some_and(|t| t.0.eq_ignore_ascii_case(r.side(side).norm(i)))
}

/// Whether the word is so common that it is hardly a name.
fn common(side: &SideReading<'_>, i: usize) -> bool {
    side.ids[i].is_some() && side.information[i] < 13.0
}

/// The signals of a name: of the source (`i`), of the target (`j`) or of both.
fn signals(
    r: &PairReading<'_>,
    (i, j): (Option<usize>, Option<usize>),
    replaced: f32,
    nearness: f32,
    words: usize,
) -> NameSignals {
    let ends = [i.map(|i| (Side::Source, i)), j.map(|j| (Side::Target, j))];
    let ends: Vec<(Side, usize)> = ends.into_iter().flatten().collect();
    let most = |f: &dyn Fn(Side, usize) -> f32| ends.iter().map(|&(s, k)| f(s, k)).fold(f32::NEG_INFINITY, f32::max);
    let least = |f: &dyn Fn(Side, usize) -> f32| ends.iter().map(|&(s, k)| f(s, k)).fold(f32::INFINITY, f32::min);
    NameSignals {
        replaced,
        nearness,
        best_likeness: most(&|s, k| likest(r, s, k)),
        side: flag(i.is_some()) - flag(j.is_some()),
        least_nameness: least(&|s, k| nameness(r, s, k)),
        most_nameness: most(&|s, k| nameness(r, s, k)),
        log_words: (words as f32).ln(),
        continues: most(&|s, k| flag(continues(r, s, k))),
        translation_probability: most(&|s, k| lexicon::best_translation(r, s, k).map_or(0.0, |t| t.1)),
        acronym: most(&|s, k| flag(r.side(s).is_acronym(k)) + 0.5 * flag(r.side(s).opens_sentence(k))),
        least_information: least(&|s, k| r.side(s).information[k]),
        most_information: most(&|s, k| r.side(s).information[k]),
    }
}

/// How like the likest capitalised word of the other side is.
fn likest(r: &PairReading<'_>, side: Side, i: usize) -> f32 {
    let (here, there) = (r.side(side), r.side(side.other()));
    let capital = (0..there.len()).filter(|&j| there.is_capital(j));
    capital.map(|j| names::likeness(here.norm(i), there.norm(j))).fold(0.0, f32::max)
}

/// Whether the word before or after belongs to the same name and is rendered.
fn continues(r: &PairReading<'_>, side: Side, i: usize) -> bool {
    let here = r.side(side);
    let name = |k: usize| k < here.len() && here.is_capital(k) && here.is_word(k) && here.rendered[k] >= 0.7;
    i.checked_sub(1).is_some_and(|k| name(k) && !here.opens_sentence(k)) || name(i + 1)
}

/// How surely a word is a name: one that the lexicon leaves as it is, or does not know.
fn nameness(r: &PairReading<'_>, side: Side, i: usize) -> f32 {
    let here = r.side(side);
    let acronym = if here.is_acronym(i) { 0.5 } else { 1.0 };
    let Some((other, p)) = lexicon::best_translation(r, side, i) else { return 0.8 * acronym };
    let alike = names::likeness(here.norm(i), other);
    // *Congrès* for *Congress* is a cognate; a name mostly stays as it is.
    let same = here.norm(i) == other;
    acronym
        * if same {
            1.0
        } else if alike >= 0.7 {
            0.7
        } else {
            (0.6 - p).max(0.0)
        }
}

fn changed(r: &PairReading<'_>, i: usize, j: usize, nearness: f32) -> Draft {
    let (was, is) = (r.source.written(i), r.target.written(j));
    let alike = names::likeness(was, is);
    // Words of the general vocabulary may be a translated title or the name of an office.
    let plain = [common(&r.source, i), common(&r.target, j)].iter().filter(|c| **c).count();
    let another_spelling = if alike >= 0.5 { 0.35 } else { 1.0 };
    // Each language has its own acronyms, and spells out those of the other.
    let acronym = match (r.source.is_acronym(i), r.target.is_acronym(j)) {
        (false, false) => 1.0,
        (true, true) => 0.55,
        _ => 0.4,
    };
    let strength = (0.5 + 0.4 * nearness) * [1.0, 0.6, 0.35][plain] * another_spelling * acronym;
    Draft::new("names", Category::Entity, Severity::Critical, strength)
        .at(r.source.span(i), r.target.span(j))
        .says(message!("name-changed", was = was, is = is))
}

fn lost_or_added(r: &PairReading<'_>, side: Side, words: Range<usize>) -> Draft {
    let here = r.side(side);
    let name = here.words(words.clone());
    let i = words.start;
    let strength = if common(here, i) { 0.1 } else { 0.4 } * (1.0 - here.rendered[i]);
    let base = Draft::new("names", Category::Entity, Severity::Major, strength);
    let (span, place) = (here.span_of(words.clone()), r.counterpart_span(side, words));
    match side {
        Side::Source => base.at(span, place).says(message!("name-lost", words = name)),
        Side::Target => base.at(place, span).says(message!("name-added", words = name)),
    }
}
