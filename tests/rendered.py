"""Pictures as printed: what of a written PNG hinders reading or is lost.

Where the texts stand is taken from the SVG; a text that the PNG has elsewhere leaves no ink there.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.text import Text as Artist
from PIL import Image

from azru_graph.pictures import style
from azru_graph.pictures.saving import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from drawings import Drawn, Text

    Pixels = NDArray[np.uint8]
    Array = NDArray[np.float64]

__all__ = ["DPI", "Print", "flaws", "printed"]

DPI = 300
_RIM = 3  # pixels at each edge of the paper that stay bare
_TINT = 16  # levels, of 255, by which a band behind a text may differ from what is beside it
_FOREIGN = 0.12  # share of what lies beneath a text that may be something else than its ground
_CONTRAST = 4.5  # of text and what lies beneath it (WCAG 2.1, level AA)
_LEVELS = np.arange(256) / 255
# Level of a colour → its share of luminance before the weights (sRGB, as in WCAG 2.1).
_LINEAR = np.where(_LEVELS <= 0.04045, _LEVELS / 12.92, ((_LEVELS + 0.055) / 1.055) ** 2.4)


class Print(NamedTuple):
    """A picture as printed.

    Attributes:
        drawn: Where its texts and marks are.
        image: Its PNG.
        pixels: The colours of the PNG, height by width by 3.
        bare: The same of the picture without its texts.
    """

    drawn: Drawn
    image: Image.Image
    pixels: Pixels
    bare: Pixels


def printed(drawn: Drawn) -> Print:
    """Print a picture, once as its file has it and once with its texts hidden."""
    figure = drawn.picture.figure
    image = Image.open(BytesIO(written(drawn.picture, "png")))
    pixels = np.asarray(image.convert("RGB"))
    texts = [text for text in figure.findobj(Artist) if text.get_visible()]
    stream = BytesIO()
    for text in texts:
        text.set_visible(False)
    with mpl.rc_context(style.rc()):
        figure.savefig(stream, format="rgba")
    for text in texts:
        text.set_visible(True)
    bare = np.frombuffer(stream.getvalue(), dtype=np.uint8).reshape(*pixels.shape[:2], 4)
    return Print(drawn, image, pixels, bare[..., :3])


def flaws(made: Print) -> list[str]:
    """List what of a print hinders reading or is lost; empty is right."""
    return [*_wrong_size(made), *_cut_off(made), *_texts_unclear(made)]


def _wrong_size(made: Print) -> Iterator[str]:
    told = made.image.info.get("dpi", (0, 0))
    if any(abs(value - DPI) > 0.01 for value in told):
        yield f"it is tagged {told} dpi"
    for side, pixels in zip((made.drawn.width, made.drawn.height), made.image.size, strict=True):
        if abs(pixels - side / 72 * DPI) > 1:
            yield f"{pixels} pixels stand for {side} points"


def _cut_off(made: Print) -> Iterator[str]:
    """Find ink at the rim of the paper, where what is drawn would go on beyond it."""
    inked = (made.pixels != 255).any(axis=-1)
    inked[_RIM:-_RIM, _RIM:-_RIM] = False
    if inked.any():
        yield "ink reaches the rim of the paper"


def _texts_unclear(made: Print) -> Iterator[str]:
    """Find texts that cannot be seen, that stand on something, or out from it too little."""
    for name, text in made.drawn.texts.items():
        at = _inside(text, made.pixels.shape)
        ink, beneath = made.pixels[at], made.bare[at]
        ground = _commonest(beneath)
        foreign = (np.abs(beneath - ground.astype(int)).max(axis=-1) > _TINT).mean()
        if foreign > _FOREIGN:
            yield f"{name} has something else than its ground beneath {foreign:.0%} of it"
        light, below = _luminance(ink), _luminance(beneath)
        where = np.abs(light - below).argmax()
        if abs(light[where] - below[where]) < 0.01:
            yield f"{name} leaves no ink"
            continue
        ratios = (np.maximum(light[where], below) + 0.05) / (np.minimum(light[where], below) + 0.05)
        least = float(np.quantile(ratios, _FOREIGN))
        if least < _CONTRAST:
            yield f"{name} has a contrast of {least:.1f}:1"


def _inside(text: Text, shape: tuple[int, ...]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Give rows and columns of the pixels in the rectangle of a text, turned or not."""
    corner, right, _, below = text.corners * DPI / 72
    across, down = right - corner, below - corner
    steps = [
        (np.arange(count) + 0.5) / count
        for count in (max(round(float(np.hypot(*side))), 1) for side in (across, down))
    ]
    points = corner + steps[0][:, None, None] * across + steps[1][None, :, None] * down
    x, y = points.reshape(-1, 2).astype(int).T
    return y.clip(0, shape[0] - 1), x.clip(0, shape[1] - 1)


def _commonest(pixels: Pixels) -> Pixels:
    codes = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)
    _, first, counts = np.unique(codes, return_index=True, return_counts=True)
    return np.asarray(pixels[first[counts.argmax()]])


def _luminance(pixels: Pixels) -> Array:
    return np.asarray(_LINEAR[pixels] @ np.array([0.2126, 0.7152, 0.0722]))
