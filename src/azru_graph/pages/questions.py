"""The stored questions: a list of them, and for each a form, its answer, and how to keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from azru_graph.pages.answered import arrange, in_words
from azru_graph.pages.citations import cite
from azru_graph.pages.fields import read
from azru_graph.pages.snippets import address as address_for_all
from azru_graph.pages.snippets import snippets
from azru_graph.queries import by_first_tag, catalogue, get, select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azru_graph.pages.site import Page, Site, Values
    from azru_graph.queries import Query

__all__ = ["MOST_ROWS", "names", "show"]

MOST_ROWS = 2000  # on a page; files hold them all
# Suffixes of the files in which an answer is offered → what each is for.
_FILES = {
    "csv": "spreadsheets, R, pandas",
    "tsv": "SPARQL’s own, terms as in Turtle",
    "json": "SPARQL results as JSON",
    "xml": "SPARQL results as XML",
    "ndjson": "a line of JSON for each row",
    "md": "a table in Markdown",
}


def names(site: Site) -> list[str]:  # noqa: ARG001 - the questions are the same for every graph
    """Give the names of the questions."""
    return list(catalogue("questions"))


def show(site: Site, address: str, values: Values) -> Page:
    """Make the list at ``questions``, or the page of one question.

    Raises:
        UnknownNameError: There is no such question.
    """
    if address == "questions":
        themes = by_first_tag(catalogue("questions").values())
        return site.page("questions", address, title="Questions", themes=themes)
    return _question(site, address, get("questions", address.removeprefix("q/")), values)


def _question(site: Site, address: str, question: Query, values: Values) -> Page:
    reading = read(site, question, {} if site.static else values)
    to, header, asked = site.links(address), question.header, reading.asked
    answer, table = None, None
    if not reading.faulty:
        table = select(site.engine, reading.query, path=question.path).head(MOST_ROWS)
        answer = arrange(site, to, table, header.columns)
    chosen = _in_words(asked)
    title = f"{header.summary} {chosen}".strip()
    made = site.page(
        "question",
        address,
        title=title,
        question=question,
        reading=reading,
        chosen=chosen,
        answer=answer,
        total=len(table.rows) + (table.more or 0) if table else 0,
        sparql=_without_header(reading.query or question.text),
        files=_FILES,
        permalink=address_for_all(site, question.name, asked),
        snippets=snippets(site, question.name, asked, list(header.columns)),
        citation=cite(
            site,
            key=f"azru-{question.name}",
            title=header.summary,
            url=address_for_all(site, question.name, asked),
            note=chosen,
        ),
        in_words=in_words,
    )
    return made._replace(faulty=reading.faulty)


def _in_words(asked: Mapping[str, tuple[str, ...]]) -> str:
    """Say what was asked for; '' where nothing was.

    >>> _in_words({"year": ("1995", "1996"), "actor": ("Russia",)})
    '(year: 1995 or 1996; actor: Russia)'
    """
    said = (f"{name}: {' or '.join(given)}" for name, given in asked.items())
    return f"({'; '.join(said)})" if asked else ""


def _without_header(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#+"))
