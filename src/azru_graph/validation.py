"""Is the data as it should be? SHACL shapes, and queries that must return nothing.

The shapes look at one resource each and run in pySHACL; the stored checks look across resources and
run in the engine. `derived_shapes` gives the checks as SHACL-SPARQL, for other SHACL tools.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.engines.embedded import Embedded
from azru_graph.executables import declare_prefixes
from azru_graph.files import ontology_files, read_text, shapes_file
from azru_graph.headers import SEVERITIES
from azru_graph.queries import catalogue, select
from azru_graph.terms import PREFIXES, XSD, BlankNode, Iri, Literal, compact, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import rdflib
    from rdflib.term import Node

    from azru_graph.engines import Engine
    from azru_graph.queries import Query
    from azru_graph.terms import Term

__all__ = [
    "Finding",
    "check_findings",
    "derived_shapes",
    "report",
    "shape_findings",
    "to_json",
    "to_text",
    "validate",
]

UNNAMED = "urn:azru:unnamed"  # stands for any blank node: those have no name to report
MEND = " To mend it: "  # stands between the problem and its remedy in every sh:message

_SHAPE = PREFIXES["shape"]
_SH = PREFIXES["sh"]


class Finding(NamedTuple):
    """One thing that is wrong, or worth a second look, at one focus node.

    Attributes:
        severity: One of ``SEVERITIES``.
        rule: The local name of the property shape, or the name of the check.
        focus_node: IRI of the resource concerned; ``UNNAMED`` for a blank node.
        label: Its label; '' where it has none.
        path: The property concerned; None for a check.
        value: The offending value; None where a value is missing or none is to blame.
        message: What is wrong, in one sentence.
        remedy: How to mend it.
        component: IRI of the SHACL constraint component that was violated.
        file: The file in which the focus node stands; None where it stands in none.
        line: The line there, from 1; None where ``file`` is.
    """

    severity: str
    rule: str
    focus_node: str
    label: str
    path: str | None
    value: Term | None
    message: str
    remedy: str
    component: str
    file: Path | None = None
    line: int | None = None


def validate(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Validate RDF files against the shapes and the checks.

    Args:
        paths: The data; the shipped ontology is added to it.

    Returns:
        Findings by severity, file, line, rule and value; none where all is well.

    Raises:
        DataError: A file is not UTF-8, cannot be parsed or holds no triple.
        MissingFileError: A file cannot be read.
    """
    from azru_graph.sources import read_graph

    # The store comes first: it is quick, and its reader says best where a file is at fault.
    engine = Embedded([*paths, *ontology_files()])
    found = {*check_findings(engine), *shape_findings(read_graph(paths))}
    return _placed(found, paths)


def shape_findings(
    data: rdflib.Graph,
    *,
    concepts: rdflib.Graph | None = None,
    shapes: rdflib.Graph | None = None,
    focus: Sequence[str] | None = None,
) -> list[Finding]:
    """Run SHACL shapes over a graph, in pySHACL.

    Classes and properties come in as the ontology graph. Nothing is inferred.

    Args:
        data: The graph; it is not changed.
        concepts: The concepts of the schemes, which count as data since the shapes ask for their
            class; None for the shipped ones.
        shapes: The shapes; None for the shipped ones.
        focus: IRIs of the only focus nodes to look at; None for all.
    """
    import rdflib
    from pyshacl import validate as run
    from rdflib import RDFS, Namespace

    sh = Namespace(_SH)
    terms, schemes = _ontology()
    _, results, _ = run(
        data + (schemes if concepts is None else concepts),
        shacl_graph=_shapes() if shapes is None else shapes,
        ont_graph=terms,
        inference="none",
        focus_nodes=None if focus is None else [rdflib.URIRef(iri) for iri in focus],
    )
    found = []
    for result in results.subjects(sh.focusNode, None):
        focus_node = results.value(result, sh.focusNode)
        message, _, remedy = str(results.value(result, sh.resultMessage)).partition(MEND)
        found.append(
            Finding(
                severity=str(results.value(result, sh.resultSeverity)).removeprefix(_SH).lower(),
                rule=_rule(str(results.value(result, sh.sourceShape))),
                focus_node=_focus(focus_node),
                label=_english(data.objects(focus_node, RDFS.label)),
                path=_text(results.value(result, sh.resultPath)),
                value=_term(results.value(result, sh.value)),
                message=message,
                remedy=remedy,
                component=str(results.value(result, sh.sourceConstraintComponent)),
            )
        )
    return found


@cache
def _ontology() -> tuple[rdflib.Graph, rdflib.Graph]:
    """The terms, and the concepts of the schemes."""
    from azru_graph.sources import read_graph

    *terms, schemes = ontology_files()
    return read_graph(terms), read_graph([schemes])


@cache
def _shapes() -> rdflib.Graph:
    from azru_graph.sources import read_graph

    return read_graph([shapes_file()])


def check_findings(engine: Engine) -> list[Finding]:
    """Run every stored check; each row is a finding: the focus node, then the value to blame."""
    found = []
    for check in catalogue("checks").values():
        for focus, *values in select(engine, check.text, path=check.path).rows:
            value = values[0] if values else None
            found.append(
                Finding(
                    severity=check.header.severity,
                    rule=check.name,
                    focus_node=focus.value if isinstance(focus, Iri) else UNNAMED,
                    label=_label(engine, focus) if isinstance(focus, Iri) else "",
                    path=None,
                    value=value,
                    message=check.header.summary,
                    remedy=check.header.remedy,
                    component=_SH + "SPARQLConstraintComponent",
                )
            )
    return found


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
    from azru_graph.terms import expand

    subjects = re.fullmatch(r"subjects of (\S+)", check.header.target)
    return (
        ("targetSubjectsOf", expand(subjects[1]))
        if subjects
        else ("targetClass", expand(check.header.target))
    )


