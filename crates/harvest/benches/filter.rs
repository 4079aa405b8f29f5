//! Pairs filtered per second by the preset normal, on news sentences of our own: only the verdict, and with
//! scores.

#![allow(missing_docs, clippy::unwrap_used)]

use calque_harvest::Pair;
use calque_harvest::filter::{FilterContext, Preset, Screen};
use calque_model::Model;
use calque_text::{Document, Lang, segment};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn sentences(text: &str, lang: Lang) -> Vec<String> {
    let document = Document::from_lines(text, lang);
    segment(&document).iter().map(|s| s.span.of(&document.text).to_owned()).collect()
}

fn filter(c: &mut Criterion) {
    let english = sentences(include_str!("../../../corpus/news/dam.en.txt"), Lang::EN);
    let french = sentences(include_str!("../../../corpus/news/dam.fr.txt"), Lang::FR);
    let screen = Screen::new(Preset::Normal, FilterContext::default(), Some(Model::embedded()));
    let pairs: Vec<Pair<'_>> = english
        .iter()
        .zip(&french)
        .map(|(source, target)| Pair { source, target, langs: (Lang::EN, Lang::FR) })
        .collect();
    let mut group = c.benchmark_group("filter");
    group.throughput(Throughput::Elements(pairs.len() as u64));
    group.bench_function("first_rejection", |b| {
        b.iter(|| pairs.iter().filter(|pair| screen.first_rejection(**pair).keeps()).count());
    });
    group.bench_function("check", |b| b.iter(|| pairs.iter().filter(|pair| screen.check(**pair).keeps()).count()));
    group.finish();
}

criterion_group!(benches, filter);
criterion_main!(benches);
