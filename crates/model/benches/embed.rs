//! Sentence vectors per second, on news sentences of our own.

#![allow(missing_docs, clippy::unwrap_used)]

use calque_model::{Embedder, Model};
use calque_text::Lang;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn sentences() -> Vec<String> {
    let text = include_str!("../../../corpus/news/dam.en.txt");
    let words: Vec<&str> = text.split_whitespace().collect();
    words.chunks(25).map(|c| c.join(" ")).collect()
}

fn embed(c: &mut Criterion) {
    let sentences = sentences();
    let mut embedder = Embedder::new(Model::embedded(), Lang::EN).unwrap();
    let mut out = vec![0.0; embedder.dim()];
    let mut group = c.benchmark_group("embed");
    group.throughput(Throughput::Elements(sentences.len() as u64));
    group.bench_function("sentences of 25 words", |b| {
        b.iter(|| {
            for s in &sentences {
                out.fill(0.0);
                embedder.add_text(s, &mut out);
            }
            out[0]
        });
    });
    group.finish();
}

criterion_group!(benches, embed);
criterion_main!(benches);
