"""Runs `calque_mapinarrow` on two local workers and compares its rows with those of one process.

    python integrations/spark/test_calque_mapinarrow.py

Needs Java 17, pyspark, pyarrow, and the wheel of Calque.
"""

import pyarrow as pa
from pyspark.sql import SparkSession

import calque
import calque_mapinarrow

NOISE = [(None, "x"), ("", ""), ("Click here | Home", "Click here | Home")]


def main():
    pairs = [(f"The bridge opened in {year}.", f"Le pont a ouvert en {year + year % 2}.") for year in range(1900, 2400)]
    rows = [{"n": n, "source": s, "target": t} for n, (s, t) in enumerate([*pairs, *NOISE])]
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    frame = spark.createDataFrame(rows, "n long, source string, target string").repartition(7)
    found = sorted(calque_mapinarrow.judged(frame, fidelity=True).collect(), key=lambda row: row.n)
    schema = pa.schema([("n", pa.int64()), ("source", pa.string()), ("target", pa.string())])
    alone = calque.judge_table(pa.Table.from_pylist(rows, schema=schema), fidelity=True).to_pylist()
    assert len(found) == len(alone) == len(rows)
    for row, one in zip(found, alone):
        assert row.asDict(recursive=True) == one, (row, one)
    # Years that differ are findings; what is no pair is an error in its row, not of the job.
    assert found[1].findings and not found[0].findings and found[500].error.remedy
    spark.stop()
    print(f"{len(found)} rows, the same as in one process")


if __name__ == "__main__":
    main()
