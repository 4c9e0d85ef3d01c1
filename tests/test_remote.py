"""A SPARQL endpoint somewhere else: what is sent, what is read, and what can go wrong."""

from __future__ import annotations

import re
import threading
import time
from typing import TYPE_CHECKING

import pytest

from azru_graph.engines.received import read_rows, read_triples
from azru_graph.engines.remote import Remote, authorization
from azru_graph.errors import AzruError, EndpointError, SparqlSyntaxError, UsageError
from azru_graph.results import Boolean, Table, Triples
from azru_graph.terms import XSD, BlankNode, Iri, Literal
from servers import JSON, Said, fake

if TYPE_CHECKING:
    from azru_graph.results import Result

ROWS = "SELECT ?x { ?s ?p ?x }"
EMPTY = Said(b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}')


def ask(url: str, text: str = ROWS, *, timeout: float = 10, access: str | None = None) -> Result:
    return Remote(url, timeout=timeout, authorization=access, pause=0.01).query(text)


def complaint(said: Said, text: str = ROWS, access: str | None = None) -> AzruError:
    """What is raised at an answer, however often it comes."""
    with fake(said) as (url, _), pytest.raises(AzruError) as caught:
        ask(url, text, access=access)
    assert caught.value.remedy
    return caught.value


def test_a_query_is_sent_as_a_form_and_rows_are_read() -> None:
    cells = (
        b'{"x": {"type": "uri", "value": "a:b"}},'
        b'{"x": {"type": "literal", "value": "V", "xml:lang": "EN-gb"}},'
        b'{"x": {"type": "literal", "value": "2.50", "datatype": "%sdecimal"}},'
        b'{"x": {"type": "typed-literal", "value": "t", "datatype": "no iri"}},'
        b'{"x": {"type": "bnode", "value": "n7"}}, {"x": {"type": "bnode", "value": "n2"}},'
        b'{"x": {"type": "bnode", "value": "n7"}}, {}' % XSD.encode()
    )
    body = b'{"head": {"vars": ["x"]}, "results": {"bindings": [%s]}}' % cells
    with fake(Said(body)) as (url, asked):
        answer = ask(url)
    (request,) = asked
    assert (request.method, request.form) == ("POST", {"query": [ROWS]})
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.headers["Accept"].startswith(JSON)
    assert "Authorization" not in request.headers
    assert answer == Table(
        ("x",),
        (
            (Iri("a:b"),),
            (Literal("V", language="en-gb"),),
            (Literal("2.5", XSD + "decimal"),),
            (Literal("t", "no iri"),),
            (BlankNode("b0"),),
            (BlankNode("b1"),),
            (BlankNode("b0"),),
            (None,),
        ),
    )


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"head": {}, "boolean": true}', True),
        (b'{"boolean": false, "head": {"link": []}}', False),
        (b'{"boolean": "true"}', True),
        (b'{"boolean": 0}', False),
        (b'{"head": {}, "results": {"boolean": "False"}}', False),
        (b"true", True),
        (
            b'{"results": {"bindings": [{"__ask_retval": {"type": "literal", "value": "1"}}]}}',
            True,
        ),
    ],
)
def test_truth_values_are_read_leniently(body: bytes, value: bool) -> None:  # noqa: FBT001
    with fake(Said(body, kind="application/json")) as (url, _):
        assert ask(url, "ASK { ?s ?p ?o }") == Boolean(value)


def test_columns_that_a_server_does_not_list_are_read_off_the_rows() -> None:
    row = b'{"b": {"type": "uri", "value": "a:b"}}, {"a": {"type": "literal", "value": "1"}}'
    answer = read_rows(b'{"results": {"bindings": [%s]}}' % row, JSON)
    assert answer == Table(("b", "a"), ((Iri("a:b"), None), (None, Literal("1"))))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/turtle", b"<a:a> <a:p> 1.50, [] . <a:a> <a:p> 1.5 ."),
        ("text/plain", b'_:z <a:q> <a:a> .\n<a:a> <a:p> "x"@EN .\n'),
        ("application/n-triples; charset=utf-8", b"<a:a> <a:p> _:x .\n"),
    ],
)
def test_triples_are_read_in_the_format_that_the_server_chose(kind: str, body: bytes) -> None:
    with fake(Said(body, kind=kind)) as (url, asked):
        answer = ask(url, "# SELECT\nPREFIX select: <a:> construct where { ?s ?p ?o }")
    assert asked[0].headers["Accept"].startswith("application/n-triples")
    assert isinstance(answer, Triples)
    assert answer == read_triples(body, kind.partition(";")[0])
    assert all("50" not in triple[2].value for triple in answer)
    assert len(answer) == body.count(b" .") - (b"1.5 ." in body) + (b"[]" in body)


