"""Content negotiation: which of the media types on offer a client likes best.

RFC 9110, section 12.5.1. Pure functions over the text of a header.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["best", "quality", "suffixed"]

_TOKEN = r"[\w!#$%&'*+.^`|~-]+"  # noqa: S105 - RFC 9110, section 5.6.2
_PARAMETER = re.compile(rf"\s*;\s*(?:({_TOKEN})=({_TOKEN}|\"(?:[^\"\\]|\\.)*\"))?\s*", re.ASCII)
_RANGE = re.compile(rf"\s*({_TOKEN})(?:/({_TOKEN}))?\s*", re.ASCII)
_ELEMENT = re.compile(r"(?:[^,\"]|\"(?:[^\"\\]|\\.)*\"?)+")
_QUALITY = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
_LONGEST = 4096  # signs of a header that are read


class _Range(NamedTuple):
    """One element of a header: ``text/*;q=0.5``; q among the parameters no more."""

    type: str
    subtype: str
    parameters: Mapping[str, str]
    quality: float


def best(accept: str | None, offers: Sequence[str]) -> str | None:
    """Choose a media type.

    The highest quality wins, then the range that fits most closely, then the order of the offers.
    A parameter that an offer lacks makes a range fit less closely, but not refuse it.

    Args:
        accept: The header; None where there is none. What is malformed in it is passed over; if
            nothing is left, it is as if there were none.
        offers: Media types, the preferred first; at least one.

    Returns:
        One of the offers; None where the client takes none of them.

    >>> best("text/turtle;q=0.8, application/*", ["text/turtle", "application/ld+json"])
    'application/ld+json'
    >>> best("text/turtle;q=0, */*", ["text/turtle"]) is None
    True
    """
    return _best((accept or "")[:_LONGEST], tuple(offers))


@lru_cache(maxsize=1024)
def _best(accept: str, offers: tuple[str, ...]) -> str | None:
    ranges = tuple(_ranges(accept))
    if not ranges:
        return offers[0]
    liked = {offer: _liked(ranges, offer) for offer in offers}
    found = max(offers, key=liked.__getitem__)  # the first of those that are liked alike
    return found if liked[found][0] > 0 else None


def quality(header: str | None, token: str) -> float:
    """Tell how much a client likes a coding, by a header such as ``Accept-Encoding``.

    >>> quality("gzip;q=0.5, br", "gzip"), quality("*", "gzip"), quality("gzip;q=0, *", "gzip")
    (0.5, 1.0, 0.0)
    >>> quality(None, "gzip")
    0.0
    """
    return _quality((header or "")[:_LONGEST], token)


@lru_cache(maxsize=1024)
def _quality(header: str, token: str) -> float:
    ranges = {one.type: one.quality for one in _ranges(header)}
    return ranges.get(token, ranges.get("*", 0.0))


def suffixed(name: str, kinds: Mapping[str, str]) -> tuple[str, str | None]:
    """Take a known suffix off a name; None where it has none.

    >>> suffixed("state-russia.ttl", {"ttl": "text/turtle"})
    ('state-russia', 'text/turtle')
    >>> suffixed("passage-s3p4.2", {"ttl": "text/turtle"})
    ('passage-s3p4.2', None)
    """
    stem, dot, end = name.rpartition(".")
    return (stem, kinds[end]) if dot and stem and end in kinds else (name, None)


def _liked(ranges: Sequence[_Range], offer: str) -> tuple[float, float]:
    """Give the quality of an offer, and how closely the range that decides on it fits."""
    wanted = next(_ranges(offer))
    fitting = ((_closeness(one, wanted), one.quality) for one in ranges)
    closeness, liked = max(
        ((close, liked) for close, liked in fitting if close), default=(0.0, 0.0)
    )
    return liked, closeness


def _closeness(one: _Range, offer: _Range) -> float:
    """Tell how closely a range fits an offer: 0 where not at all."""
    if one.type == "*":
        return 1.0
    if one.type != offer.type:
        return 0.0
    if one.subtype == "*":
        return 2.0
    told = {"charset": "utf-8", **offer.parameters}
    if one.subtype != offer.subtype or any(
        told.get(name, value) != value for name, value in one.parameters.items()
    ):
        return 0.0
    return 4.0 + sum(1 if name in offer.parameters else -0.01 for name in one.parameters)


def _ranges(header: str) -> Iterator[_Range]:
    """Read the elements of a header; what is malformed is passed over."""
    for element in _ELEMENT.findall(header):
        found = _RANGE.match(element)
        if not found or (found[1] == "*" and found[2] not in {None, "*"}):
            continue
        end, parameters = found.end(), {}
        while part := _PARAMETER.match(element, end):
            end = part.end()
            if part[1]:
                value = re.sub(r"\\(.)", r"\1", part[2][1:-1]) if part[2][0] == '"' else part[2]
                parameters[part[1].lower()] = value.lower()
        liked = parameters.pop("q", "1")
        if end == len(element) and _QUALITY.fullmatch(liked):
            kind, sub = found[1].lower(), (found[2] or "*").lower()
            yield _Range(kind, sub, parameters, float(liked))
