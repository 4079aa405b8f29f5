"""Checking two texts: :func:`check` and its :class:`Report`."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Sequence, Union

from . import _native
from ._findings import Finding, Severity, Span, card_of, finding_of, span_of
from ._settings import SettingsLike, native_settings, paths
from ._texts import TextLike, native_text

if TYPE_CHECKING:
    import pyarrow as pa

#: How many findings a card shows.
SHOWN = 20


@dataclass(frozen=True)
class Segment:
    """A sentence, heading, list item or the like: ``text[start:end]`` of its side."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Side:
    """One of the two texts of a report. Spans of this side count the code points of ``text``."""

    name: str
    lang: str
    text: str
    segments: tuple[Segment, ...]

    def __repr__(self) -> str:
        return f"Side({self.name!r}, {self.lang}, {len(self.segments)} segments)"


@dataclass(frozen=True)
class CheckedBead:
    """Segments that belong together, or stand alone.

    Attributes:
        source: The words of the original; ``None`` where it has none.
        target: The words of the translation; ``None`` where it has none.
        score: The probability that the pairing is right.
        fidelity: 1 = surely a faithful translation, 0 = surely not; ``None`` of a bead with one side.
        findings: Indices into the findings of the report.
    """

    index: int
    source: Union[Span, None]
    target: Union[Span, None]
    score: float
    fidelity: Union[float, None]
    findings: tuple[int, ...]


@dataclass(frozen=True)
class Summary:
    """The counts of a report; see the same names in ``docs/report-json.md``."""

    findings: int
    to_correct: int
    to_check: int
    critical: int
    major: int
    minor: int
    info: int
    suppressed: int
    pairs: int
    source_segments: int
    source_unpaired: int
    target_segments: int
    target_unpaired: int
    alignment: float
    source_words: int
    penalty: int
    penalty_per_100_words: Union[float, None]


