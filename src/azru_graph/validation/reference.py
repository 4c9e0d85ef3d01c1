"""The shapes in pySHACL, on a plain rdflib graph: slow, and independent of all else.

It is what the compiled shapes are held against, and it takes shapes of any kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.engines.answers import respelled
from azru_graph.errors import DataError
from azru_graph.headers import SEVERITIES
from azru_graph.results import Table
from azru_graph.sources import keep_lexical_forms
from azru_graph.terms import PREFIXES, Iri
from azru_graph.validation.findings import (
    SPARQL,
    Finding,
    focus_of,
    rule_of,
    value_of,
    worded,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import rdflib
    from rdflib.term import Node

    from azru_graph.terms import Term

__all__ = ["reference_findings"]

_SH = PREFIXES["sh"]


def reference_findings(
    data: rdflib.Graph, shapes: rdflib.Graph, *, focus: Sequence[str] | None = None
) -> list[Finding]:
    """Run SHACL shapes over a graph, in pySHACL. Nothing is inferred.

    Args:
        data: The graph with the ontology, as ``sources.read_graph`` reads it; it is not changed.
        shapes: The shapes.
        focus: IRIs of the only focus nodes to look at; None for all.

    Returns:
        The findings, in any order. A severity of the shapes' own counts as violation.

    Raises:
        DataError: There is no shape, or pySHACL cannot make sense of the shapes.
    """
    from rdflib import Namespace

    sh = Namespace(_SH)
    if not any(str(predicate).startswith(_SH) for predicate in shapes.predicates()):
        raise DataError("the shapes hold no shape", remedy="name a file of SHACL shapes")
    results = _run(data, shapes, focus)
    found = [
        _finding(results, result, source, shapes=shapes, data=data)
        for result, source in results.subject_objects(sh.sourceShape)
    ]
    spelled = respelled(Table(("value",), tuple((one.value,) for one in found))).rows
    return [one._replace(value=value_of(row[0])) for one, row in zip(found, spelled, strict=True)]


def _run(data: rdflib.Graph, shapes: rdflib.Graph, focus: Sequence[str] | None) -> rdflib.Graph:
    """Give the validation report."""
    import rdflib
    from pyshacl import validate as run

    try:
        with keep_lexical_forms():
            results: rdflib.Graph = run(
                data,
                shacl_graph=shapes,
                inference="none",
                focus_nodes=None if focus is None else [rdflib.URIRef(iri) for iri in focus],
            )[1]
    except Exception as error:  # anything can come out of it
        said = " ".join(str(error).split()) or type(error).__name__
        raise DataError(f"pySHACL fails: {said}", remedy="mend the shapes, or the data") from error
    return results


def _finding(
    results: rdflib.Graph, result: Node, source: Node, *, shapes: rdflib.Graph, data: rdflib.Graph
) -> Finding:
    from rdflib import RDFS, Namespace

    from azru_graph.engines.inrdflib import to_term

    sh = Namespace(_SH)

    def one(name: str) -> Term | None:
        node = results.value(result, sh[name])
        return None if node is None else to_term(node)

    focus, path, value = map(one, ("focusNode", "resultPath", "value"))
    component, severity = (
        str(results.value(result, name))
        for name in (sh.sourceConstraintComponent, sh.resultSeverity)
    )
    level = severity.removeprefix(_SH).lower()
    # pySHACL makes up a message where a shape has none.
    says = component == SPARQL or (source, sh.message, None) in shapes
    problem, remedy = worded(
        wording(map(to_term, results.objects(result, sh.resultMessage)) if says else ()),
        path.value if path else None,
        component,
    )
    users = map(to_term, shapes.subjects(sh.property, source))
    labels = data.objects(results.value(result, sh.focusNode), RDFS.label)
    return Finding(
        severity=level if level in SEVERITIES else SEVERITIES[0],
        rule=rule_of(to_term(source), min(users, default=None), path),
        focus_node=focus_of(focus),
        label=wording(map(to_term, labels) if isinstance(focus, Iri) else ()),
        path=path.value if path else None,
        value=value,
        message=problem,
        remedy=remedy,
        component=component,
    )
