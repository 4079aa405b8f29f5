//! From an input to a document: decompress, recognise the format, decode, normalise, split into blocks.

use super::builder::DocumentBuilder;
use super::sniff::format_of_text;
use super::{asciidoc, catalogue, epub, html, markdown, office, pdf, plain, positions, rst, sheets, slides, subtitles};
use crate::input::{
    Archive, DEFAULT_MAX_BYTES, Input, InputFormat, container, decode, refuse_binary, refuse_name, unpack,
};
use crate::{InputError, InputProblem};
use calque_text::{Account, Block, BlockKind, Document, FilePositions, Lang, Origin, Span, normalize};
use std::borrow::Cow;

/// Options for reading a document.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The format [default: by name, then by content].
    pub format: Option<InputFormat>,
    /// The encoding, as a WHATWG label [default: detected].
    pub encoding: Option<String>,
    /// The encoding that the sender declares, such as an HTTP header; valid UTF-8 counts for more.
    pub charset: Option<String>,
    /// The largest input accepted, in bytes, also after decompression.
    pub max_bytes: u64,
    /// Whether to normalise the text ([`normalize`]). Without it plain text keeps every character; only
    /// line ends become `\n`.
    pub normalize: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { format: None, encoding: None, charset: None, max_bytes: DEFAULT_MAX_BYTES, normalize: true }
    }
}

/// A document and how it was read.
#[derive(Clone, Debug)]
pub struct InputDocument {
    /// The name of the input.
    pub name: String,
    /// The text; its language is the one a page or book declares, else [`Lang::UND`].
    pub document: Document,
    /// The format of the input.
    pub format: InputFormat,
    /// The encoding of the input, by its WHATWG name.
    pub encoding: &'static str,
    /// Warnings about what was guessed or replaced; phrases without the name of the input.
    pub warnings: Vec<String>,
    /// Positions of words in the file, directives, and the amount of text left out.
    pub origin: Origin,
}

/// Reads a document.
pub fn read(input: &Input, options: &ReadOptions) -> Result<InputDocument, InputError> {
    read_bytes(input.name(), input.bytes(options.max_bytes)?, &with_declarations(input, options))
}

/// The options, completed by the declarations of the server where the user has set nothing.
fn with_declarations<'a>(input: &Input, options: &'a ReadOptions) -> Cow<'a, ReadOptions> {
    let Some(fetched) = input.fetched() else { return Cow::Borrowed(options) };
    let (format, charset) = (options.format.or(fetched.format), fetched.charset.clone());
    Cow::Owned(ReadOptions { format, charset, ..options.clone() })
}

/// Reads a document that is in memory; `name` is for messages and for its extension.
pub fn document_from_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<InputDocument, InputError> {
    read_bytes(name.to_owned(), bytes.to_vec(), options)
}

fn read_bytes(name: String, bytes: Vec<u8>, options: &ReadOptions) -> Result<InputDocument, InputError> {
    let fail = |problem| InputError::new(name.clone(), problem);
    let bytes = unpack(bytes, options.max_bytes).map_err(fail)?;
    let by_name = || InputFormat::of_name(&name).filter(|f| is_archive(*f) && bytes.starts_with(b"PK"));
    let format = options.format.filter(|f| is_archive(*f) || *f == InputFormat::Pdf);
    if let Some(format) = format.or_else(|| container(&bytes)).or_else(by_name) {
        let (document, account, warnings) = read_container(format, &bytes, options).map_err(fail)?;
        let origin = Origin { account, ..Origin::default() };
        let reading = InputDocument { name, document, format, encoding: "UTF-8", warnings, origin };
        return accounted(reading);
    }
    let mut reading = decode_and_detect(name, bytes, options)?;
    let text = std::mem::take(&mut reading.document.text);
    if options.normalize && reading.format == InputFormat::Text && text.contains('\x0c') {
        return accounted(paged(reading, &unix_lines(text)));
    }
    let text = if options.normalize { normalized_text(text) } else { unix_lines(text) };
    match reading.format {
        InputFormat::Markdown => set(&mut reading, &text, markdown::document(&text)),
        InputFormat::Asciidoc => set(&mut reading, &text, asciidoc::document(&text)),
        InputFormat::Rst => set(&mut reading, &text, rst::document(&text)),
        InputFormat::Html => {
            let page = html::document(&text);
            let positions = positions::positions(&text, &page.document);
            let (comments, left_out, account) = (page.comments, page.left_out, page.account);
            reading.origin = Origin { comments, positions, left_out, account, ..Origin::default() };
            reading.document = page.document;
            reading.document.lang = page.lang.unwrap_or(Lang::UND);
        }
        InputFormat::Subtitles => {
            (reading.document, reading.origin.account) = subtitles::document(&text);
            reading.origin.positions = positions::positions(&text, &reading.document);
        }
        format if format.is_catalogue() => {
            let name = reading.name.clone();
            let found = catalogue::document(format, &text).map_err(|problem| InputError::new(name, problem))?;
            reading.document = found.document;
            let (positions, account, keys) = (found.positions, found.account, found.keys);
            reading.origin = Origin { positions, account, keys, ..Origin::default() };
            reading.warnings.extend(found.warnings);
        }
        _ => {
            (reading.document, reading.origin.positions) = plain::document(text);
        }
    }
    accounted(reading)
}

