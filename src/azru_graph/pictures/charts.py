"""Schematic maps: an equirectangular projection with a grid, and labels beside marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.path import Path

from azru_graph.pictures import style
from azru_graph.pictures.sheet import gid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azru_graph.pictures.sheet import Sheet

__all__ = ["Frame", "Label", "Spot", "chart", "circle", "frame_of", "set_labels"]

_GRID = "#DDDDDD"
_STEPS = (1, 2, 5, 10, 15, 30, 45)  # degrees from one line of the grid to the next
_LINES = 6  # lines of the grid in one direction, at most
_LEAST = 4.0  # degrees that a map shows at least
_AIR = 0.14  # share of the extent that stays free at each side
# Where a label may stand beside its mark, best first: across and up, in radii and type sizes.
_SIDES = ((1, 0), (1, 1), (1, -1), (-1, 0), (-1, 1), (-1, -1), (0, 1), (0, -1))


class Spot(NamedTuple):
    """A place on a map: degrees north and east, the radius of its mark, and its label."""

    node: str
    north: float
    east: float
    radius: float
    label: str


class Label(NamedTuple):
    """The rectangle of a label, in points from the lower left corner of the paper."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: Label) -> bool:
        """Say whether the two have any area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )


class Frame(NamedTuple):
    """A map: the degrees at its edges, points to a degree, and what its degrees need outside.

    ``width`` and ``height`` are those of all; the map begins ``left`` points from the left edge
    and ``foot`` points above the lower one.
    """

    west: float
    south: float
    east: float
    north: float
    across: float
    up: float
    left: float
    foot: float

    @property
    def width(self) -> float:
        """The width of the map and of the degrees beside it."""
        return self.left + (self.east - self.west) * self.across

    @property
    def height(self) -> float:
        """The height of the map and of the degrees below it."""
        return self.foot + (self.north - self.south) * self.up

    def at(self, corner: tuple[float, float], north: float, east: float) -> tuple[float, float]:
        """Project a place; ``corner`` is the upper left one of all."""
        x = corner[0] + self.left + (east - self.west) * self.across
        return x, corner[1] - (self.north - north) * self.up


def frame_of(spots: Sequence[Spot], width: float, height: float, paper: style.Size) -> Frame | None:
    """Find the largest map of some places within a width and a height; None if there is none."""
    left = style.text_width("00\N{DEGREE SIGN} N", paper.caption) + paper.caption * 0.5
    foot = paper.caption * 1.6
    edges = []
    for values in ([spot.east for spot in spots], [spot.north for spot in spots]):
        extent = max(max(values) - min(values), _LEAST)
        middle, half = (max(values) + min(values)) / 2, extent * (0.5 + _AIR)
        edges.append((middle - half, middle + half))
    (west, east), (south, north) = edges
    shrunk = float(np.cos(np.radians((south + north) / 2)))
    up = min((width - left) / ((east - west) * shrunk), (height - foot) / (north - south))
    if up * (north - south) < 6 * paper.label:
        return None
    return Frame(west, south, east, north, up * shrunk, up, left, foot)


def circle(centre: tuple[float, float], radius: float) -> Path:
    """Give the outline of a round mark."""
    outline = Path.circle(centre, radius)
    return Path(outline.vertices, outline.codes)


def chart(sheet: Sheet, frame: Frame, corner: tuple[float, float]) -> None:
    """Draw the grid of a map, its degrees at the left and below, and the line round it."""
    size, unit = sheet.size.caption, sheet.size.unit
    west, north = frame.at(corner, frame.north, frame.west)
    east, south = frame.at(corner, frame.south, frame.east)
    for degrees in _grid(frame.south, frame.north):
        y = frame.at(corner, degrees, frame.west)[1]
        _rule(sheet, gid("grid", f"north{degrees}"), (west, y), (east, y), _GRID)
        text = f"{abs(degrees)}\N{DEGREE SIGN} {'N' if degrees >= 0 else 'S'}"
        name = gid("degrees", f"north{degrees}")
        sheet.text(name, west - 3 * unit, y - size * 0.36, text, size, align="right")
    for degrees in _grid(frame.west, frame.east):
        x = frame.at(corner, frame.north, degrees)[0]
        _rule(sheet, gid("grid", f"east{degrees}"), (x, south), (x, north), _GRID)
        text = f"{abs(degrees)}\N{DEGREE SIGN} {'E' if degrees >= 0 else 'W'}"
        sheet.text(gid("degrees", f"east{degrees}"), x, south - size * 1.3, text, size)
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    for number in range(4):
        name = gid("frame", str(number))
        _rule(sheet, name, corners[number], corners[number + 1], "#808080")


def set_labels(
    spots: Sequence[Spot], frame: Frame, corner: tuple[float, float], paper: style.Size
) -> list[tuple[Spot, tuple[float, float], Label]] | None:
    """Find for each mark where it and its label stand; None where one of them is not free.

    The first of the eight sides of its mark that is free gets the label.
    """
    size, gap = paper.label, 2.5 * paper.unit
    west, north = frame.at(corner, frame.north, frame.west)
    east, south = frame.at(corner, frame.south, frame.east)
    places = [frame.at(corner, spot.north, spot.east) for spot in spots]
    taken = [
        Label(x - spot.radius, y - spot.radius, x + spot.radius, y + spot.radius)
        for (x, y), spot in zip(places, spots, strict=True)
    ]
    if any(one.meets(other) for at, one in enumerate(taken) for other in taken[:at]):
        return None
    found = []
    for spot, (x, y) in zip(spots, places, strict=True):
        width, high = style.text_width(spot.label, size), size * 1.1
        for right, above in _SIDES:
            slant = 0.75 if right and above else 1
            shift = (spot.radius + gap) * slant
            left = x + right * shift - {1: 0, 0: width / 2, -1: width}[right]
            low = y + above * shift - {1: 0, 0: high / 2, -1: high}[above]
            label = Label(left, low, left + width, low + high)
            inside = west < label.left and label.right < east
            inside = inside and south < label.low and label.high < north
            if inside and not any(label.meets(other) for other in taken):
                taken.append(label)
                found.append((spot, (x, y), label))
                break
        else:
            return None
    return found


def _grid(start: float, end: float) -> list[int]:
    step = next((step for step in _STEPS if (end - start) / step <= _LINES), _STEPS[-1])
    first = int(np.ceil(start / step)) * step
    return [degrees for degrees in range(first, int(np.floor(end)) + 1, step) if degrees > start]


def _rule(
    sheet: Sheet, name: str, start: tuple[float, float], end: tuple[float, float], colour: str
) -> None:
    """Draw a thin straight rule, upright or level, behind everything else."""
    half = 0.25 * sheet.size.unit
    left, low = start[0] - half, min(start[1], end[1]) - half
    right, high = max(start[0], end[0]) + half, max(start[1], end[1]) + half
    left = min(left, end[0] - half)
    corners = [(left, low), (right, low), (right, high), (left, high), (left, low)]
    sheet.band(name, Path(corners, closed=True), colour)
