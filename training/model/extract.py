"""Pairs from what packages ship: gettext catalogues, and pages that were translated block by block.

A page that was translated with po4a, itstool or the like has the same blocks in the same order in
every language, so that its paragraphs pair without any alignment. A page whose blocks differ is left
out and counted.
"""
import gettext
import html.parser
import pathlib
import re

BLOCKS = set("p h1 h2 h3 h4 h5 h6 li td th dt dd title desc para simpara term item entry caption figcaption".split())
IGNORED = set("script style pre screen programlisting info nav head footer".split())
MARKUP = re.compile(r"<[^>]*>|&[a-z]+;|\\[a-z]")
PLACEHOLDER = re.compile(r"[%$|{}@]|https?:|\w/\w|--|==")
MNEMONIC = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=\w))[_&](?=\w)")
SENTENCE = re.compile(r"(?<=[.!?…])[\"”“»’)]?\s+(?=[\"“„«¿¡(]?[A-ZÀ-ÖØ-Þ])")
ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|Mr|Mrs|Dr|St|No|bzw|z\. ?B|d\. ?h|usw|ca|Nr|Abb|p\. ?ej|Sr|Sra|pág)|\b\w)\.$")


def flat(text):
    return " ".join(text.split())


def sentences(text):
    """The sentences of a paragraph, as far as a regular expression knows."""
    out = []
    for piece in SENTENCE.split(text):
        if out and ABBREVIATED.search(out[-1]):
            out[-1] += " " + piece
        else:
            out.append(piece)
    return out


def usable(first, second):
    """Whether a pair is worth learning from: prose of 2 to 60 words, translated, of like lengths."""
    counts = [len(text.split()) for text in (first, second)]
    letters = [sum(c.isalpha() for c in text) for text in (first, second)]
    return (
        all(2 <= n <= 60 for n in counts)
        and all(2 * n > len(text) for n, text in zip(letters, (first, second)))
        and first.casefold() != second.casefold()
        and max(letters) <= 3 * min(letters) + 10
        and not PLACEHOLDER.search(first + second)
    )


def split(first, second):
    """A pair of paragraphs as pairs of sentences, where both have as many; else as it is."""
    ours, theirs = sentences(first), sentences(second)
    return list(zip(ours, theirs)) if len(ours) == len(theirs) else [(first, second)]


def catalogue(path, lang):
    """(English, translation) of one .mo file for `lang`, whose keys are the English messages; none of other files."""
    if lang not in path.parts:
        return
    with open(path, "rb") as file:
        entries = gettext.GNUTranslations(file)._catalog
    for key, text in entries.items():
        if not isinstance(key, str) or not key or not isinstance(text, str):
            continue
        clean = [
            [flat(MNEMONIC.sub("", MARKUP.sub(" ", line))) for line in side.split("\n")]
            for side in (key.rpartition("\x04")[2], text)
        ]
        ours, theirs = ([line for line in lines if line] for lines in clean)
        if len(ours) == len(theirs):
            for pair in zip(ours, theirs):
                yield from split(*pair)


class Page(html.parser.HTMLParser):
    """The blocks of a page: (tag, text), in order. Blocks that have an id are named by it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.blocks, self.tag, self.words, self.ignored = [], None, [], 0
        self.feed(text)
        self.flush()

    def flush(self):
        text = flat("".join(self.words))
        if text:
            self.blocks.append((self.tag, text))
        self.words = []

    def handle_starttag(self, tag, attributes):
        tag = tag.rpartition(":")[2]
        if tag in IGNORED:
            self.ignored += 1
        elif tag in BLOCKS:
            self.flush()
            self.tag = dict(attributes).get("id") or tag

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        tag = tag.rpartition(":")[2]
        if tag in IGNORED:
            self.ignored = max(self.ignored - 1, 0)
        elif tag in BLOCKS:
            self.flush()
            self.tag = None

    def handle_data(self, data):
        if not self.ignored:
            self.words.append(data)


def pages(english, other):
    """(name, [(English, translation) by block]) of the pages of two folders with the same names and blocks, and last
    how many pages differ in their blocks: (None, count)."""
    different = 0
    for path in sorted(english.rglob("*")):
        twin = other / path.relative_to(english)
        if path.suffix not in (".html", ".page", ".docbook", ".xml") or not twin.is_file():
            continue
        ours, theirs = (Page(p.read_text("utf-8", "replace")).blocks for p in (path, twin))
        if [tag for tag, _ in ours] == [tag for tag, _ in theirs]:
            yield str(path.relative_to(english)), [(a[1], b[1]) for a, b in zip(ours, theirs)]
            continue
        # What has an id of its own pairs by it.
        named = {tag: text for tag, text in theirs if tag and tag not in BLOCKS}
        pairs = [(text, named[tag]) for tag, text in ours if tag in named]
        if pairs:
            yield str(path.relative_to(english)), pairs
        else:
            different += 1
    yield None, different


def page_folders(root, lang):
    """Pairs of folders (English, `lang`) under `root` that hold pages in both languages."""
    names = {"de": ("de", "de-DE"), "es": ("es", "es-ES")}[lang]
    for english in sorted(p for n in ("C", "en", "en-US") for p in root.rglob(n) if p.is_dir()):
        for name in names:
            other = english.parent / name
            if other.is_dir():
                yield english, other
