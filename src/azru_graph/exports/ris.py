"""The works as RIS, which reference managers read.

Tags as Clarivate's description of the format (2001, with the later TT, AN and LA) has them: one
line each, TY first, ER last, lines end with CR and LF.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azru_graph.exports.plain import one_line
from azru_graph.exports.works import works

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azru_graph.exports.content import Content
    from azru_graph.exports.works import Name, Work

__all__ = ["record", "ris"]

_KINDS = {
    "Book": "BOOK",
    "JournalArticle": "JOUR",
    "MagazineArticle": "MGZN",
    "NewsItem": "ELEC",
    "NewspaperArticle": "NEWS",
    "ReportDocument": "RPRT",
    "WebPage": "ELEC",
}


def ris(content: Content) -> bytes:
    """Write one record for each work; no work, an empty file."""
    return "\r\n".join(record(_fields(work)) for work in works(content)).encode()


def record(fields: Iterable[tuple[str, str]]) -> str:
    """Write a record of tags and texts, TY first, without those that are empty."""
    lines = [f"{tag}  - {one_line(text)}" for tag, text in fields if text]
    return "\r\n".join([*lines, "ER  - ", ""])


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    year = re.match(r"\d{4}", work.issued)
    yield "TY", _KINDS.get(work.kind, "GEN")
    yield "ID", work.key
    for name in work.authors:
        yield "AU", _author(name)
    yield "TI", work.title
    yield "TT", "; ".join(text for text, _ in work.translations)
    yield "T2", work.container
    yield "VL", work.volume
    yield "IS", work.issue
    yield "PB", work.publisher
    yield "CY", work.place
    yield "PY", year[0] if year else ""
    yield "DA", work.printed
    yield "UR", work.url
    yield "LA", work.language
    for note in work.notes:
        yield "N1", note
    yield "AN", work.iri


def _author(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family
