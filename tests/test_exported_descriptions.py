"""Descriptions of the dataset: another count gives every figure, and every file is as described."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, VOID, XSD

from azru_graph.exports import FORMATS, content_of, export, file_name
from azru_graph.exports.distributions import DESCRIPTIONS
from azru_graph.terms import BASE, ID, PREFIXES
from exporting import OTHER_BASE, content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from azru_graph.exports import Content

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
DATASET = rdflib.URIRef(BASE + "dataset")
PARTS = {"facts": ID + "dataset", "editorial": ID + "dataset-editorial"}


def described(content: Content, name: str) -> rdflib.Graph:
    written = export(content, name)
    assert isinstance(written, bytes)
    return rdflib.Graph().parse(data=written, format="turtle")


@pytest.fixture(scope="module")
def void(shipped: Content) -> rdflib.Graph:
    return described(shipped, "void")


@pytest.fixture(scope="module")
def dcat(shipped: Content) -> rdflib.Graph:
    return described(shipped, "dcat")


def number(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef) -> int:
    (value,) = graph.objects(subject, predicate)
    assert isinstance(value, rdflib.Literal)
    return int(value)


def counted(graph: rdflib.Graph, space: str) -> Iterator[tuple[rdflib.URIRef, int]]:
    """Count a graph with sets, not with queries."""
    subjects = set(graph.subjects())
    yield VOID.triples, len(graph)
    yield VOID.entities, len({one for one in subjects if str(one).startswith(space)})
    yield VOID.distinctSubjects, len(subjects)
    yield VOID.distinctObjects, len(set(graph.objects()))
    yield VOID.properties, len(set(graph.predicates()))
    yield VOID.classes, len(set(graph.objects(None, RDF.type)))


@pytest.mark.parametrize("part", ["", "facts", "editorial", "ontology"])
def test_every_figure_is_counted(part: str, shipped: Content, void: rdflib.Graph) -> None:
    graph = shipped.part(part) if part else shipped.graph
    iri = rdflib.URIRef(PARTS.get(part, f"{BASE}dataset/{part}")) if part else DATASET
    space = str(void.value(iri, VOID.uriSpace) or "")
    assert space == (BASE if part == "ontology" else ID)
    for predicate, expected in counted(graph, space):
        assert number(void, iri, predicate) == expected, predicate
    classes = {
        void.value(one, VOID["class"]): number(void, one, VOID.entities)
        for one in void.objects(iri, VOID.classPartition)
    }
    assert classes == Counter(kind for _, kind in graph.subject_objects(RDF.type))
    properties = {
        void.value(one, VOID.property): number(void, one, VOID.triples)
        for one in void.objects(iri, VOID.propertyPartition)
    }
    assert properties == Counter(graph.predicates())
    for example in void.objects(iri, VOID.exampleResource):
        assert (example, RDF.type, None) in graph
    used = {str(term) for term in (*classes, *properties)}
    spaces = {str(one) for one in void.objects(iri, VOID.vocabulary)}
    assert all(any(term.startswith(one) for one in spaces) for term in used)
    assert all(any(term.startswith(one) for term in used) for one in spaces)


def test_the_parts_are_subsets_and_the_links_are_linksets(
    shipped: Content, void: rdflib.Graph
) -> None:
    linksets = set(void.subjects(RDF.type, VOID.Linkset))
    subsets = set(void.objects(DATASET, VOID.subset))
    assert {str(one) for one in subsets - linksets} == {*PARTS.values(), f"{BASE}dataset/ontology"}
    assert linksets <= subsets
    expected: Counter[tuple[str, str]] = Counter()
    for predicate in (SKOS.exactMatch, SKOS.closeMatch):
        for target in shipped.graph.objects(None, predicate):
            expected[str(predicate), str(target).split("/")[2].removeprefix("www.")] += 1
    found = {}
    links = [str(one) for one in shipped.graph.objects(None, SKOS.exactMatch | SKOS.closeMatch)]
    for linkset in linksets:
        goal = void.value(linkset, VOID.objectsTarget)
        host, space = (str(void.value(goal, name)) for name in (DCTERMS.title, VOID.uriSpace))
        found[str(void.value(linkset, VOID.linkPredicate)), host] = number(
            void, linkset, VOID.triples
        )
        own = [one for one in links if one.split("/")[2].removeprefix("www.") == host]
        assert own
        assert all(one.startswith(space) for one in own)
    assert found == dict(expected)
    assert {"wikidata.org", "sws.geonames.org", "viaf.org"} <= {host for _, host in found}


def test_the_dumps_are_the_formats_of_rdf(void: rdflib.Graph) -> None:
    dumps = {str(one) for one in void.objects(DATASET, VOID.dataDump)}
    forms = ("jsonld", "jsonld-plain", "nquads", "ntriples", "rdfxml", "trig", "turtle")
    assert {f"{BASE}exports/{file_name(name)}" for name in forms} == dumps
    assert len(set(void.objects(DATASET, VOID.feature))) >= 4


@pytest.mark.parametrize("name", ["void", "dcat"])
def test_the_head_is_that_of_the_data(name: str, request: pytest.FixtureRequest) -> None:
    graph: rdflib.Graph = request.getfixturevalue(name)
    assert "Azerbaijan - Russia Relations" in str(graph.value(DATASET, DCTERMS.title))
    assert str(graph.value(DATASET, DCTERMS.license)).startswith("https://creativecommons.org/")
    assert str(graph.value(DATASET, rdflib.URIRef(PREFIXES["dcat"] + "version"))) == "0.1.0"
    maker = graph.value(DATASET, DCTERMS.creator)
    assert graph.value(DATASET, DCTERMS.publisher) == maker
    assert str(graph.value(maker, FOAF.name)) == "The azru-graph authors"
    assert str(graph.value(DATASET, DCTERMS.modified)) == "2026-11-24"
    assert graph.value(DATASET, DCTERMS.references) == rdflib.URIRef(ID + "article")


def test_every_file_is_described_as_it_is(shipped: Content, dcat: rdflib.Graph) -> None:
    files: dict[str, bytes] = {}
    for name in FORMATS.keys() - DESCRIPTIONS:
        written = export(shipped, name)
        if isinstance(written, bytes):
            files[file_name(name)] = written
        else:
            files |= {f"{file_name(name)}/{inner}": whole for inner, whole in written.items()}
    found = {str(dcat.value(x, DCTERMS.title)): x for x in dcat.objects(DATASET, DCAT.distribution)}
    assert found.keys() == files.keys()
    for file, one in found.items():
        assert (one, RDF.type, DCAT.Distribution) in dcat
        assert dcat.value(one, DCAT.accessURL) == rdflib.URIRef(f"{BASE}exports/{file}")
        assert dcat.value(one, DCAT.byteSize) == rdflib.Literal(
            str(len(files[file])), datatype=XSD.nonNegativeInteger
        )
        checksum = dcat.value(one, SPDX.checksum)
        assert dcat.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert str(dcat.value(checksum, SPDX.checksumValue)) == sha256(files[file]).hexdigest()
        assert (one, DCTERMS.license, None) in dcat
    media = str(dcat.value(found["azru.ttl"], DCAT.mediaType))
    assert media == "https://www.iana.org/assignments/media-types/text/turtle"


def test_the_dataset_has_what_the_profile_demands(dcat: rdflib.Graph) -> None:
    """DCAT-AP 3: title and description; publisher, period and places are recommended."""
    assert (DATASET, RDF.type, DCAT.Dataset) in dcat
    for needed in (DCTERMS.title, DCTERMS.description):
        (value,) = dcat.objects(DATASET, needed)
        assert isinstance(value, rdflib.Literal)
    period = dcat.value(DATASET, DCTERMS.temporal)
    assert (period, RDF.type, DCTERMS.PeriodOfTime) in dcat
    assert str(dcat.value(period, DCAT.startDate)) == "1991-01-01"
    assert str(dcat.value(period, DCAT.endDate)) == "2010-12-31"
    places = set(dcat.objects(DATASET, DCTERMS.spatial))
    assert rdflib.URIRef(ID + "place-baku") in places
    assert all((place, RDF.type, DCTERMS.Location) in dcat for place in places)
    assert not [term for triple in dcat for term in triple if isinstance(term, rdflib.BNode)]


def test_search_engines_find_what_they_want(shipped: Content) -> None:
    written = export(shipped, "schemaorg")
    assert isinstance(written, bytes)
    found = json.loads(written)
    assert (found["@context"], found["@type"]) == ("https://schema.org/", "Dataset")
    assert 50 <= len(found["description"]) <= 5000  # what Google takes
    assert found["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert found["creator"][0]["@type"] == "Organization"
    assert found["citation"][0]["@id"] == ID + "article"
    assert found["temporalCoverage"] == "1991-01-01/2010-12-31"
    baku = next(place for place in found["spatialCoverage"] if place["name"] == "Baku")
    assert float(baku["geo"]["latitude"]) == pytest.approx(40.4, abs=0.1)
    values = {one["name"]: one["value"] for one in found["variableMeasured"]}
    azru = rdflib.Namespace(PREFIXES["azru"])
    assert values["claim"] == len(set(shipped.graph.subjects(RDF.type, azru.Claim)))
    downloads = {one["name"]: one for one in found["distribution"]}
    whole = export(shipped, "turtle")
    assert isinstance(whole, bytes)
    assert downloads["azru.ttl"]["sha256"] == sha256(whole).hexdigest()
    assert downloads["azru.ttl"]["contentSize"] == f"{len(whole)} B"
    assert not [name for name in downloads if any(own in name for own in DESCRIPTIONS)]
    # As JSON-LD it is triples on one dataset; its context is not to be had without a network.
    inline = json.dumps(found | {"@context": {"@vocab": "https://schema.org/"}})
    quads = list(pyoxigraph.parse(inline.encode(), format=pyoxigraph.RdfFormat.JSON_LD))
    predicates = Counter(one.predicate.value for one in quads if one.subject.value == str(DATASET))
    assert predicates["https://schema.org/distribution"] == len(downloads)


def test_another_base_stands_everywhere() -> None:
    moved = content("shipped", OTHER_BASE)
    whole = export(moved, "turtle")
    assert isinstance(whole, bytes)
    for name in sorted(DESCRIPTIONS):
        written = export(moved, name)
        assert isinstance(written, bytes)
        assert b"w3id.org/azru" not in written
        assert f"{OTHER_BASE}dataset".encode() in written
        assert (sha256(whole).hexdigest().encode() in written) == (name != "void")


def test_other_data_need_no_head(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text('<http://a.example/s> <http://a.example/p> "o" .', encoding="utf-8")
    own = content_of([path])
    for name in sorted(DESCRIPTIONS):
        written = export(own, name)
        assert isinstance(written, bytes)
        assert b"Knowledge graph" in written
        assert b"azru.ics" not in written  # no event, no calendar, nothing to describe


def test_descriptions_do_not_describe_each_other(count_cases: Callable[[str, int], None]) -> None:
    assert FORMATS.keys() >= DESCRIPTIONS
    count_cases("formats that are described", len(FORMATS.keys() - DESCRIPTIONS))
