"""Pages of the timeline and of pictures show the same as links, as words and as files."""

from __future__ import annotations

import shlex
from concurrent.futures import ThreadPoolExecutor
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

import sites
from azru_graph.errors import AzruError, ParameterError, UnknownNameError
from azru_graph.evidence import passages
from azru_graph.networks import choose
from azru_graph.pages import drawn, file, files, page
from azru_graph.pages.answers import answer, records
from azru_graph.pages.links import Links, address_of
from azru_graph.terms import Iri
from command import azru

if TYPE_CHECKING:
    from pathlib import Path

    from azru_graph.pages.site import Values

SVG = "{http://www.w3.org/2000/svg}"
PICTURED = sorted(drawn.pictured())
HOSTILE = """
@prefix azru: <https://w3id.org/azru/ontology#> .
@prefix id: <https://w3id.org/azru/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix scheme: <https://w3id.org/azru/scheme/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
id:event-x a azru:Event ; rdfs:label "<script>alert(1)</script> & \\"'></svg>"@en ;
  azru:edtf "1993" ; azru:notBefore "1993-01-01"^^xsd:date ; azru:notAfter "1993-12-31"^^xsd:date ;
  azru:datePrecision scheme:precision-year ; azru:eventType scheme:event-conflict .
"""


def test_every_picture_has_a_page() -> None:
    with_entity = {"ego", "path"}
    from azru_graph.pictures import PICTURES

    assert set(PICTURED) == PICTURES.keys() - with_entity
    known = {drawn.address_of(name) for name in PICTURED} | {"networks"}
    assert known <= {"timeline", "networks", *(f"networks/{name}" for name in PICTURED)}
    gallery = sites.read(sites.shipped(), "networks")
    for name, shows in drawn.pictured().items():
        assert drawn.address_of(name) in gallery.links
        assert f"pictures/{name}-page.svg" in gallery.links
        assert shows[1:] in gallery.text


# All but the largest, which is made by what makes the arguments.
@pytest.mark.parametrize("name", [name for name in PICTURED if name != "causes"])
def test_nodes_and_edges_are_links_and_words(name: str) -> None:
    site, address = sites.shipped(), drawn.address_of(name)
    made = drawn.picture(site, name, drawn.Asked())
    document = sites.read(site, address)
    root = ET.fromstring(file(site, f"{address}.svg"))  # noqa: S314 -- our own
    assert [one.tag for one in root.iter() if one.get("style") or one.tag == f"{SVG}style"] == []
    linked = {anchor.get("href") for anchor in root.iter(f"{SVG}a")}
    to = Links(address)
    assert {to.iri(node) for node in made.network} <= linked
    # Within the page, what several records stand behind leads to the place that lists them.
    inside = {link[1:] for link in document.links if link.startswith("#")}
    assert inside <= document.ids.keys()
    if name == "timeline":
        return
    drawn_edges = {
        anchor.get("aria-label")
        for anchor in root.iter(f"{SVG}a")
        if anchor.get("tabindex") == "-1"
    }
    entries = [entry for part in made.parts for entry in part.entries]
    told = {drawn.told_at(*entry.at) for entry in entries}
    assert len(told) == len(made.network) + made.network.number_of_edges()
    assert told <= document.ids.keys()
    edges = {entry.text for entry in entries if len(entry.at) > 1}
    assert drawn_edges <= edges
    # What joins a class to itself, or a place to the larger one, is told by the label.
    assert drawn_edges == edges or name in {"ontology", "places"}


def test_what_several_events_stand_behind_lists_them_all() -> None:
    whole = drawn.whole(sites.shipped(), "actors")
    document = sites.read(sites.shipped(), "networks/actors")
    events = {f"../{address_of(key)}" for _, _, key in whole.edges(keys=True)}
    assert len(events) > 60
    assert events <= set(document.links)


@pytest.mark.parametrize("address", ["timeline", "networks", "networks/places"])
def test_files_ask_no_service(address: str) -> None:
    site = sites.shipped(static=True)
    document = sites.read(site, address)
    assert [link for link in document.links if "?" in link] == []
    assert document.elements["form"] == 0


