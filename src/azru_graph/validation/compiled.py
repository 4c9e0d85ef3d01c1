"""Shapes as SPARQL: one query for each constraint, over all focus nodes at once.

Each query gives the focus nodes that violate the constraint, with the value to blame where SHACL
has one (https://www.w3.org/TR/shacl/, section 4). The queries are plain SPARQL 1.1 without paths:
subclasses are listed in them, as the graph itself has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.queries import select
from azru_graph.syntax import to_sparql
from azru_graph.terms import INTEGERS, PREFIXES, XSD, Iri, Literal
from azru_graph.validation.findings import Finding, focus_of, labelled, value_of, worded
from azru_graph.validation.lexical import LEXICAL
from azru_graph.validation.shapes import NODE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from azru_graph.engines import Engine
    from azru_graph.terms import Term
    from azru_graph.validation.shapes import Constraint, Shape, Target

__all__ = ["compile_constraint", "compiled_findings", "subclasses"]

_NUMBERS = {XSD + name for name in ("decimal", "double", "float")} | set(INTEGERS)
_LIMITS = {"maxExclusive": "<", "maxInclusive": "<=", "minExclusive": ">", "minInclusive": ">="}


def compiled_findings(engine: Engine, shapes: Iterable[Shape]) -> list[Finding]:
    """Find what violates shapes in the graph that an engine holds, ontology included.

    Raises:
        As ``Engine.query`` does.
    """
    below = subclasses(engine)
    found = []
    for shape in shapes:
        for constraint in shape.constraints:
            problem, remedy = worded(shape.message, shape.path, constraint.component)
            rows = select(engine, compile_constraint(shape, constraint, below)).rows
            found += [
                Finding(
                    severity=shape.severity,
                    rule=shape.rule,
                    focus_node=focus_of(focus),
                    label="",
                    path=shape.path,
                    value=value_of(values[0]) if values else None,
                    message=problem,
                    remedy=remedy,
                    component=constraint.component,
                )
                for focus, *values in rows
            ]
    return labelled(engine, found)


def subclasses(engine: Engine) -> dict[str, set[str]]:
    """Map the IRI of each class that has subclasses to those, however far below, and to itself."""
    rows = select(
        engine,
        f"SELECT DISTINCT ?class ?above WHERE {{ ?class <{PREFIXES['rdfs']}subClassOf> ?above }}",
    ).rows
    above: dict[Term, set[Term]] = {}
    for one, other in rows:
        if one is not None and other is not None:
            above.setdefault(one, set()).add(other)
    below: dict[str, set[str]] = {}
    for one in above:
        reached: set[Term] = set()
        ahead = [one]
        while ahead:
            if (term := ahead.pop()) not in reached:
                reached.add(term)
                ahead += above.get(term, ())
        for term in reached:
            if isinstance(term, Iri) and isinstance(one, Iri):
                below.setdefault(term.value, {term.value}).add(one.value)
    return below


def compile_constraint(shape: Shape, constraint: Constraint, below: Mapping[str, set[str]]) -> str:
    """Write the query that finds what violates a constraint: ``?this``, and ``?value`` if any.

    Args:
        shape: The shape; it has a target.
        constraint: One of its constraints.
        below: Class → its subclasses and itself, as `subclasses` gives them.
    """
    focus = _focus(shape.targets, below)
    # For few nodes: OPTIONAL is looked at for each, a join may begin with all that is in focus.
    known = f"OPTIONAL {{ {focus} BIND (true AS ?known) }} FILTER (BOUND(?known))"
    value = f"?this <{shape.path}> ?value ." if shape.path else "BIND (?this AS ?value)"
    first = constraint.values[0]
    match constraint.parameter:
        case "minCount" | "maxCount":
            return _miscounted(constraint, focus, known, value)
        case "hasValue" if shape.path:
            wanted = f"?this <{shape.path}> {to_sparql(first)} ."
            return f"SELECT DISTINCT ?this WHERE {{ {focus} {_without(wanted)} }}"
        case "hasValue":
            wanted = f"FILTER (!SAMETERM(?this, {to_sparql(first)}))"
            return f"SELECT DISTINCT ?this WHERE {{ {focus} {wanted} }}"
        case "uniqueLang":
            return (
                f"SELECT DISTINCT ?this WHERE {{ {focus} {value}"
                ' BIND (LCASE(LANG(?value)) AS ?tag) FILTER (?tag != "") }'
                " GROUP BY ?this ?tag HAVING (COUNT(DISTINCT ?value) > 1)"
            )
        case "class":
            # Not by FILTER, which would look again and again at what many resources name.
            listed = _listed({first}, below)
            kind = f"VALUES ?type {{ {listed} }} ?value <{PREFIXES['rdf']}type> ?type ."
            wrong = f"MINUS {{ {kind} }}"
        case _:
            wrong = f"FILTER ({_fault(constraint)})"
    if not shape.path:
        return f"SELECT DISTINCT ?this ?value WHERE {{ {focus} {value} {wrong} }}"
    # Few values are wrong, and whether they are is asked once, however often a node is in focus.
    wrong = f"{{ SELECT ?this ?value WHERE {{ {value} {wrong} }} }}"
    return f"SELECT DISTINCT ?this ?value WHERE {{ {wrong} {known} }}"


def _miscounted(constraint: Constraint, focus: str, known: str, value: str) -> str:
    """Write the query that finds the focus nodes with too few or too many values."""
    (limit,) = constraint.values
    if constraint.parameter == "maxCount":
        many = f"GROUP BY ?this HAVING (COUNT(DISTINCT ?value) > {limit.value})"
        counted = f"{{ SELECT ?this WHERE {{ {value} }} {many} }}"
        return f"SELECT DISTINCT ?this WHERE {{ {counted} {known} }}"
    if limit.value == "1":
        return f"SELECT DISTINCT ?this WHERE {{ {{ {focus} }} MINUS {{ {value} }} }}"
    few = f"GROUP BY ?this HAVING (COUNT(DISTINCT ?value) < {limit.value})"
    return f"SELECT ?this WHERE {{ {focus} OPTIONAL {{ {value} }} }} {few}"


def _focus(targets: Iterable[Target], below: Mapping[str, set[str]]) -> str:
    """Write the pattern that binds ``?this`` to each focus node, some of them more than once."""
    groups = []
    classes = {target.value for target in targets if target.kind == "class"}
    if classes:
        listed = _listed(classes, below)
        groups.append(f"VALUES ?class {{ {listed} }} ?this <{PREFIXES['rdf']}type> ?class .")
    nodes = sorted(to_sparql(target.value) for target in targets if target.kind == "node")
    if nodes:
        groups.append(f"VALUES ?this {{ {' '.join(nodes)} }}")
    for kind, iri in sorted((target.kind, target.value.value) for target in targets):
        if kind == "objects":
            groups.append(f"?subject <{iri}> ?this .")
        elif kind == "subjects":
            groups.append(f"?this <{iri}> ?object .")
    return groups[0] if len(groups) == 1 else " UNION ".join(f"{{ {one} }}" for one in groups)


def _fault(constraint: Constraint) -> str:
    """Write the condition under which a ``?value`` violates the constraint."""
    first = constraint.values[0]
    match constraint.parameter:
        case "datatype":
            wrong = f"!({_typed(first.value)})"
        case "nodeKind":
            kinds = NODE_KINDS[first.value.removeprefix(PREFIXES["sh"])]
            wrong = f"!({' || '.join(f'{kind}(?value)' for kind in kinds)})"
        case "in":
            same = (f"SAMETERM(?value, {to_sparql(one)})" for one in constraint.values)
            wrong = f"!({' || '.join(same)})"
        case "pattern":
            text, flags = map(to_sparql, constraint.values)
            wrong = f"ISBLANK(?value) || !REGEX(STR(?value), {text}, {flags})"
        case "minLength":
            wrong = f"ISBLANK(?value) || STRLEN(STR(?value)) < {first.value}"
        case "maxLength":
            wrong = f"ISBLANK(?value) || STRLEN(STR(?value)) > {first.value}"
        case limit:
            # What cannot be compared, or is of another kind, is not within the limit.
            kind = first.datatype if isinstance(first, Literal) else ""
            alike = "ISNUMERIC(?value)" if kind in _NUMBERS else f"DATATYPE(?value) = <{kind}>"
            within = f"{alike} && ?value {_LIMITS[limit]} {to_sparql(first)}"
            wrong = f"!COALESCE({within}, false)"
    return wrong


def _typed(datatype: str) -> str:
    """Write the condition that ``?value`` is a literal of a datatype, and not ill-typed."""
    if datatype == PREFIXES["rdf"] + "langString":
        return 'ISLITERAL(?value) && LANG(?value) != ""'
    condition = f'ISLITERAL(?value) && LANG(?value) = "" && DATATYPE(?value) = <{datatype}>'
    form = LEXICAL.get(datatype)
    if form is None:
        return condition
    return f"{condition} && REGEX(STR(?value), {to_sparql(Literal(form))})"


def _listed(classes: Iterable[Term], below: Mapping[str, set[str]]) -> str:
    whole = {iri for one in classes for iri in below.get(one.value, {one.value})}
    return " ".join(f"<{iri}>" for iri in sorted(whole))


def _without(pattern: str) -> str:
    return f"FILTER NOT EXISTS {{ {pattern} }}"
