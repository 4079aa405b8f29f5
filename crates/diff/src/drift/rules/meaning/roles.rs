//! Who did it to whom: *le syndicat a été accusé par l'entreprise* for *the union accused the company*.
//!
//! A light analysis of clauses ([`crate::drift::clauses`]) finds verbs with those who take part, active or
//! passive. Where two verbs render each other, and the one who acts here is the one acted on there and the
//! other way round, the parts are exchanged. So they are where two names change places around *from ... to*
//! or *than*.

use crate::drift::clauses::{Clause, Participant, Tied, clauses, tied};
use crate::drift::cues::names;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Lang, Side, Span};

/// See the module.
pub(crate) struct Roles;

/// Least probability of the links of verbs and nouns. Set by hand.
const LINKED: f32 = 0.35;
/// Words of this share of their best rendering mean the same, wherever they stand. Set by hand.
const KNOWN: f32 = 0.3;
/// Words below it mean something else, however they are linked. Set by hand.
const HARDLY_KNOWN: f32 = 0.02;

impl PairRule for Roles {
    rule! {
        id: "roles",
        category: Mistranslation,
        summary: "Those who act and those acted on are exchanged",
        rank: 57,
        // It says what is wrong, where others see only that something is.
        merging_weight: 2.0,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if !r.has_links() {
            return;
        }
        if let Some(draft) = around(r).or_else(|| hung_otherwise(r)) {
            out.push(draft);
        }
        let source = clauses(&r.source);
        if !source.is_empty() {
            let target = clauses(&r.target);
            for a in &source {
                for b in target.iter().filter(|b| same_verb(r, a, b)) {
                    if let Some((was, is)) = exchanged(r, a, b) {
                        out.push(finding(r, a, &was, &is));
                    }
                }
            }
        }
    }
}

/// Two names in each other's place: *from Lyon to Turin* / *de Turin à Lyon*, *Anna is taller than Sophie* /
/// *Sophie est plus grande qu'Anna*.
fn around(r: &PairReading<'_>) -> Option<Draft> {
    const PLACES: [(&[&str], &[&str]); 4] = [
        (&["from"], &["to"]),
        (&["de", "du", "d'", "depuis"], &["à", "vers", "au", "aux", "jusqu'à", "jusqu'"]),
        (&[], &["than"]),
        (&[], &["que", "qu'"]),
    ];
    let name = |s: &SideReading<'_>, k: usize| s.is_word(k) && s.is_capital(k) && s.information[k] > 4.0;
    // The two names of a side, the second right after its word.
    let find = |s: &SideReading<'_>, (first, second): &(&[&str], &[&str])| {
        let b = (2..s.len()).find(|&k| second.contains(&s.norm(k - 1)) && name(s, k))?;
        let a = (0..b - 1).rev().find(|&k| name(s, k))?;
        let compared =
            || (a + 1..b).any(|k| s.norm(k).ends_with("er") || matches!(s.norm(k), "more" | "less" | "plus" | "moins"));
        let fits = if first.is_empty() { compared() } else { a > 0 && a + 2 == b && first.contains(&s.norm(a - 1)) };
        fits.then_some((a, b))
    };
    let english = r.source.lang() == Lang::EN;
    for (en, fr) in [(&PLACES[0], &PLACES[1]), (&PLACES[2], &PLACES[3])] {
        let (one, other) = if english { (en, fr) } else { (fr, en) };
        let (Some((a, b)), Some((c, d))) = (find(&r.source, one), find(&r.target, other)) else { continue };
        let linked = |i: usize, j: usize| r.source.links[i].iter().any(|&(k, p)| k == j && p >= 0.6);
        if linked(a, d) && linked(b, c) {
            let (was, is) = (r.source.written(a), r.target.written(c));
            return Some(
                Draft::new("roles", Category::Mistranslation, Severity::Critical, 0.85)
                    .at(r.source.span_of(a..b + 1), r.target.span_of(c..d + 1))
                    .says(message!("names-exchanged", was = was, is = is)),
            );
        }
    }
    None
}

/// Two names of which each hangs on what the other hangs on: *a goal by Barrena under pressure from Teles* / *un but
/// de Teles sous la pression de Barrena*.
fn hung_otherwise(r: &PairReading<'_>) -> Option<Draft> {
    let (source, target) = (tied(&r.source), tied(&r.target));
    let linked = |i: usize, j: usize| r.source.links[i].iter().any(|&(k, p)| k == j && p >= 0.6);
    let same = |a: &Tied, b: &Tied| {
        let (i, j) = (a.name.end - 1, b.name.end - 1);
        linked(i, j) || r.source.norm(i) == r.target.norm(j)
    };
    let hangs = |a: &Tied, b: &Tied| a.heads.iter().any(|&i| b.heads.iter().any(|&j| linked(i, j)));
    for (n, a) in source.iter().enumerate() {
        for b in &source[n + 1..] {
            let find = |x: &Tied| target.iter().find(|y| same(x, y));
            let (Some(c), Some(d)) = (find(a), find(b)) else { continue };
            // *The Council of Europe* and *the European Council*.
            let last = |s: &SideReading<'_>, x: &Tied, y: &Tied| s.norm(x.name.end - 1) == s.norm(y.name.end - 1);
            if last(&r.source, a, b) || last(&r.target, c, d) {
                continue;
            }
            if c.name != d.name && hangs(a, d) && hangs(b, c) && !hangs(a, c) && !hangs(b, d) {
                let (was, is) = (r.source.words(a.name.clone()), r.target.words(d.name.clone()));
                let (from, to) = (a.name.start..b.name.end, c.name.start.min(d.name.start)..c.name.end.max(d.name.end));
                return Some(
                    Draft::new("roles", Category::Mistranslation, Severity::Critical, 0.85)
                        .at(r.source.span_of(from), r.target.span_of(to))
                        .says(message!("names-exchanged", was = was, is = is)),
                );
            }
        }
    }
    None
}

