"""The algebra of a SPARQL query: which patterns it has, and which of them hang together.

rdflib parses the query and translates it (SPARQL 1.1 Query Language, section 18); its nodes, which
have no types, are read here and go no further.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from azru_graph.terms import PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Plan", "read_plan"]

_Node = Any  # a CompValue of rdflib, a term, a path, or a list or dict of them
_TYPE = PREFIXES["rdf"] + "type"
_GENERATED = re.compile("N[0-9a-f]{32}")  # the names that rdflib gives to blank nodes
_EXISTS = {"Builtin_EXISTS": "EXISTS", "Builtin_NOTEXISTS": "NOT EXISTS"}


class Plan(NamedTuple):
    """What the algebra of a query says.

    Attributes:
        patterns: Its graph patterns, one a line, indented by what they stand in.
        iris: The IRIs that it names, sorted.
        products: For each group whose patterns do not hang together: the variables of each part, as
            ``?x``, and ``[]`` for its blank nodes.
        cuts: For each LIMIT or OFFSET, whether the rows that it cuts are in order.
        is_ordered: Whether the answer as a whole is in order.
        is_single: Whether the answer is one row, since everything is aggregated.
        features: The names that rdflib has for its operators and functions, such as ``OrderBy`` and
            ``Builtin_REGEX``; also ``Division`` and ``From``.
        texts: The IRI of each property that is given a text without a language, with that text.
    """

    patterns: tuple[str, ...]
    iris: tuple[str, ...]
    products: tuple[tuple[tuple[str, ...], ...], ...]
    cuts: tuple[bool, ...]
    is_ordered: bool
    is_single: bool
    features: frozenset[str]
    texts: tuple[tuple[str, str], ...]


def read_plan(text: str) -> Plan:
    """Read the algebra of a query whose prefixes are all declared.

    Raises:
        ValueError: rdflib cannot read the query, which the store may do all the same.
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    from azru_graph.sources import keep_lexical_forms

    try:
        with keep_lexical_forms():
            algebra = translateQuery(parseQuery(text)).algebra
    except ParseException as error:
        raise ValueError(f"it stops at {error.line[error.col - 1 :][:40]}") from error
    except Exception as error:  # rdflib raises whatever comes
        raise ValueError(str(error)) from error
    try:
        return _plan(algebra)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def _plan(algebra: _Node) -> Plan:
    body = _lines(algebra.p)
    template = sorted(_triple(triple) for triple in algebra.template or ())
    products: list[tuple[tuple[str, ...], ...]] = []
    _scope(algebra.p, set(), products)
    chain = list(_modifiers(algebra.p))
    return Plan(
        patterns=tuple(
            ["CONSTRUCT", *_deeper(template), "WHERE", *_deeper(body)] if template else body
        ),
        iris=tuple(sorted(set(_iris(algebra)))),
        products=tuple(dict.fromkeys(products)),
        cuts=tuple(
            any(part.name == "OrderBy" for part in _modifiers(node))
            for node in _nodes(algebra)
            if node.name == "Slice"
        ),
        is_ordered=any(node.name == "OrderBy" for node in chain),
        is_single=any(node.name == "AggregateJoin" and not node.p.expr for node in chain),
        features=frozenset(_features(algebra)),
        texts=tuple(sorted(set(_texts(algebra)))),
    )


def _lines(node: _Node) -> list[str]:  # noqa: C901, PLR0911 - a case for each kind of node
    """Write the graph patterns of a node."""
    node = _translated(node)
    if not _is_node(node):
        return []
    match node.name:
        case "BGP":
            return sorted(_triple(triple) for triple in node.triples)
        case "Join":
            return _lines(node.p1) + _lines(node.p2)
        case "LeftJoin":
            inner = _lines(node.p2) + _filter_lines(node.expr)
            return [*_lines(node.p1), "OPTIONAL", *_deeper(inner)]
        case "Minus":
            return [*_lines(node.p1), "MINUS", *_deeper(_lines(node.p2))]
        case "Union":
            first, *others = (_deeper(_lines(branch)) for branch in _branches(node))
            return ["EITHER", *first, *(line for other in others for line in ("OR", *other))]
        case "Graph":
            return [f"GRAPH {_term(node.term)}", *_deeper(_lines(node.p))]
        case "Filter":
            return _lines(node.p) + _filter_lines(node.expr)
        case "Extend" if not str(node.expr).startswith("__agg"):
            return [*_lines(node.p), f"BIND ?{node.var}{_listed(_variables(node.expr), ' from ')}"]
        case "values":
            return [f"VALUES{_listed(_given(node), ' ')}"]
        case "ToMultiSet" if node.p.name != "values":
            return [f"SELECT{_listed(_projected(node), ' ')}", *_deeper(_lines(node.p))]
    return _lines(node.p)


