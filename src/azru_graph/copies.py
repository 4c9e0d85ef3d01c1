"""A reader's own copy of the article, and the places of the passages in it.

The graph holds no sentence of the article. Whoever has a copy gets it quoted from there; nothing
of it is kept.
"""

from __future__ import annotations

import json
from hashlib import sha256
from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

from azru_graph import anchors
from azru_graph.errors import DataError, EmptyFileError
from azru_graph.files import read_text
from azru_graph.queries import get, texts

if TYPE_CHECKING:
    from pathlib import Path

    from azru_graph.engines import Engine

__all__ = ["Copy", "read_copy", "to_json", "to_text"]


class Copy(NamedTuple):
    """A copy of the article, with the places of the passages in it.

    Attributes:
        path: Its file.
        text: Its text.
        canonical: Whether it is the canonical text, so that the stored offsets hold.
        passages: Every passage of the graph, in reading order.
        places: Passage → place; those that were not found are left out.
    """

    path: Path
    text: str
    canonical: bool
    passages: tuple[str, ...]
    places: dict[str, anchors.Place]

    @property
    def missing(self) -> tuple[str, ...]:
        """The passages that were not found."""
        return tuple(name for name in self.passages if name not in self.places)

    @property
    def without_initial(self) -> tuple[str, ...]:
        """The passages that lack their first letter."""
        return tuple(name for name, place in self.places.items() if not place.whole)

    def quote(self, passage: str) -> str:
        """Quote a passage on one line; '' where it was not found."""
        place = self.places.get(passage)
        return anchors.quote(self.text, place.ranges) if place else ""


def read_copy(engine: Engine, path: Path) -> Copy:
    """Read a copy of the article and find the passages in it.

    Raises:
        MissingFileError: The file is not there or cannot be read.
        NotUtf8Error: It is not UTF-8.
        EmptyFileError: It has no letter.
        DataError: The graph has no passage.
    """
    text = read_text(path)
    if not any(map(str.isalpha, text)):
        raise EmptyFileError("holds no letter", path=path, remedy="give a copy of the article")
    rows = texts(engine, get("questions", "anchors").text)
    if not rows:
        raise DataError("the data has no passage to look for", remedy="use the shipped data")
    digest = sha256(text.encode()).hexdigest()
    canonical = (digest,) in texts(engine, "SELECT ?digest { ?text azru:textDigest ?digest }")
    passages = []
    stored = {}
    for name, _section, _position, size, hashed, ranges, _iri in rows:
        passages.append(anchors.Passage(name, int(size), hashed))
        if ranges:
            stored[name] = anchors.Place(_ranges(ranges))
    places = stored if canonical else anchors.relocate(text, passages)
    return Copy(path, text, canonical, tuple(passage.name for passage in passages), places)


def to_text(copy: Copy) -> str:
    """Say how many passages a copy has, and which it lacks."""
    way = "by offset, this is the canonical text" if copy.canonical else "by their letters"
    lines = [f"{copy.path}: {len(copy.places)} of {len(copy.passages)} passages found, {way}"]
    for what, names in (
        ("without the first letter", copy.without_initial),
        ("missing", copy.missing),
    ):
        if names:
            listed = f"{what}: {' '.join(names)}"
            lines.append(fill(listed, 100, initial_indent="  ", subsequent_indent="    "))
    return "\n".join(lines) + "\n"


def to_json(copy: Copy) -> str:
    """Write the same as JSON, with the ranges of every passage in this copy."""
    content = {
        "file": str(copy.path),
        "canonical": copy.canonical,
        "passages": len(copy.passages),
        "found": len(copy.places),
        "missing": copy.missing,
        "without_initial": copy.without_initial,
        "ranges": {name: place.ranges for name, place in copy.places.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _ranges(text: str) -> tuple[anchors.Range, ...]:
    pairs = (part.split("-") for part in text.split())
    return tuple(sorted((int(start), int(end)) for start, end in pairs))
