"""What a hostile user tries: the service gives nothing away, calls nobody, changes nothing."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from functools import cache
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

import html5rdf
import pyoxigraph as ox
import pytest

from attacks import bearable, raw, request
from azru_graph.files import data_files
from azru_graph.pages import PAGES
from azru_graph.terms import BASE, ID, PREFIXES, XSD
from azru_graph.web.settings import Limits, Source
from service import inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import httpx2

    from service import Inside, Outside

HTML = "text/html"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
# Kind of address → one of it; every kind of page is among them.
ADDRESSES = {
    **{kind: kind for kind in PAGES if not kind.endswith("*")},
    "id/*": "id/state-russia",
    "networks/*": "networks/perceptions",
    "q/*": "q/year",
    "read/*": "read/s3",
    "scheme/*": "scheme/event-visit",
    "graph": "graph/editorial",
    "health": "health",
    "metrics": "metrics",
    "openapi": "openapi.json",
    "questions.json": "questions.json",
    "robots": "robots.txt",
    "rows": "q/year.json?year=1996",
    "sparql": "sparql?query=ASK%7B%7D",
    "style": "assets/style.css",
    "void": ".well-known/void",
}


def sound(answer: httpx2.Response, *among: int) -> httpx2.Response:
    """Assert that an answer is bearable, and give it."""
    bearable(answer.status_code, answer.headers, answer.content, among=among)
    return answer


def test_every_kind_of_page_is_tried() -> None:
    assert ADDRESSES.keys() >= PAGES.keys()


# Paths


UPWARDS = [
    "../../../../../../../../etc/passwd",
    "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "%252e%252e%252f%252e%252e%252fetc%252fpasswd",
    "..\\..\\..\\etc\\passwd",
    "..%5c..%5c..%5cetc%5cpasswd",
    "....//....//....//etc/passwd",
    "%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "etc/passwd%00.svg",
    "..%2f__init__.py",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("place", ["", "assets/", "exports/", "pictures/", "graph/", "q/"])
def test_no_path_leads_out(place: str, served: Outside) -> None:
    """Whatever is asked for as a file is looked up by its name, not as a path."""
    for path in UPWARDS:
        got = raw(served.address, request(f"/{place}{path}", "Accept: */*"))
        assert got.statuses == [404], path
        bearable(404, got.headers, got.content)


@pytest.mark.parametrize("path", [UPWARDS[0], UPWARDS[1], UPWARDS[4], UPWARDS[10]])
def test_no_name_is_a_path(path: str, served: Outside) -> None:
    """Names of entities are looked up in the graph; backslashes are no part of an address."""
    got = raw(served.address, request(f"/id/{path}", "Accept: text/html"))
    assert got.statuses == [404], path
    bearable(404, got.headers, got.content)


# Headers


SPLITTERS = ["%0d%0aX-Split:%20yes", "%0aX-Split:%20yes", "%E5%98%8D%E5%98%8AX-Split:%20yes"]
TARGETS = [
    "/id/state-russia{}.ttl",
    "/q/year{}.csv",
    "/q/year.csv?year=1996{}",
    "/graph/facts{}",
    "/graph-store?graph=http://a.example/{}",
    "/sparql?query=ASK%7B%7D&format=json{}",
    "/pictures/causes-column{}.svg",
    "/search?q={}",
    "/editor?query={}",
    "/nothing{}",
]


@pytest.mark.parametrize("target", TARGETS)
def test_no_parameter_ends_a_header(target: str, served: Outside) -> None:
    for splitter in SPLITTERS:
        got = raw(served.address, request(target.format(splitter), "Accept: */*"))
        assert got.statuses[0] < 500, splitter
        assert len(got.statuses) == 1
        assert "x-split" not in got.headers
        assert "set-cookie" not in got.headers


@pytest.mark.parametrize("address", ADDRESSES.values())
def test_a_foreign_host_is_not_repeated(address: str, shared_service: Inside) -> None:
    """Else a cache before the service would send its readers elsewhere."""
    accept = {"Accept": HTML if address in PAGES else "text/html;q=0.1, */*"}
    plain = shared_service.client.get(f"/{address}", headers=accept)
    told = shared_service.client.get(
        f"/{address}",
        headers={
            **accept,
            "Host": "evil.example:81",
            "X-Forwarded-Host": "evil.example",
            "X-Forwarded-Prefix": "//evil.example",
            "X-Forwarded-Proto": "javascript",
            "X-Original-URL": "/evil.example",
            "Forwarded": "host=evil.example",
        },
    )
    assert "evil" not in told.text
    assert "evil" not in str(told.headers)
    assert told.status_code == plain.status_code == 200
    assert told.content == plain.content or address == "metrics"


@pytest.mark.parametrize("address", ADDRESSES.values())
def test_headers_of_every_answer(address: str, shared_service: Inside) -> None:
    """Nothing is taken for what it is not, runs what it should not, or knows who asks."""
    for accept, method in product((HTML, "*/*"), ("GET", "OPTIONS", "PUT")):
        answer = shared_service.client.request(
            method,
            f"/{address}",
            headers={"Accept": accept, "Origin": "https://evil.example", "Cookie": "a=b"},
        )
        sound(answer, 200, 204, 400, 405, 406)
        guarded(answer)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "set-cookie" not in answer.headers
        assert "Authorization" not in answer.headers.get("access-control-allow-headers", "")
        allowed = answer.headers.get("access-control-allow-methods", "")
        assert not {"PUT", "DELETE", "PATCH"} & set(allowed.split(", "))


def guarded(answer: httpx2.Response) -> None:
    """Assert that a browser is told what an answer is, and what may run in it."""
    assert answer.headers["x-content-type-options"] == "nosniff"
    kind = answer.headers["content-type"].partition(";")[0]
    policy = answer.headers.get("content-security-policy", "")
    if kind in {HTML, "image/svg+xml"}:
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
        scripts = rules.get("script-src", rules["default-src"])
        assert scripts in {"'self'", "'none'"}
        assert rules["default-src"] in {"'self'", "'none'"}
    assert kind != "application/xhtml+xml"


# Markup


MARKUP = (
    "</title></textarea></script></style>--><script>alert(1)</script>"
    "<img src=x onerror=alert(1)><svg onload=alert(1)>\"' onmouseover='alert(1)' x=\"]]>&lt;b&gt;"
)
BAD_IRIS = ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x")
ODD = ID + "person-x'();,&=@+~"  # what an IRI may hold and means something elsewhere
SEEDS = (
    *("annotation-airport", "claim-s3p5-3a", "claim-s3p5-3b", "claim-s6p1-2a", "dataset"),
    *("event-elchibey-visit-to-russia", "event-proposal-of-friendship-treaty", "state-georgia"),
    "work-armenia-news-2010",
)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """Give a service of a graph whose every text has markup in it, and links that are programs."""
    path = tmp_path_factory.mktemp("markup") / "marked.nt"
    ox.serialize(spoilt_graph(), str(path), format=ox.RdfFormat.N_TRIPLES)
    with inside(Source((path,)), Limits(workers=1)) as service:
        yield service


def spoilt_graph() -> list[ox.Triple]:
    """Take some entities with all that they name, and spoil it."""
    whole: dict[object, list[ox.Triple]] = {}
    for path in data_files():
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            whole.setdefault(quad.subject, []).append(quad.triple)
    seeds = [ox.NamedNode(ID + name) for name in SEEDS]
    topics = dict.fromkeys([*seeds, *(one.object for topic in seeds for one in whole[topic])])
    odd = [
        ox.Triple(ox.NamedNode(ODD), one.predicate, one.object)
        for one in whole[ox.NamedNode(f"{ID}state-georgia")]
    ]
    taken = [one for topic in topics for one in whole.get(topic, [])]
    return [bad for one in taken + odd for bad in spoilt(one)]


def spoilt(one: ox.Triple) -> list[ox.Triple]:
    """Put markup into a text, and links that are programs beside a link."""
    subject, term, value = one
    if isinstance(value, ox.Literal):
        if value.datatype.value in {f"{XSD}string", f"{PREFIXES['rdf']}langString"}:
            value = ox.Literal(value.value + MARKUP, language=value.language)
        return [ox.Triple(subject, term, value)]
    if term.value == f"{PREFIXES['rdf']}type" or value.value.startswith(BASE):
        return [one]
    bad = (ox.NamedNode(quote(iri, safe=":,/()")) for iri in BAD_IRIS)
    return [one, *(ox.Triple(subject, term, iri) for iri in bad)]


@pytest.fixture(scope="module")
def pages(marked: Inside) -> Callable[[str], tuple[httpx2.Response, ET.Element]]:
    """Give a function that asks for a page of the spoilt graph, as a browser reads it."""

    @cache
    def page(address: str) -> tuple[httpx2.Response, ET.Element]:
        answer = sound(marked.client.get(f"/{address}", headers={"Accept": HTML}))
        guarded(answer)
        return answer, html5rdf.parse(answer.content, namespaceHTMLElements=False)

    return page


# Kind of page → one of the spoilt graph.
SPOILT = {
    # Those of the vocabulary show nothing of the data.
    **{kind: ADDRESSES[kind] for kind in sorted(PAGES.keys() - {"ontology", "relation", "shapes"})},
    "id/*": "id/state-georgia",
    "a claim": "id/claim-s6p1-2a",
    "search": "search?q=georgia",
    "read/*": "read/s6",
    "an odd name": quote(ODD.removeprefix(BASE)),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_markup_in_the_data_is_text(
    kind: str, pages: Callable[[str], tuple[httpx2.Response, ET.Element]]
) -> None:
    answer, document = pages(SPOILT[kind])
    assert answer.status_code == 200
    inert(document)


def inert(document: ET.Element) -> None:
    """Assert that nothing in a page or a picture runs but the scripts that come with the pages."""
    for element in document.iter():
        if not isinstance(element.tag, str):  # a comment
            continue
        name = element.tag.rpartition("}")[2]
        assert name not in {"iframe", "object", "embed", "base", "foreignObject", "applet"}
        if name == "script" and "src" in element.attrib:
            assert re.fullmatch(r"(?:\.\./)*assets/[\w./-]+\.js", element.attrib["src"])
            assert not (element.text or "").strip()
        elif name == "script":
            assert element.attrib == {"type": "application/ld+json"}
        elif name == "img":
            assert element.attrib["src"] != "x"
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2].rpartition(":")[2].lower()
            assert not attribute.startswith("on"), (name, attribute)
            if attribute in {"href", "src", "action", "formaction", "data"}:
                scheme = re.match(r"[\s\x00-\x20]*([\w+.-]+):", value)
                assert scheme is None or scheme[1] in {"http", "https", "mailto"}, value


def test_markup_is_there(pages: Callable[[str], tuple[httpx2.Response, ET.Element]]) -> None:
    """The pages tried do show what was spoilt, most of them."""
    showing = {kind for kind, address in SPOILT.items() if "alert(1)" in pages(address)[0].text}
    assert showing >= {"", "claims", "id/*", "read/*", "timeline", "entities", "a claim", "about"}


@pytest.mark.parametrize("name", ["timeline-page", "actors-page"])
def test_markup_in_a_picture_is_text(name: str, marked: Inside) -> None:
    answer = sound(marked.client.get(f"/pictures/{name}.svg"), 200)
    guarded(answer)
    assert "alert(1)" in answer.text
    inert(ET.fromstring(answer.content))  # noqa: S314 - of our own service


def test_an_odd_name_in_headers(marked: Inside) -> None:
    """What an IRI may hold has no meaning in the header Link."""
    address = "/" + quote(ODD.removeprefix(BASE))
    for suffix in ("ttl", "nt", "jsonld", "rdf", "html"):
        answer = sound(marked.client.get(f"{address}.{suffix}"), 200)
        links = re.findall(r'<([^<>]*)>; rel="([\w-]+)"', answer.headers["link"])
        assert (ODD, "describes") in links
        assert re.sub(r'<[^<>]*>(; \w+="[\w/+-]+")+', "", answer.headers["link"]).strip(", ") == ""


@pytest.mark.parametrize(
    "target",
    [
        "/editor?query={}",
        "/editor?query=SELECT%20*%20%7B%7D%20%23{}&view={}",
        "/editor?query=SELECT%20(%22{}%22%20AS%20%3Fx)%20%7B%7D",
        "/editor?query=SELECT%20(%22x%22%20AS%20%3Fx)%20%7B%7D%23{}",
        "/search?q={}",
        "/q/year?year={}",
        "/q/year?{}=1",
        "/timeline?kind={}",
        "/entities?kind={}",
        "/claims?speaker={}",
        "/sparql?query={}",
        "/sparql?query=ASK%7B%7D&format={}",
        "/id/{}",
        "/q/{}",
        "/networks/{}",
        "/pictures/{}.svg",
        "/graph-store?graph={}",
        "/{}",
    ],
)
def test_markup_in_a_request_is_text(target: str, shared_service: Inside) -> None:
    text = quote(MARKUP.replace("/", " "), safe="")
    answer = sound(shared_service.client.get(target.replace("{}", text), headers={"Accept": HTML}))
    guarded(answer)
    assert answer.headers["content-type"].partition(";")[0] == HTML
    inert(html5rdf.parse(answer.content, namespaceHTMLElements=False))


# Calls


@pytest.fixture
def listener() -> Iterator[str]:
    """Give an address of this machine where nobody may call, though a call would be taken."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield f"http://127.0.0.1:{door.getsockname()[1]}/x"
        door.settimeout(0)
        with suppress(BlockingIOError):
            door.accept()
            pytest.fail("it was called")


