"""Labels read back from a printed picture by tesseract, a program for recognising text."""

from __future__ import annotations

import subprocess
from difflib import SequenceMatcher
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageOps

from rendered import DPI

if TYPE_CHECKING:
    from drawings import Drawn, Text
    from rendered import Print

__all__ = ["Reading", "Task", "each_line", "whole_page"]

_PAD = 14  # pixels of white round each line cut out
_ALIKE = 0.8  # how much of a line's letters must be read
_TYPE = 10.5  # points in which a page is read: tesseract expects about ten, print has seven
_LINES, _SCATTERED = 6, 11  # how tesseract looks for text: as one block, or all over the page
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"}
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


class Task(NamedTuple):
    """A sheet that tesseract is to read.

    Attributes:
        sheet: The sheet, in grey.
        mode: How tesseract looks for text on it.
        lines: The lines of labels on it, each with the upper left and the lower right pixel of
            where its words are looked for.
    """

    sheet: Image.Image
    mode: int
    lines: list[tuple[str, tuple[int, int, int, int]]]

    @property
    def digest(self) -> str:
        """A hash of all that decides what is read: the same digest, the same readings."""
        known = (_program(), self.mode, self.sheet.size, self.lines)
        return sha256(repr(known).encode() + self.sheet.tobytes()).hexdigest()

    def read(self) -> list[Reading]:
        """Read the sheet; a line has the words found in its place."""
        words = _words(self.sheet, self.mode)
        return [
            Reading(
                line,
                "".join(word for x, y, word in words if left <= x <= right and top <= y <= low),
            )
            for line, (left, top, right, low) in self.lines
        ]

    def misread(self) -> list[Reading]:
        """Read the sheet; give what was not read letter by letter."""
        return [reading for reading in self.read() if not reading.is_exact]


def each_line(made: Print) -> Task:
    """Have the lines of all labels read, each where it stands.

    Each line is cut out of the picture as printed, with whatever lies behind it, and all are set
    below each other on one sheet, which is then read once.
    """
    lines = _lines(made.drawn)
    image = made.image.convert("L")
    cuts = [_cut(image, text) for text in lines]
    sheet = Image.new("L", (max(cut.width for cut in cuts), sum(c.height for c in cuts)), 255)
    places, at = [], 0
    for line, cut in zip(lines, cuts, strict=True):
        sheet.paste(cut, (0, at))
        places.append((line.says, (0, at, cut.width, at + cut.height)))
        at += cut.height
    return Task(sheet, _LINES, places)


def whole_page(made: Print) -> Task:
    """Have the page read as a whole.

    Lines that are turned are left out: nobody reads them without turning the page.
    """
    larger = _TYPE / made.drawn.picture.setting.size.label
    width, height = (round(side * larger) for side in made.image.size)
    page = made.image.convert("L").resize((width, height))
    places = []
    for line in _lines(made.drawn):
        if not line.turned:
            left, top, right, low = (round(at * larger) for at in _frame(line))
            places.append((line.says, (left, top, right, low)))
    return Task(page, _SCATTERED, places)


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


def _frame(text: Text) -> tuple[int, int, int, int]:
    """Give the upper left and the lower right pixel round a line, with little air."""
    corners = text.corners * DPI / 72
    left, top = corners.min(axis=0)
    right, low = corners.max(axis=0)
    return int(left) - 2, int(top) - 2, int(right) + 3, int(low) + 3


def _cut(image: Image.Image, text: Text) -> Image.Image:
    part = image.crop(_frame(text))
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
        env=_ENVIRONMENT,
    )
    words = []
    for row in done.stdout.decode().splitlines()[1:]:
        *_, left, top, width, height, _, word = row.split("\t")
        if word.strip():
            words.append((int(left) + int(width) / 2, int(top) + int(height) / 2, word))
    return words


@cache
def _program() -> tuple[str, ...]:
    """Tell the program that reads: its version, its model's hash, and this module's own."""
    version, languages = (
        subprocess.run(
            ["tesseract", option], capture_output=True, check=True, text=True, env=_ENVIRONMENT
        ).stdout.splitlines()
        for option in ("--version", "--list-langs")
    )
    # List of available languages in "/usr/share/tesseract-ocr/5/tessdata/" (2):
    model = Path(languages[0].split('"')[1]) / "eng.traineddata"
    # What follows the first two lines is of the machine and of formats not used here.
    own = [sha256(path.read_bytes()).hexdigest() for path in (model, Path(__file__))]
    return (*version[:2], *own)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.translate(_PLAIN).lower() if letter.isalnum())
