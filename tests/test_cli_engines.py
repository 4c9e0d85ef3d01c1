"""The same commands on a store on disk and on a remote endpoint."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from azru_graph.files import data_files
from command import MAIN, azru, complaint, output
from servers import Said, fake, oxigraph

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module", name="store")
def _store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli") / "store"
    count = output("sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").split()[1]
    assert output("load", place) == f"{count} triples in {place}\n"
    return place


@pytest.fixture(scope="module", name="url")
def _url(store: Path) -> Iterator[str]:
    with oxigraph(store) as url:
        yield url


@pytest.mark.parametrize(
    "command",
    [
        ["query", "timeline", "-p", "year=1996", "--format", "table"],
        ["query", "actor-events", "-p", "actor=vladimir putin"],
        ["query", "shares", "--with-sources", "--format", "json"],
        ["sparql", "DESCRIBE id:share-lukoil-contract-of-the-century"],
        ["sparql", "ASK { id:state-russia a azru:State }"],
        ["show", "Contract of the Century"],
        ["why", "id:claim-s3p5-3b"],
    ],
    ids=" ".join,
)
def test_every_engine_prints_the_same(command: list[str], store: Path, url: str) -> None:
    expected = output(*command)
    assert expected
    assert output("--store", store, *command) == expected
    assert output("--endpoint", url, *command) == expected


@pytest.mark.parametrize("stored", [False, True])
def test_ctrl_c_ends_a_query_at_once_and_leaves_nothing(
    stored: bool,  # noqa: FBT001 - a case
    store: Path,
    tmp_path: Path,
) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    options: list[str | Path] = ["--store", store] if stored else []
    run = subprocess.Popen([*MAIN, *options, "sparql", endless, "-o", tmp_path / "n.csv"])
    time.sleep(3)
    assert run.poll() is None
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=5) == -signal.SIGINT  # 130 in a shell
    assert list(tmp_path.iterdir()) == []


def test_every_engine_finds_the_same_faults(tmp_path: Path) -> None:
    """As files, in a store and at an endpoint; only files have lines."""
    text = data_files()[0].read_text(encoding="utf-8")
    facts, store = tmp_path / "facts.ttl", tmp_path / "store"
    facts.write_text(text.replace("1991-12-01", "1991-13-45"), encoding="utf-8")
    found = azru("validate", facts, "--format", "json")
    assert found.returncode == 1
    expected = [row | {"file": None, "line": None} for row in json.loads(found.stdout)]
    assert "event-not-before" in {row["rule"] for row in expected}
    output("load", store, facts)
    with oxigraph(store) as url:
        for options in (["--store", store], ["--endpoint", url]):
            run = azru(*options, "validate", "--format", "json")
            assert run.returncode == 1
            assert json.loads(run.stdout) == expected


def test_documented_commands(url: str, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "engines.md").read_text(encoding="utf-8")
    commands = re.findall(r"(?m)^\$ azru (.+)$", page)
    assert len(commands) == 5
    shutil.copy(data_files()[0], tmp_path / "other.ttl")
    runs = [
        azru(*shlex.split(command.replace("http://localhost:7878/query", url)), cwd=tmp_path)
        for command in commands
    ]
    assert [run.returncode for run in runs] == [0] * 5
    assert len({run.stdout for run in runs}) == 2


def test_load_takes_files_and_replaces_a_store_alone(tmp_path: Path) -> None:
    facts, store = tmp_path / "facts.ttl", tmp_path / "store"
    facts.write_text("<a:a> <a:b> 'c' .", encoding="utf-8")
    ask = ["sparql", "SELECT ?o { <a:a> ?p ?o . ?type rdfs:label 'event'@en }"]
    output("load", store, facts)
    assert output("--store", store, *ask) == '?o\n"c"\n'
    output("--data", facts, "load", store)
    assert output("--store", store, *ask) == '?o\n"c"\n'
    assert "both --data" in complaint("--data", facts, "load", store, facts, status=2)
    said = complaint("load", tmp_path, status=2)
    assert f"{tmp_path}: is there already and is no store" in said
    facts.write_text("<a:a> <a:b> ", encoding="utf-8")
    assert "facts.ttl:1" in complaint("load", store, facts, status=1)
    assert output("--store", store, *ask) == '?o\n"c"\n'


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--store", "x", "--endpoint", "http://a/", "query", "year"], "--store and --endpoint ex"),
        (["--data", "x", "--store", "x", "query", "year"], "--data and --store exclude each other"),
        (["--no-editorial", "--store", "x", "query", "year"], "nothing beside --store"),
        (["--store", "x", "validate", "y.ttl"], "both --store and files are given"),
        (["--endpoint", "http://a/", "validate", "y.ttl"], "both --endpoint and files are given"),
        (["--store", "x", "validate", "--reference"], "--reference means nothing beside --store"),
        (["--endpoint", "http://a/", "build", "x"], "--endpoint means nothing to build"),
        (["--endpoint", "http://a/", "load", "x"], "--endpoint means nothing to load"),
        (["--timeout", "3", "query", "year"], "--timeout means nothing without --endpoint"),
        (["--endpoint", "localhost:3030", "query", "year"], "is no address of an endpoint"),
        (["--store", "nowhere", "query", "year"], "nowhere: is no store"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_options_that_make_no_sense(arguments: list[str], wanted: str) -> None:
    assert wanted in complaint(*arguments, status=2)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (Said(b"", 401), "set AZRU_ENDPOINT_USER and AZRU_ENDPOINT_PASSWORD"),
        (
            Said(b"out of memory", 500),
            "the server fails (500 Internal Server Error): out of memory",
        ),
        (Said(b'{"head"'), "the answer breaks off"),
        (Said(silence=threading.Event()), "no whole answer within 0.5 seconds"),
    ],
    ids=["401", "500", "truncated", "silent"],
)
def test_an_endpoint_that_fails(said: Said, wanted: str) -> None:
    with fake(said) as (url, _):
        heard = complaint("--endpoint", url, "--timeout", "0.5", "query", "year", status=1)
    assert heard.startswith(f"azru: {url}: ")
    assert wanted in heard
    assert "remedy: " in heard


def test_credentials_reach_the_endpoint() -> None:
    with fake(Said(b'{"boolean": true}')) as (url, asked):
        run = azru("--endpoint", url, "sparql", "ASK { }", AZRU_ENDPOINT_TOKEN="abc")  # noqa: S106
    assert (run.returncode, run.stdout) == (0, "true\n")
    assert asked[0].headers["Authorization"] == "Bearer abc"
