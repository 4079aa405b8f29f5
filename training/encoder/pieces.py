"""Which pieces French and English text uses."""

import io
import os
import random

import numpy as np

# File of SHARED/train: most lines taken. Broad, and no software documentation.
MIX = {
    "europarl": 200_000, "books": 134_484, "tatoeba": 158_085, "debian_news": 40_453, "matos": 37_169,
    "govcan_blogs": 13_572, "debian_web": 58_399, "laws_canada": 60_000, "bitcoinops": 14_000,
}  # fmt: skip
# Pieces seen more rarely than this are left out, but for single letters.
LEAST = 3
BATCH = 20_000


def lines(folder, name):
    """The lines of a file of train/: French, English."""
    import zstandard

    with open(os.path.join(folder, f"{name}.tsv.zst"), "rb") as f:
        reader = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(f), encoding="utf-8", newline="\n")
        return [line.rstrip("\n").split("\t")[:2] for line in reader]


def tokenizer(pieces, scores, unk=3):
    """The reference: SentencePiece's unigram model in the `tokenizers` package."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    t = Tokenizer(models.Unigram([(p, float(s)) for p, s in zip(pieces, scores)], unk_id=unk, byte_fallback=False))
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    t.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), spaces, normalizers.Strip()])
    t.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    return t


def count(model, folder):
    """How often each piece stands in the text of the mix."""
    reference = tokenizer(model.pieces, model.scores)
    counts = np.zeros(len(model.pieces), np.int64)
    rng = random.Random(1)
    for name, most in MIX.items():
        pairs = lines(folder, name)
        pairs = rng.sample(pairs, min(most, len(pairs)))
        for i in range(0, len(pairs), BATCH):
            texts = [text for pair in pairs[i : i + BATCH] for text in pair]
            encoded = reference.encode_batch(texts, add_special_tokens=False)
            ids = np.concatenate([np.array(e.ids) for e in encoded])
            counts += np.bincount(ids, minlength=len(counts))
        print(name, len(pairs), "pairs;", int((counts > 0).sum()), "pieces so far", flush=True)
    return counts


def keep(model, counts):
    """The numbers of the pieces to keep, sorted by their bytes."""

    def kept(i):
        piece = model.pieces[i]
        if i < 4 or not piece:
            return False  # the special ones are added apart
        letter = piece.removeprefix("▁")
        single = len(letter) == 1 and ord(letter) < 0x2100 and (ord(letter) < 0x250 or counts[i] > 0)
        return counts[i] >= LEAST or single or piece == "▁"

    return sorted((i for i in range(len(model.pieces)) if kept(i)), key=lambda i: model.pieces[i].encode())


def sample(shared, each=60):
    """Sentences of both languages, for the mean vector."""
    rng = random.Random(2)
    folder = os.path.join(shared, "train")
    names = ["debian_news", "matos", "govcan_blogs", "tatoeba", "books"]
    return [text for name in names for pair in rng.sample(lines(folder, name), each) for text in pair]
