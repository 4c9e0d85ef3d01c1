"""The answers to SPARQL queries, and their forms as text: a pure function for each format.

What they are stands in ``model``. ``w3c`` has the four formats of the recommendations; ``plain``
those that give values without their datatypes, for scripts and spreadsheets; ``tables`` those for
people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.errors import UnknownNameError
from azru_graph.results.model import Boolean, Result, Table, Triples
from azru_graph.results.plain import to_excel, to_ndjson
from azru_graph.results.tables import to_markdown, to_records, to_table
from azru_graph.results.w3c import to_csv, to_json, to_tsv, to_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "WRITERS",
    "Boolean",
    "Result",
    "Table",
    "Triples",
    "to_csv",
    "to_excel",
    "to_json",
    "to_markdown",
    "to_ndjson",
    "to_records",
    "to_table",
    "to_tsv",
    "to_xml",
    "write",
]

WRITERS: dict[str, Callable[[Table | Boolean], str]] = {
    "csv": to_csv,
    "excel": to_excel,
    "json": to_json,
    "md": to_markdown,
    "ndjson": to_ndjson,
    "table": to_table,
    "tsv": to_tsv,
    "xml": to_xml,
}


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
