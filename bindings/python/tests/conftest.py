"""What the tests share: the texts of the repository, and the binary to compare with."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NEWS = ROOT / "corpus" / "news"


@pytest.fixture(scope="session")
def news():
    """The folder of articles with their translations."""
    return NEWS


@pytest.fixture(scope="session")
def calque_command():
    """Runs the command that the wheel installs, or the binary that CALQUE names; gives what it wrote."""
    beside = Path(sys.executable).parent / "calque"
    command = os.environ.get("CALQUE") or (str(beside) if beside.exists() else shutil.which("calque"))
    assert command, "the command calque is not installed"

    def run(*args, status=0, input=None, **more):
        given = {"input": input.encode()} if input is not None else more
        done = subprocess.run([command, *map(str, args)], capture_output=True, timeout=300, **given)
        assert done.returncode == status, done.stderr.decode()
        # As bytes, so that line ends stay what they are.
        return done.stdout.decode("utf-8")

    return run
