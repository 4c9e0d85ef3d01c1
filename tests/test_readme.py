"""The README keeps its word: what it shows is what one gets."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")


def session() -> list[tuple[str, str]]:
    """The commands of the README's session, each with the output shown below it."""
    block = re.search(r"## A session\n.*?```console\n(.*?)```", TEXT, re.DOTALL)
    assert block
    parts = re.split(r"(?m)^\$ azru (.*)\n", block[1])[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize(("command", "shown"), session(), ids=lambda text: text.split("\n")[0])
def test_session(command: str, shown: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "azru_graph", *shlex.split(command)],
        capture_output=True,
        check=True,
        env={**os.environ, "COLUMNS": "100"},
    )
    assert run.stderr == b""
    assert run.stdout.decode().replace("\r\n", "\n") == shown
    assert shown


def test_session_has_commands() -> None:
    assert len(session()) >= 5


def test_python() -> None:
    (block,) = re.findall(r"```pycon\n(.*?)```", TEXT, re.DOTALL)
    examples = doctest.DocTestParser().get_doctest(block, {}, "README", str(README), 0)
    failed, attempted = doctest.DocTestRunner().run(examples)
    assert attempted >= 3
    assert failed == 0


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", TEXT)
    assert len(links) > 5
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_readme_is_short() -> None:
    assert len(TEXT.splitlines()) < 150
