//! Glossaries: TBX (ISO 30042:2008 and 2019) and tables.
//!
//! TBX: `termEntry/langSet/tig/term` (TBX-Basic of 2008) and
//! `conceptEntry/langSec/termSec/term` (version 3); languages are taken by
//! `xml:lang`, never by position. The administrative status makes a term
//! preferred, admitted, or deprecated, which is forbidden here.
//!
//! TSV: a line is a concept; the columns are source, target, and optionally forbidden renderings and a
//! note, with `|` between alternatives. A first line may name the columns, by language code or as
//! `source`, `target`, `forbidden`, `note`. The target `=` means that the term is not translated. Lines
//! that begin with `#` are comments.
//!
//! ```text
//! en        fr                  forbidden   note
//! dam       barrage             digue       a dam holds back a river
//! WHO       OMS | l’OMS
//! ReadNow   =
//! ```
//!
//! Glossaries are untrusted: no entity is expanded or fetched, and depth and lengths are limited.

use crate::{Input, InputError, InputProblem};
use calque_bitext::{Concept, Term, TermStanding};
use calque_text::{Lang, language};
use quick_xml::events::{BytesStart, Event};

/// The largest glossary, in bytes.
const MAX_BYTES: u64 = 1 << 26;
/// The longest term or note, in bytes.
const MAX_TERM_BYTES: usize = 4096;
/// The deepest nesting of elements.
const MAX_DEPTH: usize = 64;

/// Reads a glossary: TBX if it begins with `<`, else a table.
pub fn read_glossary(input: &Input) -> Result<Vec<Concept>, InputError> {
    let name = input.name();
    let bytes = input.bytes(MAX_BYTES)?;
    let fail = |problem| InputError::new(name.clone(), problem);
    crate::input::refuse_binary(&bytes).map_err(fail)?;
    let decoded = crate::input::decode(bytes, None, None).map_err(fail)?;
    glossary_from_text(&name, &decoded.text)
}

/// As [`read_glossary`], from memory.
pub fn glossary_from_text(name: &str, text: &str) -> Result<Vec<Concept>, InputError> {
    let text = text.trim_start_matches('\u{feff}');
    let entries = if text.trim_start().starts_with('<') { tbx(name, text)? } else { table(name, text)? };
    if entries.is_empty() {
        return Err(InputError::new(name, InputProblem::Glossary("has no terms".into())));
    }
    Ok(entries)
}

pub(crate) fn fail(name: &str, line: usize, what: impl Into<String>) -> InputError {
    InputError::at(name, line as u64, InputProblem::Glossary(what.into()))
}

/// The columns of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Column {
    Source(Option<Lang>),
    Target(Option<Lang>),
    Forbidden,
    Note,
    Other,
}

fn table(name: &str, text: &str) -> Result<Vec<Concept>, InputError> {
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    let mut rows: Vec<(usize, Vec<&str>)> =
        lines.map(|(n, l)| (n + 1, l.split('\t').map(str::trim).collect())).collect();
    let mut columns = vec![Column::Source(None), Column::Target(None), Column::Forbidden, Column::Note];
    if let Some(named) = rows.first().and_then(|(_, cells)| header(cells)) {
        columns = named;
        rows.remove(0);
    }
    if let Some((line, cells)) =
        rows.iter().find(|(_, cells)| cells.len() < 2 || cells.iter().any(|c| c.len() > MAX_TERM_BYTES))
    {
        let what = if cells.len() < 2 { "no tab between source and target" } else { "a cell of more than 4,096 bytes" };
        return Err(fail(name, *line, what));
    }
    let langs = languages(name, &rows, &columns)?;
    let entries = rows.iter().map(|(_, cells)| row(cells, &columns, langs));
    Ok(entries.filter(|e| !e.terms.is_empty()).collect())
}

/// The columns that a first line names, if it names both sides.
pub(crate) fn header(cells: &[&str]) -> Option<Vec<Column>> {
    let mut seen = 0;
    let columns = cells.iter().map(|cell| match cell.to_lowercase().as_str() {
        "source" | "src" => Column::Source(None),
        "target" | "tgt" | "trg" => Column::Target(None),
        "forbidden" => Column::Forbidden,
        "note" | "notes" | "comment" => Column::Note,
        code if code.len() <= 7 => match code.parse::<Lang>() {
            Ok(lang) => {
                seen += 1;
                if seen == 1 { Column::Source(Some(lang)) } else { Column::Target(Some(lang)) }
            }
            Err(_) => Column::Other,
        },
        _ => Column::Other,
    });
    let columns: Vec<Column> = columns.collect();
    let has = |wanted: fn(&Column) -> bool| columns.iter().any(wanted);
    (has(|c| matches!(c, Column::Source(_))) && has(|c| matches!(c, Column::Target(_)))).then_some(columns)
}