def _select(check: Query) -> str:
    """The query without header and declarations, with the focus node as SHACL spells it."""
    lines = [line for line in check.text.splitlines() if not line.startswith(("#+", "PREFIX "))]
    return re.sub(r"\?this\b", "$this", "\n".join(lines)) + "\n"


def to_text(findings: Sequence[Finding]) -> str:
    """Write findings for people, each with its place, label, message and remedy."""
    lines = []
    for finding in findings:
        place = f"{finding.file}:{finding.line}: " if finding.file else ""
        name = f" ({finding.label})" if finding.label else ""
        lines += [
            f"{place}{finding.severity}: {compact(finding.focus_node)}{name}",
            f"  {finding.message}",
            *([f"  value: {_shown(finding.value)}"] if finding.value else []),
            f"  remedy: {finding.remedy}",
            f"  rule: {finding.rule}",
            "",
        ]
    counts = [f"{sum(f.severity == s for f in findings)} {s}" for s in SEVERITIES]
    return "\n".join([*lines, ", ".join(counts), ""])


def to_json(findings: Sequence[Finding]) -> str:
    """Write findings as a JSON array of objects, keys as in ``Finding``."""
    rows = [
        f._asdict() | {"file": f.file and str(f.file), "value": f.value.value if f.value else None}
        for f in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def report(findings: Sequence[Finding]) -> rdflib.Graph:
    """Give findings as a SHACL validation report; every result has an IRI."""
    import rdflib
    from rdflib import RDF, Namespace

    from azru_graph.sources import keep_lexical_forms

    sh, shape = Namespace(_SH), Namespace(_SHAPE)
    graph = rdflib.Graph()
    whole = rdflib.URIRef("urn:azru:report")
    graph.add((whole, RDF.type, sh.ValidationReport))
    graph.add((whole, sh.conforms, rdflib.Literal(not findings)))
    for number, finding in enumerate(findings, 1):
        node = rdflib.URIRef(f"urn:azru:report:{number}")
        source = finding.rule if finding.path else f"check-{finding.rule}"
        graph.add((whole, sh.result, node))
        graph.add((node, RDF.type, sh.ValidationResult))
        graph.add((node, sh.focusNode, rdflib.URIRef(finding.focus_node)))
        graph.add((node, sh.resultSeverity, sh[finding.severity.capitalize()]))
        graph.add((node, sh.sourceShape, shape[source]))
        graph.add((node, sh.sourceConstraintComponent, rdflib.URIRef(finding.component)))
        text = finding.message + MEND + finding.remedy
        graph.add((node, sh.resultMessage, rdflib.Literal(text, lang="en")))
        if finding.path:
            graph.add((node, sh.resultPath, rdflib.URIRef(finding.path)))
        if finding.value:
            with keep_lexical_forms():
                graph.add((node, sh.value, _node(finding.value)))
    return graph


def _placed(findings: Iterable[Finding], paths: Sequence[Path]) -> tuple[Finding, ...]:
    """Add file and line to each finding, and sort them all."""
    from azru_graph.tokens import subject_lines

    findings = list(findings)
    places: dict[str, tuple[Path, int]] = {}
    if findings:
        for path in paths:
            for iri, line in subject_lines(read_text(path)).items():
                places.setdefault(iri, (path, line))
    placed = [
        finding._replace(file=place[0], line=place[1])
        if (place := places.get(finding.focus_node))
        else finding
        for finding in findings
    ]
    return tuple(sorted(placed, key=_order))


def _order(finding: Finding) -> tuple[int, str, int, str, str, str]:
    return (
        SEVERITIES.index(finding.severity),
        str(finding.file or ""),
        finding.line or 0,
        finding.focus_node,
        finding.rule,
        finding.value.value if finding.value else "",
    )


def _label(engine: Engine, node: Iri) -> str:
    rows = select(
        engine,
        f"SELECT ?label WHERE {{ {to_ntriples(node)} <{PREFIXES['rdfs']}label> ?label }}"
        " ORDER BY (LANG(?label) != 'en') ?label LIMIT 1",
    ).rows
    return rows[0][0].value if rows and rows[0][0] else ""


def _focus(node: Node | None) -> str:
    import rdflib

    return str(node) if isinstance(node, rdflib.URIRef) else UNNAMED


def _rule(shape: str) -> str:
    return shape.removeprefix(_SHAPE).removeprefix("check-")


def _shown(term: Term) -> str:
    return compact(term.value) if isinstance(term, Iri) else to_ntriples(term)


def _term(node: Node | None) -> Term | None:
    """An rdflib node as a plain term; None stays None."""
    import rdflib

    if node is None:
        return None
    if isinstance(node, rdflib.Literal):
        return Literal(str(node), str(node.datatype or XSD + "string"), node.language or "")
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else Iri(str(node))


def _node(term: Term) -> Node:
    """A plain term as an rdflib node."""
    import rdflib

    if isinstance(term, Iri):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype))


def _text(node: Node | None) -> str | None:
    return None if node is None else str(node)


def _english(labels: Iterable[Node]) -> str:
    ranked = sorted((getattr(x, "language", "") != "en", str(x)) for x in labels)
    return ranked[0][1] if ranked else ""
