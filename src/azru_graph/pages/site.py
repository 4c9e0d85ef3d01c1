"""What the pages of one graph have in common: whom they ask, and how they are written."""

from __future__ import annotations

from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from azru_graph import entities
from azru_graph.pages.links import Links
from azru_graph.queries import texts
from azru_graph.terms import BASE, BlankNode, Iri, Literal, compact, local_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Sized
    from pathlib import Path

    import jinja2

    from azru_graph.copies import Copy
    from azru_graph.engines import Engine
    from azru_graph.exports.about import About
    from azru_graph.results import Table

    Values = Mapping[str, Sequence[str]]

__all__ = ["PLACEHOLDER", "SERVED", "Page", "Site", "first", "section_name"]

# Stands for the address of the service where that is not known; a script may put it in.
PLACEHOLDER = "https://example.org/azru/"

# Pages that need a service to answer.
SERVED = {"editor", "search"}
# Documents for programs: name, suffix, media type, and whether they are written as files.
_TWINS = [
    ("Turtle", "ttl", "text/turtle", True),
    ("JSON-LD", "jsonld", "application/ld+json", True),
    ("N-Triples", "nt", "application/n-triples", False),
    ("RDF/XML", "rdf", "application/rdf+xml", False),
]
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
_PLACES = """
SELECT ?iri ?notation ?section
{ ?iri a azru:Passage ; skos:notation ?notation ; dcterms:isPartOf ?section }
ORDER BY ?iri ?notation ?section
"""


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
        beside: Names of the files that are written beside the pages, such as ``exports/azru.ttl``;
            empty where they are made when asked for.
        url: Where the front page is to be found by everybody, ending in a slash; `PLACEHOLDER`
            where that was not given. Citations and commands to be copied have it, never a link.
        limits: Within what limits the service answers queries, in a sentence or two; '' where
            nothing is known of them.
    """

    def __init__(  # noqa: PLR0913 -- each is a choice of its own
        self,
        engine: Engine,
        *,
        files: Sequence[Path] = (),
        version: str = "",
        copy: Copy | None = None,
        static: bool = False,
        beside: Sequence[str] = (),
        url: str = "",
        limits: str = "",
    ) -> None:
        self.engine = engine
        self.files = tuple(files)
        self.version = version
        self.copy = copy
        self.static = static
        self.beside = tuple(beside)
        self.url = f"{url.rstrip('/')}/" if url else PLACEHOLDER
        self.limits = limits

    def page(self, template: str, address: str, *, title: str, **context: object) -> Page:
        """Write a page from a template, which has its links as ``to`` and this site as ``site``.

        Args:
            template: Its name, such as ``front``.
            address: Where the page lies.
            title: Its title, without the name of the site.
            context: What else the template names.
        """
        to = self.links(address)
        written = (
            _templates()
            .get_template(f"{template}.html")
            .render(site=self, to=to, address=address, title=title, asset=_asset, **context)
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

    @property
    def twins(self) -> list[list[str]]:
        """Name, suffix and media type of the documents that stand beside the page of a resource."""
        return [twin for *twin, written in _TWINS if written or not self.static]

    def reading(self, passage: str) -> str:
        """Give the address of a passage in the reading view; '' where there is no such passage.

        Args:
            passage: Its notation, such as ``s3p5.3``, or its IRI. In a template,
                ``to.page(site.reading("s3p5.3"))`` links to it; ``parts.passages`` does so for
                several notations with blanks between them.
        """
        return self._places.get(passage, "")

    def labels(self, table: Table) -> dict[str, str]:
        """Give the English labels of the entities in a table, by IRI."""
        return entities.labels(self.engine, table)

    @cached_property
    def _places(self) -> dict[str, str]:
        """Passage, by its IRI and by its notation → its address in the reading view."""
        found = {}
        for iri, notation, section in texts(self.engine, _PLACES):
            found[iri] = found[notation] = f"read/{section_name(section)}#{notation}"
        return found


def first(values: Values, name: str) -> str:
    """Give the first value of a name, without blanks around it; '' where there is none."""
    return next(iter(values.get(name, ())), "").strip()


def _count(counted: int | Sized, what: str, several: str = "") -> str:
    """Write a number, or that of the items in something, with what is counted.

    >>> _count(1, "row"), _count([1, 2], "row"), _count(0, "entity", "entities")
    ('1 row', '2 rows', '0 entities')
    """
    number = counted if isinstance(counted, int) else len(counted)
    return f"{number:,} {what if number == 1 else several or what + 's'}"


def section_name(section: str) -> str:
    """Give the name by which a section goes in the reading view.

    >>> section_name("https://w3id.org/azru/id/section-3")
    's3'
    """
    return local_name(section).replace("section-", "s", 1)


def _asset(name: str) -> bool:
    """Whether the package has an asset; those built from other packages may be absent."""
    return files("azru_graph.pages").joinpath("assets", name).is_file()


@cache
def _templates() -> jinja2.Environment:
    """Read templates, each once for all sites."""
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
    env.globals |= {"BASE": BASE, "PLACEHOLDER": PLACEHOLDER}
    return env
