//! Quoted words: marks lost or added.
//!
//! Words between quotation marks are somebody's own; without the marks they
//! are the writer's. Quotations are paired by the words inside them. Marks that
//! open or close outside the segment count as reaching to its edge.

use crate::drift::cues::table::CueTable;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use crate::drift::signals::{flag, signals};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use calque_text::facts::is_decade_name;
use std::ops::Range;
use std::sync::LazyLock;

signals! {
    /// Signals of a quotation whose marks are lost or added.
    pub(crate) struct QuotationSignals {
        /// 1 if the other side quotes nothing.
        other_side_unquoted,
        /// ln of the number of quoted words.
        log_words,
        /// 1 if the marks stand in the source.
        in_source,
        /// 2 if it is the whole segment, 1 if it reaches to one end of it.
        reaches_edge,
        /// 1 if both of its marks stand in the segment.
        both_marks,
        /// Mean of what is rendered of its words, weighted by information.
        rendered,
        /// How much of what its words are linked to stands together, in [0, 1].
        contiguous,
        /// Quotation marks of its side, at most 6.
        marks,
        /// Quotation marks of the other side, at most 6.
        other_marks,
        /// 1 if its side has an odd number of marks.
        odd_marks,
        /// 1 if its marks are single.
        single_marks,
        /// Share of its words with a capital.
        quoted_capitals,
        /// 1 if its first word has a capital.
        opens_with_capital,
        /// Forms in which the press reports speech minus those of stories, in [-2, 2]: what opens speech
        /// in a story may stand in an earlier segment.
        press_minus_story,
    }
}

static REPORTING: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("speech.tsv")));

/// See the module.
pub(crate) struct Quotations;

impl PairRule for Quotations {
    rule! {
        id: "quotations",
        category: Quotation,
        summary: "Quotation marks lost or added",
        languages: Languages::Any,
        rank: 80,
        least_confidence: Some(0.4),
        signals: QuotationSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (source, target) = (quotes(&r.source), quotes(&r.target));
        // A dash that opens speech stands for the marks, wherever the other language closes them.
        if source.len() == target.len() || dash_opens(&r.source) || dash_opens(&r.target) {
            return;
        }
        let (side, more, fewer) = if source.len() > target.len() {
            (Side::Source, &source, &target)
        } else {
            (Side::Target, &target, &source)
        };
        for quote in left_over(r, side, more, fewer) {
            out.push_with_signals(finding(r, side, quote, fewer.is_empty()), &signals(r, side, quote, fewer));
        }
    }
}

/// Whether a side opens with the dash of a dialogue, within which nothing marks who speaks.
fn dash_opens(side: &SideReading<'_>) -> bool {
    let words = side.view.words().trim_start();
    words.starts_with(['—', '–', '―']) || words.starts_with("--") || words.starts_with("- ")
}

/// The quotations of one side that are left when every quotation of the other side is paired with
/// its nearest.
fn left_over<'q>(
    r: &PairReading<'_>,
    side: Side,
    more: &'q [Range<usize>],
    fewer: &[Range<usize>],
) -> Vec<&'q Range<usize>> {
    let mut left: Vec<&Range<usize>> = more.iter().collect();
    for q in fewer {
        let middle = usize::midpoint(q.start, q.end);
        let nearest = (0..left.len()).max_by(|&a, &b| {
            let nearness = |k: usize| {
                let m = usize::midpoint(left[k].start, left[k].end);
                r.nearness(side, m, middle)
            };
            nearness(a).total_cmp(&nearness(b))
        });
        if let Some(k) = nearest {
            left.remove(k);
        }
    }
    left
}

fn signals(r: &PairReading<'_>, side: Side, quote: &Range<usize>, fewer: &[Range<usize>]) -> QuotationSignals {
    let here = r.side(side);
    let words = quote.clone().filter(|&i| here.is_word(i)).count().max(1) as f32;
    let whole = quote.start == 0 && quote.end + 1 >= here.len();
    let edge = quote.start == 0 || quote.end >= here.len();
    QuotationSignals {
        other_side_unquoted: flag(fewer.is_empty()),
        log_words: words.ln(),
        in_source: flag(side == Side::Source),
        reaches_edge: flag(whole) + flag(whole || edge),
        both_marks: flag(here.is_mark(quote.start) && here.is_mark(quote.end - 1)),
        rendered: rendered(here, quote),
        contiguous: contiguous(r, side, quote),
        marks: marks(here).min(6.0),
        other_marks: marks(r.side(side.other())).min(6.0),
        odd_marks: marks(here) % 2.0,
        single_marks: flag(single(here, quote.start)),
        quoted_capitals: quote.clone().filter(|&i| here.is_capital(i)).count() as f32 / words,
        opens_with_capital: flag(here.is_capital((quote.start + 1).min(here.len() - 1))),
        press_minus_story: press_minus_story(r),
    }
}

/// See [`QuotationSignals::press_minus_story`].
fn press_minus_story(r: &PairReading<'_>) -> f32 {
    let of = |side: &SideReading<'_>| {
        REPORTING.find(side).iter().map(|hit| if hit.cue.field(0) == "press" { 1.0 } else { -1.0 }).sum::<f32>()
    };
    (of(&r.source) + of(&r.target)).clamp(-2.0, 2.0)
}

