"""Where the ontology, the data and the queries lie, and how an output is written whole.

In a checkout the folders of the checkout are used; an installed package carries its own copies.
The checkout comes first, since an editable install may leave older copies behind.
"""

from __future__ import annotations

import os
from errno import ENOTDIR
from pathlib import Path
from typing import TYPE_CHECKING

from azru_graph.errors import MissingFileError, NotUtf8Error, OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "data_files",
    "folder",
    "ontology_files",
    "query_files",
    "read_text",
    "shapes_file",
    "write_all",
    "write_whole",
]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """Give the folder ``ontology``, ``data`` or ``queries``, from the checkout or the wheel."""
    root = _CHECKOUT if (_CHECKOUT / "ontology" / "azru.ttl").is_file() else _PACKAGE / "shipped"
    return root / name


def data_files(*, editorial: bool = True) -> tuple[Path, ...]:
    """Give the shipped data: what the article says, then what an editor adds where present.

    Args:
        editorial: False leaves out what an editor adds.
    """
    names = ("facts", "editorial") if editorial else ("facts",)
    return tuple(path for name in names if (path := folder("data") / f"{name}.ttl").exists())


def ontology_files() -> tuple[Path, ...]:
    """Give the core ontology, which every query may rely on: terms, relations, schemes."""
    return tuple(folder("ontology") / f"{name}.ttl" for name in ("azru", "relations", "schemes"))


def shapes_file() -> Path:
    """Give the SHACL shapes."""
    return folder("ontology") / "shapes.ttl"


def query_files(kind: str) -> tuple[Path, ...]:
    """Give the stored queries of a kind (``questions``, ``checks``, ``views``), by name."""
    return tuple(sorted((folder("queries") / kind).glob("*.rq"), key=lambda path: path.stem))


def read_text(path: Path) -> str:
    """Read a UTF-8 file.

    Raises:
        MissingFileError: The file is not there or cannot be read.
        NotUtf8Error: Its bytes are not UTF-8; the line of the first faulty byte is named.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise MissingFileError(
            f"cannot be read ({reason})", path=path, remedy="check the name and the permissions"
        ) from error
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        raise NotUtf8Error(
            f"is not UTF-8 text: byte 0x{raw[error.start]:02x} stands there",
            path=path,
            line=line,
            column=column,
            remedy="save the file with the encoding UTF-8",
        ) from error


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write several files, each as `write_whole` does, once there is room and leave for all."""
    staged: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            target, temporary = _staged(path, content)
            if temporary:
                staged.append((temporary, target))
        for temporary, target in staged:
            try:
                temporary.replace(target)
            except OSError as error:
                raise _cannot_write(target, error) from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: to a temporary file beside it, then renamed.

    Missing folders are made; a link is followed, an older file keeps its permissions, and what is
    no ordinary file (a device, a pipe) is written to as it is. Raises OutputError where anything
    forbids it; an older file of the name then stays as it was.
    """
    write_all({path: content})


def _staged(path: Path, content: bytes) -> tuple[Path, Path | None]:
    """Give where a content goes, and the file beside it that has it by now; None for a device."""
    import tempfile  # only writing needs it, and it takes long to load

    temporary = None
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # which a folder refuses
            return path, None
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
    except BaseException as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _cannot_write(path, error) from error
        raise
    return path, temporary


def _cannot_write(path: Path, error: OSError) -> OutputError:
    # What is in the way of a folder to be made "exists"; that it is a file says more.
    reason = os.strerror(ENOTDIR) if isinstance(error, FileExistsError) else error.strerror
    return OutputError(
        f"cannot be written ({reason or error})",
        path=path,
        remedy="check the folder, its permissions and the free space",
    )
