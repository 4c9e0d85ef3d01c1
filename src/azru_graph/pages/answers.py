"""Answers to stored questions, as templates take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph import queries

if TYPE_CHECKING:
    from azru_graph.engines import Engine
    from azru_graph.results import Table

__all__ = ["answer", "records"]


def answer(engine: Engine, name: str) -> Table:
    """Answer a stored question as it stands; raises UnknownNameError where there is none."""
    question = queries.get("questions", name)
    return queries.select(engine, question.text, path=question.path)


def records(table: Table) -> list[dict[str, str]]:
    """Give rows as texts by their columns; '' where nothing is bound."""
    return [
        {name: term.value if term else "" for name, term in zip(table.variables, row, strict=True)}
        for row in table.rows
    ]
