"""Pictures on pages: drawn one at a time, kept for the next reader, and what may be chosen of them.

Drawing changes settings of matplotlib that all threads share: whoever draws in a service holds
`DRAWING`.
"""

from __future__ import annotations

import json
import shlex
from collections import Counter, OrderedDict
from html import escape
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from azru_graph.errors import AzruError, DataError, ParameterError, UnknownNameError, quoted
from azru_graph.pages.site import first

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from azru_graph.networks import Choices, Network
    from azru_graph.pages.site import Site, Values
    from azru_graph.pictures import Picture
    from azru_graph.pictures.twin import Part

    Told = Mapping[str, Any]

__all__ = [
    "DRAWING",
    "FORMS",
    "Asked",
    "Choice",
    "Drawn",
    "Offer",
    "address_of",
    "asked",
    "chosen",
    "content",
    "offer",
    "picture",
    "pictured",
    "told_at",
    "tried",
    "whole",
]

DRAWING = RLock()
# What a picture and the network behind it are written as, and what each is for.
FORMS = {
    "svg": "picture whose boxes and lines are links",
    "png": "picture of dots, for slides and word processors",
    "pdf": "picture for print",
    "txt": "the picture in words",
    "graphml": "the network behind it, for most network programs",
    "gexf": "the same for Gephi",
    "dot": "the same for Graphviz",
    "cyjs": "the same for Cytoscape",
}
_OF_NETWORK = ("graphml", "gexf", "dot", "cyjs")
_SIZE = "screen"
_MOST_KEPT = 48  # of a graph: pictures of some 300 kB with their words, and networks

_V = TypeVar("_V")


class Asked(NamedTuple):
    """What a reader chose of a picture, as `azru draw` takes it; '' and () choose nothing."""

    since: str = ""
    until: str = ""
    kinds: tuple[str, ...] = ()
    min_weight: int = 1
    voice: str = "all"
    lang: str = "en"

    @property
    def choices(self) -> Choices:
        """The choices as the networks take them."""
        return {
            "since": self.since or None,
            "until": self.until or None,
            "kinds": self.kinds,
            "min_weight": self.min_weight,
            "voice": self.voice,
        }

    @property
    def values(self) -> dict[str, object]:
        """What differs from the picture of all, by the names of the form and of `azru draw`."""
        named = zip(("from", "to", "kinds", "min-weight", "voice", "lang"), self, strict=True)
        return {
            name: value
            for (name, value), usual in zip(named, Asked(), strict=True)
            if value != usual
        }

    def command(self, name: str) -> str:
        """Give the command that draws it."""
        words = ["azru", "draw", name, "--size", _SIZE]
        for option, value in self.values.items():
            for one in value if isinstance(value, tuple) else (value,):
                words += [f"--{option}", str(one)]
        return shlex.join(words)

    def call(self, name: str) -> str:
        """Give the lines of Python that draw it."""
        usual = Asked()._asdict()
        own = {field: value for field, value in self._asdict().items() if value != usual[field]}
        # What texts, lists and numbers look like in JSON, they look like in Python.
        told = "".join(
            f", {field}={json.dumps(value, ensure_ascii=False)}"
            for field, value in {"size": _SIZE, **own}.items()
        )
        return f'import azru_graph as az\n\naz.draw("{name}"{told}).save("{name}.svg")'


class Choice(NamedTuple):
    """A kind to be chosen, and how many nodes or edges are of it."""

    kind: str
    label: str
    number: int


class Offer(NamedTuple):
    """What may be chosen of a network, where it makes a difference.

    Attributes:
        lines: The kinds of edges.
        boxes: The kinds of nodes.
        dated: Whether anything has a date.
        weighty: Whether two nodes are joined by several edges of a kind.
        voiced: Whether anything is a claim.
        languages: Those, beside English, in which anything has a name.
    """

    lines: tuple[Choice, ...]
    boxes: tuple[Choice, ...]
    dated: bool
    weighty: bool
    voiced: bool
    languages: tuple[str, ...]


class Drawn(NamedTuple):
    """A picture for a page.

    Attributes:
        svg: A file of its own.
        inline: The element for the page itself.
        network: The nodes and edges that are drawn, and no others.
        parts: The same in words.
        text: These as plain text.
        heading: Its title.
        summary: What it shows, in words.
        foot: What stands at its foot.
        version: The state of the data.
    """

    svg: bytes
    inline: str
    network: Network
    parts: list[Part]
    text: str
    heading: str
    summary: str
    foot: str
    version: str


