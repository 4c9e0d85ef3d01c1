"""The picture of what rests on which cited works: works, footnotes, sections."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np

from azru_graph.errors import DataError, ParameterError
from azru_graph.networks import Network
from azru_graph.pictures import style
from azru_graph.pictures.columns import Columns, Look, draw_columns, laid_in_columns
from azru_graph.pictures.page import Page, most_that_fit
from azru_graph.pictures.picture import Picture
from azru_graph.pictures.sheet import Entry

if TYPE_CHECKING:
    from collections.abc import Collection

    from azru_graph.pictures.picture import Setting

__all__ = ["draw_sources"]

_CITES, _BEARS, _NOTHING = "hasCitedEntity", "attestedIn", "nothing"
_LOOKS = {
    "work": style.Look("#E4E4E4", width=0.9),
    "footnote": style.Look("#FFFFFF", rounded=True),
    "section": style.Look("#CFE2F1", width=1.1),
}
_INK, _FAINT = "#3A3A3A", (1.2, 2.2)
_SHARES = (0.95, 0.62, 1.3)  # of the width: works, footnotes, sections
_NARROW = 300  # points of a page on which a footnote needs a larger share
_NARROW_SHARES = (1.02, 0.84, 1.14)


class _Rests:
    """What rests on what: for each work and footnote, the records and claims by section."""

    def __init__(self, whole: Network) -> None:
        self.whole = whole
        kinds = dict(whole.nodes(data="kind"))
        near: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for one, other, kind in whole.edges(data="kind"):
            near[one][kind].append(other)
        self.sections: dict[str, list[str]] = {}  # of each record or claim
        self.cited: dict[tuple[str, str], set[str]] = {}  # work and footnote: what rests on it
        for node in whole:
            if kinds[node] == "citation":
                for work in near[node]["hasCitedEntity"]:
                    for footnote in near[node]["isPartOf"]:
                        self.cited.setdefault((work, footnote), set())
        for record in whole:
            for citation in near[record]["hasEvidence"]:
                self.sections[record] = near[record]["attestedIn"]
                for work in near[citation]["hasCitedEntity"]:
                    for footnote in near[citation]["isPartOf"]:
                        self.cited[work, footnote].add(record)
        self.of_work: defaultdict[str, set[str]] = defaultdict(set)
        for (work, _), records in sorted(self.cited.items()):
            self.of_work[work] |= records
        self.ranked = sorted(self.of_work, key=lambda work: (-len(self.of_work[work]), work))

    def place(self, node: str) -> tuple[int, str]:
        """Give the number of a footnote or section, to sort by."""
        return int(self.whole.nodes[node].get("position", 0)), node

    def part(self, works: Collection[str]) -> tuple[Network, tuple[list[str], ...]]:
        """Give the network of some works, and its columns."""
        cited = {pair: records for pair, records in self.cited.items() if pair[0] in works}
        by_note: defaultdict[str, set[str]] = defaultdict(set)
        for (_, footnote), records in sorted(cited.items()):
            by_note[footnote] |= records
        notes = sorted(by_note, key=self.place)
        bears: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for footnote in notes:
            for record in sorted(by_note[footnote]):
                for section in self.sections[record]:
                    bears[footnote, section].add(record)
        sections = sorted({section for _, section in bears}, key=self.place)
        rank = {note: number for number, note in enumerate(notes)}

        def middle(work: str) -> tuple[float, str]:
            numbers = [rank[note] for one, note in sorted(cited) if one == work]
            return sum(numbers) / len(numbers), work

        columns = (sorted(works, key=middle), notes, sections)
        network = Network(
            kinds={_CITES: "is cited in", _BEARS: "bears", _NOTHING: "is cited in, bears nothing"},
            node_kinds={"work": "work", "footnote": "footnote", "section": "section"},
        )
        for node in sorted(node for column in columns for node in column):
            network.add_node(node, **self.whole.nodes[node])
        for section in sections:
            resting = {record for pair in bears if pair[1] == section for record in bears[pair]}
            network.nodes[section]["label"] += f":\n{self.counts(resting)}"
        for (work, note), records in sorted(cited.items()):
            told = {"kind": _CITES if records else _NOTHING, "weight": max(len(records), 1)}
            network.add_edge(work, note, key=_CITES, label="is cited in", directed=True, **told)
        for (note, section), records in sorted(bears.items()):
            told = {"kind": _BEARS, "weight": len(records), "label": "bears", "directed": True}
            network.add_edge(note, section, key=_BEARS, **told)
        return network, columns

    def counts(self, records: Collection[str]) -> str:
        """Count records and claims in words."""
        kinds = [self.whole.nodes[record]["kind"] for record in records]
        claims = kinds.count("claim")
        parts = ((len(kinds) - claims, "record"), (claims, "claim"))
        return " and ".join(
            f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in parts if number
        )


def draw_sources(network: Network, setting: Setting) -> Picture:
    """Draw which works stand in which footnotes, and how much of each section rests on those.

    Takes the network ``sources``. Where not all works fit the size, those on which most records and
    claims rest are drawn, and the subtitle says how many are left out.

    Raises:
        DataError: No citation is there, or the font lacks a character of a label.
        ParameterError: Not even one work fits the size.
    """
    rests = _Rests(network)
    if not rests.ranked:
        raise DataError(
            "there is no citation to draw", remedy="draw from data with footnotes that cite works"
        )
    with mpl.rc_context(style.rc()):
        fitting = most_that_fit(
            len(rests.ranked), lambda count: _attempt(rests, rests.ranked[:count], setting)
        )
        if fitting is None:
            raise ParameterError(
                f"no work fits a picture of the size '{setting.size.name}'",
                remedy="take a larger size",
            )
        part, page, laid = fitting[1]
        sheet, corner = page.sheet(laid.height)
        look = Look(box=lambda told: _LOOKS[str(told["kind"])], line=_line)
        draw_columns(sheet, np.array(corner), part, laid, look)
    return Picture(sheet.figure, part, _title(rests), _describe(rests, part), setting, "sources")


def _attempt(
    rests: _Rests, works: list[str], setting: Setting
) -> tuple[Network, Page, Columns] | None:
    part, columns = rests.part(works)
    page = Page(setting, _title(rests), _subtitle(rests, part), _legends(part))
    narrow = setting.size.width < _NARROW
    shares, between = (_NARROW_SHARES, 22) if narrow else (_SHARES, 60)
    laid = laid_in_columns(part, columns, shares, page, between=between)
    return (part, page, laid) if laid else None


def _line(told: dict[str, object]) -> style.Stroke:
    return style.Stroke(_INK, _FAINT if told["kind"] == _NOTHING else ())


def _title(rests: _Rests) -> str:
    first = rests.ranked[0]
    total = {record for records in rests.cited.values() for record in records}
    label = rests.whole.nodes[first]["label"]
    return (
        f"What rests on which works: most, {len(rests.of_work[first])} of {len(total)} records "
        f"and claims, on {label}"
    )


def _subtitle(rests: _Rests, part: Network) -> str:
    kinds = [kind for _, kind in part.nodes(data="kind")]
    works, left = kinds.count("work"), len(rests.ranked) - kinds.count("work")
    some = f" (those that bear most; {left} left out)" if left else ""
    return (
        f"{works} works{some}, the {kinds.count('footnote')} footnotes that cite them, and the "
        "sections in which the records and claims stand that rest on these; "
        "broader = more records and claims"
    )


def _legends(part: Network) -> tuple[list[Entry], list[Entry]]:
    edges = list(part.edges(data=True))
    weights = sorted({told["weight"] for *_, told in edges if told["kind"] != _NOTHING})
    shown = sorted({weights[0], weights[len(weights) // 2], weights[-1]}) if weights else []
    lines = [
        Entry(
            f"edge-{weight}",
            f"{weight} record{'s' if weight > 1 else ''} or claim{'s' if weight > 1 else ''}",
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


def _describe(rests: _Rests, part: Network) -> str:
    labels = rests.whole.nodes(data="label")
    works = [work for work in rests.ranked if work in part]
    leading = ", ".join(f"{labels[work]} ({len(rests.of_work[work])})" for work in works[:5])
    return (
        f"Three columns joined by lines: {len(works)} works, the footnotes that cite them, and the "
        f"sections whose records and claims rest on these. Works that bear most: {leading}."
    )
