"""The documents of single resources: together the whole graph, each in four formats alike."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import UnknownNameError
from azru_graph.exports import Content, content_of
from azru_graph.exports.resource import SUFFIXES, Resources, asked, document_of, of_content, write
from azru_graph.files import data_files
from azru_graph.terms import BASE, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

TOPICS = {
    "entity": ID + "state-georgia",
    "claim": ID + "claim-s3p5-3a",
    "concept": BASE + "scheme/event-visit",
    "schemes": BASE + "scheme",
    "ontology": BASE + "ontology",
    "relation": BASE + "relation",
    "shapes": BASE + "shapes",
    "dataset": ID + "dataset",
    "project": BASE + "project",
}
PARSERS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
FOAF, RDF = PREFIXES["foaf"], PREFIXES["rdf"]


@pytest.fixture(scope="module")
def whole(shipped: Content) -> set[ox.Quad]:
    """All triples that are published: data, ontology and shapes."""
    return {*shipped.quads, *content_of(data_files(), only="shapes").quads}


@pytest.fixture(scope="module")
def resources(shipped: Content) -> Resources:
    return of_content(shipped)


def iri(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


def own(quads: list[ox.Quad], topic: str) -> set[ox.Quad]:
    """The triples about a document and its other formats."""
    files = {f"{topic}.{suffix}" for suffix in SUFFIXES}
    return {quad for quad in quads if iri(quad.subject) in files}


def test_documents_are_the_graph_and_nothing_else(
    resources: Resources, whole: set[ox.Quad], count_cases: Callable[[str, int], None]
) -> None:
    count_cases("documents of resources", len(resources.known))
    found: set[ox.Quad] = set()
    for topic in resources.known:
        quads = resources.document(topic).quads
        described = own(quads, topic)
        assert len(quads) == len(set(quads)), topic
        assert {iri(quad.object) for quad in described if quad.predicate.value[:26] == FOAF} == {
            topic
        }
        found |= set(quads) - described
    assert found == whole


def test_a_document_has_both_directions_and_all_names(
    resources: Resources, whole: set[ox.Quad]
) -> None:
    topic = ox.NamedNode(TOPICS["claim"])
    quads = set(resources.document(topic.value).quads)
    assert {quad for quad in whole if topic in {quad.subject, quad.object}} <= quads
    shown = {term for quad in quads for term in (quad.subject, quad.predicate, quad.object)}
    names = [PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "notation"]
    named = {q for q in whole if q.subject in shown and q.predicate.value in names}
    assert len(named) > 20
    assert named <= quads


def test_content_of_a_claim_is_not_asserted(resources: Resources) -> None:
    azru = PREFIXES["azru"]
    quads = resources.document(TOPICS["claim"]).quads
    said = {q.predicate.value: q.object for q in quads if iri(q.subject) == TOPICS["claim"]}
    content = [said[azru + name] for name in ("claimSubject", "claimPredicate", "claimObject")]
    assert [iri(term) for term in content][1] == azru + "aided"
    assert tuple(content) not in {(q.subject, q.predicate, q.object) for q in quads}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's reader of JSON-LD
@pytest.mark.parametrize("kind", TOPICS)
def test_formats_hold_the_same(kind: str, resources: Resources) -> None:
    """As rdflib reads them and as pyoxigraph does; literals keep the form they were written in."""
    document = resources.document(TOPICS[kind])
    triples = {quad.triple for quad in document.quads}
    graphs = {}
    for suffix, parser in PARSERS.items():
        written = write(document, suffix)
        form = ox.RdfFormat.from_extension(suffix)
        assert {quad.triple for quad in ox.parse(written, format=form)} == triples, suffix
        graphs[suffix] = frozenset(rdflib.Graph().parse(data=written, format=parser))
        assert len(graphs[suffix]) == len(triples)
    assert len(set(graphs.values())) == 1
    assert not re.search(r"[\s^]\w*:[\w-]+\.\w", write(document, "ttl").decode()), "dot in a name"


def test_the_topic_comes_first(resources: Resources) -> None:
    for topic, name in ((TOPICS["entity"], "id:state-georgia"), (TOPICS["shapes"], None)):
        document = resources.document(topic)
        assert iri(document.quads[0].subject) == topic
        first, *others = json.loads(write(document, "jsonld"))["@graph"]
        assert first["@id"] == (name or topic)
        assert len({one["@id"] for one in others} - {first["@id"]}) == len(others), "said in two"


def test_terms_of_others_stand_with_the_ontology(resources: Resources) -> None:
    quads = resources.document(TOPICS["ontology"]).quads
    assert PREFIXES["org"] + "member" in {iri(quad.subject) for quad in quads}
    assert document_of(PREFIXES["azru"] + "Event") == TOPICS["ontology"]
    # Of the data, which use the terms, nothing is there.
    assert not any(iri(quad.subject).startswith(ID) for quad in quads)


def test_unknown_resources_are_refused_with_the_nearest(resources: Resources) -> None:
    with pytest.raises(UnknownNameError, match="did you mean id:state-russia"):
        resources.document(ID + "state-rusia")
    with pytest.raises(UnknownNameError, match="suffix of a document"):
        write(resources.document(TOPICS["entity"]), "xml")


def test_an_engine_gives_the_same_documents(shipped: Content) -> None:
    """Apart from the spelling of literals, which is the engine's."""
    resources = Resources(shipped.quads)
    engine = Embedded(shipped.files)
    for topic in (TOPICS["claim"], TOPICS["concept"], TOPICS["relation"], TOPICS["ontology"]):
        theirs = asked(engine, topic)
        assert {str(quad) for quad in theirs.quads} == {
            str(quad) for quad in resources.document(topic).quads
        }
    with pytest.raises(UnknownNameError):
        asked(engine, ID + "nobody")


def test_blank_nodes_and_foreign_subjects_have_no_document() -> None:
    text = "<http://example.org/a> <http://example.org/b> _:c . _:c <http://example.org/b> <%s> ."
    quads = ox.parse(text % TOPICS["entity"], format=ox.RdfFormat.TURTLE)
    assert Resources(quads).known == ()


def test_documents_are_the_same_bytes_in_any_surroundings() -> None:
    """Hash seed and locale of another process do not matter."""
    code = (
        "import sys;"
        "from azru_graph.exports import content_of;"
        "from azru_graph.files import data_files;"
        "from azru_graph.exports.resource import *;"
        "document = of_content(content_of(data_files(), only='editorial')).document(sys.argv[1]);"
        "sys.stdout.buffer.write(b''.join(write(document, one) for one in SUFFIXES))"
    )
    there = subprocess.run(
        [sys.executable, "-c", code, TOPICS["entity"]],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "3", "LC_ALL": "C"},
    )
    document = of_content(content_of(data_files(), only="editorial")).document(TOPICS["entity"])
    assert there.stdout == b"".join(write(document, suffix) for suffix in SUFFIXES)
