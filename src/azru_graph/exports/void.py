"""The dataset described in VoID (Vocabulary of Interlinked Datasets, W3C Interest Group Note 2011).

The data and the ontology are subsets; what links to an authority file is a linkset, one for each
authority and predicate. All figures are counted by queries.
"""

from __future__ import annotations

import re
from os.path import commonprefix
from typing import TYPE_CHECKING

from azru_graph.exports.about import about
from azru_graph.exports.described import DATASET, Described
from azru_graph.exports.distributions import DESCRIPTIONS, RDF_TYPES, address, media_type
from azru_graph.exports.plain import keys
from azru_graph.exports.rdf import serialize
from azru_graph.queries import texts
from azru_graph.terms import BASE, ID, PREFIXES

if TYPE_CHECKING:
    from azru_graph.engines import Engine
    from azru_graph.exports.content import Content

__all__ = ["described", "void"]

_DCTERMS, _SKOS, _VOID = (PREFIXES[name] for name in ("dcterms", "skos", "void"))
_DATASET = _VOID + "Dataset"
_FIGURES = """
SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
{ ?s ?p ?o }"""
_CLASSES = """
SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) (MIN(STR(?s)) AS ?first)
{ ?s a ?class FILTER (ISIRI(?class)) } GROUP BY ?class"""
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?triples) { ?s ?p ?o } GROUP BY ?p"
_ENTITIES = """
SELECT (COUNT(DISTINCT ?s) AS ?entities)
{ ?s ?p ?o FILTER (ISIRI(?s) && STRSTARTS(STR(?s), "%s")) }"""
_TITLE = """
SELECT ?set ?title
{ { ?set a dcat:Dataset } UNION { ?set a owl:Ontology } ?set dcterms:title ?title }"""
_LINKS = """
SELECT ?predicate ?target {
  VALUES ?predicate { skos:closeMatch skos:exactMatch }
  ?s ?predicate ?target FILTER (ISIRI(?target))
}"""
_VIEWS = {"nanopublications", "rdf12", "statements"}  # these hold more than the dataset, or less
_EXAMPLES = 5  # of the largest classes, one each


def void(content: Content) -> bytes:
    """Write the description as canonical Turtle."""
    return content.rebased(serialize(described(content).graph, "turtle").decode()).encode()


def described(content: Content) -> Described:
    """Tell of a content; the files of its exports only where it is made of files."""
    from azru_graph.engines.embedded import Embedded
    from azru_graph.exports import FORMATS, file_name  # which knows this module

    told = Described()
    told.type(DATASET, _DATASET)
    told.about(about(content))
    _count(told, DATASET, content.engine)
    for name in sorted(FORMATS.keys() - DESCRIPTIONS) if content.parts else ():
        form = RDF_TYPES.get(media_type(file_name(name)))
        if form and name not in _VIEWS:
            told.link(DATASET, _VOID + "feature", form)
            told.link(DATASET, _VOID + "dataDump", address(file_name(name)))
    if len(content.parts) > 1:
        for name, files in content.parts.items():
            _subset(told, name, Embedded(files))
    _linksets(told, content.engine)
    return told


def _subset(told: Described, name: str, engine: Engine) -> None:
    """Tell of a part; it goes by its own IRI where it holds the head of one dataset."""
    heads = sorted(texts(engine, _TITLE))
    iri, title = heads[0] if len(heads) == 1 else (f"{DATASET}/{name}", name)
    told.link(DATASET, _VOID + "subset", iri)
    told.type(iri, _DATASET)
    told.text(iri, _DCTERMS + "title", title, language="en")
    _count(told, iri, engine)


def _count(told: Described, iri: str, engine: Engine) -> None:
    """Tell the figures of a dataset, and the partitions by class and by property."""
    ((triples, subjects, objects),) = texts(engine, _FIGURES)
    for space in (ID, BASE, ""):  # the narrowest in which there are entities
        ((entities,),) = texts(engine, _ENTITIES % space)
        if entities != "0":
            break
    classes = {one: (int(number), first) for one, number, first in texts(engine, _CLASSES)}
    properties = {one: int(number) for one, number in texts(engine, _PROPERTIES)}
    figures = {
        "triples": int(triples),
        "entities": int(entities),
        "distinctSubjects": int(subjects),
        "distinctObjects": int(objects),
        "classes": len(classes),
        "properties": len(properties),
    }
    for name, figure in figures.items():
        told.number(iri, _VOID + name, figure)
    if space:
        told.text(iri, _VOID + "uriSpace", space)
    for namespace in {_namespace(one) for one in (*classes, *properties)}:
        told.link(iri, _VOID + "vocabulary", namespace)
    for one, key in keys(classes).items():
        part = f"{iri}/class-{key}"
        told.link(iri, _VOID + "classPartition", part)
        told.link(part, _VOID + "class", one)
        told.number(part, _VOID + "entities", classes[one][0])
    for one, key in keys(properties).items():
        part = f"{iri}/property-{key}"
        told.link(iri, _VOID + "propertyPartition", part)
        told.link(part, _VOID + "property", one)
        told.number(part, _VOID + "triples", properties[one])
    own = [pair for pair in classes.values() if pair[1] and pair[1].startswith(space)]
    for _, first in sorted(own, key=lambda pair: (-pair[0], pair[1]))[:_EXAMPLES]:
        told.link(iri, _VOID + "exampleResource", first)


def _linksets(told: Described, engine: Engine) -> None:
    """Tell of the links to authorities, by the host that serves what is linked to."""
    links: dict[tuple[str, str], list[str]] = {}
    targets: dict[str, list[str]] = {}
    for predicate, target in sorted(texts(engine, _LINKS)):
        found = re.match(r"[a-z]+://(?:www\.)?([^/]+)", target)
        if found:
            links.setdefault((found[1], predicate), []).append(target)
            targets.setdefault(found[1], []).append(target)
    for host, linked in targets.items():
        iri = _part("target", host)
        told.type(iri, _DATASET)
        told.text(iri, _DCTERMS + "title", host)
        common = commonprefix(linked)  # noqa: RUF071 -- an IRI is no path
        told.text(iri, _VOID + "uriSpace", _namespace(common))
    for (host, predicate), linked in links.items():
        iri = f"{_part('links', host)}-{predicate.removeprefix(_SKOS)}"
        told.link(DATASET, _VOID + "subset", iri)
        told.type(iri, _VOID + "Linkset")
        told.link(iri, _VOID + "subjectsTarget", DATASET)
        told.link(iri, _VOID + "objectsTarget", _part("target", host))
        told.link(iri, _VOID + "linkPredicate", predicate)
        told.number(iri, _VOID + "triples", len(linked))


def _part(kind: str, host: str) -> str:
    return f"{DATASET}/{kind}-{host.replace('.', '-')}"


def _namespace(iri: str) -> str:
    """Give the namespace of a term: up to its last hash or slash.

    >>> _namespace("http://purl.org/dc/terms/title")
    'http://purl.org/dc/terms/'
    """
    return re.sub("[^/#]*$", "", iri)
