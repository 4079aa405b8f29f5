//! The encoder against its reference, on sentences of the project's own (`training/encoder/check.py` writes the
//! pieces), and on text that nobody would write.

use calque_encoder::Encoder;

const SAMPLE: &str = include_str!("pieces.tsv");

#[test]
fn sentences_are_cut_as_the_reference_cuts_them() {
    let encoder = Encoder::embedded();
    let rows: Vec<(&str, &str)> = SAMPLE.lines().filter_map(|l| l.split_once('\t')).collect();
    assert!(rows.len() >= 50);
    for (text, want) in rows {
        let got: Vec<&str> = encoder.pieces(text).into_iter().map(|p| p.unwrap_or("<unk>")).collect();
        assert_eq!(got.join(" "), want, "{text}");
    }
}

#[test]
fn pieces_cover_the_words_they_come_from() {
    let text = "L’œuvre  de 1 000 pages\u{a0}— «\u{202f}fin\u{202f}» 😀 ﬁn.";
    let [encoding] = Encoder::embedded().encode([text]);
    let mut end = 0;
    for piece in 0..encoding.len() {
        let span = encoding.span(piece);
        assert!(span.start <= span.end && span.end as usize <= text.len() && span.start >= end.min(span.start));
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize));
        end = span.end;
    }
    assert_eq!(end as usize, text.len());
}

#[test]
fn any_text_is_encoded() {
    let encoder = Encoder::embedded();
    let long = "très ".repeat(2000);
    for text in ["", " ", "\u{0}\u{1}", "\u{301}\u{301}", "\u{10ffff}", "日本語", &"x".repeat(5000), &long, "▁▁ ▁a"]
    {
        let [encoding, again] = encoder.encode([text, text]);
        assert!(encoding.len() <= encoder.max_pieces());
        assert!((0..encoding.len()).all(|p| encoding.vector(p).iter().all(|v| v.is_finite())));
        let whole = || std::iter::once(0..text.len() as u32);
        assert_eq!(encoding.words(whole()), again.words(whole()), "alone or not: the same");
    }
}

#[test]
fn a_word_is_closer_to_what_it_means_here() {
    let encoder = Encoder::embedded();
    let word = |text: &str, word: &str| {
        let at = text.find(word).expect("the word") as u32;
        let [encoding] = encoder.encode([text]);
        encoding.words(std::iter::once(at..at + word.len() as u32))
    };
    let close = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
    let month = word("The law came into force in May 2019.", "May");
    let verb = word("You may leave the room.", "may");
    let mai = word("La loi est entrée en vigueur en mai 2019.", "mai");
    let pouvez = word("Vous pouvez quitter la pièce.", "pouvez");
    assert!(close(&month, &mai) > close(&verb, &mai));
    assert!(close(&verb, &pouvez) > close(&month, &pouvez));
}

#[test]
fn a_damaged_file_is_refused() {
    assert!(Encoder::new(b"CQENC").is_err());
    let error = Encoder::new(&[0; 4096]).expect_err("not a file of the encoder").to_string();
    assert!(error.contains("training/encoder"), "{error}");
}
