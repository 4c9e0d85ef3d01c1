"""A part of a network is what was asked for and no more; labels come in another language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import azru_graph as az
from azru_graph.errors import DataError, ParameterError, UnknownNameError
from azru_graph.networks import Network, choose, in_language
from azru_graph.terms import ID


def network() -> Network:
    """Make four actors, five events of two kinds, one of them without a date."""
    made = Network(
        kinds={"conflict": "conflict", "visit": "visit"},
        node_kinds={"person": "person", "state": "state"},
    )
    for name, kind in (("a", "state"), ("b", "state"), ("c", "person"), ("d", "person")):
        made.add_node(name, label=name.upper(), kind=kind)
    made.nodes["a"]["label_ru"] = "Я"
    for one, other, key, kind, dates in (
        ("a", "b", "e1", "conflict", ("1992-01-01", "1992-12-31")),
        ("a", "b", "e2", "conflict", ("1994-03-05", "1994-03-05")),
        ("b", "a", "e3", "conflict", ("1994-06-01", "1994-06-30")),
        ("c", "a", "e4", "visit", ("1996-01-01", "2010-12-31")),
        ("c", "d", "e5", "visit", None),
    ):
        told: dict[str, Any] = {"label": key, "kind": kind, "weight": 1, "directed": True}
        if dates:
            told |= {"notBefore": dates[0], "notAfter": dates[1]}
        made.add_edge(one, other, key=key, **told)
    return made


def keys(chosen: Network) -> str:
    return " ".join(sorted(key for _, _, key in chosen.edges(keys=True)))


@pytest.mark.parametrize(
    ("choice", "expected", "nodes"),
    [
        ({}, "e1 e2 e3 e4 e5", "abcd"),
        ({"since": 1994}, "e2 e3 e4", "abc"),
        ({"until": 1994}, "e1 e2 e3", "ab"),
        ({"since": "1994-06-15", "until": "1994-06"}, "e3", "ab"),
        ({"since": date(1994, 3, 6), "until": "1995"}, "e3", "ab"),
        ({"since": "1992-12"}, "e1 e2 e3 e4", "abc"),
        ({"since": 2009, "until": 2009}, "e4", "ac"),
        ({"kinds": "visit"}, "e4 e5", "acd"),
        ({"kinds": ["visit", "conflict"]}, "e1 e2 e3 e4 e5", "abcd"),
        ({"kinds": "person"}, "e4 e5", "acd"),
        ({"kinds": ["state", "conflict"]}, "e1 e2 e3", "ab"),
        ({"min_weight": 2}, "e1 e2", "ab"),
        ({"voice": "author"}, "e1 e2 e3 e4 e5", "abcd"),
    ],
    ids=str,
)
def test_what_is_chosen(choice: dict[str, Any], expected: str, nodes: str) -> None:
    whole = network()
    chosen = choose(whole, **choice)
    assert keys(chosen) == expected
    assert list(chosen) == list(nodes)
    assert set(chosen.graph["kinds"]) == {kind for _, _, kind in chosen.edges(data="kind")}
    assert set(chosen.graph["node_kinds"]) == {kind for _, kind in chosen.nodes(data="kind")}
    assert keys(whole) == "e1 e2 e3 e4 e5"


def test_dates_of_nodes_where_edges_have_none() -> None:
    made = Network(kinds={"at": "at"}, node_kinds={"event": "event", "place": "place"})
    for name, year in (("x", "1992"), ("y", "1996"), ("undated", None), ("alone", "1996")):
        dated = {"notBefore": f"{year}-01-01", "notAfter": f"{year}-12-31"} if year else {}
        made.add_node(name, label=name, kind="event", **dated)
    for place, event in (("p", "x"), ("q", "y"), ("q", "undated")):
        made.add_node(place, label=place, kind="place")
        made.add_edge(event, place, key="at", label="at", kind="at", weight=1, directed=True)
    assert list(choose(made, since=1995)) == ["alone", "q", "y"]


def test_the_voice_of_the_author() -> None:
    made = network()
    made.edges["a", "b", "e1"]["mode"] = "attributed"
    made.edges["a", "b", "e2"]["mode"] = "asserted"
    made.nodes["d"]["mode"] = "speculation"
    assert keys(choose(made, voice="author")) == "e2 e3 e4"


@pytest.mark.parametrize(
    ("choice", "error", "remedy"),
    [
        ({"since": "soon"}, ParameterError, "write it as 1993, 1993-06 or 1993-06-18"),
        ({"since": "1994-13"}, ParameterError, "write it as"),
        ({"until": 0}, ParameterError, "write it as"),
        ({"since": 1995, "until": 1994}, ParameterError, "give the earlier date first"),
        ({"min_weight": 0}, ParameterError, "give a number from 1 on"),
        ({"kinds": "visits"}, UnknownNameError, "did you mean visit?"),
        ({"kinds": "zzzz"}, UnknownNameError, "choose one of: conflict, person, state, visit"),
        ({"voice": "mine"}, UnknownNameError, "choose one of: all, author"),
        ({"until": 1950}, DataError, "choose less narrowly"),
        ({"kinds": "conflict", "since": 2000}, DataError, "choose less narrowly"),
    ],
    ids=str,
)
def test_what_cannot_be_chosen(
    choice: dict[str, Any], error: type[az.AzruError], remedy: str
) -> None:
    with pytest.raises(error) as caught:
        choose(network(), **choice)
    assert remedy in (caught.value.remedy or "")


def test_a_span_where_nothing_has_a_date() -> None:
    made = network()
    for _, _, told in made.edges(data=True):
        told.pop("notBefore", None)
        told.pop("notAfter", None)
    with pytest.raises(ParameterError, match="nothing in this network has a date"):
        choose(made, since=1990)


def test_labels_in_another_language() -> None:
    made = network()
    assert [label for _, label in in_language(made, "ru").nodes(data="label")] == list("ЯBCD")
    assert [label for _, label in in_language(made, "en").nodes(data="label")] == list("ABCD")
    assert made.nodes["a"]["label"] == "A"
    with pytest.raises(UnknownNameError, match="language of labels named 'de'"):
        in_language(made, "de")


def test_shipped_events_have_their_bounds_and_actors_their_names() -> None:
    whole = az.network("actors")
    for _, _, told in whole.edges(data=True):
        assert told["notBefore"] <= told["notAfter"]
    assert whole.nodes[f"{ID}state-russia"]["label_az"] == "Rusiya"
    chosen = choose(whole, since=1993, until="1993-06")
    assert 0 < chosen.number_of_edges() < whole.number_of_edges()
    for _, _, told in chosen.edges(data=True):
        assert told["notBefore"] <= "1993-06-30"
        assert told["notAfter"] >= "1993-01-01"
    labels = dict(in_language(whole, "az").nodes(data="label"))
    assert labels[f"{ID}state-turkey"] == "Türkiyə"
    assert labels[f"{ID}group-russian-energy-lobby"] == "Russian energy lobby"
