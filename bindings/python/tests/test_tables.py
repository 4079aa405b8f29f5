"""Tables of pyarrow, in and out."""

import json

import calque
import pytest

pa = pytest.importorskip("pyarrow")

ROWS = {
    "id": ["a", "b", None],
    "source": ["The bridge opened in 1932.", None, "Nobody was hurt."],
    "target": ["Le pont a ouvert en 1923.", "x", "Personne n’a été blessé."],
    "when": pa.array([1, 2, None], pa.timestamp("us")),
}


def test_rows_are_judged_and_other_columns_passed_on():
    table = pa.table(ROWS)
    judged = calque.judge_table(table, fidelity=True)
    assert judged.num_rows == 3 and judged["when"] == table["when"]
    assert judged["keep"].to_pylist()[1] is None and judged["error"].to_pylist()[1]["remedy"]
    assert judged["fidelity"].to_pylist()[0] < judged["fidelity"].to_pylist()[2]
    assert judged["findings"].to_pylist()[0][0]["target"] == [20, 24]
    (line,) = calque.filters([("a", ROWS["source"][0], ROWS["target"][0])])
    assert judged["quality"].to_pylist()[0] == line.quality


def test_the_same_as_the_pipe(calque_command, tmp_path):
    table = pa.table({name: ROWS[name] for name in ("id", "source", "target")})
    lines = "".join(json.dumps(row) + "\n" for row in table.to_pylist())
    answers = [json.loads(line) for line in calque_command("pipe", "--annotate", input=lines).splitlines()]
    judged = calque.judge_table(table, annotate=True).to_pylist()
    for answer, row in zip(answers, judged, strict=True):
        assert {name: row[name] for name in answer} == answer


def test_batches_stream_and_empty_tables_keep_their_columns():
    batch = pa.table(ROWS).to_batches()[0]
    read = 0

    def batches():
        nonlocal read
        while True:
            read += 1
            yield batch

    judged = calque.judge_batches(batches())
    assert next(judged).num_rows == 3 and next(judged).num_rows == 3 and read <= 3
    empty = calque.judge_table(pa.table(ROWS).slice(0, 0))
    assert empty.num_rows == 0 and {"keep", "quality", "when"} <= set(empty.column_names)


def test_documents_are_aligned(news):
    texts = {lang: (news / f"dam.{lang}.txt").read_text(encoding="utf-8") for lang in ("en", "fr")}
    table = pa.table({"id": [7], "source": [texts["en"]], "target": [texts["fr"]]})
    (row,) = calque.judge_table(table, documents=True).to_pylist()
    assert row["id"] == 7 and len(row["pairs"]) > 10 and row["pairs"][0]["source"]


def test_what_exports_arrow_is_taken():
    class Exported:
        def __arrow_c_stream__(self, requested_schema=None):
            return pa.table(ROWS).__arrow_c_stream__(requested_schema)

    assert calque.judge_table(Exported()).num_rows == 3
    assert calque.judge_table(pa.table(ROWS).to_reader()).num_rows == 3
    with pytest.raises(calque.InputError, match="pyarrow.Table"):
        calque.judge_table([1])
    wrong = calque.judge_table(pa.table({"source": ["a"]}))
    assert "target" in wrong["error"].to_pylist()[0]["why"]


def test_findings_and_beads_become_tables(news):
    report = calque.check(news / "dam.en.txt", news / "dam.fr.txt")
    table = report.to_arrow()
    assert table.num_rows == len(report) and table["source"].type.num_fields == 3
    beads = calque.align(news / "dam.en.txt", news / "dam.fr.txt")
    assert beads.to_arrow()["bead"].to_pylist() == [bead.shape for bead in beads]
