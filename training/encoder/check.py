#!/usr/bin/env python3
"""Compares the encoder with its reference: pieces with the `tokenizers` package, vectors with floating point.

    check.py SHARED [--lab ../../target/release/encoder] [--sentences 10000] [--sample FILE.tsv]

--sample writes the pieces of the project's own sentences (corpus/), for the test that ships.
"""

import argparse
import glob
import json
import os
import random
import subprocess
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../..")
sys.path.insert(0, HERE)
import pieces as piece_list  # noqa: E402
import source  # noqa: E402

FILES = ["debian_news", "matos", "govcan_blogs", "tatoeba", "books", "europarl", "web_docs"]


def shipped(path):
    """The pieces and scores of the encoder's file, the layers, and the mean vector."""
    data = open(path, "rb").read()
    at = 64
    hidden, inner, layers, heads, positions, count, length, _ = np.frombuffer(data, np.uint32, 8, at).tolist()
    ends_at = 128
    ends = np.frombuffer(data, np.uint32, count, ends_at)
    scores_at = -(-(ends_at + 4 * count) // 64) * 64
    scores = np.frombuffer(data, np.float32, count, scores_at)
    text_at = -(-(scores_at + 4 * count) // 64) * 64
    text = data[text_at : text_at + length]
    starts = [0, *ends[:-1].tolist()]
    names = [text[a:b].decode() for a, b in zip(starts, ends.tolist())]
    return names, scores, layers, np.frombuffer(data[-4 * hidden :], np.float32)


def joined(tokens):
    """Unknown pieces that follow each other are one."""
    out = []
    for token in tokens:
        if token != "<unk>" or not out or out[-1] != "<unk>":
            out.append(token)
    return out


def reference_pieces(names, scores, texts):
    t = piece_list.tokenizer(["<unk>", *names], [0.0, *scores], 0)
    encoded = t.encode_batch(texts, add_special_tokens=False)
    return [joined("<unk>" if i == 0 else p for i, p in zip(e.ids, e.tokens)) for e in encoded]


def lab(program, command, texts):
    text = "".join(t + "\n" for t in texts)
    run = subprocess.run([program, command], input=text.encode(), capture_output=True, check=True)
    return run.stdout.decode().split("\n")[: len(texts)]


def own_sentences():
    """Sentences of the project's own texts."""
    lines = []
    for path in sorted(glob.glob(os.path.join(ROOT, "corpus/news/*.txt"))):
        if path.endswith((".fr.txt", ".en.txt")):
            lines += [line.strip() for line in open(path, encoding="utf-8") if 20 < len(line.strip()) < 240]
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared")
    parser.add_argument("--lab", default=os.path.join(ROOT, "target/release/encoder"))
    parser.add_argument("--sentences", type=int, default=10_000)
    parser.add_argument("--sample")
    args = parser.parse_args()
    asset = os.path.join(ROOT, "crates/encoder/assets/e5-fr-en.bin")
    names, scores, layers, mean = shipped(asset)
    if args.sample:
        texts = random.Random(3).sample(own_sentences(), 60)
        with open(args.sample, "w", encoding="utf-8") as f:
            for text, cut in zip(texts, reference_pieces(names, scores, texts)):
                f.write(f"{text}\t{' '.join(cut)}\n")
    rng = random.Random(7)
    each = -(-args.sentences // len(FILES) // 2)
    texts = []
    for name in FILES:
        for pair in rng.sample(piece_list.lines(os.path.join(args.shared, "train"), name), each):
            texts += [" ".join(t.split()) for t in pair]
    texts = texts[: args.sentences]
    differ = []
    for text, want, got in zip(texts, reference_pieces(names, scores, texts), lab(args.lab, "pieces", texts)):
        if want != got.split(" "):
            differ.append((text, want, got))
    print(f"pieces: {len(differ)} of {len(texts)} sentences differ")
    for text, want, got in differ[:5]:
        print(" ", text[:100], [w for w in want if w not in got.split(" ")])
    # Vectors, by pieces: the file's against floating point over the same pieces.
    model = source.Model.installed()
    network = source.Network(model, layers)
    rank = {p: i for i, p in enumerate(model.pieces)}
    cosines = []
    some = rng.sample(texts, 60)
    for text, line in zip(some, lab(args.lab, "vectors", some)):
        cut = reference_pieces(names, scores, [text])[0]
        ids = [model.bos, *(rank.get(p, model.unk) for p in cut), model.eos]
        want, got = network.run(ids)[1:-1] - mean, np.array(json.loads(line))
        if want.shape == got.shape:
            cosines += ((want * got).sum(1) / np.linalg.norm(want, axis=1) / np.linalg.norm(got, axis=1)).tolist()
    cosines = np.array(cosines)
    print(f"vectors: {len(cosines)} pieces, cosine with floating point mean {cosines.mean():.5f}, least {cosines.min():.5f}")


if __name__ == "__main__":
    main()
