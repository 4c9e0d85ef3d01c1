"""Records and claims as nanopublications: small publications with their own provenance.

Of each the assertion graph says what the graph says of the record or claim: of a claim, that
somebody holds it, never its content. The provenance graph says where that stands in the article and
what is cited for it. A part that attests a record speaks for it, so that what an editor adds is
left out. The form is that of the Nanopublication Guidelines, https://nanopub.net/guidelines/.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from azru_graph.exports.rdf import canonical_quads, to_text
from azru_graph.files import ontology_files
from azru_graph.sources import read_graph
from azru_graph.terms import BASE, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph

    from azru_graph.exports.content import Content

__all__ = ["nanopublications"]

_SCHEMA = "http://www.nanopub.org/nschema#"
_PUBLISHED = frozenset(
    PREFIXES["azru"] + name for name in ("Agreement", "Claim", "Event", "ShareAllocation", "Tenure")
)
_ATTESTED = PREFIXES["azru"] + "attestedIn"
_PROVENANCE = frozenset(
    {_ATTESTED, PREFIXES["azru"] + "hasEvidence", PREFIXES["dcterms"] + "source"}
)
_TYPE = PREFIXES["rdf"] + "type"


def nanopublications(content: Content) -> bytes:
    """Write TriG, a nanopublication for each record and claim; those of one part after another."""
    quads = chain.from_iterable(_of_part(content, name) for name in content.parts)
    return content.rebased(to_text(quads, "TRIG", np=_SCHEMA)).encode()


def _of_part(content: Content, name: str) -> Iterator[pyoxigraph.Quad]:
    said: dict[Any, list[pyoxigraph.Quad]] = defaultdict(list)
    for quad in canonical_quads({"": content.part(name)}):
        said[quad.subject].append(quad)
    info = _information(said)
    for subject, quads in said.items():
        predicates = {quad.predicate.value for quad in quads}
        if _ATTESTED in predicates and not _PUBLISHED.isdisjoint(_types(quads)):
            yield from _nanopublication(subject, quads, info)


def _types(quads: list[pyoxigraph.Quad]) -> list[str]:
    return [quad.object.value for quad in quads if quad.predicate.value == _TYPE]


def _nanopublication(
    subject: pyoxigraph.NamedNode, quads: list[pyoxigraph.Quad], info: list[tuple[str, Any]]
) -> Iterator[pyoxigraph.Quad]:
    """Give the quads of one, graph after graph."""
    from pyoxigraph import NamedNode, Quad

    iri = subject.value
    own = f"{BASE}nanopub/{quote(iri.removeprefix(ID), safe='')}"
    whole = NamedNode(own)
    head, assertion, provenance, publication = (
        NamedNode(f"{own}#{name}") for name in ("Head", "assertion", "provenance", "pubinfo")
    )
    yield Quad(whole, NamedNode(_TYPE), NamedNode(_SCHEMA + "Nanopublication"), head)
    yield Quad(whole, NamedNode(_SCHEMA + "hasAssertion"), assertion, head)
    yield Quad(whole, NamedNode(_SCHEMA + "hasProvenance"), provenance, head)
    yield Quad(whole, NamedNode(_SCHEMA + "hasPublicationInfo"), publication, head)
    for quad in quads:
        if quad.predicate.value not in _PROVENANCE:
            yield Quad(*quad.triple, assertion)
    derived = NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
    for quad in quads:
        if quad.predicate.value == _ATTESTED:
            yield Quad(assertion, derived, quad.object, provenance)
    for quad in quads:
        if quad.predicate.value in _PROVENANCE:
            yield Quad(*quad.triple, provenance)
    for predicate, value in info:
        yield Quad(whole, NamedNode(predicate), value, publication)


def _information(said: dict[Any, list[pyoxigraph.Quad]]) -> list[tuple[str, Any]]:
    """Give what is said of every nanopublication of a part: whose it is, since when, its licence.

    Creator and date are those of the ontology, so that the same data gives the same bytes; the
    licence is that of the part, if it names one.
    """
    import pyoxigraph as ox

    terms = PREFIXES["dcterms"]
    core = canonical_quads({"": read_graph(ontology_files()[:1])})
    (ontology,) = (
        quad.subject
        for quad in core
        if quad.predicate.value == _TYPE and quad.object.value == PREFIXES["owl"] + "Ontology"
    )
    renamed = {terms + "creator": terms + "creator", terms + "modified": terms + "created"}
    info = [
        (renamed[quad.predicate.value], quad.object)
        for quad in core
        if quad.subject == ontology and quad.predicate.value in renamed
    ]
    dataset = ox.NamedNode(PREFIXES["dcat"] + "Dataset")
    licences = (
        quad.object
        for quads in said.values()
        if dataset.value in _types(quads)
        for quad in quads
        if quad.predicate.value == terms + "license"
    )
    return [*info, *((terms + "license", licence) for licence in licences)]
