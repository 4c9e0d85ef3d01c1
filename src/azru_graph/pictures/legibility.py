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

    @cached_property
    def weights(self) -> Array:
        """How bad it is where two links cross; 0 for those with a common end, which do not.

        A broad bundle is a worse place to cross, but not as bad as so many single lines.
        """
        one, other = self.pairs[:, None], self.pairs[None]
        shared = (one[..., :, None] == other[..., None, :]).any(axis=(2, 3))
        return np.asarray(np.sqrt(np.outer(self.lines, self.lines)) * ~shared)

    @cached_property
    def foreign(self) -> Array:
        """How many lines of each link would run through each box; 0 for its own two."""
        own = (self.pairs[:, :, None] == np.arange(len(self.sizes))).any(axis=1)
        return np.asarray(self.lines[:, None] * ~own)

    def cost(self, points: Array, at: int | None = None) -> Array:
        """Weigh places, n by 2; with ``at``, only what the box of that number takes part in.

        Further dimensions before these hold further sets of places, each with a weight.
        """
        touched = _ALL if at is None else self.links_of[at]
        ways = _of(points, self.pairs[touched, 1]) - _of(points, self.pairs[touched, 0])
        away = points - self.room / 2 if at is None else points[..., [at], :] - self.room / 2
        mean = float(np.sqrt(self.room.prod() / len(self.sizes)))
        tunnels = self.tunnels(points, touched)
        if at is not None:
            tunnels += self.tunnels(points, _ALL, slice(at, at + 1))
        return np.asarray(
            self.crossings(points, touched)
            + 4 * tunnels
            + self.crowding(points, self.meetings if at is None else self.meetings_of[at])
            + 0.35 * ((np.hypot(ways[..., 0], ways[..., 1]) / mean) ** 1.5).sum(axis=-1)
            + 0.25 * (np.abs(away) / mean).sum(axis=(-2, -1))
        )

    def crossings(self, points: Array, touched: _Which = _ALL) -> Array:
        """Count the crossings of some links with all links, each by its weight."""
        mine = self.pairs[touched]
        a, b = (_of(points, mine[:, end])[..., :, None, :] for end in (0, 1))
        c, d = (_of(points, self.pairs[:, end])[..., None, :, :] for end in (0, 1))
        cross = (_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)
        twice = 2 if len(mine) == len(self.pairs) else 1
        return np.asarray((self.weights[touched] * cross).sum(axis=(-2, -1)) / twice)

    def tunnels(self, points: Array, touched: _Which = _ALL, boxes: slice = _ALL) -> Array:
        """Count the lines of some links that pass through some boxes that are not their own."""
        pairs, breadths = self.pairs[touched], self.breadths[touched]
        start = _of(points, pairs[:, 0])[..., :, None, :]
        way = _of(points, pairs[:, 1])[..., :, None, :] - start
        way = np.where(np.abs(way) < 1e-9, 1e-9, way)  # noqa: PLR2004 -- not divide by zero
        half = (self.sizes[boxes] / 2 + 3 + breadths[:, None, None] / 2) / np.abs(way)
        # Clip each line against each box, slab by slab (Liang and Barsky 1984).
        middle = (points[..., None, boxes, :] - start) / way
        enter = np.maximum((middle - half).max(axis=-1), 0)
        leave = np.minimum((middle + half).min(axis=-1), 1)
        return np.asarray((self.foreign[touched, boxes] * (enter < leave)).sum(axis=(-2, -1)))

    def crowding(self, points: Array, meetings: NDArray[np.int_]) -> Array:
        """Weigh how far links run into each other on reaching the box where they meet."""
        at, first, second = meetings.T
        turns = []
        for link in (first, second):
            way = _of(points, self.pairs[link, 0]) + _of(points, self.pairs[link, 1])
            way -= 2 * _of(points, at)
            turns.append(np.arctan2(way[..., 1], way[..., 0]))
        angle = np.abs((turns[0] - turns[1] + np.pi) % (2 * np.pi) - np.pi)
        need = (self.breadths[first] + self.breadths[second]) / 2 + 5
        overlap = np.maximum(0, 1 - angle * self.sizes[at].mean(axis=1) / 2 / need)
        return np.asarray((overlap * np.sqrt(self.lines[first] * self.lines[second])).sum(axis=-1))


def _of(points: Array, numbers: NDArray[np.int_]) -> Array:
    return points[..., numbers, :]


def _side(start: Array, end: Array, point: Array) -> Array:
    way, to = end - start, point - start
    return np.asarray(way[..., 0] * to[..., 1] - way[..., 1] * to[..., 0])
