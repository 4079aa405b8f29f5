"""Runs the job on a real cluster of two executors, each a process of its own, and compares what comes out
with what one process of Calque gives: as it is, with an executor killed in mid-job, with rows that
cannot be used, with a partition that has most of the rows, from Parquet and from JSON lines.

    integrations/spark/test target/release/calque
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from pyspark.sql import SparkSession

import calque_spark

ROOT = Path(__file__).resolve().parents[2]
CALQUE = str(Path(sys.argv[1]).resolve())
COUNT = int(os.environ.get("DOCUMENTS", "2000"))


def sentences():
    """Pairs of sentences of the project's own articles."""
    out = []
    for article in ("dam", "ferry", "observatory"):
        names = [f"corpus/news/{article}.{lang}.txt" for lang in ("en", "fr")]
        table = subprocess.run([CALQUE, "align", *names, "--format", "tsv"], cwd=ROOT, check=True, capture_output=True)
        rows = (line.split("\t") for line in table.stdout.decode().split("\n")[1:] if line)
        out += [(source, target) for source, target, score, bead in rows if bead == "1-1" and float(score) > 0.9]
    return out


def made():
    """Documents, and among them what no document is."""
    chance, have = random.Random(7), sentences()
    rows = []
    for n in range(COUNT):
        chosen = chance.sample(have, 5)
        # Line breaks of all kinds, which only `\n` may be taken for.
        breaks = chance.choice(["\n\n", "\r\n\r\n", "\u2029", "\n\n\u2028"])
        en = breaks.join([f"Dispatch number {n} was sent on Monday.", *(s for s, _ in chosen)])
        fr = breaks.join([f"La dépêche numéro {n} a été envoyée lundi.", *(t for _, t in chosen)])
        rows.append({"id": f"d{n:05}", "source": en, "target": fr})
    poison = [
        {"id": "null", "source": None, "target": "Le pont."},
        {"id": "empty", "source": "", "target": ""},
        {"id": "nul", "source": "a\0b" * 10, "target": "c\0d"},
        {"id": "same", "source": rows[0]["source"], "target": rows[1]["source"]},
        {"id": "unrelated", "source": rows[0]["source"], "target": "Une recette de soupe aux poireaux. " * 40},
        {"id": "endless", "source": "word" * 300_000, "target": "mot" * 300_000},
        {"id": "tags", "source": "<p>" * 5000, "target": "</p>" * 5000},
    ]
    for row in poison:
        rows.insert(chance.randrange(len(rows)), row)
    return rows


def line(row):
    return json.dumps({name: value for name, value in row.items() if value is not None}, ensure_ascii=False)


def alone(rows):
    """What one process gives: pairs without copies, and errors."""
    text = "\n".join(map(line, rows)) + "\n"
    said = subprocess.run([CALQUE, "pipe", "--documents"], input=text.encode(), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(each) for each in said.stdout.decode().split("\n")[:-1]]
    assert len(answers) == len(rows), "one answer to each line"
    assert [a["id"] for a in answers] == [r["id"] for r in rows], "in the same order"
    best = {}
    for answer in answers:
        for n, pair in enumerate(answer.get("pairs", [])):
            order = (-pair["quality"], -pair["score"], answer["id"], n)
            if pair["key"] not in best or order < best[pair["key"]][0]:
                best[pair["key"]] = (order, (answer["id"], pair["source"], pair["target"], pair["score"]))
    return Counter(row for _, row in best.values()), Counter(a["id"] for a in answers if "error" in a)


def together(spark, output):
    """What the job gave."""
    pairs = spark.read.parquet(f"{output}/pairs").select("id", "source", "target", "score").collect()
    errors = spark.read.parquet(f"{output}/errors").collect()
    assert all(row.why and row.remedy for row in errors)
    return Counter(tuple(row) for row in pairs), Counter(row.id for row in errors)


def executors():
    """The processes of executors that descend from this one."""
    parents, names = {}, {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            parents[int(entry)] = int(Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()[1])
            names[int(entry)] = Path(f"/proc/{entry}/cmdline").read_bytes()
        except (OSError, IndexError):
            continue

    def ours(pid):
        while pid > 1:
            if pid == os.getpid():
                return True
            pid = parents.get(pid, 0)
        return False

    return [pid for pid, name in names.items() if b"CoarseGrainedExecutorBackend" in name and ours(pid)]


def kill_one(spark, killed):
    """Kills an executor once some tasks of the first long stage are done and others are not."""
    tracker = spark.sparkContext.statusTracker()
    while not killed:
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            if info and info.numTasks >= 16 and info.numCompletedTasks >= 2 and info.numActiveTasks >= 1:
                victims = executors()
                if len(victims) >= 2:
                    os.kill(victims[0], signal.SIGKILL)
                    killed.append((victims[0], info.numCompletedTasks, info.numTasks))
                    return
        time.sleep(0.02)


def main():
    where = Path(tempfile.mkdtemp(prefix="calque-spark-"))
    builder = SparkSession.builder.master("local-cluster[2,1,768]").appName("calque-test")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.executor.memory": "768m",
        "spark.driver.memory": "768m",
        "spark.sql.shuffle.partitions": "4",
        "spark.local.dir": str(where / "local"),
        "spark.network.timeout": "600s",
        "spark.executor.heartbeatInterval": "30s",
    }.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    try:
        rows = made()
        wanted = alone(rows)
        print(f"{len(rows)} rows; one process: {sum(wanted[0].values())} pairs, errors {sorted(wanted[1])}", flush=True)
        assert sum(wanted[0].values()) >= COUNT and len(wanted[1]) >= 6
        frame = spark.createDataFrame(rows, "id string, source string, target string")
        frame.repartition(8).write.parquet(str(where / "even"))
        # One partition has nearly all rows, and so has one file.
        frame.coalesce(1).write.parquet(str(where / "skewed"))
        (where / "lines.jsonl").write_text("\n".join(map(line, rows)) + "\n", encoding="utf-8", newline="")
        killed = []
        for name, source, form, partitions in [
            ("even partitions", "even", "parquet", None),
            ("one partition with everything", "skewed", "parquet", None),
            ("JSON lines", "lines.jsonl", "jsonl", 6),
            ("an executor killed in mid-job", "even", "parquet", 32),
        ]:
            start, output = time.monotonic(), str(where / "out")
            if "killed" in name:
                threading.Thread(target=kill_one, args=(spark, killed), daemon=True).start()
            calque_spark.run(spark, str(where / source), output, CALQUE, form, (), partitions)
            got = together(spark, output)
            for kind, have, want in zip(("pairs", "errors"), got, wanted):
                assert have == want, f"{name}: {kind} differ: {list((have - want).items())[:3]} {list((want - have).items())[:3]}"
            print(f"{name}: the same ({time.monotonic() - start:.0f} s)", flush=True)
        assert killed, "no executor was killed: the job was over too soon; give DOCUMENTS=5000"
        print("killed process {} when {} of {} tasks were done".format(*killed[0]))
    finally:
        spark.stop()
        shutil.rmtree(where, ignore_errors=True)


if __name__ == "__main__":
    main()
