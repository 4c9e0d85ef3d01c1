"""How the pictures look: sizes, type, strokes and node shapes, all in points (1/72 inch).

Kinds of edges differ in colour and dash, kinds of nodes in outline, corner and tint, so that a
picture reads in greyscale and with any colour vision. Text is never coloured. The edge colours
are those of Okabe and Ito (2008), darkened where they fall below a contrast of 3:1 on white.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import TextToPath

from azru_graph.errors import DataError, ParameterError, UnknownNameError

__all__ = [
    "INK",
    "SIZES",
    "Look",
    "Size",
    "Stroke",
    "font",
    "grey",
    "look",
    "rc",
    "require_glyphs",
    "size_named",
    "stroke",
    "text_width",
    "wrap",
]

_MM = 72 / 25.4
INK = "#000000"
_LEAST, _MOST = 40, 1000  # mm, of the side of a picture
_DARK = 0.04045  # below it, sRGB is linear
_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
_METRICS = TextToPath()


class Size(NamedTuple):
    """A size of picture: its paper in points and its type in points.

    ``grows`` says that the height is an upper limit, and the picture only as high as it must be.
    """

    name: str
    width: float
    height: float
    grows: bool
    label: float = 7
    title: float = 10
    subtitle: float = 7.5
    caption: float = 6

    @property
    def unit(self) -> float:
        """The factor from lengths made for print to this size, that of its labels."""
        return self.label / 7


SIZES: dict[str, Size] = {
    "column": Size("column", 89 * _MM, 240 * _MM, grows=True),
    "page": Size("page", 183 * _MM, 240 * _MM, grows=True),
    "plate": Size("plate", 240 * _MM, 183 * _MM, grows=False),
    "screen": Size("screen", 240 * _MM, 900 * _MM, grows=True),
    "slide": Size(
        "slide", 338.7 * _MM, 190.5 * _MM, grows=False, label=10, title=16, subtitle=12, caption=10
    ),
}


class Stroke(NamedTuple):
    """The line of a kind of edge: colour, dash pattern in points (empty = solid), width."""

    colour: str
    dash: tuple[float, ...] = ()
    width: float = 1.0


class Look(NamedTuple):
    """The box of a kind of node: fill, dash pattern, outline width, corner, lean, outline."""

    fill: str
    dash: tuple[float, ...] = ()
    width: float = 0.7
    rounded: bool = False
    slanted: bool = False
    ink: str = INK


_STROKES: dict[str, Stroke] = {
    "agreement": Stroke("#0072B2"),
    "visit": Stroke("#00805D", (4.5, 1.8)),
    "conflict": Stroke("#C45500", (1.2, 1.2), 1.3),
    "support": Stroke("#8A3C6B", (5, 1.6, 1.2, 1.6)),
    "diplomacy": Stroke("#000000", (8, 2)),
    "economy": Stroke("#7A5C00", (4.5, 1.5, 1.2, 1.5, 1.2, 1.5)),
    "politics": Stroke("#000000", (), 1.3),
    "statement": Stroke("#5A5A5A", (1.2, 2.6)),
    "event": Stroke("#005B8E", (14, 1.5)),
    "claim": Stroke("#5A5A5A", (2, 1.6)),
    "tenure": Stroke("#7A5C00", (9, 1.5, 1.2, 1.5)),
    "share-allocation": Stroke("#8A3C6B", (3, 3)),
}
_SPARE = Stroke("#5A5A5A", (8, 1.5, 3, 1.5))

_LOOKS: dict[str, Look] = {
    "state": Look("#CFE2F1", width=1.3),
    "person": Look("#FFFFFF", rounded=True),
    "organisation": Look("#FBE2C2"),
    "international-organisation": Look("#FBE2C2", width=1.3, rounded=True),
    "government-body": Look("#FBE2C2", (6, 1.5)),
    "party": Look("#FBE2C2", rounded=True),
    "company": Look("#D7EDD3", (3, 1.5)),
    "territory": Look("#E4E4E4", (1, 1.2), 0.9, rounded=True),
    "media": Look("#E3DDEC", slanted=True),
    "research-institute": Look("#E3DDEC", (5, 1.5, 1, 1.5)),
    "publisher": Look("#E3DDEC", (1.5, 1.5)),
    "group": Look("#FFFFFF", (3, 1.5), rounded=True),
    "location": Look("#EEEED6", (8, 1.5), rounded=True),
    "post": Look("#F4F4F4", (4, 1.5, 1, 1.5), rounded=True),
    "concept": Look("#FFFFFF", (1.5, 1.5), slanted=True),
    "event": Look("#FFFFFF"),
    "agreement": Look("#FFFFFF", width=1.3),
    "claim": Look("#FFFFFF", (5, 1.5, 1, 1.5)),
}
_PLAIN = Look("#F4F4F4", (1, 1.2))


def stroke(kind: str) -> Stroke:
    """Give the line of a kind of edge; a kind unknown here gets the spare line."""
    return _STROKES.get(kind, _SPARE)


def look(kind: str) -> Look:
    """Give the box of a kind of node; a kind unknown here gets a plain dotted box."""
    return _LOOKS.get(kind, _PLAIN)


def size_named(name: str) -> Size:
    """Give the size of that name, or of so many millimetres, such as ``120x80``.

    A size of one's own has the type of print and is filled to its height.

    Raises:
        UnknownNameError: There is no such size.
        ParameterError: A side is too short or too long.
    """
    if name in SIZES:
        return SIZES[name]
    sides = re.fullmatch(r"(\d+(?:\.\d+)?) *[x\u00d7] *(\d+(?:\.\d+)?)(?: *mm)?", name)
    if not sides:
        raise UnknownNameError("picture size", name, SIZES)
    width, height = map(float, sides.groups())
    if not all(_LEAST <= side <= _MOST for side in (width, height)):
        raise ParameterError(
            f"a picture of {width:g} by {height:g} mm cannot be drawn",
            remedy=f"give sides from {_LEAST} to {_MOST} mm, such as 183x120",
        )
    return Size(f"{width:g}x{height:g}", width * _MM, height * _MM, grows=False)


def grey(colour: str) -> str:
    """Give the grey of the same luminance (relative luminance of WCAG 2.1, in sRGB).

    >>> grey("#FF0000"), grey("#FFFFFF")
    ('#7F7F7F', '#FFFFFF')
    """
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    value = light * 12.92 if light <= _DARK / 12.92 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(value * 255):02X}" * 3


def rc() -> dict[Any, Any]:
    """Give every setting of matplotlib: its defaults, whatever the user's files say, and ours.

    Text stays text in SVG, fonts are embedded whole as TrueType in PDF, and the ids that the SVG
    writer makes up are salted with a constant, so that they are the same in every run.
    """
    settings: dict[Any, Any] = dict(mpl.rcParamsDefault)
    del settings["backend"]  # setting it would load one
    return settings | {
        "font.family": ["DejaVu Sans"],
        "path.simplify": False,
        "pdf.fonttype": 42,
        "savefig.dpi": 300,
        "svg.fonttype": "none",
        "svg.hashsalt": "azru-graph",
        "text.hinting": "none",
        "text.parse_math": False,
    }


@cache
def font(*, bold: bool = False) -> FontProperties:
    """Give DejaVu Sans as matplotlib ships it, not as the machine may have it."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(
        family=["DejaVu Sans"], weight="bold" if bold else "normal", fname=str(_FONTS / name)
    )


