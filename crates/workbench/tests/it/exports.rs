//! The translation in the file that it came in, whatever its encoding and its markup.

use crate::client::Server;
use serde_json::{Value, json};
use std::io::{Cursor, Read, Write};

const ENGLISH: &str = "The dam was closed on Tuesday.\n\nSome 4,200 people left the valley on foot.\n";

/// Opens an upload beside the English text, gives the sentence with `words` another text, and takes it away.
fn corrected(name: &str, bytes: &[u8], words: &str, text: &str) -> Result<Vec<u8>, Value> {
    let server = Server::start();
    let up = server.upload(name, bytes).json();
    let request = json!({ "source": { "text": ENGLISH }, "target": { "upload": up["upload"] }, "force": true });
    let doc = server.done("/app/open", &request)["document"].clone();
    let beads = server.ok(&format!("/app/doc/{doc}/beads"));
    let all = beads["beads"].as_array().expect("beads").iter();
    let mut cells = all.flat_map(|b| b["target"].as_array().expect("cells").clone());
    let cell = cells.find(|c| c["text"].as_str().is_some_and(|t| t.contains(words))).expect("the sentence");
    let new = cell["text"].as_str().expect("text").replace(words, text);
    let edit = json!({ "kind": "edit", "cell": cell["id"], "text": new });
    server.done(&format!("/app/doc/{doc}/command"), &edit);
    let reply = server.get(&format!("/app/doc/{doc}/export?format=original"));
    if reply.status == 200 { Ok(reply.body) } else { Err(reply.json()["error"].clone()) }
}

fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect()
}

#[test]
fn a_text_goes_back_in_its_encoding() {
    let french = "Le barrage a été fermé mardi.\r\n\r\nQuelque 2 400 personnes ont quitté la vallée à pied.\r\n";
    let out = corrected("a.fr.txt", &latin(french), "2 400", "4 200").expect("written");
    assert_eq!(out, latin(&french.replace("2 400", "4 200")));
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(french.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let wanted = french.replace("2 400", "4 200");
    let wanted: Vec<u8> = [0xff, 0xfe].into_iter().chain(wanted.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(corrected("a.fr.txt", &wide, "2 400", "4 200").expect("written"), wanted);
    // A character that the encoding does not have is named.
    let error = corrected("a.fr.txt", &latin(french), "2 400", "≥ 4 200").expect_err("no such character");
    assert!(error["message"].as_str().is_some_and(|m| m.contains('≥')), "{error}");
}

#[test]
fn a_page_writes_what_its_encoding_lacks_as_entities() {
    let page = "<html lang=fr><head><meta charset=iso-8859-1></head><body><p>Le barrage a été fermé mardi.</p>\
                <p>Quelque <b>2 400</b> personnes ont quitté la vallée à pied.</p></body></html>";
    let out = corrected("a.html", &latin(page), "2 400", "≥ 4 200").expect("written");
    assert_eq!(out, latin(&page.replace("2 400", "&#8805; 4 200")));
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a file").into_inner()
}

fn part(bytes: Vec<u8>, name: &str) -> String {
    let mut text = String::new();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    zip.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

/// Word cuts words into runs as it likes.
#[test]
fn a_word_that_is_cut_into_runs_is_corrected() {
    let document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\
        <w:p><w:r><w:t>Le barrage a été fermé mardi.</w:t></w:r></w:p>\
        <w:p><w:r><w:t xml:space=\"preserve\">Quelque 2 400 per</w:t></w:r><w:r><w:t>sonnes ont quitté la vallée à pied.</w:t></w:r></w:p>\
        </w:body></w:document>";
    let types =
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let file = archive(&[("[Content_Types].xml", types), ("word/document.xml", document)]);
    let out = corrected("a.docx", &file, "personnes", "habitants").expect("written");
    let wanted = document.replace("per</w:t></w:r><w:r><w:t>sonnes", "habitant</w:t></w:r><w:r><w:t>s");
    assert_eq!(part(out.clone(), "word/document.xml"), wanted);
    assert_eq!(part(out, "[Content_Types].xml"), types);
}

#[test]
fn a_book_is_corrected_in_its_chapters() {
    let chapter = |text: &str| {
        format!(
            "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"fr\"><body><p>{text}</p></body></html>"
        )
    };
    let (one, two) = (
        chapter("Le barrage a été fermé mardi."),
        chapter("Quelque 2&#160;400 personnes ont quitté la vallée à pied."),
    );
    let package = "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata><dc:language xmlns:dc=\"http://purl.org/dc/elements/1.1/\">fr</dc:language></metadata>\
        <manifest><item id=\"b\" href=\"2.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"a\" href=\"1.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
        <spine><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>";
    let container = "<container><rootfiles><rootfile full-path=\"OEBPS/p.opf\"/></rootfiles></container>";
    let file = archive(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("OEBPS/2.xhtml", &two),
        ("OEBPS/p.opf", package),
        ("OEBPS/1.xhtml", &one),
    ]);
    let out = corrected("a.epub", &file, "à pied", "à pieds").expect("written");
    assert_eq!(part(out.clone(), "OEBPS/2.xhtml"), two.replace("à pied", "à pieds"));
    assert_eq!(part(out, "OEBPS/1.xhtml"), one);
}
