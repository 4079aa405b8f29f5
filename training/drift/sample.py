"""Draws flags on good translations for a person to judge; the same ones every time.

    sample.py FLAGS.jsonl [--size 100] > sample.tsv

FLAGS.jsonl is written by `FLAGS=FLAGS.jsonl learn --held-out SHARED`: what the trees flag on professional news
translations of which they have not seen the document, at the default limit. As many from each set, as far as it has them. Columns: id, source, target, words
of the source, words of the target, rule, severity, confidence, message; whoever judges adds one.
"""
import argparse
import collections
import json
import random


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("flags")
    ap.add_argument("--size", type=int, default=100)
    ap.add_argument("--seed", type=int, default=20261125)
    a = ap.parse_args()
    with open(a.flags, encoding="utf-8") as f:
        rows = [json.loads(line) for line in f]
    words = lambda text, span: text[span["start"]:span["end"]] if span else ""
    print("\t".join("id source target source-words target-words rule severity confidence message".split()))
    random.Random(a.seed).shuffle(rows)
    seen = collections.Counter()
    turn = lambda r: (seen.update([r["set"]]), seen[r["set"]])[1]
    for _, r in sorted(((turn(r), r) for r in rows), key=lambda t: (t[0], t[1]["set"]))[: a.size]:
        x = r["finding"]
        cells = [f"{r['set']}:{r['pair']}", r["source"], r["target"], words(r["source"], x["source"]), words(r["target"], x["target"]),
                 x["rule"], x["severity"], f"{r['told']:.2f}", x["message"]]
        print("\t".join(str(c).replace("\t", " ").replace("\n", " ") for c in cells))


if __name__ == "__main__":
    main()
