"""Labels read back from a printed picture by tesseract, a program for recognising text."""

from __future__ import annotations

import subprocess
from difflib import SequenceMatcher
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image, ImageOps

from rendered import DPI

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from drawings import Drawn, Text
    from rendered import Print

__all__ = ["Reading", "read_one_by_one", "read_whole"]

_PAD = 14  # pixels of white round each line cut out
_ALIKE = 0.8  # how much of a line's letters must be read
_TYPE = 10.5  # points in which a page is read: tesseract expects about ten, print has seven
_LINES, _SCATTERED = 6, 11  # how tesseract looks for text: as one block, or all over the page
# Letters that tesseract's English model does not know, as it reads them.
_PLAIN = str.maketrans("əƏğĞıİşŞçÇöÖüÜáâ‘’“”–—↻", "eEgGiIsScCoOuUaa''\"\"--v")


class Reading(NamedTuple):
    """A line of a label, and what was read of it."""

    line: str
    read: str

    @property
    def is_exact(self) -> bool:
        """Whether every letter was read, accents aside."""
        return _plain(self.line) == _plain(self.read)

    @property
    def is_alike(self) -> bool:
        """Whether so many letters were read that it is known which line it is."""
        return SequenceMatcher(None, _plain(self.line), _plain(self.read)).ratio() >= _ALIKE


def read_one_by_one(made: Print) -> list[Reading]:
    """Read the lines of all labels, each where it stands.

    Each line is cut out of the picture as printed, with whatever lies behind it, and all are set
    below each other on one sheet, which is then read once.
    """
    lines = _lines(made.drawn)
    image = made.image.convert("L")
    cuts = [_cut(image, text) for text in lines]
    sheet = Image.new("L", (max(cut.width for cut in cuts), sum(c.height for c in cuts)), 255)
    ends, at = [], 0
    for cut in cuts:
        sheet.paste(cut, (0, at))
        at += cut.height
        ends.append(at)
    found = [""] * len(lines)
    for _, top, word in _words(sheet, _LINES):
        found[int(np.searchsorted(ends, top))] += word
    return [Reading(line.says, read) for line, read in zip(lines, found, strict=True)]


def read_whole(made: Print) -> list[Reading]:
    """Read the page as a whole; a line of a label has the words found in its place.

    Lines that are turned are left out: nobody reads them without turning the page.
    """
    larger = _TYPE / made.drawn.picture.setting.size.label
    width, height = (round(side * larger) for side in made.image.size)
    page = made.image.convert("L").resize((width, height))
    words = [(np.array([x, y]) / larger, word) for x, y, word in _words(page, _SCATTERED)]
    readings = []
    for line in _lines(made.drawn):
        if not line.turned:
            low, high = _frame(line)
            within = [word for at, word in words if (low <= at).all() and (at <= high).all()]
            readings.append(Reading(line.says, "".join(within)))
    return readings


def _lines(drawn: Drawn) -> list[Text]:
    """Give the lines of all labels that have letters of Latin script."""
    return [
        text
        for name, text in sorted(drawn.texts.items())
        if name.startswith("label-") and _is_latin(text.says)
    ]


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(ord(letter) < 0x250 or letter in "əƏ" for letter in letters)


def _frame(text: Text) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Give the upper left and the lower right pixel round a line, with little air."""
    corners = text.corners * DPI / 72
    return corners.min(axis=0).astype(int) - 2, corners.max(axis=0).astype(int) + 3


def _cut(image: Image.Image, text: Text) -> Image.Image:
    (left, top), (right, low) = _frame(text)
    part = image.crop((left, top, right, low))
    if text.turned:
        part = part.rotate(text.turned, expand=True, fillcolor=255)
    return ImageOps.expand(part, _PAD, 255)


def _words(sheet: Image.Image, mode: int) -> list[tuple[float, float, str]]:
    """Read a sheet; give the middle of each word, in pixels, and the word, in reading order."""
    data = BytesIO()
    sheet.save(data, "PNG", dpi=(DPI, DPI), compress_level=1)
    command = ["tesseract", "-", "-", "--psm", str(mode), "--dpi", str(DPI)]
    done = subprocess.run(
        # No text is light on dark, and looking for some takes a quarter of the time.
        [*command, "-c", "tessedit_do_invert=0", "tsv"],
        input=data.getvalue(),
        capture_output=True,
        check=True,
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"},
    )
    words = []
    for row in done.stdout.decode().splitlines()[1:]:
        *_, left, top, width, height, _, word = row.split("\t")
        if word.strip():
            words.append((int(left) + int(width) / 2, int(top) + int(height) / 2, word))
    return words


def _plain(text: str) -> str:
    return "".join(letter for letter in text.translate(_PLAIN).lower() if letter.isalnum())
