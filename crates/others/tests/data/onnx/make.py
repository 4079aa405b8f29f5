#!/usr/bin/env python3
"""Makes the small models and tokenizers beside it, for the tests of the feature `onnx` (needs PyPI `onnx`).

Every piece of the vocabulary has a vector of its own with a single 1 in it, so that the mean of a sentence's tokens
counts its pieces, and a test can say beforehand what comes out.
"""

import json
import os

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

HERE = os.path.dirname(os.path.abspath(__file__))
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
UNIGRAM = SPECIAL + ["▁" + word for word in WORDS] + ["▁", "s"]
WORDPIECE = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS, "##s"]


def added(pieces):
    keys = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return [{"id": i, "content": piece, **keys} for i, piece in enumerate(pieces)]


def frame(begin, end, ids):
    """The post-processor that marks beginning and end."""
    tokens = {name: {"id": name, "ids": [i], "tokens": [name]} for name, i in zip((begin, end), ids)}
    special, text = (lambda n: {"SpecialToken": {"id": n, "type_id": 0}}), {"Sequence": {"id": "A", "type_id": 0}}
    single = [special(begin), text, special(end)]
    pair = [*single, {"Sequence": {"id": "B", "type_id": 0}}, special(end)]
    return {"type": "TemplateProcessing", "single": single, "pair": pair, "special_tokens": tokens}


def tokenizer(name, model, special, **parts):
    whole = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": added(special),
        "normalizer": None, "pre_tokenizer": None, "post_processor": None, "decoder": None, **parts, "model": model,
    }  # fmt: skip
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as file:
        json.dump(whole, file, ensure_ascii=False, indent=1)
        file.write("\n")


def tokenizers():
    scores = [[piece, 0.0 if i < 4 else -2.0] for i, piece in enumerate(UNIGRAM)]
    tokenizer(
        "unigram.json",
        {"type": "Unigram", "unk_id": 3, "vocab": scores, "byte_fallback": False},
        SPECIAL,
        normalizer={"type": "NFKC"},
        pre_tokenizer={"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        post_processor=frame("<s>", "</s>", (0, 2)),
    )
    vocab = {piece: i for i, piece in enumerate(WORDPIECE)}
    tokenizer(
        "wordpiece.json",
        {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
         "max_input_chars_per_word": 100, "vocab": vocab},
        WORDPIECE[:4],
        normalizer={"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None,
                    "lowercase": True},
        pre_tokenizer={"type": "BertPreTokenizer"},
        post_processor=frame("[CLS]", "[SEP]", (2, 3)),
        truncation={"direction": "Right", "max_length": 6, "strategy": "LongestFirst", "stride": 0},
    )  # fmt: skip


def graph(name, inputs, nodes, outputs, tables, shape=("batch", "tokens"), beside=False):
    ints, floats = TensorProto.INT64, TensorProto.FLOAT
    values = [helper.make_tensor_value_info(n, ints, shape) for n in inputs]
    results = [helper.make_tensor_value_info(n, floats, s) for n, s in outputs]
    weights = [numpy_helper.from_array(table, n) for n, table in tables.items()]
    made = helper.make_graph(nodes, "tiny", values, results, initializer=weights)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], producer_name="calque")
    model.ir_version = 8
    path = os.path.join(HERE, name)
    if beside:
        if os.path.exists(f"{path}.data"):
            os.remove(f"{path}.data")
        save(model, path, save_as_external_data=True, location=f"{name}.data", size_threshold=0)
    else:
        checker.check_model(model)
        save(model, path)


def models():
    # As many rows as the larger vocabulary; in the type table, the row of the first sentence is zero.
    pieces, dim = max(len(UNIGRAM), len(WORDPIECE)), max(len(UNIGRAM), len(WORDPIECE))
    words = {"words": np.eye(pieces, dim, dtype=np.float32)}
    types = {"types": np.stack([np.zeros(dim), np.full(dim, 9)]).astype(np.float32)}
    look = helper.make_node("Gather", ["words", "input_ids"], ["vectors"])
    hidden = [("last_hidden_state", ("batch", "tokens", dim))]
    by_type = helper.make_node("Gather", ["types", "token_type_ids"], ["kinds"])
    # What the mask hides is far off, so that a mean over it would show.
    masked = [
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
    ]
    # What the mask hides is far off, so that a mean over it would show.
    far = [
        helper.make_node("Sub", ["one", "column"], ["hidden"]),
        helper.make_node("Mul", ["hidden", "five"], ["far"]),
    ]
    last = {"last": np.array([-1], dtype=np.int64)}
    numbers = {"one": np.array([1], dtype=np.float32), "five": np.array([5], dtype=np.float32)}
    names = ["input_ids", "attention_mask", "token_type_ids"]
    sums = [
        look, by_type, *masked, *far,
        helper.make_node("Add", ["vectors", "kinds"], ["both"]),
        helper.make_node("Add", ["both", "far"], ["last_hidden_state"]),
    ]  # fmt: skip
    tables = {**words, **types, **last, **numbers}
    graph("tokens.onnx", names, sums, hidden, tables)
    graph("beside.onnx", names, sums, hidden, tables, beside=True)
    fixed = [("last_hidden_state", (2, 8, dim))]
    graph("fixed.onnx", names, sums, fixed, tables, shape=(2, 8))
    # A graph that pools by itself: the sum of the tokens that count, in a second output.
    pooling = [
        helper.make_node("Gather", ["words", "input_ids"], ["token_embeddings"]), *masked,
        helper.make_node("Mul", ["token_embeddings", "column"], ["shown"]),
        helper.make_node("ReduceSum", ["shown", "tokens"], ["sentence_embedding"], keepdims=0),
    ]  # fmt: skip
    two = [("token_embeddings", ("batch", "tokens", dim)), ("sentence_embedding", ("batch", dim))]
    graph("sentences.onnx", names[:2], pooling, two, {**words, **last, "tokens": np.array([1], dtype=np.int64)})
    # Graphs that are no encoders of text.
    picture = [helper.make_node("Gather", ["words", "pixel_values"], ["last_hidden_state"])]
    graph("picture.onnx", ["pixel_values"], picture, hidden, words)
    flat = [look, helper.make_node("Flatten", ["vectors"], ["last_hidden_state"], axis=2)]
    graph("flat.onnx", names[:1], flat, [("last_hidden_state", ("all", dim))], words)
    unknown = [helper.make_node("Gather", ["words", "input_ids"], ["left"]), helper.make_node("Neg", ["left"], ["right"])]
    sides = [(n, ("batch", "tokens", dim)) for n in ("left", "right")]
    graph("unknown.onnx", names[:1], unknown, sides, words)


if __name__ == "__main__":
    tokenizers()
    models()
