"""What is in a store on disk, and what is still to come: so that its making can go on.

A journal is a file of lines, each a JSON object: first how the store is asked, then one for each
file that is in it. It lies beside a store that is being made, and in one that is whole.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from azru_graph.errors import UsageError
from azru_graph.files import opened
from azru_graph.terms import BASE

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NAME", "Part", "begin", "is_union", "loaded", "note", "part"]

NAME = "azru-journal.jsonl"


class Part(NamedTuple):
    """A file that goes into a store.

    Attributes:
        path: Where it lies, absolute: relative IRIs in it are resolved against that.
        size: In bytes, zipped or not, as it lies there.
        sha256: The digest of these bytes, in hex.
        graph: The graph for its triples; None for the default graph.
    """

    path: str
    size: int
    sha256: str
    graph: str | None


def part(path: Path, *, named: bool) -> Part:
    """Describe a file; where its graph is to be named, after the file, without its suffixes.

    Raises:
        MissingFileError: It is not there or cannot be read.
        UsageError: It is no ordinary file, so that it cannot be read twice.
    """
    from hashlib import file_digest
    from urllib.parse import quote

    with opened(path) as file:
        if not path.is_file():
            raise UsageError(
                "is no ordinary file", path=path, remedy="write what it gives to a file first"
            )
        digest = file_digest(file, "sha256").hexdigest()
        size = file.tell()
    graph = f"{BASE}graph/{quote(path.name.split('.')[0])}" if named else None
    return Part(str(path.resolve()), size, digest, graph)


def begin(folder: Path, *, union: bool) -> None:
    """Begin a journal in a folder; ``union`` is whether all graphs are asked as one."""
    _add(folder, {"union": union})


def note(folder: Path, done: Part) -> None:
    """Note that a file is in the store, as far as a crash of the machine can tell."""
    _add(folder, done._asdict())


def loaded(folder: Path, *, union: bool) -> list[Part] | None:
    """Give the files that are in the store; None where there is no such journal.

    The last line may be cut off, and then does not count.
    """
    lines = _lines(folder)
    return [Part(**line) for line in lines[1:]] if lines[:1] == [{"union": union}] else None


def is_union(folder: Path) -> bool:
    """Whether all graphs of a store are asked as one; False where it has no journal."""
    return _lines(folder)[:1] == [{"union": True}]


def _add(folder: Path, entry: dict[str, object]) -> None:
    import json

    with (folder / NAME).open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _lines(folder: Path) -> list[dict[str, Any]]:
    path = folder / NAME
    if not path.is_file():
        return []
    import json

    whole, _, _ = path.read_text(encoding="utf-8", errors="replace").rpartition("\n")
    try:
        return [json.loads(line) for line in whole.splitlines()]
    except ValueError:
        return []
