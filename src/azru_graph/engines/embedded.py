"""RDF files in memory."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as store

from azru_graph import syntax
from azru_graph.engines.answers import to_result
from azru_graph.errors import EmptyFileError, UsageError
from azru_graph.files import check_text, checked, reading, suffix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import IO, Any

    from azru_graph.engines import Dataset
    from azru_graph.results import Result

__all__ = ["Embedded", "load_file", "rdf_format"]

# Lines of a file that are looked at where one is at fault: of its head, where prefixes are
# declared, before the fault, where a string may begin, and behind it.
_HEAD, _BEFORE, _BEHIND = 200, 2_000, 5

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

    def __init__(
        self, paths: Iterable[Path], *, parts: Mapping[str, Sequence[Path]] | None = None
    ) -> None:
        """Load the files; the format follows from the suffix.

        Args:
            paths: The files.
            parts: IRI of a named graph → files whose default graphs are loaded into it as well.

        Raises:
            MissingFileError, NotUtf8Error: A file cannot be read as text.
            DataError: A file cannot be unzipped.
            RdfSyntaxError: A file is no RDF of its format.
            EmptyFileError: A file holds no triple.
            UsageError: A suffix is unknown.
        """
        paths = list(paths)
        self._store = _loaded(paths)
        # In a store of their own, the graphs of the parts do not slow down whoever asks for none:
        # to look through one graph is to look through all of them.
        self._apart = _loaded(paths) if parts else self._store
        for iri, files in (parts or {}).items():
            for path in files:
                load_file(partial(self._apart.load, to_graph=store.NamedNode(iri)), path)

    def query(
        self,
        text: str,
        *,
        path: Path | None = None,
        dataset: Dataset | None = None,
        most: int | None = None,
    ) -> Result:
        """Answer a query, as ``Engine`` says; raises UsageError where a graph's name is no IRI."""
        syntax.refuse(text, path)
        try:
            return to_result(self._ask(text, **_graphs(dataset)), most=most)
        except SyntaxError as error:
            raise syntax.syntax_error(text, path, error) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise syntax.unanswerable(error, path) from error

    def _ask(
        self,
        text: str,
        **graphs: Any,  # noqa: ANN401 - arguments of the store
    ) -> store.QuerySolutions | store.QueryBoolean | store.QueryTriples:
        names_graphs = bool(graphs) or any(word in text.lower() for word in ("graph", "from"))
        return (self._apart if names_graphs else self._store).query(text, **graphs)


def _loaded(paths: Iterable[Path]) -> store.Store:
    loaded = store.Store()
    for path in paths:
        load_file(loaded.load, path)
    return loaded


def _graphs(dataset: Dataset | None) -> dict[str, list[store.NamedNode]]:
    """Give the arguments by which the store takes a dataset."""
    if dataset is None:
        return {}
    return {
        "default_graph": list(map(store.NamedNode, dataset.default)),
        "named_graphs": list(map(store.NamedNode, dataset.named)),
    }


def rdf_format(path: Path) -> store.RdfFormat:
    """Tell the format of a file by its suffix; raises UsageError where that names none."""
    name = _FORMATS.get(suffix(path))
    if name is None:
        if path.is_dir():
            raise UsageError("is a folder", path=path, remedy="name the files that are in it")
        raise UsageError(
            f"the suffix '{path.suffix}' names no RDF format",
            path=path,
            remedy=f"give the file one of the suffixes {' '.join(sorted(_FORMATS))}, or one of them"
            " and .gz",
        )
    form: store.RdfFormat = getattr(store.RdfFormat, name)
    return form


def load_file(
    load: Callable[..., None], path: Path, *, watch: Callable[[int], None] | None = None
) -> None:
    """Load a file with a method of a store, which takes the arguments of ``pyoxigraph.Store.load``.

    The file is never held in memory, and is read once where it has no fault. Errors are those of
    ``Embedded``.

    Args:
        load: The method.
        path: The file.
        watch: Is told how many bytes are read by now, unzipped; None means nobody.
    """
    form = rdf_format(path)
    base = path.resolve().as_uri()
    with reading(path) as stream:
        try:
            empty = next(store.parse(stream, format=form, base_iri=base), None) is None
            stream.seek(0)
            # The store itself takes any bytes in a comment.
            load(checked(stream, path, watch), format=form, base_iri=base)
        except SyntaxError as error:
            from azru_graph.mistakes import syntax_error

            stream.seek(0)
            check_text(stream, path)  # what is not UTF-8 may be why
            raise syntax_error(path, error, text=_near(stream, error.lineno)) from error
    if empty:
        raise EmptyFileError("holds no triple", path=path, remedy="check that it is the right file")


def _near(stream: IO[bytes], line: int | None) -> str:
    """Read a file, of a long one only what helps to tell of a fault in a line.

    The other lines are left blank, so that the numbers stay right. None means the whole file.
    """
    if line is None:
        return stream.read().decode()
    rows = (
        row if number <= _HEAD or number >= line - _BEFORE else b"\n"
        for number, row in enumerate(islice(stream, line + _BEHIND), 1)
    )
    return b"".join(rows).decode()
