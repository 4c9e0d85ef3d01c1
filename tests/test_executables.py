"""The stored questions as RDF: as SIB's tools want them, and the same questions still."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, RDFS, URIRef
from rdflib.plugins.sparql import prepareQuery

from azru_graph import exports, results
from azru_graph.engines.embedded import Embedded
from azru_graph.executables import EXAMPLES, TARGET, executables
from azru_graph.files import data_files, ontology_files
from azru_graph.queries import catalogue
from azru_graph.results import Boolean, Table
from azru_graph.terms import PREFIXES

ANSWERS = Path(__file__).parent / "answers"
QUESTIONS = catalogue("questions")
SH, SCHEMA = rdflib.Namespace(PREFIXES["sh"]), rdflib.Namespace(PREFIXES["schema"])

# What SIB's sparql-examples-utils demands of each query before it publishes it (its spex.shacl).
RULES = """
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix spex: <https://purl.expasy.org/sparql-examples/ontology#> .

<urn:rules> a sh:NodeShape ; sh:targetClass sh:SPARQLExecutable ;
  sh:property <urn:text>, <urn:comment>, <urn:target>, <urn:keyword>, <urn:keywords> .
<urn:text> sh:minCount 1 ; sh:maxCount 1 ;
  sh:path [ sh:alternativePath ( sh:select sh:ask sh:construct spex:describe ) ] .
<urn:comment> sh:path rdfs:comment ; sh:minCount 1 ;
  sh:or ( [ sh:datatype rdf:langString ] [ sh:datatype rdf:HTML ] ) .
<urn:target> sh:path schema:target ; sh:minCount 1 .
<urn:keyword> sh:path schema:keyword ; sh:maxCount 0 .
<urn:keywords> sh:path schema:keywords ; sh:pattern "^\\\\S.*\\\\S$" .
"""
# What SIB's SPARQL editor and loaders ask an endpoint.
EXAMPLES_QUERY = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?sq ?comment ?query {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query
} ORDER BY ?sq
"""
PREFIXES_QUERY = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace { [] sh:prefix ?prefix ; sh:namespace ?namespace }
"""


@cache
def published() -> rdflib.Graph:
    """The graph as it is read from the file that is written."""
    return rdflib.Graph().parse(data=exports.serialize(executables(), "turtle"), format="turtle")


@cache
def engine() -> Embedded:
    return Embedded([*data_files(), *ontology_files()])


@pytest.fixture
def endpoint(tmp_path: Path) -> Embedded:
    path = tmp_path / "examples.ttl"
    path.write_bytes(exports.serialize(executables(), "turtle"))
    return Embedded([path])


def conforms(graph: rdflib.Graph) -> bool:
    shapes = rdflib.Graph().parse(data=RULES, format="turtle")
    return bool(pyshacl.validate(graph, shacl_graph=shapes)[0])


@pytest.mark.parametrize("name", QUESTIONS)
def test_text_inside_gives_the_recorded_answer(name: str) -> None:
    node = URIRef(EXAMPLES + name)
    (text,) = published().objects(node, SH.select)
    assert "#+" not in str(text)
    prepareQuery(str(text))
    answer = engine().query(str(text))
    assert isinstance(answer, Table)
    assert results.write(answer, "tsv") == (ANSWERS / f"{name}.tsv").read_bytes()
    header = QUESTIONS[name].header
    assert list(published().objects(node, RDFS.comment)) == [
        rdflib.Literal(header.summary, lang="en")
    ]
    assert {str(tag) for tag in published().objects(node, SCHEMA.keywords)} == set(header.tags)
    assert list(published().objects(node, SCHEMA.target)) == [URIRef(TARGET)]
    assert set(published().objects(node, RDF.type)) == {
        SH.SPARQLExecutable,
        SH.SPARQLSelectExecutable,
    }


def test_rules_of_sib_hold_and_bite() -> None:
    assert conforms(published())
    node = URIRef(f"{EXAMPLES}timeline")
    for predicate in (SH.select, RDFS.comment, SCHEMA.target):
        graph = published() + rdflib.Graph()
        graph.remove((node, predicate, None))
        assert not conforms(graph), predicate
    for predicate, text in (
        (SH.ask, "ASK {}"),
        (RDFS.comment, "no language"),
        (SCHEMA.keyword, "time"),
        (SCHEMA.keywords, "time "),
    ):
        graph = published() + rdflib.Graph()
        graph.add((node, predicate, rdflib.Literal(text)))
        assert not conforms(graph), predicate


def test_the_queries_of_sibs_tools_find_every_question(endpoint: Embedded) -> None:
    found = endpoint.query(EXAMPLES_QUERY)
    assert isinstance(found, Table)
    names = [row[0].value.removeprefix(EXAMPLES) for row in found.rows if row[0]]
    assert names == sorted(QUESTIONS)
    comments = [row[1].value for row in found.rows if row[1]]
    assert comments == [QUESTIONS[name].header.summary for name in names]


def test_the_queries_of_sibs_tools_find_every_prefix(endpoint: Embedded) -> None:
    found = endpoint.query(PREFIXES_QUERY)
    assert isinstance(found, Table)
    assert {row[0].value: row[1].value for row in found.rows if row[0] and row[1]} == PREFIXES


def test_parameters_are_described(endpoint: Embedded) -> None:
    for question in QUESTIONS.values():
        for parameter in question.header.parameters.values():
            asked = endpoint.query(
                f"ASK {{ <{EXAMPLES}{question.name}> <{PREFIXES['dcterms']}description> ?text"
                f' FILTER CONTAINS(?text, "Parameter {parameter.name} ({parameter.type}): ") }}'
            )
            assert asked == Boolean(value=True)


def test_the_endpoint_may_be_another() -> None:
    graph = executables(target="https://example.org/sparql")
    assert set(graph.objects(None, SCHEMA.target)) == {URIRef("https://example.org/sparql")}
