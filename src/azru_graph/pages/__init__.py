"""What a reader sees: HTML pages made from the graph, to be served or written as files.

They ask nothing of any other host and need no script. `PAGES` is the table of all kinds of pages.
A module of one has ``show(site, address, values)``, which gives a `Page`, and where an address of
it ends in ``*`` also ``names(site)``, which lists what may stand for it.
"""

from __future__ import annotations

import importlib.resources
from importlib import import_module
from typing import TYPE_CHECKING

from azru_graph.errors import UnknownNameError
from azru_graph.pages.links import Links, address_of, file_of, iri_of
from azru_graph.pages.site import SERVED, Page, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from types import ModuleType

    from azru_graph.pages.site import Values

__all__ = [
    "FILES",
    "PAGES",
    "Links",
    "Page",
    "Site",
    "address_of",
    "addresses",
    "assets",
    "file",
    "file_of",
    "files",
    "iri_of",
    "page",
]

# How the addresses of files begin that pages have beside them → the module that writes them.
FILES = {"editor/": "editor", "networks/": "networks", "timeline.": "timeline"}

# Address → the module here that shows it; * is one or more signs, a slash among them or not.
PAGES = {
    "": "front",
    "about": "about",
    "claims": "claims",
    "coverage": "coverage",
    "downloads": "downloads",
    "disputes": "disputes",
    "editor": "editor",
    "entities": "index",
    "id/*": "resources",
    "networks": "networks",
    "networks/*": "networks",
    "ontology": "vocabulary",
    "q/*": "questions",
    "questions": "questions",
    "read": "reading",
    "read/*": "reading",
    "relation": "vocabulary",
    "scheme": "vocabulary",
    "scheme/*": "concepts",
    "search": "search",
    "shapes": "vocabulary",
    "sources": "works",
    "timeline": "timeline",
}


def page(site: Site, address: str, values: Values | None = None) -> Page:
    """Make the page at an address.

    Args:
        site: The pages it belongs to.
        address: Path without a leading slash or a suffix.
        values: What the reader asks of it: name → texts; None means nothing.

    Raises:
        UnknownNameError: There is no page at that address, or what it is about is not there.
        UsageError: A value means nothing to it.
    """
    made: Page = _module(_kind(address)).show(site, address, values or {})
    return made


def addresses(site: Site) -> list[str]:
    """Give the addresses of all pages that can be written as files, sorted."""
    found = set()
    for kind in PAGES.keys() - SERVED:
        if kind.endswith("*"):
            found |= {kind[:-1] + name for name in _module(kind).names(site)}
        else:
            found.add(kind)
    return sorted(found)


def assets() -> dict[str, bytes]:
    """Give the files that the pages need, by their names below ``assets/``.

    Those that were built from other packages are among them where they were built.
    """
    root = importlib.resources.files(__name__) / "assets"
    return dict(sorted(_below(root, "")))


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _below(one, f"{path}{one.name}/")
        else:
            yield f"{path}{one.name}", one.read_bytes()


def file(site: Site, address: str, values: Values | None = None) -> bytes:
    """Write a file that a page has beside it, such as ``networks/actors.svg``; see `page`.

    Raises:
        DataError: There is nothing to write.
        UnknownNameError: There is no such file.
        UsageError: A value means nothing to it.
    """
    for start, name in FILES.items():
        if address.startswith(start):
            made: bytes = _imported(name).file(site, address, values or {})
            return made
    raise UnknownNameError("file", address, ())


def files(site: Site) -> list[str]:
    """Give the addresses of all such files that pages need where no service answers, sorted."""
    made = [_imported(name).files(site) for name in FILES.values() if name not in SERVED]
    return sorted(address for own in made for address in own)


def _kind(address: str) -> str:
    """Find the kind of page that an address means: itself, or the longest with a star."""
    fitting = [kind for kind in PAGES if kind == address or _starred(kind, address)]
    if not fitting:
        raise UnknownNameError("page", address, ())
    return max(fitting, key=lambda kind: (kind == address, len(kind)))


def _starred(kind: str, address: str) -> bool:
    return kind.endswith("*") and address.startswith(kind[:-1]) and len(address) >= len(kind)


def _module(kind: str) -> ModuleType:
    return _imported(PAGES[kind])


def _imported(name: str) -> ModuleType:
    return import_module(f"azru_graph.pages.{name}")
