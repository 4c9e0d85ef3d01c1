"""Records and claims as nanopublications: small publications with their own provenance.

Of each the assertion graph says what the graph says of the record or claim: of a claim, that
somebody holds it, never its content. The provenance graph says where that stands in the article and
what is cited for it. The part that attests a record speaks for it, so that what an editor adds is
left out. The form is that of the Nanopublication Guidelines, https://nanopub.net/guidelines/.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyoxigraph as ox

from azru_graph.exports.rdf import canonical_quads, moved, to_text
from azru_graph.files import ontology_files
from azru_graph.sources import read_graph
from azru_graph.terms import BASE, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from azru_graph.exports.content import Content

    _Said = Mapping[Any, list[ox.Quad]]  # subject → the quads about it

__all__ = ["nanopublications"]

_SCHEMA = "http://www.nanopub.org/nschema#"


def _node(prefix: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES[prefix] + name)


_TYPE = _node("rdf", "type")
_PUBLISHED = {
    _node("azru", name) for name in ("Agreement", "Claim", "Event", "ShareAllocation", "Tenure")
}
_ATTESTED = _node("azru", "attestedIn")
_PROVENANCE = {_ATTESTED, _node("azru", "hasEvidence"), _node("dcterms", "source")}
_LICENCE = _node("dcterms", "license")
# What the ontology says of itself → the same of a nanopublication. The date is that of the terms
# it is put in: the time of writing would change its bytes.
_INFORMATION = {
    _node("dcterms", "creator"): _node("dcterms", "creator"),
    _node("dcterms", "modified"): _node("dcterms", "created"),
}


def nanopublications(content: Content) -> bytes:
    """Write TriG, a nanopublication for each record and claim; those of one part after another."""
    quads = chain.from_iterable(_of_part(content, name) for name in content.parts)
    return content.rebased(to_text(quads, "TRIG", np=_SCHEMA)).encode()


def _of_part(content: Content, name: str) -> Iterator[ox.Quad]:
    said: dict[Any, list[ox.Quad]] = defaultdict(list)
    for quad in canonical_quads({"": content.part(name)}):
        said[quad.subject].append(quad)
    info = [*_of_ontology(), *_licences(said)]
    for subject, quads in said.items():
        attested = any(quad.predicate == _ATTESTED for quad in quads)
        if attested and not _PUBLISHED.isdisjoint(_values(quads, _TYPE)):
            yield from _nanopublication(subject, quads, info)


def _values(quads: list[ox.Quad], predicate: ox.NamedNode) -> list[Any]:
    return [quad.object for quad in quads if quad.predicate == predicate]


def _nanopublication(
    subject: ox.NamedNode, quads: list[ox.Quad], info: list[tuple[ox.NamedNode, Any]]
) -> Iterator[ox.Quad]:
    """Give the quads of one, graph after graph."""
    own = f"{BASE}nanopub/{quote(subject.value.removeprefix(ID), safe='')}"
    whole = ox.NamedNode(own)
    head, assertion, provenance, publication = (
        ox.NamedNode(f"{own}#{name}") for name in ("Head", "assertion", "provenance", "pubinfo")
    )
    yield ox.Quad(whole, _TYPE, ox.NamedNode(_SCHEMA + "Nanopublication"), head)
    yield ox.Quad(whole, ox.NamedNode(_SCHEMA + "hasAssertion"), assertion, head)
    yield ox.Quad(whole, ox.NamedNode(_SCHEMA + "hasProvenance"), provenance, head)
    yield ox.Quad(whole, ox.NamedNode(_SCHEMA + "hasPublicationInfo"), publication, head)
    yield from (moved(quad, assertion) for quad in quads if quad.predicate not in _PROVENANCE)
    for passage in _values(quads, _ATTESTED):
        yield ox.Quad(assertion, _node("prov", "wasDerivedFrom"), passage, provenance)
    yield from (moved(quad, provenance) for quad in quads if quad.predicate in _PROVENANCE)
    yield from (ox.Quad(whole, predicate, value, publication) for predicate, value in info)


def _of_ontology() -> list[tuple[ox.NamedNode, Any]]:
    """Give what the ontology says of every nanopublication: whose it is, since when."""
    core = canonical_quads({"": read_graph(ontology_files()[:1])})
    ontologies = {
        quad.subject
        for quad in core
        if quad.predicate == _TYPE and quad.object == _node("owl", "Ontology")
    }
    return [
        (_INFORMATION[quad.predicate], quad.object)
        for quad in core
        if quad.subject in ontologies and quad.predicate in _INFORMATION
    ]


def _licences(said: _Said) -> list[tuple[ox.NamedNode, Any]]:
    """Give the licences that a part has for itself, none where it names none."""
    datasets = (
        quads for quads in said.values() if _node("dcat", "Dataset") in _values(quads, _TYPE)
    )
    return [(_LICENCE, value) for quads in datasets for value in _values(quads, _LICENCE)]
