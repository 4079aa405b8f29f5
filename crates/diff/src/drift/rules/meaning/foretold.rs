//! Done, for what lies ahead or is only meant: *a ouvert* for *is due to open*, *s'est posé* for *tried
//! to land*.
//!
//! `data/prospects.tsv` lists words after which a verb is not said to have happened. Where the verb after
//! one of them is rendered by a verb in the past, and nothing on the other side says that it lies ahead, it
//! is told as done.

use crate::drift::cues::conditional;
use crate::drift::cues::grammar::GRAMMAR;
use crate::drift::cues::hedges::{hedges, level};
use crate::drift::cues::table::CueTable;
use crate::drift::cues::verbs;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Lang, Side};
use std::ops::Range;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("prospects.tsv")));

/// See the module.
pub(crate) struct Foretold;

/// Least probability of the link of the verbs. Set by hand.
const LINKED: f32 = 0.4;

impl PairRule for Foretold {
    rule! {
        id: "foretold",
        category: Tense,
        summary: "What lies ahead, is tried or feared is told as done",
        rank: 175,
        // It says what is wrong, where others see only that something is.
        merging_weight: 1.5,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if !r.has_links() {
            return;
        }
        for side in [Side::Source, Side::Target] {
            let (here, there) = (r.side(side), r.side(side.other()));
            for (cue, verb) in ahead(here) {
                let linked = |k: usize| here.best_link(k).filter(|l| l.1 >= LINKED).map(|l| l.0);
                // `rendre sa décision` is *ruled*.
                let after =
                    (verb..(verb + 3).min(here.len())).take_while(|&k| here.is_word(k) && !is_fence(here.norm(k)));
                let pairs = after.filter_map(|k| linked(k).map(|j| (k, j)));
                let literal = |&(k, j): &(usize, usize)| k != verb || is_literal(r, side, k, j);
                let Some(done) = pairs.filter(literal).find_map(|(_, j)| done(there, j)) else { continue };
                if !looks_ahead(there, &done) {
                    out.push(finding(r, side, cue.start..verb + 1, done));
                }
            }
            out.extend(chances(here).into_iter().filter_map(|(cue, verb)| made_sure(r, side, &cue, verb)));
        }
    }
}

fn finding(r: &PairReading<'_>, side: Side, ahead: Range<usize>, done: Range<usize>) -> Draft {
    let (here, there) = (r.side(side), r.side(side.other()));
    let (words, past) = (here.words(ahead.clone()), there.words(done.clone()));
    let base = Draft::new("foretold", Category::Tense, Severity::Critical, 0.8);
    match side {
        Side::Source => {
            base.at(here.span_of(ahead), there.span_of(done)).says(message!("told-as-done", was = words, is = past))
        }
        Side::Target => {
            base.at(there.span_of(done), here.span_of(ahead)).says(message!("told-as-ahead", was = past, is = words))
        }
    }
}

/// What may happen on a side: the word that says so, and the verb.
fn chances(side: &SideReading<'_>) -> Vec<(Range<usize>, usize)> {
    let hits = CUES.find_every(side).into_iter().filter(|h| h.cue.field(0) == "chance");
    // *May* the month; *may only* and *may not* speak of leave.
    let verb = |h: &Range<usize>| {
        let name = side.is_capital(h.start) && !side.opens_sentence(h.start);
        let first =
            h.end + usize::from(matches!(side.norm(h.end), "also" | "now" | "soon" | "even" | "well" | "aussi"));
        let be = first + usize::from(matches!(side.norm(first), "be" | "être"));
        (!name && side.is_word(be) && side.information[be] > 4.0).then_some(be)
    };
    hits.filter_map(|h| verb(&h.tokens).map(|v| (h.tokens, v))).collect()
}

