"""What a row of an answer rests on: claims or records, voices, passages, and the works cited.

A row rests on the claims, events, agreements, shares and tenures that it names by their IRIs. Where
it names none it rests on its citations, and without these on its works and passages: a work beside
a claim says where that work is cited in all, not what the claim rests on. An actor, a place or a
concept rests on nothing by itself, and neither does a count: such a row has empty cells.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from azru_graph import evidence
from azru_graph.errors import UsageError
from azru_graph.queries import texts
from azru_graph.results import Table
from azru_graph.results.tables import to_records
from azru_graph.syntax import is_iri, to_sparql
from azru_graph.terms import PREFIXES, Iri, Literal, compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from azru_graph.copies import Copy
    from azru_graph.engines import Engine
    from azru_graph.evidence import Reasons
    from azru_graph.terms import Term

__all__ = ["COLUMNS", "Row", "parse_row", "row", "to_json", "to_text", "why_row", "with_sources"]

COLUMNS = ("restsOn", "sourceVoices", "sourcePassages", "sourceWorks")

# Class → its rank: what has a lower one counts before the others.
_RANKS = {
    expand(curie): rank
    for rank, curies in enumerate(
        (
            "azru:Claim azru:Event azru:Agreement azru:ShareAllocation azru:Tenure",
            "cito:Citation",
            "azru:Passage fabio:Work",
        )
    )
    for curie in curies.split()
}
# With the classes in VALUES, everything of these classes would be looked at.
_SOURCES = """
SELECT DISTINCT ?class ?entity ?voice WHERE {
  VALUES ?entity { ENTITIES }
  ?entity a ?class .
  FILTER (?class IN (CLASSES))
  OPTIONAL { ?entity prov:wasAttributedTo/rdfs:label ?voice }
}
ORDER BY ?entity ?voice
"""
_ROW = re.compile(r"([a-z][a-z0-9-]*):([0-9]{1,99})")
_NOTHING = "Nothing in this row rests on a passage by itself."


class _Source(NamedTuple):
    """What a row may rest on: those of the lowest rank count. Voices are those of a claim."""

    rank: int
    voices: tuple[str, ...]


class Row(NamedTuple):
    """One row of the answer to a stored question: its number counts from 1."""

    question: str
    number: int
    table: Table


def with_sources(engine: Engine, table: Table) -> Table:
    """Add to each row the columns of ``COLUMNS``: what it rests on.

    Each holds its values joined by ``"; "``, each value once, and is unbound where there is none:

    - ``restsOn``: prefixed names, in the order of the row's columns;
    - ``sourceVoices``: who holds the claims among them, in that order;
    - ``sourcePassages``: identifiers, in reading order;
    - ``sourceWorks``: short names with the pages as printed, in the order of the footnotes.

    All rows together take three queries.

    Raises:
        UsageError: The table has a column of one of these names.
    """
    taken = [name for name in COLUMNS if name in table.variables]
    if taken:
        raise UsageError(
            f"the answer has a column '{taken[0]}' of its own", remedy="name it otherwise"
        )
    sources = _sources(engine, (term for row in table.rows for term in row))
    named = [Iri(iri) for iri in sources]
    passages = evidence.passages(engine, named) if named else {}
    citations = evidence.citations(engine, named) if named else {}
    rows = []
    for row in table.rows:
        iris = _rests_on(row, sources)
        places = {place.position: place.passage for iri in iris for place in passages.get(iri, ())}
        cited = {
            (citation.footnote, citation.iri): citation.work
            + (f", p. {citation.pages}" if citation.pages else "")
            for iri in iris
            for citation in citations.get(iri, ())
        }
        cells = (
            map(compact, iris),
            _once(voice for iri in iris for voice in sources[iri].voices),
            [places[position] for position in sorted(places)],
            _once(cited[key] for key in sorted(cited)),
        )
        joined = map("; ".join, cells)
        rows.append((*row, *(Literal(text) if text else None for text in joined)))
    return Table((*table.variables, *COLUMNS), tuple(rows), table.more)


def parse_row(text: str) -> tuple[str, int] | None:
    """Read ``question:number``, a row of the answer to a stored question; None if it is none.

    >>> parse_row("timeline:12")
    ('timeline', 12)
    >>> parse_row("id:passage-s3p5-3"), parse_row("id:12")
    (None, None)
    """
    found = _ROW.fullmatch(text)
    return (found[1], int(found[2])) if found and found[1] not in PREFIXES else None


def row(question: str, number: int, table: Table) -> Row:
    """Take a row out of the answer to a question, numbered as ``to_table`` numbers it.

    Raises:
        UsageError: There is no row of that number.
    """
    if not 0 < number <= len(table.rows):
        count = len(table.rows)
        remedy = f"choose a row from 1 to {count}" if count else "give other parameters"
        raise UsageError(f"the answer to '{question}' has no row {number}", remedy=remedy)
    return Row(question, number, Table(table.variables, (table.rows[number - 1],)))


def why_row(engine: Engine, row: Row) -> tuple[Reasons, ...]:
    """Collect the evidence of everything that a row rests on, in the order of its columns."""
    (terms,) = row.table.rows
    iris = _rests_on(terms, _sources(engine, terms))
    return tuple(evidence.why(engine, Iri(iri)) for iri in iris)


def to_text(row: Row, reasons: tuple[Reasons, ...], copy: Copy | None = None) -> str:
    """Write a row and its evidence as plain text, each part apart by a rule."""
    record = "".join(to_records(row.table, width=100))
    pages = [evidence.to_text(one, copy) for one in reasons] or [f"{_NOTHING}\n"]
    rule = "─" * 100
    return f"\n{rule}\n\n".join([f"{row.question}, row {row.number}\n{record}", *pages])


def to_json(row: Row, reasons: tuple[Reasons, ...], copy: Copy | None = None) -> str:
    """Write a row, its values as bare texts, and its evidence as JSON."""
    (terms,) = row.table.rows
    values = zip(row.table.variables, terms, strict=True)
    content = {
        "question": row.question,
        "row": row.number,
        "values": {name: term.value if term else None for name, term in values},
        "reasons": [evidence.as_dict(one, copy) for one in reasons],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _sources(engine: Engine, terms: Iterable[Term | None]) -> dict[str, _Source]:
    """Find what of the terms a row may rest on, by IRI, all in one query."""
    iris = sorted(set(filter(is_iri, terms)))
    found: dict[str, _Source] = {}
    if iris:
        classes = ", ".join(f"<{iri}>" for iri in _RANKS)
        query = _SOURCES.replace("ENTITIES", " ".join(map(to_sparql, iris)))
        for cls, iri, voice in texts(engine, query.replace("CLASSES", classes)):
            before = found.get(iri, _Source(_RANKS[cls], ()))
            voices = _once(filter(None, [*before.voices, voice]))
            found[iri] = _Source(min(before.rank, _RANKS[cls]), tuple(voices))
    return found


def _rests_on(row: Sequence[Term | None], sources: dict[str, _Source]) -> list[str]:
    """Choose what a row rests on, in the order of its columns."""
    iris = _once(term.value for term in row if isinstance(term, Iri) and term.value in sources)
    least = min((sources[iri].rank for iri in iris), default=0)
    return [iri for iri in iris if sources[iri].rank == least]


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
