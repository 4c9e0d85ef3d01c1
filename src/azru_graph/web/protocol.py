"""The SPARQL 1.1 Protocol at ``/sparql``, for queries; updates are refused.

An update is understood and refused, so its status is 403 (RFC 9110, section 15.5.4), whether it
comes in a form or as a body of its own. Besides what the protocol has, ``format`` names the format
of the answer, as in the command line, for links and forms, which cannot send an Accept header. It
is passed over where it names none that fits: some clients send other words in it.
"""

from __future__ import annotations

import asyncio
import codecs
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from azru_graph.web.description import describe
from azru_graph.web.jobs.asked import ROWS, TRIPLES
from azru_graph.web.negotiation import best
from azru_graph.web.problems import Problem
from azru_graph.web.responses import HTML, Answer
from azru_graph.web.routes import Route, fields, service

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["FORM", "FORMATS", "ROUTES", "body", "form"]

FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_LONGEST_KEPT = 1 << 14  # bytes of a body

# Name of a format, as in the command line → its media type.
FORMATS = {
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "xml": "application/sparql-results+xml",
}


async def _answer(request: Request) -> Answer:
    """Answer a query, however it comes; to a bare GET, describe the endpoint."""
    if request.method != "POST" and not request.scope["query_string"]:
        return await describe(request)
    own = service(request)
    accept = request.headers.get("accept")
    content = await body(request) if request.method == "POST" else b""
    told = request.scope["query_string"], request.headers.get("content-type")
    # A query as long as this is made by a program, and hardly asked again.
    key = ("sparql", accept, *told, content) if len(content) <= _LONGEST_KEPT else None
    if key and (kept := own.recalled(key)):
        return kept
    given = await _given(request, content)
    if request.method != "POST" and given.keys() == {"query"} and _reads_pages(accept):
        # A link to a query that somebody opens: the editor shows the query with its answer.
        asked = urlencode({"query": given["query"][0], "view": "table"})
        place = {"Location": f"editor?{asked}", "Vary": "Accept"}
        return Answer(b"", HTML, status=HTTPStatus.SEE_OTHER, headers=place)
    rows, triples = _kinds(accept, given.get("format", []))
    return await own.ask(
        request,
        key,
        "sparql",
        text=given["query"][0],
        default=given.get("default-graph-uri", []),
        named=given.get("named-graph-uri", []),
        rows=rows,
        triples=triples,
        most=own.limits.rows,
    )


def _reads_pages(accept: str | None) -> bool:
    """Whether a client likes a page better than any format of an answer, as browsers do."""
    return accept is not None and best(accept, [*ROWS, *TRIPLES, HTML]) == HTML


async def _given(request: Request, content: bytes) -> dict[str, list[str]]:
    """Read the parameters: name → texts; among them is one query.

    Raises:
        Problem: There is no query, or more than one, or an update.
    """
    given = fields(request.scope["query_string"])
    if request.method == "POST":
        kind, _, parameters = request.headers.get("content-type", "").partition(";")
        kind = kind.strip().lower()
        _refuse_kind(kind, parameters)
        more = await form(content) if kind == FORM else {"query": [_decoded(content)]}
        for name, texts in more.items():
            given[name] = [*given.get(name, ()), *texts]
    queries = len(given.get("query", []))
    if "update" in given and not queries and request.method == "POST":
        raise _read_only()
    if queries != 1 or "update" in given:
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            "no query is given" if not queries else "more than one query, or an update, is given",
            remedy="give one parameter named query",
        )
    return given


def _refuse_kind(kind: str, parameters: str) -> None:
    """Refuse a body of another type or encoding than a query may have."""
    if kind == _UPDATE:
        raise _read_only()
    if kind not in {FORM, _QUERY}:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"a query comes as {_QUERY} or {FORM}",
            headers={"Accept-Post": f"{_QUERY}, {FORM}"},
        )
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().lower().partition("=")
        if name == "charset" and value.strip('"') not in {"utf-8", "utf8"}:
            raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "a query is encoded as UTF-8")


def _read_only() -> Problem:
    return Problem(
        HTTPStatus.FORBIDDEN,
        "updates are refused: this service only reads",
        remedy="start with SELECT, ASK, CONSTRUCT or DESCRIBE, in a parameter named query",
    )


def _decoded(text: bytes) -> str:
    try:
        return text.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        raise Problem(HTTPStatus.BAD_REQUEST, "the query is not UTF-8") from None


def _kinds(accept: str | None, forms: list[str]) -> tuple[str | None, str | None]:
    """Choose the media types for rows and for triples; None where a client takes none."""
    named = [FORMATS[form] for form in forms if form in FORMATS]
    rows, triples = (
        next((kind for kind in named if kind in offers), None) or best(accept, tuple(offers))
        for offers in (ROWS, TRIPLES)
    )
    return rows, triples


async def body(request: Request) -> bytes:
    """Read the body of a request; raises Problem where it is larger than the limit."""
    most = service(request).limits.body
    announced = request.headers.get("content-length", "")
    content = b""
    if not (announced.isdecimal() and int(announced) > most):
        try:
            async with asyncio.timeout(service(request).limits.own_seconds):
                async for part in request.stream():
                    content += part
                    if len(content) > most:
                        break
                else:
                    return content
        except TimeoutError:
            raise Problem(
                HTTPStatus.REQUEST_TIMEOUT,
                "the body of the request does not come to its end",
                headers={"Connection": "close"},
            ) from None
    raise Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"the body of the request is larger than {most} bytes",
        limit={"name": "body", "value": most},
        headers={"Connection": "close"},
    )


async def form(content: bytes) -> dict[str, list[str]]:
    """Read a form as `fields` does, in a thread: a large one may take a quarter of a second."""
    return await asyncio.to_thread(fields, content)


ROUTES = (Route("/sparql", _answer, ("GET", "POST")),)
