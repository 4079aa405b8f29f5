"""Learns trees.tsv and calibration.tsv; see README.md beside this file.

    rules.py [--held-out] --check BIN --planted A.jsonl=WEIGHT... --clean CLEAN.jsonl=WEIGHT... [--judged JUDGED.jsonl]

Planted: {"source","good","bad","src_lang","tgt_lang","phenomenon","severity"} a line.
Clean: {"source","target","src_lang","tgt_lang","doc"} a line, or French, tab, English. What the file
real_differences.tsv beside this one lists by id and rule is right in the clean sets all the same.
Judged: findings that people judged, {"rule","verdict","source","target","source_span","target_span"}.
With --held-out nothing is written: only what trees make of documents that they have not seen is told.
A weight is a set's share among those of its sort. The calibration is drawn in ../../../docs/calibration.svg.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
import zlib

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

HERE = os.path.dirname(os.path.abspath(__file__))
LEARNT = os.path.join(HERE, "..", "..", "crates", "diff", "learnt")
FLAGS = {"critical", "major", "minor"}
WEIGHT = {"critical": 1.0, "major": 1.0, "minor": 0.5}
INCIDENCE = 0.30  # pairs that carry an error, in the text that confidences are told for
FOLDS = 3
JUDGED = 0.04  # findings per pair that the judged ones stand for
MOST = 9000  # wrong findings of a rule that are looked at
FEW = 30
# Behind the name of a rule: the findings that it is certain of.
SURE = "!"


def read(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def pair(r, target):
    return {"id": r.get("id"), "source": r["source"], "target": target,
            "source_lang": r["src_lang"], "target_lang": r["tgt_lang"]}


def lab(binary, *words):
    """Runs the program `drift`; `binary` is its path and what stands behind every command."""
    out = subprocess.run([binary[0], *words, *binary[1:]], capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr[-800:])
    return out


class Code:
    """What the code says of itself (`drift describe`): rules, merging weights, names of signals."""

    def __init__(self, binary):
        told = json.loads(lab(binary, "describe").stdout)
        self.joint, self.limit = told["joint_evidence"], told["min_confidence"]
        self.weight = {r["id"]: r["merging_weight"] for r in told["rules"]}
        self.certain = {r["id"] for r in told["rules"] if r["certain"]}
        self.signals = {r["id"]: told["shared_signals"] + r["signals"] for r in told["rules"]}
        # What a rule is certain of is kept apart from what is learnt of it.
        for rule in list(self.weight):
            self.weight[rule + SURE], self.signals[rule + SURE] = self.weight[rule], self.signals[rule]
            self.certain.add(rule + SURE)


def check(binary, pairs):
    """The rules' raw findings, each with its named signals."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False, encoding="utf-8") as f:
        for p in pairs:
            f.write(json.dumps(p, ensure_ascii=False) + "\n")
    out = lab(binary, "rows", "--pairs", f.name)
    os.unlink(f.name)
    found = [[x for x in json.loads(line)["findings"] if x["severity"] in FLAGS] for line in out.stdout.splitlines()]
    for x in (x for pair in found for x in pair if x["certain"]):
        x["rule"] += SURE
    return found


class Example:
    """A finding: its rule, its signals by name, whether it is right, its rate per pair, its fold, and
    where it was made: the set, the pair in it, the kind of error planted there."""

    def __init__(self, finding, right, rate, doc, where):
        self.rule, self.right, self.rate = finding["rule"], right, rate
        self.signals = finding["signals"]
        self.fold = zlib.crc32(doc.encode()) % FOLDS
        self.where, self.spans, self.told, self.finding = where, (finding["source"], finding["target"]), 0.0, finding


def shares(paths):
    """`FILE=WEIGHT` of one sort, the weights made to add up to 1."""
    split = [p.rsplit("=", 1) if "=" in p else (p, 1) for p in paths]
    total = sum(float(w) for _, w in split)
    return [(path, float(w) / total) for path, w in split]


def real_differences():
    """The findings in clean sets that are right: (id of the pair, rule)."""
    with open(os.path.join(HERE, "real_differences.tsv"), encoding="utf-8") as f:
        return {tuple(line.split()[:2]) for line in f if line.strip() and not line.startswith("#")}


def clean_pairs(path):
    if path.endswith(".jsonl"):
        return [(pair(r, r["target"]), r["doc"]) for r in read(path)]
    out = []
    for i, line in enumerate(open(path, encoding="utf-8")):
        fr, en = line.rstrip("\n").split("\t")[:2]
        s, t = (("fr", fr), ("en", en)) if i % 3 == 0 else (("en", en), ("fr", fr))
        out.append(({"id": f"{os.path.basename(path)}-{i}", "source": s[1], "target": t[1], "source_lang": s[0], "target_lang": t[0]}, f"{os.path.basename(path)}-{i // 40}"))
    return out


