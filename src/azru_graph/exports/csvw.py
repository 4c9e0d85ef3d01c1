"""The tables as CSV files with their description, as CSV on the Web has it.

RFC 4180 for the files; the description follows "Metadata Vocabulary for Tabular Data" and makes
"Generating RDF from Tabular Data on the Web" (both W3C, 2015) give the statements back. Its cells
have one language or datatype for a whole column: where that changes from row to row it gives none.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from azru_graph.exports.columns import ENTITIES
from azru_graph.exports.rows import as_csv, rows_of
from azru_graph.exports.tables import TABLES
from azru_graph.terms import PREFIXES, expand

if TYPE_CHECKING:
    from azru_graph.exports.columns import Column, Table
    from azru_graph.exports.content import Content

__all__ = ["METADATA", "csvw", "description"]

METADATA = "csv-metadata.json"  # where readers look for it, beside a file


def csvw(content: Content) -> dict[str, bytes]:
    """Write a CSV file for each table, and the description of them all."""
    files = {METADATA: content.rebased(description()).encode()}
    for table, rows in zip(TABLES, rows_of(content).values(), strict=True):
        files[f"{table.name}.csv"] = as_csv((column.name for column in table.columns), rows)
    return files


def description() -> str:
    """Describe the tables as JSON, which depends on no data."""
    whole = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "The statements of a knowledge graph as tables",
        "dc:description": (
            "What is of a class has a row in the table of its class, with its IRI as the key; what"
            " may have several values has a table of its own. What fits no column stands in"
            " other_links and other_values, so that every statement is in some table. An empty"
            " cell means that nothing is said."
        ),
        "tables": [_table(table) for table in TABLES],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _table(table: Table) -> dict[str, Any]:
    keys = [
        {
            "columnReference": column.name,
            "reference": {"resource": f"{column.to}.csv", "columnReference": "iri"},
        }
        for column in table.columns
        if column.to
    ]
    schema: dict[str, Any] = {
        "aboutUrl": f"{{+{table.columns[0].name}}}",
        "columns": [_column(table, column) for column in table.columns],
    }
    if table.key:
        schema["primaryKey"] = [*table.key]
    if keys:
        schema["foreignKeys"] = keys
    told = {"url": f"{table.name}.csv", "dc:description": table.about, "tableSchema": schema}
    return told | ({"suppressOutput": True} if table.name == ENTITIES else {})


def _column(table: Table, column: Column) -> dict[str, Any]:
    kinds = {"text": "string", "literal": "string"}
    told: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about,
        "datatype": kinds.get(column.datatype, column.datatype),
        "required": column.name in table.key,
    }
    if column.language:
        told["lang"] = column.language
    stated = _property(table, column)
    if not stated or column.datatype in kinds:
        return told | {"suppressOutput": True}
    told["propertyUrl"] = stated
    return told | ({"valueUrl": f"{{+{column.name}}}"} if column.datatype == "anyURI" else {})


def _property(table: Table, column: Column) -> str:
    """Give the template of the property that a column states; '' where it states none."""
    if column.property:
        return expand(column.property)
    if table.classes or column != table.value:
        return ""
    if not table.properties:  # other_links and other_values, whose rows name their property
        return "{+property}"
    if not table.role:
        return expand(table.properties[0])
    return PREFIXES[table.properties[0].partition(":")[0]] + f"{{{table.role.name}}}"
