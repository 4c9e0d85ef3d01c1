"""One entity on one page: what the graph says of it, and on what evidence.

What an editor adds from outside the article is kept apart: annotations, links to authority files,
and the names that come with them. It is told by its form, so that a graph that was merged, exported
and loaded again shows it apart as well. Of the names of a resource, those in other languages are
the editor's where the resource has a ``dcterms:source``, which nothing in the facts has.
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from azru_graph import markup
from azru_graph.errors import UnknownNameError
from azru_graph.queries import select, texts
from azru_graph.syntax import with_prefixes
from azru_graph.terms import ID, PREFIXES, Iri, Literal, Term, compact, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.engines import Engine
    from azru_graph.results import Table

__all__ = [
    "Entity",
    "Note",
    "Statement",
    "describe",
    "labels",
    "note_lines",
    "note_table",
    "page",
    "to_html",
    "to_text",
]

# An OPTIONAL of two patterns would be looked up for everything there is: so it has one at a time.
_STATEMENTS = """
SELECT ?property ?value ?name ?notation
WHERE {{
  {entity} ?property ?value .
  OPTIONAL {{ ?value rdfs:label ?name }}
  OPTIONAL {{ ?value skos:notation ?notation FILTER EXISTS {{ ?value schema:position ?any }} }}
  OPTIONAL {{ ?value schema:position ?position FILTER EXISTS {{ ?value skos:notation ?some }} }}
}}
ORDER BY ?property ?position ?name ?value
"""
_MENTIONS = """
SELECT ?property ?value ?name ?notation
WHERE {{
  ?value ?property {entity} .
  OPTIONAL {{ ?value azru:paraphrase ?paraphrase }}
  OPTIONAL {{ ?value rdfs:label ?label }}
  BIND (COALESCE(?paraphrase, ?label) AS ?name)
  OPTIONAL {{ ?value azru:notBefore ?from }}
  FILTER (?property != oa:hasTarget)
}}
ORDER BY ?property ?from ?name ?value
"""
_NOTES = """
SELECT DISTINCT ?note ?target ?severity ?comment ?source ?name ?rank ?position
WHERE {{
  {{ VALUES ?target {{ {entity} }} ?note oa:hasTarget ?target BIND (1 AS ?rank) }}
  UNION {{ {entity} azru:attestedIn ?target . ?note oa:hasTarget ?target BIND (2 AS ?rank) }}
  UNION {{
    {entity} azru:hasEvidence ?target . ?note oa:hasTarget ?target BIND (3 AS ?rank)
  }}
  UNION {{
    {entity} azru:hasEvidence/cito:hasCitedEntity ?target . ?note oa:hasTarget ?target
    BIND (3 AS ?rank)
  }}
  ?note oa:bodyValue ?comment ;
    dcterms:source ?source ;
    azru:severity/skos:prefLabel ?severity .
  OPTIONAL {{ ?target skos:notation ?notation FILTER EXISTS {{ ?target schema:position ?any }} }}
  OPTIONAL {{ ?target schema:position ?position FILTER EXISTS {{ ?target skos:notation ?some }} }}
  OPTIONAL {{ ?target rdfs:label ?label }}
  BIND (COALESCE(?notation, ?label) AS ?name)
}}
ORDER BY ?rank ?position ?severity ?note ?name
"""
_NAMES = """
SELECT ?property ?name
WHERE {{ VALUES ?property {{ {properties} }} ?property rdfs:label ?name }}
ORDER BY ?property (LANG(?name) != "en") ?name
"""
_LABEL = PREFIXES["rdfs"] + "label"
_ALIAS = PREFIXES["skos"] + "altLabel"
_TYPE = PREFIXES["rdf"] + "type"
_SOURCE = PREFIXES["dcterms"] + "source"
_ADDED = (
    _ALIAS,
    PREFIXES["geo"] + "lat",
    PREFIXES["geo"] + "long",
    PREFIXES["skos"] + "exactMatch",
    PREFIXES["skos"] + "closeMatch",
    _SOURCE,
)
_ANNOTATION = PREFIXES["oa"] + "Annotation"
_ADDED_BY = "the editor's names, links and coordinates, from outside the article"
_NOTED_BY = "the editor's notes, from outside the article"
_WIDE = 24  # columns kept for the names of properties
# What stands in a line before its text: blanks, and the name of a property.
_BEFORE = re.compile(rf" *(?:\S.{{,{_WIDE}}}? {{2,}})?")


class Statement(NamedTuple):
    """A triple about or with an entity.

    Attributes:
        property: IRI of the property.
        name: Its label, or its prefixed name where it has none.
        value: The other term.
        label: Its label (of a claim, its paraphrase); '' where it has none.
        notation: The identifier of a passage; '' for anything else.
    """

    property: str
    name: str
    value: Term
    label: str
    notation: str


class Note(NamedTuple):
    """What an editor says, from outside the article, of an entity or of what it rests on.

    Attributes:
        iri: The annotation.
        severity: Label of its severity: whether it adds to the article or how it departs from it.
        comment: What it says.
        source: From where the editor knows it.
        about: The identifier of the passage, or the label of the citation or work, that it is
            about; '' where it is about the entity.
    """

    iri: str
    severity: str
    comment: str
    source: str
    about: str


class Entity(NamedTuple):
    """What the graph says of one entity.

    Attributes:
        iri: The entity.
        label: Its English label, or its prefixed name where it has none.
        aliases: Its other names in the article, with their language tags, sorted.
        types: Labels of its classes, sorted.
        statements: Triples with it as subject, names and classes aside.
        mentions: Triples with it as object.
        notes: The editor's notes on it, on its passages in reading order, on its evidence.
        added: What else the editor adds to it: names, links, and the source of both.
    """

    iri: str
    label: str
    aliases: tuple[str, ...]
    types: tuple[str, ...]
    statements: tuple[Statement, ...]
    mentions: tuple[Statement, ...]
    notes: tuple[Note, ...]
    added: tuple[Statement, ...]

    def __repr__(self) -> str:
        return to_text(self).rstrip("\n")

    def _repr_html_(self) -> str:
        return to_html(self)


def describe(engine: Engine, iri: Iri) -> Entity:
    """Collect everything that is said of an entity and by way of it.

    Raises:
        UnknownNameError: The graph holds nothing with that IRI.
    """
    outgoing = _rows(engine, _STATEMENTS.format(entity=to_ntriples(iri)))
    incoming = _rows(engine, _MENTIONS.format(entity=to_ntriples(iri)))
    if not outgoing and not incoming:
        raise UnknownNameError("entity", compact(iri.value), ())
    names = _property_names(engine, {_value(row[0]) for row in (*outgoing, *incoming)})
    everything = [_statement(row, names) for row in outgoing]
    added = _added(iri, everything)
    said = [statement for statement in everything if statement not in added]
    labels = [s.value for s in said if s.property == _LABEL]
    english = [x.value for x in labels if isinstance(x, Literal) and x.language == "en"]
    return Entity(
        iri=iri.value,
        label=next(iter(english), labels[0].value if labels else compact(iri.value)),
        aliases=tuple(sorted(_tagged(s.value) for s in said if s.property == _ALIAS)),
        types=tuple(sorted(s.label or compact(s.value.value) for s in said if s.property == _TYPE)),
        statements=tuple(s for s in said if s.property not in {_LABEL, _ALIAS, _TYPE}),
        mentions=tuple(_statement(row, names) for row in incoming),
        notes=_notes(engine, iri),
        added=added,
    )


def labels(engine: Engine, table: Table) -> dict[str, str]:
    """Give the English labels of the entities in a table, by IRI; others are missing."""
    iris = sorted({term for row in table.rows for term in row if isinstance(term, Iri)})
    listed = " ".join(to_ntriples(iri) for iri in iris)
    rows = _rows(engine, _NAMES.format(properties=listed))
    return {_value(iri): _value(name) for iri, name in reversed(rows)}


def to_text(entity: Entity, *, width: int = 100) -> str:
    """Write an entity as a page of plain text."""
    lines = [entity.label, f"{compact(entity.iri)} · {', '.join(entity.types)}"]
    if entity.aliases:
        lines.append("also: " + ", ".join(entity.aliases))
    lines += ["", *_block(entity.statements)]
    if entity.mentions:
        lines += ["", "named by", *_block(entity.mentions)]
    lines += note_lines(entity.notes)
    if entity.added:
        lines += ["", _ADDED_BY]
        lines += _block(entity.added)
    return page(lines, width)


def page(lines: Iterable[str], width: int) -> str:
    r"""Write lines as text of so many columns, unless a word is longer.

    A line that is too long goes on in the next one, two columns behind where its text begins.

    >>> page(["  in   a city or town", "or elsewhere"], 16)
    '  in   a city or\n         town\nor elsewhere\n'
    """
    shown = []
    for line in lines:
        before = _BEFORE.match(line)
        start = before.end() if before else 0
        further = " " * min(start and start + 2, width * 3 // 4)
        shown += wrap(
            line,
            width,
            subsequent_indent=further,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(shown) + "\n"


def to_html(entity: Entity) -> str:
    """Write an entity as HTML tables, for a notebook."""
    title = f"{entity.label} ({compact(entity.iri)}): {', '.join(entity.types)}"
    also = [("also", markup.text_cell(alias)) for alias in entity.aliases]
    return markup.in_notebook(
        markup.pairs_table([*also, *_cells(entity.statements)], caption=title),
        markup.pairs_table(_cells(entity.mentions), caption=f"What names {entity.label}"),
        note_table(entity.notes),
        markup.pairs_table(_cells(entity.added), caption=_ADDED_BY.capitalize()),
    )


def note_table(notes: tuple[Note, ...]) -> str:
    """Write the editor's notes as an HTML table; '' without any."""
    columns = ("severity", "on", "note", "source")
    rows = [[*map(markup.text_cell, (n.severity, n.about, n.comment, n.source))] for n in notes]
    return markup.rows_table(columns, rows, caption=_NOTED_BY.capitalize()) if rows else ""


