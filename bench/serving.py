"""`azru serve` under load, against `oxigraph serve` and rdflib-endpoint in the same run.

Each serves the same triples on the loopback interface; wrk asks them in turn, so that a noisy
machine is noisy for all. Then the service is asked while hostile queries burn whatever they get.
Needs wrk; rdflib-endpoint is the extra ``bench``, and is told to be absent where it is.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.engines.embedded import Embedded
from azru_graph.files import data_files, ontology_files
from azru_graph.queries import get, select
from azru_graph.sources import read_graph
from processes import seconds, taken

if TYPE_CHECKING:
    from collections.abc import Iterator

BIN = Path(sys.executable).parent
FILES = [*data_files(), *ontology_files()]
OWN = "azru serve"
QUESTION = "work-support"  # whose answer has about 100 rows
ROUNDS = 3
SECONDS = 3
CONNECTIONS = 8
JSON = "application/sparql-results+json"
# Another query each time, so that nobody answers from memory.
ADHOC = """PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
SELECT ?event ?label ?place { ?event azru:attestedIn ?passage ; rdfs:label ?label .
  ?passage schema:position ?place FILTER (?place < 40 && ?place != NUMBER) }
ORDER BY ?place ?label"""
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (CONCAT(?c, ?f, ?i) = 'x') }",
    'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER (?c = ?f) FILTER REGEX(STR(?c), "(a+)+(a+)+b", "i") }',
    "SELECT (COUNT(*) AS ?n) { ?a (!<x:>|^!<x:>)* ?b . ?b (!<x:>|^!<x:>)* ?c }",
    "SELECT (SUM(STRLEN(CONCAT(STR(?a), STR(?d))))AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (SUM(?v * ?w) AS ?n) { VALUES ?v { "
    + "1 " * 100_000
    + "} VALUES ?w { "
    + "2 " * 100_000
    + "} }",
    "SELECT ?a (GROUP_CONCAT(STR(?f)) AS ?t) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a",
    "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY DESC(?g)",
)
LUA = """
local queries = {}
local number = tonumber("SEED")
request = function()
  number = number + 1
  local query = string.gsub([[QUERY]], "NUMBER", tostring(1000 + number))
  local escaped = function(sign) return string.format("%%%02X", string.byte(sign)) end
  local text = string.gsub(query, "[^%w%-%.%_]", escaped)
  return wrk.format("GET", "PATH?query=" .. text, {["Accept"] = "MEDIA"})
end
"""
RDFLIB = """
import sys
import rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="nt")
app = SparqlEndpoint(graph=graph, path="/")
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


class Served(NamedTuple):
    """A server: its address, with which all others of it begin, and its process."""

    address: str
    process: subprocess.Popen[str]


class Load(NamedTuple):
    """What was measured of a server.

    Attributes:
        rate: Answers a second.
        p99: The 99th percentile of the time to an answer, in milliseconds.
        bad: Answers of another status than 200.
        cost: CPU time of all its processes for an answer, in milliseconds.
    """

    rate: float
    p99: float
    bad: int
    cost: float


def main() -> None:
    """Measure and print."""
    if not shutil.which("wrk"):
        print("wrk is not installed (apt-get install wrk): nothing was measured")
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        own = stack.enter_context(serving())
        peers = {"oxigraph serve": stack.enter_context(_oxigraph(folder))}
        if importlib.util.find_spec("rdflib_endpoint"):
            peers["rdflib-endpoint"] = stack.enter_context(_rdflib(folder))
        else:
            print("rdflib-endpoint is not installed (extra 'bench'): left out")
        _stored(own, peers)
        _adhoc(own, peers, folder)
    with serving("--seconds", "2") as own:
        _hostile(own)


def _stored(own: Served, peers: dict[str, Served]) -> None:
    """A stored question: ours from memory, the others by its SPARQL."""
    question = get("questions", QUESTION)
    rows = len(select(Embedded(FILES), question.text).rows)
    asked = urllib.parse.urlencode({"query": question.text})
    loads: dict[str, list[Load]] = {name: [] for name in (OWN, *peers)}
    for _ in range(ROUNDS):
        loads[OWN].append(_wrk(own, f"q/{QUESTION}.json"))
        for name, peer in peers.items():
            loads[name].append(_wrk(peer, f"?{asked}", f"Accept: {JSON}"))
    _print(f"stored question of {rows} rows", loads, {"oxigraph serve": 4, "rdflib-endpoint": 50})


def _adhoc(own: Served, peers: dict[str, Served], folder: Path) -> None:
    """A query of a client, another one each time."""
    addresses = {OWN: Served(f"{own.address}sparql", own.process), **peers}
    loads: dict[str, list[Load]] = {name: [] for name in addresses}
    for turn in range(ROUNDS):
        for name, served in addresses.items():
            script = folder / "query.lua"
            path = urllib.parse.urlsplit(served.address).path
            text = LUA.replace("QUERY", ADHOC).replace("PATH", path).replace("MEDIA", JSON)
            script.write_text(text.replace("SEED", str(turn * 10_000_000)))
            loads[name].append(_wrk(served, script=script))
    _print("query of a client", loads, {"oxigraph serve": 0.5})


