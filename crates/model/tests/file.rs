//! A model file survives writing and reading; a damaged one is refused with a reason.

#![allow(clippy::unwrap_used)]

use calque_model::{Embedder, Meta, Model, ModelBuilder, ModelError, PhraseRow, SideRows, WordParams, cosine};
use calque_text::Lang;

fn side(words: &[&str], rows: &[[f32; 4]]) -> SideRows {
    SideRows {
        words: words.iter().map(ToString::to_string).collect(),
        freq: (0..words.len()).map(|i| 1000.0 / (i + 1) as f32).collect(),
        null: vec![0.1; words.len()],
        fertility: vec![1.5; words.len()],
        vectors: rows.concat(),
    }
}

fn tiny() -> Vec<u8> {
    let builder = ModelBuilder {
        meta: Meta {
            langs: (Lang::FR, Lang::EN),
            name: "tiny".into(),
            dim: 4,
            data: Vec::new(),
            words: WordParams::default(),
            measured: Vec::new(),
        },
        sides: [
            side(&["chat", "chien", "été"], &[[1.0, 0.0, 0.0, 0.2], [0.0, 1.0, 0.0, 0.0]]),
            side(&["cat", "dog"], &[[0.9, 0.0, 0.1, 0.2], [0.1, 0.8, 0.0, 0.0]]),
        ],
        lexicons: [
            vec![vec![(0, 0.9), (1, 0.05)], vec![(1, 0.8)], vec![]],
            vec![vec![(0, 0.7)], vec![(1, 0.6), (0, 0.2)]],
        ],
        grams: vec![0.5; 4 * 8],
        phrases: vec![
            PhraseRow { first: vec![1, 0], second: vec![1], probs: [0.7, 0.4] },
            PhraseRow { first: vec![1, 0, 2], second: vec![0, 1], probs: [0.9, 0.8] },
            PhraseRow { first: vec![2], second: vec![0, 1], probs: [0.3, 0.1] },
        ],
    };
    builder.to_bytes().unwrap()
}

#[test]
fn what_is_written_is_read() {
    let model = Model::from_bytes(&tiny(), "tiny").unwrap();
    assert_eq!(model.langs(), (Lang::FR, Lang::EN));
    assert!(model.knows(Lang::EN, Lang::FR) && !model.knows(Lang::FR, Lang::FR));
    let fr = model.side(Lang::FR).unwrap();
    assert_eq!((fr.id("été"), fr.id("oiseau")), (Some(2), None));
    assert_eq!(fr.word(1), "chien");
    assert!((fr.fertility(Some(0)) - 1.5).abs() < 0.02);
    assert!(fr.information(Some(2)) > fr.information(Some(0)));
    let lexicon = model.lexicon(Lang::FR, Lang::EN).unwrap();
    let row: Vec<(u32, f32)> = lexicon.translations(0).collect();
    assert_eq!(row.iter().map(|t| t.0).collect::<Vec<_>>(), [0, 1]);
    assert!((row[0].1 - 0.9).abs() < 0.01 && (lexicon.prob(0, 1) - 0.05).abs() < 0.001);
    assert_eq!(lexicon.prob(2, 0), 0.0);
    assert!(model.lexicon(Lang::FR, Lang::FR).is_none() && model.side("de".parse().unwrap()).is_none());
}

#[test]
fn phrases_are_found_from_both_sides() {
    let model = Model::from_bytes(&tiny(), "tiny").unwrap();
    let forth = model.phrases(Lang::FR, Lang::EN).unwrap();
    let found: Vec<_> = forth.beginning(&[1, 0, 2, 2]).map(|p| (p.len, p.counterpart.to_vec(), p.prob)).collect();
    assert_eq!(found, [(2, vec![1], 0.7), (3, vec![0, 1], 0.9)]);
    let back = model.phrases(Lang::EN, Lang::FR).unwrap();
    let found: Vec<_> = back.beginning(&[0, 1]).map(|p| (p.len, p.counterpart.to_vec(), p.prob)).collect();
    assert_eq!(found, [(2, vec![1, 0, 2], 0.8), (2, vec![2], 0.1)], "the most probable first");
    assert_eq!((back.of(&[1]).count(), back.of(&[0]).count(), forth.len()), (1, 0, 3));
}

#[test]
fn translations_are_near_each_other() {
    let model = Model::from_bytes(&tiny(), "tiny").unwrap();
    let mut fr = Embedder::new(&model, Lang::FR).unwrap();
    let mut en = Embedder::new(&model, Lang::EN).unwrap();
    let (chat, cat, dog) = (fr.embed("Chat."), en.embed("the CAT"), en.embed("dog"));
    assert!(cosine(&chat, &cat) > cosine(&chat, &dog));
    let both: Vec<f32> = en.embed("cat").iter().zip(en.embed("dog")).map(|(a, b)| a + b).collect();
    assert!(cosine(&both, &en.embed("cat dog")) > 0.9999, "sums are additive");
}

#[test]
fn damaged_files_are_refused() {
    let good = tiny();
    assert!(matches!(Model::from_bytes(b"", "x"), Err(ModelError::NotAModel(_))));
    assert!(matches!(Model::from_bytes(b"PNG and so on", "x"), Err(ModelError::NotAModel(_))));
    let mut newer = good.clone();
    newer[8] = 200;
    assert!(matches!(Model::from_bytes(&newer, "x"), Err(ModelError::Newer { found: 200, .. })));
    for cut in [9, 20, 100, good.len() / 2, good.len() - 1] {
        assert!(matches!(Model::from_bytes(&good[..cut], "x"), Err(ModelError::Damaged { .. })), "cut at {cut}");
    }
    // Any single damaged byte is refused or harmless, never a panic.
    for at in (0..good.len()).step_by(7) {
        let mut bad = good.clone();
        bad[at] ^= 0xFF;
        if let Ok(model) = Model::from_bytes(&bad, "x") {
            for lang in [Lang::FR, Lang::EN] {
                if let Some(side) = model.side(lang) {
                    for id in 0..5 {
                        let _ = (side.word(id), side.id("chat"), side.frequency(Some(id)), side.has_vector(id));
                    }
                }
                if let Some(mut e) = Embedder::new(&model, lang) {
                    let _ = e.embed("chat inconnu 12");
                }
            }
            if let Some(lexicon) = model.lexicon(Lang::FR, Lang::EN) {
                let _ = (lexicon.translations(0).count(), lexicon.prob(1, 1));
            }
        }
    }
}

#[test]
fn files_are_mapped() {
    let path = std::env::temp_dir().join(format!("calque-model-{}.calque", std::process::id()));
    std::fs::write(&path, tiny()).unwrap();
    let model = Model::open(&path).unwrap();
    assert_eq!(model.meta().name, "tiny");
    drop(model);
    std::fs::write(&path, b"").unwrap();
    assert!(matches!(Model::open(&path), Err(ModelError::NotAModel(_))));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(Model::open(&path), Err(ModelError::Io { .. })));
}

#[test]
fn the_embedded_model_opens() {
    let model = Model::embedded();
    assert_eq!(model.langs(), (Lang::FR, Lang::EN));
    let (fr, en) = (model.side(Lang::FR).unwrap(), model.side(Lang::EN).unwrap());
    let lexicon = model.lexicon(Lang::FR, Lang::EN).unwrap();
    let best = lexicon.translations(fr.id("maison").unwrap()).next().unwrap();
    assert_eq!(en.word(best.0), "house");
}
