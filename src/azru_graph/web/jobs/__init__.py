"""What workers are asked to make: the table of jobs.

A job is a function ``make(opened, **given)`` that gives a `Made`; what is given is plain JSON. It
runs in a worker, never in the serving process, so that it may take its time, be killed, and read
what strangers wrote. Its module is loaded with the first such job.
"""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azru_graph.engines import Engine
    from azru_graph.exports import Content
    from azru_graph.pages import Site
    from azru_graph.web.settings import Limits, Source

__all__ = ["JOBS", "UNKNOWN", "Made", "Opened", "done"]

UNKNOWN = "application/octet-stream"  # the media type of what has none of its own

# Job → the module here whose function ``make`` does it.
JOBS = {
    "description": "describing",
    "document": "documents",
    "edited": "edited",
    "export": "exported",
    "file": "written",
    "graph": "graphed",
    "openapi": "openapi",
    "page": "shown",
    "picture": "drawn",
    "question": "answered",
    "questions": "listed",
    "sparql": "asked",
}


class Made(NamedTuple):
    """What a job gives.

    Attributes:
        content: The bytes.
        kind: Their media type.
        headers: Further headers of the answer.
        lasts: The same job gives the same again, as long as the data is what it is.
        status: The status of the answer.
    """

    content: bytes
    kind: str
    headers: Mapping[str, str] = {}
    lasts: bool = True
    status: int = 200


class Opened:
    """What is served, as a worker has it; each part is opened when it is first needed."""

    def __init__(self, source: Source, version: str, limits: Limits | None = None) -> None:
        """Take what is served.

        Args:
            source: What is served.
            version: The digest of its data; '' where it may change.
            limits: The limits that pages tell of; None tells of none.
        """
        self.source = source
        self.version = version
        self._limits = limits

    @cached_property
    def engine(self) -> Engine:
        """What answers queries.

        Of files, the default graph has all of them merged; besides, the graph of each part has its
        own, named as in the exports that have named graphs.
        """
        from azru_graph.engines import opened

        source = self.source
        parts = None if source.store or source.endpoint else self.content.graphs
        return opened(
            self.content.files if parts else (),
            store=source.store,
            endpoint=source.endpoint,
            timeout=source.timeout,
            parts=parts,
        )

    @cached_property
    def content(self) -> Content:
        """What is exported: the files. Nothing of a store or an endpoint is in it."""
        from azru_graph.exports.content import content_of

        return content_of(self.source.data)

    @property
    def site(self) -> Site:
        """The pages: they keep what they have read, so there are new ones where it may change."""
        return self._site if self.source.lasts else self._pages()

    @cached_property
    def _site(self) -> Site:
        return self._pages()

    def _pages(self) -> Site:
        from azru_graph.copies import read_copy
        from azru_graph.pages import Site

        source = self.source
        return Site(
            self.engine,
            files=() if source.store or source.endpoint else source.data,
            version=self.version,
            copy=read_copy(self.engine, source.copy) if source.copy else None,
            limits=self._limits.in_words if self._limits else "",
        )

    def load(self) -> None:
        """Load what every worker needs, before they are forked off.

        Raises:
            AzruError: It cannot be loaded.
        """
        import jinja2  # noqa: F401
        import rdflib  # noqa: F401 - its graphs are what triples are written from

        import azru_graph.exports.rdf
        import azru_graph.results.w3c
        import azru_graph.turtle
        import azru_graph.web.jobs.asked  # noqa: F401
        from azru_graph.files import read_text

        if self.source.copy is not None:
            read_text(self.source.copy)
        if self.source.endpoint is not None:
            self.engine.query("ASK { }")
        elif self.source.store is None:  # which has threads, and these do not survive a fork
            _ = self.site


def done(opened: Opened, job: str, given: Mapping[str, Any]) -> Made:
    """Do a job; raises Problem or AzruError where it cannot be done."""
    made: Made = import_module(f"azru_graph.web.jobs.{JOBS[job]}").make(opened, **given)
    return made
