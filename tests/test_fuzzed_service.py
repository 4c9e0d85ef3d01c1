"""Noise at every door of the service: no failure, no hang, no worker lost, nothing given away."""

from __future__ import annotations

import json
import socket
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

import hypothesis
import hypothesis.strategies as st
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from attacks import bearable, raw
from azru_graph.web.jobs.asked import ROWS, TRIPLES
from azru_graph.web.settings import Limits, Source
from madeup import facts
from service import inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hypothesis.strategies import SearchStrategy
    from schemathesis.core.result import Ok
    from schemathesis.schemas import APIOperation

    from service import Inside, Outside

FORM = b"application/x-www-form-urlencoded"
CHECKS = [
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
some = hypothesis.settings(max_examples=100, suppress_health_check=SLOW)


# What the description promises


def test_answers_are_as_described(
    shared_service: Inside, count_cases: Callable[[str, int], None]
) -> None:
    """At each address that is described: to what is allowed, and to noise where it may come."""
    described = shared_service.client.get("/openapi.json").json()
    asked, tried = 0, set()
    for found in schemathesis.openapi.from_dict(described).get_all_operations():
        operation = cast("Ok[APIOperation[Any, Any, Any, Any]]", found).ok()
        kinds = json.dumps([one.definition["schema"] for one in operation.query])
        if kinds in tried and operation.path.startswith("/q/"):  # its noise is that of another
            asked += asks(shared_service, operation, GenerationMode.POSITIVE, 1)
            continue
        tried.add(kinds)
        asked += asks(shared_service, operation, GenerationMode.POSITIVE, 2)
        if operation.query:
            asked += asks(shared_service, operation, GenerationMode.NEGATIVE, 2)
    count_cases("requests by the description", asked)


def asks(
    service: Inside, operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, most: int
) -> int:
    """Ask for an operation in so many ways at most, and tell in how many."""
    asked = 0

    @hypothesis.settings(max_examples=most, suppress_health_check=SLOW)
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        nonlocal asked
        asked += 1
        told = requests.Request(**case.as_transport_kwargs("http://azru.test")).prepare()
        headers = {name: str(value) for name, value in told.headers.items()}
        answer = service.client.request(str(told.method), str(told.url), headers=headers)
        bearable(answer.status_code, answer.headers, answer.content)
        case.validate_response(schemathesis.Response.from_any(answer), checks=CHECKS)

    ask()
    return asked


# The SPARQL door


# What may come of a query or its request: it is answered, at fault, or takes too much.
BEARABLE = {200, 400, 403, 406, 413, 415, 503, 504, 507}
NUMBERS = ["1", "-0", "1e400", "1e-400", "9" * 400, "0." + "9" * 400, ".5", "1.e1", "00", "+1"]
STRINGS = [
    '""',
    "''",
    '"' + "x" * 5000 + '"',
    '"""a"b\n"""',
    '"a"@en--ltr',
    '"a"@x-' + "y" * 99,
    '"x"^^xsd:dateTime',
    '"-999999999-01-01"^^xsd:date',
    '"P99999999999999999999Y"^^xsd:duration',
    '"INF"^^xsd:double',
    '"\\uD800"',
    '"\\U00110000"',
    '"\\u0000"',
    '"unclosed',
    '"a\\',
]
TERMS = [
    *(
        "?s",
        "$s",
        "?",
        "?ə",
        "?\u0301",
        "?1",
        "_:b",
        "[]",
        "()",
        "a",
        "true",
        "<x:y>",
        "<>",
        "<\\u0041>",
    ),
    *("<a b>", "<http://[>", "id:x", "id:%", "id:\\", "undeclared:x", ":", "rdfs:label", "UNDEF"),
    *("<<?s ?p ?o>>", "<<( ?s ?p ?o )>>", "{| ?p ?o |}", "?s*", "^?p", "!(a|^a)", "(<x:y>/a*)+"),
]
WORDS = [
    *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FROM", "NAMED", "GRAPH", "OPTIONAL"),
    *("UNION", "MINUS", "FILTER", "BIND", "AS", "VALUES", "SERVICE", "SILENT", "EXISTS", "NOT"),
    *("IN", "DISTINCT", "REDUCED", "GROUP BY", "HAVING", "ORDER BY", "ASC", "DESC", "LIMIT"),
    *("OFFSET", "PREFIX", "BASE", "COUNT", "SUM", "GROUP_CONCAT", "SEPARATOR", "IF", "COALESCE"),
    *(
        "REGEX",
        "REPLACE",
        "SUBSTR",
        "STRLANG",
        "STRDT",
        "IRI",
        "BNODE",
        "NOW()",
        "RAND()",
        "UUID()",
    ),
    *("SHA512", "LANGMATCHES", "INSERT", "DELETE", "DATA", "LOAD", "CLEAR", "DROP", "VERSION"),
]
SIGNS = [
    *"{}()[];,.*+?|^/!=<>&-@#$\\%~:'\"",
    "<=",
    "!=",
    "&&",
    "||",
    "^^",
    "\n",
    "\t",
    "\r",
    "{{",
    "}}",
]
ODD = [*"\x00\x0c\u00a0\u202e\ufeff\U0010ffff\ud800\u2028\u0130\u017f😀"]
PATTERNS = [
    "?s ?p ?o",
    "?s a ?c ; rdfs:label ?l FILTER(LANG(?l) = 'en')",
    "GRAPH ?g { ?s ?p ?o }",
    "?s !a* ?o",
    "BIND(STRLEN(STR(?s)) / 0 AS ?n)",
    "VALUES (?s ?o) { (UNDEF 1) }",
    "FILTER REGEX(STR(?s), '(a+)+$|[', 'zz')",
    "SERVICE <x:y> { }",
    "?s ?p <x:y",
    "{ SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s }",
]


def nested(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    """Wrap patterns in groups and operators."""
    shapes = ["{{ {} }}", "OPTIONAL {{ {} }}", "{{ {} }} UNION {{ }}", "MINUS {{ {} }}"]
    shapes += ["FILTER NOT EXISTS {{ {} }}", "{{ SELECT * {{ {} }} }}", "GRAPH ?g {{ {} }}"]
    return st.builds(str.format, st.sampled_from(shapes), inner)


noise = st.lists(
    st.sampled_from([*NUMBERS, *STRINGS, *TERMS, *WORDS, *SIGNS, *ODD]) | st.text(max_size=9),
    max_size=25,
).map(" ".join)
pattern = st.lists(
    st.recursive(st.sampled_from(PATTERNS) | noise, nested, max_leaves=5), min_size=1, max_size=3
).map(" . ".join)
head = st.sampled_from(
    ["SELECT *", "SELECT DISTINCT ?s (COUNT(?o) AS ?n)", "ASK", "CONSTRUCT { ?s ?p ?o } WHERE"]
)
tail = st.sampled_from(["", "LIMIT 5", "ORDER BY ?s", "GROUP BY ?s", "LIMIT -1", "# {"]) | noise
depth = st.sampled_from([1, 190, 210, 20_000])
deep = st.builds(lambda times, text: f"ASK {'{' * times}{text}{'}' * times}", depth, pattern)
query = st.one_of(
    st.builds("{} {{ {} }} {}".format, head, st.sampled_from(PATTERNS), tail),
    st.builds("{} {{ {} }} {}".format, head, pattern, tail),
    noise,
    deep,
    st.builds(lambda word, times: word * times, st.sampled_from([*SIGNS, *WORDS]), depth),
)
body = query.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=200)
kind = st.sampled_from(
    [
        "application/sparql-query",
        "application/sparql-query; charset=utf-8",
        "application/sparql-query; charset=utf-16",
        "application/x-www-form-urlencoded",
        "application/sparql-update",
        "multipart/form-data",
        "text/plain",
        ";;",
        "",
    ]
)
accept = st.sampled_from(["*/*"] * 9 + [*ROWS, *TRIPLES, "text/html", "*/*;q=0", ",;q=", "é"])
graph = st.sampled_from(["", "x:y", "http://127.0.0.1:1/x", "file:///etc/passwd", "no iri", "\x00"])
graphs: SearchStrategy[list[str]] = st.just([]) | st.lists(graph, max_size=2)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """Give a service of a small graph that has little patience."""
    path = tmp_path_factory.mktemp("fuzzed") / "facts.ttl"
    path.write_text(facts(), encoding="utf-8")
    limits = Limits(seconds=0.5, memory=1 << 28, workers=1)
    with inside(Source((path,)), limits) as service:
        yield service


@some
@given(
    text=query,
    content=body,
    kind=kind,
    accept=accept,
    default=graphs,
    named=graphs,
)
def test_noise_for_a_query(  # noqa: PLR0913 - all that a request may have
    *,
    door: Inside,
    text: str,
    content: bytes,
    kind: str,
    accept: str,
    default: list[str],
    named: list[str],
) -> None:
    """Asked in an address, as a form, and as a body of its own."""
    client, headers = door.client, {b"Accept": accept.encode(), b"Content-Type": kind.encode()}
    dataset = [("default-graph-uri", iri) for iri in default]
    dataset += [("named-graph-uri", iri) for iri in named]
    asked = urlencode([("query", text), *dataset], errors="surrogatepass")
    for answer in (
        client.get(f"/sparql?{asked[:15_000]}", headers=headers),
        client.post("/sparql", content=asked, headers={**headers, b"Content-Type": FORM}),
        client.post("/sparql", content=content, headers=headers),
    ):
        bearable(answer.status_code, answer.headers, answer.content, among=BEARABLE)
        if answer.status_code != 200 and "html" not in answer.headers["content-type"]:
            assert answer.json()["status"] == answer.status_code
            assert answer.json()["detail"]


def test_no_noise_has_ended_a_worker(door: Inside) -> None:
    """But those that took their time; whoever comes next is answered."""
    asked = door.client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"})
    assert asked.json()["boolean"] is True
    assert door.client.get("/health").json()["status"] == "ok"
    assert [event for event in door.log if event["event"] == "failure"] == []


# HTTP


LF, POST = (
    b"\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n",
)
GET = b"GET /health HTTP/1.1\r\nHost: x\r\n"
LAST = GET + b"Connection: close\r\n\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
# What is sent → the statuses that come back until the service closes the connection.
MALFORMED: dict[str, tuple[bytes, list[int]]] = {
    "another protocol": (b"SSH-2.0-x\r\n\r\n", [400]),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400]),
    "a version to come": (b"GET /health HTTP/3.7\r\nHost: x\r\n\r\n", [400]),
    "no target": (b"GET HTTP/1.1\r\nHost: x\r\n\r\n", [400]),
    "a target without a slash": (b"GET health HTTP/1.1\r\nHost: x\r\n\r\n", [400]),
    "no method": (b" /health HTTP/1.1\r\nHost: x\r\n\r\n", [400]),
    "a method that is none": (b"G\x00T /health HTTP/1.1\r\nHost: x\r\n\r\n", [400]),
    "a long method": (b"A" * 100_000, [400]),
    "a long line": (
        b"GET /" + b"a" * 60_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        [414],
    ),
    "a long header": (GET + b"X: " + b"a" * 40_000 + b"\r\nConnection: close\r\n\r\n", [431]),
    "a header without end": (GET + b"X: " + b"a" * 200_000, [431]),
    "many headers": (GET + b"X-A: bcd\r\n" * 6000 + b"Connection: close\r\n\r\n", [431]),
    "headers without end": (GET + b"X: a\r\n" * 90_000, [431]),
    "NUL in the target": (b"GET /hea\x00lth HTTP/1.1\r\nHost: x\r\n\r\n", [400]),
    "NUL in a header": (GET + b"X: a\x00b\r\n\r\n", [400]),
    "NUL in the name of a header": (GET + b"X\x00: a\r\n\r\n", [400]),
    "bytes beyond ASCII in the target": (b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", [400]),
    "bytes beyond ASCII in a header": (GET + b"Accept: \xff\r\nConnection: close\r\n\r\n", [200]),
    "a carriage return alone": (GET + b"X: a\rY: b\r\n\r\n", [400]),
    "a header over two lines": (GET + b"X: a\r\n b\r\n\r\n", [400]),
    "a blank before the colon": (POST + b"Content-Length : 5\r\n\r\nASK{}", [400]),
    "no host": (b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n", [400]),
    "two hosts": (GET + b"Host: y\r\nConnection: close\r\n\r\n", [400]),
    "length and chunks": (
        CHUNKED + b"Content-Length: 4\r\n\r\n0\r\n\r\n" + SMUGGLED,
        [400],
    ),
    "chunks and length": (
        POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
        [400],
    ),
    "two codings": (CHUNKED + b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n" + SMUGGLED, [400]),
    "an unknown coding": (POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED, [400]),
    "two lengths": (
        POST + b"Content-Length: 5\r\nContent-Length: 0\r\n\r\nASK{}" + SMUGGLED,
        [400],
    ),
    "a length below zero": (POST + b"Content-Length: -5\r\n\r\nASK{}", [400]),
    "a length with a sign": (POST + b"Content-Length: +5\r\n\r\nASK{}", [400]),
    "a length beyond all": (POST + b"Content-Length: " + b"9" * 30 + b"\r\n\r\nASK{}", [400]),
    "a large length": (POST + b"Content-Length: 9223372036854775807\r\n\r\nASK{}", [413]),
    "a size of a chunk that is none": (CHUNKED + b"\r\nzz\r\nASK{}\r\n0\r\n\r\n", [400]),
    "a chunk below zero": (CHUNKED + b"\r\n-5\r\nASK{}\r\n0\r\n\r\n", [400]),
    "a chunk beyond all": (CHUNKED + b"\r\nffffffffffffffffff\r\nASK{}\r\n0\r\n\r\n", [400]),
    "a chunk that does not end": (CHUNKED + b"\r\n5\r\nASK{}0\r\n\r\n", [400]),
    "an extension of a chunk": (
        CHUNKED + b"Connection: close\r\n\r\n5;a=b\r\nASK{}\r\n0\r\n\r\n",
        [200],
    ),
    "a line feed in an extension": (CHUNKED + b"\r\n5;a\nASK{}\r\n0\r\n\r\n", [400]),
    "an upgrade": (GET + b"Upgrade: h2c\r\nConnection: Upgrade, close\r\n\r\n", [200]),
    "many in one": ((GET + LF) * 200 + LAST, [200] * 201),
    "bodies in one": ((POST + b"Content-Length: 5\r\n\r\nASK{}") * 5 + LAST, [200] * 6),
    "a fault behind a request": (GET + LF + b"FOO\r\n\r\n" + LAST, [400]),
}


@pytest.mark.parametrize("what", MALFORMED)
def test_malformed_http(what: str, served: Outside) -> None:
    sent, statuses = MALFORMED[what]
    got = raw(served.address, sent)
    assert got.statuses == statuses
    bearable(got.statuses[-1], got.headers, got.content)
    assert b"smuggled" not in got.content
    assert raw(served.address, LAST).statuses == [200]


@pytest.mark.parametrize(
    "sent",
    [b"", LF, b"GET /hea", GET, POST + b"Content-Length: 99\r\n\r\nASK", CHUNKED + b"\r\n5\r\nAS"],
)
def test_half_a_request(sent: bytes, served: Outside) -> None:
    """Who goes amid it gets nothing."""
    assert raw(served.address, sent, half=True).content == b""
    assert raw(served.address, LAST).statuses == [200]


def test_who_waits_keeps_nobody_waiting(served: Outside) -> None:
    """Two hundred connections on which nothing comes to an end, and one that is answered."""
    host, _, port = served.address.removeprefix("http://").partition(":")
    with ExitStack() as stack:
        for number in range(200):
            connection = stack.enter_context(socket.create_connection((host, int(port))))
            connection.sendall(
                (GET, POST + b"Content-Length: 9\r\n\r\nA", CHUNKED + LF)[number % 3]
            )
        assert raw(served.address, LAST).statuses == [200]


@some
@given(
    base=st.sampled_from(
        [LAST, POST + b"Content-Length: 5\r\n\r\nASK{}", CHUNKED + b"\r\n5\r\nASK{}\r\n0\r\n\r\n"]
    ),
    places=st.lists(
        st.tuples(st.integers(0, 160), st.binary(max_size=3), st.integers(0, 3)), max_size=4
    ),
)
def test_noise_in_http(served: Outside, base: bytes, places: list[tuple[int, bytes, int]]) -> None:
    """Requests in which some bytes are others."""
    for place, put, cut in places:
        base = base[:place] + put + base[place + cut :]
    got = raw(served.address, base, half=True)
    assert all(status < 500 for status in got.statuses)
    bearable(200, got.headers, got.content)


def test_no_noise_is_a_failure(served: Outside) -> None:
    """The log has a mapping in each line, and none of a failure."""
    served.errors.seek(0)
    events = [json.loads(line)["event"] for line in served.errors if line.startswith("{")]
    assert set(events) <= {"request", "server"}
    assert events
