"""Pictures of what is around something: neighbours of an entity, places, one kind of event."""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING

import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import DataError, ParameterError
from azru_graph.files import data_files, ontology_files
from azru_graph.networks import Network, ego, network, without_loners
from azru_graph.pictures import SIZES, Setting, draw
from azru_graph.pictures.charts import Spot, frame_of
from azru_graph.pictures.ego import draw_ego
from azru_graph.pictures.layout import Box, Link, begin
from azru_graph.terms import ID, Iri
from drawings import faults, take_apart

if TYPE_CHECKING:
    from pathlib import Path

ENTITIES = (
    "person-heydar-aliyev", "state-azerbaijan", "person-andrei-kozyrev", "organisation-lukoil",
    "place-baku", "agreement-contract-of-the-century", "claim-s3p5-3b",
)  # fmt: skip
KINDS = (
    "agreement", "conflict", "diplomacy", "economy", "military-movement", "politics", "statement",
    "support", "visit",
)  # fmt: skip
MADE_UP = """
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>
PREFIX id: <https://w3id.org/azru/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX scheme: <https://w3id.org/azru/scheme/>
id:place-a a dcterms:Location ; rdfs:label "A"@en ; geo:lat 1.5 ; geo:long -2.5 ;
  dcterms:source "Links: none. Coordinates: a made-up atlas."@en .
id:place-b a dcterms:Location ; rdfs:label "B"@en ; dcterms:isPartOf id:place-a .
id:event-1 a azru:Event ; rdfs:label "One"@en ; azru:edtf "1999" ;
  azru:eventType scheme:event-visit ; azru:tookPlaceAt id:place-a .
id:event-2 a azru:Event ; rdfs:label "Two"@en ; azru:edtf "1999" ;
  azru:eventType scheme:event-visit ; azru:tookPlaceAt id:place-a ; azru:postponedTo id:event-1 .
"""


@cache
def engine() -> Embedded:
    return Embedded([*ontology_files(), *data_files()])


def of_kind(kind: str) -> Network:
    whole = network(engine(), "actors")
    one = Network(**whole.graph)
    one.add_nodes_from(sorted(whole.nodes(data=True)))
    edges = whole.edges(keys=True, data=True)
    one.add_edges_from(edge for edge in edges if edge[3]["kind"] == kind)
    return without_loners(one)


# Neighbourhoods


def test_an_edge_is_a_record_or_claim_that_names_both() -> None:
    found = ego(engine(), Iri(f"{ID}organisation-lukoil"))
    assert {(one, other, key) for one, other, key in found.edges(keys=True)} == {
        (f"{ID}agreement-contract-of-the-century", f"{ID}organisation-lukoil", key)
        for key in (
            f"{ID}agreement-contract-of-the-century",
            f"{ID}share-lukoil-contract-of-the-century",
        )
    } | {
        (
            f"{ID}organisation-lukoil",
            f"{ID}state-azerbaijan",
            f"{ID}agreement-contract-of-the-century",
        )
    }
    assert found.graph["centre"] == f"{ID}organisation-lukoil"
    assert found.graph["kinds"] == {
        "agreement": "agreement",
        "share-allocation": "share allocation",
    }


def test_a_claim_has_its_voice_and_what_it_says_and_never_joins_by_the_author() -> None:
    found = ego(engine(), Iri(f"{ID}state-azerbaijan"))
    assert f"{ID}author" not in found
    claims = [told for *_, told in found.edges(data=True) if told["kind"] == "claim"]
    assert all({"voice", "mode", "isNegated"} <= told.keys() for told in claims)
    assert any(told["isNegated"] for told in claims)
    assert all(str(told["label"]).endswith(".") for told in claims)
    records = [told for *_, told in found.edges(data=True) if told["kind"] != "claim"]
    assert not any({"voice", "mode", "isNegated"} & told.keys() for told in records)


def test_more_hops_reach_further() -> None:
    sizes = []
    for hops in (1, 2, 3):
        found = ego(engine(), Iri(f"{ID}organisation-lukoil"), hops)
        distances = {told for _, told in found.nodes(data="hops")}
        assert distances == {*range(hops + 1)}
        sizes.append(len(found))
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize("hops", [0, 4])
def test_as_many_hops_as_can_be_read(hops: int) -> None:
    with pytest.raises(ParameterError, match="hops"):
        ego(engine(), Iri(f"{ID}organisation-lukoil"), hops)


