"""Places for labelled boxes: linked boxes near each other, none upon another, few crossings.

Three steps. Stress majorisation (Gansner, Koren, North 2004: the model of Kamada and Kawai, solved
by a monotone iteration) places the boxes as points; pushing apart makes room for their labels;
a search by small moves and swaps then takes out crossings, lines through boxes and long lines.
Everything is seeded and iterates in the order of the nodes given: the same input, the same places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from azru_graph.pictures.legibility import Plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["Box", "Link", "Start", "begin", "finish"]

_STARTS = 24  # layouts tried, each from another random start; fewer above 40 boxes
_FULL = 0.38  # share of the room that boxes and gaps may take; in denser ones lines find no way
_REFINED = 2  # of them, the best go on to the search
_STRETCH = 2.0  # how much a found layout may be drawn out to fill the room
_ROUNDS = 32  # passes of the search over all boxes, at most
_EFFORT = 18000  # passes by boxes by links, beyond which the passes are fewer


class Box(NamedTuple):
    """The room a node needs, in points."""

    width: float
    height: float


class Link(NamedTuple):
    """Two linked nodes, the number of lines between them and the breadth of all in points."""

    one: str
    other: str
    lines: int = 1
    breadth: float = 1.0


class Start(NamedTuple):
    """Boxes that fit their room, each where one of several rough layouts has it, best first."""

    names: tuple[str, ...]
    plan: Plan
    layouts: list[Array]
    random: np.random.Generator


def begin(  # noqa: PLR0913 -- all that bears on the places
    boxes: Mapping[str, Box],
    links: Sequence[Link],
    *,
    room: Box,
    gap: float = 7,
    link_gap: float = 17,
    seed: int = 0,
) -> Start | None:
    """Try whether boxes fit a room; give what `finish` begins with, or None where they do not.

    There are at least two boxes, and every link joins two. Between two boxes ``gap`` stays free,
    between linked ones ``link_gap``, so that an arrow has a shaft.
    """
    names = tuple(boxes)
    index = {name: number for number, name in enumerate(names)}
    pairs = np.array([(index[link.one], index[link.other]) for link in links], dtype=int)
    sizes, whole = np.array(list(boxes.values()), dtype=float), np.array(room, dtype=float)
    if np.prod(sizes + gap, axis=1).sum() > _FULL * np.prod(whole + gap):
        return None
    plan = Plan(
        sizes=sizes,
        pairs=pairs,
        lines=np.array([link.lines for link in links], dtype=float),
        breadths=np.array([link.breadth for link in links], dtype=float),
        gaps=_gaps(len(names), pairs, gap, link_gap),
        room=whole,
    )
    random = np.random.default_rng(seed)
    starts = max(4, min(_STARTS, _STARTS * 40**2 // len(names) ** 2))
    points = _stress(_distances(len(names), pairs), random.random((starts, len(names), 2)))
    placed = _push_apart(np.array([_spread(layout, plan) for layout in points]), plan)
    ranked = sorted((float(plan.cost(layout)), at) for at, layout in enumerate(placed))
    if not ranked:
        return None
    return Start(names, plan, [placed[at] for _, at in ranked[:_REFINED]], random)


def finish(start: Start) -> dict[str, tuple[float, float]]:
    """Search for the best places; give their centres in points from the lower left corner."""
    names, plan, layouts, random = start
    rounds = min(_ROUNDS, 2 + _EFFORT // (len(names) * len(plan.pairs)))
    found = []
    for points in layouts:
        searched = _search(points, plan, random, np.linspace(1, 0.1, rounds))
        stretched = _search(
            _stretch(searched, plan), plan, random, np.linspace(0.3, 0.1, rounds // 4 + 1)
        )
        found.append(_stretch(stretched, plan))
    best = min(found, key=plan.cost)
    return {
        name: (round(float(x), 1), round(float(y), 1))
        for name, (x, y) in zip(names, best, strict=True)
    }


def _gaps(count: int, pairs: NDArray[np.int_], gap: float, link_gap: float) -> Array:
    gaps = np.full((count, count), float(gap))
    gaps[pairs[:, 0], pairs[:, 1]] = gaps[pairs[:, 1], pairs[:, 0]] = link_gap
    return gaps


def _distances(count: int, pairs: NDArray[np.int_]) -> Array:
    """Count the steps between any two boxes; those of different components stand a bit apart."""
    steps = np.full((count, count), np.inf)
    np.fill_diagonal(steps, 0)
    steps[pairs[:, 0], pairs[:, 1]] = steps[pairs[:, 1], pairs[:, 0]] = 1
    for via in range(count):
        np.minimum(steps, steps[:, via, None] + steps[None, via, :], out=steps)
    reach = steps[np.isfinite(steps)].max()
    steps[np.isinf(steps)] = reach / 2 + 1.5
    return steps


def _stress(distances: Array, points: Array) -> Array:
    """Place points as far apart as their distances say; each of several layouts by itself."""
    count = len(distances)
    aim = distances + np.eye(count)
    weights = aim**-2.0
    np.fill_diagonal(weights, 0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    points = points * np.sqrt(count)
    on = np.arange(count)
    for _ in range(80):
        x, y = (points[:, :, None, axis] - points[:, None, :, axis] for axis in (0, 1))
        pull = -weights * distances / np.maximum(np.hypot(x, y), 1e-9)
        pull[:, on, on] = 0
        pull[:, on, on] = -pull.sum(axis=2)
        points = inverse @ (pull @ points)
    return points


def _spread(points: Array, plan: Plan) -> Array:
    """Turn the longest extent along the room's long side and fill the room half-evenly."""
    points = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    points = points @ axes.T
    if plan.room[0] < plan.room[1]:
        points = points[:, ::-1]
    spread = np.empty_like(points)
    for axis in (0, 1):
        values = points[:, axis]
        extent = np.ptp(values) or 1.0
        even = np.argsort(np.argsort(values, kind="stable")) / (len(values) - 1)
        share = ((values - values.min()) / extent + even) / 2
        margin = plan.sizes[:, axis].max() / 2
        spread[:, axis] = margin + share * max(plan.room[axis] - 2 * margin, 0)
    return spread


