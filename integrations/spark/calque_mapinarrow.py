"""Pairs in Parquet to judged pairs in Parquet, on Spark, by the Python package in place of a second process.

    spark-submit integrations/spark/calque_mapinarrow.py pairs.parquet judged.parquet

Each row has `source` and `target`; all other columns are passed on. Batches go from Spark to Python as Arrow, and to
the engine as they are (`DataFrame.mapInArrow`). Executors need the wheel of Calque and pyarrow: installed there, or sent
along (`--archives` with a packed environment). `calque_spark.py` beside it does the same with the binary alone.
"""

import argparse

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema


def judged(rows: DataFrame, **options) -> DataFrame:
    """The rows with what Calque says of each: `keep`, `quality`, `rejected_by` and so on.

    `options` are those of `calque.judge_batches`, such as `preset="strict"` or `fidelity=True`.
    """
    import calque

    # Spark wants the columns beforehand: those of the answer to a table without rows.
    empty = to_arrow_schema(rows.schema).empty_table()
    schema = from_arrow_schema(calque.judge_table(empty, **options).schema)

    def judge(batches):
        import calque

        yield from calque.judge_batches(batches, **options)

    return rows.mapInArrow(judge, schema)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="Parquet with the columns source and target")
    parser.add_argument("output", help="Parquet that is written")
    parser.add_argument("--preset", default="normal", help="strict, normal, loose or none")
    parser.add_argument("--fidelity", action="store_true", help="also check each pair with all rules; slower")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("calque").getOrCreate()
    rows = spark.read.parquet(args.input)
    judged(rows, preset=args.preset, fidelity=args.fidelity).write.mode("overwrite").parquet(args.output)
    print(f"{spark.read.parquet(args.output).where('keep').count()} pairs kept")
    spark.stop()


if __name__ == "__main__":
    main()
