"""The pages of the graph and of made-up data, and what an HTML reader finds on them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from azru_graph.engines.embedded import Embedded
from azru_graph.files import data_files, ontology_files
from azru_graph.pages import Site, page

if TYPE_CHECKING:
    from pathlib import Path

    from azru_graph.pages.site import Values


_OWN = re.compile(r"(?:\.\./)*assets/(?:site|built/editor)\.js")


class Document(HTMLParser):
    """What a page has: text, ids, links, elements by name, and how many scripts not ours.

    Raises AssertionError where an element is closed that is not open.
    """

    _VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.strange = 0
        self.elements: Counter[str] = Counter()
        self._open: list[str] = []
        self._text: list[str] = []
        self.feed(content.decode())
        self.close()
        assert not self._open, f"left open: {self._open}"

    @property
    def text(self) -> str:
        """All text, blanks folded."""
        return " ".join("".join(self._text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements[tag] += 1
        if tag not in self._VOID:
            self._open.append(tag)
        told = dict(attrs)
        if told.get("id"):
            self.ids[str(told["id"])] += 1
        self.strange += tag == "script" and not _OWN.fullmatch(told.get("src") or "")
        self.links += [str(told[name]) for name in ("href", "src", "action") if told.get(name)]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself, as those of SVG do."""
        self.handle_starttag(tag, attrs)
        if tag not in self._VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        assert self._open, f"</{tag}> closes nothing"
        last = self._open.pop()
        assert last == tag, f"</{tag}> closes <{last}>"

    def handle_data(self, data: str) -> None:
        """Note text."""
        self._text.append(data)


@cache
def shipped(*, static: bool = False) -> Site:
    """Give the pages of the shipped graph."""
    files = data_files()
    return Site(Embedded([*files, *ontology_files()]), files=files, version="0", static=static)


def of(path: Path, turtle: str) -> Site:
    """Give the pages of made-up data, which is written to the path."""
    path.write_text(turtle, encoding="utf-8")
    return Site(Embedded([path, *ontology_files()]), files=[path], version="0")


def read(site: Site, address: str, values: Values | None = None) -> Document:
    """Make a page and read it."""
    return document(page(site, address, values).content)


def document(content: bytes) -> Document:
    """Read a page; every page has these in common."""
    document = Document(content)
    assert document.elements["h1"] == 1
    assert document.elements["main"] == 1
    assert [name for name, times in document.ids.items() if times > 1] == []
    elsewhere = [link for link in document.links if link.startswith(("//", "javascript:", "data:"))]
    assert elsewhere == []
    return document
