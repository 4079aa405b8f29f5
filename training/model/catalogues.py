#!/usr/bin/env python3
"""Sentence pairs of two languages from gettext catalogues that translate the same messages.

    catalogues.py FIRST_DIR SECOND_DIR [--pairs 10000] > pairs.tsv

FIRST_DIR and SECOND_DIR hold .mo files of the same names, such as those a Debian package
installs under locale/de and locale/fr. A message whose
two translations have as many lines gives one pair a line. Markup and placeholders are taken
out; pairs of 3 to 60 words are kept, each once, spread evenly over all files.
"""
import argparse
import gettext
import pathlib
import re
import sys

MARKUP = re.compile(r"<[^>]*>|&[a-z]+;|\\[a-z]")
PLACEHOLDER = re.compile(r"[%$|{]|https?:")


def catalogue(path):
    with open(path, "rb") as file:
        entries = gettext.GNUTranslations(file)._catalog
    return {key: text for key, text in entries.items() if key}


def lines(text):
    flat = (" ".join(MARKUP.sub(" ", line).split()) for line in text.split("\n"))
    return [line for line in flat if line]


def pairs(first, second):
    for key, text in first.items():
        ours, theirs = lines(text), lines(second.get(key, ""))
        if len(ours) == len(theirs):
            yield from zip(ours, theirs)


def usable(first, second):
    counts = [len(text.split()) for text in (first, second)]
    return first != second and all(3 <= n <= 60 for n in counts) and not PLACEHOLDER.search(first + second)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=pathlib.Path)
    parser.add_argument("second", type=pathlib.Path)
    parser.add_argument("--pairs", type=int, default=10_000, help="how many to write at most")
    args = parser.parse_args()
    found = {}
    for path in sorted(args.first.rglob("*.mo")):
        other = args.second / path.relative_to(args.first)
        if other.exists():
            for pair in pairs(catalogue(path), catalogue(other)):
                if usable(*pair):
                    found[pair] = None
    if not found:
        sys.exit(f"no pairs: {args.first} and {args.second} hold no .mo files of the same names with the same messages")
    found = list(found)
    step = max(len(found) / args.pairs, 1)
    for k in range(min(len(found), args.pairs)):
        print("\t".join(found[int(k * step)]))


if __name__ == "__main__":
    main()
