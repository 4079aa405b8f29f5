#!/usr/bin/env python3
"""A model of German or Spanish with English, from Debian packages, and how good it is.

    recipe.py de-en --work DIR [--calque target/release/calque] [--any-version] [--only STEP]

Steps: fetch (packages, with their checksums), pairs (extracted, some documents held out), train
(DIR/de-en.calque), measure (printed). Each is done again unless its result lies in DIR; --only runs
one of them anew. Needs Debian 12 or a container of it, `apt-get update` once before, and 3 GB in DIR.
"""
import argparse
import hashlib
import pathlib
import random
import shutil
import subprocess
import sys

import extract
import heldout

HERE = pathlib.Path(__file__).parent
KEPT = ["*.mo", "*/share/help/*", "*/share/doc/*.html", "*/libreoffice/help/*.html", "*/share/trans/*", "*/dictd/*"]
# Pages of these books are held out, one in five; and one campaign of the game.
HELD_OUT_BOOKS = ("debian-handbook", "installation-guide-amd64")
HELD_OUT_GAME = "wesnoth-tsg"
NAMES = ("iso_3166-1.mo", "iso_639-2.mo", "iso_4217.mo")


def packages(pair):
    rows = [line.split("\t") for line in (HERE / "recipes.tsv").read_text().splitlines() if not line.startswith("#")]
    listed = [dict(zip(("name", "version", "pair", "licence", "sha256"), row)) for row in rows[1:]]
    return [p for p in listed if p["pair"] in (pair, "-")]


def fetch(pair, work, any_version):
    folder, tree = work / "packages", work / f"tree-{pair}"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir()
    for package in packages(pair):
        name = package["name"]
        if not list(folder.glob(f"{name}_*.deb")):
            subprocess.run(["apt-get", "download", "-q", name], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (file,) = folder.glob(f"{name}_*.deb")
        if hashlib.sha256(file.read_bytes()).hexdigest() != package["sha256"] and not any_version:
            sys.exit(f"{file}: not version {package['version']} of recipes.tsv; --any-version takes it all the same")
        unpack = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", file], stdout=subprocess.PIPE)
        # tar says that some patterns of the list are not in the archive; that is no error here.
        tar = ["tar", "-x", "-C", tree, "--wildcards", *KEPT]
        subprocess.run(tar, stdin=unpack.stdout, stderr=subprocess.DEVNULL, check=False)
        if unpack.wait():
            sys.exit(f"{file}: dpkg-deb could not read it")
        print(f"{name} {package['version']}: {package['licence']}", file=sys.stderr)


def held_out(number):
    return number % 5 == 2


def pairs(pair, work):
    lang, tree = pair[:2], work / f"tree-{pair}"
    (work / pair).mkdir(exist_ok=True)
    learnt, kept, documents, skipped = {}, {}, [], 0
    folders = [f for f in extract.page_folders(tree, lang)]
    folders.append((tree / "usr/share/libreoffice/help/en-US", tree / f"usr/share/libreoffice/help/{lang}"))
    for english, other in folders:
        book = any(name in english.parts for name in HELD_OUT_BOOKS)
        for number, (name, blocks) in enumerate(extract.pages(english, other)):
            if name is None:
                skipped += blocks
                continue
            found = [s for block in blocks for s in extract.split(*block) if extract.usable(*s)]
            if book and held_out(number):
                documents.append(found)
                kept.update(dict.fromkeys(found))
            else:
                learnt.update(dict.fromkeys(found))
    for path in sorted(tree.rglob("*.mo")):
        if path.name in NAMES or path.name.startswith("iso_"):
            continue
        into = kept if path.stem == HELD_OUT_GAME else learnt
        into.update((p, None) for p in extract.catalogue(path, lang) if extract.usable(*p))
    sentences = {side for p in kept for side in p}
    learnt = [p for p in learnt if p[0] not in sentences and p[1] not in sentences]
    # Neighbours stay together: the trainer's batches are runs of neighbouring lines.
    write(work / pair / "train.tsv", ((theirs, ours) for ours, theirs in learnt))
    entries = dictionary(pair, tree)
    words = [e for n, e in enumerate(entries) if len(e[0].split()) == 1 == len(e[1].split())]
    tested = set(random.Random(1).sample(sorted({e[0] for e in words}), k=min(4000, len(words) // 5)))
    write(work / pair / "words.tsv", (e for e in words if e[0] in tested))
    names = [(t, o) for p in tree.rglob("iso_*.mo") if p.name in NAMES for o, t in extract.catalogue(p, lang)]
    write(work / pair / "entries.tsv", [e for e in entries if e[0] not in tested] + names)
    heldout.write(work / pair / "held-out", lang, list(kept), documents)
    print(f"{len(learnt)} pairs, {len(entries)} entries, {len(names)} names; held out: {len(kept)} pairs, "
          f"{len(documents)} pages; {skipped} pages differ in their blocks", file=sys.stderr)


def dictionary(pair, tree):
    """(word or phrase, English) of the dictionaries of a pair."""
    found = {}
    if pair == "de-en":
        for line in (tree / "usr/share/trans/de-en").read_text("utf-8").splitlines():
            if not line.startswith("#") and "::" in line:
                for theirs, ours in heldout.ding(line):
                    found[(theirs, ours)] = None
    for first, second in (("spa", "eng"), ("eng", "spa")):
        for path in tree.glob(f"usr/share/dictd/freedict-{first}-{second}.dict.dz"):
            for word, sense in heldout.freedict(path):
                found[(word, sense) if first == "spa" else (sense, word)] = None
    return list(found)


def write(path, rows):
    path.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pair", choices=["de-en", "es-en"])
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--calque", default="target/release/calque")
    parser.add_argument("--any-version", action="store_true")
    parser.add_argument("--only", choices=["fetch", "pairs", "train", "measure"])
    args = parser.parse_args()
    pair, work = args.pair, args.work.resolve()
    model, data = work / f"{pair}.calque", work / pair
    due = lambda step, result: args.only == step or (args.only is None and not result.exists())
    if due("fetch", work / f"tree-{pair}"):
        fetch(pair, work, args.any_version)
    if due("pairs", data / "held-out"):
        pairs(pair, work)
    if due("train", model):
        languages = ["--source-lang", pair[:2], "--target-lang", "en"]
        command = [args.calque, "model", "train", "--log", "info", *languages, "--entries", data / "entries.tsv"]
        subprocess.run([*command, data / "train.tsv", "-o", model], check=True)
    if args.only in (None, "measure"):
        heldout.measure(args.calque, pair[:2], model, data)


if __name__ == "__main__":
    main()
