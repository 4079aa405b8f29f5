//! Another time: *will close* for *a fermé*, *was* for *est*.
//!
//! The tense of a verb is read off its own form and off the auxiliaries before
//! it, in both languages, as far as forms show it: English *-ed* and irregular
//! pasts, *will*, *had*; French futures, imperfects and *avoir* with a
//! participle. Verbs that are linked must not stand in times that never
//! translate each other. The French present tells stories of the past, and
//! headlines of both; past against present therefore counts little.

use crate::drift::cues::conditional;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use crate::drift::signals::{flag, signals};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Lang;

signals! {
    /// Signals of two linked verbs in different times.
    pub(crate) struct TenseSignals {
        /// 1 if one is past and the other future.
        past_against_future,
        /// 1 if one of them is future.
        future,
        /// 1 if the target's verb is past.
        target_past,
        /// 1 if the source's verb is past.
        source_past,
        /// Probability of the word link.
        link_probability,
        /// 1 if some verb of the source stands in the time of the target's verb.
        source_has_target_time,
        /// 1 if some verb of the target stands in the time of the source's verb.
        target_has_source_time,
        /// 1 if the target's verb is future.
        target_future,
    }
}

/// See the module.
pub(crate) struct Tense;

/// When something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    Past,
    Present,
    Future,
}

impl Time {
    const fn name(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Present => "present",
            Self::Future => "future",
        }
    }
}

impl PairRule for Tense {
    rule! {
        id: "tense",
        category: Tense,
        summary: "A verb in another time: will for did",
        rank: 180,
        signals: TenseSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let mut last = None;
        for i in (0..r.source.len()).filter(|&i| r.source.is_word(i)) {
            let Some((j, p)) = r.source.best_link(i).filter(|l| l.1 >= 0.6) else { continue };
            let (Some((was, a)), Some((is, b))) = (time(&r.source, i), time(&r.target, j)) else { continue };
            if was == is || last == Some(b.start) {
                continue;
            }
            last = Some(b.start);
            let future = was == Time::Future || is == Time::Future;
            let opposed = future && (was == Time::Past || is == Time::Past);
            let strength = p * if opposed {
                0.6
            } else if future {
                0.3
            } else {
                0.1
            };
            let (old, new) = (r.source.words(a.clone()), r.target.words(b.clone()));
            let signals = TenseSignals {
                past_against_future: flag(opposed),
                future: flag(future),
                target_past: flag(is == Time::Past),
                source_past: flag(was == Time::Past),
                link_probability: p,
                source_has_target_time: has_time(&r.source, is),
                target_has_source_time: has_time(&r.target, was),
                target_future: flag(is == Time::Future),
            };
            out.push_with_signals(
                Draft::new("tense", Category::Tense, Severity::Info, strength)
                    .at(r.source.span_of(a), r.target.span_of(b))
                    .says(message!("another-tense", was = old, old = was.name(), is = new, new = is.name())),
                &signals,
            );
        }
    }
}

/// Whether any verb of the side stands in that time.
fn has_time(side: &SideReading<'_>, time_of: Time) -> f32 {
    let any = (0..side.len()).any(|k| side.is_word(k) && time(side, k).is_some_and(|t| t.0 == time_of));
    flag(any)
}

/// A time and the tokens that say so: the verb, with its auxiliary where there is one.
type TimedVerb = (Time, std::ops::Range<usize>);

/// The time of the verb at token `i`, with the auxiliaries that say so; `None` where the form does not show it.
fn time(side: &SideReading<'_>, i: usize) -> Option<TimedVerb> {
    match side.lang() {
        Lang::FR => french(side, i),
        Lang::EN => english(side, i),
        _ => None,
    }
}

