//! Trains from the files given, as `path[:weight[:min[:max[:limit]]]]`; the first argument is the output.
use calque_text::Lang;
use calque_train::{Source, TrainSettings, train};

#[allow(clippy::print_stderr, clippy::unwrap_used)]
fn main() {
    let mut args = std::env::args().skip(1);
    let out = args.next().unwrap();
    let mut settings = TrainSettings::new(Lang::FR, Lang::EN);
    let get = |k: &str| std::env::var(k).ok().and_then(|v| v.parse::<f64>().ok());
    if let Some(v) = get("EPOCHS") {
        settings.vectors.epochs = v as usize;
    }
    if let Some(v) = get("DIM") {
        settings.vectors.dim = v as usize;
    }
    if let Some(v) = get("RATE") {
        settings.vectors.rate = v as f32;
    }
    if let Some(v) = get("SHARP") {
        settings.vectors.sharpness = v as f32;
    }
    if let Some(v) = get("BATCH") {
        settings.vectors.batch = v as usize;
    }
    let sources: Vec<Source> = args
        .map(|a| {
            let mut p = a.split(':');
            let mut s = Source::new(p.next().unwrap());
            let mut num = || p.next().and_then(|x| x.parse::<f32>().ok());
            if let Some(w) = num() {
                s.weight = w;
            }
            if let Some(w) = num() {
                s.min_words = w as usize;
            }
            if let Some(w) = num() {
                s.max_words = w as usize;
            }
            if let Some(w) = num() {
                s.limit = w as usize;
            }
            s
        })
        .collect();
    let start = std::time::Instant::now();
    let say = |m: &str| eprintln!("{:7.1} {m}", start.elapsed().as_secs_f32());
    let resume = std::env::var("RESUME").ok().map(|p| calque_model::Model::open(std::path::Path::new(&p)).unwrap());
    let bytes = train(&sources, &settings, resume.as_ref(), &say, |e, b| {
        std::fs::write(format!("{out}.{e}"), b).unwrap();
    })
    .unwrap();
    std::fs::write(&out, bytes).unwrap();
}