/// The languages of both sides: named in the header, or identified from all terms of a side together.
fn languages(name: &str, rows: &[(usize, Vec<&str>)], columns: &[Column]) -> Result<(Lang, Lang), InputError> {
    let named = |of: fn(&Column) -> Option<Lang>| columns.iter().find_map(of);
    let looks = |of: fn(&Column) -> bool| {
        let at = columns.iter().position(of)?;
        let terms: Vec<&str> = rows.iter().filter_map(|(_, cells)| cells.get(at).copied()).collect();
        language(&terms.join(". "))
    };
    let source = named(|c| if let Column::Source(lang) = c { *lang } else { None })
        .or_else(|| looks(|c| matches!(c, Column::Source(_))));
    let target = named(|c| if let Column::Target(lang) = c { *lang } else { None })
        .or_else(|| looks(|c| matches!(c, Column::Target(_))));
    match (source, target) {
        (Some(s), Some(t)) if s != t => Ok((s, t)),
        _ => Err(fail(name, 1, "its languages are not plain to see: begin it with a line such as en<TAB>fr")),
    }
}

fn row(cells: &[&str], columns: &[Column], (source, target): (Lang, Lang)) -> Concept {
    let mut entry = Concept::default();
    let mut add = |lang, cell: &str, standing| {
        for (n, text) in cell.split('|').map(str::trim).filter(|t| !t.is_empty()).enumerate() {
            let (text, standing) = match text.strip_prefix('!') {
                Some(text) => (text.trim(), TermStanding::Forbidden),
                None if n > 0 && standing == TermStanding::Preferred => (text, TermStanding::Admitted),
                None => (text, standing),
            };
            entry.terms.push(Term { lang, text: text.to_owned(), standing });
        }
    };
    let (mut keep, mut note) = (false, None);
    for (cell, column) in cells.iter().zip(columns).filter(|(c, _)| !c.is_empty()) {
        match column {
            Column::Source(_) => add(source, cell, TermStanding::Preferred),
            Column::Target(_) if *cell == "=" => keep = true,
            Column::Target(_) => add(target, cell, TermStanding::Preferred),
            Column::Forbidden => add(target, cell, TermStanding::Forbidden),
            Column::Note => note = Some((*cell).to_owned()),
            Column::Other => {}
        }
    }
    Concept { keep, note, ..entry }
}

/// Which text of a TBX file is being read.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    None,
    Term,
    Status,
    Keep,
    Note,
}

fn tbx(name: &str, text: &str) -> Result<Vec<Concept>, InputError> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut entries, mut entry) = (Vec::new(), Concept::default());
    let (mut lang, mut depth, mut field, mut words) = (None, 0usize, Field::None, String::new());
    let (mut term, mut standing) = (String::new(), TermStanding::Preferred);
    loop {
        let at = reader.buffer_position() as usize;
        let line = || 1 + text.bytes().take(at).filter(|&b| b == b'\n').count();
        let event = reader.read_event().map_err(|e| fail(name, line(), format!("the XML is not well-formed: {e}")))?;
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(fail(name, line(), format!("elements are nested more than {MAX_DEPTH} deep")));
                }
                words.clear();
                field = field_of(&tag);
                match local(tag.name().as_ref()) {
                    "termEntry" | "conceptEntry" => entry = Concept::default(),
                    "langSet" | "langSec" => {
                        let code = attribute(&tag, "lang");
                        let parsed = code.as_deref().and_then(|c| c.parse::<Lang>().ok());
                        lang = Some(parsed.ok_or_else(|| {
                            fail(
                                name,
                                line(),
                                format!("`xml:lang` is no language code: `{}`", code.unwrap_or_default()),
                            )
                        })?);
                    }
                    "tig" | "ntig" | "termSec" => (term, standing) = (String::new(), TermStanding::Preferred),
                    _ => {}
                }
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                let content = words.split_whitespace().collect::<Vec<_>>().join(" ");
                match field {
                    Field::Term => term = content,
                    Field::Status => standing = standing_of(&content),
                    Field::Keep => entry.keep |= matches!(content.to_lowercase().as_str(), "yes" | "true" | "1"),
                    Field::Note if !content.is_empty() => entry.note = Some(content),
                    Field::Note | Field::None => {}
                }
                field = Field::None;
                match local(tag.name().as_ref()) {
                    "tig" | "ntig" | "termSec" => {
                        if let (Some(lang), false) = (lang, term.is_empty()) {
                            entry.terms.push(Term { lang, text: std::mem::take(&mut term), standing });
                        }
                    }
                    "langSet" | "langSec" => lang = None,
                    "termEntry" | "conceptEntry" if !entry.terms.is_empty() => entries.push(std::mem::take(&mut entry)),
                    _ => {}
                }
            }
            Event::Text(t) if field != Field::None => words.push_str(&t.xml10_content()),
            Event::CData(t) if field != Field::None => words.push_str(&t.xml10_content()),
            Event::GeneralRef(r) if field != Field::None => {
                match (r.resolve_char_ref(), quick_xml::escape::resolve_xml_entity(&r)) {
                    (Ok(Some(c)), _) => words.push(c),
                    (_, Some(text)) => words.push_str(text),
                    _ => {
                        return Err(fail(
                            name,
                            line(),
                            format!("the entity `&{};` is not expanded: write the character itself", &*r),
                        ));
                    }
                }
            }
            Event::Eof if depth > 0 => return Err(fail(name, line(), "the XML breaks off")),
            Event::Eof => return Ok(entries),
            _ => {}
        }
        if words.len() > MAX_TERM_BYTES {
            return Err(fail(name, line(), "a term of more than 4,096 bytes"));
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    attributes.flatten().find(|a| local(a.key.as_ref()) == wanted).map(|a| a.value.to_string())
}

