"""Make up articles: a graph of any size with the shape of the shipped one, as N-Triples.

    python bench/generate.py 100 > articles.nt            a million triples
    python bench/generate.py 100 --faults 20 > faulty.nt  and what is wrong, on standard error

Each article has about ten thousand triples, its own author, passages, records and claims, in words
that mean nothing; states, some offices, persons, bodies and places, and the venues are those of all
articles. The same seed gives the same bytes; the first articles of more are those of fewer.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from made import faults as mistakes
from made.articles import written
from made.hubs import hubs
from made.writing import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["generate"]


def generate(
    articles: int, *, seed: int = 1, faults: int = 0, found: list[tuple[str, str]] | None = None
) -> Iterator[str]:
    """Make up a graph, an article at a time.

    Args:
        articles: How many.
        seed: Another seed makes up others.
        faults: How many faults to make, spread over the articles and over the rules.
        found: Where each fault is put down as it is made: rule and IRI of the focus node.

    Yields:
        Lines of N-Triples: what all articles share, then article after article.

    Raises:
        ValueError: There is no room for so many faults.
    """
    sheet = Sheet()
    common = hubs(sheet, seed)
    yield "".join(sheet.lines)
    for place in range(1, articles + 1):
        sheet = Sheet()
        article = written(sheet, common, place, seed)
        mine = range(place - 1, faults, articles)
        made = mistakes.spoil(article, mine)
        if found is not None:
            found += made
        yield "".join(sheet.lines)


def main() -> None:
    """Write the graph that the command line asks for."""
    import argparse

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("articles", type=int, help="how many, each of about 10,000 triples")
    parser.add_argument("--seed", type=int, default=1, help="another makes up others (1)")
    parser.add_argument("--faults", type=int, default=0, help="make so many faults and list them")
    arguments = parser.parse_args()
    found: list[tuple[str, str]] = []
    for part in generate(
        arguments.articles, seed=arguments.seed, faults=arguments.faults, found=found
    ):
        sys.stdout.write(part)
    for rule, focus in found:
        print(f"{rule}\t{focus}", file=sys.stderr)


if __name__ == "__main__":
    main()
