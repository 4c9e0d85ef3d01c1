"""Answers for people: aligned tables for a terminal, and Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category

from azru_graph.results.model import Boolean, Table
from azru_graph.results.plain import is_number, plain
from azru_graph.terms import Iri, compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from azru_graph.terms import Term

__all__ = ["to_markdown", "to_records", "to_table"]

# Direction marks reorder what stands beside them; the other format characters are harmless.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters and signs that every terminal shows one column wide, so that nobody needs to ask wcwidth,
# which takes as long to load as the answer takes to find: Latin, Greek, Cyrillic, punctuation.
_NARROW = r"[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027─…]*"
_LEAST = 16  # no column gets narrower by wrapping, unless all its words are shorter
_GAP = 2  # between columns


def to_markdown(result: Table | Boolean, *, labels: Mapping[str, str] | None = None) -> str:
    r"""Write a Markdown table; ``labels`` (IRI → label) stand before their IRIs.

    >>> from azru_graph.terms import Literal
    >>> print(to_markdown(Table(("a",), ((Literal("x|y"),),))), end="")
    | a |
    | --- |
    | x\|y |
    """
    if isinstance(result, Boolean):
        return f"{result}\n"
    lines = [
        result.variables,
        ["---"] * len(result.variables),
        *([_markdown(_shown(term, labels)) for term in row] for row in result.rows),
    ]
    cut = [f"\n{result.cut}\n"] if result.cut else []
    return "".join(["| " + " | ".join(line) + " |\n" for line in lines] + cut)


def to_table(
    result: Table | Boolean,
    *,
    width: int | None = None,
    labels: Mapping[str, str] | None = None,
) -> str:
    """Write an aligned table for a terminal, its rows numbered; numbers stand to the right.

    Args:
        result: Rows or a truth value.
        width: Columns to keep to, by wrapping the cells; those with the most to say get the most
            room. Where columns would get too narrow to be read, each row becomes a block of its
            own, as ``to_records`` writes it. None wraps nothing.
        labels: IRI → label, shown before the shortened IRI; None shows no labels.

    Returns:
        Lines without trailing blanks. A cut result says how many rows of how many it shows, an
        empty one that it has none. Control and direction characters are shown as escapes.
    """
    if isinstance(result, Boolean):
        return f"{result}\n"
    names = ("#", *result.variables)
    rows = [
        [str(number), *(_shown(term, labels) for term in row)]
        for number, row in enumerate(result.rows, 1)
    ]
    sizes = _sizes(list(zip(names, *rows, strict=True)), width)
    if sizes is None:
        records = enumerate(to_records(result, width=width, labels=labels), 1)
        blocks = [f"row {number}\n{record}" for number, record in records]
        return "\n".join([*blocks, *([f"{result.cut}\n"] if result.cut else [])])
    right = [
        not index or all(row[index - 1] is None or is_number(row[index - 1]) for row in result.rows)
        for index in range(len(sizes))
    ]
    lines = list(_lines(names, sizes, right))
    lines.append((" " * _GAP).join("─" * size for size in sizes))
    for row in rows:
        lines += _lines(row, sizes, right)
    if not result.rows and result.more == 0:
        lines.append("(no rows)")
    if result.cut:
        lines.append(result.cut)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def to_records(
    table: Table, *, width: int | None = None, labels: Mapping[str, str] | None = None
) -> list[str]:
    """Write each row as a block of lines, one or more for each column; arguments as ``to_table``.

    >>> from azru_graph.terms import Literal
    >>> print(*to_records(Table(("name", "n"), ((Literal("Baku"), None),))), end="")
      name  Baku
      n
    """
    names = max(map(_measure, table.variables), default=0) + _GAP
    size = None if width is None else max(_LEAST // 2, width - names - _GAP)
    blocks = []
    for row in table.rows:
        lines = []
        for name, term in zip(table.variables, row, strict=True):
            margin = " " * _GAP + name + " " * (names - _measure(name))
            for piece in _wrap(_shown(term, labels), size):
                lines.append(f"{margin}{piece}".rstrip() + "\n")
                margin = " " * (names + _GAP)
        blocks.append("".join(lines))
    return blocks


def _sizes(columns: Sequence[Sequence[str]], width: int | None) -> list[int] | None:
    """Share the width out among the columns; None where they need more to be readable.

    Every column gets what its longest word takes, up to a limit. What is left goes, sign by sign,
    to the column whose cells are broken into the most lines, and of several to the one that lacks
    least; nine cells of ten are served first, so that a single long one does not rule the table.
    """
    lengths = [sorted(map(_measure, column)) for column in columns]
    whole = [sizes[-1] for sizes in lengths]
    if width is None or sum(whole) + _GAP * (len(whole) - 1) <= width:
        return whole
    given = [
        min(_LEAST, max(_measure(word) for cell in column for word in cell.split(" ")))
        for column in columns
    ]
    left = width - sum(given) - _GAP * (len(given) - 1)
    if left < 0:
        return None
    for wanted in ([sizes[-1 - (len(sizes) - 1) // 10] for sizes in lengths], whole):
        while left > 0:
            lacking = [
                (-(size // -own), own - size, index)
                for index, (size, own) in enumerate(zip(wanted, given, strict=True))
                if own < size
            ]
            if not lacking:
                break
            given[max(lacking)[2]] += 1
            left -= 1
    return given


def _lines(row: Sequence[str], sizes: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """The lines that a row of cells takes once each cell is wrapped to its column."""
    columns = [_wrap(text, size) for text, size in zip(row, sizes, strict=True)]
    for index in range(max(map(len, columns))):
        parts = [column[index] if index < len(column) else "" for column in columns]
        blanks = [" " * (size - _measure(part)) for part, size in zip(parts, sizes, strict=True)]
        yield (" " * _GAP).join(
            blank + part if to_right else part + blank
            for part, blank, to_right in zip(parts, blanks, right, strict=True)
        )


def _wrap(text: str, size: int | None) -> list[str]:
    """Break a text into lines at most ``size`` wide, between words where that is possible."""
    if size is None or _measure(text) <= size:
        return [text]
    if re.fullmatch(_NARROW, text):
        import textwrap

        return textwrap.wrap(text, size) or [""]
    import wcwidth

    return wcwidth.wrap(text, size) or [""]


def _measure(text: str) -> int:
    """The columns that a text takes on a terminal: wide signs two, combining ones none."""
    if re.fullmatch(_NARROW, text):
        return len(text)
    import wcwidth

    return wcwidth.width(text)


def _shown(term: Term | None, labels: Mapping[str, str] | None) -> str:
    """A term for the eye: an IRI shortened, with its label before it; a literal's bare text."""
    text = plain(term)
    if isinstance(term, Iri):
        label = labels.get(term.value) if labels else None
        text = f"{label} ({compact(text)})" if label else compact(text)
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


def _visible(sign: str) -> str:
    if category(sign) in {"Cc", "Cs", "Zl", "Zp"} or sign in _BIDI:
        return sign.encode("unicode_escape").decode()
    return sign


def _markdown(text: str) -> str:
    return re.sub(r"[\\`*\[\]<>&|~]|(?<!\w)_|_(?!\w)", r"\\\g<0>", text)
