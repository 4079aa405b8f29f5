#!/usr/bin/env python3
"""Reads what `calque corpus convert` and `calque check` write with the tools that others wrote.

Usage: .ci/test-peers.py CALQUE TABLE [FOLDER]

TABLE is a TSV file of English and French. Each check runs where its tool is
installed and is skipped loudly where it is not; `just test-peers` installs them
into a folder of their own. Exit status 1 if a check fails, 3 if none could run.
"""

import gzip
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CALQUE, TABLE = (str(Path(p).resolve()) for p in sys.argv[1:3])
WORK = Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="calque-peers-"))
LANGS = ["--source-lang", "en", "--target-lang", "fr"]


def convert(source, output, *options):
    subprocess.run([CALQUE, "corpus", "convert", str(source), "-o", str(output), *options], check=True)
    return output


def rows():
    """The pairs as the table has them."""
    lines = Path(TABLE).read_bytes().decode("utf-8").split("\n")
    return [tuple(line.split("\t")[:2]) for line in lines if line.strip()]


def need(module):
    if importlib.util.find_spec(module) is None:
        raise LookupError(f"{module} is not installed")


def program(name):
    path = shutil.which(name) or str(Path(sys.executable).parent / name)
    if not os.access(path, os.X_OK):
        raise LookupError(f"{name} is not installed")
    return path


def same(got, want, what):
    got, want = list(got), list(want)
    assert len(got) == len(want), f"{what}: {len(got)} pairs, not {len(want)}"
    for n, (a, b) in enumerate(zip(got, want)):
        assert a == b, f"{what}, pair {n + 1}: {a!r} is not {b!r}"


def tmx_valid():
    xmllint = program("xmllint")
    dtd = os.environ.get("TMX_DTD", "")
    if not os.path.exists(dtd):
        raise LookupError("the DTD of TMX 1.4 is not there: set TMX_DTD")
    path = convert(TABLE, WORK / "a.tmx", *LANGS, "--date", "20261125T120000Z")
    subprocess.run([xmllint, "--noout", "--nonet", "--dtdvalid", dtd, str(path)], check=True)


def tmx_toolkit():
    need("translate")
    from translate.storage import tmx

    store = tmx.tmxfile.parsefile(str(convert(TABLE, WORK / "b.tmx", *LANGS)))
    same(((u.source, u.target) for u in store.units), PAIRS, "TMX")


def report(output, *options):
    """A report on the table, in which half of the translations are spoilt, so that it has findings."""
    spoilt = WORK / "spoilt.tsv"
    spoilt.write_text("".join(f"{en} 12\t{fr} {12 + 9 * (n % 2)}\n" for n, (en, fr) in enumerate(PAIRS)), encoding="utf-8")
    subprocess.run([CALQUE, "check", "--pairs", str(spoilt), "-o", str(output), *LANGS, *options], check=True)
    return output


def valid_by(name, paths):
    xmllint = program("xmllint")
    schema = Path(os.environ.get("XLIFF_XSD", "")) / name
    if not schema.is_file():
        raise LookupError("the schemas of XLIFF are not there: set XLIFF_XSD to their folder")
    subprocess.run([xmllint, "--noout", "--nonet", "--schema", str(schema), *map(str, paths)], check=True, capture_output=True)


def xliff_valid():
    valid_by("xliff-core-1.2-strict.xsd", [convert(TABLE, WORK / "v.xlf", *LANGS, "--format", "xliff12")])


def xliff2_valid():
    """Pairs, and findings in them: the namespace of 2.1 is that of 2.0, and its schema lets ITS in."""
    pairs = convert(TABLE, WORK / "v2.xlf", *LANGS)
    valid_by("xliff-core-2.0.xsd", [pairs, report(WORK / "findings.xlf", "--format", "xliff")])


