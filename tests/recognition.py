"""Labels read back from a printed picture by tesseract, a program for recognising text."""

from __future__ import annotations

import subprocess
from difflib import SequenceMatcher
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps

from azru_graph.pictures.saving import written

if TYPE_CHECKING:
    from drawings import Drawn, Text

__all__ = ["misread"]

_DPI = 300
_PAD = 14  # pixels of white round each line cut out
_ALIKE = 0.8  # how much of a line's letters must be read
# Letters that tesseract's English model does not know, as it reads them.
_PLAIN = str.maketrans("əƏğĞıİşŞçÇöÖüÜáâ‘’“”–—", "eEgGiIsScCoOuUaa''\"\"--")


def misread(drawn: Drawn) -> list[str]:
    """List the labels, of all lines with letters of Latin script, that were not read back.

    Each line is cut out of the picture as printed, with whatever lies behind it, and all are set
    below each other on one sheet, which is then read once.
    """
    image = Image.open(BytesIO(written(drawn.picture, "png"))).convert("L")
    lines = [
        text
        for name, text in sorted(drawn.texts.items())
        if name.startswith("label-") and _is_latin(text.says)
    ]
    cuts = [_cut(image, text) for text in lines]
    sheet = Image.new("L", (max(cut.width for cut in cuts), sum(c.height for c in cuts)), 255)
    ends, at = [], 0
    for cut in cuts:
        sheet.paste(cut, (0, at))
        at += cut.height
        ends.append(at)
    found = [""] * len(lines)
    for top, word in _words(sheet):
        found[int(np.searchsorted(ends, top))] += word
    return [
        f"{line.says!r} read as {read!r}"
        for line, read in zip(lines, found, strict=True)
        if SequenceMatcher(None, _plain(line.says), _plain(read)).ratio() < _ALIKE
    ]


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(ord(letter) < 0x250 or letter in "əƏ" for letter in letters)


def _cut(image: Image.Image, text: Text) -> Image.Image:
    corners = text.corners * _DPI / 72
    (left, top), (right, low) = corners.min(axis=0), corners.max(axis=0)
    part = image.crop((int(left) - 2, int(top) - 2, int(right) + 3, int(low) + 3))
    if text.turned:
        part = part.rotate(text.turned, expand=True, fillcolor=255)
    return ImageOps.expand(part, _PAD, 255)


def _words(sheet: Image.Image) -> list[tuple[float, str]]:
    """Read a sheet; give the middle height of each word and the word, in reading order."""
    data = BytesIO()
    sheet.save(data, "PNG", dpi=(_DPI, _DPI))
    done = subprocess.run(
        ["tesseract", "-", "-", "--psm", "6", "--dpi", str(_DPI), "tsv"],
        input=data.getvalue(),
        capture_output=True,
        check=True,
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"},
    )
    rows = [row.split("\t") for row in done.stdout.decode().splitlines()[1:]]
    return [(int(row[7]) + int(row[9]) / 2, row[11]) for row in rows if len(row) > 11 and row[11]]


def _plain(text: str) -> str:
    return "".join(letter for letter in text.translate(_PLAIN).lower() if letter.isalnum())
