"""Pictures: what is drawn is in the network, can be read, and comes out the same every time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import combinations, product
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import numpy as np
import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import (
    AzruError,
    DataError,
    OutputError,
    ParameterError,
    UnknownNameError,
)
from azru_graph.files import data_files, ontology_files, query_files
from azru_graph.networks import actors
from azru_graph.pictures import SIZES, Picture, Setting, save, size_named, style
from azru_graph.pictures.actors import draw_actors
from azru_graph.pictures.layout import Box, Link, begin, finish
from azru_graph.pictures.routes import bend, beside, is_clear, lane, route
from azru_graph.pictures.sheet import gid
from azru_graph.results import Triples
from azru_graph.terms import ID
from drawings import Drawn, faults, take_apart

SVG = "{http://www.w3.org/2000/svg}"

NAMES = (
    "Azərbaycan Respublikası", "Россия", "Türkiye", "Հայաստան", "საქართველო", "Heydər Əliyev",
    "İlham Əliyev", "Владимир Путин", "Əbülfəz Elçibəy", "Commonwealth of Independent States",
    "Azerbaijan State Oil Company", "Department of International Relations of the President",
    "Gas $ & Oil <Ltd>", "NATO", "Iran", "France", "Surət Hüseynov", "Abdullah Gül",
    "Milli Məclis (Parliament)", "Ведомости", "Consortium of Western oil companies", "LUKoil",
    "Gımır", "Chechnya", "Daghestan", "Andrei Kozyrev", "Center for Strategic Studies",
    "Khazar University", "OSCE Minsk Group", "X",
)  # fmt: skip
NODE_KINDS = ("state", "person", "organisation", "company", "territory", "media", "group", "novel")
EDGE_KINDS = ("visit", "agreement", "conflict", "support", "diplomacy", "statement", "novel")


def made_up() -> nx.MultiDiGraph:
    """Make 30 actors with 60 events: two hubs, a chain, a pair of their own, parallel edges."""
    network = nx.MultiDiGraph(
        kinds={kind: f"{kind} act" for kind in EDGE_KINDS},
        node_kinds={kind: kind for kind in NODE_KINDS},
    )
    nodes = [f"{ID}actor-{number:02}" for number in range(len(NAMES))]
    for number, node in enumerate(nodes):
        network.add_node(node, label=NAMES[number], kind=NODE_KINDS[number % len(NODE_KINDS)])
    pairs = (
        [(0, 1)] * 8 + [(1, 0)] * 5 + [(number, number % 2) for number in range(2, 20)]
        + [(1, number) for number in range(3, 18, 3)] + [(20, 3), (21, 20), (22, 21), (23, 4)]
        + [(24, 23), (25, 0), (26, 1), (27, 26), (28, 29), (29, 28), (10, 11), (12, 13), (5, 7)]
        + [(5, 1)] * 3 + [(2, 3), (3, 2), (15, 14), (19, 25), (6, 16), (6, 1), (8, 9), (8, 0)]
    )  # fmt: skip
    for number, (one, other) in enumerate(pairs):
        directed = number % 4 > 0
        first, second = (one, other) if directed else sorted((one, other))
        network.add_edge(
            nodes[first],
            nodes[second],
            key=f"{ID}event-{number:02}",
            kind=EDGE_KINDS[number * 3 % len(EDGE_KINDS)],
            label=f"event {number}",
            weight=1,
            directed=directed,
        )
    return network


def shipped() -> nx.MultiDiGraph:
    (view,) = [path for path in query_files("views") if path.stem == "actors"]
    engine = Embedded([*ontology_files(), *data_files()])
    answer = engine.query(view.read_text(encoding="utf-8"))
    assert isinstance(answer, Triples)
    return actors(answer)


NETWORKS = {"made-up": made_up, "shipped": shipped}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(case, id="-".join(case))
        for case in product(NETWORKS, ("page", "plate", "slide"))
    ],
)
def drawn(request: pytest.FixtureRequest) -> Drawn:
    name, size = request.param
    return take_apart(draw_actors(NETWORKS[name](), at(size)))


def at(size: str) -> Setting:
    return Setting(size=size_named(size))


def test_nothing_hinders_reading(drawn: Drawn) -> None:
    assert faults(drawn) == []


def test_every_line_touches_its_two_boxes(drawn: Drawn) -> None:
    for one, other, key in drawn.picture.network.edges(keys=True):
        name = gid("edge", one, other, key)
        head = drawn.marks.get(f"{name}-head", drawn.marks[name][-1:])
        start, end = drawn.marks[name][0], head
        for node, points in ((one, start[None]), (other, end)):
            box = drawn.marks[gid("node", node)]
            away = np.maximum(box.min(axis=0) - points, points - box.max(axis=0)).clip(0)
            assert np.hypot(*away.T).min() < 4, (name, node)


def test_every_arrow_has_a_shaft_in_which_the_dash_shows(drawn: Drawn) -> None:
    short = []
    for name in drawn.named("edge"):
        length = np.hypot(*np.diff(drawn.marks[name], axis=0).T).sum()
        if not name.endswith("-head") and length < 5:
            short.append((name, round(float(length), 1)))
    assert len(short) <= 2, short


def test_legend_names_every_kind_and_no_other(drawn: Drawn) -> None:
    merged = drawn.picture.network
    kinds = {f"legend-edge-{kind}" for _, _, kind in merged.edges(data="kind")}
    kinds |= {f"legend-node-{kind}" for _, kind in merged.nodes(data="kind")}
    assert {name for name in drawn.named("legend") if not name.endswith("-head")} == kinds


PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from azru_graph.pictures import Setting, save
from azru_graph.pictures.actors import draw_actors
from test_pictures import NETWORKS
picture = draw_actors(NETWORKS[sys.argv[1]](), Setting())
for form in ("svg", "png", "pdf"):
    save(picture, Path(sys.argv[2], f"picture.{{form}}"))
"""


