"""The picture of who is held to have which interest, and of what that led to."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np

from azru_graph.errors import DataError
from azru_graph.networks import Network
from azru_graph.pictures import claims, style
from azru_graph.pictures.columns import Columns, Look, draw_columns, laid_in_columns
from azru_graph.pictures.page import Page, largest
from azru_graph.pictures.parts import counted
from azru_graph.pictures.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from azru_graph.pictures.picture import Setting

__all__ = ["draw_interests"]

_HAS = "hasInterestIn"
_SHARES = (0.6, 1.05, 1.35)  # of the width: holders, interests, effects
_Has = tuple[str, str, str, dict[str, Any]]  # holder, interest, claim, what is told of it
_NARROW = 300  # points of a page on which the columns stand closer


class _Held:
    """Who is held to have which interests, in order, and what these led to."""

    def __init__(self, whole: Network) -> None:
        self.whole = whole
        edges = sorted(whole.edges(keys=True, data=True), key=lambda edge: edge[:3])
        self.has = [edge for edge in edges if edge[3]["kind"] == _HAS]
        self.led = [edge for edge in edges if edge[3]["kind"] != _HAS]
        self.holders = _in_order(self.has)
        rank = {holder: number for number, holder in enumerate(self.holders)}
        self.effects: defaultdict[str, list[str]] = defaultdict(list)
        for one, other, *_ in self.led:
            self.effects[one].append(other)
        causes = defaultdict[str, int](int)
        for _, other, *_ in self.led:
            causes[other] += 1
        first: dict[str, int] = {}
        for holder, other, *_ in self.has:
            first[other] = min(first.get(other, len(rank)), rank[holder])

        def order(one: str) -> tuple[object, ...]:
            effects = self.effects.get(one, [])
            # Of one holder, first those that led to the same, then those that led to nothing.
            shared = min(((-causes[effect], effect) for effect in effects), default=(1, ""))
            return first[one], shared, one

        self.interests = sorted(first, key=order)
        # Of each holder one in turn, so that none goes missing.
        turn: dict[str, tuple[int, int]] = {}
        for number in range(len(rank)):
            own = [one for one in self.interests if first[one] == number]
            turn |= {one: (place, number) for place, one in enumerate(own)}
        self.ranked = sorted(self.interests, key=lambda one: turn[one])

    def part(
        self, kept: Collection[str], *, with_effects: bool = True
    ) -> tuple[Network, tuple[list[str], ...]]:
        """Give the network of some interests, and its columns."""
        has = [edge for edge in self.has if edge[1] in kept]
        led = [edge for edge in self.led if with_effects and edge[0] in kept]
        interests = [one for one in self.interests if one in kept]
        place = {one: number for number, one in enumerate(interests)}
        causes: defaultdict[str, list[int]] = defaultdict(list)
        for one, other, *_ in led:
            causes[other].append(place[one])
        effects = sorted(causes, key=lambda one: (sum(causes[one]) / len(causes[one]), one))
        with_some = {one for one, *_ in has}
        holders = [one for one in self.holders if one in with_some]
        columns = (holders, interests, effects)
        network = Network(**self.whole.graph)
        for node in sorted(node for column in columns for node in column):
            network.add_node(node, **self.whole.nodes[node])
        network.add_edges_from((one, other, key, dict(told)) for one, other, key, told in has + led)
        return network, columns if effects else columns[:2]


def _in_order(has: Sequence[_Has]) -> list[str]:
    """Order holders by the number of their interests; those who share one stand together."""
    many = Counter(holder for holder, *_ in has)
    ranked = sorted(many, key=lambda holder: (-many[holder], holder))
    rank = {holder: number for number, holder in enumerate(ranked)}
    with_it: defaultdict[str, list[int]] = defaultdict(list)
    for holder, other, *_ in has:
        with_it[other].append(rank[holder])
    beside = dict(rank)
    for holder, other, *_ in has:
        beside[holder] = min(beside[holder], *with_it[other])
    return sorted(ranked, key=lambda holder: (beside[holder], rank[holder]))


def draw_interests(network: Network, setting: Setting) -> Picture:
    """Draw who is held to have which interest, and what that is held to have led to.

    Takes the network ``interests``. Where not all interests fit the size, those that led to most
    are drawn, and the subtitle says how many are left out.

    Raises:
        DataError: No interest is there, or the font lacks a character of a label.
        ParameterError: Not even one interest fits the size.
    """
    held = _Held(network)
    if not held.interests:
        raise DataError(
            "there is no claim about an interest to draw", remedy="draw from data that has some"
        )
    with mpl.rc_context(style.rc()):
        found = _attempt(held, held.ranked, setting) or _attempt(
            held, held.ranked, setting, with_effects=False
        )
        if found is None:
            found = largest(
                len(held.ranked),
                lambda count: _attempt(held, held.ranked[:count], setting),
                "no interest fits",
                setting,
            )
        part, page, laid = found
        sheet, corner = page.sheet(laid.height)
        look = Look(
            box=lambda told: claims.box(str(told["kind"])),
            line=lambda told: claims.line(told, "")[2],
        )
        draw_columns(sheet, np.array(corner), part, laid, look)
    return Picture(sheet.figure, part, _title(held), _describe(held), setting, "interests")


def _attempt(
    held: _Held, kept: list[str], setting: Setting, *, with_effects: bool = True
) -> tuple[Network, Page, Columns] | None:
    part, columns = held.part(kept, with_effects=with_effects)
    kinds, names = part.graph["kinds"], part.graph["node_kinds"]
    page = Page(
        setting,
        _title(held),
        _subtitle(held, part),
        (
            counted(
                "edge",
                (claims.line(told, kinds[told["kind"]]) for *_, told in part.edges(data=True)),
            ),
            counted(
                "node",
                (
                    (told["kind"], names[told["kind"]], claims.box(told["kind"]))
                    for _, told in part.nodes(data=True)
                ),
            ),
        ),
    )
    between = 24 if setting.size.width < _NARROW else 52
    laid = laid_in_columns(part, columns, _SHARES[: len(columns)], page, between=between)
    return (part, page, laid) if laid else None


def _title(held: _Held) -> str:
    first = held.holders[0]
    count = sum(holder == first for holder, *_ in held.has)
    label = held.whole.nodes[first]["label"]
    plain = "Who is held to have which interests"
    return f"{plain}: {count} of {len(held.has)} are ascribed to {label}"


def _subtitle(held: _Held, part: Network) -> str:
    kinds = [kind for *_, kind in part.edges(data="kind")]
    has, left = kinds.count(_HAS), len(held.has) - kinds.count(_HAS)
    some = f" (of each holder in turn; {left} left out)" if left else ""
    led = len(kinds) - has
    onward = f", and {led} that such an interest led to or motivated something" if led else ""
    if held.led and not led:
        onward = f" (what they led to, by {len(held.led)} more claims, is left out)"
    return (
        f"{has} claims that somebody has an interest{some}{onward}; "
        "the author's unless marked otherwise; each is a claim, not a finding"
    )


def _describe(held: _Held) -> str:
    labels = held.whole.nodes(data="label")
    told = []
    for holder in held.holders:
        own = [labels[other] for one, other, *_ in held.has if one == holder]
        told.append(f"{labels[holder]}: {', '.join(own)}.")
    return (
        "Interests that somebody is held to have, with lines to what they are held to have led to. "
        f"{' '.join(told)}"
    )
