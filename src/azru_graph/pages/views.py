"""The answer to a query as a list in time, or as a network."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.dates import When, when
from azru_graph.errors import DataError
from azru_graph.pages import drawn
from azru_graph.results import Table, Triples
from azru_graph.terms import PREFIXES, XSD, Iri, Literal, compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from azru_graph.networks import Network
    from azru_graph.pages.site import Site
    from azru_graph.results import Result
    from azru_graph.terms import Term

__all__ = ["Dated", "Joined", "in_time", "joined"]

_DATES = {XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth")}
_DAY = r"(?<![\d-])\d{4}(?!\d)(?:-\d\d(?:-\d\d)?)?"
# The part of EDTF that the graph uses, see `dates`.
_EDTF = re.compile(rf"{_DAY}\??(?:/(?:{_DAY}\??)?)?|/{_DAY}\??|\[(?:{_DAY})?(?:\.\.(?:{_DAY})?)?\]")
_MOST_ROWS = 2000  # of which a network is made
_MONTHS = 12


class Dated(NamedTuple):
    """A row with its date.

    Attributes:
        when: When it was; None, and nothing else is known, where the row has no date.
        way: How exactly the date is known, one of `axis.WAYS`.
        how: The same in words.
        left: Where it begins, of a hundred parts of all there is.
        width: How wide it is.
        row: The row.
    """

    when: When | None
    way: str
    how: str
    left: float
    width: float
    row: tuple[Term | None, ...]


class Joined(NamedTuple):
    """A network drawn: the element for the page, and what it shows in words."""

    inline: str
    heading: str
    summary: str


def in_time(table: Table) -> list[Dated]:
    """Put the rows of an answer in order of time, those without a date last.

    Dates are what has the type of a day, month, year or moment, and texts in EDTF. Of several in a
    row the first text in EDTF says when it was, and all give its bounds.

    Raises:
        DataError: No column has dates.
    """
    columns = [at for at in range(len(table.variables)) if _is_dated(table, at)]
    if not columns:
        raise DataError(
            "no column of the answer has dates",
            remedy="select a date, such as azru:edtf, azru:notBefore or azru:notAfter of an event",
        )
    from azru_graph.pictures.axis import WAYS, ways_of

    dates = {str(at): _when([row[at] for at in columns]) for at, row in enumerate(table.rows)}
    known = {at: date for at, date in dates.items() if date}
    ways = ways_of(known)
    low = min((date.first for date in known.values()), default=0.0)
    span = max((date.last for date in known.values()), default=1.0) - low or 1.0
    rows = []
    for at, row in enumerate(table.rows):
        date = known.get(str(at))
        if date is None:
            rows.append(Dated(None, "", "", 0, 0, row))
            continue
        left = round((date.first - low) / span * 100, 2)
        width = max(round((date.last - date.first) / span * 100, 2), 0.5)
        way = ways[str(at)]
        rows.append(Dated(date, way, WAYS[way], left, width, row))
    return sorted(rows, key=lambda one: (one.when is None, one.when or ()))


def joined(site: Site, result: Result, labels: Mapping[str, str]) -> Joined:
    """Draw triples, or the first two columns of entities, as a network.

    Raises:
        DataError: There is nothing to join, or the font lacks a character.
        ParameterError: Not even two of them fit.
    """
    from azru_graph import pictures
    from azru_graph.pictures.linking import inline, linked

    with drawn.DRAWING:
        setting = pictures.Setting(
            size=pictures.size_named("screen"), **pictures.origin(site.engine)
        )
        made = pictures.draw_query(_network(result, labels), setting)
        to = site.links("editor")
        svg = linked(made, to.iri, lambda _, __, key: to.iri(key))
        return Joined(inline(svg), made.heading, made.summary)


def _is_dated(table: Table, at: int) -> bool:
    cells = [row[at] for row in table.rows if row[at]]
    return bool(cells) and all(map(_is_date, cells))


def _is_date(cell: Term | None) -> bool:
    if not isinstance(cell, Literal):
        return False
    if cell.datatype in _DATES:
        return re.match(_DAY, cell.value) is not None
    # By its type, since a number of four digits is none.
    is_text = cell.datatype.endswith(("#string", "EDTF")) and not cell.language
    return is_text and _EDTF.fullmatch(cell.value) is not None


def _when(cells: Sequence[Term | None]) -> When | None:
    found = [cell for cell in cells if isinstance(cell, Literal)]
    parts = [part for cell in found for part in re.findall(_DAY, cell.value)]
    days = [day for part in parts for day in _days(part)]
    if not days:
        return None
    first, last = min(days), max(days)
    edtf = next((cell.value for cell in found if cell.datatype not in _DATES), "")
    if not edtf:
        edtf = parts[0] if len(parts) == 1 else f"[{first}..{last}]"
    return when({"edtf": edtf, "notBefore": str(first), "notAfter": str(last)})


def _days(text: str) -> Iterator[date]:
    """Give the first and the last day of a day, month or year; none of what is no date."""
    year, month, day = (int(part) for part in (text + "-00-00").split("-")[:3])
    if not year:
        return
    if not 1 <= month <= _MONTHS:  # a season, too
        yield from (date(year, 1, 1), date(year, _MONTHS, 31))
        return
    length = monthrange(year, month)[1]
    yield date(year, month, min(day or 1, length))
    yield date(year, month, min(day or length, length))


def _network(result: Result, labels: Mapping[str, str]) -> Network:
    from azru_graph.networks import statements

    if isinstance(result, Triples):
        named = {term.value for triple in result[:_MOST_ROWS] for term in triple}
        told = [
            (Iri(iri), Iri(PREFIXES["rdfs"] + "label"), Literal(label, language="en"))
            for iri, label in labels.items()
            if iri in named
        ]
        return statements([*result[:_MOST_ROWS], *told])
    if isinstance(result, Table):
        return _of_rows(result, labels)
    raise DataError("yes or no is no network", remedy="ask with SELECT or CONSTRUCT")


def _of_rows(table: Table, labels: Mapping[str, str]) -> Network:
    from azru_graph.networks import Network

    rows = table.rows[:_MOST_ROWS]
    columns = [
        at for at in range(len(table.variables)) if any(isinstance(row[at], Iri) for row in rows)
    ][:2]
    if len(columns) < 2:  # noqa: PLR2004 -- the two ends of a line
        raise DataError(
            "the answer has no two columns of entities to join",
            remedy="select two, such as ?event and ?actor, or CONSTRUCT triples",
        )
    one, other = (table.variables[at] for at in columns)
    kinds = {"row": f"{one} \N{RIGHTWARDS ARROW} {other}"}
    network = Network(kinds=kinds, node_kinds={one: one, other: other})
    ends = ((row[columns[0]], row[columns[1]]) for row in rows)
    pairs = sorted(
        {(a.value, b.value) for a, b in ends if isinstance(a, Iri) and isinstance(b, Iri)}
    )
    # What stands in both columns is of the kind of the first.
    kind_of = {pair[1]: other for pair in pairs} | {pair[0]: one for pair in pairs}
    for iri, kind in sorted(kind_of.items()):
        network.add_node(iri, label=labels.get(iri) or compact(iri), kind=kind)
    for pair in pairs:
        network.add_edge(*pair, key="row", label="", kind="row", weight=1, directed=True)
    return network
