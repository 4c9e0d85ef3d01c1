"""The command line in a process of its own, as a user runs it."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAIN = [sys.executable, "-m", "azru_graph"]
# Runs the command line, and then says what it has loaded beyond what any start of Python loads.
LOADED = """
import sys
before = set(sys.modules)
sys.argv = ["azru", *sys.argv[1:]]
from azru_graph.cli import main
try:
    main()
finally:
    print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""


def azru(
    *arguments: str | Path, given: bytes = b"", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    run = subprocess.run(
        [*MAIN, *map(str, arguments)],
        input=given,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **environment},
    )
    return subprocess.CompletedProcess(
        run.args, run.returncode, run.stdout.decode(), run.stderr.decode()
    )


def output(*arguments: str | Path, given: bytes = b"") -> str:
    """What a run prints that must go well and be silent on standard error."""
    run = azru(*arguments, given=given)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def complaint(*arguments: str | Path, status: int, cwd: Path | None = None) -> str:
    """What a run complains of that must fail, without a traceback and without output."""
    run = azru(*arguments, cwd=cwd)
    assert run.returncode == status, run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
    return run.stderr


def loading(*arguments: str, given: str = "", **environment: str) -> tuple[str, set[str]]:
    """What a run prints that must go well, and the modules it loads."""
    run = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        input=given,
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )
    return run.stdout, set(run.stderr.split())


class Terminal:
    """A program on a terminal of its own: what is typed into it, and what it shows."""

    def __init__(self, child: int, descriptor: int) -> None:
        self._child = child
        self._descriptor = descriptor
        self._shown = ""

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._descriptor, text.encode())

    def until(self, pattern: str) -> None:
        """Wait for something to be shown since the last wait, a minute at most."""
        end = time.monotonic() + 60
        while not re.search(pattern, self._shown) and time.monotonic() < end:
            self._read()
        assert re.search(pattern, self._shown), self._shown
        self._shown = ""

    def until_end(self) -> None:
        """Wait for the program to end, half a minute at most."""
        end = time.monotonic() + 30
        while os.waitpid(self._child, os.WNOHANG) == (0, 0):
            assert time.monotonic() < end
            self._read()

    def _read(self) -> None:
        if select.select([self._descriptor], [], [], 0.1)[0]:
            try:
                self._shown += os.read(self._descriptor, 4096).decode(errors="replace")
            except OSError:  # the terminal's other end is gone
                time.sleep(0.05)


def contents(folder: Path) -> dict[str, bytes]:
    """Give all files below a folder, by their places in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@contextmanager
def on_terminal(program: list[str], environment: Mapping[str, str]) -> Iterator[Terminal]:
    """Run a program on a terminal."""
    child, descriptor = pty.fork()
    if child == 0:
        os.environ |= environment
        os.execvp(program[0], program)  # noqa: S606
    try:
        yield Terminal(child, descriptor)
    finally:
        os.close(descriptor)
