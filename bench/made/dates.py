"""Made-up dates of every precision, within the horizon."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING, NamedTuple

from made.hubs import HORIZON
from made.writing import date, plain, term

if TYPE_CHECKING:
    from random import Random

__all__ = ["When", "drawn"]

_SEASONS = {"21": ("03-01", "05-31"), "22": ("06-01", "08-31"), "23": ("09-01", "11-30")}


class When(NamedTuple):
    """A date: EDTF, both bounds as ISO days, its precision, and whether it needs a note."""

    edtf: str
    not_before: str
    not_after: str
    precision: str
    is_open: bool = False

    def pairs(self) -> list[tuple[str, str]]:
        """The date as predicates and values."""
        return [
            ("azru:edtf", plain(self.edtf)),
            ("azru:notBefore", date(self.not_before)),
            ("azru:notAfter", date(self.not_after)),
            ("azru:datePrecision", term(f"scheme:precision-{self.precision}")),
        ]


def drawn(rng: Random) -> When:
    """Draw a date, each precision as often as events of the shipped graph have it."""
    kinds = (_duration, _years, _month, _day, _year, _season)
    year = rng.randint(1992, 2008)
    return rng.choices(kinds, (17, 28, 18, 14, 13, 1))[0](rng, year)


def _day(rng: Random, year: int) -> When:
    day = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return When(day, day, day, "day")


def _month(rng: Random, year: int) -> When:
    month = rng.randint(1, 12)
    name = f"{year}-{month:02}"
    return When(name, f"{name}-01", f"{name}-{monthrange(year, month)[1]}", "month")


def _season(rng: Random, year: int) -> When:
    season = rng.choice(tuple(_SEASONS))
    first, last = _SEASONS[season]
    return When(f"{year}-{season}", f"{year}-{first}", f"{year}-{last}", "season")


def _year(_: Random, year: int) -> When:
    return When(f"{year}", f"{year}-01-01", f"{year}-12-31", "year")


def _duration(rng: Random, year: int) -> When:
    later = rng.randint(year + 1, 2009)
    return When(f"{year}/{later}", f"{year}-01-01", f"{later}-12-31", "duration")


def _years(rng: Random, year: int) -> When:
    """Somewhere within years, of which one or both are known."""
    later = rng.randint(year + 1, 2009)
    first, last = f"{year}-01-01", f"{later}-12-31"
    return rng.choice(
        (
            When(f"[..{later}]", HORIZON[0], last, "multi-year", is_open=True),
            When(f"[{year}..]", first, HORIZON[1], "multi-year", is_open=True),
            When(f"[{year}..{later}]", first, last, "multi-year"),
        )
    )
