//! Translation probabilities from one language to the other.

/// `p(translation | word)`, as learnt by the word-alignment HMM.
#[derive(Clone, Copy, Debug)]
pub struct TranslationTable<'a> {
    pub(crate) ends: &'a [u32],
    pub(crate) entries: &'a [u32],
}

/// Probabilities are kept as `exp(-q / 100)`, q in 0..=1023: relative error 0.5 %, least 4e-5.
const STEP: f32 = 100.0;

/// Packs an entry.
pub(crate) fn pack(id: u32, prob: f32) -> u32 {
    let q = (-prob.max(1e-9).ln() * STEP).round().clamp(0.0, 1023.0) as u32;
    (id << 10) | q
}

/// Unpacks an entry.
pub(crate) fn unpack(entry: u32) -> (u32, f32) {
    (entry >> 10, (-((entry & 1023) as f32) / STEP).exp())
}

impl<'a> TranslationTable<'a> {
    fn row(&self, id: u32) -> &'a [u32] {
        let i = id as usize;
        let start = if i == 0 { 0 } else { self.ends.get(i - 1).copied().unwrap_or(0) as usize };
        let end = self.ends.get(i).copied().unwrap_or(0) as usize;
        self.entries.get(start..end).unwrap_or(&[])
    }

    /// The translations of a word with their probabilities, best first.
    pub fn translations(&self, id: u32) -> impl Iterator<Item = (u32, f32)> + 'a {
        self.row(id).iter().map(|&e| unpack(e))
    }

    /// As [`TranslationTable::translations`], with `-100 ln p` for `p`: cheaper where few of them are wanted.
    pub fn costs(&self, id: u32) -> impl Iterator<Item = (u32, u32)> + 'a {
        self.row(id).iter().map(|&e| (e >> 10, e & 1023))
    }

    /// `p(to | from)`, 0 where the lexicon does not list it.
    pub fn prob(&self, from: u32, to: u32) -> f32 {
        self.row(from).iter().find(|&&e| e >> 10 == to).map_or(0.0, |&e| unpack(e).1)
    }
}
