"""What an endpoint sends, read leniently: rows and truth values as JSON, triples in RDF formats.

Rows follow "SPARQL 1.1 Query Results JSON Format". Beyond it is read what servers are seen to send:
``typed-literal``, truth values as texts, numbers or a table of one cell, a list of variables that
is missing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as store

from azru_graph.engines.answers import respelled, to_triples
from azru_graph.results import Boolean, Table
from azru_graph.terms import XSD, BlankNode, Iri, Literal

if TYPE_CHECKING:
    from azru_graph.results import Triples
    from azru_graph.terms import Term

__all__ = ["read_rows", "read_triples"]

_TRUTH = {"true": True, "1": True, "false": False, "0": False}


def read_rows(content: bytes, kind: str, *, ask: bool = False) -> Table | Boolean:
    """Read the answer to SELECT, or to ASK.

    Args:
        content: The answer.
        kind: Its media type, for the message where it is something else.
        ask: A truth value is wanted.

    Raises:
        ValueError: It is something else, or breaks off; the message says which.

    >>> read_rows(b'{"head": {}, "boolean": "true"}', "application/json", ask=True)
    Boolean(value=True)
    """
    try:
        document = json.loads(content)
    except ValueError as error:
        begins = content.lstrip()[:1] in {b"{", b"["}
        what = (
            "the answer breaks off" if begins else f"answers with {kind}, not with SPARQL results"
        )
        if not content.strip():
            what = "the answer is empty"
        raise ValueError(what) from error
    try:
        return _truth(document) if ask else respelled(_table(document))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        wanted = "truth value" if ask else "rows"
        raise ValueError(f"answers with JSON that holds no {wanted} of SPARQL") from error


def read_triples(content: bytes, kind: str) -> Triples:
    """Read the answer to CONSTRUCT or DESCRIBE; raises ValueError as ``read_rows`` does."""
    # Where a server names no type but that of any text, it is N-Triples if anything.
    form = store.RdfFormat.from_media_type(
        "application/n-triples" if kind == "text/plain" else kind
    )
    if form is None:
        raise ValueError(f"answers with {kind}, not with triples")
    try:
        return to_triples(content, form)
    except SyntaxError as error:
        raise ValueError(f"the answer breaks off, or is no {kind}") from error


def _truth(document: Any) -> Boolean:  # noqa: ANN401 - whatever JSON holds
    found = document
    if isinstance(document, dict):
        found = document.get("boolean")
    if found is None:
        inside = document["results"]
        found = inside.get("boolean")
    if found is None:
        ((cell,),) = (row.values() for row in inside["bindings"])
        found = cell["value"]
    return Boolean(_TRUTH[str(found).lower()])


def _table(document: dict[str, Any]) -> Table:
    rows = document["results"]["bindings"]
    names = document.get("head", {}).get("vars")
    if names is None:
        names = list(dict.fromkeys(name for row in rows for name in row))
    return Table(tuple(names), tuple(tuple(_term(row.get(name)) for name in names) for row in rows))


def _term(cell: dict[str, Any] | None) -> Term | None:
    if cell is None:
        return None
    value = str(cell["value"])
    match cell["type"]:
        case "uri" | "iri":
            return Iri(value)
        case "bnode":
            return BlankNode(value)
        case "literal" | "typed-literal":
            language = cell.get("xml:lang") or cell.get("lang") or ""
            if language:
                return Literal(value, language=language)
            return Literal(value, cell.get("datatype") or XSD + "string")
    raise ValueError
