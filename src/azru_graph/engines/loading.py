"""Making a store on disk: whole or not at all, and going on where it was cut off."""

from __future__ import annotations

import re
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as store

from azru_graph.engines import journal
from azru_graph.engines.embedded import load_file, rdf_format
from azru_graph.errors import AzruError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from azru_graph.engines.journal import Part

__all__ = ["load"]

# What RocksDB writes, underneath the store, and the journal.
_FILES = re.compile(
    r"CURRENT|IDENTITY|LOCK|LOG(\.old\.\d+)?|(MANIFEST|OPTIONS)-\d+|\d+\.(blob|log|sst)|"
    + re.escape(journal.NAME)
)
# In the folder of a store that is being made, beside the journal: the store as it grows; the older
# one, for a moment; and, under the number of files it has, a store with none cut off.
_WORK, _OLD = "work", "old"


def load(
    directory: Path,
    paths: Sequence[Path],
    *,
    named: Sequence[Path] = (),
    watch: Callable[[Path, int], None] | None = None,
) -> int:
    """Make a store of RDF files: beside its place, and moved there when it is whole.

    Where that is cut off, the same call goes on behind the last file that was loaded whole.

    Args:
        directory: Where to. A store that is there is replaced; missing folders above are made.
        paths: The files, read as ``Embedded`` reads them.
        named: Further files, the default graph of each in a graph named after the file. If there
            are any, queries look into all graphs of the store at once.
        watch: Is told which file is being loaded, and how many bytes of it are read by now,
            unzipped; last of all a folder, when the store is put in order.

    Returns:
        The number of triples in it; one that stands in several graphs counts in each.

    Raises:
        UsageError: Something other than a store is in the way; two of the named files have one
            name; or as ``Embedded`` raises it.
        OutputError: It cannot be written, or is being written; what was there stays.
        DataError: A file is at fault, as ``Embedded`` says; what was there stays.
    """
    directory = directory.resolve()
    half = directory.parent / f".{directory.name}.loading"
    _keep_foreign(directory)
    plan = _planned(paths, named)
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        _set_back(directory, half)
        done = _go_on(half, plan, union=bool(named))
    except (OSError, RuntimeError) as error:
        raise _unwritten(directory, error) from error
    try:
        size = _fill(half, plan, done, watch or (lambda _path, _read: None))
        shutil.copy(half / journal.NAME, half / _WORK)
        if directory.exists():
            directory.rename(half / _OLD)
        (half / _WORK).rename(directory)
    except (OSError, RuntimeError) as error:
        _set_back(directory, half)
        shutil.rmtree(half, ignore_errors=True)
        raise _unwritten(directory, error) from error
    except AzruError:
        shutil.rmtree(half, ignore_errors=True)
        raise
    shutil.rmtree(half, ignore_errors=True)
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


def _planned(paths: Sequence[Path], named: Sequence[Path]) -> list[Part]:
    """Describe all files, so that one that is not there is missed at once."""
    for path in (*named, *paths):
        rdf_format(path)
    plan = [journal.part(path, named=True) for path in named]
    seen: dict[str | None, str] = {}
    for part in plan:
        if part.graph in seen:
            raise UsageError(
                f"would go to the same graph as {seen[part.graph]}",
                path=part.path,
                remedy="give it another name, since its graph is named after it",
            )
        seen[part.graph] = part.path
    return [*plan, *(journal.part(path, named=False) for path in paths)]


def _set_back(directory: Path, half: Path) -> None:
    """Put the older store back that was moved aside for one that did not come."""
    if (half / _OLD).exists() and not directory.exists():
        (half / _OLD).rename(directory)


def _go_on(half: Path, plan: list[Part], *, union: bool) -> int:
    """Leave of a store that is half made what can be gone on from; give how many files it has."""
    work = half / _WORK
    if work.exists():
        try:
            store.Store(str(work))
        except (OSError, RuntimeError) as error:
            if _is_locked(error):
                raise
            # Damaged: it goes anyway.
    done = journal.loaded(half, union=union) or []
    kept = half / str(len(done))
    shutil.rmtree(work, ignore_errors=True)
    if done and done == plan[: len(done)]:
        try:
            store.Store.read_only(str(kept)).backup(str(work))
        except (OSError, RuntimeError):
            pass  # damaged, too, or not there: all is made anew
        else:
            return len(done)
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    journal.begin(half, union=union)
    return 0


def _fill(half: Path, plan: list[Part], done: int, watch: Callable[[Path, int], None]) -> int:
    """Load what is missing; after each file, a copy of the store is kept that has it whole.

    The copy costs nothing: it is made of links to the same files.
    """
    made = store.Store(str(half / _WORK))
    for number, part in enumerate(plan[done:], done + 1):
        path = Path(part.path)
        graph = store.NamedNode(part.graph) if part.graph else None
        load_file(partial(made.bulk_load, to_graph=graph), path, watch=partial(watch, path))
        kept = half / str(number)
        shutil.rmtree(kept, ignore_errors=True)  # that of a load cut off before its line
        made.backup(str(kept))
        journal.note(half, part)
        shutil.rmtree(half / str(number - 1), ignore_errors=True)
    watch(half, 0)
    made.optimize()
    return len(made)  # the store is closed when it is forgotten, here


def _is_locked(error: OSError | RuntimeError) -> bool:
    """Whether another process, or a thread of this one, has the store open to write to it."""
    return "lock hold" in str(error) or "While lock file" in str(error)


def _unwritten(directory: Path, error: OSError | RuntimeError) -> OutputError:
    reason = " ".join(str(getattr(error, "strerror", None) or error).split())
    if _is_locked(error):
        return OutputError(
            "is being made by another azru load", path=directory, remedy="wait until that has ended"
        )
    return OutputError(
        f"cannot be written ({reason})",
        path=directory,
        remedy="check the folder, its permissions and the free space",
    )
