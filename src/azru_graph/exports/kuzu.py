"""The property graph as a folder that Kùzu, and LadybugDB after it, import.

``IMPORT DATABASE "FOLDER"`` reads ``schema.cypher`` and ``copy.cypher``, as their own exports have
them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from azru_graph.exports.property_graph import property_graph
from azru_graph.exports.rows import as_csv

if TYPE_CHECKING:
    from collections.abc import Iterable

    from azru_graph.exports.columns import Column
    from azru_graph.exports.content import Content
    from azru_graph.exports.property_graph import Nodes, Relationships

__all__ = ["kuzu"]

_TYPES = {"boolean": "BOOL", "date": "DATE", "decimal": "DOUBLE", "integer": "INT64"}
# Read in one thread, since the others cannot tell a line's end within a text from one behind it.
_OPTIONS = "HEADER=true, AUTO_DETECT=false, PARALLEL=false"


def kuzu(content: Content) -> dict[str, bytes]:
    """Write the schema, the commands that copy, and the files that these name."""
    graph = property_graph(content)
    schema = [_node_table(nodes) for nodes in graph.nodes]
    schema += [_relationship_table(some) for some in graph.relationships]
    copies = []
    files = {}
    for nodes in graph.nodes:
        name = f"{nodes.kind}.csv"
        files[name] = as_csv([column.name for column in nodes.columns], nodes.rows)
        copies.append(f'COPY `{nodes.kind}` FROM "{name}" ({_OPTIONS});')
    for some in graph.relationships:
        rows = defaultdict(list)
        for row in some.rows:
            rows[graph.kinds[str(row[0])], graph.kinds[str(row[1])]].append(row)
        for start, end in some.between:
            if (start, end) not in rows and len(some.between) > 1:
                continue  # most of what may be is not
            name = f"{some.type}-{start}-{end}.csv"
            header = ["from", "to", *(column.name for column in some.columns)]
            files[name] = as_csv(header, rows[start, end])
            ends = f'FROM="{start}", TO="{end}"'
            copies.append(f'COPY `{some.type}` FROM "{name}" ({_OPTIONS}, {ends});')
    return {
        "schema.cypher": "\n".join([*schema, ""]).encode(),
        "copy.cypher": "\n".join([*copies, ""]).encode(),
        **files,
    }


def _node_table(nodes: Nodes) -> str:
    own = ", ".join([*_typed(nodes.columns), f"PRIMARY KEY (`{nodes.columns[0].name}`)"])
    return f"CREATE NODE TABLE `{nodes.kind}` ({own});"


def _relationship_table(some: Relationships) -> str:
    ends = [f"FROM `{start}` TO `{end}`" for start, end in some.between]
    return f"CREATE REL TABLE `{some.type}` ({', '.join([*ends, *_typed(some.columns)])});"


def _typed(columns: Iterable[Column]) -> list[str]:
    return [f"`{column.name}` {_TYPES.get(column.datatype, 'STRING')}" for column in columns]
