"""The graph in servers elsewhere: what is sent, what they then answer, and what can go wrong."""

from __future__ import annotations

import re
import signal
import subprocess
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from azru_graph import results
from azru_graph.engines.embedded import Embedded
from azru_graph.engines.remote import Remote
from azru_graph.engines.server import authorization
from azru_graph.errors import EndpointError, UsageError
from azru_graph.exports import serialize
from azru_graph.files import data_files, ontology_files
from azru_graph.names import filled
from azru_graph.push import Pushed, Target, push
from azru_graph.queries import catalogue
from azru_graph.sources import read_graph
from azru_graph.validation import examine
from command import MAIN, complaint
from servers import Said, fake, relay, writable_oxigraph
from test_parameters import CASES as HITS
from test_same_answers import CASES, QUESTIONS
from test_validation import MUTANTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from azru_graph.engines import Engine
    from servers import Running

FILES = [*data_files(), *ontology_files()]
DBA = {"AZRU_ENDPOINT_USER": "dba", "AZRU_ENDPOINT_PASSWORD": "dba"}
ACCESS = authorization(DBA)
VIRTUOSO = pytest.mark.foreign("virtuoso")
SERVERS = ["oxigraph", pytest.param("virtuoso", marks=VIRTUOSO)]
OLD = '<urn:a> <urn:p> "old" .\n'
# A literal that SPARQL would read in another way, letters beyond ASCII, values as written.
NEW = r"""
<urn:a> <urn:p> "C:\\users \\U \"q\" \n end" .
<urn:a> <urn:p> "Əlif\u2028Şuşa 😀"@az .
<urn:a> <urn:q> "1991-10-18"^^<http://www.w3.org/2001/XMLSchema#date> .
_:x <urn:p> _:y .
_:y <urn:p> "end of a blank node" .
"""


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> dict[str, Path]:
    found = {
        "old": OLD,
        "new": NEW,
        "many": "".join(f"<urn:a> <urn:p> {n} .\n" for n in range(2500)),
    }
    for name, text in found.items():
        (tmp_path / f"{name}.ttl").write_text(text, encoding="utf-8")
    return {name: tmp_path / f"{name}.ttl" for name in found}


@pytest.fixture(name="server", params=SERVERS)
def _server(request: pytest.FixtureRequest) -> tuple[str, Running]:
    return request.param, request.getfixturevalue(f"{request.param}_server")


def targets(kind: str, running: Running, graph: str) -> dict[str, Target]:
    """Give the ways into a named graph of a server: one by each protocol."""
    at = running.address
    if kind == "oxigraph":
        return {
            "store": Target(f"{at}/store", graph),
            "update": Target(f"{at}/update", graph, query=f"{at}/query"),
        }
    access: dict[str, Any] = {"query": f"{at}/sparql", "authorization": ACCESS}
    return {
        "store": Target(f"{at}/sparql-graph-crud-auth", graph, **access),
        # It does not answer a request that is no update at this address, so it is not tried.
        "update": Target(f"{at}/sparql-auth", graph, update=True, **access),
    }


def asking(kind: str, running: Running, graph: str) -> Engine:
    """Give an engine that asks one named graph as if it were all there is."""
    path = "query" if kind == "oxigraph" else "sparql"
    return Remote(f"{running.address}/{path}?default-graph-uri={graph}")