def calling(address: str) -> dict[str, str]:
    """Write queries that call an address, hidden in one way or another."""
    call = f"<{address}> {{ ?s ?p ?o }}"
    return {
        "plain": f"SELECT * {{ SERVICE {call} }}",
        "case": f"SELECT * {{ sErViCe {call} }}",
        "silent": f"SELECT * {{ SERVICE SILENT {call} }}",
        "no blank": f"SELECT*{{SERVICE<{address}>{{?s ?p ?o}}}}",
        "after a comment": f"SELECT * {{ # SERVICE\nSERVICE#\n{call} }}",
        "in a string and after it": f'SELECT * {{ FILTER("SERVICE" != "#") SERVICE {call} }}',
        "escaped": f"SELECT * {{ \\u0053ERVICE {call} }}",
        "escaped at length": f"SELECT * {{ S\\U00000045RVICE {call} }}",
        "escaped IRI": f"SELECT * {{ SERVICE <\\u0068{address[1:]}> {{ ?s ?p ?o }} }}",
        "prefixed": f"PREFIX x: <{address}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
        "based": f"BASE <{address}> SELECT * {{ SERVICE <#x> {{ ?s ?p ?o }} }}",
        "bound": f"SELECT * {{ BIND(<{address}> AS ?g) SERVICE ?g {{ ?s ?p ?o }} }}",
        "values": f"SELECT * {{ VALUES ?g {{ <{address}> }} SERVICE ?g {{ ?s ?p ?o }} }}",
        "deep": "SELECT * { { SELECT * { { SELECT * { OPTIONAL { SERVICE "
        + call
        + " } } } } UNION { } } }",
        "in EXISTS": f"ASK {{ ?a ?b ?c FILTER NOT EXISTS {{ SERVICE {call} }} }}",
        "in MINUS": f"ASK {{ ?a ?b ?c MINUS {{ SERVICE {call} }} }}",
        "in GRAPH": f"ASK {{ GRAPH ?g {{ SERVICE {call} }} }}",
        "in BIND": f"SELECT * {{ BIND(EXISTS {{ SERVICE {call} }} AS ?x) }}",
        "in HAVING": f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ SERVICE {call} }})",
        "in ORDER BY": f"SELECT ?s {{ ?s ?p ?o }} ORDER BY (EXISTS {{ SERVICE {call} }})",
        "constructed": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {call} }}",
        "described": f"DESCRIBE ?s {{ SERVICE {call} }}",
        "behind a number": f"SELECT * {{ FILTER(1=1) ?a ?b 1SERVICE {call} }}",
        "behind a variable": f"SELECT * {{ FILTER(?a<?b)SERVICE {call} #>\n}}",
        "behind a bar": f"SELECT * {{ ?a <x:>|<y:> ?b .SERVICE {call} }}",
        "other blanks": f"SELECT * {{ SERVICE\x0c{call} }}",
        "long s": f"SELECT * {{ \u017fERVICE {call} }}",
    }


