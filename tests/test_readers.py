"""Other readers find in the files what rdflib finds."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pyoxigraph
import pytest

from azru_graph.files import data_files, folder
from azru_graph.sources import read_graph

FILES = [*data_files(), *sorted(folder("ontology").glob("*.ttl"))]

N3_COUNT = """
const { Parser } = require('n3');
let count = 0;
new Parser({ baseIRI: 'file:///x' }).parse(require('fs').createReadStream(process.argv[1]),
  (error, quad) => {
    if (error) throw error;
    if (quad) count += 1; else console.log(count);
  });
"""


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def file(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


def count(path: Path) -> int:
    triples = len(read_graph([path]))
    assert triples > 40
    return triples


def test_pyoxigraph(file: Path) -> None:
    assert len(set(pyoxigraph.parse(path=file))) == count(file)


@pytest.mark.foreign("rapper")
def test_rapper(file: Path) -> None:
    run = subprocess.run(
        ["rapper", "-q", "-i", "turtle", "-o", "ntriples", str(file)],
        capture_output=True,
        check=True,
    )
    assert len(set(run.stdout.splitlines())) == count(file)


@pytest.mark.foreign("node-n3")
def test_n3(file: Path, foreign_environment: dict[str, str]) -> None:
    run = subprocess.run(
        ["node", "-e", N3_COUNT, str(file)],
        capture_output=True,
        check=True,
        text=True,
        env=foreign_environment,
    )
    assert int(run.stdout) == count(file)
