"""What an address offers: suffixes of its twins, their media types, and which of them is chosen.

A name with a suffix has the format of that suffix. Without one it is chosen by the header Accept,
and the answer says which twin it is (Content-Location).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from azru_graph.exports.distributions import media_type
from azru_graph.exports.resource import SUFFIXES
from azru_graph.web.negotiation import best, suffixed
from azru_graph.web.problems import not_acceptable
from azru_graph.web.responses import HTML

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ANSWERS", "DOCUMENTS", "RDF", "Twin", "chosen", "links", "twin"]

# Suffix → media type, the preferred one first: what asks for no format is a program.
RDF = {suffix: media_type(f".{suffix}") for suffix in SUFFIXES}
DOCUMENTS = {**RDF, "html": HTML}
ANSWERS = {
    "csv": "text/csv",
    "html": HTML,
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "tsv": "text/tab-separated-values",
    "md": "text/markdown",
    "ndjson": "application/x-ndjson",
    "rq": "application/sparql-query",
    # CSV that a spreadsheet opens as it is meant; asked for by its suffix alone.
    "excel": "text/csv",
}
# Other names by which clients ask for the same.
_ALIASES = {"application/json": "json", "application/xml": "xml", "text/xml": "xml"}


class Twin(NamedTuple):
    """One of the representations that an address has.

    Attributes:
        name: The name without its suffix.
        suffix: The suffix, asked for or chosen.
        kind: The media type.
        chosen: Whether the header Accept decided.
    """

    name: str
    suffix: str
    kind: str
    chosen: bool


def twin(name: str, offers: Mapping[str, str], accept: str | None) -> Twin:
    """Choose the twin of a name that may have a suffix; raises Problem where the client takes none.

    >>> twin("year.csv", ANSWERS, "text/html")
    Twin(name='year', suffix='csv', kind='text/csv', chosen=False)
    >>> twin("state-russia", DOCUMENTS, "text/html, */*;q=0.1").suffix
    'html'
    """
    stem, kind = suffixed(name, offers)
    if kind is not None:
        return Twin(stem, name.rpartition(".")[2], kind, chosen=False)
    suffix, kind = chosen(offers, accept)
    return Twin(name, suffix, kind, chosen=True)


def chosen(offers: Mapping[str, str], accept: str | None) -> tuple[str, str]:
    """Choose a suffix and its media type by a header; raises Problem where none is taken."""
    suffixes = {kind: suffix for suffix, kind in reversed([*offers.items()])}
    suffixes |= {kind: suffix for kind, suffix in _ALIASES.items() if suffix in offers}
    kinds = [*dict.fromkeys([*offers.values(), *suffixes])]
    kind = best(accept, kinds)
    if kind is None:
        raise not_acceptable(kinds)
    return suffixes[kind], kind


def links(one: Twin, offers: Mapping[str, str], *more: str, query: str = "") -> dict[str, str]:
    """Give the headers that lead from one representation to the others.

    Args:
        one: What is answered.
        offers: As ``twin`` takes them.
        more: Further links, each as the header Link has it.
        query: The query string that all of them share, percent-encoded.

    >>> links(Twin("q/year", "csv", "text/csv", chosen=True), {}, query="year=1996")
    {'Link': '', 'Vary': 'Accept', 'Content-Location': './year.csv?year=1996'}
    """
    # Relative, so that they hold wherever the service is mounted; whatever a name has is escaped.
    place = "./" + quote(one.name.rpartition("/")[2], safe="")
    end = f"?{query}" if query else ""
    twins = [
        f'<{place}.{suffix}{end}>; rel="alternate"; type="{kind}"'
        for suffix, kind in offers.items()
        if suffix != one.suffix
    ]
    headers = {"Link": ", ".join([*twins, *more])}
    if one.chosen:
        headers |= {"Vary": "Accept", "Content-Location": f"{place}.{one.suffix}{end}"}
    return headers
