"""Ways for lines between boxes: round the boxes in between, side by side where they are several.

Graphviz computes each way as a smooth curve round the other boxes (its router ``nop2``, which
leaves the boxes where they are); the lanes of a bundle are drawn off beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pygraphviz

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matplotlib.path import Path
    from numpy.typing import NDArray

    from azru_graph.pictures.layout import Box

    Array = NDArray[np.float64]

__all__ = ["bend", "beside", "between", "is_clear", "lane", "route", "sampled"]

_STEP = 1.5  # points from one point of a way to the next


def route(
    places: Mapping[str, tuple[float, float]],
    boxes: Mapping[str, Box],
    pairs: Iterable[tuple[str, str]],
    *,
    margin: float = 2.5,
) -> dict[tuple[str, str], Array]:
    """Find a way from the centre of one box to that of another for each pair.

    Each way is an array of points, evenly spaced, that keeps ``margin`` off the other boxes.
    """
    graph = pygraphviz.AGraph(
        directed=True, strict=False, splines="true", esep=f"+{margin}", notranslate="true"
    )
    # Graphviz takes inches for sizes and points for places.
    for name, (x, y) in places.items():
        graph.add_node(
            name,
            pos=f"{x},{y}",
            width=boxes[name].width / 72,
            height=boxes[name].height / 72,
            shape="box",
            fixedsize="true",
            label="",
        )
    wanted = list(pairs)
    for one, other in wanted:
        graph.add_edge(one, other, dir="none", headclip="false", tailclip="false")
    graph.layout(prog="nop2")
    return {pair: sampled(graph.get_edge(*pair).attr["pos"]) for pair in wanted}


def lane(way: Array, offset: float) -> Array:
    """Shift a way sideways by so many points, to the left of its direction where positive."""
    if not offset:
        return way
    along = np.gradient(way, axis=0)
    along /= np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    return _even(way + offset * np.column_stack([-along[:, 1], along[:, 0]]))


def beside(toward: Array, bundle: Array, box: Box) -> Array:
    """Say how far from the centre of a box a line aims that comes in beside a broad bundle.

    Both ways are vectors from the centre of the box to the other ends. A line from elsewhere aims
    at the centre; the nearer its way to that of the bundle, the nearer it aims at the edge.
    """
    along = bundle / np.hypot(*bundle)
    across = np.array([-along[1], along[0]])
    ahead, aside = float(toward @ along), float(toward @ across)
    if ahead <= 0 or abs(aside) > 2 * ahead:
        return np.zeros(2)
    near = 1 - abs(aside) / (2 * ahead)
    return across * (min(box) / 2 - 2) * near * (1 if aside > 0 else -1)


def bend(way: Array, start: Array, end: Array) -> Array:
    """Shift the two ends of a way, and what lies between in proportion."""
    share = np.linspace(0, 1, len(way))[:, None]
    return _even(way + (1 - share) * start + share * end)


def is_clear(way: Array, others: Iterable[tuple[tuple[float, float], Box]], margin: float) -> bool:
    """Say whether a way keeps so far off all these boxes, each given with its centre."""
    return not any(
        (np.abs(way - centre) < np.array(box) / 2 + margin).all(axis=1).any()
        for centre, box in others
    )


def between(way: Array, start: Path, end: Path, *, gap: float = 0.6) -> Array:
    """Cut from a way what lies inside its first and its last box, and so many points more."""
    inside_start = np.flatnonzero(start.contains_points(way))
    inside_end = np.flatnonzero(end.contains_points(way))
    first = inside_start[-1] + 1 if inside_start.size else 0
    last = inside_end[0] if inside_end.size else len(way)
    extra = round(gap / _STEP)
    return way[first + extra : max(last - extra, first + extra + 2)]


def sampled(text: str) -> Array:
    """Turn a way as Graphviz writes it, cubic Bézier curves in a row, into evenly spaced points."""
    knots = np.array(
        [[float(value) for value in knot.split(",")] for knot in text.replace("\\\n", "").split()]
    )
    parts = np.linspace(0, 1, 60)[:, None]
    rest = 1 - parts
    curves = [
        rest**3 * knots[at]
        + 3 * rest**2 * parts * knots[at + 1]
        + 3 * rest * parts**2 * knots[at + 2]
        + parts**3 * knots[at + 3]
        for at in range(0, len(knots) - 3, 3)
    ]
    return _even(np.vstack(curves))


def _even(points: Array) -> Array:
    steps = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0], np.cumsum(steps)])
    wanted = np.linspace(0, along[-1], max(int(along[-1] / _STEP) + 1, 2))
    return np.column_stack([np.interp(wanted, along, points[:, axis]) for axis in (0, 1)])
