"""The examples run, and the code of the pages too."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parents[1]
PAGES = [ROOT / "docs" / "python.md", HERE / "README.md"]


@pytest.mark.parametrize("example", sorted((HERE / "examples").glob("*.py")), ids=lambda path: path.stem)
def test_an_example_runs(example, tmp_path):
    needed = "datasets" if "datasets" in example.name else "pandas"
    pytest.importorskip(needed)
    done = subprocess.run(
        [sys.executable, str(example)], capture_output=True, text=True, cwd=tmp_path, timeout=300,
        env={**__import__("os").environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "hf")},
    )
    assert done.returncode == 0, done.stderr
    assert "Nobody was hurt." in done.stdout or "hurt" in done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_code_of_a_page_runs(page, monkeypatch):
    """The blocks of a page run one after the other, from the root of the repository."""
    text = page.read_text(encoding="utf-8")
    monkeypatch.chdir(ROOT)
    names = {}
    blocks = re.findall(r"^```python\n(.*?)^```", text, flags=re.M | re.S)
    assert blocks
    for block in blocks:
        for package in ("pandas", "datasets", "pyarrow", "pyspark"):
            if re.search(rf"^(import|from) {package}\b", block, flags=re.M):
                pytest.importorskip(package)
        exec(compile(block, str(page), "exec"), names)
