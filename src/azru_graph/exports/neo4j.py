"""The property graph as CSV files for ``neo4j-admin database import``.

The header of a file says what its columns are (Neo4j Operations Manual, "Neo4j Admin import").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.exports.property_graph import property_graph
from azru_graph.exports.rows import as_csv
from azru_graph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.exports.columns import Column
    from azru_graph.exports.content import Content
    from azru_graph.exports.property_graph import Nodes

__all__ = ["neo4j"]

_TYPES = {"boolean": "boolean", "date": "date", "decimal": "double", "integer": "long"}
_SCRIPT = "import.sh"


def neo4j(content: Content) -> dict[str, bytes]:
    """Write a file for each kind of node and type of relationship, and the command that imports.

    A node has its kind as a label and, where it differs, the local name of its class.
    """
    graph = property_graph(content)
    files = {}
    for nodes in graph.nodes:
        header = ["iri:ID", *_headers(nodes.columns[1:]), ":LABEL"]
        lines = [(*row, label) for row, label in zip(nodes.rows, _labels(nodes), strict=True)]
        files[f"nodes-{nodes.kind}.csv"] = as_csv(header, lines)
    for some in graph.relationships:
        header = [":START_ID", ":END_ID", *_headers(some.columns), ":TYPE"]
        files[f"relationships-{some.type}.csv"] = as_csv(
            header, [(*row, some.type) for row in some.rows]
        )
    return files | {_SCRIPT: _script(files).encode()}


def _headers(columns: Iterable[Column]) -> list[str]:
    return [f"{column.name}:{_TYPES.get(column.datatype, 'string')}" for column in columns]


def _labels(nodes: Nodes) -> list[str]:
    names = [column.name for column in nodes.columns]
    if "class" not in names:
        return [nodes.kind] * len(nodes.rows)
    place = names.index("class")
    return [
        ";".join(dict.fromkeys([nodes.kind, local_name(row[place] or nodes.kind)]))
        for row in nodes.rows
    ]


def _script(files: Iterable[str]) -> str:
    lines = [
        "#!/bin/sh",
        "# Makes a database of these files: sh import.sh [NAME]",
        'cd "$(dirname "$0")" || exit',
        "neo4j-admin database import full --multiline-fields=true \\",
        *(f"  --{name.partition('-')[0]}={name} \\" for name in files),
        '  "${1:-neo4j}"',
    ]
    return "\n".join([*lines, ""])
