"""The page on the formats lists those that there are, and who was found to read them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from azru_graph.exports import FORMATS, file_name
from readers import PROGRAMS, READERS

if TYPE_CHECKING:
    import pytest

PAGE = Path(__file__).parent.parent / "docs" / "formats.md"
TABLE = re.compile(r"(?<=\|---\|---\|---\|---\|\n).*?(?=<!-- end -->)", re.DOTALL)


def rows() -> str:
    """Make the rows of the table, one for each format."""
    made = []
    formats = {reader: it.formats for reader, it in READERS.items()} | PROGRAMS
    for name, form in sorted(FORMATS.items()):
        readers = ", ".join(reader for reader, own in formats.items() if name in own)
        place = file_name(name) + ("" if form.suffix else "/")
        made.append(f"| `{name}` | `{place}` | {form.summary} | {readers} |\n")
    return "".join(made)


def test_the_page_lists_every_format(request: pytest.FixtureRequest) -> None:
    """With --update its table is written anew."""
    text = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("--update"):
        PAGE.write_text(TABLE.sub(lambda _: rows(), text), encoding="utf-8")
        text = PAGE.read_text(encoding="utf-8")
    assert TABLE.findall(text) == [rows()]
