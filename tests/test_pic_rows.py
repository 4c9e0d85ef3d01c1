"""Pictures in rows and lanes: the timeline, the agreements, the matrix, and their views."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from azru_graph.dates import when
from azru_graph.engines.embedded import Embedded
from azru_graph.errors import DataError, ParameterError
from azru_graph.files import data_files, ontology_files
from azru_graph.networks import Network, actors, aggregate, network, statements
from azru_graph.pictures import PICTURES, Setting, size_named
from azru_graph.pictures.agreements import draw_agreements
from azru_graph.pictures.grid import stretches
from azru_graph.pictures.lanes import Item, Rows, Wrapped, flowing, stacked, wraps
from azru_graph.pictures.marks import SHAPES
from azru_graph.pictures.matrix import draw_matrix
from azru_graph.pictures.sheet import gid
from azru_graph.pictures.timeline import draw_timeline
from azru_graph.terms import ID, PREFIXES
from drawings import faults, take_apart

if TYPE_CHECKING:
    from drawings import Drawn

HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
SAMPLE = """
id:state-a a azru:State ; rdfs:label "A"@en .
id:state-b a azru:State ; rdfs:label "B"@en .
id:person-c a foaf:Person ; rdfs:label "C"@en .

id:agreement-peace a azru:Agreement ; rdfs:label "Peace"@en ;
  azru:hasParty id:state-a, id:state-b .
id:agreement-gas a azru:Agreement ; rdfs:label "Gas"@en .
id:agreement-bare a azru:Agreement ; rdfs:label "Bare"@en .

id:event-proposal a azru:Event, azru:AgreementAct ; rdfs:label "A proposes peace"@en ;
  azru:eventType scheme:event-proposal ; azru:concernsAgreement id:agreement-peace ;
  azru:carriedOutBy id:state-a ; azru:directedAt id:state-b ;
  azru:hasParticipant id:state-a, id:state-b ; azru:hasEvidence id:citation-1-1 ;
  azru:edtf "1991" ; azru:datePrecision scheme:precision-year ;
  azru:notBefore "1991-01-01"^^xsd:date ; azru:notAfter "1991-12-31"^^xsd:date .
id:event-signature a azru:Event, azru:AgreementAct ; rdfs:label "Gas is signed for"@en ;
  azru:eventType scheme:event-signature ; azru:concernsAgreement id:agreement-gas ;
  azru:edtf "1990-05-03" ; azru:datePrecision scheme:precision-day ;
  azru:notBefore "1990-05-03"^^xsd:date ; azru:notAfter "1990-05-03"^^xsd:date .
id:event-ceremony a azru:Event ; rdfs:label "C attends"@en ;
  azru:eventType scheme:event-ceremony ; azru:concernsAgreement id:agreement-gas ;
  azru:hasParticipant id:person-c ;
  azru:edtf "[1992..]" ; azru:datePrecision scheme:precision-multi-year ;
  azru:notBefore "1992-01-01"^^xsd:date ; azru:notAfter "1999-12-31"^^xsd:date .
id:event-planned a azru:Event, azru:Visit ; rdfs:label "C would visit A"@en ;
  azru:eventType scheme:event-visit ; azru:postponedTo id:event-ceremony ;
  azru:edtf "1992-22" ; azru:datePrecision scheme:precision-season ;
  azru:notBefore "1992-06-01"^^xsd:date ; azru:notAfter "1992-08-31"^^xsd:date .
