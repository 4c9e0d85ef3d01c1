"""RDF files in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as store

from azru_graph import syntax
from azru_graph.engines.answers import to_result
from azru_graph.errors import EmptyFileError, UsageError
from azru_graph.files import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from azru_graph.results import Result

__all__ = ["Embedded", "load_file"]

# File suffix → the name of a pyoxigraph.RdfFormat.
_FORMATS = {
    ".jsonld": "JSON_LD",
    ".nq": "N_QUADS",
    ".nt": "N_TRIPLES",
    ".rdf": "RDF_XML",
    ".trig": "TRIG",
    ".ttl": "TURTLE",
    ".xml": "RDF_XML",
}


class Embedded:
    """RDF files in memory, each named graph kept apart.

    Numbers and dates come back in the store's spelling (``1.50`` as ``1.5``), language tags in
    lower case. Blank nodes are numbered in the order of the answer.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        """Load the files; the format follows from the suffix.

        Raises:
            MissingFileError, NotUtf8Error: A file cannot be read as text.
            RdfSyntaxError: A file is no RDF of its format.
            EmptyFileError: A file holds no triple.
            UsageError: A suffix is unknown.
        """
        self._store = store.Store()
        for path in paths:
            load_file(self._store.load, path)

    def query(self, text: str, *, path: Path | None = None) -> Result:
        """Answer a query, as ``Engine`` says."""
        syntax.refuse(text, path)
        try:
            return to_result(self._store.query(text))
        except SyntaxError as error:
            raise syntax.syntax_error(text, path, error) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise syntax.unanswerable(error, path) from error


def load_file(load: Callable[..., None], path: Path) -> None:
    """Load a file with a method of a store, which takes the arguments of ``pyoxigraph.Store.load``.

    Errors are those of ``Embedded``.
    """
    name = _FORMATS.get(path.suffix.lower())
    if name is None:
        if path.is_dir():
            raise UsageError("is a folder", path=path, remedy="name the files that are in it")
        raise UsageError(
            f"the suffix '{path.suffix}' names no RDF format",
            path=path,
            remedy="give the file one of the suffixes " + " ".join(sorted(_FORMATS)),
        )
    text = read_text(path)
    content = text.encode()
    form = getattr(store.RdfFormat, name)
    base = path.resolve().as_uri()
    try:
        load(content, format=form, base_iri=base)
        empty = next(store.parse(content, format=form, base_iri=base), None) is None
    except SyntaxError as error:
        from azru_graph.mistakes import syntax_error

        raise syntax_error(path, error, text=text) from error
    if empty:
        raise EmptyFileError("holds no triple", path=path, remedy="check that it is the right file")