@pytest.mark.parametrize("name", NETWORKS)
def test_the_same_bytes_whatever_hash_seed_zone_or_settings(name: str, tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsavefig.bbox: tight\nlines.linewidth: 9")
    environments = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC"},
        {
            "PYTHONHASHSEED": "77",
            "TZ": "Asia/Baku",
            "LC_ALL": "tr_TR.UTF-8",
            "SOURCE_DATE_EPOCH": "1",
            "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
        },
    ]
    program = PROGRAM.format(tests=str(Path(__file__).parent))
    running = []
    for number, environment in enumerate(environments):
        (tmp_path / str(number)).mkdir()
        command = [sys.executable, "-c", program, name, str(tmp_path / str(number))]
        path = os.pathsep.join(entry for entry in sys.path if entry)
        running.append(
            subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path, **environment})
        )
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    for form in ("svg", "png", "pdf"):
        first, second = (tmp_path / folder / f"picture.{form}" for folder in ("0", "1"))
        assert first.read_bytes() == second.read_bytes(), form


@pytest.fixture(scope="module")
def picture() -> Picture:
    return draw_actors(small(12), at("column"))


def small(count: int) -> nx.MultiDiGraph:
    """Make a star of so many actors."""
    network = nx.MultiDiGraph(kinds={"visit": "visit"}, node_kinds={"state": "state"})
    for number in range(count):
        network.add_node(f"{ID}state-{number:02}", label=f"State {number}", kind="state")
    for number in range(1, count):
        network.add_edge(
            f"{ID}state-{number:02}",
            f"{ID}state-00",
            key=f"{ID}event-{number}",
            kind="visit",
            label="visit",
            weight=1,
            directed=True,
        )
    return network


@pytest.mark.parametrize("size", SIZES)
def test_two_actors_are_enough(size: str, tmp_path: Path) -> None:
    network = small(2)
    made = draw_actors(network, at(size))
    save(made, tmp_path / "two.svg")
    assert made.title == "Who visited whom"
    assert 'id="node-state-01"' in (tmp_path / "two.svg").read_text(encoding="utf-8")


