"""Learns data/weights.tsv and data/calibration.tsv; see README.md beside this file.

    rules.py --check BIN --planted A.jsonl... --clean CLEAN.jsonl --news NEWS.tsv...

Planted: {"source","good","bad","src_lang","tgt_lang","phenomenon","severity"} a line.
Clean: {"source","target","src_lang","tgt_lang","doc"} a line. News: French, tab, English.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data")
NAMES = ("strength literal source-rendered target-rendered source-against target-against source-mass target-mass "
         "length-ratio length capitals worst-elsewhere source-words target-words own-1 own-2 own-3 own-4 own-5 own-6").split()
FLAGS = {"critical", "major", "minor"}
WEIGHT = {"critical": 1.0, "major": 1.0, "minor": 0.5}
INCIDENCE = 0.30  # pairs that carry an error, in the text that confidences are told for
FOLDS = 5
FEW = 25


def read(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def pair(r, target):
    return {"id": r.get("id"), "source": r["source"], "target": target,
            "source_lang": r["src_lang"], "target_lang": r["tgt_lang"]}


def check(binary, pairs):
    """The rules' raw findings: `evidence` holds the signals."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False, encoding="utf-8") as f:
        for p in pairs:
            f.write(json.dumps(p, ensure_ascii=False) + "\n")
    out = subprocess.run([binary, "check", "--pairs", f.name, "--raw"], capture_output=True, text=True)
    os.unlink(f.name)
    if out.returncode:
        sys.exit(out.stderr[-800:])
    return [[x for x in json.loads(line)["findings"] if x["severity"] in FLAGS] for line in out.stdout.splitlines()]


class Examples:
    """Findings of each rule: signals, right or wrong, rate per pair, fold."""

    def __init__(self):
        self.rows = collections.defaultdict(list)
        self.clean = self.planted = 0.0

    def add(self, finding, right, weight, fold):
        signals = [float(v) for v in finding["evidence"]]
        self.rows[finding["rule"]].append((signals, right, weight, fold % FOLDS))


def gather(a):
    ex = Examples()
    for path in a.news:
        with open(path, encoding="utf-8") as f:
            lines = [line.rstrip("\n").split("\t")[:2] for line in f]
        pairs = []
        for i, (fr, en) in enumerate(lines):
            s, t = (("fr", fr), ("en", en)) if i % 4 == 0 else (("en", en), ("fr", fr))
            pairs.append({"id": i, "source": s[1], "target": t[1], "source_lang": s[0], "target_lang": t[0]})
        for i, found in enumerate(check(a.check, pairs)):
            ex.clean += 0.5
            for f in found:
                ex.add(f, 0, 0.5, i // 60)
    docs = {}
    rows = read(a.clean)
    for r, found in zip(rows, check(a.check, [pair(r, r["target"]) for r in rows])):
        fold = docs.setdefault(r["doc"], len(docs))
        ex.clean += 3.0
        for f in found:
            ex.add(f, 0, 3.0, fold)
    for n, path in enumerate(a.planted):
        rows = [r for r in read(path) if r["severity"] in WEIGHT]
        count = collections.Counter(r["phenomenon"] for r in rows)
        good = check(a.check, [pair(r, r["good"]) for r in rows])
        bad = check(a.check, [pair(r, r["bad"]) for r in rows])
        key = lambda f: (f["rule"], json.dumps(f["source"], sort_keys=True))
        for r, g, b in zip(rows, good, bad):
            weight = 60 / count[r["phenomenon"]] * WEIGHT[r["severity"]]
            ex.planted += weight
            fold = sum(map(ord, r["source"][:40]))
            before = collections.Counter(key(f) for f in g)
            if n > 0:
                for f in g:
                    ex.add(f, 0, 0.15, fold)
            for f in b:
                if before[key(f)] > 0:
                    before[key(f)] -= 1
                else:
                    ex.add(f, 1, weight, fold)
    return ex


def fit(x, y, w, ridge=3.0):
    """Weighted logistic regression by Newton's method; the bias and a weight for each signal."""
    mean = (x * w[:, None]).sum(0) / w.sum()
    dev = np.sqrt(((x - mean) ** 2 * w[:, None]).sum(0) / w.sum()) + 1e-6
    z = np.hstack([np.ones((len(x), 1)), (x - mean) / dev])
    theta = np.zeros(z.shape[1])
    penalty = np.eye(z.shape[1]) * ridge
    penalty[0, 0] = 0.01
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(z @ theta, -30, 30)))
        slope = z.T @ (w * (p - y)) + penalty @ theta
        curve = (z * (w * p * (1 - p))[:, None]).T @ z + penalty
        step = np.linalg.solve(curve, slope)
        theta -= step
        if abs(step).max() < 1e-6:
            break
    weights = theta[1:] / dev
    return theta[0] - (weights * mean).sum(), weights


