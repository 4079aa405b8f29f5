//! Margin retrieval of a model on a TSV of pairs (first language, second): `retrieval MODEL PAIRS.tsv`.
use calque_model::{Embedder, Model};

#[allow(clippy::print_stdout, clippy::unwrap_used)]
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let model = Model::open(std::path::Path::new(&args[1])).unwrap();
    let text = std::fs::read_to_string(&args[2]).unwrap();
    let (a, b) = model.langs();
    let mut sides = [Vec::new(), Vec::new()];
    for (s, lang) in [a, b].into_iter().enumerate() {
        let mut e = Embedder::new(&model, lang).unwrap();
        for line in text.lines() {
            let mut v = e.embed(line.split('\t').nth(s).unwrap());
            let n = v.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
            v.iter_mut().for_each(|x| *x /= n);
            sides[s].push(v);
        }
    }
    let n = sides[0].len();
    let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(p, q)| p * q).sum::<f32>();
    let sim: Vec<Vec<f32>> = sides[0].iter().map(|x| sides[1].iter().map(|y| dot(x, y)).collect()).collect();
    let top4 = |mut v: Vec<f32>| {
        v.sort_by(|a, b| b.total_cmp(a));
        v[..4.min(v.len())].iter().sum::<f32>() / 4.0
    };
    let ra: Vec<f32> = sim.iter().map(|r| top4(r.clone())).collect();
    let rb: Vec<f32> = (0..n).map(|j| top4(sim.iter().map(|r| r[j]).collect())).collect();
    let mut hits = [0, 0];
    let mut cos = [0, 0];
    for i in 0..n {
        let best = |f: &dyn Fn(usize) -> f32| (0..n).max_by(|&x, &y| f(x).total_cmp(&f(y))).unwrap();
        hits[0] += usize::from(best(&|j| sim[i][j] - (ra[i] + rb[j]) / 2.0) == i);
        hits[1] += usize::from(best(&|j| sim[j][i] - (ra[j] + rb[i]) / 2.0) == i);
        cos[0] += usize::from(best(&|j| sim[i][j]) == i);
        cos[1] += usize::from(best(&|j| sim[j][i]) == i);
        if args.len() > 3 && best(&|j| sim[i][j] - (ra[i] + rb[j]) / 2.0) != i {
            let j = best(&|j| sim[i][j] - (ra[i] + rb[j]) / 2.0);
            let line = |k: usize| text.lines().nth(k).unwrap();
            println!("MISS {i}->{j}\n  {}\n  {}", line(i), line(j).split('\t').nth(1).unwrap());
        }
    }
    let pct = |h: [usize; 2]| {
        format!(
            "{:.2} % ({:.2} {:.2})",
            50.0 * (h[0] + h[1]) as f32 / n as f32,
            100.0 * h[0] as f32 / n as f32,
            100.0 * h[1] as f32 / n as f32
        )
    };
    println!("{n} pairs: margin {}, cosine {}", pct(hits), pct(cos));
}
