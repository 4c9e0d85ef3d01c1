"""How two entities are connected: shortest, in a fixed order, and never a claim as a fact."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from azru_graph import paths
from azru_graph.chains import shortest_chains
from azru_graph.engines.embedded import Embedded
from azru_graph.errors import DataError, UnknownNameError, UsageError
from azru_graph.files import data_files, ontology_files
from azru_graph.paths import written
from azru_graph.queries import get, select
from azru_graph.results import write
from azru_graph.terms import ID, Iri
from command import azru, loading

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = """
@prefix azru: <https://w3id.org/azru/ontology#> . @prefix id: <https://w3id.org/azru/id/> .
@prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> . @prefix scheme: <https://w3id.org/azru/scheme/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""
# A miller and a mayor met; the mayor took part in two more; the widow denies what the mayor claims.
MADE_UP = (
    PREFIXES
    + "".join(f'id:{name} rdfs:label "{name.title()}"@en .' for name in ["miller", "mayor", "king"])
    + """
id:widow rdfs:label "Widow"@en . id:author rdfs:label "Author"@en . id:mill rdfs:label "Mill"@en .
id:hermit rdfs:label "Hermit"@en .
id:section-1 rdfs:label "Section"@en .
id:passage-1 a azru:Passage ; skos:notation "p1" ; schema:position 1 ;
  dcterms:isPartOf id:section-1 .
id:event-meeting a azru:Event ; rdfs:label "Meeting"@en ; azru:attestedIn id:passage-1 ;
  azru:hasParticipant id:miller , id:mayor ; azru:carriedOutBy id:miller .
id:event-feast a azru:Event ; rdfs:label "Feast"@en ; azru:attestedIn id:passage-1 ;
  azru:hasParticipant id:mayor , id:king .
id:claim-a a azru:Claim ; rdfs:label "Claim a"@en ; azru:attestedIn id:passage-1 ;
  azru:claimSubject id:mayor ; azru:claimObject id:mill ; azru:isNegated false ;
  azru:paraphrase "The mayor burnt the mill."@en ;
  azru:assertionMode scheme:mode-asserted ; prov:wasAttributedTo id:author .
id:claim-b a azru:Claim ; rdfs:label "Claim b"@en ; azru:attestedIn id:passage-1 ;
  azru:claimSubject id:king ; azru:claimObject id:mill ; azru:isNegated true ;
  azru:paraphrase "The king had no part in it."@en ; azru:disputes id:claim-a ;
  azru:assertionMode scheme:mode-denial ; prov:wasAttributedTo id:widow .
"""
)


@cache
def engine() -> Embedded:
    return Embedded([*data_files(), *ontology_files()])


@pytest.fixture
def made_up(tmp_path: Path) -> Embedded:
    path = tmp_path / "mill.ttl"
    path.write_text(MADE_UP, encoding="utf-8")
    return Embedded([path, *ontology_files()])


def id_(name: str) -> Iri:
    return Iri(ID + name)


def groups() -> dict[str, set[str]]:
    """The groups of the article's links, the author aside."""
    question = get("questions", "links")
    found: dict[str, set[str]] = {}
    for row in select(engine(), question.text).rows:
        entity, record = (term.value if term else "" for term in row[-2:])
        found.setdefault(record, {record})
        found[record] |= {entity} - {ID + "author"}
    return found


def test_chains_are_those_of_networkx() -> None:
    """As a graph of two kinds of nodes, groups and members, in which a step is two edges."""
    joined = groups()
    graph = nx.Graph((("group", name), one) for name, members in joined.items() for one in members)
    members = sorted({one for group in joined.values() for one in group})
    reached = 0
    dice = Random(1)  # noqa: S311 - the same pairs each time
    for one, other in (dice.sample(members, 2) for _ in range(60)):
        found = shortest_chains(joined, one, other, limit=10**6)
        if not nx.has_path(graph, one, other):
            assert found.total == 0
            continue
        expected = {tuple(path[::2]) for path in nx.all_shortest_paths(graph, one, other)}
        assert set(found.chains) == expected
        assert (found.total, found.steps) == (len(expected), len(found.chains[0]) - 1)
        reached += 1
        costs = [sum(len(graph[node]) for node in chain[1:-1]) for chain in found.chains]
        assert list(zip(costs, found.chains, strict=True)) == sorted(
            zip(costs, found.chains, strict=True)
        )
        assert shortest_chains(joined, one, other, limit=3).chains == found.chains[:3]
    assert reached > 30


