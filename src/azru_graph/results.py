"""The answers to SPARQL queries, and their forms as text: a pure function for each format.

CSV, TSV, JSON and XML follow the W3C recommendations "SPARQL 1.1 Query Results CSV and TSV
Formats", "SPARQL 1.1 Query Results JSON Format" and "SPARQL Query Results XML Format".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, combining, east_asian_width

from azru_graph.errors import UnknownNameError, UsageError
from azru_graph.terms import XSD, BlankNode, Iri, Literal, Term, compact, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = [
    "WRITERS",
    "Boolean",
    "Result",
    "Table",
    "Triples",
    "to_csv",
    "to_json",
    "to_markdown",
    "to_table",
    "to_tsv",
    "to_xml",
    "write",
]


class Table(NamedTuple):
    """The rows of a SELECT query.

    Attributes:
        variables: The column names, without ``?``.
        rows: One term per column; None where a variable is unbound.
        more: How many rows were cut off; 0 for a whole result.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    more: int = 0

    def head(self, limit: int) -> Table:
        """Keep the first rows and remember how many were cut; ``limit`` is at least 0.

        >>> Table(("n",), ((Literal("a"),), (Literal("b"),))).head(1).more
        1
        >>> Table(("n",), ()).head(5).more
        0
        """
        cut = max(0, len(self.rows) - limit)
        return Table(self.variables, self.rows[:limit], self.more + cut) if cut else self


class Boolean(NamedTuple):
    """The answer to an ASK query; true or false like the value in it."""

    value: bool

    def __bool__(self) -> bool:
        return self.value


class Triples(tuple[tuple[Term, Term, Term], ...]):
    """The answer to CONSTRUCT or DESCRIBE: distinct triples of terms, sorted."""

    __slots__ = ()


Result = Table | Boolean | Triples

_NUMERIC = {XSD + name for name in ("integer", "decimal", "double", "float")}
# What TSV may write bare (Turtle, section 2.5.2); the lexical form must say the datatype.
_BARE = {
    XSD + "integer": r"[+-]?[0-9]+",
    XSD + "decimal": r"[+-]?[0-9]*\.[0-9]+",
    XSD + "double": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+",
}
# XML 1.0, production 2: the characters that no document may hold, not even as references.
_NOT_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
# A reader turns a carriage return as such into a line feed.
_REFERENCES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
# Direction marks reorder what stands beside them; the other format characters are harmless.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LEAST = 6  # columns narrower than this are not wrapped further


def write(
    result: Table | Boolean,
    name: str,
    *,
    width: int | None = None,
    labels: Mapping[str, str] | None = None,
) -> bytes:
    """Write a result in the format of that name, as UTF-8.

    Args:
        result: Rows or a truth value.
        name: A key of ``WRITERS``.
        width: Columns of the terminal; None wraps nothing. Only ``table`` heeds it.
        labels: IRI → label, shown beside it by ``table`` and ``md``; None shows no labels.

    Raises:
        UnknownNameError: There is no format of that name.
        UsageError: The format cannot hold a character of the result (XML and control characters).
    """
    if name not in WRITERS:
        raise UnknownNameError("result format", name, WRITERS)
    if name == "table":
        return to_table(result, width=width, labels=labels).encode()
    return (to_markdown(result, labels=labels) if name == "md" else WRITERS[name](result)).encode()


def to_csv(result: Table | Boolean) -> str:
    r"""Write W3C CSV: plain values, lines ended by CRLF; unbound is empty.

    >>> to_csv(Table(("a", "b"), ((Literal("x, y"), None),)))
    'a,b\r\n"x, y",\r\n'
    """
    if isinstance(result, Boolean):
        return f"{_truth(result)}\r\n"
    lines = [result.variables, *([_plain(term) for term in row] for row in result.rows)]
    return "".join(",".join(map(_csv_field, line)) + "\r\n" for line in lines)