def _hostile(own: Served) -> None:
    """The stored question and a page, first in quiet, then while hostile queries run."""
    for what in (f"q/{QUESTION}.json", "id/state-russia"):
        _ask(own.address + what)
        quiet = statistics.median(_wrk(own, what).p99 for _ in range(ROUNDS))
        with _burning(f"{own.address}sparql") as statuses:
            loads = [_wrk(own, what) for _ in range(ROUNDS)]
        hot = statistics.median(load.p99 for load in loads)
        ended = ", ".join(f"{number} of {status}" for status, number in sorted(statuses.items()))
        bad = sum(load.bad for load in loads)
        print(
            f"{what}, while {len(HOSTILE)} hostile queries run: 99th percentile"
            f" {hot / quiet:.2f} times that in quiet (aim: at most 3);"
            f" {hot:.1f} ms against {quiet:.1f} ms; {bad} bad answers; they ended with {ended}"
        )
    held = taken(own.process.pid)
    print(f"after it: {held.own / (1 << 20):.0f} MB in {held.processes} processes (6 are wanted)")


@contextmanager
def _burning(address: str) -> Iterator[dict[str, int]]:
    """Ask every hostile query again and again, each from a client of its own."""
    stop = threading.Event()
    statuses: dict[str, int] = {}

    def burn(query: str) -> None:
        data = urllib.parse.urlencode({"query": query}).encode()
        while not stop.is_set():
            try:
                with urllib.request.urlopen(address, data, timeout=60) as answer:  # noqa: S310
                    status = str(answer.status)
                    answer.read()
            except urllib.error.HTTPError as error:
                status = str(error.code)
            except OSError as error:
                status = type(error).__name__
            statuses[status] = statuses.get(status, 0) + 1
            if status == "503":
                time.sleep(0.2)

    clients = [threading.Thread(target=burn, args=(query,)) for query in HOSTILE]
    for client in clients:
        client.start()
    time.sleep(1)
    try:
        yield statuses
    finally:
        stop.set()
        for client in clients:
            client.join()


def _print(what: str, loads: dict[str, list[Load]], aims: dict[str, float]) -> None:
    for name in loads.keys() - {OWN}:
        pairs = [*zip(loads[OWN], loads[name], strict=True)]
        ratios = [mine.rate / theirs.rate for mine, theirs in pairs]
        cost = statistics.median(theirs.cost / mine.cost for mine, theirs in pairs)
        mine, theirs = (statistics.median(load.rate for load in loads[one]) for one in (OWN, name))
        aimed = f" (aim: at least {aims[name]})" if name in aims else ""
        print(
            f"{what}, against {name}: {statistics.median(ratios):.2f} times as many{aimed}, from"
            f" {min(ratios):.2f} to {max(ratios):.2f}; {mine:.0f} a second against {theirs:.0f};"
            f" by CPU time {cost:.2f} times"
        )


def _wrk(served: Served, path: str = "", *headers: str, script: Path | None = None) -> Load:
    """Load a server for a while."""
    command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "--latency"]
    command += [part for header in headers for part in ("-H", header)]
    command += ["-s", str(script)] if script else []
    before = seconds(served.process.pid)
    said = subprocess.run(
        [*command, served.address + path], capture_output=True, text=True, check=True
    ).stdout
    spent = seconds(served.process.pid) - before
    rate = re.search(r"Requests/sec:\s+([0-9.]+)", said)
    p99 = re.search(r"99%\s+([0-9.]+)(us|ms|s)", said)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if not rate or not p99:
        raise SystemExit(f"wrk said something else than expected:\n{said}")
    scale = {"us": 0.001, "ms": 1, "s": 1000}[p99[2]]
    # Where not one answer came in time there is no rate, but a bound of it.
    answers = max(float(rate[1]), 1 / SECONDS)
    cost = 1000 * spent / (answers * SECONDS)
    return Load(answers, float(p99[1]) * scale, int(bad[1]) if bad else 0, cost)


@contextmanager
def serving(*options: str) -> Iterator[Served]:
    """Run the service; give its address, with a slash at the end, and its process."""
    command = [str(BIN / "azru"), "serve", "--port", "0", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            found = re.search(r"http://\S+", next(iter(process.stdout or ()), ""))
            if not found:
                raise SystemExit("azru serve did not start")
            yield Served(found[0], process)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def _oxigraph(folder: Path) -> Iterator[Served]:
    place = f"127.0.0.1:{_free_port()}"
    with _running([str(BIN / "oxigraph"), "serve", "-b", place], f"http://{place}/") as own:
        content = _triples(folder).read_bytes()
        request = urllib.request.Request(  # noqa: S310
            f"{own.address}store?default",
            content,
            {"Content-Type": "application/n-triples"},
            method="PUT",
        )
        urllib.request.urlopen(request).close()  # noqa: S310
        yield own._replace(address=f"{own.address}query")


@contextmanager
def _rdflib(folder: Path) -> Iterator[Served]:
    port = _free_port()
    command = [sys.executable, "-c", RDFLIB, str(_triples(folder)), str(port)]
    with _running(command, f"http://127.0.0.1:{port}/?query=ASK%7B%7D") as own:
        yield own._replace(address=own.address.partition("?")[0])


@contextmanager
def _running(command: list[str], address: str) -> Iterator[Served]:
    """Run a server; it is given once it answers at an address."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, text=True) as process:
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until:
                with suppress(OSError):
                    _ask(address)
                    break
                time.sleep(0.1)
            yield Served(address, process)
        finally:
            process.kill()


def _ask(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
        content: bytes = answer.read()
    return content


def _triples(folder: Path) -> Path:
    path = folder / "graph.nt"
    if not path.exists():
        read_graph(FILES).serialize(path, format="nt", encoding="utf-8")
    return path


def _free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


if __name__ == "__main__":
    main()
