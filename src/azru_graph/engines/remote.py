"""A SPARQL endpoint somewhere else, asked by HTTP.

Queries go out as the SPARQL 1.1 Protocol has it in section 2.1.2, by POST as a form: a body of type
``application/sparql-query`` makes some servers hang. All are reads, so they may be asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from azru_graph import syntax
from azru_graph.engines.answers import cut
from azru_graph.engines.received import read_rows, read_triples
from azru_graph.engines.server import Answer, Server, Service, authorization
from azru_graph.errors import AzruError, RefusedError, SparqlSyntaxError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from azru_graph.engines import Dataset
    from azru_graph.results import Result

__all__ = ["TIMEOUT", "Remote", "authorization"]

TIMEOUT = 60.0  # seconds

_ROWS = "application/sparql-results+json, application/json;q=0.5"
_TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_ACCEPT = {"SELECT": _ROWS, "ASK": _ROWS, "CONSTRUCT": _TRIPLES, "DESCRIBE": _TRIPLES}
_SERVICE = Service("SPARQL endpoint", "/sparql or /query", "raise --timeout, or ask for less")
_FAULTY = 400  # the status of a query that is none


class Remote:
    """A SPARQL endpoint; its default graph must hold what a query asks about."""

    def __init__(
        self,
        url: str,
        *,
        timeout: float = TIMEOUT,
        authorization: str | None = None,
        pause: float = 0.5,
    ) -> None:
        """Take the address; nothing is sent yet. Arguments and errors are those of ``Server``."""
        self._server = Server(
            url, _SERVICE, timeout=timeout, authorization=authorization, pause=pause
        )

    def query(
        self,
        text: str,
        *,
        path: Path | None = None,
        dataset: Dataset | None = None,
        most: int | None = None,
    ) -> Result:
        """Answer a query, as ``Engine`` says."""
        syntax.refuse(text, path)
        form = syntax.form(text)
        if form not in _ACCEPT:
            syntax.columns(text, path=path)  # says what is wrong with it
        kind, content = self._ask(text, _ACCEPT.get(form, _ROWS), path, dataset)
        try:
            if _ACCEPT.get(form) == _TRIPLES:
                return read_triples(content, kind)
            return cut(read_rows(content, kind, ask=form == "ASK"), most)
        except ValueError as error:
            raise self._server.fault(str(error)) from error

    def _ask(self, text: str, accept: str, path: Path | None, dataset: Dataset | None) -> Answer:
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            fields = [("query", text)]
            if dataset is not None:
                fields += [("default-graph-uri", iri) for iri in dataset.default]
                fields += [("named-graph-uri", iri) for iri in dataset.named]
            return self._server.send("POST", headers, urlencode(fields).encode(), again=True)
        except RefusedError as refusal:
            if refusal.status == _FAULTY:
                raise self._faulty(text, path, refusal.said) from refusal
            raise

    def _faulty(self, text: str, path: Path | None, said: str) -> AzruError:
        """Say what is wrong with a query in which the endpoint finds a fault."""
        try:
            syntax.columns(text, path=path)
        except SparqlSyntaxError as fault:
            return fault
        except UsageError:
            pass  # beyond the engine here, which is no reason against it there
        what = f"the endpoint {self._server.url} finds a fault in the query{said}"
        return UsageError(what, path=path, remedy="mend the query, or ask another endpoint")
