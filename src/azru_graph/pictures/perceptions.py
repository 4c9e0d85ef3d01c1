"""The picture of who is held to see whom as what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np

from azru_graph.errors import DataError
from azru_graph.networks import part_of
from azru_graph.pictures import claims, style
from azru_graph.pictures.columns import Columns, Look, draw_columns, laid_in_columns
from azru_graph.pictures.page import Page, largest
from azru_graph.pictures.parts import counted
from azru_graph.pictures.picture import Picture

if TYPE_CHECKING:
    from azru_graph.networks import Network
    from azru_graph.pictures.picture import Setting

__all__ = ["draw_perceptions"]

_SHARES = (0.8, 1.0, 0.8)  # of the width: observers, images, observed
_NARROW = 300  # points of a page on which the columns stand closer
_Ends = dict[str, tuple[str, str]]  # of each image, who sees and who is seen


def draw_perceptions(network: Network, setting: Setting) -> Picture:
    """Draw each claim about a perception as a line from the observer through the image.

    Takes the network ``perceptions``. Whoever is both observer and observed stands on both sides.
    Where not all claims fit the size, those of the observers with most are drawn, and the subtitle
    says how many are left out.

    Raises:
        DataError: No perception is there, or the font lacks a character of a label.
        ParameterError: Not even one perception fits the size.
    """
    # Where only some kinds were chosen, an image may have lost its observer or what is observed.
    images = sorted(
        node
        for node, kind in network.nodes(data="kind")
        if kind == "image" and network.pred[node] and network.succ[node]
    )
    if not images:
        raise DataError(
            "there is no claim about a perception to draw", remedy="draw from data that has some"
        )
    ends = {image: _pair(network, image) for image in images}
    title = _title(network, ends)
    many = Counter(observer for observer, _ in ends.values())
    ranked = sorted(images, key=lambda image: (-many[ends[image][0]], ends[image], image))
    with mpl.rc_context(style.rc()):
        part, page, laid = largest(
            len(ranked),
            lambda count: _attempt(network, ranked[:count], setting, title),
            "no perception fits",
            setting,
        )
        sheet, corner = page.sheet(laid.height)
        look = Look(box=_box, line=lambda told: _line(told)[2])
        draw_columns(sheet, np.array(corner), part, laid, look)
    return Picture(sheet.figure, part, title, _describe(network, ends), setting, "perceptions")


def _attempt(
    network: Network, kept: list[str], setting: Setting, title: str
) -> tuple[Network, Page, Columns] | None:
    ends = {image: _pair(network, image) for image in kept}
    part = part_of(network, {*kept, *(end for pair in ends.values() for end in pair)})
    names = network.graph["node_kinds"]
    left = sum(kind == "image" for _, kind in network.nodes(data="kind")) - len(kept)
    some = f" (of those who are held to see most; {left} left out)" if left else ""
    page = Page(
        setting,
        title,
        f"{len(kept)} claims{some} about how somebody sees somebody else; from the observer (left) "
        "through the image to the observed (right); each is a claim, not a finding",
        (
            counted("edge", (_line(part.nodes[image]) for image in kept)),
            counted(
                "node",
                (
                    (told["kind"], names[told["kind"]], _box(told))
                    # One who stands on both sides counts once.
                    for node, told in part.nodes(data=True)
                    if node.partition("#observed")[0] not in {*part} - {node}
                ),
            ),
        ),
    )
    between = 22 if setting.size.width < _NARROW else 48
    laid = laid_in_columns(part, _columns(part, ends), _SHARES, page, gap=7, between=between)
    return (part, page, laid) if laid else None


def _pair(network: Network, image: str) -> tuple[str, str]:
    (observer,), (observed,) = network.pred[image], network.succ[image]
    return observer, observed


def _columns(part: Network, ends: _Ends) -> tuple[list[str], list[str], list[str]]:
    """Order the observers of the same together, then the images as their observers."""
    most = Counter(observed for _, observed in ends.values())
    own = Counter(observer for observer, _ in ends.values())
    # Of each observer, the observed one that most see; the last of several pairs counts.
    main = dict(sorted(ends.values(), key=lambda pair: (most[pair[1]], pair)))
    observers = sorted(main, key=lambda one: (-most[main[one]], main[one], -own[one], one))
    order = {observer: number for number, observer in enumerate(observers)}
    images = sorted(
        ends,
        key=lambda one: (order[ends[one][0]], ends[one][1], part.nodes[one]["label"], one),
    )
    return observers, images, list(dict.fromkeys(ends[image][1] for image in images))


def _box(told: dict[str, Any]) -> style.Look:
    return claims.box("concept" if told["kind"] == "image" else told["kind"])


def _line(told: dict[str, Any]) -> tuple[str, str, style.Stroke]:
    how = claims.standing(told)
    text = {"author": "the author says so", "other": "others say so", "denied": "denied"}[how]
    return how, text, claims.line(told, "")[2]


def _title(network: Network, ends: _Ends) -> str:
    plain = "Who is held to see whom as what"
    seen = Counter(other for _, other in ends.values())
    other, count = min(seen.items(), key=lambda item: (-item[1], item[0]))
    if count < 2:  # noqa: PLR2004 -- one image is no point to make
        return plain
    return f"{plain}: {count} of {len(ends)} images are of {network.nodes[other]['label']}"


def _describe(network: Network, ends: _Ends) -> str:
    labels = network.nodes(data="label")
    told = [
        f"{labels[one]} → {labels[other]}: {labels[image]}" for image, (one, other) in ends.items()
    ]
    return f"Each perception as a line from observer through image to observed. {'; '.join(told)}."
