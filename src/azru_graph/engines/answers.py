"""Answers of every engine in one form: terms, spelling of literals, order of triples, blank nodes.

Engines differ in what they do to a literal: ``10.0`` stays, or becomes ``10``. The spelling of the
embedded store is taken for all, by passing the literals of other engines through it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as store

from azru_graph.results import Boolean, Result, Table, Triples
from azru_graph.terms import XSD, BlankNode, Iri, Literal, Term, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["cut", "respelled", "to_result", "to_triples"]


def cut(result: Result, most: int | None) -> Result:
    """Cut rows off after so many; None cuts none off."""
    return result.head(most) if most is not None and isinstance(result, Table) else result


def to_result(
    answer: store.QuerySolutions | store.QueryBoolean | store.QueryTriples,
    *,
    most: int | None = None,
) -> Result:
    """Turn an answer of the embedded store into one of ours.

    Blank nodes are numbered in the order of the answer. Raises ValueError for a triple term.

    ``most`` is how many rows are read and no more, but for one that shows that there are others.
    """
    if isinstance(answer, store.QueryBoolean):
        return Boolean(bool(answer))
    if isinstance(answer, store.QuerySolutions):
        names: dict[str, str] = {}
        variables = tuple(variable.value for variable in answer.variables)
        # Lists, since generators take longer to go on.
        rows = [
            tuple([None if term is None else _term(term, names) for term in row])
            for row in islice(answer, most)
        ]
        more = most is not None and next(answer, None) is not None
        return Table(variables, tuple(rows), more=None if more else 0)
    return _sorted(answer)


def to_triples(content: bytes, form: store.RdfFormat) -> Triples:
    """Read the triples that another engine gives; raises SyntaxError where they are none."""
    into = store.Store()
    into.load(content, format=form)
    return _sorted(quad.triple for quad in into)


def respelled(table: Table) -> Table:
    """Spell the literals of another engine as the embedded store does; number the blank nodes.

    >>> from azru_graph.terms import XSD
    >>> table = Table(("n", "b"), ((Literal("10.0", XSD + "decimal"), BlankNode("node7")),))
    >>> [term.value for term in respelled(table).rows[0] if term]
    ['10', 'b0']
    """
    names: dict[str, str] = {}
    spelled = _spelled({term for row in table.rows for term in row if isinstance(term, Literal)})

    def cell(term: Term | None) -> Term | None:
        if isinstance(term, BlankNode):
            return BlankNode(names.setdefault(term.value, f"b{len(names)}"))
        return spelled.get(term, term) if isinstance(term, Literal) else term

    return Table(table.variables, tuple(tuple(map(cell, row)) for row in table.rows))


def _spelled(literals: set[Literal]) -> dict[Literal, Literal]:
    """Map the literals that the embedded store spells in another way, and maybe others."""
    # It changes these datatypes alone; any other may be no IRI, at which it would stumble.
    typed = [one for one in literals if one.datatype.startswith(XSD) and not one.language]
    into = store.Store()
    into.extend(
        store.Quad(
            store.NamedNode(f"literal:{place}"),
            store.NamedNode(XSD),
            store.Literal(one.value, datatype=store.NamedNode(one.datatype)),
        )
        for place, one in enumerate(typed)
    )
    found = {
        typed[int(quad.subject.value.removeprefix("literal:"))]: Literal(
            quad.object.value, quad.object.datatype.value
        )
        for quad in into
    }
    tagged = {one: one._replace(language=one.language.lower()) for one in literals if one.language}
    return found | tagged


def _sorted(triples: Iterable[store.Triple]) -> Triples:
    """Number the blank nodes and put triples in order.

    The store's order is chance, and so are its names of blank nodes, which are left out at first.
    """
    names: dict[str, str] = {}
    found = sorted(triples, key=lambda triple: [_unnamed(term) for term in triple])
    distinct = {
        (_term(one, names), _term(two, names), _term(three, names)) for one, two, three in found
    }
    return Triples(sorted(distinct, key=lambda triple: [to_ntriples(term) for term in triple]))


def _unnamed(term: object) -> str:
    return "_:" if isinstance(term, store.BlankNode) else str(term)


def _term(term: object, names: dict[str, str]) -> Term:
    """Turn a term of the store into one of ours; ``names`` numbers the blank nodes."""
    if isinstance(term, store.NamedNode):
        return Iri(term.value)
    if isinstance(term, store.Literal):
        if term.language:
            return Literal(term.value, language=term.language)
        return Literal(term.value, term.datatype.value)
    if isinstance(term, store.BlankNode):
        return BlankNode(names.setdefault(term.value, f"b{len(names)}"))
    raise ValueError("the answer holds a triple term, which RDF 1.1 does not know")
