//! Which document translates which.
//!
//! Two collections of documents are paired one to one. Names settle what they
//! can: where a file of either side is the only one with its name, languages
//! left out ([`names`]). What is left is compared by content ([`Profile`]):
//! vectors of samples, numbers and proper names in common, length, by how much
//! any other partner is less likely, and how far the names agree. Not every pair
//! is compared in full; `candidates` finds those worth it, so that thousands of
//! documents a side take seconds.
//!
//! Pairs are taken best first, each document once; equal scores in the order
//! of the documents. A document that finds no partner that is likelier than not
//! stays alone.

mod candidates;
mod likeness;
pub mod names;
mod profile;

pub use likeness::Likeness;
pub use profile::Profile;

use calque_text::Lang;
use candidates::Pool;
use likeness::{LEAST_WITHOUT_VECTORS, lead};
use names::Name;
use serde::Serialize;
use std::collections::BTreeMap;

/// A document of either side.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its path inside the collection, or its URL.
    pub name: &'a str,
    /// What is in it; without it only names are compared.
    pub profile: Option<&'a Profile>,
}

/// Two documents that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DocumentPair {
    /// Index of the source document.
    pub source: usize,
    /// Index of the target document.
    pub target: usize,
    /// Probability in [0, 1] that one translates the other.
    pub score: f32,
    /// How far the names agree, in [0, 1]; 1: they are the same but for the language.
    pub name: f32,
    /// The probability by content alone, where that is known.
    pub content: Option<f32>,
    /// What the content has in common.
    pub evidence: Option<Likeness>,
}

/// Documents paired, in the order of the sources, and those left over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairing {
    /// The pairs.
    pub pairs: Vec<DocumentPair>,
    /// Sources without a partner.
    pub sources: Vec<usize>,
    /// Targets without a partner.
    pub targets: Vec<usize>,
}

/// What may be chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairingSettings {
    /// Whether names count.
    pub names: bool,
    /// Pairs with a lower score are not made.
    pub min_score: f32,
}

impl Default for PairingSettings {
    fn default() -> Self {
        Self { names: true, min_score: 0.5 }
    }
}

/// Log-odds that a name which is the same and the only one on either side gives.
const SAME_NAME: f32 = 7.0;
/// Log-odds that names give which agree in all their words but are not unique.
const LIKE_NAME: f32 = 4.0;

/// Pairs documents. `langs` are the languages of both sides as far as known, whose codes and names are left
/// out of the documents' names.
pub fn pair(
    sources: &[Document<'_>],
    targets: &[Document<'_>],
    langs: (Lang, Lang),
    settings: &PairingSettings,
) -> Pairing {
    let read = |documents: &[Document<'_>]| -> Vec<Name> {
        documents.iter().map(|d| if settings.names { Name::new(d.name, langs) } else { Name::default() }).collect()
    };
    let names = (read(sources), read(targets));
    let mut taken = Taken::new(sources.len(), targets.len());
    let pool = Pool::new(sources, targets, (&names.0, &names.1));
    let settled = if settings.names { settle(&names) } else { Vec::new() };
    for (s, t) in settled {
        let evidence = pool.likeness(s, t);
        let content = evidence.map(|e| e.log_odds());
        let least = if evidence.is_some_and(|e| e.whole.is_some()) { f32::NEG_INFINITY } else { LEAST_WITHOUT_VECTORS };
        let score = sigmoid(content.unwrap_or(0.0).max(least) + SAME_NAME);
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
    let (free_sources, free_targets) = taken.left();
    let mut candidates: Vec<_> =
        pool.candidates(&free_sources, &free_targets).into_iter().map(|(s, t)| (s, t, pool.likeness(s, t))).collect();
    lead(&mut candidates);
    let mut found: Vec<DocumentPair> = candidates
        .into_iter()
        .map(|(s, t, evidence)| {
            let name = pool.name(s, t);
            let content = evidence.map(|e| e.log_odds());
            let score = match content {
                Some(c) => sigmoid(c + LIKE_NAME * name * name),
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

/// What every source has in common with every target: what the weights are learnt from.
pub fn likenesses(sources: &[Document<'_>], targets: &[Document<'_>]) -> Vec<(usize, usize, Likeness)> {
    let names = (vec![Name::default(); sources.len()], vec![Name::default(); targets.len()]);
    let pool = Pool::new(sources, targets, (&names.0, &names.1));
    let pairs = (0..sources.len()).flat_map(|s| (0..targets.len()).map(move |t| (s, t)));
    pairs.filter_map(|(s, t)| Some((s, t, pool.likeness(s, t)?))).collect()
}

/// Pairs of documents that alone have their name.
fn settle(names: &(Vec<Name>, Vec<Name>)) -> Vec<(usize, usize)> {
    let mut by_key: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, names) in [&names.0, &names.1].into_iter().enumerate() {
        for (i, name) in names.iter().enumerate() {
            by_key.entry(name.key()).or_default()[side].push(i);
        }
    }
    let alone = |places: &[Vec<usize>; 2]| match (places[0].as_slice(), places[1].as_slice()) {
        ([s], [t]) => Some((*s, *t)),
        _ => None,
    };
    let mut settled: Vec<_> = by_key.values().filter_map(alone).collect();
    settled.sort_unstable();
    settled
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Who has a partner already.
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

    /// Who is free.
    fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let free = |side: &[bool]| side.iter().enumerate().filter(|(_, taken)| !**taken).map(|(i, _)| i).collect();
        (free(&self.sources), free(&self.targets))
    }

    fn pairing(mut self) -> Pairing {
        self.pairs.sort_by_key(|p| p.source);
        let (sources, targets) = self.left();
        Pairing { pairs: self.pairs, sources, targets }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_model::Model;

    const LANGS: (Lang, Lang) = (Lang::EN, Lang::FR);

    fn named(names: &'static [&'static str]) -> Vec<Document<'static>> {
        names.iter().map(|name| Document { name, profile: None }).collect()
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

    /// Texts of which number `i` alone says what it says, in either language.
    fn texts(n: usize, lang: Lang) -> Vec<Profile> {
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
        (0..n).map(|i| Profile::new(&text(i), lang, Some(Model::embedded()))).collect()
    }

    #[test]
    fn many_documents_pair_by_content_as_few_do() {
        // More than are compared each with each.
        let n = 300;
        let (en, fr) = (texts(n, Lang::EN), texts(n, Lang::FR));
        assert!(n * n > candidates::FEW);
        let documents = |profiles: &'static [Profile]| -> Vec<Document<'static>> {
            profiles.iter().map(|p| Document { name: "x", profile: Some(p) }).collect()
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