@pytest.mark.parametrize("way", calling(""))
def test_no_service_is_called(way: str, listener: str, shared_service: Inside) -> None:
    query = calling(listener)[way]
    for answer in (
        shared_service.client.post("/sparql", content=query.encode(), headers=QUERY),
        shared_service.client.get("/editor", params={"query": query}, headers={"Accept": HTML}),
        shared_service.client.post("/editor", data={"query": query}, headers={"Accept": HTML}),
    ):
        sound(answer)
        assert answer.status_code == (400 if "html" not in answer.headers["content-type"] else 200)


SECRET = "a word that only the file has"  # noqa: S105


@pytest.fixture
def secret(tmp_path: Path) -> str:
    """Give the address of a file of triples on this machine."""
    path = tmp_path / "secret.nt"
    path.write_text(f'<x:a> <x:b> "{SECRET}" .\n')
    return path.as_uri()


def test_no_graph_is_fetched(listener: str, secret: str, shared_service: Inside) -> None:
    """Graphs are those that the service has; whatever else is named is empty or refused."""
    everything = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    for place in (listener, secret, secret.removeprefix("file://")):
        queries = [
            f"SELECT * FROM <{place}> FROM NAMED <{place}> {everything}",  # noqa: S608
            f"SELECT * {{ GRAPH <{place}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ ?s <{place}>* ?o FILTER (?s = <{place}>) FILTER (?o != ?s) }}",
        ]
        for asked in queries:
            answer = sound(shared_service.client.get("/sparql", params={"query": asked}), 200, 400)
            assert empty(answer), asked
        described = shared_service.client.get("/sparql", params={"query": f"DESCRIBE <{place}>"})
        assert sound(described, 200, 400).status_code == 400 or not described.text.strip()
        for name in ("default-graph-uri", "named-graph-uri"):
            params = {"query": f"SELECT * {everything}", name: place}
            answer = sound(shared_service.client.get("/sparql", params=params), 200, 400)
            assert empty(answer), name
        for target in (
            f"/graph-store?graph={quote(place, safe='')}",
            f"/graph/{quote(place, safe='')}",
            f"/id/{quote(place, safe='')}",
            f"/q/year?year={quote(place, safe='')}",
            f"/exports/{quote(place, safe='')}",
            f"/{place}",
        ):
            answer = shared_service.client.get(target)
            assert answer.status_code in {400, 404}
            assert SECRET not in answer.text


