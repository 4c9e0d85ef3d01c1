"""The exception tree: its drawing is true, its messages say what, where and how to mend it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from azru_graph import errors


def test_drawing_shows_the_tree() -> None:
    drawn = {}
    stack: list[str] = []
    statuses = {}
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"    ([│├└─ ]*)(\w+Error)\b(.*)", line):
            depth = len(match[1]) // 4
            stack[depth:] = [match[2]]
            drawn[match[2]] = stack[depth - 1] if depth else "Exception"
            if status := re.search(r"exit status (\d)", match[3]):
                statuses[match[2]] = int(status[1])
    classes = {
        name: value
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.AzruError)
    }
    assert drawn == {name: value.__mro__[1].__name__ for name, value in classes.items()}
    assert set(drawn) == set(errors.__all__) - {"quoted"}
    assert statuses
    assert all(classes[name].exit_status == status for name, status in statuses.items())


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ({}, "is odd"),
        ({"path": Path("a.ttl")}, "a.ttl: is odd"),
        ({"path": "a.ttl", "line": 3}, "a.ttl:3: is odd"),
        ({"path": "a.ttl", "line": 3, "column": 7}, "a.ttl:3:7: is odd"),
        ({"remedy": "mend it"}, "is odd\n  remedy: mend it"),
        ({"path": "a.ttl", "remedy": "mend it"}, "a.ttl: is odd\n  remedy: mend it"),
    ],
    ids=["bare", "file", "line", "column", "remedy", "file-and-remedy"],
)
def test_text_is_put_together_from_its_parts(place: dict[str, Any], text: str) -> None:
    error = errors.DataError("is odd", **place)
    assert str(error) == text
    assert error.what == "is odd"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.RdfSyntaxError("x"), 1),
        (errors.CatalogueError("x"), 1),
        (errors.OutputError("x"), 1),
        (errors.ParameterError("x"), 2),
        (errors.UnknownNameError("query", "x", []), 2),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_exit_status(error: errors.AzruError, status: int) -> None:
    assert error.exit_status == status


@pytest.mark.parametrize(
    ("name", "known", "remedy"),
    [
        ("who-visted", ["who-visited", "what-caused"], "did you mean who-visited?"),
        ("zzzz", ["b", "a"], "choose one of: a, b"),
        ("zzzz", [], None),
    ],
    ids=["near", "far", "nothing-known"],
)
def test_unknown_name_suggests(name: str, known: list[str], remedy: str | None) -> None:
    error = errors.UnknownNameError("query", name, known)
    assert error.what == f"there is no query named '{name}'"
    assert error.remedy == remedy
    assert (error.kind, error.name) == ("query", name)
