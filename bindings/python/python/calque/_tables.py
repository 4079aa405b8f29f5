"""Tables of pyarrow: judged as ``calque pipe`` judges records, and made of findings and beads. Needs pyarrow.

Between Python and the engine a table goes as an Arrow stream in memory: columns that are passed on are not decoded,
and what comes back is read where it lies.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Union

from . import _native
from ._corpora import Preset
from ._errors import InputError
from ._settings import SettingsLike, native_settings

if TYPE_CHECKING:
    import pyarrow as pa

    from ._align import Bead
    from ._findings import Finding

#: Rows that are handed to the engine at once.
ROWS = 1024


def judge_table(
    table: Any,
    *,
    documents: bool = False,
    preset: Preset = "normal",
    thresholds: Union[Mapping[str, Union[float, None]], None] = None,
    repair: bool = True,
    annotate: bool = False,
    fidelity: bool = False,
    source_lang: Union[str, None] = None,
    target_lang: Union[str, None] = None,
    model: Union[str, "os.PathLike[str]", None] = None,
    settings: SettingsLike = None,
) -> pa.Table:
    """Judges the rows of a table, which has columns ``source`` and ``target``; gives it back with what was found.

    ``table`` is a ``pyarrow.Table``, or anything that exports Arrow streams (a DataFrame of polars or pandas 2.2, a
    relation of DuckDB). The columns are those of ``calque pipe``; all others are passed on as they are. With
    ``documents``, texts are whole documents: they are aligned, and the pairs are a column ``pairs``.

    See :func:`calque.filters` for the other arguments.
    """
    pa = _pyarrow()
    reader = _reader(table)
    judged = judge_batches(
        reader,
        schema=reader.schema,
        documents=documents,
        preset=preset,
        thresholds=thresholds,
        repair=repair,
        annotate=annotate,
        fidelity=fidelity,
        source_lang=source_lang,
        target_lang=target_lang,
        model=model,
        settings=settings,
    )
    return pa.Table.from_batches(list(judged)) if reader.schema is not None else pa.table({})


def judge_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    schema: Union[pa.Schema, None] = None,
    documents: bool = False,
    preset: Preset = "normal",
    thresholds: Union[Mapping[str, Union[float, None]], None] = None,
    repair: bool = True,
    annotate: bool = False,
    fidelity: bool = False,
    source_lang: Union[str, None] = None,
    target_lang: Union[str, None] = None,
    model: Union[str, "os.PathLike[str]", None] = None,
    settings: SettingsLike = None,
) -> Iterator[pa.RecordBatch]:
    """Judges a stream of batches, such as Spark's ``mapInArrow`` hands over; one batch is in memory at a time.

    With ``schema``, a stream without rows gives one batch without rows, so that its columns are known.
    """
    made = native_settings(settings, source_lang=source_lang, target_lang=target_lang, model=model)
    changes = [f"{name}={'off' if value is None else value}" for name, value in (thresholds or {}).items()]
    screen = _native.Screen(
        made, preset, changes, repair=repair, annotate=annotate, fidelity=fidelity, documents=documents
    )
    return _batches(screen, batches, schema)


def _batches(
    screen: _native.Screen, batches: Iterable[pa.RecordBatch], schema: Union[pa.Schema, None]
) -> Iterator[pa.RecordBatch]:
    pa = _pyarrow()
    empty = True
    for batch in batches:
        for start in range(0, batch.num_rows, ROWS):
            empty = False
            yield from _answered(screen, batch.schema, [batch.slice(start, ROWS)]).to_batches()
    if empty and schema is not None:
        answered = _answered(screen, schema, [])
        yield pa.RecordBatch.from_pylist([], schema=answered.schema)


def _answered(screen: _native.Screen, schema: pa.Schema, batches: list[pa.RecordBatch]) -> pa.Table:
    pa = _pyarrow()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return pa.ipc.open_stream(screen.answer_table(sink.getvalue().to_pybytes())).read_all()


def _reader(table: Any) -> Any:
    pa = _pyarrow()
    if isinstance(table, pa.RecordBatchReader):
        return table
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    if isinstance(table, pa.Table):
        return table.to_reader()
    if hasattr(table, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(table)
    if hasattr(table, "columns") and hasattr(table, "iloc"):
        return pa.Table.from_pandas(table, preserve_index=False).to_reader()
    what = f"a {type(table).__name__} is no table"
    raise InputError(what, "give a pyarrow.Table, or what exports Arrow streams (__arrow_c_stream__)")


def table_of_findings(findings: Iterable[Finding]) -> pa.Table:
    """Findings as a table, one row each."""
    pa = _pyarrow()
    span = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
    schema = pa.schema(
        [
            ("id", pa.string()),
            ("rule", pa.string()),
            ("category", pa.string()),
            ("severity", pa.string()),
            ("tier", pa.string()),
            ("confidence", pa.float64()),
            ("bead", pa.int64()),
            ("source", span),
            ("target", span),
            ("message", pa.string()),
            ("suggestion", pa.string()),
        ]
    )
    plain = ("id", "rule", "category", "severity", "tier", "confidence", "bead", "message", "suggestion")
    rows = []
    for finding in findings:
        row: dict[str, Any] = {name: getattr(finding, name) for name in plain}
        for name, words in (("source", finding.source), ("target", finding.target)):
            row[name] = None if words is None else {"start": words.start, "end": words.end, "text": words.text}
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=schema)


def table_of_beads(beads: Iterable[Bead]) -> pa.Table:
    """Beads as a table: source, target, score, bead."""
    pa = _pyarrow()
    schema = pa.schema(
        [("source", pa.string()), ("target", pa.string()), ("score", pa.float64()), ("bead", pa.string())]
    )
    rows = [{"source": b.source.text, "target": b.target.text, "score": b.score, "bead": b.shape} for b in beads]
    return pa.Table.from_pylist(rows, schema=schema)


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.ipc
    except ImportError as error:
        raise InputError("tables need pyarrow", "pip install 'calque[arrow]'") from error
    return pyarrow
