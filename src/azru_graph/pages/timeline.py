"""What happened when: the events as a list with their dates in words, and the picture of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph import evidence
from azru_graph.dates import When, when
from azru_graph.pages import drawn
from azru_graph.pages.answers import answer, records
from azru_graph.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azru_graph.evidence import Attestation
    from azru_graph.networks import Network
    from azru_graph.pages.site import Page, Site, Values

__all__ = ["file", "files", "show"]

_NAME = "timeline"
# Ways of `axis.WAYS`.
_VAGUE = frozenset({"after", "before", "untold"})  # and those that have a question mark


class _Event(NamedTuple):
    """An event as it is told."""

    iri: str
    label: str
    lang: str
    field: str
    when: When
    how: str
    vague: bool
    put_off: bool
    who: Sequence[tuple[str, str]]
    passages: tuple[Attestation, ...]


def show(site: Site, address: str, values: Values) -> Page:
    """Make the page; where nothing is left of what was chosen, it says so."""
    wanted = drawn.asked(values)
    whole = drawn.whole(site, _NAME)
    chosen, picture, trouble = drawn.tried(site, _NAME, wanted)
    events = _events(site, chosen, wanted.lang) if chosen else []
    years: dict[int, list[_Event]] = {}
    for event in events:
        if not event.vague:
            years.setdefault(int(event.when.first), []).append(event)
    return site.page(
        _NAME,
        address,
        title="Timeline",
        name=_NAME,
        wanted=wanted,
        offer=drawn.offer(whole),
        number=len(whole),
        trouble=trouble,
        picture=picture,
        forms=drawn.FORMS,
        years=years,
        vague=[event for event in events if event.vague],
        shown=len(events),
    )


def file(site: Site, address: str, values: Values) -> bytes:
    """Give the picture or its network in the form that the address ends in, ``timeline.svg``."""
    name, _, form = address.rpartition(".")
    return drawn.content(site, name, form, drawn.asked(values))


def files(site: Site) -> list[str]:  # noqa: ARG001 - the same of all
    """Name the files beside the static page."""
    return [f"{_NAME}.{form}" for form in drawn.FORMS if form not in {"png", "pdf"}]


def _events(site: Site, network: Network, lang: str) -> list[_Event]:
    """Tell the events of a network in order of time, those that have no bounds left out."""
    from azru_graph.pictures.axis import WAYS, ways_of

    # Of all there is, since it is against all that bounds say nothing.
    every = drawn.whole(site, _NAME).nodes(data=True)
    dates = {node: date for node, told in every if (date := when(told))}
    ways = ways_of(dates)
    own = {node: dates[node] for node in network if node in dates}
    passages = evidence.passages(site.engine, [Iri(node) for node in own]) if own else {}
    who = _who(site)
    events = []
    for node, date in sorted(own.items(), key=lambda pair: (pair[1], pair[0])):
        told = network.nodes[node]
        events.append(
            _Event(
                node,
                told["label"],
                lang if f"label_{lang}" in told else "en",
                network.graph["node_kinds"][told["kind"]],
                date,
                WAYS[ways[node]],
                ways[node] in _VAGUE or date.uncertain,
                "eventStatus" in told,
                who.get(node, ()),
                passages.get(node, ()),
            )
        )
    return events


def _who(site: Site) -> dict[str, list[tuple[str, str]]]:
    """Give for each event who did it, towards whom, who else took part, and where."""
    named = {"who": "by", "towards": "towards", "others": "also there", "place": "at"}
    return {
        row["iri"]: [(word, row[name]) for name, word in named.items() if row[name]]
        for row in records(answer(site.engine, _NAME))
    }