def empty(answer: httpx2.Response) -> bool:
    assert SECRET not in answer.text
    return answer.status_code == 400 or answer.json()["results"]["bindings"] == []


def test_no_proxy(listener: str, served: Outside) -> None:
    """An address of another server in the first line of a request leads nowhere."""
    place = listener.removeprefix("http://").partition("/")[0]
    for method, target in (("GET", listener), ("CONNECT", place), ("GET", f"//{place}/x")):
        got = raw(served.address, request(target, method=method, host=place))
        assert got.statuses in ([400], [404]), target
        bearable(got.statuses[0], got.headers, got.content)


# Changes


UPDATES = {
    "INSERT DATA": "INSERT DATA { <x:a> <x:b> <x:c> }",
    "DELETE WHERE": "DELETE WHERE { ?s ?p ?o }",
    "CLEAR": "CLEAR ALL",
    "DROP": "DROP SILENT DEFAULT",
    "LOAD": "LOAD <{}>",
    "LOAD INTO": "LOAD SILENT <{}> INTO GRAPH <x:g>",
    "COPY": "COPY DEFAULT TO <x:g>",
    "with a prologue": "# ASK\nBASE <{}> PREFIX select: <x:> DELETE WHERE { ?s ?p ?o }",
    "behind a query": "ASK { } ; DROP ALL",
    "behind a query and a line": "ASK { } \n INSERT DATA { <x:a> <x:b> <x:c> }",
}


