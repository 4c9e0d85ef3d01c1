"""The job of describing the service for programs, as OpenAPI 3.1 has it.

What the questions take comes from their headers; all other addresses are told of in `PATHS`. The
server is given relative to the description, so that it holds wherever the service is mounted.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from azru_graph import __version__
from azru_graph.exports.about import about
from azru_graph.headers import TYPES
from azru_graph.queries import catalogue
from azru_graph.web.asked import ROWS as RESULTS
from azru_graph.web.asked import TRIPLES
from azru_graph.web.jobs import Made
from azru_graph.web.kinds import DOCUMENTS, RDF, ROWS
from azru_graph.web.responses import HTML
from azru_graph.web.served import content

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
_FAULTS = {
    400: "What is asked means nothing here",
    404: "There is nothing of that name",
    406: "None of the formats asked for is on offer",
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
_ALL_KINDS = [*RESULTS, *TRIPLES]
# Path of a route → what is at it; a path of several names stands for each.
PATHS: dict[str, _Path] = {
    "/.well-known/void": _Path("The dataset, in VoID", RDF.values(), (406,)),
    "/exports/{file}": _Path(
        "A file of the exports", ["*/*"], (404, 503), path={"file": "azru.ttl"}
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
        path={"file": "causes-column.svg"},
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
    paths: dict[str, Any] = {path: {"get": _operation(path, one)} for path, one in PATHS.items()}
    for one in catalogue("questions").values():
        paths |= _question(one)
    described = {
        "openapi": "3.1.0",
        "info": {
            "title": told.title,
            "summary": "Stored questions, SPARQL, linked data and files of the graph",
            "version": told.version or __version__,
            **(
                {"license": {"name": told.licenses[0], "url": told.licenses[0]}}
                if told.licenses
                else {}
            ),
        },
        "servers": [{"url": "."}],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": {"Problem": _problem_schema()}},
    }
    written = json.dumps(described, ensure_ascii=False, indent=1) + "\n"
    return Made(written.encode(), _JSON)


def _operation(path: str, one: _Path) -> dict[str, Any]:
    return {
        "operationId": path.strip("/").replace("{", "").replace("}", ""),
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
        "responses": _responses(one.kinds, one.faults),
    }


def _question(one: Query) -> dict[str, Any]:
    """Tell of a question at its address, in any format, and with a suffix."""
    header = one.header
    parameters = [_parameter(own) for own in header.parameters.values()]
    shared = {
        "summary": header.summary,
        "description": header.description,
        "tags": list(header.tags),
    }
    suffix = {
        "name": "suffix",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": list(ROWS)},
        "example": "csv",
    }
    faults = (400, 503)
    return {
        f"/q/{one.name}": {
            "get": {
                "operationId": f"q-{one.name}",
                **shared,
                "parameters": parameters,
                "responses": _responses(ROWS.values(), (*faults, 406)),
            }
        },
        f"/q/{one.name}.{{suffix}}": {
            "get": {
                "operationId": f"q-{one.name}-suffix",
                **shared,
                "parameters": [suffix, *parameters],
                "responses": _responses(ROWS.values(), (*faults, 404)),
            }
        },
    }


def _parameter(own: Parameter) -> dict[str, Any]:
    schema, example = _SCHEMAS[own.type]
    given = {
        "name": own.name,
        "in": "query",
        "required": False,
        "description": f"{own.help} Give {TYPES[own.type]}.".strip(),
        "style": "form",
        "explode": True,
    }
    if own.choices:
        schema = {**schema, "enum": list(own.choices)}
        example = own.choices[0]
    # Of several values any may match.
    return {**given, "schema": {"type": "array", "items": schema}, "example": [example]}


def _responses(kinds: Iterable[str], faults: Iterable[int]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "200": {
            "description": "What is asked for",
            "content": {kind: {"schema": {}} for kind in dict.fromkeys(kinds)},
        },
        "304": {"description": "What the client has, by If-None-Match, is what there is"},
    }
    for status in sorted(faults):
        found[str(status)] = {
            "description": _FAULTS[status],
            "content": {
                _PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}},
                HTML: {"schema": {"type": "string"}},
            },
        }
    return found


def _problem_schema() -> dict[str, Any]:
    """RFC 9457, section 3.1."""
    text = {"type": "string"}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "remedy": text,
        },
    }
