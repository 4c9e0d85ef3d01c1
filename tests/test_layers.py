"""The package keeps to its own rules: layers, sizes, exports, who prints, examples that run."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import azru_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACKAGE = Path(azru_graph.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
CODE = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
# The two doors: the package itself knows nothing, ``python -m`` opens the command line.
DOORS = {"azru_graph", "azru_graph.__main__"}
INSIDE = sorted(MODULES.keys() - DOORS)


def layers() -> dict[str, tuple[int, int]]:
    """Read the table of the package's docstring: module → its layer, its place in the table."""
    rows = re.findall(r"(?m)^(\d+) +(\S+(?:, \S+)*)  ", azru_graph.__doc__ or "")
    names = [(int(layer), name) for layer, row in rows for name in row.split(", ")]
    return {name: (layer, place) for place, (layer, name) in enumerate(names)}


def imported(name: str) -> Iterator[str]:
    """Give the modules of the package that a module imports, wherever in it."""
    for node in ast.walk(CODE[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: write imports in full"
            full = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (inner if inner in MODULES else str(node.module) for inner in full)


def order(export: str) -> tuple[int, str]:
    """Give the key by which exports are sorted: constants, classes, functions."""
    return (0 if export.isupper() else 1 if export[0].isupper() else 2, export)


def part(name: str) -> str:
    """Give the name a module goes by in the table: a subpackage counts as one."""
    return [*name.split("."), ""][1]


def test_every_module_has_its_layer() -> None:
    assert {part(name) for name in INSIDE} - layers().keys() == set()


@pytest.mark.parametrize("name", INSIDE)
def test_imports_go_down(name: str) -> None:
    table = layers()
    own = table[part(name)]
    for other in imported(name):
        if other == "azru_graph" or other not in MODULES or part(other) == part(name):
            continue
        assert table[part(other)] < own, f"{name} imports {other}, which the table puts later"


def test_package_itself_hands_on_the_names_of_the_api() -> None:
    """Its names are those of the api, which is imported when one of them is used, and only then."""
    assert set(imported("azru_graph")) == {"azru_graph.api"}
    api = importlib.import_module("azru_graph.api")
    assert azru_graph.__all__ == sorted({*api.__all__, "__version__"}, key=order)
    assert set(api.__all__).isdisjoint(map(part, INSIDE)), "a module would hide the name"


@pytest.mark.parametrize("name", INSIDE)
def test_at_most_400_lines(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("name", INSIDE)
def test_exports_are_sorted_and_exist(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__all__ == sorted(set(module.__all__), key=order)
    assert [export for export in module.__all__ if not hasattr(module, export)] == []


@pytest.mark.parametrize("name", [name for name in INSIDE if part(name) != "cli"])
def test_only_the_command_line_talks(name: str) -> None:
    talk = {"print", "exit", "quit", "input", "breakpoint"}
    outlets = {"exit", "argv", "stdin", "stdout", "stderr"}
    for node in ast.walk(CODE[name]):
        where = f"{name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in talk, where
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert node.value.id != "sys" or node.attr not in outlets, where
        if isinstance(node, ast.ImportFrom) and node.module == "sys":
            assert not outlets.intersection(alias.name for alias in node.names), where


def test_examples_in_docstrings(count_cases: Callable[[str, int], None]) -> None:
    results = {name: doctest.testmod(importlib.import_module(name)) for name in INSIDE}
    assert [name for name, result in results.items() if result.failed] == []
    count_cases("examples in docstrings", sum(result.attempted for result in results.values()))
