#!/usr/bin/env python3
"""Gives every command of Calque inputs and outputs that are of no use, and checks what it says.

    tests/hostile.py target/release/calque
    tests/hostile.py target/release/calque --only convert --verbose

Each run must end with status 0 (where the input can be read after all) or 2 (1 for findings), within a
minute and without a panic; with status 2 it must name the file and say what to do; and it must leave
nothing behind. Needs nothing but Python; as root, the file that may not be read is tried as nobody.
"""

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EN = "The bridge has been closed since Monday.\n\nNobody was hurt when a beam fell into the river.\n"
FR = "Le pont est fermé depuis lundi.\n\nPersonne n’a été blessé quand une poutre est tombée dans la rivière.\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
#: The beginning of a frame of zstd that says nothing.
ZST = b"\x28\xb5\x2f\xfd\x24\x05\x29\0\0He"
PAIR = '{"source": "The dam.", "target": "Le barrage."}\n'

#: Files by their names. The ending decides which commands get them as well.
FILES = {
    "empty.txt": b"",
    "picture.txt": PNG,
    "nul.txt": b"The dam\0 broke.\n",
    "notutf8.txt": b"caf\xe9 \xff\xfe ferm\xe9\n" * 3,
    "torn.txt.gz": gzip.compress(EN.encode() * 500)[:-40],
    "torn.txt.zst": ZST,
    "torn.docx": b"PK\x03\x04" + b"\0" * 60,
    "torn.epub": b"PK\x03\x04\x14\0\0\0" + b"mimetypeapplication/epub+zip",
    "torn.odt": b"PK\x03\x04\x14\0\x08\x08" + b"x" * 90,
    "broken.pdf": b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >>\nendobj\nxref\n0 999999999\ntrailer << /Root 1 0 R >>",
    "broken.html": b"<html><body><p>The dam <table><tr><td></p></div>&#xFFFFFFFF;",
    "broken.tmx": b'<?xml version="1.0"?>\n<tmx version="1.4"><body>\n<tu><tuv xml:lang="en"><seg>The dam</tuv></tu>\n',
    "entity.tmx": b'<?xml version="1.0"?>\n<!DOCTYPE tmx [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>\n<tmx><body>&b;</body></tmx>\n',
    "broken.xlf": b'<?xml version="1.0"?>\n<xliff version="2.0">\n<file><unit id="1"><segment></xliff>\n',
    "broken.po": b'msgid "a\nmsgstr b\n',
    "broken.srt": b"1\n00:00:99,999 -> x\nThe dam.\n",
    "broken.json": b'{"a": {"b": "c"',
    "deep.json": b'{"a":' * 50_000 + b'"x"' + b"}" * 50_000,
    "broken.yml": b"fr:\n  a: [b\n c: \"d\n",
    "laughs.yml": b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (97 + n, 97 + n, 96 + n, 96 + n) for n in range(1, 26)),
    "broken.strings": b'"a" = "b";\n"c" = "d\n',
    "broken.properties": b"a=\\u00\nb \\\n",
    "broken.xml": b"<?xml version='1.0'?><resources><string name='a'>b</resources>",
    "deep.ftl": b"a = " + b"{" * 50_000 + b"x" + b"}" * 50_000 + b"\n",
    "broken.adoc": b"= T\n:a: {a}{a}\n\n" + b"====\n" * 999 + b"|===\n|x\n{a}\n",
    "broken.rst": b"T\n=\n\n.. note::\n" + b"".join(b" " * n + b"- x\n\n" for n in range(2000)) + b"+--+\n|x\n",
    "broken.ass": b"[Script Info]\n[Events]\nDialogue: x\nDialogue: 0,1,2,a,b,c,d,e,f,{\\p1\n",
    "torn.pptx": b"PK\x03\x04" + b"\0" * 26 + b"ppt/presentation.xml" + b"\0" * 60,
    "torn.xlsx": b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml" + b"\0" * 60,
    "broken.jsonl": (PAIR + '{"source": "The dam.", "target"\n').encode(),
    "wrong.jsonl": (PAIR + '{"source": 3, "target": []}\n').encode(),
    "broken.tsv": b"source\ttarget\nThe dam.\n",
    "nul.tsv": b"The dam\0\tLe barrage\n",
    "notutf8.tsv": b"caf\xe9\tferm\xe9 \xff\n",
    "broken.parquet": b"PAR1" + b"\xff" * 100 + b"PAR1",
    "broken.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nHTTP",
    "broken.toml": b"[corpus\nsource = 3\n",
    "broken.calque": b"calque model that is none" * 9,
    "broken.arrows": b"\xff\xff\xff\xff\x40\0\0\0" + b"\x10" * 64,
    "longline.txt": b"word " * 10_000_000,
    "longline.tsv": b"word " * 10_000_000 + b"\tmot\n",
    "longline.jsonl": b'{"source": "' + b"word " * 10_000_000 + b'", "target": "mot"}\n',
}
#: Names that are no regular files, or none that can be read.
ODD = ["folder.txt", "missing.txt", "forbidden.txt", "link.txt"]
TEXTS = (
    "txt", "gz", "zst", "docx", "epub", "odt", "pdf", "html", "srt", "po", "json", "yml", "strings", "properties", "xml", "ftl",
    "adoc", "rst", "ass", "pptx", "xlsx",
)
TABLES = ("txt", "gz", "zst", "tmx", "xlf", "po", "jsonl", "tsv", "parquet")