/// A plain text in pages.
fn paged(mut reading: InputDocument, text: &str) -> InputDocument {
    let pages = plain::joined_pages(text);
    reading.document = plain::document(normalized_text(pages.text)).0;
    let positions = positions::positions(text, &reading.document);
    reading.origin = Origin { positions, account: pages.account, ..Origin::default() };
    reading
}

/// Sets the document of a text with markup, with its directives and the places of its words.
fn set(reading: &mut InputDocument, text: &str, mut out: DocumentBuilder) {
    let (comments, account) = (out.take_comments(), out.take_account());
    reading.document = out.finish();
    let positions = positions::positions(text, &reading.document);
    reading.origin = Origin { comments, positions, account, ..Origin::default() };
}

/// The reading, with a warning if much of the text was left out; an error if there is no text.
fn accounted(mut reading: InputDocument) -> Result<InputDocument, InputError> {
    let words = reading.document.text.split_whitespace().count();
    reading.warnings.extend(reading.origin.account.warning(words));
    require_text(reading)
}

/// An error if the document has no text.
fn require_text(reading: InputDocument) -> Result<InputDocument, InputError> {
    if !reading.document.blocks.is_empty() {
        return Ok(reading);
    }
    let problem = match reading.format {
        InputFormat::Text => InputProblem::Empty,
        InputFormat::Markdown => InputProblem::NoText("a Markdown file"),
        InputFormat::Html => InputProblem::NoText("a page"),
        InputFormat::Pdf => InputProblem::NoText("a PDF document"),
        InputFormat::Epub => InputProblem::NoText("an e-book"),
        InputFormat::Docx | InputFormat::Odt => InputProblem::NoText("a document"),
        InputFormat::Pptx => InputProblem::NoText("a file of slides"),
        InputFormat::Xlsx => InputProblem::NoText("a workbook"),
        InputFormat::Asciidoc => InputProblem::NoText("an AsciiDoc file"),
        InputFormat::Rst => InputProblem::NoText("a reStructuredText file"),
        InputFormat::Subtitles => InputProblem::NoText("a file of subtitles"),
        _ => InputProblem::NoText("a catalogue"),
    };
    Err(InputError::new(reading.name, problem))
}

fn is_archive(format: InputFormat) -> bool {
    matches!(format, InputFormat::Docx | InputFormat::Odt | InputFormat::Epub | InputFormat::Pptx | InputFormat::Xlsx)
}

