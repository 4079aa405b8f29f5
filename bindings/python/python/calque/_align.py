"""Texts aligned, cut into sentences, compared with an earlier version; files paired."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Union

from . import _native
from ._settings import SettingsLike, native_settings
from ._texts import Document, TextLike, native_text, origin_of

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class BeadSide:
    """One side of a bead: indices of its segments, and where it stands; ``start`` is ``None`` where it is empty."""

    segments: tuple[int, ...]
    start: Union[int, None]
    end: Union[int, None]
    text: str


@dataclass(frozen=True)
class Bead:
    """Segments that belong together: ``shape`` is ``1-1``, ``2-1``, ``1-0``, and so on.

    Attributes:
        score: The probability that the pairing is right.
        crossed: Whether it crosses others.
        evidence: What spoke for it: ``cosine``, ``coverage``, ``length``, ``anchors``.
    """

    source: BeadSide
    target: BeadSide
    shape: str
    score: float
    crossed: bool
    evidence: dict[str, float]

    def __repr__(self) -> str:
        return f"Bead({self.shape}, {self.score:.2f}: {self.source.text!r} | {self.target.text!r})"


class Alignment:
    """Two aligned texts: a sequence of beads in the order of the text.

    Attributes:
        source, target: Both texts as they were read; spans count their code points.
        source_lang, target_lang: Their languages.
        warnings: What reading them gave to say.
        related: Whether they seem to be translations of each other.
    """

    def __init__(self, native: _native.Bitext) -> None:
        self._native = native
        (_, self.source_lang, self.source), (_, self.target_lang, self.target) = native.sides()
        warnings, self.related = native.remarks()
        self.warnings: tuple[str, ...] = tuple(warnings)

    def jsonl(self) -> str:
        """The beads as ``calque align -f jsonl`` writes them, to the letter."""
        return self._native.render("jsonl")

    def render(self, format: Literal["tsv", "jsonl", "vecalign", "html"]) -> str:
        """The beads in a format of ``calque align``."""
        return self._native.render(format)

    @cached_property
    def beads(self) -> tuple[Bead, ...]:
        """The beads."""
        return tuple(_bead(json.loads(line)) for line in self.jsonl().splitlines())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The texts of the beads with both sides."""
        return ((b.source.text, b.target.text) for b in self.beads if b.source.segments and b.target.segments)

    def to_arrow(self) -> pa.Table:
        """The beads as a table of pyarrow: source, target, score, bead (needs pyarrow)."""
        from ._tables import table_of_beads

        return table_of_beads(self.beads)

    def __iter__(self) -> Iterator[Bead]:
        return iter(self.beads)

    def __len__(self) -> int:
        return len(self.beads)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"Alignment({self.source_lang} → {self.target_lang}, {len(self)} beads)"

    def _repr_html_(self) -> str:
        import html

        rows = "".join(
            f"<tr><td>{html.escape(b.source.text)}</td><td>{html.escape(b.target.text)}</td><td>{b.score:.2f}</td></tr>"
            for b in self.beads[:50]
        )
        more = f"<p><small>and {len(self) - 50} more</small></p>" if len(self) > 50 else ""
        return f"<table><tr><th>{self.source_lang}</th><th>{self.target_lang}</th><th>score</th></tr>{rows}</table>{more}"


def _bead(record: dict[str, Any]) -> Bead:
    def side(name: str) -> BeadSide:
        given = record[name]
        return BeadSide(tuple(given["segments"]), given.get("start"), given.get("end"), given["text"])

    crossed = record.get("crossed", False)
    return Bead(side("source"), side("target"), record["bead"], record["score"], crossed, record["evidence"])


def align(
    source: TextLike,
    target: TextLike,
    *,
    lines: bool = False,
    crossings: bool = False,
    anchors: Union[str, "os.PathLike[str]", None] = None,
    hard_breaks: Union[str, None] = None,
    source_lang: Union[str, None] = None,
    target_lang: Union[str, None] = None,
    model: Union[str, "os.PathLike[str]", None] = None,
    settings: SettingsLike = None,
) -> Alignment:
    """Pairs the sentences of two texts.

    Args:
        source: Text as ``str``, a file as ``pathlib.Path``, or a :class:`Document`.
        target: Likewise.
        lines: Each line is a segment already.
        crossings: Also search for passages that were moved.
        anchors: A file of beads that are fixed, one a line such as ``[0, 1]:[0]``.
        hard_breaks: Lines of this text correspond one to one; nothing is paired across them.
    """
    made = native_settings(
        settings,
        source_lang=source_lang,
        target_lang=target_lang,
        align__crossings=True if crossings else None,
        model=model,
    )
    texts = (native_text(source, "source", made, lines), native_text(target, "target", made, lines))
    return Alignment(_native.align(*texts, None if anchors is None else os.fspath(anchors), hard_breaks, made))


@dataclass(frozen=True)
class Sentence:
    """A sentence: ``text[start:end]`` of the text that was given; ``block`` counts paragraphs and the like."""

    text: str
    start: int
    end: int
    block: int
    kind: str

    def __str__(self) -> str:
        return self.text


def segment(
    text: Union[str, "os.PathLike[str]", Document],
    *,
    lang: Union[str, None] = None,
    settings: SettingsLike = None,
) -> list[Sentence]:
    """Cuts a text into sentences, headings, list items and the like.

    Spans count the code points of the text as it was given (of a file: as it was read, without markup).
    """
    made = native_settings(settings, source_lang=lang)
    origin = ("text", "text", text.text) if isinstance(text, Document) else origin_of(text, "text")
    lines, _, _, _ = _native.segment(origin, made)
    return [Sentence(**json.loads(line)) for line in lines]