def note_lines(notes: tuple[Note, ...]) -> list[str]:
    """Write the editor's notes below a heading that says whose they are; no line without any."""
    lines = ["", _NOTED_BY] if notes else []
    for note in notes:
        about = f"on {note.about}: " if note.about else ""
        lines.append(f"  {note.severity:<{_WIDE}} {about}{note.comment}")
        lines.append(f"  {'':<{_WIDE}} source: {note.source} ({compact(note.iri)})")
    return lines


def _added(iri: Iri, statements: list[Statement]) -> tuple[Statement, ...]:
    """Those of the statements about an entity that an editor added to it."""
    sourced = any(statement.property == _SOURCE for statement in statements)
    is_note = any(s.property == _TYPE and s.value == Iri(_ANNOTATION) for s in statements)
    if is_note or not sourced or not iri.value.startswith(ID):
        return ()
    return tuple(
        statement
        for prop in _ADDED
        for statement in statements
        if statement.property == prop and (prop != _ALIAS or _is_foreign(statement.value))
    )


def _notes(engine: Engine, iri: Iri) -> tuple[Note, ...]:
    return tuple(
        Note(note, severity, comment, source, name if target != iri.value else "")
        for note, target, severity, comment, source, name, _rank, _position in texts(
            engine, _NOTES.format(entity=to_ntriples(iri))
        )
    )


