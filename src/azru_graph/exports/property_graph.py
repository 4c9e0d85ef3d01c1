"""The tables as a property graph: things are nodes, references between them are relationships.

What a claim says is never a relationship between the two it speaks of: the claim is a node, with a
relationship ``claimSubject`` to the one and ``claimObject`` to the other, and both carry its voice,
its mode and whether it is negated, so that nobody meets the content without them. Names and
literals are properties of nodes; what stands in ``matches``, ``classes``, ``other_links`` and
``other_values`` is left to the formats that have tables or triples.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.exports.columns import ENTITIES, Column
from azru_graph.exports.rows import rows_of
from azru_graph.exports.tables import TABLES
from azru_graph.terms import expand, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from azru_graph.exports.columns import Table
    from azru_graph.exports.content import Content
    from azru_graph.exports.rows import Rows

__all__ = ["OTHER", "Nodes", "PropertyGraph", "Relationships", "property_graph"]

OTHER = "Other"  # the kind of what has no table of its own

_Row = tuple[str | None, ...]
_HOW = (
    Column("voice", "who holds the claim, by name"),
    Column("mode", "how the article puts it forward, in a word"),
    Column("negated", "whether the content is denied", datatype="boolean"),
)
_ABOUT_NODES = (
    Column("iri", "its IRI", datatype="anyURI"),
    Column("label", "what to call it"),
    Column("names", "every other name of it, with a bar between them"),
)
_CONTENT = ("azru:claimSubject", "azru:claimObject")


class Nodes(NamedTuple):
    """The nodes of a kind.

    Attributes:
        kind: What one of them is called.
        columns: Their properties, the first of which is the IRI, the second what to call it.
        rows: The values, sorted by IRI.
    """

    kind: str
    columns: tuple[Column, ...]
    rows: list[_Row]


class Relationships(NamedTuple):
    """The relationships of a type.

    Attributes:
        type: The local name of the property.
        property: The property, as a prefixed name.
        columns: What they carry; () for most.
        between: The kinds of nodes that one may lead from and to.
        rows: IRI from, IRI to, and the values of the columns; sorted.
    """

    type: str
    property: str
    columns: tuple[Column, ...]
    between: tuple[tuple[str, str], ...]
    rows: list[_Row]


class PropertyGraph(NamedTuple):
    """A property graph.

    Attributes:
        nodes: All kinds there may be, whether or not there are nodes of it.
        relationships: All types there may be, in order of the alphabet.
        kinds: IRI of a node → its kind.
    """

    nodes: list[Nodes]
    relationships: list[Relationships]
    kinds: Mapping[str, str]


def property_graph(content: Content) -> PropertyGraph:
    """Make the property graph of a content; raises as ``rows_of``."""
    rows = rows_of(content)
    called = {table.name: table.kind for table in TABLES if table.classes}
    names = {str(iri): name for iri, _, name in rows[ENTITIES]}
    further = _further_names(rows, names)
    nodes = [
        Nodes(table.kind, *_nodes(table, rows[table.name], names, further))
        for table in TABLES
        if table.classes
    ]
    others: list[_Row] = [
        (iri, name, further.get(str(iri))) for iri, kind, name in rows[ENTITIES] if not kind
    ]
    nodes.append(Nodes(OTHER, _ABOUT_NODES, others))
    return PropertyGraph(
        nodes,
        _relationships(rows, called, names),
        {str(iri): called[kind] if kind else OTHER for iri, kind, _ in rows[ENTITIES]},
    )


def _further_names(rows: Rows, names: Mapping[str, str | None]) -> dict[str, str]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for iri, _, name, _ in rows["names"]:
        if name and name != names[str(iri)]:
            found[str(iri)][name] = None
    return {iri: " | ".join(texts) for iri, texts in found.items()}


def _nodes(
    table: Table,
    rows: list[_Row],
    names: Mapping[str, str | None],
    further: Mapping[str, str],
) -> tuple[tuple[Column, ...], list[_Row]]:
    """Leave out the references of a table; a claim has predicate, voice and mode by name."""
    kept = [place for place, column in enumerate(table.columns) if not column.to and place > 1]
    columns = [table.columns[place] for place in kept]
    how = ["predicate", "voice", "mode"] if table.name == "claims" else []
    places = [[column.name for column in table.columns].index(name) for name in how]
    columns += [Column(name, f"its {name} by name", datatype="string") for name in how]
    return (*_ABOUT_NODES, *columns), [
        (
            row[0],
            names[str(row[0])],
            further.get(str(row[0])),
            *(row[place] for place in kept),
            *(names[iri] if (iri := row[place]) else None for place in places),
        )
        for row in rows
    ]


def _relationships(
    rows: Rows, called: Mapping[str, str], names: Mapping[str, str | None]
) -> list[Relationships]:
    everything = [*called.values(), OTHER]
    between: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    found: defaultdict[str, list[_Row]] = defaultdict(list)

    def kinds(table: str) -> list[str]:
        return everything if table == ENTITIES else [called[table]]

    for table in TABLES:
        for property_, start, end, pairs in _references(table, rows[table.name], names):
            between[property_].update(
                dict.fromkeys((a, b) for a in kinds(start) for b in kinds(end))
            )
            found[property_] += pairs
    return [
        Relationships(
            local_name(expand(property_)),
            property_,
            _HOW if property_ in _CONTENT else (),
            tuple(pairs),
            sorted(found[property_], key=lambda row: [cell or "" for cell in row]),
        )
        for property_, pairs in sorted(
            between.items(), key=lambda item: local_name(expand(item[0]))
        )
    ]


def _references(
    table: Table, rows: list[_Row], names: Mapping[str, str | None]
) -> Iterator[tuple[str, str, str, list[_Row]]]:
    """Give each property of a table that leads to nodes: from which table, to which, and where."""
    if table.properties and table.value.to:
        last = len(table.columns) - 1
        for property_ in table.properties:
            role = local_name(expand(property_)) if table.role else None
            pairs: list[_Row] = [(row[0], row[last]) for row in rows if role in {None, row[1]}]
            yield property_, table.columns[0].to, table.value.to, pairs
    elif table.classes:
        places = {column.name: place for place, column in enumerate(table.columns)}
        for place, column in enumerate(table.columns):
            if not column.property or not column.to:
                continue
            pairs = [
                (row[0], value, *(_how(row, places, names) if column.property in _CONTENT else ()))
                for row in rows
                if (value := row[place])
            ]
            yield column.property, table.name, column.to, pairs


def _how(row: _Row, places: Mapping[str, int], names: Mapping[str, str | None]) -> _Row:
    words = [names[iri] if (iri := row[places[name]]) else None for name in ("voice", "mode")]
    return (*words, row[places["negated"]])
