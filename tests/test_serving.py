"""`azru serve`: where it is, what it writes, what it refuses, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx2
import pytest

from command import azru, complaint, loading
from service import alive, children, outside, until

if TYPE_CHECKING:
    from pathlib import Path

    from service import Outside

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a > ?i) }"


def raw(served: Outside, request: bytes) -> bytes:
    """Send bytes, and give all that comes back until the service closes the connection."""
    parts = urlsplit(served.address)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def processes(served: Outside) -> set[int]:
    """Give all processes of a service with a worker of each kind."""
    (nursery,) = children(served.process.pid)
    until(lambda: len(children(nursery)) == 2)  # they are made after the address is told
    return {served.process.pid, nursery, *children(nursery)}


def test_is_there_and_tells_how_it_fares(served: Outside) -> None:
    health = httpx2.get(f"{served.address}/health")
    assert health.json()["status"] == "ok"
    assert health.json()["workers"] == {"alive": 2, "wanted": 2}
    assert len(health.json()["version"]) == 20
    front = httpx2.get(f"{served.address}/")
    assert front.headers["content-type"] == "text/html; charset=utf-8"
    assert "server" not in front.headers


def test_figures_are_in_the_format_of_prometheus(served: Outside) -> None:
    httpx2.get(f"{served.address}/health")
    answer = httpx2.get(f"{served.address}/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    figures = {}
    for line in answer.text.splitlines():
        if line.startswith("# "):
            assert line.split()[1] in {"HELP", "TYPE"}
            continue
        name, _, value = line.rpartition(" ")
        figures[name] = float(value)
    assert figures['azru_requests_total{route="/health",method="GET",status="200"}'] >= 1
    counts = [value for name, value in figures.items() if "_bucket" in name]
    assert counts == sorted(counts)
    assert counts[-1] == figures["azru_request_seconds_count"]
    assert figures["azru_workers"] == 2


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.0\r\nx: " + b"a" * 40_000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.1\r\nhost: x\r\nx: " + b"a" * 300_000, b"431"),
        (b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * 60_000, b"431"),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nhost: x\r\n bad\x00: y\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"TRACE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", b"405"),
        (b"GET /%00%ff%2e%2e/%2e HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", b"404"),
        (b"GET /assets/..%2f..%2f..%2fpyproject.toml HTTP/1.0\r\n\r\n", b"404"),
        (b"GET //etc/passwd HTTP/1.0\r\n\r\n", b"404"),
        (b"GET /x%0d%0aset-cookie:a=b HTTP/1.0\r\n\r\n", b"404"),
    ],
)
def test_requests_that_mean_nothing(served: Outside, request_: bytes, status: bytes) -> None:
    answer = raw(served, request_)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split()[1] == status, answer[:300]
    assert b"set-cookie" not in head.lower()
    assert b"Traceback" not in body
    assert b"site-packages" not in body
    assert httpx2.get(f"{served.address}/health").status_code == 200


def test_requests_in_one_connection(served: Outside) -> None:
    one = b"GET /robots.txt HTTP/1.1\r\nhost: x\r\n"
    answer = raw(served, one + b"\r\n" + one + b"connection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200 OK") == 2


def test_query_ends_with_its_client(served: Outside) -> None:
    """The worker is killed that a client has left; others are answered by the next."""

    def ends() -> int:
        text = httpx2.get(f"{served.address}/metrics").text
        return int(text.partition('reason="gone"} ')[2].split()[0])

    before, ended = processes(served), ends()
    parts = urlsplit(served.address)
    query = httpx2.QueryParams({"query": ENDLESS})
    with socket.create_connection((parts.hostname, parts.port)) as connection:
        connection.sendall(f"GET /sparql?{query} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
        assert ends() == ended
    until(lambda: ends() == ended + 1)
    until(lambda: len({pid for pid in before if alive(pid)}) == len(before) - 1)
    answer = httpx2.get(f"{served.address}/sparql", params={"query": "ASK { }"})
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ends_by_a_signal_with_all_its_workers(sign: signal.Signals) -> None:
    with outside("--workers", "1") as service:
        all_of_it = processes(service)
        assert len(all_of_it) == 4
        answer = httpx2.get(f"{service.address}/sparql?query=ASK%7B%7D")
        assert answer.status_code == 200
        said, log = service.end(sign)
    assert (service.process.returncode, said) == (0, "")
    assert not any(map(alive, all_of_it))
    (line,) = log
    event = json.loads(line)
    assert event["time"].endswith("+00:00")
    told = {name: event[name] for name in ("event", "method", "path", "status", "bytes")}
    assert told == {
        "event": "request",
        "method": "GET",
        "path": "/sparql",
        "status": 200,
        "bytes": len(answer.content),
    }


def test_workers_end_where_the_service_is_killed_over_a_query() -> None:
    with outside("--workers", "1", "--seconds", "3600") as service:
        all_of_it = processes(service)
        parts = urlsplit(service.address)
        query = httpx2.QueryParams({"query": ENDLESS})
        with socket.create_connection((parts.hostname, parts.port)) as connection:
            connection.sendall(f"GET /sparql?{query} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
            until(lambda: any(ticks(pid) > 20 for pid in all_of_it if nice(pid)))
            os.kill(service.process.pid, signal.SIGKILL)
            until(lambda: not any(map(alive, all_of_it)))


def _stat(pid: int) -> list[str]:
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123 - no file of a disk
        return file.read().rpartition(")")[2].split()


def ticks(pid: int) -> int:
    """Give the time that a process has used, in hundredths of a second."""
    return int(_stat(pid)[11])


def nice(pid: int) -> bool:
    """Whether a process leaves time for others first, as workers for queries of clients do."""
    return int(_stat(pid)[16]) > 0


def test_port_that_is_taken(served: Outside) -> None:
    port = str(urlsplit(served.address).port)
    said = complaint("serve", "--port", port, status=1)
    assert said.startswith(f"azru: cannot listen at 127.0.0.1 port {port} (Address already in use)")
    assert "--port" in said.splitlines()[1]


@pytest.mark.parametrize(
    ("status", "arguments", "named"),
    [
        (1, ["serve", "--host", "nowhere.invalid"], "nowhere.invalid"),
        (2, ["serve", "--port", "0", "--text", "/nowhere.txt"], "/nowhere.txt"),
        (2, ["--data", "/nowhere.ttl", "serve", "--port", "0"], "/nowhere.ttl"),
        (2, ["--store", "/nowhere", "serve", "--port", "0"], "is no store"),
        (1, ["--endpoint", "http://127.0.0.1:1/", "serve", "--port", "0"], "cannot be reached"),
        (2, ["serve", "--seconds", "0"], "--seconds"),
        (2, ["serve", "--memory", "1"], "--memory"),
    ],
)
def test_what_cannot_be_served(status: int, arguments: list[str], named: str) -> None:
    assert named in complaint(*arguments, status=status)


def test_faulty_data_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "faulty.ttl"
    path.write_text("<a:b> <a:c>\n<a:d>")
    assert f"{path}:2" in complaint("--data", path, "serve", "--port", "0", status=1)


def test_whoever_opens_it_to_others_is_told(tmp_path: Path) -> None:
    path = tmp_path / "small.ttl"
    path.write_text("<a:b> <a:c> <a:d> .")
    with outside("--host", "0.0.0.0", group=("--data", str(path))) as service:  # noqa: S104
        port = urlsplit(service.address).port
        assert httpx2.get(f"http://127.0.0.1:{port}/health").status_code == 200
        _, log = service.end(signal.SIGINT)
    assert log[0].startswith("azru: whoever reaches 0.0.0.0 can ask this service")


def test_store_is_served(store: Path) -> None:
    with outside("--workers", "1", group=("--store", str(store))) as service:
        query = "SELECT (COUNT(*) AS ?acts) { ?act a azru:AgreementAct }"
        given = {"query": query, "format": "csv"}
        answer = httpx2.get(f"{service.address}/sparql", params=given)
        assert answer.text.split() == ["acts", "14"]
        assert httpx2.get(f"{service.address}/health").json()["version"]


def test_endpoint_is_served_and_nothing_of_it_kept(served: Outside) -> None:
    """One service stands before another."""
    group = ("--endpoint", f"{served.address}/sparql")
    with outside("--workers", "1", group=group) as before:
        given = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"}
        places = (served.address, before.address, before.address)
        answers = {httpx2.get(f"{place}/sparql", params=given).text for place in places}
        assert len(answers) == 1
        assert 'result="hit"} 0' in httpx2.get(f"{before.address}/metrics").text
        assert httpx2.get(f"{before.address}/health").json()["version"] is None
        # What cannot be reached is not told by its address.
        faulty = httpx2.get(f"{before.address}/sparql", params={"query": "ASK {"})
        assert faulty.status_code == 400


def test_own_command_line_asks_it(served: Outside) -> None:
    query = "SELECT ?l { id:state-russia rdfs:label ?l } ORDER BY ?l"
    here = azru("sparql", query, "--format", "json")
    there = azru("--endpoint", f"{served.address}/sparql", "sparql", query, "--format", "json")
    assert (there.returncode, there.stdout) == (here.returncode, here.stdout)
    assert "Russia" in there.stdout


def test_other_commands_load_no_server() -> None:
    _, modules = loading("query", "year", "--format", "table")
    assert not modules & {"uvicorn", "starlette", "jinja2", "asyncio"}
