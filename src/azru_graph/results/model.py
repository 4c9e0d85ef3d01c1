"""What an engine answers: rows, a truth value, or triples."""

from __future__ import annotations

from typing import NamedTuple

from azru_graph.terms import Term

__all__ = ["Boolean", "Result", "Table", "Triples"]


class Table(NamedTuple):
    """The rows of a SELECT query.

    Attributes:
        variables: The column names, without ``?``.
        rows: One term per column; None where a variable is unbound.
        more: How many rows were cut off; 0 for a whole result, None for an unknown number.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    more: int | None = 0

    def head(self, limit: int) -> Table:
        """Keep the first rows and remember how many were cut; ``limit`` is at least 0.

        >>> Table(("n",), ((None,), (None,))).head(1).more
        1
        >>> Table(("n",), ()).head(5).more
        0
        """
        cut = max(0, len(self.rows) - limit)
        if not cut:
            return self
        more = None if self.more is None else self.more + cut
        return Table(self.variables, self.rows[:limit], more)

    @property
    def cut(self) -> str:
        """How many rows are shown of how many; '' for a whole result.

        >>> Table(("n",), ((None,), (None,))).head(1).cut
        '1 of 2 rows shown'
        >>> Table(("n",), ((None,),), more=None).cut
        'the first 1 of more rows shown'
        """
        shown = len(self.rows)
        if self.more is None:
            return f"the first {shown} of more rows shown"
        return f"{shown} of {shown + self.more} rows shown" if self.more else ""


class Boolean(NamedTuple):
    """The answer to an ASK query; true or false like the value in it."""

    value: bool

    def __bool__(self) -> bool:
        return self.value

    def __str__(self) -> str:
        return "true" if self.value else "false"


class Triples(tuple[tuple[Term, Term, Term], ...]):
    """The answer to CONSTRUCT or DESCRIBE: distinct triples of terms, sorted."""

    __slots__ = ()


Result = Table | Boolean | Triples
