"""Ontology and data lie in OWL 2 DL and are consistent, by the OWL API and HermiT."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib import OWL, RDF, XSD

from azru_graph.exports import serialize
from azru_graph.files import data_files, folder, ontology_files
from azru_graph.sources import read_graph
from azru_graph.terms import expand

if TYPE_CHECKING:
    from collections.abc import Iterable

CHECKER = Path(__file__).parent / "java" / "OwlCheck.java"
ALIGNMENTS = folder("ontology") / "alignments.ttl"


def check(graph: rdflib.Graph, folder: Path) -> list[str]:
    """What the checker prints, line by line."""
    found = find_spec("owlready2")
    assert found is not None
    assert found.origin is not None
    jar = Path(found.origin).parent / "hermit" / "HermiT.jar"
    path = folder / "ontology.rdf"
    path.write_bytes(serialize(_for_hermit(graph), "rdfxml"))
    run = subprocess.run(
        ["java", "-cp", str(jar), str(CHECKER), str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return run.stdout.splitlines()


def _for_hermit(graph: Iterable[tuple[rdflib.term.Node, ...]]) -> rdflib.Graph:
    """A copy with dateTimes for dates: OWL 2 knows no xsd:date, and HermiT rejects it."""
    copy = rdflib.Graph()
    for subject, predicate, value in graph:
        if isinstance(value, rdflib.Literal) and value.datatype == XSD.date:
            value = rdflib.Literal(f"{value}T00:00:00", datatype=XSD.dateTime)  # noqa: PLW2901
        copy.add((subject, predicate, value))
    return copy


@pytest.fixture(scope="module")
def whole() -> rdflib.Graph:
    return read_graph([*data_files(), *ontology_files()])


@pytest.mark.foreign("java")
def test_ontology_and_data_are_owl_dl_and_consistent(whole: rdflib.Graph, tmp_path: Path) -> None:
    axioms, *violations, consistent = check(whole, tmp_path)
    assert int(axioms.removeprefix("axioms ")) > 5000
    assert violations == []
    assert consistent == "consistent true"


@pytest.mark.foreign("java")
def test_alignments_are_consistent_too(tmp_path: Path) -> None:
    *_, consistent = check(read_graph([*ontology_files(), ALIGNMENTS]), tmp_path)
    assert consistent == "consistent true"


@pytest.mark.foreign("java")
def test_an_event_that_is_an_agent_is_inconsistent(whole: rdflib.Graph, tmp_path: Path) -> None:
    faulty = whole + rdflib.Graph()
    event = rdflib.URIRef(expand("id:event-coup-1993"))
    faulty.add((event, RDF.type, rdflib.URIRef(expand("foaf:Agent"))))
    assert check(faulty, tmp_path)[-1] == "consistent false"


@pytest.mark.foreign("java")
def test_a_class_that_is_a_property_too_leaves_owl_dl(tmp_path: Path) -> None:
    faulty = read_graph(ontology_files())
    faulty.add((rdflib.URIRef(expand("azru:notBefore")), RDF.type, OWL.ObjectProperty))
    assert any(line.startswith("violation") for line in check(faulty, tmp_path))
