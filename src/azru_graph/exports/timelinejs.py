"""The dated events as the JSON of TimelineJS (Knight Lab, version 3).

The start and end of a slide are the outer bounds of its date; what is shown in their place
(``display_date``) is the date as the article knows it, with its precision.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from azru_graph.exports.about import about
from azru_graph.exports.events import events
from azru_graph.exports.plain import keys

if TYPE_CHECKING:
    from datetime import date

    from azru_graph.exports.content import Content
    from azru_graph.exports.events import Event

__all__ = ["timelinejs"]


def timelinejs(content: Content) -> bytes:
    """Write a title and one slide for each dated event.

    Raises:
        EmptyExportError: No event has a date; TimelineJS shows no timeline without one.
    """
    title, found = content.rebased(about(content).title), events(content)
    names = keys(event.iri for event in found.dated)
    timeline = {
        "title": {
            "unique_id": "title",
            "text": {"headline": escape(title), "text": _paragraph(found.left_out)},
        },
        "events": [_slide(event, names[event.iri]) for event in found.dated],
    }
    return (json.dumps(timeline, ensure_ascii=False, indent=1) + "\n").encode()


def _slide(event: Event, name: str) -> dict[str, Any]:
    told = {
        "Passages": ", ".join(event.passages),
        "Places": ", ".join(event.places),
        "IRI": event.iri,
    }
    lines = [event.dating, *(f"{word}: {text}" for word, text in told.items() if text)]
    precision = f" ({event.precision})" if event.precision else ""
    slide: dict[str, Any] = {
        "unique_id": f"slide-{name}",
        "start_date": _day(event.first),
        "end_date": _day(event.last),
        "display_date": event.words + precision,
        "text": {"headline": escape(event.label), "text": "".join(map(_paragraph, lines))},
        "autolink": False,
    }
    if event.kinds:
        slide["group"] = event.kinds[0]
    return slide


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
