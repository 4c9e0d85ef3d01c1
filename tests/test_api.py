"""The graph from Python: what `import azru_graph as az` gives, its types, and what it costs."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

import azru_graph as az
from azru_graph import results
from azru_graph.engines.embedded import Embedded
from azru_graph.errors import (
    MissingFileError,
    OutputError,
    ParameterError,
    SparqlSyntaxError,
    UnknownNameError,
    UsageError,
)
from azru_graph.files import data_files, ontology_files
from azru_graph.queries import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
ANSWERS = Path(__file__).parent / "answers"
ID = "https://w3id.org/azru/id/"

# One value of each kind, and some that do not have the form of their datatype.
VALUES = """
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<https://example.org/x> azru:value
  true, 7, "8"^^xsd:unsignedByte, 1.5, 2.5e0, "text", "текст"@ru, "1993-06-30"^^xsd:date,
  "1993-06-30T12:00:00Z"^^xsd:dateTime, "1993"^^xsd:gYear, <https://w3id.org/azru/id/x>,
  "2001-13-45"^^xsd:date, "many"^^xsd:integer, "perhaps"^^xsd:boolean, "x"^^xsd:decimal .
"""
EXPECTED: list[object] = [
    True,
    7,
    8,
    Decimal("1.5"),
    2.5,
    "text",
    "текст",
    date(1993, 6, 30),
    datetime(1993, 6, 30, 12, tzinfo=UTC),
    "1993",
    az.Iri(f"{ID}x"),
    "2001-13-45",
    "many",
    "perhaps",
    "x",
]


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], az.Dataset]:
    """Give a function that opens a text of Turtle."""

    def make(text: str) -> az.Dataset:
        path = tmp_path / "made.ttl"
        path.write_text(text, encoding="utf-8")
        return az.open(path)

    return make


def test_values_have_the_types_of_python(made: Callable[[str], az.Dataset]) -> None:
    answer = made(VALUES).sparql("SELECT ?v ?unbound { <https://example.org/x> azru:value ?v }")
    assert isinstance(answer, az.Answer)
    found = [(type(row.v), row.v) for row in answer]
    assert sorted(found, key=repr) == sorted(((type(v), v) for v in EXPECTED), key=repr)
    assert {row.unbound for row in answer} == {None}


@pytest.mark.parametrize("name", catalogue("questions"))
def test_rows_are_those_of_the_recorded_answer(name: str) -> None:
    answer = az.ask(name)
    assert answer.to("tsv").encode() == (ANSWERS / f"{name}.tsv").read_bytes()
    assert len(answer) == len(list(answer)) == len(answer.table.rows) > 0
    assert answer.columns == tuple(catalogue("questions")[name].header.columns)
    assert answer[-1] == list(answer)[-1]
    assert all(row._fields == answer.columns for row in answer)


def test_an_answer_is_a_sequence() -> None:
    answer = az.ask("timeline")
    first = answer[:3]
    assert isinstance(first, az.Answer)
    assert list(first) == [answer[0], answer[1], answer[2]]
    assert first.columns == answer.columns
    assert answer[0] in answer
    assert answer.index(answer[2]) == 2
    assert list(reversed(first)) == [answer[2], answer[1], answer[0]]
    with pytest.raises(IndexError):
        answer[len(answer)]


def test_a_row_is_a_named_tuple() -> None:
    row = az.Row.of(("count", "index", "class", "_x", "a-b"), (1, 2, 3, 4, 5))
    assert [row.count, row.index, row["class"], row["_x"], row["a-b"]] == [1, 2, 3, 4, 5]
    assert tuple(row) == (1, 2, 3, 4, 5)
    assert row[1:3] == (2, 3)
    assert row._asdict() == {"count": 1, "index": 2, "class": 3, "_x": 4, "a-b": 5}
    assert repr(row[:0]) == "()"
    for other in (pickle.loads(pickle.dumps(row)), copy.deepcopy(row)):  # noqa: S301 - our own
        assert [other, other.count, other._fields] == [row, 1, row._fields]
    with pytest.raises(KeyError, match="there is no column 'place'"):
        row["place"]
    with pytest.raises(AttributeError):
        row.place  # noqa: B018 - what is tested


def test_an_iri_is_a_string_that_can_be_asked_about() -> None:
    iri = az.ask("shares")[0].iri
    assert issubclass(type(iri), str)
    assert iri == ID + "share-lukoil-contract-of-the-century"
    assert type(iri.curie) is str
    assert az.show(iri).iri == az.show(iri.curie).iri == iri
    assert az.why(iri).passages


@pytest.mark.parametrize(
    ("question", "given", "as_text"),
    [
        ("timeline", 1993, "1993"),
        ("timeline", np.int64(1993), "1993"),
        ("timeline", Decimal("1.993E+3"), "1993"),
        ("meetings", az.Iri(f"{ID}person-andrei-kozyrev"), "id:person-andrei-kozyrev"),
        ("meetings", "Andrei Kozyrev", "id:person-andrei-kozyrev"),
    ],
)
def test_values_may_have_any_fitting_type(question: str, given: object, as_text: str) -> None:
    name = "year" if question == "timeline" else "actor"
    assert name in catalogue("questions")[question].header.parameters
    answer = az.ask(question, **{name: given})
    assert list(answer) == list(az.ask(question, **{name: as_text}))
    assert 0 < len(answer) < len(az.ask(question))


def test_of_several_values_any_may_match() -> None:
    one, other = (set(az.ask("timeline", year=year)) for year in (1992, 2002))
    both = az.ask("timeline", year=[1992, 2002])
    assert one != other
    assert set(both) == one | other
    assert set(az.ask("timeline", year=iter((1992, "2002")))) == set(both)
    assert list(az.ask("timeline", year=None)) == list(az.ask("timeline"))
    assert list(az.ask("timeline", year_=1992)) == list(az.ask("timeline", year=1992))


@pytest.mark.parametrize(
    ("values", "error", "message"),
    [
        ({"year": "soon"}, ParameterError, "'soon' does not fit the parameter year"),
        ({"year": 1993.5}, ParameterError, "'1993.5' does not fit"),
        ({"year": date(1993, 6, 30)}, ParameterError, "'1993-06-30' does not fit"),
        ({"year": True}, ParameterError, "'true' does not fit"),
        ({"year": float("nan")}, ParameterError, "does not fit"),
        ({"year": []}, ParameterError, "the list of values for year is empty"),
        ({"year": object()}, ParameterError, "is no value for the parameter year"),
        ({"years": 1993}, UnknownNameError, "there is no parameter of timeline named 'years'"),
    ],
)
def test_values_that_do_not_fit(
    values: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        az.ask("timeline", **values)


def test_hostile_texts_give_no_rows_and_no_other_rows() -> None:
    for text in ("UNDEF", '" } { ?s ?p ?o', "\\u0022", "Baku\n}", "id:x } #"):
        with pytest.raises(UsageError):
            az.ask("meetings", actor=text)


def test_unknown_names() -> None:
    for call in (
        lambda: az.ask("timelines"),
        lambda: az.questions("weather"),
        lambda: az.show("Atlantis"),
        lambda: az.why("id:nobody"),
        lambda: az.network("planets"),
        lambda: az.draw("planets"),
        lambda: az.draw("actors", size="wall"),
        lambda: az.ask("shares").to("docx"),
    ):
        with pytest.raises(UnknownNameError):
            call()
    with pytest.raises(az.AzruError):
        az.ask("timelines")
    with pytest.raises(AttributeError, match="has no attribute 'asks'"):
        az.asks  # type: ignore[attr-defined]  # noqa: B018 - what is tested


def test_sparql_in_each_form() -> None:
    rows = az.sparql("SELECT ?s { ?s a azru:State } ORDER BY ?s")
    assert isinstance(rows, az.Answer)
    assert rows[0].s.curie == "id:state-armenia"
    assert az.sparql("ASK { id:state-russia a azru:State }") is True
    graph = az.sparql("CONSTRUCT { ?s a azru:State } WHERE { ?s a azru:State }")
    assert not isinstance(graph, az.Answer | bool)
    assert len(graph) == len(rows)
    assert "azru:State" in graph.serialize(format="turtle")
    with pytest.raises(SparqlSyntaxError) as caught:
        az.sparql("SELECT ?s {\n  ?s a azru:State")
    assert (caught.value.line, caught.value.column) == (2, 18)


def test_graph_is_data_and_ontology() -> None:
    whole, facts = az.graph(), az.graph(editorial=False)
    engine = Embedded([*data_files(), *ontology_files()])
    counted = engine.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert isinstance(counted, results.Table)
    assert az.Answer(counted)[0].n == len(whole)
    assert set(facts) < set(whole)
    assert set(az.graph(data_files()[0])) == set(facts)
    whole.remove((None, None, None))
    assert len(az.graph()) > 0, "each is a graph of its own"


def test_files_are_read_when_they_are_asked_and_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / "data.ttl"
    for opening in (az.open, az.graph):
        with pytest.raises(MissingFileError, match="is not there"):
            opening(path)
    path.write_text("<a:s> <a:p> <a:o> .", encoding="utf-8")
    late = az.open(path)
    path.unlink()
    for reading in (lambda: late.ask("timeline"), late.graph):
        with pytest.raises(MissingFileError):
            reading()
    with pytest.raises(UsageError, match=r"is no file\n.*store="):
        az.open(tmp_path)
    with pytest.raises(UsageError, match=r"is no file\n.*endpoint="):
        az.open("http://127.0.0.1:7878/query")
    shipped = az.open([str(path) for path in data_files()])
    assert list(shipped.ask("shares")) == list(az.ask("shares"))
    assert repr(shipped) == repr(az.open())
    assert "editorial.ttl" not in repr(az.open(editorial=False))


def test_what_is_shown_at_the_prompt_can_be_read() -> None:
    assert repr(az.show("Putin")) == str(az.show("Putin"))
    assert repr(az.show("Putin")).startswith("Vladimir Putin\nid:person-vladimir-putin · agent")
    assert repr(az.why("Putin")).startswith("Vladimir Putin\nid:person-vladimir-putin · agent")
    assert re.fullmatch(r"<Network with \d+ nodes and \d+ edges>", repr(az.network("actors")))


def test_questions_are_the_catalogue() -> None:
    known = az.questions()
    assert known == catalogue("questions")
    assert set(az.questions("time")) == {n for n, q in known.items() if "time" in q.header.tags}
    assert repr(known).splitlines()[0].split(maxsplit=1)[0] == min(known)


def test_find_show_and_why() -> None:
    assert f"{ID}person-vladimir-putin" in [row.iri for row in az.find("putin")]
    assert len(az.find("Atlantis")) == 0
    assert list(az.find("", kinds="share")) == list(az.find("", kinds=["share"])) != []
    entity = az.show("Vladimir Putin")
    assert str(entity).startswith("Vladimir Putin\nid:person-vladimir-putin · ")
    reasons = az.why("Lukoil's share of the Contract of the Century")
    assert str(reasons).startswith("Lukoil's share of the Contract of the Century\n")
    assert reasons.passages


def test_network_and_picture(tmp_path: Path) -> None:
    network = az.network("actors")
    assert network.number_of_edges() > network.number_of_nodes() > 20
    assert type(network.subgraph(list(network)[:3]).copy()) is type(network)
    picture = az.draw("actors", size="plate")
    picture.save(tmp_path / "actors.svg")
    drawn = (tmp_path / "actors.svg").read_text(encoding="utf-8")
    assert drawn.endswith(picture._repr_svg_())
    with pytest.raises(UnknownNameError):
        picture.save(tmp_path / "actors.gif")


def test_saving_writes_what_to_gives(tmp_path: Path) -> None:
    answer = az.ask("shares")
    for form in ("csv", "json", "md", "tsv", "xml"):
        path = answer.save(tmp_path / f"shares.{form}")
        assert path.read_bytes().decode() == answer.to(form)
    assert answer.save(str(tmp_path / "SHARES.CSV")).read_bytes() == answer.to("csv").encode()
    with pytest.raises(UnknownNameError):
        answer.save(tmp_path / "shares.docx")
    assert not (tmp_path / "shares.docx").exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        answer.save(tmp_path / "file" / "shares.csv")


def test_an_answer_reads_as_a_table() -> None:
    answer = az.ask("shares")
    assert str(answer) == answer.to("table").rstrip("\n")
    assert repr(answer).endswith("\n(1 row)")
    assert len(repr(az.ask("timeline")).split("\n")) < 200
    assert f"({len(az.ask('timeline'))} rows)" in repr(az.ask("timeline"))
    assert repr(az.ask("timeline", year=1950)).endswith("(no rows)")


def test_pandas(made: Callable[[str], az.Dataset]) -> None:
    frame = az.ask("timeline").to_pandas()
    assert list(frame.columns) == list(az.ask("timeline").columns)
    assert len(frame) == len(az.ask("timeline"))
    assert isinstance(frame["earliest"][0], date)
    assert frame["place"].isna().any()
    numbers = made("<urn:a> <urn:n> 1 . <urn:b> <urn:m> 2 .").sparql(
        "SELECT ?n { VALUES ?s { <urn:a> <urn:b> } OPTIONAL { ?s <urn:n> ?n } } ORDER BY ?n"
    )
    assert isinstance(numbers, az.Answer)
    assert pd.api.types.is_integer_dtype(numbers.to_pandas()["n"])
    assert az.ask("timeline", year=1950).to_pandas().empty


def test_without_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match="needs pandas, which is not installed") as caught:
        az.ask("shares").to_pandas()
    assert caught.value.remedy is not None


def modules(program: str) -> set[str]:
    """The modules that a program leaves loaded in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.split())


