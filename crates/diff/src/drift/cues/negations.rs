//! Negations, and words that may stand for one.
//!
//! `data/negation.tsv` lists words and phrases; the two halves of a French negation are found by
//! their place. `ne ... que`, expletive `ne`, `sans doute` and `not only` do not negate.

use super::grammar::GRAMMAR;
use super::table::CueTable;
use crate::drift::side::SideReading;
use calque_model::Model;
use calque_text::Lang;
use std::ops::Range;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("negation.tsv")));

/// A negation, or a word that may stand for one.
#[derive(Debug)]
pub(crate) struct Negation {
    /// From the first to the last of its words.
    pub(crate) tokens: Range<usize>,
    /// Whether it negates by itself; a weak one may stand for a negation: *ignorent*.
    pub(crate) strong: bool,
    /// Whether it is a weak one that seldom stands for a negation: *but*, *avant*.
    pub(crate) faint: bool,
    /// Negation of a verb (`ne ... pas`, `not`), rather than by a word such as *no* or *never*.
    pub(crate) verbal: bool,
}

/// Where a side plainly negates.
pub(crate) fn strong(side: &SideReading<'_>, model: Option<&Model>) -> Vec<Range<usize>> {
    find(side, model).into_iter().filter(|c| c.strong).map(|c| c.tokens).collect()
}

/// The negations of a side, and the words that may stand for one.
///
/// The model tells which words are others with a prefix that negates.
pub(crate) fn find(side: &SideReading<'_>, model: Option<&Model>) -> Vec<Negation> {
    let mut out = Vec::new();
    let mut used = vec![false; side.len()];
    let hits = CUES.find(side);
    for h in hits.iter().filter(|h| h.cue.field(0) == "void") {
        h.tokens.clone().for_each(|i| used[i] = true);
    }
    if side.lang() == Lang::FR {
        french_negations(side, &mut used, &mut out);
    }
    for h in hits {
        let kind = h.cue.field(0);
        // *No vio nada*: the second only agrees with the first.
        let agrees = kind == "concord" && out.iter().any(|n| n.strong && same_clause(side, n, &h.tokens));
        let strong = kind == "strong" || kind == "concord" && !agrees;
        if h.cue.field(0) != "void" && !h.tokens.clone().any(|i| used[i]) && !is_numero(side, &h.tokens) {
            let verbal = strong && VERBAL.contains(&side.norm(h.tokens.end - 1));
            let faint = h.cue.field(0) == "faint";
            out.push(Negation { tokens: h.tokens, strong, faint, verbal });
        }
    }
    for i in (0..side.len()).filter(|&i| !used[i] && negative_prefix(side, model, i)) {
        out.push(Negation { tokens: i..i + 1, strong: false, faint: false, verbal: false });
    }
    out.sort_by_key(|c| c.tokens.start);
    out
}

/// Words that negate a verb.
const VERBAL: [&str; 4] = ["not", "n't", "cannot", "nicht"];

/// How far apart two negations may stand that agree, in tokens. Set by hand.
const AGREEING: usize = 14;

/// Whether nothing but words and commas stands between a negation and words after it.
fn same_clause(side: &SideReading<'_>, before: &Negation, after: &Range<usize>) -> bool {
    let end = before.tokens.end;
    end <= after.start
        && after.start - end <= AGREEING
        && !(end..after.start).any(|k| matches!(side.norm(k), "." | ";" | "!" | "?" | ":" | "pero" | "sino"))
}

/// Whether *no* is the abbreviation of *number* before a figure: *Amendment No 53*.
fn is_numero(side: &SideReading<'_>, tokens: &Range<usize>) -> bool {
    let digits = |i: usize| side.norm(i).starts_with(|c: char| c.is_ascii_digit());
    let next = if side.norm(tokens.end) == "." { tokens.end + 1 } else { tokens.end };
    tokens.len() == 1 && side.norm(tokens.start) == "no" && side.is_capital(tokens.start) && digits(next)
}

/// Whether a second half is a noun here: *chaque personne*, *un point*.
fn is_noun(side: &SideReading<'_>, k: usize) -> bool {
    let determiner = |w: &str| {
        matches!(
            w,
            "chaque"
                | "une"
                | "un"
                | "la"
                | "le"
                | "les"
                | "cette"
                | "ce"
                | "toute"
                | "par"
                | "quelque"
                | "votre"
                | "notre"
                | "seule"
        )
    };
    matches!(side.norm(k), "personne" | "point" | "rien") && k > 0 && determiner(side.norm(k - 1))
}

