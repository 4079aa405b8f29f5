//! Pairs per second of a check: an article, a long document of which every second sentence is quoted,
//! and the same four times as long. Linear costs give equal throughputs for both.

#![allow(missing_docs, clippy::unwrap_used)]

use calque::{Input, Settings, check};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::path::{Path, PathBuf};

fn article(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/news").join(name)
}

/// The sentences of an article again and again, each with a number of its own, every second one quoted.
fn dialogue(sentences: &[&str], count: usize, marks: [&str; 2]) -> String {
    (0..count).fold(String::new(), |text, k| {
        let sentence = format!("{} {}", 1000 + 97 * k, sentences[k % sentences.len()].trim());
        text + &if k % 2 == 0 { sentence } else { format!("{}{sentence}{}", marks[0], marks[1]) } + "\n\n"
    })
}

fn documents(c: &mut Criterion) {
    let settings = Settings::default();
    let mut group = c.benchmark_group("check");
    group.sample_size(10);
    let (en, fr) = (article("dam.en.txt"), article("dam.fr.txt"));
    let inputs = [Input::from_arg(en.to_str().unwrap()), Input::from_arg(fr.to_str().unwrap())];
    let pairs = check(&inputs[0], &inputs[1], &settings).unwrap().alignment.beads.len();
    group.throughput(Throughput::Elements(pairs as u64));
    group.bench_function("article", |b| b.iter(|| check(&inputs[0], &inputs[1], &settings).unwrap().findings.len()));

    let [en, fr] = [en, fr].map(|path| std::fs::read_to_string(path).unwrap());
    let [en, fr] = [&en, &fr].map(|text| text.lines().filter(|l| l.ends_with('.')).collect::<Vec<_>>());
    let sentences = en.len().min(fr.len());
    let folder = tempfile::tempdir().unwrap();
    for count in [600, 2400] {
        let write = |name: &str, text: String| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            Input::from_arg(path.to_str().unwrap())
        };
        let source = write("a.en.txt", dialogue(&en[..sentences], count, ["“", "”"]));
        let target = write("a.fr.txt", dialogue(&fr[..sentences], count, ["« ", " »"]));
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::new("dialogue", count), &count, |b, _| {
            b.iter(|| check(&source, &target, &settings).unwrap().findings.len());
        });
    }
    group.finish();
}

criterion_group!(benches, documents);
criterion_main!(benches);
