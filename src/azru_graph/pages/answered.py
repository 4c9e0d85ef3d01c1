"""The answer to a stored question as readers want it: labels that lead on, and why each row.

An answer names its entities twice: by a label, for people, and by an IRI, for programs. Here the
label leads to the page of the entity, and the IRI is left out. Which label belongs to which IRI is
told by the graph: in every row it is one of the names of the entity.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from azru_graph import provenance
from azru_graph.names import names
from azru_graph.queries import select
from azru_graph.results.plain import is_number
from azru_graph.syntax import is_iri, to_sparql, with_prefixes
from azru_graph.terms import XSD, BlankNode, Iri, Literal, Term, compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from azru_graph.pages.links import Links
    from azru_graph.pages.site import Site
    from azru_graph.results import Table

    _Names = Mapping[str, Sequence[str]]  # IRI → names, the main one first

__all__ = ["Arranged", "Cell", "Column", "Part", "Row", "arrange", "in_words", "passage_links"]

# Columns that hold identifiers of passages, separated by blanks or semicolons.
_PASSAGES = frozenset({"marker", "passage", "passages", "sourcePassages"})
_NOTATIONS = """
SELECT ?notation ?passage {{
  VALUES ?notation {{ {notations} }}
  ?passage skos:notation ?notation ; a azru:Passage
}}
ORDER BY ?notation ?passage"""
_SHORT = 20  # signs that need not be broken into lines; most dates in EDTF have fewer
# What the columns of `provenance.COLUMNS` are called.
_WHY = ("rests on", "held by", "passages", "works cited")


class Part(NamedTuple):
    """A piece of a cell; ``link`` and ``language`` are '' where there is none.

    ``raw`` tells that the text is an IRI or a blank node, for want of a name.
    """

    text: str
    link: str = ""
    language: str = ""
    raw: bool = False


Cell = tuple[Part, ...]


class Column(NamedTuple):
    """A column: its heading, whether it holds numbers only, or but few signs in each cell."""

    head: str
    number: bool
    short: bool


class Row(NamedTuple):
    """A row, numbered from 1, with what it rests on: heading → parts; empty for a count."""

    number: int
    cells: tuple[Cell, ...]
    why: Mapping[str, Cell]


class Arranged(NamedTuple):
    """An answer for readers; ``cut`` says how many rows are shown of how many, if not all."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cut: str

    @property
    def reasoned(self) -> bool:
        """Whether any row rests on anything by itself."""
        return any(row.why for row in self.rows)


def arrange(site: Site, to: Links, table: Table, holds: Mapping[str, str]) -> Arranged:
    """Arrange an answer.

    Args:
        site: Whose graph it is.
        to: The links of the page on which it stands.
        table: The answer.
        holds: Column → what it holds, in words; see `Header.columns`.
    """
    whole = provenance.with_sources(site.engine, table)
    known: dict[str, list[str]] = {}
    iris = filter(is_iri, (term for row in table.rows for term in row))
    for name in names(site.engine, entities=iris):
        known.setdefault(name.entity.value, []).append(name.text)
    led = _led(table, known)
    kept = [index for index in range(len(table.variables)) if index not in led.values()]
    identifiers = [index for index, name in enumerate(whole.variables) if name in _PASSAGES]
    tokens = {token for row in whole.rows for index in identifiers for token in _tokens(row[index])}
    passages = passage_links(site, to, tokens)

    def cell(row: Sequence[Term | None], index: int) -> Cell:
        term = row[index]
        if index in led:
            return _cell(to, term, known, row[led[index]])
        if index in identifiers and (found := _tokens(term)):
            return tuple(Part(token, passages.get(token, "")) for token in found)
        return _cell(to, term, known)

    def why(row: Sequence[Term | None]) -> dict[str, Cell]:
        first = len(table.variables)
        found = {name: cell(row, first + place) for place, name in enumerate(_WHY)}
        if curies := row[first]:
            iris = [Iri(expand(curie)) for curie in curies.value.split("; ")]
            found[_WHY[0]] = tuple(part for iri in iris for part in _cell(to, iri, known))
        return {name: parts for name, parts in found.items() if parts}

    rows = tuple(
        Row(number, tuple(cell(row, index) for index in kept), why(row))
        for number, row in enumerate(whole.rows, 1)
    )
    columns = tuple(
        Column(
            _head(table.variables, index, holds),
            all(is_number(row[index]) for row in table.rows),
            all(sum(len(part.text) for part in row.cells[place]) <= _SHORT for row in rows),
        )
        for place, index in enumerate(kept)
    )
    return Arranged(columns, rows, table.cut)


def in_words(name: str) -> str:
    """Write the name of a column as words.

    >>> in_words("claimedWorks"), in_words("iri")
    ('claimed works', 'iri')
    """
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", name).lower()


def passage_links(site: Site, to: Links, notations: Iterable[str]) -> dict[str, str]:
    """Give the links to passages by their identifiers; what is none is left out."""
    wanted = sorted(set(notations))
    if not wanted:
        return {}
    listed = " ".join(to_sparql(Literal(notation)) for notation in wanted)
    rows = select(site.engine, with_prefixes(_NOTATIONS.format(notations=listed))).rows
    return {notation.value: to.iri(iri.value) for notation, iri in rows if notation and iri}


def _tokens(term: Term | None) -> list[str]:
    """The identifiers in a cell; none where it is empty or holds a number."""
    if not isinstance(term, Literal) or is_number(term):
        return []
    return [token for token in re.split(r"[; ]+", term.value) if token]


def _led(table: Table, known: _Names) -> dict[int, int]:
    """Column of labels → column of the IRIs that it leads to, both at most once."""
    found: dict[int, int] = {}
    places = range(len(table.variables))
    for place in places:
        fitting = (one for one in places if one not in found and _names(table, one, place, known))
        label = next(fitting, None)
        if label is not None:
            found[label] = place
    return found


def _names(table: Table, label: int, place: int, known: _Names) -> bool:
    """Whether a column holds a name for every IRI in another, and that has nothing but IRIs."""
    pairs = [(row[label], row[place]) for row in table.rows if row[place]]
    return bool(pairs) and all(
        isinstance(text, Literal)
        and isinstance(iri, Iri)
        and text.value in known.get(iri.value, ())
        for text, iri in pairs
    )


def _head(variables: Sequence[str], index: int, holds: Mapping[str, str]) -> str:
    """The heading of a column; that of IRIs says what they name."""
    name = variables[index]
    if not name.lower().endswith("iri") or name not in holds:
        return in_words(name)
    head = holds[name].removeprefix("the ")
    return f"{head}, its page" if head in variables else head


def _cell(to: Links, term: Term | None, known: _Names, target: Term | None = None) -> Cell:
    """Show a term, with a link to its page or that of ``target``."""
    if term is None:
        return ()
    if isinstance(term, BlankNode):
        return (Part(f"_:{term.value}", raw=True),)
    if isinstance(term, Iri):
        label = next(iter(known.get(term.value, ())), "")
        return (Part(label or compact(term.value), to.iri(term.value), raw=not label),)
    text = term.value
    if term.datatype == XSD + "boolean":
        text = {"true": "yes", "false": "no"}.get(text, text)
    language = term.language if term.language != "en" else ""
    return (Part(text, to.iri(target.value) if isinstance(target, Iri) else "", language),)
