"""`azru draw` and `az.draw`: every choice reaches the picture, every output says its origin."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from PIL import Image

import azru_graph as az
from azru_graph import networks
from azru_graph.errors import OutputError, UsageError
from azru_graph.files import write_all
from azru_graph.networks import Network
from azru_graph.pictures import PICTURES, Setting, draw
from azru_graph.pictures.saving import written
from azru_graph.terms import ID
from command import complaint, output
from test_completion import completions

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"


def test_without_a_name_the_pictures_are_listed() -> None:
    listed = output("draw").splitlines()
    assert [line.split()[0] for line in listed] == sorted(PICTURES)
    for line in listed:
        assert PICTURES[line.split()[0]][2] in line


def test_every_output_of_one_picture(tmp_path: Path) -> None:
    paths = [
        tmp_path / "out" / f"conflicts.{suffix}"
        for suffix in ("svg", "png", "pdf", "graphml", "gexf", "dot", "cyjs", "txt")
    ]
    options = [part for path in paths for part in ("-o", path)]
    said = output(
        "draw", "actors", "--size", "column", "--greyscale", "--lang", "az", "--kinds", "conflict",
        "--from", "1993", "--to", "2005-06", "--title", "Conflicts & more", "--caption",
        "Figure 3.", "--seed", "4", "--min-weight", "1", "--voice", "author", *options,
    )  # fmt: skip
    assert said.splitlines() == list(map(str, paths))
    svg = paths[0].read_text(encoding="utf-8")
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))
    assert "Rusiya" in words
    assert "Conflicts &amp; more" in words
    assert (
        "Figure 3. Shown only: what may have been in 1993 to 2005-06; conflict; of claims only the "
        "author's. Source: the article"
    ) in words
    colours = set(re.findall(r"#([0-9a-f]{6})", svg))
    assert {colour[:2] * 3 for colour in colours} == colours
    with Image.open(paths[1]) as image:
        assert image.width == pytest.approx(89 / 25.4 * 300, abs=1)
    assert paths[2].read_bytes().startswith(b"%PDF")
    network = nx.read_graphml(paths[3], force_multigraph=True)
    assert {kind for _, _, kind in network.edges(data="kind")} == {"conflict"}
    assert network.nodes[f"{ID}state-russia"]["label"] == "Rusiya"
    told = paths[7].read_text(encoding="utf-8")
    assert told.startswith("Conflicts & more\n\n")
    assert "Rusiya, to Azərbaycan: " in told


def test_the_whole_network_is_written_where_a_picture_has_no_room(tmp_path: Path) -> None:
    path = tmp_path / "actors.graphml"
    output("draw", "actors", "--size", "column", "-o", path)
    assert len(nx.read_graphml(path, force_multigraph=True)) == len(az.network("actors"))


def test_text_is_printed_and_nothing_written(tmp_path: Path) -> None:
    told = output("draw", "actors", "--text")
    assert told == az.draw("actors").text()
    assert list(tmp_path.iterdir()) == []


def test_a_view_or_a_file_as_the_query(tmp_path: Path) -> None:
    by_view, by_name = tmp_path / "view.txt", tmp_path / "name.txt"
    output("draw", "--query", "actors", "-o", by_view)
    output("draw", "actors", "-o", by_name)
    assert by_view.read_bytes() == by_name.read_bytes()
    query = tmp_path / "query.rq"
    query.write_text(
        "CONSTRUCT { ?person a foaf:Person ; rdfs:label ?name ; azru:heldBy ?body ."
        " ?body a org:Organization ; rdfs:label ?of }"
        " WHERE { ?tenure org:member ?person ; org:organization ?body ."
        " ?person rdfs:label ?name . ?body rdfs:label ?of }"
    )
    output("draw", "--query", query, "-o", tmp_path / "query.svg", "-o", tmp_path / "query.dot")
    drawn = (tmp_path / "query.svg").read_text(encoding="utf-8")
    assert 'id="node-person-ilham-aliyev"' in drawn
    assert "<dc:identifier>query.rq</dc:identifier>" in drawn
    # It counts edges and says nothing of actors or events.
    count = len(re.findall(r'id="edge-[^"]*(?<!-head)"', drawn))
    assert re.search(rf">Russia has \d of {count} edges<", drawn)
    assert "actors" not in drawn
    assert "events" not in drawn


def test_other_data_are_not_said_to_be_the_articles(tmp_path: Path) -> None:
    data, query, drawn = tmp_path / "own.ttl", tmp_path / "own.rq", tmp_path / "own.svg"
    data.write_text(
        "@prefix e: <http://example.org/> .\n"
        + "".join(f"e:n{number} a e:Thing ; e:knows e:n0 .\n" for number in range(1, 300))
    )
    query.write_text("CONSTRUCT WHERE { ?one a ?class ; <http://example.org/knows> ?other }")
    output("--data", data, "draw", "--query", query, "-o", drawn)
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn.read_text(encoding="utf-8")))
    assert "n0 has 299 of 299 edges" in words
    assert "knows (" in words
    assert "article" not in words
    assert "Source: data given to azru-graph" in words
    assert "Licence: that of the data." in words


@pytest.mark.parametrize(
    ("arguments", "status", "wanted"),
    [
        (["ego-centric"], 2, "there is no picture named"),
        (["actors", "Russia"], 2, "actors is about no entity, not 1"),
        (["actors", "--hops", "2"], 2, "--hops means nothing to actors"),
        (["actors", "--query", "actors"], 2, "both a picture and --query"),
        (["actors", "--title", "A", "--no-title"], 2, "exclude each other"),
        (["actors", "-o", "a.svg", "-o", "a.gif"], 2, "choose one of: cyjs, dot, gexf"),
        (["actors", "-o", "svg"], 2, "there is no format to draw in named 'svg'"),
        (["actors", "--size", "0x0"], 2, "cannot be drawn"),
        (["actors", "--size", "89mm"], 2, "picture size"),
        (["actors", "--from", "2020"], 1, "nothing of the network is left"),
        (["actors", "--from", "spring"], 2, "is no year or date"),
        (["actors", "--kinds", "wisit"], 2, "did you mean visit?"),
        (["actors", "--lang", "de"], 2, "'de'"),
        (["actors", "--title", "中国"], 1, "U+4E2D"),
        (["actors", "-o", "a.svg", "-o", "/proc/nowhere/a.png"], 1, "cannot be written"),
        (["--query", "nowhere.rq"], 2, "cannot be read"),
        (["--query", "actors", "Russia"], 2, ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_drawn(
    arguments: list[str], status: int, wanted: str, tmp_path: Path
) -> None:
    assert wanted in complaint("draw", *arguments, status=status, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_query_that_joins_nothing(tmp_path: Path) -> None:
    query = tmp_path / "query.rq"
    query.write_text("CONSTRUCT { ?s rdfs:label 'x' } WHERE { ?s a azru:Nothing }")
    assert "no triples that join anything" in complaint("draw", "--query", query, status=1)
    query.write_text("SELECT * { ?s ?p ?o } LIMIT 1")
    assert "gives no triples" in complaint("draw", "--query", query, status=2)


def test_pictures_about_entities(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def about(_: object, iris: object, hops: int) -> Network:
        part = az.network("actors", kinds="visit")
        part.graph["asked"] = f"{iris} {hops}"
        return part

    monkeypatch.setitem(networks.ABOUT, "near", (1, about))
    monkeypatch.setitem(PICTURES, "near", ("near", PICTURES["actors"][1], "one and its own"))
    asked = az.network("near", "rusiya", hops=2).graph["asked"]
    assert asked == f"['{ID}state-russia'] 2"
    az.draw("near", "Russia").save(tmp_path / "near.svg")
    for entities in ((), ("Russia", "Turkey")):
        with pytest.raises(az.AzruError, match="near is about one entity, not"):
            az.draw("near", *entities)
    with pytest.raises(az.AzruError, match="0 steps lead nowhere"):
        az.network("near", "Russia", hops=0)
    with pytest.raises(az.AzruError, match="there is no entity named 'Atlantis'"):
        az.draw("near", "Atlantis")


def test_either_all_files_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError):
        write_all({tmp_path / "kept": b"new", tmp_path / "folder": b"new"})
    assert (tmp_path / "kept").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "kept"]
    write_all({tmp_path / "kept": b"new", tmp_path / "deep" / "er": b"new"})
    assert (tmp_path / "kept").read_bytes() == (tmp_path / "deep" / "er").read_bytes() == b"new"


def test_the_text_has_every_node_and_edge_of_the_picture() -> None:
    picture = az.draw("actors", size="column", since=1994)
    told = picture.text()
    part = picture.network
    labels = dict(part.nodes(data="label"))
    for label in labels.values():
        assert re.search(rf"(?m)^\d+\. {re.escape(label)}$", told)
    assert f"\nNodes: {len(part)}\n" in told
    assert f"\nEdges: {part.number_of_edges()}\n" in told
    for one, other, data in part.edges(data=True):
        word = "to" if data["directed"] else "with"
        assert f". {labels[one]}, {word} {labels[other]}: {data['label']}" in told
    assert told.endswith(f"{picture.setting.foot}\n")
    assert "Shown only: what may have been in 1994 or later." in told


def test_the_text_says_dates_modes_and_weights() -> None:
    network = Network(kinds={"says": "says"}, node_kinds={"event": "event", "state": "state"})
    network.add_node(
        f"{ID}a", label="A\nfall", kind="event", notBefore="1992-01-01", notAfter="1992-12-31"
    )
    network.add_node(f"{ID}b", label="B", kind="state")
    network.add_edge(
        f"{ID}a", f"{ID}b", key="k", kind="says", label="it was", weight=3, directed=True,
        mode="attributed", voice="C", notBefore="1993-02-03", notAfter="1993-02-03", isNegated=True,
    )  # fmt: skip
    base = az.draw("actors", kinds="visit")
    told = type(base)(base.figure, network, "T", "D.", base.setting).text().splitlines()
    assert "1. A fall (between 1992-01-01 and 1992-12-31)" in told
    line = "1. A fall, to B: it was (3 in all, 1993-02-03, attributed by C, negated)"
    assert line.replace("A fall", "A fall") in [" ".join(one.split()) for one in told]


def test_svg_lets_its_links_be_heard() -> None:
    picture = az.draw("actors", lang="ru")
    root = ET.fromstring(written(picture, "svg"))  # noqa: S314 -- written just now
    # With the role "img", what is within would not be heard.
    assert root.get("role") == "graphics-document document"
    labels = dict(picture.network.nodes(data="label"))
    links = {a.get(LINK, ""): a.get("aria-label") for a in root.iter(f"{SVG}a")}
    assert links == labels
    assert labels[f"{ID}state-russia"] == "Россия"


def test_metadata_says_which_query_of_which_data() -> None:
    picture = az.draw("actors", kinds="visit", lang="az", title="Kim kimə gəldi")
    version = networks.version(az.network("actors"))
    assert re.fullmatch(rf"{re.escape(az.__version__)}\+[0-9a-f]{{12}}", version)
    svg = written(picture, "svg").decode()
    for tag, value in (
        ("title", "Kim kimə gəldi"),
        ("identifier", "actors"),
        ("relation", f"azru-graph data {version}"),
        ("source", picture.setting.source),
        ("language", "en"),
        ("description", picture.summary),
    ):
        assert f"<dc:{tag}>{value}</dc:{tag}>" in svg
    image = Image.open(io.BytesIO(written(picture, "png")))
    assert image.info["Title"] == "Kim kimə gəldi"
    assert type(image.info["Title"]).__name__ == "iTXt"
    assert image.info["Comment"] == f"Query: actors. Data: azru-graph {version}"
    pdf = written(picture, "pdf")
    assert "Kim kimə gəldi".encode("utf-16-be") in pdf
    assert version.encode() in pdf or version.encode("utf-16-be") in pdf


def test_version_follows_the_data() -> None:
    whole = az.network("actors")
    before = networks.version(whole)
    whole.nodes[f"{ID}state-russia"]["label"] = "RF"
    assert networks.version(whole) != before


def test_a_picture_shows_all_unless_it_says_so() -> None:
    picture = draw("actors", az.network("actors"), Setting())
    assert "Shown only" not in picture.setting.foot
    assert picture.summary == picture.description


def test_kinds_may_be_any_iterable() -> None:
    kinds = ("visit", "conflict")
    one, other = (az.draw("actors", kinds=given).text() for given in (kinds, iter(kinds)))
    assert one == other


def test_completion() -> None:
    assert "actors" in completions("azru draw ac")
    assert completions("azru draw actors --size p") == ["page", "plate"]
    assert completions("azru draw actors --lang ") == ["en", "az", "ru", "tr"]
    assert completions("azru draw actors --kinds con") == ["conflict"]
    assert completions("azru draw actors --voice a") == ["all", "author"]


def test_network_saves_itself(tmp_path: Path) -> None:
    az.network("actors").save(tmp_path / "actors.gexf")
    assert len(nx.read_gexf(tmp_path / "actors.gexf")) == len(az.network("actors"))
    with pytest.raises(UsageError):
        az.network("actors").save(tmp_path / "actors.svg")
