"""The job of describing the service for programs, as OpenAPI 3.1 has it.

What the questions take comes from their headers; all other addresses are told of in `PATHS`. The
server is given relative to the description, so that it holds wherever the service is mounted.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from azru_graph import __version__
from azru_graph.exports.about import about
from azru_graph.headers import TYPES
from azru_graph.names import names
from azru_graph.queries import catalogue
from azru_graph.terms import compact
from azru_graph.web.jobs import Made
from azru_graph.web.jobs.asked import ROWS, TRIPLES
from azru_graph.web.jobs.served import content, kept
from azru_graph.web.kinds import ANSWERS, DOCUMENTS, RDF
from azru_graph.web.responses import HTML

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from azru_graph.headers import Parameter
    from azru_graph.queries import Query
    from azru_graph.web.jobs import Opened

__all__ = ["PATHS", "make"]

# Type of a parameter → its schema, and a value that it may have.
_SCHEMAS: dict[str, tuple[dict[str, Any], object]] = {
    "boolean": ({"type": "boolean"}, True),
    "choice": ({"type": "string"}, ""),
    "date": ({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}, "1993-06-30"),
    "decimal": ({"type": "number"}, 12.5),
    "integer": ({"type": "integer"}, 12),
    "iri": ({"type": "string"}, "id:state-russia"),
    "last-date": ({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}, "1993-06-30"),
    "string": ({"type": "string"}, "oil"),
    "year": ({"type": "string", "pattern": "^[0-9]{4}$"}, "1993"),
}
_JSON = "application/json"
_PROBLEM = "application/problem+json"
_TEXT = {"type": "string"}
# RFC 9457, section 3.1, and the member that says how to mend it.
_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "remedy": _TEXT,
    },
}
_FAULTS = {
    400: "What is asked means nothing here",
    404: "There is nothing of that name",
    403: "Updates are refused",
    406: "None of the formats asked for is on offer",
    413: "The body is too large",
    415: "A body of that type is no query",
    503: "There is too much to do, or it takes too long",
}


class _Path(NamedTuple):
    """What is told of an address other than a question.

    Attributes:
        summary: What it gives.
        kinds: The media types that it gives.
        faults: The statuses of what may be wrong, keys of `_FAULTS`.
        path: Names in the path → an example.
        query: Names in the query string → an example.
    """

    summary: str
    kinds: Iterable[str]
    faults: tuple[int, ...] = ()
    path: Mapping[str, str] = {}
    query: Mapping[str, str] = {}


_QUERY = {"query": "SELECT * { ?s ?p ?o } LIMIT 5"}
_GRAPH = {"graph": "https://w3id.org/azru/graph/facts"}
_ALL_KINDS = [*ROWS, *TRIPLES]
# Path as OpenAPI has it → what is at it, whatever is asked.
PATHS: dict[str, _Path] = {
    "/.well-known/void": _Path("The dataset, in VoID", RDF.values(), (406,)),
    "/exports/{file}": _Path(
        "A file of the exports", ["*/*"], (404, 503), path={"file": "azru.jsonld"}
    ),
    "/graph-store": _Path(
        "A graph, by the Graph Store Protocol", RDF.values(), (400, 404, 406), query=_GRAPH
    ),
    "/graph/{name}": _Path("A named graph", RDF.values(), (404, 406), path={"name": "editorial"}),
    "/health": _Path("Whether the service is well", [_JSON]),
    "/id/{name}": _Path(
        "An entity, a record or a claim",
        DOCUMENTS.values(),
        (404, 406),
        path={"name": "state-russia"},
    ),
    "/metrics": _Path("Figures, for Prometheus", ["text/plain"]),
    "/openapi.json": _Path("This description", [_JSON]),
    "/pictures/{file}": _Path(
        "A picture",
        ["image/svg+xml", "image/png", "application/pdf", "text/plain"],
        (404, 503),
        path={"file": "actors-visit-column.svg"},
    ),
    "/q/{question}.{suffix}": _Path(
        "The answer to a stored question in a format, with the question's own parameters",
        ANSWERS.values(),
        (400, 404, 503),
        path={"question": "year", "suffix": "csv"},
    ),
    "/questions.json": _Path("The stored questions", [_JSON]),
    "/scheme/{name}": _Path(
        "A concept", DOCUMENTS.values(), (404, 406), path={"name": "event-visit"}
    ),
    "/sparql": _Path(
        "Answers a query; without one, the description of the endpoint",
        _ALL_KINDS,
        (400, 406, 503),
        query=_QUERY,
    ),
    **{
        f"/{place}": _Path(f"The {told}", DOCUMENTS.values(), (406,))
        for place, told in {
            "dataset": "dataset, in VoID",
            "ontology": "classes and properties",
            "project": "makers of the graph",
            "relation": "relations inside claims",
            "scheme": "concept schemes",
            "shapes": "shapes of the data",
        }.items()
    },
}


def make(opened: Opened) -> Made:
    """Write the description."""
    told = about(content(opened))
    info: dict[str, Any] = {
        "title": told.title,
        "summary": "Stored questions, SPARQL, linked data and files of the graph",
        "version": told.version or __version__,
    }
    if told.licenses:
        info["license"] = {"name": "the licence of the data", "url": told.licenses[0]}
    paths = {path: {"get": _operation(path, one)} for path, one in PATHS.items()}
    paths["/sparql"]["post"] = _posted(paths["/sparql"]["get"])
    for one in catalogue("questions").values():
        paths[f"/q/{one.name}"] = {"get": _question(opened, one)}
    described = {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": "."}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "responses": {
                "known": {"description": "What the client has, by If-None-Match, is still true"},
                "rows": _answer(ANSWERS.values()),
                **{str(status): _fault(what) for status, what in _FAULTS.items()},
            },
            "schemas": {"Problem": _PROBLEM_SCHEMA},
        },
    }
    written = json.dumps(described, ensure_ascii=False, indent=1) + "\n"
    return Made(written.encode(), _JSON)


def _operation(path: str, one: _Path) -> dict[str, Any]:
    return {
        "operationId": re.sub(r"[^a-z]+", "-", path).strip("-"),
        "summary": one.summary,
        "parameters": [
            {
                "name": name,
                "in": place,
                "required": place == "path",
                "schema": {"type": "string"},
                "example": example,
            }
            for place, given in (("path", one.path), ("query", one.query))
            for name, example in given.items()
        ],
        "responses": {"200": _answer(one.kinds), **_others(one.faults)},
    }


def _posted(got: Mapping[str, Any]) -> dict[str, Any]:
    """Tell of a query that comes in the body."""
    form = {"type": "object", "required": ["query"], "properties": {"query": _TEXT}}
    return {
        "operationId": "sparql-post",
        "summary": "Answers a query",
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": _TEXT},
                "application/x-www-form-urlencoded": {"schema": form},
            },
        },
        "responses": {**got["responses"], **_others((403, 413, 415))},
    }


def _question(opened: Opened, one: Query) -> dict[str, Any]:
    header = one.header
    return {
        "operationId": f"q-{one.name}",
        "summary": header.summary,
        "description": header.description,
        "tags": list(header.tags),
        "parameters": [_parameter(opened, own) for own in header.parameters.values()],
        "responses": {"200": _part("responses/rows"), **_others((400, 406, 503))},
    }


def _parameter(opened: Opened, own: Parameter) -> dict[str, Any]:
    schema, example = _SCHEMAS[own.type]
    if own.choices:
        schema = {**schema, "enum": list(own.choices)}
        example = own.choices[0]
    elif own.type == "iri":
        example = _entity(opened, own.within) or example
    return {
        "name": own.name,
        "in": "query",
        "required": False,
        "description": f"{own.help} Give {TYPES[own.type]}.".strip(),
        # Of several values any may match.
        "style": "form",
        "explode": True,
        "schema": {"type": "array", "items": schema},
        "example": [example],
    }


@kept(64)
def _entity(opened: Opened, within: str | None) -> str:
    """Give an entity of a class or concept scheme, as one writes it; '' where there is none."""
    return next((compact(one.entity.value) for one in names(opened.engine, within)), "")


def _answer(kinds: Iterable[str]) -> dict[str, Any]:
    return {
        "description": "What is asked for",
        "content": {kind: {"schema": {}} for kind in dict.fromkeys(kinds)},
    }


def _others(faults: Iterable[int]) -> dict[str, Any]:
    """Tell of the other statuses that an address may answer with."""
    return {"304": _part("responses/known")} | {
        str(status): _part(f"responses/{status}") for status in faults
    }


def _fault(what: str) -> dict[str, Any]:
    schemas = {_PROBLEM: _part("schemas/Problem"), HTML: {"type": "string"}}
    return {
        "description": what,
        "content": {kind: {"schema": schema} for kind, schema in schemas.items()},
    }


def _part(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{name}"}
