//! What stays of lines as documentation tools have them.

use crate::document::markdown::tests::blocks;
use calque_text::LeftOutReason;

fn lines(source: &str) -> Vec<String> {
    blocks(source).iter().map(|block| block.split_once(": ").map_or("", |(_, text)| text).to_owned()).collect()
}

#[test]
fn containers_are_text() {
    let source = "!!! note \"Good to know\"\n\n    The cache is kept.\n\n    - one\n\n    ```\n    x = 1\n    ```\n\n=== \"Linux\"\n\n    Open a terminal.\n\n\
                  ??? tip\n\n    Rest.\n\n:::tip Before you start\nInstall the tool first.\n:::\n\n:::note[Mind this]\n\nIt is late.\n\n:::\n\n\
                  ::: details More {open}\nThe end.\n:::\n";
    assert_eq!(
        blocks(source),
        [
            "Paragraph: Good to know",
            "Paragraph: The cache is kept.",
            "ListItem: one",
            "Code: x = 1",
            "Paragraph: Linux",
            "Paragraph: Open a terminal.",
            "Paragraph: Rest.",
            "Paragraph: Before you start",
            "Paragraph: Install the tool first.",
            "Paragraph: Mind this",
            "Paragraph: It is late.",
            "Paragraph: More",
            "Paragraph: The end.",
        ]
    );
}

#[test]
fn anchors_icons_and_inclusions_are_no_text() {
    let source = "import Tabs from '@theme/Tabs';\nimport {\n  A,\n} from 'b';\nexport const x = {\n  a: 1,\n\n};\n\n# The bridge {#bridge}\n\n:material-check: It holds. Use `${name}` and {{ name }}\n{: .wide }\n\n--8<-- \"note.md\"\n\n[[toc]]\n\n\
                  <<< @/snippets/a.js{2}\n\n```js\nimport a from 'a';\n{% include x %}\n```\n\nimport duties fell; export {x}\n\nexport controls and defaults\n";
    assert_eq!(
        blocks(source),
        [
            "Heading(1): The bridge",
            "Paragraph: It holds. Use ${name} and {{ name }}",
            "Code: import a from 'a';\n{% include x %}",
            "Paragraph: import duties fell; export {x}",
            "Paragraph: export controls and defaults",
        ]
    );
}

#[test]
fn attributes_in_a_line_are_no_text() {
    for (source, words) in [
        ("See [the page](x.html){:target=\"_blank\"} first.", "See the page first."),
        ("See [the page](x.html){: target=_blank rel=\"a b\" }, then go.", "See the page, then go."),
        ("A [button](#){ .md-button .big } here", "A button here"),
        ("Look{#here} and {#anchor} there", "Look{#here} and  there"),
        ("An *odd*{: .red} word and [small ones]{.smallcaps}.", "An odd word and small ones."),
        ("Some `code`{.python} runs and `{#id}` too.", "Some code runs and {#id} too."),
        ("The ${name} of {0} is {name}{% if a %}!{% endif %}", "The ${name} of {0} is {name}!"),
        ("The end. {: .lead }", "The end."),
    ] {
        assert_eq!(lines(source), [words.replace("  ", " ")], "{source}");
    }
    assert_eq!(lines("![The port](a.png){ width=\"300\" align=left }"), ["The port"]);
}

