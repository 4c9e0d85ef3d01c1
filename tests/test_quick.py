"""Answers that are kept: the same bytes, never a stale one, and nothing lost where none is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import azru_graph
from azru_graph.files import folder
from command import LOADED

QUICK = ["query", "timeline"]


class Copy:
    """A checkout of its own, with a cache of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.cache = root / "cache"
        for name in ("data", "ontology", "queries"):
            shutil.copytree(folder(name), root / name)
        skipped = shutil.ignore_patterns("__pycache__", "shipped")
        shutil.copytree(Path(azru_graph.__file__).parent, root / "src/azru_graph", ignore=skipped)

    def run(self, *arguments: str, code: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        """Run azru, or some code, with the environment of whoever has no cache switched off."""
        environment = {name: value for name, value in os.environ.items() if name[:4] != "AZRU"}
        environment |= {"PYTHONPATH": str(self.root / "src"), "XDG_CACHE_HOME": str(self.cache)}
        start = ["-c", code] if code else ["-m", "azru_graph"]
        return subprocess.run(
            [sys.executable, *start, *arguments],
            capture_output=True,
            encoding="utf-8",
            check=True,
            env=environment | more,
        )

    def ask(self, *arguments: str, **more: str) -> str:
        """Give what azru prints."""
        return self.run(*(arguments or QUICK), **more).stdout

    def kept(self) -> list[Path]:
        """Give every file in the cache."""
        return sorted(path for path in self.cache.rglob("*") if path.is_file())

    def change(self, path: Path, old: str, new: str) -> None:
        """Put a text of the same length in a file, and its old time back."""
        before, text = path.stat(), path.read_text(encoding="utf-8")
        assert len(old.encode()) == len(new.encode())
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.fixture(name="copy")
def _copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_kept_answers_are_those_of_the_command(copy: Copy) -> None:
    for form in ("tsv", "csv", "json", "xml"):
        command = [*QUICK, "--format", form]
        expected = copy.ask(*command, "-o", "-")
        assert copy.ask(*command) == expected
        assert copy.ask(*command) == expected
    assert len(copy.kept()) == 4
    assert copy.ask() == copy.ask(*QUICK, "--format", "tsv")


def test_nothing_but_what_is_needed_is_loaded(copy: Copy) -> None:
    def packages(*arguments: str) -> set[str]:
        loaded = copy.run(*QUICK, *arguments, code=LOADED).stderr.split()
        return {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names

    assert packages() == {"azru_graph", "pyoxigraph"}
    assert packages() == {"azru_graph"}
    assert packages("-o", "-") == {"azru_graph", "click", "pyoxigraph"}


def test_a_kept_answer_is_read_and_not_made(copy: Copy) -> None:
    copy.ask()
    (path,) = copy.kept()
    content = path.read_bytes()
    copy.ask()
    assert copy.kept() == [path]
    assert path.read_bytes() == content
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_no_stale_answer(copy: Copy) -> None:
    before = copy.ask()
    facts = copy.root / "data" / "facts.ttl"
    copy.change(facts, "Khasavyurt Treaty is signed", "Khasavyurt Treaty is SIGNED")
    after = copy.ask()
    assert after == before.replace("Treaty is signed", "Treaty is SIGNED", 1)
    copy.change(copy.root / "queries/questions/timeline.rq", ", put off", ", PUT OFF")
    assert ", PUT OFF" in copy.ask()
    # One file fewer, and another code.
    (copy.root / "data" / "editorial.ttl").unlink()
    (copy.root / "src/azru_graph/results/w3c.py").write_text("raise SystemExit(7)\n")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        copy.ask()
    assert caught.value.returncode == 7


def test_a_file_that_comes_is_noticed(copy: Copy) -> None:
    extra = copy.root / "data" / "editorial.ttl"
    content = extra.read_text(encoding="utf-8")
    extra.unlink()
    assert copy.ask("query", "timeline") == copy.ask("query", "timeline")
    stamp = copy.kept()[0].read_bytes()
    extra.write_text(content, encoding="utf-8")
    copy.ask()
    assert copy.kept()[0].read_bytes() != stamp


@pytest.mark.parametrize("damage", ["", "half", "more"])
def test_a_damaged_answer_is_made_anew(copy: Copy, damage: str) -> None:
    expected = copy.ask()
    (path,) = copy.kept()
    content = path.read_bytes()
    path.write_bytes(
        {"": b"", "half": content[: len(content) // 2], "more": content + b"x"}[damage]
    )
    assert copy.ask() == expected
    assert path.read_bytes() == content


def test_where_nothing_can_be_kept(copy: Copy) -> None:
    expected = copy.ask(AZRU_NO_CACHE="1")
    assert copy.kept() == []
    assert copy.ask(XDG_CACHE_HOME="relative") == expected
    copy.cache.write_text("in the way", encoding="utf-8")
    assert copy.ask() == expected
    assert copy.kept() == []


def test_what_is_wrong_is_said_by_the_command(copy: Copy) -> None:
    with pytest.raises(subprocess.CalledProcessError) as caught:
        copy.ask("query", "timelime")
    assert caught.value.returncode == 2
    assert "did you mean timeline?" in caught.value.stderr
    assert copy.kept() == []


@pytest.mark.parametrize(
    ("tail", "status", "says"),
    [("| head -n 1", 0, ""), (">&-", 1, "closed"), ("> /dev/full", 1, "No space left")],
)
def test_an_output_that_ends(copy: Copy, tail: str, status: int, says: str) -> None:
    copy.ask()
    command = f"{sys.executable} -m azru_graph query timeline {tail}"
    environment = {**os.environ, "PYTHONPATH": str(copy.root / "src")}
    environment |= {"XDG_CACHE_HOME": str(copy.cache), "AZRU_NO_CACHE": ""}
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert run.returncode == status
    assert says in run.stderr
    assert "Traceback" not in run.stderr
