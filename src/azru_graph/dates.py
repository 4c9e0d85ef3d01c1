"""Dates as exact as they are known, read from EDTF: where they lie, and how to say them.

The part of EDTF (ISO 8601-2) that the data use: a day, month, season or year, each perhaps with a
question mark; ``a/b``, what lasts from one to the other; ``[a..b]``, some time between the two.
A side that is missing is open.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["When", "when"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d\??")
_SHORT = 31  # days, of a month


class When(NamedTuple):
    """When something was: its outer bounds, and what is known between them.

    Attributes:
        first: The earliest day, in years: 1992.5 is the middle of 1992.
        last: The end of the latest day.
        since: Whether the date gives the earliest day; else the bound is that of all there is.
        until: Whether the date gives the latest day.
        lasting: Whether it went on from the one to the other; else it was some time within.
        uncertain: Whether the date has a question mark.
        by_day: Whether every day that the date names is named as a day, and none is a choice.
        text: The date in words.
    """

    first: float
    last: float
    since: bool
    until: bool
    lasting: bool
    uncertain: bool
    by_day: bool
    text: str

    @property
    def short(self) -> bool:
        """Whether the bounds are no further apart than a month is long."""
        return (self.last - self.first) * 365 < _SHORT + 0.9


def when(told: Mapping[str, Any]) -> When | None:
    """Read the date of a node or edge: ``edtf``, ``notBefore``, ``notAfter``; None without bounds.

    >>> when({"edtf": "[1996..]", "notBefore": "1996-01-01", "notAfter": "2010-12-31"}).text
    '1996 or later'
    """
    try:
        first, last = (date.fromisoformat(str(told[name])) for name in ("notBefore", "notAfter"))
    except (KeyError, ValueError):
        return None
    edtf = str(told.get("edtf", "")) or f"{first}/{last}"
    choice = re.fullmatch(r"\[(.*?)(?:\.\.(.*))?\]", edtf)
    start, _, end = edtf.partition("/")
    lasting = "/" in edtf
    if choice:
        start, end = choice[1], choice[1] if choice[2] is None else choice[2]
    elif not lasting:
        end = start
    return When(
        first=_years(first),
        last=_years(last, end=True),
        since=bool(start),
        until=bool(end),
        lasting=lasting,
        uncertain="?" in edtf,
        by_day=not choice and all(map(_DAY.fullmatch, (start, end))),
        text=_text(start, end, lasting=lasting),
    )


def _years(day: date, *, end: bool = False) -> float:
    """Give a day as a year and its part, at its beginning or its end."""
    begin = date(day.year, 1, 1).toordinal()
    length = date(day.year, 12, 31).toordinal() - begin + 1
    return day.year + (day.toordinal() - begin + end) / length


def _text(start: str, end: str, *, lasting: bool) -> str:
    first, last = _named(start), _named(end)
    if not end:
        return f"from {first} on" if lasting else f"{first} or later"
    if not start:
        return f"until {last}" if lasting else f"{last} or earlier"
    if start == end:
        return first
    if "?" in first + last or first in last:
        return f"{first} \u2013 {last}"
    if " " not in last:
        return (
            f"{first.removesuffix(f' {last}')} \u2013 end of {last}"
            if last in first
            else (f"{first} \u2013 {last}" if " " in first else f"{first}\u2013{last}")
        )
    # What the two have in common is said once: 24–30 Jan 2002.
    for tail in (last.partition(" ")[2], last.rpartition(" ")[2]):
        if first.endswith(f" {tail}"):
            first = first.removesuffix(f" {tail}")
            break
    return f"{first} \u2013 {last}" if " " in first else f"{first}\u2013{last}"


def _named(part: str) -> str:
    """Say a day, month, season or year of EDTF; what is none of them stays as it is.

    >>> _named("1993-06-15?")
    '15 Jun 1993?'
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(\??)", part)
    if not found:
        return part
    year, month, day, doubt = found.groups()
    if month is None:
        return year + doubt
    number = int(month)
    name = _SEASONS.get(month) or (_MONTHS[number - 1] if 1 <= number <= len(_MONTHS) else month)
    return f"{int(day)} {name} {year}{doubt}" if day else f"{name} {year}{doubt}"