def test_import_alone_loads_nothing() -> None:
    bare = modules("pass")
    assert modules("import azru_graph as az; az.__all__; dir(az)") - bare == {"azru_graph"}


def test_asking_loads_only_what_answers() -> None:
    loaded = modules("import azru_graph as az; az.ask('timeline').to('csv')")
    heavy = {"rdflib", "pyshacl", "networkx", "matplotlib", "pandas", "numpy", "click"}
    assert "pyoxigraph" in loaded
    assert heavy.isdisjoint(loaded)


CLIENT = """
from datetime import date
from typing import assert_type

import azru_graph as az

answer = az.ask("timeline", year=[1993, "1994"])
assert_type(answer, az.Answer)
row = answer[0]
assert_type(row, az.Row)
assert_type(answer[:2], az.Answer)
assert_type(answer.columns, tuple[str, ...])
day: date = row.earliest
assert_type(az.Iri("https://example.org/x").curie, str)
assert_type(az.why("Baku").passages[0].position, int)
assert_type(az.open("x.ttl").ask("year"), az.Answer)
print(len(answer), az.find("Baku"), az.show("Baku").label, az.questions()["year"].header.summary)
"""
WRONG = """
import azru_graph as az

az.aks("timeline")
az.ask(1993)
az.ask("timeline").columns.append("x")
"""


def test_types_for_those_who_use_it(tmp_path: Path) -> None:
    (tmp_path / "client.py").write_text(CLIENT, encoding="utf-8")
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "client.py", "wrong.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", "MYPYPATH": str(ROOT / "src"), "PYTHONPATH": str(ROOT / "src")},
    )
    lines = [line for line in run.stdout.splitlines() if not line.startswith(str(ROOT))]
    lines = [line for line in lines if "src/azru_graph" not in line and ": note:" not in line]
    assert [line.split(": error: ")[0] for line in lines] == [
        "wrong.py:4",
        "wrong.py:5",
        "wrong.py:6",
    ]