def planted(binary, path):
    """Of each pair: its row, and what is found on the spoilt side alone."""
    rows = [r for r in read(path) if r["severity"] in WEIGHT]
    goods = {(r["source"], r["good"]): r for r in rows}
    good = dict(zip(goods, check(binary, [pair(r, r["good"]) for r in goods.values()])))
    key = lambda f: (f["rule"], json.dumps(f["source"], sort_keys=True))
    for r, found in zip(rows, check(binary, [pair(r, r["bad"]) for r in rows])):
        before = collections.Counter(key(f) for f in good[r["source"], r["good"]])
        new = []
        for f in found:
            if before[key(f)] > 0:
                before[key(f)] -= 1
            else:
                new.append(f)
        yield r, new


def judged(binary, path):
    """What people judged, as far as the rules still find it: right or not."""
    rows, out = read(path), []
    overlaps = lambda span, words: span and words and span["start"] < words["end"] and words["start"] < span["end"]
    pairs = [{"id": r["id"], "source": r["source"], "target": r["target"], "source_lang": "en", "target_lang": "fr"} for r in rows]
    for n, (r, found) in enumerate(zip(rows, check(binary, pairs))):
        for f in found:
            if f["rule"].removesuffix(SURE) == r["rule"] and (overlaps(f["source"], r["source_span"]) or overlaps(f["target"], r["target_span"])):
                right = int(r["verdict"] == "right")
                out.append(Example(f, right, JUDGED / len(rows), r["kind"], (path, n, "judged" if right else "")))
    return out


def group(path, doc):
    """What must be unseen as a whole: a kind of text, of news a document. Confidences are then those of
    kinds that nothing was learnt from."""
    name = os.path.basename(path)
    if name == "clean_docs.jsonl":
        return doc.split(":")[0]
    return doc if path.endswith(".jsonl") or name.startswith("news") else name


def gather(a):
    """Every finding of every set, and how many errors of each kind each set plants."""
    out, planted_in = [], collections.defaultdict(collections.Counter)
    docs = {r["source"]: r["doc"] for path, _ in shares(a.clean) if path.endswith(".jsonl") for r in read(path)}
    real = real_differences()
    for path, share in shares(a.clean):
        pairs = clean_pairs(path)
        for n, ((p, doc), found) in enumerate(zip(pairs, check(a.check, [p for p, _ in pairs]))):
            out += [Example(f, int((p["id"], f["rule"].removesuffix(SURE)) in real), share / len(pairs), group(path, doc), (path, n, "")) for f in found]
    if a.judged:
        out += judged(a.check, a.judged)
    for path, share in shares(a.planted):
        rows = list(planted(a.check, path))
        count = collections.Counter(r["phenomenon"] for r, _ in rows)
        total = sum(WEIGHT[r["severity"]] / count[r["phenomenon"]] for r, _ in rows)
        for n, (r, found) in enumerate(rows):
            rate = INCIDENCE * share * WEIGHT[r["severity"]] / count[r["phenomenon"]] / total
            out += [Example(f, 1, rate, docs.get(r["source"], r["source"][:40]), (path, n, r["phenomenon"])) for f in found]
            planted_in[path][r["phenomenon"]] += 1
    return out, planted_in


def fit(x, y, w):
    """Boosted trees of a few leaves, each of a share of the signals, so that no small corner of the data
    and no single signal decides anything; more of them where there is much to learn from."""
    much = len(y) > 2500
    model = HistGradientBoostingClassifier(max_iter=220 if much else 120, max_leaf_nodes=10, learning_rate=0.08,
                                           max_features=0.25, min_samples_leaf=25, l2_regularization=10.0, max_bins=64,
                                           early_stopping=False, random_state=0)
    return model.fit(x, y, sample_weight=w)


def answer(model, x):
    return model.predict_proba(x)[:, 1]


def written(model, names):
    """The trees as lines: leaves are numbers, splits `SIGNAL:LIMIT` with the lower branch first."""
    yield f"{float(model._baseline_prediction[0][0] if np.ndim(model._baseline_prediction) > 1 else model._baseline_prediction[0]):.4f}"
    for (tree,) in model._predictors:
        nodes, out = tree.nodes, []

        def walk(k):
            node = nodes[k]
            if node["is_leaf"]:
                out.append(f"{node['value']:.4f}".rstrip("0").rstrip("."))
            else:
                out.append(f"{names[node['feature_idx']]}:{node['num_threshold']:.4f}")
                walk(node["left"])
                walk(node["right"])

        walk(0)
        yield " ".join(out)


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


