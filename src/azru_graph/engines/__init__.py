"""Whatever answers SPARQL, behind one small interface.

`embedded` holds files in memory, `disk` a store on disk, `remote` asks a SPARQL endpoint, and
`inrdflib` an rdflib graph. The same query on the same data gives the same answer from each, to the
last sign: see `answers`. This is the one place that names a store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from azru_graph.results import Result

__all__ = ["Dataset", "Engine", "opened"]


class Dataset(NamedTuple):
    """The graphs that a query is asked of, instead of those that it names with FROM.

    As the SPARQL 1.1 Protocol has it in section 2.1.4: what is not named is empty.

    Attributes:
        default: IRIs of the graphs that make up the default graph.
        named: IRIs of the graphs that GRAPH may name.
    """

    default: Sequence[str] = ()
    named: Sequence[str] = ()


class Engine(Protocol):
    """Whatever answers SPARQL queries."""

    def query(
        self,
        text: str,
        *,
        path: Path | None = None,
        dataset: Dataset | None = None,
        most: int | None = None,
    ) -> Result:
        """Answer a query.

        Args:
            text: SPARQL 1.1, all prefixes declared.
            path: The file that it stands in, for the place of an error; None for a typed one.
            dataset: The graphs that it is asked of; None means what the query says, or else
                everything.
            most: Rows of a table that are wanted; None means all. Of the rest only is told that
                there is more.

        Returns:
            A Table for SELECT, a Boolean for ASK, Triples for CONSTRUCT and DESCRIBE.

        Raises:
            SparqlSyntaxError: The text is not SPARQL, is an update, or names a SERVICE.
            UsageError: It is SPARQL, but cannot be answered.
            DataError: The store is damaged.
            EndpointError: The endpoint cannot be reached, or does not answer as it must.
        """
        ...


def opened(
    files: Iterable[Path] = (),
    *,
    store: Path | None = None,
    endpoint: str | None = None,
    timeout: float | None = None,
    parts: Mapping[str, Sequence[Path]] | None = None,
) -> Engine:
    """Open what is to be asked; the module of each engine is loaded only for it.

    Args:
        files: RDF files to hold in memory, where neither of the next is given.
        store: Directory of a store on disk.
        endpoint: Address of a SPARQL endpoint; credentials are those of the environment.
        timeout: Seconds that a question to the endpoint may take; None means the usual.
        parts: Of the files, what is to be in a named graph as well: its IRI → its files.

    Raises:
        As `Embedded`, `OnDisk` and `Remote` do.
    """
    if endpoint is not None:
        import os

        from azru_graph.engines.remote import TIMEOUT, Remote, authorization

        access = authorization(os.environ)
        return Remote(endpoint, timeout=timeout or TIMEOUT, authorization=access)
    if store is not None:
        from azru_graph.engines.disk import OnDisk

        return OnDisk(store)
    from azru_graph.engines.embedded import Embedded

    return Embedded(files, parts=parts or {})
