"""Values of Python as a person writes them, for the parameters of stored questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from numbers import Integral, Real
from typing import TYPE_CHECKING

from azru_graph.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azru_graph.queries import Query

__all__ = ["texts"]


def texts(stored: Query, values: Mapping[str, object]) -> dict[str, list[str]]:
    """Write the values of parameters as a person does; those that are None are left out."""
    found = {}
    for name, given in values.items():
        if given is not None:
            own = name if name in stored.header.parameters else name.removesuffix("_")
            several: Iterable[object] = [given]
            if isinstance(given, Iterable) and not isinstance(given, str):
                several = given
            found[own] = [_written(own, one) for one in several]
            if not found[own]:
                # No term in a slot means any, which is not what an empty list says.
                raise ParameterError(
                    f"the list of values for {own} is empty", remedy="give one, or None for any"
                )
    return found


def _written(parameter: str, value: object) -> str:
    """Write a value of Python as a parameter takes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Decimal | Real):
        return format(value if isinstance(value, Decimal) else Decimal(repr(float(value))), "f")
    if isinstance(value, date):
        return value.isoformat()
    raise ParameterError(
        f"{value!r} is no value for the parameter {parameter}",
        remedy="give a str, int, Decimal, float, bool or date, or a list of them",
    )