id:claim-1 a azru:Claim ; azru:claimSubject id:event-proposal .
"""


def at(size: str, *, grey: bool = False) -> Setting:
    return Setting(size=size_named(size), grey=grey)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Embedded:
    path = tmp_path_factory.mktemp("sample") / "sample.ttl"
    path.write_text(HEADER + SAMPLE, encoding="utf-8")
    return Embedded([*ontology_files(), path])


@pytest.fixture(scope="module")
def shipped() -> Embedded:
    return Embedded([*ontology_files(), *data_files()])


def event(label: str, edtf: str, first: str, last: str, **told: str | int) -> dict[str, str | int]:
    date = {"edtf": edtf, "notBefore": first, "notAfter": last}
    return {"label": label, "kind": "visit", **date, **told}


def chronology(*events: dict[str, str | int]) -> Network:
    made = Network(kinds={}, node_kinds={"visit": "visit", "conflict": "conflict"})
    for number, told in enumerate(events):
        made.add_node(f"{ID}event-{number:03}", **told)
    return made


def box(drawn: Drawn, name: str) -> tuple[float, float, float, float]:
    (left, low), (right, high) = drawn.marks[name].min(axis=0), drawn.marks[name].max(axis=0)
    return left, low, right, high


def says(drawn: Drawn, part: str) -> str:
    return " ".join(text.says for name, text in drawn.texts.items() if part in name)


# The views


def test_the_timeline_holds_every_event_with_its_field_and_date(engine: Embedded) -> None:
    found = network(engine, "timeline")
    assert found.number_of_edges() == 0
    assert found.nodes[f"{ID}event-proposal"] == {
        "label": "A proposes peace",
        "kind": "agreement",
        "edtf": "1991",
        "notBefore": "1991-01-01",
        "notAfter": "1991-12-31",
        "precision": "year",
        "value": 4,
    }
    assert found.nodes[f"{ID}event-planned"]["eventStatus"] == "put off"
    kinds = {node.removeprefix(ID): kind for node, kind in found.nodes(data="kind")}
    assert kinds == {
        "event-ceremony": "diplomacy",
        "event-planned": "diplomacy",
        "event-proposal": "agreement",
        "event-signature": "agreement",
    }


def test_the_agreements_hold_parties_and_acts(engine: Embedded) -> None:
    found = network(engine, "agreements")
    bonds = {
        (one.removeprefix(ID), other.removeprefix(ID), kind)
        for one, other, kind in found.edges(data="kind")
    }
    assert bonds == {
        ("agreement-peace", "state-a", "hasParty"),
        ("agreement-peace", "state-b", "hasParty"),
        ("event-proposal", "agreement-peace", "concernsAgreement"),
        ("event-proposal", "state-a", "carriedOutBy"),
        ("event-proposal", "state-b", "directedAt"),
        ("event-proposal", "state-a", "hasParticipant"),
        ("event-proposal", "state-b", "hasParticipant"),
        ("event-signature", "agreement-gas", "concernsAgreement"),
        ("event-ceremony", "agreement-gas", "concernsAgreement"),
        ("event-ceremony", "person-c", "hasParticipant"),
    }
    assert f"{ID}agreement-bare" in found


@pytest.mark.parametrize(
    ("view", "pattern"),
    [("timeline", "?s a azru:Event"), ("agreements", "?s a azru:Agreement")],
    ids=["timeline", "agreements"],
)
def test_the_views_leave_nothing_out(shipped: Embedded, view: str, pattern: str) -> None:
    asked = shipped.query(f"PREFIX azru: <{PREFIXES['azru']}> SELECT DISTINCT ?s {{ {pattern} }}")
    expected = {row[0].value for row in asked.rows}  # type: ignore[union-attr]
    assert expected
    assert expected <= set(network(shipped, view))


# What holds for all three


@pytest.mark.parametrize("size", ["page", "column", "slide", "plate", "300x250"])
@pytest.mark.parametrize("name", ["agreements", "matrix", "timeline"])
def test_nothing_hinders_reading(shipped: Embedded, name: str, size: str) -> None:
    view, draw, _ = PICTURES[name]
    whole = network(shipped, view)
    drawn = take_apart(draw(whole, at(size)))
    assert faults(drawn) == []
    assert len(drawn.picture.network) > 5


@pytest.mark.parametrize("draw", [draw_agreements, draw_matrix, draw_timeline])
def test_nothing_to_draw(draw: type) -> None:
    with pytest.raises(DataError) as caught:
        draw(statements([]) if draw is not draw_matrix else actors([]), Setting())
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["agreements", "matrix", "timeline"])
def test_paper_too_small_for_anything(shipped: Embedded, name: str) -> None:
    view, draw, _ = PICTURES[name]
    with pytest.raises(ParameterError) as caught:
        draw(network(shipped, view), at("60x50"))
    assert caught.value.remedy


# Dates


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("1994", "1994"),
        ("1994?", "1994?"),
        ("1993-06", "Jun 1993"),
        ("1993-22", "summer 1993"),
        ("1993-06-15", "15 Jun 1993"),
        ("1994/1996", "1994–1996"),
        ("2002-01-24/2002-01-26", "24–26 Jan 2002"),
        ("[2010-01..2010-03]", "Jan–Mar 2010"),
        ("[1992-11-30..1992-12-02]", "30 Nov – 2 Dec 1992"),
        ("[1992-11-30..1993-01-02]", "30 Nov 1992 – 2 Jan 1993"),
        ("[1992-04-04..1992]", "4 Apr – end of 1992"),
        ("[1992..1993-06]", "1992–Jun 1993"),
        ("1992?/1993-06?", "1992? – Jun 1993?"),
        ("1996/", "from 1996 on"),
        ("/1996", "until 1996"),
        ("[1996..]", "1996 or later"),
        ("[..1996-02]", "Feb 1996 or earlier"),
        ("19XX", "19XX"),
    ],
)
def test_a_date_in_words(edtf: str, text: str) -> None:
    found = when({"edtf": edtf, "notBefore": "1991-01-01", "notAfter": "2010-12-31"})
    assert found
    assert found.text == text


def test_a_date_keeps_how_exactly_it_is_known() -> None:
    year = when({"edtf": "1996", "notBefore": "1996-01-01", "notAfter": "1996-12-31"})
    assert year
    assert (year.first, year.last, year.lasting, year.short) == (1996, 1997, False, False)
    days = when({"edtf": "1996-05-01/", "notBefore": "1996-05-01", "notAfter": "1996-12-31"})
    assert days
    assert (days.since, days.until, days.lasting, days.uncertain) == (True, False, True, False)
    choice = when(
        {"edtf": "[1996-05-01..1996-05-02]", "notBefore": "1996-05-01", "notAfter": "1996-05-02"}
    )
    assert choice
    assert choice.short
    assert not choice.by_day


@pytest.mark.parametrize("told", [{}, {"notBefore": "1996"}, {"notBefore": "x", "notAfter": "y"}])
def test_without_bounds_there_is_no_date(told: dict[str, str]) -> None:
    assert when(told) is None


# Rows


def test_stacked_labels_keep_apart() -> None:
    items = [
        Item(f"item-{number}", x, x + 6, (Wrapped(("a",), 60.0), Wrapped(("a", "b"), 32.0)))
        for number, x in enumerate(sorted((number * 37) % 290 for number in range(60)))
    ]
    places = stacked(items, Rows(300, 5), 3)
    assert places
    taken = []
    for item in items:
        place = places[item.key]
        width = 60.0 if len(place.lines) == 1 else 32.0
        left = place.x - width if place.side == "before" else min(item.left, place.x)
        right = item.right if place.side == "before" else place.x + width
        assert 0 <= left < right <= 300
        taken.append((place.row, place.end, left, right))
    for one, other in combinations(taken, 2):
        apart = one[1] <= other[0] or other[1] <= one[0]
        assert apart or one[3] + 5 <= other[2] or other[3] + 5 <= one[2]


def test_a_label_beside_which_there_is_no_room_stands_below() -> None:
    item = Item("wide", 5, 295, (Wrapped(("a",), 60.0),))
    places = stacked([item], Rows(300, 5), 3)
    assert places
    assert (places["wide"].side, places["wide"].end) == ("below", 2)
    assert stacked([item], Rows(50, 5), 3) is None


def test_words_flow_into_the_next_row() -> None:
    items = [Item(str(number), 0, 10, (Wrapped(("a",), 40.0),)) for number in range(3)]
    places = flowing(items, 120, 2, 5)
    assert places
    assert [(place.row, place.x) for place in places.values()] == [(0, 12), (0, 69), (1, 12)]
    assert flowing(items, 50, 2, 5) is None


def test_a_label_is_broken_in_every_way_that_fits() -> None:
    found = wraps("one two three four five six", 7, 70)
    assert [len(way.lines) for way in found] == sorted({len(way.lines) for way in found})
    assert all(" ".join(way.lines) == "one two three four five six" for way in found)
    assert all(way.width <= 70 for way in found)


def test_stretches_follow_each_other() -> None:
    assert stretches([1, 2, 3], {2: 5}) == [(0, 1), (1, 3), (8, 11)]


# The timeline


@pytest.fixture(scope="module")
def timeline() -> Drawn:
    return take_apart(
        draw_timeline(
            chronology(
                event("Day", "1992-06-15", "1992-06-15", "1992-06-15"),
                event("Year", "1995", "1995-01-01", "1995-12-31"),
                event("Later", "[1994..]", "1994-01-01", "2010-12-31"),
                event("Earlier", "[..1999-06]", "1991-01-01", "1999-06-30"),
                event("Span", "1996/1998", "1996-01-01", "1998-12-31", kind="conflict"),
                event("Lasting", "1997?/", "1997-01-01", "2010-12-31", kind="conflict"),
                event("Whole", "1991?/2010?", "1991-01-01", "2010-12-31"),
                event("Put off", "2000", "2000-01-01", "2000-12-31", eventStatus="put off"),
                event("Month", "2001-03", "2001-03-01", "2001-03-31"),
            ),
            Setting(),
        )
    )


def years(drawn: Drawn) -> dict[int, float]:
    """Give the middle of each year that is named above the lanes."""
    return {
        int(text.says): float(text.corners[:, 0].mean())
        for name, text in drawn.texts.items()
        if name.startswith("text-above-")
    }


def test_a_year_is_as_long_as_the_year_and_no_day(timeline: Drawn) -> None:
    middle = years(timeline)
    year = middle[1996] - middle[1995]
    left, _, right, _ = box(timeline, gid("node", f"{ID}event-001"))
    assert (left + right) / 2 == pytest.approx(middle[1995], abs=0.2)
    assert right - left == pytest.approx(year, abs=0.2)
    left, _, right, _ = box(timeline, gid("node", f"{ID}event-004"))
    assert (left + right) / 2 == pytest.approx(middle[1997], abs=0.2)
    assert right - left == pytest.approx(3 * year, abs=0.2)


def test_a_day_stands_on_its_day(timeline: Drawn) -> None:
    middle = years(timeline)
    left, _, right, _ = box(timeline, gid("node", f"{ID}event-000"))
    expected = middle[1992] + (165.5 / 366 - 0.5) * (middle[1993] - middle[1992])
    assert (left + right) / 2 == pytest.approx(expected, abs=0.3)


def test_an_open_side_is_pointed_and_does_not_reach_the_bound(timeline: Drawn) -> None:
    middle = years(timeline)
    half = (middle[1993] - middle[1992]) / 2
    left, _, right, _ = box(timeline, gid("node", f"{ID}event-002"))
    assert left == pytest.approx(middle[1994] - half, abs=0.2)
    assert right - left < 20
    left, _, right, _ = box(timeline, gid("node", f"{ID}event-003"))
    assert right == pytest.approx(middle[1999], abs=0.3)
    assert right - left < 20
    points = timeline.marks[gid("node", f"{ID}event-002")]
    assert len(points[points[:, 0] > points[:, 0].max() - 0.01]) == 1


def test_the_axis_ends_with_the_last_year_that_a_date_gives(timeline: Drawn) -> None:
    assert (min(years(timeline)), max(years(timeline))) == (1992, 2001)


def test_what_is_not_dated_stands_below_the_years(timeline: Drawn) -> None:
    below = max(
        text.corners[:, 1].max()
        for name, text in timeline.texts.items()
        if name.startswith("text-below-")
    )
    whole = box(timeline, gid("node", f"{ID}event-006"))
    assert whole[1] > below
    assert "1991–2010" in timeline.texts["text-strip"].says


def test_the_legend_counts_the_ways(timeline: Drawn) -> None:
    legend = {
        name.removeprefix("legend-text-way-"): text.says
        for name, text in timeline.texts.items()
        if name.startswith("legend-text-way-")
    }
    counts = {name: int(re.findall(r"\((\d+)\)", text)[0]) for name, text in legend.items()}
    assert counts == {
        "day": 1, "month": 1, "within": 2, "after": 1, "before": 1, "lasting": 1, "onward": 1,
        "untold": 1, "put-off": 1, "doubt": 2,
    }  # fmt: skip


def test_those_of_which_less_is_told_are_left_out() -> None:
    events = [
        event(f"Something that happened, number {number}", "1995", "1995-01-01", "1995-12-31")
        | {"value": number % 7}
        for number in range(100)
    ]
    drawn = take_apart(draw_timeline(chronology(*events), at("120x80")))
    kept = drawn.picture.network
    assert 2 < len(kept) < 50
    assert faults(drawn) == []
    assert min(kept.nodes[node]["value"] for node in kept) == 6
    assert f"({100 - len(kept)} of which" in says(drawn, "subtitle")
    assert "of 100 events" in drawn.picture.title


def test_long_spans_of_years_and_long_labels() -> None:
    events = [
        event(
            f"A long label {'of many words ' * 9}{year}",
            str(year),
            f"{year}-01-01",
            f"{year}-12-31",
        )
        for year in range(1000, 2000, 50)
    ]
    for size in ("page", "column", "slide"):
        assert faults(take_apart(draw_timeline(chronology(*events), at(size)))) == []


# The agreements


@pytest.fixture(scope="module")
def agreements(engine: Embedded) -> Drawn:
    return take_apart(draw_agreements(network(engine, "agreements"), Setting()))


def test_a_mark_for_who_acted_and_a_frame_for_a_party(agreements: Drawn) -> None:
    drawn = {edge[:3] for edge in agreements.picture.network.edges(keys=True)}
    assert drawn == {
        (f"{ID}agreement-peace", f"{ID}state-a", "azru:hasParty"),
        (f"{ID}agreement-peace", f"{ID}state-b", "azru:hasParty"),
        (f"{ID}state-a", f"{ID}agreement-peace", f"{ID}event-proposal"),
        (f"{ID}person-c", f"{ID}agreement-gas", f"{ID}event-ceremony"),
    }
    frame = box(agreements, gid("edge", f"{ID}agreement-peace", f"{ID}state-a", "azru:hasParty"))
    act = (f"{ID}state-a", f"{ID}agreement-peace", f"{ID}event-proposal")
    mark = box(agreements, gid("edge", *act))
    assert frame[0] < mark[0] < mark[2] < frame[2]
    assert frame[1] < mark[1] < mark[3] < frame[3]
    assert faults(agreements) == []


def test_an_act_of_nobody_stands_by_its_date_alone(agreements: Drawn) -> None:
    act = f"{ID}agreement-gas", f"{ID}event-signature"
    assert gid("mark", *act) in agreements.marks
    assert not any(name.startswith("edge-") and "signature" in name for name in agreements.marks)
    assert says(agreements, gid("date", *act)) == "3 May 1990"


def test_rows_follow_the_first_act_and_those_without_come_last(agreements: Drawn) -> None:
    rows = [f"node-agreement-{name}" for name in ("gas", "peace", "bare")]
    heights = [box(agreements, name)[1] for name in rows]
    assert heights == sorted(heights)
    assert says(agreements, gid("date", f"{ID}agreement-bare")) == "no act told"


def test_the_title_counts_all_agreements(shipped: Embedded) -> None:
    whole = network(shipped, "agreements")
    parties = Counter(other for _, other, kind in whole.edges(data="kind") if kind == "hasParty")
    (_, first), (_, second) = parties.most_common(2)
    title = f"Azerbaijan is a party to {first} of 16 agreements, Russia to {second}"
    assert {draw_agreements(whole, at(size)).title for size in ("page", "column")} == {title}


# The matrix


@pytest.fixture(scope="module")
def matrix(shipped: Embedded) -> Drawn:
    return take_apart(draw_matrix(network(shipped, "actors"), Setting()))


def test_a_mark_for_each_event_of_a_cell(matrix: Drawn) -> None:
    merged = matrix.picture.network
    assert nx_edges(merged)
    for source, target, key in nx_edges(merged):
        told = merged.edges[source, target, key]
        points = matrix.marks[gid("edge", source, target, key)]
        shapes = {len(corners) for corners in SHAPES.values()}
        assert len(points) % told["weight"] == 0
        assert len(points) // told["weight"] in shapes


def nx_edges(made: Network) -> list[tuple[str, str, str]]:
    return list(made.edges(keys=True))


def test_a_joint_event_stands_in_both_cells(matrix: Drawn) -> None:
    merged = matrix.picture.network
    mirrors = {
        gid("mirror", *edge) for edge in nx_edges(merged) if not merged.edges[edge]["directed"]
    }
    assert mirrors
    assert matrix.named("mirror") == mirrors


def test_rows_act_and_columns_are_affected(matrix: Drawn) -> None:
    merged = matrix.picture.network
    for source, target, key in nx_edges(merged):
        mark = box(matrix, gid("edge", source, target, key))
        row = box(matrix, gid("node", source))
        head = gid("column", target)
        column = box(matrix, head if head in matrix.marks else gid("node", target))
        assert row[2] < mark[0]
        assert column[3] < mark[1]
        centre = np.array([(mark[0] + mark[2]) / 2, (mark[1] + mark[3]) / 2])
        # Several kinds share a cell, so that a mark need not stand in its middle.
        assert abs(centre[0] - (column[0] + column[2]) / 2) < 40
        assert abs(centre[1] - (row[1] + row[3]) / 2) < 40


def test_kinds_have_shapes_of_their_own_in_greyscale_too(shipped: Embedded) -> None:
    drawn = take_apart(draw_matrix(network(shipped, "actors"), at("page", grey=True)))
    shapes = {
        name: tuple(np.round(points - points.min(axis=0), 1).ravel())
        for name, points in drawn.marks.items()
        if name.startswith("legend-edge-")
    }
    assert len(set(shapes.values())) == len(shapes) > 5


def test_the_matrix_leaves_out_those_with_the_fewest_events(
    matrix: Drawn, shipped: Embedded
) -> None:
    whole = network(shipped, "actors")
    left = len(whole) - len(matrix.picture.network)
    assert f"({left} with fewest events left out)" in says(matrix, "subtitle")
    merged = aggregate(whole.subgraph(list(matrix.picture.network)))
    assert nx_edges(matrix.picture.network) == nx_edges(merged)
