"""What holds for every answer of the service: validators, coding, methods, origins, problems."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from azru_graph.errors import (
    DataError,
    EndpointError,
    MissingFileError,
    ParameterError,
    SparqlSyntaxError,
    UnknownNameError,
)
from azru_graph.web.app import ROUTES
from azru_graph.web.cache import Kept
from azru_graph.web.problems import of_error
from azru_graph.web.responses import Answer

if TYPE_CHECKING:
    from azru_graph.errors import AzruError
    from service import Inside

ROWS = {"query": "SELECT * { ?s a azru:AgreementAct ; ?p ?o } ORDER BY ?s ?p ?o", "format": "json"}
PLAIN, ZIPPED = {"accept-encoding": "identity"}, {"accept-encoding": "gzip"}


def test_validators_differ_by_coding_and_hold(shared_service: Inside) -> None:
    get = shared_service.client.get
    plain, zipped = (get("/sparql", params=ROWS, headers=coding) for coding in (PLAIN, ZIPPED))
    assert plain.content == zipped.content  # the client unzips it
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert int(zipped.headers["content-length"]) < int(plain.headers["content-length"]) / 5
    tags = plain.headers["etag"], zipped.headers["etag"]
    assert len(set(tags)) == 2
    assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)  # strong
    for coding, tag in zip((PLAIN, ZIPPED), tags, strict=True):
        for known in (tag, f'"x", {tag}', "*", f"W/{tag}"):
            headers = {**coding, "if-none-match": known}
            again = get("/sparql", params=ROWS, headers=headers)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag
            assert {"Accept", "Accept-Encoding"} <= set(again.headers["vary"].split(", "))
            assert "content-type" not in again.headers
    other = get("/sparql", params=ROWS, headers={**PLAIN, "if-none-match": f'{tags[1]}, "x"'})
    assert (other.status_code, other.content) == (200, plain.content)


def test_post_is_answered_whatever_is_known(shared_service: Inside) -> None:
    first = shared_service.client.post("/sparql", data=ROWS)
    again = shared_service.client.post("/sparql", data=ROWS, headers={"if-none-match": "*"})
    assert (again.status_code, again.content) == (200, first.content)


def test_zipped_bytes_are_the_same_each_time() -> None:
    content = b"some text, some text again " * 100
    one, other = Answer(content, "text/plain").zipped, Answer(content, "text/plain").zipped
    assert one == other
    assert gzip.decompress(one) == content


@pytest.mark.parametrize(
    ("content", "kind", "zipped"),
    [
        (b"x" * 1000, "text/turtle", True),
        (b"x" * 1000, "application/ld+json", True),
        (b"x" * 1000, "image/svg+xml", True),
        (b"x" * 1000, "image/png", False),
        (b"x" * 1000, "application/pdf", False),
        (b"x" * 1000, "application/zip", False),
        (b"x" * 100, "text/turtle", False),
    ],
)
def test_what_is_worth_zipping(content: bytes, kind: str, zipped: bool) -> None:  # noqa: FBT001
    assert Answer(content, kind).can_zip is zipped


@pytest.mark.parametrize(
    "path", ["/health", "/robots.txt", "/sparql?query=ASK%7B%7D", "/nowhere", "/"]
)
def test_head_is_get_without_the_body(shared_service: Inside, path: str) -> None:
    get, head = shared_service.client.get(path), shared_service.client.head(path)
    assert head.content == b""
    assert head.status_code == get.status_code
    assert dict(head.headers) == dict(get.headers)
    assert int(get.headers["content-length"]) > 0


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_methods(shared_service: Inside, route: object) -> None:
    """Every address says which methods it has, and refuses all others."""
    path = getattr(route, "path").replace("{", "").replace("}", "").replace(":path", "")  # noqa: B009
    options = shared_service.client.options(path)
    assert (options.status_code, options.content) == (204, b"")
    allowed = set(options.headers["allow"].split(", "))
    assert {"GET", "HEAD", "OPTIONS"} <= allowed <= {"GET", "HEAD", "OPTIONS", "POST"}
    assert options.headers["access-control-allow-methods"] == options.headers["allow"]
    for method in {"POST", "PUT", "PATCH", "DELETE"} - allowed:
        refused = shared_service.client.request(method, path)
        assert refused.status_code == 405
        assert set(refused.headers["allow"].split(", ")) == allowed


@pytest.mark.parametrize("path", ["/", "/health", "/sparql?query=ASK%7B%7D", "/nowhere"])
def test_headers_of_every_answer(shared_service: Inside, path: str) -> None:
    answer = shared_service.client.get(path, headers={"origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "Accept-Encoding" in answer.headers["vary"].split(", ")
    if answer.headers["content-type"].startswith("text/html"):
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]


def test_problem_is_a_page_for_browsers(shared_service: Inside) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    name = "%3Cscript%3Ealert(1)%3C%2Fscript%3E"
    answer = shared_service.client.get(f"/q/{name}", headers=browser)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UnknownNameError("question", "tmeline", ["timeline"]), 404),
        (ParameterError("no year"), 400),
        (SparqlSyntaxError("no query", line=3, column=7), 400),
        (MissingFileError("is not there", path="/secret/place"), 400),
        (DataError("is damaged", path="/secret/place"), 500),
        (EndpointError("does not answer", path="http://secret:1/"), 502),
    ],
)
def test_errors_become_problems_without_their_places(error: AzruError, status: int) -> None:
    problem = of_error(error)
    assert problem.status == status
    assert "secret" not in f"{problem.detail} {problem.more}"
    if isinstance(error, UnknownNameError):
        assert problem.more["remedy"] == "did you mean timeline?"
    if error.line:
        assert (problem.more["line"], problem.more["column"]) == (3, 7)


def test_fault_of_the_service_is_logged_and_not_told(
    shared_service: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("azru_graph.web.site._ROBOTS", None)  # no bytes, which nobody expects
    answer = shared_service.client.get("/robots.txt")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "Traceback" in next(e["said"] for e in shared_service.log if e["event"] == "failure")


def test_kept_answers_are_bounded() -> None:
    kept = Kept(100_000)
    for number in range(100):
        kept.put(number, Answer(b"x" * 10_000, "text/plain"))
    held = [number for number in range(100) if kept.get(number)]
    assert held == [96, 97, 98, 99]
    kept.put("large", Answer(b"x" * 60_000, "text/plain"))
    assert kept.get("large") is None
    assert kept.get(99)