#: What is given a file: a name, the arguments with `@` for the file, and the endings that make sense.
COMMANDS = {
    "check source": (["check", "@", "good.fr.txt"], TEXTS),
    "check target": (["check", "good.en.txt", "@"], TEXTS),
    "check pairs": (["check", "--pairs", "@"], TABLES),
    "check glossary": (["check", "good.en.txt", "good.fr.txt", "--glossary", "@"], ("txt", "tsv", "tmx")),
    "check baseline": (["check", "good.en.txt", "good.fr.txt", "--baseline", "@"], ("txt", "jsonl")),
    "check settings": (["--settings", "@", "check", "good.en.txt", "good.fr.txt"], ("txt", "toml")),
    "check model": (["--model", "@", "check", "good.en.txt", "good.fr.txt"], ("txt", "calque")),
    "align source": (["align", "@", "good.fr.txt"], TEXTS),
    "align lines": (["align", "--lines", "good.en.txt", "@"], ("txt",)),
    "align anchors": (["align", "good.en.txt", "good.fr.txt", "--anchors", "@"], ("txt", "tsv")),
    "align vectors": (["align", "good.en.txt", "good.fr.txt", "--source-vectors", "@", "--target-vectors", "@"], ("txt", "parquet")),
    "segment": (["segment", "@"], TEXTS),
    "words": (["words", "@"], TABLES),
    "diff": (["diff", "good.fr.txt", "@"], ("txt", "html")),
    "diff reference": (["diff", "good.fr.txt", "good.fr.txt", "--reference", "@"], ("txt",)),
    "pair": (["pair", "@", "folder.txt"], ("txt", "warc")),
    "convert": (["corpus", "convert", "@", "--format", "jsonl"], TABLES),
    "convert errors": (["corpus", "convert", "@", "-o", "out.tsv", "--errors", "errors.out"], TABLES),
    "filter": (["corpus", "filter", "@", "-o", "out.tsv"], TABLES),
    "filter test set": (["corpus", "filter", "good.tsv", "-o", "out.tsv", "--test-set", "@"], ("txt", "tsv")),
    "filter profanity": (["corpus", "filter", "good.tsv", "-o", "out.tsv", "--profanity", "@"], ("txt",)),
    "dedup": (["corpus", "dedup", "@", "-o", "out.tsv"], TABLES),
    "stats": (["corpus", "stats", "@"], TABLES),
    "build folder": (["corpus", "build", "@", "folder.txt", "-o", "built"], ("txt", "warc")),
    "build manifest": (["corpus", "build", "--manifest", "@", "-o", "built"], ("txt", "tsv", "jsonl")),
    "build urls": (["corpus", "build", "--urls", "@", "--offline", "--cache", "cache", "-o", "built"], ("txt",)),
    "build warc": (["corpus", "build", "--warc", "@", "-o", "built"], ("txt", "warc")),
    "merge": (["corpus", "merge", "@", "-o", "built"], ("txt",)),
    "fetch list": (["fetch", "--urls", "@", "--offline", "--cache", "cache"], ("txt",)),
    "eval align": (["eval", "align", "--gold", "@", "good.en.txt", "good.fr.txt"], ("txt", "jsonl")),
    "eval check": (["eval", "check", "@"], ("txt", "jsonl", "tsv")),
    "eval words": (["eval", "words", "@"], ("txt", "jsonl")),
    "eval segment": (["eval", "segment", "@"], ("txt", "jsonl")),
    "model train": (["model", "train", "@", "--source-lang", "en", "--target-lang", "fr", "-o", "out.calque"], ("txt", "tsv")),
    "model info": (["--model", "@", "model", "info"], ("txt", "calque")),
    "pipe": (["pipe", "<@"], ("txt", "jsonl", "arrows")),
    "pipe documents": (["pipe", "--documents", "<@"], ("txt", "jsonl", "arrows")),
}
#: What writes: to be given outputs that cannot be written.
WRITERS = {
    "check": ["check", "good.en.txt", "good.fr.txt", "-o", "@"],
    "align": ["align", "good.en.txt", "good.fr.txt", "-o", "@"],
    "segment": ["segment", "good.en.txt", "-o", "@"],
    "words": ["words", "good.tsv", "-o", "@"],
    "diff": ["diff", "good.fr.txt", "good.fr.txt", "-o", "@"],
    "pair": ["pair", "pairs/en", "pairs/fr", "-o", "@"],
    "convert": ["corpus", "convert", "good.tsv", "--format", "tmx", "--source-lang", "en", "--target-lang", "fr", "-o", "@"],
    "filter": ["corpus", "filter", "good.tsv", "-o", "@"],
    "filter rejected": ["corpus", "filter", "good.tsv", "-o", "kept.tsv", "--rejected", "@"],
    "filter report": ["corpus", "filter", "good.tsv", "-o", "kept.tsv", "--report", "@"],
    "dedup": ["corpus", "dedup", "good.tsv", "-o", "@"],
    "stats": ["corpus", "stats", "good.tsv", "-o", "@"],
    "eval segment": ["eval", "align", "--gold", "beads.txt", "good.en.txt", "good.fr.txt", "-o", "@"],
}
#: What writes enough to fill a pipe or a full disk.
TALKERS = {
    "check": ["check", "many.en.txt", "many.fr.txt", "--format", "json"],
    "align": ["align", "many.en.txt", "many.fr.txt", "--format", "jsonl"],
    "segment": ["segment", "many.en.txt"],
    "words": ["words", "many.tsv"],
    "convert": ["corpus", "convert", "many.tsv", "--format", "jsonl"],
    "convert tmx": ["corpus", "convert", "many.tsv", "--format", "tmx", "--source-lang", "en", "--target-lang", "fr"],
    "filter": ["corpus", "filter", "many.tsv", "--preset", "loose", "--set", "duplicate=off"],
    "dedup": ["corpus", "dedup", "many.tsv", "--match", "folded"],
    "stats": ["corpus", "stats", "many.tsv"],
    "pipe": ["pipe", "<many.jsonl"],
    "config": ["config"],
    "explain": ["explain"],
    "help": ["help", "corpus", "build"],
    "man": ["man"],
    "completions": ["completions", "bash"],
}


