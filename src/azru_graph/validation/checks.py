"""Queries that must return nothing: they look across resources, and run in any engine.

`derived_shapes` gives them as SHACL-SPARQL, for other SHACL tools.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from azru_graph.executables import declare_prefixes
from azru_graph.queries import catalogue, select
from azru_graph.terms import PREFIXES, expand
from azru_graph.validation.findings import MEND, SPARQL, Finding, focus_of, labelled, value_of

if TYPE_CHECKING:
    import rdflib

    from azru_graph.engines import Engine
    from azru_graph.queries import Query

__all__ = ["check_findings", "derived_shapes"]

_SHAPE = PREFIXES["shape"]
_SH = PREFIXES["sh"]


def check_findings(engine: Engine) -> list[Finding]:
    """Run every stored check; each row is a finding: the focus node, then the value to blame."""
    found = []
    for check in catalogue("checks").values():
        header = check.header
        for focus, *values in select(engine, check.text, path=check.path).rows:
            found.append(
                Finding(
                    severity=header.severity,
                    rule=check.name,
                    focus_node=focus_of(focus),
                    label="",
                    path=None,
                    value=value_of(values[0]) if values else None,
                    message=header.summary,
                    remedy=header.remedy,
                    component=SPARQL,
                )
            )
    return labelled(engine, found)


def derived_shapes() -> rdflib.Graph:
    """Give the checks as SHACL-SPARQL: one node shape with one ``sh:sparql`` for each check.

    Nothing but the queries is kept by hand: target, message and severity come from their headers.
    """
    import rdflib
    from rdflib import RDF, RDFS, Namespace

    sh, shape = Namespace(_SH), Namespace(_SHAPE)
    graph = rdflib.Graph()
    declarations = declare_prefixes(graph, _SHAPE)
    for check in catalogue("checks").values():
        node, constraint = shape[f"check-{check.name}"], shape[f"check-{check.name}-sparql"]
        message = rdflib.Literal(check.header.summary + MEND + check.header.remedy, lang="en")
        predicate, target = _target(check)
        graph.add((node, RDF.type, sh.NodeShape))
        graph.add((node, RDFS.label, rdflib.Literal(check.name.replace("-", " "), lang="en")))
        graph.add((node, sh[predicate], rdflib.URIRef(target)))
        graph.add((node, sh.severity, sh[check.header.severity.capitalize()]))
        graph.add((node, sh.sparql, constraint))
        graph.add((constraint, RDF.type, sh.SPARQLConstraint))
        graph.add((constraint, sh.message, message))
        graph.add((constraint, sh.prefixes, declarations))
        graph.add((constraint, sh.select, rdflib.Literal(_select(check))))
    return graph


def _target(check: Query) -> tuple[str, str]:
    """The target of a check: ``targetClass`` or ``targetSubjectsOf``, and the IRI."""
    subjects = re.fullmatch(r"subjects of (\S+)", check.header.target)
    return (
        ("targetSubjectsOf", expand(subjects[1]))
        if subjects
        else ("targetClass", expand(check.header.target))
    )


def _select(check: Query) -> str:
    """The query without header and declarations, with the focus node as SHACL spells it.

    SHACL-SPARQL knows no MINUS (section 5.2.1), for which NOT EXISTS says the same in the checks;
    a store does the one for all rows at once, the other for each.
    """
    lines = [line for line in check.text.splitlines() if not line.startswith(("#+", "PREFIX "))]
    text = "\n".join(lines).replace("MINUS {", "FILTER NOT EXISTS {")
    return re.sub(r"\?this\b", "$this", text) + "\n"
