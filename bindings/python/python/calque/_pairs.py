"""Pairs of sentences: checked or their words linked, as a stream."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, Sequence, Union

from . import _native
from ._errors import InputError
from ._findings import Finding, Severity, card_of, finding_of
from ._settings import SettingsLike, native_settings, paths

#: What may stand for a pair: ``(source, target)``, ``(id, source, target)``, or a mapping with ``source``,
#: ``target``, and if wanted ``id``, ``source_lang``, ``target_lang`` (a row of pandas or ``datasets``, say).
PairLike = Union[tuple[str, str], tuple[Any, str, str], Mapping[str, Any]]

#: How many pairs are handed to the engine at once.
BATCH = 256


@dataclass(frozen=True)
class CheckedPair:
    """A pair and what was found in it. Spans count the code points of ``source`` and ``target`` as they were given.

    Attributes:
        id: Its id; its number in the stream, from 1, where it has none.
        score: 1 = surely a faithful translation, 0 = surely not; ``None`` where no model knows the languages.
        findings: What is to correct first.
        suppressed: Findings that somebody dismissed.
    """

    id: Any
    source: str
    target: str
    score: Union[float, None]
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    _json: str

    def json(self) -> str:
        """The line that ``calque check --pairs`` writes of it."""
        return self._json

    def __repr__(self) -> str:
        score = "?" if self.score is None else f"{self.score:.2f}"
        return f"CheckedPair({self.id!r}, score {score}, {len(self.findings)} findings)"

    def _repr_html_(self) -> str:
        import html

        items = "".join(f"<li>{card_of(f)}</li>" for f in self.findings)
        sides = "<br>".join(html.escape(text) for text in (self.source, self.target))
        return f"<div><blockquote>{sides}</blockquote><ol>{items}</ol></div>"


@dataclass(frozen=True)
class Link:
    """A word of the source and one of the target of which one renders the other.

    Attributes:
        prob: The probability of the link.
        lexical: How well the model knows the two as translations.
    """

    source: int
    target: int
    prob: float
    lexical: float


@dataclass(frozen=True)
class LinkedWords:
    """The words of a pair and their links, as indices into ``source`` and ``target``.

    Attributes:
        source_support: By word, how surely the other side renders it.
        target_support: The same of the other side.
    """

    id: Any
    source: tuple[str, ...]
    target: tuple[str, ...]
    links: tuple[Link, ...]
    source_support: tuple[float, ...]
    target_support: tuple[float, ...]
    _json: str

    def json(self) -> str:
        """The line that ``calque words -f json`` writes of it."""
        return self._json

    def pharaoh(self) -> str:
        """``0-0 1-2``, as word aligners exchange links."""
        return " ".join(f"{link.source}-{link.target}" for link in self.links)

    def words(self) -> list[tuple[str, str]]:
        """The linked words themselves."""
        return [(self.source[link.source], self.target[link.target]) for link in self.links]

    def __repr__(self) -> str:
        return f"LinkedWords({len(self.source)} × {len(self.target)} words, {len(self.links)} links)"

    def _repr_html_(self) -> str:
        import html

        rows = "".join(
            f"<tr><td>{html.escape(s)}</td><td>{html.escape(t)}</td><td>{link.prob:.2f}</td></tr>"
            for link, (s, t) in zip(self.links, self.words())
        )
        return f"<table><tr><th>source</th><th>target</th><th>probability</th></tr>{rows}</table>"


def check_pairs(
    pairs: Iterable[PairLike],
    *,
    source_lang: Union[str, None] = None,
    target_lang: Union[str, None] = None,
    preset: Union[Literal["news", "strict", "form"], None] = None,
    min_severity: Union[Severity, None] = None,
    min_confidence: Union[float, None] = None,
    glossary: Union[str, "os.PathLike[str]", Sequence[Any], None] = None,
    suppress: Union[str, "os.PathLike[str]", Sequence[Any], None] = None,
    baseline: Union[str, "os.PathLike[str]", Sequence[Any], None] = None,
    model: Union[str, "os.PathLike[str]", None] = None,
    ui_lang: Union[Literal["en", "fr"], None] = None,
    batch: int = BATCH,
    settings: SettingsLike = None,
) -> Iterator[CheckedPair]:
    """Checks a stream of pairs, each by itself; gives them back in order, as they are done.

    ``pairs`` is read ``batch`` pairs at a time and never held as a whole, so it may be endless. A run of pairs that
    seem unrelated is held back until it ends (512 at most), because it may be shifted as a whole. Other arguments are
    those of :func:`check`.

    Raises:
        InputError: What stands for a pair is none, when it is reached.
    """
    made = native_settings(
        settings,
        source_lang=source_lang,
        target_lang=target_lang,
        check__preset=preset,
        check__min_severity=min_severity,
        check__min_confidence=min_confidence,
        glossary=paths(glossary),
        suppress=paths(suppress),
        baseline=paths(baseline),
        model=model,
        ui_lang=ui_lang,
    )
    return _checked(_native.PairChecker(made), pair_tuples(pairs), max(1, batch))


def _checked(
    checker: _native.PairChecker, pairs: Iterator[_native.PairTuple], batch: int
) -> Iterator[CheckedPair]:
    # Python's own pieces of the last batch: the lines do not need the texts, but whoever reads them does.
    while some := list(islice(pairs, batch)):
        for line in checker.push(some):
            yield _pair_of(line)
    for line in checker.finish():
        yield _pair_of(line)


def _pair_of(line: str) -> CheckedPair:
    record = json.loads(line)
    return CheckedPair(
        id=record["id"],
        source=record["source"]["text"],
        target=record["target"]["text"],
        score=record["score"],
        findings=tuple(finding_of(f) for f in record["findings"]),
        suppressed=tuple(finding_of(f) for f in record.get("suppressed", ())),
        _json=line.rstrip("\n"),
    )


def words(
    pairs: Iterable[PairLike],
    *,
    tokenized: bool = False,
    source_lang: Union[str, None] = None,
    target_lang: Union[str, None] = None,
    model: Union[str, "os.PathLike[str]", None] = None,
    batch: int = BATCH,
    settings: SettingsLike = None,
) -> Iterator[LinkedWords]:
    """Links the words of a stream of pairs; gives them back in order, as they are done.

    With ``tokenized``, words are what stands between single spaces.
    """
    made = native_settings(settings, source_lang=source_lang, target_lang=target_lang, model=model)
    return _linked(pair_tuples(pairs), tokenized, max(1, batch), made)


def _linked(
    pairs: Iterator[_native.PairTuple], tokenized: bool, batch: int, settings: _native.Settings
) -> Iterator[LinkedWords]:
    while some := list(islice(pairs, batch)):
        for line in _native.words(some, tokenized, settings):
            record = json.loads(line)
            yield LinkedWords(
                id=record["id"],
                source=tuple(record["source"]),
                target=tuple(record["target"]),
                links=tuple(Link(n["source"], n["target"], n["prob"], n["lexical"]) for n in record["links"]),
                source_support=tuple(record["source_support"]),
                target_support=tuple(record["target_support"]),
                _json=line.rstrip("\n"),
            )


def pair_tuples(pairs: Iterable[PairLike]) -> Iterator[_native.PairTuple]:
    """Pairs as the engine takes them: id as JSON, texts, languages."""
    if isinstance(pairs, (str, bytes, Mapping)):
        what = f"a {type(pairs).__name__} is no iterable of pairs"
        raise InputError(what, "give pairs one by one: [(source, target), ...]")
    return map(_tuple_of, pairs, _numbers())


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number


def _tuple_of(pair: PairLike, number: int) -> _native.PairTuple:
    identity: Any = number
    source_lang = target_lang = None
    if isinstance(pair, Mapping):
        source, target = pair.get("source"), pair.get("target")
        identity = pair.get("id", number)
        source_lang, target_lang = pair.get("source_lang"), pair.get("target_lang")
    elif isinstance(pair, (tuple, list)) and len(pair) == 2:
        source, target = pair
    elif isinstance(pair, (tuple, list)) and len(pair) == 3:
        identity, source, target = pair
    else:
        raise _no_pair(number, f"is a {type(pair).__name__}")
    if not isinstance(source, str) or not isinstance(target, str):
        raise _no_pair(number, "has no `source` and `target` that are text")
    return (_id(identity), source, target, source_lang, target_lang)


def _id(identity: Any) -> str:
    try:
        return json.dumps(identity, ensure_ascii=False)
    except (TypeError, ValueError):
        return json.dumps(str(identity), ensure_ascii=False)


def _no_pair(number: int, what: str) -> InputError:
    help = "give (source, target), (id, source, target), or a mapping with `source` and `target`"
    return InputError(f"pair {number} {what}", help)
