"""Answers as plain values, for scripts and spreadsheets: datatypes and language tags are dropped.

A term appears as its text: an IRI in full, a blank node as ``_:b0``, a literal as its lexical form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azru_graph.results.model import Boolean, Table
from azru_graph.terms import INTEGERS, XSD, BlankNode, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.terms import Term

__all__ = ["csv_line", "is_number", "plain", "to_excel", "to_ndjson"]

_NUMERIC = {XSD + "decimal", XSD + "double", XSD + "float", *INTEGERS}
# A lexical form of XML Schema 1.1, part 2, 3.3.3 to 3.3.5: sign, digits, exponent. Infinity and NaN
# are left out: neither JSON nor a spreadsheet has them.
_NUMBER = r"(?:\+|(-?))([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
# With these a spreadsheet takes a cell for a formula; the wide ones it takes for the plain ones.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


def plain(term: Term | None) -> str:
    """Give the text of a term; '' where nothing is bound.

    >>> plain(Literal("7", XSD + "integer")), plain(BlankNode("b0")), plain(None)
    ('7', '_:b0', '')
    """
    if term is None:
        return ""
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value


def is_number(term: Term | None) -> bool:
    """Tell whether a term is a literal of a numeric datatype."""
    return isinstance(term, Literal) and term.datatype in _NUMERIC


def csv_line(fields: Iterable[str]) -> str:
    r"""Write a line of CSV (RFC 4180), quoting only where it must be.

    >>> csv_line(["a", "b, c", 'd "e" f'])
    'a,"b, c","d ""e"" f"\r\n'
    """
    quoted = (
        '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text
        for text in fields
    )
    return ",".join(quoted) + "\r\n"


def to_ndjson(result: Table | Boolean) -> str:
    r"""Write a JSON object for each row, on a line of its own, with every column in order.

    Numbers are JSON numbers with the digits that they have, xsd:boolean is true or false, and what
    is not bound is null. All else is a string, infinity and NaN as well.

    >>> seven = Literal("07.50", XSD + "decimal")
    >>> to_ndjson(Table(("a", "b"), ((seven, None), (Literal("7"), seven))))
    '{"a": 7.50, "b": null}\n{"a": "7", "b": 7.50}\n'
    >>> to_ndjson(Boolean(True))
    '{"boolean": true}\n'
    """
    from json import dumps

    if isinstance(result, Boolean):
        return f'{{"boolean": {result}}}\n'

    def value(term: Term | None) -> str:
        if term is None:
            return "null"
        if isinstance(term, Literal) and term.datatype == XSD + "boolean":
            found = {"true": "true", "1": "true", "false": "false", "0": "false"}.get(term.value)
        else:
            found = _json_number(term.value) if is_number(term) else None
        return found or dumps(plain(term), ensure_ascii=False)

    names = [dumps(name, ensure_ascii=False) for name in result.variables]
    return "".join(
        "{"
        + ", ".join(f"{name}: {value(term)}" for name, term in zip(names, row, strict=True))
        + "}\n"
        for row in result.rows
    )


def to_excel(result: Table | Boolean) -> str:
    r"""Write CSV that a spreadsheet opens as it is meant: UTF-8 by a byte order mark, CRLF.

    What a spreadsheet would take for a formula gets an apostrophe before it, numbers aside (OWASP,
    "CSV Injection"); use ``to_csv`` where the values must stay as they are.

    >>> to_excel(Table(("a",), ((Literal("=1+1"),), (Literal("-1", XSD + "integer"),))))
    "\ufeffa\r\n'=1+1\r\n-1\r\n"
    """
    if isinstance(result, Boolean):
        return f"\ufeff{result}\r\n"
    lines = [result.variables, *([_guarded(term) for term in row] for row in result.rows)]
    return "\ufeff" + "".join(map(csv_line, lines))


def _guarded(term: Term | None) -> str:
    text = plain(term)
    risky = text.lstrip().startswith(_FORMULA) or text[:1] in {"\t", "\r", "\n"}
    return f"'{text}" if risky and not (is_number(term) and _json_number(text)) else text


def _json_number(text: str) -> str | None:
    """Write a lexical form as JSON does; None where it is no finite number."""
    found = re.fullmatch(_NUMBER, text)
    if found is None:
        return None
    sign, digits, exponent = found.groups(default="")
    whole, _, fraction = digits.partition(".")
    return f"{sign}{whole.lstrip('0') or '0'}{'.' if fraction else ''}{fraction}{exponent}"
