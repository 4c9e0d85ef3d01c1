"""Where the pages lie, and how one of them is reached from another.

An address is a path without a leading slash or a suffix: '' is the front page, ``id/state-russia``
the page of an entity. It is also what follows the namespace in the IRI of a resource. All links are
relative: the pages work below any prefix, and as files on a disk.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote, urlencode

from azru_graph.terms import BASE

__all__ = ["Links", "address_of", "file_of", "iri_of"]

# What a resource of ours has a page of its own for, and what is told of on another.
_PAGES = re.compile(r"(?:id|scheme)/[^#]+|(?:ontology|relation|scheme|shapes)(?:#.*)?")
_TOLD = {"dataset": "about", "project": "about"}
_SAFE = "/-._~!$&'()*+,;=:@"  # RFC 3986, section 3.3: what a path may hold as it is


class Links(NamedTuple):
    """The links of one page.

    Attributes:
        address: The page they stand on.
        static: Whether the pages are files, whose names end in ``.html``, and no service answers.
    """

    address: str
    static: bool = False

    def page(self, address: str, /, **values: object) -> str:
        """Link to a page, with values as `file` has them.

        >>> Links("id/state-russia").page("q/year", year=1996)
        '../q/year?year=1996'
        >>> Links("id/state-russia", static=True).page("ontology#Event")
        '../ontology.html#Event'
        >>> Links("").page("")
        './'
        """
        path, mark, fragment = address.partition("#")
        name = file_of(path) if self.static else path
        return f"{self.file(name, **values)}{mark}{quote(fragment, safe=_SAFE)}"

    def file(self, name: str, /, **values: object) -> str:
        """Link to a file, such as ``assets/style.css``, which is named alike in both ways.

        Of its values, those that are None or '' are left out, and all of them where pages are
        files. Several values of one name are a tuple.

        >>> Links("q/year").file("q/year.csv", year=("1995", "1996"))
        '../q/year.csv?year=1995&year=1996'
        """
        asked = {key: value for key, value in values.items() if value not in {None, ""}}
        query = f"?{urlencode(asked, doseq=True)}" if asked and not self.static else ""
        return ("../" * self.address.count("/") + quote(name, safe=_SAFE) or "./") + query

    def iri(self, iri: str) -> str:
        """Link to what an IRI names: to our page of it, or to itself; '' where nothing answers.

        >>> Links("q/year").iri("https://w3id.org/azru/id/state-russia")
        '../id/state-russia'
        >>> Links("q/year").iri("https://example.org/a"), Links("q/year").iri("urn:isbn:1")
        ('https://example.org/a', '')
        """
        address = address_of(iri)
        if address is not None:
            return self.page(address) if address else ""
        return iri if iri.startswith(("http://", "https://")) else ""


def address_of(iri: str) -> str | None:
    """Give the address of the page of a resource: '' where it has none, None where it is not ours.

    >>> address_of("https://w3id.org/azru/ontology#Event")
    'ontology#Event'
    >>> address_of("https://w3id.org/azru/graph/facts")
    ''
    >>> address_of("https://w3id.org/azru/id/state-russia#observed")
    'id/state-russia'
    >>> address_of("https://example.org/a") is None
    True
    """
    if not iri.startswith(BASE):
        return None
    address = unquote(iri.removeprefix(BASE))
    if address.startswith(("id/", "scheme/")):
        address = address.partition("#")[
            0
        ]  # which tells apart two nodes of one entity in a picture
    return address if _PAGES.fullmatch(address) else _TOLD.get(address, "")


def iri_of(address: str) -> str:
    """Give the IRI of the resource whose page has the address.

    >>> iri_of("id/state-russia")
    'https://w3id.org/azru/id/state-russia'
    """
    return BASE + quote(address, safe=_SAFE + "#")


def file_of(address: str) -> str:
    """Give the name of the file that a page is written to.

    >>> file_of(""), file_of("id/state-russia")
    ('index.html', 'id/state-russia.html')
    """
    return f"{address or 'index'}.html"
