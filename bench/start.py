"""Starting: the import of the package, and a press of the tab key, against bare interpreters."""

from __future__ import annotations

import sys
from pathlib import Path

from pairs import compare

AZRU = str(Path(sys.executable).parent / "azru")
PYTHON = [sys.executable, "-c"]
TAB = ["env", "_AZRU_COMPLETE=bash_complete", "COMP_LINE=azru query ti", AZRU]

compare(
    "import azru_graph against Python alone",
    [*PYTHON, "import azru_graph"],
    [*PYTHON, "pass"],
    runs=15,
    at_most=1.25,
)
compare(
    "completing a question against click and pyoxigraph alone",
    TAB,
    [*PYTHON, "import click, pyoxigraph"],
    runs=15,
    at_most=4,
)