/// Whether `plus` compares: *à moins qu'ils ne reçoivent plus de mille euros que prévu*, *elle n'était
/// le plus souvent qu'une formalité*.
fn compares(side: &SideReading<'_>, k: usize) -> bool {
    let superlative = k > 0 && matches!(side.norm(k - 1), "le" | "la" | "les");
    let amount = superlative || matches!(side.norm(k + 1), "de" | "d'");
    side.norm(k) == "plus" && amount && (k + 2..k + 6).any(|i| matches!(side.norm(i), "que" | "qu'"))
}

/// `ne` with its second half, before or after; `ne ... que` and bare `ne` are weak.
fn french_negations(side: &SideReading<'_>, used: &mut [bool], out: &mut Vec<Negation>) {
    for i in 0..side.len() {
        if used[i] || !matches!(side.norm(i), "ne" | "n'") {
            continue;
        }
        let stop = |k: usize| matches!(side.norm(k), "." | ";" | "!" | "?" | "ne" | "n'");
        let ahead = (i + 1..(i + 9).min(side.len())).take_while(|&k| !stop(k));
        let mut second = None;
        let mut only = false;
        for k in ahead {
            // *avant qu'un autre ne commence, il est plus rapide*: the clause is over.
            let over = side.norm(k) == "plus" && (i..k).any(|t| side.norm(t) == ",");
            let is_half = GRAMMAR.second_halves.contains(&side.norm(k)) && !over;
            if is_half && !used[k] && !is_noun(side, k) && !compares(side, k) {
                second = Some(k);
                break;
            }
            // Right after the verb, `que` is the second half: *il n'a que*, *ne sont en fait que*; so
            // it is before a number wherever it stands: *ne vérifiant chaque entrée qu'une fois*.
            let counts = || matches!(side.norm(k + 1), "une" | "un" | "deux" | "trois" | "à" | "lorsque" | "si");
            if matches!(side.norm(k), "que" | "qu'") && (k <= i + 4 || counts()) {
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
                // *ne peut dormir*: with these verbs the second half may be left out.
                None => (i..i + 1, (i + 1..i + 3).any(|k| GRAMMAR.lone_ne.contains(&side.norm(k)))),
            },
        };
        // `ne ... pas que`: not only.
        // After verbs of thinking and saying `que` begins a clause: *ne pense pas que*.
        let half = side.norm(tokens.end - 1);
        let not_only = strong
            && (matches!((half, side.norm(tokens.end)), ("pas", "seulement" | "uniquement"))
                || matches!((half, side.norm(tokens.end)), ("plus", "que" | "qu'"))
                || matches!((half, side.norm(tokens.end)), ("pas", "que" | "qu'"))
                    && (tokens.start + 1..tokens.end).any(|k| GRAMMAR.being_and_having.contains(&side.norm(k))));
        used[tokens.start] = true;
        used[tokens.end - 1] = true;
        out.push(Negation { tokens, strong: strong && !not_only, faint: false, verbal: strong });
    }
}

/// Whether a word is another one with a prefix that negates: *impossible*, *unhappy*, but not
/// *impliqué* or *under*: what follows the prefix must be a word as well, and no rare one.
fn negative_prefix(side: &SideReading<'_>, model: Option<&Model>, i: usize) -> bool {
    let word = side.norm(i);
    if word.len() < 6 || !side.is_word(i) {
        return false;
    }
    let unable = ["able", "ible", "ables", "ibles"].iter().any(|e| word.ends_with(e));
    let negated = ["un", "in", "im", "ir", "il"].iter().any(|p| word.starts_with(p));
    if unable && negated && !GRAMMAR.has_no_prefix(side.lang(), word) {
        // `introuvable`: what is left need not be a word.
        return true;
    }
    (side.lang() == Lang::EN && word.ends_with("less")) || model.is_some_and(|m| has_prefix(side, m, i))
}

/// Whether token `i` is another word with a prefix that negates.
pub(crate) fn has_prefix(side: &SideReading<'_>, model: &Model, i: usize) -> bool {
    without_prefix(side, model, i).is_some()
}

/// The word without the prefix that negates it.
pub(crate) fn without_prefix<'r>(side: &'r SideReading<'_>, model: &Model, i: usize) -> Option<&'r str> {
    let word = side.norm(i);
    if word.len() < 6 || GRAMMAR.has_no_prefix(side.lang(), word) {
        return None;
    }
    let vocabulary = model.side(side.lang())?;
    let rest = GRAMMAR.negative_prefixes(side.lang()).iter().find_map(|p| word.strip_prefix(p))?;
    let known = vocabulary.id(rest).filter(|_| rest.len() >= 4);
    (known.is_some() && vocabulary.frequency(known) >= 0.2 * vocabulary.frequency(side.ids[i])).then_some(rest)
}
