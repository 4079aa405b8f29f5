//! Idioms and names of several words, with what they are called in the other language.

/// Most words of a phrase on either side.
pub const LONGEST: usize = 4;
/// Numbers of a record: the words of both sides, then the two probabilities.
pub(crate) const RECORD: usize = 2 * LONGEST + 2;
/// Fills up the words of a shorter phrase; sorts behind every word.
pub(crate) const END: u32 = u32::MAX;

/// A phrase with its counterpart, as ids of the two sides' words.
#[derive(Clone, Debug, PartialEq)]
pub struct PhraseRow {
    /// Words of side 0, at most [`LONGEST`].
    pub first: Vec<u32>,
    /// Words of side 1, at most [`LONGEST`].
    pub second: Vec<u32>,
    /// `p(second | first)` and `p(first | second)`.
    pub probs: [f32; 2],
}

/// Looks phrases of one language up. Records lie sorted by the words of side 0;
/// for side 1 there is a list of them in the order of its words.
#[derive(Clone, Copy, Debug)]
pub struct Phrases<'a> {
    pub(crate) records: &'a [u32],
    /// Order of the records by side 1; unused for side 0.
    pub(crate) order: Option<&'a [u32]>,
}

/// A phrase that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phrase<'a> {
    /// How many words it has.
    pub len: usize,
    /// Its counterpart's words, as ids of the other side.
    pub counterpart: &'a [u32],
    /// `p(counterpart | phrase)`.
    pub prob: f32,
}

fn words(slot: &[u32]) -> &[u32] {
    &slot[..slot.iter().position(|&w| w == END).unwrap_or(slot.len())]
}

impl<'a> Phrases<'a> {
    fn record(&self, i: usize) -> &'a [u32] {
        let at = self.order.map_or(i, |o| o[i] as usize) * RECORD;
        self.records.get(at..at + RECORD).unwrap_or(&[END; RECORD])
    }

    /// This side's and the other side's words of a record, and its probability.
    fn sides(&self, i: usize) -> (&'a [u32], &'a [u32], f32) {
        let record = self.record(i);
        let (first, second) = (words(&record[..LONGEST]), words(&record[LONGEST..2 * LONGEST]));
        match self.order {
            None => (first, second, f32::from_bits(record[2 * LONGEST])),
            Some(_) => (second, first, f32::from_bits(record[2 * LONGEST + 1])),
        }
    }

    /// Number of phrases with a counterpart.
    pub fn len(&self) -> usize {
        self.order.map_or(self.records.len() / RECORD, <[u32]>::len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The phrases that `ids`, the words of a text from some place on, begin with; shorter ones first.
    pub fn beginning(&self, ids: &[u32]) -> impl Iterator<Item = Phrase<'a>> {
        let this = *self;
        let ids: Vec<u32> = ids.iter().take(LONGEST).copied().collect();
        (1..=ids.len()).flat_map(move |n| this.of(&ids[..n]).collect::<Vec<_>>())
    }

    /// The counterparts of a phrase.
    pub fn of(&self, ids: &[u32]) -> impl Iterator<Item = Phrase<'a>> {
        let this = *self;
        let (mut low, mut high) = (0, this.len());
        while low < high {
            let middle = low.midpoint(high);
            if this.sides(middle).0 < ids { low = middle + 1 } else { high = middle }
        }
        let ids = ids.to_vec();
        (low..this.len())
            .map(move |i| this.sides(i))
            .take_while(move |s| s.0 == ids)
            .map(|(own, counterpart, prob)| Phrase { len: own.len(), counterpart, prob })
    }
}

/// Records and their order by side 1, from rows in any order.
pub(crate) fn pack(rows: &[PhraseRow]) -> (Vec<u32>, Vec<u32>) {
    let mut rows: Vec<&PhraseRow> = rows.iter().collect();
    let rank = |p: f32| std::cmp::Reverse(p.to_bits());
    rows.sort_by_key(|r| (&r.first, rank(r.probs[0]), &r.second));
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    order.sort_by_key(|&i| (&rows[i as usize].second, rank(rows[i as usize].probs[1]), i));
    let mut records = Vec::with_capacity(rows.len() * RECORD);
    for row in rows {
        for side in [&row.first, &row.second] {
            records.extend(side.iter().copied().chain(std::iter::repeat(END)).take(LONGEST));
        }
        records.extend(row.probs.map(f32::to_bits));
    }
    (records, order)
}
