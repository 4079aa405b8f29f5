#!/usr/bin/env python3
"""Compares the words that Calque reads with those that other readers of the same formats see.

Usage: .ci/test-readers.py CALQUE [FOLDER]

Each check writes a document with a library of its format, or by hand, reads it with that library (or
docutils, Asciidoctor, pandoc, a browser) and with `calque segment`, and compares the words in their order.
Checks run where their tool is installed and are skipped loudly where it is not; `just test-peers` installs
them. Exit status 1 if a check fails, 3 if none could run.
"""

import html
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CALQUE = str(Path(sys.argv[1]).resolve())
WORK = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="calque-readers-"))
WORK.mkdir(parents=True, exist_ok=True)

MARKDOWN = """# The upper dam

The dam *held* for [forty years](https://a.example), and nobody in the valley thought of it[^1]. It is 12.5 metres high.

## What was found

- A crack in the *northern* wall.
- Water in the gallery, which

  nobody had seen before.

1. First measure it.
2. Then tell the **mayor**.

> "It will hold", he said.

| Name | Depth |
|------|-------|
| Upper lake | nine metres |
| Lower lake | four metres |

[^1]: The last inspection was in spring.

Nobody was hurt.
"""


def words(text):
    return re.findall(r"\w+", text.replace("_", " "))


