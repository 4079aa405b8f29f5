"""The package as it is installed: command, types, start."""

import doctest
import importlib.resources
import subprocess
import sys
import time
import types

import calque
import pytest


def test_the_command_is_installed(calque_command, news):
    assert calque_command("--version").split() == ["calque", calque.__version__]
    done = subprocess.run(
        [sys.executable, "-m", "calque", "check", "no.txt", "nothing.txt"], capture_output=True, text=True
    )
    assert done.returncode == 2 and "help:" in done.stderr
    calque_command("check", news / "dam.en.txt", news / "dam.fr.txt", "--fail-on", "minor", status=1)


def test_docs_and_types_are_there():
    for name in calque.__all__:
        thing = getattr(calque, name)
        if isinstance(thing, (type, types.FunctionType)):
            assert thing.__doc__, name
    files = {f.name for f in importlib.resources.files("calque").iterdir()}
    assert {"py.typed", "_native.pyi"} <= files
    assert doctest.testmod(calque).attempted > 0 and doctest.testmod(calque).failed == 0


def test_strangers_find_typed_results(tmp_path):
    api = pytest.importorskip("mypy.api")
    user = tmp_path / "user.py"
    user.write_text(
        "import calque\n"
        "report: calque.Report = calque.check('a', 'b')\n"
        "for finding in report:\n"
        "    if finding.source is not None:\n"
        "        reveal_type(finding.source.start)\n"
        "reveal_type([p.score for p in calque.check_pairs([('a', 'b')])])\n"
        "reveal_type(list(calque.dedup([('a', 'b')])))\n"
    )
    said, errors, status = api.run(["--strict", str(user)])
    assert status == 0, said + errors
    assert 'Revealed type is "int"' in said.replace("builtins.", "")
    assert 'list[float | None]' in said.replace("builtins.", "").replace("Union[float, None]", "float | None")
    assert 'list[tuple[str, str]]' in said.replace("builtins.", "")
    user.write_text("import calque\ncalque.check('a', 'b', preset='nwes')\n")
    assert api.run(["--strict", str(user)])[2] == 1


def test_the_first_result_comes_soon():
    resource = pytest.importorskip("resource")
    spent = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])  # noqa: E731
    before, start = spent(), time.perf_counter()
    code = "import calque; print(len(calque.check('It opened in 1932. It was new.', 'Il a ouvert en 1923. Il était neuf.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and int(done.stdout) >= 1, done.stderr
    print(f"first result after {time.perf_counter() - start:.2f} s")
    # Seconds of the processor: those of the clock depend on what else the machine does.
    assert spent() - before < 5


def test_no_thread_of_the_engine_is_started_by_importing():
    code = "import calque, threading, os; print(len(os.listdir('/proc/self/task')))"
    if not sys.platform.startswith("linux"):
        pytest.skip("threads are counted on Linux")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "1"