def test_the_list_has_every_event_with_its_date_and_passages() -> None:
    site = sites.shipped()
    rows = records(answer(site.engine, "timeline"))
    document = sites.read(site, "timeline")
    places = passages(site.engine, [Iri(row["iri"]) for row in rows])
    assert len(rows) > 100
    for row in rows:
        # Once in the picture, once in the list.
        assert document.links.count(str(address_of(row["iri"]))) == 2, row["event"]
        assert row["event"] in document.text
        for place in places[row["iri"]]:
            assert address_of(place.iri) in document.links
    told = document.text.partition(f"{len(rows)} events in order of time")[2]
    vague = told.index("Dates that the article leaves open")
    for words in ("1996 or later", "1991 or earlier", "(in doubt)", "not dated"):
        assert vague < told.index(words)
    years = [int(name[5:]) for name in document.ids if name.startswith("year-")]
    assert years == sorted(years)
    assert len(years) > 5


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("timeline", {"from": ["1994"], "to": ["1996-06"]}),
        ("timeline", {"kinds": ["conflict", "support"], "voice": ["author"]}),
        ("actors", {"kinds": ["visit"], "min-weight": ["2"]}),
        ("perceptions", {"voice": ["author"]}),
    ],
)
def test_choices_are_those_of_the_networks_and_are_kept(name: str, values: Values) -> None:
    site, address, wanted = sites.shipped(), drawn.address_of(name), drawn.asked(values)
    document = sites.read(site, address, values)
    expected = choose(drawn.whole(site, name), **wanted.choices)
    assert 0 < len(expected) <= len(drawn.whole(site, name))
    made = drawn.picture(site, name, wanted)
    assert set(made.network) == set(expected)
    content = page(site, address, values).content.decode()
    for field, given in values.items():
        for value in given:
            if field == "kinds":
                assert f'value="{value}" checked' in content
            elif field == "voice" and name == "perceptions":
                assert f'value="{value}" selected' in content
            elif field != "voice":
                assert f'value="{value}"' in content
    graph = nx.parse_graphml(file(site, f"{address}.graphml", values).decode())
    assert len(graph) == len(expected)
    assert any(link.startswith("?") or "?" in link for link in document.links)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"from": ["last year"]}, ParameterError),
        ({"from": ["1999"], "to": ["1993"]}, ParameterError),
        ({"kinds": ["<b>"]}, UnknownNameError),
        ({"voice": ["nobody"]}, UnknownNameError),
        ({"lang": ["xx"]}, UnknownNameError),
        ({"min-weight": ["9" * 5000]}, ParameterError),
        ({"min-weight": ["-1"]}, ParameterError),
    ],
)
@pytest.mark.parametrize("address", ["timeline", "networks/actors"])
def test_what_means_nothing_is_refused(
    address: str, values: Values, error: type[AzruError]
) -> None:
    with pytest.raises(error):
        page(sites.shipped(), address, values)


@pytest.mark.parametrize("address", ["timeline", "networks/actors"])
def test_where_nothing_is_left_the_page_says_so_and_keeps_the_form(address: str) -> None:
    document = sites.read(sites.shipped(), address, {"from": ["1850"], "to": ["1851"]})
    assert "Nothing to show" in document.text
    assert "choose less narrowly" in document.text
    assert document.elements["form"] == 2  # of the head of the page, and its own


def test_names_are_shown_in_the_language_asked_for() -> None:
    values = {"lang": ["az"], "kinds": ["economy"]}
    document = sites.read(sites.shipped(), "networks/actors", values)
    assert "Rusiya şirkətləri" in document.text or "Azərbaycan" in document.text
    assert "Azerbaijani, where known" in document.text
    assert "Names in" not in sites.read(sites.shipped(), "networks/perceptions").text


@pytest.mark.parametrize(
    ("name", "kind", "there"),
    [
        ("perceptions", "state", True),
        ("perceptions", "sees", False),  # without what is seen
        ("sources", "work", True),
        ("sources", "is-cited-in", True),
        ("agreements", "hasParticipant", False),
        ("ontology", "to-itself", False),
        ("places", "isPartOf", True),
    ],
)
def test_a_kind_that_loses_one_side_is_drawn_or_refused(
    name: str, kind: str, *, there: bool
) -> None:
    site = sites.shipped()
    offer = drawn.offer(drawn.whole(site, name))
    assert kind in {one.kind for one in offer.lines + offer.boxes}
    document = sites.read(site, drawn.address_of(name), {"kinds": [kind]})
    assert ("The same in words" in document.text) == there
    assert ("Nothing to show" in document.text) != there