def answer(model, x):
    return 1 / (1 + np.exp(-np.clip(x @ model[1] + model[0], -30, 30)))


def rising(s, y, w):
    """Isotonic regression over bins of equal size: blocks of (low, high, right, wrong)."""
    order = np.argsort(s, kind="stable")
    s, y, w = s[order], y[order], w[order]
    blocks, i, n = [], 0, len(s)
    size = max(12, n // 60)
    while i < n:
        j = min(n, i + size)
        while j < n and s[j] - s[j - 1] < 1e-6:
            j += 1
        blocks.append([s[i], s[j - 1], (w[i:j] * y[i:j]).sum(), (w[i:j] * (1 - y[i:j])).sum()])
        i = j
        share = lambda b: b[2] / (b[2] + b[3] + 1e-12)
        while len(blocks) > 1 and share(blocks[-2]) >= share(blocks[-1]):
            last = blocks.pop()
            blocks[-1][1] = last[1]
            blocks[-1][2] += last[2]
            blocks[-1][3] += last[3]
    return blocks


def curve(s, y, w, clean):
    """The points of a rule's calibration: the middle of each block and its share of right findings."""
    points, top, doubt = [], 0.0, 1.5 / clean
    for low, high, right, wrong in rising(s, y, w):
        top = max(top, (right + 0.06 * doubt) / (right + wrong + doubt))
        inside = (s >= low) & (s <= high)
        middle = round(float((s[inside] * w[inside]).sum() / max(w[inside].sum(), 1e-12)), 4)
        if not points or middle > points[-1][0]:
            points.append((middle, min(0.97, float(top))))
    return [(0.0, points[0][1] * 0.5), *points] if len(points) == 1 else points


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--check", required=True)
    ap.add_argument("--planted", nargs="+", required=True)
    ap.add_argument("--clean", required=True)
    ap.add_argument("--news", nargs="*", default=[])
    ex = gather(ap.parse_args())
    with open(os.path.join(DATA, "weights.tsv"), "w") as wf, open(os.path.join(DATA, "calibration.tsv"), "w") as cf:
        wf.write("# rule\tbias\t" + "\t".join(NAMES) + "\n")
        cf.write("# rule\tstrength\tconfidence: points of rising curves; see ../learning/README.md\n")
        for rule in sorted(ex.rows):
            rows = ex.rows[rule]
            x = np.array([r[0] for r in rows])
            y = np.array([r[1] for r in rows], float)
            fold = np.array([r[3] for r in rows])
            w = np.array([INCIDENCE * r[2] / ex.planted if r[1] else r[2] / ex.clean for r in rows])
            right = int(y.sum())
            if min(right, len(y) - right) >= FEW:
                even = w / w.sum() * len(w)
                s = np.zeros(len(y))
                for k in range(FOLDS):
                    train = fold != k
                    s[~train] = answer(fit(x[train], y[train], even[train]), x[~train])
                bias, weights = fit(x, y, even)
                wf.write(f"{rule}\t{bias:.4f}\t" + "\t".join(f"{v:.4f}" for v in weights) + "\n")
            else:
                few = 20
                s = np.concatenate([1 / (1 + np.exp(-x[:, 0])), np.linspace(0.4, 0.9, few)])
                y = np.concatenate([y, np.ones(few)])
                w = np.concatenate([w, np.full(few, 1 / 300 / few)])
            for k, (at, share) in enumerate(curve(s, y, w, ex.clean)):
                cf.write(f"{rule}\t{at:.4f}\t{share + k * 2e-4:.4f}\n")
            print(f"{rule:16} right {right:5}  wrong {len(rows) - right:6}")


if __name__ == "__main__":
    main()
