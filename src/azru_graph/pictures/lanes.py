"""Labelled marks in rows: each in the uppermost row where it has room, none upon another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.pictures import style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Item", "Place", "Rows", "Wrapped", "flowing", "stacked", "wraps"]

_MOST_LINES = 4
_SIDES = ("behind", "before", "below")


class Wrapped(NamedTuple):
    """A label broken into lines, and the width of the longest."""

    lines: tuple[str, ...]
    width: float


class Item(NamedTuple):
    """A mark from left to right on the axis, and the ways to break its label, longest first."""

    key: str
    left: float
    right: float
    wraps: Sequence[Wrapped]


class Place(NamedTuple):
    """Where an item stands: its first row, the lines of its label, and from where they run.

    ``side`` says where the label is: behind the mark, before it (then ``x`` is its right end), or
    below it, from the next row on; beside a label of several lines the mark stands at their middle.
    """

    row: int
    lines: tuple[str, ...]
    x: float
    side: str = "behind"

    @property
    def end(self) -> int:
        """The row after the last."""
        return self.row + len(self.lines) + (self.side == "below")


class Rows:
    """Rows of one line each, of a width, in which stretches are taken."""

    def __init__(self, width: float, gap: float) -> None:
        self.width = width
        self._gap = gap
        self._taken: list[list[tuple[float, float]]] = []

    def first(self, left: float, right: float, count: int) -> int:
        """Give the uppermost row from which on so many rows are free between two places."""
        run = 0
        for row, taken in enumerate(self._taken):
            clear = right + self._gap, left - self._gap
            free = all(start >= clear[0] or end <= clear[1] for start, end in taken)
            run = run + 1 if free else 0
            if run == count:
                return row - count + 1
        return len(self._taken) - run

    def take(self, row: int, left: float, right: float, count: int) -> None:
        """Take so many rows between two places."""
        while len(self._taken) < row + count:
            self._taken.append([])
        for taken in self._taken[row : row + count]:
            taken.append((left, right))


def wraps(label: str, size: float, most: float) -> list[Wrapped]:
    """List the ways to break a label into one, two and more lines, none wider than the most."""
    words = label.split()
    # Word by word: to measure every beginning of a line anew would take most of the time.
    widths = [style.text_width(word, size) for word in words]
    blank = style.text_width("n n", size) - style.text_width("nn", size)
    whole = sum(widths) + blank * (len(words) - 1)
    found: dict[int, Wrapped] = {}
    for count in range(1, _MOST_LINES + 1):
        limit = min(whole / count * 1.12 + 1, most)
        lines: list[list[str]] = []
        x = 0.0
        for word, width in zip(words, widths, strict=True):
            if lines and x + width <= limit:
                lines[-1].append(word)
            else:
                lines.append([word])
                x = 0.0
            x += width + blank
        texts = tuple(map(" ".join, lines))
        width = max(style.text_width(text, size) for text in texts)
        if width <= most and (len(texts) not in found or width < found[len(texts)].width):
            found[len(texts)] = Wrapped(texts, width)
    return [found[count] for count in sorted(found)]


def stacked(items: Iterable[Item], rows: Rows, space: float) -> dict[str, Place] | None:
    """Find a place for each item, in the order given; None where a label is too wide for the rows.

    The label stands behind its mark; before it where it would leave the right edge, or where
    the mark stands in the right half and the item comes to stand higher so; below it where the
    mark leaves no other room.
    """
    places = {}
    for item in items:
        found: list[tuple[int, int, int, float, float, tuple[str, ...]]] = []
        for lines, width in item.wraps:
            behind = item.left, item.right + space + width
            before = item.left - space - width, item.right
            start = min(item.left, rows.width - width)
            below = start, max(item.right, start + width)
            for side, (left, right) in (("behind", behind), ("before", before), ("below", below)):
                if left < 0 or right > rows.width:
                    continue
                if side == "before" and item.left < rows.width / 2 and behind[1] <= rows.width:
                    continue
                if side == "below" and found:
                    continue
                count = len(lines) + (side == "below")
                row = rows.first(left, right, count)
                found.append((row + count, count, _SIDES.index(side), left, right, lines))
        if not found:
            return None
        end, count, side_at, left, right, lines = min(found)
        rows.take(end - count, left, right, count)
        side = _SIDES[side_at]
        x = {"behind": item.right + space, "before": item.left - space, "below": left}[side]
        places[item.key] = Place(end - count, lines, x, side)
    return places


def flowing(
    items: Iterable[Item], width: float, space: float, gap: float
) -> dict[str, Place] | None:
    """Place items one after the other like words; None where one is wider than the width."""
    places: dict[str, Place] = {}
    x, row, tall = 0.0, 0, 1
    for item in items:
        reach = item.right - item.left + space
        fitting = [way for way in item.wraps if reach + way.width <= width]
        if not fitting:
            return None
        lines, broad = fitting[0]
        if x > 0 and x + reach + broad > width:
            x, row, tall = 0.0, row + tall, 1
        places[item.key] = Place(row, lines, x + reach)
        x += reach + broad + gap
        tall = max(tall, len(lines))
    return places
