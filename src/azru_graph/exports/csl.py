"""The works as CSL-JSON, which citation processors and reference managers read.

What CSL has no variable for stands under ``custom``: the IRI, the class, the date as printed and in
EDTF, and titles in translation. Season 1 is spring and 4 winter.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from azru_graph.exports.works import works

if TYPE_CHECKING:
    from azru_graph.exports.content import Content
    from azru_graph.exports.works import Name, Work

__all__ = ["csl"]

_KINDS = {
    "Book": "book",
    "JournalArticle": "article-journal",
    "MagazineArticle": "article-magazine",
    "NewsItem": "webpage",
    "NewspaperArticle": "article-newspaper",
    "Oration": "speech",
    "ReportDocument": "report",
    "WebPage": "webpage",
}
_SEASONS = (21, 22, 23, 24)  # spring to winter in EDTF, level 1


def csl(content: Content) -> bytes:
    """Write a list of items; no work, an empty list."""
    items = list(map(_item, works(content)))
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode()


def _item(work: Work) -> dict[str, Any]:
    item = {
        "id": work.key,
        "type": _KINDS.get(work.kind, "document"),
        "title": work.title,
        "author": list(map(_author, work.authors)),
        "container-title": work.container,
        "volume": work.volume,
        "issue": work.issue,
        "publisher": work.publisher,
        "publisher-place": work.place,
        "issued": _date(work.issued),
        "URL": work.url,
        "language": work.language,
        "annote": " ".join(work.notes),
        "custom": _filled(
            {
                "date-printed": work.printed,
                "edtf": work.issued,
                "fabio": work.kind,
                "iri": work.iri,
                "translated-titles": [
                    {"language": language, "title": title} for title, language in work.translations
                ],
            }
        ),
    }
    return _filled(item)


def _filled(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value}


def _author(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def _date(edtf: str) -> dict[str, Any]:
    """Give a date of CSL, one part for each side of an interval; none, where there is no year.

    >>> _date("1996-24"), _date("2010-01/2010-03")
    ({'date-parts': [[1996]], 'season': 4}, {'date-parts': [[2010, 1], [2010, 3]]})
    """
    parts = [
        [int(number) for number in found.groups() if number]
        for found in re.finditer(r"(?<!\d)(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf)
    ]
    if not parts:
        return {}
    seasons = [part.pop() for part in parts if len(part) == 2 and part[1] >= _SEASONS[0]]  # noqa: PLR2004 -- year and season
    date: dict[str, Any] = {"date-parts": parts[:2]}
    if seasons and seasons[0] in _SEASONS:
        date["season"] = _SEASONS.index(seasons[0]) + 1
    return date
