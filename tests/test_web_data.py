"""Linked data over HTTP: resources, graphs, descriptions, files, and the description of it all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import rdflib
from openapi_spec_validator import validate

from azru_graph.exports import content_of, export, serialize
from azru_graph.exports.distributions import files
from azru_graph.exports.resource import Resources, of_content, write
from azru_graph.pages import PAGES
from azru_graph.queries import catalogue
from azru_graph.terms import BASE, PREFIXES
from azru_graph.web import site
from azru_graph.web.app import ROUTES
from azru_graph.web.jobs import Opened, documents
from azru_graph.web.jobs.openapi import PATHS
from azru_graph.web.jobs.served import kept
from azru_graph.web.kinds import RDF
from azru_graph.web.settings import Source
from clients import client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from azru_graph.exports import Content
    from clients import Client

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace(PREFIXES["void"])


@pytest.fixture(scope="module")
def resources(shipped: Content) -> Resources:
    return of_content(shipped)


@pytest.fixture(scope="module")
def stored(store: Path) -> Iterator[Client]:
    """A service of a store on disk."""
    with client(Source(store=store)) as found:
        yield found


def test_resources_are_their_documents(web: Client, resources: Resources) -> None:
    for topic in resources.known[::100]:
        path = "/" + topic.removeprefix(BASE)
        for suffix in RDF:
            assert web.get(f"{path}.{suffix}").content == write(resources.document(topic), suffix)


def test_of_large_files_the_engine_is_asked(web: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_MOST_INDEXED", 0)
    opened = Opened(web.app.service.source, "")
    for name in ("id/claim-s3p5-3a", "relation"):
        made = documents.make(opened, name=name, suffix="nt", kind=RDF["nt"], chosen=False)
        assert made.content == web.get(f"/{name}.nt").content
    shapes = documents.make(opened, name="shapes", suffix="nt", kind=RDF["nt"], chosen=False)
    assert b"NodeShape" in shapes.content


def test_nothing_is_kept_of_what_may_change() -> None:
    asked = []
    note = kept(2)(lambda opened, name: asked.append((opened.source.endpoint, name)))
    for endpoint in (None, "http://127.0.0.1:9/"):
        opened = Opened(Source(endpoint=endpoint), "")
        note(opened, "a")
        note(opened, "a")
    assert asked == [(None, "a"), *[("http://127.0.0.1:9/", "a")] * 2]


def test_every_kind_of_resource_answers(web: Client, resources: Resources) -> None:
    tops = [topic for topic in resources.known if "/" not in topic.removeprefix(BASE)]
    assert len(tops) == 5
    for topic in tops:
        answer = web.get("/" + topic.removeprefix(BASE), accept="application/n-triples")
        assert f"<{topic}> ".encode() in answer.content
        assert (
            '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
            in answer.headers["link"]
        )
        assert 'rel="describedby"; type="text/turtle"' in answer.headers["link"]


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("/id/state-rusia", "id:state-russia"),
        ("/id/Putin", "id:person-vladimir-putin"),
        ("/id/state-rusia.jsonld", "id:state-russia"),
        ("/scheme/event-visitt", "scheme:event-visit"),
        ("/id/", ""),
        ("/ontologyx", "ontology"),
        ("/id/..%2f..%2fetc%2fpasswd", ""),
        ("/id/x%0dX-Evil:%201", ""),
    ],
)
def test_unknown_resources(path: str, remedy: str, web: Client) -> None:
    answer = web.get(path, accept="text/turtle, application/problem+json;q=0.9")
    assert answer.status_code == 404
    assert remedy in answer.json().get("remedy", "")
    assert "x-evil" not in answer.headers


def test_a_store_has_the_same_resources(stored: Client, resources: Resources) -> None:
    for topic in (BASE + "id/claim-s3p5-3a", BASE + "scheme", BASE + "shapes", BASE + "relation"):
        answer = stored.get("/" + topic.removeprefix(BASE), accept="application/n-triples")
        quads = ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)
        assert {str(quad) for quad in quads} == {
            str(quad) for quad in resources.document(topic).quads
        }
    nearest = stored.get("/id/state-rusia.ttl")
    assert (nearest.status_code, nearest.json()["remedy"]) == (
        404,
        "did you mean id:state-russia?",
    )
    assert stored.get("/exports/azru.ttl").status_code == 404
    told = rdflib.Graph().parse(data=stored.get("/.well-known/void").text, format="turtle")
    assert (None, VOID.triples, None) in told
    assert (None, VOID.dataDump, None) not in told


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A service of a file of one's own, with a named graph in it."""
    file = tmp_path_factory.mktemp("own") / "mine.trig"
    file.write_text(
        "@prefix : <http://example.org/> . :a :b 007 . :g { :a :c '1.50'^^:d }", encoding="utf-8"
    )
    with client(Source(data=(file,))) as found:
        yield found