@pytest.mark.parametrize(
    "address",
    ["networks/nothing", "networks/ego", "networks/timeline", "networks/", "networks/actors/x"],
)
def test_there_is_no_page_of_other_names(address: str) -> None:
    with pytest.raises(UnknownNameError):
        page(sites.shipped(), address)


@pytest.mark.parametrize(
    "address", ["networks/actors.doc", "networks/ego.svg", "networks/actors", "timeline.", "x.svg"]
)
def test_there_is_no_file_of_other_names(address: str) -> None:
    with pytest.raises(UnknownNameError):
        file(sites.shipped(), address)


def test_files_of_static_pages_are_those_they_link_to() -> None:
    site = sites.shipped(static=True)
    listed = files(site)
    assert len(listed) == len(PICTURED) * 6
    document = sites.read(site, "networks/places")
    own = {f"../{name}" for name in listed if name.startswith("networks/places.")}
    assert len(own) == 6
    assert own <= set(document.links)
    for name in sorted(own):
        assert len(file(site, name[3:])) >= 1000


def test_a_part_is_given_for_print_as_well() -> None:
    values = {"voice": ["author"]}
    document = sites.read(sites.shipped(), "networks/perceptions", values)
    assert "../networks/perceptions.png?voice=author" in document.links
    assert file(sites.shipped(), "networks/perceptions.png", values).startswith(b"\x89PNG")
    told = file(sites.shipped(), "networks/perceptions.txt", values).decode()
    assert "of claims only the author" in told


def test_command_and_call_draw_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = drawn.asked({"voice": ["author"], "kinds": ["state"]})
    monkeypatch.chdir(tmp_path)
    program, *words = shlex.split(wanted.command("perceptions"))
    assert program == "azru"
    run = azru(*words, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    by_command = (tmp_path / "perceptions.svg").read_bytes()
    (tmp_path / "perceptions.svg").unlink()
    exec(wanted.call("perceptions"), {})  # noqa: S102 -- as the page tells the reader to
    assert (tmp_path / "perceptions.svg").read_bytes() == by_command
    texts = [element.text for element in ET.fromstring(by_command).iter(f"{SVG}text")]  # noqa: S314
    shown = ET.fromstring(drawn.picture(sites.shipped(), "perceptions", wanted).svg)  # noqa: S314
    assert sorted(filter(None, texts)) == sorted(
        element.text for element in shown.iter(f"{SVG}text") if element.text
    )


def test_many_readers_at_once_have_it_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    site = sites.shipped.__wrapped__()
    count = []
    make = drawn._drawn  # noqa: SLF001 -- what costs the time

    def counted(*args: object) -> object:
        count.append(args)
        return make(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(drawn, "_drawn", counted)
    with ThreadPoolExecutor(8) as pool:
        made = list(
            pool.map(lambda _: drawn.picture(site, "perceptions", drawn.Asked()), range(16))
        )
    assert len(count) == 1
    assert len({one.svg for one in made}) == 1
    monkeypatch.setattr(drawn, "_MOST_KEPT", 1)
    drawn.picture(site, "perceptions", drawn.Asked(kinds=("state",)))
    drawn.picture(site, "perceptions", drawn.Asked())
    assert len(count) == 3


def test_labels_are_text_and_nothing_else(tmp_path: Path) -> None:
    site = sites.of(tmp_path / "hostile.ttl", HOSTILE)
    whole = page(site, "timeline").content
    assert sites.document(whole).strange == 0
    content = whole.decode()
    assert content.count("</svg>") == 1
    assert escape("<script>alert(1)</script>", quote=False) in content
    root = ET.parse(BytesIO(file(site, "timeline.svg"))).getroot()  # noqa: S314
    assert [one for one in root.iter() if one.tag == f"{SVG}script"] == []


def test_what_cannot_be_drawn_is_still_told(tmp_path: Path) -> None:
    told = HOSTILE.replace("alert(1)", "\N{CJK UNIFIED IDEOGRAPH-6F22}")
    document = sites.read(sites.of(tmp_path / "font.ttl", told), "timeline")
    assert "No picture: the label" in document.text
    assert document.elements["ol"] == 1
    assert document.elements["svg"] == 0


def test_data_without_events_has_a_page_that_says_so(tmp_path: Path) -> None:
    site = sites.of(tmp_path / "none.ttl", "<https://example.org/a> a <https://example.org/B> .")
    assert "Nothing to show" in sites.read(site, "timeline").text
    assert "Nothing to show" in sites.read(site, "networks/actors").text
