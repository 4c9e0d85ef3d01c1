"""What tesseract read of the pictures, kept in ``tests/readings.tsv``.

Recognising the text of all pictures takes longer than most other tests together, and gives the same
every time: what is read depends on the sheet, pixel by pixel, on the lines looked for, on the
program and its model, and on what counts as read. So each entry has a hash of all these with the
counts that were found. Where a fresh sheet has the hash of its entry, the counts stand for the
reading and are held against the limits; where it has not, since the picture, the raster or
tesseract changed, the sheet is read. ``pytest --update tests/test_legible.py`` reads every sheet
and writes the record.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recognition import Task

__all__ = ["PATH", "Found", "read", "record", "recorded"]

PATH = Path(__file__).with_name("readings.tsv")
_COLUMNS = ("picture", "size", "way", "digest", "lines", "alike", "exact")

Key = tuple[str, str, str]


class Found(NamedTuple):
    """The hash of a sheet, how many lines stand on it, and how many of them were read how well."""

    digest: str
    lines: int
    alike: int
    exact: int


def read(task: Task) -> Found:
    """Read a sheet, and count."""
    readings = task.read()
    return Found(
        task.digest,
        len(readings),
        sum(reading.is_alike for reading in readings),
        sum(reading.is_exact for reading in readings),
    )


@cache
def recorded() -> dict[Key, Found]:
    """Give the record: picture, size and way of reading → what was found."""
    rows = [line.split("\t") for line in PATH.read_text(encoding="utf-8").splitlines()[1:]]
    return {
        (picture, size, way): Found(digest, *map(int, counts))
        for picture, size, way, digest, *counts in rows
    }


def record(found: Mapping[Key, Found]) -> None:
    """Put readings into the record, in place of those of the same pictures."""
    merged = sorted({**recorded(), **found}.items())
    rows = [_COLUMNS, *((*key, *map(str, told)) for key, told in merged)]
    PATH.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
