"""The stored queries: their headers, their parameters, and how a value gets into a query.

A stored query is plain SPARQL that any engine can run. Its leading ``#+`` lines are YAML::

    #+ summary: Which events took place in a year?
    #+ parameters:
    #+   year: {type: year, default: null, help: "Only events of this year."}

A parameter has a slot in the text, ``VALUES ?year { UNDEF }``, which means "any" as it stands and
is filled with serialised terms, never with text. Where ``?place`` is the label that people read,
the slot of the parameter ``place`` is ``VALUES ?placeIri { UNDEF }``. A sub-select is evaluated
before what stands outside it is known, and so is many a UNION or OPTIONAL. The slot may therefore
stand again, alike, in each of them; all are filled with the same terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import CatalogueError, UnknownNameError, UsageError
from azru_graph.files import query_files, read_text
from azru_graph.results import Table, Triples
from azru_graph.syntax import slots, to_sparql, with_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from azru_graph.engines import Engine
    from azru_graph.headers import Header
    from azru_graph.terms import Term

__all__ = [
    "KINDS",
    "Query",
    "bind",
    "by_first_tag",
    "catalogue",
    "construct",
    "get",
    "select",
    "texts",
]

KINDS = ("checks", "questions", "views")


class Query(NamedTuple):
    """A stored query: the stem of its file, its kind, its file, its whole text, ready to run."""

    name: str
    kind: str
    path: Path
    text: str

    @property
    def header(self) -> Header:
        """The header, read when first asked for; raises CatalogueError where it is at fault."""
        from azru_graph.headers import read_header  # an answer alone does not need it

        return read_header(self.kind, self.path, self.text)


def catalogue(kind: str) -> dict[str, Query]:
    """Read every stored query of a kind, with its header.

    Returns:
        Name → query, by name.

    Raises:
        UnknownNameError: There is no such kind.
        CatalogueError: A header is at fault, or two queries have the same summary.
    """
    found: dict[str, Query] = {}
    summaries: dict[str, Query] = {}
    for path in _paths(kind):
        query = Query(path.stem, kind, path, read_text(path))
        first = summaries.setdefault(query.header.summary.casefold(), query)
        if first is not query:
            raise CatalogueError(
                f"has the same summary as {first.path.name}",
                path=path,
                line=query.header.line,
                remedy="say what sets the two apart",
            )
        found[query.name] = query
    return found


def get(kind: str, name: str) -> Query:
    """Read one stored query; its header is left unread.

    Raises:
        UnknownNameError: There is no such kind, or no query of that name.
    """
    paths = {path.stem: path for path in _paths(kind)}
    if name not in paths:
        error = UnknownNameError(kind.removesuffix("s"), name, paths)
        error.remedy = error.remedy or "azru queries lists the questions"
        raise error
    return Query(name, kind, paths[name], read_text(paths[name]))


def by_first_tag(questions: Iterable[Query]) -> dict[str, list[Query]]:
    """Group questions by the first of their tags or else ``other``, in order of the alphabet.

    >>> list(by_first_tag(catalogue("questions").values()))[:2]
    ['actors', 'agreements']
    """
    found: dict[str, list[Query]] = {}
    for question in questions:
        found.setdefault((*question.header.tags, "other")[0], []).append(question)
    return dict(sorted(found.items()))


def bind(query: Query, values: Mapping[str, Sequence[Term]]) -> str:
    """Fill the slots of a query with serialised terms.

    Args:
        query: A stored query.
        values: Parameter → terms, any of which may match. A parameter left out, or with no term,
            keeps its default.

    Raises:
        UnknownNameError: The query has no such parameter.
        ParameterError: A term cannot be written in SPARQL: a blank node, half a surrogate pair, an
            IRI or language tag with a sign that none may hold.
    """
    text = query.text
    if not values:
        return text
    from azru_graph.headers import parameter_of

    for name in values:
        if name not in query.header.parameters:
            raise UnknownNameError(f"parameter of {query.name}", name, query.header.parameters)
    # From the end, so that the places before stay true.
    for slot in reversed(slots(text)):
        terms = values.get(parameter_of(slot[1], values) or "")
        if terms:
            filled = " ".join(dict.fromkeys(to_sparql(term) for term in terms))  # each once
            text = f"{text[: slot.start(2)]} {filled} {text[slot.end(2) :]}"
    return text


def select(engine: Engine, text: str, *, path: Path | None = None) -> Table:
    """Answer a query that must be a SELECT; raises UsageError where it is of another form."""
    answer = engine.query(text, path=path)
    if not isinstance(answer, Table):
        raise UsageError("gives no rows", path=path, remedy="begin the query with SELECT")
    return answer


def texts(engine: Engine, text: str) -> list[tuple[str, ...]]:
    """Answer a SELECT with the prefixes ready: rows of bare texts, '' where nothing is bound."""
    rows = select(engine, with_prefixes(text)).rows
    return [tuple(term.value if term else "" for term in row) for row in rows]


def construct(engine: Engine, text: str, *, path: Path | None = None) -> Triples:
    """Answer a query that must give triples; raises UsageError where it is of another form."""
    answer = engine.query(text, path=path)
    if not isinstance(answer, Triples):
        raise UsageError("gives no triples", path=path, remedy="begin the query with CONSTRUCT")
    return answer


def _paths(kind: str) -> tuple[Path, ...]:
    if kind not in KINDS:
        raise UnknownNameError("kind of query", kind, KINDS)
    return query_files(kind)
