"""The picture of what rests on which cited works: works, footnotes, sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np

from azru_graph.errors import DataError
from azru_graph.networks import part_of
from azru_graph.pictures import style
from azru_graph.pictures.columns import Columns, Look, draw_columns, laid_in_columns
from azru_graph.pictures.page import Page, largest
from azru_graph.pictures.picture import Picture
from azru_graph.pictures.sheet import Entry

if TYPE_CHECKING:
    from azru_graph.networks import Network
    from azru_graph.pictures.picture import Setting

__all__ = ["draw_sources"]

_NOTHING = "is-only-cited-in"
_LOOKS = {
    "work": style.Look("#E4E4E4", width=0.9),
    "footnote": style.Look("#FFFFFF", rounded=True),
    "section": style.Look("#CFE2F1", width=1.1),
}
_INK, _FAINT = "#3A3A3A", (1.2, 2.2)
_SHARES = (0.95, 0.62, 1.3)  # of the width: works, footnotes, sections
_NARROW = 300  # points of a page on which a footnote needs a larger share
_NARROW_SHARES = (1.02, 0.84, 1.14)


def draw_sources(network: Network, setting: Setting) -> Picture:
    """Draw which works stand in which footnotes, and how much of each section rests on those.

    Takes the network ``sources``. Where not all works fit the size, those on which most records and
    claims rest are drawn, and the subtitle says how many are left out.

    Raises:
        DataError: No citation is there, or the font lacks a character of a label.
        ParameterError: Not even one work fits the size.
    """
    ranked = sorted(_of_kind(network, "work"), key=lambda work: (-_resting(network, work), work))
    if not ranked:
        raise DataError(
            "there is no citation to draw", remedy="draw from data with footnotes that cite works"
        )
    with mpl.rc_context(style.rc()):
        part, page, laid = largest(
            len(ranked),
            lambda count: _attempt(network, ranked, count, setting),
            "no work fits",
            setting,
        )
        sheet, corner = page.sheet(laid.height)
        look = Look(box=lambda told: _LOOKS[told["kind"]], line=_line)
        draw_columns(sheet, np.array(corner), part, laid, look)
    title = _title(network, ranked[0])
    return Picture(sheet.figure, part, title, _describe(part, ranked), setting, "sources")


def _of_kind(network: Network, kind: str) -> list[str]:
    return [node for node, other in network.nodes(data="kind") if other == kind]


def _resting(network: Network, node: str) -> int:
    return int(network.nodes[node]["records"] + network.nodes[node]["claims"])


def _columns(part: Network) -> tuple[list[str], list[str], list[str]]:
    """Order footnotes and sections by number, and works by the footnotes that cite them."""

    def number(node: str) -> tuple[int, str]:
        return int(part.nodes[node].get("position", 0)), node

    notes = sorted(_of_kind(part, "footnote"), key=number)
    rank = {note: place for place, note in enumerate(notes)}

    def middle(work: str) -> tuple[float, str]:
        places = [rank[note] for note in part.succ[work]]
        return sum(places) / len(places), work

    works = sorted(_of_kind(part, "work"), key=middle)
    return works, notes, sorted(_of_kind(part, "section"), key=number)


def _attempt(
    whole: Network, ranked: list[str], count: int, setting: Setting
) -> tuple[Network, Page, Columns] | None:
    works = ranked[:count]
    notes = {note for work in works for note in whole.succ[work]}
    part = part_of(whole, {*works, *notes, *(s for note in notes for s in whole.succ[note])})
    for section in _of_kind(part, "section"):
        told = part.nodes[section]
        told["label"] += f"\n{_counts(told['records'], told['claims'])}"
    page = Page(setting, _title(whole, ranked[0]), _subtitle(whole, part), _legends(part))
    narrow = setting.size.width < _NARROW
    shares, between = (_NARROW_SHARES, 22) if narrow else (_SHARES, 60)
    laid = laid_in_columns(part, _columns(part), shares, page, between=between)
    return (part, page, laid) if laid else None


def _counts(records: int, claims: int) -> str:
    parts = ((records, "record"), (claims, "claim"))
    return " and ".join(
        f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in parts if number
    )


def _line(told: dict[str, Any]) -> style.Stroke:
    return style.Stroke(_INK, _FAINT if told["kind"] == _NOTHING else ())


def _title(whole: Network, first: str) -> str:
    share = f"{_resting(whole, first)} of {whole.graph['resting']} records and claims"
    return f"What rests on which works: most, {share}, on {whole.nodes[first]['label']}"


def _subtitle(whole: Network, part: Network) -> str:
    works = len(_of_kind(part, "work"))
    left = len(_of_kind(whole, "work")) - works
    some = f" (those that bear most; {left} left out)" if left else ""
    return (
        f"{works} works{some}, the {len(_of_kind(part, 'footnote'))} footnotes that cite them, and "
        "the sections whose records and claims rest on footnotes, with their number; "
        "broader = more records and claims"
    )


def _legends(part: Network) -> tuple[list[Entry], list[Entry]]:
    edges = list(part.edges(data=True))
    weights = sorted({told["weight"] for *_, told in edges if told["kind"] != _NOTHING})
    shown = sorted({weights[0], weights[len(weights) // 2], weights[-1]}) if weights else []
    lines = [
        Entry(
            f"edge-{weight}",
            "1 record or claim" if weight == 1 else f"{weight} records or claims",
            style.Stroke(_INK, (), min(weight, 12) ** 0.6),
        )
        for weight in shown
    ]
    none = sum(told["kind"] == _NOTHING for *_, told in edges)
    if none:
        text = f"cited, but no record or claim rests on it ({none})"
        lines.append(Entry("edge-nothing", text, style.Stroke(_INK, _FAINT)))
    kinds = [kind for _, kind in part.nodes(data="kind")]
    boxes = [
        Entry(f"node-{kind}", f"{kind} ({kinds.count(kind)})", look)
        for kind, look in _LOOKS.items()
        if kind in kinds
    ]
    return lines, boxes


def _describe(part: Network, ranked: list[str]) -> str:
    works = [work for work in ranked if work in part]
    leading = ", ".join(
        f"{part.nodes[work]['label']} ({_resting(part, work)})" for work in works[:5]
    )
    return (
        f"Three columns joined by lines: {len(works)} works, the footnotes that cite them, and the "
        f"sections whose records and claims rest on these. Works that bear most: {leading}."
    )