def sarif_valid():
    need("jsonschema")
    import json

    import jsonschema

    schema = os.environ.get("SARIF_SCHEMA", "")
    if not os.path.exists(schema):
        raise LookupError("the schema of SARIF 2.1.0 is not there: set SARIF_SCHEMA")
    log = json.loads(report(WORK / "findings.sarif", "--format", "sarif").read_text(encoding="utf-8"))
    assert log["runs"][0]["results"], "nothing was found in spoilt pairs"
    jsonschema.validate(log, json.loads(Path(schema).read_text(encoding="utf-8")))


def xliff_toolkit():
    need("translate")
    from translate.storage import xliff

    store = xliff.xlifffile.parsefile(str(convert(TABLE, WORK / "a.xlf", *LANGS, "--format", "xliff12")))
    same(((u.source, u.target) for u in store.units), PAIRS, "XLIFF 1.2")


def xliff2_toolkit():
    need("translate")
    if importlib.util.find_spec("translate.storage.xliff2") is None:
        raise LookupError("this translate-toolkit has no XLIFF 2")
    from translate.storage import xliff2

    store = xliff2.Xliff2File.parsefile(str(convert(TABLE, WORK / "b.xlf", *LANGS)))
    same(((u.source, u.target) for u in store.units), PAIRS, "XLIFF 2.1")


def po_toolkit():
    need("translate")
    from translate.storage import pypo

    store = pypo.pofile.parsefile(str(convert(TABLE, WORK / "a.po", *LANGS)))
    units = [u for u in store.units if not u.isheader()]
    same(((str(u.source), str(u.target)) for u in units), PAIRS, "PO")


