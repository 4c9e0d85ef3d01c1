"""The time and the places that the records of a content are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.queries import texts

if TYPE_CHECKING:
    from azru_graph.exports.content import Content

__all__ = ["Coverage", "Place", "coverage"]

_TIME = """
SELECT (MIN(?from) AS ?first) (MAX(?until) AS ?last)
{ ?event a azru:Event ; azru:notBefore ?from ; azru:notAfter ?until }"""
_PLACES = """
SELECT ?place (MIN(?label) AS ?name) (MIN(STR(?north)) AS ?lat) (MIN(STR(?east)) AS ?long)
{
  ?event azru:tookPlaceAt ?place . ?place rdfs:label ?label
  OPTIONAL { ?place geo:lat ?north ; geo:long ?east }
}
GROUP BY ?place"""


class Place(NamedTuple):
    """A place where something happened; its point in degrees, '' where none is told."""

    iri: str
    name: str
    latitude: str
    longitude: str


class Coverage(NamedTuple):
    """What events cover: the first and the last day, '' without events, and their places."""

    first: str
    last: str
    places: tuple[Place, ...]


def coverage(content: Content) -> Coverage:
    """Read what the events cover, under the graph's own base."""
    ((first, last),) = texts(content.engine, _TIME)
    places = sorted(Place(*row) for row in texts(content.engine, _PLACES) if row[0])
    return Coverage(first, last, tuple(places))
