"""Where the ontology, the data and the queries lie, and how an output is written whole.

In a checkout the folders of the checkout are used; an installed package carries its own copies.
The checkout comes first, since an editable install may leave older copies behind. A file whose name
ends in ``.gz`` is read unzipped, and its format follows from the suffix before that.
"""

from __future__ import annotations

import io
import os
from contextlib import contextmanager
from errno import ENOTDIR
from pathlib import Path
from typing import TYPE_CHECKING, cast

from azru_graph.errors import DataError, MissingFileError, NotUtf8Error, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from io import BufferedReader
    from typing import IO

__all__ = [
    "check_text",
    "checked",
    "data_files",
    "folder",
    "ontology_files",
    "opened",
    "query_files",
    "read_text",
    "reading",
    "shapes_file",
    "suffix",
    "write_all",
    "write_whole",
]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent
_PART = 1 << 20  # bytes that are read at a time


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


def suffix(path: Path) -> str:
    """Give the suffix that tells a file's format, in lower case; '' where it has none.

    >>> suffix(Path("facts.ttl")), suffix(Path("facts.NT.gz")), suffix(Path("facts"))
    ('.ttl', '.nt', '')
    """
    return Path(path.stem if _is_zipped(path) else path).suffix.lower()


def opened(path: Path) -> BufferedReader:
    """Open a file to read its bytes as they are; raises MissingFileError where that cannot be."""
    try:
        return path.open("rb")
    except OSError as error:
        reason = error.strerror or str(error)
        raise MissingFileError(
            f"cannot be read ({reason})", path=path, remedy="check the name and the permissions"
        ) from error


@contextmanager
def reading(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to read its bytes, from any place in it, without holding it in memory.

    Raises:
        MissingFileError: The file is not there or cannot be read.
        DataError: It is to be unzipped, and is damaged or ends too early.
    """
    with opened(path) as file:
        # What comes through a pipe comes once.
        whole: IO[bytes] = file if file.seekable() else io.BytesIO(file.read())
        if not _is_zipped(path):
            yield whole
            return
        import gzip
        import zlib

        try:
            with gzip.open(whole) as unzipped:
                yield cast("IO[bytes]", unzipped)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise DataError(
                f"cannot be unzipped ({error})",
                path=path,
                remedy="fetch or make it anew: the file is damaged or not whole",
            ) from error


def check_text(stream: IO[bytes], path: Path) -> None:
    """Read a file to its end, a part at a time, and go back to its beginning.

    Raises:
        NotUtf8Error: Its bytes are not UTF-8; the line of the first faulty byte is named.
    """
    text = checked(stream, path)
    while text.read(_PART):
        pass
    stream.seek(0)


def checked(
    stream: IO[bytes], path: Path, watch: Callable[[int], None] | None = None
) -> BufferedReader:
    """Give what reads an open file from its beginning, and checks the text as it goes by.

    The file is read in large parts, however small those are that are asked for.

    Args:
        stream: The open file.
        path: Its name, for messages.
        watch: Is told after each part how many bytes are read by now; None means nobody.

    Returns:
        The reader. Where the bytes are not UTF-8, reading raises NotUtf8Error as `check_text` does.
    """
    return io.BufferedReader(_Checked(stream, path, watch), _PART)


class _Checked(io.RawIOBase):
    def __init__(self, stream: IO[bytes], path: Path, watch: Callable[[int], None] | None) -> None:
        from codecs import getincrementaldecoder

        self._stream, self._path, self._watch = stream, path, watch
        self._decoder = getincrementaldecoder("utf-8")()
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._stream.read(len(buffer))
        try:
            self._decoder.decode(part, final=not part)
        except UnicodeDecodeError:
            self._stream.seek(0)
            for number, line in enumerate(self._stream, 1):
                _check_line(line, self._path, number)
        buffer[: len(part)] = part
        self._read += len(part)
        if self._watch:
            self._watch(self._read)
        return len(part)


def _check_line(raw: bytes, path: Path, number: int) -> None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(
            f"is not UTF-8 text: byte 0x{raw[error.start]:02x} stands there",
            path=path,
            line=number,
            column=error.start + 1,
            remedy="save the file with the encoding UTF-8",
        ) from error


def read_text(path: Path) -> str:
    """Read a UTF-8 file.

    Raises:
        MissingFileError, DataError: As `reading` does.
        NotUtf8Error: As `check_text` does.
    """
    with reading(path) as stream:
        check_text(stream, path)
        return stream.read().decode("utf-8")


def _is_zipped(path: Path) -> bool:
    return path.suffix.lower() == ".gz"


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
