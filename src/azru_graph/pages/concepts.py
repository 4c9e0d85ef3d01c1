"""Schemes of concepts and their concepts, each on a page with what the graph classes by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph import entities
from azru_graph.pages.links import iri_of
from azru_graph.queries import texts
from azru_graph.terms import PREFIXES, Iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.pages.site import Page, Site, Values

__all__ = ["names", "show"]

_PLACE = PREFIXES["scheme"]
_ALL = 'SELECT ?iri { ?iri a ?any FILTER (STRSTARTS(STR(?iri), "%s")) }' % _PLACE  # noqa: UP031
_SKOS = PREFIXES["skos"]
# What ties a concept to others; anything else that names it is a use of it.
_TREE = {_SKOS + name for name in ("broader", "hasTopConcept", "topConceptOf", "inScheme")}
_DEFINED = {PREFIXES["rdfs"] + "isDefinedBy", _SKOS + "prefLabel", _SKOS + "definition"}


def names(site: Site) -> Iterable[str]:
    """Give the local names of all schemes and concepts."""
    return {iri.removeprefix(_PLACE) for (iri,) in texts(site.engine, _ALL)}


def show(site: Site, address: str, values: Values) -> Page:  # noqa: ARG001 - it asks for none
    """Make the page of a scheme or concept; raises UnknownNameError where there is none."""
    entity = entities.describe(site.engine, Iri(iri_of(address)))
    said = [s for s in entity.statements if s.property not in _DEFINED]
    definition = [s.value.value for s in entity.statements if s.property == _SKOS + "definition"]
    inside = [s for s in entity.mentions if s.property in _TREE]
    uses = [s for s in entity.mentions if s.property not in _TREE]
    return site.page(
        "concept",
        address,
        title=entity.label,
        entity=entity,
        definition=" ".join(definition),
        said=_by_name(said),
        inside=_by_name(inside),
        uses=_by_name(uses),
    )


def _by_name(
    statements: Iterable[entities.Statement],
) -> dict[str, list[entities.Statement]]:
    """Put the statements of one property together, by its name."""
    found: dict[str, list[entities.Statement]] = {}
    for one in statements:
        found.setdefault(one.name, []).append(one)
    return found
