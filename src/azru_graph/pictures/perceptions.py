"""The picture of who is held to see whom as what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np

from azru_graph.errors import DataError, ParameterError
from azru_graph.networks import Network
from azru_graph.pictures import claims, style
from azru_graph.pictures.columns import Columns, Look, draw_columns, laid_in_columns
from azru_graph.pictures.layered import counted
from azru_graph.pictures.page import Page, most_that_fit
from azru_graph.pictures.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from azru_graph.pictures.picture import Setting

__all__ = ["draw_perceptions"]

_IMAGE = "concept"  # the kind of the boxes between observer and observed
_SHARES = (0.8, 1.0, 0.8)  # of the width: observers, images, observed
_NARROW = 300  # points of a page on which the columns stand closer
_TWIN = "#observed"
_Claim = tuple[str, str, str]


def draw_perceptions(network: Network, setting: Setting) -> Picture:
    """Draw each claim about a perception as a line from the observer through the image.

    Takes the network ``perceptions``. Whoever is both observer and observed stands on both sides.
    Where not all claims fit the size, those of the observers with most are drawn, and the subtitle
    says how many are left out.

    Raises:
        DataError: No perception is there, or the font lacks a character of a label.
        ParameterError: Not even one perception fits the size.
    """
    if not network.number_of_edges():
        raise DataError(
            "there is no claim about a perception to draw", remedy="draw from data that has some"
        )
    edges = sorted(network.edges(keys=True))
    many = Counter(observer for observer, *_ in edges)
    ranked = sorted(edges, key=lambda edge: (-many[edge[0]], edge))
    with mpl.rc_context(style.rc()):
        fitting = most_that_fit(
            len(ranked), lambda count: _attempt(network, ranked[:count], setting)
        )
        if fitting is None:
            raise ParameterError(
                f"no perception fits a picture of the size '{setting.size.name}'",
                remedy="take a larger size",
            )
        part, page, laid = fitting[1]
        sheet, corner = page.sheet(laid.height)
        look = Look(box=lambda told: claims.box(str(told["kind"])), line=_stroke)
        draw_columns(sheet, np.array(corner), part, laid, look)
    return Picture(
        sheet.figure, part, _title(network), _describe(network), setting, "perceptions"
    )


def _attempt(
    network: Network, kept: Sequence[_Claim], setting: Setting
) -> tuple[Network, Page, Columns] | None:
    part, columns = _part(network, kept)
    names = network.graph["node_kinds"] | {_IMAGE: "image"}
    left = network.number_of_edges() - len(kept)
    some = f" (of those who are held to see most; {left} left out)" if left else ""
    page = Page(
        setting,
        _title(network),
        f"{len(kept)} claims{some} about how somebody sees somebody else; from the observer (left) "
        "through the image to the observed (right); each is a claim, not a finding",
        (
            counted("edge", (_line(network.edges[edge]) for edge in kept)),
            counted(
                "node",
                (
                    (told["kind"], names[told["kind"]], claims.box(told["kind"]))
                    # One who stands on both sides counts once.
                    for node, told in part.nodes(data=True)
                    if not (node.endswith(_TWIN) and node.removesuffix(_TWIN) in part)
                ),
            ),
        ),
    )
    between = 22 if setting.size.width < _NARROW else 48
    laid = laid_in_columns(part, columns, _SHARES, page, gap=7, between=between)
    return (part, page, laid) if laid else None


def _part(network: Network, kept: Sequence[_Claim]) -> tuple[Network, tuple[list[str], ...]]:
    """Give a box for each observer, each image that a claim names, and each observed."""
    part = Network(
        kinds=network.graph["kinds"],
        node_kinds=dict(sorted({**network.graph["node_kinds"], _IMAGE: "image"}.items())),
    )
    most = Counter(observed for _, observed, _ in kept)
    own = Counter(observer for observer, *_ in kept)
    main = {}  # of each observer, the observed one that most see
    for observer, observed, _ in sorted(kept, key=lambda edge: (most[edge[1]], edge)):
        main[observer] = observed
    observers = sorted(
        main, key=lambda one: (-most[main[one]], main[one], -own[one], one)
    )
    order = {observer: number for number, observer in enumerate(observers)}
    images, seen = [], []
    for observer, observed, claim in sorted(
        kept, key=lambda edge: (order[edge[0]], edge[1], network.edges[edge]["label"])
    ):
        told = dict(network.edges[observer, observed, claim])
        images.append(claim)
        # One who is observer and observed needs a second box, hence a second name.
        twin = observed + _TWIN
        seen.append(twin)
        part.add_node(claim, label=told.pop("label"), kind=_IMAGE)
        part.add_node(observer, **network.nodes[observer])
        part.add_node(twin, **network.nodes[observed])
        part.add_edge(observer, claim, key="sees", **told, label="sees")
        part.add_edge(claim, twin, key="is-seen", **told, label="is seen")
    return part, (observers, images, list(dict.fromkeys(seen)))


def _line(told: dict[str, object]) -> tuple[str, str, style.Stroke]:
    how = claims.standing(told)
    text = {"author": "the author says so", "other": "others say so", "denied": "denied"}[how]
    return how, text, claims.line(told, "")[2]


def _stroke(told: dict[str, object]) -> style.Stroke:
    return _line(told)[2]


def _title(network: Network) -> str:
    edges = sorted(network.edges())
    pair, count = Counter(edges).most_common(1)[0]
    one, other = (network.nodes[node]["label"] for node in pair)
    if count < 2:  # noqa: PLR2004 -- one image is no point to make
        return "Who is held to see whom as what"
    plain = "Who is held to see whom as what"
    return f"{plain}: {count} of {len(edges)} images are of {other}, as seen by {one}"


def _describe(network: Network) -> str:
    labels = network.nodes(data="label")
    told = [
        f"{labels[one]} → {labels[other]}: {edge['label']}"
        for one, other, edge in network.edges(data=True)
    ]
    return f"Each perception as a line from observer through image to observed. {'; '.join(told)}."
