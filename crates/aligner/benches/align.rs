//! Sentences per second, step by step: segmentation, band search with and without a model, words.
//!
//! The text is the articles of the corpus, again and again with other numbers in it, so that it is long
//! and has something to hold on to. `CALQUE_BENCH_TEXT` may name a folder with `src.txt` and `tgt.txt`
//! (French and English, a sentence a line) to be used instead.

#![allow(missing_docs, clippy::unwrap_used)]

use calque_aligner::{AlignerSettings, Segment, WordAligner, WordSide, align};
use calque_model::Model;
use calque_text::{Lang, split_sentences, tokenize};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// How often the articles are repeated.
const TIMES: usize = 40;

fn article(lang: Lang) -> String {
    let texts = if lang == Lang::FR {
        [include_str!("../../../corpus/news/dam.fr.txt"), include_str!("../../../corpus/news/observatory.fr.txt")]
    } else {
        [include_str!("../../../corpus/news/dam.en.txt"), include_str!("../../../corpus/news/observatory.en.txt")]
    };
    texts.join("\n\n")
}

fn sentences(lang: Lang) -> Vec<String> {
    let own = std::env::var("CALQUE_BENCH_TEXT").ok().map(|folder| {
        let name = if lang == Lang::FR { "src.txt" } else { "tgt.txt" };
        std::fs::read_to_string(std::path::Path::new(&folder).join(name)).unwrap()
    });
    if let Some(text) = own {
        return text.lines().map(str::to_owned).collect();
    }
    let text = article(lang);
    let once: Vec<&str> = split_sentences(&text, lang).iter().map(|s| s.of(&text)).collect();
    (0..TIMES).flat_map(|k| once.iter().enumerate().map(move |(i, s)| format!("{} {s}", 1000 + 97 * k + i))).collect()
}

fn segments(lines: &[String]) -> Vec<Segment<'_>> {
    lines.iter().enumerate().map(|(i, text)| Segment { text, block: i as u32, ..Segment::default() }).collect()
}

fn segmentation(c: &mut Criterion) {
    let text = article(Lang::FR).repeat(TIMES);
    let count = split_sentences(&text, Lang::FR).len();
    let mut group = c.benchmark_group("segment");
    group.throughput(Throughput::Elements(count as u64));
    group.bench_function("french news", |b| b.iter(|| split_sentences(&text, Lang::FR).len()));
    group.finish();
}

fn search(c: &mut Criterion) {
    let (fr, en) = (sentences(Lang::FR), sentences(Lang::EN));
    let (s, t) = (segments(&fr), segments(&en));
    let settings = AlignerSettings::default();
    let mut group = c.benchmark_group("align");
    group.sample_size(10);
    group.throughput(Throughput::Elements((s.len() + t.len()) as u64));
    for (name, model) in [("with the model", Some(Model::embedded())), ("bootstrapped", None)] {
        group.bench_function(name, |b| b.iter(|| align(&s, Lang::FR, &t, Lang::EN, model, &settings).beads.len()));
    }
    group.finish();
}

fn words(c: &mut Criterion) {
    let (fr, en) = (sentences(Lang::FR), sentences(Lang::EN));
    let mut aligner = WordAligner::new(Model::embedded());
    let pairs: Vec<_> =
        fr.iter().zip(&en).take(200).map(|(f, e)| (f, tokenize(f, Lang::FR), e, tokenize(e, Lang::EN))).collect();
    let mut group = c.benchmark_group("words");
    group.throughput(Throughput::Elements(pairs.len() as u64));
    group.bench_function("pairs of news", |b| {
        b.iter(|| {
            let link = |(f, ft, e, et): &(&String, Vec<_>, &String, Vec<_>)| {
                let side = |text, lang, tokens| WordSide { text, lang, tokens };
                aligner.align(side(f, Lang::FR, ft), side(e, Lang::EN, et)).links.len()
            };
            pairs.iter().map(link).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, segmentation, search, words);
criterion_main!(benches);
