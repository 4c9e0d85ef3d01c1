"""How claims look: whose a claim is and whether it is denied, by line and by box.

Nobody should take a claim for a fact: what the author asserts, what others hold and what is denied
differ in dash and tint, and every picture that shows claims says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.pictures.style import Look, Stroke, look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azru_graph.networks.model import Value

    Told = Mapping[str, Value]

__all__ = ["box", "line", "said", "standing"]

_AUTHOR = {
    "hasInterestIn": Stroke("#737373", (), 1.2),
    "ledTo": Stroke("#000000"),
    "motivated": Stroke("#0072B2", (4.5, 1.8)),
    "disputes": Stroke("#C45500", (4.5, 1.8), 1.2),
    "qualifies": Stroke("#5A5A5A", (1.2, 2.2), 1.2),
}
_ASSERTED = Stroke("#000000")
_OTHER = Stroke("#C45500", (1.2, 1.2), 1.3)
_DENIED = Stroke("#8A3C6B", (6, 1.6, 1.2, 1.6), 1.2)

_LOOKS = {
    "agreement": Look("#D7EDD3", (3, 1.5)),
    "claim": Look("#FFFFFF"),
    "concept": Look("#E4E4E4", (1, 1.2), 0.9, rounded=True),
    "event": Look("#D7EDD3", width=1.1),
    "examined": Look("#FFF0B3", width=1.8),
    "denied": Look("#E3DDEC", (5, 1.5, 1, 1.5), 1.1),
    "other": Look("#FBE2C2", (3, 1.5), rounded=True),
}


def standing(told: Told) -> str:
    """Say whether a claim is ``denied`` by its voice, the ``author``'s, or that of an ``other``."""
    if told.get("isNegated"):
        return "denied"
    return "author" if told.get("mode", "asserted") == "asserted" else "other"


def line(told: Told, name: str) -> tuple[str, str, Stroke]:
    """Give the key, the text in the legend and the stroke of an edge of a kind of that name."""
    kind, how = str(told["kind"]), standing(told)
    if how == "author":
        return kind, name, _AUTHOR.get(kind, _ASSERTED)
    if how == "other":
        return "other", "held by others than the author", _OTHER
    return "denied", "denied", _DENIED


def said(told: Told) -> str:
    """Say who holds or denies a claim that is not the author's; '' for one that is."""
    how, voice = standing(told), str(told.get("voice", ""))
    return "" if how == "author" else f"denied by {voice}" if how == "denied" else voice


def box(kind: str) -> Look:
    """Give the look of a node of a kind, or of the standing of a claim; an actor has its own."""
    return _LOOKS.get(kind) or look(kind)
