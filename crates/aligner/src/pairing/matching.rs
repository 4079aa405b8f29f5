//! Pairs documents one to one: names first, then content, greedily by score.
//!
//! Pairs are taken best first, each document once; equal scores in the order of the
//! documents. A document stays without a partner where none scores at least
//! `min_score`.

use super::collection::Collections;
use super::names::Name;
use super::similarity::{DocumentSimilarity, find_leads};
use super::types::{DocumentPair, NamedDocument, Pairing, PairingSettings};
use crate::numeric::sigmoid;
use calque_text::Lang;
use std::collections::BTreeMap;

/// Log-odds added for a name that is the same on both sides and the only one of its kind on each. Set by hand.
const SAME_NAME: f32 = 7.0;
/// Log-odds added for names that agree in all their words but are not the only ones. Set by hand.
const SIMILAR_NAME: f32 = 4.0;
/// Without vectors, the lowest log-odds of content beside a name that is the same: content says little then.
/// Set by hand.
const MIN_CONTENT_WITHOUT_VECTORS: f32 = -4.0;

/// Pairs documents one to one. `langs` are the languages of both sides, undefined where unknown; their codes and
/// names are left out of the documents' names.
pub fn pair(
    sources: &[NamedDocument<'_>],
    targets: &[NamedDocument<'_>],
    langs: (Lang, Lang),
    settings: &PairingSettings,
) -> Pairing {
    let read = |documents: &[NamedDocument<'_>]| -> Vec<Name> {
        documents.iter().map(|d| if settings.names { Name::new(d.name, langs) } else { Name::default() }).collect()
    };
    let names = (read(sources), read(targets));
    let mut taken = Taken::new(sources.len(), targets.len());
    let collections = Collections::new(sources, targets, (&names.0, &names.1));
    let same_names = if settings.names { unique_names(&names) } else { Vec::new() };
    for (s, t) in same_names {
        let evidence = collections.similarity(s, t);
        let content = evidence.map(|e| e.log_odds());
        let has_vectors = evidence.is_some_and(|e| e.whole.is_some());
        let lowest = if has_vectors { f32::NEG_INFINITY } else { MIN_CONTENT_WITHOUT_VECTORS };
        let score = sigmoid(content.unwrap_or(0.0).max(lowest) + SAME_NAME);
        if score >= settings.min_score {
            taken.take(DocumentPair {
                source: s,
                target: t,
                score,
                name: 1.0,
                content: content.map(sigmoid),
                evidence,
            });
        }
    }
    let (free_sources, free_targets) = taken.free();
    let mut candidates: Vec<_> = collections
        .candidates(&free_sources, &free_targets)
        .into_iter()
        .map(|(s, t)| (s, t, collections.similarity(s, t)))
        .collect();
    find_leads(&mut candidates, DocumentSimilarity::content_log_odds);
    let mut found: Vec<DocumentPair> = candidates
        .into_iter()
        .map(|(s, t, evidence)| {
            let name = collections.name_similarity(s, t);
            let content = evidence.map(|e| e.log_odds());
            let score = match content {
                Some(c) => sigmoid(c + SIMILAR_NAME * name * name),
                None => name,
            };
            DocumentPair { source: s, target: t, score, name, content: content.map(sigmoid), evidence }
        })
        .filter(|p| p.score >= settings.min_score)
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.source, a.target).cmp(&(b.source, b.target))));
    found.into_iter().for_each(|p| taken.take(p));
    taken.pairing()
}

/// Pairs of documents that have the same name, and are the only ones of their side that have it.
fn unique_names(names: &(Vec<Name>, Vec<Name>)) -> Vec<(usize, usize)> {
    let mut by_key: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, names) in [&names.0, &names.1].into_iter().enumerate() {
        for (i, name) in names.iter().enumerate() {
            by_key.entry(name.key()).or_default()[side].push(i);
        }
    }
    let unique = |sides: &[Vec<usize>; 2]| match (sides[0].as_slice(), sides[1].as_slice()) {
        ([s], [t]) => Some((*s, *t)),
        _ => None,
    };
    let mut pairs: Vec<_> = by_key.values().filter_map(unique).collect();
    pairs.sort_unstable();
    pairs
}

/// The pairs so far, and which documents have a partner.
struct Taken {
    pairs: Vec<DocumentPair>,
    sources: Vec<bool>,
    targets: Vec<bool>,
}

impl Taken {
    fn new(sources: usize, targets: usize) -> Self {
        Self { pairs: Vec::new(), sources: vec![false; sources], targets: vec![false; targets] }
    }