def test_every_step_has_evidence_that_names_both_its_ends() -> None:
    joined = groups()
    found = paths.connect(engine(), id_("organisation-lukoil"), id_("state-turkey"), limit=3)
    assert found.chains
    for chain in found.chains:
        assert [step.end for step in chain[:-1]] == [step.start for step in chain[1:]]
        assert (chain[0].start, chain[-1].end) == (found.start, found.end)
        for step in chain:
            assert 1 <= len(step.bonds) <= 3
            shared = [name for name, members in joined.items() if {step.start, step.end} <= members]
            assert len(step.bonds) + step.more == len(shared)
            for bond in step.bonds:
                assert bond.reasons.iri in shared
                assert bond.reasons.passages


def test_a_claim_stands_with_its_voice_and_whether_it_is_negated(made_up: Embedded) -> None:
    found = paths.connect(made_up, id_("king"), id_("mill"))
    ((step,),) = found.chains
    (bond,) = step.bonds
    assert (bond.negated, bond.from_roles, bond.to_roles) == (
        True,
        ("claim subject",),
        ("claim object",),
    )
    text = written.to_text(found)
    assert "claim by Widow (denial, negated): The king had no part in it. (id:claim-b)" in text
    assert "stands in p1" in text
    assert "King ~ Mill\n  claim by" in text
    meeting = written.to_text(paths.connect(made_up, id_("miller"), id_("mayor")))
    assert "Miller – Mayor\n  event: Meeting" in meeting
    assert "~" not in meeting
    (step_content,) = json.loads(written.to_json(found))["chains"][0]
    assert step_content["bonds"][0]["voices"] == ["Widow"]
    assert step_content["bonds"][0]["negated"] is True
    disputed = paths.connect(made_up, id_("mayor"), id_("mill"))
    assert "disputed by Widow" in written.to_text(disputed)
    # Who holds a claim is connected with what it names.
    assert paths.connect(made_up, id_("widow"), id_("mill")).steps == 1


def test_records_come_before_claims_and_the_narrower_role_alone() -> None:
    found = paths.connect(engine(), id_("state-russia"), id_("state-azerbaijan"), limit=1000)
    ((step,),) = found.chains
    claims = [bond.negated is not None for bond in step.bonds]
    assert set(claims) == {True, False}
    assert claims == sorted(claims)
    assert step.more == 0
    for bond in step.bonds:
        narrow = {"carried out by", "directed at"} & {*bond.from_roles}
        assert not (narrow and "has participant" in bond.from_roles)


def test_the_author_connects_nothing_unless_an_end(made_up: Embedded) -> None:
    for chain in paths.connect(made_up, id_("miller"), id_("widow"), limit=50).chains:
        assert ID + "author" not in {step.end for step in chain}
    assert paths.connect(made_up, id_("author"), id_("mill")).steps == 1


def test_voice_author_leaves_out_what_others_claim(made_up: Embedded) -> None:
    assert paths.connect(made_up, id_("king"), id_("mill")).steps == 1
    found = paths.connect(made_up, id_("king"), id_("mill"), voice="author")
    assert [step.end for step in found.chains[0]] == [ID + "mayor", ID + "mill"]
    assert all(
        bond.negated is None or bond.reasons.voices == ("Author",)
        for step in found.chains[0]
        for bond in step.bonds
    )


def test_avoid_leads_round_entities_and_records(made_up: Embedded) -> None:
    miller, king, mayor = id_("miller"), id_("king"), id_("mayor")
    assert paths.connect(made_up, miller, king).chains[0][0].end == mayor.value
    for avoided in (mayor, id_("event-meeting")):
        with pytest.raises(DataError, match="no chain of records and claims") as caught:
            paths.connect(made_up, miller, king, avoid=[avoided])
        assert "--avoid leave out" in str(caught.value)
    with pytest.raises(UsageError, match="cannot be avoided"):
        paths.connect(made_up, miller, king, avoid=[king])
    russia = id_("state-russia")
    ends = id_("place-moscow"), id_("place-baku")
    passed = [
        {step.end for chain in paths.connect(engine(), *ends, avoid=avoid).chains for step in chain}
        for avoid in ([], [russia])
    ]
    assert russia.value in passed[0]
    assert russia.value not in passed[1] > {ends[1].value}