def _block(statements: tuple[Statement, ...]) -> list[str]:
    """Lines of name and value; the name of a property stands at its first value only."""
    lines = []
    before = ""
    for statement in statements:
        name = "" if statement.name == before else statement.name
        before = statement.name
        lines.append(f"  {name:<{_WIDE}} {_shown(statement)}".rstrip())
    return lines


def _cells(statements: tuple[Statement, ...]) -> list[tuple[str, str]]:
    """Names and values as the cells of an HTML table."""
    return [
        (s.name, markup.cell(s.value, {s.value.value: name} if name else None))
        for s in statements
        for name in [s.notation or s.label]
    ]


def _shown(statement: Statement) -> str:
    if isinstance(statement.value, Literal):
        return _tagged(statement.value)
    place = compact(statement.value.value)
    name = statement.notation or statement.label
    return f"{name} ({place})" if name else place


def _tagged(term: Term) -> str:
    return f"{term.value}@{term.language}" if _is_foreign(term) else term.value


def _is_foreign(term: Term) -> TypeGuard[Literal]:
    return isinstance(term, Literal) and term.language not in {"", "en"}


def _statement(row: tuple[Term | None, ...], names: dict[str, str]) -> Statement:
    prop, value, label, notation = row
    return Statement(
        property=_value(prop),
        name=names.get(_value(prop), compact(_value(prop))),
        value=value or Literal(""),
        label=_value(label),
        notation=_value(notation),
    )


def _property_names(engine: Engine, properties: set[str]) -> dict[str, str]:
    listed = " ".join(to_ntriples(Iri(iri)) for iri in sorted(properties))
    names: dict[str, str] = {}
    for prop, name in _rows(engine, _NAMES.format(properties=listed)):
        names.setdefault(_value(prop), _value(name))
    return names


def _value(term: Term | None) -> str:
    return term.value if term else ""


def _rows(engine: Engine, text: str) -> tuple[tuple[Term | None, ...], ...]:
    return select(engine, with_prefixes(text)).rows