@cache
def _glyphs(*, bold: bool) -> frozenset[int]:
    return frozenset(FT2Font(str(font(bold=bold).get_file())).get_charmap())


def require_glyphs(text: str, *, bold: bool = False) -> None:
    """Raise DataError where the font lacks a character of the text (line ends aside)."""
    missing = sorted({letter for letter in text if ord(letter) not in _glyphs(bold=bold)} - {"\n"})
    if missing:
        names = ", ".join(f"U+{ord(letter):04X}" for letter in missing)
        raise DataError(
            f"the label '{text}' has characters that the font DejaVu Sans lacks: {names}",
            remedy="give the label in Latin, Cyrillic, Greek, Armenian or Georgian letters",
        )


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure one line of text, in points, without hinting; words and spaces one by one."""
    words = text.split(" ")
    spaces = (len(words) - 1) * _word_width("\u00a0", bold=bold)
    return size * (spaces + sum(_word_width(word, bold=bold) for word in words))


@lru_cache(100_000)
def _word_width(word: str, *, bold: bool) -> float:
    """Measure a word in type of one point; the same words are measured over and over."""
    properties = font(bold=bold).copy()
    properties.set_size(1)
    width, _, _ = _METRICS.get_text_width_height_descent(word, properties, ismath=False)
    return float(width)


def wrap(
    text: str, size: float, width: float, *, bold: bool = False, even: bool = True
) -> list[str]:
    """Break a text at spaces into as few lines as fit the width, and make them evenly long.

    A word wider than the width stands on a line of its own.
    """

    def greedy(limit: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and text_width(longer, size, bold=bold) > limit:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    best = greedy(width)
    if not even:
        return best
    # The narrowest limit that needs no further line gives the evenest lines.
    for step in range(1, 20):
        tighter = greedy(width * (1 - step / 20))
        if len(tighter) > len(best):
            break
        best = tighter
    return best