class Report:
    """What a check found. Findings are in order: what is to correct first, then by severity and confidence.

    It is iterated over its findings, has their number as length, and shows itself as a card in notebooks.
    """

    def __init__(self, native: _native.Report) -> None:
        self._native = native

    @cached_property
    def _tree(self) -> Mapping[str, Any]:
        tree: Mapping[str, Any] = json.loads(self.json())
        return tree

    def json(self) -> str:
        """The report as ``calque check --format json`` writes it, to the letter."""
        return self._native.render("json")

    def render(
        self,
        format: Literal["terminal", "json", "jsonl", "html", "markdown", "sarif", "junit", "xliff", "csv"],
        *,
        width: int = 100,
        color: bool = False,
        all: bool = False,
        worst_first: Union[bool, None] = None,
    ) -> str:
        """The report in a format of ``calque check``."""
        first = not (all or format == "html") if worst_first is None else worst_first
        return self._native.render(format, width=width, color=color, all=all, worst_first=first)

    def baseline(self) -> str:
        """The findings as lines for a baseline, which later checks leave out."""
        return self._native.baseline()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings."""
        return tuple(finding_of(f) for f in self._tree["findings"])

    @cached_property
    def suppressed(self) -> tuple[Finding, ...]:
        """Findings that somebody dismissed; nothing else counts them."""
        return tuple(finding_of(f) for f in self._tree["suppressed"])

    @cached_property
    def beads(self) -> tuple[CheckedBead, ...]:
        """Which segments belong together, in the order of the text."""
        return tuple(
            CheckedBead(
                b["index"], span_of(b["source"]), span_of(b["target"]), b["score"], b["fidelity"], tuple(b["findings"])
            )
            for b in self._tree["beads"]
        )

    @cached_property
    def source(self) -> Side:
        """The original."""
        return _side(self._tree["source"])

    @cached_property
    def target(self) -> Side:
        """The translation."""
        return _side(self._tree["target"])

    @cached_property
    def summary(self) -> Summary:
        """The counts."""
        given = self._tree["summary"]
        return Summary(**{name: given[name] for name in Summary.__dataclass_fields__})

    @property
    def warnings(self) -> tuple[str, ...]:
        """What reading the texts gave to say."""
        return tuple(self._tree["meta"]["warnings"])

    def to_arrow(self) -> pa.Table:
        """The findings as a table of pyarrow, one row each (needs pyarrow)."""
        from ._tables import table_of_findings

        return table_of_findings(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __bool__(self) -> bool:
        """A report is always true, so that ``if report:`` does not mean "has findings"."""
        return True

    def __repr__(self) -> str:
        s = self.summary
        return (
            f"Report({self.source.name!r} → {self.target.name!r}: {s.to_correct} to correct, {s.to_check} to check, "
            f"{s.pairs} pairs)"
        )

    def _repr_html_(self) -> str:
        """The card of the report: names, verdict, and the weightiest findings."""
        s, esc = self.summary, html.escape
        verdict = f"{s.to_correct} to correct, {s.to_check} to check" if s.findings else "Nothing was flagged"
        unpaired = s.source_unpaired + s.target_unpaired
        facts = f"{s.pairs} pairs, {unpaired} segments without a counterpart, alignment {s.alignment:.0%}"
        items = "".join(f"<li style='margin:.5em 0'>{card_of(f)}</li>" for f in self.findings[:SHOWN])
        more = len(self.findings) - SHOWN
        rest = f"<p><small>and {more} more: <code>report.findings</code></small></p>" if more > 0 else ""
        return (
            "<div style='border:1px solid rgba(128,128,128,.4);border-radius:8px;padding:.8em 1em;max-width:60em'>"
            f"<div><b>{esc(self.source.name)}</b> → <b>{esc(self.target.name)}</b></div>"
            f"<div style='font-size:1.15em;margin:.3em 0'>{esc(verdict)}</div>"
            f"<div><small>{esc(facts)}</small></div>"
            f"<ol style='padding-left:1.4em;margin:.5em 0 0'>{items}</ol>{rest}</div>"
        )


def _side(record: Mapping[str, Any]) -> Side:
    segments = tuple(Segment(s["start"], s["end"], s["kind"]) for s in record["segments"])
    return Side(record["name"], record["lang"], record["text"], segments)


def check(
    source: TextLike,
    target: TextLike,
    *,
    source_lang: Union[str, None] = None,
    target_lang: Union[str, None] = None,
    preset: Union[Literal["news", "strict", "form"], None] = None,
    min_severity: Union[Severity, None] = None,
    min_confidence: Union[float, None] = None,
    allow_unrelated: bool = False,
    glossary: Union[str, "os.PathLike[str]", Sequence[Any], None] = None,
    suppress: Union[str, "os.PathLike[str]", Sequence[Any], None] = None,
    baseline: Union[str, "os.PathLike[str]", Sequence[Any], None] = None,
    model: Union[str, "os.PathLike[str]", None] = None,
    ui_lang: Union[Literal["en", "fr"], None] = None,
    settings: SettingsLike = None,
) -> Report:
    """Checks a translation against its original.

    Args:
        source: The original: text as ``str``, a file as ``pathlib.Path``, or a :class:`Document`.
        target: Its translation, likewise.
        source_lang: The language of the original, such as ``en``; found out if absent.
        target_lang: The language of the translation.
        preset: ``news`` (few flags), ``strict`` (more), ``form`` (also spacing, capitals and the like).
        min_severity: Leave out what is milder.
        min_confidence: Leave out what is less sure, in [0, 1].
        allow_unrelated: Also check texts that do not seem to be translations of each other.
        glossary: Files of terms, in TBX or TSV.
        suppress: Files of dismissed findings.
        baseline: Files of known findings, as :meth:`Report.baseline` makes them.
        model: A model file; the embedded French-English one if absent.
        ui_lang: The language of messages.
        settings: The path of a ``calque.toml`` or a mapping with its keys; arguments win over it.

    Raises:
        InputError: A text cannot be read.
        TextsError: The texts do not belong together.
        SettingsError: An argument does not fit.
    """
    made = native_settings(
        settings,
        source_lang=source_lang,
        target_lang=target_lang,
        check__preset=preset,
        check__min_severity=min_severity,
        check__min_confidence=min_confidence,
        align__refuse_unrelated=False if allow_unrelated else None,
        glossary=paths(glossary),
        suppress=paths(suppress),
        baseline=paths(baseline),
        model=model,
        ui_lang=ui_lang,
    )
    return Report(_native.check(native_text(source, "source", made), native_text(target, "target", made), made))