def content(service: Inside, occasion: str) -> tuple[object, ...]:
    """Tell what the service has, asked anew."""
    query = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } # "
    counted = service.client.get("/sparql", params={"query": query + occasion}).json()
    loaded = service.client.get("/sparql", params={"query": f"ASK {{ <x:a> ?p ?o }} # {occasion}"})
    return counted["results"]["bindings"][0]["n"]["value"], loaded.json()["boolean"]


@pytest.mark.parametrize("kind", UPDATES)
def test_updates_are_refused(kind: str, listener: str, shared_service: Inside) -> None:
    client, text = shared_service.client, UPDATES[kind].replace("{}", listener)
    before = content(shared_service, f"before {kind}")
    for form in ("query", "update"):
        sound(client.get("/sparql", params={form: text}), 400)
        sound(client.post("/sparql", data={form: text}), 400, 403)
    sound(client.post("/sparql", data={"query": "ASK {}", "update": text}), 400)
    sound(client.post("/sparql", content=text, headers=UPDATE), 403)
    sound(client.post("/sparql", content=text, headers=QUERY), 400)
    sound(client.post("/sparql", params={"update": text}, content="ASK {}", headers=QUERY), 400)
    sound(client.get("/editor", params={"query": text}, headers={"Accept": HTML}), 200, 400)
    sound(client.post("/editor", data={"query": text}, headers={"Accept": HTML}), 200, 400)
    sound(client.get("/q/year", params={"year": text}), 400)
    assert content(shared_service, f"after {kind}") == before


