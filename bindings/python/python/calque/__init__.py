"""Checks translations against their originals, sentence by sentence, and builds parallel corpora.

>>> import calque
>>> report = calque.check(
...     "The dam was built in 1975. Nobody was hurt.",
...     "Le barrage a été construit en 1957. Personne n’a été blessé.",
... )
>>> [(f.source.text, f.target.text) for f in report]
[('1975', '1957')]

A ``str`` is a text; a ``pathlib.Path`` is a file of any format that Calque reads. Spans are indices of Python
strings: ``text[span.start:span.end]``. Everything that works for long releases the GIL, and what is read from an
iterable is given back as an iterator. What cannot be done is a :class:`CalqueError` with a ``remedy``.
"""

from ._align import (
    Alignment,
    Bead,
    BeadSide,
    Change,
    FilePair,
    PairedDocuments,
    Revision,
    Sentence,
    align,
    diff,
    pair_documents,
    segment,
)
from ._corpora import FilterInfo, Judged, dedup, filter_names, filters
from ._errors import CalqueError, InputError, ModelError, SettingsError, TextsError
from ._findings import Dismissal, Finding, Span
from ._native import __version__
from ._pairs import CheckedPair, Link, LinkedWords, PairLike, check_pairs, words
from ._report import CheckedBead, Report, Segment, Side, Summary, check
from ._settings import SettingsLike
from ._tables import judge_batches, judge_table
from ._texts import Block, Document, TextLike, read

__all__ = [
    "Alignment",
    "Bead",
    "BeadSide",
    "Block",
    "CalqueError",
    "Change",
    "CheckedBead",
    "CheckedPair",
    "Dismissal",
    "Document",
    "FilePair",
    "FilterInfo",
    "Finding",
    "InputError",
    "Judged",
    "Link",
    "LinkedWords",
    "ModelError",
    "PairLike",
    "PairedDocuments",
    "Report",
    "Revision",
    "Segment",
    "Sentence",
    "SettingsError",
    "SettingsLike",
    "Side",
    "Span",
    "Summary",
    "TextLike",
    "TextsError",
    "__version__",
    "align",
    "check",
    "check_pairs",
    "dedup",
    "diff",
    "filter_names",
    "filters",
    "judge_batches",
    "judge_table",
    "pair_documents",
    "read",
    "segment",
    "words",
]
