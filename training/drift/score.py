"""Learns score.tsv; see README.md beside this file.

    score.py --check BIN --planted A.jsonl[=WEIGHT]... --judged JUDGED.jsonl --clean CLEAN.jsonl

Planted and clean as for rules.py. Judged: {"source","target","src_lang","tgt_lang","label3"},
the label beginning with "no" where people saw no difference in meaning.
"""
import argparse
import collections
import json
import os
import tempfile

import numpy as np

from rules import lab

HERE = os.path.dirname(os.path.abspath(__file__))
WEIGHT = {"critical": 1.0, "major": 1.0, "minor": 0.6, "base": 0.5}
ROUNDS = 1500


def read(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def signal_names(binary):
    """The names of the score's signals, as the code has them."""
    return json.loads(lab(binary, "describe").stdout)["score_signals"]


def signals(binary, names, rows, column):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False, encoding="utf-8") as f:
        for r in rows:
            f.write(json.dumps({"id": r.get("id"), "source": r["source"], "target": r[column],
                                "source_lang": r["src_lang"], "target_lang": r["tgt_lang"]}, ensure_ascii=False) + "\n")
    out = lab(binary, "score-signals", "--pairs", f.name)
    os.unlink(f.name)
    found = [json.loads(line)["signals"] for line in out.stdout.splitlines()]
    return np.array([[x[name] for name in names] for x in found])


def squash(x):
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def learn(good, bad, weight, judged, label, clean):
    """Logistic loss: the good side above the bad, people's labels, clean pairs above the middle (Adam)."""
    w, b = np.zeros(good.shape[1]), 0.0
    m, v = np.zeros(len(w) + 1), np.zeros(len(w) + 1)
    apart = 4 * (good - bad)
    for t in range(1, ROUNDS + 1):
        order = -(apart * ((1 - squash(apart @ w)) * weight)[:, None]).sum(0) / weight.sum()
        off, low = squash(judged @ w + b) - label, squash(clean @ w + b) - 1
        slope = order + (judged * off[:, None]).mean(0) + 0.1 * (clean * low[:, None]).mean(0) + 0.02 * w
        g = np.append(slope, off.mean() + 0.1 * low.mean())
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        step = 0.03 * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
        w, b = w - step[:-1], b - step[-1]
    return w, b


def unseen(z, good, bad, weight, judged, label, clean):
    """The area under the curve on judged pairs that were not learnt from, of all that differ and of some."""
    fold, score = np.arange(len(judged)) % 3, np.zeros(len(judged))
    for k in range(3):
        w, _ = learn(z(good), z(bad), weight, z(judged[fold != k]), label[fold != k], z(clean))
        score[fold == k] = z(judged[fold == k]) @ w
    return score


def area(score, same):
    """How often a pair of the same meaning scores above one that differs."""
    a, b = score[same][:, None], score[~same][None, :]
    return ((a > b) + 0.5 * (a == b)).mean()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--check", "--judged", "--clean"):
        ap.add_argument(name, required=True)
    ap.add_argument("--planted", nargs="+", required=True)
    ap.add_argument("--encoder", action="store_true", help="learn the weights of pairs that the encoder reads")
    a = ap.parse_args()
    a.check = [a.check, *["--encoder"] * a.encoder]
    learnt = os.path.join(HERE, "..", "..", "crates", "diff", "learnt", *["context"] * a.encoder)
    names = signal_names(a.check)
    good, bad, weight = [], [], []
    for path, of_set in (p.rsplit("=", 1) if "=" in p else (p, 1) for p in a.planted):
        rows = read(path)
        count = collections.Counter(r["phenomenon"] for r in rows)
        good.append(signals(a.check, names, rows, "good"))
        bad.append(signals(a.check, names, rows, "bad"))
        weight += [float(of_set) * WEIGHT[r["severity"]] * 50 / count[r["phenomenon"]] for r in rows]
    good, bad = np.vstack(good), np.vstack(bad)
    rows = read(a.judged)
    judged = signals(a.check, names, rows, "target")
    label = np.array([1.0 if r["label3"].lower().startswith("no") else 0.0 for r in rows])
    clean = signals(a.check, names, read(a.clean), "target")
    every = np.vstack([good, bad, judged, clean])
    mean, dev = every.mean(0), every.std(0) + 1e-6
    z = lambda x: (x - mean) / dev
    w, b = learn(z(good), z(bad), np.array(weight), z(judged), label, z(clean))
    with open(os.path.join(learnt, "score.tsv"), "w") as f:
        f.write("# signal\tweight in the score of a pair; written by training/drift/learn\n")
        for name, x in zip(["bias", *names], [b - (w * mean / dev).sum(), *(w / dev)]):
            f.write(f"{name}\t{x:.4f}\n")
    score = unseen(z, good, bad, np.array(weight), judged, label, clean)
    same = label > 0.5
    some = np.array([not r["label3"].lower().startswith("un") for r in rows])
    print(f"unseen: AUC {area(score, same):.3f}; some difference only {area(score[some], same[some]):.3f}")
    print(f"good above bad: {(z(good) @ w > z(bad) @ w).mean():.3f}")


if __name__ == "__main__":
    main()
