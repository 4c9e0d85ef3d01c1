"""Answers in the formats of the W3C recommendations.

CSV and TSV follow "SPARQL 1.1 Query Results CSV and TSV Formats", JSON "SPARQL 1.1 Query Results
JSON Format", XML "SPARQL Query Results XML Format (Second Edition)". The first does not say how a
truth value is written; it is here a line of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azru_graph.errors import UsageError
from azru_graph.results.model import Boolean, Table
from azru_graph.results.plain import csv_line, plain
from azru_graph.terms import XSD, BlankNode, Iri, Literal, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from azru_graph.terms import Term

__all__ = ["NOT_XML", "to_csv", "to_json", "to_tsv", "to_xml"]

# What TSV may write bare (Turtle, sections 2.5.2 and 2.5.3), as the form alone says the datatype.
# These patterns, and those of the modules beside, are compiled when first used: start-up counts.
_BARE = {
    XSD + "boolean": "true|false",
    XSD + "integer": r"[+-]?[0-9]+",
    XSD + "decimal": r"[+-]?[0-9]*\.[0-9]+",
    XSD + "double": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+",
}
_STRING = XSD + "string"
# XML 1.0, production 2: the characters that no document may hold, not even as references.
NOT_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
# A reader turns a carriage return as such into a line feed.
_REFERENCES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


def to_csv(result: Table | Boolean) -> str:
    r"""Write W3C CSV: plain values, lines ended by CRLF; unbound is empty.

    >>> to_csv(Table(("a", "b"), ((Literal("x, y"), None),)))
    'a,b\r\n"x, y",\r\n'
    """
    if isinstance(result, Boolean):
        return f"{result}\r\n"
    lines = [result.variables, *([plain(term) for term in row] for row in result.rows)]
    return "".join(map(csv_line, lines))


def to_tsv(result: Table | Boolean) -> str:
    r"""Write W3C TSV: terms as Turtle writes them, numbers and booleans bare; unbound is empty.

    >>> to_tsv(Table(("a", "b"), ((Literal("x\ty", language="en"), None),)))
    '?a\t?b\n"x\\ty"@en\t\n'
    """
    if isinstance(result, Boolean):
        return f"{result}\n"
    lines = [
        [f"?{name}" for name in result.variables],
        *([_turtle(term) for term in row] for row in result.rows),
    ]
    return "".join("\t".join(line) + "\n" for line in lines)


def to_json(result: Table | Boolean) -> str:
    """Write the W3C JSON format, indented by two; characters outside ASCII stand as such.

    >>> print(to_json(Table(("a", "b"), ((Literal("x", language="en"), None),))), end="")
    {
      "head": {
        "vars": [
          "a",
          "b"
        ]
      },
      "results": {
        "bindings": [
          {
            "a": {
              "type": "literal",
              "value": "x",
              "xml:lang": "en"
            }
          }
        ]
      }
    }
    """
    # Put together here, since the library takes several times as long to indent.
    from json.encoder import encode_basestring as quoted

    if isinstance(result, Boolean):
        return f'{{\n  "head": {{}},\n  "boolean": {result}\n}}\n'
    names = [quoted(name) for name in result.variables]
    heads = [f'        {name}: {{\n          "type": "' for name in names]
    rows = [_json_binding(heads, row, quoted) for row in result.rows]
    head = _json_block([f"      {name}" for name in names], "    ", "[]")
    found = _json_block([f"      {row}" for row in rows], "    ", "[]")
    return (
        f'{{\n  "head": {{\n    "vars": {head}\n  }},\n'
        f'  "results": {{\n    "bindings": {found}\n  }}\n}}\n'
    )


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
        lines += ["  <head/>", f"  <boolean>{result}</boolean>"]
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


def _turtle(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal) and not term.language:
        bare = _BARE.get(term.datatype)
        if bare is not None and re.fullmatch(bare, term.value):
            return term.value
    return to_ntriples(term)


def _json_block(lines: list[str], margin: str, signs: str) -> str:
    """Put lines between brackets, of which the last stands at the margin."""
    inner = ",\n".join(lines)
    return f"{signs[0]}\n{inner}\n{margin}{signs[1]}" if lines else signs


def _json_binding(
    heads: Sequence[str], row: Sequence[Term | None], quoted: Callable[[str], str]
) -> str:
    """Write a row; a head is what stands before the kind of a term."""
    lines = []
    for head, term in zip(heads, row, strict=True):
        if isinstance(term, Literal):
            value, datatype, language = term
            more = ""
            if language:
                more = f',\n          "xml:lang": {quoted(language)}'
            elif datatype != _STRING:
                more = f',\n          "datatype": {quoted(datatype)}'
            lines.append(f'{head}literal",\n          "value": {quoted(value)}{more}\n        }}')
        elif term is not None:
            kind = "uri" if isinstance(term, Iri) else "bnode"
            lines.append(f'{head}{kind}",\n          "value": {quoted(term.value)}\n        }}')
    return _json_block(lines, "      ", "{}")


def _xml_term(term: Term) -> str:
    text = _xml_text(term.value)
    if isinstance(term, Iri):
        return f"<uri>{text}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f'<literal xml:lang="{_xml_text(term.language)}">{text}</literal>'
    if term.datatype != _STRING:
        return f'<literal datatype="{_xml_text(term.datatype)}">{text}</literal>'
    return f"<literal>{text}</literal>"


def _xml_text(text: str) -> str:
    wrong = re.search(NOT_XML, text)
    if wrong:
        raise UsageError(
            f"the result holds the character U+{ord(wrong[0]):04X}, which XML cannot carry",
            remedy="choose another format, for example json",
        )
    text = text.translate(_REFERENCES)
    # A reader may strip blanks at the ends.
    return text if text == text.strip() else re.sub(r"\s", lambda at: f"&#{ord(at[0])};", text)
