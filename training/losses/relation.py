#!/usr/bin/env python3
"""Learns from signals of pairs whether the two sides translate each other.

Good pairs are translations of every kind; bad ones are sentences of the same document
with the translation of a neighbour or of any other sentence, which is what a memory
shifted by a line or a wrong match looks like. One logistic regression, written as
name<TAB>weight to crates/diff/learnt/relation.tsv. Documents are parted for trying it out.
"""

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile

SIGNALS = ["source_informative", "target_informative", "least_informative", "most_rendered", "cosine", "length", "length_ratio"]


def pairs(paths, seed, most):
    """Pairs with label (1: related), document and kind; every second document from French to English."""
    rng = random.Random(seed)
    docs = {}
    for path in paths:
        kind = path.rsplit("/", 1)[-1].split(".")[0]
        for n, line in enumerate(lines(path, most)):
            french, _, english = line.rstrip("\n").partition("\t")
            if min(len(french.split()), len(english.split())) >= 3 and len(french) + len(english) < 2000:
                docs.setdefault((kind, n // 50), []).append((french, english))
    out = []
    for (kind, block), members in docs.items():
        back = block % 2
        for i, pair in enumerate(members):
            source, target = (pair[1], pair[0]) if not back else pair
            langs = ("fr", "en") if back else ("en", "fr")
            out.append(((source, target), langs, 1, f"{kind}-{block}", kind))
            others = {i - 1, i + 1, rng.randrange(len(members))} - {i}
            for other in (members[j] for j in others if 0 <= j < len(members)):
                if other[0] != pair[0] and other[1] != pair[1]:
                    out.append(((source, other[1 if back else 0]), langs, 0, f"{kind}-{block}", kind))
    return out


def lines(path, most):
    """The first lines of a file, compressed or not."""
    if not path.endswith(".zst"):
        with open(path, encoding="utf-8") as f:
            yield from (line for line, _ in zip(f, range(most)))
        return
    unzip = subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    yield from (line for line, _ in zip(unzip.stdout, range(most)))
    unzip.kill()


def signals(check, rows):
    """The signals of each pair, in both directions' order as given."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for n, (texts, langs, *_) in enumerate(rows):
            record = {"id": n, "source": texts[0], "target": texts[1], "source_lang": langs[0], "target_lang": langs[1]}
            f.write(json.dumps(record, ensure_ascii=False) + "\n")
        f.flush()
        done = subprocess.run([check, "relation-signals", "--pairs", f.name], capture_output=True, text=True, check=True)
    return [json.loads(line)["signals"] for line in done.stdout.splitlines()]


def features(s):
    """1 and the signals."""
    return [1.0] + [s[name] for name in SIGNALS]


def fit(xs, ys, weights, l2=1.0, steps=25):
    """Newton's method for logistic regression."""
    k = len(xs[0])
    w = [0.0] * k
    for _ in range(steps):
        g = [l2 * c for c in w]
        h = [[l2 * (a == b) for b in range(k)] for a in range(k)]
        for x, y, c in zip(xs, ys, weights):
            p = 1 / (1 + math.exp(-max(-30, min(30, sum(a * b for a, b in zip(w, x))))))
            d, v = c * (p - y), c * max(p * (1 - p), 1e-6)
            for a in range(k):
                g[a] += d * x[a]
                for b in range(k):
                    h[a][b] += v * x[a] * x[b]
        step = solve(h, g)
        w = [a - b for a, b in zip(w, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return w


def solve(h, g):
    """Gauss with pivots."""
    n = len(g)
    m = [row[:] + [x] for row, x in zip(h, g)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        for r in range(n):
            if r != i:
                f = m[r][i] / m[i][i]
                m[r] = [a - f * b for a, b in zip(m[r], m[i])]
    return [m[i][n] / m[i][i] for i in range(n)]


def prob(w, x):
    return 1 / (1 + math.exp(-max(-30, min(30, sum(a * b for a, b in zip(w, x))))))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", required=True, help="the lab's `drift`")
    parser.add_argument("--out")
    parser.add_argument("--most", type=int, default=1200, help="pairs of each set")
    parser.add_argument("paths", nargs="+")
    args = parser.parse_args()
    rows = pairs(args.paths, 1, args.most)
    xs = [features(s) for s in signals(args.check, rows)]
    ys = [r[2] for r in rows]
    share = sum(ys) / len(ys)
    weights = [1 / share if y else 1 / (1 - share) for y in ys]
    docs = sorted({r[3] for r in rows})
    random.Random(3).shuffle(docs)
    fold = {d: i % 5 for i, d in enumerate(docs)}
    tried = [0.0] * len(rows)
    for k in range(5):
        mine = [i for i, r in enumerate(rows) if fold[r[3]] != k]
        w = fit([xs[i] for i in mine], [ys[i] for i in mine], [weights[i] for i in mine])
        for i, r in enumerate(rows):
            if fold[r[3]] == k:
                tried[i] = prob(w, xs[i])
    for limit in (0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5):
        good = sum(p < limit for p, y in zip(tried, ys) if y)
        bad = sum(p < limit for p, y in zip(tried, ys) if not y)
        print(f"below {limit}: {good} of {sum(ys)} good, {bad} of {len(ys) - sum(ys)} bad", file=sys.stderr)
    worst = sorted((p, i) for i, (p, y) in enumerate(zip(tried, ys)) if y)[:25]
    for p, i in worst:
        print(f"{p:.3f} {rows[i][4]} {rows[i][0]}", file=sys.stderr)
    w = fit(xs, ys, weights)
    table = "# Whether two sides translate each other; written by training/losses/learn.\n"
    table += "".join(f"{name}\t{x:.4f}\n" for name, x in zip(["bias"] + SIGNALS, w))
    if args.out:
        open(args.out, "w", encoding="utf-8").write(table)
    else:
        print(table)


main()
