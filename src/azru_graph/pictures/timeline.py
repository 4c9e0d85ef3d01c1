"""The picture of what happened when: lanes by field, marks that say how exactly a date is known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import matplotlib as mpl

from azru_graph.dates import When, when
from azru_graph.errors import DataError
from azru_graph.networks import part_of
from azru_graph.pictures import style
from azru_graph.pictures.axis import OPEN, THICK, WAYS, Axis, axis_of, fill, outline, ways_of
from azru_graph.pictures.lanes import Item, Place, Rows, flowing, stacked, wraps
from azru_graph.pictures.marks import frame
from azru_graph.pictures.page import Page, largest
from azru_graph.pictures.picture import Picture
from azru_graph.pictures.sheet import LEADING, Entry, Mark, gid

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from azru_graph.networks import Network
    from azru_graph.pictures.lanes import Wrapped
    from azru_graph.pictures.picture import Setting
    from azru_graph.pictures.sheet import Sheet

__all__ = ["draw_timeline"]

_PITCH = 9.4  # points from one row to the next, all at the size of print
_PAD = 1.8  # points between a lane and its rows
_SPACE = 3.0  # points between a mark and its label
_GAP = 8.0  # points between two items of a row
_SWATCH = 9.0  # points from the edge of the name of a lane to its text
_STRIPE, _RULE = "#F1F1F1", "#8C8C8C"


class _Event(NamedTuple):
    """An event to be drawn: its label broken in every way, and its date."""

    node: str
    field: str
    when: When
    way: str
    put_off: bool
    wraps: list[Wrapped]


class _Name(NamedTuple):
    """The name of a field, where it stands in a lane, and how wide it is."""

    field: str
    text: str
    row: int
    x: float
    width: float


class _Lane(NamedTuple):
    """A lane laid out: the names in it, the number of its rows, where marks and labels stand."""

    names: list[_Name]
    rows: int
    marks: dict[str, tuple[float, float]]
    places: dict[str, Place]


def draw_timeline(network: Network, setting: Setting) -> Picture:
    """Draw events in lanes by field, each with a mark that says how exactly its date is known.

    Takes the network ``timeline``. Where not all events fit the size, those are drawn of which the
    data say most, and the subtitle says how many are left out.

    Raises:
        DataError: There is no dated event, or the font lacks a character of a label.
        ParameterError: Not even one event fits the size.
    """
    dated = {node: when(told) for node, told in network.nodes(data=True)}
    known = {node: date for node, date in dated.items() if date}
    if not known:
        raise DataError(
            "there is no dated event to draw",
            remedy="draw from data in which events have azru:notBefore and azru:notAfter",
        )
    said = {node: told.get("value", 0) for node, told in network.nodes(data=True)}
    rank = {node: -number if isinstance(number, int) else 0 for node, number in said.items()}
    ranked = sorted(
        known, key=lambda node: (rank[node], known[node].last - known[node].first, node)
    )
    with mpl.rc_context(style.rc()):
        events = _events(network, known, setting.size)
        title = _title(events.values())
        return largest(
            len(ranked),
            lambda count: _attempt(
                network, [events[node] for node in ranked[:count]], title, setting
            ),
            "no event fits",
            setting,
        )


def _events(network: Network, known: dict[str, When], size: style.Size) -> dict[str, _Event]:
    ways = ways_of(known)
    events = {}
    for node, date in known.items():
        told = network.nodes[node]
        style.require_glyphs(told["label"])
        broken = wraps(told["label"], size.label, size.width - 40 * size.unit)
        events[node] = _Event(node, told["kind"], date, ways[node], "eventStatus" in told, broken)
    return events


def _attempt(whole: Network, events: list[_Event], title: str, setting: Setting) -> Picture | None:
    """Draw some of the events; None where they do not fit."""
    network = part_of(whole, (event.node for event in events))
    page = Page(setting, title, _subtitle(whole, events), (_entries(events),))
    unit = page.size.unit
    fields = Counter(event.field for event in events)
    groups: list[tuple[bool, str, list[_Event]]] = []
    for field in sorted(fields, key=lambda field: (-fields[field], field)):
        own = sorted(event for event in events if event.field == field)
        groups += [
            (told, field, part)
            for told in (True, False)
            if (part := [event for event in own if (event.way != "untold") == told])
        ]
    dates = [event.when for event in events if event.way != "untold"]
    axis = axis_of(dates or [event.when for event in events], page.width, unit)
    kinds = network.graph["node_kinds"]
    lanes = [_lane(_name(kinds, part, page), part, axis, page) for told, _, part in groups if told]
    strip = _strip([(_name(kinds, part, page), part) for told, _, part in groups if not told], page)
    laid = [lane for lane in [*lanes, strip] if lane]
    if len(laid) < len(lanes) + 1:
        return None
    body = _Body(page, axis, laid[:-1], laid[-1])
    if body.height > page.most:
        return None
    sheet, corner = page.sheet(body.height)
    body.draw(sheet, corner, {event.node: event for event in events})
    return Picture(sheet.figure, network, title, _describe(network, events), setting, "timeline")


def _name(kinds: dict[str, str], events: Sequence[_Event], page: Page) -> _Name:
    field = events[0].field
    text = f"{kinds[field]} ({len(events)})"
    width = _SWATCH * page.size.unit + style.text_width(text, page.size.label, bold=True)
    return _Name(field, text, 0, 0.0, width)


def _lane(name: _Name, events: list[_Event], axis: Axis, page: Page) -> _Lane | None:
    """Lay out the lane of a field by the years."""
    marks = {event.node: axis.ends(event.when) for event in events}
    items = [
        Item(event.node, *marks[event.node], event.wraps)
        for event in sorted(events, key=lambda event: (marks[event.node], event.node))
    ]
    rows = Rows(page.width, _GAP * axis.unit)
    rows.take(0, 0, name.width, 1)
    places = stacked(items, rows, _SPACE * axis.unit)
    if places is None or name.width > page.width:
        return None
    return _Lane([name], max(place.end for place in places.values()), marks, places)


def _strip(groups: list[tuple[_Name, list[_Event]]], page: Page) -> _Lane | None:
    """Lay out what is not dated like words, one after the other."""
    open_, space, gap = (length * page.size.unit for length in (OPEN, _SPACE, _GAP))
    leads = {events[0].node: name.width + gap for name, events in groups}
    members = [event for _, events in groups for event in events]
    # The name of a field stands before its first event, and goes with it into the next row.
    items = [Item(event.node, -leads.get(event.node, 0.0), open_, event.wraps) for event in members]
    places = flowing(items, page.width, space, gap)
    if places is None:
        return None
    marks = {node: (place.x - space - open_, place.x - space) for node, place in places.items()}
    names = [
        name._replace(
            row=places[events[0].node].row, x=marks[events[0].node][0] - leads[events[0].node]
        )
        for name, events in groups
    ]
    rows = max((place.end for place in places.values()), default=0)
    return _Lane(names, rows, marks, places)


class _Body:
    """The lanes below one another, between two rows of years, and what is not dated below."""

    def __init__(self, page: Page, axis: Axis, lanes: list[_Lane], strip: _Lane) -> None:
        self._size, self._width = page.size, page.width
        self._axis, self._lanes, self._strip = axis, lanes, strip
        unit = page.size.unit
        self._pitch, self._pad = _PITCH * unit, _PAD * unit
        self._years = page.size.label * LEADING + 2 * unit if lanes else 0.0
        self._lead = 1.7 * page.size.label if strip.rows else 0.0
        self._below = strip.rows * self._pitch + 2 * self._pad if strip.rows else 0.0
        self._lanes_high = sum(map(self._high, lanes))
        self.height = self._lanes_high + 2 * self._years + self._lead + self._below

    def draw(self, sheet: Sheet, corner: tuple[float, float], events: dict[str, _Event]) -> None:
        """Draw the body on a sheet, from its lower left corner."""
        left, low = corner
        y = low + self.height - self._years
        if self._lanes:
            self._draw_years(sheet, left, y)
            self._rule(sheet, "rule-top", left, y)
        for number, lane in enumerate(self._lanes):
            self._draw_lane(sheet, lane, events, (left, y))
            y -= self._high(lane)
            self._rule(sheet, f"rule-{number}", left, y)
        if not self._strip.rows:
            return
        y = low + self._below
        dates = [event.when for event in events.values() if event.way == "untold"]
        years = f"{dates[0].first:.0f}\u2013{dates[0].last - 1:.0f}"
        text = f"Within {years}, and no more is told of the date"
        size = self._size.label
        sheet.text(gid("text", "strip"), left, y + size * 0.5, text, size, align="left")
        self._rule(sheet, "rule-strip", left, y)
        self._draw_lane(sheet, self._strip, events, (left, y))

    def _high(self, lane: _Lane) -> float:
        return lane.rows * self._pitch + 2 * self._pad

    def _rule(self, sheet: Sheet, name: str, left: float, y: float) -> None:
        sheet.band(name, frame(left, y - 0.2, left + self._width, y + 0.2), _RULE)

    def _draw_years(self, sheet: Sheet, left: float, high: float) -> None:
        """Draw every other stretch of years as a stripe, and name the years above and below."""
        axis, size = self._axis, self._size
        low = high - self._lanes_high
        stripe = axis.step(9 * size.unit)
        named = axis.step(style.text_width("0000", size.label) + 4 * size.unit)
        end = axis.first + axis.years
        for begin in range(axis.first - axis.first % (2 * stripe), end, 2 * stripe):
            sides = max(begin, axis.first), min(begin + stripe, end)
            if sides[0] < sides[1]:
                start, stop = (left + axis.at(side) for side in sides)
                sheet.band(gid("band", str(begin)), frame(start, low, stop, high), _STRIPE)
        for year in range(-(-axis.first // named) * named, end, named):
            half = style.text_width(str(year), size.label) / 2
            middle = axis.at(year + 0.5)
            x = min(max(middle, half), self._width - half)
            # At the edge, the name of a short year may step aside, but not into the next.
            if abs(x - middle) > 3 * size.unit:
                continue
            x += left
            above, below = high + 3 * size.unit, low - size.label - size.unit
            sheet.text(gid("text", f"above-{year}"), x, above, str(year), size.label)
            sheet.text(gid("text", f"below-{year}"), x, below, str(year), size.label)

    def _draw_lane(
        self, sheet: Sheet, lane: _Lane, events: dict[str, _Event], corner: tuple[float, float]
    ) -> None:
        """Draw a lane from its upper left corner."""
        left = corner[0]
        size, unit = self._size, self._size.unit
        top = corner[1] - self._pad - self._pitch / 2
        for name in lane.names:
            x, y = left + name.x, top - name.row * self._pitch
            colour, side = style.stroke(name.field).colour, 5.2 * unit
            swatch = frame(x + unit, y - side / 2, x + unit + side, y + side / 2)
            part = "swatch" if lane is self._strip else "legend"
            sheet.node(gid(part, f"node-{name.field}"), swatch, style.Look(colour, ink=colour))
            sheet.text(
                gid("text", f"{part}-{name.field}"),
                x + _SWATCH * unit,
                y - size.label * 0.36,
                name.text,
                size.label,
                bold=True,
                align="left",
            )
        for node, place in sorted(lane.places.items()):
            event = events[node]
            start, end = (left + x for x in lane.marks[node])
            first = top - place.row * self._pitch
            # Beside a label of several lines the mark stands at their middle.
            middle = first - (len(place.lines) - 1) / 2 * self._pitch
            below = place.side == "below"
            path = outline(
                event.way,
                start,
                end,
                first if below else middle,
                THICK * unit,
                crossed=event.put_off,
            )
            colour = style.stroke(event.field).colour
            look = fill(event.way, colour, uncertain=event.when.uncertain)
            sheet.node(gid("node", node), path, look, url=node)
            sheet.label(
                gid("label", node),
                (left + place.x, middle - self._pitch * below),
                place.lines,
                align="right" if place.side == "before" else "left",
            )


def _title(events: Collection[_Event]) -> str:
    first = min(int(event.when.first) for event in events)
    last = max(int(event.when.last - 1e-3) for event in events)
    days = sum(event.way == "day" for event in events)
    years = f"{first}\u2013{last}" if first < last else f"{first}"
    return f"What happened when, {years}: the day is known of {days} of {len(events)} events"


def _subtitle(whole: Network, events: list[_Event]) -> str:
    left = len(whole) - len(events)
    part = f" ({left} of which less is told left out)" if left else ""
    text = f"{len(events)} events by field{part}; mark = how exactly the date is known"
    if any(event.way in {"after", "before", "onward"} for event in events):
        text += "; pointed = open-ended"
    return text


def _entries(events: list[_Event]) -> list[Entry]:
    """List the ways in which dates are known, with their numbers."""

    def entry(key: str, text: str, way: str, members: list[_Event], *, doubt: bool) -> Entry:
        reach = THICK if way in {"day", "month"} else OPEN + 3
        path = outline(way, -reach / 2, reach / 2, 0, THICK, crossed=key == "put-off")
        look = fill(way, style.INK, uncertain=doubt)
        return Entry(f"way-{key}", f"{text} ({len(members)})", Mark(path, look))

    entries = []
    for way, text in WAYS.items():
        members = [event for event in events if event.way == way]
        if members:
            doubt = all(event.when.uncertain for event in members)
            entries.append(entry(way, text, way, members, doubt=doubt))
    off = [event for event in events if event.put_off]
    if off:
        entries.append(entry("put-off", "plan put off", "within", off, doubt=False))
    doubtful = [event for event in events if event.when.uncertain]
    if doubtful:
        entries.append(entry("doubt", "dashed: bounds uncertain", "within", doubtful, doubt=True))
    return entries


def _describe(network: Network, events: list[_Event]) -> str:
    """Tell in words what the picture shows."""
    names = network.graph["node_kinds"]
    fields = Counter(event.field for event in events)
    ways = Counter(event.way for event in events)
    ranked = sorted(fields.items(), key=lambda item: (-item[1], item[0]))
    said = ", ".join(f"{names[field]} ({number})" for field, number in ranked)
    known = ", ".join(f"{text} ({ways[way]})" for way, text in WAYS.items() if ways[way])
    return (
        f"A chronology of {len(events)} events in {len(fields)} lanes by field: {said}. "
        f"How exactly their dates are known: {known}."
    )
