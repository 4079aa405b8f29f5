//! `measure MODEL PAIRS.tsv DICT.tsv.zst`: retrieval and lexicon precision.
#![allow(clippy::print_stdout, clippy::unwrap_used)]
use calque_train::{corpus, measure};
use std::io::BufRead;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let model = calque_model::Model::open(std::path::Path::new(&args[1])).unwrap();
    let read = |p: &str| {
        corpus::open(std::path::Path::new(p))
            .unwrap()
            .lines()
            .filter_map(|l| {
                let l = l.ok()?;
                let mut c = l.split('\t');
                Some((c.next()?.to_owned(), c.next()?.to_owned()))
            })
            .collect::<Vec<_>>()
    };
    let r = measure::retrieval(&model, &read(&args[2]));
    println!(
        "retrieval {:.2} % (forth {:.2}, back {:.2}) of {}",
        100.0 * r.mean(),
        100.0 * r.forth,
        100.0 * r.back,
        r.pairs
    );
    if let Some(d) = args.get(3) {
        println!("lexicon {:.3?}", measure::lexicon_precision(&model, &read(d), 2000));
    }
}
