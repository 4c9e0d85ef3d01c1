"""A store on disk, made once and opened at any size within milliseconds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as store

from azru_graph.engines.embedded import Embedded, load_file
from azru_graph.errors import DataError, MissingFileError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.results import Result

__all__ = ["OnDisk", "load"]

# What RocksDB writes, underneath the store.
_FILES = re.compile(
    r"CURRENT|IDENTITY|LOCK|LOG(\.old\.\d+)?|(MANIFEST|OPTIONS)-\d+|\d+\.(blob|log|sst)"
)
_AGAIN = "make it anew with azru load"


class OnDisk(Embedded):
    """A store that ``load`` made, opened for reading alone; it answers as ``Embedded`` does."""

    def __init__(self, directory: Path) -> None:
        """Open the store.

        Raises:
            MissingFileError: There is no store at that place.
            DataError: It is damaged.
        """
        if not (directory / "CURRENT").is_file():
            raise MissingFileError(
                "is no store", path=directory, remedy="make one with azru load, or check the name"
            )
        self._directory = directory
        try:
            self._store = store.Store.read_only(str(directory))
        except (OSError, RuntimeError, ValueError) as error:
            raise self._damaged(error) from error

    def query(self, text: str, *, path: Path | None = None) -> Result:
        """Answer a query, as ``Engine`` says; raises DataError where the store is damaged."""
        try:
            return super().query(text, path=path)
        except UsageError as error:
            cause = error.__cause__
            if isinstance(cause, OSError) or "Corruption" in str(cause):
                raise self._damaged(cause) from error
            raise

    def _damaged(self, error: BaseException | None) -> DataError:
        reason = " ".join(str(error).split())
        return DataError(f"the store is damaged ({reason})", path=self._directory, remedy=_AGAIN)


def load(directory: Path, paths: Iterable[Path]) -> int:
    """Make a store of RDF files: beside its place, and moved there when it is whole.

    Args:
        directory: Where to. A store that is there is replaced; missing folders above are made.
        paths: The files, read as ``Embedded`` reads them.

    Returns:
        The number of triples in it.

    Raises:
        UsageError: Something other than a store is in the way; or as ``Embedded`` raises it.
        OutputError: It cannot be written; what was there stays.
        DataError: A file is at fault, as ``Embedded`` says; what was there stays.
    """
    import shutil
    import tempfile

    directory = directory.resolve()
    _keep_foreign(directory)
    temporary = old = None
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=directory.parent, prefix=f".{directory.name}."))
        new, old = temporary / "new", temporary / "old"
        size = _fill(new, paths)
        if directory.exists():
            directory.rename(old)
        new.rename(directory)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(
            f"cannot be written ({reason})",
            path=directory,
            remedy="check the folder, its permissions and the free space",
        ) from error
    finally:
        if temporary and old:
            if old.exists() and not directory.exists():
                old.rename(directory)
            shutil.rmtree(temporary, ignore_errors=True)
    return size


def _keep_foreign(directory: Path) -> None:
    """Refuse to replace anything but a store or an empty folder."""
    if not directory.exists():
        return
    names = [part.name for part in directory.iterdir()] if directory.is_dir() else [""]
    if all(map(_FILES.fullmatch, names)) and ("CURRENT" in names or not names):
        return
    raise UsageError(
        "is there already and is no store, so it is left alone",
        path=directory,
        remedy="give the name of a new folder",
    )


def _fill(directory: Path, paths: Iterable[Path]) -> int:
    made = store.Store(str(directory))
    for path in paths:
        load_file(made.bulk_load, path)
    made.optimize()
    return len(made)  # the store is closed when it is forgotten, here