def _push_apart(layouts: Array, plan: Plan) -> list[Array]:
    """Move overlapping boxes apart along the shorter way, within the room.

    Layouts in which they still overlap in the end are left out.
    """
    low, high = plan.sizes / 2, plan.room - plan.sizes / 2
    if (low > high).any():
        return []
    count = len(plan.sizes)
    reach = [(half[:, None] + half) / 2 + plan.gaps for half in plan.sizes.T]
    for axis in reach:
        np.fill_diagonal(axis, 0)
    # Two boxes at the very same place need a side to go to.
    layouts = layouts + np.linspace(0, 0.01, count)[:, None]
    places, left = np.full(len(layouts), -1), np.arange(len(layouts))
    for _ in range(400):
        x, y = (layouts[left, :, None, axis] - layouts[left, None, :, axis] for axis in (0, 1))
        over_x, over_y = reach[0] - np.abs(x), reach[1] - np.abs(y)
        upon = (over_x > 0) & (over_y > 0)
        moving = upon.any(axis=(1, 2))
        places[left[~moving]] = left[~moving]
        if not moving.any():
            break
        left, upon = left[moving], upon[moving]
        sideways = upon & (over_x[moving] <= over_y[moving])
        # A third, since many push at once; half a point more, to come to an end.
        push_x = np.where(sideways, 0.3 * np.sign(x[moving]) * (over_x[moving] + 0.5), 0)
        push_y = np.where(upon & ~sideways, 0.3 * np.sign(y[moving]) * (over_y[moving] + 0.5), 0)
        moved = layouts[left] + np.stack([push_x.sum(axis=2), push_y.sum(axis=2)], axis=2)
        layouts[left] = np.clip(moved, low, high)
    return [layouts[at] for at in places if at >= 0]


def _search(points: Array, plan: Plan, random: np.random.Generator, reach: Array) -> Array:
    """Move boxes about, singly and by components, where that makes the whole easier to read.

    ``reach`` says, round by round, how far they may be moved, as a share of the farthest.
    """
    points = points.copy()
    neighbours: list[list[int]] = [[] for _ in points]
    for one, other in plan.pairs:
        neighbours[one].append(other)
        neighbours[other].append(one)
    groups = _components(neighbours)[1:]
    for cooling in reach:
        for at in random.permutation(len(points)):
            home = points[neighbours[at]].mean(axis=0) if neighbours[at] else points[at]
            spots = np.vstack(
                [
                    home + random.normal(0, 0.3 * cooling, (6, 2)) * plan.room,
                    points[at] + random.normal(0, 0.08 * cooling, (4, 2)) * plan.room,
                    random.random((2, 2)) * plan.room,
                ]
            )
            _move(points, [at], spots - points[at], plan)
        for group in groups:
            _move(points, group, random.normal(0, 0.3, (12, 2)) * plan.room, plan)
    return points


def _components(neighbours: Sequence[Sequence[int]]) -> list[list[int]]:
    """List the connected components, the largest first."""
    found: list[list[int]] = []
    seen: set[int] = set()
    for start in range(len(neighbours)):
        if start not in seen:
            group = [start]
            for at in group:  # grows while being walked
                group += [other for other in dict.fromkeys(neighbours[at]) if other not in group]
            seen |= {*group}
            found.append(sorted(group))
    return sorted(found, key=lambda group: (-len(group), group))


def _move(points: Array, group: Sequence[int], shifts: Array, plan: Plan) -> None:
    """Shift a group of boxes where it is best, in place, if that is better than where it is."""
    low, high = plan.sizes[group] / 2, plan.room - plan.sizes[group] / 2
    others = np.ones(len(points), dtype=bool)
    others[group] = False
    sizes, gaps = plan.sizes[others], plan.gaps[group][:, others, None]
    reach = (plan.sizes[group][:, None] + sizes) / 2 + gaps
    at = group[0] if len(group) == 1 else None
    spots = points[group] + shifts[:, None]
    if at is not None:
        spots = np.clip(spots, low, high)
    upon = np.any((np.abs(spots[:, :, None] - points[others]) < reach).all(axis=3), axis=(1, 2))
    outside = np.any((spots < low) | (spots > high), axis=(1, 2))
    spots = spots[~upon & ~outside]
    if not len(spots):
        return
    tried = np.repeat(points[None], len(spots) + 1, axis=0)
    tried[1:, group] = spots
    costs = plan.cost(tried, at)
    costs[0] -= 1e-9  # stay where it is as good
    points[:] = tried[costs.argmin()]


def _stretch(points: Array, plan: Plan) -> Array:
    """Draw the boxes apart until they fill the room, yet not so far that the eye loses the way."""
    points = points.copy()
    for axis in (0, 1):
        half = plan.sizes[:, axis] / 2
        low, high = points[:, axis].min(), points[:, axis].max()
        if high > low:
            # The stretch at which the outermost box touches the edge, for every box at an end.
            middle = (low + high) / 2
            reach = np.abs(points[:, axis] - middle)
            free = (plan.room[axis] / 2 - half) / np.maximum(reach, 1e-9)
            points[:, axis] = middle + (points[:, axis] - middle) * free.min().clip(1, _STRETCH)
        below, above = (points[:, axis] - half).min(), (points[:, axis] + half).max()
        points[:, axis] += (plan.room[axis] - above - below) / 2
    return points
