"""Trains the reader on shards of minimal pairs; it goes on where it stopped.

    train.py --shards PREFIX --out reader.pt --examples 3000000 [--lower 6] [--layers 3]

A shard is a pickle: groups of one or two examples (the good pair first), each the pieces of both sides, a label
for each (1: the other side does not say it; 2: counts for nothing), and whether the pair holds an error."""

import argparse
import math
import os
import pickle
import random
import sys
import time

import numpy as np
import torch
from torch.nn import functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "encoder")]
import model as reader_model  # noqa: E402
import shipped  # noqa: E402
import source  # noqa: E402

PAIRS = 64  # in a batch of usual length
USUAL = 34  # pieces of a side


def build(lower_layers, layers):
    public, rows = source.Model.installed(), shipped.rows()
    lower = reader_model.lower(public, rows, lower_layers).to(torch.bfloat16)
    net = reader_model.Reader(layers=layers, mean=torch.zeros(public.hidden))
    return lower, reader_model.filled(net, public, range(lower_layers, lower_layers + layers))


def padded(texts, ends):
    """Numbers of pieces between begin and end, all of one length, and which there are."""
    longest = max(len(t) for t in texts) + 2
    ids, there = np.zeros((len(texts), longest), np.int64), np.zeros((len(texts), longest), bool)
    for row, keep, text in zip(ids, there, texts):
        row[: len(text) + 2] = [ends[0], *text, ends[1]]
        keep[: len(text) + 2] = True
    return torch.from_numpy(ids), torch.from_numpy(there)


def read(lower, texts, ends, each=96):
    """The frozen layers' vectors of texts, each text once, in runs of like length."""
    unique, where = {}, []
    for t in texts:
        where.append(unique.setdefault(t.tobytes(), len(unique)))
    firsts = [None] * len(unique)
    for t, k in zip(texts, where):
        firsts[k] = t
    order = sorted(range(len(firsts)), key=lambda k: len(firsts[k]))
    longest = len(firsts[order[-1]]) + 2
    out = torch.zeros(len(firsts), longest, lower.eln.weight.shape[0], dtype=torch.bfloat16)
    known = torch.zeros(len(firsts), longest, dtype=torch.bool)
    with torch.no_grad():
        for i in range(0, len(order), each):
            some = order[i : i + each]
            ids, there = padded([firsts[k] for k in some], ends)
            out[some, : ids.shape[1]] = lower(ids, there)
            known[some, : ids.shape[1]] = there
    return out[where], known[where]


def both(lower, examples, ends):
    """The vectors of both sides of examples, padded to one length."""
    x, kx = read(lower, [e[0] for e in examples], ends)
    y, ky = read(lower, [e[1] for e in examples], ends)
    n = max(x.shape[1], y.shape[1])
    wide = lambda v: F.pad(v, (0, 0, 0, n - v.shape[1])) if v.dim() == 3 else F.pad(v, (0, n - v.shape[1]))
    return wide(x), wide(y), wide(kx), wide(ky)


def labels(examples, n):
    """The labels of the pieces of both sides, and how much each counts."""
    label, counts = np.zeros((len(examples), 2 * n), np.float32), np.zeros((len(examples), 2 * n), np.float32)
    for row, count, e in zip(label, counts, examples):
        for k in (0, 1):
            at = k * n + 1
            row[at : at + len(e[2 + k])] = e[2 + k] == 1
            count[at : at + len(e[2 + k])] = e[2 + k] < 2
    return torch.from_numpy(label), torch.from_numpy(counts)


def batches(groups, rng):
    """Groups of like length, about as many pieces in each batch."""
    groups = sorted(groups, key=lambda g: max(len(s) for e in g for s in e[:2]) + rng.random())
    out, now, longest = [], [], 0
    for g in groups:
        size = max(len(s) for e in g for s in e[:2])
        if now and (len(now) + len(g)) * max(longest, size, 10) > PAIRS * USUAL:
            out.append(now)
            now, longest = [], 0
        now += [(*e, len(g) == 2) for e in g]
        longest = max(longest, size)
    if now:
        out.append(now)
    rng.shuffle(out)
    return out


