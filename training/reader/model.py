"""The reader of pairs: the shipped encoder's lower layers, frozen, on each side alone; then what stands on the
other side for each piece (a soft alignment); then layers over both sides at once. It answers for each piece
of both sides how surely it says something that the other side does not, and for the pair as a whole."""

import math

import torch
from torch import nn
from torch.nn import functional as F

FAR = -1e4  # what is added to an attention score to forget it


class Layer(nn.Module):
    """One layer of the encoder (BERT's, normalised after each half)."""

    def __init__(self, hidden, heads, inner):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.ao = nn.Linear(hidden, hidden)
        self.aln = nn.LayerNorm(hidden, eps=1e-12)
        self.fi = nn.Linear(hidden, inner)
        self.fo = nn.Linear(inner, hidden)
        self.oln = nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x, mask):
        b, n, h = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: at these lengths faster on a processor than the fused one.
        w = torch.matmul(q * (1 / math.sqrt(h // self.heads)), k.transpose(-1, -2)) + mask
        a = torch.matmul(torch.softmax(w, -1, dtype=w.dtype), v).transpose(1, 2).reshape(b, n, h)
        x = self.aln(x + self.ao(a))
        return self.oln(x + self.fo(F.gelu(self.fi(x))))


class Lower(nn.Module):
    """The encoder as it is shipped, up to a layer: vectors of the pieces of one text."""

    def __init__(self, pieces, hidden, heads, inner, positions, layers):
        super().__init__()
        self.word = nn.Embedding(pieces, hidden)
        self.place = nn.Embedding(positions, hidden)
        self.eln = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(hidden, heads, inner) for _ in range(layers))

    def forward(self, ids, there):
        x = self.eln(self.word(ids) + self.place.weight[: ids.shape[1]])
        mask = torch.zeros(there.shape, dtype=x.dtype).masked_fill(~there, FAR)[:, None, None]
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Match(nn.Module):
    """Adds to each piece what stands for it on the other side, and how well."""

    def __init__(self, hidden, mean, inner=256):
        super().__init__()
        self.register_buffer("mean", mean)
        self.project = nn.Linear(hidden, hidden, bias=False)
        nn.init.eye_(self.project.weight)
        self.scale = nn.Parameter(torch.tensor(15.0))
        self.inward = nn.Linear(4 * hidden + 4, inner)
        self.outward = nn.Linear(inner, hidden)
        nn.init.zeros_(self.outward.weight)
        nn.init.zeros_(self.outward.bias)

    def one(self, own, other, likeness, there, theirs):
        p = torch.softmax(likeness.masked_fill(~theirs[:, None], -2.0) * self.scale.float(), -1)
        q = torch.softmax(likeness.masked_fill(~there[:, :, None], -2.0) * self.scale.float(), 1)
        best = likeness.masked_fill(~theirs[:, None], -2.0).amax(-1)
        numbers = [best, (p * likeness).sum(-1), q.sum(-1).clamp(max=3.0) / 3, (p * q).sum(-1)]
        answer = p.to(own.dtype) @ other
        seen = [own * 4, answer * 4, (own - answer).abs() * 4, own * answer * 16, torch.stack(numbers, -1).to(own.dtype)]
        return self.outward(F.gelu(self.inward(torch.cat(seen, -1))))

    def forward(self, x, y, x_there, y_there):
        a, b = (F.normalize(self.project(v - self.mean.to(v.dtype)).float(), dim=-1) for v in (x, y))
        likeness = a @ b.transpose(1, 2)
        a, b = a.to(x.dtype), b.to(x.dtype)
        return (x + self.one(a, b, likeness, x_there, y_there), y + self.one(b, a, likeness.transpose(1, 2), y_there, x_there))


class Reader(nn.Module):
    def __init__(self, hidden=384, heads=12, inner=1536, layers=3, mean=None):
        super().__init__()
        self.match = Match(hidden, torch.zeros(hidden) if mean is None else mean)
        self.side = nn.Parameter(torch.zeros(2, hidden))
        self.layers = nn.ModuleList(Layer(hidden, heads, inner) for _ in range(layers))
        self.piece = nn.Linear(hidden, 1)
        self.pair = nn.Linear(2 * hidden, 1)
        self.worst = nn.Parameter(torch.tensor(0.3))

    def forward(self, x, y, x_there, y_there):
        """Vectors of the French and the English pieces, and which there are; log-odds of pieces and pair."""
        n = x.shape[1]
        x, y = self.match(x, y, x_there, y_there)
        z = torch.cat([x + self.side[0].to(x.dtype), y + self.side[1].to(x.dtype)], 1)
        there = torch.cat([x_there, y_there], 1)
        mask = torch.zeros(there.shape, dtype=z.dtype).masked_fill(~there, FAR)[:, None, None]
        for layer in self.layers:
            z = layer(z, mask)
        odds = self.piece(z).float().squeeze(-1)
        both = self.pair(torch.cat([z[:, 0], z[:, n]], -1)).float().squeeze(-1)
        return odds, both + self.worst * odds.masked_fill(~there, -20.0).amax(1)


def filled(module, model, numbers):
    """Fills layers with those of the public model (training/encoder/source.py), by their numbers."""
    h = model.hidden
    for layer, i in zip(module.layers, numbers):
        get = lambda name, i=i: torch.from_numpy(model[f"l{i}.{name}"])
        with torch.no_grad():
            layer.qkv.weight.copy_(torch.cat([get(f"{c}.w").view(h, h) for c in "qkv"]))
            layer.qkv.bias.copy_(torch.cat([get(f"{c}.b") for c in "qkv"]))
            for name in ("ao", "fi", "fo"):
                mine = getattr(layer, name)
                mine.weight.copy_(get(f"{name}.w").view(mine.weight.shape))
                mine.bias.copy_(get(f"{name}.b"))
            for name in ("aln", "oln"):
                getattr(layer, name).weight.copy_(get(f"{name}.w"))
                getattr(layer, name).bias.copy_(get(f"{name}.b"))
    return module


def lower(model, rows, layers):
    """The frozen part: `rows` are the numbers of the pieces in the public model."""
    net = Lower(len(rows), model.hidden, model.heads, model.inner, model.positions.shape[0], layers)
    with torch.no_grad():
        net.word.weight.copy_(torch.from_numpy(model["emb.word"].reshape(-1, model.hidden)[rows]))
        net.place.weight.copy_(torch.from_numpy(model.positions + model.types[0]))
        net.eln.weight.copy_(torch.from_numpy(model["emb.ln.w"]))
        net.eln.bias.copy_(torch.from_numpy(model["emb.ln.b"]))
    return filled(net, model, range(layers)).eval().requires_grad_(False)