/// What may happen here and will happen there: *sera de retour* for *could return*.
fn made_sure(r: &PairReading<'_>, side: Side, cue: &Range<usize>, verb: usize) -> Option<Draft> {
    let (here, there) = (r.side(side), r.side(side.other()));
    let linked = here.best_link(verb).filter(|l| l.1 >= LINKED).map(|l| l.0);
    // Verbs that the lexicon lacks, in each other's place.
    let lone = || {
        let open = |k: &usize| there.best_link(*k).is_none() && is_future(there.norm(*k));
        (0..there.len()).filter(open).find(|&k| here.best_link(verb).is_none() && r.nearness(side, verb, k) >= IN_PLACE)
    };
    let j = linked.or_else(lone)?;
    let future = (j.saturating_sub(3)..=j).rev().find(|&k| match there.lang() {
        Lang::FR => {
            let word = there.norm(k);
            let clitic = |x: usize| matches!(there.norm(x), "s'" | "se" | "être" | "l'" | "la" | "le" | "les" | "de");
            let goes = matches!(word, "va" | "vont") && k < j && (k + 1..j).all(clitic);
            let future = is_future(word) || matches!(word, "sera" | "fera" | "ira" | "verra");
            goes || future && !POSSIBLE.iter().any(|p| word.starts_with(p))
        }
        _ => matches!(there.norm(k), "will" | "'ll"),
    })?;
    let open = (future..j).all(|k| !there.is_mark(k));
    let fenced =
        |a: usize, b: usize| (a..b).any(|k| there.is_mark(k) || matches!(there.norm(k), "et" | "mais" | "and" | "but"));
    let near = |h: &Range<usize>| {
        let (before, after) = (h.end <= future, h.start > j);
        let apart = before && fenced(h.end, future) || after && fenced(j, h.start);
        !apart && h.start <= j + HEDGED && future <= h.end + HEDGED && !h.contains(&future)
    };
    let unsure = hedges(there).iter().any(|h| level(h) >= 1 && near(&h.tokens));
    // *If ..., it may*: the condition says it.
    let granted =
        |s: &SideReading<'_>| (0..s.len()).any(|k| matches!(s.norm(k), "if" | "si" | "s'il" | "?" | "unless"));
    if !open || unsure || granted(here) || granted(there) {
        return None;
    }
    let words = |s: &SideReading<'_>, range: Range<usize>| (s.words(range.clone()).to_owned(), s.span_of(range));
    let ((may, own), (will, other)) = (words(here, cue.start..verb + 1), words(there, future..j + 1));
    let base = Draft::new("foretold", Category::Hedge, Severity::Major, 0.75);
    Some(match side {
        Side::Source => base.at(own, other).says(message!("told-as-sure", was = may, is = will)),
        Side::Target => base.at(other, own).says(message!("told-as-unsure", was = will, is = may)),
    })
}

/// Least nearness of verbs in each other's place. Set by hand.
const IN_PLACE: f32 = 0.6;

/// How far from a verb a hedge still speaks of it, in tokens. Set by hand.
const HEDGED: usize = 6;

/// Beginnings of futures that say what may be.
const POSSIBLE: [&str; 3] = ["pourr", "devr", "risquer"];

/// Whether the lexicon knows two linked words for renderings of each other.
fn is_literal(r: &PairReading<'_>, side: Side, i: usize, j: usize) -> bool {
    let (i, j) = if side == Side::Source { (i, j) } else { (j, i) };
    lexicon::relative_probability(r, i..i + 1, j..j + 1) >= 0.05 || lexicon::inflected(r, i, j)
}

/// Words with which another clause begins.
fn is_fence(word: &str) -> bool {
    matches!(word, "who" | "what" | "which" | "that" | "how" | "why" | "qui" | "que" | "qu'" | "ce" | "and" | "et")
}

/// What lies ahead on a side: the words that say so, and the verb.
fn ahead(side: &SideReading<'_>) -> Vec<(Range<usize>, usize)> {
    let mut out = Vec::new();
    for hit in CUES.find(side).into_iter().filter(|h| h.cue.field(0) == "strong") {
        let verb = (hit.tokens.end..(hit.tokens.end + 4).min(side.len()))
            .take_while(|&k| side.is_word(k) && !matches!(side.norm(k), "have" | "avoir" | "with" | "by"))
            .find(|&k| !small(side.norm(k)));
        if let Some(verb) = verb.filter(|&k| is_infinitive(side, k)) {
            out.push((hit.tokens, verb));
        }
    }
    if side.lang() == Lang::FR {
        for k in (0..side.len()).filter(|&k| is_future(side.norm(k))) {
            // `sera lancé`.
            let be = matches!(side.norm(k), "sera" | "seront");
            let next = (k + 1..k + 4).find(|&n| !small_french(side.norm(n)));
            let verb = next.filter(|&n| be && n < side.len() && is_infinitive(side, n)).unwrap_or(k);
            out.push((k..k + 1, verb));
        }
    }
    out
}

/// Words between a cue and its verb.
fn small(word: &str) -> bool {
    const SMALL: [&str; 15] =
        ["be", "to", "not", "n't", "also", "now", "then", "soon", "de", "d'", "être", "se", "s'", "bientôt", "pas"];
    SMALL.contains(&word) || (word.len() > 4 && (word.ends_with("ly") || word.ends_with("ment")))
}

fn is_infinitive(side: &SideReading<'_>, k: usize) -> bool {
    let word = side.norm(k);
    side.information[k] > 4.0
        && (side.lang() != Lang::FR || ["er", "ir", "re", "é", "ée", "és", "ées"].iter().any(|e| word.ends_with(e)))
}

