//! Files of both versions as other tools write them, and broken ones.

use crate::pairs::{Entry, PairReader, PairRecord};

fn reader(text: &str) -> PairReader {
    PairReader::from_reader("x.xlf", Box::new(std::io::Cursor::new(text.as_bytes().to_vec())), None)
}

fn show(p: &PairRecord) -> String {
    let extra: Vec<String> = p.extra.iter().map(|(k, v)| format!("{k}={v}")).collect();
    format!("{} | {} | {} | {}", p.id_text(), p.source, p.target, extra.join(" "))
}

fn all(text: &str) -> Vec<String> {
    reader(text).map(|p| show(&p.expect("a pair"))).collect()
}

#[test]
fn version_1_2_is_read() {
    let text = "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file source-language='en-US' target-language='fr' original='a.po'>\
                <header><note>of the file</note></header><body><group><trans-unit id='1' approved='yes'><source>Hit <g id='1'>OK</g><x id='2'/><ph id='3'>%s</ph></source>\
                <seg-source>no</seg-source><target>Cliquez</target><alt-trans><source>s</source><target>t</target></alt-trans><note>n</note></trans-unit>\n\
                <trans-unit id='2' resname='menu'><source>b</source><target state='needs-translation'/></trans-unit></group></body></file></xliff>";
    assert_eq!(
        all(text),
        [
            "1 | Hit OK%s | Cliquez | source_doc=\"a.po\" notes=[\"n\"] state=\"final\"",
            "menu | b |  | state=\"needs-translation\" source_doc=\"a.po\"",
        ]
    );
}

#[test]
fn version_2_is_read_segment_by_segment() {
    for namespace in ["2.0", "2.1"] {
        let text = format!(
            "<xliff version='2.1' srcLang='en' trgLang='fr' xmlns='urn:oasis:names:tc:xliff:document:{namespace}'><file id='f1'><unit id='u'>\
             <notes><note>n</note></notes><originalData><data id='d'>x</data></originalData>\
             <segment state='final'><source>One <pc id='1'>two</pc><cp hex='0041'/></source><target>Un</target></segment><ignorable><source> </source></ignorable>\
             <segment><source>Three</source></segment></unit></file></xliff>"
        );
        assert_eq!(all(&text), ["u | One twoA | Un | state=\"final\" notes=[\"n\"]", "u#2 | Three |  | notes=[\"n\"]"]);
    }
}

#[test]
fn marked_segments_are_pairs_and_codes_part_words() {
    let text = "<xliff version='1.2'><file source-language='en' target-language='fr'><body>\
                <trans-unit id='1'><source>It opens. It closes.</source><seg-source><mrk mtype='seg' mid='1'>It <g id='1'>opens.</g></mrk> <mrk mtype='seg' mid='2'>It closes.</mrk></seg-source>\
                <target><mrk mtype='seg' mid='1'>Il ouvre.</mrk> <mrk mtype='seg' mid='2'/></target></trans-unit>\
                <trans-unit id='2'><source>A <g id='1'>short</g> sample<x id='2' ctype='lb'/>text for <x id='3' equiv-text='{{name}}'/>.</source>\
                <target>Un <mrk mtype='x-term'>exemple</mrk> court.</target></trans-unit></body></file></xliff>";
    assert_eq!(
        all(text),
        [
            "1 | It opens. | Il ouvre. | ",
            "1#2 | It closes. |  | ",
            "2 | A short sample text for {{name}}. | Un exemple court. | "
        ]
    );
}

#[test]
fn bad_units_do_not_hide_the_next() {
    let text = "<!DOCTYPE x [<!ENTITY e 'x'>]><xliff><file><body><trans-unit id='a'><source>&e;</source></trans-unit>\n<trans-unit id='b'><target>t</target></trans-unit>\n\
                <trans-unit id='c'><source>c</source></trans-unit><trans-unit id='d'><source>";
    let mut reader = reader(text);
    let mut seen = Vec::new();
    while let Ok(Some(entry)) = reader.next_entry() {
        seen.push(match entry {
            Entry::Pair(p) => p.source,
            Entry::Bad(b) => format!("{}:{}", b.line, b.why),
        });
    }
    assert_eq!(seen.len(), 4, "{seen:#?}");
    for (seen, want) in seen.iter().zip([
        "1:the entity",
        "2:the unit has no source (unit b)",
        "c",
        "3:the file ends inside a unit (unit d)",
    ]) {
        assert!(seen.starts_with(want), "{seen} / {want}");
    }
}
