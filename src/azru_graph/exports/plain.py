"""Plain keys and plain texts, for formats in which many a sign means something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azru_graph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["keys", "one_line"]

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def keys(iris: Iterable[str], *, kind: str = "") -> dict[str, str]:
    """Name each resource by the last part of its IRI, without the kind that it begins with.

    Whatever is no letter of ASCII, digit or hyphen becomes a hyphen, of which none begins or ends a
    key; where two would have the same key, the later in order gets a number behind.

    >>> keys(["https://w3id.org/azru/id/work-nesibli-2000b"], kind="work")
    {'https://w3id.org/azru/id/work-nesibli-2000b': 'nesibli-2000b'}
    >>> list(keys(["http://a.example/x", "http://b.example/x"]).values())
    ['x', 'x-2']
    """
    found: dict[str, str] = {}
    taken: dict[str, int] = {}
    for iri in sorted(set(iris)):
        plain = local_name(iri).removeprefix(f"{kind}-")
        key = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in plain)
        key = key.strip("-") or "x"
        own = key
        while own in taken:
            taken[key] += 1
            own = f"{key}-{taken[key]}"
        taken[own] = 1
        found[iri] = own
    return found


def one_line(text: str) -> str:
    """Give a text on one line: any blanks as one, control characters as U+FFFD.

    >>> one_line("  so\\nmany\\tlines ")
    'so many lines'
    """
    return _CONTROL.sub("\ufffd", " ".join(text.split()))