def held(engine: Engine) -> set[str]:
    answer = engine.query("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert isinstance(answer, results.Table)
    return {row[2].value for row in answer.rows if row[2]}


# What the servers answer.


@pytest.fixture(scope="module", name="expected")
def _expected() -> list[tuple[str, str, results.Result]]:
    """Every question, with parameters and without, every view and every check: its answer here."""
    memory = Embedded(FILES)
    texts = [
        (name, filled(memory, QUESTIONS[name], {key: [value] for key, value in values.items()}))
        for name, values in CASES
    ]
    stored = [query for kind in ("views", "checks") for query in catalogue(kind).values()]
    texts += [(query.name, query.text) for query in stored]
    assert len(texts) == len(QUESTIONS) + len(HITS) + len(stored) > 130
    return [(name, text, memory.query(text)) for name, text in texts]


def test_a_server_answers_as_the_store_here(
    server: tuple[str, Running], expected: list[tuple[str, str, results.Result]]
) -> None:
    """Equal answers are equal bytes in every format."""
    pushed = push(FILES, targets(*server, "urn:all")["store"])
    assert pushed.sent == pushed.held == serialize(read_graph(FILES), "ntriples").count(b"\n")
    engine = asking(*server, "urn:all")
    assert [name for name, text, answer in expected if engine.query(text) != answer] == []


def test_a_server_finds_the_same_faults(server: tuple[str, Running], tmp_path: Path) -> None:
    """Nothing is wrong with the shipped data, so data full of faults is validated."""
    store = ox.Store()
    store.bulk_load(serialize(read_graph(FILES), "ntriples"), format=ox.RdfFormat.N_TRIPLES)
    for path in MUTANTS:
        store.update(path.read_text(encoding="utf-8"))
    file = tmp_path / "faulty.nt"
    store.dump(str(file), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    pushed = push([file], targets(*server, "urn:faulty")["update"])
    assert pushed.held == pushed.sent
    found = examine(asking(*server, "urn:faulty"))
    assert len({finding.rule for finding in found}) > 100
    assert found == examine(Embedded([file]))


# What arrives.


@pytest.mark.parametrize("way", ["store", "update"])
def test_put_replaces_and_add_adds(
    way: str, server: tuple[str, Running], files: dict[str, Path]
) -> None:
    graph = f"urn:new-{way}"
    target, engine = targets(*server, graph)[way], asking(*server, graph)
    protocol = "the Graph Store Protocol" if way == "store" else "SPARQL Update"
    assert push([files["old"]], target) == Pushed(1, 1, protocol)
    assert push([files["new"]], target) == Pushed(5, 5, protocol)
    texts = "SELECT ?s ?o { ?s ?p ?o FILTER (! isBlank(?o)) } ORDER BY STR(?o)"
    assert engine.query(texts) == Embedded([files["new"]]).query(texts)
    assert push([files["old"]], target, add=True) == Pushed(1, 6, protocol)
    assert push([files["old"]], target, add=True) == Pushed(1, 6, protocol)
    connected = "ASK { <urn:a> <urn:none>* ?a . ?x <urn:p> ?y . ?y <urn:p> ?end }"
    assert engine.query(connected) == results.Boolean(value=True)
    # More than one batch, and no temporary graph is left of any.
    assert push([files["many"]], target).held == 2500
    everything = targets(*server, graph)[way].query or f"{server[1].address}/query"
    rows = Remote(everything).query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(rows, results.Table)
    assert not [row for row in rows.rows if row[0] and row[0].value.startswith("urn:uuid:")]


def test_default_graph(oxigraph_server: Running, files: dict[str, Path]) -> None:
    for url in (f"{oxigraph_server.address}/store", f"{oxigraph_server.address}/update"):
        push([files["old"]], Target(url))
        assert push([files["new"]], Target(url)).sent == 5
        assert len(held(Remote(f"{oxigraph_server.address}/query"))) == 5


@VIRTUOSO
@pytest.mark.parametrize("way", ["store", "update"])
def test_wrong_password(way: str, virtuoso_server: Running, files: dict[str, Path]) -> None:
    target = targets("virtuoso", virtuoso_server, "urn:locked")[way]
    wrong = authorization({**DBA, "AZRU_ENDPOINT_PASSWORD": "wrong"})
    for access, verb in ((wrong, "check"), (None, "set")):
        with pytest.raises(EndpointError, match=rf"(?s)access is refused.*{verb} AZRU_ENDPOINT"):
            push([files["new"]], target._replace(authorization=access))
    assert held(asking("virtuoso", virtuoso_server, "urn:locked")) == set()


# What goes wrong, with a server that does as it is told.

OKAY = Said()
COUNT = b'{"results": {"bindings": [{"n": {"type": "literal", "value": "%d"}}]}}'
FAULTS = [
    (Said(b"no entry", 401), r"access is refused \(401 Unauthorized\): no entry"),
    (Said(status=403), "access is refused"),
    (Said(b"disk full", 500), "the server fails .*: disk full"),
    (Said(status=413), "takes no request so large"),
    (Said(b"bad", 400), "finds a fault in the request .*: bad"),
    (
        Said(status=301, headers={"Location": "http://127.0.0.1:9/"}),
        "has moved to http://127.0.0.1",
    ),
    (Said(b"<!DOCTYPE html>", kind="text/html"), "answers with a web page"),
    (Said(hang_up=True), "cannot be reached"),
    (Said(hang_up=True, heard=20), "cannot be reached"),
    (Said(announced=9), "breaks off 9 bytes early"),
]


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize(("said", "wanted"), FAULTS)
def test_fault_of_a_server_is_named(
    said: Said,
    wanted: str,
    update: bool,  # noqa: FBT001 - a parameter of the test
    files: dict[str, Path],
) -> None:
    with fake(said) as (url, asked), pytest.raises(EndpointError) as caught:
        push([files["new"]], Target(url, update=update))
    assert re.search(wanted, str(caught.value)), caught.value
    assert caught.value.remedy
    if not update:
        assert [one.method for one in asked] == ["PUT"], "it was sent again"


@pytest.mark.parametrize("status", [404, 405, 501])
def test_absent_protocols(status: int, files: dict[str, Path]) -> None:
    with fake(Said(status=status), OKAY) as (url, asked):
        assert push([files["old"]], Target(url)) == Pushed(1, None, "SPARQL Update")
    assert [one.method for one in asked] == ["PUT", "POST", "POST"]
    with fake(Said(status=status)) as (url, asked), pytest.raises(EndpointError) as caught:
        push([files["old"]], Target(url))
    assert "no Graph Store is there" in str(caught.value)
    assert len(asked) == 2


def test_temporary_graph_goes_when_a_batch_fails(files: dict[str, Path]) -> None:
    with fake(OKAY, Said(status=500), OKAY) as (url, asked), pytest.raises(EndpointError) as caught:
        push([files["many"]], Target(url, update=True))
    said = [one.form["update"][0] for one in asked]
    assert [text.split()[0] for text in said] == ["INSERT", "INSERT", "DROP"]
    assert "left" not in str(caught.value)
    graph = re.findall("<urn:uuid:.*?>", said[0])[0]
    assert said[2] == f"DROP SILENT GRAPH {graph}"
    with fake(OKAY, Said(status=500)) as (url, asked), pytest.raises(EndpointError) as caught:
        push([files["many"]], Target(url, update=True))
    assert re.search(r"the temporary graph <urn:uuid:\S+> is left there", str(caught.value))


@pytest.mark.parametrize(
    ("said", "last", "wanted"),
    [
        (Said(status=500), "DROP", "the server fails"),
        (Said(hang_up=True), "MOVE", "it may yet take over the triples"),
        (Said(status=504), "MOVE", "it may yet take over the triples"),
    ],
)
def test_temporary_graph_stays_where_the_move_may_yet_come(
    said: Said, last: str, wanted: str, files: dict[str, Path]
) -> None:
    with fake(OKAY, said, OKAY) as (url, asked), pytest.raises(EndpointError, match=wanted):
        push([files["old"]], Target(url, "urn:g", update=True))
    assert asked[1].form["update"][0].endswith("> TO GRAPH <urn:g>")
    assert asked[-1].form["update"][0].split()[0] == last


def test_batches_that_do_not_arrive_whole_are_not_moved(files: dict[str, Path]) -> None:
    with fake(Said(COUNT % 4)) as (url, asked), pytest.raises(EndpointError) as caught:
        push([files["new"]], Target(url, update=True, query=url))
    assert "took in 4 of 5 triples, so the old content is left as it was" in str(caught.value)
    verbs = [one.form["update"][0].split()[0] for one in asked if "update" in one.form]
    assert verbs == ["INSERT", "INSERT", "DROP"]


def test_wrong_count_is_an_error(files: dict[str, Path]) -> None:
    triples = Said(b"<a:a> <a:p> <a:o> .\n", kind="application/n-triples")
    wrong = pytest.raises(EndpointError, match="5 triples were sent, and 1 are there")
    with fake(OKAY, triples) as (url, asked), wrong:
        push([files["new"]], Target(url))
    assert [(one.method, one.path) for one in asked] == [
        ("PUT", "/sparql?default"),
        ("GET", "/sparql?default"),
    ]
    wrong = pytest.raises(EndpointError, match="1 triples were sent to 1, and 0 are there")
    with fake(triples, OKAY, Said(b"", 204)) as (url, asked), wrong:
        push([files["old"]], Target(f"{url}?a=b", "urn:ä"), add=True)
    assert [one.method for one in asked] == ["GET", "POST", "GET"]
    assert asked[0].path == "/sparql?a=b&graph=urn%3A%C3%A4"


def test_nothing_is_sent_of_what_is_at_fault(files: dict[str, Path], tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.ttl"
    faulty.write_text("<urn:a> <urn:b>\n")
    with fake(OKAY) as (url, asked):
        assert f"{faulty}:1" in complaint("push", url, files["old"], faulty, status=1)
        for target in (Target(url, "no iri"), Target(url, query="nowhere"), Target("nowhere")):
            with pytest.raises(UsageError):
                push([files["old"]], target)
        assert complaint("--store", "x", "push", url, status=2)
    assert asked == []


# What goes wrong, with a real server.


@pytest.fixture(name="stalled")
def _stalled(tmp_path: Path, files: dict[str, Path]) -> Iterator[tuple[Running, Any]]:
    """Give an Oxigraph with old content, and what starts a push that stops on its way there."""
    with writable_oxigraph(tmp_path / "store") as running:
        push([files["old"]], Target(f"{running.address}/store"))

        def start(address: str, way: str) -> subprocess.Popen[str]:
            return subprocess.Popen(
                [
                    *MAIN,
                    "push",
                    f"{address}/{way}",
                    files["many"],
                    *(["--update"] * (way == "update")),
                ],
                stderr=subprocess.PIPE,
                text=True,
            )

        yield running, start


# Bytes after which nothing goes through: within the body of the first request, or of a later one.
@pytest.mark.parametrize(("way", "after"), [("store", 100_000), ("update", 400_000)])
def test_push_is_killed_half_way(way: str, after: int, stalled: tuple[Running, Any]) -> None:
    running, start = stalled
    with relay(running.address, after) as (address, stopped, closing):
        process = start(address, way)
        assert stopped.wait(60)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        closing.set()
    assert held(Remote(f"{running.address}/query")) == {"old"}


@pytest.mark.parametrize(("way", "after"), [("store", 100_000), ("update", 400_000)])
def test_server_is_killed_half_way(
    way: str, after: int, stalled: tuple[Running, Any], tmp_path: Path
) -> None:
    running, start = stalled
    with relay(running.address, after) as (address, stopped, closing):
        process = start(address, way)
        assert stopped.wait(60)
        running.process.kill()
        running.process.wait()
        closing.set()
        said = process.communicate()[1]
    assert process.returncode == 1
    assert "Traceback" not in said
    assert "azru: http://127.0.0.1" in said
    with writable_oxigraph(tmp_path / "store") as again:
        assert held(Remote(f"{again.address}/query")) == {"old"}
