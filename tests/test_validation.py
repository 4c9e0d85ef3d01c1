"""Every shape and every check finds its mutant, and nothing else does."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from rdflib import RDF, RDFS, Namespace

from azru_graph import validation
from azru_graph.engines.embedded import Embedded
from azru_graph.exports import serialize
from azru_graph.files import data_files, ontology_files, query_files, shapes_file
from azru_graph.sources import keep_lexical_forms, read_graph
from azru_graph.terms import PREFIXES, expand
from azru_graph.turtle import canonical
from azru_graph.validation import derived_shapes
from azru_graph.validation.checks import check_findings
from azru_graph.validation.compiled import compiled_findings
from azru_graph.validation.reference import reference_findings
from azru_graph.validation.shapes import read_shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from azru_graph.validation import Finding

SH = Namespace(PREFIXES["sh"])
MUTANTS = sorted((Path(__file__).parent / "mutants").glob("*.ru"))
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


def rows(findings: Iterable[Finding]) -> _Rows:
    return {(finding.rule, finding.focus_node) for finding in findings}


class Base:
    """Data and ontology, from which every mutant is made, in both engines."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._store = pyoxigraph.Store()
        for path in [*data_files(), *ontology_files()]:
            self._store.load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
        self.lines = self._dumped(self._store)
        self.graph = read_graph([file])
        self.shapes = read_shapes([shapes_file()])
        self.shapes_graph = read_graph([shapes_file()])
        self.derived = derived_shapes()

    def _dumped(self, store: pyoxigraph.Store) -> bytes:
        lines = store.dump(
            format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph()
        )
        assert lines is not None
        self._file.write_bytes(lines)
        return lines

    @contextmanager
    def mutated(self, updates: Iterable[str]) -> Iterator[Mutant]:
        """Give a copy of all after SPARQL Updates; the graph of rdflib is set back at the end."""
        store = pyoxigraph.Store()
        store.extend(self._store)
        for update in updates:
            store.update(update)
        before, after = set(self._store), set(store)
        gone, new = _in_rdflib(before - after), _in_rdflib(after - before)
        assert gone or new, "the update changes nothing"
        self._dumped(store)
        for triple in gone:
            assert triple in self.graph
            self.graph.remove(triple)
        for triple in new:
            self.graph.add(triple)
        try:
            yield Mutant(self, Embedded([self._file]), gone + new)
        finally:
            for triple in new:
                self.graph.remove(triple)
            for triple in gone:
                self.graph.add(triple)


class Mutant:
    """A copy of the data with faults."""

    def __init__(self, base: Base, engine: Embedded, changes: rdflib.Graph) -> None:
        self._base = base
        self.engine = engine
        self._changes = changes

    def compiled(self) -> set[Finding]:
        """What the shapes find anywhere."""
        return set(compiled_findings(self.engine, self._base.shapes))

    def reference(self, focus: Sequence[str] | None = None) -> set[Finding]:
        """What pySHACL finds at some nodes, or at all of them."""
        return set(reference_findings(self._base.graph, self._base.shapes_graph, focus=focus))

    def derived(self, focus: Sequence[str] | None = None) -> set[Finding]:
        """What the checks find as SHACL-SPARQL, at some nodes or at all of them."""
        return set(reference_findings(self._base.graph, self._base.derived, focus=focus))

    def touched(self) -> list[str]:
        """Give the nodes at which a shape may judge otherwise than before the changes.

        Whether a node is a target, and what its values are, depends on the triples with that node
        as subject or object; whether a value fits, on the value and its types. So it is the nodes
        of the changed triples, and those that have the subject of one as value.
        """
        assert not list(self._changes.subjects(RDFS.subClassOf)), "classes reach farther"
        subjects = set(self._changes.subjects())
        above = {node for one in subjects for node in self._base.graph.subjects(None, one)}
        nodes = subjects | above | set(self._changes.objects())
        return sorted(str(node) for node in nodes if isinstance(node, rdflib.URIRef))


def _in_rdflib(quads: Iterable[pyoxigraph.Quad]) -> rdflib.Graph:
    lines = pyoxigraph.serialize(
        (quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES
    )
    assert lines is not None
    graph = rdflib.Graph()
    with keep_lexical_forms():
        graph.parse(data=lines.decode(), format="nt")
    return graph


def read_mutant(path: Path) -> tuple[str, str]:
    """Give the update of a mutant, and the node at which its fault must be found."""
    update = path.read_text(encoding="utf-8")
    focus = re.match(r"# focus: (\S+)\n", update)
    assert focus, f"{path} does not begin with its focus node"
    return update, expand(focus[1])


@pytest.fixture(scope="module", name="base")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return Base(tmp_path_factory.mktemp("mutants") / "all.nt")


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
def test_mutant_trips_its_rule_and_no_other(path: Path, base: Base) -> None:
    update, focus = read_mutant(path)
    with base.mutated([update]) as mutant:
        compiled, checks = mutant.compiled(), rows(check_findings(mutant.engine))
        assert rows(compiled) | checks == {(path.stem, focus)}
        # pySHACL finds the same, in every field, wherever the change may matter; there is nothing
        # to be found elsewhere, as the next test says.
        assert mutant.reference(mutant.touched()) == compiled
        # The derived shapes, of all checks, agree at that node; elsewhere, see the next tests.
        assert rows(mutant.derived([focus])) == checks


def test_shipped_data_is_clean_by_shapes_and_checks() -> None:
    assert validation.validate(data_files()) == ()
    assert validation.validate(data_files(), reference=True) == ()


def test_pyshacl_agrees_where_many_things_are_wrong(base: Base) -> None:
    """All faults that shapes find, in one graph: both engines find the same in all of it."""
    updates = [read_mutant(path)[0] for path in MUTANTS if path.stem not in CHECKS]
    with base.mutated(updates) as mutant:
        compiled = mutant.compiled()
        assert len({finding.rule for finding in compiled}) > 65
        assert mutant.reference() == compiled


def test_derived_shapes_agree_with_checks_where_many_things_are_wrong(base: Base) -> None:
    """All faults that checks find, in one graph: both find the same nodes, in all of it."""
    updates = [read_mutant(path)[0] for path in MUTANTS if path.stem in CHECKS]
    with base.mutated(updates) as mutant:
        checks = rows(check_findings(mutant.engine))
        assert len({rule for rule, _ in checks}) > 35
        assert rows(mutant.derived()) == checks


def test_derived_shapes_are_valid_shacl() -> None:
    from pyshacl import validate

    nothing = rdflib.Graph()
    nothing.add((SH.Shape, RDF.type, SH.Shape))
    shapes = derived_shapes() + read_graph([shapes_file()])
    conforms, _, text = validate(nothing, shacl_graph=shapes, meta_shacl=True)
    assert conforms, text
    for select in shapes.objects(None, SH.select):
        assert not re.search(r"\b(MINUS|SERVICE|VALUES)\b", str(select)), "section 5.2.1 of SHACL"


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
    graph = read_graph(data_files())
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