# Graph store protocol


def test_graphs(web: Client, shipped: Content) -> None:
    kind = "application/n-triples"
    for part in shipped.parts:
        assert web.get(f"/graph/{part}.nt").content == serialize(shipped.part(part), "ntriples")
    named = web.get(f"/graph-store?graph={BASE}graph/editorial", accept=kind)
    assert named.content == web.get("/graph/editorial.nt").content
    assert named.content == web.get("/graph/editorial", accept=kind).content
    default = web.get("/graph-store?default", accept=kind)
    assert default.content == export(shipped, "ntriples")
    assert default.headers["vary"].startswith("Accept")


def test_graphs_of_ones_own(own: Client) -> None:
    """A part is a graph, and so is one that a file names; all of it is in the default graph."""
    for iri, name in ((BASE + "graph/mine", "b"), ("http://example.org/g", "c")):
        answer = own.get(f"/graph-store?graph={iri}", accept="application/n-triples")
        assert name.encode() in answer.content
    assert b"/c>" in own.get("/graph-store?default", accept="application/n-triples").content
    named = own.get("/graph-store?graph=http://example.org/h", accept="text/turtle")
    assert (named.status_code, "http://example.org/g" in named.json()["graphs"]) == (404, True)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/graph-store", 400),
        ("/graph-store?default&graph=https://w3id.org/azru/graph/facts", 400),
        ("/graph-store?graph=a:b&graph=a:c", 400),
        ("/graph-store?graph=facts", 400),
        ("/graph-store?graph=", 400),
        ("/graph-store?graph=file:///etc/passwd", 404),
        ("/graph-store?graph=http://127.0.0.1:9/x", 404),
        ("/graph-store?graph=a:b%3E%20%7D%20%23", 400),
        ("/graph/fact", 404),
    ],
)
def test_graphs_that_are_not_there(path: str, status: int, web: Client) -> None:
    answer = web.get(path, accept="text/turtle")
    assert answer.status_code == status
    assert answer.json()["status"] == status


@pytest.mark.parametrize("path", ["/graph-store?default", "/graph/facts", "/id/state-russia"])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_writes_are_refused(path: str, method: str, web: Client) -> None:
    answer = web.get(path, method=method)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert method in answer.json()["detail"]


# Descriptions


def triples(told: rdflib.Graph, of: object) -> int:
    """The number of triples that a description tells of a graph."""
    assert isinstance(of, rdflib.URIRef)
    return int(str(told.value(of, VOID.triples)))


