"""The works as BibTeX, in UTF-8, for biblatex with biber and for BibTeX itself.

Fields that both know are used where there is one. ``date`` (EDTF) and ``titleaddon`` (a printed
translation) are biblatex's, ``year`` is there for BibTeX; ``dateprinted``, ``titlelanguage``,
``titleaddonlanguage``, ``fabio`` and ``iri`` are read by neither and keep what else the graph says.
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

__all__ = ["bibtex", "entry", "escaped"]

_KINDS = {
    "Book": "book",
    "JournalArticle": "article",
    "MagazineArticle": "article",
    "NewspaperArticle": "article",
    "ReportDocument": "techreport",
}
# Names of languages for hyphenation, as babel has them.
_BABEL = {
    "az": "azerbaijani",
    "de": "ngerman",
    "en": "english",
    "fr": "french",
    "hy": "armenian",
    "ka": "georgian",
    "ru": "russian",
    "tr": "turkish",
    "uk": "ukrainian",
}
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
# Between two signs that TeX would set as one, such as an en dash for two hyphens.
_LIGATURE = re.compile(
    "(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=,)(?=,)"
)
_PERCENT = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "{}\\ "})


def bibtex(content: Content) -> bytes:
    """Write one entry for each work; no work, an empty file."""
    return "\n".join(
        entry(_KINDS.get(work.kind, "misc"), work.key, _fields(work)) for work in works(content)
    ).encode()


def entry(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """Write an entry with those of the fields that are not empty; their values as TeX reads them.

    >>> print(entry("misc", "a", [("title", escaped("A & B")), ("year", "")]), end="")
    @misc{a,
      title = {A \\& B},
    }
    """
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    """Give the fields in the order of the file; braces keep titles and whole names as they are."""
    kind = _KINDS.get(work.kind, "misc")
    publisher = {"misc": "howpublished", "techreport": "institution"}.get(kind, "publisher")
    year = re.match(r"\d{4}", work.issued)
    translations = [text for text, _ in work.translations]
    yield "author", " and ".join(map(_author, work.authors))
    yield "title", f"{{{escaped(work.title)}}}"
    yield "titleaddon", escaped("; ".join(translations))
    yield ("journal" if kind == "article" else "booktitle"), escaped(work.container)
    yield "volume", escaped(work.volume)
    yield "number", escaped(work.issue)
    yield publisher, escaped(work.publisher)
    yield "address", escaped(work.place)
    yield "year", year[0] if year else ""
    yield "date", escaped(work.issued)
    yield "url", work.url.translate(_PERCENT)  # read verbatim
    yield "langid", _BABEL.get(work.language.partition("-")[0], "")
    yield "annotation", escaped(" ".join(work.notes))
    yield "dateprinted", escaped(work.printed)
    yield "titlelanguage", work.language
    yield "titleaddonlanguage", "; ".join(language for _, language in work.translations)
    yield "fabio", work.kind
    yield "iri", work.iri.translate(_PERCENT)


def _author(name: Name) -> str:
    """Write a name in the form that no reader takes apart otherwise: family, given."""
    family = f"{{{escaped(name.family)}}}"
    return f"{family}, {escaped(name.given)}" if name.given else family


def escaped(text: str) -> str:
    """Write a text on one line, so that TeX sets every sign of it as it is."""
    written = "".join(_ESCAPES.get(sign, sign) for sign in one_line(text))
    return _LIGATURE.sub("{}", written)
