"""Pictures in layers and in columns: their views, their networks, and what they leave out."""

from __future__ import annotations

import time
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import DataError, ParameterError
from azru_graph.files import data_files, ontology_files
from azru_graph.networks import Network, network, path_network
from azru_graph.networks.held import perceptions as read_perceptions
from azru_graph.networks.ontology import ontology as read_ontology
from azru_graph.pictures import PICTURES, Setting, draw, draw_query, size_named
from azru_graph.pictures.layers import Line, Packer, groups, layered
from azru_graph.pictures.layout import Box
from azru_graph.pictures.path import draw_path
from azru_graph.pictures.saving import written
from azru_graph.results import Triples
from azru_graph.terms import ID, Iri
from drawings import faults, take_apart

NAMES = ("arguments", "causes", "interests", "ontology", "perceptions", "sources")
SIZES = ("column", "page", "plate", "slide")
PREFIXES = """
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@cache
def engine() -> Embedded:
    return Embedded([*ontology_files(), *data_files()])


@cache
def shipped(name: str) -> Network:
    return network(engine(), name)


def ask(query: str) -> list[tuple[str, ...]]:
    rows = engine().query(PREFIXES + query).rows  # type: ignore[union-attr]
    return sorted(tuple(term.value if term else "" for term in row) for row in rows)


def constructed(triples: str) -> Triples:
    answer = Embedded([]).query(f"{PREFIXES} CONSTRUCT {{ {triples} }} WHERE {{}}")
    assert isinstance(answer, Triples)
    return answer


def setting(size: str) -> Setting:
    return Setting(size=size_named(size))


def linked(pairs: list[tuple[int, int]], label: str = "Node {}") -> Network:
    made = Network(kinds={"knows": "knows"}, node_kinds={"thing": "thing"})
    for number in sorted({end for pair in pairs for end in pair}):
        made.add_node(f"{ID}x-{number:05}", label=label.format(number), kind="thing")
    for number, (one, other) in enumerate(pairs):
        made.add_edge(
            f"{ID}x-{one:05}",
            f"{ID}x-{other:05}",
            key=f"{number:05}",
            kind="knows",
            label="knows",
            weight=1,
            directed=True,
        )
    return made


def test_every_causal_claim_is_an_edge() -> None:
    claims = ask(
        "SELECT ?s ?o ?c { ?c a azru:CausalClaim ; azru:claimSubject ?s ; azru:claimObject ?o }"
    )
    assert sorted(shipped("causes").edges(keys=True)) == claims


def test_every_dispute_and_qualification_is_an_edge() -> None:
    for kind in ("disputes", "qualifies"):
        wanted = ask(f"SELECT ?s ?o {{ ?s azru:{kind} ?o }}")
        found = [edge[:2] for edge in shipped("arguments").edges(data="kind") if edge[2] == kind]
        assert sorted(found) == wanted


def test_the_claim_that_the_article_examines_is_marked() -> None:
    noted = [node for node, note in shipped("arguments").nodes(data="note") if note]
    assert noted == [f"{ID}claim-s1p3-3a"]


def test_claims_tell_whose_they_are_and_paraphrase() -> None:
    told = shipped("arguments").nodes[f"{ID}claim-s5p4-3c"]
    assert (told["voice"], told["mode"], told["isNegated"]) == ("Novruz Mammadov", "denial", True)
    assert told["label"].endswith(".")


def test_interests_and_what_they_led_to_follow_each_other() -> None:
    told = shipped("interests")
    interests = {other for _, other, kind in told.edges(data="kind") if kind == "hasInterestIn"}
    assert len(interests) == 24
    onward = [one for one, _, kind in told.edges(data="kind") if kind != "hasInterestIn"]
    assert len(onward) == 16
    assert set(onward) <= interests


def test_each_perception_is_a_node_between_two_others() -> None:
    claims = [row[0] for row in ask("SELECT ?c { ?c a azru:PerceptionClaim }")]
    told = shipped("perceptions")
    assert sorted(node for node, kind in told.nodes(data="kind") if kind == "image") == claims
    for claim in claims:
        assert (len(told.pred[claim]), len(told.succ[claim])) == (1, 1)


def test_a_made_up_perception() -> None:
    told = read_perceptions(
        constructed(
            "id:c azru:claimSubject id:a ; azru:claimPredicate azru:perceives ;"
            ' azru:claimObject id:a ; azru:isNegated true ; rdfs:label "riddle"@en .'
            ' id:a a azru:State ; rdfs:label "A"@en'
        )
    )
    assert sorted(told.edges(keys=True)) == [
        (f"{ID}a", f"{ID}c", "sees"),
        (f"{ID}c", f"{ID}a#observed", "is-seen"),
    ]
    assert told.nodes[f"{ID}c"]["label"] == "riddle"
    assert all(negated for *_, negated in told.edges(data="isNegated"))


def test_sources_count_each_record_once() -> None:
    told = shipped("sources")
    counted = ask("SELECT (COUNT(DISTINCT ?r) AS ?n) { ?r azru:hasEvidence ?c }")
    assert str(told.graph["resting"]) == counted[0][0]
    work = told.nodes[f"{ID}work-guluzade-2009"]
    assert work["records"] + work["claims"] == 13
    assert told.edges[f"{ID}footnote-22", f"{ID}section-6", "bears"]["weight"] == 13


def test_the_ontology_joins_properties_between_the_same_two_classes() -> None:
    told = read_ontology(
        constructed(
            "id:p rdfs:domain azru:A ; rdfs:range id:B ; rdfs:label 'p' . "
            "id:q rdfs:domain azru:A ; rdfs:range id:B ; rdfs:label 'q' . "
            "id:r rdfs:domain azru:A ; rdfs:range azru:A ; rdfs:label 'r' . "
            "azru:A rdfs:subClassOf id:C"
        )
    )
    kinds = {edge[2]: edge[3]["label"] for edge in told.edges(keys=True, data=True)}
    assert kinds == {"properties": "p\nq", "to-itself": "r", "is-a": "subClassOf"}
    assert dict(told.nodes(data="kind")) == {
        "https://w3id.org/azru/ontology#A": "own",
        f"{ID}B": "reused",
        f"{ID}C": "reused",
    }


@pytest.mark.parametrize("name", NAMES)
def test_nothing_hinders_reading_on_a_plate(name: str) -> None:
    assert faults(take_apart(draw(name, shipped(name), setting("plate")))) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_draw(name: str) -> None:
    with pytest.raises(DataError) as caught:
        draw(name, Network(kinds={}, node_kinds={}), setting("page"))
    assert caught.value.remedy


@pytest.mark.parametrize("name", NAMES)
def test_what_is_left_out_is_said(name: str) -> None:
    view = shipped(PICTURES[name][0])
    picture = draw(name, view, setting("slide"))
    said = " ".join(
        text.says for gid, text in take_apart(picture).texts.items() if "subtitle" in gid
    )
    whole = {node for edge in view.edges() for node in edge}
    assert ("left out" in said) == (len(picture.network) < len(whole))


def test_causes_are_drawn_in_whole_groups() -> None:
    """No cause of what is drawn is missing, where the largest group fits."""
    whole, part = shipped("causes"), draw("causes", shipped("causes"), setting("page")).network
    for node in part:
        assert set(part.pred[node]) == set(whole.pred[node])
    assert part.number_of_edges() >= 30


def test_every_holder_of_an_interest_is_drawn() -> None:
    whole = shipped("interests")
    holders = {one for one, _, kind in whole.edges(data="kind") if kind == "hasInterestIn"}
    for size in SIZES:
        assert holders <= set(draw("interests", whole, setting(size)).network)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("person-vladimir-putin", "organisation-lukoil"),
        ("state-russia", "state-azerbaijan"),
        ("organisation-rosoboronexport", "person-heydar-aliyev"),
    ],
)
def test_paths(start: str, end: str, size: str) -> None:
    told = path_network(engine(), Iri(ID + start), Iri(ID + end))
    picture = draw_path(told, setting(size))
    assert faults(take_apart(picture)) == []
    assert {ID + start, ID + end} <= set(picture.network)
    ends = [node for node, kind in picture.network.nodes(data="kind") if kind == "end"]
    assert sorted(ends) == sorted([ID + start, ID + end])


def test_a_path_keeps_the_order_of_its_chains() -> None:
    told = path_network(
        engine(), Iri(f"{ID}person-vladimir-putin"), Iri(f"{ID}organisation-lukoil"), limit=1
    )
    kinds = dict(told.nodes(data="kind"))
    assert told.graph["steps"] == 2
    at, way = told.graph["start"], []
    while at != told.graph["end"]:
        way.append(kinds[at])
        (at,) = told.succ[at]
    assert (way[0], way[2]) == ("end", "entity")


def test_five_thousand_nodes_are_drawn_soon() -> None:
    pairs = [(number // 3, number * 7919 % 5000) for number in range(12_000)]
    told = linked(pairs)
    start = time.process_time()
    picture = draw_query(told, setting("page"))
    assert time.process_time() - start < 3
    assert faults(take_apart(picture)) == []
    assert 10 < len(picture.network) < 100


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "pairs",
    [
        [(0, 1)],
        [(0, 0), (0, 1), (0, 1), (1, 0)],
        [(number, number + 1) for number in range(9)] + [(9, 0)],
        [(0, number) for number in range(1, 40)],
        [(one, other) for one in range(9) for other in range(9) if one != other],
    ],
    ids=["pair", "parallel", "ring", "star", "complete"],
)
def test_any_network_can_be_read(pairs: list[tuple[int, int]], size: str) -> None:
    assert faults(take_apart(draw_query(linked(pairs), setting(size)))) == []


def test_queries_mark_what_is_only_claimed() -> None:
    told = linked([(0, 1), (1, 2)])
    told.edges[f"{ID}x-00000", f"{ID}x-00001", "00000"].update(
        mode="denial", isNegated=True, voice="Somebody"
    )
    drawn = take_apart(draw_query(told, setting("page")))
    says = {text.says for text in drawn.texts.values()}
    assert {"denied (1)", "knows (1)"} <= says
    lines = [text.says for gid, text in drawn.texts.items() if gid.startswith("said-")]
    assert " ".join(lines) == "denied by Somebody"


def test_a_label_wider_than_the_page() -> None:
    with pytest.raises(ParameterError) as caught:
        draw_query(linked([(0, 1)], label="{}" + "w" * 200), setting("column"))
    assert caught.value.remedy


def test_the_same_bytes_again() -> None:
    for name in NAMES:
        told = shipped(name)
        first, second = (written(draw(name, told, setting("page")), "svg") for _ in range(2))
        assert first == second


def test_groups_by_weight() -> None:
    lines = [Line("a", "b", "1"), Line("b", "c", "2"), Line("d", "e", "3", weight=5)]
    assert groups(["a", "b", "c", "d", "e"], lines) == [["d", "e"], ["a", "b", "c"]]


def test_parts_are_packed_beside_each_other_first() -> None:
    packer = Packer(Box(100, 60), 10)
    assert packer.add(Box(40, 30)) == (0, 0)
    assert packer.add(Box(40, 20)) == (50, 0)
    assert packer.add(Box(50, 20)) == (50, 30)
    assert packer.add(Box(50, 40)) is None
    assert packer.add(Box(101, 1)) is None
    assert packer.extent == Box(100, 50)


def test_layers_follow_the_arrows_and_keep_room_for_labels() -> None:
    boxes = dict.fromkeys("abc", Box(50, 20))
    room = Box(40, 12)
    found = layered(boxes, [Line("a", "b", "1"), Line("b", "c", "2", room)], direction="LR")
    across = [float(found.centres[name][0]) for name in "abc"]
    assert all(one + 50 < other for one, other in pairwise(across))
    assert found.is_clear({("b", "c", "2"): room})
    way = found.ways["a", "b", "1"]
    assert np.abs(way[0] - found.centres["a"]).max() == pytest.approx(25, abs=1)