def test_png_has_300_dpi_and_its_metadata(picture: Picture, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    save(picture, tmp_path / "picture.png")
    with image.open(tmp_path / "picture.png") as opened:
        assert opened.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert opened.width == pytest.approx(89 * 300 / 25.4, abs=1)
        assert opened.info["Title"] == picture.title
        assert opened.info["Copyright"] == "CC BY 4.0"
        assert opened.info["Source"] == picture.setting.source
        assert "Software" not in opened.info


def test_pdf_embeds_truetype_and_tells_its_licence(picture: Picture, tmp_path: Path) -> None:
    save(picture, tmp_path / "picture.pdf")
    content = (tmp_path / "picture.pdf").read_bytes()
    assert b"/Subtype /Type3" not in content
    assert b"/FontFile2" in content
    assert b"CC BY 4.0" in content or "CC BY 4.0".encode("utf-16-be") in content
    assert b"CreationDate" not in content


def test_svg_tells_title_source_and_licence(picture: Picture, tmp_path: Path) -> None:
    save(picture, tmp_path / "picture.svg")
    content = (tmp_path / "picture.svg").read_text(encoding="utf-8")
    for part in (
        picture.title,
        picture.setting.source,
        picture.setting.licence,
        picture.description,
    ):
        assert f"{part}</dc:" in content
    said = " ".join(text.text or "" for text in ET.fromstring(content).iter(f"{SVG}text"))  # noqa: S314
    assert f"Source: {picture.setting.source}. Licence: CC BY 4.0." in said


def test_title_names_the_two_with_most_events(picture: Picture) -> None:
    assert picture.title == "Who visited whom: State 0 has a part in all 11 events"


def test_a_title_of_ones_own_is_taken(tmp_path: Path) -> None:
    save(draw_actors(small(3), Setting(title="Visits")), tmp_path / "picture.svg")
    assert ">Visits</text>" in (tmp_path / "picture.svg").read_text(encoding="utf-8")


def test_drawing_takes_under_five_seconds() -> None:
    network = made_up()
    start = time.process_time()
    draw_actors(network, Setting())
    assert time.process_time() - start < 5


def remedied(error: AzruError) -> bool:
    return bool(error.what and error.remedy)


def test_nothing_to_draw() -> None:
    with pytest.raises(DataError) as caught:
        draw_actors(actors([]), Setting())
    assert remedied(caught.value)


def test_unknown_size() -> None:
    with pytest.raises(UnknownNameError) as caught:
        at("pages")
    assert caught.value.remedy == "did you mean page or plate?"


def test_those_with_the_fewest_events_are_left_out_where_not_all_fit() -> None:
    network = small(80)
    for number in range(1, 9):
        ends = f"{ID}state-{number:02}", f"{ID}state-00"
        told = {"kind": "visit", "label": "visit", "weight": 1, "directed": True}
        network.add_edge(*ends, key=f"{ID}event-more-{number}", **told)
    drawn = take_apart(draw_actors(network, at("90x110")))
    kept = set(drawn.picture.network)
    assert faults(drawn) == []
    assert 10 < len(kept) < 80
    assert {f"{ID}state-{number:02}" for number in range(9)} <= kept
    said = " ".join(text.says for text in drawn.texts.values())
    assert f"{80 - len(kept)} actors left out" in said


@pytest.mark.parametrize("name", ["0x100", "39x100", "100x1001"])
def test_a_size_that_is_no_paper(name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        size_named(name)
    assert remedied(caught.value)


def test_a_size_of_ones_own() -> None:
    drawn = take_apart(draw_actors(small(5), at("120 x 90.5 mm")))
    sides = 120 * 72 / 25.4, 90.5 * 72 / 25.4
    assert (drawn.width, drawn.height) == pytest.approx(sides, abs=0.01)


def test_letters_that_the_font_lacks() -> None:
    network = small(3)
    network.nodes[f"{ID}state-01"]["label"] = "中国"
    with pytest.raises(DataError, match=r"U\+4E2D, U\+56FD") as caught:
        draw_actors(network, Setting())
    assert remedied(caught.value)


@pytest.mark.parametrize("name", ["picture.gif", "picture", "picture.svg.txt"])
def test_unknown_extension(name: str, picture: Picture, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError) as caught:
        save(picture, tmp_path / name)
    assert remedied(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_path_that_cannot_be_written(picture: Picture, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        save(picture, tmp_path / "file" / "picture.svg")
    assert remedied(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def luminance(colour: str) -> float:
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_lines_and_text_stand_out_from_their_ground() -> None:
    """By the formula of WCAG 2.1: 3:1 for lines on white, 4.5:1 for black text on a tint."""
    strokes = {kind: style.stroke(kind) for kind in (*style._STROKES, "novel")}  # noqa: SLF001
    looks = {kind: style.look(kind) for kind in (*style._LOOKS, "novel")}  # noqa: SLF001
    for kind, stroke in strokes.items():
        assert 1.05 / (luminance(stroke.colour) + 0.05) >= 3, kind
    for kind, look in looks.items():
        assert (luminance(look.fill) + 0.05) / 0.05 >= 4.5, kind


def test_kinds_are_told_apart_without_colour() -> None:
    strokes = {kind: style.stroke(kind) for kind in (*style._STROKES, "novel")}  # noqa: SLF001
    for one, other in combinations(strokes, 2):
        first, second = strokes[one], strokes[other]
        lighter = abs(luminance(first.colour) - luminance(second.colour)) > 0.1
        assert first.dash != second.dash or lighter, (one, other)
    looks = {kind: style.look(kind) for kind in (*style._LOOKS, "novel")}  # noqa: SLF001
    for one, other in combinations(looks, 2):
        lighter = abs(luminance(looks[one].fill) - luminance(looks[other].fill)) > 0.1
        assert looks[one][1:] != looks[other][1:] or lighter, (one, other)


@pytest.mark.parametrize(
    ("width", "lines"),
    [(1000, ["one two three four"]), (55, ["one two", "three four"]), (1, "one two three four")],
    ids=["wide", "even", "narrow"],
)
def test_wrapping(width: float, lines: list[str] | str) -> None:
    expected = lines.split() if isinstance(lines, str) else lines
    assert style.wrap("one two three four", 7, width) == expected


def arrange(
    boxes: dict[str, Box], links: list[Link], *, room: Box, seed: int = 0
) -> dict[str, tuple[float, float]] | None:
    start = begin(boxes, links, room=room, seed=seed)
    return finish(start) if start else None


def test_places_keep_the_gaps() -> None:
    boxes = {name: Box(40, 10) for name in "abcdefgh"}
    links = [Link("a", name) for name in "bcdefgh"]
    places = arrange(boxes, links, room=Box(300, 200))
    assert places is not None
    for one, other in combinations(boxes, 2):
        (x1, y1), (x2, y2) = places[one], places[other]
        least = 17 if "a" in {one, other} else 7
        assert max(abs(x1 - x2) - 40, abs(y1 - y2) - 10) >= least - 0.2, (one, other)


def test_places_do_not_exist_in_too_small_a_room() -> None:
    boxes = {name: Box(40, 10) for name in "abcdefgh"}
    assert arrange(boxes, [Link("a", "b")], room=Box(60, 60)) is None


def test_another_seed_gives_other_places() -> None:
    boxes = {name: Box(40, 10) for name in "abcd"}
    links = [Link("a", "b"), Link("b", "c"), Link("c", "d")]
    first, again, other = (
        arrange(boxes, links, room=Box(300, 200), seed=seed) for seed in (0, 0, 1)
    )
    assert first == again != other


def test_a_way_leads_round_the_box_between() -> None:
    places = {"a": (0.0, 0.0), "b": (100.0, 2.0), "c": (200.0, 0.0)}
    boxes = dict.fromkeys(places, Box(40, 20))
    ways = route(places, boxes, [("a", "c"), ("a", "b")])
    x, y = ways["a", "c"].T
    assert (x[0], y[0], x[-1], y[-1]) == pytest.approx((0, 0, 200, 0))
    assert np.abs(y - 2)[np.abs(x - 100) < 20].min() > 10
    assert np.hypot(*np.diff(ways["a", "c"], axis=0).T).max() < 2
    assert ways["a", "b"][-1] == pytest.approx((100, 2))


def test_a_lane_runs_beside_its_way() -> None:
    way = np.column_stack([np.linspace(0, 10, 11), np.zeros(11)])
    assert lane(way, 3)[:, 1] == pytest.approx(3)
    assert lane(way, -3)[:, 1] == pytest.approx(-3)
    assert lane(way, 0) is way


def test_bending_moves_the_ends() -> None:
    way = np.column_stack([np.linspace(0, 10, 11), np.zeros(11)])
    bent = bend(way, np.array([0, 1]), np.array([0, 3]))
    assert bent[0] == pytest.approx((0, 1))
    assert bent[-1] == pytest.approx((10, 3))


@pytest.mark.parametrize(("margin", "clear"), [(2, True), (6, False)], ids=["off", "near"])
def test_a_way_is_clear_of_boxes(margin: float, *, clear: bool) -> None:
    way = np.column_stack([np.linspace(0, 100, 51), np.zeros(51)])
    assert is_clear(way, [((50, 15), Box(20, 20))], margin) is clear


@pytest.mark.parametrize(
    ("toward", "side"),
    [((50, 5), 1), ((50, -5), -1), ((-50, 5), 0), ((5, 50), 0)],
    ids=["left", "right", "opposite", "across"],
)
def test_a_line_beside_a_bundle_aims_at_the_edge(toward: tuple[int, int], side: int) -> None:
    aim = beside(np.array(toward, dtype=float), np.array([100.0, 0.0]), Box(60, 60))
    assert np.sign(aim[1]) == side
    assert abs(aim[1]) < 30
