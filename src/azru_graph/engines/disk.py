"""A store on disk, made once by ``loading`` and opened at any size within milliseconds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as store

from azru_graph.engines import journal
from azru_graph.engines.embedded import Embedded
from azru_graph.errors import DataError, MissingFileError, UsageError
from azru_graph.syntax import blank

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from azru_graph.engines import Dataset
    from azru_graph.results import Result

__all__ = ["OnDisk"]

_AGAIN = "make it anew with azru load"
_FROM = re.compile(r"(?i)(?<![\w?$:.-])FROM(?![\w:.-])")


class OnDisk(Embedded):
    """A store that ``load`` made, opened for reading alone; it answers as ``Embedded`` does.

    Where the files have graphs of their own in it, a query that names none with FROM looks into all
    of them at once.
    """

    def __init__(self, directory: Path) -> None:
        """Open the store.

        Raises:
            MissingFileError: There is no store at that place.
            DataError: It is damaged, or was never finished.
        """
        if not (directory / "CURRENT").is_file():
            raise MissingFileError(
                "is no store", path=directory, remedy="make one with azru load, or check the name"
            )
        self._directory = directory
        if (directory.parent / journal.NAME).is_file():
            raise DataError(
                "the store is only half made",
                path=directory,
                remedy="call the same azru load again",
            )
        self._is_union = journal.is_union(directory)
        try:
            self._store = store.Store.read_only(str(directory))
        except (OSError, RuntimeError, ValueError) as error:
            raise self._damaged(error) from error

    def query(
        self,
        text: str,
        *,
        path: Path | None = None,
        dataset: Dataset | None = None,
        most: int | None = None,
    ) -> Result:
        """Answer a query, as ``Engine`` says; raises DataError where the store is damaged."""
        try:
            return super().query(text, path=path, dataset=dataset, most=most)
        except UsageError as error:
            cause = error.__cause__
            if isinstance(cause, OSError) or "Corruption" in str(cause):
                raise self._damaged(cause) from error
            raise

    def _ask(
        self,
        text: str,
        **graphs: Any,  # noqa: ANN401 - arguments of the store
    ) -> store.QuerySolutions | store.QueryBoolean | store.QueryTriples:
        union = self._is_union and not graphs and not _FROM.search(blank(text))
        return self._store.query(text, use_default_graph_as_union=union, **graphs)

    def _damaged(self, error: BaseException | None) -> DataError:
        reason = " ".join(str(error).split())
        return DataError(f"the store is damaged ({reason})", path=self._directory, remedy=_AGAIN)
