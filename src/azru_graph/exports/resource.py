"""The document of one resource: what the graph says of it and by way of it, as linked data.

It repeats triples of the graph and states nothing of its own but what it is a document about, so
that of a claim it never asserts the content. The document has an IRI other than that of the thing:
the address of its Turtle.

The terms of a namespace that ends in a hash share one document, since no request can tell them
apart; that of the ontology holds the declared terms of other vocabularies as well.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from azru_graph.errors import UnknownNameError
from azru_graph.exports.content import content_of
from azru_graph.exports.described import DATASET
from azru_graph.exports.distributions import RDF_TYPES, media_type
from azru_graph.exports.rdf import in_order, quads_as
from azru_graph.queries import construct
from azru_graph.syntax import to_sparql, with_prefixes
from azru_graph.terms import BASE, PREFIXES, Iri, compact, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from azru_graph.engines import Engine
    from azru_graph.exports.content import Content

__all__ = ["SUFFIXES", "Document", "Resources", "asked", "document_of", "of_content", "write"]

# Suffix of a document → the format that ``rdf.quads_as`` calls so; the first names the document.
SUFFIXES = {"ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld", "rdf": "rdfxml"}


def _node(prefix: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES[prefix] + name)


_TYPE = _node("rdf", "type")
_DOCUMENT = _node("foaf", "Document")
_TOPIC = _node("foaf", "primaryTopic")
_LICENCE = _node("dcterms", "license")
_FORMAT = _node("dcterms", "format")
_OTHER_FORMAT = _node("dcterms", "hasFormat")
_IN = _node("void", "inDataset")
# Of these the licence is that of the data.
_LICENSED = {_node("dcat", "Dataset"), _node("owl", "Ontology")}
_NAMES = {
    _node("azru", "paraphrase"),
    _node("rdfs", "label"),
    _node("skos", "notation"),
    _node("skos", "prefLabel"),
}
_TERMS = BASE + "ontology"  # whose document has the declared terms of other vocabularies
# Namespaces of ours with a hash, without it.
_HASHED = {iri[:-1] for iri in PREFIXES.values() if iri.startswith(BASE) and iri.endswith("#")}
_NAMED_HERE = """
CONSTRUCT {{ ?s ?p ?o }}
WHERE {{ VALUES ?topic {{ {topic} }}
  {{ ?topic ?p ?o BIND (?topic AS ?s) }} UNION {{ ?s ?p ?topic BIND (?topic AS ?o) }}
}}"""
_IN_NAMESPACE = """
CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER (STRSTARTS(STR(?s), "{space}")) }}"""
_OF_OTHERS = """
CONSTRUCT {{ ?s ?p ?o }}
WHERE {{ ?s ?p ?o FILTER (!STRSTARTS(STR(?s), "{base}")) FILTER EXISTS {{
  ?s a ?kind FILTER (STRSTARTS(STR(?kind), STR(owl:))) }} }}"""
_LICENCES = """
CONSTRUCT { ?set a ?kind ; dcterms:license ?licence }
WHERE { VALUES ?kind { dcat:Dataset owl:Ontology } ?set a ?kind ; dcterms:license ?licence }"""
_NAMINGS = """
CONSTRUCT {{ ?thing ?naming ?name }}
WHERE {{ VALUES ?thing {{ {things} }} VALUES ?naming {{ {namings} }} ?thing ?naming ?name }}"""


class Document(NamedTuple):
    """What is written of a resource.

    Attributes:
        topic: IRI of the resource, or of a namespace without its hash.
        quads: Those of one subject stand together, those of the topic first.
    """

    topic: str
    quads: list[ox.Quad]


class Resources:
    """The triples of a graph, by the document that they belong to.

    Attributes:
        known: The IRIs of the documents' topics, sorted: all resources of the graph that lie below
            ``terms.BASE``, those of a namespace with a hash by its IRI without the hash.
    """

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        """Sort the triples.

        Args:
            quads: In order, as ``rdf.in_order`` puts them; this is the order in the documents.
        """
        self._quads = list(quads)
        kinds: dict[Any, set[Any]] = defaultdict(set)
        self._names: dict[Any, list[int]] = defaultdict(list)
        for place, quad in enumerate(self._quads):
            if quad.predicate == _TYPE:
                kinds[quad.subject].add(quad.object)
            elif quad.predicate in _NAMES:
                self._names[quad.subject].append(place)
        self._said: dict[str, list[int]] = defaultdict(list)
        self._naming: dict[str, list[int]] = defaultdict(list)
        licences = set()
        for place, quad in enumerate(self._quads):
            if isinstance(quad.object, ox.NamedNode):
                self._naming[quad.object.value].append(place)
            if quad.predicate == _LICENCE and kinds[quad.subject] & _LICENSED:
                licences.add(quad.object)
            if isinstance(quad.subject, ox.NamedNode):
                topic = document_of(quad.subject.value)
                if not topic and any(_is_owl(kind) for kind in kinds[quad.subject]):
                    topic = _TERMS
                if topic:
                    self._said[topic].append(place)
        self._licences = sorted(licences, key=str)
        self.known = tuple(sorted(self._said))

    def document(self, iri: str) -> Document:
        """Make the document of a topic.

        It holds what is said of the topic and of itself; what is said of the terms of its
        namespace, or else what names the topic; and the names of whatever these triples mention.
        Blank nodes stand there without what is said of them.

        Raises:
            UnknownNameError: The graph says nothing of it.
        """
        said = self._said.get(iri, ())
        if not said:
            raise UnknownNameError("resource", compact(iri), map(compact, self.known))
        topic = ox.NamedNode(iri)
        found = set(said)
        if all(self._quads[place].subject == topic for place in said):
            found.update(self._naming.get(iri, ()))
        described = list(_described(iri, self._licences))
        new = {term for place in found for term in self._quads[place].triple}
        new |= {term for quad in described for term in quad.triple}
        mentioned = set(new)
        while new:
            names = {place for thing in new for place in self._names.get(thing, ())}
            found |= names
            new = {self._quads[place].predicate for place in names} - mentioned
            mentioned |= new
        quads = [self._quads[place] for place in sorted(found)]
        first = [quad for quad in quads if quad.subject == topic]
        rest = [quad for quad in quads if quad.subject != topic]
        return Document(iri, [*first, *described, *rest])


def asked(engine: Engine, iri: str) -> Document:
    """Make the document of a topic of what an engine answers; literals have its spelling.

    Raises:
        ParameterError: The text is no IRI.
        UnknownNameError: The engine has nothing said of it.
    """
    topic = to_sparql(Iri(iri))
    queries = [_NAMED_HERE.format(topic=topic), _LICENCES]
    if iri in _HASHED:
        queries.append(_IN_NAMESPACE.format(space=f"{iri}#"))
    if iri == _TERMS:
        queries.append(_OF_OTHERS.format(base=BASE))
    quads = {quad for query in queries for quad in _constructed(engine, query)}
    mentioned = {term for quad in (*quads, *_described(iri, [])) for term in quad.triple} | _NAMES
    things = " ".join(sorted(str(term) for term in mentioned if isinstance(term, ox.NamedNode)))
    namings = " ".join(sorted(map(str, _NAMES)))
    names = _constructed(engine, _NAMINGS.format(things=things, namings=namings))
    found = Resources(in_order({*quads, *names}))
    if iri not in found.known:
        raise UnknownNameError("resource", compact(iri), ())
    return found.document(iri)


def of_content(content: Content) -> Resources:
    """Take the triples of a content and those of the shapes, literals as they were written."""
    shapes = content_of((), only="shapes")
    return Resources(in_order([*content.quads, *shapes.quads]))


def write(document: Document, suffix: str) -> bytes:
    """Write a document under the graph's own base, in the format of a key of ``SUFFIXES``.

    Raises:
        UnknownNameError: It is no such key.
        DataError: The format cannot hold the triples.
    """
    if suffix not in SUFFIXES:
        raise UnknownNameError("suffix of a document", suffix, SUFFIXES)
    # So that no local name has a dot, at which the Turtle reader of the OWL API fails.
    return quads_as(document.quads, SUFFIXES[suffix], document=f"{document.topic}.")


def document_of(iri: str) -> str:
    """Give the topic of the document in which a resource is described; '' where it is not ours.

    >>> document_of("https://w3id.org/azru/ontology#Event")
    'https://w3id.org/azru/ontology'
    >>> document_of("http://www.w3.org/ns/org#member")
    ''
    """
    return iri.partition("#")[0] if iri.startswith(BASE) else ""


def _constructed(engine: Engine, query: str) -> Iterator[ox.Quad]:
    triples = construct(engine, with_prefixes(query))
    lines = (" ".join(map(to_ntriples, triple)) + " .\n" for triple in triples)
    yield from ox.parse("".join(lines), format=ox.RdfFormat.N_TRIPLES)


def _described(iri: str, licences: list[Any]) -> Iterator[ox.Quad]:
    """Say what a document is about, what it is part of, and in which formats it is to be had."""
    formats = {
        ox.NamedNode(f"{iri}.{suffix}"): ox.NamedNode(RDF_TYPES[media_type(f".{suffix}")])
        for suffix in SUFFIXES
    }
    document, *others = formats
    yield ox.Quad(document, _TYPE, _DOCUMENT)
    yield ox.Quad(document, _TOPIC, ox.NamedNode(iri))
    yield ox.Quad(document, _IN, ox.NamedNode(DATASET))
    for licence in licences:
        yield ox.Quad(document, _LICENCE, licence)
    for other in others:
        yield ox.Quad(document, _OTHER_FORMAT, other)
    for one, form in formats.items():
        yield ox.Quad(one, _FORMAT, form)


def _is_owl(kind: object) -> bool:
    return isinstance(kind, ox.NamedNode) and kind.value.startswith(PREFIXES["owl"])