def curve(s, y, w):
    """The points of a rule's calibration: the middle of each block and its share of right findings."""
    points, top, doubt = [], 0.0, 5e-4
    for low, high, right, wrong in rising(s, y, w):
        top = max(top, (right + 0.06 * doubt) / (right + wrong + doubt))
        inside = (s >= low) & (s <= high)
        middle = round(float((s[inside] * w[inside]).sum() / max(w[inside].sum(), 1e-12)), 4)
        if not points or middle > points[-1][0]:
            points.append((middle, min(0.97, float(top))))
    points = [(0.0, points[0][1] * 0.5), *points] if len(points) == 1 else points
    return [(at, share + k * 2e-4) for k, (at, share) in enumerate(points)]


def thinned(y, w):
    """Which findings to learn from, and at which rates: at most `MOST` wrong ones, evenly chosen."""
    wrong = np.flatnonzero(y == 0)
    step = max(1.0, len(wrong) / MOST)
    kept = wrong[(np.arange(min(MOST, len(wrong))) * step).astype(int)]
    used, rate = y > 0, w.copy()
    used[kept] = True
    rate[kept] *= step
    return used, rate


def merged(found, code):
    """Findings on the same words are one, and another rule's makes it surer, as in merge.rs: each with its confidence."""
    meets = lambda a, b: a and b and a["start"] < b["end"] and b["start"] < a["end"]
    kept = []
    for e in sorted(found, key=lambda e: -e.told * code.weight[e.rule]):
        for k in kept:
            if meets(e.spans[0], k[0].spans[0]) or meets(e.spans[1], k[0].spans[1]):
                if e.rule.removesuffix(SURE) != k[0].rule.removesuffix(SURE):
                    k[1] = min(0.99, 1 - (1 - max(k[1], e.told)) * (1 - code.joint * min(k[1], e.told)))
                break
        else:
            kept.append([e, e.told])
    return kept


def unseen(examples, planted_in, clean, code, budget=5.0):
    """Recall of each kind at `budget` flags per hundred clean pairs, by trees that had not seen the pair."""
    by = collections.defaultdict(list)
    for e in examples:
        by[e.where].append(e)
    for path in clean:
        size = sum(1 for _ in open(path, encoding="utf-8"))
        flags = [(e, told) for where, found in by.items() if where[0] == path for e, told in merged(found, code)]
        told = sorted((told for _, told in flags), reverse=True)
        shown = collections.Counter(e.rule for e, told in flags if told >= code.limit)
        print(f"unseen {os.path.basename(path)[:24]:24} {100 * sum(f >= code.limit for f in told) / size:6.2f} flags in 100 clean pairs at {code.limit}  {dict(shown.most_common(9))}")
        if path == clean[0]:
            limit = told[min(len(told) - 1, int(budget * size / 100))]
    print(f"unseen: {budget:g} in 100 of {os.path.basename(clean[0])} at {limit:.3f}")
    for path, kinds in planted_in.items():
        harm = {r["phenomenon"]: r["severity"] for r in read(path)}
        best = [(where[2], max(told for _, told in merged(found, code))) for where, found in by.items() if where[0] == path]
        hit, shown = (collections.Counter(kind for kind, told in best if told >= least) for least in (limit, code.limit))
        for kind, n in sorted(kinds.items()):
            print(f"unseen {os.path.basename(path)[:12]:12} {kind:32} {hit[kind] / n:.3f} at the budget {shown[kind] / n:.3f} shown")
        for severity in WEIGHT:
            of_it = [kind for kind in kinds if harm[kind] == severity]
            if of_it:
                print(f"unseen {os.path.basename(path)[:12]:12} mean of the {severity} kinds{'':14} {np.mean([hit[k] / kinds[k] for k in of_it]):.3f} at the budget {np.mean([shown[k] / kinds[k] for k in of_it]):.3f} shown")


def flags_on(examples, sets, path, code):
    """Writes what the trees flag on good translations that they have not seen, for sample.py."""
    by = collections.defaultdict(list)
    for e in examples:
        if e.where[0] in sets:
            by[e.where].append(e)
    with open(path, "w", encoding="utf-8") as f:
        for name in sets:
            for n, (p, _) in enumerate(clean_pairs(name)):
                for e, told in merged(by[name, n, ""], code):
                    if told >= code.limit:
                        row = {"set": os.path.basename(name), "pair": n, **p, "told": round(told, 3), "finding": {**e.finding, "evidence": [], "signals": {}}}
                        f.write(json.dumps(row, ensure_ascii=False) + "\n")


