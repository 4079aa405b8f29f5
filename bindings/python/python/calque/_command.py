"""The command ``calque`` that the wheel installs: the same as the binary."""

from __future__ import annotations

import signal
import sys

from . import _native


def main() -> int:
    """Runs the command line."""
    # Ctrl-C is the engine's affair, which removes what is unfinished; Python would only note it down.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _native.main(["calque", *sys.argv[1:]])
