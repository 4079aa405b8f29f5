//! Training on a few invented pairs: words find their translations, the same seed gives the same bytes.

#![allow(clippy::unwrap_used)]

use calque_model::{Embedder, Model, cosine};
use calque_text::Lang;
use calque_train::{Manifest, MemoryLimit, Source, State, TrainError, TrainSettings, train};
use std::cell::RefCell;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Sentences of a toy language pair: every subject with every verb and every object, German against English.
fn toy(path: &Path) {
    let subjects =
        [("der Hund", "the dog"), ("die Katze", "the cat"), ("das Kind", "the child"), ("der Arzt", "the doctor")];
    let verbs = [("sieht", "sees"), ("sucht", "seeks"), ("malt", "paints"), ("kauft", "buys")];
    let objects = [
        ("einen Baum", "a tree"),
        ("ein Haus", "a house"),
        ("einen Apfel", "an apple"),
        ("ein Boot", "a boat"),
        ("eine Uhr", "a clock"),
    ];
    let mut file = std::fs::File::create(path).unwrap();
    for s in subjects {
        for v in verbs {
            for o in objects {
                writeln!(file, "{} {} {}\t{} {} {}", s.0, v.0, o.0, s.1, v.1, o.1).unwrap();
            }
        }
    }
    writeln!(file, "no tab on this line").unwrap();
    writeln!(file, "\tempty first side").unwrap();
}