#[test]
fn calls_show_their_titles() {
    for (source, words) in [
        ("Read [the guide]({{< ref \"guide.md\" >}}) or [more]({{ site.url }}/b).", vec!["Read the guide or more."]),
        ("{{< glossary_tooltip text=\"Pods\" term_id=\"pod\" >}} are small.", vec!["Pods are small."]),
        ("{{< tab \"Linux\" >}}\nOpen a terminal.\n{{< /tab >}}", vec!["Linux", "Open a terminal."]),
        ("{{% notice tip \"Mind this\" %}}\nIt is **late**.\n{{% /notice %}}", vec!["Mind this", "It is late."]),
        ("{{< figure\n  src=\"a.png\"\n  caption=\"The old dam\"\n>}}", vec!["The old dam"]),
        ("{% hint style=\"info\" %}\nTake care.\n{% endhint %}", vec!["Take care."]),
        ("{% include note.html content=\"It is high.\" %}", vec!["It is high."]),
        ("One.\n\n{/* a remark\nover lines */}\n\nTwo {/* no */}words.", vec!["One.", "Two words."]),
        ("{{< highlight go >}}\nx := 1\n{{< /highlight >}}\n\nText.", vec!["x := 1", "Text."]),
        ("Type `{{< tab \"A\" >}}` there.", vec!["Type {{< tab \"A\" >}} there."]),
    ] {
        assert_eq!(lines(source), words, "{source}");
    }
}

#[test]
fn components_show_their_labels_and_their_bodies() {
    let source = "<Tabs groupId=\"os\">\n  <TabItem value=\"linux\" label=\"Linux\" default>\n\n      Open a *terminal*.\n\n      - one\n  </TabItem>\n  <TabItem value={'mac'} label={`macOS`}>Open the app.</TabItem>\n</Tabs>\n\n\
                  <Card\n  title=\"The bridge\"\n  onClick={() => go(1)}\n/>\n\nSince <Badge type=\"tip\" text=\"beta\" /> it holds <Foo.Bar/>well.\n\n<code-group title=\"Both\">\n\nThe end.\n\n</code-group>\n\nWrite to <jane@a.example>.";
    assert_eq!(
        blocks(source),
        [
            "Paragraph: Linux",
            "Paragraph: Open a terminal.",
            "ListItem: one",
            "Paragraph: macOS",
            "Paragraph: Open the app.",
            "Paragraph: The bridge",
            "Paragraph: Since beta it holds well.",
            "Paragraph: Both",
            "Paragraph: The end.",
            "Paragraph: Write to jane@a.example.",
        ]
    );
}

#[test]
fn links_of_wikis_and_marks_of_editors_show_their_words() {
    for (source, words) in [
        ("See [[Bridges|the bridges]] and [[Dams]].", vec!["See the bridges and Dams."]),
        ("A list [[1]](#one) and x[[0]](a), ![[plan.png]]but", vec!["A list [1] and x[0], but"]),
        ("It is ==very== late, a == b and c == d.", vec!["It is very late, a == b and c == d."]),
        ("Press ++ctrl+c++ in C++ or D++.", vec!["Press ctrl+c in C++ or D++."]),
        ("It {--was--}{++is++} {~~old~>new~~}{>>sure?<<}.", vec!["It is new."]),
        ("It held.^[For a [while](x).] Then it fell.", vec!["It held. Then it fell.", "For a while."]),
        ("*[HTML]: Hyper Text\n*[CSS]: Style", vec!["HTML: Hyper Text", "CSS: Style"]),
        ("> [!tip] Good to know\n> It holds.", vec!["Good to know It holds."]),
        ("Term\n: What it means.\n", vec!["Term", "What it means."]),
        ("Title\n=====\n\nText ===== here", vec!["Title", "Text ===== here"]),
    ] {
        assert_eq!(lines(source), words, "{source}");
    }
}

#[test]
fn what_is_left_out_is_counted() {
    let source = "{% include a.md %}\n\n{/* one two */}\n\n<Tabs groupId=\"three\">\n\n{{< ref \"four\" >}} {--five--}\n\n<!-- six -->\n\n![[seven.png]]";
    let account = crate::document::markdown::document(source).take_account();
    let words: Vec<_> = account.entries().iter().map(|e| (e.why, e.words)).collect();
    assert_eq!(
        words,
        [
            (LeftOutReason::Included, 2),
            (LeftOutReason::Comment, 3),
            (LeftOutReason::Metadata, 2),
            (LeftOutReason::Deleted, 1),
        ]
    );
}
