"""What hurts the reading of a network: crossings, lines through boxes, crowding, long ways.

Lines are taken as straight from centre to centre; that is what the search for places works with.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    _Which = slice | NDArray[np.int_]

__all__ = ["Plan"]

_ALL = slice(None)


@dataclass(frozen=True, eq=False, kw_only=True)
class Plan:
    """What is to be placed: boxes by number, the links between them, and the room, in points.

    Attributes:
        sizes: Width and height of each box.
        pairs: The two boxes of each link.
        lines: How many lines each link has.
        breadths: How broad the lines of each link are together.
        gaps: What must stay free between each two boxes.
        room: Width and height.
    """

    sizes: Array
    pairs: NDArray[np.int_]
    lines: Array
    breadths: Array
    gaps: Array
    room: Array

    @cached_property
    def links_of(self) -> list[NDArray[np.int_]]:
        """The links of each box."""
        return [np.flatnonzero((self.pairs == at).any(axis=1)) for at in range(len(self.sizes))]

    @cached_property
    def meetings(self) -> NDArray[np.int_]:
        """Where two links meet: the box, the one link, the other link, in each row."""
        found = [
            (at, first, second)
            for at, links in enumerate(self.links_of)
            for first, second in combinations(links.tolist(), 2)
        ]
        return np.array(found, dtype=int).reshape(-1, 3)

    @cached_property
    def meetings_of(self) -> list[NDArray[np.int_]]:
        """The rows of ``meetings`` that the links of each box take part in."""
        return [
            self.meetings[np.isin(self.meetings[:, 1:], links).any(axis=1)]
            for links in self.links_of
        ]

    def cost(self, points: Array, at: int | None = None) -> float:
        """Weigh places, n by 2; with ``at``, only what the box of that number takes part in."""
        touched = _ALL if at is None else self.links_of[at]
        ways = points[self.pairs[touched, 1]] - points[self.pairs[touched, 0]]
        away = points - self.room / 2 if at is None else points[at] - self.room / 2
        mean = float(np.sqrt(self.room.prod() / len(points)))
        tunnels = self.tunnels(points, touched)
        if at is not None:
            tunnels += self.tunnels(points, _ALL, np.array([at]))
        return float(
            self.crossings(points, touched)
            + 4 * tunnels
            + self.crowding(points, self.meetings if at is None else self.meetings_of[at])
            + 0.35 * ((np.hypot(*ways.T) / mean) ** 1.5).sum()
            + 0.25 * (np.abs(away) / mean).sum()
        )

    def crossings(self, points: Array, touched: _Which = _ALL) -> float:
        """Count the crossings of some links with all links; those with a common end do not cross.

        A broad bundle is a worse place to cross, but not as bad as so many single lines.
        """
        mine, every = self.pairs[touched], self.pairs
        a, b = points[mine[:, 0]][:, None], points[mine[:, 1]][:, None]
        c, d = points[every[:, 0]][None], points[every[:, 1]][None]
        cross = (_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)
        shared = (mine[:, None, :, None] == every[None, :, None, :]).any(axis=(2, 3))
        weights = np.sqrt(self.lines[touched][:, None] * self.lines[None])
        twice = 2 if len(mine) == len(every) else 1
        return float((weights * (cross & ~shared)).sum()) / twice

    def tunnels(self, points: Array, touched: _Which = _ALL, boxes: _Which = _ALL) -> float:
        """Count the lines of some links that pass through some boxes that are not their own."""
        pairs, breadths = self.pairs[touched], self.breadths[touched]
        start = points[pairs[:, 0]][:, None]
        way = points[pairs[:, 1]][:, None] - start
        way = np.where(np.abs(way) < 1e-9, 1e-9, way)  # noqa: PLR2004 -- not divide by zero
        half = self.sizes[boxes][None] / 2 + breadths[:, None, None] / 2 + 3
        # Clip each line against each box, slab by slab (Liang and Barsky 1984).
        first = (points[boxes][None] - half - start) / way
        second = (points[boxes][None] + half - start) / way
        enter = np.minimum(first, second).max(axis=2).clip(min=0)
        leave = np.maximum(first, second).min(axis=2).clip(max=1)
        numbers = np.arange(len(points))[boxes]
        foreign = (pairs[:, 0, None] != numbers) & (pairs[:, 1, None] != numbers)
        return float((self.lines[touched][:, None] * ((enter < leave) & foreign)).sum())

    def crowding(self, points: Array, meetings: NDArray[np.int_]) -> float:
        """Weigh how far links run into each other on reaching the box where they meet."""
        at, first, second = meetings.T
        ways = [points[self.pairs[link]].sum(axis=1) - 2 * points[at] for link in (first, second)]
        turns = [np.arctan2(way[:, 1], way[:, 0]) for way in ways]
        angle = np.abs((turns[0] - turns[1] + np.pi) % (2 * np.pi) - np.pi)
        need = (self.breadths[first] + self.breadths[second]) / 2 + 5
        overlap = np.maximum(0, 1 - angle * self.sizes[at].mean(axis=1) / 2 / need)
        return float((overlap * np.sqrt(self.lines[first] * self.lines[second])).sum())


def _side(start: Array, end: Array, point: Array) -> Array:
    way, to = end - start, point - start
    return np.asarray(way[..., 0] * to[..., 1] - way[..., 1] * to[..., 0])