class _Kept:
    """What was made last, by a key."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], _V]) -> _V:
        """Give what is kept, or make it; of several who want the same, one makes it."""
        found = self._found(key)
        if found is None:
            with DRAWING:
                found = self._found(key)
                if found is None:
                    found = make()
                    with self._lock:
                        self._made[key] = found
                        while len(self._made) > _MOST_KEPT:
                            self._made.popitem(last=False)
        made: _V = found
        return made

    def _found(self, key: Hashable) -> Any:  # noqa: ANN401 -- whatever was made
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
            return self._made.get(key)


_KEPT: WeakKeyDictionary[Site, _Kept] = WeakKeyDictionary()
_KEEPING = Lock()  # not `DRAWING`: what is kept is given while something else is drawn


def pictured() -> dict[str, str]:
    """Give the pictures that need no entity: name → what each shows."""
    from azru_graph.networks import entities_of
    from azru_graph.pictures import PICTURES

    return {name: shows for name, (view, _, shows) in PICTURES.items() if not entities_of(view)}


def address_of(name: str) -> str:
    """Give the address of the page of a picture; its files are there with their suffixes."""
    return name if name == "timeline" else f"networks/{name}"


def told_at(*at: str) -> str:
    """Give the id of a node or an edge, told by its `Entry.at`, in the picture in words."""
    from azru_graph.pictures.sheet import gid

    return gid("told", *at)


def asked(values: Values) -> Asked:
    """Read what a reader chose.

    Raises:
        ParameterError: A least weight is no whole number.
    """
    least = first(values, "min-weight")
    if least and not (least.isdecimal() and len(least) < len("1000000")):
        raise ParameterError(
            f"{quoted(least)} is no number of events", remedy="give a number from 1 on"
        )
    return Asked(
        since=first(values, "from"),
        until=first(values, "to"),
        kinds=tuple(sorted({kind for kind in values.get("kinds", ()) if kind})),
        min_weight=int(least or 1),
        voice=first(values, "voice") or "all",
        lang=first(values, "lang") or "en",
    )


def whole(site: Site, name: str) -> Network:
    """Give the network behind a picture that needs no entity; raise UnknownNameError for others."""
    from azru_graph.networks import network
    from azru_graph.pictures import PICTURES

    if name not in pictured():
        raise UnknownNameError("picture", name, pictured())
    view = PICTURES[name][0]
    return _kept(site).get(view, lambda: network(site.engine, view))


def chosen(site: Site, name: str, wanted: Asked) -> Network:
    """Give the part of that network which was chosen; raises as `networks.choose`."""
    from azru_graph.networks import choose, in_language

    return in_language(choose(whole(site, name), **wanted.choices), wanted.lang)


def offer(network: Network) -> Offer:
    """Say what may be chosen of a network."""
    from azru_graph.networks.choosing import LANGUAGES

    edges = list(network.edges(data=True))
    every = [*(told for *_, told in edges), *(told for _, told in network.nodes(data=True))]
    groups = Counter((one, other, told["kind"], told["directed"]) for one, other, told in edges)
    return Offer(
        _choices((told for *_, told in edges), network.graph.get("kinds", {})),
        _choices((told for _, told in network.nodes(data=True)), network.graph["node_kinds"]),
        dated=any("notBefore" in told or "notAfter" in told for told in every),
        weighty=any(number > 1 for number in groups.values()),
        voiced=any("mode" in told for told in every),
        languages=tuple(
            language for language in LANGUAGES if any(f"label_{language}" in told for told in every)
        ),
    )


def picture(site: Site, name: str, wanted: Asked) -> Drawn:
    """Draw what was chosen for the page of the picture.

    Raises:
        DataError: Nothing is left, there is nothing to draw, or the font lacks a character.
        UsageError: What was chosen means nothing, or not even the least of it can be drawn.
    """
    return _kept(site).get((name, wanted), lambda: _drawn(site, name, wanted))


def tried(
    site: Site, name: str, wanted: Asked
) -> tuple[Network | None, Drawn | None, AzruError | None]:
    """Give what was chosen and its picture, or what hinders either: no fault of who asked.

    Raises:
        UnknownNameError, ParameterError: What was chosen means nothing.
    """
    try:
        part = chosen(site, name, wanted)
    except DataError as error:
        return None, None, error
    try:
        return part, picture(site, name, wanted), None
    except AzruError as error:
        return part, None, error


def content(site: Site, name: str, form: str, wanted: Asked) -> bytes:
    """Give a picture, or the network behind it, as a file; raises as `picture`.

    Raises:
        UnknownNameError: There is no such picture or form.
    """
    if form not in FORMS:
        raise UnknownNameError("form of a picture", form, FORMS)
    if form in _OF_NETWORK:
        from azru_graph.networks.formats import write

        return write(chosen(site, name, wanted), form)
    if form in {"svg", "txt"}:
        made = picture(site, name, wanted)
        return made.svg if form == "svg" else made.text.encode()
    from azru_graph.pictures.saving import written

    with DRAWING:
        return written(_made(site, name, wanted, "page"), form)


def _kept(site: Site) -> _Kept:
    with _KEEPING:
        return _KEPT.setdefault(site, _Kept())


def _choices(every: Iterable[Told], labels: Mapping[str, str]) -> tuple[Choice, ...]:
    numbers = Counter(told["kind"] for told in every)
    return tuple(
        Choice(kind, labels.get(kind, kind), number)
        for kind, number in sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _made(site: Site, name: str, wanted: Asked, size: str) -> Picture:
    from azru_graph import pictures

    setting = pictures.Setting(size=pictures.size_named(size), **pictures.origin(site.engine))
    network = whole(site, name)
    drawer = pictures.PICTURES[name][1]
    return pictures.drawn(drawer, network, setting, lang=wanted.lang, **wanted.choices)


def _drawn(site: Site, name: str, wanted: Asked) -> Drawn:
    from azru_graph.pictures.linking import inline, linked
    from azru_graph.pictures.twin import parts

    made = _made(site, name, wanted, _SIZE)
    address = address_of(name)
    to = site.links(address)
    here = to.page(address, **wanted.values)

    def edge(one: str, other: str, key: str) -> str:
        """Lead to the one record or claim that the edge stands for; if several, to their list."""
        records = made.network.edges[one, other, key].get("events", (key,))
        own = to.iri(records[0]) if len(records) == 1 else ""
        return own or f"{here}#{told_at(one, other, key)}"

    svg = linked(made, to.iri, edge)
    within = inline(svg).replace(f'href="{escape(here)}#', 'href="#')
    setting = made.setting
    return Drawn(
        svg,
        within,
        made.network,
        parts(made),
        made.text(),
        made.heading,
        made.summary,
        setting.foot,
        setting.version,
    )