def ours(path):
    # Sentences, one a line; code is no sentence.
    run = subprocess.run([CALQUE, "segment", str(path), "--lang", "en"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return words(run.stdout)


def same(path, reference, ordered=True):
    got, want = ours(path), words(reference)
    if not ordered:
        got, want = sorted(got), sorted(want)
    at = next((i for i, (a, b) in enumerate(zip(got, want)) if a != b), min(len(got), len(want)))
    near = f"... {' '.join(got[max(0, at - 3):at + 5])} / {' '.join(want[max(0, at - 3):at + 5])}"
    assert got == want, f"{path.name}: {len(got)} words, the reference has {len(want)}; {near}"
    return len(want)


def need(*modules):
    for module in modules:
        if importlib.util.find_spec(module) is None:
            raise LookupError(f"{module} is not installed")


def program(*names):
    for name in names:
        path = shutil.which(name) or str(Path(sys.executable).parent / name)
        if os.access(path, os.X_OK):
            return path
    raise LookupError(f"{names[0]} is not installed")


def write(name, text, encoding="utf-8"):
    path = WORK / name
    path.write_text(text, encoding=encoding)
    return path


def run_pandoc(*args, text=None):
    """What pandoc writes: the program, or the one inside PyPI's pypandoc_binary."""
    try:
        pandoc = program("pandoc")
    except LookupError:
        need("pypandoc")
        pandoc = importlib.import_module("pypandoc").get_pandoc_path()
    return subprocess.run([pandoc, *args], input=text, check=True, capture_output=True, text=True).stdout


def plain_words(markdown):
    """The words of a Markdown text as pandoc reads it. A file that pandoc wrote from it is not read with pandoc again:
    version 2 loses the headings of an odt's tables."""
    plain = run_pandoc("--from", "markdown", "--to", "plain", "--wrap=none", text=markdown)
    # Notes stand at the end, their marks are no words.
    return re.sub(r"\[\d+\]|^\s*\d+\.\s", " ", plain, flags=re.M)


def by_pandoc(ending):
    def check():
        path = WORK / f"pandoc.{ending}"
        title = ["--metadata", "title=The upper dam"] if ending == "epub" else []
        run_pandoc("--from", "markdown", *title, "-o", str(path), text=MARKDOWN)
        # A book begins with a page of its title.
        return same(path, plain_words(MARKDOWN) + (" The upper dam" if ending == "epub" else ""), ordered=False)

    check.__name__ = f"{ending}_pandoc"
    return check


def docx_python():
    need("docx")
    import docx

    document = docx.Document()
    document.add_heading("The upper dam", 0)
    paragraph = document.add_paragraph("The dam held for for")
    paragraph.add_run("ty years").bold = True
    paragraph.add_run(", and nobody thought of it.")
    document.add_paragraph("A crack in the wall.", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Name", "Depth", "Upper lake", "nine metres"]):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "On each page"
    path = WORK / "python.docx"
    document.save(str(path))
    read = docx.Document(str(path))
    text = [p.text for p in read.paragraphs] + [c.text for t in read.tables for c in t._cells]
    return same(path, "\n".join(text))


def pptx_python():
    need("pptx")
    import pptx
    from pptx.util import Inches

    show = pptx.Presentation()
    for title, lines in [("The upper dam", ["It held.", "Nobody was hurt."]), ("What was found", ["A crack", "Water"])]:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(lines)
        table = slide.shapes.add_table(1, 2, Inches(1), Inches(5), Inches(4), Inches(1)).table
        table.cell(0, 0).text, table.cell(0, 1).text = "Upper lake", "nine metres"
        slide.notes_slide.notes_text_frame.text = f"Say more of {title}."
    path = WORK / "python.pptx"
    show.save(str(path))
    text = []
    for slide in pptx.Presentation(str(path)).slides:
        for shape in slide.shapes:
            text += [shape.text_frame.text] if shape.has_text_frame else []
            text += [c.text for r in shape.table.rows for c in r.cells] if shape.has_table else []
        text.append(slide.notes_slide.notes_text_frame.text)
    return same(path, "\n".join(text))


def xlsx_openpyxl():
    need("openpyxl")
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Walls"
    for row in [["Name", "Depth in metres"], ["Upper wall", 12.5], ["Lower wall, wet", 9], [None, "see above"]]:
        sheet.append(row)
    book.create_sheet("Notes").append(["Nobody was hurt."])
    path = WORK / "python.xlsx"
    book.save(str(path))
    text = []
    for sheet in openpyxl.load_workbook(str(path)).worksheets:
        text.append(sheet.title)
        text += [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    return same(path, "\n".join(text))


RST = """The upper dam
=============

:Author: Ann Author

The dam *held* for `forty years <https://a.example>`_, and |nobody| thought of it [1]_. See the `What was found`_ part::

    x = 1

.. |nobody| replace:: nobody in the valley
.. [1] The last inspection was in spring.

What was found
--------------

* A crack in the **northern** wall.

  * It is ``nine`` metres long.
* Water

#. First measure it.
#. Then tell the mayor.

height
    How high it is.

.. note:: It is high.
   Very high.

.. figure:: a.png
   :alt: The dam in spring

   Seen from the village.

.. list-table:: Lakes

   * - Upper lake
     - nine metres

+------------+-------------+
| Lower lake | four metres |
+------------+-------------+

=====  ======
Wall   Length
=====  ======
Upper  ninety
=====  ======

.. a comment

| Verse one
| verse two
"""


def rst_docutils():
    need("docutils")
    from docutils import nodes
    from docutils.core import publish_doctree

    no_text = (nodes.literal_block, nodes.comment, nodes.docinfo, nodes.footnote_reference, nodes.label)
    no_text += (nodes.substitution_definition, nodes.system_message)
    out = []

    def walk(node):
        if isinstance(node, nodes.image):
            out.append(f" {node.get('alt', '')} ")
        elif isinstance(node, nodes.Text):
            out.append(str(node))
        elif not isinstance(node, no_text):
            for child in node.children:
                walk(child)
            if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline):
                out.append(" ")

    walk(publish_doctree(RST, settings_overrides={"report_level": 5}))
    return same(write("a.rst", RST), "".join(out), ordered=False)


ADOC = """= The upper dam
Ann Author <a@b.example>
:product: Calque

The dam *held* for https://a.example[forty years], and _nobody_ thought of it. +
{product} says so.

.What to know
[NOTE]
====
It is high.

* A crack in the #northern# wall.
** It is `nine` metres long.
+
Attached to it.
. First measure it.
====

TIP: Take care.

height:: How high it is.
depth::
  How deep.

[cols="1,2"]
|===
|Name |Depth

|Upper lake |nine metres
2+|Both are cold.
|===

[quote, Roy]
____
It will hold.
____

// a comment
image::dam.png[The dam in spring]

----
x = 1
----

See <<walls>>, kbd:[Ctrl+C].

[[walls]]
== The walls

End.
"""


def adoc_asciidoctor():
    node, folder = program("node"), os.environ.get("ASCIIDOCTOR", "")
    if not os.path.isdir(folder):
        raise LookupError("Asciidoctor is not installed: set ASCIIDOCTOR to the folder of its node_modules")
    path = write("a.adoc", ADOC)
    script = write(
        "asciidoctor.mjs",
        "import { createRequire } from 'module'; import fs from 'fs'\n"
        f"const r = createRequire({str(Path(folder).resolve() / 'x')!r}); const M = await import(r.resolve('asciidoctor'))\n"
        "const A = M.convert ? M : M.default.convert ? M.default : M.default()\n"
        f"console.log(await A.convert(fs.readFileSync({str(path)!r}, 'utf8'), {{safe: 'secure', attributes: {{showtitle: '', experimental: ''}}}}))\n",
    )
    page = subprocess.run([node, str(script)], check=True, capture_output=True, text=True).stdout
    page = re.sub(r"<pre.*?</pre>|<td class=\"icon\">.*?</td>", " ", page, flags=re.S)
    page = re.sub(r"<img[^>]*alt=\"([^\"]*)\"[^>]*>", r" \1 ", page)
    page = re.sub(r"</?(a|em|strong|mark|code|kbd|span|b)\b[^>]*>", "", page)
    return same(path, html.unescape(re.sub(r"<[^>]*>", " ", page)), ordered=False)


def subtitles_pysubs2():
    need("pysubs2")
    import pysubs2

    lines = [(1, 3, "The {\\i1}bridge{\\i0} is closed\\Nand nobody knows why."), (5, 6, "Really?"), (8, 9, "It fell, he said.")]
    file = pysubs2.SSAFile()
    file.events = [pysubs2.SSAEvent(start=a * 1000, end=b * 1000, text=text) for a, b, text in lines]
    file.events.append(pysubs2.SSAEvent(start=0, end=1, text="a remark", type="Comment"))
    count = 0
    for ending in ["ass", "ssa", "srt", "vtt"]:
        path = WORK / f"a.{ending}"
        file.save(str(path))
        read = pysubs2.load(str(path))
        count += same(path, "\n".join(e.plaintext for e in read if not e.is_comment))
    return count


MESSAGES = {"save": "Save the file", "hello": "Hello, it is late.", "quote": 'He said "no" & left.', "accent": "Déjà vu"}


def catalogue(ending, module, cls, text, encoding="utf-8", **options):
    def check():
        need("translate")
        try:
            factory = getattr(importlib.import_module(f"translate.storage.{module}"), cls)
        except ImportError as why:
            raise LookupError(str(why)) from None
        path = write(f"{module}-{cls}.{ending}", text, encoding)
        store = factory(**options)
        store.parse(path.read_bytes())
        units = [u for u in store.units if u.istranslatable() and not u.isheader()]
        texts = [str(u.target or u.source) for u in units]
        assert len(texts) >= len(MESSAGES), f"translate-toolkit reads {len(texts)} messages"
        return same(path, re.sub(r"<[^>]*>", "", "\n".join(texts)), ordered=False)

    check.__name__ = f"{ending}_toolkit"
    return check


def lines(form, quote=lambda text: text):
    return "".join(form.format(k=k, v=quote(v)) for k, v in MESSAGES.items())


QUOTED = lambda text: text.replace('"', '\\"')
JSON = "{\"part\": {" + ", ".join(f'"{k}": "{QUOTED(v)}"' for k, v in MESSAGES.items()) + "}}"
XML = "".join(f'<string name="{k}">{html.escape(v, quote=False).replace(chr(34), chr(92) + chr(34))}</string>\n' for k, v in MESSAGES.items())


def po_msgfmt():
    """A catalogue with plurals, contexts, repeated messages and odd ends, written again, compiles."""
    msgfmt = program("msgfmt")
    source = write(
        "in.po",
        'msgid ""\nmsgstr "Language: fr\\nContent-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=3; plural=(n <= 1 ? 0 : n < 1000000 ? 1 : 2);\\n"\n\n'
        '#, c-format\nmsgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d fichier"\nmsgstr[1] "%d fichiers"\nmsgstr[2] "%d de fichiers"\n\n'
        'msgctxt "menu"\nmsgid "Open"\nmsgstr "Ouvrir"\n\nmsgid "Open"\nmsgstr "Ouvert"\n\nmsgid "Line\\n"\nmsgstr "Ligne\\n"\n',
    )
    odd = write(
        "odd.jsonl",
        '{"source": "Open", "target": "Ouvrir", "source_lang": "en", "target_lang": "fr"}\n' * 2
        + '{"source": "Open", "target": "Ouvert", "source_lang": "en", "target_lang": "fr"}\n'
        + '{"source": "Line\\n", "target": "Ligne\\u0007", "source_lang": "en", "target_lang": "fr"}\n',
    )
    # Warnings of a header without a translator and a team are no faults.
    for path in [source, odd]:
        again = WORK / f"{path.stem}.again.po"
        subprocess.run([CALQUE, "corpus", "convert", str(path), "-o", str(again), "--source-lang", "en", "--target-lang", "fr"], check=True, capture_output=True)
        subprocess.run([msgfmt, "-c", "-o", os.devnull, str(again)], check=True, capture_output=True)
    entries = (WORK / "in.again.po").read_text(encoding="utf-8")
    for form in ["nplurals=3", 'msgid_plural "%d files"', 'msgstr[2] "%d de fichiers"', 'msgctxt "menu"']:
        assert form in entries, f"{form} is lost"
    return len(words(entries))


def html_browser():
    browser = os.environ.get("CHROMIUM") or program("chromium", "google-chrome", "chromium-browser", "chrome")
    body = run_pandoc("--from", "markdown", "--to", "html", text=MARKDOWN.replace("[^1]", ""))
    page = f"<!DOCTYPE html><html lang=en><body><nav><a href=/>Home</a> <a href=/b>News</a></nav><main>{body}</main><footer>All rights reserved</footer></body></html>"
    script = "<script>document.title = JSON.stringify(document.querySelector('main').innerText)</script>"
    shown = write("shown.html", page + script)
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", shown.as_uri()]
    dom = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    text = re.search(r"<title>(.*?)</title>", dom, flags=re.S).group(1)
    return same(write("page.html", page), html.unescape(text).replace("\\n", " ").replace("\\t", " "))


CHECKS = [
    by_pandoc("docx"), by_pandoc("odt"), by_pandoc("epub"), docx_python, pptx_python, xlsx_openpyxl, rst_docutils,
    adoc_asciidoctor, subtitles_pysubs2, html_browser, po_msgfmt,
    catalogue("json", "jsonl10n", "I18NextFile", JSON),
    catalogue("yml", "yaml", "RubyYAMLFile", "en:\n" + lines('  {k}: "{v}"\n', QUOTED)),
    catalogue("properties", "properties", "javautf8file", lines("{k}={v}\n")),
    catalogue("strings", "properties", "stringsfile", lines('"{k}" = "{v}";\n', QUOTED), "utf-16"),
    catalogue("xml", "aresource", "AndroidResourceFile", f"<?xml version=\"1.0\"?>\n<resources>\n{XML}</resources>\n"),
    catalogue("ftl", "fluent", "FluentFile", lines("{k} = {v}\n")),
    catalogue("po", "pypo", "pofile", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + lines('msgctxt "{k}"\nmsgid "x"\nmsgstr "{v}"\n\n', QUOTED)),
]


def main():
    failed = ran = 0
    for check in CHECKS:
        try:
            count = check()
            ran += 1
            print(f"ok       {check.__name__}: {count} words")
        except LookupError as why:
            print(f"SKIPPED  {check.__name__}: {why}")
        except Exception as why:
            ran, failed = ran + 1, failed + 1
            print(f"FAILED   {check.__name__}: {type(why).__name__}: {why}")
    print(f"{ran - failed} of {len(CHECKS)} checks passed, {failed} failed, {len(CHECKS) - ran} skipped")
    return 1 if failed else 3 if ran == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
