//! The bilingual model: translation lexicon, static vectors, word frequencies.

use calque_text::Lang;

/// Bilingual knowledge of one language pair.
#[derive(Debug)]
pub struct Model {
    langs: (Lang, Lang),
}

impl Model {
    /// The French-English model inside the binary.
    pub fn embedded() -> &'static Self {
        static MODEL: Model = Model { langs: (Lang::FR, Lang::EN) };
        &MODEL
    }

    /// The pair it knows.
    pub fn langs(&self) -> (Lang, Lang) {
        self.langs
    }

    /// Whether it knows both languages.
    pub fn knows(&self, a: Lang, b: Lang) -> bool {
        (a, b) == self.langs || (b, a) == self.langs
    }
}
