"""The page round the body of a picture: title and legend above, the source line at the foot.

A picture first asks how large its body may be, lays it out, and then takes a sheet on which the
body has just the height it needs, if the size of the paper grows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from azru_graph.errors import ParameterError
from azru_graph.pictures.sheet import MARGIN, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from azru_graph.pictures.picture import Setting
    from azru_graph.pictures.sheet import Entry

__all__ = ["Page", "largest", "most_that_fit", "unfit"]

_AIR = 4  # points between the body and what stands above and below it

_T = TypeVar("_T")


class Page:
    """A page of which all but the body is known; use it within ``rc_context(style.rc())``.

    Attributes:
        size: Its paper and type.
        width: The width of the body, in points.
        most: The greatest height of the body, in points.
    """

    def __init__(
        self, setting: Setting, title: str, subtitle: str, legends: Sequence[Sequence[Entry]] = ()
    ) -> None:
        self.size = setting.size
        self._setting = setting
        self._title, self._subtitle = title, subtitle
        self._legends = [row for row in legends if row]
        self.width = self.size.width - 2 * MARGIN
        sheet, bottom = self._sheet(self.size.height)
        self._around = self.size.height - sheet.top + bottom + 2 * _AIR * self.size.unit
        self.most = self.size.height - self._around

    def sheet(self, height: float) -> tuple[Sheet, tuple[float, float]]:
        """Begin a sheet whose body is so high; give it and the lower left corner of the body.

        On paper that does not grow the body stands in the middle of the height there is.
        """
        whole = height + self._around if self.size.grows else self.size.height
        sheet, bottom = self._sheet(whole)
        spare = 0 if self.size.grows else (self.most - height) / 2
        return sheet, (sheet.left, bottom + _AIR * self.size.unit + spare)

    def _sheet(self, height: float) -> tuple[Sheet, float]:
        setting = self._setting
        sheet = Sheet(self.size._replace(height=height), grey=setting.grey)
        if setting.title != "":
            sheet.head(setting.title or self._title, self._subtitle)
        for row in self._legends:
            sheet.legend(row)
        return sheet, sheet.foot(setting.foot)


def most_that_fit(count: int, attempt: Callable[[int], _T | None]) -> tuple[int, _T] | None:
    """Find the greatest number up to ``count`` for which an attempt succeeds, and its outcome.

    None means that not even one fits. An attempt that fits is taken to fit with fewer as well.

    >>> most_that_fit(9, lambda number: "fits" if number <= 5 else None)
    (5, 'fits')
    """
    found: tuple[int, _T] | None = None
    low, high = 1, count
    at = count  # all of them, first
    while low <= high:
        outcome = attempt(at)
        if outcome is None:
            high = at - 1
        else:
            found = (at, outcome)
            low = at + 1
        at = (low + high) // 2
    return found


def largest(count: int, attempt: Callable[[int], _T | None], what: str, setting: Setting) -> _T:
    """Give the outcome of `most_that_fit`; where nothing fits, raise what `unfit` gives."""
    fitting = most_that_fit(count, attempt)
    if fitting is None:
        raise unfit(what, setting)
    return fitting[1]


def unfit(what: str, setting: Setting) -> ParameterError:
    """Make the error for the least of a picture that does not fit: "no work fits" its size."""
    return ParameterError(
        f"{what} a picture of the size '{setting.size.name}'", remedy="take a larger size"
    )
