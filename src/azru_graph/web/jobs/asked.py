"""The job of answering a client's query, in a worker."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from azru_graph import results, syntax
from azru_graph.engines import Dataset
from azru_graph.errors import AzruError
from azru_graph.terms import BASE
from azru_graph.web.jobs import Made
from azru_graph.web.problems import Problem, not_acceptable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azru_graph.web.jobs import Opened

__all__ = ["ROWS", "TRIPLES", "make"]

# Media type → the format of that name; the first is the preferred one. The names of the W3C come
# first, and others by which clients ask for the same.
ROWS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
TRIPLES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    # Each holds the former as a part of it: of a dataset, the default graph alone.
    "application/trig": "turtle",
    "application/n-quads": "ntriples",
}

_TRIPLE_FORMS = {"CONSTRUCT", "DESCRIBE"}
_FRESH = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\s*\(", re.IGNORECASE)


def make(  # noqa: PLR0913 - all by name but one
    opened: Opened,
    *,
    text: str,
    default: Sequence[str],
    named: Sequence[str],
    rows: str | None,
    triples: str | None,
    most: int,
) -> Made:
    """Answer a query.

    Args:
        opened: What is asked.
        text: SPARQL; the prefixes of the graph need not be declared, and its base is taken for
            that of relative IRIs.
        default: IRIs of the graphs that make up the default graph.
        named: IRIs of the named graphs. Where both are empty, the query or the service decides.
        rows: The media type for rows or a truth value; None where the client takes none.
        triples: That for triples.
        most: Rows at most; that there are more, a header says.

    Raises:
        Problem: The client does not take what the query gives, or its format cannot hold it.
        AzruError: As the engine raises it.
    """
    form = syntax.form(text)
    kind, offers = (triples, TRIPLES) if form in _TRIPLE_FORMS else (rows, ROWS)
    if kind is None:
        raise not_acceptable([*offers])
    asked = syntax.with_prefixes(text, base=BASE)
    dataset = Dataset(default, named) if default or named else None
    answer = opened.engine.query(asked, dataset=dataset, most=most)
    headers = {"Vary": "Accept"}
    lasts = not _FRESH.search(syntax.blank(text))
    if isinstance(answer, results.Table) and answer.cut:
        headers["Azru-Cut"] = answer.cut
    try:
        content = _written(answer, offers[kind])
    except AzruError as error:
        # The answer is good, but this format has no place for it.
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, error.what, remedy=error.remedy) from error
    return Made(content, kind, headers, lasts)


def _written(answer: results.Result, form: str) -> bytes:
    if isinstance(answer, results.Triples):
        from azru_graph.exports.rdf import triples_as

        return triples_as(answer, form)
    return results.write(answer, form)