#: Errors that name not the file but what in it is at fault: a stream without a name, two languages, a URL.
NAMED_OTHERWISE = ("standard input", "no model for", "is no URL", "is longer than")


class Sweep:
    def __init__(self, calque, folder, verbose):
        self.calque, self.folder, self.verbose = str(Path(calque).resolve()), Path(folder), verbose
        self.runs, self.faults = 0, []

    def make(self):
        for name, content in FILES.items():
            (self.folder / name).write_bytes(content)
        (self.folder / "folder.txt").mkdir()
        (self.folder / "forbidden.txt").write_text(EN)
        (self.folder / "forbidden.txt").chmod(0)
        (self.folder / "link.txt").symlink_to("nowhere")
        for lang, text in (("en", EN), ("fr", FR)):
            (self.folder / f"good.{lang}.txt").write_text(text)
            (self.folder / f"many.{lang}.txt").write_text("\n".join(text.replace(".", f" {n}.") for n in range(400)))
            (self.folder / "pairs" / lang).mkdir(parents=True)
            (self.folder / "pairs" / lang / "a.txt").write_text(text)
        pairs = list(zip(EN.split("\n\n"), FR.split("\n\n")))
        rows = [f"{s.strip()}\t{t.strip()}" for s, t in pairs]
        (self.folder / "good.tsv").write_text("\n".join(rows) + "\n")
        (self.folder / "many.tsv").write_text("".join(f"{n} {row}\n".replace("\t", f"\t{n} ") for n in range(3000) for row in rows))
        (self.folder / "many.jsonl").write_text(PAIR * 5000)
        (self.folder / "beads.txt").write_text("[0]:[0]\n[1]:[1]\n")
        if os.getuid() == 0:
            # Whoever is nobody must be able to work here.
            self.folder.chmod(0o777)
            (self.folder / "folder.txt").chmod(0o777)

    def run(self, args, stdout=subprocess.PIPE, nobody=False):
        stdin = subprocess.DEVNULL
        if args[-1].startswith("<"):
            try:
                stdin = open(self.folder / args[-1][1:], "rb")
            except OSError:
                return None
            args = args[:-1]
        user = {"user": 65534, "group": 65534, "extra_groups": []} if nobody and os.getuid() == 0 else {}
        env = {**os.environ, "NO_COLOR": "1", "RUST_BACKTRACE": "0", "HOME": str(self.folder)}
        return subprocess.Popen([self.calque, *args], cwd=self.folder, env=env, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, **user)

    def judge(self, what, name, process, before, may_fail=True):
        """Waits for a run, and notes what is wrong with it."""
        self.runs += 1
        start = time.monotonic()
        try:
            _, err = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.faults.append(f"{what}, {name}: took longer than a minute")
            return
        err, status = err.decode("utf-8", "replace"), process.returncode
        wrong = []
        if "panicked" in err:
            wrong.append("panics")
        if status not in ((0, 1, 2) if may_fail else (0, 1)):
            wrong.append(f"ends with {status}")
        if status == 2 and may_fail:
            said = [line for line in err.split("\n") if line.startswith("error: ")]
            if len(said) != 1 or "\n  help: " not in err:
                wrong.append("has not one error with its remedy")
            elif name not in said[0] and not any(other in said[0] for other in NAMED_OTHERWISE):
                wrong.append("does not name the file")
        # Two outputs cannot appear at one moment: the first may be there when there is no room for the second.
        new = self.listing() - before
        left = new - ({"kept.tsv"} if name == "/dev/full" else set())
        if left - {"cache", "built"} and not (status in (0, 1) and all(n.endswith((".tsv", ".out", ".calque")) for n in left)):
            wrong.append(f"leaves {sorted(left)}")
        if wrong:
            first = next((line for line in err.split("\n") if line), "")
            self.faults.append(f"{what}, {name}: {', '.join(wrong)}: {first[:160]}")
        if self.verbose:
            print(f"{what}, {name}: {status} in {time.monotonic() - start:.1f} s: {err.strip()[:200]!r}")
        for each in new:
            path = self.folder / each
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def listing(self):
        return set(os.listdir(self.folder))

    def inputs(self, only):
        for what, (args, endings) in COMMANDS.items():
            if only and only not in what:
                continue
            for name in [*(n for n in FILES if n.rsplit(".", 1)[1] in endings), *ODD]:
                before = self.listing()
                args_now = [arg.replace("@", name) for arg in args]
                process = self.run(args_now, nobody=name == "forbidden.txt")
                if process:
                    self.judge(what, name, process, before)

    def outputs(self, only):
        full = ["/dev/full", "missing/out.txt", "folder.txt"]
        for what, args in WRITERS.items():
            if only and only not in what:
                continue
            for name in full:
                before = self.listing()
                self.judge(f"{what} to", name, self.run([arg.replace("@", name) for arg in args]), before)
        for what, args in TALKERS.items():
            if only and only not in what:
                continue
            before = self.listing()
            with open("/dev/full", "wb") as device:
                self.judge(f"{what} >", "standard output", self.run(args, stdout=device), before)
            # Reads a line, and goes.
            process = self.run(args)
            process.stdout.readline()
            process.stdout.close()
            process.stdout = None
            self.judge(f"{what} |", "head -1", process, before, may_fail=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("calque")
    parser.add_argument("--only", help="commands with this in their name")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="calque-hostile-") as folder:
        sweep = Sweep(args.calque, folder, args.verbose)
        sweep.make()
        sweep.inputs(args.only)
        sweep.outputs(args.only)
        for fault in sweep.faults:
            print(fault)
        print(f"{sweep.runs} runs, {len(sweep.faults)} of them wrong")
        sys.exit(bool(sweep.faults))


if __name__ == "__main__":
    main()