@dataclass(frozen=True)
class Change:
    """A stretch of sentences that differs between two versions.

    Attributes:
        kind: What happened: ``inserted``, ``deleted``, ``edited``, and so on.
        old, new: The words of both versions.
        old_span, new_span: Where they stand, in code points.
        direction: ``nearer`` to the original, ``farther`` or ``neutral``; ``None`` without an original.
        old_fidelity, new_fidelity: The fidelity to the original, before and after.
        words: The words that changed, as pairs of old and new.
    """

    kind: str
    old: str
    new: str
    old_span: tuple[int, int]
    new_span: tuple[int, int]
    direction: Union[str, None]
    old_fidelity: Union[float, None]
    new_fidelity: Union[float, None]
    words: tuple[tuple[str, str], ...]


class Revision:
    """What changed between two versions of a translation: a sequence of changes."""

    def __init__(self, text: str, warnings: Iterable[str]) -> None:
        self._json = text
        tree = json.loads(text)
        self.unchanged: int = tree["unchanged"]
        self.changes: tuple[Change, ...] = tuple(_change(c) for c in tree["changes"])
        self.warnings: tuple[str, ...] = tuple(warnings)

    def json(self) -> str:
        """What ``calque diff --format json`` writes."""
        return self._json

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"Revision({len(self.changes)} changes, {self.unchanged} sentences unchanged)"

    def _repr_html_(self) -> str:
        import html

        rows = "".join(
            f"<tr><td>{html.escape(c.kind)}</td><td><del>{html.escape(c.old)}</del></td>"
            f"<td><ins>{html.escape(c.new)}</ins></td><td>{html.escape(c.direction or '')}</td></tr>"
            for c in self.changes
        )
        return f"<table><tr><th></th><th>old</th><th>new</th><th></th></tr>{rows}</table>"


def _change(record: dict[str, Any]) -> Change:
    old, new, verdict = record["old"], record["new"], record.get("verdict") or {}
    return Change(
        kind=record["kind"],
        old=old["text"],
        new=new["text"],
        old_span=(old["span"][0], old["span"][1]),
        new_span=(new["span"][0], new["span"][1]),
        direction=verdict.get("direction"),
        old_fidelity=verdict.get("old"),
        new_fidelity=verdict.get("new"),
        words=tuple((w["old_text"], w["new_text"]) for w in record["words"]),
    )


def diff(
    old: TextLike,
    new: TextLike,
    *,
    reference: Union[TextLike, None] = None,
    source_lang: Union[str, None] = None,
    target_lang: Union[str, None] = None,
    model: Union[str, "os.PathLike[str]", None] = None,
    settings: SettingsLike = None,
) -> Revision:
    """Compares two versions of a translation; with ``reference``, the original, also says whether each change is nearer to it."""
    made = native_settings(settings, source_lang=source_lang, target_lang=target_lang, model=model)
    original = None if reference is None else native_text(reference, "reference", made)
    found = _native.diff(native_text(old, "old", made), native_text(new, "new", made), original, made)
    return Revision(*found)


@dataclass(frozen=True)
class FilePair:
    """A file and the file that translates it.

    Attributes:
        score: How sure the pair is.
        name: How alike the names are.
        content: How alike the texts are; ``None`` where they were not read.
        evidence: In what they are alike.
    """

    source: str
    target: str
    score: float
    name: Union[float, None]
    content: Union[float, None]
    evidence: Union[dict[str, Any], None]


class PairedDocuments:
    """Which file translates which: a sequence of pairs, and the files that stay alone."""

    def __init__(self, lines: Iterable[str], warnings: Iterable[str]) -> None:
        self._jsonl = "".join(lines)
        records = [json.loads(line) for line in self._jsonl.splitlines()]
        self.pairs: tuple[FilePair, ...] = tuple(FilePair(**r) for r in records if r["source"] and r["target"])
        self.lone_sources: tuple[str, ...] = tuple(r["source"] for r in records if not r["target"])
        self.lone_targets: tuple[str, ...] = tuple(r["target"] for r in records if not r["source"])
        self.warnings: tuple[str, ...] = tuple(warnings)

    def jsonl(self) -> str:
        """What ``calque pair -f jsonl`` writes."""
        return self._jsonl

    def __iter__(self) -> Iterator[FilePair]:
        return iter(self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        alone = len(self.lone_sources), len(self.lone_targets)
        return f"PairedDocuments({len(self.pairs)} pairs, {alone[0]} sources and {alone[1]} targets alone)"


def pair_documents(
    source: Union[str, "os.PathLike[str]", Iterable[Union[str, "os.PathLike[str]"]]],
    target: Union[str, "os.PathLike[str]", None] = None,
    *,
    by: Literal["both", "names", "content"] = "both",
    min_score: float = 0.5,
    source_lang: Union[str, None] = None,
    target_lang: Union[str, None] = None,
    model: Union[str, "os.PathLike[str]", None] = None,
    settings: SettingsLike = None,
) -> PairedDocuments:
    """Finds which file translates which.

    Args:
        source: A folder of originals, or an iterable of paths in both languages (then without ``target``).
        target: The folder of translations.
        by: Compare names, content, or both.
        min_score: Pairs of a lower score stay alone.
    """
    made = native_settings(settings, source_lang=source_lang, target_lang=target_lang, model=model)
    if isinstance(source, (str, os.PathLike)):
        found = _native.pair_folders(os.fspath(source), os.fspath(target or source), by, min_score, made)
    else:
        found = _native.pair_files([os.fspath(p) for p in source], by, min_score, made)
    return PairedDocuments(*found)