def draw(examples, path):
    """The calibration as a picture: what was told against what was right, on pairs not learnt from."""
    told, right, rate = (np.array([getattr(e, name) for e in examples]) for name in ("told", "right", "rate"))
    size, edge = 360, 48
    x, y = lambda v: edge + v * size, lambda v: edge + (1 - v) * size
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + 2 * edge} {size + 2 * edge}" font-family="sans-serif" font-size="12">',
             f'<rect width="100%" height="100%" fill="white"/><path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
             f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="#333"/>']
    for v in (0, 0.2, 0.4, 0.6, 0.8, 1):
        parts.append(f'<text x="{x(v)}" y="{y(0) + 18}" text-anchor="middle">{v}</text><text x="{x(0) - 8}" y="{y(v) + 4}" text-anchor="end">{v}</text>')
    parts.append(f'<text x="{x(0.5)}" y="{y(0) + 38}" text-anchor="middle">confidence told</text>'
                 f'<text transform="translate({x(0) - 34} {y(0.5)}) rotate(-90)" text-anchor="middle">share that was right</text>')
    edges, dots = np.linspace(0, 1, 11), []
    for low, high in zip(edges, edges[1:]):
        inside = (told >= low) & (told < high)
        if inside.sum() >= 20:
            at, share = np.average(told[inside], weights=rate[inside]), np.average(right[inside], weights=rate[inside])
            dots.append((at, share))
            parts.append(f'<circle cx="{x(at):.1f}" cy="{y(share):.1f}" r="5" fill="#0b6"/><text x="{x(at) + 8:.1f}" y="{y(share) + 14:.1f}" fill="#666" font-size="10">{inside.sum()}</text>')
            print(f"told {at:.2f}  right {share:.2f}  ({inside.sum()} findings)")
    parts.append('<path d="M' + "L".join(f"{x(a):.1f} {y(b):.1f}" for a, b in dots) + '" fill="none" stroke="#0b6"/></svg>')
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(parts) + "\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--check", required=True)
    ap.add_argument("--planted", nargs="+", required=True)
    ap.add_argument("--clean", nargs="+", required=True)
    ap.add_argument("--judged")
    ap.add_argument("--held-out", action="store_true")
    ap.add_argument("--flags", help="with --held-out: write the flags on good text here, for sample.py")
    ap.add_argument("--encoder", action="store_true", help="learn what is told where the encoder reads the pairs")
    args = ap.parse_args()
    learnt = os.path.join(LEARNT, "context") if args.encoder else LEARNT
    args.check = [args.check, *["--encoder"] * args.encoder]
    code = Code(args.check)
    examples, planted_in = gather(args)
    out = [os.devnull if args.held_out else os.path.join(learnt, name) for name in ("trees.tsv", "calibration.tsv")]
    with open(out[0], "w") as wf, open(out[1], "w") as cf:
        wf.write("# rule\ttree in preorder: a number is a leaf in log-odds, SIGNAL:LIMIT a split, its lower branch first; written by training/drift/learn\n")
        cf.write("# rule\tstrength\tconfidence: points of rising curves; written by training/drift/learn\n")
        for rule in sorted({e.rule for e in examples}):
            rows = [e for e in examples if e.rule == rule]
            names = code.signals[rule]
            x = np.array([[e.signals.get(name, 0.0) for name in names] for e in rows])  # pushed without signals: 0
            y = np.array([e.right for e in rows], float)
            fold = np.array([e.fold for e in rows])
            w = np.array([e.rate for e in rows])
            right = int(y.sum())
            if rule in code.certain:
                s = told = 1 / (1 + np.exp(-x[:, 0]))
                points = []
            elif min(right, len(y) - right) >= FEW:
                used, even = thinned(y, w)
                even *= used.sum() / even[used].sum()
                s, told = np.zeros(len(y)), np.zeros(len(y))
                for k in range(FOLDS):
                    train, test = used & (fold != k), fold == k
                    s[test] = answer(fit(x[train], y[train], even[train]), x[test])
                for k in range(FOLDS):
                    points = curve(s[fold != k], y[fold != k], w[fold != k])
                    told[fold == k] = np.interp(s[fold == k], *zip(*points))
                if not args.held_out:
                    wf.writelines(f"{rule}\t{tree}\n" for tree in written(fit(x[used], y[used], even[used]), names))
                points = curve(s, y, w)
            else:
                s = 1 / (1 + np.exp(-x[:, 0]))
                few = 20
                points = curve(np.concatenate([s, np.linspace(0.4, 0.9, few)]), np.concatenate([y, np.ones(few)]),
                               np.concatenate([w, np.full(few, 1 / 300 / few)]))
                told = np.interp(s, *zip(*points))
            for e, confidence in zip(rows, told):
                e.told = float(confidence)
            for at, share in points:
                cf.write(f"{rule}\t{at:.4f}\t{share:.4f}\n")
            print(f"{rule:16} right {right:5}  wrong {len(rows) - right:6}", flush=True)
    draw(examples, os.devnull if args.held_out else os.path.join(HERE, "..", "..", "docs", "calibration-encoder.svg" if args.encoder else "calibration.svg"))
    clean = [path for path, _ in shares(args.clean)]
    unseen(examples, planted_in, clean, code)
    if args.flags:
        flags_on(examples, clean, args.flags, code)


if __name__ == "__main__":
    main()
