"""Answers as Python wants them: rows of typed values, which also show themselves in a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from azru_graph import markup, results, terms
from azru_graph.errors import UsageError
from azru_graph.terms import INTEGERS, XSD, compact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from azru_graph.queries import Query
    from azru_graph.results import Table
    from azru_graph.terms import Term

__all__ = ["Answer", "Catalogue", "Iri", "Row", "to_python"]

_MOST_SHOWN = 10  # rows where an answer shows itself in a session
_MOST_IN_NOTEBOOK = 50
_WIDTH = 100

_READERS: dict[str, Callable[[str], object]] = {
    XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    XSD + "date": date.fromisoformat,
    XSD + "dateTime": datetime.fromisoformat,
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    **dict.fromkeys(INTEGERS, int),
}


class Iri(str):
    """An IRI: a string in full, with its short form at hand.

    >>> Iri("https://w3id.org/azru/id/state-russia").curie
    'id:state-russia'
    >>> Iri("https://example.org/x").curie
    'https://example.org/x'
    """

    __slots__ = ()

    @property
    def curie(self) -> str:
        """The prefixed name; the whole IRI where no prefix of the table fits."""
        return compact(str(self))

    def __repr__(self) -> str:
        return f"Iri({str.__repr__(self)})"


class Row(tuple[Any, ...]):
    """The values of one row, in the order of the columns; each is also an attribute.

    As in a named tuple, `_fields` has the names of the columns and `_asdict` gives a dictionary.
    A column whose name is no plain attribute, such as one that begins with ``_``, is reached as
    ``row["_name"]``, like any other.

    >>> row = Row.of(("label", "count"), ("Baku", 3))
    >>> row.count, row["label"], row[-1]
    (3, 'Baku', 3)
    >>> row["place"]
    Traceback (most recent call last):
        ...
    KeyError: "there is no column 'place'; there are: label, count"
    """

    _fields: tuple[str, ...] = ()
    __slots__ = ()

    @staticmethod
    def of(columns: Sequence[str], values: Sequence[object]) -> Row:
        """Make a row of columns and their values, as many of the one as of the other."""
        return _row_class(tuple(columns))(values)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...  # noqa: ANN401 - any value

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - as the tuple's, and names as well
        """Give the value of a column by its name or place, or those of a slice."""
        if not isinstance(key, str):
            return super().__getitem__(key)
        if key not in self._fields:
            names = ", ".join(self._fields)
            raise KeyError(f"there is no column {key!r}; there are: {names}")
        return super().__getitem__(self._fields.index(key))

    def _asdict(self) -> dict[str, Any]:
        """Column → value."""
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        pairs = (f"{name}={value!r}" for name, value in self._asdict().items())
        return f"Row({', '.join(pairs)})"

    def __reduce__(self) -> tuple[Callable[..., Row], tuple[object, ...]]:
        # Its class is made on the way and has no name by which pickle could find it.
        return Row.of, (self._fields, tuple(self))


class Catalogue(dict[str, "Query"]):
    """The stored questions: name → question, whose ``header`` has all that is said of it."""

    def __repr__(self) -> str:
        return "\n".join(f"{name:<24} {one.header.summary}" for name, one in self.items())

    def _repr_html_(self) -> str:
        rows = [
            (name, one.header.summary, ", ".join(one.header.parameters), ", ".join(one.header.tags))
            for name, one in self.items()
        ]
        columns = ("name", "question", "parameters", "tags")
        cells = [list(map(markup.text_cell, row)) for row in rows]
        return markup.in_notebook(
            markup.rows_table(columns, cells, caption=f"{len(self)} stored questions")
        )


class Answer(Sequence[Row]):
    """The rows that answer a question, with typed values.

    A value is an `Iri`, int, Decimal, float, bool, date, datetime, str, or None where nothing is
    bound; a text is a str whatever its language. A literal that does not have the form of its
    datatype, and one of any other datatype, is the str that was written.

    Attributes:
        table: The same rows as RDF terms, language tags and datatypes kept.
        title: What was asked, or ''.
    """

    def __init__(
        self,
        table: Table,
        *,
        title: str = "",
        labels: Callable[[Table], Mapping[str, str]] | None = None,
    ) -> None:
        """Take rows; ``labels`` gives IRI → label when they are shown, None shows none."""
        self.table = table
        self.title = title
        self._labels = labels
        self._rows = [
            Row.of(table.variables, [to_python(term) for term in row]) for row in table.rows
        ]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return self.table.variables

    @overload
    def __getitem__(self, key: int) -> Row: ...

    @overload
    def __getitem__(self, key: slice) -> Answer: ...

    def __getitem__(self, key: int | slice) -> Row | Answer:
        """Give a row by its place, or an answer of the rows of a slice."""
        if isinstance(key, slice):
            cut = self.table._replace(rows=self.table.rows[key], more=0)
            return Answer(cut, title=self.title, labels=self._labels)
        return self._rows[key]

    def __len__(self) -> int:
        return len(self._rows)

    def to(self, form: str) -> str:
        """Write the rows in one of ``azru_graph.results.FORMATS``, such as ``csv`` or ``table``.

        Raises:
            UnknownNameError: There is no such format.
            UsageError: The format cannot hold a character of the rows.
        """
        return self._written(form).decode()

    def save(self, path: Path | str) -> Path:
        """Write the rows to a file, whole or not at all, in the format that its suffix names.

        Returns:
            The path.

        Raises:
            UnknownNameError: The suffix names no format.
            OutputError: The file cannot be written.
        """
        from azru_graph.files import write_whole

        path = Path(path)
        write_whole(path, self._written(path.suffix.removeprefix(".").lower()))
        return path

    def to_pandas(self) -> pd.DataFrame:
        """Give the rows as a data frame of pandas, a column for each; None becomes missing.

        Dates stay `datetime.date`, since pandas has no type for days.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise UsageError(
                "a data frame needs pandas, which is not installed",
                remedy="install it, for example with: pip install pandas",
            ) from error
        return pd.DataFrame(list(map(tuple, self)), columns=list(self.columns)).convert_dtypes()

    def __repr__(self) -> str:
        shown = results.write(self.table.head(_MOST_SHOWN), "table", width=_WIDTH).decode()
        return f"{shown}({_count(len(self))})" if self else shown.rstrip("\n")

    def __str__(self) -> str:
        return self.to("table").rstrip("\n")

    def _repr_html_(self) -> str:
        count = _count(len(self))
        caption = f"{self.title} ({count})" if self.title else count
        labels = self._labels(self.table) if self._labels else None
        return markup.in_notebook(
            markup.table(self.table, caption=caption, labels=labels, limit=_MOST_IN_NOTEBOOK)
        )

    def _written(self, form: str) -> bytes:
        return results.write(self.table, form)


def to_python(term: Term | None) -> object:
    """Give the value of an RDF term as `Answer` says.

    >>> to_python(terms.Literal("1993-06-30", XSD + "date"))
    datetime.date(1993, 6, 30)
    >>> to_python(terms.Literal("2001-13-45", XSD + "date"))
    '2001-13-45'
    """
    if term is None:
        return None
    if isinstance(term, terms.Iri):
        return Iri(term.value)
    if isinstance(term, terms.BlankNode):
        return f"_:{term.value}"
    try:
        return _READERS.get(term.datatype, str)(term.value)
    except (ArithmeticError, KeyError, ValueError):
        return term.value


def _count(number: int) -> str:
    return f"{number} row{'' if number == 1 else 's'}"


@lru_cache(maxsize=256)
def _row_class(columns: tuple[str, ...]) -> type[Row]:
    """A class of rows with these columns as attributes, so that ``count`` is one as well."""
    own: dict[str, object] = {"__slots__": (), "_fields": columns}
    own |= {
        name: property(itemgetter(place))
        for place, name in enumerate(columns)
        if not name.startswith("_")
    }
    return type("Row", (Row,), own)
