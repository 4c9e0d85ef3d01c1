"""The shapes in pySHACL, on a plain rdflib graph: slow, and independent of all else.

It is what the compiled shapes are held against, and it takes shapes of any kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.engines.answers import respelled
from azru_graph.results import Table
from azru_graph.sources import keep_lexical_forms
from azru_graph.terms import PREFIXES, XSD, BlankNode, Iri, Literal
from azru_graph.validation.findings import (
    SPARQL,
    UNNAMED,
    Finding,
    focus_of,
    rule_of,
    value_of,
    worded,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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

    Raises:
        DataError: pySHACL cannot make sense of the shapes.
    """
    import rdflib
    from pyshacl import validate as run
    from pyshacl.errors import ConstraintLoadError, ShapeLoadError
    from rdflib import RDFS, Namespace

    from azru_graph.errors import DataError

    sh = Namespace(_SH)
    try:
        with keep_lexical_forms():
            _, results, _ = run(
                data,
                shacl_graph=shapes,
                inference="none",
                focus_nodes=None if focus is None else [rdflib.URIRef(iri) for iri in focus],
            )
    except (ConstraintLoadError, ShapeLoadError) as error:
        raise DataError(
            f"the shapes are malformed: {' '.join(str(error).split())}", remedy="mend the shapes"
        ) from error

    def terms(found: Iterable[Node]) -> list[Term]:
        return [_term(node) for node in found]

    found, values = [], []
    for result in results.subjects(sh.focusNode, None):
        focus_node = focus_of(_term(results.value(result, sh.focusNode)))
        shape, component = (
            results.value(result, name) for name in (sh.sourceShape, sh.sourceConstraintComponent)
        )
        path = results.value(result, sh.resultPath)
        # pySHACL makes up a message where a shape has none.
        says = str(component) == SPARQL or (shape, sh.message, None) in shapes
        message = wording(terms(results.objects(result, sh.resultMessage))) if says else ""
        around = min(terms(shapes.subjects(sh.property, shape)), default=None)
        label = (
            ""
            if focus_node == UNNAMED
            else wording(terms(data.objects(rdflib.URIRef(focus_node), RDFS.label)))
        )
        problem, remedy = worded(message, path and str(path), str(component))
        value = results.value(result, sh.value)
        values.append((value_of(None if value is None else _term(value)),))
        found.append(
            Finding(
                severity=str(results.value(result, sh.resultSeverity)).removeprefix(_SH).lower(),
                rule=rule_of(_term(shape), around, None if path is None else _term(path)),
                focus_node=focus_node,
                label=label,
                path=path and str(path),
                value=None,
                message=problem,
                remedy=remedy,
                component=str(component),
            )
        )
    spelled = respelled(Table(("value",), tuple(values))).rows
    return [one._replace(value=value_of(row[0])) for one, row in zip(found, spelled, strict=True)]


def _term(node: Node) -> Term:
    """An rdflib node as a plain term."""
    import rdflib

    if isinstance(node, rdflib.Literal):
        return Literal(str(node), str(node.datatype or XSD + "string"), node.language or "")
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else Iri(str(node))
