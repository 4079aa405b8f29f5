//! Another member of a closed class: *Suisse* for *Sweden*, *tante* for *sister*, *AFP* for *Reuters*.
//!
//! [`classes`] reads the members that both sides name. What both name, or what may stand for it (*Berlin* for
//! *Germany*), is settled first, wherever it stands; so is what other words plainly render. Two members of one class
//! that stay open and stand in each other's place are an error, whatever the lexicon says of them. A member that has
//! no counterpart of its class is no matter of this rule.

use crate::drift::cues::classes::{self, Mention};
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Lang, Side};

/// Least nearness of two members that stand in each other's place. Set by hand.
const LEAST_NEARNESS: f32 = 0.3;
/// Least nearness of two names that are alone of their class.
const MOVED: f32 = 0.12;
/// Nearness of two members of which one may be another word.
const SAME_PLACE: f32 = 0.9;
/// Two words of which the lexicon gives this share of its best rendering are renderings of each other.
const KNOWN_RENDERING: f32 = 0.15;
/// From this probability on a linked word is a rendering, in the lexicon's eyes.
const PLAIN_RENDERING: f32 = 0.05;

/// See the module.
pub(crate) struct ClosedClass;

impl PairRule for ClosedClass {
    rule! {
        id: "closed-class",
        category: Entity,
        summary: "Another country, nationality, city, party, colour, relative, office or agency",
        rank: 45,
        merging_weight: 1.2,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (a, b) = (r.mentions(Side::Source), r.mentions(Side::Target));
        if a.is_empty() || b.is_empty() {
            return;
        }
        let (source, target) = (open(r, Side::Source, a, b), open(r, Side::Target, b, a));
        for (was, is, nearness) in paired(r, &source, &target) {
            out.push(finding(r, was, is, nearness));
        }
    }

    fn members(&self) -> Vec<(&'static str, Vec<String>)> {
        classes::listed()
    }
}

/// The mentions of `side` that the other side does not answer.
fn open<'m>(r: &PairReading<'_>, side: Side, here: &'m [Mention], there: &[Mention]) -> Vec<&'m Mention> {
    let same = |a: &Mention, b: &Mention| a.members.iter().any(|n| b.members.contains(n));
    // A seat that its own name answers stands for nothing else: *the law of Austria, the courts of Vienna*.
    let taken = |o: &Mention| here.iter().any(|m| same(m, o));
    let answered = |m: &Mention| there.iter().any(|o| same(m, o) || classes::meet(m, o) && !taken(o));
    here.iter()
        .filter(|m| m.members.iter().any(|&n| !classes::member(n).class.is_empty()))
        .filter(|m| !answered(m) && !stands_there(r, side, m) && !rendered_otherwise(r, side, m, there))
        .collect()
}

/// Whether both name the language of their own text, as in *in English* and *en français*.
fn own_languages(r: &PairReading<'_>, a: &Mention, b: &Mention) -> bool {
    let names = |side: Side, m: &Mention| {
        let here = r.side(side);
        let (member, before) = match here.lang() {
            Lang::EN => ("United Kingdom", "in"),
            _ => ("France", "en"),
        };
        let said = m.tokens.start > 0 && here.norm(m.tokens.start - 1) == before;
        said && m.members.iter().any(|&n| classes::member(n).name(Lang::EN) == member)
    };
    names(Side::Source, a) && names(Side::Target, b)
}

/// Whether the other side has the very words.
fn stands_there(r: &PairReading<'_>, side: Side, m: &Mention) -> bool {
    let (here, there) = (r.side(side), r.side(side.other()));
    m.tokens.clone().all(|i| (0..there.len()).any(|j| there.norm(j) == here.norm(i)))
}

/// Whether a word that is no member plainly renders the mention, by its rarest word.
fn rendered_otherwise(r: &PairReading<'_>, side: Side, m: &Mention, there: &[Mention]) -> bool {
    let here = r.side(side);
    let rarest = m.tokens.clone().max_by(|&i, &k| here.information[i].total_cmp(&here.information[k]));
    let Some((i, (j, p))) = rarest.and_then(|i| Some((i, here.best_link(i)?))) else { return false };
    let (source, target) = if side == Side::Source { (i, j) } else { (j, i) };
    let plain = p >= 0.5 && lexicon::prob(r, source, target).is_some_and(|q| q >= PLAIN_RENDERING);
    plain && !there.iter().any(|o| o.tokens.contains(&j))
}

