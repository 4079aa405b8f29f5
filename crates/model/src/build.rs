//! Writes model files.

use crate::format::{all, assemble, sections};
use crate::lexicon::{pack, unpack};
use crate::side::hash;
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
}

impl ModelBuilder {
    /// The bytes of the model file.
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
            add("vec", bytes(&vec));
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
        sections.push(("grams".into(), bytes(&grams)));
        sections.push(("gramscale".into(), bytes(&scale)));
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

/// Probabilities as a file would hold them, so that what is built from a model in memory and from
/// its file is the same to the bit.
pub fn as_stored(rows: &mut LexiconRows) {
    for entry in rows.iter_mut().flatten() {
        *entry = unpack(pack(entry.0, entry.1));
    }
}

fn bytes<T: bytemuck::NoUninit>(values: &[T]) -> Vec<u8> {
    bytemuck::cast_slice(values).to_vec()
}

fn index(words: &[String]) -> Vec<u32> {
    let size = (words.len() * 2).next_power_of_two().max(2);
    let mut table = vec![0u32; size];
    for (id, word) in words.iter().enumerate() {
        let mut at = hash(word.as_bytes()) as usize & (size - 1);
        while table[at] != 0 {
            at = (at + 1) & (size - 1);
        }
        table[at] = id as u32 + 1;
    }
    table
}

/// Rows of floats as rows of integers with one scale each.
fn quantise(rows: &[f32], dim: usize) -> (Vec<i8>, Vec<f32>) {
    let mut out = Vec::with_capacity(rows.len());
    let mut scales = Vec::with_capacity(rows.len() / dim.max(1));
    for row in rows.chunks_exact(dim.max(1)) {
        let top = row.iter().fold(0.0f32, |m, x| m.max(x.abs()));
        let scale = if top > 0.0 { top / 127.0 } else { 1.0 };
        out.extend(row.iter().map(|x| (x / scale).round() as i8));
        scales.push(scale);
    }
    (out, scales)
}