fn dir(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("calque-train-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

fn settings() -> TrainSettings {
    let mut s = TrainSettings::new("de".parse().unwrap(), Lang::EN);
    s.min_count = 1.0;
    s.vectors.dim = 16;
    s.vectors.buckets = 64;
    s.vectors.epochs = 200;
    s.vectors.batch = 80;
    s
}

#[test]
fn a_small_model_learns_its_words_and_is_reproducible() {
    let dir = dir("toy");
    let file = dir.join("toy.tsv");
    toy(&file);
    let run = || train(&[Source::new(&file)], &settings(), None, &|_| {}, |_, _| {}).unwrap();
    let bytes = run();
    assert_eq!(bytes, run(), "same seed, same bytes");
    let model = Model::from_bytes(&bytes, "toy").unwrap();
    let de = "de".parse().unwrap();
    let (from, to) = (model.side(de).unwrap(), model.side(Lang::EN).unwrap());
    let lexicon = model.lexicon(de, Lang::EN).unwrap();
    for (word, translation) in
        [("hund", "dog"), ("katze", "cat"), ("sucht", "seeks"), ("haus", "house"), ("uhr", "clock")]
    {
        let best = lexicon.translations(from.id(word).unwrap()).next().unwrap();
        assert_eq!(to.word(best.0), translation, "{word}");
    }
    let mut a = Embedder::new(&model, de).unwrap();
    let mut b = Embedder::new(&model, Lang::EN).unwrap();
    let right = cosine(&a.embed("der Hund sieht ein Haus"), &b.embed("the dog sees a house"));
    let wrong = cosine(&a.embed("der Hund sieht ein Haus"), &b.embed("the child buys a clock"));
    assert!(right > wrong + 0.2, "{right} {wrong}");
    let data = &model.meta().data[0];
    assert_eq!((data.pairs, data.name.as_str()), (80, "toy.tsv"), "lines that are no pair are left out");
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn a_stopped_run_goes_on_and_gives_the_same_bytes() {
    let dir = dir("resume");
    let file = dir.join("toy.tsv");
    toy(&file);
    let sources = [Source::new(&file)];
    let mut settings = settings();
    settings.vectors.epochs = 4;
    let whole = train(&sources, &settings, None, &|_| {}, |_, _| {}).unwrap();
    for stop_after in 0..=4 {
        let state = State::new(dir.join(format!("state{stop_after}")));
        // A run that dies in a pass is a run that panics there: what was left behind is all there is.
        let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let stop = |message: &str| assert!(stop_after > 0 || !message.starts_with("vectors"), "stopped");
            train(&sources, &settings, Some(&state), &stop, |pass, _| assert!(pass < stop_after, "stopped"))
        }));
        assert!(stopped.is_err(), "stopped after {stop_after}");
        let said = RefCell::new(Vec::new());
        let say = |message: &str| said.borrow_mut().push(message.to_owned());
        let passes = RefCell::new(Vec::new());
        let resumed = train(&sources, &settings, Some(&state), &say, |n, _| passes.borrow_mut().push(n)).unwrap();
        assert_eq!(resumed, whole, "stopped after {stop_after}");
        assert_eq!(passes.into_inner(), (stop_after + 1..=4).collect::<Vec<_>>(), "passes are not run twice");
        assert!(said.borrow().iter().any(|m| m.contains("word alignment: taken from the earlier run")));
    }
    // Damaged or of other settings: as good as absent.
    let state = State::new(dir.join("state2"));
    let path = dir.join("state2/vectors");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(train(&sources, &settings, Some(&state), &|_| {}, |_, _| {}).unwrap(), whole);
    settings.vectors.seed = 2;
    let other = train(&sources, &settings, Some(&state), &|_| {}, |_, _| {}).unwrap();
    assert_eq!(other, train(&sources, &settings, None, &|_| {}, |_, _| {}).unwrap());
    assert_ne!(other, whole);
    state.remove();
    assert!(!dir.join("state2").exists());
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn threads_do_not_change_bytes() {
    let dir = dir("threads");
    let file = dir.join("toy.tsv");
    toy(&file);
    let mut settings = settings();
    settings.vectors.epochs = 5;
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| train(&[Source::new(&file)], &settings, None, &|_| {}, |_, _| {}).unwrap())
    };
    let one = with(1);
    assert!(one == with(2) && one == with(5));
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn a_memory_limit_is_kept_or_refused_and_changes_nothing() {
    let dir = dir("memory");
    let file = dir.join("toy.tsv");
    toy(&file);
    let mut settings = settings();
    settings.vectors.epochs = 2;
    let free = train(&[Source::new(&file)], &settings, None, &|_| {}, |_, _| {}).unwrap();
    settings.memory = MemoryLimit(Some(120 << 20));
    assert_eq!(train(&[Source::new(&file)], &settings, None, &|_| {}, |_, _| {}).unwrap(), free);
    settings.memory = MemoryLimit(Some(50 << 20));
    let said = train(&[Source::new(&file)], &settings, None, &|_| {}, |_, _| {}).unwrap_err().to_string();
    assert!(said.contains("--memory gives 50 MB: allow more"), "{said}");
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn lines_that_are_no_pairs_are_named() {
    let dir = dir("lines");
    let file = dir.join("toy.tsv");
    toy(&file);
    let mut text = std::fs::read(&file).unwrap();
    text.extend(b"der Hund\tthe dog\nder Hund\tthe dog\nf\xfcr\tfor\n");
    std::fs::write(&file, text).unwrap();
    let said = RefCell::new(Vec::new());
    let say = |message: &str| said.borrow_mut().push(message.to_owned());
    let mut short = settings();
    short.vectors.epochs = 1;
    train(&[Source::new(&file)], &short, None, &say, |_, _| {}).unwrap();
    let said = said.into_inner().join("\n");
    for part in [
        "1 line left out, without a second column, the first is line 81",
        "1 line left out, with a side without words, the first is line 82",
        "1 line left out, not in UTF-8, the first is line 85",
        "1 line repeats an earlier pair, the first is line 84",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    std::fs::write(&file, "eins\tone\nzwei\ndrei\n").unwrap();
    let said = train(&[Source::new(&file)], &short, None, &|_| {}, |_, _| {}).unwrap_err().to_string();
    assert!(said.contains("2 of 3 lines are no pairs, line 2 is without a second column"), "{said}");
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn what_cannot_be_read_is_said() {
    let dir = dir("bad");
    let missing = train(&[Source::new(dir.join("none.tsv"))], &settings(), None, &|_| {}, |_, _| {});
    assert!(matches!(missing, Err(TrainError::Io { path, .. }) if path.ends_with("none.tsv")));
    let empty = dir.join("empty.tsv");
    std::fs::write(&empty, "one column\n").unwrap();
    let one_column = train(&[Source::new(&empty)], &settings(), None, &|_| {}, |_, _| {});
    assert!(matches!(one_column, Err(TrainError::NotPairs { bad: 1, lines: 1, first: 1, .. })));
    std::fs::write(&empty, "").unwrap();
    assert!(matches!(train(&[Source::new(empty)], &settings(), None, &|_| {}, |_, _| {}), Err(TrainError::NoPairs)));
    assert!(matches!(Manifest::parse("name = 3"), Err(TrainError::Manifest { .. })));
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn jsonl_tmx_and_compressed_files_give_the_same_pairs() {
    let dir = dir("kinds");
    let langs = ["de".parse().unwrap(), Lang::EN];
    let tsv = "Guten Tag & so\tgood day & so\nein < zwei\tone < two\n";
    let tmx = r#"<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx version="1.4"><body>
        <tu><tuv xml:lang="EN-GB"><seg>good day &amp; so</seg></tuv><tuv xml:lang="de"><seg>Guten <bpt i="1">Tag</bpt> &#38;
        so</seg></tuv></tu>
        <tu><note>n</note><tuv lang="de"><seg><![CDATA[ein < zwei]]></seg></tuv><tuv lang="en"><seg>one &lt; two</seg></tuv></tu>
        </body></tmx>"#;
    let jsonl = "{\"translation\":{\"de\":\"Guten Tag & so\",\"en\":\"good day & so\"}}\n{\"source\":\"ein < zwei\",\"target\":\"one < two\"}\n";
    let gz = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let files = [
        ("p.tsv", tsv.as_bytes().to_vec()),
        ("p.tmx", tmx.as_bytes().to_vec()),
        ("p.jsonl", jsonl.as_bytes().to_vec()),
        ("p.tsv.gz", gz(tsv)),
        ("p.tmx.zst", zstd::encode_all(tmx.as_bytes(), 1).unwrap()),
    ];
    let expected: Vec<(String, String)> =
        [("Guten Tag & so", "good day & so"), ("ein < zwei", "one < two")].map(|(a, b)| (a.into(), b.into())).into();
    for (name, bytes) in files {
        let path = dir.join(name);
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(calque_train::pairs_of(&path, langs).unwrap(), expected, "{name}");
    }
    let broken = dir.join("broken.tmx");
    std::fs::write(&broken, "<tmx><body><tu></body>").unwrap();
    assert!(matches!(calque_train::pairs_of(&broken, langs), Err(TrainError::Malformed { .. })));
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn mixed_up_columns_are_refused() {
    let dir = dir("columns");
    let path = dir.join("swapped.tsv");
    std::fs::write(
        &path,
        "The minister said that the talks would begin again.\tLe ministre a dit que les pourparlers reprendraient.\n"
            .repeat(30),
    )
    .unwrap();
    let swapped = train(&[Source::new(path)], &TrainSettings::new(Lang::FR, Lang::EN), None, &|_| {}, |_, _| {});
    let said = swapped.unwrap_err().to_string();
    assert!(said.contains("column 1 is in English, not in French"), "{said}");
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn the_manifest_of_the_embedded_model_parses() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../training/model/fr-en.toml");
    let manifest = Manifest::read(&root, Path::new("data")).unwrap();
    assert_eq!(manifest.langs, (Lang::FR, Lang::EN));
    assert!(manifest.data.iter().all(|d| !d.licence.is_empty() && d.path.starts_with("data")));
}
