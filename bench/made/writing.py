"""Triples as lines of N-Triples, and words that mean nothing."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from azru_graph.terms import ID, XSD, expand

if TYPE_CHECKING:
    from random import Random

__all__ = [
    "Sheet",
    "chance",
    "date",
    "english",
    "node",
    "number",
    "plain",
    "sentence",
    "term",
    "words",
]

_WORDS = [
    first + middle + last
    for first, middle, last in product(
        ("ba", "do", "ka", "lu", "me", "ni", "ro", "sa", "te", "vu"),
        ("l", "m", "n", "r", "st", "z"),
        ("a", "en", "ir", "o", "um"),
    )
]
_FALSE_CYRILLIC = str.maketrans({chr(97 + i): chr(0x0430 + i) for i in range(26)})


class Sheet:
    """Lines of N-Triples as they come, and each only once.

    Attributes:
        lines: The triples so far, each with its line end.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, subject: str, *pairs: tuple[str, str]) -> None:
        """Add triples of one subject; predicates are prefixed names, the rest is N-Triples."""
        self.lines.extend(f"{subject} {term(name)} {value} .\n" for name, value in pairs)

    def kinds(self, subject: str, *classes: str) -> None:
        """Say which classes a resource has, by their prefixed names."""
        self.say(subject, *(("rdf:type", term(name)) for name in classes))

    def drop(self, subject: str, predicate: str, value: str = "") -> None:
        """Take back every triple of a subject and predicate, or the one with that value."""
        start = f"{subject} {term(predicate)} {value}"
        self.lines = [line for line in self.lines if not line.startswith(start)]

    def subjects(self, predicate: str) -> set[str]:
        """Everything of which a predicate is said by now."""
        middle = f" {term(predicate)} "
        return {line.split(" ", 1)[0] for line in self.lines if middle in line}

    def objects(self, predicate: str) -> set[str]:
        """Every value that a predicate has by now."""
        middle = f" {term(predicate)} "
        return {line.split(middle, 1)[1][:-3] for line in self.lines if middle in line}

    def values(self, subject: str, predicate: str) -> list[str]:
        """The values that a subject has by now."""
        start = f"{subject} {term(predicate)} "
        return [line[len(start) : -3] for line in self.lines if line.startswith(start)]


def chance(rng: Random, share: float) -> bool:
    """True as often as the share says."""
    return rng.random() < share


@cache
def term(name: str) -> str:
    """A prefixed name as N-Triples spells it."""
    return f"<{expand(name)}>"


def node(name: str) -> str:
    """A resource of the data."""
    return f"<{ID}{name}>"


def plain(text: str) -> str:
    """A string without quotes or backslashes."""
    return f'"{text}"'


def english(text: str) -> str:
    """A text in English, likewise."""
    return f'"{text}"@en'


def number(value: float) -> str:
    """An xsd:integer, or an xsd:decimal of a float."""
    return f'"{value}"^^<{XSD}{"integer" if isinstance(value, int) else "decimal"}>'


def date(day: str) -> str:
    """An xsd:date."""
    return f'"{day}"^^<{XSD}date>'


def words(rng: Random, count: int, language: str = "en") -> str:
    """Some words; those of Russian are in Cyrillic letters."""
    text = " ".join(rng.choices(_WORDS, k=count))
    return text.translate(_FALSE_CYRILLIC) if language == "ru" else text


def sentence(rng: Random, least: int = 8, most: int = 22) -> str:
    """A sentence in English of so many words."""
    return english(words(rng, rng.randint(least, most)).capitalize() + ".")
