//! Collections of documents, made of parallel sentences.

use calque_aligner::pairing::{DocumentProfile, DocumentSimilarity, NamedDocument};
use calque_aligner::training::compare_documents;
use calque_model::Model;
use calque_text::Lang;
use calque_text::hash::SplitMix64;
use std::io;
use std::ops::Range;

/// How documents and collections are drawn; the ends of ranges are not included.
pub(crate) struct Shape {
    /// Lines of a document.
    pub(crate) lines: Range<usize>,
    /// Documents of a collection, before some lose their partner.
    pub(crate) documents: Range<usize>,
    /// Whether documents have vectors.
    pub(crate) model: bool,
}

/// All pairs of documents of one collection.
pub(crate) struct Compared {
    pub(crate) pairs: Vec<(usize, usize, Option<DocumentSimilarity>)>,
    /// By source and by target, which document it is.
    ids: [Vec<usize>; 2],
}

impl Compared {
    /// The measures of each pair, and whether it is one.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&DocumentSimilarity, bool)> {
        self.pairs
            .iter()
            .filter_map(|(s, t, similarity)| Some((similarity.as_ref()?, self.ids[0][*s] == self.ids[1][*t])))
    }
}

/// `count` collections of each file, the same ones in every run. Of a fifth to a third of the documents only one
/// side is in the collection.
pub(crate) fn collections(files: &[String], shape: &Shape, count: usize) -> io::Result<Vec<Compared>> {
    let mut random = SplitMix64(1);
    let mut out = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file)?;
        let lines: Vec<(&str, &str)> = text.lines().filter_map(|l| l.split_once('\t')).collect();
        for _ in 0..count {
            let documents = draw(&lines, shape, &mut random);
            let lone = 0.2 + 0.13 * random.unit();
            let mut sides: [Vec<(usize, DocumentProfile)>; 2] = Default::default();
            for (id, (fr, en)) in documents.iter().enumerate() {
                let without = (random.unit() < lone).then(|| random.below(2));
                for (k, (text, lang)) in [(fr, Lang::FR), (en, Lang::EN)].into_iter().enumerate() {
                    if without != Some(k) {
                        let model = shape.model.then(Model::embedded);
                        sides[k].push((id, DocumentProfile::new(text, lang, model)));
                    }
                }
            }
            out.push(compare(&sides));
        }
    }
    Ok(out)
}

/// Documents that follow each other in a file, from a random line on.
fn draw(lines: &[(&str, &str)], shape: &Shape, random: &mut SplitMix64) -> Vec<(String, String)> {
    let number = |range: &Range<usize>, random: &mut SplitMix64| range.start + random.below(range.len());
    let documents = number(&shape.documents, random);
    let mut start = random.below(lines.len());
    let mut out = Vec::with_capacity(documents);
    for _ in 0..documents {
        let end = (start + number(&shape.lines, random)).min(lines.len());
        let of = |side: fn(&(&str, &str)) -> String| lines[start..end].iter().map(side).collect::<Vec<_>>().join("\n");
        out.push((of(|l| l.0.to_owned()), of(|l| l.1.to_owned())));
        if end == lines.len() {
            break;
        }
        start = end;
    }
    out
}

fn documents(side: &[(usize, DocumentProfile)]) -> Vec<NamedDocument<'_>> {
    side.iter().map(|(_, profile)| NamedDocument { name: "", profile: Some(profile) }).collect()
}

fn compare(sides: &[Vec<(usize, DocumentProfile)>; 2]) -> Compared {
    let pairs = compare_documents(&documents(&sides[0]), &documents(&sides[1]));
    let ids = [0, 1].map(|k| sides[k].iter().map(|(id, _)| *id).collect());
    Compared { pairs, ids }
}
