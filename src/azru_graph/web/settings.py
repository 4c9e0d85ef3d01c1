"""What a service serves, and the limits it keeps."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.files import opened

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Limits", "Source"]

_PART = 1 << 20


class Limits(NamedTuple):
    """The limits of a service.

    Attributes:
        seconds: How long a query of a client may run.
        own_seconds: How long a page, a stored question, a picture or an export may take.
        memory: Bytes that a worker for queries of clients may take, beside the data that it shares
            with the others.
        own_memory: Bytes that a worker for all else may take.
        rows: Rows of an answer to a client's query; the rest is cut off.
        content: Bytes of an answer.
        workers: Processes for the queries of clients, and as many for all else.
        queue: Requests that may wait for a worker.
        body: Bytes of a request's body.
        target: Bytes of a request's path with its query string.
        head: Bytes of a request's headers.
        kept: Bytes of answers that are kept to be given again.
    """

    seconds: float = 10
    own_seconds: float = 60
    memory: int = 1 << 30
    own_memory: int = 1 << 31
    rows: int = 10_000
    content: int = 1 << 26
    workers: int = 2
    queue: int = 32
    body: int = 1 << 20
    target: int = 1 << 14
    head: int = 1 << 15
    kept: int = 1 << 26

    @property
    def in_words(self) -> str:
        """Those that whoever writes a query wants to know.

        >>> Limits().in_words
        'A query may take 10 seconds and 1,024 MB; after 10,000 rows an answer is cut off.'
        """
        return (
            f"A query may take {self.seconds:g} seconds and {self.memory >> 20:,} MB;"
            f" after {self.rows:,} rows an answer is cut off."
        )


class Source(NamedTuple):
    """What is served: files, or a store on disk, or another endpoint.

    Attributes:
        data: RDF files, to which the ontology comes; they are not looked at where one of the next
            is given.
        store: Directory of a store on disk.
        endpoint: Address of a SPARQL endpoint.
        timeout: Seconds that the endpoint may take; None means the usual.
        copy: A reader's copy of the article, to be shown beside the claims; None shows none.
    """

    data: tuple[Path, ...] = ()
    store: Path | None = None
    endpoint: str | None = None
    timeout: float | None = None
    copy: Path | None = None

    @property
    def lasts(self) -> bool:
        """Whether the data stays what it is while the service runs."""
        return self.endpoint is None

    def version(self) -> str:
        """Give a digest of the data, in hexadecimal digits; '' for an endpoint, which may change.

        Raises:
            MissingFileError: A file cannot be read, or the store is not there.
            DataError: The store is damaged.
        """
        from azru_graph.files import ontology_files

        if self.endpoint is not None:
            return ""
        digest = blake2b(digest_size=10)
        if self.store is not None:
            from azru_graph.engines.disk import OnDisk

            OnDisk(self.store)  # shows that it can be opened
            # Written anew with every change of a store, and small.
            paths = sorted(self.store.glob("MANIFEST-*"))
        else:
            paths = [*self.data, *ontology_files()]
        for path in paths:
            with opened(path) as file:
                while part := file.read(_PART):
                    digest.update(part)
            digest.update(b"\0" + path.name.encode())
        return digest.hexdigest()
