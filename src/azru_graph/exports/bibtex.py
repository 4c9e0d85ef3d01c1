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
    from collections.abc import Iterator

    from azru_graph.exports.content import Content
    from azru_graph.exports.works import Name, Work

__all__ = ["bibtex"]

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
    return "\n".join(map(_entry, works(content))).encode()


def _entry(work: Work) -> str:
    lines = (f"  {name} = {{{value}}},\n" for name, value in _fields(work) if value)
    return f"@{_KINDS.get(work.kind, 'misc')}{{{work.key},\n{''.join(lines)}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    """Give the fields in the order of the file; braces keep titles and whole names as they are."""
    kind = _KINDS.get(work.kind, "misc")
    publisher = {"misc": "howpublished", "techreport": "institution"}.get(kind, "publisher")
    year = re.match(r"\d{4}", work.issued)
    translations = [text for text, _ in work.translations]
    yield "author", " and ".join(map(_author, work.authors))
    yield "title", f"{{{_escaped(work.title)}}}"
    yield "titleaddon", _escaped("; ".join(translations))
    yield ("journal" if kind == "article" else "booktitle"), _escaped(work.container)
    yield "volume", _escaped(work.volume)
    yield "number", _escaped(work.issue)
    yield publisher, _escaped(work.publisher)
    yield "address", _escaped(work.place)
    yield "year", year[0] if year else ""
    yield "date", _escaped(work.issued)
    yield "url", work.url.translate(_PERCENT)  # read verbatim
    yield "langid", _BABEL.get(work.language.partition("-")[0], "")
    yield "annotation", _escaped(" ".join(work.notes))
    yield "dateprinted", _escaped(work.printed)
    yield "titlelanguage", work.language
    yield "titleaddonlanguage", "; ".join(language for _, language in work.translations)
    yield "fabio", work.kind
    yield "iri", work.iri.translate(_PERCENT)


def _author(name: Name) -> str:
    """Write a name in the form that no reader takes apart otherwise: family, given."""
    family = f"{{{_escaped(name.family)}}}"
    return f"{family}, {_escaped(name.given)}" if name.given else family


def _escaped(text: str) -> str:
    escaped = "".join(_ESCAPES.get(sign, sign) for sign in one_line(text))
    return _LIGATURE.sub("{}", escaped)
