"""The same question gives the same bytes from memory, from disk, from a server and from rdflib."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

import pytest
from rdflib import Literal, URIRef, Variable
from rdflib.plugins.sparql import evaluate, evalutils
from rdflib.plugins.sparql.sparql import FrozenDict

from azru_graph import results
from azru_graph.engines.disk import OnDisk
from azru_graph.engines.inrdflib import InRdflib
from azru_graph.files import data_files, ontology_files
from azru_graph.names import filled
from azru_graph.queries import catalogue
from azru_graph.sources import read_graph
from test_parameters import CASES as HITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from rdflib.term import Identifier

    from azru_graph.engines import Engine

    Kind = frozenset[Identifier]
    Values = tuple[Identifier, ...]

FILES = [*data_files(), *ontology_files()]
QUESTIONS = catalogue("questions")
CASES: list[tuple[str, dict[str, str]]] = [(name, {}) for name in QUESTIONS] + [
    (case.question, {case.parameter: case.hit}) for case in HITS
]
FORMATS = ("tsv", "csv", "json")


AS_IN_RDFLIB = evalutils._join  # noqa: SLF001 -- held against what takes its place


def joined(left: Iterable[FrozenDict], right: Iterable[FrozenDict]) -> Iterator[FrozenDict]:
    """Join rows as rdflib does, which compares each with each, but look their values up."""
    kinds: dict[Kind, list[FrozenDict]] = {}  # variables bound → rows
    for row in right:
        kinds.setdefault(frozenset(row), []).append(row)
    # Variables bound, and those of them bound on the left as well → values → rows.
    tables: dict[tuple[Kind, Values], dict[Values, list[FrozenDict]]] = {}
    for one in left:
        for kind, rows in kinds.items():
            shared = tuple(sorted(kind.intersection(one)))
            if (kind, shared) not in tables:
                table = tables[kind, shared] = {}
                for row in rows:
                    table.setdefault(tuple(row[name] for name in shared), []).append(row)
            for row in tables[kind, shared].get(tuple(one[name] for name in shared), ()):
                yield one.merge(row)


@pytest.fixture(scope="module", name="four")
def _four(engines: Mapping[str, Engine], store: Path) -> Iterator[dict[str, Engine]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluate, "_join", joined)
        yield {**engines, "disk": OnDisk(store), "rdflib": InRdflib(read_graph(FILES))}


def test_rows_are_joined_as_in_rdflib() -> None:
    names, values = [Variable(name) for name in "xyz"], [Literal(1), Literal("1"), URIRef("1")]
    rows = [
        FrozenDict(
            (name, value) for name, value in zip(names, chosen, strict=True) if value is not None
        )
        for chosen in product([None, *values], repeat=3)
    ]
    found = Counter(joined(rows, rows))
    assert found == Counter(AS_IN_RDFLIB(rows, rows))
    assert len(rows) < found.total() < len(rows) ** 2


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
