//! A model, opened.

use crate::format::{Section, find, place, sections};
use crate::raw::Bytes;
use crate::rows::bytes_of;
use crate::{Meta, ModelError, ModelSide, Phrases, TranslationTable};
use calque_text::Lang;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

/// Bilingual knowledge of one language pair.
#[derive(Debug)]
pub struct Model {
    bytes: Bytes,
    sections: Vec<Section>,
    /// The positions of the tables of each side, kept because each pair needs them a dozen times.
    places: [Places; 2],
    /// The positions of the vectors of n-grams and of their steps.
    grams: [Range<usize>; 2],
    meta: Meta,
}

/// The positions of the tables of one side in the file.
#[derive(Clone, Debug)]
struct Places {
    words: Range<usize>,
    ends: Range<usize>,
    index: Range<usize>,
    freq: Range<usize>,
    null: Range<usize>,
    fert: Range<usize>,
    vec: Range<usize>,
    scale: Range<usize>,
    lexends: Range<usize>,
    lex: Range<usize>,
}

impl Places {
    fn of(sections: &[Section], side: usize) -> Self {
        let at = |name: &str| place(sections, &format!("{side}.{name}"));
        Self {
            words: at("words"),
            ends: at("ends"),
            index: at("index"),
            freq: at("freq"),
            null: at("null"),
            fert: at("fert"),
            vec: at("vec"),
            scale: at("scale"),
            lexends: at("lexends"),
            lex: at("lex"),
        }
    }
}

#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static EMBEDDED: &Aligned<[u8]> = &Aligned(*include_bytes!("../assets/fr-en.calque"));

impl Model {
    /// The French-English model inside the binary.
    ///
    /// # Panics
    /// Never in a released binary: a test opens it.
    pub fn embedded() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| {
            Self::new(Bytes::Static(&EMBEDDED.0), "(embedded)").expect("the embedded model is checked by a test")
        })
    }

    /// Opens a model file by mapping it.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        Self::new(Bytes::open(path)?, &path.display().to_string())
    }

    /// A model from bytes, which are copied; `name` is for messages.
    pub fn from_bytes(bytes: &[u8], name: &str) -> Result<Self, ModelError> {
        Self::new(Bytes::copied(bytes), name)
    }

    fn new(bytes: Bytes, path: &str) -> Result<Self, ModelError> {
        let sections = sections(bytes.get(), path)?;
        let damaged = |what: String| ModelError::Damaged { path: path.to_owned(), what };
        let meta: Meta = serde_json::from_slice(find(bytes.get(), &sections, "meta"))
            .map_err(|e| damaged(format!("its description does not parse: {e}")))?;
        let places = [0, 1].map(|side| Places::of(&sections, side));
        let grams = ["grams", "gramscale"].map(|name| place(&sections, name));
        let model = Self { bytes, sections, places, grams, meta };
        model.check().map_err(damaged)?;
        Ok(model)
    }

    /// Checks that the sections fit each other, so that later look-ups cannot fail.
    fn check(&self) -> Result<(), String> {
        if self.meta.dim == 0 || self.meta.dim > 4096 || self.meta.dim % 2 == 1 {
            return Err(format!("vectors of {} dimensions", self.meta.dim));
        }
        let (grams, scales) = self.grams();
        if grams.len() != scales.len() * bytes_of(self.meta.dim) {
            return Err("the table of n-grams is cut short".to_owned());
        }
        for s in 0..2 {
            let side = self.side_at(s);
            let n = side.len();
            if n == 0 {
                return Err(format!("no words of side {s}"));
            }
            let fits = side.freq.len() == n
                && side.null.len() == n
                && side.fert.len() == n
                && side.index.len() > n
                && side.vec.len() == side.scale.len() * bytes_of(self.meta.dim)
                && self.lexicon_at(s).ends.len() == n;
            if !fits {
                return Err(format!("the tables of side {s} differ in length"));
            }
        }
        Ok(())
    }

    /// The model's description of itself.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Size of the file in bytes.
    pub fn size(&self) -> usize {
        self.bytes.get().len()
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get()
    }

    /// Its pair of languages.
    pub fn langs(&self) -> (Lang, Lang) {
        self.meta.langs
    }

    /// Whether the two languages differ and are those of its pair.
    pub fn knows(&self, a: Lang, b: Lang) -> bool {
        (a, b) == self.langs() || (b, a) == self.langs()
    }

    /// Length of a vector.
    pub fn dim(&self) -> usize {
        self.meta.dim
    }

    pub(crate) fn index_of(&self, lang: Lang) -> Option<usize> {
        if lang == self.meta.langs.0 {
            Some(0)
        } else if lang == self.meta.langs.1 {
            Some(1)
        } else {
            None
        }
    }

    /// The words of one language.
    pub fn side(&self, lang: Lang) -> Option<ModelSide<'_>> {
        self.index_of(lang).map(|s| self.side_at(s))
    }

    /// Translation probabilities `p(to | from)`.
    pub fn lexicon(&self, from: Lang, to: Lang) -> Option<TranslationTable<'_>> {
        if from == to {
            return None;
        }
        self.index_of(to)?;
        self.index_of(from).map(|s| self.lexicon_at(s))
    }

    /// Idioms and names of several words of one language, with their counterparts.
    pub fn phrases(&self, from: Lang, to: Lang) -> Option<Phrases<'_>> {
        if from == to {
            return None;
        }
        self.index_of(to)?;
        let get = |name| numbers(find(self.bytes.get(), &self.sections, name));
        let order = (self.index_of(from)? == 1).then(|| get("phrases.back"));
        Some(Phrases { records: get("phrases"), order })
    }

    fn side_at(&self, s: usize) -> ModelSide<'_> {
        let (bytes, places) = (self.bytes.get(), &self.places[s]);
        let get = |range: &Range<usize>| &bytes[range.clone()];
        ModelSide {
            words: get(&places.words),
            ends: numbers(get(&places.ends)),
            index: numbers(get(&places.index)),
            freq: numbers(get(&places.freq)),
            null: get(&places.null),
            fert: get(&places.fert),
            vec: get(&places.vec),
            scale: numbers(get(&places.scale)),
            dim: self.meta.dim,
        }
    }

    fn lexicon_at(&self, s: usize) -> TranslationTable<'_> {
        let (bytes, places) = (self.bytes.get(), &self.places[s]);
        let get = |range: &Range<usize>| &bytes[range.clone()];
        TranslationTable { ends: numbers(get(&places.lexends)), entries: numbers(get(&places.lex)) }
    }

    /// Vectors of character n-grams: rows and scales.
    pub(crate) fn grams(&self) -> (&[u8], &[f32]) {
        let [rows, scales] = self.grams.clone().map(|range| &self.bytes.get()[range]);
        (rows, numbers(scales))
    }
}

/// A section as numbers, without a copy; empty if its length or alignment does not fit.
fn numbers<T: bytemuck::AnyBitPattern>(bytes: &[u8]) -> &[T] {
    bytemuck::try_cast_slice(bytes).unwrap_or(&[])
}
