"""What the rows of an answer rest on: of a made-up article, and of questions of each kind."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest
import rdflib

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import UsageError
from azru_graph.files import data_files, ontology_files
from azru_graph.provenance import COLUMNS, row, to_json, to_text, why_row, with_sources
from azru_graph.queries import get, select
from azru_graph.results import FORMATS, Table, write
from azru_graph.terms import Iri, Literal, compact, expand
from command import azru
from madeup import facts

if TYPE_CHECKING:
    from pathlib import Path

    from azru_graph.engines import Engine
    from azru_graph.results import Result
    from azru_graph.terms import Term

WORK = "id:work-tekgul-1999 a <http://purl.org/spar/fabio/Work> .\n"


class Rdflib:
    """Another engine, to which nothing but the protocol is known."""

    def __init__(self, paths: list[Path]) -> None:
        self._graph = rdflib.Graph()
        for path in paths:
            self._graph.parse(path)

    def query(self, text: str, **_: object) -> Table:
        """Answer a SELECT query."""
        answer = self._graph.query(text)
        names = answer.vars or []
        rows = (tuple(self._term(found.get(name)) for name in names) for found in answer.bindings)
        return Table(tuple(map(str, names)), tuple(rows))

    @staticmethod
    def _term(term: object) -> Term | None:
        if isinstance(term, rdflib.Literal):
            return Literal(str(term), str(term.datatype or Literal("").datatype))
        return None if term is None else Iri(str(term))


@pytest.fixture(scope="module")
def mills(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    path = tmp_path_factory.mktemp("graph") / "facts.ttl"
    path.write_text(facts() + WORK, encoding="utf-8")
    return [path, *ontology_files()]


@pytest.fixture(scope="module")
def engine(mills: list[Path]) -> Embedded:
    return Embedded(mills)


@cache
def shipped() -> Embedded:
    return Embedded([*data_files(), *ontology_files()])


def iris(*names: str) -> tuple[Iri, ...]:
    return tuple(Iri(expand(name)) for name in names)


def added(engine: Engine, *terms: Term | None) -> list[str]:
    """The columns added to a single row, '' where one is unbound."""
    table = Table(tuple(f"v{number}" for number in range(len(terms))), (terms,))
    sourced = with_sources(engine, table)
    assert sourced.variables == (*table.variables, *COLUMNS)
    assert sourced.rows[0][: len(terms)] == terms
    return [term.value if term else "" for term in sourced.rows[0][len(terms) :]]


# ── The rules, on a made-up article ───────────────────────────────────────────


def test_claims_and_records_with_voices_passages_and_pages(engine: Embedded) -> None:
    one, other, event = "id:claim-s2p1-2a", "id:claim-s2p1-1a", "id:event-building-1870"
    assert added(engine, *iris(one, other)) == [
        f"{one}; {other}",
        "The council; Şaban Işık",  # in the order of the columns
        "s2p1.1; s2p1.2",  # in the order of reading
        "",
    ]
    assert added(engine, *iris(event)) == [event, "", "s1p1.2", "Tekgül 1999"]
    assert added(engine, *iris(event, one, event)) == [
        f"{event}; {one}",
        "The council",
        "s1p1.2; s2p1.2",
        "Tekgül 1999",
    ]


def test_citations_works_and_passages_count_where_nothing_else_is_named(engine: Embedded) -> None:
    citation, work, passage = "id:citation-1-1", "id:work-tekgul-1999", "id:passage-s1p1-2"
    claim = "id:claim-s2p1-1a"
    assert added(engine, *iris(citation)) == [citation, "", "fn1", "Tekgül 1999, p. 31"]
    both = "Tekgül 1999, p. 31; Tekgül 1999"
    assert added(engine, *iris(work)) == [work, "", "fn1; fn2", both]
    assert added(engine, *iris(passage)) == [passage, "", "s1p1.2", "Tekgül 1999"]
    assert added(engine, *iris(work, passage, citation)) == added(engine, *iris(citation))
    assert added(engine, *iris(work, passage, claim)) == added(engine, *iris(claim))


@pytest.mark.parametrize(
    "terms",
    [
        iris("id:person-isik"),
        iris("id:place-valley", "scheme:mode-denial"),
        iris("https://example.org/elsewhere"),
        (Iri("https://example.org/> } UNION { ?s ?p ?o"), Iri("no IRI"), Iri("")),
        (None, Literal("id:claim-s2p1-1a"), Literal(expand("id:claim-s2p1-1a"))),
        (),
    ],
    ids=["actor", "place and concept", "unknown", "no IRI", "text", "no column"],
)
def test_a_row_that_names_nothing_of_the_kind_has_empty_cells(
    engine: Embedded, terms: tuple[Term | None, ...]
) -> None:
    assert added(engine, *terms) == ["", "", "", ""]


def test_a_column_of_the_same_name_is_refused(engine: Embedded) -> None:
    with pytest.raises(UsageError, match="column 'sourceWorks' of its own"):
        with_sources(engine, Table(("iri", "sourceWorks"), ()))


def test_a_cut_table_stays_cut(engine: Embedded) -> None:
    table = Table(("iri",), (iris("id:claim-s2p1-1a"), iris("id:claim-s2p1-2a"))).head(1)
    assert with_sources(engine, table).cut == "1 of 2 rows shown"


def test_rows_take_few_queries_however_many_there_are(engine: Embedded) -> None:
    asked = []

    class Counting:
        def query(self, text: str, **named: Any) -> Result:  # noqa: ANN401
            asked.append(text)
            return engine.query(text, **named)

    names = select(engine, "SELECT ?s { ?s ?p ?o }")
    with_sources(Counting(), names)
    assert len(asked) == 3
    assert len(names.rows) > 100


def test_another_engine_gives_the_same_bytes(mills: list[Path], engine: Embedded) -> None:
    names = select(engine, "SELECT DISTINCT ?s { ?s ?p ?o FILTER (REGEX(STR(?s), '/id/')) }")
    other = with_sources(Rdflib(mills), names)
    assert with_sources(engine, names) == other
    for name in FORMATS:
        assert write(with_sources(engine, names), name) == write(other, name)


# ── Questions of each kind ────────────────────────────────────────────────────


@cache
def store() -> pyoxigraph.Store:
    graph = pyoxigraph.Store()
    for path in data_files():
        graph.load(path=path)
    return graph


def values(subject: str, *path: str) -> list[str]:
    """What stands at the end of a path of properties, by the triples alone."""
    found = [subject]
    for name in path:
        step = pyoxigraph.NamedNode(expand(name))
        quads = (
            quad
            for iri in found
            for quad in store().quads_for_pattern(pyoxigraph.NamedNode(iri), step, None)
        )
        found = [
            quad.object.value for quad in quads if not isinstance(quad.object, pyoxigraph.Triple)
        ]
    return found


def asked(name: str) -> Table:
    query = get("questions", name)
    return select(shipped(), query.text, path=query.path)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("timeline", "iri"),
        ("claims", "iri"),
        ("disputes", "iri disputedIri"),
        ("shares", "iri"),
        ("about", "iri"),
        ("offices", "iri"),
        ("work-support", "iri"),
    ],
)
def test_rows_of_claims_and_records_rest_on_them(name: str, column: str) -> None:
    table = asked(name)
    sourced = with_sources(shipped(), table)
    places = [table.variables.index(one) for one in column.split()]
    for before, after in zip(table.rows, sourced.rows, strict=True):
        assert after[: len(before)] == before
        named = [before[place].value for place in places if before[place]]  # type: ignore[union-attr]
        ids, voices, passages, works = (
            term.value.split("; ") if term else [] for term in after[len(before) :]
        )
        assert ids == [compact(iri) for iri in named]
        held = [values(iri, "prov:wasAttributedTo", "rdfs:label") for iri in named]
        assert set(voices) == {voice for several in held for voice in several}
        stands = [values(iri, "azru:attestedIn", "skos:notation") for iri in named]
        assert set(passages) == {passage for several in stands for passage in several}
        assert len(set(passages)) == len(passages) > 0
        cited = [
            values(iri, "azru:hasEvidence", "cito:hasCitedEntity", "rdfs:label") for iri in named
        ]
        assert {work.partition(", p. ")[0] for work in works} == {w for one in cited for w in one}


@pytest.mark.parametrize("name", ["voices", "coverage", "actors", "event-types"])
def test_rows_of_counts_and_actors_have_empty_cells(name: str) -> None:
    table = asked(name)
    sourced = with_sources(shipped(), table)
    assert table.rows
    assert {row[-len(COLUMNS) :] for row in sourced.rows} == {(None,) * len(COLUMNS)}


def test_pages_are_those_printed() -> None:
    (share,) = with_sources(shipped(), asked("shares")).rows
    assert share[-1]
    assert share[-1].value == "Nesibli 2000b, p. 27"


# ── One row ───────────────────────────────────────────────────────────────────


def test_why_of_a_row_has_all_that_it_rests_on_in_the_order_of_its_columns() -> None:
    table = asked("disputes")
    found = row("disputes", 2, table)
    assert found.table.rows == table.rows[1:2]
    reasons = why_row(shipped(), found)
    assert [one.iri for one in reasons] == [term.value for term in table.rows[1][-2:] if term]
    page = to_text(found, reasons)
    assert page.startswith("disputes, row 2\n  passages ")
    for one in reasons:
        assert f"\n{one.label}\n" in page
        assert one.paraphrase in " ".join(page.split())
    content = json.loads(to_json(found, reasons))
    assert (content["question"], content["row"]) == ("disputes", 2)
    assert list(content["values"]) == list(table.variables)
    assert [one["paraphrase"] for one in content["reasons"]] == [one.paraphrase for one in reasons]


def test_why_of_a_row_that_rests_on_nothing_says_so() -> None:
    found = row("coverage", 1, asked("coverage"))
    assert why_row(shipped(), found) == ()
    assert to_text(found, ()).endswith("\n\nNothing in this row rests on a passage by itself.\n")
    assert json.loads(to_json(found, ()))["reasons"] == []


@pytest.mark.parametrize("number", [0, 10, 999_999_999])
def test_a_row_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(UsageError, match=f"has no row {number}") as caught:
        row("disputes", number, asked("disputes").head(9))
    assert caught.value.remedy == "choose a row from 1 to 9"
    with pytest.raises(UsageError, match="has no row 1"):
        row("disputes", 1, Table(("iri",), ()))


# ── The command line ──────────────────────────────────────────────────────────


def test_why_numbers_rows_as_the_table_does() -> None:
    table = azru("query", "shares", "--format", "table").stdout
    assert re.search(r"(?m)^1  Lukoil ", table)
    run = azru("why", "shares:1")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("shares, row 1\n  holder     Lukoil\n")
    assert "footnote 7 (marker in s3p4.2): Nesibli 2000b" in run.stdout
    chosen = azru("why", "year:1", "-p", "year=1996", "--format", "json")
    assert json.loads(chosen.stdout)["values"]["date"] == "1996"


def test_sources_in_a_query_of_one_s_own() -> None:
    text = "SELECT ?s { ?s a azru:ShareAllocation }"
    lines = azru("sparql", text, "--with-sources").stdout.splitlines()
    assert lines[0] == "?s\t" + "\t".join(f"?{name}" for name in COLUMNS)
    assert lines[1].endswith('\t\t"s3p4.2"\t"Nesibli 2000b, p. 27"')


@pytest.mark.parametrize("form", FORMATS)
def test_limit_cuts_rows_and_says_so_on_the_side(form: str) -> None:
    cut = azru("query", "timeline", "--limit", "2", "--with-sources", "--format", form)
    total = len(asked("timeline").rows)
    assert (cut.returncode, cut.stderr) == (0, f"azru: 2 of {total} rows shown\n")
    inside = f"2 of {total} rows shown" in cut.stdout
    assert inside == (form in {"md", "table"})
    whole = azru("query", "shares", "--limit", "2", "--format", form)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout == azru("query", "shares", "--format", form).stdout


def test_the_limit_of_a_query_is_its_own() -> None:
    text = "SELECT ?s { ?s a azru:Claim } ORDER BY ?s LIMIT 3"
    run = azru("sparql", text)
    assert (len(run.stdout.splitlines()), run.stderr) == (4, "")
    run = azru("sparql", text, "--limit", "2")
    assert (len(run.stdout.splitlines()), run.stderr) == (3, "azru: 2 of 3 rows shown\n")


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["why", "timelin:3"], "did you mean timeline"),
        (["why", "shares:2"], "choose a row from 1 to 1"),
        (["why", "timeline:1", "-p", "year=1950"], "give other parameters"),
        (["why", "id:state-russia", "-p", "year=1993"], "-p means nothing to an entity"),
        (["why", "id:12"], "no entity"),
        (["query", "shares", "--limit", "-1"], "--limit"),
        (["query", "shares", "--limit", "some"], "--limit"),
        (["sparql", "ASK {}", "--limit", "1"], "--limit means nothing to an answer without rows"),
        (["sparql", "DESCRIBE id:author", "--with-sources"], "--with-sources means nothing"),
        (["sparql", "SELECT (1 AS ?restsOn) {}", "--with-sources"], "column 'restsOn'"),
    ],
)
def test_a_wrong_request_is_explained(arguments: list[str], wanted: str) -> None:
    run = azru(*arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert wanted in run.stderr
    assert "Traceback" not in run.stderr