def loss_of(net, lower, batch, ends, late):
    x, y, kx, ky = both(lower, batch, ends)
    label, counts = labels(batch, x.shape[1])
    error = torch.tensor([float(e[4]) for e in batch])
    with torch.autocast("cpu", torch.bfloat16):
        odds, pair = net(x, y, kx, ky)
    if late:
        # A good pair of which the reader is sure that it is none may be one of the bad translations in the data.
        counts = counts * torch.where((label == 0) & (odds.detach() > 3.0), 0.3, 1.0)
    pieces = (F.binary_cross_entropy_with_logits(odds, label, reduction="none") * counts).sum() / counts.sum()
    whole = F.binary_cross_entropy_with_logits(pair, error)
    good = torch.tensor([i for i, e in enumerate(batch) if e[5] and not e[4]], dtype=torch.long)
    apart = F.relu(2.0 - (pair[good + 1] - pair[good])).mean() if len(good) else pair.sum() * 0
    return pieces, whole, apart


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shards", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--examples", type=int, default=3_000_000, help="how many in all; more than there are: again from the first")
    ap.add_argument("--lower", type=int, default=6)
    ap.add_argument("--layers", type=int, default=3)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--save", type=float, default=240, help="seconds between two saves")
    args = ap.parse_args()
    torch.manual_seed(args.seed)
    lower, net = build(args.lower, args.layers)
    ends = shipped.ends()
    fresh = [p for n, p in net.named_parameters() if not n.startswith("layers")]
    opt = torch.optim.AdamW([{"params": net.layers.parameters(), "times": 1.0}, {"params": fresh, "times": 3.0}],
                            lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)  # fmt: skip
    state = {"step": 0, "seconds": 0.0, "pairs": 0, "shard": 0, "batch": 0}
    if os.path.exists(args.out):
        kept = torch.load(args.out)
        net.load_state_dict(kept["net"])
        opt.load_state_dict(kept["opt"])
        state = kept["state"]
        print("goes on from", state, flush=True)

    def save():
        torch.save({"net": net.state_dict(), "opt": opt.state_dict(), "state": state, "args": vars(args)}, args.out + ".part")
        os.replace(args.out + ".part", args.out)

    last, saved, seen = time.time(), time.time(), np.zeros(4)
    net.train()
    while state["pairs"] < args.examples:
        path = f"{args.shards}.{state['shard']:03d}"
        if not os.path.exists(path):
            if os.path.exists(args.shards + ".end"):
                state["shard"] = state["batch"] = 0
            else:
                print("waits for", path, flush=True)
                time.sleep(5)
            continue
        with open(path, "rb") as f:
            todo = batches(pickle.load(f), random.Random(f"{args.seed} {state['shard']}"))
        for batch in todo[state["batch"] :]:
            done = state["pairs"] / args.examples
            pace = min(1.0, (state["step"] + 1) / 100) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * done)))
            for group in opt.param_groups:
                group["lr"] = args.rate * group["times"] * pace
            pieces, whole, apart = loss_of(net, lower, batch, ends, done > 0.3)
            opt.zero_grad(set_to_none=True)
            (4 * pieces + 0.3 * whole + 0.2 * apart).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            now = time.time()
            state["seconds"] += now - last
            last = now
            state["step"] += 1
            state["batch"] += 1
            state["pairs"] += len(batch)
            seen += [pieces.item(), whole.item(), apart.item(), 1]
            if state["step"] % 25 == 0:
                means = " ".join(f"{v:.4f}" for v in seen[:3] / seen[3])
                print(f"{state['seconds']:.0f}s step {state['step']} pairs {state['pairs']} ({state['pairs'] / state['seconds']:.0f}/s) pieces, pair, margin {means}", flush=True)
                seen[:] = 0
            if now - saved > args.save:
                save()
                saved = now
            if state["pairs"] >= args.examples:
                break
        else:
            state["shard"] += 1
            state["batch"] = 0
    save()
    print("done", state, flush=True)


if __name__ == "__main__":
    main()
