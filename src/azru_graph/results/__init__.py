"""The answers to SPARQL queries, and their forms as text: a pure function for each format.

``model`` has what they are, ``w3c`` the four formats of the recommendations, ``plain`` those that
give values without their datatypes, for scripts and spreadsheets, and ``tables`` those for people.
A module is loaded when a format of it is first written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.errors import UnknownNameError
from azru_graph.results.model import Boolean, Result, Table, Triples

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FORMATS", "Boolean", "Result", "Table", "Triples", "write"]

FORMATS = ("csv", "excel", "json", "md", "ndjson", "table", "tsv", "xml")


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
        name: One of ``FORMATS``.
        width: Columns of the terminal; None wraps nothing. Only ``table`` heeds it.
        labels: IRI → label, shown beside it by ``table`` and ``md``; None shows no labels.

    Raises:
        UnknownNameError: There is no format of that name.
        UsageError: The format cannot hold a character of the result (XML and control characters).
    """
    if name not in FORMATS:
        raise UnknownNameError("result format", name, FORMATS)
    if name in {"md", "table"}:
        from azru_graph.results import tables

        if name == "md":
            return tables.to_markdown(result, labels=labels).encode()
        return tables.to_table(result, width=width, labels=labels).encode()
    from azru_graph.results import plain, w3c

    writers = {
        "csv": w3c.to_csv,
        "excel": plain.to_excel,
        "json": w3c.to_json,
        "ndjson": plain.to_ndjson,
        "tsv": w3c.to_tsv,
        "xml": w3c.to_xml,
    }
    return writers[name](result).encode()