fn same_verb(r: &PairReading<'_>, a: &Clause, b: &Clause) -> bool {
    let linked = r.source.links[a.verb].iter().any(|&(j, p)| j == b.verb && p >= LINKED);
    let literal = || lexicon::relative_probability(r, a.verb..a.verb + 1, b.verb..b.verb + 1) >= 0.02;
    // A verb that the lexicon lacks.
    let lone = |side: &SideReading<'_>, k: usize| side.best_link(k).is_none_or(|l| l.1 < LINKED);
    linked && (literal() || lexicon::inflected(r, a.verb, b.verb))
        || (lone(&r.source, a.verb) && lone(&r.target, b.verb))
}

/// Whether the parts are exchanged: the places of the one who acts on both sides.
fn exchanged(r: &PairReading<'_>, a: &Clause, b: &Clause) -> Option<(Participant, Participant)> {
    let (x, y) = (a.agent.as_ref()?, a.patient.as_ref()?);
    let (u, v) = (b.agent.as_ref()?, b.patient.as_ref()?);
    let crossed = same(r, x, v) && same(r, y, u);
    // One of the two may be a word that the lexicon lacks.
    let half = same(r, x, v) && unknown(r, y, u) || same(r, y, u) && unknown(r, x, v);
    let straight = same(r, x, u) || same(r, y, v) && !ambiguous(y) && !ambiguous(v);
    ((crossed || half) && !straight).then(|| (x.clone(), u.clone()))
}

/// Whether a pronoun may stand for a man as for a woman: *l'*.
fn ambiguous(p: &Participant) -> bool {
    matches!(p, Participant::Pronoun("hs", _))
}

/// Whether two nouns are linked to nothing.
fn unknown(r: &PairReading<'_>, a: &Participant, b: &Participant) -> bool {
    let lone = |side: &SideReading<'_>, p: &Participant| match p {
        Participant::Noun(i, k) => (*i..=*k).all(|x| side.best_link(x).is_none_or(|l| l.1 < LINKED)),
        Participant::Pronoun(..) => false,
    };
    lone(&r.source, a) && lone(&r.target, b)
}

/// Whether a word of the source is a word of the target. In their sentences, words that play the same part come close
/// to each other even if they do not mean the same: *the miller* who accuses and *le forgeron* who does. So of words
/// that the lexicon knows, it decides, where links are made by the encoder.
fn renders(r: &PairReading<'_>, i: usize, j: usize) -> bool {
    let linked = r.source.links[i].iter().any(|&(k, p)| k == j && p >= LINKED);
    if !r.context().is_known() || lexicon::probs(r, i, j).is_none() {
        return linked;
    }
    let share = lexicon::relative_probability(r, i..i + 1, j..j + 1);
    share >= KNOWN || linked && share >= HARDLY_KNOWN
}

/// Whether a participant of the source is one of the target.
fn same(r: &PairReading<'_>, a: &Participant, b: &Participant) -> bool {
    match (a, b) {
        (Participant::Noun(i, k), Participant::Noun(j, l)) => {
            let linked = |x: usize| (*j..=*l).any(|y| renders(r, x, y));
            // *RSF* is *FSR*.
            let acronym = |x: usize| {
                r.source.is_acronym(x)
                    && (*j..=*l).any(|y| r.target.is_acronym(y) && names::anagrams(r.source.norm(x), r.target.norm(y)))
            };
            (*i..=*k).any(|x| linked(x) || acronym(x))
        }
        (Participant::Pronoun(p, _), Participant::Pronoun(q, _)) => p.chars().any(|c| q.contains(c)),
        _ => false,
    }
}

fn finding(r: &PairReading<'_>, a: &Clause, was: &Participant, is: &Participant) -> Draft {
    let (from, to) = (span(&r.source, was), span(&r.target, is));
    let text = |s: Option<Span>, side: Side| s.map_or("", |s| s.of(r.side(side).view.text));
    let (was, is) = (text(from, Side::Source), text(to, Side::Target));
    Draft::new("roles", Category::Mistranslation, Severity::Critical, 0.85).at(from, to).says(message!(
        "roles-exchanged",
        verb = r.source.written(a.verb),
        was = was,
        is = is
    ))
}

fn span(side: &SideReading<'_>, p: &Participant) -> Option<Span> {
    match p {
        Participant::Noun(first, last) => side.span_of(*first..last + 1),
        Participant::Pronoun(_, k) => side.span(*k),
    }
}
