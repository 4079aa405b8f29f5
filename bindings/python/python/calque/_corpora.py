"""Corpora: pairs filtered, copies dropped."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, TypeVar, Union

from . import _native
from ._errors import SettingsError
from ._pairs import BATCH, PairLike, pair_tuples
from ._settings import SettingsLike, native_settings

Preset = Literal["strict", "normal", "loose", "none"]
P = TypeVar("P")


@dataclass(frozen=True)
class Judged:
    """A pair and what the filters say of it.

    Attributes:
        source, target: The texts, repaired.
        keep: Whether no filter rejects it.
        quality: One number for the whole, in [0, 1].
        rejected_by: The filters that reject it; the first only, unless all were asked for.
        repaired: What was repaired: ``mojibake``, ``entities``, ``spaces``, ``quotes``.
        scores: With ``annotate``: the score of each filter that ran.
        fidelity: With ``fidelity``: how faithful it is; else ``None``.
    """

    id: Any
    source: str
    target: str
    keep: bool
    quality: float
    rejected_by: tuple[str, ...]
    repaired: tuple[str, ...]
    scores: dict[str, float]
    fidelity: Union[float, None]
    _json: str

    def json(self) -> str:
        """The line that ``calque pipe`` answers."""
        return self._json

    def __repr__(self) -> str:
        verdict = "kept" if self.keep else "rejected by " + ", ".join(self.rejected_by)
        return f"Judged({self.id!r}, {verdict}, quality {self.quality:.2f})"


@dataclass(frozen=True)
class FilterInfo:
    """A filter: pairs stay whose score is ``accept`` (``at-least`` or ``at-most``) the ``threshold``."""

    name: str
    summary: str
    accept: str
    threshold: Union[float, None]


def filter_names(preset: Preset = "normal") -> tuple[FilterInfo, ...]:
    """All filters, with the thresholds of a preset; ``None`` where a filter does not run there."""
    return tuple(FilterInfo(*f) for f in _native.filters(preset))


def filters(
    pairs: Iterable[PairLike],
    *,
    preset: Preset = "normal",
    thresholds: Union[Mapping[str, Union[float, None]], None] = None,
    repair: bool = True,
    annotate: bool = False,
    fidelity: bool = False,
    source_lang: Union[str, None] = None,
    target_lang: Union[str, None] = None,
    model: Union[str, "os.PathLike[str]", None] = None,
    batch: int = BATCH,
    settings: SettingsLike = None,
) -> Iterator[Judged]:
    """Judges a stream of pairs of a corpus by its filters; gives all back, in order, as they are done.

    Args:
        pairs: See :data:`calque.PairLike`.
        preset: A named set of thresholds.
        thresholds: Changes of it: ``{"ratio": 2.5, "numbers": None}``; ``None`` switches a filter off.
        repair: Whether to repair texts first.
        annotate: Run all filters, and give their scores.
        fidelity: Also check each pair with all rules; slower.
    """
    made = native_settings(settings, source_lang=source_lang, target_lang=target_lang, model=model)
    changes = [f"{name}={'off' if value is None else value}" for name, value in (thresholds or {}).items()]
    screen = _native.Screen(
        made, preset, changes, repair=repair, annotate=annotate, fidelity=fidelity, documents=False
    )
    return _judged(screen, pair_tuples(pairs), max(1, batch))


def _judged(screen: _native.Screen, pairs: Iterator[_native.PairTuple], batch: int) -> Iterator[Judged]:
    while some := list(islice(pairs, batch)):
        for line in screen.answer([_record(pair) for pair in some]):
            yield _judged_of(line)


def _record(pair: _native.PairTuple) -> str:
    identity, source, target, source_lang, target_lang = pair
    record: dict[str, Any] = {"id": json.loads(identity), "source": source, "target": target}
    if source_lang is not None:
        record["source_lang"] = source_lang
    if target_lang is not None:
        record["target_lang"] = target_lang
    return json.dumps(record, ensure_ascii=False)


def _judged_of(line: str) -> Judged:
    record = json.loads(line)
    if error := record.get("error"):
        raise SettingsError(f"pair {record['id']!r} {error['why']}", "leave it out, or give languages as codes")
    return Judged(
        id=record["id"],
        source=record["source"],
        target=record["target"],
        keep=record["keep"],
        quality=record["quality"],
        rejected_by=tuple(record["rejected_by"]),
        repaired=tuple(record["repaired"]),
        scores={k[len("filter_") :]: v for k, v in record.items() if k.startswith("filter_")},
        fidelity=record.get("fidelity"),
        _json=line,
    )


def dedup(
    pairs: Iterable[P],
    *,
    near: Union[float, None] = 0.8,
    exact: bool = False,
    by: Literal["pair", "source", "target"] = "pair",
    memory: int = 256 << 20,
) -> Iterator[P]:
    """Drops copies; gives back what stays, in order: of copies the one with the highest ``score``, else the first.

    What can be iterated twice (a list, a ``datasets.Dataset``) is iterated twice and not held; of an iterator the
    pairs are held in memory.

    Args:
        pairs: See :data:`calque.PairLike`; a mapping may have a ``score``.
        near: The least similarity (Jaccard, of words and word pairs) of copies; ``None``: equal but for case,
            accents and punctuation.
        exact: Only what is equal to the letter; ``near`` is left aside.
        by: What is compared.
        memory: Bytes that sorting may take; the rest is spilled to temporary files.
    """
    held: Iterable[P] = list(pairs) if iter(pairs) is pairs else pairs
    deduper = _native.Deduper(None if exact else near, exact, by, memory)
    tuples = zip(pair_tuples(held), map(_score, held))  # type: ignore[arg-type]
    while some := list(islice(tuples, 4 * BATCH)):
        deduper.push([(pair[1], pair[2], score) for pair, score in some])
    stays = iter(deduper.finish())
    return _kept(held, stays)


def _kept(pairs: Iterable[P], stays: Iterator[int]) -> Iterator[P]:
    following = next(stays, None)
    for number, pair in enumerate(pairs):
        if number == following:
            yield pair
            following = next(stays, None)


def _score(pair: Any) -> float:
    score = pair.get("score") if isinstance(pair, Mapping) else None
    try:
        return float(score) if score is not None else 0.0
    except (TypeError, ValueError):
        return 0.0
