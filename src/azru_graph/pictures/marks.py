"""Small closed marks: one shape for each kind, told apart without colour; and spans on an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.path import Path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["SHAPES", "frame", "many", "shape", "span"]

_TIP = 0.62  # of a pointed end, over the height of its span


def _turned(count: int, start: float, radii: Sequence[float] = (1.0,)) -> NDArray[np.float64]:
    """Give the corners of a regular polygon or, with two radii, of a star."""
    angles = np.radians(start) + np.arange(count) * 2 * np.pi / count
    reach = np.array([radii[number % len(radii)] for number in range(count)])
    return np.column_stack([np.cos(angles) * reach, np.sin(angles) * reach])


def _arms(breadth: float, start: float) -> NDArray[np.float64]:
    """Give the corners of a cross whose arms have that half breadth."""
    corner = ((1.0, -breadth), (1.0, breadth), (breadth, breadth))
    corners = []
    for quarter in range(4):
        angle = np.radians(start + 90 * quarter)
        over, up = np.cos(angle), np.sin(angle)
        corners += [(x * over - y * up, x * up + y * over) for x, y in corner]
    return np.array(corners)


# Within a circle about the origin; of about the same area to the eye.
SHAPES: dict[str, NDArray[np.float64]] = {
    "dot": _turned(24, 0) * 0.9,
    "square": _turned(4, 45) * 1.12,
    "triangle": _turned(3, 90) * 1.15 - (0, 0.2),
    "diamond": _turned(4, 0) * 1.12,
    "plus": _arms(0.34, 0),
    "cross": _arms(0.32, 45),
    "star": _turned(10, 90, (1.1, 0.46)),
    "down": _turned(3, 270) * 1.15 + (0, 0.2),
    "hexagon": _turned(6, 0),
    "flag": _turned(3, 0) * 1.15 - (0.2, 0),
    "left": _turned(3, 180) * 1.15 + (0.2, 0),
    "bar": np.array([(-1, -0.4), (1, -0.4), (1, 0.4), (-1, 0.4)]),
    "post": np.array([(-0.4, -1), (0.4, -1), (0.4, 1), (-0.4, 1)]),
}


def shape(name: str, centre: Sequence[float], across: float) -> Path:
    """Give the outline of a shape about a centre, so many points across."""
    return _closed(SHAPES[name] * across / 2 + np.array(centre))


def many(name: str, centres: Iterable[Sequence[float]], across: float) -> Path:
    """Give several of a shape as one path."""
    return Path.make_compound_path(*(shape(name, centre, across) for centre in centres))


def frame(left: float, low: float, right: float, high: float) -> Path:
    """Give the outline of a rectangle."""
    return _closed(np.array([(left, low), (right, low), (right, high), (left, high)]))


def span(  # noqa: PLR0913 -- a place, and how each end looks
    left: float,
    right: float,
    y: float,
    height: float,
    *,
    since: bool = True,
    until: bool = True,
    crossed: bool = False,
) -> Path:
    """Give the outline of a bar about a height, pointed where it is open, perhaps crossed out."""
    half, tip = height / 2, height * _TIP
    low, high = y - half, y + half
    start = [(left, low), (left, high)] if since else [(left + tip, low), (left, y)]
    if not since:
        start.append((left + tip, high))
    end = [(right, high), (right, low)] if until else [(right - tip, high), (right, y)]
    if not until:
        end.append((right - tip, low))
    outline = _closed(np.array([*start, *end]))
    if not crossed:
        return outline
    strokes = [Path([(left, low), (right, high)]), Path([(left, high), (right, low)])]
    return Path.make_compound_path(outline, *strokes)


def _closed(corners: NDArray[np.float64]) -> Path:
    return Path(np.concatenate([corners, corners[:1]]), closed=True)
