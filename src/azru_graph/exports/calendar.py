"""The dated events as a calendar (iCalendar, RFC 5545, with the properties of RFC 7986).

Every event lasts whole days: from the first that the article allows to the last, so that DTEND,
which is exclusive, is the day after. How exact the date is stands in the description and in
``X-AZRU-EDTF`` and ``X-AZRU-PRECISION``; ``X-AZRU-UNDATED`` of the calendar counts the events that
are left out.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from azru_graph import __version__
from azru_graph.exports.about import about
from azru_graph.exports.events import events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from azru_graph.exports.content import Content
    from azru_graph.exports.events import Event

__all__ = ["icalendar"]

_LONGEST = 75  # octets of a line, RFC 5545, section 3.1
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_URI = "!#$%&'()*+,/:;=?@[]~"


def icalendar(content: Content) -> bytes:
    """Write one VEVENT for each dated event; DTSTAMP is the day the data were modified last.

    Raises:
        EmptyExportError: No event has a date; a calendar may not be empty.
    """
    told, found = about(content), events(content)
    stamp = (
        f"{_day(told.modified or date(1970, 1, 1))}T000000Z"  # any day, so it be always the same
    )
    name = _text(content.rebased(told.title))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//azru-graph//azru-graph {__version__}//EN",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        f"DESCRIPTION:{_text(found.left_out)}",
        f"X-AZRU-UNDATED:{found.undated}",
        *(line for event in found.dated for line in _event(event, stamp)),
        "END:VCALENDAR",
    ]
    return b"".join(map(_folded, lines))


def _event(event: Event, stamp: str) -> Iterator[str]:
    passages = f" Passages: {', '.join(event.passages)}." if event.passages else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.iri)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_day(event.first)}"
    yield f"DTEND;VALUE=DATE:{_day(event.last + timedelta(days=1))}"
    yield f"SUMMARY:{_text(event.label)}"
    yield f"DESCRIPTION:{_text(event.dating + passages)}"
    if event.kinds:
        yield f"CATEGORIES:{','.join(map(_text, event.kinds))}"
    if event.places:
        yield f"LOCATION:{_text('; '.join(event.places))}"
    if not event.held:
        yield "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    yield f"URL:{quote(event.iri, safe=_URI)}"
    if event.edtf:
        yield f"X-AZRU-EDTF:{_text(event.edtf)}"
    if event.precision:
        yield f"X-AZRU-PRECISION:{_text(event.precision)}"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """Write a TEXT value (section 3.3.11)."""
    return _CONTROL.sub("\ufffd", text).translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """Fold a line so that no part of it is longer than 75 octets and no sign is cut."""
    parts = [""]
    size = 0
    for sign in line:
        own = len(sign.encode())
        if size + own > _LONGEST:
            parts.append(" ")
            size = 1
        parts[-1] += sign
        size += own
    return "\r\n".join([*parts, ""]).encode()
