"""The short way of `azru query NAME`: its answer kept from the last time, or made without click.

An answer is kept beside a list of all that it came from: the question, the data and the ontology by
the digests of their contents, the folders they stand in and the code by time and size, as Python
does with its own compiled files. Where any of it is another now, the answer is made anew. Nothing
is kept of the answers to other data, nor where the user's cache folder cannot be written to, nor
where ``AZRU_NO_CACHE`` is set.

Reading a kept answer takes less time than an import of ``pathlib`` or ``typing``: hence ``os.path``
and bare annotations in this module.
"""

from __future__ import annotations

import os
import sys

__all__ = ["answer"]

_FORMATS = ("csv", "json", "tsv", "xml")  # those that heed no terminal
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def answer(arguments: list[str]) -> bytes | None:
    """Answer ``query NAME`` or ``query NAME --format FORMAT``.

    Returns:
        What is to be printed; None where the arguments are others, standard output is a terminal
        or closed, or anything is wrong, all of which the command itself is to deal with.
    """
    if arguments[:1] != ["query"] or sys.stdout is None:
        return None
    match arguments[1:]:
        case [name] if not sys.stdout.isatty():
            form = "tsv"
        case [name, "--format", form] if form in _FORMATS:
            pass
        case _:
            return None
    place = _place(name, form)
    kept = _recall(place)
    return _made(name, form, place) if kept is None else kept


def _place(name: str, form: str) -> str:
    """The file for an answer; '' where none is to be kept."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    if os.environ.get("AZRU_NO_CACHE") or not os.path.isabs(home):
        return ""
    key = f"{_PACKAGE} {form} {name}".encode("utf-8", "surrogateescape")
    return os.path.join(home, "azru-graph", _digest(key))


def _recall(place: str) -> bytes | None:
    """Give the answer that is kept there, if all it came from is as it was."""
    try:
        with open(place, "rb") as file:
            digest, _, kept = file.read().partition(b"\n")
        if _digest(kept).encode() != digest:
            return None
        lines, _, content = kept.partition(b"\n\n")
        for line in lines.decode("utf-8", "surrogateescape").split("\n"):
            stamp, _, path = line.partition(" ")
            if stamp != (_state(path) if ":" in stamp else _digest_of(path)):
                return None
    except OSError:
        return None
    return content


def _made(name: str, form: str, place: str) -> bytes | None:
    """Answer the question, and keep the answer."""
    from azru_graph import files, results
    from azru_graph.engines.embedded import Embedded
    from azru_graph.errors import AzruError
    from azru_graph.queries import get

    paths = [*files.data_files(), *files.ontology_files()]
    try:
        query = get("questions", name)
        # Before the files are read: what changes meanwhile then makes the kept answer void.
        sources = {str(path): _digest_of(str(path)) for path in paths}
        folders = {os.path.dirname(path) for path in (*sources, str(query.path))}
        stamps = sources | {path: _state(path) for path in sorted(folders)}
        found = Embedded(paths).query(query.text, path=query.path)
        if not isinstance(found, results.Table):
            return None
        content = results.write(found, form)
    except (AzruError, OSError):
        return None
    if place:
        stamps[str(query.path)] = _digest(query.text.encode())
        modules = [getattr(module, "__file__", None) or "" for module in sys.modules.values()]
        ours = (_PACKAGE + os.sep, f"{os.sep}pyoxigraph{os.sep}")
        stamps |= {path: _state(path) for path in modules if any(part in path for part in ours)}
        _keep(place, content, stamps)
    return content


def _keep(place: str, content: bytes, stamps: dict[str, str]) -> None:
    """Keep an answer with the stamps of all that it came from, whole or not at all."""
    lines = "".join(f"{stamp} {path}\n" for path, stamp in stamps.items())
    kept = lines.encode("utf-8", "surrogateescape") + b"\n" + content
    temporary = f"{place}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(_digest(kept).encode() + b"\n" + kept)
        os.replace(temporary, place)
    except OSError:
        try:
            os.unlink(temporary)
        except OSError:
            return


def _state(path: str) -> str:
    """The time and size of a file or folder, as a stamp; it holds a colon, a digest none."""
    found = os.stat(path)
    return f"{found.st_mtime_ns}:{found.st_size}"


def _digest_of(path: str) -> str:
    with open(path, "rb") as file:
        return _digest(file.read())


def _digest(content: bytes) -> str:
    from hashlib import blake2b

    return blake2b(content, digest_size=20).hexdigest()
