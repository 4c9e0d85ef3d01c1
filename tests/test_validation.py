"""Every shape and every check finds its mutant, and nothing else does."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from rdflib import RDF, Namespace

from azru_graph import validation
from azru_graph.engines.embedded import Embedded
from azru_graph.exports import serialize
from azru_graph.files import data_files, ontology_files, query_files, shapes_file
from azru_graph.sources import read_graph
from azru_graph.terms import PREFIXES, expand
from azru_graph.turtle import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SH = Namespace(PREFIXES["sh"])
MUTANTS = sorted((Path(__file__).parent / "mutants").glob("*.ru"))
NONE = rdflib.Graph()  # the base holds the concepts
CHECKS = {path.stem for path in query_files("checks")}


@pytest.fixture(autouse=True, scope="module")
def _parse_each_query_once() -> Iterator[None]:
    """Prepare each query once: pySHACL has rdflib parse it anew for every focus node."""
    from rdflib.plugins.sparql import algebra, parser, processor

    parse, translate = parser.parseQuery, algebra.translateQuery
    prepared: dict[object, object] = {}

    def prepare(text: str, base: str | None, namespaces: dict[str, object]) -> object:
        key = (text, base, tuple(sorted(namespaces.items())))
        if key not in prepared:
            prepared[key] = translate(parse(text), base, namespaces)
        return prepared[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", lambda text: text)
        patch.setattr(processor, "translateQuery", prepare)
        yield


_Rows = set[tuple[str, str]]


def rows(findings: Iterable[validation.Finding]) -> _Rows:
    return {(finding.rule, finding.focus_node) for finding in findings}


@cache
def base() -> rdflib.Graph:
    """Data and schemes as they are, from which every mutant is made."""
    return read_graph([*data_files(), ontology_files()[-1]])


@cache
def base_lines() -> bytes:
    return serialize(base(), "ntriples")


@cache
def derived() -> rdflib.Graph:
    return validation.derived_shapes()


class Mutant:
    """A copy of the data with one fault, and the node at which it must be found."""

    def __init__(self, path: Path, folder: Path) -> None:
        update = path.read_text(encoding="utf-8")
        focus = re.match(r"# focus: (\S+)\n", update)
        assert focus, f"{path} does not begin with its focus node"
        self.focus = expand(focus[1])
        self.file = folder / "mutant.nt"
        write_updated([update], self.file)
        self.graph = read_graph([self.file])
        assert set(self.graph) != set(base()), f"{path} changes nothing"
        self.engine = Embedded([self.file, *ontology_files()])


def write_updated(updates: Iterable[str], file: Path) -> None:
    """Write the base to a file after SPARQL Updates."""
    store = pyoxigraph.Store()
    store.bulk_load(base_lines(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    for update in updates:
        store.update(update)
    store.dump(
        str(file), format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph()
    )


def test_every_rule_has_a_mutant(count_cases: Callable[[str, int], None]) -> None:
    shapes = read_graph([shapes_file()])
    named = {
        str(s).removeprefix(PREFIXES["shape"]) for s in shapes.subjects(RDF.type, SH.PropertyShape)
    }
    assert len(named) > 50
    assert len(CHECKS) > 40
    assert named | CHECKS == {path.stem for path in MUTANTS}
    assert not named & CHECKS
    count_cases("mutants of shapes", len(named))
    count_cases("mutants of checks", len(CHECKS))


@pytest.mark.parametrize("path", MUTANTS, ids=lambda path: path.stem)
def test_mutant_trips_its_rule_and_no_other(path: Path, tmp_path: Path) -> None:
    mutant = Mutant(path, tmp_path)
    checks = rows(validation.check_findings(mutant.engine))
    found = checks | rows(validation.shape_findings(mutant.graph, concepts=NONE))
    assert found == {(path.stem, mutant.focus)}
    # The derived shapes, of all checks, agree at that node; elsewhere, see the next tests.
    again = validation.shape_findings(
        mutant.graph, concepts=NONE, shapes=derived(), focus=[mutant.focus]
    )
    assert rows(again) == checks


def test_shipped_data_is_clean_by_shapes_checks_and_derived_shapes() -> None:
    assert validation.validate(data_files()) == ()
    assert validation.shape_findings(base(), concepts=NONE, shapes=derived()) == []


def test_derived_shapes_agree_with_checks_where_many_things_are_wrong(tmp_path: Path) -> None:
    """All faults that checks find, in one graph: both ways of looking find the same nodes."""
    file = tmp_path / "mutants.nt"
    write_updated(
        (path.read_text(encoding="utf-8") for path in MUTANTS if path.stem in CHECKS), file
    )
    checks = rows(validation.check_findings(Embedded([file, *ontology_files()])))
    assert len({rule for rule, _ in checks}) > 35
    assert (
        rows(validation.shape_findings(read_graph([file]), concepts=NONE, shapes=derived()))
        == checks
    )


def test_derived_shapes_are_valid_shacl() -> None:
    from pyshacl import validate

    nothing = rdflib.Graph()
    nothing.add((SH.Shape, RDF.type, SH.Shape))
    shapes = derived() + read_graph([shapes_file()])
    conforms, _, text = validate(nothing, shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_findings_name_file_line_label_and_remedy(tmp_path: Path) -> None:
    text = data_files()[0].read_text(encoding="utf-8")
    faulty = tmp_path / "facts.ttl"
    faulty.write_text(text.replace("1991-12-01", "1991-13-45"), encoding="utf-8")
    findings = validation.validate([faulty])
    assert {f.focus_node for f in findings} == {
        expand("id:event-recognition-by-iran-1991"),
        expand("id:event-recognition-by-usa-1991"),
    }
    first = next(f for f in findings if f.rule == "event-not-before")
    lines = text.splitlines()
    assert first.file == faulty
    assert first.line is not None
    assert expand(lines[first.line - 1]) == first.focus_node
    assert first.label in lines[first.line + 3]
    assert "real xsd:date" in first.message
    assert first.remedy.startswith("give exactly one azru:notBefore")


def test_reports_hold_every_finding(tmp_path: Path) -> None:
    faulty = tmp_path / "facts.nt"
    graph = base() + rdflib.Graph()
    graph.remove((rdflib.URIRef(expand("id:place-kremlin")), None, None))
    faulty.write_bytes(serialize(graph, "ntriples"))
    findings = validation.validate([faulty])
    assert {f.rule for f in findings} == {"dangling-reference", "event-place"}
    assert [row["rule"] for row in json.loads(validation.to_json(findings))] == [
        f.rule for f in findings
    ]
    report = validation.report(findings)
    assert len(set(report.objects(None, SH.result))) == len(findings)
    assert {str(x) for x in report.objects(None, SH.focusNode)} == {f.focus_node for f in findings}
    (conforms,) = report.objects(None, SH.conforms)
    assert str(conforms) == "false"
    missing = rdflib.URIRef(expand("id:place-kremlin"))
    assert set(report.objects(None, SH.value)) == {missing}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        for needed in (SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape):
            assert report.value(result, needed)
    assert "sh:ValidationReport" in canonical(report)
    text = validation.to_text(findings)
    for finding in findings:
        assert f"{finding.file}:{finding.line}: {finding.severity}" in text


def test_a_clean_report_conforms() -> None:
    report = validation.report(())
    (conforms,) = report.objects(None, SH.conforms)
    assert str(conforms) == "true"
    assert validation.to_text(()) == "0 violation, 0 warning, 0 info\n"
    assert json.loads(validation.to_json(())) == []