/// Small words between an auxiliary and its verb.
fn between(word: &str) -> bool {
    const SMALL: [&str; 17] = [
        "not", "n't", "also", "already", "never", "pas", "déjà", "aussi", "jamais", "bien", "toujours", "encore", "be",
        "been", "été", "être", "être",
    ];
    SMALL.contains(&word) || (word.len() > 4 && (word.ends_with("ly") || word.ends_with("ment")))
}

/// The nearest word before `i` that may be an auxiliary.
fn auxiliary(side: &SideReading<'_>, i: usize) -> Option<usize> {
    let before = (i.saturating_sub(4)..i).rev();
    before.take_while(|&k| side.is_word(k)).find(|&k| !between(side.norm(k)))
}

fn english(side: &SideReading<'_>, i: usize) -> Option<TimedVerb> {
    let word = side.norm(i);
    let one = |t| Some((t, i..i + 1));
    match word {
        "is" | "are" | "am" => return one(Time::Present),
        "was" | "were" | "did" => return one(Time::Past),
        "will" | "'ll" | "wo" => return one(Time::Future),
        "has" | "have" | "had" | "do" | "does" | "would" | "could" | "should" | "may" | "might" | "can" | "must" => {
            return None;
        }
        _ => {}
    }
    let ed = word.len() > 4 && word.ends_with("ed");
    let Some(k) = auxiliary(side, i) else { return ed.then_some((Time::Past, i..i + 1)) };
    match side.norm(k) {
        "will" | "'ll" | "wo" => Some((Time::Future, k..i + 1)),
        "had" | "did" | "was" | "were" | "has" | "have" => Some((Time::Past, k..i + 1)),
        "to" | "would" | "could" | "should" | "may" | "might" | "can" | "must" | "is" | "are" | "be" | "a" | "an"
        | "the" | "by" => None,
        _ => ed.then_some((Time::Past, i..i + 1)),
    }
}

fn french(side: &SideReading<'_>, i: usize) -> Option<TimedVerb> {
    let word = side.norm(i);
    let one = |t| Some((t, i..i + 1));
    match word {
        "est" | "sont" => return one(Time::Present),
        "était" | "étaient" | "fut" | "furent" => return one(Time::Past),
        "a" | "ont" | "avait" | "avaient" | "aura" | "auront" | "va" | "vont" => return None,
        _ => {}
    }
    if conditional::is_conditional(word) {
        return None;
    }
    if future(word) {
        return one(Time::Future).filter(|_| !matches!(word, "aura" | "auront"));
    }
    if word.len() > 5 && (word.ends_with("ait") || word.ends_with("aient")) {
        return one(Time::Past);
    }
    let k = auxiliary(side, i)?;
    let participle =
        ["é", "ée", "és", "ées", "i", "is", "it", "u", "us", "ue", "ert"].iter().any(|e| word.ends_with(e));
    match side.norm(k) {
        "a" | "ont" | "ai" | "avons" | "avait" | "avaient" | "était" | "étaient" if participle => {
            Some((Time::Past, k..i + 1))
        }
        // `aura fini`: done by then, which English says in the perfect.
        "sera" | "seront" if participle => Some((Time::Future, k..i + 1)),
        "va" | "vont" if word.ends_with("er") || word.ends_with("ir") || word.ends_with("re") => {
            Some((Time::Future, k..i + 1))
        }
        _ => None,
    }
}

/// A form in the future: a future stem with its ending.
fn future(word: &str) -> bool {
    const IRREGULAR: [&str; 14] = [
        "sera",
        "seront",
        "ira",
        "iront",
        "fera",
        "feront",
        "pourra",
        "pourront",
        "devra",
        "devront",
        "viendra",
        "viendront",
        "faudra",
        "tiendra",
    ];
    let plural = word.strip_suffix("ront").map(|stem| format!("{stem}rait"));
    let single = word.strip_suffix("ra").map(|stem| format!("{stem}rait"));
    IRREGULAR.contains(&word)
        || (word.chars().count() > 5 && plural.or(single).is_some_and(|c| conditional::is_conditional(&c)))
}
