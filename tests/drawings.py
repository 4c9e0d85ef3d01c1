"""Pictures taken apart again: what stands where in a written SVG, and what of it hinders reading.

Widths of text are taken from the font file, not from what the pictures measure with.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
from fontTools.ttLib import TTFont
from matplotlib.path import Path as Outline

from azru_graph.pictures.saving import written
from azru_graph.pictures.sheet import gid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from azru_graph.pictures import Picture

    Array = NDArray[np.float64]

__all__ = [
    "SVG",
    "Drawn",
    "Text",
    "coincident",
    "crossings",
    "faults",
    "owner",
    "stubs",
    "take_apart",
]

SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
_STEP = 1.0  # points from one point to the next along a line looked at
_SKIN = 0.35  # points by which two things may touch: half an outline


class Text(NamedTuple):
    """A line of text: what it says, its four corners, its size and whether it is turned."""

    says: str
    corners: Array
    size: float
    turned: float


class Drawn(NamedTuple):
    """A picture written as SVG and taken apart: texts and marks by their ids.

    A mark is an array of points, of a line or an outline, y downwards; ``areas`` are the marks
    that are closed: the nodes.
    """

    picture: Picture
    root: ET.Element
    width: float
    height: float
    texts: dict[str, Text]
    marks: dict[str, Array]

    def named(self, part: str) -> set[str]:
        """Give the ids of the marks of a part: ``node``, ``edge``, ``legend``."""
        return {name for name in self.marks if name.startswith(f"{part}-")}


def take_apart(picture: Picture) -> Drawn:
    root = ET.fromstring(written(picture, "svg"))  # noqa: S314 -- written just now
    texts, marks = {}, {}
    for group in root.iter(f"{SVG}g"):
        name = group.get("id", "")
        text = group.find(f"{SVG}text")
        if text is not None:
            texts[name] = _text(text)
        shape = group.find(f"{SVG}path")
        if shape is None:
            shape = group.find(f"{SVG}a/{SVG}path")
        if shape is not None:
            marks[name] = _points(shape.get("d", ""))
    _, _, width, height = map(float, root.get("viewBox", "").split())
    return Drawn(picture, root, width, height, texts, marks)


def owner(label: str) -> str:
    """Give the id of the node to which a line of a label belongs.

    >>> owner("label-state-russia--2")
    'node-state-russia'
    """
    return re.sub(r"^label-(.*)--\d+$", r"node-\1", label)


def faults(drawn: Drawn) -> list[str]:
    """List what hinders reading or is not as the network says; empty is right."""
    return [
        *_not_drawn(drawn),
        *_off_the_page(drawn),
        *_texts_overlap(drawn),
        *_texts_on_nodes(drawn),
        *_nodes_overlap(drawn),
        *_lines_astray(drawn),
        *_small_type(drawn),
    ]


def crossings(drawn: Drawn) -> int:
    """Count the pairs of lines that cross and have no node in common."""
    ways = [
        ({one, other}, drawn.marks[name])
        for one, other, key in drawn.picture.network.edges(keys=True)
        if (name := gid("edge", one, other, key)) in drawn.marks
    ]
    return sum(
        _cross(way, other) for (ends, way), (far, other) in combinations(ways, 2) if not ends & far
    )


def coincident(drawn: Drawn) -> list[str]:
    """List the pairs of lines that run within a point of each other for twelve points or more."""
    ways = {name: _along(drawn.marks[name]) for name in sorted(_shafts(drawn))}
    return [
        f"{one} runs on {other}"
        for one, other in combinations(ways, 2)
        if _together(ways[one], ways[other]) >= 12
    ]


def stubs(drawn: Drawn) -> list[str]:
    """List the lines that are too short to show their dashes: shorter than six points."""
    lengths = {
        name: np.hypot(*np.diff(drawn.marks[name], axis=0).T).sum() for name in _shafts(drawn)
    }
    return [name for name, length in lengths.items() if length < 6]


def _shafts(drawn: Drawn) -> set[str]:
    return {name for name in drawn.named("edge") if not name.endswith("-head")}


def _together(one: Array, other: Array) -> float:
    """Measure how much of a line, given as points close to each other, lies beside another."""
    low = np.maximum(one.min(axis=0), other.min(axis=0)) - 1
    high = np.minimum(one.max(axis=0), other.max(axis=0)) + 1
    near, far = (line[((line >= low) & (line <= high)).all(axis=1)] for line in (one, other))
    if not near.size or not far.size:
        return 0
    away = np.hypot(*(near[:, None] - far[None]).transpose(2, 0, 1)).min(axis=1)
    return float((away <= 1).sum() * _STEP)


def _cross(one: Array, other: Array) -> bool:
    """Say whether two chains of straight pieces cross."""
    start, way = one[:-1][:, None], np.diff(one, axis=0)[:, None]
    begin, far = other[:-1][None], np.diff(other, axis=0)[None]
    away = begin - start
    turn = way[..., 0] * far[..., 1] - way[..., 1] * far[..., 0]
    with np.errstate(all="ignore"):  # pieces beside each other never meet
        along = (away[..., 0] * far[..., 1] - away[..., 1] * far[..., 0]) / turn
        beyond = (away[..., 0] * way[..., 1] - away[..., 1] * way[..., 0]) / turn
    return bool(((along > 0) & (along < 1) & (beyond > 0) & (beyond < 1)).any())


def _not_drawn(drawn: Drawn) -> Iterator[str]:
    network = drawn.picture.network
    nodes = {gid("node", node): str(label) for node, label in network.nodes(data="label")}
    edges = {
        gid("edge", *edge[:3])
        for edge in network.edges(keys=True, data="kind")
        if edge[3] not in drawn.picture.placed
    }
    for name in drawn.named("node") ^ nodes.keys():
        yield f"{name} is drawn or in the network, not both"
    for name in _shafts(drawn) ^ edges:
        yield f"{name} is drawn or in the network, not both"
    said: dict[str, list[str]] = {}
    for name, text in drawn.texts.items():
        if name.startswith("label-"):
            said.setdefault(owner(name), []).append(text.says)
    for name, label in nodes.items():
        if " ".join(said.get(name, [])) != " ".join(label.split()):
            yield f"{name} is labelled {said.get(name)}, not {label!r}"
    for name in said.keys() - nodes.keys():
        yield f"the label of {name} belongs to no node"


def _off_the_page(drawn: Drawn) -> Iterator[str]:
    marks = {name: text.corners for name, text in drawn.texts.items()} | {
        name: points for name, points in drawn.marks.items() if name
    }
    for name, points in marks.items():
        low, high = points.min(axis=0), points.max(axis=0)
        if (low < 0).any() or (high > (drawn.width, drawn.height)).any():
            yield f"{name} leaves the page"


def _texts_overlap(drawn: Drawn) -> Iterator[str]:
    for one, other in combinations(drawn.texts, 2):
        if _meet(drawn.texts[one].corners, drawn.texts[other].corners):
            yield f"{one} overlaps {other}"


def _texts_on_nodes(drawn: Drawn) -> Iterator[str]:
    for node in sorted(drawn.named("node")):
        outline = _hull(drawn.marks[node])
        for name, text in drawn.texts.items():
            own = name.startswith("label-") and owner(name) == node
            if not own and _meet(text.corners, outline):
                yield f"{name} lies on {node}"


def _nodes_overlap(drawn: Drawn) -> Iterator[str]:
    nodes = {name: _hull(drawn.marks[name]) for name in sorted(drawn.named("node"))}
    for one, other in combinations(nodes, 2):
        if _meet(nodes[one], nodes[other]):
            yield f"{one} overlaps {other}"


def _lines_astray(drawn: Drawn) -> Iterator[str]:
    """Find lines that cross a text or the node of others."""
    ends = {
        gid("edge", one, other, key): {gid("node", one), gid("node", other)}
        for one, other, key in drawn.picture.network.edges(keys=True)
    }
    nodes = {name: Outline(_shrunk(drawn.marks[name])) for name in drawn.named("node")}
    texts = {name: Outline(_shrunk(text.corners)) for name, text in drawn.texts.items()}
    for name in sorted(drawn.named("edge")):
        points = _along(drawn.marks[name])
        own = ends.get(name.removesuffix("-head"), set())
        for node, outline in nodes.items():
            if node not in own and outline.contains_points(points).any():
                yield f"{name} runs through {node}"
        for text, outline in texts.items():
            if outline.contains_points(points).any():
                yield f"{name} crosses {text}"


def _small_type(drawn: Drawn) -> Iterator[str]:
    least = 10 if drawn.picture.setting.size.name == "slide" else 6
    for name, text in drawn.texts.items():
        if text.size < least:
            yield f"{name} is set in {text.size} points"


def _text(element: ET.Element) -> Text:
    css = element.get("style", "")
    size = float(re.search(r"font-size: ([\d.]+)px", css)[1])  # type: ignore[index]
    says = element.text or ""
    bold = re.search(r"\b(bold|700)\b", css) is not None
    width = size * sum(_advances(bold=bold)[letter] for letter in says)
    turn = element.get("transform", "")
    angle = float(re.search(rf"rotate\(({_NUMBER})", turn)[1]) if "rotate" in turn else 0.0  # type: ignore[index]
    moved = re.search(rf"translate\(({_NUMBER})[ ,]+({_NUMBER})\)", turn)
    x, y = float(element.get("x", 0)), float(element.get("y", 0))
    if moved:
        x, y = float(moved[1]), float(moved[2])
    left = -width / 2 if "text-anchor: middle" in css else -width if "anchor: end" in css else 0.0
    # The height of the letters of DejaVu Sans, and the depth of their tails.
    corners = np.array(
        [
            (left, -0.76 * size),
            (left + width, -0.76 * size),
            (left + width, 0.24 * size),
            (left, 0.24 * size),
        ]
    )
    way = np.radians(angle)
    spin = np.array([[np.cos(way), np.sin(way)], [-np.sin(way), np.cos(way)]])
    return Text(says, corners @ spin + (x, y), size, angle)


@cache
def _advances(*, bold: bool) -> dict[str, float]:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    font = TTFont(Path(mpl.get_data_path()) / "fonts" / "ttf" / name)
    widths = font["hmtx"].metrics
    em = font["head"].unitsPerEm
    return {chr(code): widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def _points(way: str) -> Array:
    return np.array(re.findall(_NUMBER, way), dtype=float).reshape(-1, 2)


def _hull(points: Array) -> Array:
    """Give the corners of the least upright rectangle round a node."""
    (left, low), (right, high) = points.min(axis=0) + _SKIN, points.max(axis=0) - _SKIN
    return np.array([(left, low), (right, low), (right, high), (left, high)])


def _shrunk(points: Array) -> Array:
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    return np.asarray(points - np.sign(points - middle) * _SKIN)


def _along(points: Array) -> Array:
    """Give points along a line, close enough to each other that nothing slips between."""
    dense = [points[:1]]
    for start, end in pairwise(points):
        count = max(int(np.hypot(*(end - start)) / _STEP), 1)
        dense.append(np.linspace(start, end, count + 1)[1:])
    return np.concatenate(dense)


def _meet(one: Array, other: Array) -> bool:
    """Say whether two rectangles, turned or not, have an area in common (separating axes)."""
    for corners in (one, other):
        for side in (corners[1] - corners[0], corners[2] - corners[1]):
            across = np.array([-side[1], side[0]])
            if not across.any():
                continue
            first, second = one @ across, other @ across
            if first.max() <= second.min() or second.max() <= first.min():
                return False
    return True
