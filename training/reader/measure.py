"""What the judge of findings makes of the reader's answers: everything that rules.py of training/drift tells of
documents that it has not seen, without the reader and then with its answers as more signals of each finding.

    READER=reader.pt RULES=../reader/measure.py training/drift/learn --held-out --encoder SHARED

The signals are told in the order source, target, so that no language and no set shows in them."""

import json
import os
import sys

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "encoder"), os.path.join(HERE, "..", "drift")]
import rules  # noqa: E402
import shipped  # noqa: E402
import train  # noqa: E402

NAMES = ["reader_source", "reader_target", "reader_words", "reader_source_rest", "reader_target_rest", "reader_pair"]
NOWHERE = -9.0  # log-odds where a side has no such words
LONGEST = 300  # pieces of a side that are read
AT_ONCE = 4000  # pieces of one side in a batch


def texts(path):
    """The pairs of a set as rules.py numbers them: source, target, language of the source."""
    with open(path, encoding="utf-8") as f:
        first = json.loads(f.readline()) if path.endswith(".jsonl") else {}
    if "good" in first:
        return [(r["source"], r["bad"], r["src_lang"]) for r in rules.read(path) if r["severity"] in rules.WEIGHT]
    if "verdict" in first:
        return [(r["source"], r["target"], "en") for r in rules.read(path)]
    return [(p["source"], p["target"], p["source_lang"]) for p, _ in rules.clean_pairs(path)]


def answers(reader, pairs):
    """For each pair (French, English): the log-odds of each letter of both sides, and of the pair."""
    kept = torch.load(reader)
    lower, net = train.build(kept["args"]["lower"], kept["args"]["layers"])
    net.load_state_dict(kept["net"])
    net.eval()
    cut, ends, out = shipped.tokenizer(), shipped.ends(), {}
    sides = [cut.encode_batch([p[k] for p in pairs], add_special_tokens=False) for k in (0, 1)]
    longest = [max(len(side[i].ids) for side in sides) for i in range(len(pairs))]
    order, at = sorted(range(len(pairs)), key=lambda i: longest[i]), 0
    while at < len(order):
        size = 1
        while at + size < len(order) and (size + 1) * (longest[order[at + size]] + 2) < AT_ONCE:
            size += 1
        some = order[at : at + size]
        at += size
        batch = [tuple(np.array(side[i].ids[:LONGEST], np.uint16) for side in sides) for i in some]
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            x, y, x_there, y_there = train.both(lower, batch, ends)
            odds, whole = net(x, y, x_there, y_there)
        for row, told, i in zip(odds.numpy(), whole, some):
            letters = []
            for k, side in enumerate(sides):
                of = np.full(len(pairs[i][k]), NOWHERE, np.float32)
                for n, (a, b) in enumerate(side[i].offsets[:LONGEST]):
                    of[a:b] = row[k * x.shape[1] + 1 + n]
                letters.append(of)
            out[pairs[i]] = (*letters, float(told))
    return out


def signals(finding, answer, french_first):
    """What the reader says of a finding's words, of all others, and of the pair."""
    odds = answer[:2] if french_first else answer[1::-1]
    best = lambda values: float(values.max()) if len(values) else NOWHERE
    at, rest = [], []
    for letters, span in zip(odds, (finding["source"], finding["target"])):
        inside = np.zeros(len(letters), bool)
        if span:
            inside[span["start"] : span["end"]] = True
        at.append(best(letters[inside]))
        rest.append(best(letters[~inside]))
    return dict(zip(NAMES, (*at, max(at), *rest, answer[2])))


def main():
    found = []
    gather, code = rules.gather, rules.Code

    def gathered(args):
        if not found:
            found.extend(gather(args))
        return tuple(found)

    rules.gather = gathered
    print("# without the reader", flush=True)
    rules.main()
    examples = found[0]
    known = {path: texts(path) for path in {e.where[0] for e in examples}}
    pair = lambda e: known[e.where[0]][e.where[1]]
    order = lambda p: p[:2] if p[2] == "fr" else p[1::-1]
    told = answers(os.environ["READER"], sorted({order(pair(e)) for e in examples}))
    for e in examples:
        p = pair(e)
        e.signals = {**e.signals, **signals(e.finding, told[order(p)], p[2] == "fr")}

    class WithReader(code):
        def __init__(self, binary):
            super().__init__(binary)
            self.signals = {rule: [*names, *NAMES] for rule, names in self.signals.items()}

    rules.Code = WithReader
    print("# with the reader", flush=True)
    rules.main()


if __name__ == "__main__":
    main()