def test_an_entity_without_neighbours_has_no_network() -> None:
    with pytest.raises(DataError) as caught:
        ego(engine(), Iri(f"{ID}place-black-sea"))
    assert caught.value.remedy


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ENTITIES)
def test_neighbours_can_be_read(name: str, size: str) -> None:
    found = ego(engine(), Iri(ID + name))
    picture = draw_ego(found, Setting(size=SIZES[size]))
    assert faults(take_apart(picture)) == []
    assert len(picture.network) <= 25
    assert {found.graph["centre"]} <= picture.network.nodes
    left = len(found) - len(picture.network)
    said = " ".join(text.says for text in take_apart(picture).texts.values())
    assert (f"{left} left out" in said) == bool(left)


def test_only_the_nearest_are_drawn() -> None:
    far = ego(engine(), Iri(f"{ID}organisation-lukoil"), 2)
    assert len(draw_ego(far, Setting()).network) == 3


# Places


def test_places_of_the_shipped_data() -> None:
    found = network(engine(), "places")
    located = {node for node, north in found.nodes(data="lat") if north is not None}
    assert located == {f"{ID}place-{name}" for name in ("ankara", "baku", "moscow", "yerevan")}
    kinds = [kind for *_, kind in found.edges(data="kind")]
    assert (kinds.count("tookPlaceAt"), kinds.count("isPartOf")) == (19, 2)


@pytest.mark.parametrize("size", SIZES)
def test_places_can_be_read(size: str) -> None:
    picture = draw("places", network(engine(), "places"), Setting(size=SIZES[size]))
    assert faults(take_apart(picture)) == []
    assert len(picture.network) == 22
    assert picture.placed == {"isPartOf"}
    assert picture.network.nodes[f"{ID}place-baku"]["events"] == 3


def test_a_map_of_one_place_names_where_its_coordinates_are_from(tmp_path: Path) -> None:
    (tmp_path / "made-up.ttl").write_text(MADE_UP, encoding="utf-8")
    found = network(Embedded([tmp_path / "made-up.ttl", *ontology_files()]), "places")
    assert [one for one, _, kind in found.edges(data="kind") if kind == "tookPlaceAt"] == [
        f"{ID}event-1"
    ]
    picture = draw("places", found, Setting())
    drawn = take_apart(picture)
    assert faults(drawn) == []
    said = " ".join(text.says for text in drawn.texts.values())
    assert "from a made-up atlas" in said
    assert "0\N{DEGREE SIGN} N" in said


def test_nothing_to_put_on_a_map() -> None:
    with pytest.raises(DataError) as caught:
        draw("places", Network(kinds={}, node_kinds={}), Setting())
    assert caught.value.remedy


def test_a_map_keeps_the_shape_of_the_land() -> None:
    spots = [Spot("a", 40, 30, 3, "a"), Spot("b", 56, 50, 3, "b")]
    frame = frame_of(spots, 400, 300, SIZES["page"])
    assert frame is not None
    assert frame.across / frame.up == pytest.approx(0.669, abs=0.001)  # cosine of 48 degrees
    assert frame.width <= 400
    assert frame.height == pytest.approx(300)


# Actors, one kind of event at a time; large networks


@pytest.mark.parametrize("size", ["column", "page", "slide"])
@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_of_event_can_be_read(kind: str, size: str) -> None:
    found = of_kind(kind)
    picture = draw("actors", found, Setting(size=SIZES[size]))
    assert faults(take_apart(picture)) == []
    assert len(picture.network) == len(found)
    name = str(found.graph["kinds"][kind])
    assert kind in picture.title.casefold() or picture.title.casefold().startswith(name)


def test_a_network_of_thousands_is_cut_to_what_fits_in_bounded_time() -> None:
    large = Network(kinds={"visit": "visit"}, node_kinds={"state": "state"})
    for number in range(5000):
        large.add_node(f"{ID}state-{number:04}", label=f"State {number}", kind="state")
    for number in range(1, 5000):
        for other in (number // 2, number * 7 % number):
            large.add_edge(
                f"{ID}state-{number:04}",
                f"{ID}state-{other:04}",
                key=f"{ID}event-{number}-{other}",
                kind="visit",
                label="visit",
                weight=1,
                directed=True,
            )
    start = time.process_time()
    picture = draw("actors", large, Setting())
    assert time.process_time() - start < 10
    assert 20 < len(picture.network) < 200


def test_boxes_that_leave_lines_no_way_do_not_fit() -> None:
    boxes = {name: Box(40, 10) for name in "abcdefgh"}
    assert begin(boxes, [Link("a", "b")], room=Box(100, 80)) is None