def _filter_lines(expr: _Node) -> list[str]:
    names = _listed(_variables(expr, patterns=False), "FILTER on ")
    lines = [names] if names else []
    for node in _nodes(expr):
        if node.name in _EXISTS:
            lines += [f"FILTER {_EXISTS[node.name]}", *_deeper(_lines(node.graph))]
    return lines


def _scope(node: _Node, outer: set[str], found: list[tuple[tuple[str, ...], ...]]) -> None:
    """Find the products in a group and in the groups within it; ``outer`` is bound outside."""
    units: list[set[str]] = []
    joints = [outer]
    _gather(_translated(node), units, joints, found)
    parts = _components(units, joints)
    if len(parts) > 1:
        found.append(tuple(sorted(tuple(sorted(set(map(_shown, part)))) for part in parts)))


def _gather(  # noqa: C901, PLR0911 - a case for each kind of node
    node: _Node,
    units: list[set[str]],
    joints: list[set[str]],
    found: list[tuple[tuple[str, ...], ...]],
) -> None:
    """Add what a node joins: units of variables bound together, and joints that compare them."""
    if not _is_node(node):
        return

    def inside(part: _Node) -> None:
        _scope(part, {name for unit in units for name in unit}, found)

    match node.name:
        case "BGP":
            units += [set(_variables(triple)) for triple in node.triples]
            return
        case "values":
            if len(node.res) > 1:  # one row multiplies nothing
                units.append(set(_given(node)))
            return
        case "Join":
            _gather(node.p1, units, joints, found)
            _gather(node.p2, units, joints, found)
            return
        case "LeftJoin" | "Minus":
            _gather(node.p1, units, joints, found)
            inside(node.p2)
            if node.name == "LeftJoin":
                units.append(set(_variables(node.p2)))
                joints.append({*_variables(node.p2), *_variables(node.expr)})
            return
        case "Union":
            for branch in _branches(node):
                inside(branch)
            units.append(set(_variables(node)))
            return
        case "ToMultiSet" if node.p.name != "values":
            _scope(node.p, set(), found)
            units.append(set(_projected(node)))
            return
        case "Filter" | "Extend":
            joints.append({*_variables(node.var), *_variables(node.expr)})
    _gather(node.p, units, joints, found)


def _components(units: Iterable[set[str]], joints: Iterable[set[str]]) -> list[set[str]]:
    """Merge the units that share a variable, or that a joint shares variables with.

    >>> [sorted(part) for part in _components([{"a", "b"}, {"c"}, {"b", "d"}, {"e"}], [{"c", "e"}])]
    [['a', 'b', 'd'], ['c', 'e']]
    """
    parts: list[set[str]] = []
    for names, is_unit in [*((unit, True) for unit in units), *((one, False) for one in joints)]:
        touched = [part for part in parts if part & names]
        merged = set().union(*touched, names if is_unit else ())
        parts = [part for part in parts if part not in touched] + ([merged] if merged else [])
    return parts


def _is_node(value: _Node) -> bool:
    from rdflib.plugins.sparql.parserutils import CompValue

    return isinstance(value, CompValue)


def _translated(node: _Node) -> _Node:
    """The algebra of a group that rdflib leaves as it was parsed, as it does within EXISTS."""
    from rdflib.plugins.sparql.algebra import translateGroupGraphPattern

    if _is_node(node) and node.name == "GroupGraphPatternSub":
        return translateGroupGraphPattern(node.clone())
    return node


