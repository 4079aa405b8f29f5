"""What a check finds: findings, the words they are about, beads and segments."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union

Severity = Literal["critical", "major", "minor", "info"]
Tier = Literal["to-correct", "to-check"]

#: Signs and colours of severities, for people.
SIGNS: dict[str, str] = {"critical": "●", "major": "▲", "minor": "◆", "info": "○"}
COLOURS: dict[str, str] = {"critical": "#b3261e", "major": "#b25b00", "minor": "#6b6a00", "info": "#4a6a8a"}


@dataclass(frozen=True)
class Span:
    """Words of a text: ``text_of_that_side[start:end]``. ``start == end`` marks where words are missing."""

    start: int
    end: int
    text: str

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def slice(self) -> slice:
        """For ``text[span.slice]``."""
        return slice(self.start, self.end)


@dataclass(frozen=True)
class Dismissal:
    """Why a finding was set apart: by a ``comment`` in a text, or a line of a ``file``."""

    kind: str
    place: str
    reason: Union[str, None]
    who: Union[str, None]
    date: Union[str, None]


@dataclass(frozen=True)
class Finding:
    """Something that the translation says differently.

    Attributes:
        id: Stays the same while its words and segments do; for lists of dismissed findings.
        rule: The rule that made it; ``calque explain RULE`` tells more.
        category: MQM category, such as ``number`` or ``omission``.
        severity: How grave it is.
        tier: ``to-correct`` where it is sure, ``to-check`` where it is not, ``None`` of a remark.
        confidence: The probability that a person would agree.
        bead: Index of the bead; ``None`` for a finding about a whole text, and in single pairs.
        source: Its words in the original.
        target: Its words in the translation.
        message: A sentence for the reader.
        evidence: Values and words behind it.
        suggestion: What the translation might say instead.
        repeats: In how many other places the same was found.
        mqm: The category as a path of the MQM typology.
        its: The category as an ITS 2.0 type.
        dismissal: Why it was set apart; ``None`` of a finding that stands.
    """

    id: str
    rule: str
    category: str
    severity: Severity
    tier: Union[Tier, None]
    confidence: float
    bead: Union[int, None]
    source: Union[Span, None]
    target: Union[Span, None]
    message: str
    evidence: tuple[str, ...]
    suggestion: Union[str, None]
    repeats: int
    mqm: str
    its: str
    dismissal: Union[Dismissal, None] = None

    def __repr__(self) -> str:
        source = self.source.text if self.source else None
        target = self.target.text if self.target else None
        return f"Finding({self.severity} {self.category} {self.confidence:.2f}: {source!r} → {target!r})"

    def _repr_html_(self) -> str:
        return f"<div>{card_of(self)}</div>"


def card_of(finding: Finding) -> str:
    """A finding as one item of a card."""
    colour = COLOURS[finding.severity]
    words = [_words(span) for span in (finding.source, finding.target) if span is not None]
    label = f"{SIGNS[finding.severity]} {finding.severity} · {finding.category}"
    said = f"<br><i>Perhaps:</i> {html.escape(finding.suggestion)}" if finding.suggestion else ""
    return (
        f"<span style='color:{colour};font-weight:600'>{html.escape(label)}</span> "
        f"<small title='probability that a reader agrees'>{finding.confidence:.0%}</small> "
        f"{' → '.join(words)}<br>{html.escape(finding.message)}{said}"
    )


def _words(span: Span) -> str:
    text = span.text if len(span.text) <= 80 else span.text[:79] + "…"
    return f"<mark>{html.escape(text)}</mark>" if text else "<i>nothing</i>"


def span_of(record: Union[Mapping[str, Any], None]) -> Union[Span, None]:
    """A span from JSON."""
    return None if record is None else Span(record["start"], record["end"], record["text"])


def finding_of(record: Mapping[str, Any]) -> Finding:
    """A finding from JSON."""
    by = record.get("suppression")
    return Finding(
        id=record["id"],
        rule=record["rule"],
        category=record["category"],
        severity=record["severity"],
        tier=record["tier"],
        confidence=record["confidence"],
        bead=record["bead"],
        source=span_of(record["source"]),
        target=span_of(record["target"]),
        message=record["message"],
        evidence=tuple(record["evidence"]),
        suggestion=record["suggestion"],
        repeats=record.get("repeats", 0),
        mqm=record["mqm"],
        its=record["its"],
        dismissal=None if by is None else Dismissal(by["kind"], by["place"], by["reason"], by["who"], by["date"]),
    )
