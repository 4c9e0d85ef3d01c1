"""What the pages of one graph have in common: whom they ask, and how they are written."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from azru_graph import entities
from azru_graph.pages.links import Links
from azru_graph.terms import BASE, BlankNode, Iri, Literal, compact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import jinja2

    from azru_graph.copies import Copy
    from azru_graph.engines import Engine
    from azru_graph.exports.about import About
    from azru_graph.results import Table

    Values = Mapping[str, Sequence[str]]

__all__ = ["PLACEHOLDER", "SERVED", "Page", "Site", "first"]

# Stands for the address of the service where that is not known; a script may put it in.
PLACEHOLDER = "https://example.org/azru/"

# Pages that need a service to answer.
SERVED = {"editor", "search"}
_MENU = [
    ("questions", "Questions"),
    ("read", "Read"),
    ("entities", "Entities"),
    ("claims", "Claims"),
    ("disputes", "Disputes"),
    ("timeline", "Timeline"),
    ("networks", "Networks"),
    ("sources", "Sources"),
    ("coverage", "Coverage"),
    ("ontology", "Vocabulary"),
    ("editor", "Editor"),
    ("about", "About"),
]


class Page(NamedTuple):
    """A page.

    Attributes:
        title: What stands in the title of the window.
        content: The whole HTML document, UTF-8.
        faulty: Whether a value that the reader gave is at fault, and the page says so beside it.
    """

    title: str
    content: bytes
    faulty: bool = False


class Site:
    """The pages of one graph.

    Attributes:
        engine: What answers about the graph.
        files: The RDF files it was read from, without the ontology; empty for a store or endpoint.
        version: What changes whenever a page might: a short hexadecimal text; '' where unknown.
        copy: The reader's own copy of the article, to be quoted; None where there is none.
        static: Whether the pages are files, and no service answers.
        url: Where the front page is to be found by everybody, ending in a slash; `PLACEHOLDER`
            where that was not given. Citations and commands to be copied have it, never a link.
    """

    def __init__(  # noqa: PLR0913 -- each is a choice of its own
        self,
        engine: Engine,
        *,
        files: Sequence[Path] = (),
        version: str = "",
        copy: Copy | None = None,
        static: bool = False,
        url: str = "",
    ) -> None:
        self.engine = engine
        self.files = tuple(files)
        self.version = version
        self.copy = copy
        self.static = static
        self.url = f"{url.rstrip('/')}/" if url else PLACEHOLDER

    def page(self, template: str, address: str, *, title: str, **context: object) -> Page:
        """Write a page from a template, which has its links as ``to`` and this site as ``site``.

        Args:
            template: Its name, such as ``front``.
            address: Where the page lies.
            title: Its title, without the name of the site.
            context: What else the template names.
        """
        to = self.links(address)
        written = self._templates.get_template(f"{template}.html").render(
            site=self, to=to, address=address, title=title, **context
        )
        return Page(title, written.encode())

    def links(self, address: str) -> Links:
        """Give the links of the page at an address."""
        return Links(address, self.static)

    @property
    def menu(self) -> list[tuple[str, str]]:
        """Address and name of what every page leads to; what needs a service not in files."""
        return [place for place in _MENU if not (self.static and place[0] in SERVED)]

    @cached_property
    def about(self) -> About:
        """What the graph says of itself: its title, licence, version, makers and dates."""
        from azru_graph.exports.about import about

        return about(self)

    def labels(self, table: Table) -> dict[str, str]:
        """Give the English labels of the entities in a table, by IRI."""
        return entities.labels(self.engine, table)

    @cached_property
    def _templates(self) -> jinja2.Environment:
        import jinja2

        env = jinja2.Environment(
            loader=jinja2.PackageLoader("azru_graph.pages"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        env.filters |= {"compact": compact, "count": _count}
        env.tests |= {
            "iri": lambda term: isinstance(term, Iri),
            "literal": lambda term: isinstance(term, Literal),
            "blank": lambda term: isinstance(term, BlankNode),
        }
        env.globals |= {"BASE": BASE, "PLACEHOLDER": PLACEHOLDER, "asset": _asset}
        return env


def first(values: Values, name: str) -> str:
    """Give the first value of a name, without blanks around it; '' where there is none."""
    return next(iter(values.get(name, ())), "").strip()


def _count(number: int, what: str, several: str = "") -> str:
    """Write a number with what is counted.

    >>> _count(1, "row"), _count(2, "row"), _count(0, "entity", "entities")
    ('1 row', '2 rows', '0 entities')
    """
    return f"{number:,} {what if number == 1 else several or what + 's'}"


def _asset(name: str) -> bool:
    """Whether the package has an asset; those built from other packages may be absent."""
    return files("azru_graph.pages").joinpath("assets", name).is_file()
