"""What can go wrong, each with what, where and how to mend it.

::

    AzruError
    ├── DataError                 the data is at fault (exit status 1)
    │   ├── RdfSyntaxError        a file that no RDF reader can parse
    │   ├── NotUtf8Error          a file that is not UTF-8 text
    │   ├── EmptyFileError        a file without a single triple or letter
    │   └── EmptyExportError      an export that would hold nothing, where none may
    ├── UsageError                the request is at fault (exit status 2)
    │   ├── UnknownNameError      no query, entity, format or picture of that name
    │   ├── ParameterError        a value that does not fit its parameter
    │   ├── SparqlSyntaxError     a query that no SPARQL engine can parse
    │   └── MissingFileError      a file that is not there or cannot be read
    ├── EndpointError             a server that does not answer as it must (exit status 1)
    │   └── RefusedError          one that answers with the status of a refusal
    ├── CatalogueError            a stored query with a faulty header (exit status 1)
    └── OutputError               a result that could not be written (exit status 1)

Every error carries its parts as attributes; the text is put together in ``__str__``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = [
    "AzruError",
    "CatalogueError",
    "DataError",
    "EmptyExportError",
    "EmptyFileError",
    "EndpointError",
    "MissingFileError",
    "NotUtf8Error",
    "OutputError",
    "ParameterError",
    "RdfSyntaxError",
    "RefusedError",
    "SparqlSyntaxError",
    "UnknownNameError",
    "UsageError",
    "quoted",
]

_MOST_CHOICES = 30  # a longer list helps nobody
_LONGEST = 80  # signs of a foreign text that a message repeats


def quoted(text: str) -> str:
    r"""Put a text into quotes for a message: on one line, its end cut where it is long.

    >>> print(quoted("Elçibəy"), quoted("a\nb"))
    'Elçibəy' 'a\nb'
    """
    whole = len(text) <= _LONGEST
    text = text if whole else text[: _LONGEST - 1] + "…"
    return f"'{text}'" if text.isprintable() else repr(text)


class AzruError(Exception):
    """Anything that this package reports on purpose.

    Attributes:
        what: One sentence saying what is wrong.
        path: The file concerned, or None.
        line: The line in that file, counted from 1, or None.
        column: The column in that line, counted from 1, or None.
        remedy: How to mend it, or None where nothing is known.
    """

    exit_status = 1

    def __init__(
        self,
        what: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        remedy: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.path = path
        self.line = line
        self.column = column
        self.remedy = remedy

    @property
    def where(self) -> str:
        """The place as ``file:line:column``, as far as it is known; else an empty string."""
        parts = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        return ":".join(parts)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}\n  remedy: {self.remedy}" if self.remedy else text


class DataError(AzruError):
    """The data is at fault."""


class RdfSyntaxError(DataError):
    """A file that no RDF reader can parse."""


class NotUtf8Error(DataError):
    """A file that is not UTF-8 text."""


class EmptyFileError(DataError):
    """A file without a single triple, or a copy of the article without a single letter."""


class EmptyExportError(DataError):
    """An export that would hold nothing, in a format that has no empty file."""


class UsageError(AzruError):
    """The request is at fault."""

    exit_status = 2


class UnknownNameError(UsageError):
    """No query, entity, format or picture goes by the name that was asked for."""

    def __init__(
        self, kind: str, name: str, known: Iterable[str], *, near: Sequence[str] | None = None
    ) -> None:
        """Name the kind of thing, the name asked for and every name there is.

        ``near`` are the names to suggest, best first; None takes the three most alike, capital or
        small.
        """
        choices = sorted(known)
        if near is None:
            from difflib import get_close_matches

            folded = {choice.casefold(): choice for choice in choices}
            alike = get_close_matches(name[:_LONGEST].casefold(), folded)
            near = [folded[one] for one in alike]
        remedy = (
            "did you mean " + " or ".join(near) + "?"
            if near
            else "choose one of: " + ", ".join(choices)
            if 0 < len(choices) <= _MOST_CHOICES
            else None
        )
        super().__init__(f"there is no {kind} named {quoted(name)}", remedy=remedy)
        self.kind = kind
        self.name = name


class ParameterError(UsageError):
    """A value that does not fit its parameter."""


class SparqlSyntaxError(UsageError):
    """A query that no SPARQL engine can parse."""


class MissingFileError(UsageError):
    """A file that is not there or cannot be read."""


class EndpointError(AzruError):
    """A SPARQL endpoint that cannot be reached, refuses, fails, or answers something else."""


class RefusedError(EndpointError):
    """A server that answers with another status than success.

    Attributes:
        status: The status, such as 404.
        said: What the server says beside it, after ``: ``; '' where it says nothing.
    """

    def __init__(self, what: str, *, path: Path | str, remedy: str, status: int, said: str) -> None:
        super().__init__(what, path=path, remedy=remedy)
        self.status = status
        self.said = said


class CatalogueError(AzruError):
    """A stored query with a faulty header."""


class OutputError(AzruError):
    """A result that could not be written."""