/// Which open member stands for which, nearest first.
fn paired<'m>(
    r: &PairReading<'_>,
    source: &[&'m Mention],
    target: &[&'m Mention],
) -> Vec<(&'m Mention, &'m Mention, f32)> {
    let mut options = Vec::new();
    for (i, a) in source.iter().enumerate() {
        for (j, b) in target.iter().enumerate() {
            if class_of(a, b).is_none() || is_known_rendering(r, a, b) || own_languages(r, a, b) {
                continue;
            }
            let nearness = nearness(r, a, b);
            let moved = nearness >= MOVED && alone(a, b, source, target);
            let nearness = if moved { nearness.max(LEAST_NEARNESS) } else { nearness };
            // A word that may be another is believed where a sure one stands in its very place.
            let least = match (a.sure, b.sure) {
                (true, true) => LEAST_NEARNESS,
                (false, false) => f32::INFINITY,
                _ => SAME_PLACE,
            };
            if nearness >= least {
                options.push((nearness, i, j));
            }
        }
    }
    options.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut out: Vec<(usize, usize, f32)> = Vec::new();
    for (nearness, i, j) in options {
        if !out.iter().any(|p| p.0 == i || p.1 == j) {
            out.push((i, j, nearness));
        }
    }
    out.into_iter().map(|(i, j, nearness)| (source[i], target[j], nearness)).collect()
}

/// Whether two names are the only open members of their class: what stands in the place of the one can only be the
/// other, however far it has moved.
fn alone(a: &Mention, b: &Mention, source: &[&Mention], target: &[&Mention]) -> bool {
    let of_class = |m: &Mention, list: &[&Mention]| list.iter().filter(|o| class_of(m, o).is_some()).count();
    let name = |m: &Mention| m.sure && m.members.iter().all(|&n| classes::member(n).is_name());
    name(a) && name(b) && of_class(a, source) == 1 && of_class(a, target) == 1
}

/// The class that both may be of.
fn class_of(a: &Mention, b: &Mention) -> Option<&'static str> {
    let classes = a.members.iter().map(|&n| classes::member(n).class).filter(|c| !c.is_empty());
    classes.into_iter().find(|c| b.members.iter().any(|&n| classes::member(n).class == *c))
}

/// Whether the lexicon takes one word for the other. Of names it is not asked: they are known.
fn is_known_rendering(r: &PairReading<'_>, a: &Mention, b: &Mention) -> bool {
    let name = |m: &Mention| m.members.iter().any(|&n| classes::member(n).is_name());
    let phrase = a.tokens.len() > 1 || b.tokens.len() > 1;
    !name(a) && !phrase && lexicon::relative_probability(r, a.tokens.clone(), b.tokens.clone()) >= KNOWN_RENDERING
}

/// Nearness of two mentions: that of their nearest words.
fn nearness(r: &PairReading<'_>, a: &Mention, b: &Mention) -> f32 {
    let pairs = a.tokens.clone().flat_map(|i| b.tokens.clone().map(move |j| (i, j)));
    pairs.map(|(i, j)| r.nearness(Side::Source, i, j)).fold(0.0, f32::max)
}

fn finding(r: &PairReading<'_>, a: &Mention, b: &Mention, nearness: f32) -> Draft {
    let (was, is) = (r.source.words(a.tokens.clone()), r.target.words(b.tokens.clone()));
    let class = class_of(a, b).unwrap_or_default();
    let member = a.members.iter().map(|&n| classes::member(n)).find(|m| m.class == class);
    let due = member.map_or_else(String::new, |m| m.name(r.target.lang()));
    let name = member.is_some_and(classes::Member::is_name);
    let category = if name { Category::Entity } else { Category::Mistranslation };
    Draft::new("closed-class", category, Severity::Critical, 0.62 + 0.33 * nearness)
        .at(r.source.span_of(a.tokens.clone()), r.target.span_of(b.tokens.clone()))
        .says(message!("class-changed", was = was, is = is, due = due, class = class))
}
