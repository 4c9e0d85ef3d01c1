"""The words of a graph: what its classes, properties, concepts and entities are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.names import names
from azru_graph.queries import texts
from azru_graph.terms import PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Collection

    from azru_graph.engines import Engine

__all__ = ["Word", "nearest", "vocabulary"]

_TYPES = "SELECT DISTINCT ?iri ?type { ?iri a ?type FILTER (isIRI(?iri)) } ORDER BY ?iri ?type"
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
    types: dict[str, set[str]] = {}
    for iri, kind in texts(engine, _TYPES):
        types.setdefault(iri, set()).add(kind)
    called: dict[str, list[str]] = {}
    for name in names(engine):
        if name.kind in {"label", "alias"}:
            called.setdefault(name.entity.value, []).append(name.text)
    found = {}
    for iri in sorted({*types, *called}):
        own = types.get(iri, ())
        label = next(iter(called.get(iri, ())), "")
        found[iri] = Word(
            iri,
            compact(iri),
            next((kind for name, kind in _KINDS.items() if name in own), "entity"),
            label,
            tuple(sorted(set(called.get(iri, ())) - {label})),
        )
    return found


def nearest(name: str, words: Collection[Word]) -> list[str]:
    """Give at most three prefixed names most like one with the same prefix, best first."""
    from difflib import get_close_matches

    prefix = name.partition(":")[0]
    same = [word.name for word in words if word.name.partition(":")[0] == prefix]
    return get_close_matches(name, same, n=3, cutoff=0.75)
