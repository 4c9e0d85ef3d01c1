"""The page on other programs keeps its word, as far as it says that a test runs its commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from command import azru

PAGE = Path(__file__).resolve().parent.parent / "docs" / "load-into.md"
# Section → the server it stands for, and the address that the page has for it.
SERVERS = [
    ("Oxigraph", "oxigraph_server", "http://localhost:7878"),
    pytest.param(
        "Virtuoso",
        "virtuoso_server",
        "http://localhost:8890",
        marks=pytest.mark.foreign("virtuoso"),
    ),
]


@pytest.mark.parametrize(("section", "server", "address"), SERVERS)
def test_commands_give_what_is_shown(
    section: str, server: str, address: str, request: pytest.FixtureRequest
) -> None:
    text = PAGE.read_text(encoding="utf-8")
    block = re.search(rf"## {section}\n.*?```console\n(.*?)```", text, re.DOTALL)
    assert block
    shown = block[1].replace(address, request.getfixturevalue(server).address)
    access = dict(re.findall(r"(AZRU_ENDPOINT_\w+)=(\w+)", shown))
    parts = re.split(r"(?m)^\$ azru (.*)\n", shown)[1:]
    commands = list(zip(parts[::2], parts[1::2], strict=True))
    assert len(commands) == 3
    for command, wanted in commands:
        run = azru(*shlex.split(command), **access)
        assert run.returncode == 0, run.stderr
        assert run.stdout.replace("\r\n", "\n") == wanted
        assert wanted
