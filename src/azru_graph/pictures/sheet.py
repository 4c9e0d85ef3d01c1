"""A sheet of paper on which the parts of a picture are drawn: head, legend, boxes, lines, foot.

One unit is one point everywhere, from the lower left corner, so that what is measured is what is
printed. Every mark carries a gid: ``node-…``, ``label-…``, ``edge-…``, ``legend-…``, ``text-…``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from azru_graph.pictures import style
from azru_graph.pictures.layout import Box
from azru_graph.terms import ID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["LEADING", "MARGIN", "Entry", "Mark", "Sheet", "box_of", "gid", "outline"]

INK = style.INK
MARGIN = 8  # points of white at each edge of the paper
LEADING = 1.25  # line height over type size


class Mark(NamedTuple):
    """A mark for a legend: its outline about the origin, in the size of print, and its look."""

    path: Path
    look: style.Look


class Entry(NamedTuple):
    """A line of a legend: what it says, and the edge stroke, node look or mark it explains."""

    key: str
    text: str
    sample: style.Stroke | style.Look | Mark
    directed: bool = True


def gid(part: str, *iris: str) -> str:
    """Name a mark by its part and the IRIs or names it stands for, fit for an XML id.

    >>> gid("node", "https://w3id.org/azru/id/state-russia")
    'node-state-russia'
    """
    names = [re.sub(r"[^\w.-]", "_", iri.removeprefix(ID)) for iri in iris]
    return "-".join([part, "--".join(names)])


def box_of(lines: Sequence[str], size: style.Size, *, slanted: bool = False) -> Box:
    """Measure the box that a label of these lines needs."""
    width = max(style.text_width(line, size.label) for line in lines)
    lean = 2 * size.label * 0.3 if slanted else 0
    return Box(width + 1.1 * size.label + lean, size.label * (LEADING * len(lines) + 0.65))


def outline(centre: Sequence[float], box: Box, look: style.Look) -> Path:
    """Give the outline of a box around its centre."""
    x, y = centre
    left, right = x - box.width / 2, x + box.width / 2
    low, high = y - box.height / 2, y + box.height / 2
    if look.slanted:
        lean = min(box.height * 0.25, 5)
        corners = [(left, low), (right - lean, low), (right, high), (left + lean, high)]
        return Path([*corners, corners[0]], closed=True)
    if not look.rounded:
        corners = [(left, low), (right, low), (right, high), (left, high)]
        return Path([*corners, corners[0]], closed=True)
    bend = min(4.0, box.height / 3)
    points = [(left + bend, low)]
    for corner, after in (
        ((right, low), (right, low + bend)),
        ((right, high), (right - bend, high)),
        ((left, high), (left, high - bend)),
        ((left, low), (left + bend, low)),
    ):
        # Each side runs up to where the bend into the next begins.
        before = (
            corner[0] - np.sign(corner[0] - points[-1][0]) * bend,
            corner[1] - np.sign(corner[1] - points[-1][1]) * bend,
        )
        points += [before, corner, after]
    codes = [Path.MOVETO] + [Path.LINETO, Path.CURVE3, Path.CURVE3] * 4
    return Path(points, codes)


class Sheet:
    """A page being filled from the top; make it within ``matplotlib.rc_context(style.rc())``.

    Attributes:
        size: The size it was made in.
        top: The height up to which the page is still free, in points from below.
    """

    def __init__(self, size: style.Size, *, grey: bool = False) -> None:
        self.size = size
        self._colour = style.grey if grey else str
        self.top = size.height - MARGIN
        self.left = float(MARGIN)
        self.width = size.width - 2 * MARGIN
        self.figure = Figure(figsize=(size.width / 72, size.height / 72), dpi=72)
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(0, size.width), ylim=(0, size.height))
        self._axes.set_axis_off()
        self._axes.set_gid("drawing")

    def head(self, title: str, subtitle: str) -> None:
        """Set the title and the line below it, wrapped to the width."""
        for name, text, size, bold in (
            ("title", title, self.size.title, True),
            ("subtitle", subtitle, self.size.subtitle, False),
        ):
            self._paragraph(name, text, size, bold=bold)
            self.top -= size * 0.3

    def foot(self, text: str) -> float:
        """Set the source line at the lower edge; give the height at which it begins."""
        size = self.size.caption
        lines = style.wrap(text, size, self.width, even=False)
        leading = size * LEADING
        for number, line in enumerate(lines, start=1):
            base = MARGIN + (len(lines) - number) * leading + size * 0.3
            self.text(gid("text", f"source-{number}"), self.left, base, line, size, align="left")
        return MARGIN + len(lines) * leading

    def legend(self, entries: Sequence[Entry]) -> None:
        """Set a row of samples, each with its text, wrapping to further rows."""
        size, unit = self.size.label, self.size.unit
        row = size * 2
        x, y = self.left, self.top - row / 2
        for key, text, sample, directed in entries:
            if isinstance(sample, Mark):
                reach = float(np.ptp(np.asarray(sample.path.vertices)[:, 0])) * unit
            else:
                reach = (22 if isinstance(sample, style.Stroke) else 17) * unit
            end = x + reach + size * 0.5 + style.text_width(text, size)
            if x > self.left and end > self.left + self.width:
                end += self.left - x
                x, y = self.left, y - row
            if isinstance(sample, style.Stroke):
                way = np.column_stack([np.linspace(x, x + reach, 40), np.full(40, y)])
                self.edge(gid("legend", key), way, sample, directed=directed, cased=False)
            elif isinstance(sample, Mark):
                points = np.asarray(sample.path.vertices) * unit + np.array([x + reach / 2, y])
                self.node(gid("legend", key), Path(points, sample.path.codes), sample.look)
            else:
                path = outline((x + reach / 2, y), Box(reach, size * 1.4), sample)
                self.node(gid("legend", key), path, sample)
            self.text(
                gid("legend-text", key),
                x + reach + size * 0.5,
                y - size * 0.36,
                text,
                size,
                align="left",
            )
            x = end + size * 1.3
        self.top = y - row / 2

    def node(self, name: str, path: Path, look: style.Look, *, url: str = "") -> None:
        """Draw a box or another closed shape, which links to the URL where there is one."""
        patch = PathPatch(
            path,
            facecolor=self._colour(look.fill),
            edgecolor=self._colour(look.ink),
            linewidth=look.width * self.size.unit,
            linestyle=_dashes(look.dash, look.width),
            joinstyle="miter",
            zorder=3,
            clip_on=False,
        )
        patch.set_gid(name)
        patch.set_url(url or None)
        self._axes.add_artist(patch)

    def band(self, name: str, path: Path, fill: str) -> None:
        """Fill an area behind everything else, without an outline: a lane, a row, a grid line."""
        patch = PathPatch(
            path, facecolor=self._colour(fill), edgecolor="none", zorder=1, clip_on=False
        )
        patch.set_gid(name)
        self._axes.add_artist(patch)

    def label(
        self,
        name: str,
        centre: Sequence[float],
        lines: Sequence[str],
        *,
        align: str = "center",
        turned: bool = False,
    ) -> None:
        """Set the lines of a label about its middle; the gid of each ends with its number.

        ``align`` says what of each line stands at the x of the centre: its left, right or centre;
        of a label ``turned`` to read from below, at the y.
        """
        size = self.size.label
        x, y = centre
        for number, line in enumerate(lines):
            # Half the height of capital letters below the middle of its line.
            below = (number - (len(lines) - 1) / 2) * size * LEADING + size * 0.36
            place = (x + below, y) if turned else (x, y - below)
            self.text(f"{name}--{number + 1}", *place, line, size, align=align, turned=90 * turned)

    def edge(  # noqa: PLR0913 -- a way and how to draw it
        self,
        name: str,
        way: NDArray[np.float64],
        stroke: style.Stroke,
        *,
        weight: int = 1,
        directed: bool = True,
        cased: bool = True,
    ) -> None:
        """Draw a line, cased in white so that crossings read as bridges, and its arrow head."""
        unit = self.size.unit
        width = stroke.width * 0.8 * min(weight, 12) ** 0.6 * unit
        head, half = (4.6 + width * 0.8) * unit, (1.5 + width * 0.55) * unit
        along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(way, axis=0).T))])
        neck = int(np.searchsorted(along, max(along[-1] - head, along[-1] / 3)))
        neck = max(1, min(neck, len(way) - 2)) if directed else len(way) - 1
        shaft = way[: neck + 1]
        if cased:
            # Not near the boxes, where the lines of one box meet.
            bare = way[(along > 8 * unit) & (along < along[-1] - head - 4 * unit)]
            if len(bare) > 1:
                self._line(None, bare, style.Stroke("#FFFFFF"), width + 1.8 * unit, zorder=2)
        self._line(name, shaft, stroke, width, zorder=2)
        if not directed:
            return
        tip, base = way[-1], way[neck]
        ahead = (tip - base) / max(float(np.hypot(*(tip - base))), 1e-9)
        aside = np.array([-ahead[1], ahead[0]]) * half
        triangle = Path([base + aside, tip, base - aside, base + aside], closed=True)
        patch = PathPatch(
            triangle,
            facecolor=self._colour(stroke.colour),
            edgecolor="none",
            zorder=2.5,
            clip_on=False,
        )
        patch.set_gid(f"{name}-head")
        self._axes.add_artist(patch)

    def text(  # noqa: PLR0913 -- a place, a text and how to set it
        self,
        name: str,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        align: str = "center",
        turned: float = 0,
    ) -> None:
        """Set one line of text on a base line; raise DataError where the font lacks a letter.

        ``turned`` is an angle in degrees, against the clock, about the point on the base line.
        """
        style.require_glyphs(text, bold=bold)
        artist = self._axes.text(
            x,
            y,
            text,
            color=INK,
            fontproperties=style.font(bold=bold),
            fontsize=size,
            ha=align,
            va="baseline",
            rotation=turned,
            rotation_mode="anchor",
            parse_math=False,
            zorder=4,
            clip_on=False,
        )
        artist.set_gid(name)

    def _paragraph(self, name: str, text: str, size: float, *, bold: bool) -> None:
        for number, line in enumerate(style.wrap(text, size, self.width, bold=bold), start=1):
            self.top -= size * LEADING
            self.text(
                gid("text", f"{name}-{number}"),
                self.left,
                self.top + size * 0.3,
                line,
                size,
                bold=bold,
                align="left",
            )

    def _line(
        self,
        name: str | None,
        way: NDArray[np.float64],
        stroke: style.Stroke,
        width: float,
        *,
        zorder: float,
    ) -> None:
        patch = PathPatch(
            Path(way),
            facecolor="none",
            edgecolor=self._colour(stroke.colour),
            linewidth=width,
            linestyle=_dashes([part * self.size.unit for part in stroke.dash], width),
            capstyle="butt",
            joinstyle="round",
            zorder=zorder,
            clip_on=False,
        )
        patch.set_gid(name)
        self._axes.add_artist(patch)


def _dashes(pattern: Sequence[float], width: float) -> str | tuple[float, tuple[float, ...]]:
    """Give matplotlib a dash pattern in points; its own unit is the width of the line."""
    return (0, tuple(part / width for part in pattern)) if pattern else "-"
