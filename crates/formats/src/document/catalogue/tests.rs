//! Catalogues of every format: keys, texts, lines, and what is refused.

use crate::{InputFormat, ReadOptions, document_from_bytes};
use calque_text::Remedy as _;

fn read(name: &str, bytes: &[u8]) -> crate::InputDocument {
    document_from_bytes(name, bytes, &ReadOptions::default()).expect("a catalogue")
}

/// `line key[form] = text` of each message.
fn messages(name: &str, source: &str) -> Vec<String> {
    let reading = read(name, source.as_bytes());
    let doc = &reading.document;
    let show = |(block, key): (&calque_text::Block, &calque_text::MessageKey)| {
        let line = reading.origin.positions.line_and_column(&doc.text, block.span.start).map_or(0, |p| p.0);
        let form = key.form.as_deref().map(|f| format!("[{f}]")).unwrap_or_default();
        format!("{line} {}{form} = {}", key.name, block.span.of(&doc.text))
    };
    doc.blocks.iter().zip(&reading.origin.keys).map(show).collect()
}

#[test]
fn json_has_paths_plurals_and_lines() {
    let source = "{\n  \"common\": {\"save\": \"Save\", \"none\": null, \"max\": 12},\n  \"file_one\": \"{{count}} file\",\n  \"file_other\": \"{{count}} files\",\n\
                  \"steps\": [\"Open.\", \"Close \\u00e9t\\u00e9.\"],\n \"help\": \"One.\\n\\nTwo.\", \"@help\": {\"description\": \"x y\"}\n}";
    assert_eq!(
        messages("en.json", source),
        [
            "2 common.save = Save",
            "3 file[one] = {{count}} file",
            "4 file[other] = {{count}} files",
            "5 steps.0 = Open.",
            "5 steps.1 = Close été.",
            "6 help = One.",
            "6 help = Two.",
        ]
    );
    let flat = read("a.json", b"{\"fr\": {\"a\": \"Bonjour\"}}");
    assert_eq!((flat.document.lang, flat.origin.keys[0].name.as_str()), (calque_text::Lang::FR, "a"));
}

#[test]
fn yaml_of_rails_has_its_language_at_the_root() {
    let source = "# comment\nfr:\n  hello: \"Bonjour, %{name} !\"\n  order:\n    - :day\n  errors:\n    one: &one Une erreur.\n    other: \"%{count} erreurs.\"\n  again: *one\n  on: true\n  text: |\n    Deux\n    lignes.\n";
    assert_eq!(
        messages("fr.yml", source),
        [
            "3 hello = Bonjour, %{name} !",
            "7 errors[one] = Une erreur.",
            "8 errors[other] = %{count} erreurs.",
            "9 again = Une erreur.",
            "12 text = Deux lignes.",
        ]
    );
}

#[test]
fn strings_of_apple_are_read_in_utf_16_too() {
    let source = "/* one */\n\"save\" = \"Enregistrer\";\n// two\nhello = \"Bonjour \\\"%@\\\"\\nL\\U00e9o\";\n";
    let wanted = ["2 save = Enregistrer", "4 hello = Bonjour \"%@\" Léo"];
    assert_eq!(messages("fr.strings", source), wanted);
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(source.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("fr.strings", &utf16).document.text, read("fr.strings", source.as_bytes()).document.text);
}

#[test]
fn properties_have_escapes_and_long_lines() {
    let source = "# comment\nsave=Enregistrer\nlong : Une phrase \\\n   sur deux.\na\\ key = L\\u2019\\u00e9t\\u00e9, d''ici \\ud83d\\ude00\nempty=\n";
    assert_eq!(
        messages("fr.properties", source),
        ["2 save = Enregistrer", "3 long = Une phrase sur deux.", "5 a key = L’été, d'ici 😀"]
    );
    let latin = read("fr.properties", b"a=\xe9t\xe9 \xe0 la mer, o\xf9 il fait chaud\n");
    assert_eq!(latin.document.text, "été à la mer, où il fait chaud");
}

#[test]
fn android_has_arrays_plurals_and_marks() {
    let source = "<?xml version=\"1.0\"?>\n<resources xmlns:xliff=\"x\">\n<string name=\"app\" translatable=\"false\">Calque</string>\n\
                  <string name=\"hello\">L\\'été, <b>%1$s</b>\n &amp; <xliff:g>%d</xliff:g></string>\n<string-array name=\"days\"><item>lundi</item></string-array>\n\
                  <plurals name=\"files\"><item quantity=\"one\">un</item><item quantity=\"other\">\" des\"</item></plurals></resources>";
    assert_eq!(
        messages("strings.xml", source),
        ["4 hello = L'été, %1$s & %d", "6 days.0 = lundi", "7 files[one] = un", "7 files[other] = des"]
    );
    assert_eq!(read("strings.xml", source.as_bytes()).format, InputFormat::Android);
}

#[test]
fn fluent_has_attributes_and_variants() {
    let source = "# comment\n-brand = Calque\nhello = Bonjour, { $name } !\n    .title = Salut\nfiles = { $n ->\n    [one] Un fichier\n   *[other] { $n } fichiers\n } de { -brand }.\n";
    assert_eq!(
        messages("fr.ftl", source),
        [
            "2 -brand = Calque",
            "3 hello = Bonjour, { $name } !",
            "3 hello.title = Salut",
            "5 files[one] = Un fichier de { -brand }.",
            "5 files[other] = { $n } fichiers de { -brand }.",
        ]
    );
}

#[test]
fn gettext_has_contexts_and_plurals() {
    let source = "msgid \"\"\nmsgstr \"Language: fr\\n\"\n\nmsgctxt \"menu\"\nmsgid \"Open\"\nmsgstr \"Ouvrir\"\n\nmsgid \"file\"\nmsgid_plural \"files\"\nmsgstr[0] \"fichier\"\nmsgstr[1] \"fichiers\"\n";
    assert_eq!(
        messages("fr.po", source),
        ["4 menu\u{4}Open = Ouvrir", "8 file = fichier", "8 file[plural] = fichiers"]
    );
}

#[test]
fn faults_name_their_line() {
    for (name, source, said) in [
        ("a.json", "{\"a\": \"b\",\n \"c\" \"d\"}", "a.json: line 2: expected `:`"),
        ("a.yml", "a: b\n c: [d\n", "a.yml: line "),
        ("a.strings", "\"a\" = \"b\";\n\"c\" = \"d", "a.strings: line 2: a text without its closing quotation mark"),
        ("a.xml", "<resources><string name='a'>b</resources>", "a.xml: is damaged: "),
    ] {
        let error = document_from_bytes(name, source.as_bytes(), &ReadOptions::default()).expect_err(name);
        assert!(error.to_string().starts_with(said), "{error}");
        assert!(!error.help().is_empty());
    }
}

#[test]
fn deep_and_growing_catalogues_are_refused() {
    let deep = |open: &str, close: &str| format!("{}\"a\"{}", open.repeat(5000), close.repeat(5000));
    let long = "k".repeat(4000);
    let bomb = format!("{{\"{long}\": [{}\"a\"]}}", "\"a\",".repeat(60_000));
    let braces = format!("a = {}x{}\n", "{".repeat(5000), "}".repeat(5000));
    for (name, source) in
        [("a.json", deep("{\"a\":", "}")), ("b.json", bomb), ("a.yml", deep("[", "]")), ("a.ftl", braces)]
    {
        assert!(document_from_bytes(name, source.as_bytes(), &ReadOptions::default()).is_err(), "{name}");
    }
    let laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n";
    assert_eq!(messages("a.yml", laughs).len(), 2);
}
