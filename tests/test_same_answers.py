"""The same question gives the same bytes from memory, from disk, from a server and from rdflib."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import pytest

from azru_graph import results
from azru_graph.engines.disk import OnDisk, load
from azru_graph.engines.embedded import Embedded
from azru_graph.engines.inrdflib import InRdflib
from azru_graph.engines.remote import Remote
from azru_graph.files import data_files, ontology_files
from azru_graph.headers import parse_value
from azru_graph.names import resolve
from azru_graph.queries import bind, catalogue
from azru_graph.sources import read_graph
from servers import oxigraph
from test_parameters import CASES as HITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azru_graph.engines import Engine

FILES = [*data_files(), *ontology_files()]
QUESTIONS = catalogue("questions")
CASES: list[tuple[str, dict[str, str]]] = [(name, {}) for name in QUESTIONS] + [
    (case.question, {case.parameter: case.hit}) for case in HITS
]
FORMATS = ("tsv", "csv", "json")


@cache
def memory() -> Engine:
    return Embedded(FILES)


@pytest.fixture(scope="module", name="others")
def _others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    store = tmp_path_factory.mktemp("engines") / "store"
    load(store, FILES)
    with oxigraph(store) as url:
        yield {
            "disk": OnDisk(store),
            "remote": Remote(url),
            "rdflib": InRdflib(read_graph(FILES)),
        }


def written(engine: Engine, text: str) -> list[bytes]:
    answer = engine.query(text)
    assert isinstance(answer, results.Table)
    return [results.write(answer, form) for form in FORMATS]


@pytest.mark.parametrize(
    ("name", "values"), CASES, ids=[f"{name}-{'-'.join(values.values())}" for name, values in CASES]
)
def test_same_bytes(name: str, values: dict[str, str], others: dict[str, Engine]) -> None:
    parameters = QUESTIONS[name].header.parameters
    resolver = partial(resolve, memory())
    terms = {
        key: [parse_value(parameters[key], value, resolver=resolver)]
        for key, value in values.items()
    }
    text = bind(QUESTIONS[name], terms)
    expected = written(memory(), text)
    assert len(b"".join(expected)) > 100
    for engine, other in others.items():
        assert written(other, text) == expected, engine
