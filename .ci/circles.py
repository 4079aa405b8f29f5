#!/usr/bin/env python3
"""Prints import circles inside the crates and fails on those that are not allowed.

    .ci/circles.py            checks all crates
    .ci/circles.py aligner    prints the circles of one crate, small ones too

A module imports another where its code (tests excluded) names it by a path
(`crate::`, `super::`, `self::`, or a child module); names that a module only
re-exports (`pub use`) count as the module that defines them. Not allowed:

- a circle of more than three modules;
- a circle between two folders of the same parent.

Exit status 1 if there is one.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 3


def without_comments(code):
    """The code without comments, strings and test modules."""
    code = re.sub(r"#\[cfg\(test\)\]\s*(pub(\([^)]*\))? )?mod \w+ \{.*", "", code, flags=re.S)
    code = re.sub(r'"(?:\\.|[^"\\])*"', '""', code, flags=re.S)
    code = re.sub(r"/\*.*?\*/", "", code, flags=re.S)
    return re.sub(r"//[^\n]*", "", code)


def flat(tree, prefix=()):
    """The paths of a use tree such as `a::{b, c::{self, d}} as e`, each with the name it is known by."""
    tree = tree.strip()
    brace = tree.find("{")
    if brace < 0:
        path, _, alias = tree.partition(" as ")
        parts = [p.strip() for p in path.split("::") if p.strip()]
        if parts and parts[-1] == "self":
            parts.pop()
        whole = (*prefix, *parts)
        return [(whole, alias.strip() or (whole[-1] if whole else ""))] if whole else []
    head = tuple(p.strip() for p in tree[:brace].split("::") if p.strip())
    inside, depth, part, out = tree[brace + 1 : tree.rfind("}")], 0, "", []
    for c in inside + ",":
        depth += {"{": 1, "}": -1}.get(c, 0)
        if c == "," and depth == 0:
            out += flat(part, (*prefix, *head)) if part.strip() else []
            part = ""
        else:
            part += c
    return out


class Crate:
    """The modules of a crate: their code, children, imports and re-exports."""

    def __init__(self, src):
        self.code, self.children = {}, {}
        for file in sorted(src.rglob("*.rs")):
            parts = file.relative_to(src).with_suffix("").parts
            if parts[0] in ("bin", "main") or parts[-1] == "tests" or "tests" in parts:
                continue
            module = () if parts == ("lib",) else parts[:-1] if parts[-1] == "mod" else parts
            self.code[module] = without_comments(file.read_text(encoding="utf-8"))
        for module in self.code:
            if module:
                self.children.setdefault(module[:-1], set()).add(module[-1])
        self.exports, self.imports, self.body = {}, {}, {}
        for module, code in self.code.items():
            uses = list(re.finditer(r"^[ \t]*(pub(?:\([^)]*\))? )?use ([^;]+);", code, flags=re.M))
            paths = lambda public: [x for u in uses if bool(u[1]) == public for x in flat(u[2])]
            self.exports[module] = {name: path for path, name in paths(True)}
            self.imports[module] = [path for path, _ in paths(False)]
            self.body[module] = re.sub(r"^[ \t]*(pub(\([^)]*\))? )?(use [^;]+|mod \w+);", "", code, flags=re.M)

    def module_of(self, path, at, depth=0):
        """The module that defines what `path` names, seen from the module `at`; None if it is not of this crate."""
        path = list(path)
        if not path or depth > 20:
            return None
        if path[0] == "crate":
            here, path = (), path[1:]
        elif path[0] in ("super", "self"):
            here = at
            while path and path[0] in ("super", "self"):
                here = here[:-1] if path.pop(0) == "super" else here
        elif path[0] in self.children.get(at, ()):
            here = at
        else:
            return None
        while path and path[0] in self.children.get(here, ()):
            here = (*here, path.pop(0))
        if path and path[0] in self.exports.get(here, ()):
            return self.module_of(self.exports[here][path[0]], here, depth + 1) or here
        return here if here in self.code else None

    def edges(self):
        out = {}
        for module in self.code:
            paths = list(self.imports[module])
            for text in re.findall(r"\b(?:crate|super|self)(?:::\w+)+|\b[a-z_]\w*(?:::\w+)+", self.body[module]):
                paths.append(tuple(text.split("::")))
            targets = {self.module_of(p, module) for p in paths} - {None, module}
            out[module] = targets
        return out


def circles(graph):
    """Strongly connected components of more than one node (Tarjan 1972)."""
    index, low, stack, on, out, n = {}, {}, [], set(), [], [0]

    def visit(v):
        index[v] = low[v] = n[0]
        n[0] += 1
        stack.append(v)
        on.add(v)
        for w in sorted(graph.get(v, ())):
            if w not in index:
                visit(w)
                low[v] = min(low[v], low[w])
            elif w in on:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            part = []
            while True:
                w = stack.pop()
                on.discard(w)
                part.append(w)
                if w == v:
                    break
            if len(part) > 1:
                out.append(sorted(part))

    sys.setrecursionlimit(10000)
    for v in sorted(graph):
        if v not in index:
            visit(v)
    return out


def folder_circles(edges):
    """Circles between folders that lie in the same folder; a module of that folder itself is none."""
    folders = {m[:k] for m in edges for k in range(1, len(m))}
    out = []
    for parent in {f[:-1] for f in folders}:
        siblings = {f for f in folders if f[:-1] == parent}
        graph = {f: set() for f in siblings}
        for a, targets in edges.items():
            for b in targets:
                x, y = a[: len(parent) + 1], b[: len(parent) + 1]
                if x != y and x in siblings and y in siblings:
                    graph[x].add(y)
        out += circles(graph)
    return out


def main():
    wanted, bad = sys.argv[1:], 0
    name = lambda module: "::".join(module) or "lib"
    for src in sorted([*ROOT.glob("crates/*/src"), ROOT / "training/lab/src"]):
        crate = src.parent.name
        if wanted and crate not in wanted:
            continue
        edges = Crate(src).edges()
        for circle in circles(edges):
            large = len(circle) > LARGEST
            bad += large
            if large or wanted:
                print(f"{crate}: a circle of {len(circle)} modules: {', '.join(map(name, circle))}")
            if wanted:
                for a in circle:
                    print(f"    {name(a)} -> {', '.join(name(b) for b in sorted(edges[a]) if b in circle)}")
        for circle in folder_circles(edges):
            bad += 1
            print(f"{crate}: a circle of folders: {', '.join(map(name, circle))}")
            if wanted:
                for a in sorted(edges):
                    for b in sorted(edges[a]):
                        f, g = next((f for f in circle if a[: len(f)] == f), None), next((g for g in circle if b[: len(g)] == g), None)
                        if f and g and f != g:
                            print(f"    {name(a)} -> {name(b)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