def _inner(value: _Node) -> Iterator[_Node]:
    """What a node, a list or a dict holds."""
    if isinstance(value, dict):
        yield from (part for key, part in value.items() if key not in {"_vars", "datasetClause"})
        yield from (key for key in value if not isinstance(key, str) or hasattr(key, "n3"))
    elif isinstance(value, (list, tuple, set)):
        yield from value


def _nodes(value: _Node) -> Iterator[_Node]:
    """The nodes of a tree, itself included."""
    if _is_node(value):
        yield value
    for part in _inner(value):
        yield from _nodes(part)


def _leaves(value: _Node, *, patterns: bool = True) -> Iterator[_Node]:
    """The terms and paths in a tree; without ``patterns``, those of EXISTS left out."""
    from rdflib.paths import Path
    from rdflib.term import Identifier

    if isinstance(value, (Identifier, Path)):
        yield value
    elif patterns or getattr(value, "name", "") not in _EXISTS:
        for part in _inner(value):
            yield from _leaves(part, patterns=patterns)


def _variables(value: _Node, *, patterns: bool = True) -> list[str]:
    """The variables and blank nodes in a tree; those of aggregates, which rdflib adds, aside."""
    from rdflib.term import BNode, Variable

    leaves = _leaves(value, patterns=patterns)
    names = [str(leaf) for leaf in leaves if isinstance(leaf, (BNode, Variable))]
    return [name for name in names if not name.startswith("__agg")]


def _iris(algebra: _Node) -> Iterator[str]:
    from rdflib.term import Literal, URIRef

    for leaf in _leaves(algebra):
        if isinstance(leaf, URIRef):
            yield str(leaf)
        elif isinstance(leaf, Literal):
            yield from [str(leaf.datatype)] if leaf.datatype else []
        else:  # a path, or a variable, which has none
            yield from re.findall("<([^>]*)>", leaf.n3())


def _features(algebra: _Node) -> Iterator[str]:
    for node in _nodes(algebra):
        yield node.name.rstrip("_")
        if node.name == "MultiplicativeExpression" and "/" in node.op:
            yield "Division"
        if node.datasetClause:
            yield "From"


def _texts(algebra: _Node) -> Iterator[tuple[str, str]]:
    from rdflib.term import Literal, URIRef

    for node in _nodes(algebra):
        for _, prop, value in node.triples if node.name == "BGP" else ():
            plain = isinstance(value, Literal) and not (value.language or value.datatype)
            if plain and isinstance(prop, URIRef):
                yield str(prop), str(value)


def _branches(union: _Node) -> Iterator[_Node]:
    """The branches of a union; rdflib nests those of more than two."""
    for part in (union.p1, union.p2):
        if _is_node(part) and part.name == "Union":
            yield from _branches(part)
        else:
            yield part


def _modifiers(node: _Node) -> Iterator[_Node]:
    """A node and those below it that are no pattern: limits, order, projection, groups."""
    while _is_node(node) and node.name not in {"BGP", "Join", "LeftJoin", "Union", "ToMultiSet"}:
        yield node
        node = node.p


def _projected(node: _Node) -> list[str]:
    """The variables that a subquery gives."""
    return [str(name) for part in _modifiers(node.p) for name in part.PV or ()]


def _given(values: _Node) -> list[str]:
    return sorted({str(name) for row in values.res for name in row})


def _triple(triple: Iterable[_Node]) -> str:
    one, two, three = triple
    middle = "a" if str(two) == _TYPE else _term(two)
    return f"{_term(one)} {middle} {_term(three)}"


def _term(term: _Node) -> str:
    """Write a term or a path as SPARQL, with the prefixes of the table."""
    if _GENERATED.fullmatch(str(term)):
        return "[]"

    def short(found: re.Match[str]) -> str:
        name = compact(found[1])
        return found[0] if name == found[1] else name

    return re.sub(r"<([^<>\s]*)>", short, term.n3())


def _listed(names: Iterable[str], before: str) -> str:
    listed = " ".join(f"?{name}" for name in sorted(set(names)) if not _GENERATED.fullmatch(name))
    return before + listed if listed else ""


def _shown(name: str) -> str:
    return "[]" if _GENERATED.fullmatch(name) else f"?{name}"


def _deeper(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]
