"""Draws findings on good translations for a person to judge; the same ones every time.

    sample.py --calque BIN --clean CLEAN.jsonl... --news NEWS.tsv... [--size 100] > sample.tsv

Default settings. Clean: {"id","source","target","src_lang","tgt_lang"} a line. News: French, tab,
English; checked from English to French. Columns: id, source, target, words of the source, words
of the target, rule, severity, confidence, message; the judge adds one.
"""
import argparse
import json
import os
import random
import subprocess
import tempfile


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--calque", required=True)
    ap.add_argument("--clean", nargs="*", default=[])
    ap.add_argument("--news", nargs="*", default=[])
    ap.add_argument("--size", type=int, default=100)
    ap.add_argument("--seed", type=int, default=20261125)
    a = ap.parse_args()
    pairs = []
    for path in a.clean:
        for line in open(path, encoding="utf-8"):
            r = json.loads(line)
            pairs.append((r["id"], r["source"], r["target"], r["src_lang"], r["tgt_lang"]))
    for path in a.news:
        for n, line in enumerate(open(path, encoding="utf-8"), 1):
            fr, en = line.rstrip("\n").split("\t")[:2]
            pairs.append((f"{os.path.basename(path)}:{n}", en, fr, "en", "fr"))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False, encoding="utf-8") as f:
        for n, (_, source, target, s, t) in enumerate(pairs):
            f.write(json.dumps({"id": n, "source": source, "target": target, "source_lang": s, "target_lang": t}, ensure_ascii=False) + "\n")
    out = subprocess.run([a.calque, "check", "--pairs", f.name, "--format", "jsonl"], capture_output=True, text=True, check=False)
    os.unlink(f.name)
    found = []
    for line in out.stdout.splitlines():
        row = json.loads(line)
        name, source, target, *_ = pairs[row["id"]]
        words = lambda text, span: text[span["start"]:span["end"]] if span else ""
        for x in row["findings"]:
            if x["severity"] != "info":
                found.append([name, source, target, words(source, x["source"]), words(target, x["target"]), x["rule"], x["severity"],
                              f"{x['confidence']:.2f}", x["message"]])
    print("\t".join("id source target source-words target-words rule severity confidence message".split()))
    for row in random.Random(a.seed).sample(found, min(a.size, len(found))):
        print("\t".join(str(c).replace("\t", " ").replace("\n", " ") for c in row))


if __name__ == "__main__":
    main()
