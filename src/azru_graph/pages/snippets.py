"""The answer to a stored question fetched by other programs: commands to be copied."""

from __future__ import annotations

from keyword import iskeyword
from shlex import quote
from typing import TYPE_CHECKING

from azru_graph.pages.links import Links

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from azru_graph.pages.site import Site

__all__ = ["address", "snippets"]

_RDFLIB = """\
from urllib.request import urlopen

from rdflib.query import Result

with urlopen("{url}") as answer:
    for row in Result.parse(answer, format="json"):
        print(*row)
"""


def address(site: Site, name: str, asked: Mapping[str, tuple[str, ...]], suffix: str = "") -> str:
    """Give the address of an answer for everybody, or of a file of it with that suffix.

    Args:
        site: Says where the service is to be found.
        name: The question.
        asked: Parameter → its values.
        suffix: Such as ``.csv``.
    """
    return site.url + Links("", site.static).file(f"q/{name}{suffix}", **asked)


def snippets(
    site: Site, name: str, asked: Mapping[str, tuple[str, ...]], columns: Sequence[str]
) -> dict[str, str]:
    """Write how to fetch an answer: language or program → text; arguments as of `address`."""
    given = "".join(
        f" -p {quote(f'{key}={value}')}" for key, values in asked.items() for value in values
    )
    csv = address(site, name, asked, ".csv")
    return {
        "Shell, with curl": f"curl {quote(csv)}\n",
        "Shell, with azru": f"azru query {name}{given} --format csv\n",
        "Python, with azru_graph": _python(name, asked, columns),
        "Python, with rdflib": _RDFLIB.format(url=address(site, name, asked, ".json")),
        "R": f'answer <- read.csv("{csv}", encoding = "UTF-8")\n',
    }


def _python(name: str, asked: Mapping[str, tuple[str, ...]], columns: Sequence[str]) -> str:
    values = {
        f"{key}_" if iskeyword(key) else key: list(given) if len(given) > 1 else given[0]
        for key, given in asked.items()
    }
    arguments = ", ".join([f'"{name}"', *(f"{key}={value!r}" for key, value in values.items())])
    shown = ", ".join(f"row[{column!r}]" for column in columns[:2])
    return f"import azru_graph as az\n\nfor row in az.ask({arguments}):\n    print({shown})\n"
