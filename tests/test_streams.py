"""Every format on a closed pipe, a closed output and a full disk."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from azru_graph.cli.output import GRAPH_FORMATS, TABLE_FORMATS
from azru_graph.results import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

# More than the buffer of a pipe holds, in every format.
ROWS = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 999"
TRIPLES = "CONSTRUCT { ?s a ?c } { SELECT * { ?s a ?c } LIMIT 999 }"
CASES = [
    *((name, ROWS) for name in TABLE_FORMATS),
    *((name, TRIPLES) for name in GRAPH_FORMATS),
    ("csv", "ASK {}"),
]
IDS = [f"{name}-{text.split()[0].lower()}" for name, text in CASES]


def shell(form: str, text: str, tail: str, *, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run a query in a shell that puts its output somewhere."""
    command = shlex.join([sys.executable, "-m", "azru_graph", "sparql", text, "--format", form])
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{before} {command} {tail}"],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_line_offers_every_format() -> None:
    assert set(TABLE_FORMATS) == set(FORMATS)


@pytest.mark.parametrize(("form", "text"), CASES, ids=IDS)
def test_a_reader_that_is_gone_is_no_fault(form: str, text: str) -> None:
    run = shell(form, text, "| true")
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize(("form", "text"), CASES, ids=IDS)
def test_a_full_disk_is_named_and_leaves_nothing(form: str, text: str, tmp_path: Path) -> None:
    run = shell(form, text, "> /dev/full")
    assert run.returncode == 1
    assert run.stderr.startswith("azru: the output cannot be written (No space left on device)")
    path = tmp_path / "answer"
    path.write_bytes(b"before")
    # A file may have no block at all, as on a full disk.
    run = shell(form, text, f"-o {shlex.quote(str(path))}", before="ulimit -f 0;")
    assert run.returncode == 1
    assert run.stderr.startswith(f"azru: {path}: cannot be written (File too large)")
    assert run.stdout == ""
    assert [one.name for one in tmp_path.iterdir()] == ["answer"]
    assert path.read_bytes() == b"before"


@pytest.mark.parametrize(("form", "text"), CASES, ids=IDS)
def test_a_closed_output_is_named(form: str, text: str) -> None:
    run = shell(form, text, ">&-")
    assert run.returncode == 1
    assert run.stderr == "azru: standard output is closed\n"


def test_a_cut_is_said_although_the_reader_is_gone() -> None:
    run = shell("csv", ROWS, "--limit 900 | true")
    assert run.returncode == 0
    assert run.stderr in {"", "azru: 900 of 999 rows shown\n"}
