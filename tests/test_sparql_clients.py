"""Programs of others ask the service as they do, with the headers that they send."""

from __future__ import annotations

import csv
import json
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from azru_graph.engines.embedded import Embedded
from azru_graph.files import data_files, ontology_files
from azru_graph.results import Table
from azru_graph.terms import ID

if TYPE_CHECKING:
    from service import Outside

ASK = Path(__file__).parent / "node" / "ask_endpoint.cjs"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
LABELS = f"SELECT ?s ?l {{ ?s <{LABEL}> ?l FILTER(STRSTARTS(STR(?s), '{ID}state-')) }} ORDER BY ?s"
TRIPLES = (
    f"CONSTRUCT {{ ?s <{LABEL}> ?l }} {{ ?s <{LABEL}> ?l FILTER(STRSTARTS(STR(?s), '{ID}')) }}"
)


@pytest.fixture(name="endpoint")
def _endpoint(served: Outside) -> str:
    return f"{served.address}/sparql"


@pytest.fixture(scope="module", name="expected")
def _expected() -> list[str]:
    """Give the labels that every client must find, in order."""
    answer = Embedded([*data_files(), *ontology_files()]).query(LABELS)
    assert isinstance(answer, Table)
    found = [row[1].value for row in answer.rows if row[1]]
    assert len(found) > 3
    return found


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(endpoint: str, expected: list[str], method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint, method=method))
    assert [str(row.l) for row in graph.query(LABELS)] == expected  # type: ignore[union-attr]
    assert graph.query("ASK { ?s ?p ?o }").askAnswer is True
    made = graph.query(TRIPLES).graph
    assert made is not None
    assert len(made) > 100
    russia = rdflib.URIRef(ID + "state-russia")
    assert graph.value(russia, rdflib.URIRef(LABEL)) == rdflib.Literal("Russia", lang="en")
    editorial = rdflib.Graph(
        SPARQLStore(endpoint, method=method), "https://w3id.org/azru/graph/editorial"
    )
    assert 0 < len(editorial) < len(graph)


def test_rdflib_hears_of_a_fault(endpoint: str) -> None:
    with pytest.raises(ValueError, match="formulating"):
        rdflib.Graph(SPARQLStore(endpoint)).query("SELECT * { ?s ?p ?o } LIMMIT 1")


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper(endpoint: str, expected: list[str], form: str, method: str) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(endpoint)
    wrapper.setMethod(method)
    wrapper.setReturnFormat(form)
    wrapper.setQuery(LABELS)
    answer = wrapper.query()
    assert form in answer.info()["content-type"] or form == "tsv"
    with warnings.catch_warnings(action="ignore"):
        found: Any = answer.convert()
    if form == "json":
        assert [row["l"]["value"] for row in found["results"]["bindings"]] == expected
    elif form == "xml":
        cells = found.getElementsByTagName("literal")
        assert [cell.firstChild.data for cell in cells] == expected
    else:
        text = found.decode()
        assert all(label in text for label in expected)
        assert len(text.splitlines()) == len(expected) + 1


@pytest.mark.parametrize("form", ["turtle", "xml", "json-ld", "n3", "json", "rdf"])
def test_sparqlwrapper_with_triples(endpoint: str, form: str) -> None:
    """It sends the same ``format`` for triples as for rows, and star where it knows no better."""
    wrapper = SPARQLWrapper.SPARQLWrapper(endpoint)
    wrapper.setReturnFormat(form)
    wrapper.setQuery(TRIPLES)
    with warnings.catch_warnings(action="ignore"):
        answer = wrapper.query()
        kind = answer.info()["content-type"].partition(";")[0]
        graph = rdflib.Graph().parse(data=answer.response.read(), format=kind)
    assert len(graph) > 100


@pytest.mark.foreign("roqet")
def test_roqet(endpoint: str, expected: list[str]) -> None:
    """It reads rows; of triples and truth values from elsewhere it makes nothing."""
    command = ["roqet", "-q", "-p", endpoint, "-e", LABELS, "-r", "csv"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert [row["l"] for row in csv.DictReader(run.stdout.splitlines())] == expected


@pytest.mark.foreign("node-comunica")
@pytest.mark.parametrize("kind", ["sparql", ""])
def test_comunica(
    endpoint: str, expected: list[str], kind: str, foreign_environment: dict[str, str]
) -> None:
    """Told that it is an endpoint, and left to find that out."""
    command = ["node", str(ASK), endpoint, kind, LABELS]
    run = subprocess.run(
        command, capture_output=True, text=True, check=True, env=foreign_environment
    )
    assert [row["l"] for row in json.loads(run.stdout)] == expected


@pytest.mark.foreign("curl")
def test_curl(endpoint: str, expected: list[str]) -> None:
    """As it is: it takes anything, and does not unzip."""
    form = ["--data-urlencode", f"query={LABELS}"]
    for more in (["--get"], [], ["--compressed"]):
        command = ["curl", "-sS", "--fail", *more, *form, endpoint]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        rows = json.loads(run.stdout)["results"]["bindings"]
        assert [row["l"]["value"] for row in rows] == expected
    body = ["-H", "Content-Type: application/sparql-query", "-H", "Accept: text/csv", "-d", LABELS]
    run = subprocess.run(
        ["curl", "-sS", *body, endpoint], capture_output=True, text=True, check=True
    )
    assert len(run.stdout.split("\n")) == len(expected) + 2