/// The document in a container: PDF or a ZIP archive.
fn read_container(
    format: InputFormat,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<(Document, Account, Vec<String>), InputProblem> {
    if format == InputFormat::Pdf {
        let text = pdf::text(bytes, options.max_bytes)?;
        if !options.normalize {
            return Ok((plain::document(unix_lines(text)).0, Account::default(), Vec::new()));
        }
        let pages = plain::joined_pages(&unix_lines(text));
        let warnings = pdf::empty_pages(&pages).into_iter().collect();
        return Ok((plain::document(normalized_text(pages.text)).0, pages.account, warnings));
    }
    let mut archive = Archive::open(bytes, options.max_bytes)?;
    let mut warnings = Vec::new();
    let (mut out, lang) = match format {
        InputFormat::Docx => (office::docx(&mut archive)?, None),
        InputFormat::Odt => (office::odt(&mut archive)?, None),
        InputFormat::Pptx => (slides::document(&mut archive)?, None),
        InputFormat::Xlsx => (sheets::document(&mut archive)?, None),
        _ => epub::document(&mut archive, &mut warnings)?,
    };
    let account = out.take_account();
    let document = Document { lang: lang.unwrap_or(Lang::UND), ..out.finish() };
    Ok((if options.normalize { normalized(document) } else { document }, account, warnings))
}

/// A document with normalised text, block by block.
fn normalized(document: Document) -> Document {
    if matches!(normalize(&document.text), Cow::Borrowed(_)) {
        return document;
    }
    let (mut text, mut blocks) = (String::with_capacity(document.text.len()), Vec::new());
    for block in &document.blocks {
        let words = normalize(block.span.of(&document.text));
        let words = words.trim();
        if !words.is_empty() {
            text.push_str(if text.is_empty() { "" } else { "\n\n" });
            let start = text.len();
            text.push_str(words);
            blocks.push(Block { span: Span::new(start, text.len()), ..*block });
        }
    }
    Document { text, blocks, ..document }
}

/// Reads a file of one segment a line: each line is a block, empty lines too, and
/// only `\n` ends a line, so that block `i` is line `i`.
pub fn read_lines(input: &Input, options: &ReadOptions) -> Result<InputDocument, InputError> {
    read_lines_bytes(input.name(), input.bytes(options.max_bytes)?, &with_declarations(input, options))
}

/// As [`read_lines`], from memory.
pub fn lines_from_bytes(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<InputDocument, InputError> {
    read_lines_bytes(name.to_owned(), bytes.to_vec(), options)
}

fn read_lines_bytes(name: String, bytes: Vec<u8>, options: &ReadOptions) -> Result<InputDocument, InputError> {
    let options = ReadOptions { format: Some(InputFormat::Text), ..options.clone() };
    let mut reading = decode_and_detect(name, bytes, &options)?;
    reading.document.text = normalized_lines(reading.document.text);
    let text = &reading.document.text;
    let lines = text.strip_suffix('\n').unwrap_or(text);
    let mut at = 0;
    let mut blocks = Vec::new();
    for raw in lines.split('\n') {
        let line = raw.trim();
        let start = if line.is_empty() { at } else { at + (raw.len() - raw.trim_start().len()) };
        blocks.push(Block::new(Span::new(start, start + line.len()), BlockKind::Paragraph));
        at += raw.len() + 1;
    }
    reading.document.blocks = blocks;
    reading.origin.positions = FilePositions::Same;
    Ok(reading)
}

/// Decodes the text and recognises its format; the text is not normalised yet.
fn decode_and_detect(name: String, bytes: Vec<u8>, options: &ReadOptions) -> Result<InputDocument, InputError> {
    let fail = |problem| InputError::new(name.clone(), problem);
    let bytes = unpack(bytes, options.max_bytes).map_err(fail)?;
    refuse_binary(&bytes).map_err(fail)?;
    if options.format.is_none() {
        refuse_name(&name).map_err(fail)?;
    }
    let decoded = decode(bytes, options.encoding.as_deref(), options.charset.as_deref()).map_err(fail)?;
    if decoded.text.trim().is_empty() {
        return Err(fail(InputProblem::Empty));
    }
    let format =
        options.format.or_else(|| InputFormat::of_name(&name)).unwrap_or_else(|| format_of_text(&decoded.text));
    let document = Document { lang: Lang::UND, text: decoded.text, blocks: Vec::new() };
    let origin = Origin::default();
    Ok(InputDocument { name, document, format, encoding: decoded.encoding, warnings: decoded.warnings, origin })
}

/// Normalised text; form feeds and paragraph separators end a paragraph.
fn normalized_text(text: String) -> String {
    let apart = ['\x0c', '\u{2029}'];
    let text = if text.contains(apart) { text.replace(apart, "\n\n") } else { text };
    match normalize(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(changed) => changed,
    }
}

/// The text with `\n` line ends and nothing else changed.
fn unix_lines(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// Text normalised line by line: only `\n` ends a line, and the number of lines stays the same.
fn normalized_lines(text: String) -> String {
    if matches!(normalize(&text), Cow::Borrowed(_)) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        out.push_str(&normalize(line.trim_end_matches('\r')).replace('\n', " "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_text::Remedy;

    fn read_text(name: &str, bytes: &[u8]) -> Result<InputDocument, InputError> {
        document_from_bytes(name, bytes, &ReadOptions::default())
    }

    #[test]
    fn line_ends_and_letters_are_made_uniform() {
        let reading = read_text("a.txt", "Un.\r\n\r\nDe\u{301}ux.\u{2029}Trois.\rQuatre.".as_bytes()).expect("text");
        assert_eq!(reading.document.text, "Un.\n\nDéux.\n\nTrois.\nQuatre.");
        assert_eq!(reading.document.blocks.len(), 4);
    }

    #[test]
    fn lines_are_counted_as_the_file_counts_them() {
        let reading = lines_from_bytes("a.txt", b"a\r\n\r\n b \n\n", &ReadOptions::default()).expect("text");
        let lines: Vec<_> = reading.document.blocks.iter().map(|b| b.span.of(&reading.document.text)).collect();
        assert_eq!(lines, ["a", "", "b", ""]);
    }

    #[test]
    fn binary_and_empty_inputs_are_errors() {
        for (name, bytes, said) in [
            ("e.txt", &b""[..], "e.txt: is empty"),
            ("w.txt", b" \n\t", "w.txt: is empty"),
            ("p.txt", b"\x89PNG\r\n\x1a\nxx", "p.txt: is a PNG image"),
            ("n.txt", b"ab\0c", "n.txt: has NUL bytes (the first at byte 2)"),
            ("h.html", b"<script>x</script>", "h.html: is a page without readable text"),
        ] {
            let error = read_text(name, bytes).expect_err(name);
            assert!(error.to_string().starts_with(said), "{error}");
            assert!(!error.help().is_empty());
        }
    }

    #[test]
    fn server_declarations_apply_unless_the_user_overrides_them() {
        let path = std::env::temp_dir().join(format!("calque-fetched-{}", std::process::id()));
        std::fs::write(&path, b"Prix : 10 \xa4 <br> net").expect("write");
        let url = "https://example.org/prix".to_owned();
        let (format, charset) = (InputFormat::of_media_type("TEXT/HTML; charset=x"), Some("iso-8859-15".to_owned()));
        let input = Input::Fetched(Box::new(crate::FetchedFile { url, path: path.clone(), format, charset }));
        let reading = read(&input, &ReadOptions::default()).expect("text");
        assert_eq!((reading.name.as_str(), reading.format), ("https://example.org/prix", InputFormat::Html));
        assert!(reading.document.text.starts_with("Prix : 10 €") && !reading.document.text.contains("br"));
        let options = ReadOptions { format: Some(InputFormat::Text), ..ReadOptions::default() };
        assert_eq!(read(&input, &options).expect("text").document.text, "Prix : 10 € <br> net");
        std::fs::remove_file(path).expect("remove");
        assert!(read(&input, &options).expect_err("gone").to_string().starts_with("https://example.org/prix: "));
    }

    #[test]
    fn the_limit_holds() {
        let path = std::env::temp_dir().join(format!("calque-limit-{}.txt", std::process::id()));
        std::fs::write(&path, "0123456789").expect("write");
        let input = Input::from_arg(&path);
        assert!(matches!(input.bytes(9), Err(InputError { problem: InputProblem::TooLarge(9), .. })));
        assert_eq!(input.bytes(10).expect("fits").len(), 10);
        std::fs::remove_file(path).expect("remove");
    }
}
