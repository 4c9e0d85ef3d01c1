"""The same question gives the same bytes from memory, from disk, from a server and from rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azru_graph import results
from azru_graph.engines.disk import OnDisk
from azru_graph.engines.inrdflib import InRdflib
from azru_graph.files import data_files, ontology_files
from azru_graph.names import filled
from azru_graph.queries import catalogue
from azru_graph.sources import read_graph
from test_parameters import CASES as HITS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from azru_graph.engines import Engine

FILES = [*data_files(), *ontology_files()]
QUESTIONS = catalogue("questions")
CASES: list[tuple[str, dict[str, str]]] = [(name, {}) for name in QUESTIONS] + [
    (case.question, {case.parameter: case.hit}) for case in HITS
]
FORMATS = ("tsv", "csv", "json")


@pytest.fixture(scope="module", name="four")
def _four(engines: Mapping[str, Engine], store: Path) -> dict[str, Engine]:
    return {**engines, "disk": OnDisk(store), "rdflib": InRdflib(read_graph(FILES))}


def written(engine: Engine, text: str) -> list[bytes]:
    answer = engine.query(text)
    assert isinstance(answer, results.Table)
    return [results.write(answer, form) for form in FORMATS]


@pytest.mark.parametrize(
    ("name", "values"), CASES, ids=[f"{name}-{'-'.join(values.values())}" for name, values in CASES]
)
def test_same_bytes(name: str, values: dict[str, str], four: dict[str, Engine]) -> None:
    query = QUESTIONS[name]
    text = filled(four["memory"], query, {key: [value] for key, value in values.items()})
    expected = written(four["memory"], text)
    assert len(b"".join(expected)) > 100
    assert len(four) == 4
    for engine, other in four.items():
        assert written(other, text) == expected, engine