def test_service_description(web: Client, shipped: Content) -> None:
    written = {kind: web.get("/sparql", accept=kind).content for kind in RDF.values()}
    read = {
        frozenset(quad.triple for quad in ox.parse(one, format=ox.RdfFormat.from_media_type(kind)))
        for kind, one in written.items()
    }
    assert len(read) == 1
    told = rdflib.Graph().parse(data=written[RDF["ttl"]], format="turtle")
    (service,) = told.subjects(rdflib.RDF.type, SD.Service)
    assert told.value(service, SD.endpoint) == rdflib.URIRef(BASE + "sparql")
    assert set(told.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert (None, SD.inputFormat, None) not in told
    assert SD.BasicFederatedQuery not in set(told.objects(service, SD.feature))
    dataset = told.value(service, SD.defaultDataset)
    assert (dataset, rdflib.RDF.type, VOID.Dataset) in told
    default = told.value(dataset, SD.defaultGraph)
    assert triples(told, default) == len(shipped.graph)
    named = {
        str(told.value(one, SD.name)): triples(told, told.value(one, SD.graph))
        for one in told.objects(dataset, SD.namedGraph)
    }
    assert named == {f"{BASE}graph/{part}": len(shipped.part(part)) for part in shipped.parts}
    # Every format that is promised is given.
    formats = {str(form).rpartition("/")[2] for form in told.objects(service, SD.resultFormat)}
    assert {"SPARQL_Results_JSON", "SPARQL_Results_XML", "Turtle", "JSON-LD"} <= formats


@pytest.mark.parametrize(
    ("host", "endpoint"),
    [
        ("localhost:8010", "http://localhost:8010/sparql"),
        ("127.0.0.1", "http://127.0.0.1/sparql"),
        ("[::1]:80", "http://[::1]:80/sparql"),
        ("evil.example", BASE + "sparql"),
        ("localhost.evil.example", BASE + "sparql"),
        ("localhost:80@evil.example", BASE + "sparql"),
        ('localhost"><script>', BASE + "sparql"),
    ],
)
def test_a_host_is_believed_only_of_this_machine(host: str, endpoint: str, web: Client) -> None:
    text = web.get("/sparql", accept="application/n-triples", Host=host).text
    assert f"<http://www.w3.org/ns/sparql-service-description#endpoint> <{endpoint}> ." in text
    assert "evil" not in text


def test_void_at_its_known_place(web: Client) -> None:
    answer = web.get("/.well-known/void")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert web.get("/dataset.ttl").content == web.get("/exports/azru.void.ttl").content
    here, there = (
        set(web.get(path, accept="application/n-triples").text.split("\n"))
        for path in ("/.well-known/void", "/dataset")
    )
    added = f"<{BASE}dataset> <{VOID.sparqlEndpoint}> <{BASE}sparql> ."
    assert (here - there, there - here) == ({added}, set())


# Files


def test_exports(own: Client) -> None:
    content = content_of(own.app.service.source.data)
    for name in ("jsonld", "csvw"):
        written = files(content, name)
        assert written
        for file, whole in written.items():
            assert own.get(f"/exports/{file}").content == whole, file
    for file in ("azru.tll", "csvw", "csvw/nothing.csv", "..%2fazru.ttl", "", "azru.ttl/x"):
        assert own.get(f"/exports/{file}").status_code == 404, file


def test_descriptions_for_catalogues(own: Client) -> None:
    linked = own.get("/dataset.ttl").headers["link"]
    assert (
        '<./exports/azru.schemaorg.jsonld>; rel="describedby"; type="application/ld+json"' in linked
    )
    told = own.get("/exports/azru.schemaorg.jsonld")
    assert told.headers["content-type"] == RDF["jsonld"]
    assert told.json()["@type"] == "Dataset"
    assert b"dcat:distribution" in own.get("/exports/azru.dcat.ttl").content


def test_pictures(web: Client) -> None:
    kinds = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "txt": b""}
    for suffix, begin in kinds.items():
        answer = web.get(f"/pictures/ego/state-georgia.{suffix}")
        assert answer.status_code == 200
        assert answer.content.startswith(begin)
    assert b"Georgia" in answer.content
    assert b"9 events" in web.get("/pictures/actors-visit-column.txt").content
    for name in (
        *("cause-column.svg", "causes-9x9.svg", "causes.svg", "causes-column.bmp", "ego-page.svg"),
        *("actors-vist-page.svg", "ego/nobody.svg", "..%2fx-page.svg", "ontology/x.svg"),
    ):
        answer = web.get(f"/pictures/{name}")
        assert answer.status_code == 404, name
        assert answer.json()["detail"]


# The description of it all


def test_openapi(web: Client, count_cases: Callable[[str, int], None]) -> None:
    """The description is valid, tells of every question, and every address in it answers."""
    described = web.get("/openapi.json").json()
    validate(described)
    assert described["servers"] == [{"url": "."}]
    paths = described["paths"]
    count_cases("paths of the OpenAPI description", len(paths))
    for name, question in catalogue("questions").items():
        told = paths[f"/q/{name}"]["get"]
        assert told["summary"] == question.header.summary
        assert [own["name"] for own in told["parameters"]] == list(question.header.parameters)
    for path, operations in paths.items():
        told = operations["get"]
        filled, query = path, {}
        for own in told["parameters"]:
            if own["in"] == "path":
                filled = filled.replace(f"{{{own['name']}}}", own["example"])
            else:
                query[own["name"]] = own["example"]
        answer = web.get(f"{filled}?{urlencode(query, doseq=True)}", accept="*/*")
        assert answer.status_code == 200, path
        success = told["responses"]["200"]
        if "$ref" in success:
            success = described["components"]["responses"][success["$ref"].rpartition("/")[2]]
        media = answer.headers["content-type"].partition(";")[0]
        assert media in success["content"] or "*/*" in success["content"], (path, media)


def test_every_address_is_described() -> None:
    """But for those of pages and what dresses them."""
    known = {route.path.replace(":path", "") for route in ROUTES if route not in site.ROUTES}
    known -= {f"/{address}" for address in PAGES}
    tops = {"/dataset", "/ontology", "/project", "/relation", "/scheme", "/shapes"}
    assert set(PATHS) - tops - {"/q/{question}.{suffix}"} == (
        known - {f"{top}{{name}}" for top in tops} - {"/q/{name}"}
    )
    assert tops < set(PATHS)
