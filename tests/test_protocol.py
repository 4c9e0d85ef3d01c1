"""The SPARQL 1.1 Protocol: the cases of the W3C's own test suite, and what it leaves out.

The suite (https://w3c.github.io/rdf-tests/sparql/sparql11/protocol/) has 34 tests, told here by
their names. A service that only reads must refuse the updates among them, and change nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.files import data_files, ontology_files
from azru_graph.queries import catalogue
from azru_graph.results import write
from azru_graph.web.settings import Limits, Source
from service import inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from service import Inside

DATA = "http://kasei.us/2009/09/sparql/data/"
FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
BOOLEAN = frozenset({"application/sparql-results+xml", "application/sparql-results+json"})
ROWS = BOOLEAN | {"text/csv", "text/tab-separated-values"}
TRIPLES = frozenset(
    {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}
)


def data(*numbers: int) -> list[str]:
    """Give the names of the graphs of the suite."""
    return [f"{DATA}data{number}.rdf" for number in numbers]


def typed(*numbers: int) -> str:
    """Write the patterns for the documents of the suite, each in a graph of its own or not."""
    return " . ".join(f"<{iri}> a ?type{number}" for number, iri in enumerate(data(*numbers)))


def graphs(*numbers: int) -> str:
    return " ".join(f"GRAPH ?g{number} {{ {typed(number)} }}" for number in numbers)


class Case(NamedTuple):
    """A request of the suite, and what it must give.

    Attributes:
        method: The method.
        parameters: Those in the address.
        form: Those in the body; None where it is no form.
        body: The body, where it is no form.
        kind: Its media type; None sends none.
        status: The status that this service gives.
        kinds: The media types that the answer may have; empty for a refusal.
        content: The truth value of the answer; None where none is asked for.
    """

    method: str = "POST"
    parameters: Mapping[str, str | list[str]] = {}
    form: dict[str, str | list[str]] | None = None
    body: bytes | None = None
    kind: str | None = FORM
    status: int = 200
    kinds: frozenset[str] = frozenset()
    content: bool | None = None


def get(query: str, **parameters: list[str]) -> Case:
    named = {name.replace("_", "-"): value for name, value in parameters.items()}
    return Case("GET", {"query": query, **named}, kinds=BOOLEAN, content=True)


def direct(query: str, **parameters: list[str]) -> Case:
    named = {name.replace("_", "-"): value for name, value in parameters.items()}
    return Case("POST", named, body=query.encode(), kind=QUERY, kinds=BOOLEAN, content=True)


def posted(query: str, kinds: frozenset[str], *, content: bool | None = None) -> Case:
    parameters = {"default-graph-uri": data(0)}
    return Case("POST", parameters, form={"query": query}, kinds=kinds, content=content)


def refused(status: int, body: str = "", kind: str | None = None, **form: str | list[str]) -> Case:
    return Case(form=form or None, body=body.encode() or None, kind=kind, status=status)


CLEAR = "CLEAR ALL"
INSERT = (
    f"DROP ALL; INSERT DATA {{ GRAPH <{DATA}data1.rdf> {{ <{DATA}data1.rdf> a <x:Document> }} }};"
    " INSERT { GRAPH <http://example.org/test/> { ?s a <x:Resource> } } WHERE { ?s a <x:Document> }"
)
CASES = {
    "query_get": get("ASK {}", default_graph_uri=data(0)),
    "query_post_form": posted("ASK {}", BOOLEAN, content=True),
    "query_post_direct": direct("ASK {}", default_graph_uri=data(0)),
    "query_dataset_default_graphs_get": get(
        f"ASK {{ {typed(1, 2)} }}", default_graph_uri=data(1, 2)
    ),
    "query_dataset_default_graphs_post": direct(
        f"ASK {{ {typed(1, 2)} }}", default_graph_uri=data(1, 2)
    ),
    "query_dataset_named_graphs_get": get(f"ASK {{ {graphs(1, 2)} }}", named_graph_uri=data(1, 2)),
    "query_dataset_named_graphs_post": direct(
        f"ASK {{ {graphs(1, 2)} }}", named_graph_uri=data(1, 2)
    ),
    "query_dataset_full": direct(
        f"ASK {{ {typed(3)} {graphs(1, 2)} }}",
        default_graph_uri=data(3),
        named_graph_uri=data(1, 2),
    ),
    "query_multiple_dataset": direct(
        f"ASK FROM <{DATA}data3.rdf> {{ {graphs(1, 2)} }}", named_graph_uri=data(1, 2)
    ),
    "query_content_type_select": posted("SELECT (1 AS ?value) {}", ROWS),
    "query_content_type_ask": posted("ASK {}", BOOLEAN),
    "query_content_type_describe": posted("DESCRIBE <http://example.org/>", TRIPLES),
    "query_content_type_construct": posted("CONSTRUCT { <s> <p> 1 } WHERE {}", TRIPLES),
    "update_dataset_default_graph": refused(403, INSERT, UPDATE),
    "update_dataset_default_graphs": refused(403, INSERT, UPDATE),
    "update_dataset_named_graphs": refused(403, INSERT, UPDATE),
    "update_dataset_full": refused(403, INSERT, UPDATE),
    "update_post_form": refused(403, kind=FORM, update=CLEAR),
    "update_post_direct": refused(403, CLEAR, UPDATE),
    "update_base_uri": refused(
        403,
        kind=FORM,
        update="INSERT DATA { GRAPH <http://example.org/> { <x:s> <x:p> <t> } }",
    ),
    "bad_query_method": Case("PUT", {"query": "ASK {}"}, kind=None, status=405),
    "bad_multiple_queries": Case(
        "GET", {"query": ["ASK {}", "SELECT * {}"]}, kind=None, status=400
    ),
    "bad_query_wrong_media_type": refused(415, "ASK {}", "text/plain"),
    "bad_query_missing_form_type": refused(415, "query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": refused(415, "ASK {}"),
    "bad_query_non_utf8": Case(
        body="ASK {}".encode("utf-16"), kind=f"{QUERY}; charset=UTF-16", status=415
    ),
    "bad_query_syntax": Case("GET", {"query": "ASK {"}, kind=None, status=400),
    "bad_update_get": Case("GET", {"update": CLEAR}, kind=None, status=400),
    "bad_multiple_updates": refused(403, kind=FORM, update=["CLEAR NAMED", "CLEAR DEFAULT"]),
    "bad_update_wrong_media_type": refused(415, "CLEAR NAMED", "text/plain"),
    "bad_update_missing_form_type": refused(415, "update=CLEAR%20NAMED"),
    "bad_update_non_utf8": Case(
        body="CLEAR NAMED".encode("utf-16"), kind=f"{UPDATE}; charset=UTF-16", status=403
    ),
    "bad_update_syntax": refused(403, kind=FORM, update="CLEAR XYZ"),
    "bad_update_dataset_conflict": Case(
        form={"update": INSERT, "using-named-graph-uri": "http://example/people"}, status=403
    ),
}


@pytest.fixture(scope="module", name="suite")
def _suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """Give a service of the documents that the suite asks for, each in its own graph."""
    path = tmp_path_factory.mktemp("suite") / "documents.trig"
    path.write_text("".join(f"<{iri}> {{ <{iri}> a <x:Document> }}\n" for iri in data(0, 1, 2, 3)))
    with inside(Source((path,)), Limits(workers=1)) as service:
        yield service


def held(service: Inside) -> str:
    """Give all that a service holds."""
    query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g ?s ?p ?o"
    answer = service.client.get("/sparql", params={"query": query, "format": "csv"})
    assert answer.status_code == 200
    return answer.text


def asked(service: Inside, case: Case) -> Any:  # noqa: ANN401 - a response of the client
    headers = {"content-type": case.kind} if case.kind else {}
    given: dict[str, Any] = {"data": case.form} if case.form else {"content": case.body}
    return service.client.request(
        case.method, "/sparql", params=case.parameters, headers=headers, **given
    )


@pytest.mark.parametrize("name", CASES)
def test_case_of_the_suite(suite: Inside, name: str) -> None:
    case = CASES[name]
    before = held(suite)
    answer = asked(suite, case)
    assert answer.status_code == case.status, answer.text
    kind = answer.headers["content-type"].partition(";")[0]
    if case.kinds:
        assert kind in case.kinds
    else:
        assert kind == "application/problem+json"
        assert answer.json()["status"] == case.status
    if case.content is not None:
        assert answer.json()["boolean"] is case.content
    assert held(suite) == before


def test_all_of_the_suite_is_there(count_cases: Callable[[str, int], None]) -> None:
    assert len(CASES) == 34
    assert sum("update" in name for name in CASES) == 14
    count_cases("protocol tests of the W3C", len(CASES))


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"default-graph-uri": data(1)}, [data(1), []]),
        ({"named-graph-uri": data(1)}, [[], data(1)]),
        ({"default-graph-uri": data(0), "named-graph-uri": data(1, 2)}, [data(0), data(1, 2)]),
        ({"default-graph-uri": ["http://127.0.0.1:1/x.ttl"]}, [[], []]),
        ({"default-graph-uri": ["file:///etc/passwd"]}, [[], []]),
        ({}, [[], data(0, 1, 2, 3)]),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_dataset(suite: Inside, parameters: dict[str, list[str]], found: Any, method: str) -> None:  # noqa: ANN401
    """What is not named is empty, what is unknown is empty, and nothing is fetched."""
    pattern = "{ ?s a <x:Document> } UNION { GRAPH ?g { ?s a <x:Document> } }"
    query = {"query": f"SELECT ?s ?g {{ {pattern} }} ORDER BY ?s ?g"}
    if method == "GET":
        answer = suite.client.get("/sparql", params={**query, **parameters})
    else:
        answer = suite.client.post("/sparql", data={**query, **parameters})
    rows = answer.json()["results"]["bindings"]
    assert [row["s"]["value"] for row in rows if "g" not in row] == found[0]
    assert [row["g"]["value"] for row in rows if "g" in row] == found[1]


def test_dataset_of_the_protocol_overrides_that_of_the_query(suite: Inside) -> None:
    query = f"SELECT ?s FROM <{DATA}data0.rdf> {{ ?s a ?c }}"  # noqa: S608 - no SQL
    rows = suite.client.get("/sparql", params={"query": query, "format": "csv"}).text.split()
    assert rows == ["s", *data(0)]
    given = {"query": query, "default-graph-uri": data(3), "format": "csv"}
    assert suite.client.get("/sparql", params=given).text.split() == ["s", *data(3)]


@pytest.mark.parametrize(
    ("status", "given"),
    [
        (400, {"params": {"default-graph-uri": "http://example.org/"}}),
        (400, {"params": {"query": "ASK {}", "update": CLEAR}}),
        (400, {"params": {"query": "ASK {}", "default-graph-uri": "no iri"}}),
        (400, {"params": b"query=ASK%FF%7B%7D"}),
        (400, {"params": b"query=ASK{}&a&a".replace(b"&a", b"&a=1" * 60)}),
        (400, {"params": {"query": CLEAR}}),
        (400, {"params": {"query": "LOAD <file:///etc/passwd>"}}),
        (400, {"params": {"query": "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}),
        (406, {"params": {"query": "ASK {}"}, "headers": {"accept": "image/png"}}),
        (406, {"params": {"query": "ASK {}"}, "headers": {"accept": "text/turtle"}}),
        (414, {"params": {"query": "ASK {}" + " " * 20_000}}),
        (431, {"params": {"query": "ASK {}"}, "headers": {"x-much": "x" * 40_000}}),
    ],
)
def test_refusal(suite: Inside, status: int, given: dict[str, Any]) -> None:
    answer = suite.client.get("/sparql", **given)
    assert answer.status_code == status
    told = answer.json()
    assert (told["status"], told["type"]) == (status, "about:blank")
    assert told["detail"]
    assert "Traceback" not in answer.text
    assert "etag" not in answer.headers
    if status == 406:
        assert told["offers"]


@pytest.mark.parametrize(
    ("status", "kind", "content"),
    [
        (200, f"{QUERY}; charset=utf-8", b"\xef\xbb\xbfASK {}"),
        (200, f"{QUERY};charset=UTF-8", "ASK { BIND('ə' AS ?x) }".encode()),
        (200, FORM.upper(), b"query=ASK+%7B%7D"),
        (200, f"{FORM}; charset=UTF-8", b"query=ASK+%7B%7D"),
        (400, QUERY, b"ASK { \xff }"),
        (400, FORM, b"query=ASK%FF"),
        (400, FORM, b""),
        (403, UPDATE, b""),
        (413, QUERY, b"ASK {}" + b" " * (1 << 20)),
        (415, "multipart/form-data; boundary=x", b"--x--"),
    ],
)
def test_body(suite: Inside, status: int, kind: str, content: bytes) -> None:
    answer = suite.client.post("/sparql", headers={"content-type": kind}, content=content)
    assert answer.status_code == status, answer.text
    if status == 413:
        assert answer.json()["limit"] == {"name": "body", "value": 1 << 20}


def test_body_without_a_length_is_bounded_as_well(suite: Inside) -> None:
    parts = iter([b"ASK {}", *[b" " * 65_536] * 40])
    answer = suite.client.post("/sparql", headers={"content-type": QUERY}, content=parts)
    assert answer.status_code == 413
    assert len(list(parts)) > 0 or answer.headers["connection"] == "close"


def test_place_of_a_fault_is_told(suite: Inside) -> None:
    answer = suite.client.get("/sparql", params={"query": "ASK {\n  ?s ?p }\n"})
    assert answer.status_code == 400
    told = answer.json()
    assert (told["line"], told["column"]) == (2, 9)
    assert told["detail"].endswith("  ?s ?p }\n          ^")
    assert told["remedy"]


FORMATS = {
    "csv": ("text/csv; charset=utf-8", b"value\r\n1\r\n"),
    "tsv": ("text/tab-separated-values; charset=utf-8", b"?value\n1\n"),
    "json": ("application/sparql-results+json", b'{\n  "head"'),
    "xml": ("application/sparql-results+xml", b"<?xml"),
}


@pytest.mark.parametrize("form", FORMATS)
def test_formats_of_rows(suite: Inside, form: str) -> None:
    kind, begins = FORMATS[form]
    query = "SELECT (1 AS ?value) {}"
    named = suite.client.get("/sparql", params={"query": query, "format": form})
    liked = suite.client.get("/sparql", params={"query": query}, headers={"accept": kind})
    for answer in (named, liked):
        assert answer.headers["content-type"] == kind
        assert answer.content.startswith(begins)
        assert "Accept" in answer.headers["vary"].split(", ")
    assert named.content == liked.content


def test_format_that_does_not_fit_is_passed_over(suite: Inside) -> None:
    """The first that fits counts, and where none does, the Accept header."""
    given = {"query": "ASK {}", "format": ["text/csv", "ttl", "tsv", "csv"]}
    answer = suite.client.get("/sparql", params=given, headers={"accept": "text/csv"})
    assert answer.text == "true\n"
    given = {"query": "ASK {}", "format": "ttl"}
    answer = suite.client.get("/sparql", params=given, headers={"accept": "text/csv"})
    assert answer.text == "true\r\n"


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("CONSTRUCT { <x:s> <x:1> 2 } {}", "application/rdf+xml"),
        ('SELECT ("\\u0001" AS ?x) {}', "application/sparql-results+xml"),
    ],
)
def test_what_a_format_cannot_hold(suite: Inside, query: str, kind: str) -> None:
    given = {"query": query}
    refusal = suite.client.get("/sparql", params=given, headers={"accept": kind})
    assert (refusal.status_code, refusal.headers["vary"]) == (406, "Accept, Accept-Encoding")
    assert "XML" in refusal.json()["detail"]
    assert suite.client.get("/sparql", params=given).status_code == 200


def test_relative_iris_have_the_base_of_the_graph(suite: Inside) -> None:
    answer = suite.client.get(
        "/sparql", params={"query": "SELECT (<id/x> AS ?x) {}", "format": "csv"}
    )
    assert answer.text.split() == ["x", "https://w3id.org/azru/id/x"]


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def test_a_link_to_a_query_opens_as_a_page(shared_service: Inside) -> None:
    query = "ASK { id:state-russia a azru:State }"
    given: dict[str, Any] = {"params": {"query": query}, "headers": {"Accept": BROWSER}}
    answer = shared_service.client.get("/sparql", **given, follow_redirects=False)
    assert answer.status_code == 303
    assert "Accept" in answer.headers["Vary"].split(", ")
    page = shared_service.client.get("/sparql", **given)
    assert page.url.path == "/editor"
    assert "Answer: Yes" in page.text
    given["params"]["format"] = "csv"
    assert shared_service.client.get("/sparql", **given).text == "true\r\n"


def test_same_bytes_as_from_the_engine(shared_service: Inside) -> None:
    """Also of rows that nothing orders: the named graphs beside change nothing."""
    engine = Embedded([*data_files(), *ontology_files()])
    texts = [query.text for query in catalogue("questions").values()][::6]
    texts += ["SELECT * { ?s ?p ?o } LIMIT 3000", "SELECT ?s { ?s a ?c . ?s rdfs:label ?l }"]
    for text in texts:
        prefix = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        answer = shared_service.client.post("/sparql", data={"query": text, "format": "json"})
        expected = engine.query(prefix + text if "rdfs:label ?l }" in text else text)
        assert answer.content == write(expected, "json"), text  # type: ignore[arg-type]


def test_graphs_of_the_parts(shared_service: Inside) -> None:
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    answer = shared_service.client.get("/sparql", params={"query": query, "format": "json"})
    rows = answer.json()["results"]["bindings"]
    names = [f"https://w3id.org/azru/graph/{name}" for name in ("editorial", "facts", "ontology")]
    assert [row["g"]["value"] for row in rows] == names
    assert all(int(row["n"]["value"]) > 100 for row in rows)


def test_answers_are_kept_unless_they_change(shared_service: Inside) -> None:
    def hits() -> str:
        text = shared_service.client.get("/metrics").text
        return next(line for line in text.splitlines() if 'result="hit"' in line)

    fixed = {"query": "SELECT (42 AS ?kept) {}"}
    first = shared_service.client.get("/sparql", params=fixed)
    before = hits()
    again = shared_service.client.get("/sparql", params=fixed)
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    assert hits() != before
    fresh = {"query": "SELECT (STRUUID() AS ?id) {}"}
    one, other = (shared_service.client.get("/sparql", params=fresh) for _ in range(2))
    assert one.content != other.content


def test_cut_rows_are_told_of(suite: Inside, tmp_path: Path) -> None:
    query = "SELECT ?x { VALUES ?x { 1 2 3 } }"
    assert "azru-cut" not in suite.client.get("/sparql", params={"query": query}).headers
    path = tmp_path / "a.ttl"
    path.write_text("<a:b> <a:c> <a:d> .")
    with inside(Source((path,)), Limits(workers=1, rows=2)) as service:
        answer = service.client.get("/sparql", params={"query": query})
        assert answer.headers["azru-cut"] == "the first 2 of more rows shown"
        assert len(json.loads(answer.text)["results"]["bindings"]) == 2
        whole = service.client.get("/sparql", params={"query": query.replace("3", "")})
        assert "azru-cut" not in whole.headers