def xces_opustools():
    need("opustools")
    opus_read = program("opus_read")
    folder = convert(TABLE, WORK / "opus", *LANGS, "--format", "xces", "--name", "News")
    for kind in ["raw", "xml"]:
        out = WORK / f"opus.{kind}"
        command = [opus_read, "-d", "News", "-s", "en", "-t", "fr", "-p", kind, "-dl", str(folder), "-wm", "moses"]
        subprocess.run([*command, "-w", f"{out}.en", f"{out}.fr", "-q"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        sides = [Path(f"{out}.{lang}").read_text(encoding="utf-8").rstrip("\n").split("\n") for lang in ("en", "fr")]
        tight = (lambda s: s.strip()) if kind == "raw" else (lambda s: "".join(s.split()))
        got = [(tight(a), tight(b)) for a, b in zip(*sides)]
        same(got, [(tight(a), tight(b)) for a, b in PAIRS], f"OPUS {kind}")


def parquet_pyarrow():
    need("pyarrow")
    import pyarrow.parquet as pq

    table = pq.read_table(convert(TABLE, WORK / "a.parquet", *LANGS))
    assert b"huggingface" in table.schema.metadata, table.schema
    same(((r["en"], r["fr"]) for r in table.column("translation").to_pylist()), PAIRS, "Parquet")


def parquet_datasets():
    need("datasets")
    import datasets

    folder = convert(TABLE, WORK / "news", *LANGS, "--format", "parquet", "--licence", "cc0-1.0")
    data = datasets.load_dataset(str(folder), "en-fr", split="train", cache_dir=str(WORK / "cache"))
    feature = data.features["translation"]
    assert isinstance(feature, datasets.Translation), f"not recognised: {feature!r}"
    same(((r["en"], r["fr"]) for r in data["translation"]), PAIRS, "datasets")


def moses_opusfilter():
    need("opusfilter")
    from opusfilter.util import file_open

    convert(TABLE, WORK / "moses", *LANGS, "--format", "moses")
    sides = []
    for lang in ("en", "fr"):
        with file_open(str(WORK / f"moses.en-fr.{lang}")) as lines:
            sides.append([line.rstrip("\n") for line in lines])
    same(zip(*sides), PAIRS, "Moses")


def filtered_opusfilter():
    """OpusFilter's own run over the two files: all good pairs come through."""
    need("opusfilter")
    convert(TABLE, WORK / "in", *LANGS, "--format", "moses")
    (WORK / "run.yaml").write_text(
        f"common: {{output_directory: {WORK}}}\nsteps:\n- type: filter\n  parameters:\n    inputs: [in.en-fr.en, in.en-fr.fr]\n"
        "    outputs: [out.en, out.fr]\n    filters:\n    - LengthFilter: {unit: char, min_length: 1, max_length: 10000}\n"
    )
    subprocess.run([program("opusfilter"), "--overwrite", str(WORK / "run.yaml")], check=True, capture_output=True)
    n = len((WORK / "out.en").read_bytes().decode().split("\n")) - 1
    assert n == len(PAIRS), f"{n} pairs came through, not {len(PAIRS)}"


def tsv_csv():
    """What pandas and OpusFilter do with a table: no quoting, tabs, one line a pair."""
    import csv

    path = convert(TABLE, WORK / "a.tsv.gz", *LANGS, "--no-header")
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        got = [tuple(r[:2]) for r in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")]
    same(got, PAIRS, "TSV")


def lsp_pygls():
    """The client of pygls meets `calque lsp`: a wrong figure is told, its original shown and gone to, an action offered."""
    need("pygls")
    import asyncio

    import lsprotocol.types as lsp
    from pygls.lsp.client import LanguageClient

    texts = {"en": "The bridge closed on 4 May. It cost 4,200 euros to mend.\n", "fr": "Le pont a fermé le 4 mai. Sa réparation a coûté 2 400 euros.\n"}
    folder = WORK / "editor"
    folder.mkdir(exist_ok=True)
    (folder / "a.en.txt").write_text(texts["en"], encoding="utf-8")
    uri = (folder / "a.fr.txt").as_uri()

    async def session():
        client, told = LanguageClient("calque-test", "1"), asyncio.Queue()

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params):
            told.put_nowait(params)

        await client.start_io(CALQUE, "lsp")
        await client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=folder.as_uri()))
        client.initialized(lsp.InitializedParams())
        document = lsp.TextDocumentItem(uri=uri, language_id="plaintext", version=1, text=texts["fr"])
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=document))
        found = (await asyncio.wait_for(told.get(), 60)).diagnostics
        number = next(d for d in found if d.code == "numbers")
        line = texts["fr"].split("\n")[number.range.start.line]
        words = line[number.range.start.character : number.range.end.character]
        assert "2 400" in words, words
        where = {"text_document": lsp.TextDocumentIdentifier(uri=uri), "position": number.range.start}
        hover = await client.text_document_hover_async(lsp.HoverParams(**where))
        assert "4,200 euros" in hover.contents.value, hover.contents.value
        place = await client.text_document_definition_async(lsp.DefinitionParams(**where))
        assert place.uri.endswith("a.en.txt"), place.uri
        asked = lsp.CodeActionParams(where["text_document"], number.range, lsp.CodeActionContext(diagnostics=[number]))
        actions = await client.text_document_code_action_async(asked)
        # lsprotocol takes an action with a command for a command.
        commands = [a.command if isinstance(a, lsp.Command) else a.command and a.command.command for a in actions]
        assert "calque.dismiss" in str(commands), actions
        await client.shutdown_async(None)
        client.exit(None)
        await asyncio.sleep(0.1)
        await client.stop()

    asyncio.run(session())


CHECKS = [
    tmx_valid, tmx_toolkit, xliff_valid, xliff2_valid, sarif_valid, xliff_toolkit, xliff2_toolkit, po_toolkit, xces_opustools,
    parquet_pyarrow, parquet_datasets, moses_opusfilter, filtered_opusfilter, tsv_csv, lsp_pygls,
]
PAIRS = rows()
failed = ran = 0
for check in CHECKS:
    try:
        check()
        ran += 1
        print(f"ok       {check.__name__}: {len(PAIRS)} pairs")
    except LookupError as why:
        print(f"SKIPPED  {check.__name__}: {why}")
    except Exception as why:
        ran, failed = ran + 1, failed + 1
        print(f"FAILED   {check.__name__}: {type(why).__name__}: {why}")
print(f"{ran - failed} of {len(CHECKS)} checks passed, {failed} failed, {len(CHECKS) - ran} skipped")
sys.exit(1 if failed else 3 if ran == 0 else 0)