@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE", "MKCOL", "PROPPATCH", "LOCK"])
def test_writing_methods_are_refused(method: str, listener: str, shared_service: Inside) -> None:
    """By no door; and no context of JSON-LD is fetched, since nothing is read."""
    before = content(shared_service, f"before {method}")
    document = f'{{"@context": "{listener}", "@id": "x:a", "x:b": 1}}'
    for address in (
        *("graph-store?default", f"graph-store?graph={quote(listener)}", "graph/facts", "health"),
        *("id/state-russia", "q/year", "exports/azru.ttl", "dataset", "assets/style.css", ""),
    ):
        answer = shared_service.client.request(
            method,
            f"/{address}",
            content=document,
            headers={"Content-Type": "application/ld+json", "X-HTTP-Method-Override": "PUT"},
        )
        sound(answer, 405)
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    if method != "POST":
        sound(shared_service.client.request(method, "/sparql", content=document), 405)
    assert content(shared_service, f"after {method}") == before


# Words on what is wrong


def test_errors_tell_nothing_of_the_machine(shared_service: Inside) -> None:
    """Nor does the log of requests go to whoever asks."""
    client = shared_service.client
    asked: Iterable[tuple[str, str, Mapping[str, str], bytes, int]] = (
        ("GET", "/sparql?query=%FF", {}, b"", 400),
        ("GET", "/sparql?query=SELECT", {}, b"", 400),
        ("GET", "/sparql?query=ASK%7B%7D", {"Accept": "image/png"}, b"", 406),
        ("POST", "/sparql", QUERY, b"\xff\xfe", 400),
        ("POST", "/sparql", QUERY, b"ASK {" + b" " * (1 << 20) + b"}", 413),
        ("POST", "/sparql", {"Content-Type": "application/json"}, b"{}", 415),
        ("POST", "/sparql", {"Content-Type": "multipart/form-data; boundary=x"}, b"--x--", 415),
        ("POST", "/sparql", {**QUERY, "Content-Encoding": "gzip"}, b"\x1f\x8b", 400),
        ("POST", "/sparql", FORM, b"&" * 5000 + b"query=ASK%7B%7D", 400),
        ("GET", "/" + "x" * 20_000, {}, b"", 414),
        ("GET", "/health", {"X-Long": "x" * 40_000}, b"", 431),
        ("GET", "/pictures/causes-nothing.svg", {}, b"", 404),
        ("GET", "/q/year?year=1e999", {}, b"", 400),
        ("GET", "/scheme/%00", {}, b"", 404),
    )
    for method, target, headers, body, status in asked:
        for accept in ("application/json, */*;q=0.1", "text/html, */*;q=0.1"):
            given = {"Accept": accept, **headers}
            answer = client.request(method, target, headers=given, content=body)
            sound(answer, status)
            guarded(answer)
