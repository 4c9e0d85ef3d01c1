"""The measures of pictures find what is wrong: nothing on a clean page, and each single fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pytest

from azru_graph.networks import Network
from azru_graph.pictures import Picture, Setting, style
from azru_graph.pictures.layout import Box
from azru_graph.pictures.sheet import Sheet, outline
from drawings import Drawn, coincident, take_apart
from rendered import flaws, printed

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = style.SIZES["column"]._replace(height=120)
WHITE = style.Look("#FFFFFF")


def page(*faults: Callable[[Sheet], None]) -> Drawn:
    """Draw a page with a labelled box, a line and a band on it, and what is wrong."""
    with mpl.rc_context(style.rc()):
        sheet = Sheet(SIZE)
        sheet.band("band-1", outline((150, 60), Box(40, 100), WHITE), "#F0F0F0")
        sheet.node("node-a", outline((60, 60), Box(60, 20), WHITE), WHITE)
        sheet.label("label-a", (60, 60), ["A label"])
        sheet.label("label-b", (150, 60), ["Another, on a band and beside it"], turned=True)
        line(sheet, "edge-a", 20)
        for fault in faults:
            fault(sheet)
    return take_apart(Picture(sheet.figure, Network(), "A page", "Made up.", Setting(size=SIZE)))


def line(sheet: Sheet, name: str, y: float, *, start: float = 10, length: float = 60) -> None:
    way = np.column_stack([np.linspace(start, start + length, 60), np.full(60, y)])
    sheet.edge(name, way, style.Stroke("#000000"), directed=False)


def cut_off(sheet: Sheet) -> None:
    sheet.node("node-b", outline((SIZE.width - 10, 60), Box(20, 20), WHITE), WHITE)


def cluttered(sheet: Sheet) -> None:
    for y in range(20, 100, 4):
        line(sheet, f"edge-{y}", y, start=145, length=10)


def faint(sheet: Sheet) -> None:
    sheet.figure.axes[0].texts[0].set_color("#808080")


def on_a_dark_ground(sheet: Sheet) -> None:
    sheet.node("node-a", outline((60, 60), Box(60, 20), WHITE), style.Look("#5A5A5A"))


def covered(sheet: Sheet) -> None:
    cover = style.Look("#CFE2F1")
    sheet.figure.axes[0].texts[0].set_zorder(2.9)
    sheet.node("node-b", outline((60, 60), Box(60, 20), cover), cover)


def test_a_clean_page_is_clean() -> None:
    drawn = page()
    assert flaws(printed(drawn)) == []
    assert coincident(drawn) == []


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (cut_off, "ink reaches the rim of the paper"),
        (cluttered, "label-b--1 has something else than its ground beneath 21% of it"),
        (faint, "label-a--1 has a contrast of 3.9:1"),
        (on_a_dark_ground, "label-a--1 has a contrast of 3.0:1"),
        (covered, "label-a--1 leaves no ink"),
    ],
)
def test_a_flaw_is_found(fault: Callable[[Sheet], None], found: str) -> None:
    assert flaws(printed(page(fault)))[0] == found


def test_a_print_of_another_resolution_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = style.rc() | {"savefig.dpi": 150}
    monkeypatch.setattr(style, "rc", lambda: settings)
    found = flaws(printed(page()))
    assert "dpi" in found[0]
    assert "525 pixels" in found[1]


@pytest.mark.parametrize(
    ("away", "length", "found"),
    [(0.8, 60, 1), (1.3, 60, 0), (0.8, 9, 0)],
    ids=["beside", "apart", "short"],
)
def test_lines_that_run_on_each_other_are_found(away: float, length: float, found: int) -> None:
    drawn = page(lambda sheet: line(sheet, "edge-b", 20 + away, length=length))
    assert len(coincident(drawn)) == found
