#!/usr/bin/env python3
"""Kills `calque corpus build` again and again, and checks that nothing shows.

    tests/kill_build.py target/release/calque
    tests/kill_build.py target/release/calque --documents 1000 --kills 5 --seed 2

Makes small documents and their translations from the articles of corpus/news, builds a corpus from
them, and builds it a second time in a run that is killed (SIGKILL) at random moments and started
again. The results must be the same, byte for byte. Needs nothing but Python.
"""

import argparse
import hashlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def pairs(calque):
    """Pairs of sentences of the project's own articles."""
    out = []
    for article in ("dam", "ferry", "observatory"):
        names = [f"corpus/news/{article}.{lang}.txt" for lang in ("en", "fr")]
        table = subprocess.run([calque, "align", *names, "--format", "tsv"], cwd=ROOT, check=True, capture_output=True)
        for line in table.stdout.decode().splitlines()[1:]:
            source, target, score, bead = line.split("\t")
            if bead == "1-1" and float(score) > 0.9:
                out.append((source, target))
    return out


def make(folder, count, calque, chance):
    """Writes documents of a few sentences each; a few that cannot be used are among them."""
    have = pairs(calque)
    for lang in ("en", "fr"):
        (folder / lang).mkdir(parents=True)
    for n in range(count):
        chosen = chance.sample(have, 6)
        day = chance.randint(1, 28)
        en = [f"Dispatch number {n}, sent on {day} March."] + [s for s, _ in chosen]
        fr = [f"Dépêche numéro {n}, envoyée le {day} mars."] + [t for _, t in chosen]
        name = f"{n // 1000:02}-{n:06}.txt"
        (folder / "en" / name).write_text("\n\n".join(en) + "\n")
        broken = n % 997 == 500
        (folder / "fr" / name).write_bytes(b"\x89PNG\r\n\x1a\n" if broken else ("\n\n".join(fr) + "\n").encode())


def state(folder):
    """The hash of every result."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and ".calque" not in p.parts)
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("calque", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by", default="names", help="what documents are paired by")
    args = parser.parse_args()
    calque, chance = args.calque.resolve(), random.Random(args.seed)
    with tempfile.TemporaryDirectory(prefix="calque-kill-") as where:
        where = Path(where)
        make(where, args.documents, calque, chance)

        def command(output, *more):
            return [calque, "corpus", "build", "en", "fr", "-o", output, "--pair-by", args.by, *more]

        start = time.monotonic()
        subprocess.run(command("whole"), cwd=where, check=True, stdout=subprocess.DEVNULL)
        took = time.monotonic() - start
        print(f"whole run: {took:.1f} s for {args.documents} document pairs")
        # So that the kills fall all over the run, and each leaves some of it to the next.
        kills = starts = 0
        while True:
            starts += 1
            threads = str(chance.choice([1, 2, 3]))
            run = subprocess.Popen(command("killed", "--threads", threads), cwd=where, stdout=subprocess.DEVNULL)
            try:
                if kills < args.kills:
                    run.wait(timeout=chance.uniform(0.02, 2.5 * took / args.kills))
                elif run.wait():
                    sys.exit(f"FAILED: the last run ended with status {run.returncode}")
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                run.wait()
                kills += 1
                continue
            if run.returncode:
                sys.exit(f"FAILED: a run ended with status {run.returncode}")
            if kills < args.kills:
                # Done too early: the rest of the kills fall on runs that put the same corpus together anew.
                (where / "killed" / "report.json").unlink()
                continue
            break
        whole, killed = state(where / "whole"), state(where / "killed")
        for name in sorted(whole.keys() | killed.keys()):
            if whole.get(name) != killed.get(name):
                sys.exit(f"FAILED: {name} differs after {kills} kills")
        print(f"killed {kills} times in {starts} starts: {len(whole)} files, all the same, byte for byte")


if __name__ == "__main__":
    main()
