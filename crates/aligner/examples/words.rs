//! `words MODEL ... FILE`: the contract of score_words, before the cli has it.
use calque_aligner::{WordAligner, WordSide};
use calque_model::Model;
use calque_text::{Lang, Span, Token, TokenKind};

#[allow(clippy::print_stdout, clippy::unwrap_used)]
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let model = Model::open(std::path::Path::new(&std::env::var("MODEL").unwrap())).unwrap();
    let thr = std::env::var("THR").ok().and_then(|v| v.parse().ok()).unwrap_or(0.45);
    let text = std::fs::read_to_string(args.last().unwrap()).unwrap();
    let mut aligner = WordAligner::new(&model).with_threshold(thr);
    for line in text.lines() {
        let (a, b) = line.split_once('\t').unwrap();
        let cut = |s: &str, l: Lang| {
            let mut out = Vec::new();
            let mut at = 0;
            for w in s.split(' ') {
                let t = calque_text::tokenize(w, l);
                let first = t.first().copied();
                let kind = first.map_or(TokenKind::Symbol, |t| t.kind);
                out.push(Token {
                    span: Span::new(at, at + w.len()),
                    kind,
                    caps: first.is_some_and(|f| f.caps && f.span.len() == w.len()),
                });
                at += w.len() + 1;
            }
            out
        };
        let (ta, tb) = (cut(a, Lang::EN), cut(b, Lang::FR));
        let out = aligner.align(
            WordSide { text: a, lang: Lang::EN, tokens: &ta },
            WordSide { text: b, lang: Lang::FR, tokens: &tb },
        );
        println!("{}", out.links.iter().map(|l| format!("{}-{}", l.source, l.target)).collect::<Vec<_>>().join(" "));
    }
}
