//! Writes model files.

use crate::format::{all, assemble, sections};
use crate::lexicon::{pack, unpack};
use crate::phrases::{self, PhraseRow};
use crate::rows::quantise;
use crate::side::{MARK_BITS, hash, slot};
use crate::{Meta, ModelError};

/// One language's tables, ready to be written.
#[derive(Clone, Debug, Default)]
pub struct SideRows {
    /// Words by falling frequency.
    pub words: Vec<String>,
    /// Occurrences per million, as many as words.
    pub freq: Vec<f32>,
    /// Probability of having no counterpart, as many as words.
    pub null: Vec<f32>,
    /// Mean number of counterparts, as many as words.
    pub fertility: Vec<f32>,
    /// Vectors of the first words, `dim` floats each.
    pub vectors: Vec<f32>,
}

/// For each word, its translations with probabilities.
pub type LexiconRows = Vec<Vec<(u32, f32)>>;

/// The parts of a model, and how to write them.
#[derive(Clone, Debug)]
pub struct ModelBuilder {
    /// Description.
    pub meta: Meta,
    /// The two languages.
    pub sides: [SideRows; 2],
    /// Translations of each side's words into the other's.
    pub lexicons: [LexiconRows; 2],
    /// Vectors of n-gram buckets, `dim` floats each.
    pub grams: Vec<f32>,
    /// Idioms and names of several words.
    pub phrases: Vec<PhraseRow>,
}

impl ModelBuilder {
    /// The bytes of the model file. The number of dimensions must be even.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ModelError> {
        let mut sections: Vec<(String, Vec<u8>)> = Vec::new();
        let meta = serde_json::to_vec(&self.meta)
            .map_err(|e| ModelError::Damaged { path: "(new)".into(), what: e.to_string() })?;
        sections.push(("meta".into(), meta));
        for (s, side) in self.sides.iter().enumerate() {
            let mut add = |name: &str, data: Vec<u8>| sections.push((format!("{s}.{name}"), data));
            let mut words = Vec::new();
            let mut ends = Vec::new();
            for w in &side.words {
                words.extend_from_slice(w.as_bytes());
                ends.push(words.len() as u32);
            }
            add("words", words);
            add("ends", bytes(&ends));
            add("index", bytes(&index(&side.words)));
            add("freq", bytes(&side.freq));
            add("null", side.null.iter().map(|p| (p * 255.0).round().clamp(0.0, 255.0) as u8).collect());
            add("fert", side.fertility.iter().map(|f| (f * 32.0).round().clamp(0.0, 255.0) as u8).collect());
            let (vec, scale) = quantise(&side.vectors, self.meta.dim);
            add("vec", vec);
            add("scale", bytes(&scale));
            let (mut ends, mut entries) = (Vec::new(), Vec::new());
            for row in &self.lexicons[s] {
                let mut row = row.clone();
                row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                entries.extend(row.iter().map(|&(id, p)| pack(id, p)));
                ends.push(entries.len() as u32);
            }
            add("lex", bytes(&entries));
            add("lexends", bytes(&ends));
        }
        let (grams, scale) = quantise(&self.grams, self.meta.dim);
        sections.push(("grams".into(), grams));
        sections.push(("gramscale".into(), bytes(&scale)));
        let (records, order) = phrases::pack(&self.phrases);
        sections.push(("phrases".into(), bytes(&records)));
        sections.push(("phrases.back".into(), bytes(&order)));
        Ok(assemble(&sections))
    }
}

/// The bytes of a model with figures added to its description.
pub fn with_measured(model: &[u8], measured: &[(String, String)]) -> Result<Vec<u8>, ModelError> {
    let damaged = |e: serde_json::Error| ModelError::Damaged { path: "(new)".into(), what: e.to_string() };
    let table = sections(model, "(new)")?;
    let mut parts = all(model, &table);
    for (name, data) in &mut parts {
        if name == "meta" {
            let mut meta: Meta = serde_json::from_slice(data).map_err(damaged)?;
            meta.measured.extend(measured.iter().cloned());
            *data = serde_json::to_vec(&meta).map_err(damaged)?;
        }
    }
    Ok(assemble(&parts))
}

/// Probabilities and their order as a file would hold them, so that what is built from a model in
/// memory and from its file is the same to the bit.
pub fn as_stored(rows: &mut LexiconRows) {
    for row in rows {
        row.iter_mut().for_each(|e| *e = unpack(pack(e.0, e.1)));
        row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    }
}

fn bytes<T: bytemuck::NoUninit>(values: &[T]) -> Vec<u8> {
    bytemuck::cast_slice(values).to_vec()
}

fn index(words: &[String]) -> Vec<u32> {
    let mut table = vec![0u32; words.len() + words.len() / 2 + 1];
    for (id, word) in words.iter().enumerate() {
        let (mut at, mark) = slot(hash(word.as_bytes()), table.len());
        while table[at] != 0 {
            at = (at + 1) % table.len();
        }
        table[at] = ((id as u32 + 1) << MARK_BITS) | mark;
    }
    table
}
