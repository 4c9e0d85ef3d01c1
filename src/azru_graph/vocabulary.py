"""The words of a graph: what its classes, properties, concepts and entities are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.queries import texts
from azru_graph.terms import PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Collection

    from azru_graph.engines import Engine

__all__ = ["Word", "nearest", "vocabulary"]

_WORDS = """
SELECT ?iri ?property ?value WHERE {
  VALUES ?property { rdf:type rdfs:label skos:prefLabel skos:altLabel }
  ?iri ?property ?value .
  FILTER (isIRI(?iri))
}
ORDER BY ?iri (LANG(?value) != "en") ?property ?value
"""
_TYPE = PREFIXES["rdf"] + "type"
_ALIAS = PREFIXES["skos"] + "altLabel"
# The first of these types decides what a word is; anything else is an entity.
_KINDS = {
    PREFIXES["owl"] + "Class": "class",
    PREFIXES["owl"] + "ObjectProperty": "property",
    PREFIXES["owl"] + "DatatypeProperty": "property",
    PREFIXES["owl"] + "AnnotationProperty": "property",
    PREFIXES["skos"] + "Concept": "concept",
}


class Word(NamedTuple):
    """A thing that a query may name.

    Attributes:
        iri: Its IRI.
        name: Its prefixed name; the IRI where no prefix fits.
        kind: ``class``, ``property``, ``concept`` or ``entity``.
        label: Its English label, or else its first; '' where it has none.
        aliases: Its other names, sorted.
    """

    iri: str
    name: str
    kind: str
    label: str
    aliases: tuple[str, ...]


def vocabulary(engine: Engine) -> dict[str, Word]:
    """List everything that has a type or a label, by IRI, in that order."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for iri, *statement in texts(engine, _WORDS):
        rows.setdefault(iri, []).append(tuple(statement))
    found = {}
    for iri, statements in rows.items():
        types = {value for name, value in statements if name == _TYPE}
        labels = [value for name, value in statements if name not in {_TYPE, _ALIAS}]
        label = labels[0] if labels else ""
        found[iri] = Word(
            iri,
            compact(iri),
            next((kind for name, kind in _KINDS.items() if name in types), "entity"),
            label,
            tuple(sorted({value for name, value in statements if name != _TYPE} - {label})),
        )
    return found


def nearest(name: str, words: Collection[Word]) -> list[str]:
    """Give at most three prefixed names most like one with the same prefix, best first."""
    from difflib import get_close_matches

    prefix = name.partition(":")[0]
    same = [word.name for word in words if word.name.partition(":")[0] == prefix]
    return get_close_matches(name, same, n=3, cutoff=0.75)
