//! Memories as other tools write them, and as nobody should.

use crate::pairs::{Entry, PairFormat, PairReader, PairRecord, ReadPairs};
use calque_text::Lang;

fn reader(bytes: &[u8]) -> PairReader {
    PairReader::from_reader("m.tmx", Box::new(std::io::Cursor::new(bytes.to_vec())), None)
}

fn pairs(text: &str) -> Vec<PairRecord> {
    reader(text.as_bytes()).collect::<Result<_, _>>().expect("pairs")
}

/// The original of each pair, and the place and fault of each bad unit.
fn entries(text: &str) -> Vec<String> {
    let mut reader = reader(text.as_bytes());
    let mut seen = Vec::new();
    while let Ok(Some(entry)) = reader.next_entry() {
        seen.push(match entry {
            Entry::Pair(p) => p.source,
            Entry::Bad(b) => format!("{}:{}", b.line, b.why),
        });
    }
    seen
}

const HEAD: &str =
    "<?xml version=\"1.0\"?><!DOCTYPE tmx SYSTEM \"tmx11.dtd\"><tmx version=\"1.1\"><header srclang=\"EN-us\"/><body>";

#[test]
fn order_case_and_region_of_tags_do_not_matter() {
    let text = format!(
        "{HEAD}\n<tu tuid=\"u\"><note>n</note><tuv lang=\"fr_FR\"><prop type=\"p\">q</prop><seg>Un &lt;b&gt;</seg></tuv>\n\
         <tuv xml:lang='EN-GB'><seg>One</seg></tuv><tuv xml:lang='de'><seg>Eins</seg></tuv></tu></body></tmx>"
    );
    let got = &pairs(&text)[0];
    assert_eq!((got.source.as_str(), got.target.as_str()), ("One", "Un <b>"));
    assert_eq!((got.id_text().as_str(), got.line), ("u", 2));
    assert_eq!((got.extra_str("source.locale"), got.extra_str("target.p")), (Some("EN-GB"), Some("q")));
    assert_eq!(got.extra["notes"], serde_json::json!(["n"]));
    let options = ReadPairs { source_lang: Some(Lang::FR), target_lang: "de".parse().ok(), ..ReadPairs::default() };
    let mut other = PairReader::from_reader_with("m", Box::new(std::io::Cursor::new(text.into_bytes())), options);
    let got = other.next_pair().expect("pair").expect("one");
    assert_eq!((got.source.as_str(), got.target.as_str()), ("Un <b>", "Eins"));
}

#[test]
fn text_outside_a_segment_or_a_unit_is_a_fault() {
    let text = "<tmx version='1.4'><header srclang='en'/><body>\n\
                <tu><tuv xml:lang='en'>Bare.</tuv><tuv xml:lang='fr'>Nu.</tuv></tu>\n\
                <tu><tuv xml:lang='en'><seg>lid<ph>&lt;br/&gt;</ph>Fill {<ph>{name}</ph>}</seg></tuv><tuv xml:lang='fr'><seg>b</seg></tuv></tu>\n\
                <tuv xml:lang='en'><seg>Astray.</seg></tuv><tuv xml:lang='fr'><seg>Perdu.</seg></tuv>\n</tu></body></tmx>";
    let seen = entries(text);
    assert_eq!(seen, ["2:a variant has no <seg>", "lid Fill {{name}}", "4:a variant stands outside a unit"]);
}

#[test]
fn inline_codes_are_left_out_and_highlights_stay() {
    let text = format!(
        "{HEAD}<tu><tuv xml:lang='en'><seg>A <bpt i='1'>&lt;b&gt;<sub>no</sub></bpt><hi>bold</hi><ept i='1'>&lt;/b&gt;</ept> <ph/>x</seg></tuv>\
         <tuv xml:lang='fr'><seg>B</seg></tuv></tu></body></tmx>"
    );
    let mut reader = reader(text.as_bytes());
    assert_eq!(reader.next_pair().expect("pair").expect("one").source, "A bold x");
    assert_eq!(reader.next_pair().expect("end"), None);
    assert_eq!(reader.left_out().iter().map(|(_, n)| n).collect::<Vec<_>>(), [3]);
}

#[test]
fn encodings_of_old_memories_are_read() {
    let body = "<tmx version=\"1.4\"><body><tu><tuv xml:lang='fr'><seg>été</seg></tuv><tuv xml:lang='en'><seg>summer</seg></tuv></tu></body></tmx>";
    let utf16 = format!("<?xml version='1.0' encoding='UTF-16'?>{body}");
    let wide: Vec<u8> = utf16.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [b"\xff\xfe".to_vec(), wide.clone()].concat();
    let latin =
        encoding_rs::WINDOWS_1252.encode(&format!("<?xml version='1.0' encoding='iso-8859-1'?>{body}")).0.into_owned();
    for bytes in [wide, marked, latin] {
        let got = reader(&bytes).next_pair().expect("pair").expect("one");
        assert_eq!((got.source.as_str(), got.source_lang), ("été", Some(Lang::FR)));
    }
}

#[test]
fn bad_units_are_handed_over_and_the_next_are_read() {
    let good = |word: &str| {
        format!("<tu><tuv xml:lang='en'><seg>{word}</seg></tuv><tuv xml:lang='fr'><seg>x</seg></tuv></tu>\n")
    };
    let text = format!(
        "<!DOCTYPE tmx [<!ENTITY bomb 'boom'>]><tmx><body>\n{}{}{}<tu></tu>\n{}<tu><tuv xml:lang='en'><seg>cut",
        good("a"),
        good("&bomb;"),
        "<tu><tuv xml:lang='en'><seg>b</tuv></tu>\n",
        good("c")
    );
    let seen = entries(&text);
    assert_eq!(seen.len(), 6, "{seen:#?}");
    for (seen, want) in
        seen.iter().zip(["a", "3:the entity `&bomb;`", "4:the XML is not", "5:the unit has no", "c", "7:the file ends"])
    {
        assert!(seen.starts_with(want), "{seen} / {want}");
    }
}

#[test]
fn what_is_no_memory_is_refused() {
    for text in ["<a/>", "", "<tmx", "plain", "<tmx><body>"] {
        let mut reader = PairReader::from_reader(
            "m",
            Box::new(std::io::Cursor::new(text.as_bytes().to_vec())),
            Some(PairFormat::Tmx),
        );
        let end = reader.next_pair();
        assert!(end.is_err() || text == "<tmx><body>", "{text}: {end:?}");
    }
}