/// How well the quoted words are rendered, by their information.
fn rendered(here: &SideReading<'_>, quote: &Range<usize>) -> f32 {
    let information = |i: usize| here.information[i].max(1.0);
    let words = || quote.clone().filter(|&i| here.is_word(i));
    let all: f32 = words().map(information).sum();
    words().map(|i| information(i) * here.rendered[i]).sum::<f32>() / all.max(1.0)
}

/// How much of what the quoted words are linked to stands together, in [0, 1].
fn contiguous(r: &PairReading<'_>, side: Side, quote: &Range<usize>) -> f32 {
    let here = r.side(side);
    let mut at: Vec<usize> =
        quote.clone().filter(|&i| here.is_word(i)).filter_map(|i| here.best_link(i)).map(|l| l.0).collect();
    at.sort_unstable();
    at.dedup();
    let (Some(first), Some(last)) = (at.first(), at.last()) else { return 0.0 };
    at.len() as f32 / (last - first + 1) as f32
}

/// How many quotation marks of any kind a side has; apostrophes within words are none.
fn marks(side: &SideReading<'_>) -> f32 {
    let double = |i: &usize| {
        matches!(side.written(*i).trim_start_matches(','), "«" | "»" | "“" | "”" | "„" | "\"" | "''" | "‹" | "›")
    };
    let one = |i: &usize| single(side, *i) && (opening(side, *i) || closing(side, *i));
    (0..side.len()).filter(|i| double(i) || one(i)).count() as f32
}

fn finding(r: &PairReading<'_>, side: Side, quote: &Range<usize>, none_there: bool) -> Draft {
    let here = r.side(side);
    let words = here.words(quote.clone());
    let (span, place) = (here.span_of(quote.clone()), r.counterpart_span(side, quote.clone()));
    // Long quotations are speech; a word or two between marks is often a title or an aside.
    let n = quote.clone().filter(|&i| here.is_word(i)).count();
    let strength = (if none_there { 0.6_f32 } else { 0.45 }) + if n >= 4 { 0.2 } else { 0.0 };
    let strength = if side == Side::Target { strength * 0.7 } else { strength };
    let base = Draft::new("quotations", Category::Quotation, Severity::Major, strength);
    match side {
        Side::Source => base.at(span, place).says(message!("quotation-lost", words = words)),
        Side::Target => base.at(place, span).says(message!("quotation-added", words = words)),
    }
}

/// The quotations of a side, marks included.
fn quotes(side: &SideReading<'_>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for i in 0..side.len() {
        let mark = side.written(i);
        let (opens, closes) = match mark.trim_start_matches(',') {
            "«" | "“" | "„" | "‹" => (true, false),
            "»" | "”" | "›" => (false, true),
            // A plain mark may be a stray apostrophe: `Mercedes" orders`, `coup d"état`.
            "\"" | "''" => {
                (open.is_none() && opening(side, i), closing(side, i) && (open.is_some() || ends_here(side, i)))
            }
            "'" | "‘" | "’" | "`" if decade(side, i + 1) => (false, false),
            "'" | "‘" | "’" | "`" => {
                (open.is_none() && opening(side, i), open.is_some_and(|s| single(side, s)) && closing(side, i))
            }
            _ => (false, false),
        };
        match (open, opens, closes) {
            (None, true, _) => open = Some(i),
            (None, _, true) => out.push(0..i + 1),
            (Some(s), _, true) => {
                out.push(s..i + 1);
                open = None;
            }
            _ => {}
        }
    }
    if let Some(s) = open {
        out.push(s..side.len());
    }
    out.retain(|q| q.clone().any(|i| side.is_word(i)));
    out
}

/// Whether a single mark at `i` stands before a word and after a space.
fn opening(side: &SideReading<'_>, i: usize) -> bool {
    let tokens = side.view.tokens;
    let glued_after = tokens.get(i + 1).is_some_and(|t| t.span.start == tokens[i].span.end);
    let free_before = i == 0 || tokens[i - 1].span.end < tokens[i].span.start || side.is_mark(i - 1);
    glued_after && free_before
}

/// Whether token `i` names a decade without its century: the ’80s, the ’sixties.
fn decade(side: &SideReading<'_>, i: usize) -> bool {
    let word = side.written(i);
    let digits = word.trim_end_matches('s');
    let figures = digits.len() == 2 && digits.len() < word.len() && digits.bytes().all(|b| b.is_ascii_digit());
    figures || is_decade_name(word)
}

/// Whether nothing but marks, or a new clause after a comma, follows.
fn ends_here(side: &SideReading<'_>, i: usize) -> bool {
    i + 1 >= side.len() || side.is_mark(i + 1) || side.is_mark(i.saturating_sub(1))
}

fn closing(side: &SideReading<'_>, i: usize) -> bool {
    i > 0 && side.view.tokens[i - 1].span.end == side.view.tokens[i].span.start
}

fn single(side: &SideReading<'_>, i: usize) -> bool {
    matches!(side.written(i), "'" | "‘" | "’" | "`")
}
