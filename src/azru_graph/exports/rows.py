"""The rows of the tables, and the values in them."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from azru_graph.errors import DataError
from azru_graph.exports.columns import ENTITIES
from azru_graph.exports.tables import TABLES
from azru_graph.results.plain import csv_line
from azru_graph.terms import XSD, BlankNode, Iri, Literal, Term, expand, local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from azru_graph.exports.columns import Column, Table
    from azru_graph.exports.content import Content
    from azru_graph.networks.model import Statements

__all__ = ["Rows", "as_csv", "rows_of", "typed"]

# Name of a table → its rows; a cell is the text of an IRI or literal, None where there is none.
Rows = dict[str, list[tuple[str | None, ...]]]
_Triple = tuple[Term, Term, Term]

# The rows of contents that are still in use: whoever writes all formats reads the graph once.
_KNOWN: WeakKeyDictionary[Content, Rows] = WeakKeyDictionary()

_TYPE = expand("rdf:type")
_LANG_STRING = expand("rdf:langString")
# Classes that say less than any other one that a thing has, the one that says least first.
_GENERAL = tuple(
    map(
        expand,
        (
            "owl:NamedIndividual",
            "prov:Entity",
            "azru:AttestedEntity",
            "azru:Claim",
            "azru:Event",
            "fabio:Work",
            "foaf:Agent",
            "org:Organization",
            "org:FormalOrganization",
        ),
    )
)
# What every program reads as a number; XML Schema has more, as "+7", ".5" and "5.".
_DECIMAL = r"-?[0-9]+(?:\.[0-9]+)?"
_LONG = range(-(2**63), 2**63)


def rows_of(content: Content) -> Rows:
    """Give the rows of every table, in the order of the tables, each sorted.

    IRIs have the base of the content. A table of which there is nothing has no rows.

    Raises:
        DataError: A file cannot be parsed, or the graph has blank nodes.
    """
    from azru_graph.engines.inrdflib import to_term
    from azru_graph.networks.model import Statements

    if content in _KNOWN:
        return _KNOWN[content]
    triples = [(to_term(one), to_term(two), to_term(three)) for one, two, three in content.graph]
    if any(isinstance(term, BlankNode) for triple in triples for term in triple):
        raise DataError(
            "the graph has blank nodes, for which tables have no key",
            remedy="give every resource an IRI, as the model has it",
        )
    found = _Reading(triples, Statements(triples)).rows()
    _KNOWN[content] = {
        name: [
            tuple(None if cell is None else content.rebased(cell) for cell in row) for row in own
        ]
        for name, own in found.items()
    }
    return _KNOWN[content]


def as_csv(header: Iterable[str], rows: Iterable[tuple[str | None, ...]]) -> bytes:
    r"""Write rows as CSV in UTF-8; what there is not is an empty cell.

    >>> as_csv(["a", "b"], [("1", None)])
    b'a,b\r\n1,\r\n'
    """
    lines = [csv_line(header), *(csv_line(cell or "" for cell in row) for row in rows)]
    return "".join(lines).encode()


def typed(column: Column, cell: str | None) -> str | int | float | bool | None:
    """Give a cell as a value of Python; a date stays a text, as does what has no type of its own.

    >>> from azru_graph.exports.columns import Column
    >>> typed(Column("percent", "the share", datatype="decimal"), "10.0")
    10.0
    """
    if cell is None:
        return None
    if column.datatype == "boolean":
        return cell == "true"
    if column.datatype == "integer":
        return int(cell)
    return float(cell) if column.datatype == "decimal" else cell


class _Reading:
    """A graph on its way into tables; it knows what has found its place by now."""

    def __init__(self, triples: Iterable[_Triple], about: Statements) -> None:
        self.about = about
        self.left = set(triples)
        self.stated: defaultdict[str, list[tuple[str, Term]]] = defaultdict(list)
        for subject, predicate, value in sorted(self.left):
            self.stated[predicate.value].append((subject.value, value))
        self.kinds = self._kinds()
        self.members: defaultdict[str, list[str]] = defaultdict(list)
        for iri, name in sorted(self.kinds.items()):
            self.members[name].append(iri)

    def rows(self) -> Rows:
        """Fill all tables; the rest of the graph is known only when the others are full."""
        found: Rows = {}
        for table in TABLES:
            if table.classes:
                found[table.name] = [self._thing(table, iri) for iri in self.members[table.name]]
            elif table.properties:
                found[table.name] = self._values(table)
        rest = sorted(self.left)
        found["other_links"] = [
            (one.value, two.value, value.value)
            for one, two, value in rest
            if isinstance(value, Iri)
        ]
        found["other_values"] = [
            (one.value, two.value, value.value or None, _datatype(value), value.language or None)
            for one, two, value in rest
            if isinstance(value, Literal)
        ]
        found[ENTITIES] = self._entities(found)
        return {table.name: found[table.name] for table in TABLES}

    def _kinds(self) -> dict[str, str]:
        """Give each thing one table: that of its class, else one that a reference asks for."""
        tables = {expand(name): table.name for table in TABLES for name in table.classes}
        classes = defaultdict(list)
        for subject, class_ in self.stated[_TYPE]:
            classes[class_.value].append(subject)
        kinds: dict[str, str] = {}
        for class_iri, name in tables.items():
            for iri in classes[class_iri]:
                kinds.setdefault(iri, name)
        for start, property_, end in _references():
            for subject, value in self.stated[property_]:
                if isinstance(value, Iri) and start in {ENTITIES, kinds.get(subject)}:
                    kinds.setdefault(value.value, end)
        return kinds

    def _thing(self, table: Table, iri: str) -> tuple[str | None, ...]:
        taken: dict[str, Term] = {}
        row: list[str | None] = [iri]
        for column in table.columns[1:]:
            if column.property:
                predicate = expand(column.property)
                values = self.about.of(iri).get(predicate, ())
                if fitting := [value for value in values if self._fits(column, value)]:
                    special = _most_special if predicate == _TYPE else min
                    taken[column.name] = value = special(fitting)
                    self.left.discard((Iri(iri), Iri(predicate), value))
            row.append(_cell(column, taken.get(column.of or column.name)))
        return tuple(row)

    def _values(self, table: Table) -> list[tuple[str | None, ...]]:
        found = []
        first = table.columns[0]
        for name in table.properties:
            predicate = expand(name)
            for subject, value in self.stated[predicate]:
                if self._fits(first, Iri(subject)) and self._fits(table.value, value):
                    self.left.discard((Iri(subject), Iri(predicate), value))
                    role = [local_name(predicate)] if table.role else []
                    rest = (_cell(one, value) for one in table.columns[1 + len(role) :])
                    found.append((subject, *role, *rest))
        return sorted(found, key=lambda row: [cell or "" for cell in row])

    def _fits(self, column: Column, value: Term) -> bool:
        """Say whether a column has room for a value."""
        if column.datatype == "anyURI":
            anything = column.to in {"", ENTITIES}
            return isinstance(value, Iri) and (anything or self.kinds.get(value.value) == column.to)
        if not isinstance(value, Literal) or not value.value:
            return False  # an empty cell means that there is none
        if column.datatype == "literal":
            return True
        if column.datatype in _FORMS:
            own = value.datatype == XSD + column.datatype and not value.language
            return own and bool(_FORMS[column.datatype](value.value))
        tagged = column.datatype == "text" or value.language == column.language
        return value.datatype == XSD + "string" and tagged

    def _entities(self, found: Rows) -> list[tuple[str | None, ...]]:
        named = set(self.kinds)
        for table in TABLES:
            places = [place for place, one in enumerate(table.columns) if one.to == ENTITIES]
            for row in found.get(table.name, ()):
                named.update(iri for place in places if (iri := row[place]))
        return [(iri, self.kinds.get(iri), self.about.label(iri)) for iri in sorted(named)]


def _references() -> Iterator[tuple[str, str, str]]:
    """Give each reference to a table of things: from which table, by what property, to which."""
    for table in TABLES:
        columns = table.columns if table.classes else (table.value,)
        for column in columns:
            if column.to in {"", ENTITIES}:
                continue
            if table.classes:
                yield table.name, expand(column.property), column.to
            for name in table.properties:
                yield table.columns[0].to, expand(name), column.to


def _most_special(classes: Sequence[Term]) -> Term:
    def generality(class_: Term) -> tuple[bool, int, Term]:
        general = class_.value in _GENERAL
        return general, -_GENERAL.index(class_.value) if general else 0, class_

    return min(classes, key=generality)


def _cell(column: Column, value: Term | None) -> str | None:
    if not isinstance(value, Literal):
        return value.value if value else None
    if column.of:
        return _datatype(value) if column.datatype == "anyURI" else value.language or None
    if column.datatype == "boolean":
        return "true" if value.value in {"true", "1"} else "false"
    return value.value


def _datatype(literal: Literal) -> str:
    return _LANG_STRING if literal.language else literal.datatype


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


# Datatype → whether a lexical form is one that every format of tables has a value for.
_FORMS: dict[str, Callable[[str], object]] = {
    "boolean": {"true", "false", "0", "1"}.__contains__,
    "date": _is_date,
    "decimal": lambda text: re.fullmatch(_DECIMAL, text) and isfinite(float(text)),
    "integer": lambda text: re.fullmatch(r"-?[0-9]{1,19}", text) and int(text) in _LONG,
}