    /// Makes a pair if both are free.
    fn take(&mut self, pair: DocumentPair) {
        if !self.sources[pair.source] && !self.targets[pair.target] {
            (self.sources[pair.source], self.targets[pair.target]) = (true, true);
            self.pairs.push(pair);
        }
    }

    /// The documents without a partner.
    fn free(&self) -> (Vec<usize>, Vec<usize>) {
        let free = |side: &[bool]| side.iter().enumerate().filter(|(_, taken)| !**taken).map(|(i, _)| i).collect();
        (free(&self.sources), free(&self.targets))
    }

    fn pairing(mut self) -> Pairing {
        self.pairs.sort_by_key(|p| p.source);
        let (sources, targets) = self.free();
        Pairing { pairs: self.pairs, sources, targets }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pairing::DocumentProfile;
    use calque_model::Model;

    const LANGS: (Lang, Lang) = (Lang::EN, Lang::FR);

    fn named(names: &'static [&'static str]) -> Vec<NamedDocument<'static>> {
        names.iter().map(|name| NamedDocument { name, profile: None }).collect()
    }

    fn found(pairing: &Pairing) -> Vec<(usize, usize)> {
        pairing.pairs.iter().map(|p| (p.source, p.target)).collect()
    }

    #[test]
    fn names_pair_one_to_one() {
        let sources = named(&["a.en", "b.en", "c.en", "c_en", "lone.en"]);
        let targets = named(&["c.fr", "b.fr", "a.fr", "other.fr"]);
        let pairing = pair(&sources, &targets, LANGS, &PairingSettings::default());
        // Two sources are called c: the first is taken.
        assert_eq!(found(&pairing), [(0, 2), (1, 1), (2, 0)]);
        assert_eq!((pairing.sources, pairing.targets), (vec![3, 4], vec![3]));
        let none = PairingSettings { names: false, ..PairingSettings::default() };
        assert_eq!(found(&pair(&sources, &targets, LANGS, &none)), []);
        assert_eq!(found(&pair(&sources, &[], LANGS, &PairingSettings::default())), []);
    }

    /// Texts in either language; text `i` differs from all others.
    fn texts(n: usize, lang: Lang) -> Vec<DocumentProfile> {
        let words = [
            ("bridge", "pont"),
            ("school", "école"),
            ("dog", "chien"),
            ("bread", "pain"),
            ("war", "guerre"),
            ("river", "rivière"),
            ("doctor", "médecin"),
            ("song", "chanson"),
            ("winter", "hiver"),
            ("money", "argent"),
            ("church", "église"),
            ("horse", "cheval"),
            ("train", "train"),
            ("garden", "jardin"),
            ("king", "roi"),
        ];
        let text = |i: usize| -> String {
            let pick = |k: usize| words[(i / words.len().pow(k as u32)) % words.len()];
            let line = |k: usize| match (lang == Lang::FR, pick(k)) {
                (true, (_, fr)) => format!("Le numéro {} parle de : {fr}, {fr}. ", 1000 + i),
                (false, (en, _)) => format!("Number {} is about: {en}, {en}. ", 1000 + i),
            };
            (0..3).map(line).collect()
        };
        (0..n).map(|i| DocumentProfile::new(&text(i), lang, Some(Model::embedded()))).collect()
    }

    #[test]
    fn many_documents_pair_by_content_as_few_do() {
        // More than are compared each with each.
        let n = 300;
        let (en, fr) = (texts(n, Lang::EN), texts(n, Lang::FR));
        assert!(n * n > crate::pairing::candidates::COMPARE_ALL);
        let documents = |profiles: &'static [DocumentProfile]| -> Vec<NamedDocument<'static>> {
            profiles.iter().map(|p| NamedDocument { name: "x", profile: Some(p) }).collect()
        };
        let (s, mut t) = (documents(en.leak()), documents(fr.leak()));
        t.reverse();
        let settings = PairingSettings { names: false, min_score: 0.0 };
        let pairing = pair(&s, &t, LANGS, &settings);
        let right = found(&pairing).iter().filter(|(s, t)| *t == n - 1 - s).count();
        assert!(right * 100 >= n * 95, "{right} of {n}");
        // The same from the other side.
        let mut back: Vec<_> =
            found(&pair(&t, &s, (Lang::FR, Lang::EN), &settings)).iter().map(|(t, s)| (*s, *t)).collect();
        back.sort_unstable();
        assert_eq!(back, found(&pairing));
    }
}
