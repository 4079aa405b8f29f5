"""Documents in Parquet or JSON lines to aligned and scored pairs in Parquet, on Spark.

    spark-submit integrations/spark/calque_spark.py documents.parquet pairs.out --calque /opt/calque

Each row of the input has two whole texts, `source` and `target`, and if wanted `id`, `source_lang` and
`target_lang`. Spark gives the rows to `calque pipe --documents` on every executor (RDD.pipe: nothing but
the binary has to be there), finds copies across all of them, and writes

    OUT/pairs     id, source, target, score, quality, bead, key: one row for each pair, without copies
    OUT/errors    id, why, remedy: one row for each row of the input that could not be used

The binary may lie on every node, or be sent along: `--files calque` and `--calque ./calque`.
"""

import argparse
import shlex

from pyspark import SparkFiles
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

#: What `calque pipe --documents` answers.
ANSWER = """
    id string,
    pairs array<struct<source: string, target: string, score: double, fidelity: double, bead: string,
                       quality: double, key: string>>,
    dropped long,
    error struct<why: string, remedy: string>
"""


def documents(spark: SparkSession, path: str, form: str):
    """The rows of the input as JSON, one text each."""
    if form == "parquet":
        rows = spark.read.parquet(path)
        names = [name for name in ("id", "source", "target", "source_lang", "target_lang") if name in rows.columns]
        # What is null is left out, so that it is missed and not taken for a text.
        return rows.select(F.to_json(F.struct(*names)).alias("value")).rdd.map(lambda row: row.value)
    # Spark takes a lone carriage return for the end of a line unless it is told not to.
    return spark.read.text(path, lineSep="\n").rdd.map(lambda row: row.value)


def answers(spark: SparkSession, lines, command: list) -> DataFrame:
    """What Calque says of each row. An executor that dies takes its rows with it to another."""
    said = lines.pipe(shlex.join(command), checkCode=True)
    return spark.read.json(said, schema=ANSWER)


def pairs(said: DataFrame) -> DataFrame:
    """One row for each pair; `n` is its place in the document."""
    each = said.where("error is null").select("id", F.posexplode("pairs").alias("n", "pair"))
    return each.select("id", "n", "pair.*")


def without_copies(rows: DataFrame) -> DataFrame:
    """The best of the pairs with the same key; of equals the first by document and place."""
    best = Window.partitionBy("key").orderBy(F.desc("quality"), F.desc("score"), "id", "n")
    return rows.withColumn("rank", F.row_number().over(best)).where("rank = 1").drop("rank")


def errors(said: DataFrame) -> DataFrame:
    """One row for each row of the input that could not be used."""
    return said.where("error is not null").select("id", "error.*")


def run(spark, source, output, calque, form="parquet", more=(), partitions=None):
    """The whole job; gives the numbers of pairs and of errors."""
    lines = documents(spark, source, form)
    if partitions:
        lines = lines.repartition(partitions)
    said = answers(spark, lines, [calque, "pipe", "--documents", *more])
    # Aligning costs most, so its results are written down before they are read twice.
    said.write.mode("overwrite").parquet(f"{output}/answers")
    said = spark.read.schema(ANSWER).parquet(f"{output}/answers")
    without_copies(pairs(said)).drop("n").write.mode("overwrite").parquet(f"{output}/pairs")
    errors(said).write.mode("overwrite").parquet(f"{output}/errors")
    return spark.read.parquet(f"{output}/pairs").count(), spark.read.parquet(f"{output}/errors").count()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="Parquet, or JSON lines with --jsonl")
    parser.add_argument("output", help="the folder of the results")
    parser.add_argument("--calque", default="calque", help="where the binary is on every executor")
    parser.add_argument("--sent", action="store_true", help="the binary was sent along with --files")
    parser.add_argument("--jsonl", action="store_true", help="the input is JSON lines")
    parser.add_argument("--partitions", type=int, help="cut the input into so many pieces first")
    parser.add_argument("--option", action="append", default=[], help="an option of `calque pipe`, such as --option=--preset=strict")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("calque").getOrCreate()
    calque = SparkFiles.get(args.calque) if args.sent else args.calque
    form = "jsonl" if args.jsonl else "parquet"
    found = run(spark, args.input, args.output, calque, form, args.option, args.partitions)
    print(f"{found[0]} pairs, {found[1]} rows that could not be used")
    spark.stop()


if __name__ == "__main__":
    main()
