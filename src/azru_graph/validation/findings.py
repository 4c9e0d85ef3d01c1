"""What validation finds: one record each, and its forms for people, programs and SHACL tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.files import read_text
from azru_graph.headers import SEVERITIES
from azru_graph.queries import select
from azru_graph.terms import PREFIXES, BlankNode, Iri, compact, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import rdflib
    from rdflib.term import Node

    from azru_graph.engines import Engine
    from azru_graph.terms import Term

__all__ = [
    "MEND",
    "SPARQL",
    "UNNAMED",
    "Finding",
    "focus_of",
    "labelled",
    "placed",
    "report",
    "rule_of",
    "to_json",
    "to_text",
    "value_of",
    "worded",
    "wording",
]

UNNAMED = "urn:azru:unnamed"  # stands for any focus node that is no IRI: those have no name
MEND = " To mend it: "  # stands between the problem and its remedy in every sh:message

_SHAPE = PREFIXES["shape"]
_SH = PREFIXES["sh"]
SPARQL = _SH + "SPARQLConstraintComponent"  # what a check violates
_AT_ONCE = 500  # focus nodes whose labels are asked for in one query


class Finding(NamedTuple):
    """One thing that is wrong, or worth a second look, at one focus node.

    Attributes:
        severity: One of ``SEVERITIES``.
        rule: The local name of the shape, or the name of the check; the IRI of a foreign shape. For
            a shape without a name: that of the shape around it, and its path.
        focus_node: IRI of the resource concerned; ``UNNAMED`` for a blank node or a literal.
        label: Its label; '' where it has none.
        path: The property concerned; None for a check, and for a shape that is about the focus
            node itself.
        value: The offending value, literals in the spelling of a store; None where a value is
            missing or none is to blame. Blank nodes all have the same label.
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
        name = f"check-{finding.rule}" if finding.component == SPARQL else finding.rule.split()[0]
        source = rdflib.URIRef(name) if ":" in name else shape[name]
        graph.add((whole, sh.result, node))
        graph.add((node, RDF.type, sh.ValidationResult))
        graph.add((node, sh.focusNode, rdflib.URIRef(finding.focus_node)))
        graph.add((node, sh.resultSeverity, sh[finding.severity.capitalize()]))
        graph.add((node, sh.sourceShape, source))
        graph.add((node, sh.sourceConstraintComponent, rdflib.URIRef(finding.component)))
        text = finding.message + MEND + finding.remedy
        graph.add((node, sh.resultMessage, rdflib.Literal(text, lang="en")))
        if finding.path:
            graph.add((node, sh.resultPath, rdflib.URIRef(finding.path)))
        if finding.value:
            with keep_lexical_forms():
                graph.add((node, sh.value, _node(finding.value)))
    return graph


def placed(findings: Iterable[Finding], paths: Sequence[Path] = ()) -> tuple[Finding, ...]:
    """Sort findings by severity, file, line, rule and value, each one once.

    Args:
        findings: Findings in any order.
        paths: Text files of RDF, in which to look up where each focus node stands.
    """
    from azru_graph.tokens import subject_lines

    distinct = set(findings)
    places: dict[str, tuple[Path, int]] = {}
    if distinct:
        for path in paths:
            for iri, line in subject_lines(read_text(path)).items():
                places.setdefault(iri, (path, line))
    found = [
        finding._replace(file=place[0], line=place[1])
        if (place := places.get(finding.focus_node))
        else finding
        for finding in distinct
    ]
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[int, str, int, str, str, str, str, str]:
    return (
        SEVERITIES.index(finding.severity),
        str(finding.file or ""),
        finding.line or 0,
        finding.focus_node,
        finding.rule,
        to_ntriples(finding.value) if finding.value else "",
        finding.component,
        finding.label,
    )


def labelled(engine: Engine, findings: Sequence[Finding]) -> list[Finding]:
    """Add the labels of the focus nodes, an English one where there is any."""
    nodes = sorted({f.focus_node for f in findings} - {UNNAMED})
    labels: dict[str, list[Term]] = {}
    for start in range(0, len(nodes), _AT_ONCE):
        listed = " ".join(to_ntriples(Iri(node)) for node in nodes[start : start + _AT_ONCE])
        rows = select(
            engine,
            f"SELECT ?node ?label WHERE {{ VALUES ?node {{ {listed} }}"
            f" ?node <{PREFIXES['rdfs']}label> ?label }}",
        ).rows
        for node, label in rows:
            if node and label:
                labels.setdefault(node.value, []).append(label)
    return [f._replace(label=wording(labels.get(f.focus_node, ()))) for f in findings]


def focus_of(term: Term | None) -> str:
    """Give the name of a focus node; ``UNNAMED`` where it is no IRI."""
    return term.value if isinstance(term, Iri) else UNNAMED


def value_of(term: Term | None) -> Term | None:
    """Give a value as findings hold it: the label of a blank node means nothing outside a result.

    >>> value_of(BlankNode("b7"))
    BlankNode(value='unnamed')
    """
    return BlankNode("unnamed") if isinstance(term, BlankNode) else term


def rule_of(shape: Term, around: Term | None = None, path: Term | None = None) -> str:
    """Give the name of a shape in findings.

    Args:
        shape: The shape.
        around: For a shape without a name, the node shape that uses it, if any.
        path: For a shape without a name, its path, if any.

    >>> rule_of(Iri(PREFIXES["shape"] + "event-place"))
    'event-place'
    >>> rule_of(BlankNode("b0"), Iri(PREFIXES["shape"] + "event"), Iri(PREFIXES["rdfs"] + "label"))
    'event rdfs:label'
    """
    if isinstance(shape, Iri):
        return shape.value.removeprefix(_SHAPE).removeprefix("check-")
    name = rule_of(around) if isinstance(around, Iri) else UNNAMED
    return f"{name} {compact(path.value)}" if isinstance(path, Iri) else name


def wording(texts: Iterable[Term]) -> str:
    """Choose one of several texts: the first in English, else the first; '' of none."""
    ranked = sorted((getattr(text, "language", "") != "en", text.value) for text in texts)
    return ranked[0][1] if ranked else ""


def worded(message: str, path: str | None, component: str) -> tuple[str, str]:
    """Split the message of a shape into problem and remedy; make them up where it has none."""
    if not message:
        about = f"The values of {compact(path)}" if path else "This resource"
        kind = component.removeprefix(_SH).removesuffix("ConstraintComponent")
        verb = "do" if path else "does"
        message = f"{about} {verb} not keep to sh:{kind[0].lower()}{kind[1:]} of the shape."
    problem, _, remedy = message.partition(MEND)
    return problem, remedy or "mend the data, or the shape"


def _shown(term: Term) -> str:
    return compact(term.value) if isinstance(term, Iri) else to_ntriples(term)


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
