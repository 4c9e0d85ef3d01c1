"""The pictures: a gallery, and a page of each with its links, its words, its files, its making."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from azru_graph.errors import UnknownNameError
from azru_graph.gallery import by_kind
from azru_graph.pages import drawn

if TYPE_CHECKING:
    from azru_graph.networks import Network
    from azru_graph.pages.drawn import Drawn
    from azru_graph.pages.links import Links
    from azru_graph.pages.site import Page, Site, Values
    from azru_graph.pictures.twin import Entry

__all__ = ["file", "files", "names", "show"]

_HOME = "networks"


class _Told(NamedTuple):
    """A node or an edge in words.

    Attributes:
        at: Its id on the page.
        ends: Link and label of the node, or of the two ends.
        joint: What stands between two ends.
        records: Link and label of each record or claim that the edge stands for.
        details: What else is known.
    """

    at: str
    ends: list[tuple[str, str]]
    joint: str
    records: list[tuple[str, str]]
    details: tuple[str, ...]


class _Part(NamedTuple):
    """All nodes or edges of a kind in words."""

    what: str
    kind: str
    entries: list[_Told]


def names(site: Site) -> list[str]:  # noqa: ARG001 - the same of all
    """List the pictures that have a page here; the timeline has one of its own."""
    return [name for name in drawn.pictured() if drawn.address_of(name) != name]


def show(site: Site, address: str, values: Values) -> Page:
    """Make the gallery, or the page of one picture."""
    if address == _HOME:
        return _gallery(site, address)
    name = address.removeprefix(f"{_HOME}/")
    if name not in names(site):
        raise UnknownNameError("picture", name, names(site))
    wanted = drawn.asked(values)
    chosen, picture, trouble = drawn.tried(site, name, wanted)
    shows = drawn.pictured()[name]
    return site.page(
        "network",
        address,
        title=shows[:1].upper() + shows[1:],
        name=name,
        wanted=wanted,
        offer=drawn.offer(drawn.whole(site, name)),
        trouble=trouble,
        picture=picture,
        lists=_parts(picture, chosen, site.links(address)) if picture and chosen else [],
        forms=drawn.FORMS,
        variants=by_kind(name, drawn.whole(site, name)),
    )


def file(site: Site, address: str, values: Values) -> bytes:
    """Give a picture or its network in the form that the address ends in, ``networks/actors.svg``.

    Raises:
        UnknownNameError: There is no such picture or form; or as `drawn.picture`.
    """
    name, _, form = address.removeprefix(f"{_HOME}/").rpartition(".")
    if name not in names(site):
        raise UnknownNameError("picture", name, names(site))
    return drawn.content(site, name, form, drawn.asked(values))


def files(site: Site) -> list[str]:
    """Name the files beside the static pages; those for print lie with the other pictures."""
    forms = [form for form in drawn.FORMS if form not in {"png", "pdf"}]
    return [f"{drawn.address_of(name)}.{form}" for name in names(site) for form in forms]


def _gallery(site: Site, address: str) -> Page:
    return site.page(
        "gallery",
        address,
        title="Pictures and networks",
        pictures=[
            (name, drawn.address_of(name), shows[:1].upper() + shows[1:])
            for name, shows in drawn.pictured().items()
        ],
    )


def _parts(picture: Drawn, chosen: Network, to: Links) -> list[_Part]:
    def told(entry: Entry) -> _Told:
        ends = zip(entry.at, entry.names, strict=False)  # an edge has a key behind its ends
        return _Told(
            drawn.told_at(*entry.at),
            [(to.iri(iri), name) for iri, name in ends],
            "to" if entry.directed else "with",
            _records(entry, picture.network, chosen, to),
            entry.details,
        )

    return [_Part(part.what, part.kind, list(map(told, part.entries))) for part in picture.parts]


def _records(entry: Entry, network: Network, chosen: Network, to: Links) -> list[tuple[str, str]]:
    if not entry.says:
        return []
    one, other, key = entry.at
    events = network.edges[one, other, key].get("events", ())
    if not events:
        return [(to.iri(key), entry.says)]
    return [(to.iri(event), chosen.edges[one, other, event]["label"]) for event in events]