fn field_of(tag: &BytesStart<'_>) -> Field {
    let kind = || attribute(tag, "type").unwrap_or_default().to_lowercase();
    match local(tag.name().as_ref()) {
        "term" => Field::Term,
        "administrativeStatus" => Field::Status,
        "termNote" if kind() == "administrativestatus" => Field::Status,
        "termNote" | "descrip" | "admin" if kind().replace('-', "").contains("donottranslate") => Field::Keep,
        "note" => Field::Note,
        _ => Field::None,
    }
}

/// `preferredTerm-admn-sts`, `deprecated`, …
fn standing_of(status: &str) -> TermStanding {
    let status = status.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| status.contains(w));
    if says(&["deprecated", "superseded", "forbidden", "obsolete", "notrecommended"]) {
        TermStanding::Forbidden
    } else if says(&["admitted"]) {
        TermStanding::Admitted
    } else {
        TermStanding::Preferred
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Result<Vec<String>, String> {
        let entries = glossary_from_text("g", text).map_err(|e| e.to_string())?;
        let term = |t: &Term| format!("{}:{}:{:?}", t.lang, t.text, t.standing);
        Ok(entries
            .iter()
            .map(|e| format!("{} {:?} {:?}", e.terms.iter().map(term).collect::<Vec<_>>().join(" "), e.keep, e.note))
            .collect())
    }

    #[test]
    fn tables_have_alternatives_and_a_header() {
        let text = "# ours\nen\tfr\tforbidden\tnote\ndam\tbarrage | ouvrage | !levée\tdigue\tholds a river\nReadNow\t=\n\t\tau final\n";
        assert_eq!(
            show(text).expect("a table"),
            [
                "en:dam:Preferred fr:barrage:Preferred fr:ouvrage:Admitted fr:levée:Forbidden fr:digue:Forbidden false Some(\"holds a river\")",
                "en:ReadNow:Preferred true None",
                "fr:au final:Forbidden false None",
            ]
        );
        let bare = "le barrage sur la rivière\tthe dam on the river\nl’eau qui monte\tthe rising water\n";
        assert!(show(bare).expect("a table")[0].starts_with("fr:le barrage"));
    }

    #[test]
    fn both_generations_of_tbx_are_read_by_language() {
        let old = "<?xml version='1.0'?><martif type='TBX' xml:lang='en'><text><body><termEntry id='1'><note>holds &amp; feeds</note>\
                   <langSet xml:lang='fr-FR'><tig><term>barrage</term></tig>\
                   <ntig><termGrp><term>digue</term><termNote type='administrativeStatus'>deprecatedTerm-admn-sts</termNote></termGrp></ntig></langSet>\
                   <langSet xml:lang='en'><tig><term>dam</term></tig></langSet></termEntry></body></text></martif>";
        assert_eq!(
            show(old).expect("TBX"),
            ["fr:barrage:Preferred fr:digue:Forbidden en:dam:Preferred false Some(\"holds & feeds\")"]
        );
        let new = "<tbx style='dca' type='TBX-Basic' xml:lang='en' xmlns='urn:iso:std:iso:30042:ed-2'><text><body><conceptEntry>\
                   <langSec xml:lang='en'><termSec><term>dam</term></termSec></langSec><langSec xml:lang='fr'><termSec><term>ouvrage</term>\
                   <min:administrativeStatus xmlns:min='x'>admittedTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry></body></text></tbx>";
        assert_eq!(show(new).expect("TBX"), ["en:dam:Preferred fr:ouvrage:Admitted false None"]);
    }

    #[test]
    fn what_is_no_glossary_is_refused_with_the_line() {
        for (text, content) in [
            ("en\tfr\ndam\n", "g:2: no tab"),
            ("dam\tx1\n", "g:1: its languages"),
            ("<tbx>\n<conceptEntry>\n<langSec xml:lang='klingon'>", "g:3: `xml:lang` is no language code"),
            ("<tbx>\n<a>\n</tbx>", "g:3: the XML is not well-formed"),
            ("<tbx><conceptEntry>", "g:1: the XML breaks off"),
            ("<tbx></tbx>", "g: has no terms"),
            ("<!DOCTYPE x [<!ENTITY a 'b'>]><tbx><term>&a;</term></tbx>", "g:1: the entity `&a;` is not expanded"),
        ] {
            let error = show(text).expect_err(text);
            assert!(error.starts_with(content), "{error}");
        }
        assert!(show(&"<a>".repeat(10_000)).is_err_and(|e| e.contains("nested")));
        assert!(show(&format!("<tbx><term>{}</term></tbx>", "x".repeat(9000))).is_err_and(|e| e.contains("4,096")));
    }
}