def test_credentials_come_from_the_environment() -> None:
    assert authorization({"AZRU_ENDPOINT_USER": "ü", "AZRU_ENDPOINT_PASSWORD": ":"}) == (
        "Basic w7w6Og=="
    )
    both = {"AZRU_ENDPOINT_USER": "u", "AZRU_ENDPOINT_TOKEN": "t"}
    assert authorization(both) == "Bearer t"
    with fake(EMPTY) as (url, asked):
        ask(url, access="Bearer t")
    assert asked[0].headers["Authorization"] == "Bearer t"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (Said(b"no entry", 401), r"access is refused \(401 Unauthorized\): no entry"),
        (Said(b"<html>", 403, "text/html"), r"access is refused \(403 Forbidden\)\n"),
        (Said(b"", 404), "no SPARQL endpoint is there"),
        (Said(b"", 405), "no SPARQL endpoint is there"),
        (Said(b"disk\n  is\x00full", 500), r"fails \(500 .*\): disk is full"),
        (Said(b"", 503), r"fails \(503 "),
        (Said(b"", 301, headers={"Location": "http://127.0.0.1:9/x"}), "moved to http://127.0.0.1"),
        (Said(b"", 307), "moved to an unknown place"),
        (Said(EMPTY.body[:-9]), "the answer breaks off"),
        (Said(b""), "the answer is empty"),
        (Said(EMPTY.body, announced=len(EMPTY.body) + 7), "breaks off 7 bytes early"),
        (
            Said(b"<!DOCTYPE html><p>Hi", kind="text/html"),
            "answers with text/html, not with SPARQL",
        ),
        (Said(b"[1]"), "JSON that holds no rows"),
        (Said(b'{"results": {"bindings": [{"x": {"type": "odd", "value": ""}}]}}'), "no rows"),
        (Said(b'{"head": {}, "boolean": true}'), "no rows"),
        (Said(hang_up=True), "cannot be reached"),
    ],
)
def test_what_goes_wrong_is_named(said: Said, wanted: str) -> None:
    error = complaint(said)
    assert isinstance(error, EndpointError)
    assert error.exit_status == 1
    assert re.search(rf"http://127\.0\.0\.1:\d+/sparql: .*{wanted}", str(error)), str(error)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (Said(b"<html>", kind="text/html"), "answers with text/html, not with triples"),
        (Said(b"<a:a> <a:b> <a:c", kind="application/n-triples"), "breaks off"),
        (Said(EMPTY.body), "not with triples"),
    ],
)
def test_what_is_no_triples_is_named(said: Said, wanted: str) -> None:
    assert wanted in str(complaint(said, "DESCRIBE <a:b>"))


def test_remedy_for_refused_access_knows_whether_credentials_were_given() -> None:
    assert "set AZRU_ENDPOINT_USER" in str(complaint(Said(status=401)))
    said = str(complaint(Said(status=401), access="Bearer secret"))
    assert "check AZRU_ENDPOINT_USER" in said
    assert "secret" not in said


def test_fault_that_the_server_finds_is_shown_at_its_place_where_we_find_it_too() -> None:
    said = Said(b"parse error", 400, "text/plain")
    error = complaint(said, "SELECT *\n{ ?s ?p }")
    assert isinstance(error, SparqlSyntaxError)
    assert (error.line, error.column) == (2, 9)
    error = complaint(said, "SELECT * { FILTER(<a:f>(1)) }")
    assert type(error) is UsageError
    assert "finds a fault in the query: parse error" in str(error)


@pytest.mark.parametrize("text", ["DROP ALL", "", "ASK { SERVICE <http://127.0.0.1:9/> { } }"])
def test_what_is_no_query_is_not_sent(text: str) -> None:
    with fake(EMPTY) as (url, asked), pytest.raises(SparqlSyntaxError):
        ask(url, text)
    assert asked == []


@pytest.mark.parametrize("first", [Said(status=502), Said(status=503), Said(hang_up=True)])
def test_a_question_is_asked_again_where_that_may_help(first: Said) -> None:
    with fake(first, first, EMPTY) as (url, asked):
        assert ask(url) == Table(("x",), ())
    assert len(asked) == 3
    with fake(first) as (url, asked), pytest.raises(EndpointError):
        ask(url)
    assert len(asked) == 3


def test_a_question_is_not_asked_again_where_that_is_no_use() -> None:
    with fake(Said(status=500)) as (url, asked), pytest.raises(EndpointError):
        ask(url)
    assert len(asked) == 1


def test_silence_ends_in_time() -> None:
    start = time.monotonic()
    with fake(Said(silence=threading.Event())) as (url, asked):
        with pytest.raises(EndpointError, match=r"no whole answer within 0\.2 seconds"):
            ask(url, timeout=0.2)
        assert time.monotonic() - start < 5
        assert len(asked) == 1


def test_an_answer_that_trickles_ends_in_time() -> None:
    with (
        fake(Said(EMPTY.body, pause=0.05)) as (url, _),
        pytest.raises(EndpointError, match=r"no whole answer within 0\.3 seconds"),
    ):
        ask(url, timeout=0.3)
    with fake(Said(EMPTY.body, pause=0.001)) as (url, _):
        assert ask(url) == Table(("x",), ())


def test_nobody_there() -> None:
    with fake(EMPTY) as (url, _):
        pass
    with pytest.raises(EndpointError, match=r"cannot be reached \(Connection refused\)"):
        ask(url)
    with pytest.raises(EndpointError, match="cannot be reached"):
        ask("http://no-such-host.invalid/sparql")


@pytest.mark.parametrize(
    "url",
    ["", "localhost:7878", "ftp://a/", "file:///etc/hosts", "http://", "http://a:x/", "http://ä/"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="is no address of an endpoint"):
        Remote(url)


def test_credentials_in_the_address_are_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as caught:
        Remote("http://user:secret@127.0.0.1/")
    assert "secret" not in str(caught.value)
    assert "AZRU_ENDPOINT_PASSWORD" in str(caught.value)
