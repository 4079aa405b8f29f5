//! The check of one pair, and of a document.
//!
//! ```text
//! PairView -> PairReading -> rules -> trees -> calibration -> merging -> settings -> PairReport
//! ```

use crate::drift::confidence::judge::Judge;
use crate::drift::confidence::signals::{PairSignals, signal_values};
use crate::drift::confidence::{calibration, score, trees};
use crate::drift::document::{DocumentView, Place};
use crate::drift::draft::Draft;
use crate::drift::findings::{Findings, RawFinding};
use crate::drift::identity::Identity;
use crate::drift::merge::{in_text_order, merge};
use crate::drift::reading::PairReading;
use crate::drift::rule::{RuleDescription, RunFinding, TextPair};
use crate::drift::rules;
use crate::drift::settings::RuleSettings;
use crate::drift::side::{PairView, SideView};
use calque_bitext::{Category, Finding, Severity};
use calque_text::{Lang, Span};

/// The result of the check of one pair.
#[derive(Clone, Debug, PartialEq)]
pub struct PairReport {
    /// In the order of the target text.
    pub findings: Vec<Finding>,
    /// Fidelity in [0, 1]: 1 = surely faithful. Ranks pairs even where nothing is flagged.
    pub score: f32,
}

/// A finding and the bead it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentFinding {
    /// Which bead.
    pub place: Place,
    /// The finding; spans point into that bead's texts.
    pub finding: Finding,
}

/// Checks one pair.
pub fn check_pair(pair: &PairView<'_>, settings: &RuleSettings) -> PairReport {
    let reading = read(pair, settings);
    let raw = raw_findings(&reading, settings);
    let of_pair = PairSignals::new(&reading, errors(&raw));
    let predicted = raw.into_iter().map(|raw| predict(&reading, &of_pair, raw)).collect();
    let merged = merge(calibrated(Judge::of(pair), predicted, &pair.source, &pair.target));
    // A slip of form makes no translation less faithful.
    let of_meaning: Vec<Finding> =
        merged.iter().map(|d| &d.finding).filter(|f| f.category != Category::Form).cloned().collect();
    let score = score::score(&reading, &of_meaning);
    let mut findings: Vec<_> = merged.into_iter().filter_map(|d| admit(settings, d)).collect();
    findings.sort_by_key(in_text_order);
    PairReport { findings, score }
}

/// Checks a document as a whole: names spelt in two ways, quotations that return changed, terms
/// rendered in two ways, a headline that says more than its text; and what stands in one text alone.
/// Findings on single pairs are [`check_pair`]'s.
pub fn check_document(document: &DocumentView<'_>, settings: &RuleSettings) -> Vec<DocumentFinding> {
    let mut out = Vec::new();
    let mut push = |place: Place, draft: Draft, source: &SideView<'_>, target: &SideView<'_>| {
        let draft = calibrated(Judge::Lexicon, vec![draft], source, target).pop();
        out.extend(draft.and_then(|d| admit(settings, d)).map(|finding| DocumentFinding { place, finding }));
    };
    let (pair, lone) = (document.pairs.first(), document.unaligned.first());
    let sides = pair.map(|p| (&p.source, &p.target)).or_else(|| lone.map(|l| (&l.source, &l.target)));
    let known = |d: &RuleDescription| sides.is_none_or(|(s, t)| d.languages.know(s.lang, t.lang));
    let runs = |d: &RuleDescription| settings.runs(d) && known(d);
    for rule in rules::document_rules().iter().filter(|r| runs(r.description())) {
        for (i, raw) in rule.check(document.pairs) {
            let Some(pair) = document.pairs.get(i) else { continue };
            push(Place::Pair(i), raw, &pair.source, &pair.target);
        }
        for (i, raw) in rule.check_unaligned(document) {
            let Some(lone) = document.unaligned.get(i) else { continue };
            push(Place::Unaligned(i), raw, &lone.source, &lone.target);
        }
    }
    out
}

/// Checks runs of pairs that follow each other in a file of pairs; `suspect` is, by pair, whether its
/// two sides seem to be unrelated.
pub fn check_sequence(pairs: &[TextPair<'_>], suspect: &[bool], settings: &RuleSettings) -> Vec<RunFinding> {
    let mut out = Vec::new();
    for rule in rules::sequence_rules().iter().filter(|r| settings.runs(r.description())) {
        for (run, draft) in rule.check(pairs, suspect) {
            let Some(first) = pairs.get(run.start) else { continue };
            let found = calibrated(Judge::Lexicon, vec![draft], &whole(first.source), &whole(first.target)).pop();
            out.extend(found.and_then(|d| admit(settings, d)).map(|finding| RunFinding { pairs: run, finding }));
        }
    }
    out
}

/// What the settings let through of a finding, in words.
fn admit(settings: &RuleSettings, draft: Draft) -> Option<Finding> {
    let rule = rules::description(&draft.finding.rule);
    settings.admit(rule, draft)
}

/// A text as one side, of which only the words matter.
fn whole((text, lang): (&str, Lang)) -> SideView<'_> {
    SideView { text, span: Span::new(0, text.len()), lang, tokens: &[] }
}