def test_what_cannot_be_connected_is_said(made_up: Embedded) -> None:
    with pytest.raises(DataError, match="no chain of records and claims connects"):
        paths.connect(made_up, id_("miller"), id_("hermit"))
    with pytest.raises(UnknownNameError, match="nobody"):
        paths.connect(made_up, id_("miller"), id_("nobody"))
    with pytest.raises(UsageError, match="nothing to connect"):
        paths.connect(made_up, id_("miller"), id_("miller"))
    with pytest.raises(DataError, match="has 2 steps") as caught:
        paths.connect(made_up, id_("miller"), id_("king"), max_steps=1)
    assert caught.value.exit_status == 1
    assert paths.connect(made_up, id_("miller"), id_("king"), max_steps=2).steps == 2


def test_what_is_cut_is_said() -> None:
    ends = id_("place-moscow"), id_("place-baku")
    whole = paths.connect(engine(), *ends, limit=1000)
    assert (whole.more, written.cut_note(whole)) == (0, "")
    cut = paths.connect(engine(), *ends, limit=1)
    assert len(cut.chains) + cut.more == len(whole.chains) > 1
    assert f"{cut.more} further chain" in written.to_text(cut)
    assert json.loads(written.to_json(cut))["more"] == cut.more
    assert [[step.end for step in chain] for chain in cut.chains] == [
        [step.end for step in whole.chains[0]]
    ]


def test_the_table_has_a_row_for_each_bond() -> None:
    found = paths.connect(engine(), id_("place-moscow"), id_("place-baku"))
    table = written.to_table(found)
    bonds = [bond for chain in found.chains for step in chain for bond in step.bonds]
    assert len(table.rows) == len(bonds)
    assert write(table, "tsv").startswith(b"?chain\t?step\t?kind")
    for row, following in pairwise(table.rows):
        assert [term.value for term in row[:2] if term] <= [t.value for t in following[:2] if t]


@pytest.mark.parametrize("form", ["text", "json", "tsv"])
def test_the_command_gives_the_same_whatever_the_hash_seed(form: str) -> None:
    command = ("path", "Moscow", "Baku", "--limit", "2", "--format", form)
    runs = [azru(*command, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert [run.returncode for run in runs] == [0, 0]
    assert runs[0].stdout == runs[1].stdout != ""
    cut = runs[0].stderr if form == "tsv" else runs[0].stdout
    assert "further chain" in cut or '"more": ' in cut


@pytest.mark.parametrize(
    ("arguments", "status", "wanted"),
    [
        (
            ("Azerbaijan", "scheme:event-war"),
            1,
            "(id:state-azerbaijan) with war (scheme:event-war)",
        ),
        (("Azerbaijan", "scheme:event-war"), 1, "remedy: no record or claim names war; see"),
        (("Russia", "id:state-russia"), 2, "nothing to connect"),
        (("Russia", "Ruxsia"), 2, "did you mean Russia"),
        (("Russia", "Azerbaijan", "--limit", "0"), 2, "--limit"),
        (("Russia", "Azerbaijan", "--avoid", "Russia"), 2, "cannot be avoided"),
    ],
)
def test_the_command_explains_what_is_wrong(
    arguments: tuple[str, ...], status: int, wanted: str
) -> None:
    run = azru("path", *arguments)
    assert (run.returncode, run.stdout) == (status, "")
    assert wanted in run.stderr
    assert "Traceback" not in run.stderr


def test_the_command_loads_no_library_for_graphs() -> None:
    _, loaded = loading("path", "Moscow", "Baku")
    assert "azru_graph.chains" in loaded
    assert not {"networkx", "rdflib", "yaml", "numpy"} & loaded
