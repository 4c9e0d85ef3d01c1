"""Years along a width, and the marks on it that say how exactly a date is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.pictures import style
from azru_graph.pictures.marks import shape, span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.path import Path

    from azru_graph.dates import When

__all__ = ["OPEN", "THICK", "WAYS", "Axis", "axis_of", "fill", "outline", "ways_of"]

THICK = 5.6  # points, of a mark, at the size of print
OPEN = 13.0  # points from a known bound to the point of an open side
_DAY = 1e-3  # years, less than a day: the last day ends where the next year begins
_TINT = "#D9D9D9"
_WIDE = 10  # years between bounds that say nothing

# Name of the way in which a date is known → what the legend says of it.
WAYS = {
    "day": "day or days",
    "month": "within a month or less",
    "within": "some time within",
    "after": "some time after",
    "before": "some time before",
    "lasting": "lasting from – to",
    "onward": "lasting, end open",
    "untold": "not dated",
}


class Axis(NamedTuple):
    """Years along a width: the first, how many there are, how long each is, in points."""

    first: int
    years: int
    year: float
    unit: float

    def at(self, years: float) -> float:
        """Give the place of a moment."""
        return (years - self.first) * self.year

    def step(self, least: float) -> int:
        """Give the least round number of years that is so long."""
        steps = [size * ten for ten in (1, 10, 100, 1000) for size in (1, 2, 5)]
        return next((step for step in steps if step * self.year >= least), steps[-1])

    def ends(self, date: When) -> tuple[float, float]:
        """Give the left and the right end of the mark of a date; an open side is of one length."""
        least = THICK * self.unit
        start, end = self.at(date.first), self.at(date.last)
        if not date.until:
            end = start + OPEN * self.unit
        elif not date.since:
            start = end - OPEN * self.unit
        if date.short or end - start < least:
            middle = (start + end) / 2
            start, end = middle - least / 2, middle + least / 2
        # At an edge of the axis, a mark keeps within.
        shift = max(-start, 0.0) - max(end - self.year * self.years, 0.0)
        return start + shift, end + shift


def axis_of(dates: Sequence[When], width: float, unit: float) -> Axis:
    """Lay the years along a width: those of every date, but none that only open sides have."""
    first = int(min(date.first if date.since else date.last - _DAY for date in dates))
    last = int(max(date.last - _DAY if date.until else date.first for date in dates))
    return Axis(first, last - first + 1, width / (last - first + 1), unit)


def ways_of(dates: Mapping[str, When]) -> dict[str, str]:
    """Say in which of the ways each of all dates is known.

    Bounds that are those of all there is say that nothing more is known.
    """
    low = min((date.first for date in dates.values()), default=0.0)
    high = max((date.last for date in dates.values()), default=0.0)
    wide = high - low >= _WIDE
    return {
        key: "untold" if wide and date.first <= low and date.last >= high else _way(date)
        for key, date in dates.items()
    }


def _way(date: When) -> str:
    if date.short:
        return "day" if date.by_day and not date.uncertain else "month"
    if date.lasting:
        return "lasting" if date.until else "onward"
    if not date.until:
        return "after"
    return "within" if date.since else "before"


def outline(  # noqa: PLR0913 -- a place, and what is known of a date
    way: str, start: float, end: float, y: float, thick: float, *, crossed: bool = False
) -> Path:
    """Give the outline of a mark from its left to its right end, about a height."""
    if way in {"day", "month"}:
        return shape("dot", ((start + end) / 2, y), thick)
    since, until = way not in {"before", "untold"}, way not in {"after", "onward", "untold"}
    return span(start, end, y, thick, since=since, until=until, crossed=crossed)


def fill(way: str, colour: str, *, uncertain: bool) -> style.Look:
    """Fill a day and what lasted; leave what lies somewhere within white; dash the uncertain."""
    dash = (1.6, 1.2) if uncertain else ()
    if way == "day" or (way in {"lasting", "onward"} and not uncertain):
        return style.Look(colour, dash, 0.9, ink=colour)
    tinted = way in {"lasting", "onward", "untold"}
    return style.Look(_TINT if tinted else "#FFFFFF", dash, 0.9, ink=colour)
