"""The tables as Parquet files, typed, written by DuckDB."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from azru_graph.exports.rows import rows_of
from azru_graph.exports.tables import TABLES

if TYPE_CHECKING:
    from azru_graph.exports.columns import Table
    from azru_graph.exports.content import Content

__all__ = ["parquet"]

_TYPES = {"boolean": "BOOLEAN", "date": "DATE", "decimal": "DOUBLE", "integer": "BIGINT"}


def parquet(content: Content) -> dict[str, bytes]:
    """Write a Parquet file for each table; the same rows give the same bytes with one DuckDB."""
    import duckdb
    import numpy as np

    files = {}
    # Several threads would write the groups of rows in an order of chance.
    with (
        duckdb.connect(config={"threads": 1}) as connection,
        TemporaryDirectory() as directory,
    ):
        path = Path(directory, "table.parquet")
        for table, rows in zip(TABLES, rows_of(content).values(), strict=True):
            cells = np.array(rows, dtype=object).reshape(len(rows), len(table.columns))
            names = [column.name for column in table.columns]
            connection.register("cells", dict(zip(names, cells.T.copy(), strict=True)))
            connection.execute(_copy(table, path))
            files[f"{table.name}.parquet"] = path.read_bytes()
    return files


def _copy(table: Table, path: Path) -> str:
    cells = ", ".join(
        f'CAST("{column.name}" AS {_TYPES.get(column.datatype, "VARCHAR")}) AS "{column.name}"'
        for column in table.columns
    )
    about = table.about.replace("'", "''")
    where = str(path).replace("'", "''")
    return (
        f"COPY (SELECT {cells} FROM cells) TO '{where}'"  # noqa: S608 -- names of our own
        f" (FORMAT parquet, KV_METADATA {{description: '{about}'}})"
    )