/// The ids of the rules that the settings ask for and that do not run on a pair of languages, which they do not know.
pub fn rules_left_out(source: Lang, target: Lang, settings: &RuleSettings) -> Vec<&'static str> {
    let left_out = |d: &&&RuleDescription| settings.runs(d) && !d.languages.know(source, target);
    rules::descriptions().iter().filter(left_out).map(|d| d.id).collect()
}

/// Reads a pair, with the glossary of the settings.
pub(crate) fn read<'a>(pair: &'a PairView<'a>, settings: &'a RuleSettings) -> PairReading<'a> {
    let mut reading = PairReading::new(pair);
    reading.glossary = settings.glossary.as_deref();
    reading
}

/// What the rules on one pair push. Where one settles the pair, the others are not asked. Where both sides
/// are the same nothing differs: all that can be said is that they are not translated. A finding whose two
/// spans are the same words contradicts itself, unless its rule looks for just that.
pub(crate) fn raw_findings(reading: &PairReading<'_>, settings: &RuleSettings) -> Vec<RawFinding> {
    let mut found = Findings::default();
    let identical = same_words(reading.pair.source.words(), reading.pair.target.words());
    let (source, target) = (reading.source.lang(), reading.target.lang());
    let known = |d: &RuleDescription| settings.runs(d) && d.languages.know(source, target);
    let runs = |d: &RuleDescription| known(d) && (!identical || d.category == Category::Untranslated);
    for rule in rules::pair_rules().iter().filter(|r| runs(r.description())) {
        let before = found.list.len();
        rule.check(reading, &mut found);
        let declared = rule.description().signals;
        if found.is_settled() {
            break;
        }
        debug_assert!(found.list[before..].iter().all(|f| f.names.is_empty() || f.names == declared));
        if !rule.description().flags_identical {
            let mut k = 0;
            found.list.retain(|raw| {
                k += 1;
                k <= before || !contradicts_itself(reading, &raw.draft.finding)
            });
        }
    }
    found.list
}

/// Whether both spans of a finding hold the same words.
fn contradicts_itself(reading: &PairReading<'_>, f: &Finding) -> bool {
    let (Some(a), Some(b)) = (f.source, f.target) else { return false };
    !a.is_empty() && same_words(a.of(reading.source.view.text), b.of(reading.target.view.text))
}

/// Whether two texts are the same but for case and spaces.
fn same_words(a: &str, b: &str) -> bool {
    fn letters(s: &str) -> impl Iterator<Item = char> {
        s.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase)
    }
    a == b || letters(a).eq(letters(b))
}

/// How many findings are no remarks.
pub(crate) fn errors(raw: &[RawFinding]) -> usize {
    raw.iter().filter(|r| r.draft.finding.severity > Severity::Info).count()
}

/// The finding with the trees' prediction for its confidence. They have learnt from errors, so that
/// remarks keep their own strength.
fn predict(reading: &PairReading<'_>, of_pair: &PairSignals, raw: RawFinding) -> Draft {
    let f = &raw.draft.finding;
    let error = f.severity > Severity::Info && !raw.draft.is_certain();
    let judge = Judge::of(reading.pair);
    let prediction = error.then(|| trees::predict(judge, &f.rule, &signal_values(reading, of_pair, &raw))).flatten();
    let mut draft = raw.draft;
    draft.finding.confidence = prediction.unwrap_or(draft.finding.confidence);
    draft
}

/// The findings with calibrated confidences and with ids.
fn calibrated(judge: Judge, mut drafts: Vec<Draft>, source: &SideView<'_>, target: &SideView<'_>) -> Vec<Draft> {
    let identity = Identity::new(source, target);
    for draft in &mut drafts {
        let certain = draft.is_certain();
        let f = &mut draft.finding;
        if f.severity > Severity::Info && !certain {
            f.confidence = calibration::confidence(judge, &f.rule, f.confidence);
        }
        f.id = identity.of(f);
    }
    drafts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_out(source: &str, target: &str) -> Vec<&'static str> {
        let lang = |code: &str| code.parse().expect("a language");
        rules_left_out(lang(source), lang(target), &RuleSettings::default())
    }

    #[test]
    fn french_and_english_have_every_rule() {
        assert_eq!(left_out("en", "fr"), Vec::<&str>::new());
        assert_eq!(left_out("fr", "en"), Vec::<&str>::new());
    }

    #[test]
    fn a_rule_is_left_out_where_it_lacks_a_language() {
        let german = left_out("en", "de");
        assert!(german.contains(&"tense") && german.contains(&"order") && !german.contains(&"negation"));
        let spanish = left_out("es", "en");
        assert!(spanish.contains(&"tense") && !spanish.contains(&"order") && !spanish.contains(&"dates"));
        let polish = left_out("pl", "en");
        assert!(polish.contains(&"negation") && polish.contains(&"dates") && !polish.contains(&"numbers"));
    }
}
