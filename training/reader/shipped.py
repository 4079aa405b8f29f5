"""The pieces of the encoder that Calque ships (crates/encoder/assets/e5-fr-en.bin), for training on the same ones."""

import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "encoder"))
import pieces  # noqa: E402
import source  # noqa: E402

FILE = os.path.join(HERE, "..", "..", "crates", "encoder", "assets", "e5-fr-en.bin")
ALIGN = 64  # tables lie at multiples of this: see build.py


def names():
    """The pieces in their order, and their scores."""
    with open(FILE, "rb") as f:
        data = f.read()
    at = 8

    def table(kind, count):
        nonlocal at
        at += -at % ALIGN
        found = np.frombuffer(data, kind, count, at)
        at += found.nbytes
        return found

    count, size = (int(n) for n in table(np.uint32, 8)[5:7])
    stops = table(np.uint32, count)
    scores = table(np.float32, count)
    text = table(np.uint8, size).tobytes()
    starts = [0, *stops[:-1]]
    return [text[a:b].decode() for a, b in zip(starts, stops)], scores


def tokenizer():
    """Cuts text as the encoder does; behind the pieces stand begin, end and unknown."""
    found, scores = names()
    last = float(min(scores)) - 100
    return pieces.tokenizer([*found, "<s>", "</s>", "<unk>"], [*scores, last, last, last], unk=len(found) + 2)


def ends():
    """The numbers of begin and end."""
    count = len(names()[0])
    return count, count + 1


def rows():
    """The numbers of the pieces in the public model, begin, end and unknown last."""
    public = source.Model.installed()
    number = {piece: i for i, piece in reversed(list(enumerate(public.pieces)))}
    return [*(number[n] for n in names()[0]), public.bos, public.eos, public.unk]
