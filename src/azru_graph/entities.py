"""One entity on one page: what the graph says of it, and on what evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import UnknownNameError
from azru_graph.queries import select
from azru_graph.terms import PREFIXES, Iri, Literal, Term, compact, to_ntriples

if TYPE_CHECKING:
    from azru_graph.engine import Engine
    from azru_graph.results import Table

__all__ = ["Entity", "Statement", "describe", "labels", "to_text"]

_PROLOGUE = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("azru", "cito", "rdfs", "schema", "skos")
)
_STATEMENTS = """
SELECT ?property ?value ?name ?notation
WHERE {{
  {entity} ?property ?value .
  OPTIONAL {{ ?value rdfs:label ?name }}
  OPTIONAL {{ ?value skos:notation ?notation ; schema:position ?position }}
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
}}
ORDER BY ?property ?from ?name ?value
"""
_NAMES = """
SELECT ?property ?name
WHERE {{ VALUES ?property {{ {properties} }} ?property rdfs:label ?name }}
ORDER BY ?property (LANG(?name) != "en") ?name
"""
_LABEL = PREFIXES["rdfs"] + "label"
_ALIAS = PREFIXES["skos"] + "altLabel"
_TYPE = PREFIXES["rdf"] + "type"
_WIDE = 24  # columns kept for the names of properties


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


class Entity(NamedTuple):
    """What the graph says of one entity.

    Attributes:
        iri: The entity.
        label: Its English label, or its prefixed name where it has none.
        aliases: Its other names with their language tags, sorted.
        types: Labels of its classes, sorted.
        statements: Triples with it as subject, names and classes aside.
        mentions: Triples with it as object.
    """

    iri: str
    label: str
    aliases: tuple[str, ...]
    types: tuple[str, ...]
    statements: tuple[Statement, ...]
    mentions: tuple[Statement, ...]


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
    said = [_statement(row, names) for row in outgoing]
    labels = [s.value for s in said if s.property == _LABEL]
    english = [x.value for x in labels if isinstance(x, Literal) and x.language == "en"]
    return Entity(
        iri=iri.value,
        label=next(iter(english), labels[0].value if labels else compact(iri.value)),
        aliases=tuple(sorted(_tagged(s.value) for s in said if s.property == _ALIAS)),
        types=tuple(sorted(s.label or compact(s.value.value) for s in said if s.property == _TYPE)),
        statements=tuple(s for s in said if s.property not in {_LABEL, _ALIAS, _TYPE}),
        mentions=tuple(_statement(row, names) for row in incoming),
    )


def labels(engine: Engine, table: Table) -> dict[str, str]:
    """Give the English labels of the entities in a table, by IRI; others are missing."""
    iris = sorted({term for row in table.rows for term in row if isinstance(term, Iri)})
    listed = " ".join(to_ntriples(iri) for iri in iris)
    rows = _rows(engine, _NAMES.format(properties=listed))
    return {_value(iri): _value(name) for iri, name in reversed(rows)}


def to_text(entity: Entity) -> str:
    """Write an entity as a page of plain text."""
    lines = [entity.label, f"{compact(entity.iri)} · {', '.join(entity.types)}"]
    if entity.aliases:
        lines.append("also: " + ", ".join(entity.aliases))
    lines += ["", *_block(entity.statements)]
    if entity.mentions:
        lines += ["", "named by", *_block(entity.mentions)]
    return "\n".join(lines) + "\n"


def _block(statements: tuple[Statement, ...]) -> list[str]:
    """Lines of name and value; the name of a property stands at its first value only."""
    lines = []
    before = ""
    for statement in statements:
        name = "" if statement.name == before else statement.name
        before = statement.name
        lines.append(f"  {name:<{_WIDE}} {_shown(statement)}".rstrip())
    return lines


def _shown(statement: Statement) -> str:
    if isinstance(statement.value, Literal):
        return _tagged(statement.value)
    place = compact(statement.value.value)
    return f"{statement.notation or statement.label or place} ({place})"


def _tagged(term: Term) -> str:
    language = term.language if isinstance(term, Literal) else ""
    return f"{term.value}@{language}" if language and language != "en" else term.value


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
    return select(engine, _PROLOGUE + text).rows