/// A French future: its stem with another ending is a conditional.
fn is_future(word: &str) -> bool {
    let stem = word.strip_suffix("ront").or_else(|| word.strip_suffix("ra"));
    (word.chars().count() > 4 || word == "sera")
        && stem.is_some_and(|s| conditional::is_conditional(&format!("{s}rait")))
}

/// The words that say that what token `j` names is done.
fn done(side: &SideReading<'_>, j: usize) -> Option<Range<usize>> {
    let before = |k: usize| j.checked_sub(k).map_or("", |x| side.norm(x));
    if side.lang() == Lang::FR {
        let reach = (1..=3).take_while(|&k| k == 1 || small_french(before(k - 1)));
        let has = reach.clone().find(|&k| matches!(before(k), "a" | "ont" | "avait" | "avaient" | "ai" | "avons"));
        let reflexive = reach.clone().find(|&k| {
            matches!(before(k), "est" | "sont" | "était" | "étaient") && matches!(before(k + 1), "s'" | "se")
        });
        let participle = ["é", "ée", "és", "ées", "i", "is", "ie", "it", "u", "us", "ue", "ues", "ert", "erte"];
        let is_participle = side.norm(j) != "lieu" && participle.iter().any(|e| side.norm(j).ends_with(e));
        // `n'a pas terminé` is not done.
        let undone = reach.clone().any(|k| matches!(before(k), "pas" | "jamais" | "plus"));
        return has.or(reflexive).filter(|_| is_participle && !undone).map(|k| j - k..j + 1);
    }
    let word = side.norm(j);
    let past = word.len() > 4 && word.ends_with("ed")
        || verbs::form(side.lang(), word).is_some_and(|f| f.past)
        || GRAMMAR.irregular_pasts.contains(&word);
    let open = matches!(
        before(1),
        "to" | "be"
            | "been"
            | "is"
            | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "a"
            | "an"
            | "the"
            | "by"
            | "of"
            | "being"
            | "as"
    ) || before(1).ends_with("ly")
        || side.norm(j + 1) == "by";
    // `were repaired` is done, `was to be repaired` is not.
    let was = (1..=2).find(|&k| matches!(before(k), "was" | "were" | "been")).filter(|&k| k == 1 || small(before(1)));
    if let Some(k) = was.filter(|_| past && side.norm(j + 1) != "to" && !ELSE.contains(&word)) {
        return Some(j - k..j + 1);
    }
    let perfect =
        matches!(before(1), "has" | "have" | "'ve") || matches!(before(2), "has" | "have" | "'ve") && small(before(1));
    // *Once he has finished*: it still lies ahead.
    let later = (j.saturating_sub(AHEAD)..j)
        .any(|k| matches!(side.norm(k), "when" | "after" | "once" | "until" | "as" | "if" | "whoever" | "whatever"));
    if perfect && !later && (past || word.ends_with("en") || word.ends_with("un")) && !ELSE.contains(&word) {
        return Some(j - 1..j + 1);
    }
    let passive = (1..=3).any(|k| matches!(before(k), "is" | "are" | "be" | "been" | "being" | "was" | "were" | "n't"));
    let plain = j > 0 && side.is_word(j - 1) && !matches!(side.norm(j), "based" | "needed" | "used" | "related");
    (past && !open && !passive && plain).then_some(j..j + 1)
}

/// Participles that say no more than that somebody may, must or will.
const ELSE: [&str; 9] =
    ["expected", "supposed", "required", "allowed", "planned", "scheduled", "designed", "intended", "needed"];

fn small_french(word: &str) -> bool {
    matches!(word, "été" | "pas" | "déjà" | "aussi" | "bien" | "ensuite") || (word.len() > 5 && word.ends_with("ment"))
}

/// Whether anything on a side near what is done says that something lies ahead, or is only possible; the verb itself,
/// such as *a décidé*, does not.
fn looks_ahead(side: &SideReading<'_>, done: &Range<usize>) -> bool {
    let french = side.lang() == Lang::FR;
    let near = done.start.saturating_sub(AHEAD)..done.end + AHEAD;
    let verb = |k: usize| french && (is_future(side.norm(k)) || conditional::is_conditional(side.norm(k)));
    // *May* is a month.
    let month = |k: usize| side.norm(k) == "may" && side.is_capital(k) && !side.opens_sentence(k);
    let cues = CUES.find(side);
    near.clone().any(|k| k < side.len() && verb(k))
        || cues
            .iter()
            .any(|h| near.contains(&h.tokens.start) && !done.contains(&h.tokens.start) && !month(h.tokens.start))
}

/// How far from a verb words still speak of it, in tokens. Set by hand.
const AHEAD: usize = 9;
