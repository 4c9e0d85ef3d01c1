"""The dated events of a content, for calendars and timelines."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from azru_graph.dates import when
from azru_graph.errors import EmptyExportError
from azru_graph.queries import texts
from azru_graph.terms import local_name

if TYPE_CHECKING:
    from azru_graph.exports.content import Content

__all__ = ["Event", "Events", "events"]

_EVENTS = """
SELECT ?event (MIN(?label) AS ?name) (MIN(?from) AS ?first) (MAX(?until) AS ?last)
  (MIN(?date) AS ?edtf) (MIN(?exact) AS ?precision) (MIN(STR(?is)) AS ?status)
{
  ?event a azru:Event
  OPTIONAL { ?event rdfs:label ?label }
  OPTIONAL { ?event azru:notBefore ?from }
  OPTIONAL { ?event azru:notAfter ?until }
  OPTIONAL { ?event azru:edtf ?date }
  OPTIONAL { ?event azru:datePrecision/skos:prefLabel ?exact }
  OPTIONAL { ?event schema:eventStatus ?is }
}
GROUP BY ?event"""
_TOLD = "SELECT DISTINCT ?event ?text { ?event a azru:Event ; %s ?text }"
_NOT_HELD = {"EventCancelled", "EventPostponed", "EventRescheduled"}


class Event(NamedTuple):
    """An event with its date; what the graph does not tell is ''.

    Attributes:
        iri: Under the base asked for.
        label: Its name; without one, the last part of its IRI.
        first: The earliest day that the article allows.
        last: The latest day.
        edtf: The date as the article knows it.
        precision: How exactly that is: day, month, year …
        words: The date in words.
        since: Whether the article gives the earliest day; else that is its horizon, or what its
            other dates allow.
        until: The same of the latest day; at least one of the two is given.
        held: False for a plan that was put off or given up.
        kinds: Names of its types.
        places: Names of where it was.
        passages: Marks of the passages that report it.
    """

    iri: str
    label: str
    first: date
    last: date
    edtf: str
    precision: str
    words: str
    since: bool
    until: bool
    held: bool
    kinds: tuple[str, ...]
    places: tuple[str, ...]
    passages: tuple[str, ...]

    @property
    def dating(self) -> str:
        """Sentences on what is known of the date."""
        bounds = (
            "The days shown are the outer bounds of what the article allows."
            if self.since and self.until
            else f"The article gives no {'end' if self.since else 'beginning'}; the"
            f" {'last' if self.since else 'first'} day shown is the utmost that it allows."
        )
        plan = "" if self.held else " Planned for this time, and not held then."
        exact = f", precision: {self.precision}" if self.precision else ""
        return f"Date: {self.words} (EDTF {self.edtf or 'not given'}{exact}). {bounds}{plan}"


class Events(NamedTuple):
    """The events that have a place in time, by their first day, and how many have none.

    Attributes:
        dated: Events with bounds of their own.
        undated: Number of events whose bounds are but the horizon of the article, or that have no
            usable bounds.
    """

    dated: tuple[Event, ...]
    undated: int

    @property
    def left_out(self) -> str:
        """A sentence on the events that are left out."""
        return f"Events left out, since the article gives no bound for their dates: {self.undated}."


def events(content: Content) -> Events:
    """Read the events.

    Raises:
        EmptyExportError: No event has a date, so that there is nothing to put into a calendar.
    """
    kinds, places, passages = (
        _told(content, path)
        for path in (
            "azru:eventType/skos:prefLabel",
            "azru:tookPlaceAt/rdfs:label",
            "azru:attestedIn/skos:notation",
        )
    )
    found: list[Event] = []
    rows = texts(content.engine, _EVENTS)
    horizon = min((row[2] for row in rows), default=""), max((row[3] for row in rows), default="")
    for iri, label, first, last, edtf, precision, status in rows:
        dated = when({"edtf": edtf, "notBefore": first, "notAfter": last})
        neither = dated and not (dated.since or dated.until)
        if not dated or neither or (_in_doubt(edtf) and (first, last) == horizon):
            continue
        bounds = date.fromisoformat(first), date.fromisoformat(last)
        if not bounds[0] <= bounds[1] < date.max:
            continue
        event = Event(
            content.rebased(iri),
            label or local_name(iri),
            *bounds,
            edtf=edtf,
            precision=precision,
            words=dated.text,
            since=dated.since,
            until=dated.until,
            held=local_name(status) not in _NOT_HELD,
            kinds=tuple(kinds[iri]),
            places=tuple(places[iri]),
            passages=tuple(passages[iri]),
        )
        found.append(event)
    if not found:
        raise EmptyExportError(
            "no event has a date",
            remedy="give events azru:notBefore and azru:notAfter, or choose another format",
        )
    found.sort(key=lambda event: (event.first, event.last, event.iri))
    return Events(tuple(found), len(rows) - len(found))


def _told(content: Content, path: str) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for event, text in sorted(texts(content.engine, _TOLD % path)):
        found[event].append(text)
    return found


def _in_doubt(edtf: str) -> bool:
    """Tell whether both sides of an interval are marked as uncertain."""
    sides = edtf.split("/")
    return len(sides) > 1 and all(side.endswith("?") for side in sides)
