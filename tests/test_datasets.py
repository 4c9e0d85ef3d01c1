"""Graphs that a query is asked of: the same from every engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib

from azru_graph.engines import Dataset, opened
from azru_graph.engines.inrdflib import InRdflib
from azru_graph.engines.loading import load
from azru_graph.engines.remote import Remote
from azru_graph.errors import UsageError
from azru_graph.results import Table
from service import outside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from azru_graph.engines import Engine

TRIG = "<x:s> <x:in> 'none' . <x:a> { <x:s> <x:in> 'a' } <x:b> { <x:s> <x:in> 'b' }"
QUERY = (
    "SELECT ?in ?g { { ?s <x:in> ?in } UNION { GRAPH ?g { ?s <x:in> ?in } } } ORDER BY ?g STR(?in)"
)
# Which graphs are named → what is in the default graph, and which named graphs there are.
CASES = {
    "a as the default graph": (Dataset(("x:a",)), ["a"], []),
    "both as the default graph": (Dataset(("x:a", "x:b")), ["a", "b"], []),
    "b as a named graph": (Dataset((), ("x:b",)), [], ["x:b"]),
    "one of each": (Dataset(("x:a",), ("x:b",)), ["a"], ["x:b"]),
    "one that is not there": (Dataset(("x:c",), ("x:c",)), [], []),
}


@pytest.fixture(scope="module", name="engines")
def _engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Engine]]:
    folder = tmp_path_factory.mktemp("datasets")
    path = folder / "graphs.trig"
    path.write_text(TRIG)
    load(folder / "store", [path])
    graphs = rdflib.Dataset()
    for name in ("a", "b"):
        triple = (rdflib.URIRef("x:s"), rdflib.URIRef("x:in"), rdflib.Literal(name))
        graphs.graph(rdflib.URIRef(f"x:{name}")).add(triple)
    with outside("--workers", "1", group=("--data", str(path))) as service:
        yield {
            "memory": opened([path]),
            "disk": opened(store=folder / "store"),
            "rdflib": InRdflib(graphs),
            "remote": Remote(f"{service.address}/sparql"),
        }


@pytest.mark.parametrize("engine", ["memory", "disk", "rdflib", "remote"])
@pytest.mark.parametrize("case", CASES)
def test_dataset(engines: Mapping[str, Engine], engine: str, case: str) -> None:
    dataset, default, named = CASES[case]
    answer = engines[engine].query(QUERY, dataset=dataset)
    assert isinstance(answer, Table)
    assert [row[0].value for row in answer.rows if row[0] and not row[1]] == default
    assert [row[1].value for row in answer.rows if row[1]] == named


@pytest.mark.parametrize("engine", ["memory", "disk", "rdflib", "remote"])
def test_rows_beyond_those_wanted(engines: Mapping[str, Engine], engine: str) -> None:
    query = "SELECT ?x { VALUES ?x { 1 2 3 } }"
    whole = engines[engine].query(query, most=3)
    cut = engines[engine].query(query, most=2)
    assert isinstance(whole, Table)
    assert isinstance(cut, Table)
    assert (len(whole.rows), whole.cut) == (3, "")
    assert len(cut.rows) == 2
    assert cut.more != 0


def test_name_that_is_no_iri(engines: Mapping[str, Engine]) -> None:
    with pytest.raises(UsageError):
        engines["memory"].query(QUERY, dataset=Dataset(("no iri",)))


def test_parts_are_in_graphs_of_their_own_as_well(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.ttl", "two.trig")]
    paths[0].write_text("<x:s> <x:in> 'one' .")
    paths[1].write_text("<x:s> <x:in> 'two' . <x:g> { <x:s> <x:in> 'g' }")
    engine = opened(paths, parts={"x:one": paths[:1], "x:two": paths[1:]})
    answer = engine.query(QUERY)
    assert isinstance(answer, Table)
    found = [[term and term.value for term in row] for row in answer.rows]
    named = [["g", "x:g"], ["one", "x:one"], ["two", "x:two"]]
    assert found == [["one", None], ["two", None], *named]
