"""Rows and columns with heads: labels at the left, and labels turned to read from below on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.path import Path

from azru_graph.pictures import style
from azru_graph.pictures.layout import Box
from azru_graph.pictures.sheet import LEADING, outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from azru_graph.pictures.sheet import Sheet

__all__ = ["Head", "column_head", "heads", "row_head", "stretches"]

_SIDE, _END = 0.42, 0.95  # of the type size: between a label and the box round it


class Head(NamedTuple):
    """The label of a row or column: its lines, and the extent of its box along and across them."""

    lines: list[str]
    along: float
    across: float


def heads(labels: Mapping[str, str], size: float, most: float) -> dict[str, Head]:
    """Break the labels of rows or columns so that none is longer than the most, and measure them.

    A word longer than that makes a longer head.
    """
    found = {}
    for key, label in labels.items():
        style.require_glyphs(label)
        lines = style.wrap(label, size, most - _END * size)
        along = max(style.text_width(line, size) for line in lines) + _END * size
        found[key] = Head(lines, along, size * (LEADING * len(lines) + _SIDE))
    return found


def stretches(
    lengths: Iterable[float], gaps: Mapping[int, float] | None = None
) -> list[tuple[float, float]]:
    """Lay lengths one after the other from 0 on, with a gap before those of some numbers.

    >>> stretches([2, 3], {1: 1})
    [(0.0, 2.0), (3.0, 6.0)]
    """
    found, at = [], 0.0
    for number, length in enumerate(lengths):
        at += (gaps or {}).get(number, 0.0)
        found.append((at, at + length))
        at += length
    return found


def row_head(  # noqa: PLR0913 -- what it is and where
    sheet: Sheet,
    names: tuple[str, str],
    head: Head,
    end: Sequence[float],
    look: style.Look,
    *,
    url: str = "",
) -> None:
    """Draw the head of a row to the left of a point; ``names`` are of its box and its label."""
    x, y = end
    box = Box(head.along, head.across)
    sheet.node(names[0], outline((x - head.along / 2, y), box, look), look, url=url)
    sheet.label(names[1], (x - head.along / 2, y), head.lines)


def column_head(  # noqa: PLR0913 -- what it is and where
    sheet: Sheet,
    names: tuple[str, str],
    head: Head,
    foot: Sequence[float],
    look: style.Look,
    *,
    url: str = "",
) -> None:
    """Draw the head of a column above a point, turned to read from below."""
    x, y = foot
    lying = outline((0, 0), Box(head.along, head.across), look)
    points = np.asarray(lying.vertices)
    middle = np.array([x, y + head.along / 2])
    turned = Path(np.column_stack([-points[:, 1], points[:, 0]]) + middle, lying.codes)
    sheet.node(names[0], turned, look, url=url)
    sheet.label(names[1], (x, y + head.along / 2), head.lines, turned=True)