def to_tsv(result: Table | Boolean) -> str:
    r"""Write W3C TSV: terms as Turtle writes them, numbers bare; unbound is empty.

    >>> to_tsv(Table(("a", "b"), ((Literal("x\ty", language="en"), None),)))
    '?a\t?b\n"x\\ty"@en\t\n'
    """
    if isinstance(result, Boolean):
        return f"{_truth(result)}\n"
    lines = [
        [f"?{name}" for name in result.variables],
        *([_turtle(term) for term in row] for row in result.rows),
    ]
    return "".join("\t".join(line) + "\n" for line in lines)


def to_json(result: Table | Boolean) -> str:
    """Write the W3C JSON format, indented by two; characters outside ASCII stand as such."""
    import json

    content: dict[str, object]
    if isinstance(result, Boolean):
        content = {"head": {}, "boolean": result.value}
    else:
        bindings = [
            {
                name: _json_term(term)
                for name, term in zip(result.variables, row, strict=True)
                if term is not None
            }
            for row in result.rows
        ]
        content = {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def to_xml(result: Table | Boolean) -> str:
    """Write the W3C XML format.

    Raises:
        UsageError: A value holds a character that XML cannot carry.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">',
    ]
    if isinstance(result, Boolean):
        lines += ["  <head/>", f"  <boolean>{_truth(result)}</boolean>"]
    else:
        names = [_xml_text(name) for name in result.variables]
        lines += ["  <head>", *(f'    <variable name="{name}"/>' for name in names), "  </head>"]
        lines.append("  <results>")
        for row in result.rows:
            lines.append("    <result>")
            lines += [
                f'      <binding name="{name}">{_xml_term(term)}</binding>'
                for name, term in zip(names, row, strict=True)
                if term is not None
            ]
            lines.append("    </result>")
        lines.append("  </results>")
    return "\n".join([*lines, "</sparql>", ""])


def to_markdown(result: Table | Boolean, *, labels: Mapping[str, str] | None = None) -> str:
    r"""Write a Markdown table; ``labels`` (IRI → label) stand before their IRIs.

    >>> print(to_markdown(Table(("a",), ((Literal("x|y"),),))), end="")
    | a |
    | --- |
    | x\|y |
    """
    if isinstance(result, Boolean):
        return f"{_truth(result)}\n"
    lines = [
        result.variables,
        ["---"] * len(result.variables),
        *([_markdown(_shown(term, labels)) for term in row] for row in result.rows),
    ]
    cut = [f"\n{_cut(result)}\n"] if result.more else []
    return "".join(["| " + " | ".join(line) + " |\n" for line in lines] + cut)


def to_table(
    result: Table | Boolean,
    *,
    width: int | None = None,
    labels: Mapping[str, str] | None = None,
) -> str:
    """Write an aligned table for a terminal; numbers stand to the right.

    Args:
        result: Rows or a truth value.
        width: Columns to keep to, by wrapping cells; None wraps nothing. Columns get no narrower
            than six characters, so a very narrow terminal is overrun.
        labels: IRI → label, shown before the shortened IRI; None shows no labels.

    Returns:
        Lines without trailing blanks. A cut result says how many rows are missing, an empty one
        that it has none. Control and direction characters are shown as escapes.
    """
    if isinstance(result, Boolean):
        return f"{_truth(result)}\n"
    cells = [[_shown(term, labels) for term in row] for row in result.rows]
    sizes = [
        max([_measure(name), *(_measure(row[index]) for row in cells)])
        for index, name in enumerate(result.variables)
    ]
    if width is not None and sizes:
        cap = max(sizes)
        while cap > _LEAST and sum(min(size, cap) + 2 for size in sizes) - 2 > width:
            cap -= 1
        sizes = [min(size, cap) for size in sizes]
    right = [
        bool(result.rows) and all(_is_number(row[index]) for row in result.rows)
        for index in range(len(sizes))
    ]
    lines = list(_lines(result.variables, sizes, right))
    lines.append("  ".join("─" * size for size in sizes))
    for row in cells:
        lines += _lines(row, sizes, right)
    if result.more:
        lines.append(_cut(result))
    elif not result.rows:
        lines.append("(no rows)")
    return "".join(f"{line.rstrip()}\n" for line in lines)


WRITERS: dict[str, Callable[[Table | Boolean], str]] = {
    "csv": to_csv,
    "json": to_json,
    "md": to_markdown,
    "table": to_table,
    "tsv": to_tsv,
    "xml": to_xml,
}


def _truth(result: Boolean) -> str:
    return "true" if result.value else "false"


def _cut(result: Table) -> str:
    return f"… {result.more} more row{'' if result.more == 1 else 's'}"


def _is_number(term: Term | None) -> bool:
    """Whether a cell may stand to the right: a number, or nothing at all."""
    return term is None or (isinstance(term, Literal) and term.datatype in _NUMERIC)


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value


def _csv_field(text: str) -> str:
    if any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _turtle(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal) and not term.language:
        bare = _BARE.get(term.datatype)
        if bare is not None and re.fullmatch(bare, term.value):
            return term.value
    return to_ntriples(term)


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    entry = {"type": "literal", "value": term.value}
    if term.language:
        entry["xml:lang"] = term.language
    elif term.datatype != XSD + "string":
        entry["datatype"] = term.datatype
    return entry


def _xml_term(term: Term) -> str:
    text = _xml_text(term.value)
    if isinstance(term, Iri):
        return f"<uri>{text}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f'<literal xml:lang="{_xml_text(term.language)}">{text}</literal>'
    if term.datatype != XSD + "string":
        return f'<literal datatype="{_xml_text(term.datatype)}">{text}</literal>'
    return f"<literal>{text}</literal>"


def _xml_text(text: str) -> str:
    wrong = re.search(_NOT_XML, text)
    if wrong:
        raise UsageError(
            f"the result holds the character U+{ord(wrong[0]):04X}, which XML cannot carry",
            remedy="choose another format, for example json",
        )
    text = text.translate(_REFERENCES)
    # A reader may strip blanks at the ends.
    return text if text == text.strip() else re.sub(r"\s", lambda at: f"&#{ord(at[0])};", text)


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*\[\]<>&|])", r"\\\1", text)


def _shown(term: Term | None, labels: Mapping[str, str] | None) -> str:
    """A term for the eye: an IRI shortened, with its label before it; a literal's bare text."""
    text = _plain(term)
    if isinstance(term, Iri):
        label = labels.get(term.value) if labels else None
        text = f"{label} ({compact(text)})" if label else compact(text)
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


def _visible(sign: str) -> str:
    if category(sign) in {"Cc", "Cs", "Zl", "Zp"} or sign in _BIDI:
        return sign.encode("unicode_escape").decode()
    return sign


def _measure(text: str) -> int:
    """The columns that a text takes on a terminal: wide signs two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_sign_width, text))


def _sign_width(sign: str) -> int:
    if combining(sign) or category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(sign) in {"W", "F"} else 1


def _lines(row: tuple[str, ...] | list[str], sizes: list[int], right: list[bool]) -> Iterator[str]:
    """The lines that a row of cells takes once each cell is wrapped to its column."""
    columns = [_wrap(text, size) for text, size in zip(row, sizes, strict=True)]
    for index in range(max(map(len, columns), default=1)):
        parts = [column[index] if index < len(column) else "" for column in columns]
        blanks = [" " * (size - _measure(part)) for part, size in zip(parts, sizes, strict=True)]
        yield "  ".join(
            blank + part if to_right else part + blank
            for part, blank, to_right in zip(parts, blanks, right, strict=True)
        )


def _wrap(text: str, size: int) -> list[str]:
    """Cut a text into pieces at most ``size`` wide, between words where that is possible."""
    if _measure(text) <= size:
        return [text]
    pieces = []
    while _measure(text) > size:
        end = taken = 0
        for sign in text:
            taken += _sign_width(sign)
            if taken > size and end:
                break
            end += 1
        blank = text.rfind(" ", 1, end + 1)
        stop = blank if blank > 0 else end
        pieces.append(text[:stop])
        text = text[stop:].removeprefix(" ")
    return [*pieces, text] if text else pieces
