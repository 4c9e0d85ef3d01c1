"""The page on the tables: its examples run, and it has every table and column."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import TYPE_CHECKING

from azru_graph.exports.tables import TABLES
from exporting import folder, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from azru_graph.exports.columns import Column, Table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tables.md"
MARK = "by `pytest tests/test_tables_page.py --update`. -->\n"


def reference() -> Iterator[str]:
    """Write the tables and their columns as Markdown."""
    for table in TABLES:
        kind = f" Nodes `{table.kind}`." if table.kind else ""
        yield f"\n### {table.name}\n\n{table.about}.{kind}\n\n"
        yield "| column | what stands in it | property | type |\n|---|---|---|---|\n"
        for column in table.columns:
            key = " (key)" if column.name in table.key else ""
            cells = (f"`{column.name}`{key}", column.about, stated(table, column), type_of(column))
            yield f"| {' | '.join(cells)} |\n"


def stated(table: Table, column: Column) -> str:
    if column.property:
        return f"`{column.property}`"
    if table.properties and column == table.value:
        return ", ".join(f"`{name}`" for name in table.properties)
    return ""


def type_of(column: Column) -> str:
    if column.to:
        return f"→ [{column.to}](#{column.to})"
    kinds = {"anyURI": "IRI", "text": "text", "literal": "any literal", "string": "text"}
    kind = kinds.get(column.datatype, column.datatype)
    return f"{kind}, English" if column.language else kind


def test_tables_are_those_of_the_description(request: pytest.FixtureRequest) -> None:
    before, mark, after = PAGE.read_text(encoding="utf-8").partition(MARK)
    assert mark
    fresh = "".join(reference())
    if request.config.getoption("--update"):
        PAGE.write_text(before + mark + fresh, encoding="utf-8")
    else:
        assert after == fresh


def test_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for form in ("csvw", "kuzu"):
        (tmp_path / form).mkdir()
        folder("shipped", form, tmp_path / form)
    database = written("shipped", "sqlite")
    assert isinstance(database, bytes)
    (tmp_path / "azru.sqlite").write_bytes(database)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```pycon\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 3
    names: dict[str, object] = {}
    for number, block in enumerate(blocks):
        examples = doctest.DocTestParser().get_doctest(block, names, f"example {number}", None, 0)
        assert examples.examples[-1].want
        assert doctest.DocTestRunner().run(examples).failed == 0
